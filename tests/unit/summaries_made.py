"""Texts for the properties of summaries: anything that is Unicode, and plain news made of whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from summaries_samples import article

if TYPE_CHECKING:
    from summaries import Article

# Each stands by itself and says its own thing, so that no method has a reason to leave it out.
SENTENCES = (
    "Norway opened its embassy in Port Amara on Tuesday.",
    "Floods in southern Brazil drove 12,000 people from their homes.",
    "The central bank of Kenya kept its main rate at 9.5 percent.",
    "Firefighters in Athens contained a blaze near the Hymettus ridge.",
    "Japan's parliament passed a budget of 112 trillion yen.",
    "Unesco added eleven sites in Africa to its list of heritage.",
    "Dockers in Rotterdam rejected an offer of four percent.",
    "A court in Lima sentenced the former minister Raul Vega to nine years.",
    "Scientists in Hobart dated the ice core to 1.2 million years.",
    "Malawi vaccinated 340,000 children against malaria this spring.",
    "La ministre Anne Dubois a signé l'accord à Genève mardi.",
    "Землетрясение повредило мост через Обь в Новосибирске.",
)
AWKWARD = (
    *("He said. ", "Mr. Obama", '"Yes." ', "\n", "\r\n", "\u2028", "अब। ", "你好。", "ไทย", "😀\u200d🔥"),
    *("\u202e", " U.S. ", "…", "a", "\t", "\x1c", "\x00", "But it did. ", "Read more: ", "$4,000"),
    "“So,” she said. “It goes.” ",
)

UNICODE = st.characters(exclude_categories=["Cs"])
ANYTHING = st.text(UNICODE, max_size=300)
PIECES = st.one_of(st.sampled_from(AWKWARD + SENTENCES), st.text(UNICODE, max_size=8))
LINES = st.lists(PIECES, max_size=12).map("\n".join)
TEXTS = st.one_of(ANYTHING, LINES, st.lists(PIECES, max_size=30).map("".join))
LANGUAGES = st.one_of(
    st.sampled_from(["en", "en-GB", "fr", "ru", "zh", "ja", "hi", "th", "ar", "he", "und", ""]),
    st.text(UNICODE, max_size=6),
)
NEWS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=len(SENTENCES), unique=True)


@st.composite
def articles(draw: st.DrawFn, number: int = 1) -> Article:
    """An article of any text, title, language, publisher and time."""
    return article(
        number,
        draw(st.one_of(st.sampled_from(SENTENCES), ANYTHING)),
        draw(TEXTS),
        hours=draw(st.one_of(st.none(), st.integers(0, 72))),
        publisher=draw(st.sampled_from(["The Post", "Daily Wire", "Globe Today", ""])),
        language=draw(LANGUAGES),
    )


@st.composite
def stories(draw: st.DrawFn) -> list[Article]:
    """One to five articles, some with the very text of another."""
    made = [draw(articles(number)) for number in range(draw(st.integers(1, 4)))]
    if draw(st.booleans()):
        made.append(article("copy", made[0].title, made[0].text, hours=80, publisher="A Copyist"))
    return made
