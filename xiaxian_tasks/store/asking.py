"""Lists put together from fragments that all stand here; what a user types is always a parameter.

A task's row says what it is now: its due day, its bodies, whether it was withdrawn. Where any of that changed after the
day asked for (`then`), lists go by the light step of that day instead, and the index for the newest day is given up.
"""
# ruff: noqa: S608
# Every fragment stands in this file; nothing that a user types becomes part of a statement.

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.spellings import REASONS
from xiaxian_tasks.domain.terms import LIGHTS, OUTLOOKS, STATES, UNASSIGNED, WITHDRAWN
from xiaxian_tasks.ports import Query, Sought, Trail
from xiaxian_tasks.store.statements import OPEN, UNDATED, Parameters

_STANDS = "s.since <= :on AND s.until > :on"
# CROSS JOIN, so that SQLite walks the task index in its order and looks up one light for each task it shows.
_LIT = f"FROM task t CROSS JOIN light_step s WHERE s.task = t.id AND {_STANDS}"
# The other way round where few steps are asked for: looking up their tasks and sorting them is less than a walk.
_FEW = f"FROM light_step s CROSS JOIN task t WHERE t.id = s.task AND {_STANDS}"
_COLUMNS = (
    "t.id, t.plan, t.number, t.title, {due}, t.definition, t.state, t.seq, t.head, t.at, t.withdrawn,"
    " s.light, s.reason, s.since, s.stage, s.outlook"
)
_NOW, _THEN = _COLUMNS.format(due="t.due"), _COLUMNS.format(due="s.due")
TASK = f"SELECT {_NOW} {_LIT} AND t.id = :task"

_PRINTED = "t.plan_order, t.plan, t.position, t.id"
_PRINTED_BACK = "t.plan_order DESC, t.plan DESC, t.position DESC, t.id DESC"


def _ranked(column: str, codes: Sequence[str]) -> str:
    """Codes in the order in which they stand, whatever else there is last."""
    ranks = " ".join(f"WHEN '{code}' THEN {rank}" for rank, code in enumerate(codes))
    return f"CASE {column} {ranks} END"


_LED = "b.role = 'lead' AND b.since <= :on AND b.until > :on"
_ORDERS = {
    "due": ("{due}", ""),
    "plan": ("", ""),
    "light": (_ranked("s.light", LIGHTS), "{due}, "),
    "title": ("t.title", ""),
    "lead": (
        f"(SELECT min(b.body) FROM task_body b WHERE b.task = t.id AND {_LED} AND b.body <> '{UNASSIGNED}')", "{due}, ",
    ),
    "progress": ("s.progress", ""),
    "state": (_ranked("s.stage", STATES), "{due}, "),
    "outlook": (_ranked("s.outlook", OUTLOOKS[::-1]), "{due}, "),
}
"""What each order goes by first, and what then, before the printed order."""


def _order(sort: str, due: str, *, reverse: bool) -> str:
    """The order of a list; reversed what has nothing to be sorted by stays last. KeyError for a sort that is none."""
    first, then = (each.format(due=due) for each in _ORDERS[sort])
    if not first:
        return _PRINTED_BACK if reverse else _PRINTED
    if first == due:
        return f"{due} = '{UNDATED}', {due} DESC, {_PRINTED}" if reverse else f"{due}, {_PRINTED}"
    return f"{first}{' DESC' if reverse else ''} NULLS LAST, {then}{_PRINTED}"


_GROUPS = {"plan": "t.plan", "body": "b.body", "light": "s.light", "section": "t.definition", "outlook": "s.outlook"}

