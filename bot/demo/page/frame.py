"""The whole page around a conversation, and its parts that change. It only reads the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.demo.page import messages, views
from bot.demo.page.composer import composer
from bot.demo.page.eyes import Eyes
from bot.demo.page.markup import Html, div, joined, tag, text
from bot.demo.page.seat import HOME
from bot.demo.page.sides import header, sidebar
from bot.demo.slack.shapes import as_list, as_object

if TYPE_CHECKING:
    from bot.demo.page.memory import Memory
    from bot.demo.page.offer import Offer
    from bot.demo.page.seat import Seat
    from bot.demo.slack import SlackStandIn

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`about` says below the name what this is."""

    slack: SlackStandIn
    offer: Offer
    memory: Memory
    about: str

    def eyes(self, seat: Seat) -> Eyes:
        workspace = self.slack.workspace
        me = workspace.users[seat.reader]
        return Eyes(
            reader=me.id,
            people={
                user.id: self.offer.name if user.bot else user.name.title()
                for user in workspace.users.values()
            },
            channels={one.id: one.name for one in workspace.channels.values() if one.kind != "im"},
            bot=self.offer.name,
            zone=ZoneInfo(me.tz),
            now=workspace.clock.now(),
        )

    def parts(self, seat: Seat) -> dict[str, Html]:
        """What changes while a person looks, by the id of the element that holds it."""
        workspace, eyes = self.slack.workspace, self.eyes(seat)
        shortcuts = dict(self.offer.on_messages)
        in_thread = seat.place != HOME and seat.thread
        return {
            "log": views.home(self.slack.home(seat.reader), seat, eyes)
            if seat.place == HOME
            else messages.conversation(workspace, seat, eyes, shortcuts),
            "thread": messages.thread(workspace, seat, eyes, shortcuts) if in_thread else text(""),
            "prompts": self._prompts(seat),
            "notice": tag("p", self.memory.notice(seat.reader))
            if self.memory.notice(seat.reader)
            else text(""),
            "modal": self._modal(seat, eyes),
        }

    def page(self, seat: Seat, theme: str) -> Html:
        parts = self.parts(seat)
        dark = theme if theme in THEMES else THEMES[0]
        body = joined(
            [
                tag("a", "Skip to the conversation", href="#log", class_="skip"),
                sidebar(self.slack, self.offer, seat, theme=dark, about=self.about),
                self._main(seat, parts),
                self._thread(seat, parts) if seat.thread else None,
                tag("div", parts["modal"], id="modal"),
                tag("div", id="said", class_="unseen", role="status", aria_live="polite"),
            ]
        )
        head = joined(
            [
                tag("meta", charset="utf-8"),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("meta", name="color-scheme", content="light dark"),
                tag("title", f"{self._title(seat)} - {self.offer.name}"),
                tag("link", rel="stylesheet", href="/page.css"),
                tag("link", rel="icon", href="/icon.svg", type="image/svg+xml"),
                tag("script", src="/page.js", defer=True),
            ]
        )
        whole = tag("html", tag("head", head), tag("body", body), lang="en", data_theme=dark)
        return Html(f"<!doctype html>{whole}")

    def _title(self, seat: Seat) -> str:
        channel = self.slack.workspace.channels.get(seat.place)
        return f"#{channel.name}" if channel and channel.kind != "im" else self.offer.name

    def _main(self, seat: Seat, parts: dict[str, Html]) -> Html:
        home = seat.place == HOME
        log = div(
            "log",
            parts["log"],
            id="log",
            tabindex=0,
            role="region" if home else "log",
            aria_live="off",
            aria_label="Home tab" if home else f"Messages in {self._title(seat)}",
        )
        write = None if home else composer(self.slack, self.offer, seat.to(), parts["prompts"])
        notice = tag("div", parts["notice"], id="notice", role="alert")
        return tag(
            "main",
            header(self.slack, self.offer, seat, self._title(seat)),
            log,
            notice,
            write,
            data_parts=seat.url("parts"),
        )

    def _thread(self, seat: Seat, parts: dict[str, Html]) -> Html:
        away = tag(
            "a",
            "\N{MULTIPLICATION X}",
            href=seat.to().url(),
            class_="button quiet cross",
            aria_label="Close the thread",
        )
        log = div(
            "log", parts["thread"], id="thread", tabindex=0, role="log", aria_live="off", aria_label="Thread"
        )
        write = composer(self.slack, self.offer, seat, None)
        return tag(
            "aside", div("head", tag("h2", "Thread"), away), log, write, class_="thread", aria_label="Thread"
        )

    def _prompts(self, seat: Seat) -> Html:
        """What the app suggests to ask, in its direct message."""
        told = [
            [as_object(prompt) for prompt in as_list(one["prompts"])]
            for one in self.slack.workspace.prompts
            if one["channel"] == seat.place
        ]
        buttons = [
            tag(
                "button",
                one["title"],
                type="submit",
                name="prompt",
                value=one["message"],
                class_="button chip",
            )
            for one in (told[-1] if told else [])
        ]
        return joined(buttons)

    def _modal(self, seat: Seat, eyes: Eyes) -> Html:
        view = self.slack.modal(seat.reader)
        if view is None:
            return text("")
        draft = self.memory.draft(view)
        errors = {**{key: str(value) for key, value in view.errors.items()}, **draft.errors}
        return views.modal(view, seat, eyes, held=draft.held, errors=errors, found=draft.found)
