"""Declared facts: a plan (方案) and what it binds the county to.

Days are `datetime.date`, both ends inclusive. Numbers are exact decimals in the target's own unit.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.terms import UNMOVED


class Rules(NamedTuple):
    """The rule (亮灯规则) a plan is lit by. Percentage points, calendar days, and working days left by span.

    `red` None is never red by pace. `near` are working days left at any span, instead of `spans`. `receipt` and `reply`
    are working days for signing and answering, `recheck` calendar days from closing to looking back, `extension` the
    most calendar days a director may grant. `name`, `title`, `source` and `grade` say which rule file it comes from, ""
    the house's own; `own` the figures a plan sets otherwise than the rule it names. `shift` is one of terms.SHIFTS.
    Sources: `docs/decisions/0005` for the figures of light, a month's cycle and ten days of grace are office custom,
    `docs/decisions/0010` for the rest.
    """

    yellow: Decimal = Decimal(10)
    red: Decimal | None = Decimal(30)
    spans: tuple[tuple[int, int], ...] = ((7, 2), (15, 3), (30, 7), (90, 10), (180, 15), (0, 30))
    cycle: str = "month"
    grace: int = 10
    occurrence_grace: int = 3
    name: str = ""
    source: str = ""
    near: int | None = None
    receipt: int = 1
    reply: int = 5
    recheck: int = 90
    extension: int = 30
    title: str = ""
    grade: str = ""
    own: tuple[str, ...] = ()
    shift: str = UNMOVED


class Period(NamedTuple):
    """What pace is counted over (考核期): both days inclusive; `end` is None where no last day is known."""

    start: date
    end: date | None
    basis: str = "month"
    curve: tuple[tuple[date, Decimal], ...] = ()


class Part(NamedTuple):
    """One row of a split target: what one body owes of it."""

    id: str
    body: str
    value: Decimal


class Target(NamedTuple):
    """A number to reach or hold (指标)."""

    id: str
    metric: str
    kind: str
    value: Decimal
    unit: str
    period: Period
    due: date | None = None
    due_basis: str = "none"
    baseline: Decimal | None = None
    baseline_year: int | None = None
    hedged: bool = False
    exclusive: bool = False
    accumulates: bool = False
    label: str = ""
    clause: str = ""
    printed: Decimal | None = None
    parts: tuple[Part, ...] = ()


class Milestone(NamedTuple):
    """A thing to be delivered once (节点); an undated one takes its task's due. `start` is the first day of the window
    (窗口期) it is delivered in, where one is printed."""

    id: str
    what: str
    due: date | None = None
    due_basis: str = "none"
    bodies: tuple[str, ...] = ()
    hedged: bool = False
    label: str = ""
    clause: str = ""
    start: date | None = None


class Recurrence(NamedTuple):
    """A duty that returns (周期事项): by an RFC 5545 rule, or after an anchor (an event whose day is not printed).

    `shift` is one of terms.SHIFTS, or "" where the plan's rule says it.
    """

    id: str
    what: str
    bodies: tuple[str, ...] = ()
    rule: str = ""
    anchor: str = ""
    after: int = 0
    after_unit: str = "calendar_days"
    anchored: tuple[date, ...] = ()
    around: int | None = None
    start: date | None = None
    until: date | None = None
    label: str = ""
    clause: str = ""
    shift: str = ""


class PolicyFigure(NamedTuple):
    """A number that describes a policy and binds nobody (政策数据): rates, caps, thresholds."""

    what: str
    value: str
    unit: str
    rule: str = ""
    role: str = ""
    low: str = ""
    high: str = ""
    until: date | None = None
    clause: str = ""


HEADLINES = "0"
"""The number of the task that holds the targets of a plan as a whole (总体目标): no body takes it on."""


class Task(NamedTuple):
    """One numbered measure of a plan (事项), with everything its light needs, so that its history suffices."""

    id: str
    plan: str
    document: str
    number: str
    title: str
    issued: date
    period: Period
    rules: Rules = Rules()
    position: int = 0
    section: str = ""
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: date | None = None
    due_basis: str = "none"
    summary: str = ""
    note: str = ""
    clause: str = ""
    fingerprint: str = ""
    targets: tuple[Target, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    policy_figures: tuple[PolicyFigure, ...] = ()


class Body(NamedTuple):
    """A department, township, company or group (单位) that can owe something."""

    name: str
    kind: str = "department"
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Member(NamedTuple):
    """A seat in a group: a post, never a person, with the duty the paper gives it."""

    role: str
    post: str = ""
    body: str = ""
    duty: str = ""


class Group(NamedTuple):
    """A leading group, headquarters or working group (领导小组) that a document sets up."""

    name: str
    office: str = ""
    duty: str = ""
    clause: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()


class Limit(NamedTuple):
    """A time limit (时限): amount is None where the paper prints no number; anchor `step:N` or an event's name."""

    amount: int | None
    unit: str
    relation: str
    anchor: str
    hedged: bool = False


class Step(NamedTuple):
    """One step of a procedure and who takes it."""

    number: str
    what: str
    bodies: tuple[str, ...] = ()
    clause: str = ""
    when: str = ""
    limit: Limit | None = None


class Condition(NamedTuple):
    """A figure that starts a procedure; conditions with the same `any` hold together, different ones each suffice."""

    any: str
    what: str
    relation: str = ""
    value: str = ""
    unit: str = ""


class Procedure(NamedTuple):
    """A set of steps with time limits (程序)."""

    id: str
    plan: str
    document: str
    name: str
    trigger: str
    clause: str = ""
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()


class Form(NamedTuple):
    """A form the document prints: its columns and who signs."""

    name: str
    clause: str = ""
    fields: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()


class Doubt(NamedTuple):
    """Something printed that is wrong or unclear (存疑): what stands there, and what is right, if known."""

    clause: str
    code: str
    printed: str = ""
    right: str = ""
    note: str = ""


class Plan(NamedTuple):
    """One official document and what it binds the county to."""

    id: str
    document: str
    title: str
    issued: date
    issuer: str = ""
    year: int | None = None
    tasks: tuple[Task, ...] = ()
    groups: tuple[Group, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    forms: tuple[Form, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    bodies: tuple[Body, ...] = ()
