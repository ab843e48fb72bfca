"""Where secrets stand: in a variable, in the file that `NAME_FILE` names, or in a folder of secrets.

Each in one place: where two hold the same secret, nobody could say which one counts. Nothing of a file's
contents is ever repeated. The environment is handed in (bot.config reads it).
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.mistakes import Mistake
from bot.when import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_LARGEST = 64_000  # bytes; Docker and Kubernetes give out larger ones, no token is
_PREFIXES = ("SLACK_", "DATELINE_")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
# Docker's own folder: its files may be read by all, and nobody else is in the container.
_DOCKER: Final = Path("/run/secrets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an operator may have overlooked around the configuration.

    `proxies` are set and not gone by; `unknown` variables look like ours, each with the one that is probably
    meant; `writable` may be changed, and `readable` secrets be read, by every user of the machine.
    """

    proxies: tuple[str, ...] = ()
    unknown: Mapping[str, str] = field(default_factory=dict[str, str])
    writable: tuple[Path, ...] = ()
    readable: tuple[Path, ...] = ()


@dataclass(slots=True, kw_only=True)
class Given:
    """The secrets by the names of their variables; where files were read, which; and what is wrong."""

    values: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    files: list[Path] = field(default_factory=list[Path])
    mistakes: list[Mistake] = field(default_factory=list[Mistake])


def given(environ: Mapping[str, str], names: Collection[str], folder: str, many: Collection[str]) -> Given:
    """Look each name up in its three places. `folder` is the variable that names the folder of secrets.

    An empty variable counts as none. Of `many` a file may hold several lines.
    """
    found = Given()
    directory = _folder(environ, folder, found)
    for name in names:
        places = list(_places(environ, name, directory))
        if len(places) > 1:
            first, *others = (place for place, _ in places)
            both = f"is given twice, by {first} and by {' and by '.join(others)}; keep one of them"
            found.mistakes.append(Mistake(0, name, both))
        for place, source in places[:1]:
            if isinstance(source, str):
                found.values[name] = source
            elif text := _read(source, place, found, several=name in many):
                found.values[name] = text
                found.files.append(source)
    return found


def _folder(environ: Mapping[str, str], variable: str, found: Given) -> Path | None:
    if not (named := environ.get(variable, "").strip()):
        return None
    folder = Path(named)
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        found.mistakes.append(Mistake(0, variable, f"names the folder {folder}, which {_words(error)}"))
        return None
    return folder


def _places(environ: Mapping[str, str], name: str, folder: Path | None) -> Iterator[tuple[str, str | Path]]:
    """Where the secret is given, in words, and its text or its file."""
    if (text := environ.get(name, "")).strip():
        yield name, text
    if path := environ.get(f"{name}_FILE", "").strip():
        yield f"{name}_FILE", Path(path)
    for spelled in (name, name.lower()) if folder else ():
        if folder and (folder / spelled).exists():
            yield f"the file {folder / spelled}", folder / spelled


def _read(path: Path, place: str, found: Given, *, several: bool) -> str:
    """The file's text, or "" with the mistake added: never a word of what stands in it."""
    text, why = "", ""
    try:
        with path.open("rb") as file:
            body = file.read(_LARGEST + 1)
        text = body.decode("utf-8").strip("\r\n")
    except OSError as error:
        why = _words(error)
    except UnicodeDecodeError:
        why = "holds no plain text"
    else:
        why = _fault(body, text, several=several)
    if why:
        of_folder = place.startswith("the file")
        found.mistakes.append(Mistake(0, place, why if of_folder else f"names the file {path}, which {why}"))
    return "" if why else text


def _fault(body: bytes, text: str, *, several: bool) -> str:
    if not text.strip():
        return "holds nothing; write the secret into it, or take it away"
    if len(body) > _LARGEST:
        return "is too large to be a secret"
    return "holds several lines; write the secret alone" if len(text.splitlines()) > 1 and not several else ""


def _words(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "is not there"
        case IsADirectoryError():
            return "is a folder"
        case NotADirectoryError():
            return "is no folder"
        case _:
            return f"can't be read: {(error.strerror or 'for no known reason').lower()}"


def surroundings(
    path: Path, environ: Mapping[str, str], *, known: Collection[str], files: Collection[Path]
) -> Surroundings:
    """What is around the configuration in that file. `known` are the variables that are read."""
    return Surroundings(
        proxies=tuple(name for name in _PROXIES if environ.get(name)),
        unknown={name: meant for name in sorted(environ) if (meant := _meant(name, environ, known))},
        writable=tuple(one for one in (path,) if _is_for_all(one, stat.S_IWOTH)),
        readable=tuple(one for one in files if one.parent != _DOCKER and _is_for_all(one, stat.S_IROTH)),
    )


def _meant(name: str, environ: Mapping[str, str], known: Collection[str]) -> str:
    """The variable that a slip of the pen was to be: one that is not set."""
    if not name.startswith(_PREFIXES) or name in known:
        return ""
    near = nearest(name, known, cutoff=0.8)
    return "" if environ.get(near) else near


def _is_for_all(path: Path, right: int) -> bool:
    try:
        return bool(path.stat().st_mode & right)
    except OSError:
        return False
