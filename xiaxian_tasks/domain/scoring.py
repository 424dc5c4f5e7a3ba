"""The rules of standing (计分规则): what costs or earns how many points, and where that is written."""

from decimal import Decimal
from typing import Any, NamedTuple

RETURNED, OVERDUE, OWN_OVERDUE, LATE_RECEIPT, MISSED_REPORT, MISSED_TURN, RELAPSE, UNTRUE, AHEAD = CAUSES = (
    "return", "overdue", "own-overdue", "late-receipt", "missed-report", "missed-turn", "relapse", "untrue", "ahead"
)
"""What can cost or earn points: 退办, 逾期, 配合事项逾期, 签收逾期, 漏报进展, 周期漏办, 反弹, 核查不实, 提前办结."""


class Line(NamedTuple):
    """One line of the rules: `points` from the n-th time in a year on, as (n, points), n rising from 1.

    `days` is how much ahead, in calendar days, completion must be; no other cause has any.
    """

    cause: str
    points: tuple[tuple[int, Decimal], ...]
    title: str = ""
    source: str = ""
    days: int = 0

    def at(self, time: int) -> Decimal:
        """The points of the n-th time."""
        return [points for since, points in self.points if since <= time][-1]

    @property
    def costs(self) -> Decimal:
        """What it costs at most."""
        return max(Decimal(0), *(-points for _, points in self.points))


class Scoring(NamedTuple):
    """Every body starts at `base`, no score leaves `floor` to `cap`; who answers for fewer than `least` tasks has no
    rank."""

    base: Decimal
    cap: Decimal
    floor: Decimal = Decimal(0)
    least: int = 3
    lines: tuple[Line, ...] = ()
    title: str = ""
    source: str = ""

    def line(self, cause: str) -> Line | None:
        """The line of a cause; None where it counts nothing."""
        return next((line for line in self.lines if line.cause == cause), None)

    @property
    def most(self) -> Decimal | None:
        """What one task may cost a body in one month: one overdue duty and one missed report; None is no bound.

        Office custom: a task with ten milestones is not ten times as much in arrears as one with one.
        """
        overdue, missed = self.line(OVERDUE), self.line(MISSED_REPORT)
        return overdue.costs + (missed.costs if missed else 0) if overdue else None


def from_document(document: dict[str, Any]) -> Scoring:
    """The rules that `codec.encode` made a plain document of."""
    found = document | {key: Decimal(document[key]) for key in ("base", "cap", "floor") if key in document}
    found["lines"] = tuple(
        Line(**{**line, "points": tuple((time, Decimal(points)) for time, points in line["points"])})
        for line in document.get("lines", ())
    )
    return Scoring(**found)
