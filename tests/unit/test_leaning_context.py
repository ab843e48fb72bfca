"""What is around a sentence tells whether it stands alone; and how other languages open. All text is ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries import split
from summaries.sentences.leaning import leanings, leans

MANY = " ".join(f"Rope number {n} was sold in the town of Lund." for n in range(8))


def leaning(text: str, language: str = "en") -> list[bool]:
    return leanings(text, split(text, language), language)


def test_what_is_within_a_quotation_needs_its_speaker() -> None:
    """Of a long quotation every sentence leans, the first and the last too; what follows stands."""
    text = f'Lund sold rope. "{MANY} Nobody knew," Mayor Kari Lie said. Oslo bought tar.'
    assert leaning(text) == [False, *[True] * 9, False]


def test_a_quotation_with_its_speaker_stands() -> None:
    """A named speaker in the same span is enough."""
    text = '"Rope is cheap. Tar is dear," Mayor Kari Lie said. "Why now?" Bo Ek asked.'
    assert leaning(text) == [False, False]


def test_a_lone_quotation_needs_the_sentence_before() -> None:
    """A speaker who is named only next door is missing."""
    assert leaning('Mayor Kari Lie spoke in Oslo. "Rope is cheap." Rates rose.') == [False, True, False]


def test_a_speaker_before_a_quotation_that_goes_on_stands() -> None:
    """Where the quotation opens late, its first sentence has the speaker; the rest doesn't."""
    text = f'Mayor Kari Lie said: "Lund has sold too much rope. {MANY}" Rates rose.'
    assert leaning(text) == [False, *[True] * 8, False]


def test_a_quotation_of_several_paragraphs_goes_on() -> None:
    """A paragraph that opens with the mark again is within the quotation; any other is not."""
    text = f"“{MANY}\n“Rope is dear,” Mayor Lie said.\nOslo bought tar."
    assert leaning(text)[-2:] == [True, False]
    lost = f"“{MANY}\nOslo bought tar."
    assert leaning(lost)[-1] is False


OPENINGS = {
    "ar": ("وقال إن الأسعار ارتفعت.", "ارتفعت الأسعار في أوسلو."),
    "cs": ("On však odešel.", "Ceny v Oslu vzrostly."),
    "de": ("Er sagte nichts.", "Ernst Ek sagte nichts."),
    "el": ("Αυτός έφυγε.", "Οι τιμές αυξήθηκαν."),
    "es": ("Sin embargo, subieron los precios.", "Los precios subieron en Oslo."),
    "fa": ("اما قیمت‌ها بالا رفت.", "قیمت‌ها در اسلو بالا رفت."),
    "fr": ("Il a refusé.", "Ilse Petit a refusé."),
    "he": ("הוא סירב.", "המחירים עלו באוסלו."),
    "hi": ("उन्होंने कहा कि दाम बढ़े।", "ओस्लो में दाम बढ़े।"),
    "it": ("Tuttavia i prezzi salgono.", "I prezzi salgono a Oslo."),
    "ja": ("しかし、物価は上がった。", "オスロで物価が上がった。"),
    "ko": ("그러나 물가가 올랐다.", "오슬로에서 물가가 올랐다."),
    "nl": ("Hij weigerde.", "Hijmans weigerde."),
    "pl": ("Ona odmówiła.", "Ceny wzrosły w Oslo."),
    "pt": ("Ele recusou.", "Elena recusou."),
    "ru": ("Однако цены выросли.", "Цены в Осло выросли."),
    "sk": ("Preto odišiel.", "Ceny v Osle vzrástli."),
    "sv": ("Därför steg priserna.", "Priserna steg i Oslo."),
    "th": ("แต่ราคาสูงขึ้น", "ราคาในออสโลสูงขึ้น"),
    "tr": ("Ancak fiyatlar arttı.", "Oslo'da fiyatlar arttı."),
    "uk": ("Вони відмовилися.", "Ціни в Осло зросли."),
    "ur": ("انہوں نے انکار کیا۔", "اوسلو میں قیمتیں بڑھیں۔"),
    "zh": ("但是物价上涨了。", "奥斯陆物价上涨。"),
}


@pytest.mark.parametrize("language", OPENINGS)
def test_other_languages_lean_by_their_openings(language: str) -> None:
    """Pronouns and connectives at the start lean, whole words only; a sentence with a name stands."""
    leaning_one, standing = OPENINGS[language]
    assert leans(leaning_one, language)
    assert not leans(standing, language)
    assert not leans(leaning_one, "xx")


@given(st.text(max_size=300), st.sampled_from(["en", "de", "zh", "ar", "xx", ""]))
def test_any_text_has_an_answer_for_each_sentence(text: str, language: str) -> None:
    """One answer a sentence; context only adds to what the sentence alone shows."""
    spans = split(text, language)
    found = leanings(text, spans, language)
    assert len(found) == len(spans)
    alone = [leans(text[s.start : s.end], language) for s in spans]
    assert all(here or not there for here, there in zip(found, alone, strict=True))
