"""The tables that say what stays, and what stays away."""

from __future__ import annotations

from sqlalchemy import Column, Table

from bot.store.columns import Words, metadata

# Articles that something which was made for a channel or a reader cites: whoever's it is, they stay.
cited = Table("cited", metadata, Column("article_id", Words, primary_key=True))

# Entries that are left be: of a feed that was seen for the first time, all but the newest; and those whose
# articles have gone with age.
passed = Table(
    "passed",
    metadata,
    Column("source", Words, primary_key=True),
    Column("key", Words, primary_key=True),
)
