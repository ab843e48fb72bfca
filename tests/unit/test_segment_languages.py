"""Sentences in every language that sumy has stop words for, and in every script: cut by hand, cut alike."""

from __future__ import annotations

import pytest

from summaries import split
from summaries.words.stopwords import STOP_WORDS

# The texts are ours. A bar stands where a reader would cut.
HAND_CUT = {
    "ar": "افتتح الوزير الميناء يوم الأحد.|وصلت سفينة!|هل يكفي هذا؟|قال د. سامي نعم.",
    "bn": "মন্ত্রী রবিবার বন্দর খুলেছেন।|প্রথম জাহাজ এক ঘণ্টা পরে এল।",
    "cs": "Ministr otevřel přístav dne 3. května.|Ing. Novák i prof. Malá přišli.|Loď připlula v 8.30 ráno.",
    "de": "Der 2. Bauabschnitt begann am 5. Mai.|Dr. Weber u.a. kamen z.B. aus Kiel.|Reicht das?",
    "el": "Ο υπουργός άνοιξε το λιμάνι.|Ήρθε ο κ. Παππάς;|Ναι, ήρθε στις 8.30.",
    "en": "Maj. Gen. Ann B. Lee met U.S. envoys at 5 p.m. on Jan. 6.|Acme Corp. Chief Ek left.",
    "es": "El Sr. López abrió el puerto.|¿Quién vino?|¡Nadie!|La Dra. Ruiz llegó a las 8.30.",
    "fa": "وزیر بندر را گشود.|آیا کافی است؟|بله.",
    "fr": "M. Petit a ouvert le port.|Mme Roy est venue à 8 h.|Rome le savait en 44 av. J.-C. déjà.",
    "he": "השר פתח את הנמל ביום ראשון.|האם זה מספיק?|כן!",
    "hi": "मंत्री ने रविवार को बंदरगाह खोला।|क्या यह काफी है?|डॉ. राव भी आए।",
    "hy": "Նախարարը բացեց նավահանգիստը։|Առաջին նավը եկավ։",
    "it": "Il sig. Rossi ha aperto il porto.|La dott.ssa Neri è arrivata alle 8.30.|Basta?|No!",
    "ja": "大臣は日曜日に港を開いた。|最初の船が来た！|十分か？",
    "ka": "მინისტრმა ნავსადგური გახსნა.|პირველი გემი მოვიდა.",
    "km": "រដ្ឋមន្ត្រីបានបើកកំពង់ផែ។|កប៉ាល់បានមកដល់។",
    "ko": "장관은 일요일에 항구를 열었다.|첫 배가 3.5시간 뒤에 왔다.|충분한가?",
    "my": "ဝန်ကြီးက ဆိပ်ကမ်းကို ဖွင့်ခဲ့သည်။|ပထမဆုံး သင်္ဘော ရောက်လာသည်။",
    "nl": "Dhr. Smit opende de haven.|Prof. dr. De Wit kwam o.a. met de trein.|Genoeg?",
    "pl": "Minister otworzył port 3 maja.|Prof. Nowak i dr Lis przyszli m.in. z Gdyni.|Dość?",
    "pt": "O Sr. Lima abriu o porto.|A Dra. Reis chegou às 8h30.|Basta?|Não!",
    "ru": "Министр открыл порт на ул. Мира.|Пришёл проф. Иванов.|Хватит?|Да!",
    "sk": "Minister otvoril prístav dňa 3. mája.|Ing. Kováč prišiel.|Stačí to?",
    "sv": "Ministern öppnade hamnen den 3. juni.|Prof. Ek kom bl.a. med tåg.|Räcker det?",
    "ta": "அமைச்சர் துறைமுகத்தை திறந்தார்.|முதல் கப்பல் வந்தது.",
    "tr": "Bakan 3. limanı pazar günü açtı.|Prof. Kaya da geldi.|Yeter mi?",
    "uk": "Міністр відкрив порт на вул. Миру.|Прийшов проф. Бойко.|Досить?",
    "ur": "وزیر نے بندرگاہ کھول دی۔|پہلا جہاز آ گیا۔|کیا یہ کافی ہے؟",
    "am": "ሚኒስትሩ ወደቡን ከፈቱ።|የመጀመሪያው መርከብ መጣ።",
    "zh": "部长周日开放了港口。|第一艘船来了！|够了吗？",
    "bo": "བློན་ཆེན་གྱིས་གྲུ་ཁ་ཕྱེས།|གྲུ་དང་པོ་འབྱོར།",
    "xx": "Minist opna port.|Skip kom.",
}
SUMYS = (
    *("ar", "cs", "de", "el", "en", "es", "fr", "he", "it", "ja"),
    *("ko", "pl", "pt", "sk", "sv", "th", "uk", "zh"),
)


@pytest.mark.parametrize("language", HAND_CUT)
def test_each_language_is_cut_as_by_hand(language: str) -> None:
    """Full stops of the language end sentences; its abbreviations, ordinals and clock times don't."""
    sentences = HAND_CUT[language].split("|")
    gap = "" if language in {"ja", "zh", "bo"} else " "
    text = gap.join(sentences)
    assert [text[s.start : s.end] for s in split(text, language)] == sentences


@pytest.mark.parametrize("language", [*(code for code in HAND_CUT if code != "hy"), "th", "lo", ""])
def test_quotations_stay_with_their_speaker(language: str) -> None:
    """A short quotation of two sentences is one span with who said it, in the marks of any language.

    (But Armenian, where a full stop looks otherwise.)
    """
    for opening, closing in (("“", "”"), ("„", "“"), ("« ", " »"), ("»", "«"), ('"', '"')):
        text = f"{opening}Ana lo. Bo ti,{closing} said Kim. Dan ra."
        found = [text[s.start : s.end] for s in split(text, language)]
        assert found == [text[: text.index(" Dan")], "Dan ra."]


@pytest.mark.parametrize("language", SUMYS)
def test_sumys_languages_have_stop_words(language: str) -> None:
    """Each language that sumy has stop words for has some of ours: at least three dozen."""
    assert len(STOP_WORDS[language]) >= 36


def test_text_without_full_stops_is_cut_at_its_spaces() -> None:
    """Thai puts spaces where others put full stops: a long run is cut there, at readable lengths."""
    clause = "รัฐมนตรีเปิดท่าเรือใหม่ในวันอาทิตย์"
    text = " ".join([clause] * 30)
    lengths = [s.end - s.start for s in split(text, "th")]
    assert len(lengths) > 5
    assert all(len(clause) <= length <= 240 for length in lengths)


@pytest.mark.parametrize("between", ["; ", ", ", " ", " – ", ". ", "、", "；"])
@pytest.mark.parametrize("language", ["en", "zh", "hi"])
def test_no_sentence_is_endless(between: str, language: str) -> None:
    """Whatever the text offers to cut at is used before a sentence is 1,500 characters long."""
    text = between.join(["seven plain words stand in this part"] * 300)
    assert max(s.end - s.start for s in split(text, language)) <= 1_500
