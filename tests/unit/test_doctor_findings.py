"""Whatever the doctor knows to be wrong is found where it is so, and not where it is cured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from doctor_world import APP, BOT
from facts_made import SECRET, facts
from faults_made import FAULTS

from bot.operate.checks import Check, State
from bot.operate.doctor import findings, judged, worst

if TYPE_CHECKING:
    from bot.operate.examining.facts import Facts

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "doctor.md"
BY_ITSELF = {"config-wrong"}  # there are no facts where the configuration can't be read: test_doctor.py
FINDINGS = {one.code: one for one in findings()}


def found(known: Facts) -> dict[str, list[Check]]:
    checks: dict[str, list[Check]] = {}
    for check in judged(known):
        checks.setdefault(check.code, []).append(check)
    return checks


def test_a_world_in_which_all_is_well_has_no_finding() -> None:
    """Not one: what is told of it is well, and has no cure."""
    assert list(found(facts())) == [""]
    assert worst(list(judged(facts()))) is State.OK


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_and_gone_when_it_is_cured(code: str) -> None:
    """By its code, with its state, what was met and a cure in one line each; no secret is in either."""
    fault, cured = FAULTS[code]
    told = found(fault).get(code, [])
    assert told
    for check in told:
        assert check.state is FINDINGS[code].state
        for line in (check.what, check.cure):
            assert line
            assert not re.search(r"[\n{}]", line)
            assert not any(secret in line for secret in (BOT, APP, SECRET))
    assert code not in found(cured or facts())


def test_every_finding_is_made_by_a_fault_here() -> None:
    """None is known to the doctor that was never seen, and no code names two."""
    assert sorted(FAULTS.keys() | BY_ITSELF) == sorted(FINDINGS)
    assert len(FINDINGS) == len(findings())


def test_no_two_lines_of_a_report_have_one_name() -> None:
    """Who reads, or greps, a report can tell its lines apart."""
    for fault, _ in FAULTS.values():
        names = [check.name for check in judged(fault)]
        assert sorted(names) == sorted(set(names))


def test_the_reference_says_of_every_finding_its_cause_and_its_cure() -> None:
    """docs/reference/doctor.md holds all of them, in the doctor's own words and order."""
    rows = [line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{one.code}` | {one.state} | {one.cause} | {re.sub(r'{(.+?)}', upper, one.cure)} |"
        for one in findings()
    ]


def upper(held: re.Match[str]) -> str:
    """What is filled where it is found stands in capitals: {path} as PATH."""
    return held[1].upper()
