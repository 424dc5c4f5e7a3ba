"""Task lists as a screen holds them: ids in order and what they are found by; a task is read when it is looked at."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple, Protocol, TypeVar

from xiaxian_tasks.domain.terms import LIGHTS, OUTLOOKS, RANK
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.ports import Query, TaskRow

Row = TypeVar("Row")

TEN = 10
"""A group's number times this, and the number of a light, are one number."""

FIRST = 200
"""Rows read before the first frame: more than any terminal shows."""

KEPT = 4096
"""Tasks kept after they were looked at."""

BATCH = 2000
"""Rows after which a reading thread lets the screen go first."""


class Group(NamedTuple):
    """Tasks that belong together: what they share as a code and as people call it, how many, how many of each light.

    `first` is the place of the first of them among all tasks, `row` that of the row over them.
    """

    code: str
    name: str
    first: int
    size: int
    lights: Mapping[str, int]
    row: int
    is_folded: bool


SLICE = 100
"""The same where each row is reckoned."""


class Source(Protocol):
    """What a table shows: rows, each a task or the head of a group."""

    def __len__(self) -> int: ...

    def sheet(self, index: int) -> Sheet | None:
        """The task at this place; None for the head of a group, or where it has gone meanwhile."""

    def group(self, index: int) -> Group | None:
        """The group whose head stands at this place."""

    def tasks(self, group: Group | None = None) -> list[str]:
        """The ids of all tasks in order, or of one group's."""


class Index(NamedTuple):
    """A whole list: ids in order, the text each is found by; where it is grouped the group and light of each.

    `kinds` holds for each task the number of its group (its place in `groups`) times ten and that of its light; tasks
    of a group stand together.
    """

    ids: list[str]
    texts: list[str]
    kinds: Sequence[int] = ()
    groups: tuple[str, ...] = ()


class Scope(NamedTuple):
    """What part of the ledger a list is of: one plan's tasks or one body's, and how that is called; empty: all."""

    plan: str = ""
    body: str = ""
    name: str = ""


class Overtaken(Exception):
    """Nobody waits for this list any more: another one was asked for."""


class Turns(NamedTuple):
    """How a thread reads beside the screen: it lets the screen go first now and then, and ends when it is overtaken."""

    is_wanted: Callable[[], bool] = lambda: True

    def of(self, rows: Iterable[Row], batch: int = BATCH) -> Iterator[Row]:
        """Rows as they come. Raises Overtaken."""
        from time import sleep

        for number, row in enumerate(rows):
            yield row
            if number % batch == batch - 1:
                sleep(0.0005)
                if not self.is_wanted():
                    raise Overtaken


def read_index(
    office: Office, asked: Asked, by: str = "", *, before: Index | None = None,
    turns: Turns = Turns(),  # noqa: B008  # a value
) -> Index:
    """The whole list in its order, of what is asked, grouped where `by` (ports.GROUPINGS) says so. Raises Overtaken.

    Runs beside the screen, on an office of its own thread. What stands in the list `before` is not held twice.
    """
    wanted = lists.query(office, asked)
    ranks, query = _reckoned(office, wanted, turns)
    same = _held(before)
    if by:
        found = turns.of(office.store.grouped(query, by))
        rows = [(*same(key, words), light, group) for key, words, light, group in found]
        if ranks is not None:
            rows.sort(key=lambda row: ranks[row[0]])
        return _arranged(rows, _group_order(office, query, by, turns))
    held = [same(*each) for each in turns.of(office.store.search_texts(query))]
    if ranks is not None:
        held = sorted(held, key=lambda each: ranks[each[0]])[: wanted.limit]
    return Index([key for key, _words in held], [words for _key, words in held])


def _reckoned(office: Office, query: Query, turns: Turns) -> tuple[Mapping[str, float] | None, Query]:
    """By what tasks are sorted where no row holds it, with the question in an order that the store keeps."""
    if query.sort not in lists.RECKONED:
        return None, query
    kept = lists.as_kept(query)
    figures = {row.id: lists.figure_of(office, row, query.sort) for row in turns.of(office.store.tasks(kept), SLICE)}
    return lists.ranked(figures, reverse=query.reverse), kept


def _held(before: Index | None) -> Callable[[str, str], tuple[str, str]]:
    """Gives the id and text that are held already in place of equal ones: 100,000 of them are 50 MiB."""
    if before is None:
        return lambda key, words: (key, words)
    ids, texts = before.ids, before.texts
    places = {key: place for place, key in enumerate(ids)}

    def same(key: str, words: str) -> tuple[str, str]:
        place = places.get(key)
        return (key, words) if place is None or texts[place] != words else (ids[place], texts[place])

    return same


