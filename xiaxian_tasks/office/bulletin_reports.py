"""What a bulletin says of reports (报送) and answers: late, missing, said again, owed; the papers sent, photographs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import takewhile

from xiaxian_tasks.domain import duties, register
from xiaxian_tasks.domain.bulletin import REPEATED_FROM, SILENT, OfBody, Photo, Repeated, Unanswered
from xiaxian_tasks.domain.entries import LETTER, NOTICE, REPORT, WITHDRAWAL, Entry
from xiaxian_tasks.domain.history import in_force
from xiaxian_tasks.domain.letters import BULLETIN
from xiaxian_tasks.domain.plan import Rules
from xiaxian_tasks.domain.terms import GREY
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.office import evidence, names
from xiaxian_tasks.office.bulletin_scope import Scope, batched, first_silence, rows_of
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.paper.pictures import size_of
from xiaxian_tasks.ports import Query, Sought

LISTED_AT_MOST = 10
"""Tasks of one body that are named by number."""

LINES_AT_MOST = 50
"""Answers owed, and texts said again, that are told one by one: the longest owed, and those said most often."""

PHOTOS_OF_A_TASK = 2

Classes = Mapping[str, str]
"""The class of each task of a scope."""


def by_body(pairs: Iterable[tuple[str, str]]) -> tuple[OfBody, ...]:
    """(task, body) pairs by body, those with most first; of many the first ten by name."""
    found: dict[str, list[str]] = {}
    for task, body in pairs:
        found.setdefault(body, []).append(task)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(OfBody(body, tuple(tasks[:LISTED_AT_MOST]), len(tasks)) for body, tasks in ordered)


def reported(desk: Office, first: date) -> frozenset[str]:
    """The tasks that were reported on in the period, by a report that was not taken back since."""
    touched = frozenset(desk.store.touched((REPORT,), first, desk.on))
    doubted = touched & frozenset(
        entry.task for entry in desk.store.entries_of((WITHDRAWAL,), first, desk.on)
        if entry.content.get("what") == REPORT
    )
    told = desk.store.histories(sorted(doubted))
    stand = {
        task for task, entries in told.items()
        for entry in in_force([entry for entry in entries if entry.at <= desk.on])
        if entry.kind == REPORT and entry.at >= first
    }
    return touched - (doubted - stand)


def late(desk: Office, scope: Scope, classes: Classes, first: date) -> frozenset[str]:
    """The tasks that were reported on in the period only after the grace of a cycle was over.

    They stood silent on the day after it, and a report came later; whoever is silent still is not late but silent.
    """
    plans = {task.partition("/")[0] for task in classes}
    found: set[str] = set()
    for rules, of in _by_rules(desk, plans).items():
        begins = first_silence(desk, of)
        for day in _closing_days(rules, first, desk.on):
            query = scope.query(day, lights=(GREY,), reasons=("stale", "no-report"))
            silent = {
                task for task, plan, _, reason in desk.store.lights(query)
                if plan in of and (reason == "stale" or day >= begins[plan])
            }
            found |= silent & set(desk.store.touched((REPORT,), day, desk.on)) if silent else set()
    return frozenset(task for task in found if classes.get(task, SILENT) != SILENT)


def _by_rules(desk: Office, plans: AbstractSet[str]) -> dict[Rules, set[str]]:
    """The plans of each reporting cycle and grace."""
    found: dict[Rules, set[str]] = defaultdict(set)
    for plan in sorted(plans):
        row = next(iter(desk.store.tasks(Query(desk.on, plan=plan, sort="plan", limit=1))), None)
        if row is not None:
            rules = newest_state(row).task.rules
            found[Rules(cycle=rules.cycle, grace=rules.grace)].add(plan)
    return found


def _closing_days(rules: Rules, first: date, last: date) -> list[date]:
    """The days of a period on which the grace of a cycle was over: the first late one of each."""
    grace = timedelta(days=rules.grace + 1)
    return [end + grace for _, end in duties.cycles(rules, first - grace, last - grace)]


def unanswered(desk: Office, classes: Classes) -> tuple[Unanswered, ...]:
    """The answers owed that are past their day, the longest owed first."""
    owed = desk.store.waiting("reply", Sought(desk.on, last=desk.on - timedelta(days=1)))
    shown = [row for row in owed if row.task in classes and row.wait.due][:LINES_AT_MOST]
    titles = {row.id: row.title for row in rows_of(desk, sorted({row.task for row in shown}))}
    told = desk.store.histories(sorted({row.task for row in shown}))
    return tuple(
        Unanswered(
            row.wait.body, row.task, titles.get(row.task, ""), row.wait.began, row.wait.due,
            desk.workdays.between(row.wait.due, desk.on), _number(told.get(row.task, ()), row.wait.key),
        )
        for row in shown if row.wait.due
    )


def _number(entries: Sequence[Entry], seq: str) -> str:
    """The number of the paper that asked."""
    return next((str(each.content.get("number", "")) for each in entries if str(each.seq) == seq), "")


def repeated(desk: Office, classes: Classes, first: date) -> tuple[Repeated, ...]:
    """The texts that the newest report of a task says word for word like the one before, most often first."""
    told = desk.store.entries_of((REPORT,), first, desk.on)
    again = {entry.task: "" for entry in told if entry.task in classes and len(_said(entry)) >= REPEATED_FROM}
    found = []
    for batch in batched(again):
        for task, entries in desk.store.histories(batch).items():
            found += _run(task, entries, first, desk.on)
    shown = sorted(found, key=lambda each: (-each.times, each.since, each.task))[:LINES_AT_MOST]
    titles = {row.id: row.title for row in rows_of(desk, [each.task for each in shown])}
    return tuple(each._replace(title=titles.get(each.task, "")) for each in shown)


def _said(entry: Entry) -> str:
    return " ".join(str(entry.content.get("note", "")).split())


def _run(task: str, entries: Sequence[Entry], first: date, last: date) -> list[Repeated]:
    """On how many days in a row a body's reports say the same, if the newest is of the period: the figures of one day
    may bear one note."""
    known = [entry for entry in entries if entry.at <= last]
    reports = [entry for entry in in_force(known) if entry.kind == REPORT][::-1]
    if not reports or reports[0].at < first or len(text := _said(reports[0])) < REPEATED_FROM:
        return []
    body = str(reports[0].content.get("body", ""))
    own = (entry for entry in reports if str(entry.content.get("body", "")) == body)
    days = sorted({entry.at for entry in takewhile(lambda entry: _said(entry) == text, own)})
    return [Repeated(task, "", body, text, len(days), days[0])] if len(days) > 1 else []


def letters(desk: Office, classes: Classes, first: date, *, is_whole: bool) -> tuple[tuple[str, int], ...]:
    """How many papers of each kind were issued in the period and not withdrawn; bulletins are not counted."""
    known = register.letters_in(desk.store.entries_of((LETTER,), first, desk.on)).values()
    sent = [each for each in known if each.withdrawn is None and each.kind != BULLETIN]
    counted = Counter(each.kind for each in sent if is_whole or any(task in classes for task in each.tasks))
    return tuple(sorted(counted.items()))


def papers_of(desk: Office, tasks: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The numbers of the papers some tasks had, oldest first."""
    found = {}
    for task, entries in desk.store.histories(tasks).items():
        known = in_force([entry for entry in entries if entry.at <= desk.on])
        numbers = [str(each.content.get("number", "")) for each in known if each.kind == NOTICE]
        found[task] = tuple(dict.fromkeys(filter(None, numbers)))
    return found


