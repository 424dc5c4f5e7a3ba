"""Standings (排名) as documents: of bodies over a span of days, and of the rows of one split target."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from xiaxian_tasks.domain import months, scoring
from xiaxian_tasks.domain import standing as reckoning
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.scoring import AHEAD, Scoring
from xiaxian_tasks.domain.standing import Account, Point, Rate, Standing
from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.months import month_of
from xiaxian_tasks.office.sight import Sheet, sheet, state_of
from xiaxian_tasks.ports import Query


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


GOVERNMENT = "县人民政府"
"""The body of a paper that binds the county as a whole: it stands for all offices, and is none of those ranked."""


Heed = Callable[[int], None]
"""Told how many tasks were gone through, before each one; what it raises gives the reckoning up."""


def standings(
    office: Office, bundled: Scoring, days: Span, *, body: str = "", heed: Heed = lambda _tasks: None
) -> Sheet:
    """Where bodies stand, by the county's own rules or the bundled ones; with `body` that one alone.

    A body that was renamed is one, under the name it has on the office's day. Every history is folded, which takes
    0.4 ms a task: `heed` is for who waits for it.
    """
    known = office_county.as_known(office)
    rules = scoring.from_document(known.scoring) if known.scoring else bundled
    accounts = (account.called(known.present) for account in _accounts(office, rules, days, heed))
    found = reckoning.standings(accounts, rules, days.first, days.last, no_office=_no_offices(office))
    if body:
        found = _of(office, body, found)
    return {
        "first": days.first.isoformat(), "last": days.last.isoformat(),
        "months": len([*reckoning.month_ends(days.first, days.last)]),
        "rules": {
            "title": rules.title, "source": rules.source, "base": plain(rules.base), "cap": plain(rules.cap),
            "floor": plain(rules.floor), "least": rules.least, "adopted": bool(known.scoring),
        },
        "bodies": [_standing(each, rules, known.former(each.body)) for each in found],
    }


def _no_offices(office: Office) -> frozenset[str]:
    """The bodies that are no single office: groups, whoever is neither department, township nor company, the county."""
    return frozenset({GOVERNMENT, *(body.name for body in office.store.bodies() if body.kind in {"group", "other"})})


def names_of(office: Office, text: str) -> tuple[str, ...]:
    """Every name that the body `text` means has had, the newest first; of one that went into another its own names.

    Raises NotFound `body` (5).
    """
    newest = office_county.state(office)
    own = newest.present(text.strip())
    name = own if own in newest.renamed else names.body(office, text).name
    return (name, *newest.former(name))


def _of(office: Office, text: str, found: list[Standing]) -> list[Standing]:
    """The one body that is meant; of one that went into another and no longer stands there, its successor."""
    for called in (names_of(office, text), (names.body(office, text).name,)):
        if own := [each for each in found if each.body in called]:
            return own
    return []


def _accounts(office: Office, rules: Scoring, days: Span, heed: Heed) -> Iterator[Account]:
    """The accounts of each task, each month by what stood at its end; one history at a time in memory."""
    line, begin = rules.line(AHEAD), reckoning.year_begin(days.first)
    known = office.store.entries(days.last)
    for count, (_task, told) in enumerate(groupby(known, key=attrgetter("task"))):
        heed(count)
        yield from reckoning.accounts_of(
            list(told), office.lay_out, (begin, days.last), on=office.on, ahead=line.days if line else 0,
            calendars=office.calendars,
        )


def _standing(found: Standing, rules: Scoring, former: tuple[str, ...]) -> Sheet:
    return {
        "body": found.body,
        "formerly": list(former),
        "rank": found.rank,
        "unranked": found.unranked or None,
        "score": plain(found.score),
        "months": [{"month": month, "score": plain(score)} for month, score in found.months],
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
        "what": event.what, "time": point.time, "points": plain(point.points), "full": plain(point.full),
        "title": line.title if line else "", "source": line.source if line else "",
    }


SPLITS = 20
"""Tasks whose target is split that are looked for: more are in no plan."""


def splits(office: Office) -> list[Sheet]:
    """The tasks with a split target in printed order, each as its ranking (`rows`); a look at every definition."""
    found = list[Sheet]()
    for row in office.store.tasks(Query(office.on, sort="plan")):
        if '"parts":' in row.definition and any(target.parts for target in state_of(office, row).task.targets):
            found.append(rows(office, row.id))
            if len(found) == SPLITS:
                break
    return found


def lights(office: Office, on: date) -> dict[str, dict[str, int]]:
    """How many of the tasks each body leads stood in which light on a day."""
    found: dict[str, dict[str, int]] = {}
    for row in office.store.board(on)[1]:
        counts = found.setdefault(row.name, dict.fromkeys(LIGHTS, 0))
        counts[row.light] += row.tasks
    return found


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
