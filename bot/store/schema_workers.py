"""The tables that workers share. In one process they are all but empty."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Table

from bot.store.columns import Moment, Words, metadata

# When a host may be asked next, whoever asks.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Words, primary_key=True),
    Column("next", Moment, nullable=False),
)

# What was read and none has put into stories yet, in the order in which it came.
inbox = Table(
    "inbox",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("part", LargeBinary, nullable=False),  # packed: some of a collection's stream
)
