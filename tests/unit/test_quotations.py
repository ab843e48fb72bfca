"""Who is quoted is named in the sentence that quotes; what is only cited, or nobody says, is passed over."""

from __future__ import annotations

import pytest

from summaries import Article, quotations, shown_spans

SAID = "“We have food for four days and clean water for one”"


def article(text: str, number: int = 0, language: str = "en") -> Article:
    return Article(
        id=f"a{number}",
        title="Flood",
        text=text,
        published=None,
        publisher=f"Post {number}",
        url="",
        language=language,
    )


def speakers(*articles: Article) -> list[str]:
    found = quotations(articles, {one.id: shown_spans(one) for one in articles})
    for one in found:
        text = next(each.text for each in articles if each.id == one.sentence.article_id)
        assert text[one.sentence.start : one.sentence.end] == one.sentence.text
        assert one.speaker in one.sentence.text
    return [one.speaker for one in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{SAID[:-1]},” said Rosa Mucavele.", "Rosa Mucavele"),
        (f"{SAID[:-1]},” said Rosa Mucavele, who runs the shelter.", "Rosa Mucavele"),
        (f"{SAID[:-1]},” Rosa Mucavele, a nurse, told reporters on Monday.", "Rosa Mucavele"),
        (f"{SAID[:-1]},” said the governor, Hawa Mahamat.", "Hawa Mahamat"),
        (f"{SAID[:-1]}!” warned Dr. Inês Tavares-Lobo of the hospital.", "Dr. Inês Tavares-Lobo"),
        ('Gen. Vladimir Padrino said: "Nobody in this lorry asks who is right."', "Gen. Vladimir Padrino"),
        ('"Nobody in this lorry asks who is right," said Ludwig van der Berg.', "Ludwig van der Berg"),
    ],
)
def test_a_speaker_is_found_by_name(text: str, speaker: str) -> None:
    """Before or after what was said, with a role between; a title belongs to the name."""
    assert speakers(article(text)) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        f"{SAID[:-1]},” she said.",
        f"{SAID[:-1]},” said a spokesman for the ministry of health.",
        "The ministry called it “a humanitarian measure” in a note, said Rosa Mucavele.",
        f"{SAID[:-1]}, said Rosa Mucavele of the relief society there.",
        "Rosa Mucavele said on Monday that there was food for four more days.",
        f"{SAID[:-1]},” On Monday Rosa Mucavele was seen at the shelter in the town.",
        f"{SAID[:-1]}{', and water' * 60},” said Rosa Mucavele.",
    ],
)
def test_what_nobody_says_by_name_is_no_quotation(text: str) -> None:
    """A pronoun, a mere spokesman, a few cited words, an open quotation mark, reported speech, an essay."""
    assert speakers(article(text)) == []


def test_who_is_named_by_most_comes_first_and_once() -> None:
    """Of each article and each speaker one sentence."""
    mucavele = f"{SAID[:-1]},” said Rosa Mucavele."
    mahamat = "“The river has not been so high for forty years,” said Hawa Mahamat."
    articles = (
        article(mucavele, 1),
        article(f"{mahamat}\n{mucavele}", 2),
        article(f"Governor Mahamat toured the town on Monday.\n{mahamat}", 3),
        article("Mahamat left.", 4),
    )
    assert speakers(*articles) == ["Hawa Mahamat", "Rosa Mucavele"]


def test_only_english_is_read() -> None:
    """The words for saying are English ones."""
    assert speakers(article(f"{SAID[:-1]},” said Rosa Mucavele.", language="pt")) == []
