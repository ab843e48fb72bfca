"""What this machine gives: memory, files that may be open, disks, libraries. Linux tells most of it."""

from __future__ import annotations

import os
import resource
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url

from bot.collect.expat import check_expat
from bot.errors import DatelineError
from bot.operate.examining.facts import Disk, Machine
from bot.operate.examining.machine import EXTRAS

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOUNTS, _MEMORY = Path("/proc/self/mounts"), Path("/proc/meminfo")
# A container's own limit (control groups, version 2 and 1). Of none they say "max", or a number beyond all.
_LIMITS: Final = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def machine() -> Machine:
    """This one."""
    told = memory(_text(_MEMORY))
    sizes = [told.get("MemTotal"), *(limit(_text(path)) for path in _LIMITS)]
    return Machine(
        memory=min((size for size in sizes if size is not None), default=None),
        memory_free=told.get("MemAvailable"),
        handles=_handles(),
        missing=frozenset(name for name in EXTRAS if find_spec(name) is None),
        unsafe_parser=_unsafe_parser(),
    )


def disk(database: str) -> Disk | None:
    """Where the file of that database URL lies; None where it is on a server or in memory."""
    url = make_url(database)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    folder = os.path.realpath(Path(url.database).parent)
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return Disk(free=usage.free, total=usage.total, kind=file_system(folder, _text(_MOUNTS).splitlines()))


def file_system(folder: str, mounts: Iterable[str]) -> str:
    """What kind the folder is on, by the lines of /proc/mounts (fstab(5)); "" where they don't say."""
    best, kind = "", ""
    for line in mounts:
        _, point, found, *_ = [*line.split(" "), "", "", ""]
        place = point.replace("\\040", " ").rstrip("/")
        if len(place) >= len(best) and (folder == place or folder.startswith(f"{place}/")):
            best, kind = place, found
    return kind


def memory(meminfo: str) -> dict[str, int]:
    """The figures of /proc/meminfo (proc(5)) in bytes."""
    found: dict[str, int] = {}
    for line in meminfo.splitlines():
        name, _, rest = line.partition(":")
        count = rest.removesuffix("kB").strip()
        if count.isdigit():
            found[name] = int(count) * 1024
    return found


def limit(said: str) -> int | None:
    return int(said) if said.strip().isdigit() else None


def _handles() -> int | None:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def _unsafe_parser() -> str:
    try:
        check_expat()
    except DatelineError as error:
        return str(error)
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
