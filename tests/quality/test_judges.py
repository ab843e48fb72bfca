"""The judges of quality: what an interval says, which bounds hold, and that two judges see the same."""

from __future__ import annotations

import importlib
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from types import ModuleType

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
RUN = {"name": "run", "floors": {"r2": 10.0}, "ceilings": {"ms": 40.0}}


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of benchmarks/ by its name."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


@pytest.fixture
def referee(eval_data: Path) -> ModuleType:
    """The other judge, which stands beside the data."""
    script = eval_data.parent / "tools" / "score.py"
    if not script.is_file():
        pytest.skip(f"needs the referee: {script} is not a file")
    pytest.importorskip("rouge_score", reason="needs rouge-score, of the extra `dev`")
    spec = importlib.util.spec_from_file_location("referee", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_interval_is_narrow_where_systems_differ_alike(bench: Any) -> None:
    """Items may differ widely: only how much the two systems differ on each item counts."""
    theirs = np.array([1.0, 50.0, 7.0, 90.0, 20.0])
    same = bench("intervals").paired(theirs + np.array([1.9, 2.0, 2.1, 2.0, 2.0]), theirs)
    assert same.difference == pytest.approx(2.0)
    assert 0 < same.half < 0.1
    assert same.low > 1.9
    assert same.ratio_low < same.ratio < same.ratio_high
    mixed = bench("intervals").paired(theirs + np.array([10.0, -9.0, 8.0, -9.0, 5.0]), theirs)
    assert mixed.low < 0 < mixed.difference


def test_student_s_points_are_those_of_the_tables(bench: Any) -> None:
    """Within 0.01 of the printed values from 4 degrees of freedom on."""
    for freedom, printed in {4: 2.776, 9: 2.262, 34: 2.032, 499: 1.965}.items():
        assert bench("intervals").student(freedom) == pytest.approx(printed, abs=0.01)


def test_a_fold_is_a_matter_of_the_id_alone(bench: Any) -> None:
    """The same id is in the same fold always, and the folds are of about one size."""
    fold_of = bench("evaluation").fold_of
    folds = [fold_of(f"row-{number}") for number in range(1000)]
    assert [fold_of(f"row-{number}") for number in range(3)] == folds[:3]
    assert all(150 < folds.count(fold) < 250 for fold in range(5))


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ({"r2": 10.0, "ms": 40.0}, 0),
        ({"r2": 9.9, "ms": 12.0}, 1),
        ({"r2": 11.0, "ms": 41.0}, 1),
        ({"r2": float("nan")}, 2),
    ],
)
def test_a_figure_on_the_wrong_side_or_not_there_is_missed(
    bench: Any, figures: dict[str, float], wrong: int
) -> None:
    """At the bound is well; beyond it, not a number or not printed is not."""
    assert len(bench("floors").missed(RUN, figures)) == wrong


def test_loosening_a_bound_needs_a_reason_of_its_own(bench: Any) -> None:
    """A floor below its highest or a ceiling above its lowest is refused until `lowered` says why."""
    loosened = {"runs": [{"name": "run", "floors": {"r2": 9.5}, "ceilings": {"ms": 50.0}}]}
    unexplained = bench("floors").unexplained
    earlier = [{"runs": [RUN]}, {"runs": [RUN | {"floors": {"r2": 8.0}}]}]
    assert len(unexplained(loosened, earlier)) == 2
    why = [
        {"run": "run", "figure": "r2", "to": 9.5, "reason": "stand-alone sentences cost half a point"},
        {"run": "run", "figure": "ms", "to": 45, "reason": "another figure than the one that stands"},
    ]
    assert unexplained(loosened | {"lowered": why}, earlier) == ["run: ms was 40.0 and is 50.0"]
    assert unexplained({"runs": [RUN]}, earlier) == []


def test_the_floors_in_force_are_explained(bench: Any) -> None:
    """floors.json as it stands loosens nothing silently, and every run is one that a judge knows."""
    floors = bench("floors")
    document = json.loads(floors.FLOORS.read_text("utf-8"))
    assert floors.unexplained(document, floors.history()) == []
    scripts = [run["script"] for run in document["runs"] if "script" in run]
    assert scripts
    assert [name for name in scripts if not (BENCHMARKS / name).is_file()] == []


def test_the_gate_reads_both_judges_last_lines(bench: Any) -> None:
    """Ours end with JSON, the referee with NAME=VALUE."""
    read = bench("gate").figures
    assert read('a table\n\n{"k1.r2": 9.5}\n') == {"k1.r2": 9.5}
    assert read("a table\n\nr2=9.500 ms=2.000\n") == {"r2": 9.5, "ms": 2.0}
    assert read("nothing to see\n") == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("script", ["gate", "sentences", "briefs", "tables"])
def test_without_the_data_a_benchmark_says_so_and_ends_well(
    bench: Any, script: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has no data is told the variable that names it, and no build fails."""
    pytest.importorskip("rouge_score", reason="needs rouge-score, of the extra `dev`")
    monkeypatch.delenv("DATELINE_EVAL_DATA", raising=False)
    monkeypatch.setattr("sys.argv", [script])
    assert bench(script).main() == 0
    assert capsys.readouterr().out.startswith("skipped: DATELINE_EVAL_DATA names no folder")


def test_a_page_s_tables_are_replaced_between_their_marks(bench: Any) -> None:
    """What stood there goes, the gate's last line stays out, and the rest of the page is left alone."""
    page = "Before.\n<!-- a.py -->\nold\n<!-- end -->\nAfter.\n<!-- b.py -->\nkept\n<!-- end -->\n"
    assert bench("tables").written(page, "a.py", "\n### New\n\n{}") == page.replace("old", "\n### New\n")


def test_both_judges_give_the_same_scores_and_orders(bench: Any, referee: Any, eval_data: Path) -> None:
    """On articles and stories of the data, ROUGE and the peers' rankings are the referee's, to rounding."""
    articles = bench("evaluation").load(eval_data / "single.dev.jsonl.gz")[:12]
    stories = bench("evaluation").load(eval_data / "multi.dev.jsonl.gz")[::7]
    ours, peers = bench("rouge").rouge, bench("peers")
    for row in articles:
        texts = row["sentences"]
        assert ours([row["summary"]], texts[:3]) == pytest.approx(
            referee.rouge([row["summary"]], texts[:3])[:2]
        )
        for name in set(peers.PEERS) - {"lsa"}:  # whose order is that of a set
            assert peers.peer(name)(texts) == referee.peer(name)(texts), name
    for row in stories:
        texts = row["docs"][0]["sentences"]
        english = row["lang"] == "english"
        scored = ours(row["summaries"], texts[:4], english=english)
        assert scored == pytest.approx(referee.rouge(row["summaries"], texts[:4], english)[:2])
        assert peers.peer("luhn", row["lang"])(texts) == referee.peer("luhn", row["lang"])(texts)
