"""What delivery asks of the rest of the house. Wiring fills these; the tests' fakes behave like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime, timedelta

    from bot.model import Delivery, Notice, PlannedEdition, Slot, Subscription

Block: TypeAlias = dict[str, Any]
"""A Slack block as it goes over the wire."""

EVENT_TYPE = "dateline_delivery"


def nonce_metadata(nonce: str) -> dict[str, Any]:
    """Slack's message metadata that carries the nonce. The workspace can see it: no secrets in it."""
    return {"event_type": EVENT_TYPE, "event_payload": {"nonce": nonce}}


class Deliveries(Protocol):
    """The rows. Each method is one transaction; StoreError where the database can't serve."""

    def open(
        self, *, subscription_id: str, channel: str, local_date: date, slot: str, due: datetime
    ) -> Delivery:
        """The row of that local date: made PLANNED with a new id where there is none, else as it stands.

        UNIQUE (subscription_id, local_date): of two callers at once, both get the same row, whatever times
        they hold for the order.
        """
        ...

    def last(self, subscription_id: str) -> Delivery | None:
        """The row of that subscription with the latest `due`, in whatever state, or None."""
        ...

    def claim(self, seen: Delivery, now: datetime, lease: timedelta) -> Delivery | None:
        """Take the row for one attempt, atomically; None where it can't be had.

        Only as it was seen: WHERE attempt = seen.attempt. Who saw it before another took it knows nothing of
        that one's flight, whatever the leases say by clocks that disagree.
        - RENDERED, and `not_before` is NULL or <= now -> SENDING
        - SENDING or SETTLING, and `lease_until` is NULL or <= now -> SETTLING: an earlier attempt may have
          reached Slack, so this claim is for looking, never for posting
        - anything else -> None

        It sets attempt + 1, lease_until = now + lease, not_before = NULL, and for SENDING tried = now. `now`
        is by the driver's clock, which is the database's own where that has one (PostgreSQL): so replicas
        with wrong clocks agree.
        """
        ...

    def save(self, delivery: Delivery, expected_attempt: int, then: Sequence[Notice] = ()) -> bool:
        """Write what may change of a row (all but what names it); False where the fence holds.

        WHERE id = delivery.id AND attempt = expected_attempt AND state IN (planned, rendered, sending,
        settling): who lost the row to a later claim writes nothing, nor does who finds it ended.

        In the same transaction a row is opened for each notice of `then` whose key has none.
        """
        ...

    def amend(self, delivery: Delivery, seen: Delivery, then: Sequence[Notice] = ()) -> bool:
        """Write what becomes of a row that had ended, and open the notices that follow, as `save` does.

        False where its attempt, state or sweep are not as `seen` any more: of two at once, one writes.
        """
        ...

    def suspect(self, delivery_id: str, now: datetime) -> None:
        """Set the row's `sweep` to now, in whatever state: there may be a second copy of it."""
        ...

    def to_sweep(self, now: datetime) -> list[Delivery]:
        """The rows that have ended and whose `sweep` is <= now, those due for it first first."""
        ...

    def get(self, delivery_id: str) -> Delivery | None:
        """The row as it stands."""
        ...

    def message(self, delivery_id: str) -> tuple[str, list[Block]]:
        """A notice's text and blocks, as they were frozen when it was opened. NotFoundError."""
        ...

    def waits(self, delivery: Delivery) -> bool:
        """Whether a row under the same parent that was due before it is still under way."""
        ...

    def unsettled(self) -> list[Delivery]:
        """All rows in PLANNED, RENDERED, SENDING or SETTLING, those due first first."""
        ...


class Editions(Protocol):
    """The plans, and the bytes that were made of them."""

    def plan(self, subscription: Subscription, slot: Slot) -> PlannedEdition:
        """The edition of that slot: planned, drawn and stored the first time, afterwards as stored."""
        ...

    def rendered(self, edition_id: str) -> tuple[str, list[Block]]:
        """Fallback text and blocks as they were frozen when it was planned. NotFoundError."""
        ...

    def thread(self, edition_id: str) -> list[tuple[str, list[Block]]]:
        """The messages that follow in its thread, as frozen with it, in their order."""
        ...


class Messenger(Protocol):
    """Slack, as far as delivery knows it. It never repeats a request by itself, and bounds its whole time."""

    def post(
        self,
        channel: str,
        *,
        text: str,
        blocks: list[Block],
        thread_ts: str | None = None,
        metadata: dict[str, Any] | None = None,
        may_send: Callable[[], bool] = ...,
    ) -> str:
        """Post, and return the message's ts. `may_send` is asked right before bytes are written.

        SlackNotSentError: it said no, and nothing was sent.
        SlackBusyError: 429, nothing was posted. SlackUnsureError: a timeout, a reset, a 5xx, or an error by
        which Slack doesn't say whether it posted (internal_error, fatal_error, request_timeout): it may have
        been posted. SlackError: it was refused for good.
        """
        ...

    def find(
        self, channel: str, nonce: str, *, since: datetime, after: datetime, thread_ts: str | None = None
    ) -> tuple[str, ...]:
        """The ts of each message whose metadata holds the nonce, oldest first; all history since was read.

        A thread's messages stand in its own history alone: it is that of `thread_ts` where that is given.
        A history that Slack gives out slowly may be read over several calls that name the same `after`; what
        was read for another one counts no more.

        SlackBusyError and SlackUnsureError: it may be readable later. SlackError: it is not (missing_scope,
        not_in_channel, channel_not_found). A history read in part is never an answer.
        """
        ...

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message of ours; one that is gone already is as good. Errors as of `post`."""
        ...