_COUNTED = f"stage <> '{WITHDRAWN}' AND reason <> 'not-issued'"
FINISHED = (
    f"SELECT s.since, count(*) AS tasks FROM light_step s WHERE s.light = 'done' AND {_COUNTED}"
    " AND s.since >= :first AND s.since <= :on AND coalesce((SELECT p.light FROM light_step p WHERE p.task = s.task"
    " AND p.since < s.since ORDER BY p.since DESC LIMIT 1), '') <> 'done' GROUP BY s.since ORDER BY s.since"
)
DUE_DAYS = (
    f"SELECT due, light, count(*) AS tasks, outlook FROM light_step s WHERE {_STANDS} AND {_COUNTED}"
    " GROUP BY due, light, outlook ORDER BY due"
)

_WAIT = "task, what, key, body, began, due, since, until FROM waiting"
_SOONEST = "ORDER BY due, began, task, key, body"


class Names:
    """The parameters of one statement, named in the order in which they are met."""

    def __init__(self, **given: Any) -> None:
        self.parameters: Parameters = given

    def one(self, value: Any) -> str:
        """The place of a value in the text."""
        name = f"given_{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def listed(self, values: Sequence[Any]) -> str:
        """The places of several, in brackets."""
        return f"({', '.join(map(self.one, values))})"


class Way(NamedTuple):
    """How a list is found: by what stood `then`; from the light steps on where only `few` are asked for."""

    then: bool = False
    few: bool = False


_IN_ORDER = Way()


def tasks(query: Query, way: Way = _IN_ORDER) -> tuple[str, Parameters]:
    """The task list a query asks for, and its parameters. KeyError for a sort that is none."""
    return _list(query, f"SELECT {_THEN if way.then else _NOW}", way)


def search_texts(query: Query, way: Way = _IN_ORDER) -> tuple[str, Parameters]:
    """The same list with the search text alone, which is a tenth of a row."""
    return _list(query, "SELECT t.id, t.search", way)


def grouped(query: Query, by: str, way: Way = _IN_ORDER) -> tuple[str, Parameters]:
    """The list of `search_texts` with light and group; by body a row for each lead. KeyError for no such grouping."""
    text, parameters = _list(query, f"SELECT t.id, t.search, s.light, {_GROUPS[by]}", way)
    if by != "body":
        return text, parameters
    return text.replace(" WHERE ", f" CROSS JOIN task_body b WHERE b.task = t.id AND {_LED} AND ", 1), parameters


def lights(query: Query, way: Way = _IN_ORDER) -> tuple[str, Parameters]:
    """The same list with the lights alone."""
    return _list(query, "SELECT t.id, t.plan, s.light, s.reason", way)


def steps_count(query: Query, most: int) -> tuple[str, Parameters] | None:
    """How many light steps a query asks for, up to `most`, out of the index alone; None where it asks for any."""
    names = Names(on=query.on.isoformat())
    wanted = list(_of_step(query, names))
    if not wanted:
        return None
    text = f"SELECT s.task FROM light_step s WHERE {' AND '.join([_STANDS, _any_lit(query, names), *wanted])}"
    return _counted(text, most, names), names.parameters


def _any_lit(query: Query, names: Names) -> str:
    """What the index of standing steps begins with: every light and reason, where a query asks for none."""
    wanted = [f"s.light IN {names.listed(LIGHTS)}"] if not query.lights else []
    if not query.reasons:
        wanted.append(f"s.reason IN {names.listed((*REASONS, ''))}")
    return " AND ".join(wanted) or "1 = 1"


def _list(query: Query, selected: str, way: Way) -> tuple[str, Parameters]:
    then = way.then
    names = Names(on=query.on.isoformat())
    due = "s.due" if then else "t.due"
    standing = f"s.stage {'=' if query.withdrawn else '<>'} '{WITHDRAWN}'" if then else (
        f"t.withdrawn = {int(query.withdrawn)}"
    )
    wanted = [f"{selected} {_FEW if way.few else _LIT}", standing, *_conditions(query, names, due)]
    if way.few:
        wanted.append(_any_lit(query, names))
    text = f"{' AND '.join(wanted)} ORDER BY {_order(query.sort, due, reverse=query.reverse)}"
    return _limited(text, query.limit, names), names.parameters


