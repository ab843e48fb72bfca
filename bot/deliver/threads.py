"""What follows in a digest's thread: a notice for each of its messages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.model import NOTICE_KEPT, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.deliver.ports import Block
    from bot.model import Delivery


def thread_of(digest: Delivery, messages: Sequence[tuple[str, list[Block]]], now: datetime) -> list[Notice]:
    """The thread's messages under their digest. They are due one after the other: that is their order.

    Where our clock is behind the digest's own time it is wrong: what counts from it were over for others.
    """
    begins = max(now, digest.due)
    return [
        Notice(
            key=f"thread/{digest.id}/{number}",
            channel=digest.channel,
            text=text,
            blocks=blocks,
            due=begins + timedelta(microseconds=number),
            until=begins + NOTICE_KEPT,
            parent=digest.id,
        )
        for number, (text, blocks) in enumerate(messages, start=1)
    ]
