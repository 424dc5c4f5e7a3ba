"""The facts of a bulletin (督查通报) from the ledger: counted by light rows, only the tasks it names are read whole.

A month that is closed stands as on the day it was closed, so that a bulletin agrees with `month show`; any other period
as on its last day. What is recorded later counts from a later day: a past period gives the same figures for ever.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain import months
from xiaxian_tasks.domain.bulletin import Bulletin, Tally
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.letter_facts import Sender
from xiaxian_tasks.domain.terms import DONE, GREY, UNASSIGNED
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office import bulletin_named as naming
from xiaxian_tasks.office import bulletin_reports as reporting
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office import names, seals
from xiaxian_tasks.office.asks import ladder_of
from xiaxian_tasks.office.bulletin_scope import Lit, Scope, first_silence, gaps, standing
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.standing import Span, span

DAY = timedelta(days=1)

ANNEX_AT_MOST = 300
"""Tasks that the annex lists one by one (some fifteen pages); of more it has the plans alone."""

ANSWER_WITHIN = 5
"""Working days within which those named answer (office custom, as for letters)."""


class Wanted(NamedTuple):
    """A bulletin as somebody asks for it: a month or two days, one plan or body, another day to compare with, tasks
    whose photographs are shown."""

    month: str = ""
    first: date | None = None
    last: date | None = None
    plan: str = ""
    body: str = ""
    compare: date | None = None
    photos: tuple[str, ...] = ()


class _Book(NamedTuple):
    """How the tasks of a scope stood on a day: lights, classes, gaps of those that have one."""

    lit: dict[str, Lit]
    classes: dict[str, str]
    gaps: Mapping[str, naming.Gap]


def bulletin(office: Office, wanted: Wanted, sender: Sender) -> Bulletin:
    """The facts of a bulletin on the office's day.

    Raises Misused `not-a-month`, `month-or-days`, `from-after-to`, `compare-not-before` (2), Refused `future-day` (4),
    NotFound `plan`, `body`, `task`, `evidence` (5).
    """
    days = span(office, wanted.month, wanted.first, wanted.last)
    day, plans, before_day = _days(office, wanted, days)
    desk = office.on_day(day)
    earlier = office.on_day(before_day)
    scope = _scope(desk, wanted, plans)
    now, before = _book(desk, scope, b.WITH_GAP), _book(earlier, _scope(earlier, wanted, ()), ("on-pace",))
    found = Bulletin(
        days.first, days.last, day, office.on, _total(now, before), _by_plan(office, now, before),
        _by_body(desk, scope, now), before_day if before.lit else None, scope.plan, _called(office, wanted.body),
        sender=sender, answer_by=office.workdays.after(office.on, ANSWER_WITHIN),
        photos=reporting.photos(desk, wanted.photos, days.first),
    )
    found = _turned(found, now, before)
    found = _named(desk, scope, found, now, before)
    found = _reported(desk, scope, found, now)
    found = found._replace(asked=naming.asked(desk, now.classes, ladder_of(office), (days.first, day)))
    return sealed(office, found)


def _scope(desk: Office, wanted: Wanted, plans: tuple[str, ...]) -> Scope:
    """What is counted, a body under the names it had on the desk's day."""
    plan = names.plan(desk, wanted.plan) if wanted.plan else ""
    return Scope(plan, names.owing(desk, wanted.body) if wanted.body else (), plans)


def _called(office: Office, body: str) -> str:
    """The name of a body today; what nobody leads has one too."""
    return names.body(office, body).name if body.strip() not in {"", UNASSIGNED} else body.strip()


def _days(office: Office, wanted: Wanted, days: Span) -> tuple[date, tuple[str, ...], date]:
    """The day everything stands as of, the plans a closing counted (none: all), the day compared with."""
    closed = {month.month: month for month in office_county.as_known(office).months if month.day <= office.on}
    kept = closed.get(wanted.month.strip())
    day = kept.day if kept else days.last
    last = days.first - DAY
    was = closed.get(months.name_of(last)) if wanted.month else None
    before = wanted.compare or (was.day if was else last)
    if before >= day:
        raise Misused("compare-not-before", compare=before, day=day)
    return day, tuple(kept.counts) if kept else (), before


def _book(desk: Office, scope: Scope, reasons: tuple[str, ...]) -> _Book:
    """How the tasks of a scope stood on the office's day."""
    lit = standing(desk, scope)
    found = gaps(desk, scope, [each for each in reasons if any(at.reason == each for at in lit.values())])
    begins = first_silence(desk, {each.plan for each in lit.values() if each.light == GREY})
    classes = {}
    for task, each in lit.items():
        stands = b.class_of(each.light, each.reason)
        gap = found.get(task)
        if each.reason == "on-pace" and gap is not None and b.is_ahead(gap.gap, gap.band):
            stands = b.AHEAD
        elif each.reason == "no-report" and desk.on < begins[each.plan]:
            stands = b.OTHER  # no cycle is over yet
        classes[task] = stands
    return _Book(lit, classes, found)


def _counts(classes: Iterable[str]) -> dict[str, int]:
    found = Counter(classes)
    return {each: found[each] for each in b.CLASSES}


def _total(now: _Book, before: _Book) -> Tally:
    return Tally("", "", _counts(now.classes.values()), _counts(before.classes.values()) if before.lit else None)


