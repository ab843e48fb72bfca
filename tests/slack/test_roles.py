"""Who may change a channel's digests: the setting holds on every way, and a refusal says who can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from listening import shown, strings
from whole import Whole, joined, whole

from bot.config_parts import AccessConfig
from bot.demo.slack.workspace import BOT_USER, Message
from bot.slack import blocks
from bot.store import readers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive


@pytest.fixture
def there(transport: str, tmp_path: Path) -> Iterator[Whole]:
    """A house whose digests admins alone manage."""
    with whole(tmp_path) as built:
        access = AccessConfig(manage_digests="admins")
        built.house.config = built.house.config.model_copy(update={"access": access})
        with joined(built, transport):
            yield built


@pytest.fixture
def open_to_members(tmp_path: Path) -> Iterator[Whole]:
    with whole(tmp_path) as built:
        built.slack.attach(built.house.app)
        yield built


def standing(there: Whole) -> list[tuple[str, bool]]:
    return [(one.slot, one.paused) for one in there.house.orders.list(there.slack.channel)]


def modal_says(there: Whole, said: str) -> bool:
    return there.slack.wait_for(
        lambda: (view := there.slack.modal()) is not None and said in " | ".join(strings(view.body))
    )


def test_a_member_is_refused_kindly_on_every_way(there: Whole) -> None:
    """Commands, buttons and the form: nothing changes, and each answer says who can; the list can be read."""
    before = standing(there)
    for count, text in enumerate(("add 18:00 UTC", "pause 1", "resume 1", "remove 1"), start=1):
        there.slack.command("/digest", text)
        assert "admins alone" in shown(there.heard(count)[-1])
    there.slack.command("/digest", "list")
    listed = there.heard(5)[-1]
    assert "08:00 UTC" in shown(listed)
    there.slack.click(listed, "subscription_pause")
    there.slack.wait_for(lambda: any("admins alone" in shown(one) for one in there.heard(5)[4:]))
    there.slack.command("/digest", "new")
    assert modal_says(there, "admins alone")
    there.slack.command("/digest", "edit 1")
    assert modal_says(there, "Please ask one of them")
    assert standing(there) == before


def test_an_admin_manages_and_may_lose_that_while_the_form_is_open(there: Whole) -> None:
    """An admin orders by text and by form; who is none any more when submitting is told so."""
    boss = there.slack.workspace.add_user("robin", admin=True)
    there.slack.command("/digest", "add 18:00 UTC", user=boss)
    there.heard(1)
    assert ("18:00", False) in standing(there)
    there.slack.command("/digest", "new", user=boss)
    view = there.slack.wait_for(
        lambda: shown if (shown := there.slack.modal(boss)) and "Time zone" in str(shown.body) else None
    )
    assert view
    with there.house.store.write() as db:
        readers.keep(db, replace(readers.reader(db, boss), admin=False))
    there.slack.submit(view, {"at": "19:00"}).ack()
    there.slack.wait_for(lambda: "admins alone" in str(there.slack.modal(boss)))
    assert ("19:00", False) not in standing(there)


@pytest.mark.parametrize(
    "who", [{"restricted": True}, {"team": "T0ELSEWHERE"}, {"team": "T0E", "admin": True}]
)
def test_guests_read_and_ask_but_order_nothing(open_to_members: Whole, who: dict[str, Any]) -> None:
    """A guest, and somebody of another organisation in a shared channel, whatever they are at home."""
    there = open_to_members
    guest = there.slack.workspace.add_user("kim", **who)
    there.slack.command("/news", "chad", user=guest)
    assert "Sarh" in shown(there.heard(1)[0])
    there.slack.command("/digest", "add 18:00 UTC", user=guest)
    refusal = shown(there.heard(2)[1])
    assert "Guests can't change a channel's digests; any full member of the channel can." in refusal
    assert [slot for slot, _ in standing(there)] == ["08:00"]


def test_a_form_can_not_be_opened_on_another_channels_order(open_to_members: Whole) -> None:
    """A button that was carried to another channel opens nothing there but a sentence; an admin's works."""
    there = open_to_members
    order = there.house.orders.add(there.slack.elsewhere, at="09:00", zone="UTC")
    told = blocks.subscriptions([order], due={}, now=there.clock.now())
    workspace = there.slack.workspace
    carried = workspace.post(
        Message(
            channel=there.slack.channel,
            ts=workspace.new_ts(),
            user=BOT_USER,
            text=told.text,
            blocks=told.blocks,
        )
    )
    there.slack.click(carried, "subscription_edit")
    assert modal_says(there, "changed in that channel, by its members")
    boss = workspace.add_user("robin", admin=True)
    there.slack.click(carried, "subscription_edit", user=boss)
    there.slack.wait_for(lambda: "Time zone" in str(there.slack.modal(boss)))
