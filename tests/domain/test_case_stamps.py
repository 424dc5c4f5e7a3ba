"""Steps of cases over time: no visible change without a higher SEQUENCE, none falls, nothing moves in between."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.domain.ledger import CALENDARS
from xiaxian_tasks.domain.case_stamps import CaseWatch, shown_case
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import ANCHORING, ENDING, OPENING, STEP, Entry
from xiaxian_tasks.domain.feed import Dated
from xiaxian_tasks.domain.plan import Limit, Procedure, Step

RUN = Procedure("run", "p", "夏政办发〔2023〕0号", "程序", "启动", "总则", steps=(
    Step("1", "公布", ("甲局",), "一", limit=Limit(15, "calendar_days", "before", "听证会")),
    Step("2", "论证", ("乙局",), limit=Limit(30, "working_days", "at_most", "start")),
    Step("3", "公示", ("甲局",), limit=Limit(30, "calendar_days", "at_least", "step:2")),
))
OPENED = date(2023, 9, 1)
TOLD: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("2023-09-01", OPENING, {"procedure": "p/run", "name": "某事", "run": encode(RUN)}),
    ("2023-09-20", ANCHORING, {"anchor": "听证会", "on": "2023-11-20"}),
    ("2023-10-10", ANCHORING, {"anchor": "听证会", "on": "2023-12-20"}),
    ("2023-10-12", STEP, {"step": "2", "on": "2023-10-11"}),
    ("2023-11-28", ENDING, {"outcome": "终止"}),
)
ENTRIES = [
    Entry("p/run#1", n, date.fromisoformat(at), datetime.combine(date.fromisoformat(at), time(2), UTC), "张某", kind,
          content)
    for n, (at, kind, content) in enumerate(TOLD, 1)
]


def dates(on: date, *own: str) -> dict[str, Dated]:
    """The dates shown on a day, by the step's number."""
    known = [entry for entry in ENTRIES if entry.at <= on]
    found = shown_case(known, CaseWatch(frozenset(own), on, CALENDARS))
    return {dated.event.uid.partition("@")[0].rpartition(".")[2]: dated for dated in found.dates}


def test_no_step_changes_without_a_higher_sequence_and_each_day_it_may_is_foretold() -> None:
    day, before, coming = OPENED, dates(OPENED), date.max
    changes = set[date]()
    while day < date(2024, 3, 1):
        day += timedelta(days=1)
        now = dates(day)
        for number in now.keys() & before.keys():
            assert now[number].sequence >= before[number].sequence
            assert now[number] == before[number] or now[number].sequence > before[number].sequence, (number, day)
        if now != before:
            changes.add(day)
            assert day >= coming or any(entry.at == day for entry in ENTRIES), "an entry, or a day that was foretold"
        known = [entry for entry in ENTRIES if entry.at <= day]
        coming = shown_case(known, CaseWatch(frozenset(), day, CALENDARS)).until
        before = now
    assert {date(2023, 9, 20), date(2023, 10, 10), date(2023, 10, 12), date(2023, 11, 28)} < changes


def test_a_step_says_its_clause_its_paper_and_who_takes_it() -> None:
    found = dates(date(2023, 10, 1))
    assert {number: (each.event.on.isoformat(), each.clause, each.document) for number, each in found.items()} == {
        "1": ("2023-11-05", "一", RUN.document), "2": ("2023-10-13", "总则", RUN.document),
    }
    assert set(dates(date(2023, 10, 1), "乙局")) == {"2"}


def test_what_ends_with_the_case_is_cancelled_for_thirty_days_and_what_was_done_stays_done() -> None:
    ended = dates(date(2023, 11, 28))
    assert {number: (each.withdrawn, each.event.light) for number, each in ended.items()} == {
        "1": (True, "grey"), "2": (False, "done"), "3": (True, "grey"),
    }
    assert ended["2"].event.done_on == date(2023, 10, 11)
    assert dates(date(2023, 12, 1)).keys() == {"1", "3"}
    assert dates(date(2023, 12, 31)).keys() == {"1", "3"}
    assert dates(date(2024, 1, 1)) == {}
