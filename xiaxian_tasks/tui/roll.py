"""Task lists as a screen holds them: ids in order and what they are found by; a task is read when it is looked at."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple, Protocol

from xiaxian_tasks.office import lists
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.ports import TaskRow

FIRST = 200
"""Rows read before the first frame: more than any terminal shows."""

KEPT = 4096
"""Tasks kept after they were looked at."""

BATCH = 2000
"""Rows after which a reading thread lets the screen go first."""


class Source(Protocol):
    """What a table shows: a number of tasks, each as a sheet, None where it has gone meanwhile."""

    def __len__(self) -> int: ...

    def sheet(self, index: int) -> Sheet | None:
        """The task at this place."""


class Index(NamedTuple):
    """A whole list: ids in order, and the text each is found by."""

    ids: list[str]
    texts: list[str]


class Scope(NamedTuple):
    """What part of the ledger a list is of: one plan's tasks or one body's, and how that is called; empty: all."""

    plan: str = ""
    body: str = ""
    name: str = ""


def read_index(office: Office, sort: str, scope: Scope = Scope(), text: str = "") -> Index:  # noqa: B008  # a value
    """The whole list in this order, of what a query asks. Runs beside the screen, on an office of its own thread."""
    from time import sleep

    asked = Asked(plan=scope.plan, body=scope.body, sort=sort, text=text)
    index = Index([], [])
    for number, (key, words) in enumerate(office.store.search_texts(lists.query(office, asked))):
        index.ids.append(key)
        index.texts.append(words)
        if number % BATCH == BATCH - 1:
            sleep(0.0005)
    return index


def plan_labels(office: Office) -> dict[str, str]:
    """A short name for each plan: 21号 of 夏政办发〔2023〕21号; with its year where two would be called the same."""
    plans = [(row.id, row.document) for row in office.store.plans()]
    short = {plan: document.rpartition("〕")[2] or plan for plan, document in plans}
    called = list(short.values())
    return {
        plan: name if called.count(name) == 1 else f"{document.partition('〔')[2][:4]}-{name}"
        for (plan, document), name in zip(plans, short.values(), strict=True)
    }


class Fixed:
    """A short list that is there whole."""

    def __init__(self, sheets: Sequence[Sheet] = ()) -> None:
        self.sheets = list(sheets)

    def __len__(self) -> int:
        return len(self.sheets)

    def sheet(self, index: int) -> Sheet | None:
        """The task at this place."""
        return self.sheets[index] if index < len(self.sheets) else None


class Roll:
    """The list of the tasks that a query asks for, narrowed to those in which every word of the filter is found."""

    def __init__(self, office: Office, sort: str = "due", scope: Scope = Scope()) -> None:  # noqa: B008
        self.office = office
        self.sort = sort
        self.scope = scope
        self.words: tuple[str, ...] = ()
        self.text = ""
        self._whole = (scope, 0)
        self.index: Index | None = None
        self.ids: list[str] = []
        self._rows: dict[str, TaskRow] = {}
        self._sheets: dict[str, Sheet | None] = {}

    def begin(self) -> None:
        """Read the first rows: enough to paint."""
        plan, body, _name = self.scope
        asked = Asked(words=self.words, plan=plan, body=body, sort=self.sort, limit=FIRST, text=self.text)
        rows = list(lists.rows(self.office, asked))
        self.index = None
        self._sheets.clear()
        self._rows = {row.id: row for row in rows}
        self.ids = [row.id for row in rows]

    def take(self, index: Index) -> None:
        """The whole list has been read."""
        self.index = index
        if not self.text:
            self._whole = self.scope, len(index.ids)
        self.narrow(self.words)

    def forget(self) -> None:
        """Somebody wrote: read anew what is looked at."""
        self._rows.clear()
        self._sheets.clear()

    def narrow(self, words: tuple[str, ...]) -> None:
        """Keep what holds every word; before the whole list is there, once it is."""
        self.words = words
        if self.index is None:
            return
        ids, texts = self.index
        for word in sorted(words, key=len, reverse=True):
            marks = [word in text for text in texts]
            ids, texts = list(compress(ids, marks)), list(compress(texts, marks))
        self.ids = ids

    @property
    def total(self) -> int:
        """How many tasks there are without the filter, as far as is known."""
        scope, whole = self._whole
        known = len(self.ids if self.index is None else self.index.ids)
        return max(known, whole) if scope == self.scope else known

    def __len__(self) -> int:
        return len(self.ids)

    def place_of(self, task: str) -> int | None:
        """Where a task stands, if it does."""
        return self.ids.index(task) if task in self.ids else None

    def sheet(self, index: int) -> Sheet | None:
        """The task at this place, read when it is first looked at."""
        if index >= len(self.ids):
            return None
        key = self.ids[index]
        if key not in self._sheets:
            if len(self._sheets) >= KEPT:
                self._sheets.clear()
            row = self._rows.get(key) or self.office.store.task(key, self.office.on)
            self._sheets[key] = sheet(self.office, row) if row and not row.withdrawn else None
        return self._sheets[key]
