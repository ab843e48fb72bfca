"""Feeds whose encoding is told wrongly, by HTTP or by themselves: what bytes show counts. Pure."""

from __future__ import annotations

import codecs
import re
from typing import Final

# The marks of UTF-32 begin with those of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_STATED: Final = re.compile(r"""(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*["'][^"'>]{0,40}["']""")
_CHARSET: Final = re.compile(r"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
# These look like ASCII, and so like UTF-8, to whoever isn't told.
_SEVEN_BITS: Final = ("iso-2022", "hz", "utf-7")
_UTF8: Final = "application/xml; charset=utf-8"


def sound(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Return a feed's bytes and content type, made to agree where the bytes show what they are.

    A byte order mark, XML's first character in two or four bytes, and text that is sound UTF-8 all tell more
    than a label. Everything else comes back as it was.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _utf8(body.decode(encoding, "replace"))
    labels = [*_CHARSET.findall(content_type), *_CHARSET.findall(body[:200].decode("latin-1"))]
    if any(label.lower().startswith(_SEVEN_BITS) for label in labels):
        return body, content_type
    try:
        return _utf8(body.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if any(label.lower().startswith(("utf-16", "utf-32")) for label in labels):  # or its first byte were zero
        return _utf8(body.decode("cp1252", "replace"))
    return body, content_type


def _utf8(text: str) -> tuple[bytes, str]:
    return _STATED.sub(r"\1", text, count=1).encode("utf-8", "replace"), _UTF8
