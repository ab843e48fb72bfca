"""One reader's data, on request: all of it as JSON, or gone."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot import tenancy
from bot.errors import BadRequestError
from bot.store import about

if TYPE_CHECKING:
    from bot.store.store import Store

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("readers")

# Kept as JSON in a column of text.
_JSON: Final = frozenset({"detail", "plan", "message"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What became of so many rows: deleted, or with `stays` kept without the reader's ID."""

    table: str
    rows: int
    stays: bool


def export(store: Store, user: str) -> dict[str, Any]:
    """All that the tenant of now has about the reader, table by table, with a word of what it is.

    BadRequestError where that is no user's ID.
    """
    _check(user)
    with store.read() as db:
        found = [(part, about.rows(db, part)) for part in about.about(db, user)]
    return {
        "workspace": tenancy.current(),
        "reader": user,
        "stored": [
            {
                "table": part.table.name,
                "what": part.what,
                "rows": [{name: _plain(name, value) for name, value in row.items()} for row in rows],
            }
            for part, rows in found
            if rows
        ],
    }


def erase(store: Store, user: str) -> list[Erased]:
    """Erase it, in one transaction; a second time there is nothing left. BadRequestError as above."""
    _check(user)
    with store.write() as db:
        gone = [
            Erased(table=part.table.name, rows=about.erase(db, part), stays=bool(part.names))
            for part in about.about(db, user)
        ]
    _log.info("reader.erased", rows=sum(one.rows for one in gone))  # not who: that would be kept in the log
    return gone


def _check(user: str) -> None:
    if not re.fullmatch(r"[UW][A-Z0-9]+", user):
        raise BadRequestError(
            f'"{user}" is no ID of a person in Slack: U… or W…, under "Copy member ID" in the profile.'
        )


def _plain(name: str, value: object) -> object:
    """A column's value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return json.loads(zlib.decompress(value))
    return json.loads(value) if isinstance(value, str) and name in _JSON else value
