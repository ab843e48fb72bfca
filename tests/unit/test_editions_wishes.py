"""Topics that were asked for: the glance that spares thousands of judgements never misses one."""

from __future__ import annotations

from datetime import UTC

import pytest
from summaries_samples import NOON, QUAKE, RECOGNITION, STRIKE, article

from summaries import ANSWERS, judge, parse, weigh
from summaries.editing.wishes import may_answer

SAMPLES = (
    *QUAKE,
    *STRIKE,
    RECOGNITION,
    article(
        "a", "Ministers study labour policies", "Organisations of farmers were recognised by U.S. agencies."
    ),
    article(
        "b",
        "Erdoğan meets Müller in Ankara",
        "President Erdoğan and Günter Müller spoke of the Turkish lira.",
    ),
    article(
        "c",
        "Kremlin answers",
        "The Russian government in Moscow said that studies of banned rockets went on.",
    ),
    article("d", "IT firms hire, WHO says", "Information technology is short of people, the U.N. said."),
)
TOPICS = (
    *("earthquake in Chile", "dockers strike", "policy", "studying", "labor", "organization", "recognized"),
    *(
        "Erdogan",
        "Muller",
        "Turkey",
        "Russia",
        "Kremlin",
        "ban",
        "IT",
        "WHO",
        "US agencies",
        "United Nations",
    ),
    *('"labour policies"', "Norwegian recognition of Zamunda", "Chilean quake emergency"),
)


@pytest.mark.parametrize("asked", TOPICS)
def test_a_glance_never_misses_what_a_judgement_finds(asked: str) -> None:
    """Whatever is judged to answer a topic passes the glance: spellings, endings, marks, other names."""
    topic = parse(asked, NOON, UTC)
    weights = weigh(topic, {}, 0)
    for one in SAMPLES:
        if judge(topic, title=one.title, text=one.text, weights=weights) >= ANSWERS:
            assert may_answer(topic, one, weights), one.title


def test_a_glance_spares_judgements() -> None:
    """What holds nothing of a topic is not judged."""
    topic = parse("volcano Etna", NOON, UTC)
    assert not any(may_answer(topic, one, weigh(topic, {}, 0)) for one in SAMPLES)
