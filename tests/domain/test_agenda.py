"""Events by hand on small histories: which days, of whom, in which light, under which UID."""

from datetime import UTC, date, datetime
from typing import Any

from tests.domain.ledger import CALENDARS, milestone, target
from tests.domain.stories import AT_WORK, CLOSED, SENT, SIGNED, WELLS
from tests.domain.telling import FARM, WATER, Telling
from xiaxian_tasks.domain.agenda import Event, case_events, events_of, horizon, is_shown
from xiaxian_tasks.domain.awaited import awaited
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import ANCHORING, ENDING, OPENING, STEP, Entry
from xiaxian_tasks.domain.plan import Limit, Period, Procedure, Step, Task
from xiaxian_tasks.domain.procedure import fold_case

UID = "plan-23.1.{}@xiaxian-tasks"


def events(story: str, on: str, *bodies: str, of: Task = WELLS) -> dict[str, Event]:
    """The events of a story on a day by the duty their UID names."""
    told, day = Telling(of, story), date.fromisoformat(on)
    found = events_of(
        told.state, day, CALENDARS.on(day), bodies=frozenset(bodies) or None, answers=awaited(told.entries)
    )
    return {event.uid.removeprefix("plan-23.1.").removesuffix("@xiaxian-tasks"): event for event in found}


def seen(event: Event) -> tuple[str, str, str, str, str, str | None]:
    return (
        event.on.isoformat(), event.kind, event.body, event.light, event.reason,
        event.done_on.isoformat() if event.done_on else None,
    )


def test_a_receipt_is_due_near_overdue_and_done_late() -> None:
    """Sent on Monday 9 October 2023, to be signed for by Tuesday; the liaison signs on the 16th."""
    wanted = ("2023-10-10", "receipt", WATER)
    assert seen(events(SENT, "2023-10-09")["receipt.4.1"]) == (*wanted, "yellow", "near-due", None)
    assert seen(events(SENT, "2023-10-10")["receipt.4.1"]) == (*wanted, "yellow", "near-due", None)
    assert seen(events(SENT, "2023-10-11")["receipt.4.1"]) == (*wanted, "red", "overdue", None)
    late = events(SENT + "2023-10-16 liaison receive\n", "2023-10-20")
    assert seen(late["receipt.4.1"]) == (*wanted, "done", "", "2023-10-16")
    assert seen(late["dispatch.4.1"]) == (
        "2023-10-09", "dispatch", f"{WATER}、{FARM}", "done", "", "2023-10-09"
    )
    assert late["receipt.4.1"].what == "事项"


def test_each_body_sees_what_it_owes_and_what_the_task_owes() -> None:
    assert set(events(SENT, "2023-10-09")) == {"t1", "dispatch.4.1", "receipt.4.1", "receipt.4.2"}
    assert set(events(SENT, "2023-10-09", WATER)) == {"t1", "dispatch.4.1", "receipt.4.1"}
    assert set(events(SENT, "2023-10-09", FARM)) == {"t1", "dispatch.4.1", "receipt.4.2"}


def test_a_reply_is_told_by_its_remark_and_stays_thirty_days_when_answered() -> None:
    asked = "2023-11-01 leader remark 快 until 2023-11-10\n"
    assert seen(events(asked, "2023-11-02")["reply.2.1"]) == (
        "2023-11-10", "reply", WATER, "green", "not-yet-due", None
    )
    given = events(asked + "2023-11-13 liaison reply 2\n", "2023-11-14")["reply.2.1"]
    assert (given.what, *seen(given)[3:]) == ("快", "done", "", "2023-11-13")
    assert [is_shown(given, horizon(date(2023, month, day))) for month, day in ((11, 14), (12, 1), (12, 31))] == [
        True, True, True,
    ]
    assert not is_shown(given, horizon(date(2024, 1, 1)))


