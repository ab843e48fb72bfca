"""Feeds that are not read, or not read well. See bot.model.judging."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.model.evidence import DAY, Judgement, is_habit, shown, tail
from bot.model.health import FeedStanding, Proposal
from bot.model.outage import own_failures
from bot.model.readings import FeedSign
from bot.text import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model.evidence import Evidence
    from bot.model.readings import FeedReading

HOPELESS = timedelta(days=7)
"""What has failed for so long hardly passes by itself."""

_CURES = (
    ("404", Proposal.NEW_ADDRESS, "It may have moved: look on the publisher's site for its new address."),
    (
        "page",
        Proposal.NEW_ADDRESS,
        "It may have moved: look on the publisher's site for its RSS or Atom address.",
    ),
    (
        "certificate",
        Proposal.WAIT,
        "Its certificate is wrong; only its publisher can mend that.",
    ),
    (
        "401",
        Proposal.REMOVE,
        "It asks for a login, which I have not. Leave it out, or give it an open address.",
    ),
    (
        "403",
        Proposal.REMOVE,
        "Its publisher refuses programs such as me. Leave it out, or give it another address.",
    ),
    (
        "not public",
        Proposal.REMOVE,
        "If it is meant to be read, name its network at collect.allow_networks in config.yaml.",
    ),
)
_PATIENCE = "Its server asks for patience: it is read again by itself."
_NO_HOST = "Is the address right? If it stays so, its site has moved or closed."
_PASSING = "This often passes by itself: it is tried again with every round."
_TOO_LONG = "It has failed for a week and more: give it a new address, or leave it out."


def left_out(known: Evidence) -> Judgement | None:
    if not known.dropped:
        return None
    cure = "What it brought stays. Bring it back, and it is read with the next round."
    return Judgement(standing=FeedStanding.LEFT_OUT, reason="it is not read", cure=cure)


def gone(known: Evidence) -> Judgement | None:
    """Once its server says so for good (410), or says for long that nothing is there (404)."""
    state, readings, now = known.state, known.readings, known.now
    absent = tail(readings, lambda one: one.failed and one.seen.sign is FeedSign.GONE)
    if not (state.gone or is_habit(absent, readings, now, state.failing)):
        return None
    since = state.failing or (absent[0].at if absent else state.checked)
    says = "its server says for good" if state.gone else f"its server has said for {_days(since, now)}"
    found = _discovered(readings)
    return Judgement(
        standing=FeedStanding.GONE,
        reason=f"{says} that it is not there ({shown(state.error, 'gone')})",
        proposal=Proposal.NEW_ADDRESS if found else Proposal.REMOVE,
        cure=_take(found) if found else "Look on the publisher's site for its new address, or leave it out.",
        address=found,
        since=since,
        lasting=since,
    )


def unread(known: Evidence) -> Judgement | None:
    state = known.state
    tried = any(one.read for one in known.history.days) or known.readings or state.changed
    if state.error and not (known.cut_off and not tried):
        return None
    if state.checked is not None and not state.error:
        return None
    cure = "It is read with the next round, or at once by “Check now”."
    return Judgement(standing=FeedStanding.UNREAD, cure=cure)


def failing(known: Evidence) -> Judgement | None:
    state, readings = known.state, known.readings
    if not state.error or known.cut_off:
        return None
    times = f", {state.failures} times in a row" if state.failures > 1 else ""
    found = _discovered(readings)
    proposal, cure = (Proposal.NEW_ADDRESS, _take(found)) if found else _cure(known)
    return Judgement(
        standing=FeedStanding.FAILING,
        reason=f"{shown(state.error, 'no cause was told')}{times}",
        proposal=proposal,
        cure=cure,
        address=found,
        since=state.failing or state.checked,
        lasting=_lasting(known, readings),
    )


def _lasting(known: Evidence, readings: Sequence[FeedReading]) -> datetime | None:
    """Since when it fails by itself; of a feed that failed in all readings that are kept, its beginning."""
    own = own_failures(readings, known.others)
    if len(own) == len(readings):
        return known.state.failing or known.state.checked
    return own[0].at if own else None


def _cure(known: Evidence) -> tuple[Proposal, str]:
    """What mends a failure, by its cause."""
    state, now = known.state, known.now
    if state.wait_until and state.wait_until > now:
        return Proposal.WAIT, _PATIENCE
    for sign, proposal, said in _CURES:
        if sign in state.error:
            return proposal, said
    if state.failing and now - state.failing >= HOPELESS:
        return Proposal.REMOVE, _TOO_LONG
    return Proposal.WAIT, _NO_HOST if "no such host" in state.error else _PASSING


def _discovered(readings: Sequence[FeedReading]) -> str:
    """The feed's address that stood on the page which came in its place, by the last reading."""
    return readings[-1].seen.found if readings else ""


def _take(address: str) -> str:
    return f"Its site names another address: {shown(address, 'see there')}. Give it that one."


def _days(since: datetime | None, now: datetime) -> str:
    return plural(max(1, (now - since) // DAY), "day") if since else "days"
