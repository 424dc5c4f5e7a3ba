"""What the office asks of its surroundings: the store behind it, and the trays of readers, writers and channels."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from xiaxian_tasks.domain.days import Calendars, DayOff
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.domain.waits import Asked, Wait


class Query(NamedTuple):
    """A task list as asked for. `words` must all be found in title, bodies or initials; empty fields ask nothing.

    `bodies` are the names under which a body leads or supports: its own and those of the groups it sits in.
    """

    on: date
    words: tuple[str, ...] = ()
    plan: str = ""
    bodies: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    due_before: date | None = None
    sort: str = "due"
    limit: int | None = None
    withdrawn: bool = False
    due_from: date | None = None
    but: tuple["Query", ...] = ()
    any_of: tuple["Query", ...] = ()
    reasons: tuple[str, ...] = ()
    outlooks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    progress_from: int | None = None
    progress_below: int | None = None
    due_missing: bool = False
    documents: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    """What the query grammar (domain.query) can say beside: `but` and `any_of` are queries of which none, or one at
    least, must match too (their day, order and limit do not count); `progress_*` are millionths, `from` inclusive,
    `below` exclusive; `documents` are plan ids; `waits` are sorts of terms.WAITS, one of which stands that day."""


SORTS = ("due", "plan", "light", "title")
"""due: earliest first, undated last. plan: as printed. light: most pressing first, then due. title: by code point."""

LATEST = "latest"
"""One more order, for what looks back from a day: undated first, then the latest due. `due_from` keeps the undated."""


class Sought(NamedTuple):
    """What part of the queue is sought: what stands on a day, of some bodies (the names one answers to; none: of all).

    Of lights those that began between two days, of waits those due between them; both inclusive, None is open.
    """

    on: date
    bodies: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


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


class WaitRow(NamedTuple):
    """One thing waited for, with its task."""

    task: str
    wait: Wait


class Writing(NamedTuple):
    """What is written in one transaction: all of it or nothing. Raises Stale when any of it has been overtaken.

    `county` is an entry of the county's history with the state it leads to; `evidence` are (hash, content); `bodies` are
    added or replaced whole, those called `gone` are taken from the list (a body goes on under another name).
    """

    tasks: Iterable[tuple[Entry, Projection]] = ()
    county: tuple[Entry, CountyRow] | None = None
    numbers: tuple[Number, ...] = ()
    evidence: tuple[tuple[str, bytes], ...] = ()
    bodies: tuple[Body, ...] = ()
    gone: tuple[str, ...] = ()
    closing: Callable[[], tuple[Entry, CountyRow]] | None = None
    """Makes the county's entry of a closing inside the transaction, when nobody else can write any more."""


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
    kept: Projection | CaseRow | CountyRow
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


