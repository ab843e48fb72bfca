"""What comes again: told stories are known under any name, and say what is new of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from summaries_samples import NOON, QUAKE, STRIKE, article

from summaries import Article, Candidate, Edition, Rules, plan, recognised

NOW = NOON + timedelta(hours=8)


def candidate(name: str, *articles: Article, **more: object) -> Candidate:
    base = Candidate(story_id=name, section="World", last_seen=NOON, articles=articles)
    return replace(base, **more)


def planned(*candidates: Candidate) -> Edition:
    return plan(candidates, Rules(), NOW)


FIRST = planned(candidate("quake", QUAKE[0]), candidate("strike", STRIKE[0]))


def test_a_story_is_known_under_another_name() -> None:
    """What was told of an event under another story's id counts as told of this one."""
    (again,) = recognised([candidate("other", QUAKE[2])], FIRST.stories)
    told = next(story for story in FIRST.stories if story.story_id == "quake")
    assert again.told == frozenset(told.brief.sentences)
    (story,) = planned(again).stories
    assert story.returned
    assert story.new.startswith("1 more article, by Globe Today; told for the first time: ")


def test_yesterdays_story_under_another_name_does_not_come_again() -> None:
    """The same sentences from another newsroom are nothing new, whatever the story is called."""
    told = next(story for story in FIRST.stories if story.story_id == "strike").brief.sentences[0].text
    copied = replace(STRIKE[0], id="copy", publisher="Copy Herald", text=told)
    edition = planned(*recognised([candidate("copied", copied)], FIRST.stories))
    assert edition.stories == ()
    assert [(one.rule, one.reason) for one in edition.left_out] == [
        ("told", "nothing new since the last digest")
    ]


def test_other_news_is_not_taken_for_told() -> None:
    """A story on something else, or of the same words elsewhere, keeps what it was."""
    other = article("v", "Village votes", "A village near Lund voted to keep its school on Tuesday.")
    peru = article(
        "p",
        "Earthquake of magnitude 6.4 strikes southern Peru, killing at least 12",
        "At least 12 people died when an earthquake of magnitude 6.4 struck southern Peru on Tuesday.",
    )
    given = (candidate("v", other), candidate("p", peru), candidate("empty"))
    assert recognised(given, FIRST.stories) == given


def test_nothing_shown_changes_nothing() -> None:
    """A channel without digests knows no story."""
    given = (candidate("quake", *QUAKE), candidate("strike", *STRIKE))
    assert recognised(given, ()) == given


def test_what_is_new_names_what_was_not_known() -> None:
    """New names stand whole, new figures as written; neither what was told nor a part of it is called new."""
    told = planned(
        candidate("s", article("s1", "Envoy named", "Kim Jong-un met envoy Ann Lee on Monday."))
    ).stories[0]
    more = article(
        "s2",
        "Envoy heard",
        "Kim Jong Un told Park Soo Ann on Tuesday that 1,250 prisoners and 3 ships go free, said Ann Lee.",
        publisher="Wire",
    )
    (story,) = planned(candidate("s", more, told=frozenset(told.brief.sentences))).stories
    assert story.new == "1 more article, by Wire; told for the first time: 1,250"
