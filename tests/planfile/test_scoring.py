"""The rules of standing: what a file says, every fault with its line, and the ones that are shipped."""

from decimal import Decimal

from tests.source import ROOT
from xiaxian_tasks import planfile
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.scoring import CAUSES, Line, Scoring, from_document

GOOD = """
base = 80
cap = 100
[[lines]]
cause = "return"
points = [[1, -0.5], [4, -5]]
[[line]]
cause = "ahead"
points = 1
days = 30
"""


def read(text: str) -> planfile.ScoringReading:
    return planfile.read_scoring(text.encode(), "standing.toml")


def test_a_file_of_rules() -> None:
    wanted = Scoring(Decimal(80), Decimal(100), lines=(
        Line("return", ((1, Decimal("-0.5")), (4, Decimal(-5)))), Line("ahead", ((1, Decimal(1)),), days=30)
    ))
    assert read(GOOD).scoring == wanted
    assert planfile.kind_of(GOOD.encode()) == "scoring"
    assert from_document(encode(wanted)) == wanted
    assert canonical(encode(wanted)).startswith('{"base":"80","cap":"100","lines":')
    line = wanted.lines[0]
    assert [str(line.at(time)) for time in (1, 3, 4, 99)] == ["-0.5", "-0.5", "-5", "-5"]


def test_every_fault_has_its_line() -> None:
    text = """
cap = 100
[[lines]]
cause = "retrun"
points = [[2, -1]]
[[lines]]
cause = "relapse"
points = "много"
[[lines]]
cause = "relapse"
points = -1
"""
    found = [(fault.line, fault.code) for fault in read(text).faults]
    assert found == [(1, "missing"), (4, "unknown-value"), (5, "bad-steps"), (8, "wrong-type"), (10, "line-twice")]


def test_differences_are_lines() -> None:
    old = read(GOOD).scoring
    new = read(GOOD.replace("cap = 100", "cap = 110").replace("points = 1\n", "points = 2\n")).scoring
    assert old is not None
    assert new is not None
    assert [tuple(line) for line in planfile.scoring_differences(old, new)] == [
        ("standing", "cap", "100", "110"), ("standing", "ahead", "1: 1 (30)", "1: 2 (30)"),
    ]
    assert planfile.scoring_differences(old, old) == []
    assert len(planfile.scoring_differences(None, new)) == 1


def test_the_shipped_rules_know_every_cause_and_its_source() -> None:
    shipped = planfile.read_scoring((ROOT / "plans" / "standing.toml").read_bytes(), "standing.toml").scoring
    assert shipped is not None
    assert {line.cause for line in shipped.lines} == set(CAUSES)
    assert all(line.title and line.source for line in shipped.lines)
    returns = next(line for line in shipped.lines if line.cause == "return")
    assert sum(returns.at(time) for time in range(1, 5)) == Decimal("-8.5"), "half, one, two and five"
