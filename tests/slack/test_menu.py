"""What can be done with a story, pressed by people in the whole house, over both transports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from listening import shown
from whole import ARTICLES, STRIKE, Whole, whole

from bot.demo.slack import validate

if TYPE_CHECKING:
    from pathlib import Path

    from bot.demo.slack.workspace import Message


def answer(there: Whole, text: str, user: str = "") -> Message:
    """What /news says to these words."""
    before = len(there.slack.bot_messages())
    there.slack.command("/news", text, user=user)
    return there.heard(before + 1)[-1]


def options(message: Message) -> dict[str, str]:
    """What the story's menu offers: "mute" -> its value."""
    (menu,) = [b["accessory"] for b in message.blocks if b.get("accessory", {}).get("type") == "overflow"]
    return {one["value"].split("|")[0]: one["value"] for one in menu["options"]}


def choose(there: Whole, message: Message, what: str, user: str = "") -> Message:
    """What is answered to a choice of the menu."""
    before = len(there.slack.bot_messages())
    there.slack.click(message, "story_menu", value=options(message)[what], user=user)
    return there.heard(before + 1)[-1]


def thumb(there: Whole, message: Message, what: str) -> Message:
    before = len(there.slack.bot_messages())
    story = options(message)["more"].split("|")[1]
    there.slack.click(message, "story_thumbs", value=f"{what}|{story}")
    return there.heard(before + 1)[-1]


def button(message: Message, action: str) -> str:
    """The value of a button."""
    (found,) = [
        one["value"]
        for b in message.blocks
        for one in b.get("elements", [])
        if one.get("action_id") == action
    ]
    return found


def settled(there: Whole, message: Message, words: str) -> Message:
    """The message, once these words stand in it."""

    def now() -> Message | None:
        (found,) = [one for one in there.slack.bot_messages() if one.ts == message.ts]
        return found if words in shown(found) else None

    found = there.slack.wait_for(now)
    assert found
    return found


def test_a_muted_story_is_out_of_the_readers_answers(there: Whole) -> None:
    """It is said beside the message, to who clicked alone; others are told the story as before."""
    said = choose(there, answer(there, "chad"), "mute")
    assert said.ephemeral_to == there.slack.user
    assert "Muted: “Dam bursts above Chadian town of Sarh”." in shown(said)
    assert "Channels' digests stay as they are." in shown(said)
    top = answer(there, "")
    assert "1 story left out: you muted “Dam bursts above Chadian town of Sarh”." in shown(top)
    assert STRIKE[0] in shown(top)
    other = there.slack.workspace.add_user("robin")
    assert "Dam bursts" in shown(answer(there, "", user=other))
    asked = answer(there, "chad")
    assert "you asked for it, so here it is" in shown(asked)
    assert validate.message_problems(asked.blocks) == []


def test_undo_takes_a_mute_back_at_once_and_once(there: Whole) -> None:
    """What was said gives way to what is so now; a second click says that it was done already."""
    said = choose(there, answer(there, "chad"), "mute")
    there.slack.click(said, "undo")
    settled(there, said, "No longer muted:")
    there.slack.click(said, "undo")
    settled(there, said, "That was taken back already.")
    assert "left out" not in shown(answer(there, ""))


def test_what_was_undone_can_be_done_again(there: Whole) -> None:
    """Undo turns into its own way back, and that one into Undo."""
    said = choose(there, answer(there, "chad"), "follow")
    for action, words in (
        ("undo", "No longer followed:"),
        ("wish_again", "Followed: “Dam"),
        ("undo", "No longer followed:"),
    ):
        there.slack.click(said, action)
        said = settled(there, said, words)
    assert there.house.readers.wishes(there.slack.user) == ()


def test_a_double_click_does_nothing_twice(there: Whole) -> None:
    """The second says kindly that it is so already."""
    found = answer(there, "chad")
    assert "Followed: “Dam bursts" in shown(choose(there, found, "follow"))
    again = choose(there, found, "follow")
    assert "You follow “Dam bursts above Chadian town of Sarh” already." in shown(again)
    assert "Nothing changed." in shown(again)
    assert button(again, "undo") == button(choose(there, found, "follow"), "undo")


