"""A reader's Home tab, through Bolt and the stand-in, over both transports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from listening import strings
from whole import STRIKE, Whole

from bot.model import Subject, Wish

if TYPE_CHECKING:
    from bot.demo.slack.workspace import View

TOKYO = "Asia/Tokyo"


def tab(there: Whole, *words: str, user: str = "") -> View:
    """The Home tab, once it says all of these."""

    def drawn() -> View | None:
        view = there.slack.home(user)
        return view if view and all(word in " ".join(strings(view.body)) for word in words) else None

    found = there.slack.wait_for(drawn)
    assert found
    return found


def opened(there: Whole, *words: str, user: str = "") -> View:
    there.slack.open_home(user=user)
    return tab(there, *words, user=user)


def form(there: Whole, title: str, user: str = "") -> View:
    """The modal on top, once it has something to fill in."""

    def filled() -> View | None:
        view = there.slack.modal(user)
        return view if view and view.body["title"]["text"] == title and "submit" in view.body else None

    found = there.slack.wait_for(filled)
    assert found
    return found


def test_the_tab_shows_todays_stories_and_what_can_be_set_up(there: Whole) -> None:
    """Headlines are linked to their articles; times are in the zone of the reader's profile."""
    view = opened(there, "Dam bursts above Chadian town of Sarh", "Europe/London")
    assert "https://1.example/article" in strings(view.body)
    assert {"My digest", "My topics"} <= set(strings(view.body))
    assert not {"Feeds", "Channels' digests", "Saved stories"} & set(strings(view.body))


def test_more_on_a_story_opens_over_the_tab(there: Whole) -> None:
    """Its sources and sentences are a page, so that nobody has to leave the tab."""
    view = opened(there, "Dam bursts")
    story = there.house.desk.ask("callao").stories[0].story_id
    there.slack.click(view, "home_story", value=story)

    def told() -> bool:
        page = there.slack.modal()
        return bool(page) and STRIKE[0] in " ".join(strings(page.body))

    assert there.slack.wait_for(told)


def test_a_topic_is_followed_by_a_modal_and_unfollowed_by_its_button(there: Whole) -> None:
    """What names nothing is refused at the field; a button that is pressed twice does nothing twice."""
    view = opened(there, "None yet.")
    there.slack.click(view, "home_follow")
    there.slack.submit(form(there, "Follow a topic"), {"topic": "the of"})
    refused = there.slack.wait_for(lambda: (top := there.slack.modal()) and top.errors)
    assert "is no topic" in str(refused["topic"])

    there.slack.submit(form(there, "Follow a topic"), {"topic": "Chad"})
    view = tab(there, "You follow “Chad”.")
    assert there.slack.wait_for(lambda: there.slack.modal() is None)

    there.slack.click(view, "home_take_back")
    tab(there, "You follow “Chad” no more.", "None yet.")
    there.slack.click(view, "home_take_back")
    tab(there, "That was taken off your list already.")


def test_what_is_followed_already_is_said_at_the_field(there: Whole) -> None:
    there.house.readers.on_words(there.slack.user, Wish.FOLLOW, "Chad", by=there.slack.user)
    there.slack.click(opened(there, "Chad"), "home_follow")
    there.slack.submit(form(there, "Follow a topic"), {"topic": "chad"})
    refused = there.slack.wait_for(lambda: (top := there.slack.modal()) and top.errors)
    assert refused["topic"] == "You follow “Chad” already."


def test_a_personal_digest_is_set_up_in_the_readers_zone_and_comes_there(there: Whole) -> None:
    """Set up at 17:30 in Tokyo, it comes at 18:00 there as a direct message, once."""
    user = there.slack.workspace.add_user("mika", tz=TOKYO)
    there.slack.click(opened(there, "Set up…", user=user), "home_digest")
    page = form(there, "My digest", user)
    assert any("Asia/Tokyo" in text for text in strings(page.body))
    there.slack.submit(page, {"at": "18:00", "days": ["mon", "tue"], "stories": "3"})
    tab(there, "Your digest comes at 18:00, Mon and Tue", user=user)

    order = there.house.orders.personal(user)
    assert order
    assert (order.at, order.zone, order.stories, order.owner) == (time(18), TOKYO, 3, user)
    assert order.channel == there.slack.workspace.dm(user)

    there.clock.time = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
    for _ in range(3):
        there.house.delivering.tick()
    (digest,) = [one for one in there.slack.bot_messages(order.channel) if not one.thread_ts]
    assert "Dam bursts" in " ".join(strings(digest.blocks))


