"""The one way to the terminal: every command says what it has to say through a Screen.

On a terminal rich draws, with links that can be clicked; off one (a pipe, a file, a dumb terminal) come
plain lines: no boxes, no wrapping, no escapes, links in full, so that grep and cut work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Literal, TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.cli.lines import Json, Kind, Line, Piece, harmless, lines, one_line

Tone = Literal["", "dim", "bold", "good", "warn", "bad"]
Advance = Callable[[str], None]

WIDEST = 100  # columns: longer lines are hard to read
_TONES: dict[str, str] = {"dim": "dim", "bold": "bold", "good": "green", "warn": "yellow", "bad": "red"}


class Screen:
    """Where a command's words go. `terminal` and `width` are found out unless given."""

    def __init__(
        self,
        out: TextIO | None = None,
        err: TextIO | None = None,
        *,
        terminal: bool | None = None,
        width: int | None = None,
    ) -> None:
        self._out = _Paper(out or sys.stdout, terminal=terminal, width=width)
        self._err = _Paper(err or sys.stderr, terminal=terminal, width=width)

    @property
    def terminal(self) -> bool:
        """Whether a person is looking."""
        return self._out.terminal

    def message(self, blocks: Iterable[Json], text: str = "") -> None:
        """A Slack message. `text` is its fallback, shown for blocks of types that can't be drawn."""
        draw(blocks, self._out.console, text, plain=not self.terminal)

    def line(self, text: str = "", tone: Tone = "") -> None:
        """A line, or several with line ends between."""
        self._out.line(text, tone)

    def error(self, text: str) -> None:
        """A line to stderr, so that it never gets into a pipe."""
        self._err.line(text, "bad")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Rows under columns; off a terminal with tabs between, nothing cut."""
        heads = [one_line(column) for column in columns]
        cells = [[one_line(str(cell)) for cell in row] for row in rows]
        if not self.terminal:
            for row in (heads, *cells):
                self._out.raw("\t".join(row))
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for place, column in enumerate(heads):
            figures = all(row[place].replace(",", "").isdigit() for row in cells) and bool(cells)
            table.add_column(Text(column), justify="right" if figures else "left", overflow="fold")
        for row in cells:
            table.add_row(*(Text(cell) for cell in row))
        self._out.rich(table)

    @contextmanager
    def progress(self, total: int, what: str = "") -> Generator[Advance]:
        """A bar on a terminal, nothing elsewhere. The value is called with a short note for each step."""
        if not self.terminal:
            yield lambda _note: None
            return
        shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", style="dim", markup=False),
            console=self._out.console,
            transient=True,
        )
        with shown:
            task = shown.add_task(one_line(what), total=total, note="")
            yield lambda note: shown.update(task, advance=1, note=one_line(note)[:40])


class _Paper:
    """One stream, and whether a terminal reads it."""

    def __init__(self, stream: TextIO, *, terminal: bool | None, width: int | None) -> None:
        self.stream = stream
        self.console = Console(
            file=stream, force_terminal=terminal, width=width, highlight=False, emoji=False, markup=False
        )
        live = stream.isatty() if terminal is None else terminal
        self.terminal = live and not self.console.is_dumb_terminal
        if width is None and self.console.width > WIDEST:
            self.console.width = WIDEST

    def line(self, text: str, tone: Tone) -> None:
        for part in harmless(text).split("\n"):
            if self.terminal:
                self.rich(Text(part, style=_TONES.get(tone, "")))
            else:
                self.raw(part)

    def raw(self, text: str) -> None:
        _write(self.console, text)

    def rich(self, drawn: RenderableType) -> None:
        self.console.print(drawn)


def draw(blocks: Iterable[Json], console: Console, text: str = "", *, plain: bool) -> None:
    """Draw a message's blocks (and its fallback text where they can't be drawn) on the console."""
    drawn = list(_spaced(list(lines(blocks, text))))
    for line in drawn:
        if plain:
            if line.kind is not Kind.RULE and (line.kind is Kind.BLANK or _plain(line).strip()):
                _write(console, _plain(line))
        else:
            console.print(_rich(line))


def _spaced(found: Sequence[Line]) -> Iterable[Line]:
    """Air before what begins something: a headline, a rule, what follows a title."""
    yield from found[:1]
    for before, line in pairwise(found):
        headline = line.kind is Kind.TEXT and bool(line.pieces) and line.pieces[0].bold
        after_context = before.kind is Kind.ASIDE and line.kind is Kind.TEXT
        begins = line.kind in {Kind.TITLE, Kind.RULE} or headline or after_context
        if begins and before.kind is not Kind.RULE:  # which has air of its own
            yield Line(kind=Kind.BLANK)
        yield line


def _plain(line: Line) -> str:
    shown = (
        f"{p.text} <{p.url}>" if p.url and p.url != p.text else p.text for p in line.pieces if not p.button
    )
    return f"{' ' * line.indent}{line.mark}{''.join(shown)}"


def _rich(line: Line) -> RenderableType:
    if line.kind is Kind.BLANK:
        return Text("")
    if line.kind is Kind.RULE:
        return Rule(style="dim")
    base = {Kind.TITLE: "bold", Kind.ASIDE: "dim"}.get(line.kind, "")
    text = Text.assemble(*((piece.text, _style(piece)) for piece in line.pieces), style=base)
    if line.kind is Kind.TITLE:
        return Rule(text, align="left", style="dim")
    if not line.mark:
        return Padding(text, (0, 0, 0, line.indent), expand=False)
    hanging = Table.grid()
    hanging.add_column(width=len(line.mark), no_wrap=True, style="dim")
    hanging.add_column(overflow="fold")
    hanging.add_row(Text(line.mark), text)
    return Padding(hanging, (0, 0, 0, line.indent + 2), expand=False)


def _style(piece: Piece) -> Style:
    return Style(
        bold=piece.bold or None,
        italic=piece.italic or None,
        strike=piece.strike or None,
        dim=piece.button or None,
        color="cyan" if piece.code or (piece.url and not piece.bold) else None,
        link=piece.url or None,
    )


def _write(console: Console, text: str) -> None:
    """A line as it is. What the stream's encoding has no sign for becomes "?"; a closed pipe ends it all."""
    encoding: Any = getattr(console.file, "encoding", None) or "utf-8"
    try:
        console.file.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        console.file.flush()
    except BrokenPipeError:
        console.on_broken_pipe()
