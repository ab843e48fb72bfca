"""The few emoji that an app's messages name; any other stays as it is written. Pure."""

from __future__ import annotations

import re

KNOWN = {
    "+1": "\N{THUMBS UP SIGN}",
    "thumbsup": "\N{THUMBS UP SIGN}",
    "-1": "\N{THUMBS DOWN SIGN}",
    "thumbsdown": "\N{THUMBS DOWN SIGN}",
    "white_check_mark": "\N{WHITE HEAVY CHECK MARK}",
    "warning": "\N{WARNING SIGN}",
    "x": "\N{CROSS MARK}",
    "newspaper": "\N{NEWSPAPER}",
    "eyes": "\N{EYES}",
    "bell": "\N{BELL}",
}
_NAMED = re.compile(r":([a-z0-9_+-]+):")


def emoji(name: str, unicode: str = "") -> str:
    """`unicode` is Slack's: code points in hexadecimal, with hyphens between."""
    try:
        return (
            "".join(chr(int(point, 16)) for point in unicode.split("-"))
            if unicode
            else KNOWN.get(name, f":{name}:")
        )
    except (ValueError, OverflowError):
        return f":{name}:"


def with_emoji(words: str) -> str:
    return _NAMED.sub(lambda found: KNOWN.get(found[1], found[0]), words)
