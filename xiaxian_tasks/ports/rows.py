"""What a store gives and takes: values only, as they are kept."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.domain.waits import Asked, Wait

if TYPE_CHECKING:
    from xiaxian_tasks.ports.messages import MessageKept


class TaskRow(NamedTuple):
    """A task as projected: its definition and state as JSON texts, and the light that stands on the day asked for.

    `light_since` is the first day of the light that stands.
    """

    id: str
    plan: str
    number: str
    title: str
    due: date | None
    definition: str
    state: str
    seq: int
    head: str
    at: date
    withdrawn: bool
    light: str
    reason: str
    light_since: date
    stage: str = "active"
    outlook: str = ""


class HeadRow(NamedTuple):
    """How far a task is: its newest entry's hash and the day that counts from, and since when its light stands."""

    id: str
    plan: str
    head: str
    at: date
    light_since: date


class AskedRow(NamedTuple):
    """What was asked of a body on a day, by one entry of a task."""

    task: str
    seq: int
    at: date
    asked: Asked


class Owing(NamedTuple):
    """Who led or supported a task once: `role` lead or support, from `since` up to the day before `until`."""

    role: str
    body: str
    since: date
    until: date


class Projection(NamedTuple):
    """What is kept of a task beside its history, all of it derivable from the history by replay.

    `steps` are the light steps from `since` on; steps of earlier days stand as they were written.
    """

    id: str
    plan: str
    number: str
    position: int
    title: str
    due: date | None
    search: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    definition: str
    state: str
    completed: bool
    withdrawn: bool
    since: date
    steps: tuple[Step, ...]
    waits: tuple[Wait, ...] = ()
    asked: tuple[AskedRow, ...] = ()
    formerly: tuple[Owing, ...] = ()
    """`waits` stand from `since` on, like `steps`; `asked` is what this one entry asked of bodies. `formerly` is empty.

    Of a projection read or remade whole: all waits by `since`, sort, key and body, each up to where an entry cut it;
    what all entries asked, in order; and `formerly` who led and supported before, by `since`, role and body: all of a
    day when any of them changed."""


class PlanRow(NamedTuple):
    """A plan as adopted: `document_json` holds its groups, procedures, forms and doubts; `tasks` counts its tasks."""

    id: str
    document: str
    title: str
    issued: date
    position: int
    document_json: str
    tasks: int = 0


class Revision(NamedTuple):
    """One adoption of a plan file: the day it counts from, its hash, and its bytes."""

    plan: str
    at: date
    hash: str
    source: bytes


class BoardRow(NamedTuple):
    """Counts by light of one plan or body."""

    name: str
    light: str
    tasks: int
    outlook: str = ""


class DayRow(NamedTuple):
    """So many tasks of a light on a day, or due on it (None: undated); `outlook` where it was asked for."""

    day: date | None
    light: str
    tasks: int
    outlook: str = ""


class CourseRows(NamedTuple):
    """The county over time, of the tasks whose plans were issued: `lights` of each day that was asked for; `finished`
    how many came to be done on which day; `due` those that stand on the last day, by due day, light and outlook."""

    lights: list[DayRow]
    finished: list[tuple[date, int]]
    due: list[DayRow]


class CaseRow(NamedTuple):
    """A case as projected; `state` is a JSON text."""

    id: str
    procedure: str
    name: str
    ended: bool
    state: str
    seq: int


class CountyRow(NamedTuple):
    """The history of the whole county as projected; `state` is a JSON text, `closed` the last day of a closed month's
    books: no later entry of a task may count from that day or an earlier one."""

    state: str
    seq: int
    head: str
    at: date
    closed: date | None = None


class Number(NamedTuple):
    """A running number given once (编号): no two of one kind and year are equal, none is ever given again."""

    kind: str
    year: int
    number: int
    task: str