Lit = Mapping[str, Counter[str]]
"""Groups, and how many tasks of each light each has."""


def _arranged(rows: list[tuple[str, str, str, str]], order: Callable[[Lit], list[str]]) -> Index:
    """A list put together by groups; within each the order stays."""
    lights: dict[str, Counter[str]] = {}
    for _key, _words, light, group in rows:
        lights.setdefault(group, Counter())[light] += 1
    groups = tuple(order(lights))
    numbers = {group: number for number, group in enumerate(groups)}
    rows.sort(key=lambda row: numbers[row[3]])
    return Index(
        [row[0] for row in rows], [row[1] for row in rows], [numbers[row[3]] * TEN + RANK[row[2]] for row in rows],
        groups,
    )


def _group_order(office: Office, query: Query, by: str, turns: Turns) -> Callable[[Lit], list[str]]:
    """How groups stand: bodies as on the board, the most red first; codes as they are ranked; the rest as printed."""
    if by == "body":
        return lambda lights: sorted(lights, key=lambda each: _as_on_the_board(each, lights[each]))
    if by == "section":
        printed = turns.of(office.store.grouped(query._replace(sort="plan", reverse=False), by))
        known: Sequence[str] = list(dict.fromkeys(group for _key, _text, _light, group in printed))
    else:
        plans = [row.id for row in office.store.plans(counted=False)] if by == "plan" else []
        known = {"light": LIGHTS, "outlook": (*OUTLOOKS[::-1], ""), "plan": plans}[by]
    return lambda lights: [each for each in known if each in lights]


def _as_on_the_board(body: str, lights: Counter[str]) -> tuple[int, int, int, str]:
    return -lights["red"], -lights["yellow"], -lights.total(), body


def plan_labels(office: Office) -> dict[str, str]:
    """A short name for each plan: 21号 of 夏政办发〔2023〕21号; with its year where two would be called the same."""
    plans = [(row.id, row.document) for row in office.store.plans(counted=False)]
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

    def group(self, index: int) -> Group | None:  # noqa: ARG002  # a short list has none
        """None."""
        return None

    def tasks(self, group: Group | None = None) -> list[str]:  # noqa: ARG002  # likewise
        """The ids of all tasks in order."""
        return [sheet["id"] for sheet in self.sheets]


class Asking(NamedTuple):
    """What a list asks for: a part of the ledger, a query beside its plain words, an order, and a grouping."""

    scope: Scope = Scope()
    text: str = ""
    sort: str = "due"
    reverse: bool = False
    by: str = ""

    def asked(self, words: tuple[str, ...] = (), limit: int | None = None) -> Asked:
        """The same as the office is asked."""
        return Asked(
            words=words, plan=self.scope.plan, body=self.scope.body, sort=self.sort, limit=limit, text=self.text,
            reverse=self.reverse,
        )


