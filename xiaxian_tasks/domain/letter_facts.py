"""What a paper is worded from (函件事实): figures, days and what was said before, of each matter of one body at a day.

Only values: no sentence stands here. The office fills them from the ledger, `documents/papers/` words them, so that the
same facts give the same paper.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.letters import (
    CLOSING,
    CONCLUSION,
    DISPATCH,
    EXTENSION,
    LETTER,
    OFFICIAL,
    RED,
    REMINDER,
    REPORT,
    RETURN,
    SHEET,
    SUPERVISION,
    TALK,
)

FORMS_OF = {
    DISPATCH: (OFFICIAL, LETTER, SHEET), REMINDER: (LETTER, SHEET), SUPERVISION: (LETTER, SHEET), RED: (SHEET, LETTER),
    RETURN: (LETTER, SHEET), EXTENSION: (LETTER, OFFICIAL, SHEET), CLOSING: (SHEET,), TALK: (LETTER, OFFICIAL, SHEET),
    CONCLUSION: (OFFICIAL, LETTER), REPORT: (OFFICIAL,),
}  # fmt: skip
"""The forms each paper may have, the usual one first. What the county's government office sends is a 公文 or a 函; the
supervision office sends a sheet (党政机关公文处理工作条例 art. 17). Which is usual is office custom."""

COLOURS = {REMINDER: "blue", SUPERVISION: "yellow", RED: "red"}
"""蓝单, 黄单, 红单 (三明 2017, 紫阳 2022)."""


class About(NamedTuple):
    """What a paper is to speak of: a task, and where it was asked for the duty, its cause (ladder.CAUSES), since when.

    With no cause the light of the task says it.
    """

    task: str
    duty: str = ""
    cause: str = ""
    since: date | None = None
    due: date | None = None


class Order(NamedTuple):
    """What is settled from without: the number ("" in a draft), the form ("" the usual one), the last day for an answer
    (None: the ladder's working days), words of the office's own; `when` and `place` of a talk."""

    number: str = ""
    form: str = ""
    reply_due: date | None = None
    text: str = ""
    when: str = ""
    place: str = ""


DRAFT = Order()


class Earlier(NamedTuple):
    """A paper that was issued before on the same task to the same body; `answered` the day of an answer, None while
    there is none, `due` the last day for it, None where none was asked."""

    kind: str
    number: str
    on: date
    due: date | None = None
    answered: date | None = None


class Figure(NamedTuple):
    """A target, or the body's own row of a split, as it stands. Shares are fractions, `gap` percentage points.

    `kind` is one of terms.KINDS. `days_left` are working days until `due`, below 0 those gone by; `needed` what each of
    them must bring of a count or amount; `is_provisional` where `due` lies in a year whose days off are not announced.
    """

    id: str
    metric: str
    kind: str
    value: Decimal
    unit: str
    light: str
    reason: str
    due: date | None = None
    latest: Decimal | None = None
    as_of: date | None = None
    progress: Decimal | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    days_left: int | None = None
    needed: Decimal | None = None
    baseline: Decimal | None = None
    is_provisional: bool = False
    exclusive: bool = False


class Point(NamedTuple):
    """A milestone, or the open turn of a recurrence; `sort` is "milestone" or "turn", `days_left` working days."""

    id: str
    sort: str
    what: str
    light: str
    reason: str
    due: date | None = None
    done_on: date | None = None
    days_left: int | None = None


class Cause(NamedTuple):
    """Why it is written: one of ladder.CAUSES, since when it stands, the day of the duty, what the duty is called (""
    the task itself), and its id as `causes.Cause` has it."""

    cause: str
    since: date | None = None
    due: date | None = None
    duty: str = ""
    id: str = ""


class Part(NamedTuple):
    """The part one body has in a task, with the days of its life-cycle."""

    body: str
    role: str
    state: str
    sent: date | None = None
    receipt_due: date | None = None
    signed: date | None = None
    returns: int = 0


class Piece(NamedTuple):
    """A piece of evidence: its name, the day it was handed in, the first characters of its fingerprint."""

    name: str
    on: date
    digest: str = ""


class Return(NamedTuple):
    """What was sent back: the cause (guards.CAUSES), in words, by which day it is to be handed in again, how often."""

    on: date
    cause: str
    note: str
    due: date | None
    times: int
    requested: date | None = None


class Answer(NamedTuple):
    """An extension that was asked for and answered: first day, day asked for, day granted (None: refused)."""

    asked_on: date | None
    why: str
    original: date | None
    before: date | None
    wished: date | None
    granted: date | None
    why_not: str = ""
    times: int = 0
    by: str = ""
    is_answered: bool = True


class Ending(NamedTuple):
    """How a task was accepted and closed: who accepted and when, how it was checked (guards.HOWS), who closed it."""

    accepted: date | None = None
    acceptor: str = ""
    hows: tuple[str, ...] = ()
    closed: date | None = None
    closer: str = ""
    recheck: date | None = None
    note: str = ""


class Matter(NamedTuple):
    """One task as it stands for one body on a day; everything a paper can say of it.

    `days_left` are working days until `due`, below 0 those gone by. `original` is the day the plan set. `told` is the
    newest note of a report, of the day `told_on`. `cycle` is how often it is reported on, `receipt` the working days
    for signing.
    """

    task: str
    document: str
    plan: str
    number: str
    title: str
    issued: date
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    registered: str = ""
    section: str = ""
    summary: str = ""
    light: str = ""
    reason: str = ""
    state: str = ""
    due: date | None = None
    original: date | None = None
    days_left: int | None = None
    extensions: int = 0
    causes: tuple[Cause, ...] = ()
    figures: tuple[Figure, ...] = ()
    points: tuple[Point, ...] = ()
    parts: tuple[Part, ...] = ()
    told: str = ""
    told_on: date | None = None
    earlier: tuple[Earlier, ...] = ()
    evidence: tuple[Piece, ...] = ()
    returned: Return | None = None
    extension: Answer | None = None
    ending: Ending = Ending()
    cycle: str = "month"
    receipt: int = 1


class Sender(NamedTuple):
    """Who sends: the government's office, which signs letters and 公文, the supervision office, which signs sheets, and
    whom to ask, with a telephone."""

    government: str
    office: str
    contact: str = ""
    phone: str = ""

    @property
    def asked_at(self) -> str:
        """The office, the person and the telephone one asks at, on one line."""
        return " ".join(filter(None, (self.office, self.contact, self.phone)))


class Counts(NamedTuple):
    """How many tasks of a scope stand how: all, done, on pace, behind, overdue or far behind, not reported."""

    total: int = 0
    done: int = 0
    green: int = 0
    yellow: int = 0
    red: int = 0
    grey: int = 0


class LetterFacts(NamedTuple):
    """All that one paper is worded from; `body` is whom it is sent to, "" for what goes to the county's leaders."""

    kind: str
    form: str
    body: str
    on: date
    matters: tuple[Matter, ...]
    sender: Sender
    order: Order = DRAFT
    reply_due: date | None = None
    consequences: tuple[str, ...] = ()
    counts: Counts = Counts()
    seal_code: str = ""
