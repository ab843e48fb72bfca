"""Slack's signature over a request, seen to before a byte of its body is understood.

Bolt checks it too, but only once it has parsed the body, and not at all where that says ssl_check=1.
docs.slack.dev, "Verifying requests from Slack".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from bot.web.refusals import unsigned

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from bot.clock import Clock

MOST_SECONDS_OFF: Final = 300
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")
_STAMP: Final = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What the headers claim."""

    stamp: str
    signature: str


class _Seconds(SlackClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


class Signatures:
    """`clock` must be the real time: Slack's stamps are."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._seconds = _Seconds(clock)
        self._verifier = SignatureVerifier(secret, self._seconds)

    def claimed(self, headers: Headers) -> Signed:
        """RefusedError where no body can be right: no signature, several, a misshapen one, another time."""
        stamp = _only(headers, "x-slack-request-timestamp", _STAMP)
        signature = _only(headers, "x-slack-signature", _SIGNATURE)
        if abs(self._seconds.now() - int(stamp)) > MOST_SECONDS_OFF:
            raise unsigned("its time stamp is of another time")
        return Signed(stamp=stamp, signature=signature)

    def check(self, claim: Signed, body: bytes) -> None:
        """RefusedError where the signature is not Slack's over this body."""
        try:
            good = self._verifier.is_valid(body, claim.stamp, claim.signature)
        except UnicodeDecodeError:  # slack_sdk signs text: Slack sends nothing else
            good = False
        if not good:
            raise unsigned("its signature is not Slack's")


def _only(headers: Headers, name: str, shape: re.Pattern[str]) -> str:
    values = headers.getlist(name)
    if len(values) != 1 or not shape.fullmatch(values[0]):
        raise unsigned("it bears no signature of Slack's kind")
    return values[0]
