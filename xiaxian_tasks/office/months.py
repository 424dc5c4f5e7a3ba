"""Closing months (月度封账): the lights of a day kept for ever, and one closing beside the one before (与上期比).

A closing is one entry of the county's history. From then on no entry counts from its day or before, so that the light
steps of that day are the month's lights; a plan first adopted or issued later is none of its plans. The entry keeps
how many tasks stood in each light by plan (`counts`, `tasks` in all) and a hash of their lights (`lights`); all of them
leave out what is not issued on that day.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.domain import months
from xiaxian_tasks.domain.county import County, Month
from xiaxian_tasks.domain.days import add_months, month_end
from xiaxian_tasks.domain.entries import MONTH, Entry
from xiaxian_tasks.domain.months import Change, Row
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR, LIGHTS
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import CountyRow, Query, TaskRow, Writing

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_of(text: str) -> str:
    """The month a text means. Raises Misused `not-a-month` (2)."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Misused("not-a-month", text=text)
    return found[0]


def close(office: Office, month: str) -> Entry:
    """Close a month with the lights of the office's day. Nobody else writes while it is read and written.

    Raises Refused (4): `month-not-over`, `month-is-closed`, `month-gap`, or as any entry of the county; Stale (6).
    """
    made: list[Entry] = []

    def entry() -> tuple[Entry, CountyRow]:
        _permit(office, office_county.state(office), month)
        found = office_county.entry(office, MONTH, _content(office, month))
        made.append(found[0])
        return found

    office.store.write(Writing(closing=entry))
    return made[0]


def _permit(office: Office, county: County, month: str) -> None:
    if office.on < (last := months.last_day(month)):
        raise Refused("month-not-over", month=month, last=last)
    if office.on > (latest := month_end(add_months(last, 1))):
        raise Refused("month-long-over", month=month, last=last, latest=latest)
    known = {each.month: each.day for each in county.months}
    if month in known:
        raise Refused("month-is-closed", month=month, day=known[month])
    if known and month != (due := months.next_month(max(known))):
        raise Refused("month-gap", month=month, next=due)


def _content(office: Office, month: str) -> dict[str, Any]:
    rows = list(_standing(office, office.on))
    return {
        "month": month, "day": office.on.isoformat(), "tasks": len(rows), "counts": months.counts_by_plan(rows),
        "lights": months.fingerprint(rows),
    }


def _standing(office: Office, on: date) -> Iterator[Row]:
    """What a closing on a day counts: the tasks that stand, of plans issued by then."""
    found = (Row(*lit) for lit in office.store.lights(Query(on, sort="plan")))
    return (row for row in found if months.is_counted(row.reason))


def closed(office: Office) -> list[Sheet]:
    """The months closed by the office's day, oldest first, with how many tasks stood in each light."""
    found = []
    for month in _known(office):
        total = {light: sum(counts[light] for counts in month.counts.values()) for light in LIGHTS}
        found.append({
            "month": month.month, "day": month.day.isoformat(), "lights": month.lights,
            **_counted(Change(total, None)),
        })
    return found


def _known(office: Office) -> list[Month]:
    return [month for month in office_county.as_known(office).months if month.day <= office.on]


class _Books(NamedTuple):
    """The lights of one day: those of a closed month, or of an open one as they stand."""

    day: date
    rows: list[Row]


def shown(office: Office, text: str = "") -> Sheet:
    """A month's counts and shares beside the closing before, and the tasks that turned; an open month is provisional.

    Without a text the month of the office's day. Raises NotFound `month` (5) for one that has not begun.
    """
    month = month_of(text) if text else months.name_of(office.on)
    if month > months.name_of(office.on):
        raise NotFound("month", [each.month for each in _known(office)], name=month)
    known = _known(office)
    kept = next((each for each in known if each.month == month), None)
    before = max((each for each in known if each.month < month), key=lambda each: each.month, default=None)
    now = _books(office, kept, month)
    was = _books(office, before, "") if before else None
    return {
        "month": month, "day": now.day.isoformat(), "closed": kept is not None,
        "lights": kept.lights if kept else None,
        "before": {"month": before.month, "day": before.day.isoformat()} if before else None,
        **_compared(office, now, was),
    }


def _books(office: Office, kept: Month | None, month: str) -> _Books:
    day = kept.day if kept else min(office.on, months.last_day(month))
    rows = _standing(office, day)
    return _Books(day, [row for row in rows if kept is None or row.plan in kept.counts])


def _compared(office: Office, now: _Books, before: _Books | None) -> Sheet:
    found = months.compared(now.rows, before.rows if before else None)
    plans = {row.id: row for row in office.store.plans(counted=False)}
    turned = {
        key: [{**each._asdict(), "title": _title(office, each.task)} for each in getattr(found, key)]
        for key in ("worse", "better")
    }
    came = {
        key: [{"task": task, "title": _title(office, task)} for task in getattr(found, key)]
        for key in ("added", "gone")
    }
    rows = [
        {"plan": name, "document": plans[name].document, "title": plans[name].title, **_counted(change)}
        for name, change in found.plans.items()
    ]
    return {"total": _counted(found.total), "plans": rows, **turned, **came}


def _title(office: Office, task: str) -> str:
    row = office.store.task(task, office.on)
    return row.title if row else ""


def _counted(change: Change) -> Sheet:
    """Counts by light with their total, the shares of it, and the difference to the closing before."""
    total = sum(change.now.values())
    shares = {light: round(count / total, 6) if total else None for light, count in change.now.items()}
    return {**change.now, "total": total, "shares": shares, "before": change.before, "difference": change.difference}


def strip(office: Office, row: TaskRow) -> list[Sheet]:
    """What each closed month keeps of a task, oldest first, and the running one; empty while none is closed."""
    kept = [month for month in _known(office) if row.plan in month.counts]
    if not kept:
        return []
    projection = office.store.projection_of(row.id)
    return [
        {
            "month": each.month, "day": each.day.isoformat(), "light": each.light, "reason": each.reason,
            "shown": each.shown, "caught_up": each.caught_up.isoformat() if each.caught_up else None,
            "open": each.is_open,
        }
        for each in (months.strip(projection.steps, kept, office.on) if projection else ())
    ]