def _conditions(query: Query, names: Names, due: str) -> Iterator[str]:
    """What a query asks for beside its day, order and limit. Each is true or false, never NULL."""
    yield from _words(query.words, names)
    yield from _of_task(query, names)
    yield from _of_step(query, names)
    if query.due_before:
        yield f"{due} < {names.one(query.due_before.isoformat())}"
    if query.due_from:
        yield f"{due} >= {names.one(query.due_from.isoformat())}"
    if query.due_missing:
        yield f"{due} = '{UNDATED}'"
    for other in query.but:
        yield f"NOT ({_all(other, names, due)})"
    if query.any_of:
        yield f"({' OR '.join(f'({_all(other, names, due)})' for other in query.any_of)})"


def _all(query: Query, names: Names, due: str) -> str:
    return " AND ".join(_conditions(query, names, due)) or "1 = 1"


def _of_task(query: Query, names: Names) -> Iterator[str]:
    if query.plan:
        plan = names.one(query.plan)
        yield f"t.plan_order = (SELECT p.position FROM plan p WHERE p.id = {plan}) AND t.plan = {plan}"
    if query.documents:
        yield f"t.plan IN {names.listed(query.documents)}"
    if query.numbers:
        yield f"t.number IN {names.listed(query.numbers)}"
    if query.bodies or query.roles:
        yield f"t.id IN (SELECT {_owing(query.bodies, query.roles, names)})"
    if query.waits:
        waiting = f"FROM waiting w WHERE w.what IN {names.listed(query.waits)} AND w.since <= :on AND w.until > :on"
        yield f"t.id IN (SELECT w.task {waiting})"


def _of_step(query: Query, names: Names) -> Iterator[str]:
    states = () if set(query.states) == set(STATES) else query.states
    for column, values in (
        ("light", query.lights), ("stage", states), ("reason", query.reasons), ("outlook", query.outlooks)
    ):
        if values:
            yield f"s.{column} IN {names.listed(values)}"
    if query.progress_from is not None:
        yield f"s.progress IS NOT NULL AND s.progress >= {names.one(query.progress_from)}"
    if query.progress_below is not None:
        yield f"s.progress IS NOT NULL AND s.progress < {names.one(query.progress_below)}"


def _owing(bodies: tuple[str, ...], roles: tuple[str, ...], names: Names) -> str:
    """The tasks that some bodies lead or support on the day, or that anybody does in some role."""
    wanted = f"b.body IN {names.listed(bodies)}" if bodies else f"b.body <> '{UNASSIGNED}'"
    if roles:
        wanted += f" AND b.role IN {names.listed(roles)}"
    return f"b.task FROM task_body b WHERE {wanted} AND b.since <= :on AND b.until > :on"


_UNORDERED = "s.since || ''"
"""No index is walked by this, so that SQLite takes the one that leaves out what an entry has cut."""


def lit(lit: tuple[str, str], sought: Sought, limit: int | None, *, few: bool = False) -> tuple[str, Parameters]:
    """The standing tasks of one (light, reason), the newest first, or those so lit longest.

    An index of light steps is walked in that order and holds all that is asked of a step, so that those of past and
    coming days are passed over there; rows are read of the few that are found. Where only `few` stand among the many an
    entry has cut, or a body's that begin where most are cut, the other index finds all, and they are sorted.
    """
    names = Names(light=lit[0], reason=lit[1], on=sought.on.isoformat())
    since = _UNORDERED if few else "s.since"
    way = "" if sought.longest else " DESC"
    first = f"SELECT s.task, s.since {_so_lit(sought, names, since)} ORDER BY {since}{way}, s.task"
    first = _limited(first, limit, names)
    found = f"FROM ({first}) x CROSS JOIN light_step s CROSS JOIN task t WHERE s.task = x.task AND s.since = x.since"
    return f"SELECT {_THEN} {found} AND t.id = s.task ORDER BY s.since{way}, s.task", names.parameters


