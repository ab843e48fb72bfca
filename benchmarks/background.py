"""Makes summaries/data/background.en.txt.gz again, bit for bit, from articles.train.

    DATELINE_EVAL_DATA=... python benchmarks/background.py [--check]

With --check nothing is written; the status is 1 when the shipped table is not what would be made.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter
from pathlib import Path

from summaries.tokens import terms

FEWEST_ARTICLES = 4
TABLE = Path(__file__).parent.parent / "summaries" / "data" / "background.en.txt.gz"


def table(source: Path) -> bytes:
    """The table, compressed without a time stamp."""
    counts: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    articles = 0
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            counts.update(set(terms(f"{row['title']}\n{row['text']}", "en")))
            titles.update(set(terms(row["title"], "en")))
            articles += 1
    kept = sorted(
        (stem, count) for stem, count in counts.items() if count >= FEWEST_ARTICLES and " " not in stem
    )
    text = "\n".join([str(articles), *(f"{stem} {count} {titles[stem]}" for stem, count in kept)])
    return gzip.compress(text.encode(), mtime=0)


def main() -> int:
    made = table(Path(os.environ["DATELINE_EVAL_DATA"]) / "articles.train.jsonl.gz")
    if "--check" in sys.argv:
        same = gzip.decompress(made) == gzip.decompress(TABLE.read_bytes())
        print("the shipped table is what is made" if same else "the shipped table differs")
        return 0 if same else 1
    TABLE.write_bytes(made)
    print(f"{TABLE.name}: {len(made):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
