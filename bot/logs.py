"""Where the log lines of all our rooms and all libraries come together: one format, and no secret in any.

Slack's libraries and httpx log through the standard library; their records pass through the same processors.
A line is redacted twice: value by value before it is drawn, and as a whole after (whatever an object's repr
brought along).

What belongs together has an id that its lines share, `work`: one for each of Slack's requests and each run of
a task. It goes along wherever work is handed on by tenancy.Pool. What people write is in no line.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Literal, cast

import structlog

from bot import tenancy
from bot.redact import redact

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from structlog.typing import EventDict, Processor

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["auto", "human", "json"]

HANDLER = "dateline"
# They tell of every request, which is no news to an operator; with log.level debug they may.
_TALKATIVE = (
    *("alembic", "apscheduler", "asyncio", "httpcore", "httpx", "httpx2"),
    *("procrastinate", "psycopg", "slack_bolt", "slack_sdk", "trafilatura", "uvicorn"),
)
_MUTE = (
    "trafilatura"  # what it can't read we tell ourselves, with its name: here it is "discarding data: None"
)
_PAUSE_SECONDS = 60.0
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROLS_BUT_LINE_ENDS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@contextmanager
def work(**said: str) -> Generator[None]:
    """What is logged within the block has an id of its own, and `said`, in its lines."""
    with structlog.contextvars.bound_contextvars(work=token_hex(4), **said):
        yield


def configure(level: Level, format: Format, secrets: Iterable[str] = ()) -> None:  # noqa: A002 - the setting's name
    """Send all logging to stderr in one format, without the secrets. The last call holds.

    "auto": human where stderr is a terminal, JSON where a program reads it.
    """
    hidden = tuple({spelling for secret in secrets if secret for spelling in _spellings(secret)})
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_described(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = _Stderr()
    handler.name = HANDLER
    human = format == "human" or (format == "auto" and sys.stderr.isatty())
    handler.setFormatter(_formatter(human=human, hidden=hidden))
    _install(handler, logging.getLevelNamesMapping()[level.upper()])


def _spellings(secret: str) -> set[str]:
    """The secret as it is, and as repr and JSON (and JSON of a repr) would have it."""
    plain = {secret, repr(secret)[1:-1], repr(secret.encode())[2:-1]}
    return plain | {json.dumps(text)[1:-1] for text in plain}


def _install(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    for old in [held for held in root.handlers if held.name == HANDLER]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        least = logging.CRITICAL if name == _MUTE else logging.WARNING
        logging.getLogger(name).setLevel(level if level == logging.DEBUG else max(level, least))


def _described() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        _whose,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
    ]


def _whose(_logger: object, _method: str, event: EventDict) -> EventDict:
    if tenant := tenancy.current():
        event.setdefault("tenant", tenant)
    return event


def _formatter(*, human: bool, hidden: tuple[str, ...]) -> structlog.stdlib.ProcessorFormatter:
    drawn: list[Processor] = [_harmless, _human()] if human else [structlog.processors.JSONRenderer()]

    def hide_values(_logger: object, _method: str, event: EventDict) -> EventDict:
        return cast("EventDict", _walk(event, lambda text: redact(text, hidden)))

    def hide_line(_logger: object, _method: str, line: EventDict) -> str:
        return redact(cast("str", line), hidden)  # after a renderer the "event" is the drawn line

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_described(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.StackInfoRenderer(),
            hide_values,
            *drawn,
            hide_line,
        ],
    )


def _human() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )


def _harmless(_logger: object, _method: str, event: EventDict) -> EventDict:
    """What came from outside can't begin a line, nor steer the terminal; a traceback keeps its lines."""
    return {
        key: _walk(value, _tamed if key in {"exception", "stack"} else _flat) for key, value in event.items()
    }


def _flat(text: str) -> str:
    return _CONTROLS.sub(_pictured, text)


def _tamed(text: str) -> str:
    return _CONTROLS_BUT_LINE_ENDS.sub(_pictured, text)


def _pictured(found: re.Match[str]) -> str:
    """Unicode's pictures of control characters ("␊" for a line end), so that none is escaped once more."""
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"  # noqa: PLR2004 - first visible sign


def _walk(value: object, change: Callable[[str], str]) -> object:
    """The value with every text in it changed; objects of other types as they are."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        held = cast("dict[object, object]", value)
        return {_walk(key, change): _walk(part, change) for key, part in held.items()}
    if isinstance(value, (list, tuple)):
        return [_walk(part, change) for part in cast("list[object]", value)]
    return value


class Sparing(logging.Filter):
    """Of the warnings and errors from one place in the code, one in a minute: what is wrong may last."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        place = (record.pathname, record.lineno)
        if record.levelno < logging.WARNING:
            return True
        if record.created - self._last.get(place, 0) < _PAUSE_SECONDS:
            return False
        self._last[place] = record.created
        return True


class _Stderr(logging.Handler):
    """Writes to what stderr is at the moment. The standard handler, in trouble, would echo the arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except (TypeError, ValueError, KeyError, AttributeError):
            line = f"a log line of {record.name} could not be drawn"
        try:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        except (OSError, ValueError):  # stderr is closed or gone: there is nobody left to tell
            return
