"""The verdicts that this folder's corpora and the public ones have, as they were reviewed: figures of ours.

    python tests/hostile/verdicts.py own
    DATELINE_EVAL_DATA=... python tests/hostile/verdicts.py public

writes them again after a change that means to change them; the difference is for reading before it is kept.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent)]  # as a command

from limits import in_child  # noqa: E402 - as above
from roads import Verdict  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Mapping


def kept(which: str) -> dict[str, Verdict]:
    """The reviewed verdicts of a corpus ("own" or "public") by name."""
    rows = json.loads((HERE / f"verdicts_{which}.json").read_text("utf-8"))
    return {
        name: Verdict(entries=entries, told=told, said=said) for name, (entries, told, said) in rows.items()
    }


def write(which: str, found: Mapping[str, Verdict]) -> None:
    lines = (
        f"  {json.dumps(name)}: {json.dumps([one.entries, one.told, one.said])}"
        for name, one in sorted(found.items())
    )
    (HERE / f"verdicts_{which}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    named = os.environ.get("DATELINE_EVAL_DATA", "")
    write(sys.argv[1], in_child(sys.argv[1], Path(named) if named else None))
