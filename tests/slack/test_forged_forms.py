"""Forms whose values were tampered with: nothing of another reader is shown, changed or written to."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Wish
from bot.slack.blocks import modals

if TYPE_CHECKING:
    from whole import Whole

    from bot.demo.slack.workspace import View


def form(there: Whole) -> View:
    there.slack.command("/digest", "new")
    return there.page("Time zone")


def test_nobody_previews_the_digest_of_another_reader(there: Whole) -> None:
    """A preview button that names another reader's own digest says that it is not there."""
    mate = there.slack.workspace.add_user("robin")
    own = there.house.orders.set_personal(mate, "D0ROBIN", at="07:00", zone="UTC")
    view = form(there)
    forged = json.loads(json.dumps(view.body).replace(f'"{modals.UNSAVED}"', f'"{own.id}"'))
    there.slack.click(replace(view, body=forged), modals.PREVIEW)
    there.page("This digest is not there any more.")


def test_a_digest_is_previewed_and_ordered_for_channels_alone(there: Whole) -> None:
    """Another reader in the place of the channel: that one's wishes are not used, nobody is told."""
    mate = there.slack.workspace.add_user("robin")
    there.house.readers.on_words(mate, Wish.MUTE, "chad", by=mate)
    view = form(there)
    there.slack.click(view, modals.PREVIEW, values={"channel": mate})
    there.slack.dismiss(there.page("comes to a channel"))
    there.slack.submit(view, {"channel": mate}).ack()
    assert there.slack.wait_for(lambda: (top := there.slack.modal()) and "channel" in top.errors)
    assert [one for one in there.house.orders.channels() if one.origin == "slack"] == []