def lit_count(lit: tuple[str, str], sought: Sought, most: int, *, few: bool = False) -> tuple[str, Parameters]:
    """How many these are, up to `most`."""
    names = Names(light=lit[0], reason=lit[1], on=sought.on.isoformat())
    since = _UNORDERED if few else "s.since"
    return _counted(f"SELECT s.task {_so_lit(sought, names, since)}", most, names), names.parameters


def _so_lit(sought: Sought, names: Names, since: str) -> str:
    """The light steps that are sought; `names` knows the day already."""
    begun = sought._replace(last=min(sought.on, sought.last or sought.on))  # one bound, or an index walks to the day
    wanted = ["s.light = :light", "s.reason = :reason", *_between(since, begun, names)]
    wanted += ["s.until > :on", f"s.stage <> '{WITHDRAWN}'"]
    if sought.bodies:
        wanted.append(f"s.task IN (SELECT {_owing(sought.bodies, (), names)})")
    return f"FROM light_step s WHERE {' AND '.join(wanted)}"


def _between(column: str, sought: Sought, names: Names) -> Iterator[str]:
    for sign, day in ((">=", sought.first), ("<=", sought.last)):
        if day is not None:
            yield f"{column} {sign} {names.one(day.isoformat())}"


def _counted(text: str, most: int, names: Names) -> str:
    return f"SELECT count(*) AS tasks FROM ({_limited(text, most, names)}) x"


def lights_on(days: Sequence[str]) -> tuple[str, Parameters]:
    """The tasks of each light on each of some days, a column a day, in one walk over the steps."""
    names = Names()
    stood = (f"since <= {name} AND until > {name}" for name in map(names.one, days))
    counts = ", ".join(f"sum(CASE WHEN {each} THEN 1 ELSE 0 END) AS tasks" for each in stood)
    return f"SELECT light, {counts} FROM light_step WHERE {_COUNTED} GROUP BY light", names.parameters


def waiting(what: str, sought: Sought, limit: int | None) -> tuple[str, Parameters]:
    """What is waited for of one sort, the earliest due first.

    Almost all that stands today is open, and walked in order by its index; the few that end on a known day, or for a
    past day those that ended since, are sorted in.
    """
    names = Names(what=what, on=sought.on.isoformat())
    wait = _waited(sought, names)
    halves = (f"until = '{OPEN}'", f"until > :on AND until < '{OPEN}'")
    first, second = (_limited(f"SELECT {_WAIT} {wait} AND {half} {_SOONEST}", limit, names) for half in halves)
    both = f"SELECT * FROM ({first}) a UNION ALL SELECT * FROM ({second}) b"
    selected = "SELECT task, what, key, body, began, due, since, until"
    return _limited(f"{selected} FROM ({both}) c {_SOONEST}", limit, names), names.parameters


def waiting_count(what: str, sought: Sought, most: int) -> tuple[str, Parameters]:
    """How many these are, up to `most`."""
    names = Names(what=what, on=sought.on.isoformat())
    return _counted(f"SELECT task FROM waiting {_waited(sought, names)} AND until > :on", most, names), names.parameters


def waiting_by_plan(what: str, sought: Sought, most: int) -> tuple[str, Parameters]:
    """How many these are of each plan, up to `most` in all, and since when: the longest waiting first."""
    names = Names(what=what, on=sought.on.isoformat())
    waits = _limited(f"SELECT task, began FROM waiting {_waited(sought, names)} AND until > :on", most, names)
    found = f"FROM ({waits}) w CROSS JOIN task t WHERE t.id = w.task GROUP BY t.plan"
    return f"SELECT t.plan, count(*) AS tasks, min(w.began) AS began {found} ORDER BY began, t.plan", names.parameters


