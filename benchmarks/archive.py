"""The newswire's archive as an operator would have it: collected by `dateline collect` from loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATELINE = (sys.executable, "-c", "from bot.cli import main; main()")
STREAM = "stream.dev.jsonl.gz"


@contextmanager
def collected(data: Path, folder: Path) -> Iterator[Path]:
    """The store's file in `folder`; while the block lasts, the newswire serves feeds and pages."""
    wire = data.parent / "tools" / "newswire.py"
    command = [sys.executable, str(wire), "--data", str(data / STREAM), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            feeds = json.loads(process.stdout.readline())["feeds"]
            listed = "".join(f"  - url: {url}\n" for url in feeds)
            settings = "database: sqlite:///dateline.db\ncollect: {allow_networks: [127.0.0.0/8]}\nfeeds:\n"
            (folder / "config.yaml").write_text(settings + listed, "utf-8")
            subprocess.run([*DATELINE, "collect"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            yield folder / "dateline.db"
        finally:
            process.terminate()
