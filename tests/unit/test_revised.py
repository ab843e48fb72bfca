"""A page that is read again: which sentences stand, which changed to what, and when nothing follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summaries import Article, Revised, Sentence, revised, shown_spans, words_of

if TYPE_CHECKING:
    from summaries import Revision

FERRY = (
    "At least 30 people died when a ferry sank off the coast of Java on Sunday, officials said.",
    "The boat, which was licensed for 120 passengers, carried more than 200 when it left Merak.",
    "Rescuers searched through the night with two helicopters and a dozen fishing boats.",
    "President Prabowo Subianto ordered an inquiry into the ferry's owner, Samudra Lines.",
    "The company did not answer calls on Monday.",
    "Ferries are the cheapest way between Indonesia's 17,000 islands, and accidents are common.",
)


def article(*sentences: str, language: str = "en", paragraphs: bool = True) -> Article:
    text = ("\n" if paragraphs else " ").join(sentences)
    return Article(
        id="a", title="A ferry sank", text=text, published=None, publisher="P", url="", language=language
    )


def of(one: Article, said: str) -> Sentence:
    start = one.text.index(said)
    return Sentence(article_id=one.id, start=start, end=start + len(said), text=said)


def reread(old: Article, now: str, said: str, whole: str = "") -> Revised:
    return revised(old, [of(old, said)], now, whole)


def became(now: str, said: str = FERRY[0], old: Article | None = None) -> Revision:
    (found,) = reread(old or article(*FERRY), now, said).sentences
    return found


def page(*, instead: dict[int, str | None] | None = None, paragraphs: bool = True) -> str:
    """The ferry's page with other sentences at some places; None takes one out."""
    given = instead or {}
    lines = [given.get(at, said) for at, said in enumerate(FERRY)]
    return ("\n" if paragraphs else " ").join(line for line in lines if line is not None)


def test_a_page_that_says_the_same_holds_every_sentence() -> None:
    """Every sentence fit to be shown stands on the unchanged page."""
    old = article(*FERRY)
    shown = [
        Sentence(article_id="a", start=start, end=end, text=old.text[start:end])
        for start, end, _ in shown_spans(old)
    ]
    assert {one.became for one in revised(old, shown, old.text).sentences} == {"stands"}


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (
            "At least 45 people died when a ferry sank off the coast of Java on Sunday, officials said.",
            "figure",
        ),
        (
            "At least 30 people died when a ferry sank off the coast of Bali on Sunday, officials said.",
            "place",
        ),
        ("At least 30 people died when a ferry sank off the cost of Java on Sunday, officials said.", "typo"),
        ("At least 30 people were killed when a ferry went down off Java on Sunday, police said.", "wording"),
        (
            "At least 30 people died when a ferry sank off the coast of Java on Sunday, officials say now.",
            "more at its end",
        ),
        ("Police said at least 30 people died when a ferry sank off the coast of Java on Sunday.", "order"),
        ("No one died when a ferry sank off the coast of Java on Sunday, officials said.", "retraction"),
        ("Nobody died.", "nearly nothing left"),
    ],
)
def test_a_changed_sentence_is_found_verbatim(now: str, what: str) -> None:
    """Whatever was changed about it, what stands in its place now is told word for word; what has next to
    nothing in common with it is not passed off as its successor.
    """
    found = became(page(instead={0: now}))
    if what == "nearly nothing left":
        assert (found.became, found.now) == ("absent", "")
    else:
        assert (found.became, found.now) == ("changed", now)


def test_a_sentence_in_the_middle_of_a_paragraph_is_found_too() -> None:
    """Paragraphs are no crutch: in one long line the changed sentence is told without its neighbours."""
    old = article(*FERRY, paragraphs=False)
    now = "The boat, which was licensed for 210 passengers, carried fewer than 200 when it left Merak."
    found = became(page(instead={1: now}, paragraphs=False), FERRY[1], old)
    assert (found.became, found.now) == ("changed", now)


def test_a_sentence_that_became_two_is_told_as_two() -> None:
    """Where one sentence was split, both halves are what stands in its place."""
    one = "The boat was licensed for 120 passengers."
    two = "It carried more than 200 when it left Merak on Sunday."
    lines = [FERRY[0], f"{one} {two}", *FERRY[2:]]
    found = became("\n".join(lines), FERRY[1])
    assert (found.became, found.now) == ("changed", f"{one} {two}")


@pytest.mark.parametrize(
    "now",
    [
        page(paragraphs=False),
        page().replace(" ", "\u00a0"),
        page().replace("'", "\u2019").replace("-", "\u2011"),
        page().replace("officials said.", "officials  said ."),
        page().replace("At least", "At\u00ad least").replace("Java", "JAVA"),
        "Advertisement\nShare this\n"
        + page()
        + "\nMost read\nSeven ways to cook rice, from Mumbai to Merak.",
        "\n".join(reversed(page().split("\n"))),
        "UPDATED 14:05\n" + page().replace(FERRY[0], "JAKARTA (AP) — " + FERRY[0]),
        page() + "\nRescuers found 12 more bodies on Tuesday, the coast guard said.",
    ],
    ids=[
        "paragraphs joined",
        "no-break spaces",
        "typography",
        "white space",
        "soft hyphens and capitals",
        "furniture",
        "paragraphs moved",
        "dateline",
        "more below",
    ],
)
def test_what_a_template_does_is_no_change(now: str) -> None:
    """White space, quotation marks, capitals, page furniture, moved paragraphs change no sentence."""
    assert became(now).became == "stands"