def _waited(sought: Sought, names: Names) -> str:
    """The waits that are sought, begun by the day; `names` knows the day already."""
    wanted = ["WHERE what = :what AND since <= :on", *_between("due", sought, names)]
    if sought.bodies:
        wanted.append(f"body IN {names.listed(sought.bodies)}")
    return " AND ".join(wanted)


def entries_of(selected: str, kinds: tuple[str, ...], first: str, last: str) -> tuple[str, Parameters]:
    """The entries of some kinds between two days."""
    names = Names(first=first, last=last)
    wanted = f"kind IN {names.listed(kinds)} AND at >= :first AND at <= :last"
    return f"{selected} WHERE {wanted} ORDER BY at, task, seq", names.parameters


def trail(selected: str, trail: Trail, limit: int, *, few: bool = False) -> tuple[str, Parameters]:
    """Entries of all histories as they were written, the newest first.

    An index is walked in that order, a person's own where one is asked for; only where there are `few` of some kinds
    are they looked up and sorted.
    """
    names = Names()
    wanted = list(_on_trail(trail, names))
    if trail.kinds:
        wanted.append(f"kind{'' if few else _WALKED} IN {names.listed(trail.kinds)}")
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    order = "recorded DESC, task DESC, seq DESC"
    return _limited(f"{selected}{where} ORDER BY {order}", limit, names), names.parameters


_WALKED = " || ''"
"""No index is looked up by a column with this, so that SQLite walks the one that gives the order."""


def _on_trail(trail: Trail, names: Names) -> Iterator[str]:
    if trail.by:
        yield f'"by" = {names.one(trail.by)}'
    if trail.task:
        yield f"task = {names.one(trail.task)}"
    if trail.before:
        yield f"(recorded, task, seq) < ({', '.join(map(names.one, trail.before))})"
    if trail.until:
        yield f"(at <= {names.one(trail.until.isoformat())} OR seq = 1)"
    if trail.words:
        written = canonical(trail.words)[1:-1]  # as it stands in a JSON text
        yield f"lower(content) LIKE {names.one(f'%{_plain(written)}%')} ESCAPE '!'"


def kinds_count(kinds: tuple[str, ...], most: int) -> tuple[str, Parameters]:
    """How many entries of some kinds there are, up to `most`."""
    names = Names()
    return _counted(f"SELECT seq FROM entry WHERE kind IN {names.listed(kinds)}", most, names), names.parameters


def owing_now(tasks: Sequence[str]) -> tuple[str, Parameters]:
    """Who leads and supports some tasks as nothing has been recorded since."""
    names = Names()
    wanted = f"task IN {names.listed(tasks)} AND until = '{OPEN}'"
    return f"SELECT task, role, body FROM task_body WHERE {wanted}", names.parameters


def rows_of(tasks: Sequence[str], on: str) -> tuple[str, Parameters]:
    """Some tasks by their exact ids, withdrawn or not, in order of id."""
    names = Names(on=on)
    return f"SELECT {_NOW} {_LIT} AND t.id IN {names.listed(tasks)} ORDER BY t.id", names.parameters


def ids_of_words(words: tuple[str, ...], limit: int) -> tuple[str, Parameters]:
    """The tasks in which all words are found, in printed order."""
    names = Names()
    wanted = " AND ".join(["t.withdrawn = 0", *_words(words, names)])
    text = f"SELECT t.id, t.title FROM task t WHERE {wanted} ORDER BY {_PRINTED}"
    return _limited(text, limit, names), names.parameters


def _words(words: tuple[str, ...], names: Names) -> Iterator[str]:
    for word in words:
        yield f"t.search LIKE {names.one(f'%{_plain(word)}%')} ESCAPE '!'"


def _plain(word: str) -> str:
    """A word in small letters, no sign of it a pattern."""
    return word.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _limited(text: str, limit: int | None, names: Names) -> str:
    if limit is None:
        return text
    names.parameters["limit"] = limit
    return f"{text} LIMIT :limit"
