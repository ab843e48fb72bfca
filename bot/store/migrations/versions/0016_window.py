"""A question's window is read off one index, and PostgreSQL keeps the count of articles beside its words'.

To read a date in its row, either database goes through the whole text, or to another page at least. And to
count a million rows is slower than to find the eighty that were asked for.
"""

from __future__ import annotations

from alembic import op

from bot.store.migrations.kinds import on

revision = "0016"
down_revision = "0015"

# No word is empty: under "" stands how many articles there are.
_COUNT = """
CREATE OR REPLACE FUNCTION articles_search_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_search_words AS known (term, doc)
        SELECT held.lexeme, count(*) FROM (
            SELECT unnested.lexeme FROM added, unnest(added.words) AS unnested
            UNION ALL SELECT '' FROM added
        ) AS held GROUP BY held.lexeme
        ORDER BY held.lexeme
        ON CONFLICT (term) DO UPDATE SET doc = known.doc + excluded.doc;
    RETURN NULL;
END $$
"""

_DISCOUNT = """
CREATE OR REPLACE FUNCTION articles_search_discount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        SELECT held.lexeme, count(*) AS articles FROM (
            SELECT unnested.lexeme FROM removed, unnest(removed.words) AS unnested
            UNION ALL SELECT '' FROM removed
        ) AS held GROUP BY held.lexeme
    ), fewer AS (
        UPDATE articles_search_words AS known SET doc = known.doc - gone.articles
        FROM gone WHERE known.term = gone.lexeme AND known.doc > gone.articles
    )
    DELETE FROM articles_search_words AS known USING gone
        WHERE known.term = gone.lexeme AND known.doc <= gone.articles;
    RETURN NULL;
END $$
"""

# The newest articles from a number on. Their numbers bound what is read of the table; see 0010 for the rest.
_HOLDING = """
CREATE FUNCTION articles_holding_from(asked tsquery, first integer, most integer) RETURNS SETOF integer
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
    SELECT n FROM (SELECT n FROM articles_search WHERE words @@ asked AND n >= first OFFSET 0) held
    ORDER BY n DESC LIMIT most
$$
"""


def upgrade() -> None:
    op.drop_index("articles_dated", "articles")
    op.create_index(
        "articles_dated", "articles", ["dated", "collected", "publisher"], postgresql_include=["n"]
    )
    if on("postgresql"):
        op.execute(_COUNT)
        op.execute(_DISCOUNT)
        op.execute(_HOLDING)
        op.execute(
            "INSERT INTO articles_search_words (term, doc) "
            "SELECT '', count(*) FROM articles_search HAVING count(*) > 0"
        )