def _by_plan(office: Office, now: _Book, before: _Book) -> tuple[Tally, ...]:
    """The plans in printed order."""
    counted, was = _split(now), _split(before)
    return tuple(
        Tally(row.id, f"{row.document}　{row.title}", _counts(counted.get(row.id, ())),
              _counts(was.get(row.id, ())) if before.lit else None)
        for row in office.store.plans(counted=False) if row.id in counted or row.id in was
    )


def _split(book: _Book) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for task, each in book.lit.items():
        found.setdefault(each.plan, []).append(book.classes[task])
    return found


def _by_body(desk: Office, scope: Scope, now: _Book) -> tuple[Tally, ...]:
    """The lead bodies, those with most to answer for first."""
    found: dict[str, list[str]] = {}
    for task, body in _led(desk, scope):
        if task in now.classes:
            found.setdefault(body, []).append(now.classes[task])
    tallies = [Tally(body, "", _counts(classes)) for body, classes in found.items()]
    return tuple(sorted(tallies, key=lambda each: (-each.pressed, -each.total, each.name)))


def _led(desk: Office, scope: Scope, **more: Any) -> Iterator[tuple[str, str]]:
    """(task, lead body) of a scope, each body under the name it has on the day."""
    known = office_county.as_known(desk)
    for task, _, _, body in desk.store.grouped(scope.query(desk.on, **more), "body"):
        yield task, known.present(body)


def _turned(found: Bulletin, now: _Book, before: _Book) -> Bulletin:
    """With how many tasks changed since the day compared with."""
    finished = sum(
        each.light == DONE and (task not in before.lit or before.lit[task].light != DONE)
        for task, each in now.lit.items()
    )
    if not before.lit:
        return found._replace(finished=finished)
    rows = [[months.Row(task, *each) for task, each in book.lit.items()] for book in (now, before)]
    turned = months.compared(rows[0], rows[1])
    return found._replace(
        improved=len(turned.better), worsened=len(turned.worse), finished=finished, added=len(turned.added),
        gone=len(turned.gone),
    )


def _named(desk: Office, scope: Scope, found: Bulletin, now: _Book, before: _Book) -> Bulletin:
    """With the tasks named good and slow, and those of the annex."""
    was_done = {task for task, each in before.lit.items() if each.light == DONE}
    open_ones = [task for task, stands in now.classes.items() if stands != b.DONE]
    listed = open_ones if len(open_ones) <= ANNEX_AT_MOST else []
    slow = sum(found.total.counts[each] for each in (b.OVERDUE, b.FAR, b.BEHIND))
    return found._replace(
        good=naming.good(desk, scope, now.classes, now.gaps, was_done),
        slow=naming.slow(desk, scope, now.classes, now.gaps), slow_count=slow,
        undone=naming.named(desk, listed, now.classes), undone_count=len(open_ones),
    )


def _reported(desk: Office, scope: Scope, found: Bulletin, now: _Book) -> Bulletin:
    """With what was reported, late, not at all or word for word again, and what was not answered."""
    reasons = {"lights": (GREY,), "reasons": ("stale", "no-report")}
    silent = [(task, body) for task, body in _led(desk, scope, **reasons) if now.classes.get(task) == b.SILENT]
    touched = reporting.reported(desk, found.first)
    late = reporting.late(desk, scope, now.classes, found.first)
    named = [(task, body) for task, body in _led(desk, scope) if task in late] if late else []
    return found._replace(
        reported=sum(task in touched for task in now.classes),
        silent=reporting.by_body(silent), late=reporting.by_body(named),
        unanswered=reporting.unanswered(desk, now.classes),
        repeated=reporting.repeated(desk, now.classes, found.first),
        letters=reporting.letters(desk, now.classes, found.first, is_whole=not (found.plan or found.body)),
    )


def sealed(office: Office, found: Bulletin) -> Bulletin:
    """With the newest seal of the ledger known on the office's day."""
    newest = seals.listing(office)[-1:]
    if not newest:
        return found
    return found._replace(seal=newest[0]["code"], seal_on=date.fromisoformat(newest[0]["at"]))


def sheet(found: Bulletin) -> Sheet:
    """The facts as a document: counts with their shares in percent, and everything that is named."""
    lists = ("good", "slow", "asked", "undone", "silent", "late", "unanswered", "repeated")
    single = ("improved", "worsened", "finished", "added", "gone", "reported", "slow_count", "undone_count", "seal")
    days = ("first", "last", "day", "on", "before", "answer_by", "seal_on")
    return {
        **{key: _iso(getattr(found, key)) for key in days}, "plan": found.plan, "body": found.body,
        **{key: getattr(found, key) for key in single},
        "total": _tally(found.total), "plans": [_tally(each) for each in found.plans],
        "bodies": [_tally(each) for each in found.bodies],
        **{key: [_whole(each) for each in getattr(found, key)] for key in lists},
        "letters": [{"kind": kind, "sent": sent} for kind, sent in found.letters],
        "photos": [{**_whole(each._replace(content=b"")), "size": len(each.content)} for each in found.photos],
    }


def _whole(each: Any) -> Sheet:
    """Every field, null where there is nothing."""
    found = {name: encode(getattr(each, name)) for name in each._fields}
    found.pop("content", None)
    return found


def _tally(each: Tally) -> Sheet:
    return {
        "name": each.name, "title": each.title, "total": each.total, "counts": dict(each.counts),
        "percent": {name: format(share, "f") for name, share in each.shares.items()},
        "before": dict(each.before) if each.before is not None else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
