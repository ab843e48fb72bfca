"""What keeps tenants apart is nowhere gone around, read off the source (docs/explanation/tenancy.md)."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOT = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "bot").rglob("*.py"))}

# Threads that do nobody's work in particular.
NOBODYS_THREADS = {
    "bot/tenancy.py",
    *("bot/operate/examining/gathering.py", "bot/operate/metrics/gauges.py"),
    *("bot/web/gate.py", "bot/web/standing.py"),  # whose a request is, is learned in them
}
# Each place that looks across tenants, beside the store's means to do so.
ACROSS = {
    "bot/desk/talk.py": {"FORGETTING"},
    "bot/operate/backup.py": {"MOVING"},
    "bot/operate/moving.py": {"MOVING"},
    "bot/operate/retention.py": {"FORGETTING"},
    "bot/store/crossing.py": {"WORK"},
    "bot/store/events.py": {"FORGETTING"},
    "bot/store/figures.py": {"WATCHING"},
}


@cache
def _imported(path: Path) -> set[str]:
    found = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
    )
    return {f"{node.module}.{one.name}" for node in found for one in node.names}


def test_threads_know_whose_work_they_do() -> None:
    """Whoever hands work to other threads does so by tenancy.Pool, unless it is nobody's."""
    plain = {name for name, path in BOT.items() if "concurrent.futures.ThreadPoolExecutor" in _imported(path)}
    assert plain == NOBODYS_THREADS


def test_the_tables_are_known_to_the_store_alone() -> None:
    """And to what moves it whole: nobody else can send a statement of their own."""
    known = {
        name
        for name, path in BOT.items()
        if any(one.startswith("bot.store.schema.") for one in _imported(path)) and "bot/store/" not in name
    }
    assert known == {"bot/operate/backup.py", "bot/operate/moving.py"}


def test_who_looks_across_tenants_is_listed_here() -> None:
    """A new place is seen in review, and says why."""
    found: dict[str, set[str]] = {}
    for name, path in BOT.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "Across"
            ):
                found.setdefault(name, set()).add(node.attr)
    assert found == ACROSS


def test_what_is_sent_as_it_stands_is_the_databases_own() -> None:
    """SQL that SQLAlchemy does not build is sent where databases differ, and nowhere else."""
    sent = {name for name, path in BOT.items() if ".exec_driver_sql(" in path.read_text("utf-8")}
    assert {name for name in sent if not name.startswith("bot/store/databases/")} == set()
