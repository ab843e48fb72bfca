"""Compressed bodies come out whole, in small pieces, or not at all."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest

from bot.collect.unpack import unpacked
from bot.errors import FetchError

TEXT = b"The river rose by two metres in the night. " * 40_000
PIECE = 256 * 1024


def raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(data) + machine.flush()


def whole(packed: bytes, encoding: str, size: int = 1_000) -> bytes:
    parts = [packed[start : start + size] for start in range(0, len(packed), size)]
    pieces = list(unpacked(parts, encoding, "https://a.example/"))
    assert max(map(len, pieces), default=0) <= max(PIECE, size)
    return b"".join(pieces)


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "X-GZip"),
        (gzip.compress(TEXT), "identity, gzip"),
        (gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]), "gzip"),
        (gzip.compress(TEXT) + bytes(512), "gzip"),
        (gzip.compress(TEXT) + b"junk", "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (raw_deflate(TEXT), "deflate"),
    ],
)
@pytest.mark.parametrize("size", [1, 999, 10_000_000])
def test_what_honest_servers_send_comes_out_whole(packed: bytes, encoding: str, size: int) -> None:
    """However the network cuts it: gzip, also in members and with filling behind, deflate in both kinds."""
    packed = packed if size > 1 else packed[:20_000] if encoding in ("", "identity") else packed
    expected = packed if encoding in ("", "identity") else TEXT
    assert whole(packed, encoding, size) == expected


@pytest.mark.parametrize("size", [PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE])
@pytest.mark.parametrize("filling", ["zeros", "noise"])
def test_a_body_that_ends_where_a_piece_ends_is_whole(size: int, filling: str) -> None:
    """No byte that zlib holds back is lost, and no end is overlooked."""
    data = bytes(size) if filling == "zeros" else random.Random(size).randbytes(size)
    assert whole(gzip.compress(data), "gzip") == data
    assert whole(raw_deflate(data), "deflate") == data


@pytest.mark.parametrize(
    ("packed", "encoding", "why"),
    [
        (b"<rss></rss>", "gzip", "its compression is broken"),
        (b"\xff\xff\xff", "deflate", "its compression is broken"),
        (gzip.compress(TEXT)[:-1], "gzip", "its compression breaks off"),
        (gzip.compress(TEXT)[:-9], "gzip", "its compression breaks off"),
        (zlib.compress(TEXT)[:99], "deflate", "its compression breaks off"),
        (gzip.compress(TEXT)[:-8] + bytes(8), "gzip", "its compression is broken"),
        (gzip.compress(gzip.compress(TEXT)), "gzip, gzip", "is packed 2 times over"),
        (TEXT, ",".join(["gzip"] * 1000), "is packed 1000 times over"),
        (TEXT, "br", "its compression (br) was not asked for"),
        (TEXT, "zstd", "its compression (zstd) was not asked for"),
        (TEXT, "compress", "its compression (compress) was not asked for"),
    ],
)
def test_what_is_broken_or_was_not_asked_for_is_named(packed: bytes, encoding: str, why: str) -> None:
    """Nothing is taken for whole that isn't, and no layer is unpacked twice."""
    with pytest.raises(FetchError) as caught:
        whole(packed, encoding)
    assert caught.value.why == why


def test_an_empty_body_is_empty() -> None:
    """A server that says gzip of nothing at all sent nothing."""
    assert whole(b"", "gzip") == b""
