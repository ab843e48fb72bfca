"""The machine and what is installed on it, the folders that are watched, and the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.operate.checks import failure, warning, well
from bot.operate.examining.database import apart
from bot.text import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.operate.checks import Check
    from bot.operate.examining.facts import Facts, FolderFacts

# Idle it takes 180 MB; a document that is being read may take some more.
LEAST_MEMORY, LEAST_FREE = 400_000_000, 150_000_000
HANDLES, HANDLES_A_WORKER = 128, 8
CLOCK_APART: Final = timedelta(seconds=60)
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # before this program was written: the clock is wrong
# Module -> the extra that brings it, and what for.
EXTRAS: Final = {
    "psycopg": "postgres",
    "procrastinate": "postgres",
    "starlette": "web",
    "uvicorn": "web",
    "cryptography": "workspaces",
}

MEMORY_LOW = warning(
    "memory-low",
    cause="The machine or the container has little memory left; the system may end Dateline amid its work.",
    cure="give it 512 MB or more, or end what else takes memory there",
)
HANDLES_LOW = warning(
    "handles-low",
    cause="The process may hold few files and connections open at a time, so collecting will fail "
    "under load.",
    cure="raise the limit (ulimit -n 1024, LimitNOFILE= of systemd, ulimits: of compose), or lower "
    "collect.workers",
)
LIBRARY_MISSING = failure(
    "library-missing",
    cause="The configuration asks for what an extra of the package brings, and that is not installed.",
    cure="run: pip install -c constraints.txt '.[{extra}]'",
)
PARSER_UNSAFE = failure(
    "parser-unsafe",
    cause="Python's XML parser is so old that a feed could make it burn all memory; nothing is "
    "collected with it.",
    cure="use a Python that was built with libexpat 2.5.0 or newer",
)
CLOCK_WRONG = failure(
    "clock-wrong",
    cause="The machine's clock stands before this program was written; no digest would ever be due.",
    cure="set the machine's clock (NTP)",
)
CLOCK_OFF = warning(
    "clock-off",
    cause="The machine's clock and Slack's are apart: digests come at the wrong time, and over HTTP "
    "Slack's requests are refused from 5 minutes on.",
    cure="keep the machine's clock in time (NTP)",
)
ZONE_UNKNOWN = failure(
    "zone-unknown",
    cause="A digest is ordered in a time zone that this machine does not know.",
    cure="install the package tzdata, or correct the zone in config.yaml or with /digest edit",
)
FOLDER_MISSING = failure(
    "folder-missing",
    cause="collect.folders names a folder that is not there.",
    cure="make it (mkdir -p '{path}'), or correct collect.folders in config.yaml",
)
FOLDER_IS_FILE = failure(
    "folder-is-file",
    cause="collect.folders names a file.",
    cure="collect.folders[].path names a folder; name the one that holds the file",
)
FOLDER_UNREADABLE = failure(
    "folder-unreadable",
    cause="The user that runs Dateline may not read a watched folder.",
    cure="let the user that runs Dateline read it and enter it (chmod a+rx)",
)


def machine(facts: Facts) -> Iterator[Check]:
    found, workers = facts.machine, facts.config.collect.workers
    if found.memory is not None and found.memory < LEAST_MEMORY:
        yield MEMORY_LOW.at("memory", f"it may take {found.memory / 1e6:.0f} MB in all")
    elif found.memory_free is not None and found.memory_free < LEAST_FREE:
        yield MEMORY_LOW.at("memory", f"{found.memory_free / 1e6:.0f} MB are free")
    least = HANDLES + HANDLES_A_WORKER * workers
    if found.handles is not None and found.handles < least:
        what = f"at most {found.handles} at a time; {least} are wanted with {plural(workers, 'worker')}"
        yield HANDLES_LOW.at("open files", what)
    if found.unsafe_parser:
        yield PARSER_UNSAFE.at("XML parser", found.unsafe_parser)
    yield from _libraries(facts)


def _libraries(facts: Facts) -> Iterator[Check]:
    slack = facts.config.slack
    wanted = {
        "postgres": facts.config.database.startswith("postgresql"),
        "web": slack.signing_secret is not None and slack.app_token is None,
        "workspaces": slack.installable,
    }
    for extra in (extra for extra, asked in wanted.items() if asked):
        missing = [name for name, of in EXTRAS.items() if of == extra and name in facts.machine.missing]
        if missing:
            yield LIBRARY_MISSING.at(f"extra {extra}", f"{listed(missing)} not installed", extra=extra)


def time(facts: Facts) -> Iterator[Check]:
    name, what = "time", f"it is {facts.now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if facts.now < _EARLIEST:
        yield CLOCK_WRONG.at(name, what)
        return
    zones, unknown = _zones(facts)
    if unknown:
        yield ZONE_UNKNOWN.at(name, f"no time zone {listed(unknown)}")
        return
    local = [f"{facts.now.astimezone(zone):%H:%M} in {zone.key}" for zone in zones if zone.key != "UTC"]
    yield well(name, ", ".join([what, *local]))


def _zones(facts: Facts) -> tuple[list[ZoneInfo], list[str]]:
    """Those of all orders that are known here, and the names of those that aren't."""
    of_config = {order.zone for order in facts.config.subscriptions}
    known, unknown = list[ZoneInfo](), list[str]()
    for zone in sorted(of_config | {order.zone for order in facts.store.orders}):
        try:
            known.append(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            unknown.append(zone)
    return [zone for zone in known if zone.key in of_config], unknown


def clock(facts: Facts) -> Iterator[Check]:
    ahead = facts.slack.ahead
    if ahead is not None and abs(ahead) > CLOCK_APART:
        yield CLOCK_OFF.at("clock", apart(ahead, "Slack's"))


def folders(facts: Facts) -> Iterator[Check]:
    yield from (_folder(folder) for folder in facts.folders)


def _folder(folder: FolderFacts) -> Check:
    name = f"folder {folder.path}"
    match folder.error:
        case None:
            return well(name, f"readable, {plural(folder.entries, 'entry', 'entries')}")
        case FileNotFoundError():
            return FOLDER_MISSING.at(name, "does not exist", path=folder.path)
        case NotADirectoryError():
            return FOLDER_IS_FILE.at(name, "is a file")
        case error:
            return FOLDER_UNREADABLE.at(name, f"can't be read: {error.strerror}")
