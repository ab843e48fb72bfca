"""Writes docs/performance.md: how fast Dateline is, part after part, each beside its peer in the same run.

    DATELINE_EVAL_DATA=... DATELINE_NEWSWIRE=... python benchmarks/performance.py [--only search] [--quick]

Each part is a benchmark of its own, benchmarks/performance_<part>.py, which prints its section. With --only
the others' sections stay as they were written, each with its date. With --quick all is a tenth of the size,
and the page is printed instead of written. A part that fails fails the run, and its old section stays.
Stores of up to a million articles are built anew, which takes longest; --folder keeps them for the next
run. The week's soak has a page of its own (benchmarks/soak.py).
"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import options_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
PARTS = ("search", "collect", "digest", "start")
KEEPS_STORES = frozenset({"search"})
HEAD = """# How fast it is

Made by one command, `python benchmarks/performance.py`; `--only search` makes one part again. What is
compared was measured in the same run on the same machine, so the ratios carry over to other machines and
the seconds do not. A goal that is missed is called so, with its cause. [A week squeezed into an
hour](soak.md) shows memory, files and threads over time; [Quality](quality.md) shows what is chosen,
[Scale](scale.md) many machines.
"""
SECTION = re.compile(r"<!-- part: (\w+) -->\n(.*?)(?=<!-- part: |\Z)", re.DOTALL)


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--folder", type=Path, help="where built stores are kept")
    asked = options.parse_args()
    sections = kept(PAGE.read_text("utf-8")) if PAGE.is_file() and not asked.quick else {}
    failed: list[str] = []
    for part in asked.only:
        printed = run(part, asked)
        if printed is None:
            failed.append(part)
        else:
            sections[part] = f"{printed.strip()}\n\n{circumstances()}"
            if not asked.quick:  # after each: the next one may take an hour
                PAGE.write_text(page(sections), "utf-8")
    if asked.quick:
        print(page(sections))
    print(f"failed: {', '.join(failed)}" if failed else "all parts were measured", file=sys.stderr)
    return 1 if failed else 0


def run(part: str, asked: argparse.Namespace) -> str | None:
    """The section that a part prints; None where it fails, and what it said is on standard error."""
    line = [sys.executable, str(HERE / f"performance_{part}.py")]
    if asked.quick:
        line.append("--quick")
    if asked.folder and part in KEEPS_STORES:
        line += ["--folder", str(asked.folder)]
    print(f"==> {part}", file=sys.stderr)
    done = subprocess.run(line, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout if done.returncode == 0 and done.stdout.startswith("## ") else None


def kept(text: str) -> dict[str, str]:
    """The sections that the page has, by part."""
    return {name: section.strip() for name, section in SECTION.findall(text)}


def page(sections: Mapping[str, str]) -> str:
    parts = [f"<!-- part: {part} -->\n{sections[part]}\n" for part in PARTS if part in sections]
    return "\n".join([HEAD, *parts])


def circumstances() -> str:
    """When, and on what: nothing that tells one machine from another of its kind."""
    day = datetime.now(UTC).date().isoformat()
    said = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    load = os.getloadavg()[0]
    return f"*{day}, {os.cpu_count()} cores, {said}; load at the end {load:.1f}.*"


if __name__ == "__main__":
    sys.exit(main())
