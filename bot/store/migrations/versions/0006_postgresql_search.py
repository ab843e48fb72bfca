"""PostgreSQL's index of words: a tsvector for each article, and how many articles hold each stem."""

from __future__ import annotations

from alembic import op

from bot.store.migrations.kinds import on

revision = "0006"
down_revision = "0005"

# All that its parser makes of letters and digits between spaces.
_WORDS = "asciiword, word, numword, int, uint, float, sfloat, version"

_COUNT = """
CREATE FUNCTION articles_search_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_search_words AS known (term, doc)
        SELECT held.lexeme, count(*) FROM added, unnest(added.words) AS held GROUP BY held.lexeme
        ORDER BY held.lexeme
        ON CONFLICT (term) DO UPDATE SET doc = known.doc + excluded.doc;
    RETURN NULL;
END $$
"""

_DISCOUNT = """
CREATE FUNCTION articles_search_discount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        SELECT held.lexeme, count(*) AS articles FROM removed, unnest(removed.words) AS held
        GROUP BY held.lexeme
    ), fewer AS (
        UPDATE articles_search_words AS known SET doc = known.doc - gone.articles
        FROM gone WHERE known.term = gone.lexeme AND known.doc > gone.articles
    )
    DELETE FROM articles_search_words AS known USING gone
        WHERE known.term = gone.lexeme AND known.doc <= gone.articles;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    if not on("postgresql"):
        return
    op.execute("CREATE TEXT SEARCH DICTIONARY dateline_stem (TEMPLATE = snowball, LANGUAGE = porter)")
    op.execute('CREATE TEXT SEARCH CONFIGURATION dateline (PARSER = "default")')
    op.execute(f"ALTER TEXT SEARCH CONFIGURATION dateline ADD MAPPING FOR {_WORDS} WITH dateline_stem")
    op.execute(
        "CREATE TABLE articles_search (n integer PRIMARY KEY REFERENCES articles (n) ON DELETE CASCADE, "
        "words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX articles_search_held ON articles_search USING gin (words)")
    op.execute('CREATE TABLE articles_search_words (term text COLLATE "C" PRIMARY KEY, doc integer NOT NULL)')
    op.execute(_COUNT)
    op.execute(_DISCOUNT)
    op.execute(
        "CREATE TRIGGER articles_search_added AFTER INSERT ON articles_search REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION articles_search_count()"
    )
    op.execute(
        "CREATE TRIGGER articles_search_removed AFTER DELETE ON articles_search "
        "REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION articles_search_discount()"
    )