class Seen(NamedTuple):
    """When a calendar was last fetched by the token of a hash, as noted: `at` in UTC, by which program, how often.

    No record: neither proved nor exported.
    """

    hash: str
    at: datetime
    agent: str
    times: int


class Published(NamedTuple):
    """One object on another server (发布): `calendar` is the address of the collection, `href` the object's own in it,
    `etag` its version as the server last told, "" where it told none; `digest` the SHA-256 of the bytes last put.

    `intent` is what is about to be done, "" when it is settled: whoever finds another was stopped in between. No
    record: neither proved nor exported.
    """

    calendar: str
    uid: str
    href: str
    etag: str = ""
    digest: str = ""
    intent: str = ""


class WaitRow(NamedTuple):
    """One thing waited for, with its task."""

    task: str
    wait: Wait


class Writing(NamedTuple):
    """What is written in one transaction: all of it or nothing. Raises Stale when any of it has been overtaken.

    `county` is an entry of the county's history with the state it leads to; `evidence` are (hash, content); `bodies`
    are added or replaced whole, those called `gone` are taken from the list (a body goes on under another name).
    """

    tasks: Iterable[tuple[Entry, Projection]] = ()
    county: tuple[Entry, CountyRow] | None = None
    numbers: tuple[Number, ...] = ()
    evidence: tuple[tuple[str, bytes], ...] = ()
    bodies: tuple[Body, ...] = ()
    gone: tuple[str, ...] = ()
    closing: Callable[[], tuple[Entry, CountyRow]] | None = None
    """Makes the county's entry of a closing inside the transaction, when nobody else can write any more."""
    messages: "tuple[tuple[Entry, MessageKept], ...]" = ()
    """Entries of messages with what each leads to."""
    alone: bool = False
    """Let nobody else write an entry from the beginning of the transaction: `tasks` read what they follow inside it."""


class Adoption(NamedTuple):
    """Everything one `load` writes, in one transaction: all of it or nothing."""

    plans: tuple[PlanRow, ...]
    revisions: tuple[Revision, ...]
    bodies: tuple[Body, ...]
    entries: Iterable[tuple[Entry, Projection]]
    days: tuple[DayOff, ...] = ()
    announced: tuple[tuple[int, date], ...] = ()
    """Years whose days off are announced, and the notice's day."""
    remade: Iterable[tuple[Projection, int, str, date]] | None = None
    """All projections anew, read once the rest is written: a notice moves lights of tasks that have no new entry."""


class Restored(NamedTuple):
    """A history as it is put into an empty ledger: all its entries, and what belongs beside them.

    `at` is the day from which the next entry may count, for a task's projection.
    """

    entries: tuple[Entry, ...]
    kept: "Projection | CaseRow | CountyRow | MessageKept"
    at: date


class Announced(NamedTuple):
    """A year whose days off are announced, and the notice's day."""

    year: int
    on: date


class Piece(NamedTuple):
    """One thing a ledger holds, as `restore` takes it: exactly one field is given.

    They come in this order, so that what refers to another thing finds it: plans, revisions, bodies, days, years,
    histories, numbers, evidence (hash, content).
    """

    plan: PlanRow | None = None
    revision: Revision | None = None
    body: Body | None = None
    day: DayOff | None = None
    year: Announced | None = None
    history: Restored | None = None
    number: Number | None = None
    evidence: tuple[str, bytes] | None = None


class Difference(NamedTuple):
    """One place where the projections do not agree with the histories, or a history not with itself."""

    task: str
    seq: int
    code: str


class Reader(NamedTuple):
    """One way in for official papers: the suffixes it answers to (lower case, with the dot), and bytes -> text.

    `text` raises Faulty (3) for what it cannot read; its faults name no file, the caller does. Each module of `intake`
    has one as its constant READER; a third party adds one by an entry point of the group `xiaxian_tasks.readers`.
    """

    suffixes: tuple[str, ...]
    text: Callable[[bytes], str]
