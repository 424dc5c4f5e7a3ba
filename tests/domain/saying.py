"""What somebody on a random walk says: the content of an act of any kind, mostly sensible, sometimes foolish."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar

from tests.domain.ledger import CALENDARS
from tests.domain.telling import FARM, TOWN, WATER
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, quantity, reporting, workflow
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, withdrawn
from xiaxian_tasks.domain.life import assignments_of, dues, dues_together, is_full, live
from xiaxian_tasks.domain.people import OF_A_BODY, Person
from xiaxian_tasks.domain.plan import Target, Task
from xiaxian_tasks.domain.quantity import Quantity
from xiaxian_tasks.domain.reporting import Call, Draft
from xiaxian_tasks.domain.terms import FULL

T = TypeVar("T")
Content = dict[str, Any]

BODIES = (WATER, FARM, TOWN, "县财政局")
EVIDENCE = f"photo.jpg#sha256:{'0' * 64}"


class Dice(Protocol):
    """Whoever decides."""

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""


class Moment(NamedTuple):
    """Who is about to act, on which day, on what; a `wise` one tries what makes sense."""

    dice: Dice
    state: TaskState
    entries: list[Entry]
    at: date
    by: Person
    wise: bool

    def later(self) -> str:
        """A day ahead, or none."""
        return (self.at + timedelta(days=self.dice.pick((1, 7, 40, 0)))).isoformat()


def content(moment: Moment, kind: str) -> Content:
    """The content of an act. Raises what a report is refused with."""
    if kind == kinds.REPORT:
        return _report(moment)
    dice, wise = moment.dice, moment.wise
    said = _SAYS.get(kind)
    found = {**_bodies(moment, kind), **(said(moment) if said else {})}
    found |= {
        key: word
        for key, word in (("reason", "缺水"), ("document", "会议纪要"), ("note", "补记"))
        if wise or dice.pick((True, False))
    }
    if kind in {kinds.REQUEST, kinds.CHECK} and (wise or dice.pick((True, False))):
        found["evidence"] = [EVIDENCE]
    if not wise and dice.pick(range(20)) == 0:
        found["note"] = "机密"
    return found


def _bodies(moment: Moment, kind: str) -> Content:
    dice, by, rule = moment.dice, moment.by, workflow.WORKFLOW[kind]
    if not rule.assigned:
        return {}
    if by.role in OF_A_BODY and dice.pick(range(8)):
        return {"body": by.body}
    bound = live(assignments_of(moment.state.life, moment.state.printed))
    fitting = [each.body for each in bound if each.state in rule.assigned or not moment.wise]
    among = fitting or list(BODIES)
    several = sorted({dice.pick(among) for _ in range(dice.pick((1, 1, 2)))})
    alone = len(several) == 1 or kind in {kinds.EXTENSION_REQUEST, kinds.REFUSAL}
    return {"body": several[0]} if alone else {"bodies": several}


def _assignment(moment: Moment) -> Content:
    dice, life, at = moment.dice, moment.state.life, moment.at
    said: Content = {}
    if dice.pick((True, False)):
        said["from"] = dice.pick(BODIES)
    if dice.pick(range(4)):
        body = dice.pick(BODIES)
        said |= {"body": body} if dice.pick(range(5)) else {"bodies": [body, dice.pick(BODIES)]}
        said["role"] = dice.pick(("lead", "support"))
        if is_full(life) and life.stage == "dispatched":
            said["receipt_due"] = CALENDARS.on(at).after(at, 1).isoformat()
    return said


def _checked(moment: Moment) -> Content:
    dice, targets = moment.dice, moment.state.task.targets
    said: Content = {"how": dice.pick((*guards.HOWS, *guards.HOWS, "dream"))}
    if dice.pick((True, False)) and targets:
        meant = dice.pick(targets)
        as_of = moment.at - timedelta(days=dice.pick((0, 3)))
        value = dice.pick(("0", "7", "15", "95"))
        said |= {"target": meant.id, "value": value, "unit": meant.unit, "as_of": as_of.isoformat()}
    return said


def _recheck(moment: Moment) -> Content:
    return {"found": moment.dice.pick((*guards.FOUND, "relapsed", "perhaps")), **_checked(moment)}


def _resumption(moment: Moment) -> Content:
    since = moment.state.life.since
    stood = (moment.at - since).days if since else 0
    moved = guards.days_after_standing(moment.state, stood + moment.dice.pick((0, 0, 0, 1)))
    return {"stood": stood, "moved": {key: day.isoformat() for key, day in moved.items()}}


def _wish(moment: Moment) -> Content:
    dice, old, days = moment.dice, dues(moment.state.task), moment.dice.pick((10, 30, 60, 0))
    duties = dice.pick([list(dues_together(moment.state.task)), [dice.pick([*old, "t9"])]])
    moved = {key: (old.get(key, moment.at) + timedelta(days=days)).isoformat() for key in duties}
    return {"moved": moved, "due": (moment.at + timedelta(days=7)).isoformat()}


def _grant(moment: Moment) -> Content:
    wish = moment.state.life.wish
    if wish is not None and moment.dice.pick(range(6)):
        return {"moved": {key: day.isoformat() for key, day in wish.moved}}
    return _wish(moment)


def _withdrawal(moment: Moment) -> Content:
    """One of the last that the office would take back: neither gone nor done to the whole plan; else any."""
    gone = withdrawn(moment.entries)
    fair = [
        e for e in moment.entries
        if e.seq not in gone and e.kind not in workflow.NEVER_WITHDRAWN - {kinds.NOTICE}
    ][-8:]
    entry = moment.dice.pick(fair if fair and moment.wise else moment.entries)
    return {"of": entry.seq, "what": entry.kind, "author": entry.by}


def _report(moment: Moment) -> Content:
    dice, by, at, state = moment.dice, moment.by, moment.at, moment.state
    meant = dice.pick((*state.task.targets, None))
    draft = Draft(
        value=Quantity(Decimal(dice.pick((3, 9, 15, 95))), meant.unit) if meant else None,
        target=meant.id if meant else "",
        milestone=dice.pick(("", "m1", "m2")),
        occurrence=dice.pick(("", "", f"{at.year}-{at.month:02d}-01", f"{at.year}-{at.month:02d}-20")),
        as_of=at - timedelta(days=dice.pick((0, 0, 5))),
        correct=dice.pick((True, False)),
        body=by.body if by.role in OF_A_BODY and dice.pick(range(8)) else dice.pick((*BODIES, "")),
        note=dice.pick(("", "进展正常")),
        evidence=dice.pick(((), (EVIDENCE,))),
    )
    return reporting.report(Call(state, draft, at, at))


_SAYS: dict[str, Callable[[Moment], Content]] = {
    kinds.WAY: lambda m: {"way": m.dice.pick((FULL, FULL, FULL, "simple"))},
    kinds.REGISTRATION: lambda m: {"number": f"{m.at.year}-{m.state.seq:03d}"},
    kinds.ASSIGNMENT: _assignment,
    kinds.DISPATCH: lambda m: {"receipt_due": CALENDARS.on(m.at).after(m.at, 1).isoformat()},
    kinds.RETURN: lambda m: {"cause": m.dice.pick((*guards.CAUSES, "boredom")), "due": m.later()},
    kinds.CHECK: _checked,
    kinds.ACCEPTANCE: _checked,
    kinds.CLOSURE: lambda m: m.dice.pick(({"recheck_due": m.later()}, {})),
    kinds.RECHECK: _recheck,
    kinds.RESUMPTION: _resumption,
    kinds.MERGER: lambda m: {"into": m.dice.pick(("plan-23/2", "plan-23/2", m.state.task.id))},
    kinds.REOPENING: lambda m: m.dice.pick(({}, {"moved": _wish(m)["moved"]})),
    kinds.EXTENSION_REQUEST: _wish,
    kinds.EXTENSION_GRANT: _grant,
    kinds.REMARK: lambda m: {
        "text": m.dice.pick(("抓紧", "抓紧", "")),
        **m.dice.pick(({"due": m.later()}, {"due": m.later(), "body": FARM}, {})),
    },
    kinds.NOTICE: lambda m: {
        "letter": f"2023/reminder/{m.state.seq - m.dice.pick((0, 0, 0, 5))}", "paper": "reminder", "keys": ["a"],
        "number": m.dice.pick(("夏督提〔2023〕1号", "夏督提〔2023〕1号", "")), "body": m.dice.pick(BODIES),
        **m.dice.pick(({}, {"due": m.later()}, {"due": m.later()})),
    },
    kinds.REPLY: lambda m: {
        "text": "已办", "to": m.dice.pick([asked.seq for asked in m.state.life.questions] or [99]),
    },
    kinds.REORGANISATION: lambda m: {
        "from": m.dice.pick(BODIES), "body": m.dice.pick((*BODIES, "县水务局")), "how": "renamed",
    },
    kinds.WITHDRAWAL: _withdrawal,
}


def edited(dice: Dice, now: Task, first: Task) -> Task:
    """The task of an edited plan: other bodies, days, another unit, fewer duties or those of the `first` again."""
    lead = tuple(dict.fromkeys(dice.pick(BODIES) for _ in range(dice.pick((0, 1, 1, 2)))))
    support = tuple(sorted({dice.pick(BODIES) for _ in range(dice.pick((0, 1, 2)))} - set(lead)))
    changes: list[Content] = [
        {"lead": lead, "support": support},
        {"due": dice.pick((None, date(2023, 12, 31), date(2024, 6, 30)))},
        {"title": "另一个题目"},
        {"milestones": first.milestones[:dice.pick((0, 1, 2))]},
        {"targets": tuple(_in(each, dice.pick(("方", "万方"))) for each in now.targets)},
        {"targets": first.targets[:dice.pick((1, 2))]},
    ]
    return now._replace(**dice.pick(changes))


def _in(each: Target, unit: str) -> Target:
    """A target of water counted in another unit: 15 万方 are 150,000 方."""
    if each.unit not in {"方", "万方"}:
        return each
    return each._replace(value=quantity.convert(Quantity(each.value, each.unit), unit), unit=unit)


def good_acts(state: TaskState, kind: str, at: date, persons: Sequence[Person]) -> list[guards.Act]:
    """Acts of a kind as sensible people take them: by everybody of a right role, for every body bound."""
    later = (at + timedelta(days=3)).isoformat()
    wish, since, open_ = state.life.wish, state.life.since, state.life.questions
    stood = (at - since).days if since else 0
    said: Content = {
        "reason": "缺水", "document": "纪要", "text": "已办", "cause": "thin", "due": later, "how": "site",
        "into": "plan-23/2", "found": "held", "evidence": [EVIDENCE], "receipt_due": later, "number": "2023-999",
        "stood": stood, "to": open_[0].seq if open_ else 0, "as_of": at.isoformat(),
    }
    asked = dict(wish.moved) if wish and kind == kinds.EXTENSION_GRANT else None
    days = guards.days_after_standing(state, stood) if kind == kinds.RESUMPTION else {
        key: day + timedelta(days=400)
        for key, day in dues(state.task).items() if (key in asked if asked is not None else day >= at)
    }
    said["moved"] = {} if kind == kinds.REOPENING else {key: day.isoformat() for key, day in days.items()}
    if kind == kinds.ASSIGNMENT:
        said = {"body": "县统计局", "role": "support"}
    rule = workflow.WORKFLOW[kind]
    bound = [each.body for each in live(assignments_of(state.life, state.printed))]
    return [
        guards.Act(kind, {**said, **({"body": body} if body else {})}, at, at, by)
        for by in persons if by.role in rule.roles
        for body in (bound if rule.assigned and is_full(state.life) else [""])
    ]
