"""The words that only ask, in English and in other languages: "who", "tell", "cuántos", "wie viele"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from summaries.tokens import fold, stem
from summaries.words.background import background
from summaries.words.stopwords import STOP_WORDS

_ENGLISH: Final = """
who whom whose what when where why which how does did do is are was were has have had will would could can
should tell show give find search news latest update updates happened happening happen happens going story
stories article articles headline headlines anything something everything know please about regarding
concerning want hear heard briefing brief digest today's todays current currently recent recently new there
"""
_OTHERS: Final[dict[str, str]] = {
    "es": """
        qué que quién quiénes cuál cuáles cuánto cuánta cuántos cuántas dónde adónde cuándo cómo hay hubo pasa
        pasó pasado pasando ocurre ocurrió sucede sucedió noticia noticias últimas sabe dime""",
    "fr": """
        qui que quoi qu'est quel quelle quels quelles combien où quand comment pourquoi est-ce passe passé
        nouvelles actualité actualités dernières""",
    "de": """
        wer wen wem wessen was wann wo wohin woher warum wieso weshalb wie welche welcher welches viele viel
        passiert passierte geschieht geschah gibt neues nachrichten neueste neuesten los""",
    "pt": """
        quê que quem qual quais quanto quanta quantos quantas onde quando como porquê há houve acontece
        aconteceu acontecendo passa notícia notícias últimas""",
    "it": """
        chi che cosa cos'è quale quali quanto quanta quanti quante dove dov'è quando perché come succede
        successo accade accaduto notizia notizie ultime""",
}
# Words that stand in fewer than one in 150 English articles tell another language; shorter ones are initials.
_FOREIGN_IDF: Final = 5.0
_SURELY_IDF: Final = 6.0
_SHORTEST: Final = 3
_SURE: Final = frozenset({"en"})
# Rare as they are, English has these: a DOS attack, MIT and CES in small letters, Lake Como.
_BORROWED: Final = frozenset({"dos", "mit", "ces", "como", "van"})
_ENOUGH: Final = 2
_WORD: Final = re.compile(r"[\w'\u2019]+")
_ELIDED: Final = re.compile(
    r"\b(?:[cdjlmnst]|qu|un|(?:d|n|s)?all|dell|nell|dall|sull|quest)['\u2019](?=\w)", re.IGNORECASE
)
_ELIDING: Final = frozenset({"fr", "it"})

ENGLISH: Final = STOP_WORDS["en"] | frozenset(_ENGLISH.split())
_ASKED: Final = {code: frozenset(found.split()) for code, found in _OTHERS.items()}
_ASKED_PLAINLY: Final = {code: found | frozenset(map(fold, found)) for code, found in _ASKED.items()}
_KNOWN: Final = {
    code: found | _ASKED_PLAINLY.get(code, frozenset()) for code, found in STOP_WORDS.items() if code != "en"
}


def languages(question: str) -> tuple[str, ...]:
    """The languages other than English that a question is clearly in; several where they fit it alike.

    Its language is the one most of whose function words it holds, more of them than of English's, and one at
    least that English doesn't have. Names, and words that English has with another meaning (die, war, la),
    tell nothing. Empty for English.
    """
    held = _telling(question)
    fits = {code: len(held & known) for code, known in _KNOWN.items() if _foreign(held, code)}
    most = max(fits.values(), default=0)
    if most <= len(held & ENGLISH):
        return ()
    return tuple(code for code, fit in fits.items() if fit == most)


def idle(found: tuple[str, ...]) -> frozenset[str]:
    """The words that say nothing in a question in English or in these languages, without diacritics too."""
    foreign = frozenset[str]().union(*(_KNOWN[code] for code in found))
    return ENGLISH | foreign | frozenset(map(fold, foreign))


def apart(question: str, found: tuple[str, ...]) -> str:
    """The question with the articles that French and Italian write onto a word taken off: "l'Iran"."""
    return _ELIDED.sub(" ", question) if _ELIDING.intersection(found) else question


def capitalised(text: str) -> list[str]:
    """Words with a capital, but for the first; none where the question is in capitals throughout."""
    found = _WORD.findall(text)
    return [] if text.isupper() else [word for word in found[1:] if word[:1].isupper()]


def _telling(question: str) -> frozenset[str]:
    """The words that tell a question's language: those with a capital are names, but for the first."""
    first, *rest = _WORD.findall(question) or [""]
    return frozenset([first.lower(), *(word for word in rest if word.islower())])


def _foreign(held: frozenset[str], code: str) -> bool:
    own = (held & _KNOWN[code]) - ENGLISH
    asked = _ASKED_PLAINLY.get(code, frozenset())
    if any(_surely(word, asked=word in asked) for word in own):
        return True
    return len(held & _KNOWN[code]) >= _ENOUGH and any(_rare(word, _FOREIGN_IDF) for word in own)


def _surely(word: str, *, asked: bool) -> bool:
    return word in _SURE or not word.isascii() or (asked and _rare(word, _SURELY_IDF))


@lru_cache(maxsize=1_000)
def _rare(word: str, idf: float) -> bool:
    if len(word) < _SHORTEST or word in _BORROWED:
        return False
    return background("en").idf(stem(word)) >= idf
