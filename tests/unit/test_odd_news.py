"""News as nobody should write it: it is read all the same, and soon."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from soon import times_counting
from summaries_samples import NOON, article

from summaries import Candidate, Rules, attached, life, parse, place_of, plan, same_text
from summaries.copies import firsts
from summaries.newsrooms import newsroom
from summaries.spelling import nearest_stems, nearest_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from summaries import Article

MOST = 200  # times counting: far more than each of these takes, a fifth of what quadratic time would


def soon(asked: Callable[[], object]) -> bool:
    return times_counting(asked) < MOST


@pytest.mark.parametrize("language", ["ar", "he", "hi", "en"])
def test_marks_without_a_letter_are_no_place(language: str) -> None:
    """An accent that stands alone is a word of nothing, in languages that join words too."""
    assert place_of([article(1, "x \u0301 y", "\u0301\u0302", language=language)]) is None


def test_a_headline_of_a_book_s_length_is_read_at_its_beginning() -> None:
    """What is read of it is kept for a while: that must not be a book."""
    assert place_of([article(1, f"Kenya votes {'x ' * 1_000_000}Norway", "")]) == place_of(
        [article(1, "Kenya votes", "")]
    )
    assert soon(lambda: place_of([article(1, f"{'x ' * 2_000_000}Norway", "")]))


def test_a_question_of_quotation_marks_is_read_soon() -> None:
    """Each of them might open a quotation that never ends."""
    assert soon(lambda: parse("«" * 40_000, NOON, UTC))


def of_one_opening(count: int) -> list[Article]:
    """Articles that open with the same thirty words and go on in words of their own."""
    opening = " ".join(f"opening{n}" for n in range(30))
    return [
        article(n, text=f"{opening} {' '.join(f'own{n}of{m}' for m in range(400))}.", publisher=f"Post {n}")
        for n in range(count)
    ]


@pytest.mark.exhaustive
def test_many_texts_that_open_alike_are_compared_soon() -> None:
    """As a newsroom's footer or header makes them: each is read once."""
    many = of_one_opening(150)
    assert soon(lambda: firsts(one.text for one in many))
    edition = plan([Candidate(story_id="a", section="", last_seen=NOON, articles=tuple(many))], Rules(), NOON)
    assert edition.stories[0].reasons[0] == "150 publishers tell it, in 150 articles"


def test_the_first_of_each_text_is_kept() -> None:
    """As if each were compared with all that were kept before it."""
    long = "The river rose by two metres and the bridge at Lund was closed by the police on Monday"
    texts = [
        "",
        long,
        "The river",
        f"{long} morning",
        "",
        "The river",
        long.upper(),
        "A ship sank off Bergen",
    ]
    kept: list[int] = []
    for at, text in enumerate(texts):
        if not any(same_text(text, texts[one]) for one in kept):
            kept.append(at)
    assert firsts(texts) == kept == [0, 1, 2, 7]


def test_a_publisher_s_name_of_blanks_and_brackets_is_read_soon() -> None:
    """Nobody's name is so long: the rest of it is not looked at."""
    assert soon(lambda: newsroom(f"The{' ' * 30_000}Post"))
    assert soon(lambda: newsroom("(" * 100_000))


def test_who_has_no_name_is_one_newsroom() -> None:
    """And is called so, in an edition's reasons and in a story's life."""
    told = (article("a", publisher=""), article("b", "Another", "The ferry to Oslo sank.", publisher=" "))
    edition = plan([Candidate(story_id="a", section="", last_seen=NOON, articles=told)], Rules(), NOON)
    assert edition.stories[0].reasons[0] == "only an unnamed publisher tells it, in 2 articles"
    assert life(told, NOON).publishers == ("an unnamed publisher",)
    apart = [Candidate(story_id=one.id, section="", last_seen=NOON, articles=(one,)) for one in told]
    widened = plan(apart, Rules(max_per_publisher=1), NOON).relaxed
    assert widened[0].startswith("2 stories led by an unnamed publisher, where 1 is the most")


def test_a_story_s_life_counts_newsrooms_as_an_edition_does() -> None:
    """However their feeds write their names."""
    told = [
        article(n, text=f"Divers off port {n} raised bell {n} that a ship {n} had lost.", publisher=publisher)
        for n, publisher in enumerate(("The Post", "Post Online", "World news | The Post", "Wire"))
    ]
    assert life(told, NOON).publishers == ("The Post", "Wire")


def test_a_figure_that_every_story_holds_is_no_quadratic_matter() -> None:
    """A thousand stories of each of two languages that name the same figures are told apart soon."""
    many = [
        (f"{tongue}{n}", [article(f"{tongue}{n}", "Of 500", f"Qorkston{n} and 731.", language=tongue)])
        for tongue in ("en", "es")
        for n in range(1_000)
    ]
    assert soon(lambda: attached(many))


def test_a_word_of_a_book_s_length_is_not_mended() -> None:
    """Nobody mistyped it; to compare it letter by letter would take minutes."""
    assert soon(lambda: nearest_word("a" * 5_000, [f"{'a' * 4_999}b"]))
    assert nearest_word("a" * 41, [f"{'a' * 40}b"]) == ""
    assert nearest_stems("a" * 41, {f"{'a' * 40}b": 1}) == []
