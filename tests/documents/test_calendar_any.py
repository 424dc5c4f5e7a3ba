"""Calendars of any text: sound, read alike by foreign readers, written as icalendar writes, and joined as they were."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import plain
from tests.documents.feeds import MONTH
from tests.documents.lint import events_of, faults
from xiaxian_tasks.documents import _components, calendar
from xiaxian_tasks.documents._components import Dating, Done
from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.domain.agenda import Event
from xiaxian_tasks.domain.feed import Contact, Dated, Feed, Figure, Shape, Told
from xiaxian_tasks.domain.terms import LIGHTS, PERSON_ROLES

KINDS = (
    "target", "milestone", "recurrence", "task", "receipt", "reply", "rework", "recheck", "extension", "dispatch",
    "step", "window",
)
TEXT = st.text(st.characters(codec=None), max_size=80)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([None, UTC]))
DECIMALS = st.decimals(-10**9, 10**9, allow_nan=False, allow_infinity=False, places=4)

_EVENTS = st.builds(
    Event, on=DAYS, what=TEXT, kind=st.sampled_from(KINDS), task=st.just("a/1"), title=TEXT, body=TEXT,
    light=st.sampled_from(LIGHTS), reason=st.sampled_from(["overdue", "missed", "near-due", "on-pace", ""]),
    done_on=st.none() | DAYS, uid=st.uuids().map(str),
)
_FIGURES = st.builds(
    Figure, kind=st.sampled_from(["cut", ""]), value=st.decimals(allow_nan=False, allow_infinity=False, places=4),
    unit=TEXT, latest=st.none() | st.decimals(0, 10**15, places=2), latest_as_of=DAYS,
)
_TOLD = st.builds(
    Told, on=DAYS, progress=st.none() | DECIMALS, expected=st.none() | DECIMALS, gap=st.none() | DECIMALS,
    needed=st.none() | DECIMALS,
)
DATED = st.builds(
    Dated, event=_EVENTS, sequence=st.integers(0, 9_999), changed=MOMENTS, document=TEXT, clause=TEXT,
    lead=st.lists(TEXT, max_size=4).map(tuple), figure=st.none() | _FIGURES, withdrawn=st.booleans(),
    support=st.lists(TEXT, max_size=4).map(tuple), told=st.none() | _TOLD,
    contacts=st.lists(st.builds(Contact, TEXT, TEXT, st.sampled_from(PERSON_ROLES)), max_size=3).map(tuple),
    alarm_on=st.none() | DAYS,
)
SHAPES = st.builds(
    Shape, redacted=st.booleans(), twins=st.booleans(), working=st.booleans(), method=st.sampled_from(["", "PUBLISH"])
)
FEEDS = st.builds(
    Feed, name=TEXT, month=st.just(MONTH),
    dates=st.lists(DATED, max_size=4, unique_by=lambda each: each.event.uid).map(tuple), body=TEXT, shape=SHAPES,
    unnamed=st.frozensets(TEXT, max_size=3),
)


def _read(raw: bytes, kind: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(raw).walk(kind))


@given(FEEDS)
def test_any_text_gives_a_sound_feed_that_readers_agree_on(feed: Feed) -> None:
    raw = calendar.write(feed)
    assert faults(raw, method=feed.shape.method) == []
    read: Any = icalendar.Calendar.from_ical(raw)
    wanted = {(each.event.uid, each.event.on) for each in feed.dates} or {("empty@xiaxian-tasks", MONTH)}
    assert not any(component.errors for component in read.walk())
    assert {(str(event["UID"]), event["DTSTART"].dt) for event in _read(raw, "VEVENT")} == wanted
    assert len(events_of(raw)) == len(wanted)
    shown = recurring_ical_events.of(read).between(date(2019, 1, 1), date(2032, 1, 1))
    assert {(str(event["UID"]), event["DTSTART"].dt) for event in shown} == wanted
    twins = {(f"{uid.removesuffix('@xiaxian-tasks')}@twin.xiaxian-tasks", on) for uid, on in wanted if feed.shape.twins}
    assert {(str(twin["UID"]), twin["DUE"].dt) for twin in _read(raw, "VTODO")} == twins


@given(FEEDS.filter(lambda feed: not feed.shape.redacted))
def test_any_title_and_fact_is_shown_as_it_was_made_harmless(feed: Feed) -> None:
    texts = {str(event["UID"]): event for event in _read(calendar.write(feed), "VEVENT")}
    for each in feed.dates:
        title, said = (str(texts[each.event.uid][name]) for name in ("SUMMARY", "DESCRIPTION"))
        assert clean(each.event.what)[:45].rstrip() in title
        assert clean(each.event.title)[:60].rstrip() in said
        assert len(title) <= 60
        assert len(said) <= 1_000
        assert title == clean(title)


@given(FEEDS)
def test_what_was_kept_joins_to_the_same_bytes(feed: Feed) -> None:
    halves = feed.dates[::2], feed.dates[1::2]
    kept = [calendar.packed(calendar.pieces(feed, half)) for half in halves]
    pieces = [piece for each in kept for piece in calendar.unpacked(each)]
    assert calendar.joined(feed._replace(dates=()), pieces) == calendar.write(feed)
    assert calendar.packed(calendar.unpacked(kept[0])) == kept[0]


_SAID = TEXT.map(clean)
_DATING = st.builds(
    Dating, uid=_SAID, title=_SAID.filter(bool), on=DAYS, sequence=st.integers(0, 10**6), changed=MOMENTS,
    description=st.lists(_SAID, max_size=12).map("\n".join), category=st.sampled_from(["", "红", "办结"]),
    private=st.booleans(), cancelled=st.booleans(),
    alarm=st.none() | st.timedeltas(timedelta(days=-400), timedelta(seconds=-1)).map(
        lambda before: timedelta(before.days, before.seconds)).filter(bool),
)
_DONE = st.builds(
    Done, percent=st.none() | st.integers(0, 100), completed=st.none() | MOMENTS, ended=st.booleans()
)


@given(_DATING, _DONE)
def test_the_quick_way_writes_the_bytes_of_the_plain_one(dating: Dating, done: Done) -> None:
    assert _components.event(dating) == plain.event(dating)
    assert _components.twin(dating, done) == plain.twin(dating, done)


@given(_SAID, st.sampled_from(["", "PUBLISH", "REQUEST"]))
def test_the_quick_way_begins_a_calendar_like_the_plain_one(name: str, method: str) -> None:
    assert _components.head(name, "-//甲//乙", method) == plain.head(name, "-//甲//乙", method)
