"""Makes the pictures in docs/pictures/ from the very blocks that the demonstration sends.

    npm install --prefix scripts/picture && .venv/bin/python scripts/picture/make.py

Needs node, Chromium as `chromium` on the path, and the font Lato, which Slack uses (Debian: fonts-lato).
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import modal
import proofs
import tabs
import unasked

from bot.cli.render import Screen
from bot.demo.show import Show
from bot.demo.slack import people

if TYPE_CHECKING:
    from bot.demo.slack.workspace import Message

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "docs" / "pictures"
WIDTH = 680
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
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
        seen: dict[str, list[Message]] = {
            "digest": [digest],
            "more": show.pressed(),
            "answer": show.answers("What started the fire on the ferry?"),
            "nothing": show.answers("who won the election in Kiribati?"),
            "why": show.pressed("why"),
            "why-not": show.answers("/news why not Antarctic ice"),
            "thumbs": show.thumbed(),
        }
        talk = conversation(show)
        seen["following"] = show.answers("/news following")
        seen["digests"] = show.answers("/digest")
        seen["brief-this"] = show.briefed(f"Have you seen this? {first_link(digest.blocks)}")
    for name, messages in seen.items():
        draw(name, messages=[said(one) for one in messages])
    draw("digest-thread", messages=[of_dateline([unfolded(thread.blocks[0]), *thread.blocks[1:]])])
    draw("talk", messages=talk)
    for name, blocks in unasked.messages().items():
        draw(name, messages=[of_dateline(blocks)])
    proven = proofs.messages()
    draw("verify", messages=[{**of_dateline(proven["verify"]), "only": True}])
    draw("correction", now=MORNING + proofs.LATER, messages=[of_dateline(proven["correction"])])
    for name, blocks in tabs.tabs().items():
        draw(name, home=blocks)
    greeting = tabs.greeting()
    draw("welcome", messages=[{**of_dateline(greeting.blocks), "prompts": greeting.prompts}])
    for name, page in modal.pages().items():
        photograph(name, page, width=modal.WIDTH)


def first_link(blocks: list[dict[str, object]]) -> str:
    """The address of the first headline."""
    found = re.search(r'"url": "([^"]+)"', json.dumps(blocks))
    return found[1] if found else ""


def unfolded(fold: dict[str, object]) -> dict[str, object]:
    """The fold as it is once a reader has opened it."""
    return {**fold, "default_collapsed": False}


def conversation(show: Show) -> list[dict[str, Any]]:
    """A question and its follow-ups."""
    told: list[dict[str, Any]] = []
    for typed in ASKED:
        told.append({"name": "Alex", "blocks": people.typed_blocks(typed, mention=False)})
        told += map(said, show.answers(typed))
    return told


def said(message: Message) -> dict[str, Any]:
    """A message of the bot, as draw.mjs takes it."""
    return {**of_dateline(message.blocks), "only": bool(message.ephemeral_to)}


def of_dateline(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": DATELINE, "blocks": blocks}


def draw(name: str, *, now: datetime = MORNING, **what: object) -> None:
    """Draw messages or a Home tab as Slack would at that time, and take a picture of them."""
    node = shutil.which("node") or "node"
    drawn = subprocess.run(
        [node, HERE / "draw.mjs"],
        input=json.dumps({"now": now.isoformat(), **what}),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    photograph(name, drawn.stdout)


def photograph(name: str, html: str, *, width: int = WIDTH) -> None:
    """Take a picture of a page, as high as it says itself."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, "utf-8")
        browser = [*CHROMIUM, f"--user-data-dir={folder}/profile"]
        shot = f"--screenshot={PICTURES / name}.png"
        size = f"--window-size={width},{_height(browser, page, width)}"
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