def test_a_mistake_in_the_digest_is_said_at_its_field(there: Whole) -> None:
    there.slack.click(opened(there, "Set up…"), "home_digest")
    there.slack.submit(form(there, "My digest"), {"stories": "13"})
    refused = there.slack.wait_for(lambda: (top := there.slack.modal()) and top.errors)
    assert refused == {"stories": "A digest has 1 to 12 stories, not 13."}


def test_a_personal_digest_is_paused_resumed_changed_and_removed(there: Whole) -> None:
    """Each button does its one thing; on a tab that is out of date it says why not."""
    user, dm = there.slack.user, there.slack.dm
    there.house.orders.set_personal(user, dm, at="07:30", zone="Europe/London", days=("sat",), stories=5)
    old = opened(there, "Sat at 07:30 (Europe/London), up to 5 stories.", "Next: Sat 07:30,")
    there.slack.click(old, "home_pause")
    view = tab(there, "Your digest is paused.", "Paused: nothing is sent")
    there.slack.click(view, "home_digest")
    page = form(there, "My digest")
    there.slack.submit(page, {"at": "09:00"})
    view = tab(there, "Your digest comes at 09:00, Sat", "It is still paused.")
    there.slack.click(view, "home_resume")
    view = tab(there, "Your digest comes again.", "Next: Sat 09:00,")
    there.slack.click(view, "home_remove")
    tab(there, "Your digest is removed.", "Set up…")
    there.slack.click(old, "home_pause")
    tab(there, "You have no digest of your own any more.")


def test_saved_and_muted_things_stand_on_the_tab_and_can_be_taken_off(there: Whole) -> None:
    """A saved story is linked; a mute is undone by its button; one reader's list is nobody else's."""
    user = there.slack.user
    story = there.house.desk.top().stories[0].story_id
    there.house.readers.on_story(user, Wish.SAVE, story, by=user)
    there.house.readers.on_words(user, Wish.MUTE, "Pacific Mail", by=user)
    view = opened(there, "Saved stories", "The publisher Pacific Mail")
    buttons = [
        element
        for block in view.body["blocks"]
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if element.get("action_id") == "home_take_back"
    ]
    assert [one["text"]["text"] for one in buttons] == ["Remove", "Unmute"]

    other = there.slack.workspace.add_user("sam")
    opened(there, "My topics", user=other)
    theirs = there.slack.home(other)
    assert theirs
    assert "Saved stories" not in strings(theirs.body)
    there.slack.click(replace(view, user=other), "home_take_back", value=buttons[0]["value"])
    tab(there, "That was taken off your list already.", user=other)

    for button in buttons:
        there.slack.click(view, "home_take_back", value=button["value"])
    there.slack.wait_for(lambda: not there.house.readers.wishes(user))
    tab(there, "My topics")


def test_a_zone_that_slack_will_not_tell_is_said_to_be_missing(there: Whole) -> None:
    """Without users:read the tab is drawn in UTC, says so, and nobody passes for an administrator."""
    boss = there.slack.workspace.add_user("boss", admin=True)
    there.slack.fail("users.info", "error:missing_scope", times=9)
    view = opened(there, "Times are in UTC", user=boss)
    assert "Feeds" not in strings(view.body)


def test_a_personal_digest_is_no_channels_affair(there: Whole) -> None:
    """A channel's list does not show it, nor can the channel remove it."""
    user, dm = there.slack.user, there.slack.dm
    mine = there.house.orders.set_personal(user, dm, at="07:30", zone="UTC", days=("sat",), stories=5)
    there.slack.command("/digest", "list")
    (answer,) = there.heard(1)
    assert "07:30" not in " ".join(strings(answer.blocks))
    assert mine.id not in [one.id for one in there.house.orders.channels()]


def test_what_changes_elsewhere_is_on_an_open_tab_at_once(there: Whole) -> None:
    """A reader who follows by a command sees it on the tab without opening it again."""
    opened(there, "None yet.")
    there.slack.command("/news", "follow Chad")
    view = tab(there, "Unfollow")
    assert there.house.readers.wishes(there.slack.user)[0].subject is Subject.TOPIC
    assert "Chad" in strings(view.body)
