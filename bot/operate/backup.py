"""A backup is a store moved into one SQLite file and sealed; restored, it is the store, or moves on into one.

So there is one way for both databases, and each serves the other's backups. What is half done is never seen:
a backup appears under its name when it is sealed, a restored store when it is whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, make_url, select

from bot.errors import BadRequestError, StoreError
from bot.operate.moving import fill, move
from bot.store import sealed
from bot.store.database import knows_schema
from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime

    from bot.operate.moving import Moved
    from bot.store.sealed import Seal

_OWN: Final = 0o600  # it holds what people asked for, and tokens, sealed as they are
# What a process leaves that never did anything.
_NOTHING: Final = {"locks", "hosts"}


def back_up(
    store: Store, path: Path, *, made: datetime, program: str, told: Callable[[Moved], object]
) -> Seal:
    """Write the store as of one moment into a new file, whoever writes meanwhile; `told` of each table.

    BadRequestError where the file is there already; StoreError where a table did not come over as it was.
    """
    with _beside(path) as folder:
        if path.exists():
            raise BadRequestError(f"{path} is there already; a backup overwrites nothing: name another file.")
        new = folder / "backup.db"
        with closing(Store(_url(new))) as target:
            for moved in move(store, target):
                told(moved)
        found = sealed.seal(new, made=made.isoformat(timespec="seconds"), program=program)
        new.chmod(_OWN)
        _put(new, path)
    return found


def check(path: Path) -> Seal:
    """Read a backup through; StoreError where it is damaged, or of a newer program."""
    if not knows_schema((said := sealed.read(path)).schema):
        raise StoreError(
            f"{path} was made by a newer Dateline ({said.program}, schema {said.schema}); upgrade the "
            "program, then restore it."
        )
    return sealed.check(path)


def restore(
    path: Path, url: str, *, replace: bool, now: datetime, prepare: Callable[[str], object]
) -> tuple[Seal, Path | None]:
    """Make the backup the store at `url`: what it says of itself, and where the store before it is kept now.

    `prepare` is given the URL of a whole copy before that takes its place. StoreError where the backup is not
    fit, or the store there is in use; BadRequestError where it holds something, without `replace`.
    """
    target = make_url(url)
    is_file = target.get_backend_name() == "sqlite"
    place = Path(target.database or "").resolve()
    with _beside(place if is_file else path) as folder:
        found = check(path)
        if (what := _held(url, place if is_file else None)) and not replace:
            raise BadRequestError(
                f"The store of config.yaml holds something ({what}). With --replace the backup takes its "
                f"place{'; the file is kept beside it' if is_file else ', and what is there now is gone'}."
            )
        copy = folder / "restored.db"
        shutil.copyfile(path, copy)
        sealed.unseal(copy, path)
        prepare(_url(copy))
        kept = place.with_name(f"{place.name}.{now:%Y%m%dT%H%M%SZ}") if what else None
        if is_file:
            _swap(copy, place, kept)
        else:
            _fill(copy, url)
        return found, kept if is_file else None


def _held(url: str, place: Path | None) -> str:
    """The first table that holds something; empty where none does, or no file is there."""
    if place is not None and not (place.exists() and place.stat().st_size):
        return ""
    try:
        with closing(Store(url)) as store, store.read(Across.MOVING) as db:
            for table in reversed(metadata.sorted_tables):
                if table.name not in _NOTHING and db.execute(select(table).limit(1)).first() is not None:
                    return table.name
    except StoreError as error:
        if place is None:
            raise
        return str(error)
    return ""


def _swap(copy: Path, place: Path, kept: Path | None) -> None:
    """At every moment there is one whole store or the other under its name."""
    sealed.alone(copy)
    if place.exists():
        sealed.alone(place)
        shutil.copymode(place, copy)
        if kept is not None:
            _put(place, kept)
            _take_logs(place, kept)
    copy.replace(place)
    _remember(place.parent)


def _take_logs(place: Path, kept: Path) -> None:
    """What a store that could not be brought up to date left beside it: never to be read into the new one."""
    for log in ("-wal", "-shm", "-journal"):
        if (found := place.with_name(place.name + log)).exists():
            found.replace(kept.with_name(kept.name + log))


def _fill(copy: Path, url: str) -> None:
    with closing(Store(_url(copy))) as old, closing(Store(url)) as target:
        fill(old, target)


def _put(file: Path, name: Path) -> None:
    """Let a file have this name too, which nothing may have yet."""
    try:
        os.link(file, name)
    except FileExistsError as error:
        raise BadRequestError(f"{name} is there already; name another file.") from error
    except OSError:  # a file system that knows no second names
        shutil.copy2(file, name)
    _remember(name.parent)


def _remember(folder: Path) -> None:
    """So that names outlast a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _beside(path: Path) -> Generator[Path]:
    """A folder for what is half done, on the same disk; nobody else may look into it."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise StoreError(f"The folder {folder} is not there; make it, or name another.")
    with tempfile.TemporaryDirectory(dir=folder, prefix=".dateline-") as made:
        yield Path(made)


def _url(path: Path) -> str:
    return URL.create("sqlite", database=str(path.absolute())).render_as_string()
