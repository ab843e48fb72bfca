"""How kinds of pieces are told: where a label counts, what an author's own voice is, and what it costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summaries_samples import article

from summaries import KINDS, kind_of, rumour
from summaries.kinds.labels import ENDINGS, HEADLINES, LABELS, SECTIONS
from summaries.kinds.texts import FIRST_WORDS

REPORT = "The ministry said on Monday that twelve people had died in the flood."


@pytest.mark.parametrize(
    "title", ["{}: The flood", "The flood | {}", "The flood \u2013 {}", "The flood ({})"]
)
@pytest.mark.parametrize("kind", sorted(LABELS))
def test_a_label_counts_wherever_a_desk_puts_it(title: str, kind: str) -> None:
    """Before or after a break, or in brackets, in every language."""
    names = [name for tongue in LABELS[kind].values() for name in tongue.split(", ")]
    assert {name: kind_of(article(1, title.format(name), REPORT)) for name in names} == dict.fromkeys(
        names, kind
    )


@pytest.mark.parametrize("section", ["Opinión", "World | Opinion", "Opinion & Analysis", "News/Opinion"])
def test_a_section_counts_by_its_last_part(section: str) -> None:
    """As feeds and pages write it."""
    assert kind_of(article(1, "The flood", REPORT, section=section)) == "opinion"


def test_a_label_is_of_one_kind() -> None:
    """No name stands in two kinds: nothing would tell which."""
    seen: dict[str, str] = {}
    for kind, tongues in LABELS.items():
        for name in {name for tongue in tongues.values() for name in tongue.split(", ")}:
            assert seen.setdefault(name, kind) == kind
    for table in (SECTIONS, HEADLINES, ENDINGS):
        for kind, names in table.items():
            assert all(seen.get(name, kind) == kind for name in names.split(", "))


def test_a_label_in_a_longer_name_of_the_address_counts_for_nothing() -> None:
    """A folder has to be the name, not to hold it."""
    url = "https://paper.example/world/opinion-poll-in-chad/video-of-the-count"
    assert kind_of(article(1, "The count", REPORT, url=url)) == "news"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I have lived by this river for thirty years, and I have never seen it so low.", "opinion"),
        ("“I have lived by this river for thirty years, and I never saw it so low,” he said.", "news"),
        ("We must not leave the river to its owners.", "opinion"),
        ("“We must not leave the river to its owners,” the mayor said.", "news"),
        ("The minister posted: I am proud of my record and I will fight.", "news"),
    ],
)
def test_an_author_speaks_outside_quotation_marks(text: str, kind: str) -> None:
    """Who is quoted has an opinion; the report has none."""
    assert kind_of(article(1, "The river falls again", text)) == kind


def test_first_words_of_two_kinds_are_the_same_kind_in_every_run() -> None:
    """Whatever the seed of Python's hashes: a replay has to come out the same."""
    for one, phrases in FIRST_WORDS.items():
        for other, others in FIRST_WORDS.items():
            for phrase in phrases:
                text = f"so {phrase} and {others[0]} too"
                assert kind_of(article(1, "The flood", text)) == min(one, other, key=KINDS.index)


def test_the_first_person_is_english_alone() -> None:
    """In Polish "i" is "and", and "my" is "we"."""
    text = "I tak i siak, my i oni, i wszyscy."
    assert kind_of(article(1, "Rzeka opada", text, language="pl")) == "news"


def test_what_stands_below_a_column_tells_it() -> None:
    """Though nothing above does."""
    column = f"{REPORT} " * 20
    assert kind_of(article(1, "The flood", column)) == "news"
    below = "The views expressed in this article are the author's."
    assert kind_of(article(1, "The flood", f"{column}\n\n{below}")) == "opinion"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Chile should scrap its senate", "opinion"),
        ("Chile should scrap its senate, panel says", "news"),
        ("'Chile should scrap its senate'", "news"),
        ("Should Chile scrap its senate?", "news"),
        ("It's time to reopen the border", "opinion"),
        ("It's time to reopen the border, Kenya tells Somalia", "news"),
    ],
)
def test_a_demand_is_opinion_unless_the_headline_says_whose(title: str, kind: str) -> None:
    """What somebody else demands is news about them."""
    assert kind_of(article(1, title, REPORT)) == kind


@pytest.mark.parametrize(
    ("title", "text", "so"),
    [
        ("Firm reportedly to close plant", "", True),
        ("Firm reportedly to close plant", "The firm said on Monday that it would.", False),
        (
            "Firm reportedly to close plant",
            "Sources close to the board said so. The firm has not confirmed it.",
            True,
        ),
        ("Firm to close plant", "The firm is rumoured to leave Ghent.", True),
        ("Firm to close plant", "The mayor, who is reportedly furious, called a meeting.", False),
        ("Firm denies that it is reportedly to close plant", "", False),
    ],
)
def test_hearsay_ends_where_somebody_stands_behind_it(title: str, text: str, so: bool) -> None:  # noqa: FBT001  (a label)
    """A name or an office in the sentences that follow makes a report of it."""
    assert rumour(article(1, title, text)) is so


@given(
    title=st.text(max_size=80),
    text=st.text(max_size=200),
    section=st.text(max_size=30),
    url=st.text(max_size=60),
)
def test_anything_has_one_kind(title: str, text: str, section: str, url: str) -> None:
    """Whatever stands in an article, and the same each time."""
    piece = article(1, title, text, section=section, url=url)
    assert kind_of(piece) == kind_of(piece) in KINDS
    assert rumour(piece) in (True, False)


@pytest.mark.parametrize(
    "filler", [" ", "best ", "a:", "'", "sources ", "should ", "(", "\u2013 ", "i ", "horoscope "]
)
def test_a_hostile_headline_of_any_length_is_judged_by_its_beginning(filler: str) -> None:
    """Nothing behind the first 300 characters is read."""
    long = filler * 200_000
    piece = article(1, long, long, section=long, url=f"https://paper.example/{long}")
    short = article(
        1, long[:5000], long[:5000], section=long[:5000], url=f"https://paper.example/{long[:5000]}"
    )
    assert kind_of(piece) == kind_of(short)
    assert rumour(piece) == rumour(short)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "", " en"])
def test_an_author_s_own_voice_is_heard_however_english_is_written(language: str) -> None:
    """As feeds tag it; nothing given is English, as everywhere."""
    text = "I think that this is a mistake, and my view is that the town must think again."
    assert kind_of(article(1, "The state of the bridge", text, language=language)) == "opinion"


@pytest.mark.parametrize(
    "title",
    [
        "Keeper to leave the club, according to reports",
        "Minister to quit, people close to him say",
        "Firm to be sold, tipsters claim",
        "Bridge to close, according to three people",
    ],
)
def test_hearsay_needs_no_word_of_rumour(title: str) -> None:
    """Nobody is named, whatever nobody is called."""
    assert rumour(article(1, title, "The town has waited for it since spring."))
