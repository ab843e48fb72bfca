"""The form of a channel's digest, over both transports: opened, previewed, mistaken, ordered, changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown, strings
from whole import FLOOD, Whole

from bot.demo.slack.validate import view_problems

if TYPE_CHECKING:
    from bot.demo.slack.workspace import Message, View


def errors(there: Whole, field: str) -> dict[str, str]:
    """What stands at the fields of the form, once something stands at this one."""
    found = there.slack.wait_for(
        lambda: view.errors if (view := there.slack.modal()) and field in view.errors else None
    )
    assert found
    return found


def opened(there: Whole, text: str = "new", channel: str = "") -> View:
    there.slack.command("/digest", text, channel=channel)
    view = there.page("Time zone")
    assert view_problems(view.body) == []
    return view


def ordered(there: Whole) -> list[str]:
    return [one.slot for one in there.house.orders.list(there.slack.channel) if one.origin == "slack"]


def answered(there: Whole, count: int = 1) -> list[Message]:
    return there.heard(count)


def test_the_form_opens_filled_in(there: Whole) -> None:
    """/digest new: this channel, 08:00, the reader's own zone as Slack has it, every day."""
    view = opened(there)
    fields = {block["block_id"]: block.get("element", {}) for block in view.body["blocks"]}
    assert fields["channel"]["initial_conversation"] == there.slack.channel
    assert fields["zone"]["initial_option"]["value"] == "Europe/London"
    assert fields["at"]["initial_time"] == "08:00"
    assert len(fields["days"]["initial_options"]) == 7
    assert fields["stories"]["initial_option"]["value"] == "7"


def test_an_order_is_made_after_two_mistakes_and_nothing_typed_is_lost(there: Whole) -> None:
    """A topic without meaning, and one both in and out, are told at their fields; then it is ordered once."""
    view = opened(there)
    there.slack.submit(view, {"topics": "the, chad", "without": "football"}).ack()
    wrong = errors(there, "topics")
    assert set(wrong) == {"topics"}
    assert "Name a place" in wrong["topics"]
    there.slack.submit(view, {"topics": "chad", "without": "football, Chad"}).ack()
    assert "take it out of one" in errors(there, "without")["without"]
    assert ordered(there) == []

    tokyo = there.slack.suggest(view, "form_zone", "toky")[0]
    values = {"topics": "chad", "without": "football", "zone": tokyo, "at": "07:30", "stories": "3"}
    sent = there.slack.submit(view, values)
    done = there.page("Created for")
    assert "07:30 Asia/Tokyo, every day, 3 stories, on chad, nothing on football" in str(done.body)
    assert "/invite" not in str(done.body)
    (told,) = answered(there)
    assert told.ephemeral_to == there.slack.user
    assert told.channel == there.slack.channel
    assert "07:30 Asia/Tokyo" in shown(told)
    there.slack.retry(sent).ack()
    assert ordered(there) == ["07:30"]


def test_a_channel_that_it_is_not_in_is_told_how_to_invite_it(there: Whole) -> None:
    """Slack tells that it is not in the channel: the last page says the one thing that is left to do."""
    there.slack.submit(opened(there), {"channel": there.slack.elsewhere}).ack()
    done = there.page("One thing is left to do")
    assert "/invite @Dateline" in str(done.body)
    assert [one.channel for one in there.house.orders.channels() if one.origin == "slack"] == [
        there.slack.elsewhere
    ]


def test_the_preview_shows_the_digest_as_the_form_has_it(there: Whole) -> None:
    """Preview pushes the digest of what is filled in, with nothing to press, and posts nothing."""
    view = opened(there)
    there.slack.click(view, "subscription_preview", values={"topics": "the"})
    assert "Name a place" in str(there.page("is no topic").body)
    there.slack.click(view, "subscription_preview", values={"topics": "chad"})
    preview = there.page("nothing is posted")
    assert view_problems(preview.body) == []
    seen = " | ".join(strings(preview.body))
    assert any(sentence in seen for sentence in FLOOD)
    assert "Callao" not in seen
    assert "action_id" not in str(preview.body)
    assert there.slack.bot_messages() == []
    assert ordered(there) == []


def test_an_order_is_changed_by_its_number_and_by_its_button(there: Whole) -> None:
    """/digest edit 2 and the button Edit open the form as the order stands; saving changes it alone."""
    there.house.orders.add(there.slack.channel, at="18:00", zone="Africa/Cairo", topics=("chad",), stories=2)
    view = opened(there, "edit 2")
    fields = {block["block_id"]: block.get("element", {}) for block in view.body["blocks"]}
    assert fields["topics"]["initial_value"] == "chad"
    there.slack.submit(view, {"at": "19:00"}).ack()
    there.page("Changed for")
    assert ordered(there) == ["19:00"]

    there.slack.command("/digest", "")
    listed = answered(there, 2)[1]
    there.slack.click(listed, "subscription_edit")
    again = there.page("Change a digest")
    there.slack.submit(again, {"stories": "5"}).ack()
    there.page("5 stories")
    (kept,) = [one for one in there.house.orders.list(there.slack.channel) if one.origin == "slack"]
    assert (kept.stories, kept.slot, kept.topics) == (5, "19:00", ("chad",))


