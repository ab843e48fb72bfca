"""What a message in a conversation means, in the many ways in which people say it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from soon import times_counting

from bot.desk.talking.reading import Act, Meant, read, tidy

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday
PUBLISHERS = (
    "Reuters", "BBC News", "Fox News", "Associated Press", "The Guardian", "Japan Times",
    "New Zealand Herald",
    "Al Jazeera English", "AFP", "Child Daily",
)  # fmt: skip
SAID = {
    Act.MORE: """
        more | more please | More! | show me more | what else? | anything else | go on | next | the rest
        another
        others | more stories | 3 more | ok, more | give me more | tell me more | can you show me more?
        is there more? | keep going | más | encore | quoi d'autre ? | mehr | weiter""",
    Act.NEW: """
        what's new? | What’s new | whats new | anything new? | any updates? | update | latest | since then?
        what has changed? | did i miss anything | what did I miss? | catch me up | any news
        what's the latest?
        anything new on this? | has anything changed since then? | and since then? | what happened since?
        any new developments? | ¿qué hay de nuevo? | quoi de neuf ? | Was gibt's Neues?""",
    Act.SOURCES: """
        who says so? | says who? | who says that | sources | source? | according to whom? | where is this from
        who reported this | links | who else says so? | is that true? | Who confirms that? | How do you know?
        what are your sources? | which papers say so | where did you get that from? | ¿quién lo dice?
        qui le dit ? | wer sagt das? | who says the second? | sources for 2""",
    Act.WHY: """
        why | why? | why this? | why is it here | how come | why is this story here?
        why did you show me this?
        why the second? | por qué | pourquoi | warum""",
    Act.FILTER: """
        only Reuters | just the BBC | Reuters only | only from AP | without Fox | no Fox News | not Fox
        nothing from Fox | except the Guardian | only reuters and bbc | everyone | all publishers
        solo Reuters
        sans Fox | ohne Fox | nur die BBC | what does Reuters say? | what does the Guardian say about it
        only CNN | only from the New York Times | just Reuters please""",
    Act.TIME: """
        since Monday | and since Monday? | last 48 hours | in July | yesterday | what about yesterday? | today
        only since Monday | 12 November | what's new since Monday? | what happened yesterday? | since 14:05
        top stories yesterday | and in the last hour? | since yesterday 18:00 | over the past week | ayer
        hier
        gestern | seit Montag | depuis lundi""",
    Act.DETAIL: """
        2 | #2 | the second | second one | number two | 2. | 1) | no. 2 | more on 2 | story 3 | the last one
        and the third? | what about the first? | open 3 | number 10 | details on the third story | la segunda
        tell me more about the second | die zweite | more about this | details | elaborate | full story
        where do they differ? | where do the publishers disagree?
        tell me more about it | more details please | más detalles | en savoir plus | mehr dazu""",
    Act.TOP: """
        news | top stories | headlines | what are the top stories? | now | What are today's top stories?
        brief me""",
    Act.ASK: """
        more than 40 dead in Sudan | only child policy | who says Iran has the bomb? | new zealand
        what's new in Sudan? | sudan | who won the election in Kiribati? | why did the dam burst?
        why is Sudan at war? | no deal brexit | without papers | from Reuters to the moon | second world war
        the second wave of covid | 2024 election | two state solution | the last emperor | the rest of Sudan
        next election in France | sources say Putin is ill | latest on Gaza | news from Sudan | 2024 | 99
        yesterday in Parliament | Monday.com layoffs | in July Sudan | only Japan | only New Zealand
        no confidence vote | more troops to Mali | what else happened in Mali? | update on Sudan since Monday
        link between covid and bats | full story of the dam | other stories from Chad | no time to die
        number 10 downing street | just stop oil | top gun | the first lady | not my king | one more year
        is it true that the dam burst? | background on Sudan | details of the peace deal | what does Iran say?
        nothing new under the sun | who confirmed the deal? | source of the Nile | Any news from Gaza?
        what happened in Lagos yesterday? | another war | what's up in Chad | the G20 | more or less
        now or never | go on strike | continue the war | who says no to the treaty? | hidden figures""",
}
EACH = [
    (said.strip(), act)
    for act, table in SAID.items()
    for line in table.split("\n")
    for said in line.split("|")
]


def meant(text: str) -> Meant:
    return read(text, NOW, UTC, lambda: PUBLISHERS)


@pytest.mark.parametrize(("said", "act"), [pair for pair in EACH if pair[0]])
def test_each_way_of_saying_it_is_understood(said: str, act: Act) -> None:
    """A follow-up is known however it is said, and a question that only sounds like one stays a question."""
    assert meant(said).act is act


@pytest.mark.parametrize(
    ("said", "place"),
    [("2", 2), ("the first", 1), ("number three", 3), ("3rd", 3), ("the last one", -1), ("die vierte", 4)],
)
def test_a_place_in_the_list_is_counted_from_one(said: str, place: int) -> None:
    """The second story is number 2, by figure, by word or by ordinal."""
    assert meant(said).place == place


@pytest.mark.parametrize(
    ("said", "only", "without"),
    [
        ("only Reuters", ("Reuters",), ()),
        ("only the bbc and AP", ("BBC News", "Associated Press"), ()),
        ("just al jazeera", ("Al Jazeera English",), ()),
        ("without Fox or the Guardian", (), ("Fox News", "The Guardian")),
        ("what does AFP say about it?", ("AFP",), ()),
    ],
)
def test_publishers_are_known_by_what_people_call_them(
    said: str, only: tuple[str, ...], without: tuple[str, ...]
) -> None:
    """Short names, initials and "the" are understood, and told as the publishers write themselves."""
    found = meant(said)
    assert (found.only, found.without, found.unknown) == (only, without, ())


def test_a_newsroom_that_nobody_reads_is_no_topic() -> None:
    """Who asks for CNN alone means the newsroom: it is named as it was typed."""
    assert meant("only CNN").unknown == ("CNN",)


def test_words_of_time_in_other_languages_are_put_into_english() -> None:
    """What is asked again is asked in words that the desk reads."""
    assert [meant(said).text for said in ("ayer", "seit Montag", "lundi")] == [
        "yesterday",
        "since monday",
        "on monday",
    ]


def test_a_question_of_a_time_is_told_from_a_time() -> None:
    """ "What happened yesterday?" can be a question of its own; "and yesterday?" can not."""
    assert meant("what happened yesterday?").asks
    assert not meant("and yesterday?").asks
    assert meant("top stories yesterday").text == "stories yesterday"


def test_courtesies_and_marks_do_not_count() -> None:
    """However politely it is asked, the words that matter are the same."""
    assert tidy("  Hey, could you please  show me MORE, thanks?! ") == "show me more "
    assert tidy("please") == "please "
    assert tidy("?!") == ""


@pytest.mark.parametrize(
    "text",
    ["only " + "a " * 45, "why " * 30, "more " * 19, "who says so " * 8, "without " + "x, " * 30, "(" * 99],
)
def test_no_message_takes_long_to_read(text: str) -> None:
    """What is built to be slow is read in a moment too."""
    assert times_counting(lambda: meant(text)) < 50
