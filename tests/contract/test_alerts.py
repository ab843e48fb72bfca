"""Who follows something is told when it moves: once, not too often, not at night, never what is muted."""

from __future__ import annotations

from datetime import UTC, time
from typing import TYPE_CHECKING, Any

import pytest
from alerts_world import ANNA, DM, HELP, NOON, RATES, RIVER, Newsroom

from bot.model import QuietHours, Subject, Wish
from bot.newsroom import following
from bot.newsroom.alerts import allowed
from bot.store import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOOD = "Flood in Sudan drowns two villages near Kassala"
AID = "Aid reaches flooded villages near Kassala in Sudan"
DYKE = "Soldiers mend the dyke after the flood near Kassala in Sudan"
BANK = "Norway's central bank keeps its interest rate"

EVENTS = {
    "Bakers strike over flour": (
        "Bakers in Sudan went on strike on Monday because flour has become dear.",
        "Loaves were sold out by breakfast, and a union leader spoke of empty mills.",
    ),
    "Darfur wins the football cup": (
        "A football club from Darfur won the cup of Sudan, beating the champions on penalties.",
        "Its goalkeeper, aged nineteen, saved three shots and was carried off by fans.",
    ),
    "Divers find a Roman wreck": (
        "Divers found a Roman wreck in the Red Sea off Sudan, laden with wine jars.",
        "A museum will raise the anchors next spring; corals cover most of the hull.",
    ),
    "Royal tomb opened at Dongola": (
        "Archaeologists opened a royal tomb at Dongola in Sudan, untouched since antiquity.",
        "Paintings of lions line its chamber, and a golden mask lay upon the king.",
    ),
    "Pipeline talks with Juba": (
        "Ministers of Sudan flew out for negotiations on the oil pipeline and its fees.",
        "Exporters lose millions each day that crude waits in storage tanks, traders reckon.",
    ),
}


@pytest.fixture
def room(tmp_path: Path, database: str) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path, database)
    with made.house:
        yield made


def test_a_new_story_on_a_followed_topic_gives_one_alert(room: Newsroom) -> None:
    """It goes to the reader's own conversation, names the topic, and comes once however often one looks."""
    room.follow("sudan")
    room.tell("Delta Wire", FLOOD, RIVER)
    room.tell("Fjord Times", BANK, RATES)
    assert room.alerts() == [f"New on “sudan”. 1. {FLOOD}"]
    assert room.alerts() == []
    ((row, notice),) = room.notices("alert/")
    assert row.channel == DM
    assert [said.text for said in notice.told[0].sentences] == [RIVER[0]]
    room.clock.on(hours=1)
    room.tell("Fjord Times", BANK, RATES)
    assert room.alerts() == []


def test_what_was_there_before_the_following_is_no_news(room: Newsroom) -> None:
    """Who begins to follow is told what comes from then on, not the archive."""
    room.tell("Delta Wire", FLOOD, RIVER)
    room.clock.on(minutes=5)
    room.follow("sudan")
    assert room.alerts() == []


def test_a_further_newsroom_with_something_new_moves_a_story(room: Newsroom) -> None:
    """The alert shows what is new in it alone; the same text again, or a copy of it, moves nothing."""
    room.follow("sudan")
    room.tell("Delta Wire", FLOOD, RIVER)
    room.alerts()
    room.clock.on(hours=2)
    room.tell("Fjord Times", FLOOD, RIVER)
    assert room.alerts() == []
    room.tell("Harbour Post", AID, HELP)
    assert room.alerts() == [f"New on “sudan”. 1. {AID}"]
    notice = room.notices("alert/")[-1][1]
    assert {said.text for one in notice.told for said in one.sentences} <= set(HELP)


def test_a_followed_story_is_told_when_it_moves(room: Newsroom) -> None:
    """By its own id; another story on the same topic is none of it."""
    room.tell("Delta Wire", FLOOD, RIVER)
    room.clock.on(minutes=5)
    room.follow(room.story_id(), Subject.STORY)
    room.tell("Fjord Times", BANK, RATES)
    assert room.alerts() == []
    room.tell("Harbour Post", AID, HELP)
    assert room.alerts() == [f"New in a story that you follow. 1. {AID}"]


def test_no_more_alerts_than_the_days_number(tmp_path: Path, database: str) -> None:
    """What moves beyond it comes on the next local day, in one alert."""
    room = Newsroom(tmp_path, database, "alerts: {most_a_day: 1, quiet: ''}\n")
    with room.house:
        room.follow("sudan")
        room.follow("norway")
        room.tell("Delta Wire", FLOOD, RIVER)
        assert len(room.alerts()) == 1
        room.clock.on(hours=1)
        room.tell("Fjord Times", BANK, RATES)
        room.tell("Harbour Post", AID, HELP)
        assert room.alerts() == []
        room.clock.on(hours=12)
        (text,) = room.alerts()
        assert text.startswith("New on what you follow.")
        assert BANK in text
        assert AID in text


def test_what_moves_in_quiet_hours_comes_after_them_as_one(room: Newsroom) -> None:
    """At 23:00 in the reader's zone nothing is said; at 07:00 one alert says it all."""
    room.follow("sudan")
    room.follow("norway")
    room.clock.on(hours=11)
    room.tell("Delta Wire", FLOOD, RIVER)
    assert room.alerts() == []
    room.clock.on(hours=2)
    room.tell("Fjord Times", BANK, RATES)
    assert room.alerts() == []
    room.clock.on(hours=6)
    (text,) = room.alerts()
    assert FLOOD in text
    assert BANK in text


