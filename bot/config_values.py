"""What a single value of config.yaml may be: each type reads it, or says what was expected. Pure."""

from __future__ import annotations

import base64
import ipaddress
import re
from datetime import time
from pathlib import Path
from typing import Annotated, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationInfo

from bot.model import QuietHours
from bot.when import Expected, nearest, read_days, read_time, read_zone

_SCHEMES = ("http", "https")
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_CHANNEL_ID = re.compile(r"[CGD](?=[A-Z0-9]*[0-9])[A-Z0-9]{1,20}|[CGD][A-Z0-9]{8,20}", re.ASCII)
_PERSON_ID = re.compile(r"[UW][A-Z0-9]{2,20}", re.ASCII)
_CHANNEL_NAME = re.compile(r"[\w-]{1,80}")
_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}", re.ASCII)  # Slack's manifest: at most 32 characters
_MEMORY = ("sqlite://", "sqlite:///:memory:")
_SERVERS = ("postgresql+psycopg", "postgresql")
FEWEST_DAYS, MOST_DAYS = 30, 36_500
_SERVER = "postgresql+psycopg://user@host/name"


def _one_line(text: str) -> str:
    if re.search(r"[\x00-\x1f\x7f-\x9f]", text):
        raise Expected("text on one line, without control characters")
    return text.strip()


def _not_empty(text: str) -> str:
    if not text:
        raise Expected("text", "write something, or leave the key out")
    return text


def _web_address(text: str) -> str:
    """An http(s) URL without user and password (they would stand in every log and citation)."""
    expected = "an http:// or https:// address"
    try:
        parts = urlsplit(text)
        sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise Expected(expected, "check its host and port") from None
    if parts.username is not None or parts.password is not None:
        raise Expected(f"{expected} without a user name or password", "remove what stands before the @")
    if _SPACE_OR_CONTROL.search(text):
        raise Expected(expected, "remove the white space in it")
    if parts.scheme not in _SCHEMES or not sound:
        raise Expected(expected, _meant_address(text))
    return text