def test_an_extension_moves_the_day_and_not_the_name() -> None:
    asked = AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n"
    before = events(asked, "2023-11-02")
    assert seen(before["extension.8.1"])[:3] == ("2023-11-08", "extension", WATER)
    after = events(asked + "2023-11-03 director grant\n", "2023-11-04")
    assert (before["t1"].on, after["t1"].on) == (date(2023, 12, 31), date(2024, 1, 20))
    assert before["t1"].uid == after["t1"].uid == UID.format("t1")
    assert (after["extension.8.1"].light, after["extension.8.1"].done_on) == ("done", date(2023, 11, 3))


def test_a_look_back_is_due_long_after_the_task_is_done() -> None:
    found = events(CLOSED, "2024-02-16")
    assert found["t1"].light == "done"
    assert seen(found["recheck.11.1"]) == ("2024-02-22", "recheck", WATER, "green", "not-yet-due", None)
    assert events(CLOSED, "2024-02-19")["recheck.11.1"].light == "yellow"
    held = events(CLOSED + "2024-02-23 supervisor recheck held\n", "2024-02-24")["recheck.11.1"]
    assert (held.light, held.done_on) == ("done", date(2024, 2, 23))


def test_what_is_no_longer_asked_is_taken_back_and_leaves_after_thirty_days() -> None:
    refused = events(SENT + "2023-10-10 head refuse because x\n", "2023-10-11")["receipt.4.1"]
    assert (refused.light, refused.reason, refused.gone_on, refused.done_on) == (
        "grey", "withdrawn", date(2023, 10, 10), None
    )
    assert is_shown(refused, horizon(date(2023, 11, 1)))
    assert not is_shown(refused, horizon(date(2023, 12, 1)))


def test_what_is_asked_of_a_suspended_task_rests_with_it() -> None:
    suspended = SENT + "2023-10-10 director suspend because x\n"
    resting = events(suspended, "2023-10-20")["receipt.4.1"]
    assert (resting.light, resting.reason, resting.gone_on) == ("grey", "suspended", None)
    resumed = events(suspended + "2023-10-20 director resume\n", "2023-10-20")["receipt.4.1"]
    assert (resumed.light, resumed.on, resumed.uid) == ("red", resting.on, resting.uid)


def test_a_renamed_body_leaves_every_name_of_an_event_as_it_was() -> None:
    before = events(SIGNED, "2023-10-11")
    after = events(SIGNED + "2023-10-12 director rename 县水利局 县水务局\n", "2023-10-12")
    assert before.keys() == after.keys()
    assert (after["receipt.4.1"].body, after["dispatch.4.1"].body) == ("县水务局", f"县水务局、{FARM}")
    assert set(events(SIGNED + "2023-10-12 director rename 县水利局 县水务局\n", "2023-10-12", "县水务局")) == {
        "t1", "dispatch.4.1", "receipt.4.1",
    }


def test_a_window_has_a_first_and_a_last_day_and_ends_with_what_is_delivered_in_it() -> None:
    paid = milestone(start=date(2023, 10, 20), due=date(2023, 10, 27))
    of = WELLS._replace(targets=(), milestones=(paid,))
    found = events("", "2023-10-10", of=of)
    assert {duty: (event.kind, event.on.isoformat(), event.light) for duty, event in found.items()} == {
        "m1.first": ("window", "2023-10-20", "green"), "m1": ("milestone", "2023-10-27", "yellow"),
    }
    assert events("", "2023-11-10", of=of)["m1.first"].light == "green", "nothing is owed on a first day"
    done = events("2023-10-25 nobody report note milestone m1\n", "2023-10-26", of=of)
    assert [(event.light, event.done_on) for event in done.values()] == [("done", date(2023, 10, 25))] * 2


