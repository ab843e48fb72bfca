"""What Slack is shown keeps its promises for hand-made stories."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from blocks_read import elements, strings
from stories_made import LINK, NOW, answered, entry, planned, told, view

from bot.model import AnswerKind, StoryDetail, Subscription
from bot.slack import blocks
from bot.slack.blocks.message import fits
from summaries import Brief, Source

RIVER = told("River deal signed", "The two states signed it on Monday.", "Water will flow from May.")


def test_every_sentence_stands_whole_with_its_publisher_linked_to_it() -> None:
    """Each sentence is one text element, character for character, followed by a link to itself."""
    message = blocks.digest(planned((entry(RIVER),)))
    items = [line["elements"] for line in elements(message.blocks, "rich_text_list")[0]["elements"]]
    assert [parts[0]["text"] for parts in items] == [sentence.text for sentence in RIVER.sentences]
    assert items[1][-1]["text"] == "Tide"
    assert items[1][-1]["url"] == f"{LINK}/1#:~:text=Water%20will%20flow%20from%20May."


def test_a_file_has_no_link_but_its_publisher() -> None:
    """An article from a file is credited in plain text: there is nothing to click."""
    source = Source(article_id="a0", title="T", publisher="Our desk", url="file:///in/a.txt", published=None)
    brief = Brief(headline="T", headline_id="a0", sentences=RIVER.sentences[:1], sources=(source,))
    message = blocks.digest(planned((entry(brief),)))
    assert not elements(message.blocks, "link")
    assert "Our desk" in strings(message.blocks)
    assert "Our desk alone · World" in strings(message.blocks)


def test_what_cannot_be_shown_whole_is_left_out() -> None:
    """A sentence beyond the limits is left out, and a headline that is an article is not cut but replaced."""
    brief = told("H" * 501, "x" * 3_001, "Short.")
    shown = strings(blocks.digest(planned((entry(brief),))).blocks)
    assert "Short." in shown
    assert "A story by The Ledger" in shown
    assert not any("HHH" in text or "xxx" in text for text in shown)


def test_hostile_words_stay_words() -> None:
    """Mentions, markup and links in titles arrive as text; the fallback is escaped."""
    brief = told("<!channel> *b* <@U1>\u202e", "Say <http://evil.example|bank> & go.", publishers=("<@U2>",))
    message = blocks.answer(answered((view(brief),), asked="<!here>"))
    assert not elements(message.blocks, "mrkdwn")
    said = "Say <http://evil.example|bank> & go."
    assert {"<!channel> *b* <@U1>", said, "<@U2>"} <= set(strings(message.blocks))
    assert "<" not in message.text
    assert "&lt;!channel&gt;" in message.text


def test_right_to_left_text_is_intact() -> None:
    """Arabic stands as it is stored, joiners included."""
    said = "قال المتحدث إن الاتفاق «تاريخي»."
    shown = strings(blocks.answer(answered((view(told("می\u200cخواهم", said)),))).blocks)
    assert said in shown
    assert "می\u200cخواهم" in shown


def test_an_answer_says_what_it_rests_on() -> None:
    """Articles, publishers and the time stand under the title, ages beside each story."""
    shown = strings(blocks.answer(answered((view(RIVER),), words="in the last 48 hours")).blocks)
    assert "On “sudan”" in shown
    assert "1 story · from 12 articles by 5 publishers in the last 48 hours" in shown
    assert "2 publishers · World · newest 2 h ago · first 14 h ago" in shown


def test_nothing_is_said_plainly_with_the_nearest_stories() -> None:
    """Where the store holds nothing, the answer says so, names the missing words and invents no sentence."""
    nothing = answered(
        (view(RIVER),), kind=AnswerKind.NOTHING, asked="banana quasar", missing=("banana", "quasar")
    )
    message = blocks.answer(nothing)
    shown = strings(message.blocks)
    assert "I have nothing on “banana quasar”." in shown
    assert any(text.endswith("None of them mentions “banana” or “quasar”.") for text in shown)
    assert "River deal signed" in shown
    assert RIVER.sentences[0].text not in shown
    assert not elements(message.blocks, "button")


def test_words_that_stand_nowhere_are_named_as_they_were_typed() -> None:
    """Searched for in small letters, a name keeps its capital where the reader is told of it."""
    nothing = answered(
        (), kind=AnswerKind.NOTHING, asked="Who won in KIRIBATI's vote?", missing=("kiribati",)
    )
    assert any("None of them mentions “KIRIBATI”." in text for text in strings(blocks.answer(nothing).blocks))
    instead = answered((view(RIVER),), asked="Erdogn", instead=(("erdogn", "Erdogan"),))
    shown = strings(blocks.answer(instead).blocks)
    assert any(text.startswith("Nothing on “Erdogn”; searched “Erdogan”.") for text in shown)


@pytest.mark.parametrize("typed", ['"river deal"', "“river deal”", "„river deal“"])
def test_a_question_in_quotation_marks_is_given_no_second_pair(typed: str) -> None:
    assert "On “river deal”" in strings(blocks.answer(answered((view(RIVER),), asked=typed)).blocks)


def test_no_top_stories_say_how_that_comes() -> None:
    """No article at all, none of that time and none that makes a story are three different answers."""
    fresh = blocks.answer(answered((), kind=AnswerKind.EMPTY, asked="", articles=0, publishers=0)).text
    empty = blocks.answer(answered((), kind=AnswerKind.TOP, asked="", articles=0, publishers=0)).text
    thin = blocks.answer(answered((), kind=AnswerKind.TOP, asked="")).text
    assert "nothing has been collected yet" in fresh
    assert "dateline collect" in fresh
    assert "no article that appeared in the last 30 days" in empty
    assert "none of 12 articles by 5 publishers" in thin


def test_top_stories_of_a_time_say_which() -> None:
    """Now's top stories are called so; those of a time that was asked for go by its name."""
    now = blocks.answer(answered((view(RIVER),), kind=AnswerKind.TOP, asked=""))
    day = "yesterday (Monday 2 March)"
    then = blocks.answer(answered((view(RIVER),), kind=AnswerKind.TOP, asked="yesterday?", words=day))
    assert "Top stories now" in strings(now.blocks)
    assert f"Top stories {day}" in strings(then.blocks)
    assert f"1 story · from 12 articles by 5 publishers {day}" in strings(then.blocks)


