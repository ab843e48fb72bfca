"""Looking into a channel's history: whether a row's message is there, and whether it is there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.deliver import events, protocol
from bot.deliver.happened import Happened
from bot.errors import SlackBusyError, SlackError, SlackUnsureError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.deliver.ports import Deliveries, Messenger
    from bot.model import Delivery, Notice

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("deliver")


def look(messenger: Messenger, row: Delivery, thread: str | None, after: datetime) -> events.OfLooking:
    """What the history says of the row's nonce. What was read of it before `after` counts no more."""
    since = protocol.history_from(row)
    try:
        posts = messenger.find(row.channel, row.id, since=since, after=after, thread_ts=thread)
    except SlackBusyError as error:
        return events.Busy(retry_after=error.retry_after)
    except SlackUnsureError as error:
        return events.Unsure(why=str(error))
    except SlackError as error:
        return events.Unreadable(why=str(error))
    return events.Found(posts=posts) if posts else events.NotFound()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Removes the second copy that a channel got where one of the protocol's assumptions failed.

    `owed` gives what follows on a row that turns out to be sent (its thread).
    """

    deliveries: Deliveries
    messenger: Messenger
    clock: Clock
    terms: protocol.Terms
    owed: Callable[[Delivery], Sequence[Notice]]

    def once(self, row: Delivery) -> Happened | None:
        """Read the row's history again, and delete all posts of it but one."""
        parent = self.deliveries.get(row.parent) if row.parent else None
        event = look(self.messenger, row, parent.ts if parent else None, row.sweep or row.due)
        if isinstance(event, events.Found):
            event = self._without_copies(row, event)
        moved = protocol.after(row, event, self.clock.now(), self.terms)
        found = moved.state is not row.state
        if not self.deliveries.amend(moved, row, self.owed(moved) if found else ()):
            return None
        return Happened(subscription_id=row.subscription_id, row=moved) if found else None

    def _without_copies(self, row: Delivery, found: events.Found) -> events.OfLooking:
        for ts in protocol.copies(row, found.posts):
            try:
                self.messenger.delete(row.channel, ts)
            except SlackBusyError as error:
                return events.Busy(retry_after=error.retry_after)
            except SlackUnsureError as error:
                return events.Unsure(why=str(error))
            except SlackError as error:
                _log.warning("delivery.copy_stays", delivery=row.id, ts=ts, why=str(error))
            else:
                _log.warning("delivery.copy_removed", delivery=row.id, ts=ts)
        return found
