"""A store in one file that is not written any more: sealed with counts and hashes, and checked against them.

What is checked is the file's own rows, whatever schema they are of: so is an older program's file.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEAL: Final = "sealed"
_HEAD: Final = "*"
# The index of words is made of the articles, and is checked by what SQLite itself knows of it.
_TABLES: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "AND name NOT LIKE 'articles\\_search%' ESCAPE '\\' AND name <> 'sealed' ORDER BY name"
)
# What names the tables and columns is as easily hurt as what stands in them, and no row tells of it.
_SCHEMA: Final = "sqlite_master"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a file says of itself: when it was made (ISO 8601), by which program, of which schema."""

    made: str
    program: str
    schema: str
    rows: int


def seal(path: Path, *, made: str, program: str) -> Seal:
    """Note how many rows each table has and what they hash to; from then on it is one plain file."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=DELETE").fetchall()
        db.execute(
            f"CREATE TABLE {_SEAL} (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, digest TEXT NOT NULL)"
        )
        told = list(_told(db))
        head = (_HEAD, sum(rows for name, rows, _ in told if name != _SCHEMA), f"{made} {program}")
        db.executemany(f"INSERT INTO {_SEAL} VALUES (?, ?, ?)", [head, *told])  # noqa: S608  (as above)
        db.commit()
    return read(path)


def read(path: Path) -> Seal:
    """What the file says of itself; StoreError where it says nothing."""
    with _opened(path) as db:
        try:
            rows, said = db.execute(f"SELECT rows, digest FROM {_SEAL} WHERE name = ?", (_HEAD,)).fetchone()  # noqa: S608  (as above)
            (schema,) = db.execute("SELECT version_num FROM alembic_version").fetchone()
            made, program = said.split(" ", 1)
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise StoreError(
                f"{path} is no backup that `dateline backup` made, or it is damaged ({error}). A store "
                "itself is moved with `dateline migrate --from`."
            ) from error
    return Seal(made=made, program=program, schema=schema, rows=rows)


def check(path: Path) -> Seal:
    """Read all of it; StoreError that says what is not as it was sealed."""
    found = read(path)
    with _opened(path) as db:
        try:
            said = [line for (line,) in db.execute("PRAGMA integrity_check(1)")]
            noted = {name: (rows, digest) for name, rows, digest in db.execute(f"SELECT * FROM {_SEAL}")}  # noqa: S608  (as above)
            there = {name: (rows, digest) for name, rows, digest in _told(db)}
        except (sqlite3.Error, UnicodeError) as error:
            raise _damaged(path, str(error)) from error
    del noted[_HEAD]
    if _SCHEMA not in noted:  # it was sealed before that was
        del there[_SCHEMA]
    if said != ["ok"]:
        raise _damaged(path, said[0])
    for name in sorted(noted.keys() | there.keys()):
        if noted.get(name) != there.get(name):
            was, now = (known.get(name, (0, ""))[0] for known in (noted, there))
            raise _damaged(path, f"{name} was sealed with {was} rows and holds {now}, or others")
    return found


def unseal(copy: Path, path: Path) -> None:
    """Make a copy of `path` a store again; StoreError where its index of words is not its articles'."""
    with closing(sqlite3.connect(copy)) as db:
        try:
            db.execute(f"DROP TABLE {_SEAL}")
            db.execute("INSERT INTO articles_search(articles_search, rank) VALUES ('integrity-check', 1)")
            db.commit()
        except sqlite3.Error as error:
            raise _damaged(path, f"its index of words: {error}") from error


def alone(path: Path) -> None:
    """Bring a store's file up to date with its log, and see that no program has it open; else StoreError."""
    with closing(sqlite3.connect(path, timeout=1)) as db:
        try:
            (mode,) = db.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise StoreError(f"{path} is in use ({error}): stop Dateline, then restore again.") from error
        except sqlite3.DatabaseError:
            return  # it is no database any more: nobody works in it
    if mode != "delete":
        raise StoreError(f"{path} is in use: stop Dateline, then restore again.")


def _opened(path: Path) -> closing[sqlite3.Connection]:
    """To be read alone, whatever folder it lies in."""
    if not path.is_file():
        raise StoreError(f"There is no file {path}.")
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True))


def _told(db: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    for name in [*(found for (found,) in db.execute(_TABLES)), _SCHEMA]:
        digest, rows = hashlib.sha256(), 0
        where = f"WHERE tbl_name <> '{_SEAL}'" if name == _SCHEMA else ""
        for row in db.execute(f'SELECT * FROM "{name}" {where} ORDER BY rowid'):  # noqa: S608  (a table's own name)
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
            rows += 1
        yield name, rows, digest.hexdigest()


def _damaged(path: Path, what: str) -> StoreError:
    return StoreError(f"The backup {path} is damaged: {what}. Nothing was restored; take another one.")
