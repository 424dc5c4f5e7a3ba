"""What in a report does not fit (矛盾核查): shown beside it for a person to judge, never a reason to refuse it.

Sources: contradiction checks asked for by supervision offices (docs/decisions/0012); the figures are office custom.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.forecast import quartiles
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import as_row
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.terms import CUMULATIVE

FAR_BEYOND = 2
"""From this many times its target on a figure is odd: an extra nought is the commonest slip."""

JUMP = 3
"""An increase of more than this many times the usual one is a jump."""

INCREASES_AT_LEAST = 3
"""Fewer earlier increases say nothing of what is usual."""

FALLING_IS_BETTER = frozenset({"lower_to", "at_most"})


class Odd(NamedTuple):
    """One thing that does not fit: a code, and the figures its sentence needs."""

    code: str
    figures: dict[str, str]


class _Call(NamedTuple):
    """A reported value against its target, or the row of a split taken as a target of its own."""

    state: TaskState
    target: Target
    value: Decimal
    as_of: date
    content: dict[str, Any]


def contradictions(state: TaskState, content: dict[str, Any]) -> tuple[Odd, ...]:
    """What does not fit in a report, given the state of its task before it."""
    found = list(_same_text(state, content))
    target = next((each for each in _rows(state) if each.id == content.get("target")), None)
    if target is not None and "value" in content:
        call = _Call(state, target, Decimal(content["value"]), date.fromisoformat(content["as_of"]), content)
        found = [odd for check in CHECKS for odd in check(call)] + found
    return tuple(found)


def _rows(state: TaskState) -> Iterator[Target]:
    for target in state.task.targets:
        yield from (as_row(target, part) for part in target.parts)
        yield target


def _over_hundred(call: _Call) -> Iterator[Odd]:
    is_share = call.target.unit == "%" and call.target.kind in {"raise_to", "at_least", "at_most"}
    if is_share and call.value > pace.HUNDRED:
        yield _odd("over-hundred", call)


def _far_beyond(call: _Call) -> Iterator[Odd]:
    wanted = call.target.value
    if call.target.kind in CUMULATIVE and wanted and call.value >= FAR_BEYOND * wanted:
        yield _odd("far-beyond", call, wanted=plain(wanted))


def _jump(call: _Call) -> Iterator[Odd]:
    """An increase beyond what is usual: the median of the increases between the days reported on before."""
    adds_up = call.target.kind in CUMULATIVE or call.target.accumulates
    if not adds_up or call.content.get("statement") or call.content.get("correct"):
        return
    by_day = {r.as_of: r.value for r in call.state.series.get(call.target.id, ()) if r.as_of < call.as_of}
    values = [value for _, value in sorted(by_day.items())]
    increases = [later - earlier for earlier, later in pairwise(values)]
    if len(increases) < INCREASES_AT_LEAST:
        return
    usual, increase = quartiles(increases)[1], call.value - values[-1]
    if usual > 0 and increase > JUMP * usual:
        yield _odd("jump", call, increase=plain(increase), usual=plain(usual))


def _on_the_dot(call: _Call) -> Iterator[Odd]:
    if call.value == call.target.value and call.as_of == call.target.due:
        yield _odd("on-the-dot", call)


def _early(call: _Call) -> Iterator[Odd]:
    """Reached as of a day before the plan was issued or the task dispatched."""
    begun = max(call.state.task.issued, call.state.life.dispatched or date.min)
    reached = pace.is_reached(call.target, call.value, call.as_of, call.target.due)
    if reached and call.as_of < begun:
        yield _odd("early", call, begun=begun.isoformat())


def _support_over_lead(call: _Call) -> Iterator[Odd]:
    newest = call.state.newest(call.target.id)
    if not call.content.get("statement") or newest is None:
        return
    more = newest.value - call.value if call.target.kind in FALLING_IS_BETTER else call.value - newest.value
    if more > 0:
        yield _odd("support-over-lead", call, other=plain(newest.value))


def _same_text(state: TaskState, content: dict[str, Any]) -> Iterator[Odd]:
    if content.get("note") and content["note"] == state.told:
        yield Odd("same-text", {})


def _odd(code: str, call: _Call, **figures: str) -> Odd:
    return Odd(code, {"value": plain(call.value), "unit": call.target.unit, **figures})


CHECKS: tuple[Callable[[_Call], Iterator[Odd]], ...] = (
    _over_hundred, _far_beyond, _jump, _on_the_dot, _early, _support_over_lead,
)
"""The checks of a value, those of slips of the hand first."""