def test_more_shows_every_source_and_each_publishers_sentence() -> None:
    """The detail lists all sources with their times, newest first, and the key sentences with their links."""
    message = blocks.detail(StoryDetail(view=view(RIVER), key_sentences=RIVER.sentences), now=NOW, zone=UTC)
    shown = strings(message.blocks)
    assert [text for text in shown if text.endswith(": ")] == [
        "05:00 · Tide: ",
        "yesterday 17:00 · The Ledger: ",
    ]
    assert {sentence.text for sentence in RIVER.sentences} <= set(shown)


def test_a_story_of_a_hundred_sources_still_fits() -> None:
    """What doesn't fit is counted in words."""
    many = told("Big", "One.", publishers=tuple(f"Publisher {n}" for n in range(100)))
    message = blocks.detail(StoryDetail(view=view(many), key_sentences=many.sentences), now=NOW)
    assert fits(message)
    assert any("older articles did not fit." in text for text in strings(message.blocks))


def test_subscriptions_show_their_state_and_what_can_be_done() -> None:
    """Each order stands in words with its state; one from config.yaml can't be removed here."""
    mine = Subscription(
        id="x1", channel="C1", at=time(8), zone="Europe/Berlin", topics=("sudan", "chad"), stories=1
    )
    theirs = Subscription(
        id="x2", channel="C1", at=time(18, 30), zone="UTC", days=("mon", "wed"), paused=True, origin="config"
    )
    due = {"x1": datetime(2026, 3, 4, 7, 0, tzinfo=UTC)}
    message = blocks.subscriptions([mine, theirs], due=due, now=NOW)
    shown = strings(message.blocks)
    assert "08:00 Europe/Berlin, every day, 1 story, on sudan and chad" in shown
    assert "18:30 UTC, Mon and Wed, 7 stories" in shown
    assert "Next: tomorrow 08:00" in shown
    assert any(text.startswith("Paused") and "config.yaml" in text for text in shown)
    pressed = [(b["action_id"], b["value"]) for b in elements(message.blocks, "button")]
    assert pressed == [
        *((action, "x1") for action in (blocks.EDIT, blocks.PAUSE, blocks.REMOVE)),
        (blocks.RESUME, "x2"),
        (blocks.NEW, "new"),
    ]


def test_the_words_of_help_are_the_configured_commands() -> None:
    """Help and welcome name the commands as the operator called them."""
    shown = " ".join(strings(blocks.usage(news="/wire", digest="/daily").blocks))
    assert "/wire sudan" in shown
    assert "/daily add 08:00 Europe/London weekdays" in shown
    greeted = " ".join(strings(blocks.welcome("Post", news="/wire", digest="/daily").blocks))
    assert "/wire help" in greeted
    assert "/daily new" in greeted
    assert not any(name in shown + greeted for name in ("/news", "/digest"))
