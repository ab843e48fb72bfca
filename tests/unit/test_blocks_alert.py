"""Messages that come unasked: within every limit, verbatim, and with the way to end them."""

from __future__ import annotations

from datetime import UTC, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import NOW, details, words
from test_blocks_limits import check, texts

from bot.model import (
    Alert,
    Breaking,
    Contradicted,
    MovedStory,
    Preference,
    StoredStory,
    StoryDetail,
    Subject,
    Wish,
)
from bot.slack import blocks
from bot.slack.blocks import read_wish
from summaries import Brief, Difference, Sentence, Source

thorough = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
zones = st.sampled_from([None, ZoneInfo("Asia/Kathmandu"), UTC])


def wish(value: str = "sudan", owner: str = "U1", subject: Subject = Subject.TOPIC) -> Preference:
    return Preference(
        owner=owner, wish=Wish.FOLLOW, subject=subject, value=value, label="", by="U1", made=NOW
    )


def moved(detail: StoryDetail, why: Preference, number: int = 0) -> MovedStory:
    view = detail.view
    story = StoredStory(
        id=f"s{number}",
        language="en",
        section=view.section,
        first_seen=view.first_seen,
        last_seen=view.last_seen,
        articles=len(view.brief.sources),
        publishers=len(view.brief.publishers),
        kind="news",
        brief=view.brief,
        place=detail.place,
    )
    return MovedStory(story=story, news=view.brief, why=why)


def plain(headline: str = "Flood in Sudan", publisher: str = "Delta Wire") -> MovedStory:
    source = Source(
        article_id="a", title=headline, publisher=publisher, url="https://a.example/1", published=NOW
    )
    said = Sentence(article_id="a", start=0, end=15, text="The river rose.")
    brief = Brief(headline=headline, headline_id="a", sentences=(said,), sources=(source,))
    story = StoredStory(
        id="s1",
        language="en",
        section="World",
        first_seen=NOW - timedelta(hours=2),
        last_seen=NOW,
        articles=1,
        publishers=1,
        kind="news",
        brief=brief,
        place="Sudan",
    )
    return MovedStory(story=story, news=brief, why=wish())


@pytest.mark.exhaustive
@thorough
@given(st.lists(st.tuples(details(), words), min_size=1, max_size=9), zones, st.sampled_from(["U1", "C1"]))
def test_any_alert_fits(found: list[tuple[StoryDetail, str]], zone: ZoneInfo | None, owner: str) -> None:
    """Whatever moves of whatever is followed, Slack takes the message, and it says why it came."""
    stories = [moved(detail, wish(topic, owner), n) for n, (detail, topic) in enumerate(found)]
    alert = Alert(owner=owner, stories=tuple(stories[:3]), more=tuple(stories[3:]), now=NOW, zone=zone)
    message = blocks.alert(alert)
    check(message)
    assert any(text.startswith("Why: ") for _, text in texts(message.blocks))


@pytest.mark.exhaustive
@thorough
@given(details(), st.lists(words, min_size=1, max_size=30), zones)
def test_any_breaking_news_fits(detail: StoryDetail, papers: list[str], zone: ZoneInfo | None) -> None:
    """Whoever tells it, in whatever script, Slack takes the message."""
    news = Breaking(
        moved=moved(detail, wish("breaking", "C1")),
        newsrooms=tuple(papers),
        within=timedelta(hours=2),
        now=NOW,
        zone=zone,
    )
    check(blocks.breaking(news))


@pytest.mark.exhaustive
@thorough
@given(details(), words, st.sampled_from(["differ", "updated"]), zones)
def test_any_contradiction_fits(detail: StoryDetail, figure: str, kind: str, zone: ZoneInfo | None) -> None:
    """Figures in any words; each sentence is whole and names its publisher."""
    said = detail.view.brief.sentences
    found = Difference(
        about=figure,
        kind="differ" if kind == "differ" else "updated",
        statements=said,
        figures=tuple(figure for _ in said),
    )
    if not said:
        return
    sources = detail.view.brief.sources
    message = blocks.contradicted(Contradicted(difference=found, sources=sources, now=NOW, zone=zone))
    check(message)


def drawn(*stories: MovedStory, more: tuple[MovedStory, ...] = (), owner: str = "U1") -> list[str]:
    message = blocks.alert(Alert(owner=owner, stories=stories, more=more, now=NOW, zone=UTC))
    return [text for _, text in texts(message.blocks)]


def test_an_alert_says_what_where_and_why() -> None:
    """The topic, the headline, the sentence with its publisher, the facts, the reason."""
    said = drawn(plain())
    assert said[:4] == ["New on “sudan”", "Flood in Sudan", "The river rose.", " —\u00a0"]
    assert "Delta Wire alone · Sudan · newest 07:00 · since 05:00" in said
    assert {"Why: you follow “sudan”.", "Unfollow"} <= set(said)


def test_a_channels_alert_speaks_of_the_channel() -> None:
    """What a channel follows is the channel's, and its button takes the channel's wish back."""
    one = plain()
    channels = MovedStory(story=one.story, news=one.news, why=wish(owner="C1"))
    message = blocks.alert(Alert(owner="C1", stories=(channels,), more=(), now=NOW, zone=None))
    button = message.blocks[-1]["accessory"]
    here, what, subject, was, value = read_wish(button["value"])
    assert (button["action_id"], here, what, subject, was, value) == (
        blocks.STOP,
        True,
        Wish.FOLLOW,
        Subject.TOPIC,
        None,
        "sudan",
    )
    assert any("this channel follows" in text for _, text in texts(message.blocks))


def test_what_else_moved_is_named() -> None:
    """More stories than an alert tells in full stand there by their headlines."""
    more = tuple(plain(f"Story {number}") for number in range(7))
    said = drawn(plain(), more=more)
    assert "Moved too, and 2 stories more:" in said
    assert [text for text in said if text.startswith("Story ")] == [f"Story {number}" for number in range(5)]


def test_a_headline_cannot_mention_or_format() -> None:
    """Slack's markup in a title is shown as the text that it is."""
    hostile = "<!channel> *now* <https://evil.example|bank>"
    message = blocks.alert(Alert(owner="U1", stories=(plain(hostile),), more=(), now=NOW, zone=None))
    kinds = {kind for kind, text in texts(message.blocks) if text == hostile}
    assert kinds == {"link"}
    assert "<!channel>" not in message.text


def test_figures_stand_side_by_side() -> None:
    """Old and new, each in its sentence, with time and publisher; nobody is declared right."""
    sources = tuple(
        Source(article_id=one, title="t", publisher=one, url=f"https://{one}.example/", published=when)
        for one, when in (("a", NOW - timedelta(hours=3)), ("b", NOW))
    )
    said = [
        Sentence(article_id=one, start=0, end=9, text=f"{figure} died.")
        for one, figure in (("a", "12"), ("b", "41"))
    ]
    found = Difference(about="killed", kind="updated", statements=tuple(said), figures=("12", "41"))
    message = blocks.contradicted(Contradicted(difference=found, sources=sources, now=NOW, zone=UTC))
    assert message.text == "A figure is newer since this was posted: 12 and 41."
    told = [text for _, text in texts(message.blocks)]
    assert list(chain(told[1:5], told[5:9])) == [
        *("04:00 · 12: ", "12 died.", " —\u00a0", "a"),
        *("07:00 · 41: ", "41 died.", " —\u00a0", "b"),
    ]