def test_figures_keep_their_points_commas_and_signs() -> None:
    """A figure's inner signs are part of it: 1.5 is not 15, -3 is not 3, $ is not €."""
    for one, other in (("1.5", "15"), ("1,200", "12,00"), ("-3", "3"), ("$40", "€40"), ("3%", "3")):
        assert words_of(f"It fell to {one} today.") != words_of(f"It fell to {other} today.")
    assert words_of("It fell by 3, he said.") == words_of("It fell by 3 he said")


def test_a_sentence_that_was_taken_out_is_absent_for_sure_between_its_neighbours() -> None:
    found = became(page(instead={3: None}), FERRY[3])
    assert (found.became, found.now, found.sure) == ("absent", "", True)


def test_the_end_of_an_article_that_is_not_shown_was_not_taken_out() -> None:
    """Where nothing that came after it stands, the page may only show less: that is not for sure."""
    found = became("\n".join(FERRY[:4]), FERRY[4])
    assert (found.became, found.sure) == ("absent", False)


def test_a_paywall_that_shows_the_beginning_is_no_correction() -> None:
    """The first lines and an offer: what is shown stands, the rest is unknown."""
    now = f"{FERRY[0]}\nSubscribe to go on reading. Plans begin at 3 euros a month."
    found = reread(article(*FERRY), now, FERRY[3])
    assert (found.holds, found.sentences[0].became, found.sentences[0].sure) == ("beginning", "absent", False)
    assert became(now).became == "stands"


@pytest.mark.parametrize(
    "now",
    [
        "Please log in to read this article. It is for our subscribers alone.",
        "Top stories\nA comet passes the earth tonight.\nThe opera of Oslo opens again after three years.",
        "LIVE 14:20 A new ferry left Merak.\nLIVE 13:30 Rain stopped.\nThe search off Java ended.",
        "",
    ],
    ids=["login", "front page", "live page", "nothing"],
)
def test_of_another_text_nothing_follows(now: str) -> None:
    """A login, a front page or a page that was written anew says nothing of a sentence."""
    found = reread(article(*FERRY), now, FERRY[0])
    assert found.holds == "other"
    assert found.sentences[0].became == "absent"
    assert not found.sentences[0].sure


def test_what_stands_anywhere_on_the_page_stands() -> None:
    """A sentence that only our reading of the page passed over, as in a summary box, was not taken out."""
    old = article(*FERRY)
    whole = "Home\nWorld\n" + FERRY[3] + "\n" + page(instead={3: None})
    (found,) = reread(old, page(instead={3: None}), FERRY[3], whole).sentences
    assert found.became == "stands"


def test_a_correction_note_that_repeats_the_mistake_does_not_hold_it() -> None:
    """A page that says what it used to say has changed."""
    now = "At least 13 people died when a ferry sank off the coast of Java on Sunday, officials said."
    note = f"Correction: an earlier version said: “{FERRY[0]}”"
    found = became(page(instead={0: now}) + "\n" + note)
    assert (found.became, found.now) == ("changed", now)


def test_a_flash_of_one_sentence_may_change() -> None:
    """A text of one sentence is still that text when a figure in it changed, and another when all did."""
    old = article(FERRY[0])
    now = FERRY[0].replace("30", "32")
    assert became(now, FERRY[0], old).now == now
    assert reread(old, "A comet passes the earth tonight, visible from Oslo.", FERRY[0]).holds == "other"


@pytest.mark.parametrize(
    ("language", "old", "now"),
    [
        (
            "ar",
            (
                "قُتل 30 شخصا على الأقل عندما غرقت عبّارة قبالة سواحل جاوة يوم الأحد.",
                "كانت العبّارة تحمل أكثر من مئتي راكب عندما غادرت الميناء.",
                "أمر الرئيس بفتح تحقيق في الحادث.",
            ),
            "قُتل 45 شخصا على الأقل عندما غرقت عبّارة قبالة سواحل جاوة يوم الأحد.",
        ),
        (
            "hi",
            (
                "रविवार को जावा के तट पर एक नौका डूबने से 30 लोगों की मौत हो गई।",
                "नौका में दो सौ से अधिक यात्री सवार थे।",
                "राष्ट्रपति ने जांच के आदेश दिए हैं।",
            ),
            "रविवार को जावा के तट पर एक नौका डूबने से 30 लोगों का मौत हो गई।",
        ),
        (
            "zh",
            (
                "周日，一艘渡轮在爪哇岛海岸附近沉没，至少30人死亡。",
                "官员说，这艘船离开港口时载有两百多名乘客。",
                "总统下令对船东展开调查。",
            ),
            "周日，一艘渡轮在爪哇岛海岸附近沉没，至少45人死亡。",
        ),
    ],
)
def test_other_scripts_are_read_as_closely(language: str, old: tuple[str, ...], now: str) -> None:
    """Right to left, with vowel signs, without spaces: the same stands, a sign that differs is a change."""
    before = article(*old, language=language)
    assert became(before.text, old[0], before).became == "stands"
    after = "\n".join((now, *old[1:]))
    found = became(after, old[0], before)
    assert (found.became, found.now) == ("changed", now)
    assert became(after, old[1], before).became == "stands"
