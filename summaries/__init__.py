"""Extractive news: articles -> sentences, stories, briefs and editions. Pure functions, verbatim sentences.

Every sentence that comes out stands, character for character, in an article that went in:
`article.text[sentence.start:sentence.end] == sentence.text`.
"""

from summaries.attach import attached
from summaries.brief import brief
from summaries.choosing.coverage import Parameters
from summaries.choosing.quotations import Quotation, quotations
from summaries.choosing.ranks import RANKED_BY, Rank, Ranked, ranked
from summaries.choosing.turns import Turn
from summaries.clean import settle, shown_spans
from summaries.copies import fingerprint, same_text
from summaries.edition import (
    RULES_LIKE_THESE,
    RULES_VERSION,
    Candidate,
    Liking,
    Muted,
    Rules,
    akin,
    plan,
    recognised,
)
from summaries.extract import METHODS, summarize
from summaries.kinds import KINDS, kind_of, rumour
from summaries.life import Growth, Life, life
from summaries.methods import MethodError
from summaries.model import (
    Article,
    Brief,
    Citation,
    Difference,
    Edition,
    EditionStory,
    LeftOut,
    Reason,
    Sentence,
    Source,
    Story,
    Summary,
    Support,
)
from summaries.places.aliases import aliases
from summaries.places.regions import REGIONS
from summaries.places.where import Place, place_of
from summaries.ranking.weights import Weights
from summaries.relevance import Retrieved, Term, rank
from summaries.revised import Revised, Revision, revised, words_of
from summaries.segment import Span, split
from summaries.stories import StoryIndex, group
from summaries.topic import ANSWERS, Topic, judge, means_nothing, parse, refuses, unknown, variants, weigh

__all__ = [
    "ANSWERS",
    "KINDS",
    "METHODS",
    "RANKED_BY",
    "REGIONS",
    "RULES_LIKE_THESE",
    "RULES_VERSION",
    "Article",
    "Brief",
    "Candidate",
    "Citation",
    "Difference",
    "Edition",
    "EditionStory",
    "Growth",
    "LeftOut",
    "Life",
    "Liking",
    "MethodError",
    "Muted",
    "Parameters",
    "Place",
    "Quotation",
    "Rank",
    "Ranked",
    "Reason",
    "Retrieved",
    "Revised",
    "Revision",
    "Rules",
    "Sentence",
    "Source",
    "Span",
    "Story",
    "StoryIndex",
    "Summary",
    "Support",
    "Term",
    "Topic",
    "Turn",
    "Weights",
    "akin",
    "aliases",
    "attached",
    "brief",
    "fingerprint",
    "group",
    "judge",
    "kind_of",
    "life",
    "means_nothing",
    "parse",
    "place_of",
    "plan",
    "quotations",
    "rank",
    "ranked",
    "recognised",
    "refuses",
    "revised",
    "rumour",
    "same_text",
    "settle",
    "shown_spans",
    "split",
    "summarize",
    "unknown",
    "variants",
    "weigh",
    "words_of",
]
