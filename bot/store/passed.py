"""Which entries of feeds count as known though no article was made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from bot.store.inserting import insert
from bot.store.schema import passed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_AT_ONCE = 500  # SQLite bounds the variables of a statement
_AMONG: Final = select(passed.c.key).where(
    passed.c.source == bindparam("of"), passed.c.key.in_(bindparam("keys", expanding=True))
)


def among(db: Connection, source: str, keys: Iterable[str]) -> set[str]:
    """Those of a source's keys that are left be."""
    wanted = list(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found |= set(db.execute(_AMONG, {"of": source, "keys": part}).scalars())
    return found


def add(db: Connection, source: str, keys: Iterable[str]) -> None:
    """Leave these be from now on; what is noted already stays."""
    if rows := [{"source": source, "key": key} for key in dict.fromkeys(keys)]:
        db.execute(insert(db, passed).on_conflict_do_nothing(), rows)
