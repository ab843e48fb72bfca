"""Whether the link of a shown sentence opens its article at that very sentence, in headless Chromium.

    DATELINE_EVAL_DATA=... python benchmarks/links.py [--sentences 200]

The newswire's articles are collected, and of the sentences in its stories' briefs so many are drawn, one of
an article. Each link is opened in a window that is 240 pixels high, so that few sentences are in sight by
themselves. "in sight": some line of the sentence is; "bare": how many are when the same article is opened
without a fragment, which shows that the measure can fail. Prints Markdown, and the figures as one line of
JSON at the end. Needs Chromium.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from archive import STREAM, collected
from browser import browser, program
from evaluation import data_folder, last_line, options_of, table

from bot.text import sentence_url

if TYPE_CHECKING:
    from browser import Page

SEED = 7
WIDTH, HEIGHT = 900, 240
# Where the sentence is, in pixels from the top of the window, once two frames have been drawn without a move.
WHERE = """
(async (sentence) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let still = 0, last = -1, frames = 0; still < 3 && frames < 90; frames += 1) {
    await frame();
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      const blank = /\\s/.test(node.data[at]);
      if (blank && text.endsWith(" ")) continue;
      text += blank ? " " : node.data[at];
      places.push([node, at]);
    }
    if (!text.endsWith(" ")) { text += " "; places.push([node, node.data.length - 1]); }
  }
  const from = text.indexOf(sentence.replace(/\\s+/g, " ").trim());
  if (from < 0) return { opened: document.title.length > 0, found: false };
  const range = document.createRange();
  range.setStart(...places[from]);
  range.setEnd(...places[from + sentence.trim().length - 1]);
  const box = range.getBoundingClientRect();
  return {
    opened: true, found: true, top: box.top, bottom: box.bottom, height: innerHeight,
  };
})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sentence of a brief, and its article's address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What an address led to."""

    in_sight: bool
    opened: bool


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--sentences", type=int, default=200)
    count: int = parser.parse_args().sentences
    data, path = data_folder(STREAM), program()
    if data is None or path is None:
        print("skipped: there is no Chromium" if path is None else "")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with collected(data, folder) as store, browser(path, folder / "profile") as page:
            page.sized(WIDTH, HEIGHT)
            shown = drawn(store, count)
            outcomes = [opened(page, sentence_url(one.url, one.text) or one.url, one) for one in shown]
            bare = [opened(page, one.url, one) for one in shown]
    print(report(shown, outcomes, bare))
    return 0


def drawn(store: Path, count: int) -> list[Shown]:
    """Sentences of the stories' briefs, by a seed, at most one of each article."""
    with closing(sqlite3.connect(store)) as db:
        briefs = [json.loads(brief) for (brief,) in db.execute("SELECT brief FROM stories ORDER BY id")]
    first: dict[str, Shown] = {}
    for brief in briefs:
        addresses = {source["article_id"]: source["url"] for source in brief["sources"]}
        for one in Random(SEED).sample(brief["sentences"], len(brief["sentences"])):
            first.setdefault(one["article_id"], Shown(text=one["text"], url=addresses[one["article_id"]]))
    found = [first[key] for key in sorted(first)]
    return Random(SEED).sample(found, min(count, len(found)))


def opened(page: Page, url: str, one: Shown) -> Opened:
    page.open(url)
    seen = page.ask(f"({WHERE})({json.dumps(one.text)})")
    if not seen["found"]:
        return Opened(in_sight=False, opened=seen["opened"])
    return Opened(in_sight=seen["top"] < seen["height"] and seen["bottom"] > 0, opened=True)


def report(shown: list[Shown], outcomes: list[Opened], bare: list[Opened]) -> str:
    figures = {
        "links": len(outcomes),
        "in_sight": sum(one.in_sight for one in outcomes) / len(outcomes),
        "opened": sum(one.opened for one in outcomes) / len(outcomes),
        "bare_in_sight": sum(one.in_sight for one in bare) / len(bare),
    }
    astray = [one for one, went in zip(shown, outcomes, strict=True) if not went.in_sight]
    lines = [f"- {sentence_url(one.url, one.text)}\n  {one.text}" for one in astray]
    rows = [
        [name, f"{value:.3f}" if isinstance(value, float) else str(value)] for name, value in figures.items()
    ]
    missed = "\nNot in sight:\n" + "\n".join(lines) if lines else ""
    return f"{table(['what', 'figure'], rows)}\n{missed}\n{last_line(figures)}"


if __name__ == "__main__":
    sys.exit(main())
