"""What a process and its children take, by /proc; how large its store is; what /metrics tells."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

TICK = os.sysconf("SC_CLK_TCK")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'"


def family(pid: int) -> list[int]:
    """It and all below it."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def taken(pid: int) -> dict[str, float]:
    """Bytes, counts, and seconds of CPU since its start: of it alone, and (`all_`) with its children."""
    own, every = _process(pid), family(pid)
    children = [_process(one) for one in every[1:]]
    whole = {
        f"all_{name}": own[name] + sum(one.get(name, 0) for one in children)
        for name in ("rss", "pss", "fds", "threads")
    }
    return {**own, **whole, "children": len(every) - 1}


def _process(pid: int) -> dict[str, float]:
    found: dict[str, float] = {}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in ("Rss", "Pss", "Anonymous"):
                found[name.lower()] = int(value.split()[0]) * 1024
        found["fds"] = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - names alone, and many times
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found["threads"] = int(stat[17])
        # Of itself and of the children that have ended.
        found["cpu"] = sum(map(int, stat[11:15])) / TICK
    return found


def sizes(path: Path) -> dict[str, int]:
    """The file's bytes and its write-ahead log's."""
    wal = path.with_name(f"{path.name}-wal")
    return {"database": path.stat().st_size, "wal": wal.stat().st_size if wal.exists() else 0}


def rows(path: Path) -> dict[str, int]:
    """How many each table holds, and the pages that are free."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as db:
        names = [name for (name,) in db.execute(TABLES)]
        found = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
        return found | {"free_pages": db.execute("PRAGMA freelist_count").fetchone()[0]}


def metrics(port: int) -> dict[str, float]:
    """Every figure but the buckets of histograms; nothing where it doesn't answer."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            return dict(_figures(answer.read().decode()))
    except OSError:
        return {}


def _figures(text: str) -> Iterator[tuple[str, float]]:
    for line in text.splitlines():
        name, _, value = line.rpartition(" ")
        if name.startswith("dateline_") and "_bucket{" not in name and "_created" not in name:
            yield name, float(value)