def test_the_list_offers_a_new_digest_by_button(there: Whole) -> None:
    there.slack.command("/digest", "")
    (listed,) = answered(there)
    there.slack.click(listed, "subscription_new")
    assert "New digest" in str(there.page("Time zone").body["title"])


def test_a_shortcut_opens_the_form_where_no_channel_is_known(there: Whole) -> None:
    """From Slack's own menu the channel is left to choose; the rest is filled in."""
    there.slack.shortcut("digest_new")
    view = there.page("Time zone")
    assert view_problems(view.body) == []
    chooser = view.body["blocks"][0]["element"]
    assert chooser["default_to_current_conversation"] is True
    assert "initial_conversation" not in chooser
    there.slack.submit(view, {"channel": there.slack.channel, "at": "17:00"}).ack()
    there.page("Created for")
    assert ordered(there) == ["17:00"]


def test_an_order_of_the_file_says_who_can_change_it(there: Whole) -> None:
    there.slack.command("/digest", "edit 1")
    assert "config.yaml" in str(there.page("whoever runs Dateline can change it").body)


def test_what_cannot_be_removed_is_not_answered_with_how_to_add(there: Whole) -> None:
    """The refusal says the way out; another digest would be none."""
    before = len(there.slack.bot_messages(user=there.slack.user))
    there.slack.command("/digest", "remove 1")
    there.slack.wait_for(lambda: len(there.slack.bot_messages(user=there.slack.user)) > before)
    said = shown(there.slack.bot_messages(user=there.slack.user)[-1])
    assert "You can pause it." in said
    assert "For example" not in said


def test_the_same_order_again_is_told_at_its_time(there: Whole) -> None:
    """Two orders are never alike: the field says what to choose instead."""
    there.house.orders.add(there.slack.channel, at="09:00", zone="UTC")
    view = opened(there)
    utc = there.slack.suggest(view, "form_zone", "utc")[0]
    there.slack.submit(view, {"zone": utc, "at": "09:00"}).ack()
    said = "This channel has that digest already: 09:00 UTC. Choose another time, or other topics."
    assert errors(there, "at") == {"at": said}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("london", "Europe/London"),
        ("new y", "America/New_York"),
        ("pst", "America/Los_Angeles"),
        ("mumbai", "Asia/Kolkata"),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(there: Whole, typed: str, first: str) -> None:
    """A city, the beginning of one, an abbreviation: the likeliest is first, with its time now."""
    options = there.slack.suggest(opened(there), "form_zone", typed)
    assert options[0]["value"] == first
    assert "(now " in options[0]["text"]["text"]


def test_sources_are_chosen_among_the_publishers_that_are_read(there: Whole) -> None:
    view = opened(there)
    assert [one["value"] for one in there.slack.suggest(view, "form_sources", "")] == [
        "Lake Chad Post",
        "Pacific Mail",
    ]
    (post,) = there.slack.suggest(view, "form_sources", "chad")
    there.slack.submit(view, {"sources": [post]}).ack()
    there.page("from Lake Chad Post")
    (order,) = [one for one in there.house.orders.list(there.slack.channel) if one.origin == "slack"]
    assert order.sources == ("Lake Chad Post",)


def test_the_home_tab_opens_the_form_and_shows_what_came_of_it(there: Whole) -> None:
    """An administrator orders from the Home tab: the tab is drawn again with the channel's new digest."""
    boss = there.slack.workspace.add_user("robin", admin=True)
    there.slack.open_home(user=boss)
    home = there.slack.wait_for(lambda: there.slack.workspace.homes.get(boss))
    assert home
    there.slack.click(home, "subscription_new")
    view = there.slack.wait_for(
        lambda: found if (found := there.slack.modal(boss)) and "Time zone" in str(found.body) else None
    )
    assert view
    there.slack.submit(view, {"channel": there.slack.channel, "at": "17:30"}).ack()
    there.slack.wait_for(lambda: "17:30" in str(there.slack.workspace.homes[boss].body))
    assert ordered(there) == ["17:30"]


def test_a_new_time_brings_no_second_digest_today(there: Whole) -> None:
    """The digest of 08:00 has come; moved to 18:00 in the form, it comes again tomorrow, not today."""
    there.house.orders.add(there.slack.channel, at="08:00", zone="UTC", topics=("chad",))
    there.clock.advance(timedelta(seconds=10))
    there.house.delivering.tick()
    posted = len(there.slack.bot_messages(there.slack.channel))
    assert posted  # which of the two comes first is chance; the second may find nothing left to tell
    view = opened(there, "edit 2")
    there.slack.submit(view, {"at": "18:00"}).ack()
    assert "Next: tomorrow 18:00" in str(there.page("Changed for").body)
    there.slack.wait_for(lambda: len(there.slack.bot_messages(there.slack.channel)) > posted)
    for _ in range(14):
        there.clock.advance(timedelta(hours=1))
        there.house.delivering.tick()
    public = [one for one in there.slack.bot_messages(there.slack.channel) if not one.ephemeral_to]
    assert len(public) == posted
