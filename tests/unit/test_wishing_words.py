"""What people write to follow and mute, read forgivingly; a question stays a question."""

from __future__ import annotations

import pytest

from bot.errors import BadRequestError
from bot.model import Wish
from bot.slack.wishing import Order, read_channels_order, read_order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("follow sudan", Order("wish", Wish.FOLLOW, "sudan")),
        ("  Follow:  South   Sudan!", Order("wish", Wish.FOLLOW, "South Sudan")),
        ("please mute Daily Wire.", Order("wish", Wish.MUTE, "Daily Wire")),
        ("hide football", Order("wish", Wish.MUTE, "football")),
        ("unfollow sudan", Order("forget", Wish.FOLLOW, "sudan")),
        ("stop following sudan", Order("forget", Wish.FOLLOW, "sudan")),
        ("stop muting football", Order("forget", Wish.MUTE, "football")),
        ("mute", Order("wish", Wish.MUTE, "")),
        ("following", Order("list")),
        ("My mutes", Order("list")),
        ("what do I follow?", Order("list")),
        ("show my saved stories", Order("saved")),
        ("Saved", Order("saved")),
        ("why not the Chad dam?", Order("why not", words="the Chad dam")),
    ],
)
def test_an_order_is_read(text: str, order: Order) -> None:
    """In any case, with or without courtesies."""
    assert read_order(text) == order


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sudan",
        "follow up on the strike",
        "follow the money",
        "mute swans?",
        "followers of Navalny",
        "who follows the pope",
        "saved by the bell",
        "why did the dam burst",
        "breaking",
    ],
)
def test_a_question_is_none(text: str) -> None:
    """What only begins like an order is asked of the news."""
    assert read_order(text) is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("breaking", "wish"),
        ("Breaking news on", "wish"),
        ("breaking off", "forget"),
        ("BREAKING No", "forget"),
    ],
)
def test_breaking_is_turned_on_and_off(text: str, verb: str) -> None:
    """For a channel."""
    assert read_channels_order(text) == Order(verb, Wish.FOLLOW, "breaking")


def test_what_breaking_can_be_is_told() -> None:
    """Neither on nor off is asked about."""
    with pytest.raises(BadRequestError, match="“breaking on” or “breaking off”"):
        read_channels_order("breaking sometimes")
