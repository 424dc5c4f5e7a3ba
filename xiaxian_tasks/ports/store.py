"""The ledger as the office asks it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from xiaxian_tasks.domain.days import Calendars
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports.query import Query, Sought, Trail
from xiaxian_tasks.ports.rows import (
    Adoption,
    AskedRow,
    BoardRow,
    CaseRow,
    CountyRow,
    CourseRows,
    HeadRow,
    Number,
    Piece,
    PlanRow,
    Projection,
    Published,
    Restored,
    Revision,
    Seen,
    TaskRow,
    WaitRow,
    Writing,
)

if TYPE_CHECKING:
    from xiaxian_tasks.ports.messages import MessageCount, MessageRow, SaidRow

class Store(Protocol):
    """The ledger. All methods run on hand-written SQL; only making or upgrading a ledger imports SQLAlchemy."""

    @property
    def place(self) -> str:
        """Where the ledger is: the path of its file, or its address without a password."""

    @property
    def reads_only(self) -> StoreFault | None:
        """Why nothing can be recorded here; None where it can."""

    def is_empty(self) -> bool:
        """Whether no plan has been adopted."""

    def tasks(self, query: Query) -> Iterator[TaskRow]:
        """The tasks that match, in the query's order: those that stand, or with `withdrawn` those taken back."""

    def task(self, task: str, on: date) -> TaskRow | None:
        """One task by its exact id."""

    def search_texts(self, query: Query) -> Iterator[tuple[str, str]]:
        """(id, search text) of the tasks that match, in the query's order: what a screen looks through by itself."""

    def grouped(self, query: Query, by: str) -> Iterator[tuple[str, str, str, str]]:
        """(id, search text, light, group) of the tasks that match, in the query's order; `by` is one of GROUPINGS.

        By body a task stands once for each body that leads it (terms.UNASSIGNED where none does).
        """

    def lights(self, query: Query) -> Iterator[tuple[str, str, str, str]]:
        """(id, plan, light, reason) of the tasks that match, in the query's order: what counts and compares them."""

    def task_ids(self, beginning: str, limit: int) -> list[tuple[str, str]]:
        """(id, title) of the tasks whose id begins so; with "/" in front those whose number does."""

    def search_ids(self, words: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        """(id, title) of the tasks in which all words are found."""

    def history(self, task: str) -> list[Entry]:
        """The entries of one task or case, oldest first."""

    def rows_of(self, tasks: Sequence[str], on: date) -> dict[str, TaskRow]:
        """Some tasks by id, withdrawn or not; those not known on the day are left out."""

    def heads_of(self, query: Query) -> Iterator[HeadRow]:
        """The tasks that match, in the query's order, without what they are: a tenth of a row."""

    def heads_named(self, tasks: Sequence[str], on: date) -> Iterator[HeadRow]:
        """Some tasks by their exact ids, by id; those not known on the day are left out."""

    def touched(self, kinds: tuple[str, ...], first: date, last: date) -> list[str]:
        """The histories with an entry of some kinds that counts from a day between two, both inclusive; each once."""

    def tasks_asking(self, what: str, bodies: Sequence[str]) -> frozenset[str]:
        """The tasks in which an entry of a kind ever asked something of one of some bodies."""

    def histories(self, tasks: Sequence[str]) -> dict[str, list[Entry]]:
        """The entries of some tasks or cases by id, oldest first."""

    def step_days(self, tasks: Sequence[str]) -> dict[str, list[date]]:
        """The days from which a new light step of some tasks stands, by id, rising."""

    def formerly(self, bodies: Sequence[str], first: date, last: date) -> list[str]:
        """The tasks that some names led or supported, until a day between two, both inclusive; by id."""

    def entries(self, until: date | None = None) -> Iterator[Entry]:
        """All entries, by history (in order of code points) then seq."""

    def recent(self, limit: int) -> list[Entry]:
        """The newest entries of all histories, newest first."""

    def trail(self, trail: Trail, *, limit: int) -> list[Entry]:
        """The entries that match, the newest written first."""

    def heads(self) -> Iterator[tuple[str, int, str]]:
        """(history, last seq, last hash) of tasks, cases and the county as projected, in the order of `entries`."""

    def plans(self, *, counted: bool = True) -> list[PlanRow]:
        """The plans, in order of position then id; not `counted` they are found without looking at their tasks."""

    def bodies(self) -> list[Body]:
        """The bodies known to the ledger, by name."""

    def board(self, on: date) -> tuple[list[BoardRow], list[BoardRow]]:
        """Counts by light and outlook: of plans, and of lead bodies (terms.UNASSIGNED where a task has none)."""

    def course(self, days: Sequence[date], since: date) -> CourseRows:
        """How the county stood on each of some days, rising; what was finished from `since` on; what is due when."""

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

    def last_number(self, kind: str, year: int) -> int:
        """The highest number given of a kind in a year; 0 where none was."""

    def messages(
        self, states: Sequence[str] = (), *, body: str = "", first: date | None = None, last: date | None = None,
        limit: int | None = None,
    ) -> "Iterator[MessageRow]":
        """The messages in some states (none: in any), to a body, of days between two, both inclusive; newest first."""

    def message(self, message: str) -> "MessageRow | None":
        """A message by its id."""

    def message_by_key(self, key: str) -> "MessageRow | None":
        """A message by its key."""

    def messages_ready(self, on: date, moment: datetime, *, limit: int) -> "list[MessageRow]":
        """What goes now, the oldest first: those found on their way, then the approved whose day and moment came."""

    def message_counts(self) -> "list[MessageCount]":
        """How many messages stand in each state, by state; states without any are left out."""

    def last_sent(self) -> datetime | None:
        """When a message went last; None where none ever did."""

    def said_of(self, tasks: Sequence[str]) -> "dict[str, list[SaidRow]]":
        """What messages said of some tasks, by task, the oldest first."""

    def said_keys(self, keys: Sequence[str]) -> dict[str, str]:
        """Of some keys those that stand in a message, with its id."""

    def said_by(self, message: str) -> "list[SaidRow]":
        """What one message said, by key."""

    def posting(self) -> AbstractContextManager[None]:
        """Inside, nobody else sends out of this ledger. Raises Stale `other-runner` (6) where somebody does."""

    def waiting(self, what: str, sought: Sought, *, limit: int | None = None) -> list[WaitRow]:
        """What is waited for, of one sort: the earliest due first, then the longest waiting."""

    def waiting_by_plan(self, what: str, sought: Sought, *, most: int) -> list[tuple[str, int, date]]:
        """(plan, how much of it waits, since when) of one sort; counted up to `most`, the longest waiting first."""

    def waiting_count(self, what: str, sought: Sought, *, most: int) -> int:
        """How much is waited for, of one sort; counted up to `most`."""

    def lit(self, light: str, reason: str, sought: Sought, *, limit: int | None = None) -> list[TaskRow]:
        """The standing tasks of one light and reason, those lit so most recently first, or longest as `sought` says."""

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

    def replace_projection(
        self, projections: Iterable[tuple[Projection, int, str, date]], others: Iterable[Restored] = ()
    ) -> None:
        """Remake projections whole from (projection, seq, head, at), and what is kept of the county and of cases."""

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

    def seen(self, digest: str = "") -> list[Seen]:
        """When calendars were last fetched, by the hash of the token; with `digest` by that one alone."""

    def saw(self, digest: str, at: datetime, agent: str) -> None:
        """Note that a calendar was fetched, once more than before. Raises StoreFault `read-only`."""

    def published(self, calendar: str = "") -> list[Published]:
        """What was put on another server, by calendar and UID; of one calendar where it is named."""

    def publish(self, put: Sequence[Published] = (), gone: Sequence[Published] = ()) -> None:
        """Note what is being put or stands on another server, and forget what is `gone`, in one transaction."""

    def change_mark(self) -> str:
        """A mark that differs once another connection has committed; this connection's own writes need not move it."""

    def close(self) -> None:
        """Give the connection back."""
