"""Measures again and writes the tables of docs/quality.md, and of editions.md and posting-once.md beside it.

    DATELINE_EVAL_DATA=... python benchmarks/tables.py [sentences.py] [briefs.py] [growth.py] [queries.py]
        [fit_stories.py] [editions.py] [links.py] [acks.py] [pages.py] [million.py]

Each script named, or all, is run and what it prints goes between its marks on its page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from evaluation import data_folder, options_of

HERE = Path(__file__).parent
PAGES = {
    "editions.py": "explanation/editions.md",
    "million.py": "explanation/posting-once.md",
} | dict.fromkeys(
    (
        *("sentences.py", "briefs.py", "growth.py", "queries.py", "fit_stories.py", "links.py", "acks.py"),
        "pages.py",
    ),
    "quality.md",
)
OPTIONS = {"fit_stories.py": ["--crosswise"]}


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("scripts", nargs="*", default=tuple(PAGES), help="whose tables (default: all)")
    scripts = options.parse_args().scripts
    if data_folder() is None:
        return 0
    for script in scripts:
        line = [sys.executable, str(HERE / script), *OPTIONS.get(script, [])]
        environ = os.environ | {"PYTHONHASHSEED": "0"}  # sumy's LSA follows the order of a set
        printed = subprocess.run(line, env=environ, stdout=subprocess.PIPE, text=True, check=True).stdout
        page = HERE.parent / "docs" / PAGES[script]
        page.write_text(written(page.read_text("utf-8"), script, printed), "utf-8")
    return 0


def written(page: str, script: str, printed: str) -> str:
    """The page with what a script printed between its marks, without the last line, which is the gate's."""
    tables = printed.strip().rpartition("\n")[0].strip()
    marks = re.compile(rf"(<!-- {re.escape(script)} -->\n).*?(<!-- end -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}\n{tables}\n\n{found[2]}", page)


if __name__ == "__main__":
    sys.exit(main())