def with_papers(desk: Office, papers: Sequence[str], days: tuple[date, date]) -> frozenset[str]:
    """The tasks that had one of some papers between two days, both inclusive, which was not taken back since."""
    if not papers:
        return frozenset()
    known = register.letters_in(desk.store.entries_of((LETTER,), days[0], desk.on)).values()
    gone = {each.id for each in known if each.withdrawn}
    return frozenset(
        entry.task for entry in desk.store.entries_of((NOTICE,), *days)
        if entry.content.get("paper") in papers and entry.content.get("letter") not in gone
    )


def photos(desk: Office, tasks: Sequence[str], first: date) -> tuple[Photo, ...]:
    """The newest photographs that came with reports of the period, of each task that is asked for two at most.

    Raises NotFound `task`, or `evidence` for a task without any (5); StoreFault (7) where one is damaged.
    """
    found = list[Photo]()
    for text in tasks:
        row = names.task(desk, text)
        shown = [
            Photo(row.id, row.title, date.fromisoformat(each["at"]), each["name"], content)
            for each, content in evidence.contents(desk, row.id)
            if each["kind"] == REPORT and each["at"] >= first.isoformat() and size_of(content)
        ]
        if not shown:
            raise NotFound("evidence", [], name=row.id)
        found += shown[-PHOTOS_OF_A_TASK:][::-1]
    return tuple(found)