def test_muting_what_is_followed_and_undoing_it_follows_again(there: Whole) -> None:
    """Undo restores what stood before."""
    found = answer(there, "chad")
    choose(there, found, "follow")
    muted = choose(there, found, "mute")
    assert "It was followed until now." in shown(muted)
    there.slack.click(muted, "undo")
    settled(there, muted, "It is followed again.")
    (wish,) = there.house.readers.wishes(there.slack.user)
    assert wish.wish == "follow"


def test_a_thumb_says_what_will_be_less_and_does_it(there: Whole) -> None:
    """The story stands lower among the reader's top stories, and the answer says so."""
    first = answer(there, "")
    led = shown(first).index("Dam bursts") < shown(first).index("Callao")
    down = "chad" if led else "callao"
    said = thumb(there, answer(there, down), "less")
    assert "You'll see less of what only " in shown(said)
    top = shown(answer(there, ""))
    assert "By what you follow and your thumbs: 1 story lower." in top
    assert (top.index("Dam bursts") < top.index("Callao")) is not led
    there.slack.click(said, "undo")
    settled(there, said, "Taken back: less like")
    assert shown(answer(there, "")).count("By what you follow") == 0


def test_why_says_which_words_a_story_answers(there: Whole) -> None:
    """The question travels with the menu, so that an old message is answered too."""
    said = shown(choose(there, answer(there, "dam in Chad"), "why"))
    assert "“dam” and “chad” stand in its headline" in said
    assert "Told by 1 publisher in 1 article" in said


def test_more_and_verify_are_in_the_menu(there: Whole) -> None:
    """More tells all sources; verify names the article and the place of each sentence."""
    found = answer(there, "chad")
    assert "Sources" in shown(choose(there, found, "more"))
    assert "Lake Chad Post" in shown(choose(there, found, "verify"))


def test_a_story_is_saved_listed_and_removed(there: Whole) -> None:
    """From behind More; the list opens the story again and lets go of it."""
    more = choose(there, answer(there, "chad"), "more")
    before = len(there.slack.bot_messages())
    there.slack.click(more, "story_save")
    said = there.heard(before + 1)[-1]
    assert "Saved: “Dam bursts above Chadian town of Sarh”." in shown(said)
    kept = answer(there, "saved")
    assert "1 saved story" in shown(kept)
    there.slack.click(kept, "story_more")
    assert "Sources" in shown(there.heard(before + 3)[-1])
    there.slack.click(kept, "wishes_stop")
    assert "No longer saved:" in shown(settled(there, kept, "No saved stories yet"))


def test_an_old_message_of_a_story_that_is_gone_says_so(there: Whole) -> None:
    """Nothing is noted about what nobody knows any more."""
    found = answer(there, "chad")
    story = options(found)["more"].split("|")[1]
    with there.house.store.write() as db:
        db.exec_driver_sql("DELETE FROM stories WHERE id = ?", (story,))
    for what in ("follow", "mute", "why"):
        assert "not in the store any more" in shown(choose(there, found, what))
    assert there.house.readers.wishes(there.slack.user) == ()


@pytest.mark.exhaustive
def test_a_digests_why_is_its_plans_own(tmp_path: Path) -> None:
    """In a channel's digest the menu tells the trace, to who clicked alone."""
    with whole(tmp_path, articles=ARTICLES) as there:
        there.slack.attach(there.house.app)
        there.house.delivering.tick()
        (digest, *_) = there.heard()
        values = [
            one["value"]
            for block in digest.blocks
            for one in block.get("accessory", {}).get("options", [])
            if one["value"].startswith("why|")
        ]
        before = len(there.slack.bot_messages())
        there.slack.click(digest, "story_menu", value=values[0])
        said = there.heard(before + 1)[-1]
        assert said.ephemeral_to == there.slack.user
        assert "Number 1 of 2 stories." in shown(said)
        assert "Chosen from 2 stories." in shown(said)
        assert "tells it, in 1 article" in shown(said)
