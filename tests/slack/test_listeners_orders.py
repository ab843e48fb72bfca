"""What people write after /digest is read as they meant it."""

from __future__ import annotations

import pytest

from bot.errors import BadRequestError
from bot.model import WEEKDAYS
from bot.slack.orders import EXAMPLE, Addition, read_addition, read_number, read_verb

WEEK = WEEKDAYS[:5]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("08:00", Addition(at="08:00")),
        ("8", Addition(at="08:00")),
        ("8:30 pm", Addition(at="20:30")),
        ("12am", Addition(at="00:00")),
        ("noon every day", Addition(at="12:00")),
        ("at 18h30 on mon, wed and friday", Addition(at="18:30", days=("mon", "wed", "fri"))),
        ("monday to friday at 7.15 in New York", Addition(at="07:15", zone="America/New_York", days=WEEK)),
        ("weekdays 08:00 europe/london", Addition(at="08:00", zone="Europe/London", days=WEEK)),
        (
            "09:00 mon - wed tokyo 3 stories",
            Addition(at="09:00", zone="Asia/Tokyo", days=WEEKDAYS[:3], stories=3),
        ),
        ("5 stories 08:00 UTC", Addition(at="08:00", zone="UTC", stories=5)),
        (
            "08:00 topics: sudan, South Korea; chad, sudan",
            Addition(at="08:00", topics=("sudan", "South Korea", "chad")),
        ),
        ("08:00 sections: World topics: sudan", Addition(at="08:00", sections=("World",), topics=("sudan",))),
        (
            "08:00 without: football, golf sources: Reuters; BBC News",
            Addition(at="08:00", without=("football", "golf"), sources=("Reuters", "BBC News")),
        ),
        ("08:00 only: Reuters publishers: AP", Addition(at="08:00", sources=("Reuters", "AP"))),
        ("08:00 topics: sudan except: sport", Addition(at="08:00", topics=("sudan",), without=("sport",))),
    ],
)
def test_an_order_is_read_as_it_was_meant(typed: str, meant: Addition) -> None:
    """Times, zones, days, numbers and topics are read in any order and in people's own words."""
    assert read_addition(typed) == meant


@pytest.mark.parametrize("typed", ["", "london", "13pm", "24:00", "08:00 Atlantis", "08:00 x"])
def test_what_makes_no_sense_is_refused(typed: str) -> None:
    """An order that can't be read is refused, never guessed."""
    with pytest.raises(BadRequestError):
        read_addition(typed)


def test_all_mistakes_of_an_order_are_told_at_once() -> None:
    """A wrong time, an unknown place and too many stories are one answer, each a sentence in a line."""
    with pytest.raises(BadRequestError) as caught:
        read_addition("25:00 Londn weekdays 99 stories")
    assert str(caught.value).split("\n") == [
        "25:00 is no time of day. Write one such as 08:00 or 8 am.",
        '“Londn” is neither a day nor a time zone that I know. Did you mean "Europe/London"?',
        "A digest has 1 to 12 stories, not 99.",
    ]


def test_the_example_is_an_order() -> None:
    """What a mistaken line is answered with can be typed as it stands."""
    verb, rest = read_verb(EXAMPLE)
    assert verb == "add"
    assert read_addition(rest) == Addition(at="08:00", zone="Europe/London", days=WEEK)


def test_verbs_have_their_synonyms() -> None:
    """Nothing lists, a time adds, and the everyday words mean what they say."""
    assert read_verb("") == ("list", "")
    assert read_verb("08:00 london") == ("add", "08:00 london")
    assert read_verb("Delete 2") == ("remove", "2")


def test_the_only_digest_needs_no_number() -> None:
    """Numbers count from one as in the list; where there is one digest alone, it is meant."""
    assert read_number("", 1) == 0
    assert read_number("#2", 3) == 1
    for text, count in (("", 2), ("0", 2), ("3", 2), ("x", 1), ("1", 0)):
        with pytest.raises(BadRequestError):
            read_number(text, count)
