"""Makes the pictures in docs/pictures/ from the very blocks that the demonstration sends.

    npm install --prefix scripts/picture && .venv/bin/python scripts/picture/make.py

Needs node, and Chromium as `chromium` on the path.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from bot.cli.render import Screen
from bot.demo.show import Show

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "docs" / "pictures"
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--no-first-run",
    "--force-device-scale-factor=2",
]


def main() -> None:
    with Show(Screen(io.StringIO(), terminal=False)) as show:
        show.collect()
        digest, thread = show.posted()
        (more,) = show.pressed()
        (answer,) = show.answers("What started the fire on the ferry?")
        (nothing,) = show.answers("who won the election in Kiribati?")
    picture("digest", digest.blocks, height=1462)
    picture("digest-thread", [unfolded(thread.blocks[0]), *thread.blocks[1:]], height=420)
    picture("more", more.blocks, height=655)
    picture("answer", answer.blocks, height=330)
    picture("nothing", nothing.blocks, height=200)


def unfolded(fold: dict[str, object]) -> dict[str, object]:
    """The fold as it is once a reader has opened it."""
    return {**fold, "default_collapsed": False}


def picture(name: str, blocks: list[dict[str, object]], *, height: int) -> None:
    """Draw blocks as Slack would, and take a picture of them, `height` pixels high."""
    node = shutil.which("node") or "node"
    drawn = subprocess.run(
        [node, HERE / "draw.mjs"],
        input=json.dumps({"blocks": blocks}),
        capture_output=True,
        text=True,
        check=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(drawn.stdout, "utf-8")
        shot = f"--screenshot={PICTURES / name}.png"
        size = f"--window-size=680,{height}"
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run([*CHROMIUM, profile, size, shot, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
