"""`dateline verify`: every sentence that was posted is proven, and an altered archive is found out."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pytest
from processes import NOW, Newsroom

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


AT = NOW.isoformat()


class Said(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def dateline(
    newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    logging_left_as_it_was: None,
) -> Callable[..., Said]:
    """A command's status, its lines and its errors, in the newsroom's folder; the digest is posted."""
    del logging_left_as_it_was
    monkeypatch.chdir(newsroom.folder)
    for name, value in newsroom.environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        capsys.readouterr()
        try:
            main()
        except SystemExit as ended:
            return Said(int(ended.code or 0), *capsys.readouterr())
        return Said(0, *capsys.readouterr())

    assert run("collect", "--at", AT).status == 0
    assert run("digest", "--at", AT).status == 0
    return run


def edition(dateline: Callable[..., Said]) -> str:
    listed = dateline("edition").out.splitlines()
    return listed[1].split("\t")[0]


def test_an_edition_and_its_stories_are_proven_to_the_last_sentence(
    dateline: Callable[..., Said], newsroom: Newsroom
) -> None:
    """Each sentence stands in the stored text at its span, and on the page that is read again."""
    edition_id = edition(dateline)
    (digest, *_) = newsroom.slack.bot_messages(newsroom.slack.channel)
    posted = set(re.findall(r'"text": "([^"]{40,}[.!?])"', json.dumps(digest.blocks, ensure_ascii=False)))
    found = dateline("verify", edition_id, "--check")
    assert found.status == 0, found
    assert posted
    assert all(said in found.out for said in posted)
    assert "character for character" in found.out
    assert "Still there. The page, read just now, holds this sentence word for word." in found.out
    assert "Changed." not in found.out
    assert re.search(r"\b[0-9a-f]{64}\b", found.out)

    with closing(sqlite3.connect(newsroom.database)) as db:
        (story_id,) = db.execute("SELECT id FROM stories ORDER BY publishers DESC LIMIT 1").fetchone()
    assert dateline("verify", story_id).status == 0


def test_an_archive_that_was_altered_is_found_out(dateline: Callable[..., Said], newsroom: Newsroom) -> None:
    """Where a stored text is not what was shown, the status is 1, and the sentence is named."""
    edition_id = edition(dateline)
    with closing(sqlite3.connect(newsroom.database)) as db:
        db.execute("UPDATE articles SET text = ' ' || text")
        db.commit()
    found = dateline("verify", edition_id)
    assert found.status == 1
    assert "where the stored text says something else" in found.out
    assert "Not every sentence is as it is stored." in found.err


def test_a_story_is_found_by_words_as_an_answer_is(dateline: Callable[..., Said], newsroom: Newsroom) -> None:
    """Nobody has to know a story's id: words of its headline find it."""
    with closing(sqlite3.connect(newsroom.database)) as db:
        story_id, brief = db.execute(
            "SELECT id, brief FROM stories ORDER BY publishers DESC LIMIT 1"
        ).fetchone()
    by_words = dateline("verify", *json.loads(brief)["headline"].split())
    assert by_words == dateline("verify", story_id)
    assert by_words.status == 0


def test_what_is_neither_story_nor_edition_is_said_so(dateline: Callable[..., Said]) -> None:
    found = dateline("verify", "nonsense")
    assert found.status == 1
    assert "There is no story or edition nonsense" in found.err
