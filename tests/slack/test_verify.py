"""A reader verifies what was shown, and has the pages read again, over both transports."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown
from menus import option
from pages import Site
from whole import ARTICLES, FLOOD, STRIKE, Whole, joined, whole

from bot.slack import blocks
from bot.store.schema import stories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message

PATHS = ("/dam", "/strike")
WORSE = FLOOD[0].replace("4,000", "6,000")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as built:
        yield built


@pytest.fixture
def there(transport: str, tmp_path: Path, site: Site) -> Iterator[Whole]:
    """The morning's digest is posted; its articles stand on a site that can be reached."""
    printed = tuple(site.publish(one, path) for one, path in zip(ARTICLES, PATHS, strict=True))
    with whole(tmp_path, articles=printed, reach=("127.0.0.0/8",)) as built:
        built.house.delivering.tick()
        with joined(built, transport):
            yield built


def digest(there: Whole) -> Message:
    return next(one for one in there.slack.bot_messages(there.slack.channel) if not one.ephemeral_to)


def verified(there: Whole, story: str) -> Message:
    """What the menu's "verify" says of that story of the digest, to who clicked alone."""
    top = digest(there)
    at = 0 if shown(top).index(story) == min(shown(top).index(one) for one in ("Dam", "Callao")) else 1
    before = len(there.slack.bot_messages())
    there.slack.click(top, blocks.MENU, value=option(top, "verify", at))
    message = there.heard(before + 1)[-1]
    assert message.ephemeral_to == there.slack.user
    return message


def checked(there: Whole, message: Message) -> Message:
    """The message once its pages were read again: it stands where it stood."""
    there.slack.click(message, blocks.VERIFY_CHECK)

    def settled() -> Message | None:
        found = there.slack.workspace.message(message.channel, message.ts)
        return found if found and "Read again now" in shown(found) else None

    found = there.slack.wait_for(settled)
    assert found is not None
    return found


def test_every_sentence_of_a_digest_is_proven(there: Whole) -> None:
    """Exactly the sentences that the digest showed, each with its article, place, time and fingerprint."""
    top, message = shown(digest(there)), verified(there, "Dam")
    seen = shown(message)
    assert [said in seen for said in FLOOD] == [said in top for said in FLOOD]
    assert not any(said in seen for said in STRIKE)
    assert "stands, character for character, in its stored article" in seen
    text = "\n".join(FLOOD)
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    assert f"Characters 0 to {len(FLOOD[0])} of {len(text)} · fingerprint {fingerprint[:12]}" in seen
    assert "collected" in seen
    assert "{date_short_pretty} at {time}" in seen
    assert fingerprint not in seen, "a list, no wall of hex"

    count = len(there.slack.bot_messages())
    there.slack.click(message, blocks.VERIFY_HASHES)
    full = there.heard(count + 1)[-1]
    assert full.ephemeral_to == there.slack.user
    assert fingerprint in shown(full)


def test_check_now_reads_the_pages_and_says_that_they_stand(there: Whole, site: Site) -> None:
    message = checked(there, verified(there, "Dam"))
    assert "Still there" in shown(message)
    assert "Changed" not in shown(message)
    assert site.asked == [("/dam", 200)], "one page, once, however many sentences are of it"


@pytest.mark.exhaustive
def test_a_changed_sentence_is_shown_as_it_reads_now(there: Whole, site: Site) -> None:
    """The new sentence is verbatim and linked; a second look a moment later asks nobody."""
    site.print("/dam", ARTICLES[0].title, (WORSE, *FLOOD[1:]))
    message = checked(there, verified(there, "Dam"))
    assert "Changed" in shown(message)
    assert WORSE in shown(message)
    again = checked(there, message)
    assert WORSE in shown(again)
    assert len(site.asked) == 1
    there.clock.advance(timedelta(minutes=5))
    assert "read 5 min ago" in shown(verified(there, "Dam")), "what was found is kept"


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "Page gone"),
        (410, "Page gone"),
        (402, "Page closed"),
        (403, "Page closed"),
        (500, "Not checked"),
    ],
)
def test_a_page_that_can_not_be_read_is_said_so_with_the_reason(
    there: Whole, site: Site, status: int, words: str
) -> None:
    site.fail("/dam", status)
    seen = shown(checked(there, verified(there, "Dam")))
    assert words in seen
    assert f"({status} " in seen
    assert FLOOD[0] in seen


def test_an_answers_story_is_verified_by_its_brief(there: Whole) -> None:
    """In an answer the menu proves what answers show of the story."""
    there.slack.command("/news", "callao")
    answer = there.slack.wait_for(
        lambda: next((one for one in there.slack.bot_messages() if one.ephemeral_to), None)
    )
    there.slack.click(answer, blocks.MENU, value=option(answer, "verify"))
    proof = there.slack.wait_for(
        lambda: next(
            (one for one in there.slack.bot_messages() if "character for character" in shown(one)), None
        )
    )
    assert all(said in shown(proof) for said in STRIKE if said in shown(answer))


def test_an_old_button_says_why_it_can_not_work(there: Whole) -> None:
    """A story that is not stored any more: said in words, in the place of the message."""
    there.slack.command("/news", "callao")
    answer = there.slack.wait_for(
        lambda: next((one for one in there.slack.bot_messages() if one.ephemeral_to), None)
    )
    with there.house.store.write() as db:
        db.execute(stories.delete())
    there.slack.click(answer, blocks.MENU, value=option(answer, "verify"))
    assert there.slack.wait_for(
        lambda: any("not in the store any more" in shown(one) for one in there.slack.bot_messages())
    )
