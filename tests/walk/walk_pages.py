"""What a page of docs/ prints for its readers to type, and what it says that they will see.

Comments in the page's source, above a fenced block, say what a reader knows without being told:

    <!-- not walked: WHY -->                  this block needs what no test has
    <!-- walk: goes on until TEXT -->         it runs on to the page's end; it is up once it says TEXT
    <!-- walk: status 1 -->                   that is the status it ends with
    <!-- walk: 14:32 is soon -->              a time to come, which the walk puts in its place
    <!-- walk: note: WHY -->                  what else is to be known
    <!-- walk: arrives -->                    above what is shown: it comes to the channel by and by
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TYPED = ("sh", "slack")
SHOWN = "text"
ARRIVES = "<!-- walk: arrives -->"
_FENCE = re.compile(
    r"(?P<notes>(?:^[ ]*<!-- .*? -->\n+)*)"
    r"^(?P<indent>[ ]*)```(?P<kind>[\w-]*)\n(?P<body>.*?)\n?^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_NOTE = re.compile(r"<!-- (?P<key>not walked|walk|command): (?P<said>.*?) -->")
_GOES_ON = re.compile(r"goes on until (?P<text>.+)")
_STATUS = re.compile(r"status (?P<status>\d+)")
_SOON = re.compile(r"(?P<time>\d\d:\d\d) is soon")


class MarkError(ValueError):
    """A comment that says nothing that the walk understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`kind`: "sh", or "slack" for what is typed there. `shown`: what the page says will be seen."""

    kind: str
    typed: tuple[str, ...]
    line: int
    shown: str = ""
    arrives: str = ""
    not_walked: str = ""
    command: str = ""
    goes_on_until: str = ""
    soon: str = ""
    status: int = 0
    notes: tuple[str, ...] = field(default=())


def documents() -> list[Path]:
    """Every page for people, but the changelog."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def walked() -> list[Path]:
    """The pages whose commands are walked, each from its beginning to its end."""
    return [
        path for folder in ("tutorial", "how-to") for path in sorted((ROOT / "docs" / folder).glob("*.md"))
    ]


def blocks(markdown: str) -> list[Block]:
    """What is typed, in order. Raises MarkError."""
    found: list[Block] = []
    for fence in _FENCE.finditer(markdown):
        indent = len(fence["indent"])
        body = "\n".join(line[indent:] for line in fence["body"].split("\n"))
        line = markdown.count("\n", 0, fence.start("kind")) + 1
        if fence["kind"] in TYPED:
            found.append(_block(fence["kind"], body, line, fence["notes"]))
        elif fence["kind"] == SHOWN and found:
            name = "arrives" if ARRIVES in fence["notes"] else "shown"
            found[-1] = replace(found[-1], **{name: body})
    return found


def _block(kind: str, body: str, line: int, notes: str) -> Block:
    marked: dict[str, object] = {"notes": ()}
    for note in _NOTE.finditer(notes):
        marked |= _read(note["key"], note["said"].strip())
    typed = tuple(one for one in body.split("\n") if one.strip())
    return Block(kind=kind, typed=typed, line=line, **marked)  # pyright: ignore[reportArgumentType]


def _read(key: str, said: str) -> dict[str, object]:
    if key != "walk":
        return {"not_walked" if key == "not walked" else "command": said}
    if found := _GOES_ON.fullmatch(said):
        return {"goes_on_until": found["text"]}
    if found := _STATUS.fullmatch(said):
        return {"status": int(found["status"])}
    if found := _SOON.fullmatch(said):
        return {"soon": found["time"]}
    if said.startswith("note: "):
        return {"notes": (said.removeprefix("note: "),)}
    raise MarkError(f"<!-- walk: {said} --> says nothing that the walk understands")
