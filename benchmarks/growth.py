"""What summarising costs as texts grow, beside sumy, and what `import summaries` costs.

    python benchmarks/growth.py [--sizes 200,5000] [--cap 30] [--peers lexrank,luhn]

Milliseconds of CPU for three sentences of articles made of invented words, as frequent as words are (Zipf);
ours from the text, sumy's from sentences that are cut already. A method of sumy whose time, growing with the
square, would pass --cap seconds is left out. Then briefs of many articles, and the import in fresh processes.
Needs no data. Prints Markdown, and the figures as one line of JSON at the end.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

from evaluation import last_line, options_of, table, timed
from peers import PEERS, peer

from summaries import Article, brief, summarize

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

SEED = 7
VOCABULARY = 5_000
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
SENTENCES_IN_PARAGRAPH = 3
PAIRS = 3
TEXTS = 5  # for ours, which takes milliseconds: the median counts
STORY_SIZES = (10, 50, 200)
STORY_SENTENCES = 25
STARTS = 9
IMPORT = "import time; a = time.process_time(); import {}; print((time.process_time() - a) * 1000)"


def main() -> int:
    options = arguments()
    sizes = [int(size) for size in options.sizes.split(",")]
    peers = [name for name in options.peers.split(",") if name]
    found = articles(sizes, peers, options.cap)
    found |= stories()
    found |= imports()
    print(f"\n{last_line(found)}")
    return 0


def arguments() -> argparse.Namespace:
    parser = options_of(__doc__)
    parser.add_argument("--sizes", default="50,200,1000,5000,20000", help="sentences (default: 50 to 20,000)")
    parser.add_argument("--cap", type=float, default=30, help="seconds that a method may take (default: 30)")
    parser.add_argument("--peers", default=",".join(PEERS), help="sumy's methods; '' for none (default: all)")
    return parser.parse_args()


class Invention:
    """Texts that nobody wrote, the same ones each time."""

    def __init__(self) -> None:
        self._chance = Random(SEED)
        syllables = (self._chance.choices(SYLLABLES, k=self._chance.randint(1, 4)) for _ in range(VOCABULARY))
        self._words = ["".join(some) for some in syllables]
        self._weights = [1 / (rank + 1) for rank in range(VOCABULARY)]

    def sentences(self, count: int) -> list[str]:
        return [self._sentence() for _ in range(count)]

    def _sentence(self) -> str:
        words = self._chance.choices(self._words, self._weights, k=self._chance.randint(8, 32))
        return f"{' '.join(words).capitalize()}."

    def article(self, identity: str, sentences: Sequence[str]) -> Article:
        step = SENTENCES_IN_PARAGRAPH
        paragraphs = (" ".join(sentences[i : i + step]) for i in range(0, len(sentences), step))
        return Article(
            id=identity,
            title=self._sentence().rstrip("."),
            text="\n".join(paragraphs),
            published=None,
            publisher=identity,
            url="",
            language="en",
        )


def articles(sizes: Sequence[int], peers: Sequence[str], cap: float) -> dict[str, float]:
    """Prints the table of ours and sumy's by size; gives ours in ms, and sumy's as a multiple."""
    invention = Invention()
    warm_up = invention.sentences(40)
    summarize(invention.article("warm", warm_up))
    for name in peers:
        peer(name)(warm_up)
    found: dict[str, float] = {}
    lines: list[list[str]] = []
    last: dict[str, tuple[int, float]] = {}
    for size in sizes:
        sentences = invention.sentences(size)
        mine = ours(invention, size)
        found[f"ms_{size}"] = mine
        cells = [f"{size:,}", f"**{mine:.1f}**"]
        for name in peers:
            smaller, took = last.get(name, (size, 0.0))
            if took * (size / smaller) ** 2 > cap * 1000:
                cells.append("-")
                continue
            # A machine's speed may change within a minute: ours is taken again beside each of the peer's.
            pairs = [
                (
                    timed(lambda name=name, sentences=sentences: peer(name)(sentences))[1],
                    ours(invention, size),
                )
                for _ in range(PAIRS)
            ]
            last[name] = (size, statistics.median(theirs for theirs, _ in pairs))
            times = statistics.median(theirs / beside for theirs, beside in pairs)
            found[f"times_{name}_{size}"] = times
            cells.append(f"{last[name][1]:,.0f} ({times:,.1f}x)")
        lines.append(cells)
    print("\n### Summarising: ms of CPU by number of sentences (times ours)\n")
    print(table(["sentences", "dateline", *("sumy " + name for name in peers)], lines))
    return found


def ours(invention: Invention, size: int) -> float:
    """The median over several texts, each read once."""
    told = [invention.article(f"a{i}", invention.sentences(size)) for i in range(TEXTS)]
    return statistics.median(timed(lambda one=one: summarize(one))[1] for one in told)


def stories() -> dict[str, float]:
    """Prints what briefs of three sentences cost by number of articles; gives them in ms."""
    invention = Invention()
    found: dict[str, float] = {}
    for size in STORY_SIZES:
        told = [invention.article(f"a{i}", invention.sentences(STORY_SENTENCES)) for i in range(size)]
        found[f"brief_ms_{size}"] = timed(lambda told=told: brief(told))[1]
    print(f"\n### Briefs: ms of CPU by number of articles of {STORY_SENTENCES} sentences\n")
    rows = [[f"{size:,}", f"{found[f'brief_ms_{size}']:.0f}"] for size in STORY_SIZES]
    print(table(["articles", "dateline"], rows))
    return found


def imports() -> dict[str, float]:
    """Prints what importing costs in a fresh process: the median of several starts."""
    pairs = [(started("summaries"), started("numpy")) for _ in range(STARTS)]
    whole, numpy = (statistics.median(one) for one in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    print(f"\n### import summaries: ms of CPU in a fresh process, median of {STARTS}\n")
    print(table(["import", "ms"], [["summaries", f"{whole:.0f}"], ["of these numpy", f"{numpy:.0f}"]]))
    return {"import_ms": whole, "import_numpy_ms": numpy, "import_to_numpy": ratio}


def started(module: str) -> float:
    line = [sys.executable, "-c", IMPORT.format(module)]
    return float(subprocess.run(line, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
