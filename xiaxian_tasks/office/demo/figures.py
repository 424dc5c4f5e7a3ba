"""Figures a body might report: exact decimals in a target's own unit, rising with the days at the pace of its task."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.pace import share_done
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.office.demo.drawing import drawn

THOUSAND = Decimal(1000)
FEW = 3
"""Targets of so few things are reported when they are there: one centre is not built by the third."""

PACES = ((60, 560), (230, 840), (640, 985), (860, 1050), (1000, 1230))
"""Of a thousand tasks so many, counted up, go at a pace of so many thousandths: far behind, behind, in time, ahead."""

PACE_OF = {
    "services-23/10": 560, "services-23/13": 850, "services-23/14": 1060, "services-23/18": 570, "services-23/26": 990,
    "services-23/35": 1120, "services-23/36": 1050, "services-23/48": 700, "groundwater-23/0": 930,
    "groundwater-23/1": 1000, "groundwater-23/2": 590, "groundwater-23/3": 1000, "groundwater-23/4": 900,
    "groundwater-23/10": 1260, "clean-heating-23/5.2": 560, "schooling-23/3.3": 1000,
}
"""Tasks whose pace was chosen, so that the board shows every light for every reason."""


class Reading(NamedTuple):
    """A figure of one target or row, as of a day."""

    as_of: date
    value: Decimal


def pace_of(task: str) -> int:
    """At what pace a task goes, in thousandths of what is due."""
    if task in PACE_OF:
        return PACE_OF[task]
    draw = drawn("pace", task, below=1000)
    return next(pace for most, pace in PACES if draw < most)


def readings(target: Target, pace: int, days: Iterable[date]) -> list[Reading]:
    """The figures of a target or row on some days, oldest first; days with nothing to tell are left out."""
    found: list[Reading] = []
    for on in days:
        value = _value(target, pace, on)
        if value is not None and (not found or _is_news(target, found[-1].value, value)):
            found.append(Reading(on, value))
    return found


def _is_news(target: Target, before: Decimal, value: Decimal) -> bool:
    """Whether a figure is told: of few things only what came, and what only grows does not fall."""
    if target.kind in {"reach", "add", "cut"}:
        return value > before or (value == before and target.value > FEW)
    return True


def _value(target: Target, pace: int, on: date) -> Decimal | None:
    share = _share_of_time(target, on) * pace / THOUSAND
    if target.kind in {"reach", "add", "cut"} or (target.kind == "at_most" and target.accumulates):
        return _counted(target, share)
    way = min(share, Decimal(1))
    if target.kind == "growth":
        return _stepped(target, target.value - Decimal("0.7") + way * Decimal("0.9"))
    if target.kind == "at_most":
        return _stepped(target, target.value * (Decimal("1.2") - way * Decimal("0.22")))
    if target.kind == "at_least":
        return _stepped(target, target.value * (Decimal("0.94") + way * Decimal("0.1")))
    begun = target.baseline if target.baseline is not None else target.value * Decimal("0.82")
    return _stepped(target, begun + (target.value - begun) * way)


def _counted(target: Target, share: Decimal) -> Decimal | None:
    """A count or amount at a share of its target, nothing while there is nothing to count."""
    whole = target.value + (_step_of(target) if target.exclusive else 0)
    if target.value <= FEW and _step_of(target) == 1:
        done = (min(share, Decimal(1)) * whole + Decimal("0.12")).to_integral_value(ROUND_FLOOR)
        return done or None
    assert share_done(target, whole) is not None
    most = whole if target.kind != "at_most" else whole * 2
    return min(_stepped(target, whole * share), most) or None


def _share_of_time(target: Target, on: date) -> Decimal:
    """The share of the target's days that are over at the end of a day; of one without an end, of a year."""
    first, last = target.period.start.toordinal(), target.period.end
    whole = (last.toordinal() if last else first + 364) - first + 1
    return min(Decimal(on.toordinal() - first + 1) / whole, Decimal(1))


def _step_of(target: Target) -> Decimal:
    """The finest figure anybody gives of a target: whole things, tenths of shares and of amounts in 万."""
    if target.unit == "%":
        return Decimal("0.1")
    if target.value != target.value.to_integral_value():
        return Decimal("0.01")
    return Decimal("0.1") if target.unit.startswith("万") and target.value < 100 else Decimal(1)


def _stepped(target: Target, value: Decimal) -> Decimal:
    step = _step_of(target)
    rounding = ROUND_HALF_EVEN if target.unit == "%" else ROUND_FLOOR
    return (value / step).to_integral_value(rounding) * step
