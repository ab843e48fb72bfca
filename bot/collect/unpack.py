"""Compressed bodies, unpacked piece by piece: no piece is larger than asked for, whatever a bomb unfolds to.

Only gzip and deflate are asked for (they are in Python itself), so only they are understood. An answer
that is packed twice is refused: no honest server does it, and each layer multiplies a bomb by a thousand.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from bot.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ACCEPTED = "gzip, deflate"
_PIECE = 256 * 1024
_GZIP = zlib.MAX_WBITS | 16
_ZLIB = zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS  # "deflate" without zlib's frame, as some servers send it
_MEMBER = b"\x1f"  # RFC 1952: gzip's members may follow each other
_ZLIB_METHOD = 8  # RFC 1950, 2.2: the low half of the first byte


def unpacked(parts: Iterable[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """Yield the body in pieces of 256 KiB at most. `encoding` is the header Content-Encoding.

    Raises FetchError for an encoding that was not asked for, and where the packing is broken or breaks off.
    """
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if len(names) > 1:
        raise FetchError(url, f"is packed {len(names)} times over")
    if not names:
        return iter(parts)
    if names[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(url, f"its compression ({names[0][:20]}) was not asked for")
    return _inflated(parts, url, gzip=names[0] != "deflate")


def _inflated(parts: Iterable[bytes], url: str, *, gzip: bool) -> Iterator[bytes]:
    machine = None
    for part in parts:
        data, full = part, False
        while data or full:
            if machine is None or (machine.eof and gzip and data.startswith(_MEMBER)):
                machine = zlib.decompressobj(_GZIP if gzip else _wrapping(data))
            elif machine.eof:
                break  # zeros or other filling behind the end
            try:
                piece = machine.decompress(data, _PIECE)
            except zlib.error as error:
                raise FetchError(url, "its compression is broken", passing=True) from error
            yield piece
            data = machine.unconsumed_tail or machine.unused_data
            full = len(piece) == _PIECE and not machine.eof  # zlib may hold back more
    if machine is not None and not machine.eof:
        raise FetchError(url, "its compression breaks off", passing=True)


def _wrapping(data: bytes) -> int:
    return _ZLIB if data[0] & 0x0F == _ZLIB_METHOD else _RAW
