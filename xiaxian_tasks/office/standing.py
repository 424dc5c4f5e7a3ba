"""Standings (排名) as documents: of bodies over a span of days, and of the rows of one split target."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from xiaxian_tasks.domain import history, months, scoring
from xiaxian_tasks.domain import standing as reckoning
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.entries import ADOPTION, Entry
from xiaxian_tasks.domain.scoring import AHEAD, Scoring
from xiaxian_tasks.domain.standing import Account, Point, Rate, Standing
from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.months import month_of
from xiaxian_tasks.office.sight import Sheet, sheet


class Span(NamedTuple):
    """Days asked for, both inclusive; none of them lies after the office's day."""

    first: date
    last: date


def span(office: Office, month: str = "", first: date | None = None, last: date | None = None) -> Span:
    """The days meant by a month or by two days; without any the running month.

    Raises Misused `not-a-month`, `month-or-days`, `from-after-to` (2), Refused `future-day` (4).
    """
    if month and (first or last):
        raise Misused("month-or-days")
    if month:
        last = months.last_day(month_of(month))
    elif first is not None and last is None:
        last = office.on
    end = last or months.last_day(months.name_of(office.on))
    begin = first or end.replace(day=1)
    if begin > end:
        raise Misused("from-after-to", first=begin, last=end)
    if begin > office.on:
        raise Refused("future-day", at=begin, today=office.on)
    return Span(begin, min(end, office.on))


def standings(office: Office, bundled: Scoring, days: Span, *, body: str = "") -> Sheet:
    """Where bodies stand, by the county's own rules or the bundled ones; with `body` that one and its groups."""
    adopted = office_county.as_known(office).scoring
    rules = scoring.from_document(adopted) if adopted else bundled
    found = reckoning.standings(_accounts(office, rules, days), rules, days.first, days.last)
    if body:
        name = names.body(office, body).name
        own = {name, *names.groups_of(office, name)}
        found = [each for each in found if each.body in own]
    return {
        "first": days.first.isoformat(), "last": days.last.isoformat(),
        "rules": {
            "title": rules.title, "source": rules.source, "base": plain(rules.base), "cap": plain(rules.cap),
            "floor": plain(rules.floor), "least": rules.least, "adopted": bool(adopted),
        },
        "bodies": [_standing(each, rules) for each in found],
    }


def _accounts(office: Office, rules: Scoring, days: Span) -> Iterator[Account]:
    """The account of each task that stands, as known on the office's day; one history at a time in memory."""
    line, begin = rules.line(AHEAD), reckoning.year_begin(days.first)
    known = office.store.entries(office.on)
    for _task, told in groupby(known, key=attrgetter("task")):
        entries = history.standing(list(told))
        if entries and entries[0].kind == ADOPTION and entries[0].at <= days.last and not _is_withdrawn(entries):
            state = history.fold(entries, office.lay_out)
            yield reckoning.account_of(
                state, entries, begin, days.last, on=office.on, ahead=line.days if line else 0
            )


def _is_withdrawn(entries: list[Entry]) -> bool:
    return bool([entry for entry in entries if entry.kind == ADOPTION][-1].content.get("withdrawn"))


def _standing(found: Standing, rules: Scoring) -> Sheet:
    return {
        "body": found.body,
        "rank": found.rank,
        "score": plain(found.score),
        "tasks": found.tasks,
        "on_time": _rate(found.on_time),
        "reported": _rate(found.reported),
        "approved": _rate(found.approved),
        "points": [_point(each, rules) for each in found.points],
    }


def _rate(rate: Rate) -> Sheet:
    return {"made": rate.made, "of": rate.of, "share": round(rate.made / rate.of, 6) if rate.of else None}


def _point(point: Point, rules: Scoring) -> Sheet:
    event, line = point.event, rules.line(point.event.cause)
    return {
        "on": event.on.isoformat(), "task": event.task, "seq": event.seq or None, "cause": event.cause,
        "what": event.what, "time": point.time, "points": plain(point.points),
        "title": line.title if line else "", "source": line.source if line else "",
    }


def rows(office: Office, text: str) -> Sheet:
    """The rows of a task's split target by the share they have done; equal shares share a rank, silent rows have none.

    Raises Refused `no-rows` (4) where the task has no split target.
    """
    found = sheet(office, names.task(office, text))
    total = next((target for target in found["targets"] if target["rows"]), None)
    if total is None:
        raise Refused("no-rows", task=found["id"])
    parts = [target for target in found["targets"] if target["id"].startswith(f"{total['id']}.")]
    shares = sorted((_exact(part) for part in parts if part["latest"] is not None), reverse=True)
    ranked = sorted(parts, key=lambda part: (part["latest"] is None, -_exact(part)))
    kept = ("body", "id", "value", "latest", "latest_as_of", "progress", "light")
    return {
        "task": found["id"], "title": found["title"],
        **{key: total[key] for key in ("metric", "unit", "value", "printed", "latest", "progress", "rows",
                                       "rows_reported")},
        "ranked": [
            {"rank": shares.index(_exact(part)) + 1 if part["latest"] is not None else None,
             **{key: part[key] for key in kept}}
            for part in ranked
        ],
    }


def _exact(part: dict[str, Any]) -> Decimal:
    """The share a row has done, exactly; 0 of a silent one."""
    latest, value = Decimal(part["latest"] or 0), Decimal(part["value"])
    return latest / value if value else Decimal(0)
