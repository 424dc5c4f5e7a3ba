"""What a task waits for, worked out by hand: who, since when, by when; and what each entry asked of whom."""

from datetime import date

import pytest

from tests.domain.ledger import CALENDARS, FAR, lay_out, recurrence
from tests.domain.stories import (
    ACCEPTED,
    ASKED,
    AT_WORK,
    CLOSED,
    FULL,
    LOOKED_BACK,
    REGISTERED,
    REOPENED,
    SENT,
    SIGNED,
    SUSPENDED,
    WELLS,
)
from tests.domain.telling import FARM, TOWN, WATER, Telling
from xiaxian_tasks.domain.projection import replay
from xiaxian_tasks.domain.waits import waits_of

WAITING = [
    ("", []),
    (FULL, ["registration 县水利局 2023-09-20 None"]),
    (REGISTERED, ["dispatch 县水利局 2023-10-08 None"]),
    (REGISTERED + "2023-10-09 director dispatch 县水利局\n",
     ["dispatch 县农业农村局 2023-10-09 None", "receipt 县水利局 2023-10-09 2023-10-10"]),
    (SENT, ["receipt 县农业农村局 2023-10-09 2023-10-10", "receipt 县水利局 2023-10-09 2023-10-10"]),
    (SENT + "2023-10-10 head refuse because x\n",
     ["receipt 县农业农村局 2023-10-09 2023-10-10", "refusal 县水利局 2023-10-10 None"]),
    (SIGNED, []),
    (ASKED, ["review 县水利局 2023-11-20 None"]),
    (ASKED + "2023-11-21 supervisor return 县水利局 until 2023-12-01\n", ["rework 县水利局 2023-11-21 2023-12-01"]),
    (ASKED + "2023-11-21 supervisor return 县水利局 until 2023-12-01\n2023-11-22 liaison report 15眼 noting 补\n",
     ["rework 县水利局 2023-11-21 2023-12-01"]),
    (ASKED + "2023-11-21 supervisor return 县水利局 until 2023-12-01\n2023-11-22 head request\n",
     ["review 县水利局 2023-11-22 None"]),
    (AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n", ["extension 县水利局 2023-11-01 2023-11-08"]),
    (ASKED + "2023-11-20 head ask to 2024-01-20 because x\n2023-11-22 supervisor accept 县水利局,县农业农村局\n",
     ["closing 县水利局 2023-11-22 None"]),
    (ACCEPTED, ["closing 县水利局 2023-11-22 None"]),
    (CLOSED, ["recheck 县水利局 2024-02-22 2024-02-22"]),
    (ACCEPTED + "2023-11-24 director close recheck-in 0\n", []),
    (LOOKED_BACK, ["reopening 县水利局 2024-02-20 None"]),
    (REOPENED, []),
    (SUSPENDED, []),
    (AT_WORK + "2023-11-01 leader remark 快 until 2023-11-10\n", ["reply 县水利局 2023-11-01 2023-11-10"]),
    (AT_WORK + "2023-11-01 leader remark 快 until 2023-11-10 to 县农业农村局\n",
     ["reply 县农业农村局 2023-11-01 2023-11-10"]),
    (AT_WORK + "2023-11-01 leader remark 快 until 2023-11-10\n2023-11-02 liaison reply 8\n", []),
    (AT_WORK + "2023-11-01 leader remark 快 until 2023-11-10\n2023-11-02 leader terminate because x by-paper y\n", []),
]


@pytest.mark.parametrize(("story", "wanted"), WAITING)
def test_what_is_waited_for(story: str, wanted: list[str]) -> None:
    telling = Telling(WELLS, story)
    found = waits_of(telling.state, CALENDARS.on(telling.state.at))
    assert [f"{each.what} {each.body} {each.began} {each.due}" for each in found] == wanted
    assert all(each.began <= each.since or each.what == "recheck" for each in found)


def test_a_look_back_is_on_the_list_a_week_ahead() -> None:
    """Closed on 24 November, due 90 days later on 22 February: from 15 February on."""
    telling = Telling(WELLS, CLOSED)
    (wait,) = waits_of(telling.state, CALENDARS.on(telling.state.at))
    assert (wait.since, wait.until) == (date(2024, 2, 15), None)
    soon = Telling(WELLS, ACCEPTED + "2023-11-24 director close recheck-in 3")
    (wait,) = waits_of(soon.state, CALENDARS.on(soon.state.at))
    assert (wait.since, wait.due) == (date(2023, 11, 24), date(2023, 11, 27))


def test_turns_are_waited_for_until_the_next_is_near() -> None:
    """A duty of the first of each month, 30 days and more apart: near with ten working days left, seven for 30 days."""
    task = WELLS._replace(
        targets=(), recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=1", bodies=(FARM,), until=date(2023, 12, 31)),)
    )
    found = [each for each in waits_of(Telling(task).state, CALENDARS.on(FAR)) if each.due]
    days = [(each.due, each.since, each.until) for each in found if each.due and each.due >= date(2023, 10, 1)]
    assert days == [
        (date(2023, 10, 1), date(2023, 9, 20), date(2023, 10, 18)),
        (date(2023, 11, 1), date(2023, 10, 18), date(2023, 11, 22)),
        (date(2023, 12, 1), date(2023, 11, 22), None),
    ]
    assert {each.body for each in found} == {FARM}


@pytest.mark.parametrize("end", [ACCEPTED, CLOSED, SUSPENDED, AT_WORK + "2023-11-01 director merge plan-23/2\n"])
def test_no_turn_is_waited_for_where_the_clock_stands(end: str) -> None:
    task = WELLS._replace(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=1"),))
    telling = Telling(task, end)
    assert "turn" not in {each.what for each in waits_of(telling.state, CALENDARS.on(telling.state.at))}
    assert "turn" in {each.what for each in waits_of(Telling(task, AT_WORK).state, CALENDARS.on(date(2023, 10, 31)))}


def test_what_was_waited_for_on_any_past_day() -> None:
    """Each entry cuts what stood and opens what follows; of a day the last entry counts."""
    telling = Telling(WELLS, REOPENED + "2024-02-22 leader terminate because x by-paper y")
    kept = replay(telling.entries, lay_out, CALENDARS)

    def on(day: str) -> list[str]:
        at = date.fromisoformat(day)
        return [f"{w.what} {w.body}" for w in kept.waits if w.since <= at and (w.until is None or at < w.until)]

    assert on("2023-10-07") == []
    assert on("2023-10-08") == [f"dispatch {WATER}"]
    assert on("2023-10-09") == [f"receipt {FARM}", f"receipt {WATER}"]
    assert on("2023-10-10") == on("2023-11-19") == []
    assert on("2023-11-20") == on("2023-11-21") == [f"review {WATER}"]
    assert on("2023-11-23") == [f"closing {WATER}"]
    assert on("2024-02-14") == []
    assert on("2024-02-19") == [f"recheck {WATER}"]
    assert on("2024-02-20") == [f"reopening {WATER}"]
    assert on("2024-02-21") == on("2024-03-01") == []


def test_what_was_asked_of_bodies() -> None:
    """A dispatch asks for every figure and milestone, a return and a remark with a day for one answer."""
    telling = Telling(WELLS, ASKED + "2023-11-21 supervisor return 县水利局\n2023-11-21 leader remark 已阅\n")
    telling.say("2023-11-21 leader remark 快 until 2023-11-28\n2023-11-22 supervisor assign 瑶峰镇 support")
    kept = replay(telling.entries, lay_out, CALENDARS)
    assert [(str(day), asked.body, asked.what, asked.fields) for _, day, asked in kept.asked] == [
        ("2023-10-09", WATER, "dispatch", 1), ("2023-10-09", FARM, "dispatch", 1),
        ("2023-11-21", WATER, "return", 1), ("2023-11-21", WATER, "remark", 1), ("2023-11-22", TOWN, "assignment", 1),
    ]
