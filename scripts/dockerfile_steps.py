"""Runs the Dockerfile's own steps where no Docker engine is at hand, and tries the result as its user.

Each stage is a throwaway layer (overlayfs) over this machine's root folder, entered by chroot: the machine
stands for the base image, its Python for the image's. Nothing on the machine changes; all is gone at the end.
It needs Linux and root. What it can't show: that the base image exists, and how often a health check runs.

    python scripts/dockerfile_steps.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# MB as `du` counts them. The base is assumed: it can't be weighed here. By its parts it is 149: Debian's
# minbase without caches and manuals 87, Python's library without tests and bytecode 32, its binary 6, pip and
# setuptools 24.
BASE, WHOLE = 150, 500
SCRATCH = "/tmp"  # noqa: S108 - the image's own
NO_TOKENS = 2  # the status of `dateline run` without tokens
INSIDE = "--inside"  # said to itself, once in a mount namespace of its own
KEPT = re.compile(
    r"(PIP_|SSL_|REQUESTS_CA|https?_proxy|no_proxy)", re.IGNORECASE
)  # how this machine reaches PyPI


@dataclass(slots=True)
class Stage:
    """A stage of the build: its root folder, and what the steps so far have set."""

    root: Path
    folder: str = "/"
    user: str = "root"
    environ: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    cmd: list[str] = field(default_factory=list)
    healthcheck: list[str] = field(default_factory=list)


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continued lines joined, comments dropped."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [
        (word.upper(), rest.strip())
        for word, _, rest in (line.partition(" ") for line in joined.splitlines())
    ]


def options(rest: str) -> tuple[dict[str, str], str]:
    """`--from=build a b` -> ({"from": "build"}, "a b")."""
    found: dict[str, str] = {}
    while match := re.match(r"--([\w-]+)=(\S+)\s+", rest):
        found[match[1]] = match[2]
        rest = rest[match.end() :]
    return found, rest


def entered(stage: Stage, command: list[str]) -> list[str]:
    """The command in the stage's root folder, as its user."""
    enter = f'cd "{stage.folder}" && exec setpriv --reuid "$0" --regid "$(id -g "$0")" --clear-groups "$@"'
    return ["chroot", str(stage.root), "/bin/sh", "-c", enter, stage.user, *command]