def _meant_address(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "https", text
    host = rest.partition("/")[0]
    near = nearest(scheme, _SCHEMES) or "https"
    return (
        f'did you mean "{near}://{rest}"?' if "." in host and "@" not in host else 'write it as "https://…"'
    )


def _below(folder: str, info: ValidationInfo) -> str:
    """A relative path is meant from the configuration's own folder, wherever the command is run."""
    try:
        path = Path(folder).expanduser()
    except RuntimeError:
        raise Expected("a path", "the home that ~ names is unknown; write it out") from None
    context = cast("dict[str, Path] | None", info.context)
    return str(context["folder"] / path if context else path)


def _database(url: str, info: ValidationInfo) -> str:
    if url in _MEMORY:
        return url
    scheme, separator, rest = url.partition("://")
    if not separator and url:
        raise Expected('a database URL such as "sqlite:///dateline.db"', f'did you mean "sqlite:///{url}"?')
    if scheme in _SERVERS or nearest(scheme, _SERVERS):
        return _server(url)
    if scheme != "sqlite":
        raise Expected(
            'a database URL of SQLite, such as "sqlite:///dateline.db", or of PostgreSQL',
            f'such as "{_SERVER}"',
        )
    if not rest.startswith("/") or rest == "/":
        raise Expected(
            'a database URL with three slashes, such as "sqlite:///dateline.db"', "two would name a host"
        )
    return f"sqlite:///{_below(rest[1:], info)}"


def _server(url: str) -> str:
    """A PostgreSQL database's URL. A password may stand before the @, where nothing shows it."""
    expected = f'a database URL of PostgreSQL, such as "{_SERVER}"'
    try:
        parts = urlsplit(url)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        raise Expected(expected, "check its host and port") from None
    if parts.scheme not in _SERVERS:
        raise Expected(expected, f"begin it with {_SERVERS[0]}://")
    if "password" in parts.query:
        raise Expected(expected, "set its password as DATELINE_DATABASE_PASSWORD in the environment")
    if not sound or len(parts.path) < 2:  # noqa: PLR2004 - a slash, and a name after it
        raise Expected(expected, "it ends with the database's name")
    return url


def _proxy(text: str) -> str:
    """A proxy's http:// address without a login; "" for none."""
    if not text:
        return ""
    if not text.lower().startswith("http://"):
        raise Expected(
            "an http:// address of a proxy", 'write it as "http://proxy.example:3128", or "" for none'
        )
    return _web_address(text)


def _redirect_url(text: str) -> str:
    """Slack sends browsers to https alone; loopback is for stand-ins. "" for none."""
    if not text:
        return ""
    host = urlsplit(_web_address(text)).hostname
    if not text.startswith("https://") and host not in {"127.0.0.1", "localhost"}:
        raise Expected("an https:// address", "Slack sends nobody to another one")
    return text


def _encryption_key(key: SecretStr) -> SecretStr:
    """A key of Fernet's; nothing of it is repeated."""
    try:
        sound = len(base64.b64decode(key.get_secret_value(), altchars=b"-_", validate=True)) == 32  # noqa: PLR2004 - as said
    except ValueError:
        sound = False
    if not sound:
        fix = "`dateline workspaces --new-key` makes one; put spaces or commas between several"
        raise Expected("keys of 32 bytes in URL-safe base64", fix)
    return key


def _network(text: object) -> object:
    try:
        return ipaddress.ip_network(str(text), strict=False)
    except ValueError:
        raise Expected(
            "a network in CIDR form", 'write "127.0.0.0/8" for this machine, "10.0.0.0/8" and the like'
        ) from None


def _channel(text: str) -> str:
    """A channel's ID as it is, a name as "#name"."""
    if _CHANNEL_ID.fullmatch(text):
        return text
    name = text.removeprefix("#")
    if _CHANNEL_NAME.fullmatch(name) and name == name.lower():
        return f"#{name}"
    meant = re.sub(r"\s+", "-", name.strip().lower())
    hint = f'did you mean "#{meant}"?' if _CHANNEL_NAME.fullmatch(meant) else ""
    raise Expected(
        'a channel: its name as "#world-news", or its ID, C… or G… (at the end of its details)', hint
    )


def _told(text: str) -> str:
    """Nobody, the word "admins", a person's ID, or a channel."""
    if text in ("", "admins") or _PERSON_ID.fullmatch(text):
        return text
    try:
        return _channel(text)
    except Expected as error:
        raise Expected(f"{error.expected}; a person's ID, U…; or admins", error.fix) from None


def _command(text: str) -> str:
    command = f"/{text.removeprefix('/')}"
    if not _COMMAND.fullmatch(command):
        raise Expected("a slash command of at most 32 characters: a-z, 0-9, - and _", 'write it as "/news"')
    return command


def _listed(value: object) -> object:
    """One word is a list of one."""
    return (value,) if isinstance(value, str) else value


def _time(value: object) -> object:
    return read_time(value) if isinstance(value, str) else value


def _quiet(value: object) -> object:
    """Hours such as "22:00-07:00"; nothing, or the same time twice, is no quiet at all."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    begin, dash, end = value.replace("\u2013", "-").partition("-")
    if not dash:
        raise Expected("hours of the day", 'write them as "22:00-07:00", or "" for none')
    hours = QuietHours(begin=read_time(begin.strip()), end=read_time(end.strip()))
    return None if hours.begin == hours.end else hours


def _days(value: object) -> object:
    if isinstance(value, str):
        return read_days(value)
    if isinstance(value, (list, tuple)):
        days = cast("list[object]", value)
        if all(isinstance(day, str) for day in days):
            return read_days([str(day) for day in days])
    raise Expected("a list of days", "write days: [mon, wed, fri], or weekdays")


def _kept(days: int) -> int:
    if 0 < days < FEWEST_DAYS or not 0 <= days <= MOST_DAYS:
        raise Expected(
            f"0 (for ever), or {FEWEST_DAYS} to {MOST_DAYS:,} days",
            f"write {FEWEST_DAYS} or more: answers and digests rest on the last {FEWEST_DAYS} days",
        )
    return days


OneLine = Annotated[str, AfterValidator(_one_line)]
Word = Annotated[str, AfterValidator(_one_line), AfterValidator(_not_empty)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
RedirectUrl = Annotated[str, AfterValidator(_redirect_url)]
EncryptionKey = Annotated[SecretStr, AfterValidator(_encryption_key)]
Proxy = Annotated[str, AfterValidator(_proxy)]
Folder = Annotated[Path, AfterValidator(lambda path, info: Path(_below(str(path), info)))]
Network = Annotated[ipaddress.IPv4Network | ipaddress.IPv6Network, BeforeValidator(_network)]
Channel = Annotated[str, AfterValidator(_channel)]
Told = Annotated[str, AfterValidator(_told)]
Command = Annotated[str, AfterValidator(_command)]
Kept = Annotated[int, AfterValidator(_kept)]
At = Annotated[time, BeforeValidator(_time)]
Quiet = Annotated[QuietHours | None, BeforeValidator(_quiet)]
Days = Annotated[tuple[str, ...], BeforeValidator(_days)]
Zone = Annotated[str, AfterValidator(read_zone)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
