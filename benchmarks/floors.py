"""The bounds that the gate holds figures to, and the rule that loosening one needs its reason beside it.

floors.json has `runs`: each names a judge's run, the `floors` of its figures and the `ceilings` of its
times; and `lowered`: for each bound that was once stricter its run, its figure, what it was moved `to` and
the `reason`. Which bounds were once stricter, the file's own history in git says.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FLOORS = Path(__file__).parent / "floors.json"
Bound: TypeAlias = "tuple[str, str, str]"  # run, "floors" or "ceilings", figure


def bounds(document: Mapping[str, Any]) -> dict[Bound, float]:
    return {
        (str(run["name"]), kind, str(figure)): float(bound)
        for run in document["runs"]
        for kind in ("floors", "ceilings")
        for figure, bound in run.get(kind, {}).items()
    }


def missed(run: Mapping[str, Any], figures: Mapping[str, float]) -> list[str]:
    """The figures of a run that are on the wrong side of their bound, or not there at all."""
    lost = float("nan")
    low = [
        f"{name} = {figures.get(name, lost):.3f}, floor {floor}"
        for name, floor in run.get("floors", {}).items()
        if not figures.get(name, lost) >= floor
    ]
    high = [
        f"{name} = {figures.get(name, lost):.3f}, ceiling {ceiling}"
        for name, ceiling in run.get("ceilings", {}).items()
        if not figures.get(name, lost) <= ceiling
    ]
    return low + high


def unexplained(document: Mapping[str, Any], earlier: Iterable[Mapping[str, Any]]) -> list[str]:
    """The bounds that were stricter in an earlier document and that `lowered` gives no reason for."""
    explained = {
        (str(one["run"]), str(one["figure"]), float(one["to"]))
        for one in document.get("lowered", [])
        if str(one["reason"]).strip()
    }
    strictest: dict[Bound, float] = {}
    for before in earlier:
        for bound, value in bounds(before).items():
            better = max if bound[1] == "floors" else min
            strictest[bound] = better(strictest.get(bound, value), value)
    return [
        f"{run}: {figure} was {strictest[run, kind, figure]} and is {value}"
        for (run, kind, figure), value in bounds(document).items()
        if (run, kind, figure) in strictest and _looser(kind, value, strictest[run, kind, figure])
        if (run, figure, value) not in explained
    ]


def _looser(kind: str, value: float, strictest: float) -> bool:
    return value < strictest if kind == "floors" else value > strictest


def history() -> list[dict[str, Any]]:
    """Every committed state of floors.json; none where there is no git or no repository."""
    git = shutil.which("git")
    if git is None:
        return []
    where = [git, "-C", str(FLOORS.parent)]
    listed = subprocess.run(
        [*where, "log", "--format=%H", "--", FLOORS.name], capture_output=True, text=True, check=False
    )
    commits = listed.stdout.split() if listed.returncode == 0 else []
    shown = [
        subprocess.run(
            [*where, "show", f"{commit}:./{FLOORS.name}"], capture_output=True, text=True, check=False
        ).stdout
        for commit in commits
    ]
    return [json.loads(text) for text in shown if text]
