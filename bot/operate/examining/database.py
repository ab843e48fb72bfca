"""The database: whether it can be used, and whether it is kept where and as Dateline needs it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.operate.checks import failure, warning, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.operate.checks import Check, Finding
    from bot.operate.examining.facts import Disk, Facts
    from bot.store.databases import Condition

NAME = "database"
APART: Final = timedelta(seconds=30)
LOW, FULL = 1_000_000_000, 100_000_000  # bytes
# By what the operating system calls them.
_NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "fuse.sshfs",
    "fuse.s3",
    "davfs",
    "virtiofs",
)
_PASSING = ("tmpfs", "ramfs", "overlay", "aufs")

FOLDER_MISSING = failure(
    "database-folder-missing",
    cause="`database` names a file in a folder that is not there.",
    cure="make the folder, or correct `database` in config.yaml",
)
DRIVER_MISSING = failure(
    "database-driver-missing",
    cause="`database` names PostgreSQL, and its driver is not installed.",
    cure="run: pip install -c constraints.txt '.[postgres]'",
)
NEWER = failure(
    "database-newer",
    cause="A newer Dateline has changed the database.",
    cure="upgrade this program to that version, or name another database in config.yaml",
)
OLDER = failure(
    "database-older",
    cause="The database is not at this program's schema.",
    cure="run dateline migrate",
)
LOCKED = failure(
    "database-locked",
    cause="Another program holds the database for longer than any write of Dateline's takes.",
    cure="see which other program has it open (a backup, a shell of sqlite3, a second dateline run), "
    "and end that",
)
NOT_ONE = failure(
    "database-not-one",
    cause="The file that `database` names is no SQLite database, or is damaged.",
    cure="correct `database` in config.yaml; a damaged file is brought back from a backup",
)
NO_SPACE = failure(
    "database-no-space",
    cause="The disk or the quota of the database is used up.",
    cure="free space where the database lies, or move it",
)
READ_ONLY = failure(
    "database-read-only",
    cause="The file, its folder or the server takes no changes (permissions, a read-only mount, a "
    "standby server).",
    cure="let the user that runs Dateline write the file and its folder; of PostgreSQL, name the "
    "primary server",
)
NO_SERVER = failure(
    "database-no-server",
    cause="No PostgreSQL server answers at that host and port.",
    cure="see that the server runs and that `database` names its host and port",
)
PASSWORD = failure(
    "database-password",
    cause="The server does not accept the user or the password.",
    cure="check the user in `database`, and DATELINE_DATABASE_PASSWORD",
)
ABSENT = failure(
    "database-absent",
    cause="The server has no database or no user of that name.",
    cure="make it (createdb, createuser), or correct `database` in config.yaml",
)
NOT_UTF8 = failure(
    "database-not-utf8",
    cause="The PostgreSQL database keeps text in another encoding than UTF-8.",
    cure="make it anew: createdb --encoding UTF8 --template template0",
)
RIGHTS = failure(
    "database-rights",
    cause="The database's user may not make or change tables.",
    cure="let that user own the database (ALTER DATABASE … OWNER TO …)",
)
OTHER = failure(
    "database-ill",
    cause="The database does not answer as it should.",
    cure="check `database` in config.yaml, its folder's permissions and the space on its disk",
)
NO_WAL = failure(
    "database-no-wal",
    cause="The file system does not let SQLite keep its write-ahead log, so readers and writers wait "
    "for each other.",
    cure="move the database to a local disk: its file system lacks shared memory or locks",
)
NETWORK = warning(
    "database-on-network",
    cause="The SQLite file lies on a network file system, whose locks can't be trusted: it may be damaged.",
    cure="move it to a local disk, or use PostgreSQL",
)
PASSING = warning(
    "database-passing",
    cause="The SQLite file lies in memory or in a container's own layer, and goes with it.",
    cure="put it on a disk or a volume (compose.yaml shows how)",
)
MEMORY = warning(
    "database-in-memory",
    cause="`database` names no file: what is stored is gone when the program ends, and digests may "
    "come twice.",
    cure="name a file: database: sqlite:///dateline.db",
)
SUPERUSER = warning(
    "database-superuser",
    cause="Dateline connects to PostgreSQL as a superuser, for whom nothing keeps workspaces apart.",
    cure="make a plain user that owns the database, and name it in `database`",
)
CARELESS = warning(
    "database-careless",
    cause="PostgreSQL is set to lose the last writes in a power cut (fsync or synchronous_commit is off): "
    "a digest may then come twice.",
    cure="set fsync and synchronous_commit to on in postgresql.conf",
)
CLOCKS = warning(
    "database-clock",
    cause="The clocks of the database's server and of this machine are apart, and claims go by the server's.",
    cure="keep both in time (NTP)",
)
DISK_LOW = warning(
    "disk-low",
    cause="The disk that the database lies on is almost full.",
    cure="free space there, or move the database",
)
DISK_FULL = failure(
    "disk-full",
    cause="The disk that the database lies on has no room to work with.",
    cure="free space there now: nothing can be stored or posted once it is full",
)

_BY_WORDS: Final = (
    ("the folder", FOLDER_MISSING),
    ("driver is not installed", DRIVER_MISSING),
    ("newer dateline", NEWER),
    ("not in utf-8", NOT_UTF8),
    ("readonly database", READ_ONLY),
    ("read-only", READ_ONLY),
    ("unable to open database file", READ_ONLY),
    ("is locked", LOCKED),
    ("lock timeout", LOCKED),
    ("not a database", NOT_ONE),
    ("malformed", NOT_ONE),
    ("is full", NO_SPACE),
    ("no space", NO_SPACE),
    ("quota", NO_SPACE),
    ("password", PASSWORD),
    ("authentication failed", PASSWORD),
    ("does not exist", ABSENT),
    ("permission denied", RIGHTS),
    ("must be owner", RIGHTS),
    ("refused", NO_SERVER),
    ("no such file", NO_SERVER),
    ("resolve host", NO_SERVER),
    ("timeout expired", NO_SERVER),
    ("shutting down", NO_SERVER),
    ("starting up", NO_SERVER),
)


def database(facts: Facts) -> Iterator[Check]:
    found = facts.store
    if found.error:
        yield by_words(found.error).at(NAME, found.error)
        return
    if found.schema != found.newest:
        yield OLDER.at(NAME, f"reachable, but at schema {found.schema or 'none'} instead of {found.newest}")
    else:
        yield well(NAME, f"reachable, schema {found.schema}")
    if facts.config.database in ("sqlite://", "sqlite:///:memory:"):
        yield MEMORY.at("database file", "kept in memory alone")
    if found.condition is not None:
        yield from _kept(found.condition)
    if found.disk is not None:
        yield from _where(found.disk)


def by_words(error: str) -> Finding:
    """What is wrong, by what the driver says."""
    said = error.lower()
    return next((finding for words, finding in _BY_WORDS if words in said), OTHER)


def _kept(condition: Condition) -> Iterator[Check]:
    if condition.read_only:
        yield READ_ONLY.at("database writes", "it takes no changes")
    if condition.journal not in ("", "wal", "memory"):
        yield NO_WAL.at("database journal", f"SQLite's journal is {condition.journal} instead of wal")
    if condition.superuser:
        yield SUPERUSER.at("database user", "it is a superuser, or passes by row-level security")
    if not condition.durable:
        yield CARELESS.at("database safety", "fsync or synchronous_commit is off")
    if abs(condition.ahead) > APART:
        yield CLOCKS.at("database clock", apart(condition.ahead, "the database server's"))


def apart(ahead: timedelta, whose: str) -> str:
    """By how much another clock and this machine's differ."""
    seconds = abs(round(ahead.total_seconds()))
    much = f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"  # noqa: PLR2004 - two minutes
    first = whose if ahead > timedelta() else "this machine's"
    return f"{first} clock is {much} ahead"


def _where(disk: Disk) -> Iterator[Check]:
    name, room = "disk", f"{_size(disk.free)} free of {_size(disk.total)}"
    if disk.free < FULL:
        yield DISK_FULL.at(name, room)
    elif disk.free < LOW:
        yield DISK_LOW.at(name, room)
    else:
        yield well(name, room)
    if disk.kind.startswith(_NETWORK):
        yield NETWORK.at("database file", f"the database's file lies on {disk.kind}")
    elif disk.kind in _PASSING:
        yield PASSING.at("database file", f"the database's file lies on {disk.kind}")


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= LOW else f"{count / 1e6:.0f} MB"