class Store(Protocol):
    """The ledger. All methods run on hand-written SQL; only making or upgrading a ledger imports SQLAlchemy."""

    def is_empty(self) -> bool:
        """Whether no plan has been adopted."""

    def tasks(self, query: Query) -> Iterator[TaskRow]:
        """The tasks that match, in the query's order: those that stand, or with `withdrawn` those taken back."""

    def task(self, task: str, on: date) -> TaskRow | None:
        """One task by its exact id."""

    def search_texts(self, query: Query) -> Iterator[tuple[str, str]]:
        """(id, search text) of the tasks that match, in the query's order: what a screen looks through by itself."""

    def task_ids(self, beginning: str, limit: int) -> list[tuple[str, str]]:
        """(id, title) of the tasks whose id begins so; with "/" in front those whose number does."""

    def search_ids(self, words: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        """(id, title) of the tasks in which all words are found."""

    def history(self, task: str) -> list[Entry]:
        """The entries of one task or case, oldest first."""

    def entries(self, until: date | None = None) -> Iterator[Entry]:
        """All entries, by history (in order of code points) then seq."""

    def recent(self, limit: int) -> list[Entry]:
        """The newest entries of all histories, newest first."""

    def heads(self) -> Iterator[tuple[str, int, str]]:
        """(history, last seq, last hash) of tasks, cases and the county as projected, in the order of `entries`."""

    def plans(self) -> list[PlanRow]:
        """The plans, in order of position then id."""

    def bodies(self) -> list[Body]:
        """The bodies known to the ledger, by name."""

    def board(self, on: date) -> tuple[list[BoardRow], list[BoardRow]]:
        """Counts by light and outlook: of plans, and of lead bodies (terms.UNASSIGNED where a task has none)."""

    def calendars(self) -> Calendars:
        """Every day off and made-up weekend kept, and the days their notices were announced (both tables, whole)."""

    def append(self, entry: Entry, projection: Projection) -> None:
        """Write one entry and its projection in one transaction. Raises Stale when the history has moved on."""

    def write(self, writing: Writing) -> None:
        """Write entries of tasks and of the county, numbers, evidence and bodies in one transaction. Raises Stale.

        No entry may count from a day of a closed month: Stale `month-closed` where one closed meanwhile.
        """

    def county(self) -> CountyRow | None:
        """The county's history as projected; None while it has no entry."""

    def numbers(self, kind: str, year: int) -> list[Number]:
        """The numbers given of a kind in a year, in order."""

    def waiting(self, what: str, sought: Sought, *, limit: int | None = None) -> list[WaitRow]:
        """What is waited for, of one sort: the earliest due first, then the longest waiting."""

    def waiting_count(self, what: str, sought: Sought, *, most: int) -> int:
        """How much is waited for, of one sort; counted up to `most`."""

    def lit(self, light: str, reason: str, sought: Sought, *, limit: int | None = None) -> list[TaskRow]:
        """The standing tasks of one light and reason, those lit so most recently first."""

    def lit_count(self, light: str, reason: str, sought: Sought, *, most: int) -> int:
        """How many tasks stand in one light for one reason; counted up to `most`."""

    def asked(self, first: date, last: date, *, body: str = "") -> list[AskedRow]:
        """What was asked of bodies between two days, both inclusive, by body, day and task."""

    def entries_of(self, kinds: tuple[str, ...], first: date, last: date) -> Iterator[Entry]:
        """The entries of some kinds that count from a day between two, both inclusive, by day, history and seq."""

    def evidence(self, digest: str) -> bytes | None:
        """A piece of evidence by the SHA-256 of its content, in hexadecimal."""

    def evidence_kept(self) -> Iterator[tuple[str, int]]:
        """(hash, size in bytes) of all evidence kept, by hash."""

    def append_case(self, entry: Entry, case: CaseRow) -> None:
        """The same for a case."""

    def append_many(self, written: Iterable[tuple[Entry, Projection]]) -> None:
        """Several appends in one transaction: all or none. Raises Stale."""

    def cases(self) -> list[CaseRow]:
        """All cases, newest first."""

    def case(self, case: str) -> CaseRow | None:
        """One case by its id."""

    def adopt(self, adoption: Adoption, progress: "Callable[[int], None] | None" = None) -> None:
        """Write an adoption in one transaction. Raises Stale."""

    def orphans(self) -> list[str]:
        """Tasks of which light steps, bodies, waits or what was asked are left and nothing else."""

    def revision_of(self, plan: str) -> Revision | None:
        """The newest adopted file of a plan, whole."""

    def projection_of(self, task: str) -> Projection | None:
        """A task's projection whole as kept, since date.min; bodies sorted, rows that leave a gap left out."""

    def replace_projection(self, projections: Iterable[tuple[Projection, int, str, date]]) -> None:
        """Remake projections whole from (projection, seq, head, at): `rebuild`. Numbers, evidence and county stay."""

    @property
    def is_stale(self) -> bool:
        """Whether an upgrade left projections that have to be remade before they say what they should."""

    def facts(self) -> dict[str, Any]:
        """What `doctor` tells of the ledger: engine, place, schema, counts, known_until."""

    def back_up(self, path: Path) -> None:
        """Copy the ledger as it stands to a new file, while others use it.

        Raises StoreFault: file-exists, no-folder, cannot-open, full-disk, disk-fault; pg-backup on a server, whose
        keeper backs up.
        """

    def still(self) -> AbstractContextManager[None]:
        """Inside, every question is answered as of one moment, whoever writes meanwhile; nothing may be written."""

    def revisions(self) -> Iterator[Revision]:
        """Every adopted file, by plan, the oldest first."""

    def numbers_given(self) -> Iterator[Number]:
        """Every number given, by kind, year and number."""

    def case_moments(self, case: str) -> tuple[str, str] | None:
        """(moment its first entry was recorded, day of its last), as a case is kept."""

    def restore(self, pieces: "Iterable[Piece]") -> None:
        """Fill an empty ledger in one transaction. Raises Refused `ledger-not-empty` (4)."""

    def change_mark(self) -> str:
        """A mark that differs once another connection has committed; this connection's own writes need not move it."""

    def close(self) -> None:
        """Give the connection back."""
