"""The ladder (阶梯): which cause is said in which words, after how long, and when one says nothing.

Sources of the shipped rungs: 夏政办发〔2023〕21号 measure 48 (提醒函, 督办函 to leads that fall behind), 三明 2017
(each colour when the one before was not met in its limit; important matters may start higher), 宿迁 2025 (near,
behind, overdue). Figures are office custom, and each county's own.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.domain.letters import (
    BULLETIN,
    CLOSING,
    CONCLUSION,
    DISPATCH,
    EXTENSION,
    RED,
    REMINDER,
    RETURN,
    SUPERVISION,
    TALK,
)

NEAR, DUE, OVERDUE, SLIGHTLY, BEHIND, FAR, SILENT, UNSIGNED, UNANSWERED = CAUSES = (
    "near", "due", "overdue", "slightly-behind", "behind", "far-behind", "silent", "unsigned", "unanswered"
)
"""Causes something is said for: 临期, 到期, 逾期, 略滞后, 滞后, 严重滞后, 久未报送, 未签收, 未回复."""

LINE = ""
"""No paper of its own: a line of the body's digest of the day."""

PAPERS = (REMINDER, SUPERVISION, RED, BULLETIN, TALK)
"""The papers a rung may be, from the mildest."""

REGISTERED = (DISPATCH, REMINDER, SUPERVISION, RED, RETURN, EXTENSION, CLOSING, TALK, CONCLUSION)
"""The papers numbered by a word of their own (发文字号); bulletins and reports are counted as 第n期."""


class Rung(NamedTuple):
    """One rung (级). `when` is one of CAUSES, "" whatever the rung before was said for; `paper` LINE or one of PAPERS.

    `after` working days the cause must have stood; `reply` working days within which an answer is asked, 0 for none;
    `cooldown` working days after which it is said again while the cause stands, 0 for never. `unmet` are the rungs of
    which one must have been said and not met within its `reply`.
    """

    id: str
    when: str = ""
    paper: str = LINE
    reply: int = 0
    cooldown: int = 0
    after: int = 0
    unmet: tuple[str, ...] = ()


class Override(NamedTuple):
    """What is otherwise for one plan or one body, by its `name`: rungs that are `off`, and other caps."""

    name: str
    off: tuple[str, ...] = ()
    per_day: int | None = None
    per_month: int | None = None


class Ladder(NamedTuple):
    """The rungs, each heavier one behind the lighter. Nothing goes in the hours of `quiet` (from, to; may pass
    midnight), with `rest` on no day that is not worked, nor in the spans of `days`, both days inclusive.

    `per_day` and `per_month` are the most papers to one body, None without bound; digests are not counted. `apart` are
    the working days between two papers to one body on one task. `approval` are the papers the director agrees to first;
    `bulletin` those of which the next bulletin names the task. `alarm` are the working days without anything sent,
    while something was due, after which the office is told; `register` the word of each paper's number, by kind.
    """

    title: str = ""
    source: str = ""
    rungs: tuple[Rung, ...] = ()
    quiet: tuple[str, ...] = ()
    rest: bool = True
    per_day: int | None = None
    per_month: int | None = None
    apart: int = 0
    approval: tuple[str, ...] = ()
    bulletin: tuple[str, ...] = ()
    plans: tuple[Override, ...] = ()
    bodies: tuple[Override, ...] = ()
    days: tuple[tuple[date, date], ...] = ()
    alarm: int = 3
    register: tuple[tuple[str, str], ...] = ()

    def of(self, plan: str, body: str) -> tuple[Rung, ...]:
        """The rungs that count for a body under a plan."""
        off = {each for override in self._for(plan, body) for each in override.off}
        return tuple(rung for rung in self.rungs if rung.id not in off)

    def most(self, plan: str, body: str) -> tuple[int | None, int | None]:
        """The most papers a day and a month to a body: of its own, else of the plan, else of all."""
        per_day, per_month = self.per_day, self.per_month
        for override in self._for(plan, body):
            per_day = override.per_day if override.per_day is not None else per_day
            per_month = override.per_month if override.per_month is not None else per_month
        return per_day, per_month

    def _for(self, plan: str, body: str) -> Iterable[Override]:
        yield from (override for override in self.plans if override.name == plan)
        yield from (override for override in self.bodies if override.name == body)

    def is_quiet_day(self, on: date, *, is_working: bool) -> bool:
        """Whether nothing goes on a day."""
        return (self.rest and not is_working) or any(first <= on <= last for first, last in self.days)

    def is_quiet_hour(self, clock: str) -> bool:
        """Whether nothing goes at a time of the day, "08:30"; the last moment of a span is no longer in it."""
        if len(self.quiet) != 2:
            return False
        first, last = self.quiet
        return first <= clock < last if first <= last else clock >= first or clock < last


def from_document(document: dict[str, Any]) -> Ladder:
    """The ladder that `codec.encode` made a plain document of."""
    found = dict(document)
    found["rungs"] = tuple(
        Rung(**{**rung, "unmet": tuple(rung.get("unmet", ()))}) for rung in document.get("rungs", ())
    )
    for key in ("plans", "bodies"):
        found[key] = tuple(Override(**{**each, "off": tuple(each.get("off", ()))}) for each in document.get(key, ()))
    for key in ("quiet", "approval", "bulletin"):
        found[key] = tuple(document.get(key, ()))
    found["register"] = tuple((kind, word) for kind, word in document.get("register", ()))
    found["days"] = tuple(
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last in document.get("days", ())
    )
    return Ladder(**found)