def test_a_period_with_a_first_day_of_its_own_is_a_window_once() -> None:
    """The fees of 2024 are paid from 1 September to 25 December 2023."""
    paid = Period(date(2023, 9, 1), date(2023, 12, 25))
    two = tuple(target("reach", "9", id=key, period=paid, due=paid.end) for key in ("t1", "t2"))
    found = events("", "2023-10-10", of=WELLS._replace(targets=two))
    assert [(duty, event.on.isoformat()) for duty, event in found.items()] == [
        ("t1", "2023-12-25"), ("t1.first", "2023-09-01"), ("t2", "2023-12-25"),
    ]
    assert set(events("", "2023-10-10")) == {"t1"}, "a year begins with January by itself"


RUN = Procedure("run", "p", "d", "决策程序", "启动", steps=(
    Step("1", "公示", (WATER,), limit=Limit(30, "calendar_days", "at_least", "start")),
    Step("2", "公布听证时间", (WATER,), limit=Limit(15, "calendar_days", "before", "听证会")),
    Step("3", "专家论证", (FARM,), limit=Limit(7, "working_days", "at_most", "start")),
    Step("4", "公布", (FARM,)),
))


def steps(on: str, *told: tuple[str, str, dict[str, str]], bodies: tuple[str, ...] = ()) -> dict[str, Event]:
    """The events of a case opened on Monday 9 October 2023."""
    opening: tuple[str, str, dict[str, Any]] = (
        "2023-10-09", OPENING, {"procedure": "p/run", "name": "某决策", "run": encode(RUN)},
    )
    case = fold_case(
        Entry("p/run#1", n, date.fromisoformat(day), datetime(2023, 10, 9, tzinfo=UTC), "张某", kind, content, f"{n}")
        for n, (day, kind, content) in enumerate((opening, *told), start=1)
    )
    day = date.fromisoformat(on)
    found = case_events(RUN, case, day, CALENDARS.on(day), bodies=frozenset(bodies) or None)
    return {event.uid.removeprefix("case.p/run#1.").removesuffix("@xiaxian-tasks"): event for event in found}


def test_a_step_has_a_day_once_the_day_it_counts_from_is_known() -> None:
    found = steps("2023-10-10")
    assert {number: seen(event) for number, event in found.items()} == {
        "1": ("2023-11-08", "step", WATER, "green", "not-before", None),
        "3": ("2023-10-18", "step", FARM, "green", "not-yet-due", None),
    }
    assert (found["3"].task, found["3"].title, found["3"].what) == ("p/run#1", "某决策", "专家论证")
    heard = steps("2023-10-11", ("2023-10-11", ANCHORING, {"anchor": "听证会", "on": "2023-11-20"}))
    assert heard["2"].on == date(2023, 11, 5)
    again = steps(
        "2023-10-12", ("2023-10-11", ANCHORING, {"anchor": "听证会", "on": "2023-11-20"}),
        ("2023-10-12", ANCHORING, {"anchor": "听证会", "on": "2023-11-30"}),
    )
    assert (again["2"].on, again["2"].uid) == (date(2023, 11, 15), heard["2"].uid)
    assert set(steps("2023-10-10", bodies=(FARM,))) == {"3"}


def test_a_step_is_lit_by_its_clock_done_when_done_and_taken_back_with_its_case() -> None:
    assert [steps(on)["3"].light for on in ("2023-10-12", "2023-10-13", "2023-10-18", "2023-10-19")] == [
        "green", "yellow", "yellow", "red",
    ]
    done = ("2023-10-17", STEP, {"step": "3", "on": "2023-10-16"})
    found = steps("2023-10-20", done)["3"]
    assert (found.light, found.reason, found.done_on) == ("done", "", date(2023, 10, 16))
    ended = steps("2023-10-20", done, ("2023-10-18", ENDING, {"outcome": "终止"}))
    assert ended["3"].light == "done"
    assert (ended["1"].light, ended["1"].reason, ended["1"].gone_on) == ("grey", "withdrawn", date(2023, 10, 18))
    assert is_shown(ended["1"], horizon(date(2023, 11, 1)))
    assert not is_shown(ended["1"], horizon(date(2023, 12, 1)))
