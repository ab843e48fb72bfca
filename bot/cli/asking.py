"""`dateline ask`, `dateline search` and `dateline why`: the desk's answers in a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, house, moment
from bot.cli.reasons import draw, in_words
from bot.cli.render import Screen
from bot.slack.blocks import answer as draw_answer

if TYPE_CHECKING:
    from bot.desk.reasons import Chosen
    from bot.desk.search import Found


def ask(
    question: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION", help='A topic or a question, such as "who has recognised the Taliban?"'
        ),
    ],
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Ask the stored news, as in a direct message."""
    with house(config, at) as built:
        message = draw_answer(built.desk.ask(" ".join(question)), built.zone)
    Screen().message(message.blocks)


def search(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY", help='Words to look for; "-" reads a query a line from standard input.'
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="ISO-TIME", help="Only what is newer than this.")
    ] = None,
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Search the whole archive: articles and their stories, best first."""
    queries = (line.strip() for line in sys.stdin) if query == "-" else iter([query])
    screen = Screen()
    with house(config, at) as built:
        for text in queries:
            if not text:
                continue
            found = built.search.find(text, since=moment(since) if since else None)
            if as_json:
                typer.echo(json.dumps(_as_json(found), ensure_ascii=False))
            else:
                _show(screen, found)


def _as_json(found: Found) -> dict[str, object]:
    said: dict[str, object] = {
        "query": found.query,
        "articles": [{"url": a.url, "title": a.title, "score": round(a.score, 4)} for a in found.articles],
        "stories": [{"id": s.id, "headline": s.headline, "articles": list(s.urls)} for s in found.stories],
        "ms": round(found.ms, 2),
    }
    if found.instead:
        said["instead"] = dict(found.instead)
    return said


def _show(screen: Screen, found: Found) -> None:
    for asked, word in found.instead:
        screen.line(f"Nothing holds “{asked}”; searched “{word}”.")
    if not found.articles:
        screen.line(f"Nothing in the store holds “{found.query}”.")
        return
    screen.table(
        ["score", "publisher", "title", "url"],
        [[f"{a.score:.2f}", a.publisher, a.title, a.url] for a in found.articles],
    )


def why(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="STORY-OR-ARTICLE",
            help="An article's address, a story's id, or words that find the best story, as with ask.",
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Say why the sentences of a story or an article were chosen: what spoke for and against each."""
    with house(config, at) as built:
        found = built.reasons.explain(" ".join(what))
    if as_json:
        for one in found.chosen:
            typer.echo(json.dumps(_reasons_as_json(one), ensure_ascii=False))
    else:
        draw(Screen(), found)


def _reasons_as_json(one: Chosen) -> dict[str, object]:
    said = one.sentence
    return {
        "url": one.article.url,
        "publisher": one.article.publisher,
        "start": said.start,
        "end": said.end,
        "sentence": said.text,
        "publishers": list(one.publishers),
        "why": [{"feature": w.feature, "share": w.share, "words": in_words(w)} for w in one.why],
    }
