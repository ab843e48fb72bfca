"""Searching finds "Łódź" by "Lodz": letters that FTS5 doesn't fold are folded in what it indexes."""

from __future__ import annotations

from functools import reduce

from alembic import op

from bot.store.migrations.kinds import on

revision = "0003"
down_revision = "0002"

# What it was then: `bot.store.search.FOLDED` may grow, with a migration of its own.
FOLDED = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "\u0131": "i", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
}  # fmt: skip


def upgrade() -> None:
    """The index is made anew over a view of the articles, from all that are stored."""
    if not on("sqlite"):
        return
    for trigger in ("articles_inserted", "articles_deleted", "articles_changed"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE articles_search")
    op.execute(
        f"CREATE VIEW articles_folded AS SELECT n, {_folded('title')} AS title, {_folded('text')} AS text "  # noqa: S608  (no outside text: constants alone)
        "FROM articles"
    )
    op.execute(
        "CREATE VIRTUAL TABLE articles_search USING fts5(title, text, content='articles_folded', "
        "content_rowid='n', tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute("INSERT INTO articles_search(articles_search) VALUES ('rebuild')")
    op.execute("CREATE VIRTUAL TABLE articles_search_words USING fts5vocab('articles_search', 'row')")
    insert, delete = _insert(), _delete()
    op.execute(f"CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN {insert} END")
    op.execute(f"CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN {delete} END")
    op.execute(
        f"CREATE TRIGGER articles_changed AFTER UPDATE OF title, text ON articles BEGIN {delete} {insert} END"
    )


def _insert() -> str:
    return (
        "INSERT INTO articles_search(rowid, title, text) "  # noqa: S608  (as above)
        f"VALUES (new.n, {_folded('new.title')}, {_folded('new.text')});"
    )


def _delete() -> str:
    return (
        "INSERT INTO articles_search(articles_search, rowid, title, text) "  # noqa: S608  (as above)
        f"VALUES ('delete', old.n, {_folded('old.title')}, {_folded('old.text')});"
    )


def _folded(column: str) -> str:
    """A column with its letters folded, in SQL alone: any program that changes a row keeps the index."""
    return reduce(lambda sql, pair: f"replace({sql}, '{pair[0]}', '{pair[1]}')", FOLDED.items(), column)
