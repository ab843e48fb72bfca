"""A day of one region, a day of the world and a day without news: caps widen only for news, and say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from stored import NOW, article, story

from bot.clock import FixedClock
from bot.config import Config
from bot.config_parts import DigestConfig
from bot.model import Day, DeliveryState, Slot, Subscription
from bot.newsroom.editions import ASKED_BY
from bot.store import articles, stories
from bot.wiring import House
from summaries.editing.rules import HEARSAY
from summaries.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.model import PlannedEdition

ORDER = Subscription(id="order", channel="C1", at=time(8), zone="UTC", stories=5)
NEWS = {
    "Ferry sinks off Cebu": "A wooden ferry with 60 passengers sank in calm weather before sunrise.",
    "Parliament elects Okafor speaker": "Lawmakers chose the former judge Ada Okafor by 214 votes to 101.",
    "Vaccine trial halves malaria": "Nurses gave two doses to 4,800 infants, and half as many fell ill.",
    "Glacier lake drains overnight": "Engineers had dug a channel through the moraine since April.",
    "Central bank cuts rates": "Borrowing became cheaper by a quarter point, the third cut this year.",
    "Orchestra strike ends": "Musicians return on Friday after their pay was raised by six per cent.",
    "Locusts reach wheat belt": "Farmers beat drums and lit fires while swarms settled on the seedlings.",
    "Chess title changes hands": "Nineteen-year-old Lin Qiu won the last game with the black pieces.",
}


@pytest.fixture
def house(database: str) -> Iterator[House]:
    config = Config(database=database, digest=DigestConfig(max_per_region=2))
    with House(config, FixedClock(NOW)) as built:
        yield built


def stock(house: House, where: Mapping[str, str]) -> None:
    """Each of those stories as two publishers tell it, in that region."""
    with house.store.write() as db:
        for number, (title, region) in enumerate(where.items()):
            told = [
                article(
                    2 * number + n,
                    f"{NEWS[title]} {publisher} was told so on Monday.",
                    title=title,
                    publisher=publisher,
                    story_id=f"s{number}",
                    hours_ago=2 + number / 10,
                )
                for n, publisher in enumerate([f"Post {number}", f"Herald {number}"])
            ]
            articles.add(db, told)
            stories.save(db, [replace(story(f"s{number}", publishers=2), region=region, affair=f"s{number}")])


def planned(house: House, days: int = 0) -> PlannedEdition:
    due = NOW + timedelta(days=days)
    return house.editions.plan(ORDER, Slot(local_date=due.date(), at=ORDER.at, due=due))


def deliver(house: House, edition: PlannedEdition) -> None:
    row = house.deliveries.open(
        subscription_id=ORDER.id,
        channel=ORDER.channel,
        local_date=edition.local_date,
        slot=edition.slot,
        due=edition.until,
    )
    sent = replace(row, state=DeliveryState.SENT, edition_id=edition.id)
    assert house.deliveries.save(sent, row.attempt)


def test_a_day_of_the_world_keeps_to_the_caps_in_silence(house: House) -> None:
    """Two of a region are the most by this configuration, and there is enough from elsewhere."""
    regions = ["Asia", "Asia", "Asia", "Asia", "Africa", "Europe", "Oceania", "Europe"]
    stock(house, dict(zip(NEWS, regions, strict=True)))
    edition = planned(house).edition
    shown = [one.region for one in edition.stories]
    assert len(shown) == 5
    assert max(shown.count(region) for region in shown) == 2
    assert edition.relaxed == ()
    assert {one.rule for one in edition.left_out} == {"region", "full"}


def test_a_day_of_one_region_widens_the_cap_and_says_so(house: House) -> None:
    """No empty places while there is news; the note stands in the message, and the replay knows it too."""
    stock(house, dict.fromkeys(NEWS, "Asia"))
    made = planned(house)
    assert [one.region for one in made.edition.stories] == ["Asia"] * 5
    (note,) = made.edition.relaxed
    assert "Asia" in note
    _, blocks = house.editions.rendered(made.id)
    assert note in str(blocks[-1])
    assert house.replays.replay(made.id).same


def test_a_day_without_anything_new_stays_quiet_whatever_could_be_widened(house: House) -> None:
    """All was told the day before: no story comes back for want of others, and no cap is lifted."""
    stock(house, dict.fromkeys(NEWS, "Asia"))
    for days in (0, 1):
        deliver(house, planned(house, days))
    third = planned(house, 2)
    assert (third.edition.stories, third.edition.relaxed, third.day) == ((), (), Day.QUIET)
    assert house.replays.replay(third.id).same


def test_a_column_is_no_news_on_a_quiet_day_either(house: House) -> None:
    """What is kept out for what it is stays out: only caps widen."""
    with house.store.write() as db:
        articles.add(db, [article(1, "I think that we should all eat more fish.", title="Opinion: Eat fish")])
        stories.save(db, [replace(story("s1", kind="opinion"), region="Europe")])
    made = planned(house)
    assert (made.edition.stories, made.edition.relaxed, made.day) == ((), (), Day.QUIET)
    assert [one.rule for one in made.edition.left_out] == ["kind"]


@pytest.mark.parametrize("wish", [{"topics": ("Opinion",)}, {"sections": ("opinion",)}])
def test_a_column_comes_where_it_is_asked_for(house: House, wish: dict[str, tuple[str, ...]]) -> None:
    """By a topic or a section of that name."""
    with house.store.write() as db:
        column = article(1, "I think that we should all eat more fish.", title="Opinion: Eat fish")
        articles.add(db, [replace(column, article=replace(column.article, section="Opinion"))])
    made = house.editions.preview(replace(ORDER, channel="", **wish))
    assert [one.brief.headline for one in made.edition.stories] == ["Opinion: Eat fish"]


def test_every_kind_that_is_kept_out_can_be_asked_for() -> None:
    assert {*ASKED_BY, "news"} == {*KINDS, HEARSAY}


def test_an_edition_stays_as_it_was_planned_when_the_cap_is_set_anew(house: House, database: str) -> None:
    """The operator's change counts for the next one."""
    stock(house, dict.fromkeys(NEWS, "Asia"))
    made = planned(house)
    changed = Config(database=database, digest=DigestConfig(max_per_region=12))
    with House(changed, FixedClock(NOW)) as later:
        assert planned(later) == made
        assert later.editions.preview(ORDER).edition.relaxed == ()
