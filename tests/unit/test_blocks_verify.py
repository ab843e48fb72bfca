"""Proofs and corrections as they are seen: whole sentences, plain words, within every limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from blocks_read import strings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import NOW, times, urls, words

from bot.demo.slack import validate
from bot.model import Correction, Look, Proof, Standing, Verification
from bot.slack import blocks
from bot.slack.blocks.message import BUDGET, Message, weight
from bot.slack.blocks.verify import showable
from summaries import Sentence, Source

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SAID = "Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes."
NEW = SAID.replace("4,000", "6,000")


def sentence(text: str = SAID, article_id: str = "a1") -> Sentence:
    return Sentence(article_id=article_id, start=10, end=10 + len(text), text=text)


def source(article_id: str = "a1") -> Source:
    return Source(
        article_id=article_id,
        title="Dam bursts above Sarh",
        publisher="Lake Chad Post",
        url="https://news.example/dam",
        published=NOW,
    )


def proof(text: str = SAID, *, look: Look | None = None, holds: bool = True) -> Proof:
    return Proof(
        sentence=sentence(text),
        source=source(),
        holds=holds,
        characters=2_410,
        sha256="3f2ab81c90d1" * 5 + "abcd",
        collected=NOW - timedelta(hours=2),
        look=look,
    )


def verification(*proofs: Proof, checked: bool = False, missing: int = 0) -> Verification:
    return Verification(
        story_id="s1",
        edition_id="e1",
        headline="Dam bursts above Sarh",
        proofs=proofs,
        now=NOW,
        checked=checked,
        missing=missing,
    )


def seen(message: Message) -> str:
    """What is read, run together."""
    return "".join(strings(message.blocks))


def rich_texts(value: Any) -> list[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [text for part in inner for text in rich_texts(part)]
    return [value["text"], *found] if isinstance(value, dict) and value.get("type") == "text" else found


def check(message: Message) -> None:
    assert validate.message_problems(message.blocks) == []
    assert validate.weight(message.blocks) <= validate.WEIGHT_BUDGET
    assert weight(message) <= BUDGET
    assert 0 < len(message.text) <= 1_000
    assert "<" not in message.text
    assert "mrkdwn" not in strings(message.blocks)


def test_a_proof_says_article_place_time_and_fingerprint() -> None:
    """Publisher and title are linked, the fingerprint is short, and the sentence is whole."""
    message = blocks.verification(verification(proof()))
    check(message)
    assert SAID in rich_texts(message.blocks)
    told = seen(message)
    assert "The sentence stands, character for character, in its stored article." in told
    assert "Characters 10 to 98 of 2,410 · fingerprint 3f2ab81c90d1" in told
    assert "https://news.example/dam#:~:text=" in told
    assert "3f2ab81c90d1" * 2 not in told


def test_what_does_not_match_its_stored_text_is_said_first() -> None:
    """The claim is computed: a proof that fails is counted above, and named where it stands."""
    told = seen(blocks.verification(verification(proof(holds=False), proof(NEW), missing=1)))
    assert "1 of 2 sentences differs from the stored text. 1 sentence more: the article is not stored" in told
    assert "where the stored text says something else" in told


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (Look(standing=Standing.STANDS, at=NOW), "Still there. The page, read just now, holds this sentence"),
        (Look(standing=Standing.CHANGED, at=NOW, now=NEW), "Changed. The page, read just now, says in its"),
        (Look(standing=Standing.ABSENT, at=NOW), "Taken out. "),
        (Look(standing=Standing.ABSENT, at=NOW, sure=False), "Not found. "),
        (Look(standing=Standing.REWRITTEN, at=NOW), "Not on the page. "),
        (
            Look(standing=Standing.PART, at=NOW),
            "Not shown. The page, read just now, shows only the beginning",
        ),
        (Look(standing=Standing.GONE, at=NOW, why="404 not found"), "It was not there just now (404 not"),
        (Look(standing=Standing.CLOSED, at=NOW, why="402 wants payment"), "Page closed. "),
        (
            Look(standing=Standing.UNREAD, at=NOW, why="no such host"),
            "could not be read just now (no such host)",
        ),
        (
            Look(standing=Standing.STANDS, at=NOW - timedelta(hours=3)),
            "Still there. The page, read 3 h ago, holds this sentence word for word.",
        ),
    ],
)
def test_every_finding_is_said_in_words_with_its_time(look: Look, said: str) -> None:
    message = blocks.verification(verification(proof(look=look), checked=True))
    check(message)
    assert said in "".join(rich_texts(message.blocks))
    assert "Read again now: " in seen(message)


def test_while_pages_are_read_there_is_no_button_to_read_them() -> None:
    message = blocks.verification(verification(proof()), checking=True)
    assert blocks.VERIFY_CHECK not in seen(message)
    assert "I am reading the pages now" in seen(message)


def test_a_story_of_which_nothing_was_shown_says_so() -> None:
    message = blocks.verification(verification())
    check(message)
    assert "No sentence of this story was shown here." in seen(message)
    check(blocks.fingerprints(verification()))


def test_sentences_that_do_not_fit_are_counted_never_cut() -> None:
    """Ten sentences of 2,900 characters: those that fit are whole, the rest is a number."""
    long = [f"{number} " + "word " * 580 for number in range(10)]
    message = blocks.verification(verification(*(proof(text) for text in long)))
    check(message)
    shown = [text for text in rich_texts(message.blocks) if len(text) > 1_000]
    assert 0 < len(shown) < len(long)
    assert set(shown) <= set(long)
    assert f"{10 - len(shown)} more sentences did not fit." in seen(message)


def test_a_correction_shows_both_sentences_and_marks_what_differs() -> None:
    """Before and now stand there word for word; only the words that differ are bold."""
    message = blocks.correction(Correction(sentence=sentence(), source=source(), now=NEW, at=NOW))
    check(message)
    quotes = [e for e in message.blocks[0]["elements"] if e["type"] == "rich_text_quote"]
    assert ["".join(part["text"] for part in one["elements"]) for one in quotes] == [SAID, NEW]
    bold = [part["text"].strip() for one in quotes for part in one["elements"] if "style" in part]
    assert bold == ["4,000", "6,000"]
    assert message.text == "Lake Chad Post changed a sentence that was posted above."


def test_a_sentence_that_was_taken_out_is_told_alone() -> None:
    message = blocks.correction(Correction(sentence=sentence(), source=source(), now="", at=NOW))
    check(message)
    assert SAID in rich_texts(message.blocks)
    assert "Nothing stands in its place" in seen(message)


@pytest.mark.exhaustive
def test_the_longest_sentences_fit_though_every_second_word_differs() -> None:
    """Where marks would not fit, both sentences stand unmarked, and whole."""
    before = " ".join(f"a{n % 10} b" for n in range(500))
    now = " ".join(f"c{n % 10} b" for n in range(500))
    far = replace(source(), url="https://news.example/" + "x" * 1_900)
    message = blocks.correction(Correction(sentence=sentence(before), source=far, now=now, at=NOW))
    check(message)
    assert {before, now} <= set(rich_texts(message.blocks))


sentences = st.builds(sentence, words)
sources = st.builds(
    Source,
    article_id=st.just("a1"),
    title=words,
    publisher=words,
    url=urls,
    published=st.none() | times,
)
found_there = st.builds(
    Look,
    standing=st.sampled_from(Standing),
    at=times,
    now=words,
    why=st.sampled_from(["", "404 not found", "timed out after 20 s"]),
    sure=st.booleans(),
)
proofs = st.builds(
    Proof,
    sentence=sentences,
    source=sources,
    holds=st.booleans(),
    characters=st.integers(0, 10**7),
    sha256=st.just("ab" * 32),
    collected=times,
    look=st.none() | found_there,
)


@pytest.mark.exhaustive
@thorough
@given(st.lists(proofs, max_size=12), words, st.booleans(), st.booleans())
def test_any_verification_fits(some: list[Proof], headline: str, checked: bool, checking: bool) -> None:  # noqa: FBT001 - hypothesis gives them
    """Whatever came in, Slack takes the message, shows it whole and parses nothing of it."""
    made = replace(verification(*some, checked=checked), headline=headline)
    message = blocks.verification(made, checking=checking)
    check(message)
    check(blocks.fingerprints(made))
    whole = {one.sentence.text for one in some} | {one.look.now for one in some if one.look}
    assert {text for text in rich_texts(message.blocks) if len(text) > 500} <= whole | {headline}


@thorough
@given(sentences, sources, words, times)
def test_any_correction_fits(before: Sentence, at: Source, now: str, when: Any) -> None:
    """Whatever a publisher made of a sentence, the reply is one that Slack takes."""
    if not showable(before.text):  # was never posted
        return
    message = blocks.correction(Correction(sentence=before, source=at, now=now, at=when))
    check(message)
