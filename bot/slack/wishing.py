"""What people write to follow, mute and list, read forgivingly. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.errors import BadRequestError
from bot.model import BREAKING, Wish


class Order(NamedTuple):
    """`verb`: "wish" and "forget" (a `wish` about `words`), "list", "saved" or "why not" (`words`)."""

    verb: str
    wish: Wish | None = None
    words: str = ""


SPOKEN = {
    "follow": ("wish", Wish.FOLLOW),
    "subscribe to": ("wish", Wish.FOLLOW),
    "mute": ("wish", Wish.MUTE),
    "hide": ("wish", Wish.MUTE),
    "unfollow": ("forget", Wish.FOLLOW),
    "stop following": ("forget", Wish.FOLLOW),
    "unmute": ("forget", Wish.MUTE),
    "stop muting": ("forget", Wish.MUTE),
}
_VERBS = "|".join(sorted(SPOKEN, key=len, reverse=True))
_COMMAND = re.compile(
    rf"(?:please\s+)?(?P<verb>{_VERBS})(?:\s*:\s*|\s+|$)(?P<words>.*)", re.IGNORECASE | re.DOTALL
)
_LIST = re.compile(
    r"(?:(?:show|list)\s+)?(?:my\s+)?(?:following|follows|mutes|muted|wishes)"
    r"|(?:what|who)\s+(?:do|am|have)\s+i\s+(?:follow|following|mute|muted|muting)\b.*",
    re.IGNORECASE,
)
_SAVED = re.compile(r"(?:(?:show|list)\s+)?(?:my\s+)?saved(?:\s+stories)?", re.IGNORECASE)
_WHY_NOT = re.compile(r"why\s+not\b[\s:]*(?P<words>.*)", re.IGNORECASE | re.DOTALL)
_WAYS = {"": "wish", "on": "wish", "yes": "wish", "off": "forget", "no": "forget"}
# A sentence about following is a question: "follow up on the strike", "follow the money".
_IDIOMS = re.compile(r"(?:up|the\s+money|suit|through)\b", re.IGNORECASE)


def read_order(text: str) -> Order | None:
    """The order that it is; None where it is a question."""
    said = " ".join(text.split())
    plain = said.rstrip("?!. ")
    if _SAVED.fullmatch(plain):
        return Order("saved")
    if _LIST.fullmatch(plain):
        return Order("list")
    if found := _WHY_NOT.fullmatch(plain):
        return Order("why not", words=found["words"])
    found = _COMMAND.fullmatch(said)
    if not found or said.endswith("?") or _IDIOMS.match(found["words"]):
        return None
    verb, wish = SPOKEN[" ".join(found["verb"].casefold().split())]
    return Order(verb, wish, found["words"].rstrip("!. "))


def read_channels_order(text: str) -> Order | None:
    """The same for a channel, which may ask for breaking news as well; BadRequestError."""
    first, _, rest = " ".join(text.split()).partition(" ")
    if first.casefold() != BREAKING:
        return read_order(text)
    way = rest.casefold().removeprefix("news").strip()
    if way not in _WAYS:
        raise BadRequestError(
            f"To have breaking news posted here or not, say “{BREAKING} on” or “{BREAKING} off”."
        )
    return Order(_WAYS[way], Wish.FOLLOW, BREAKING)
