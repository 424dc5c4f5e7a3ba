"""The page of a subscription (订阅页): the dates to come, what was done last, and how each program takes the calendar.

One HTML file without scripts and without anything from elsewhere: readable on a phone, printable on A4. Always Chinese.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.documents import _outward, _titles
from xiaxian_tasks.documents._days import WEEKDAYS, left
from xiaxian_tasks.domain.clients import Client
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.feed import Contact, Dated, Feed, Figure
from xiaxian_tasks.domain.terms import DONE, RED, YELLOW
from xiaxian_tasks.errors import Misused

if TYPE_CHECKING:
    from jinja2 import Template

DAYS_SHOWN = timedelta(days=60)
"""How far the page looks ahead, in calendar days with the last; the calendar itself goes further."""

NEXT_SHOWN = 5
"""Dates to come that are shown at least, however far away."""

DONE_SHOWN = 10
"""What was done last, the latest first."""


class PageFacts(NamedTuple):
    """What the page of a subscription says.

    `feed` is the calendar as it is served (its `shape` too: a redacted page shows day and title alone), `on` the day
    its facts are of, `workdays` what is known of working days then. `address` is the https:// address of the feed, with
    the token; `clients` the table of programs. `person` is whose subscription it is, `expires` the last day it holds,
    `asks` whom to ask about it.
    """

    feed: Feed
    on: date
    workdays: WorkDays
    address: str
    clients: tuple[Client, ...] = ()
    person: str = ""
    expires: date | None = None
    asks: tuple[Contact, ...] = ()


class _Line(NamedTuple):
    """One date as the page prints it; of a redacted calendar only day, what is left and title are there."""

    on: date
    weekday: str
    left: str
    title: str
    light: str = ""
    light_word: str = ""
    lead: str = ""
    aim: str = ""
    latest: str = ""
    as_of: str = ""


class _Month(NamedTuple):
    """The lines of one month, with its heading."""

    name: str
    lines: tuple[_Line, ...]


def write(facts: PageFacts) -> bytes:
    """The page as UTF-8. Equal facts give equal bytes. Raises Misused `extra-missing` (2) where jinja2 is not there."""
    open_dates = sorted(filter(_is_open, facts.feed.dates), key=_order)
    late = [dated for dated in open_dates if dated.event.on < facts.on and dated.event.light in {RED, YELLOW}]
    ahead = [dated for dated in open_dates if dated.event.on >= facts.on]
    soon = sum(dated.event.on - facts.on <= DAYS_SHOWN for dated in ahead)
    coming = ahead[:max(soon, NEXT_SHOWN)]
    page = _template().render(
        name=_outward.name_of(facts.feed),
        facts=facts,
        today=day(facts.on),
        redacted=facts.feed.shape.redacted,
        recalled=bool(facts.feed.dates) and all(dated.withdrawn for dated in facts.feed.dates),
        late=[_line(facts, dated) for dated in late],
        months=list(_months(facts, coming)),
        later=len(ahead) - len(coming),
        heading=f"今后 {DAYS_SHOWN.days} 天" if len(coming) == soon else "接下来",
        done=[_line(facts, dated) for dated in _last_done(facts.feed.dates)],
        webcal="webcal:" + facts.address.partition(":")[2],
        tested=[client for client in facts.clients if client.tested],
        untested=[client for client in facts.clients if not client.tested],
        roles=_titles.ROLES,
    )
    return f"{page}\n".encode()


def day(on: date) -> str:
    """A day in Chinese with its weekday."""
    return f"{on.year}年{on.month}月{on.day}日 星期{WEEKDAYS[on.weekday()]}"


def _is_open(dated: Dated) -> bool:
    return not dated.withdrawn and dated.event.light != DONE


def _order(dated: Dated) -> tuple[date, str]:
    return dated.event.on, dated.event.uid


def _last_done(dates: Iterable[Dated]) -> list[Dated]:
    done = [dated for dated in dates if dated.event.light == DONE and not dated.withdrawn]
    return sorted(done, key=lambda dated: (_done_on(dated), dated.event.uid), reverse=True)[:DONE_SHOWN]


def _done_on(dated: Dated) -> date:
    return dated.event.done_on or dated.event.on


def _months(facts: PageFacts, dates: list[Dated]) -> Iterator[_Month]:
    for (year, month), inside in groupby(dates, key=lambda dated: (dated.event.on.year, dated.event.on.month)):
        yield _Month(f"{year}年{month}月", tuple(_line(facts, dated) for dated in inside))


def _line(facts: PageFacts, dated: Dated) -> _Line:
    event, redacted = dated.event, facts.feed.shape.redacted
    on = _done_on(dated) if event.light == DONE and not redacted else event.on
    line = _Line(on, f"周{WEEKDAYS[on.weekday()]}", _left(facts, dated), _outward.title_in(facts.feed, dated))
    if redacted:
        return line
    latest, as_of = _latest(dated.figure, facts.on)
    return line._replace(
        light=event.light, light_word=_titles.CATEGORIES[event.light], lead=_lead(dated, facts.feed.body),
        aim=_titles.cut(_titles.aim(dated.figure), _titles.TITLE_AT_MOST),
        latest=_titles.cut(latest, _titles.TITLE_AT_MOST), as_of=as_of,
    )


def _latest(figure: Figure | None, on: date) -> tuple[str, str]:
    """What was reported last, and as of which day; of this year without the year."""
    if figure is None or figure.latest is None:
        return "", ""
    as_of = figure.latest_as_of
    year = f"{as_of.year}年" if as_of and as_of.year != on.year else ""
    said = f"{year}{as_of.month}月{as_of.day}日" if as_of else ""
    return _titles.latest(figure._replace(latest_as_of=None)), said


def _lead(dated: Dated, own: str) -> str:
    """Who leads; in the calendar of the one body that does nobody need be told."""
    lead = "、".join(dated.lead) or dated.event.body
    return "" if lead == own else _titles.cut(lead, _titles.TITLE_AT_MOST)


def _left(facts: PageFacts, dated: Dated) -> str:
    return "" if dated.event.light == DONE else left(dated.event.on, facts.on, facts.workdays)


def _clean(said: object) -> object:
    """Any text the page takes, without what no browser shows; what is markup already stays."""
    return _titles.clean(said) if type(said) is str else said


@cache
def _template() -> "Template":
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError:
        raise Misused("extra-missing", extra="serve") from None
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_clean,
    )
    return environment.from_string(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