class Roll:
    """The list of the tasks that a query asks for, narrowed to those in which every word of the filter is found."""

    def __init__(self, office: Office, asking: Asking = Asking()) -> None:  # noqa: B008  # a value
        self.office = office
        self.asking = asking
        self.words: tuple[str, ...] = ()
        self.name_of: Callable[[str, str], str] = lambda _by, code: code
        """How a group is called: by what is grouped, and its code."""
        self.folded: set[str] = set()
        self._whole = (asking.scope, 0)
        self.index: Index | None = None
        self.ids: list[str] = []
        self.groups: list[Group] = []
        self._counts: dict[int, int] = {}
        self._rows: dict[str, TaskRow] = {}
        self._sheets: dict[str, Sheet | None] = {}
        self._months: dict[str, tuple[str, ...]] = {}

    def first(self, office: Office) -> list[TaskRow]:
        """The first rows: enough to paint. Asked of an office of the thread that asks."""
        asked = self.asking.asked(self.words, FIRST)
        return list(lists.rows(office, asked._replace(sort="due") if asked.sort in lists.RECKONED else asked))

    def begin(self, rows: list[TaskRow] | None = None) -> None:
        """Show the first rows, and no more until the whole list is there."""
        rows = self.first(self.office) if rows is None else rows
        self.index = None
        self.groups = []
        self._sheets.clear()
        self._rows = {row.id: row for row in rows}
        self.ids = [row.id for row in rows]

    def take(self, index: Index) -> None:
        """The whole list has been read."""
        self.index = index
        if not self.asking.text:
            self._whole = self.asking.scope, len(set(index.ids) if self.asking.by == "body" else index.ids)
        self.narrow(self.words)

    def forget(self) -> None:
        """Somebody wrote: read anew what is looked at."""
        self._rows.clear()
        self._sheets.clear()
        self._months.clear()

    def narrow(self, words: tuple[str, ...]) -> None:
        """Keep what holds every word; before the whole list is there, once it is."""
        self.words = words
        if self.index is None:
            return
        ids, texts, kinds, _groups = self.index
        for word in sorted(words, key=len, reverse=True):
            marks = [word in text for text in texts]
            ids, texts, kinds = list(compress(ids, marks)), list(compress(texts, marks)), list(compress(kinds, marks))
        self.ids = ids
        self._counts = Counter(kinds)
        self._lay_out()

    def _lay_out(self) -> None:
        """Where each group begins, now that some are folded."""
        self.groups, first, row = [], 0, 0
        for number, code in enumerate(self.index.groups if self.index else ()):
            lights = {light: self._counts.get(number * TEN + rank, 0) for light, rank in RANK.items()}
            if size := sum(lights.values()):
                is_folded = code in self.folded
                name = self.name_of(self.asking.by, code)
                self.groups.append(Group(code, name, first, size, lights, row, is_folded))
                row += 1 + (0 if is_folded else size)
                first += size

    def fold(self, codes: Iterable[str], *, is_folded: bool) -> None:
        """Fold groups, or show their tasks again."""
        self.folded = self.folded | set(codes) if is_folded else self.folded - set(codes)
        self._lay_out()

    @property
    def total(self) -> int:
        """How many tasks there are without the filter, as far as is known."""
        scope, whole = self._whole
        known = self.shown if self.index is None else len(self.index.ids)
        if self.asking.by == "body":
            known = self.shown
        return max(known, whole) if scope == self.asking.scope else known

    @property
    def shown(self) -> int:
        """How many tasks answer, each counted once."""
        return len(set(self.ids)) if self.asking.by == "body" else len(self.ids)

    def __len__(self) -> int:
        if not self.groups:
            return len(self.ids)
        last = self.groups[-1]
        return last.row + 1 + (0 if last.is_folded else last.size)

    def group_of(self, index: int) -> Group | None:
        """The group to which a row belongs, its head or one of its tasks."""
        if not self.groups:
            return None
        return self.groups[bisect_right(self.groups, index, key=lambda each: each.row) - 1]

    def group(self, index: int) -> Group | None:
        """The group whose head stands at this place."""
        found = self.group_of(index)
        return found if found and found.row == index else None

    def tasks(self, group: Group | None = None) -> list[str]:
        """The ids of all tasks in order, or of one group's; of a folded group too."""
        return self.ids[group.first:group.first + group.size] if group else self.ids

    def place_of(self, task: str) -> int | None:
        """Where a task stands, if it does: at the head of its group while that is folded."""
        try:
            place = self.ids.index(task)
        except ValueError:
            return None
        if not self.groups:
            return place
        group = self.groups[bisect_right(self.groups, place, key=lambda each: each.first) - 1]
        return group.row if group.is_folded else group.row + 1 + place - group.first

    def sheet(self, index: int) -> Sheet | None:
        """The task at this place, read when it is first looked at."""
        if group := self.group_of(index):
            if index == group.row:
                return None
            index = group.first + index - group.row - 1
        if index >= len(self.ids):
            return None
        return self.of(self.ids[index])

    def of(self, task: str) -> Sheet | None:
        """A task by its id."""
        if task not in self._sheets:
            if len(self._sheets) >= KEPT:
                self._sheets.clear()
            row = self._row(task)
            self._sheets[task] = None if row is None or row.withdrawn else {
                **sheet(self.office, row), "outlook": row.outlook,
            }
        return self._sheets[task]

    def _row(self, key: str) -> TaskRow | None:
        return self._rows.get(key) or self.office.store.task(key, self.office.on)

    def months(self, task: str) -> tuple[str, ...]:
        """The light of each closed month of a task and of the running one, as `shown`; () while none is closed."""
        if task not in self._months:
            from xiaxian_tasks.office import months

            row = self._row(task)
            self._months[task] = tuple(each["shown"] for each in months.strip(self.office, row)) if row else ()
        return self._months[task]
