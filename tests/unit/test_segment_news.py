"""English news as it is printed: abbreviations, quotations, datelines, stamps, lists, in words of ours."""

from __future__ import annotations

import pytest

from summaries import split

# A bar stands where a reader would cut; what is apart is a span of its own.
WHOLE = [
    "Gen. Mark A. Ek met U.S. President Lee at 5 p.m. on Jan. 6.|She left.",
    "Sgt. Maj. Bo Lind and Lt. Col. Ann Ek spoke.|Police listened.",
    "The store, e.g. No. 10, sold Nos. 3 and 4.|It closed.",
    "She lives in Washington, D.C.|She works there.",
    "The firm belongs to Acme Inc.|It makes ropes.",
    "Acme Corp. said so.|Beta Ltd. did not.",
    "J. K. Lind and A.B. Ek wrote it.|Readers cheered.",
    "Prices rose 3.5 percent to $4.25.|Wages fell.",
    "Lund vs. Oslo ended 3-2.|Fans sang.",
    "Talks start at 5 p.m. ET in Oslo.|Nobody came.",
    "Talks start at 9 a.m. Eastern time.|Nobody came.",
    "Talks start at 9 a.m. Tuesday.|Nobody came.",
    "Ali Ek Jr. won.|Ada Ek Sr. lost.",
    "Rep. Bo Ek, R-Ohio, and Sens. Ann Lee and Al Ray voted no.|The bill fell.",
    "He said no.|The mayor said yes.",
    "They love art.|The museum is free.",
    "It takes place on St. John's Day at Mt. Alba.|Crowds gather.",
    "Was it over?!|It was...|Not quite.",
    '"Is it over?" asked Ms. Lee.|"No!" she said.|"Why now?" Ann Ek asked.',
    '"It is late. We must go," Lee said.|"No one stays."|Crowds left.',
    "'It is late. We must go,' Lee said.|The dogs' home closed.|It's dark.",
    "‘It is late. We must go,’ Lee said.|It’s dark.",
    'He called it "late."|Lee agreed.',
    'Lee said: "We go."|Police said nothing.',
    "The plan had flaws.|1) It cost too much.|It took too long.|2) It failed.",
    "It had three parts: 1) rope, 2) tar and 3) oil.|Each sold.",
]
APART = [
    "LONDON (Reuters) -|The mayor left.|Crowds sang.",
    "KYIV, Ukraine (AP) —|Two men died.",
    "WASHINGTON, Nov 3 (UPI) --|Rates rose.",
    "NEW YORK —|Ten people died.",
    "ST. PAUL, Minn. (AP) —|Snow fell.",
    "(CNN) --|Rates rose.",
    "Paris (AFP) –|Rates rose.",
    "• Rates rose.|•|Wages fell.",
    "10:42 GMT|Rates rose.",
    "10.42am|Rates rose.",
    "10:42|Rates rose.",
    "9:30 a.m. ET, June 3, 2026|Rates rose.",
    "UPDATED 3 hours ago|Rates rose.",
    "2 hours ago|Rates rose.",
]
NOT_APART = [
    "NATO — the alliance of 32 — agreed.",
    "NATO - Europe and America - agreed.",
    "Oslo - a port - is cold.",
    "10.42 million people left.",
    "3.55 Million was the price.",
    "Acme (ACM) shares rose.",
    "Ann Ek (D) - a senator - agreed.",
    "Up to 30 people left.",
    "An hour ago rates rose.",
]


def cut(text: str, language: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in split(text, language)]


@pytest.mark.parametrize("marked", WHOLE)
def test_news_is_cut_where_a_reader_would(marked: str) -> None:
    """Abbreviations, initials, figures and brackets end no sentence; short quotations keep their speaker."""
    sentences = marked.split("|")
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("marked", APART)
def test_what_stands_before_a_sentence_is_apart(marked: str) -> None:
    """Datelines, clock stamps and bullets are spans of their own, so that the sentence can be shown alone."""
    marked = marked.replace("• Rates", "•|Rates")
    sentences = marked.split("|")
    assert cut(" ".join(sentences)) == sentences


def test_an_agency_may_touch_the_sentence() -> None:
    """Some pages lose the space after the agency."""
    assert cut("Oslo, Norway (CNN)Rates rose. (CNN)Wages fell.")[:2] == ["Oslo, Norway (CNN)", "Rates rose."]
    assert cut("(The Daily Rope)Rates rose.") == ["(The Daily Rope)", "Rates rose."]


@pytest.mark.parametrize("sentence", NOT_APART)
def test_a_subject_is_no_dateline(sentence: str) -> None:
    """A name with a dash or a bracket, or a figure, that belongs to the sentence stays in it."""
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("BERLIN (dpa) – Der Minister kam. Er ging.", "de", "BERLIN (dpa) –"),
        ("PARIS (AFP) - Le ministre est venu.", "fr", "PARIS (AFP) -"),
        ("МОСКВА (Рейтер) - Министр пришёл.", "ru", "МОСКВА (Рейтер) -"),
        ("القاهرة (رويترز) - وصل الوزير.", "ar", "القاهرة (رويترز) -"),
        ("【ロンドン＝山田】大臣が来た。", "ja", "【ロンドン＝山田】"),
        ("(서울=연합뉴스) 김하나 기자 = 장관이 왔다.", "ko", "(서울=연합뉴스) 김하나 기자 ="),
    ],
)
def test_datelines_of_other_languages_are_apart(text: str, language: str, first: str) -> None:
    """Agencies print their datelines alike all over the world."""
    assert cut(text, language)[0] == first


def test_a_lost_quotation_mark_costs_one_sentence() -> None:
    """A mark that was never closed makes no paragraph of what follows it."""
    text = '"We go, said Lee. ' + " ".join(
        f"Rope number {n} was sold in the town of Lund." for n in range(40)
    )
    assert len(cut(text)) == 41


def test_long_quotations_are_cut() -> None:
    """A quotation of many sentences isn't one span: each of its sentences is."""
    text = '"' + " ".join(f"Rope number {n} was sold in the town of Lund." for n in range(20)) + '" Lee left.'
    assert len(cut(text)) == 21
