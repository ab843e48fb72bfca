"""A story's sentences, ready to be chosen from: what each is, who tells it, and how it ranks at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.choosing.ranks import Rank, Ranked, ranks_of
from summaries.clean import shown_spans
from summaries.copies import Copies, fingerprint
from summaries.extract import DEFAULT_METHOD
from summaries.facts.times import behind, newest
from summaries.sentences.passages import passages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from summaries.choosing.coverage import Parameters
    from summaries.model import Article
    from summaries.ranking.weights import Weights
    from summaries.segment import Span
    from summaries.sentences.passages import Passage

_MOST_SENTENCES: Final = 1200  # of a larger story, the opening sentences of each article are looked at
_FEWEST_EACH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence of a story. `article` and `newsroom` are numbers, from 0; candidates run by article.

    `own` is its place in its article's own ranking, 0 to 1; `fresh` what its article counts beside the
    newest, 0 to 1; `copied` tells that an earlier article has it in the same wording.
    """

    passage: Passage
    article: int
    newsroom: int
    own: float
    leans: bool
    fresh: float
    copied: bool


def gather(
    ordered: Sequence[Article],
    spans: Mapping[str, Sequence[Span]],
    method: str,
    parameters: Parameters,
    weights: Weights | None = None,
) -> list[Candidate]:
    """The sentences of the articles (oldest first), without articles that repeat an earlier one's text."""
    articles = _distinct(ordered)
    most = max(_FEWEST_EACH, _MOST_SENTENCES // max(1, len(articles)))
    rooms: dict[str, int] = {}
    latest = newest(article.published for article in articles)
    copies = Copies()
    holders: dict[int, int] = {}
    found: list[Candidate] = []
    for number, article in enumerate(articles):
        every = spans[article.id] if article.id in spans else shown_spans(article)
        shown = every[:most]
        room = rooms.setdefault(article.publisher or article.id, len(rooms))
        fresh = _freshness(article.published, latest, parameters)
        told = passages(article, shown)
        kept = every.ranks if isinstance(every, Ranked) and weights is None and len(every) <= most else ()
        ranks = _by_method(method, article, shown, kept or ranks_of(article, shown, weights))
        # Who printed it can't be told where the publisher isn't known: then every article counts.
        wordings = [copies.add(passage.words) for passage in told] if article.publisher else []
        first = [holders.setdefault(wording, number) == number for wording in wordings]
        for passage, (own, leans) in zip(told, ranks, strict=True):
            found.append(
                Candidate(
                    passage=passage,
                    article=number,
                    newsroom=room,
                    own=own,
                    leans=leans,
                    fresh=fresh,
                    copied=not first[passage.at] if first else False,
                )
            )
    return found


def _distinct(ordered: Sequence[Article]) -> list[Article]:
    """The articles without those whose text an earlier one has word for word."""
    first = {fingerprint(article.text): article for article in reversed(ordered)}
    kept = {article.id for article in first.values()}
    return [article for article in ordered if article.id in kept]


def _freshness(when: datetime | None, latest: datetime, parameters: Parameters) -> float:
    days = behind(when, latest).total_seconds() / 86_400
    return parameters.fresh + (1.0 - parameters.fresh) * 0.5 ** (days / parameters.fresh_days)


def _by_method(method: str, article: Article, spans: Sequence[Span], ranks: Sequence[Rank]) -> Sequence[Rank]:
    """With a sumy method's order as places from 1 down to 0; as they are for our own, and where it can't."""
    if method == DEFAULT_METHOD:
        return ranks
    from summaries.methods import lacks, order  # noqa: PLC0415 - sumy takes a second: only when chosen

    if lacks(method, article.language):
        return ranks  # a story in several languages is briefed whatever the method lacks
    ranked = order(method, [article.text[span[0] : span[1]] for span in spans], article.language)
    places = {at: 1.0 - place / len(ranked) for place, at in enumerate(ranked)}
    return [Rank(places[at], rank.leans) for at, rank in enumerate(ranks)]