def test_an_alert_ends_where_the_quiet_hours_begin(room: Newsroom) -> None:
    """One that could not be posted before 22:00 is not posted at night."""
    room.follow("sudan")
    room.clock.on(hours=9)
    room.tell("Delta Wire", FLOOD, RIVER)
    assert len(room.alerts()) == 1
    ((row, _),) = room.notices("alert/")
    assert row.until
    assert (row.until - NOON).total_seconds() == 10 * 3600


@pytest.mark.parametrize(
    ("subject", "value"),
    [(Subject.TOPIC, "kassala"), (Subject.PUBLISHER, "The Delta Wire"), (Subject.STORY, "")],
)
def test_what_is_muted_is_not_told(room: Newsroom, subject: Subject, value: str) -> None:
    """A muted topic, publisher or story wins over a followed topic."""
    room.follow("sudan")
    room.tell("Delta Wire", FLOOD, RIVER)
    room.wish(Wish.MUTE, value or room.story_id(), subject)
    assert room.alerts() == []


def test_a_new_process_tells_nothing_again(room: Newsroom) -> None:
    """What was told stands in the store alone: who knows nothing else repeats nothing."""
    room.follow("sudan")
    room.tell("Delta Wire", FLOOD, RIVER)
    assert len(room.alerts()) == 1
    room.clock.on(minutes=30)
    del room.house.alerts
    assert room.alerts() == []


def test_what_an_answer_has_shown_is_no_news(room: Newsroom) -> None:
    """A reader who asked and was shown a story's sentences is not alerted to them."""
    room.follow("sudan")
    room.tell("Delta Wire", FLOOD, RIVER)
    (view,) = room.house.desk.ask("sudan").stories
    room.clock.on(minutes=1)
    with room.house.store.write() as db:
        shown.note(db, ANNA, [(view.story_id, said) for said in view.brief.sentences], room.clock.now())
    assert room.alerts() == []


def test_a_channel_follows_in_the_zone_of_its_digest(tmp_path: Path, database: str) -> None:
    """23:00 in Tokyo is quiet for its channel, though it is 14:00 UTC."""
    order = "subscriptions: [{channel: C9TOKYO01, at: '08:00', zone: Asia/Tokyo}]\n"
    room = Newsroom(tmp_path, database, order)
    with room.house:
        room.house.follow_config()
        room.follow("sudan", owner="C9TOKYO01")
        room.follow("sudan", owner="#tokyo")
        room.clock.on(hours=2)
        room.tell("Delta Wire", FLOOD, RIVER)
        assert room.alerts() == []
        room.clock.on(hours=8, minutes=1)
        assert len(room.alerts()) == 1
        assert room.notices("alert/")[0][0].channel == "C9TOKYO01"


def test_a_reader_without_a_known_conversation_is_written_to_by_id(room: Newsroom) -> None:
    room.follow("sudan", owner="U2BEN")
    room.tell("Delta Wire", FLOOD, RIVER)
    assert len(room.alerts()) == 1
    assert room.notices("alert/U2BEN/")[0][0].channel == "U2BEN"
    assert room.notices(f"alert/{ANNA}/") == []


def test_many_stories_are_one_alert_and_none_comes_twice(room: Newsroom) -> None:
    """Three are told in full, the others by their headlines, and none of them comes with the next alert."""
    room.follow("sudan")
    for number, (title, said) in enumerate(EVENTS.items()):
        room.tell(f"Paper {number}", title, said)
    (_,) = room.alerts()
    ((row, notice),) = room.notices("alert/")
    assert [bool(one.sentences) for one in notice.told] == [True, True, True, False, False]
    drawn = str(room.house.deliveries.message(row.id))
    assert all(title in drawn for title in EVENTS)
    room.clock.on(minutes=20)
    assert room.alerts() == []


def test_a_busy_morning_leaves_something_for_the_evening() -> None:
    """Of three alerts between 07:00 and 22:00 one may come from 07:00 on, two from noon, three from 17:00."""
    night = QuietHours(begin=time(22), end=time(7))
    hours = {hour: allowed(NOON.replace(hour=hour), UTC, night, 3) for hour in (7, 11, 12, 16, 17, 21)}
    assert hours == {7: 1, 11: 1, 12: 2, 16: 2, 17: 3, 21: 3}
    assert [allowed(NOON.replace(hour=hour), UTC, None, 2) for hour in (0, 11, 12, 23)] == [1, 1, 2, 2]


def test_a_topic_is_looked_up_once_whoever_follows_it(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round with three readers of one topic searches for it once, and each is told; the next anew."""
    asked: list[object] = []
    find = following.search.find

    def counting(*args: Any, **more: Any) -> Any:
        asked.append(more)
        return find(*args, **more)

    monkeypatch.setattr(following.search, "find", counting)
    for owner in (ANNA, "U2", "U3"):
        room.follow("sudan", owner=owner)
    room.tell("Delta Wire", FLOOD, RIVER)
    assert len(room.alerts()) == 3
    assert len(asked) == 1
    room.tell("Fjord Times", BANK, RATES)
    assert room.alerts() == []
    assert len(asked) == 2
