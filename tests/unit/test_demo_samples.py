"""The invented world holds what real wires do, and a mistake in it is told with its place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.demo.sample_files import Format, Kind, Sample, load
from bot.errors import UnreadableError
from summaries import Article, brief, split

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
WORLD = load(NOW)
ORIGINALS = [a for a in WORLD.articles if a.kind not in (Kind.REISSUE, Kind.COPY)]
CONTINENTS = {"Africa", "Asia", "Europe", "North America", "South America", "Oceania", "Antarctica"}

PUBLISHERS = """
- slug: bugle
  name: The Bugle
  city: Oslo
  tagline: Loud
  feeds: [{path: rss.xml, format: rss, section: World}]
"""
STORY = """
story: whale
region: Europe
section: World
articles:
  - id: whale-one
    publisher: bugle
    age_hours: 3
    title: A whale on {day:24}
    text: |
      It came on {day:3}
      and left.

      It will be back on {day:-24}.
"""


def of_kind(kind: Kind) -> list[Sample]:
    return [a for a in WORLD.articles if a.kind == kind]


def sentences(article: Sample) -> list[str]:
    text = "\n\n".join(article.paragraphs)
    return [text[span.start : span.end] for span in split(text, article.language)]


def written(folder: Path, story: str = STORY, publishers: str = PUBLISHERS) -> Path:
    (folder / "publishers.yaml").write_text(publishers, encoding="utf-8")
    (folder / "whale.yaml").write_text(story, encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        load(NOW, folder)
    return str(caught.value)


def test_the_world_is_as_large_as_promised() -> None:
    """At least 66 articles of their own, 9 publishers and 22 stories, over three days and no more."""
    assert len(ORIGINALS) >= 66
    assert len({a.publisher.slug for a in ORIGINALS}) >= 9
    assert len({a.story for a in ORIGINALS}) >= 22
    ages = [NOW - a.published for a in WORLD.articles]
    assert min(ages) >= timedelta(0)
    assert timedelta(hours=48) < max(ages) <= timedelta(hours=72)


def test_every_continent_has_a_story() -> None:
    """Each of the seven continents is there."""
    assert {a.region for a in WORLD.articles} >= CONTINENTS


def test_most_stories_are_told_by_several_publishers_and_some_by_one() -> None:
    """More than half of the stories have three publishers or more; a few have one."""
    told = defaultdict(set)
    for article in ORIGINALS:
        told[article.story].add(article.publisher.slug)
    counts = [len(publishers) for publishers in told.values()]
    assert sum(count >= 3 for count in counts) > len(counts) / 2
    assert sum(count == 1 for count in counts) >= 2


def test_most_stories_are_fresh_and_a_few_are_only_older() -> None:
    """Most stories have an article of the last 24 hours; a few have none."""
    newest = {a.story: a.published for a in reversed(WORLD.articles)}
    fresh = [story for story, when in newest.items() if NOW - when <= timedelta(hours=24)]
    assert len(fresh) >= 20
    assert len(newest) - len(fresh) >= 3


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (Kind.UPDATE, 4),
        (Kind.REISSUE, 2),
        (Kind.COPY, 2),
        (Kind.OPINION, 1),
        (Kind.LIVE, 1),
        (Kind.RESULT, 1),
        (Kind.QUIZ, 1),
        (Kind.HOROSCOPE, 1),
    ],
)
def test_each_oddity_of_real_wires_is_there(kind: Kind, least: int) -> None:
    """Updates, re-issues, copies, columns, teasers, results, quizzes and horoscopes are among the samples."""
    assert len(of_kind(kind)) >= least


def test_an_update_tells_more_of_an_earlier_article() -> None:
    """Every update follows an older article of its story, and some follow by a day."""
    gaps = []
    for update in of_kind(Kind.UPDATE):
        earlier = [a.published for a in WORLD.articles if a.story == update.story]
        gaps.append(update.published - min(earlier))
    assert min(gaps) > timedelta(0)
    assert sum(gap >= timedelta(hours=18) for gap in gaps) >= 4


def test_publishers_differ_on_a_figure() -> None:
    """One newsroom counts 31 dead in the flood where others still count 28."""
    flood = {a.id: " ".join(a.paragraphs) for a in WORLD.articles if a.story == "zambezi-flood"}
    assert "rose to 31" in flood["marromeu-death-toll-rises"]
    assert "has killed 28 people" in flood["zambezi-dam-releases"]


def told(story: str) -> list[Article]:
    """The story's news in English, as it would be stored."""
    return [
        Article(
            id=a.id,
            title=a.title,
            text="\n\n".join(a.paragraphs),
            published=a.published,
            publisher=a.publisher.name,
            url="",
            language=a.language,
        )
        for a in WORLD.articles
        if a.story == story and a.language == "en" and a.kind in (Kind.NEWS, Kind.UPDATE)
    ]


def test_a_reader_sees_where_publishers_differ() -> None:
    """The flood's two counts of the dead stand side by side."""
    (found,) = brief(told("zambezi-flood"), sentences=3).differences
    assert (found.kind, found.figures) == ("differ", ("28", "at least 31"))


def test_a_reader_sees_what_several_publishers_say() -> None:
    """That the convoy's food arrived is said by three newsrooms, each in its own words."""
    support = brief(told("sudan-convoy"), sentences=3).support
    assert max(len(one.publishers) for one in support) == 3


