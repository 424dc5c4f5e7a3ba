"""What the office asks of its surroundings: the store behind it, and the trays of readers, writers and channels."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, Protocol

from xiaxian_tasks.domain.days import Calendars, DayOff
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.plan import Body


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


SORTS = ("due", "plan", "light", "title")
"""due: earliest first, undated last. plan: as printed. light: most pressing first, then due. title: by code point."""

LATEST = "latest"
"""One more order, for what looks back from a day: undated first, then the latest due. `due_from` keeps the undated."""


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


class CaseRow(NamedTuple):
    """A case as projected; `state` is a JSON text."""

    id: str
    procedure: str
    name: str
    ended: bool
    state: str
    seq: int


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
        """All entries, by history then seq."""

    def recent(self, limit: int) -> list[Entry]:
        """The newest entries of all histories, newest first."""

    def heads(self) -> Iterator[tuple[str, int, str]]:
        """(history, last seq, last hash) as the projections keep them, in order of history."""

    def plans(self) -> list[PlanRow]:
        """The plans, in order of position then id."""

    def bodies(self) -> list[Body]:
        """The bodies known to the ledger, by name."""

    def board(self, on: date) -> tuple[list[BoardRow], list[BoardRow]]:
        """Counts by light: of plans, and of lead bodies (terms.UNASSIGNED where a task has none)."""

    def calendars(self) -> Calendars:
        """Every day off and made-up weekend kept, and the days their notices were announced (both tables, whole)."""

    def append(self, entry: Entry, projection: Projection) -> None:
        """Write one entry and its projection in one transaction. Raises Stale when the history has moved on."""

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
        """Tasks of which light steps or bodies are left and nothing else."""

    def revision_of(self, plan: str) -> Revision | None:
        """The newest adopted file of a plan, whole."""

    def projection_of(self, task: str) -> Projection | None:
        """A task's projection whole as kept, since date.min; bodies sorted, light steps that leave a gap left out."""

    def replace_projection(self, projections: Iterable[tuple[Projection, int, str, date]]) -> None:
        """Remake projections whole from (projection, seq, head, at): `rebuild`."""

    def facts(self) -> dict[str, Any]:
        """What `doctor` tells of the ledger: engine, place, schema, counts, known_until."""

    def change_mark(self) -> str:
        """A mark that differs once another connection has committed; this connection's own writes need not move it."""

    def close(self) -> None:
        """Give the connection back."""
