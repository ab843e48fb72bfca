"""Makes the pictures in docs/pictures/ from the very blocks that the demonstration sends.

    npm install --prefix scripts/picture && .venv/bin/python scripts/picture/make.py

Needs node, and Chromium as `chromium` on the path.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import modal
import proofs
import tabs
import unasked

from bot.cli.render import Screen
from bot.demo.show import Show
from bot.demo.slack import people

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "docs" / "pictures"
WIDTH = 680
DATELINE = "Dateline"
ASKED = ("what happened in Sudan?", "who says so?", "what's new?", "follow Sudan")
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
        (why,) = show.pressed("why")
        (thumbs,) = show.thumbed()
        talk = conversation(show)
        (following,) = show.answers("/news following")
        (brief,) = show.briefed(f"Have you seen this? {first_link(digest.blocks)}")
    picture("digest", digest.blocks)
    picture("digest-thread", [unfolded(thread.blocks[0]), *thread.blocks[1:]])
    picture("more", more.blocks)
    picture("answer", answer.blocks)
    picture("nothing", nothing.blocks)
    picture("brief-this", brief.blocks)
    picture("why", why.blocks)
    picture("thumbs", thumbs.blocks)
    picture("following", following.blocks)
    dialogue("talk", talk)
    for name, blocks in (proofs.messages() | unasked.messages()).items():
        picture(name, blocks)
    for name, drawn in tabs.tabs().items():
        picture(name, drawn)
    photograph("modal", modal.form(), width=modal.WIDTH)
    photograph("modal-mistakes", modal.mistaken(), width=modal.WIDTH)
    photograph("modal-done", modal.ordered(), width=modal.WIDTH)


def first_link(blocks: list[dict[str, object]]) -> str:
    """The address of the first headline."""
    found = re.search(r'"url": "([^"]+)"', json.dumps(blocks))
    return found[1] if found else ""


def unfolded(fold: dict[str, object]) -> dict[str, object]:
    """The fold as it is once a reader has opened it."""
    return {**fold, "default_collapsed": False}


def conversation(show: Show) -> list[tuple[str, list[dict[str, object]]]]:
    """A question and its follow-ups, as (who, blocks)."""
    told: list[tuple[str, list[dict[str, object]]]] = []
    for typed in ASKED:
        told.append(("Alex", people.typed_blocks(typed, mention=False)))
        told += [(DATELINE, one.blocks) for one in show.answers(typed)]
    return told


def picture(name: str, blocks: list[dict[str, object]], *, height: int = 0) -> None:
    """Draw a message as Slack would, and take a picture of it, as high as it is unless `height` says it."""
    dialogue(name, [(DATELINE, blocks)], height=height)


def dialogue(name: str, told: list[tuple[str, list[dict[str, object]]]], *, height: int = 0) -> None:
    """The same of several messages, each with who says it."""
    said = [{"name": who, "blocks": blocks} for who, blocks in told]
    node = shutil.which("node") or "node"
    drawn = subprocess.run(
        [node, HERE / "draw.mjs"],
        input=json.dumps({"messages": said}),
        capture_output=True,
        text=True,
        check=True,
    )
    photograph(name, drawn.stdout, height=height)


def photograph(name: str, html: str, *, width: int = WIDTH, height: int = 0) -> None:
    """Take a picture of a page, as high as it says itself unless `height` says it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, "utf-8")
        browser = [*CHROMIUM, f"--user-data-dir={folder}/profile"]
        shot = f"--screenshot={PICTURES / name}.png"
        size = f"--window-size={width},{height or _height(browser, page, width)}"
        subprocess.run([*browser, size, shot, page.as_uri()], check=True, capture_output=True)


def _height(browser: list[str], page: Path, width: int) -> int:
    """How high the page is, as it says itself once it is laid out."""
    asked = [*browser, f"--window-size={width},400", "--dump-dom", page.as_uri()]
    laid_out = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    found = re.search(r'data-height="(\d+)"', laid_out)
    if found is None:
        raise SystemExit("The page does not say how high it is.")
    return int(found[1])


if __name__ == "__main__":
    main()
