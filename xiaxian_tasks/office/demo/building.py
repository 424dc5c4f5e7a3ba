"""Recording the demo, day by day, in an empty ledger."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from typing import NamedTuple

from xiaxian_tasks.domain.entries import DEMO
from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import adopt, county, months, record, views, ways
from xiaxian_tasks.office.adopt import Papers, Progress
from xiaxian_tasks.office.demo import lives
from xiaxian_tasks.office.demo.lives import COURSES, Act
from xiaxian_tasks.office.demo.reporting import ON, reports
from xiaxian_tasks.office.demo.voices import Voices
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.planfile.source import parse
from xiaxian_tasks.ports import Query, Store

BEGUN = date(2023, 7, 12)
"""The day the first of the plans was issued; the county's own history begins on it."""

CLOSINGS = {
    "2023-07": date(2023, 8, 3), "2023-08": date(2023, 9, 4), "2023-09": date(2023, 10, 8),
    "2023-10": date(2023, 11, 3), "2023-11": date(2023, 12, 4),
}
"""Months that are closed, and when."""

VIEWS = {"红灯": "灯:红", "年底前到期": "限:<12天 灯:黄"}
"""Queries kept under a name."""

CHINA = timezone(timedelta(hours=8))

AUTHOR = "演示"
"""Who adopts the plans, before any of the people is known."""


class _Deed(NamedTuple):
    """What is done on a day: reports of one person together, or one step. `rank` orders those of one day."""

    on: date
    rank: int
    by: str
    said: Said | None = None
    act: Act | None = None


def build(store: Store, papers: Papers, progress: Progress | None = None) -> None:
    """Record the demo in an empty ledger. Raises Refused `ledger-not-empty` (4)."""
    if not store.is_empty() or store.county() is not None:
        raise Refused("ledger-not-empty", place=store.place)
    first = _desk(store, BEGUN, AUTHOR)
    adopt.load(first, papers._replace(plans=()))
    for on, some in _by_issue(papers):
        adopt.load(_desk(store, on, AUTHOR), some)
    voices = Voices(county.state(first).people, store.bodies())
    county.record(_desk(store, BEGUN, voices.director), DEMO, {"on": ON.isoformat(), "by": voices.director})
    deeds = sorted(_deeds(first, voices), key=_order)
    done = 0
    for (on, _rank, by), group in groupby(deeds, key=_order):
        listed = list(group)
        _do(_desk(store, on, by), listed)
        done += len(listed)
        if progress:
            progress(done, len(deeds))


def _by_issue(papers: Papers) -> Iterator[tuple[date, Papers]]:
    """The plans by their day of issue, the first of them with the notices of holidays."""
    issued: dict[date, list[tuple[str, bytes]]] = {}
    for name, source in papers.plans:
        document = parse(source, name).document
        assert document is not None, "a test reads the bundled plans"
        issued.setdefault(document["issued"], []).append((name, source))
    holidays = papers.holidays
    for on in sorted(issued):
        yield on, Papers(tuple(issued[on]), papers.bodies, holidays, papers.rules)
        holidays = ()


def _desk(store: Store, on: date, by: str) -> Office:
    """An office of that day, at nine in the morning."""
    moment = datetime.combine(on, time(9), CHINA)
    return Office(store, on=on, today=on, by=by, now=lambda: moment)


def _order(deed: _Deed) -> tuple[date, int, str]:
    return deed.on, deed.rank, deed.by


def _do(office: Office, deeds: list[_Deed]) -> None:
    """Reports of one day and person go into one transaction; a step is one by itself."""
    for deed in deeds:
        if deed.act:
            deed.act(office)
    said = [json.dumps(_line(deed.said), ensure_ascii=False) for deed in deeds if deed.said]
    if said:
        record.report_many(office, "\n".join(said).encode(), "demo")


def _line(said: Said) -> dict[str, str]:
    """A report as a line of a file of reports."""
    line = {key: value for key, value in said._asdict().items() if value and key not in {"as_of", "correct"}}
    if said.as_of:
        line["as_of"] = said.as_of.isoformat()
    return {**line, **({"correct": "1"} if said.correct else {})}


def _deeds(office: Office, voices: Voices) -> Iterator[_Deed]:
    states = [newest_state(row) for row in office.store.tasks(Query(ON, sort="plan"))]
    for plan, course in COURSES.items():
        yield _Deed(course.way, 0, voices.director, act=_way(plan))
    for state in states:
        task, since = state.task, BEGUN
        if task.plan in COURSES:
            yield from (_Deed(each.on, 1, each.by, act=each.act) for each in lives.begun(task, voices))
            since = COURSES[task.plan].signed + timedelta(days=1)
        if task.plan not in COURSES or lives.is_reported(task):
            last = lives.REPORTED_UNTIL.get(task.id, ON)
            yield from (_Deed(r.on, 2, r.by, r.said) for r in reports(state, voices, since) if r.on <= last)
    yield from (_Deed(each.on, 3, each.by, act=each.act) for each in lives.told(voices))
    yield from (_Deed(ON, 4, voices.director, act=_view(*view)) for view in VIEWS.items())
    yield from (_Deed(on, 9, voices.director, act=_closing(month)) for month, on in CLOSINGS.items())


def _way(plan: str) -> Act:
    return lambda office: ways.set_way(office, plan, FULL)


def _view(name: str, query: str) -> Act:
    return lambda office: views.save(office, name, query)


def _closing(month: str) -> Act:
    return lambda office: months.close(office, month)