def test_one_article_runs_right_to_left_and_one_is_spanish() -> None:
    """Arabic is marked right-to-left and is Arabic; Spanish has its own publisher."""
    arabic = [a for a in WORLD.articles if a.language == "ar"]
    assert arabic
    for article in arabic:
        assert article.direction == "rtl"
        assert all(unicodedata.bidirectional(p[0]) == "AL" for p in article.paragraphs)
    assert [a for a in WORLD.articles if a.language == "es" and a.direction == "ltr"]


def test_sudan_is_covered_by_several_publishers() -> None:
    """The demonstration's question on Sudan finds articles of four newsrooms or more."""
    assert len({a.publisher.slug for a in WORLD.articles if a.story == "sudan-convoy"}) >= 4


def test_articles_are_long_enough_to_choose_from() -> None:
    """News has five sentences at least, in three to seven paragraphs, of sane length."""
    for article in ORIGINALS:
        if article.kind in (Kind.LIVE, Kind.QUIZ, Kind.HOROSCOPE):
            continue
        assert len(sentences(article)) >= 5, article.id
        assert 3 <= len(article.paragraphs) <= 7, article.id
        assert 90 <= len(" ".join(article.paragraphs).split()) <= 260, article.id


def test_no_two_publishers_share_a_sentence_but_in_copies() -> None:
    """Newsrooms tell the same event in their own words."""
    printed = defaultdict(set)
    for article in ORIGINALS:
        for sentence in sentences(article):
            printed[sentence].add(article.publisher.slug)
    assert {s: p for s, p in printed.items() if len(p) > 1} == {}


def test_a_copy_is_anothers_text_with_a_credit() -> None:
    """An agency copy holds the agency's paragraphs and names it at the end, under another headline."""
    texts = {a.id: a for a in WORLD.articles}
    for copy in of_kind(Kind.COPY):
        first = texts[copy.of]
        assert copy.publisher != first.publisher
        assert copy.title != first.title
        assert copy.paragraphs[:-1] == first.paragraphs
        assert first.publisher.name in copy.paragraphs[-1]


def test_a_reissue_is_the_publishers_own_under_a_new_guid() -> None:
    """Re-issues repeat the text; one keeps its page, one moves to a new one."""
    texts = {a.id: a for a in WORLD.articles}
    again = of_kind(Kind.REISSUE)
    for article in again:
        first = texts[article.of]
        assert article.publisher == first.publisher
        assert article.paragraphs == first.paragraphs
        assert article.guid != first.guid
    assert {article.path == texts[article.of].path for article in again} == {True, False}


def test_ids_and_guids_are_unique() -> None:
    """No two samples share an id or a guid."""
    assert max(Counter(a.id for a in WORLD.articles).values()) == 1
    assert max(Counter(a.guid for a in WORLD.articles).values()) == 1


def test_text_names_no_outside_address_and_leaves_no_placeholder() -> None:
    """No sample holds an address, a brace or a year that the demonstration could outlive."""
    for article in WORLD.articles:
        text = " ".join((article.title, *article.paragraphs))
        assert not re.search(r"https?:|www\.|\.com\b|[{}]|\b20[23]\d\b", text), article.id


def test_all_three_formats_and_full_text_are_served() -> None:
    """RSS, Atom and JSON Feed are there, and publishers with stubs as well as with whole articles."""
    assert {c.format for p in WORLD.publishers for c in p.channels} == set(Format)
    assert {p.full_text for p in WORLD.publishers} == {True, False}


def test_weekdays_follow_from_now(tmp_path: Path) -> None:
    """{day:N} is the weekday of N hours ago, and line ends within a paragraph are spaces."""
    (article,) = load(NOW, written(tmp_path)).articles
    assert article.title == "A whale on Tuesday"
    assert article.paragraphs == ("It came on Wednesday and left.", "It will be back on Thursday.")
    assert article.published == NOW - timedelta(hours=3)


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("age_hours: 3", "age_hours: 300", "articles.0.age_hours"),
        ("age_hours: 3", "age: 3", "articles.0.age"),
        ("publisher: bugle", "publisher: trumpet", "no publisher 'trumpet'"),
        ("section: World", "section: Opera", "no feed of The Bugle takes 'Opera'"),
        ("title: A whale on {day:24}", "byline: Nobody", "whale-one: title is missing"),
        (
            "title: A whale",
            "kind: copy\n    of: whale-nil\n    title: A whale",
            "of 'whale-nil' is no article",
        ),
        ("title: A whale", "kind: rumour\n    title: A whale", "articles.0.kind"),
        ("title: A whale", "title: A whale: gone", "not YAML"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    """A malformed sample is refused with the file and what is wrong in it."""
    message = refusal(written(tmp_path, story=STORY.replace(wrong, right)))
    assert "whale.yaml" in message
    assert told in message


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    """Two samples with one id cannot be told apart."""
    folder = written(tmp_path)
    (folder / "yacht.yaml").write_text(STORY, encoding="utf-8")
    assert "yacht.yaml: whale-one: the id is taken" in refusal(folder)


def test_a_missing_publishers_file_is_named(tmp_path: Path) -> None:
    """A folder without publishers.yaml is refused by that name."""
    assert "publishers.yaml: cannot be read" in refusal(tmp_path)
