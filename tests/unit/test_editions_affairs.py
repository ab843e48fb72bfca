"""One affair, one place: stories of one thing, known by name, by words, or across languages."""

from __future__ import annotations

import pytest
from summaries_samples import NOON, article

from summaries import Article, Candidate, Rules, plan

ENGLISH = article(
    "en",
    "Earthquake of magnitude 6.4 near Iquique kills 149",
    "An earthquake of magnitude 6.4 near Iquique in Chile killed 149 people, said Governor Tomas Arancibia.",
    publisher="The Post",
)
SPANISH = article(
    "es",
    "Terremoto de magnitud 6,4 cerca de Iquique deja 149 muertos",
    "Un terremoto de magnitud 6,4 cerca de Iquique, en Chile, causó 149 muertos, según Tomas Arancibia.",
    publisher="El Diario",
    language="es",
)
OTHER = article(
    "es2",
    "Huelga de docentes en Sevilla",
    "Los docentes de Sevilla iniciaron una huelga por sus salarios, informó Carmen Robledo.",
    publisher="El Diario",
    language="es",
)


def stories(*articles: Article) -> list[Candidate]:
    return [Candidate(story_id=one.id, section="World", last_seen=NOON, articles=(one,)) for one in articles]


def test_one_event_in_two_languages_takes_one_place() -> None:
    """What names and figures make certain is one affair, though not a word of it is the same."""
    edition = plan(stories(ENGLISH, SPANISH, OTHER), Rules(), NOON)
    assert [one.story_id for one in edition.stories] == ["en", "es2"]
    assert [(one.story_id, one.rule, one.instead) for one in edition.left_out] == [("es", "affair", "en")]


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_unlike_stories_of_any_language_are_unlike_affairs(language: str) -> None:
    """Where no word's rarity is known, stop words and a shared city make no affair."""
    one = article(
        "a", "Sevilla: huelga", "Huelga en Sevilla de los docentes por el salario.", language=language
    )
    two = article(
        "b", "Sevilla: puente", "Un puente nuevo en Sevilla abre tras dos inviernos.", language=language
    )
    assert len(plan(stories(one, two), Rules(), NOON).stories) == 2