def start(stage: Stage, command: list[str]) -> subprocess.Popen[bytes]:
    """The same as `run`, and goes on meanwhile."""
    return subprocess.Popen(
        entered(stage, command), env=stage.environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def run(stage: Stage, command: list[str], *, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command there, with the stage's environment and no standard input."""
    result = subprocess.run(
        entered(stage, command),
        env=stage.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if check and result.returncode:
        sys.exit(f"{result.stdout}\n{' '.join(command)}: status {result.returncode}")
    return result


def begin(work: Path, number: int) -> Stage:
    """A fresh stage: an empty layer over the machine's root, with its Python readable by everybody."""
    layer = work / str(number)
    for name in ("upper", "work", "root"):
        (layer / name).mkdir(parents=True)
    root = layer / "root"
    parts = f"lowerdir=/,upperdir={layer / 'upper'},workdir={layer / 'work'}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", parts, str(root)], check=True)
    for device in ("dev", "proc"):
        subprocess.run(["mount", "--rbind", f"/{device}", str(root / device)], check=True)
    python = Path(sys.base_prefix)
    for folder in (python, *python.parents):
        inside = root / folder.relative_to("/")
        inside.chmod(inside.stat().st_mode | 0o055)
    environ = {name: value for name, value in os.environ.items() if KEPT.match(name)}
    environ["PATH"] = f"{python / 'bin'}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
    return Stage(root=root, environ=environ)


def at(stage: Stage, path: str) -> Path:
    """Where a path of the image stands on this machine."""
    return stage.root / os.path.normpath(
        f"{stage.folder}/{path}" if not path.startswith("/") else path
    ).lstrip("/")


def copy(stage: Stage, rest: str, stages: dict[str, Stage]) -> None:
    given, words = options(rest)
    *sources, target = words.split()
    origin = stages[given["from"]].root if "from" in given else ROOT
    for source in sources:
        start = origin / source.lstrip("/")
        end = at(stage, target) / start.name if target.endswith("/") else at(stage, target)
        end.parent.mkdir(parents=True, exist_ok=True)
        if start.is_dir():
            shutil.copytree(start, end, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(start, end)
        if "chown" in given:
            run(stage, ["chown", "-R", given["chown"], str(Path("/") / end.relative_to(stage.root))])


def carry_out(stage: Stage, word: str, rest: str) -> None:
    """One instruction other than FROM and COPY; an unknown one ends the script."""
    if word == "RUN":
        run(stage, ["/bin/sh", "-c", rest])
    elif word == "WORKDIR":
        stage.folder = rest
        at(stage, ".").mkdir(parents=True, exist_ok=True)
    elif word == "USER":
        stage.user = rest
    elif word == "ENV":
        for name, value in (pair.split("=", 1) for pair in rest.split()):
            stage.environ[name] = value.replace(f"${name}", stage.environ.get(name, ""))
    elif word in {"ENTRYPOINT", "CMD"}:
        setattr(stage, word.lower(), json.loads(rest))
    elif word == "HEALTHCHECK":
        stage.healthcheck = json.loads(options(rest)[1].removeprefix("CMD"))
    elif word not in {"VOLUME", "EXPOSE", "LABEL", "STOPSIGNAL"}:
        sys.exit(f"dockerfile_steps.py does not know the instruction {word}")


def build(work: Path) -> Stage:
    """Carries out the whole Dockerfile; gives the last stage."""
    stages: dict[str, Stage] = {}
    stage = None
    for number, (word, rest) in enumerate(instructions((ROOT / "Dockerfile").read_text(encoding="utf-8"))):
        sys.stdout.write(f"{word} {rest}\n")
        sys.stdout.flush()
        if word == "FROM":
            stage = begin(work, number)
            stages[rest.split()[-1]] = stage
        elif stage is None:
            sys.exit("the Dockerfile must begin with FROM")
        elif word == "COPY":
            copy(stage, rest, stages)
        else:
            carry_out(stage, word, rest)
    if stage is None:
        sys.exit("the Dockerfile is empty")
    return stage


def expect(what: str, *, holds: bool, seen: str) -> None:
    if not holds:
        sys.exit(f"FAILED: {what}\n{seen}")
    sys.stdout.write(f"ok: {what}\n")


def weigh(stage: Stage) -> None:
    """The environment and the base, as it is assumed to be, against the goal; the heaviest packages."""
    counted = run(stage, ["du", "-sk", "/opt/dateline"]).stdout.split()[0]
    size = int(counted) // 1024
    packages = run(
        stage, ["sh", "-c", "du -sm /opt/dateline/lib/python3*/site-packages/* | sort -rn | head -8"]
    )
    sys.stdout.write(re.sub(r"\S+/", "", packages.stdout))
    what = f"environment {size} MB, base {BASE} MB (assumed): under {WHOLE} MB"
    expect(what, holds=size + BASE < WHOLE, seen=packages.stdout)


def close_off(stage: Stage) -> None:
    """From here on the root is read-only but for /data and /tmp, as compose.yaml has it."""
    data, kept = at(stage, "/data"), stage.root.parent / "data"
    subprocess.run(["cp", "-a", str(data), str(kept)], check=True)
    subprocess.run(["mount", "--bind", str(kept), str(data)], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(at(stage, SCRATCH))], check=True)
    subprocess.run(["mount", "-o", "remount,ro", str(stage.root)], check=True)
    for place in ("/opt/dateline", f"/var{SCRATCH}"):
        refused = run(stage, ["sh", "-c", f"! touch {place}/new"], check=False)
        expect(f"{place} can't be written", holds=refused.returncode == 0, seen=refused.stdout)


def ask(stage: Stage) -> None:
    """Its own command, while it looks in vain for a Slack, answers its own health check."""
    nowhere = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:9/",
    }
    served = replace(stage, environ=stage.environ | nowhere)
    with start(served, [*stage.entrypoint, *stage.cmd]) as process:
        until, result = time.monotonic() + 60, run(stage, stage.healthcheck, check=False)
        while result.returncode and time.monotonic() < until:
            time.sleep(0.5)
            result = run(stage, stage.healthcheck, check=False)
        process.terminate()
    expect("its health check passes while it runs", holds=result.returncode == 0, seen=result.stdout)


def attempt(stage: Stage) -> None:
    """Tries the image as its own user: it must not be root, and must do what the README says of it."""
    uid = run(stage, ["id", "-u"]).stdout.strip()
    expect("the image's user is not root", holds=uid != "0", seen=uid)
    writable = run(stage, ["find", "/opt/dateline", "-not", "-type", "l", "-writable"]).stdout
    expect("its user can't change the program", holds=not writable, seen=writable)
    where = run(stage, ["python", "-c", "import bot; print(bot.__file__)"]).stdout
    expect(
        "the installed program runs, not this checkout", holds=where.startswith("/opt/dateline"), seen=where
    )
    weigh(stage)
    close_off(stage)
    for words in (["--version"], ["demo"], ["digest", "--print"], ["doctor", "--quick"]):
        result = run(stage, [*stage.entrypoint, *words], check=False)
        expect(f"dateline {' '.join(words)}", holds=result.returncode == 0, seen=result.stdout)
    ask(stage)
    result = run(stage, [*stage.entrypoint, *stage.cmd], check=False)
    expect("without tokens it says how to get them", holds=result.returncode == NO_TOKENS, seen=result.stdout)


def main() -> None:
    if INSIDE in sys.argv:
        attempt(build(Path(sys.argv[-1])))
        return
    if sys.platform != "linux" or os.geteuid() != 0:
        sys.exit("dockerfile_steps.py needs Linux and root (mount, chroot); or use docker build")
    # A mount namespace of its own for all the rest: what is mounted there goes with it, come what may, and is
    # never seen from here, so that removing the folder can't reach into what was bound below it.
    with tempfile.TemporaryDirectory() as folder:
        command = ["unshare", "--mount", sys.executable, __file__, INSIDE, folder]
        status = subprocess.run(command, check=False).returncode
    sys.exit(status)


if __name__ == "__main__":
    main()
