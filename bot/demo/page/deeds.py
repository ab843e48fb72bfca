"""What people do on the page: each deed goes to the app by the stand-in, as it would from Slack's client."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.demo.page import filled
from bot.demo.page.messages import TARGET
from bot.demo.page.surface import CHOOSE, FIND, PRESS
from bot.demo.page.views import shown
from bot.demo.slack import people
from bot.demo.slack.core import RefusedError
from bot.demo.slack.workspace import Message, View, WorkspaceError

if TYPE_CHECKING:
    from bot.demo.page.filled import Form, Held
    from bot.demo.page.memory import Memory
    from bot.demo.page.offer import Offer
    from bot.demo.page.seat import Seat
    from bot.demo.slack import SlackStandIn
    from bot.demo.slack.workspace import Channel

Deed = Callable[["Seat", "Form"], None]


class Deeds:
    """A method for each verb. What Slack would not let a person do is told to that person."""

    def __init__(self, slack: SlackStandIn, offer: Offer, memory: Memory) -> None:
        self._slack = slack
        self._offer = offer
        self._memory = memory
        self.verbs: dict[str, Deed] = {
            "say": self._say,
            "press": self._press,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "dismiss": self._dismiss,
        }

    def do(self, verb: str, seat: Seat, form: Form) -> None:
        """Raises KeyError for a verb that there isn't."""
        deed = self.verbs[verb]
        complaints = len(self._slack.workspace.complaints)
        self._memory.tell(seat.reader, "")
        try:
            deed(seat, form)
        except WorkspaceError as no:
            self._memory.tell(seat.reader, f"Slack: {no}.")
        except (RefusedError, TimeoutError) as no:
            self._memory.tell(seat.reader, f"Slack had trouble: {no}.")
        for complaint in self._slack.workspace.complaints[complaints:]:
            self._memory.tell(seat.reader, f"Slack had trouble with what the app said: {complaint}.")

    # ---- typing ----

    def _say(self, seat: Seat, form: Form) -> None:
        said = (_one(form, "prompt") or _one(form, "text")).strip()
        where = self._slack.workspace.find_channel(seat.place)
        if not said or where is None:
            return
        if said.startswith("/") and not said.startswith("//"):
            self._command(said, where, seat)
        elif where.kind == "im":
            self._slack.message(said, user=seat.reader, thread_ts=seat.thread)
        else:
            self._in_channel(said, where, seat)

    def _command(self, said: str, where: Channel, seat: Seat) -> None:
        name, _, rest = said.partition(" ")
        if name in ("/invite", "/remove"):
            self._membership(name == "/invite", rest, where)
        elif name not in self._offer.commands:
            known = ", ".join(self._offer.commands)
            raise WorkspaceError(f"{name} is not a valid command here; there are {known} and /invite")
        elif seat.thread:
            raise WorkspaceError(f"{name} is not supported in threads")
        else:
            self._slack.command(name, rest.strip(), user=seat.reader, channel=where.id)

    def _membership(self, comes: bool, who: str, where: Channel) -> None:  # noqa: FBT001 - one of two commands
        if who.strip().lstrip("@").casefold() != self._offer.name.casefold():
            raise WorkspaceError(f"nobody but @{self._offer.name} comes and goes here")
        if where.kind == "im":
            raise WorkspaceError("a direct message stays as it is")
        self._slack.workspace.change_channel(where.id, member=comes)

    def _in_channel(self, said: str, where: Channel, seat: Seat) -> None:
        """A mention reaches the app; what people say to each other does not."""
        name = f"@{self._offer.name}".casefold()
        if said.casefold().startswith(name):
            asked = said[len(name) :].strip()
            self._slack.mention(asked, user=seat.reader, channel=where.id, thread_ts=seat.thread)
            return
        message = Message(
            channel=where.id,
            ts=self._slack.workspace.new_ts(),
            user=seat.reader,
            text=people.spoken(said),
            blocks=people.typed_blocks(said, mention=False),
            thread_ts=seat.thread,
        )
        self._slack.workspace.post(message)

    # ---- pressing ----

    def _press(self, seat: Seat, form: Form) -> None:
        """A button of a message, a Home tab or a modal; a menu that was chosen from; a search in one."""
        target = self._target(seat, form)
        held: Held = {}
        if isinstance(target, View):
            held = filled.holding(shown(target), form, self._zone(seat))
            if target.body.get("type") == "modal":
                self._memory.hold(target, held)
        if told := _one(form, FIND):
            self._find(target, form, filled.pressed(told).action_id)
            return
        pressed, value = self._chosen(form, target, seat)
        self._slack.click(
            target,
            pressed.action_id,
            block_id=pressed.block_id,
            value=value,
            values=filled.by_block(held),
            user=seat.reader,
        )

    def _chosen(self, form: Form, target: Message | View, seat: Seat) -> tuple[filled.Pressed, object]:
        if told := _one(form, PRESS):
            pressed = filled.pressed(told)
            return pressed, pressed.value
        pressed = filled.pressed(_one(form, CHOOSE))
        blocks = shown(target) if isinstance(target, View) else target.blocks
        value = filled.holding(blocks, form, self._zone(seat)).get((pressed.block_id, pressed.action_id))
        if value is None:
            raise WorkspaceError("nothing was chosen")
        return pressed, value

    def _find(self, target: Message | View, form: Form, action_id: str) -> None:
        if isinstance(target, View):
            typed = _one(form, f"{FIND} {action_id}").strip()
            self._memory.offer(target, action_id, self._slack.suggest(target, action_id, typed))

    def _submit(self, seat: Seat, form: Form) -> None:
        view = self._view(seat, form)
        held = filled.holding(shown(view), form, self._zone(seat))
        missing = filled.left_empty(shown(view), held)
        self._memory.hold(view, held, missing)
        if not missing:
            self._slack.submit(view, filled.by_block(held))

    def _close(self, seat: Seat, form: Form) -> None:
        view = self._view(seat, form)
        self._slack.dismiss(view)
        self._memory.forget(view)

    def _shortcut(self, seat: Seat, form: Form) -> None:
        """One on a message, where a message is named; else one that works anywhere."""
        message = self._message(seat, form) if form.get(TARGET) else None
        known = self._offer.anywhere if message is None else self._offer.on_messages
        callback = _one(form, "callback")
        if callback not in known:
            raise WorkspaceError("there is no such shortcut")
        self._slack.shortcut(callback, message=message, user=seat.reader)

    def _dismiss(self, seat: Seat, form: Form) -> None:
        message = self._message(seat, form)
        if message.ephemeral_to == seat.reader:
            self._slack.workspace.remove(message)

    # ---- what is meant ----

    def _target(self, seat: Seat, form: Form) -> Message | View:
        return self._view(seat, form) if _one(form, TARGET).startswith("V") else self._message(seat, form)

    def _view(self, seat: Seat, form: Form) -> View:
        view = self._slack.workspace.views.get(_one(form, TARGET))
        if view is None or view.user != seat.reader or view.closed:
            raise WorkspaceError("that is no longer open")
        return view

    def _message(self, seat: Seat, form: Form) -> Message:
        seen = self._slack.messages(seat.place, user=seat.reader)
        found = next((message for message in seen if message.ts == _one(form, TARGET)), None)
        if found is None:
            raise WorkspaceError("that message is gone")
        return found

    def _zone(self, seat: Seat) -> ZoneInfo:
        return ZoneInfo(self._slack.workspace.users[seat.reader].tz)


def _one(form: Form, name: str) -> str:
    return next(iter(form.get(name, [])), "")
