"""Days that move: extensions asked, granted and refused, suspension and resumption; and the end of a task."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.domain.ledger import CALENDARS, milestone, recurrence, target, task
from tests.domain.stories import ALONE, ASKED, AT_WORK, FULL, REGISTERED, SENT, SUSPENDED, WELLS
from tests.domain.telling import FARM, ROSTER, WATER, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.pace import basis_used, share_due
from xiaxian_tasks.domain.plan import Period
from xiaxian_tasks.domain.workflow import allowed
from xiaxian_tasks.errors import Refused


def test_an_extension_of_a_day_the_paper_dropped_can_only_be_refused() -> None:
    duties = ALONE._replace(milestones=(milestone("m1", due=date(2023, 12, 1)),))
    story = REGISTERED + "2023-10-09 director dispatch 县水利局\n2023-10-10 liaison receive\n"
    telling = Telling(duties, story + "2023-10-20 head ask to 2023-12-20 of-duty m1 because frost")
    telling.adopt("2023-10-21", ALONE)
    assert (kinds.EXTENSION_GRANT in allowed(telling.state), kinds.EXTENSION_REFUSAL in allowed(telling.state)) == (
        False, True
    )
    assert telling.refused("2023-10-22 director grant").code == "nothing-dated"
    telling.say("2023-10-22 director deny because dropped")


def test_an_extension_is_asked_before_the_day_and_answered_by_another() -> None:
    telling = Telling(WELLS, AT_WORK)
    assert telling.refused("2023-12-20 head ask to 2024-01-20").code == "reason-needed"
    assert telling.refused("2023-12-20 head ask to 2023-12-31 because frost").code == "not-later"
    assert telling.refused("2024-01-01 head ask to 2024-01-20 because frost").code == "asked-too-late"
    assert telling.refused("2023-12-20 director grant").code == "nothing-asked"
    assert telling.refused("2023-12-20 director deny because no").code == "nothing-asked"
    telling.say("2023-12-31 head ask to 2024-01-30 because frost")
    assert telling.refused("2023-12-31 head ask to 2024-01-20 because frost").code == "already-asked"
    telling.say("2024-01-02 director grant")
    assert (telling.due(), telling.due("t1")) == ("2024-01-30", "2024-01-30")
    assert telling.state.printed.due == date(2023, 12, 31)
    assert telling.state.life.extensions == 1
    assert telling.lit("2024-01-15") == "yellow behind"  # 12 of 15 are 80 %, and twelve of thirteen months are over


def test_silence_is_no_consent() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-12-20 head ask to 2024-01-20 because frost")
    assert (telling.due(), telling.state.life.extensions) == ("2023-12-31", 0)
    assert telling.lit("2024-01-01") == "red overdue"
    telling.say("2024-01-08 director deny because late")
    assert (telling.due(), telling.state.life.refusals, telling.state.life.wish) == ("2023-12-31", 1, None)


def test_a_director_grants_once_and_thirty_days_a_leader_beyond() -> None:
    asked = AT_WORK + "2023-12-20 head ask to 2024-01-31 because frost"
    telling = Telling(WELLS, asked)
    assert telling.refused("2023-12-21 director grant").code == "leader-decides"  # 31 days
    assert telling.refused("2023-12-21 supervisor grant").code == "role"
    telling.say("2023-12-21 director grant 2024-01-30")  # another definite day: 30 days
    assert telling.due() == "2024-01-30"
    telling.say("2024-01-15 head ask to 2024-02-01 because frost")
    assert telling.refused("2024-01-16 director grant").code == "leader-decides"
    telling.say("2024-01-16 leader grant")
    assert (telling.due(), telling.state.life.extensions) == ("2024-02-01", 2)
    assert telling.state.printed.due == date(2023, 12, 31)


def test_whoever_asked_does_not_answer() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-12-20 director ask 县水利局 to 2024-01-20 because frost")
    assert telling.refused("2023-12-21 director grant").code == "asker-cannot-answer"
    assert telling.refused("2023-12-21 director deny because x").code == "asker-cannot-answer"
    telling.say("2023-12-21 deputy grant")


def test_what_is_due_earlier_is_extended_by_itself() -> None:
    """A target due on 31 October over the year: its day moves, the year it is counted over stays."""
    wells = ALONE._replace(targets=(target("reach", "15", "眼", due=date(2023, 10, 31)),))
    story = REGISTERED + "2023-10-09 director dispatch 县水利局\n2023-10-10 liaison receive\n"
    telling = Telling(wells, story + "2023-10-20 head ask to 2023-11-30 of-duty t1 because frost\n")
    telling.say("2023-10-21 director grant")
    assert (telling.due(), telling.due("t1")) == ("2023-12-31", "2023-11-30")
    assert telling.state.task.targets[0].period == Period(date(2023, 1, 1), date(2023, 12, 31))


def test_only_duties_with_a_day_are_extended_and_only_those_asked_for() -> None:
    telling = Telling(WELLS, AT_WORK)
    assert telling.refused("2023-12-20 head ask to 2024-01-20 of-duty t9 because frost").code == "nothing-dated"
    undated = WELLS._replace(due=None, targets=(target("reach", "15", "眼", due=None),))
    nothing = Telling(undated, AT_WORK)
    assert nothing.refused("2023-12-20 head ask to 2024-01-20 because frost").code == "nothing-dated"
    assert kinds.EXTENSION_REQUEST not in allowed(nothing.state)
    telling.say("2023-12-20 head ask to 2024-01-20 of-duty t1 because frost")
    director = ROSTER["director"]
    with pytest.raises(Refused) as caught:
        telling.act(date(2023, 12, 21), director, kinds.EXTENSION_GRANT, {"moved": {"": "2024-01-20"}})
    assert caught.value.code == "nothing-asked"


def test_a_suspension_moves_days_by_as_long_as_it_stood() -> None:
    """From 1 to 21 November: 20 days. What was past on the first stays where it was, what was due that day moves."""
    duties = WELLS._replace(milestones=(
        milestone("m1", due=date(2023, 10, 31)), milestone("m2", due=date(2023, 11, 1)),
        milestone("m3", due=date(2023, 12, 15)), milestone("m4"),
    ))
    telling = Telling(duties, SUSPENDED)
    assert (telling.stage, telling.lit("2023-11-15"), telling.lit("2024-06-01")) == (
        "suspended", "grey suspended", "grey suspended"
    )
    telling.say("2023-11-21 director resume")
    assert [telling.due(key) for key in ("", "t1", "m1", "m2", "m3", "m4")] == [
        "2024-01-20", "2024-01-20", "2023-10-31", "2023-11-21", "2024-01-04", "None",
    ]
    assert (telling.stage, telling.state.life.suspensions, telling.state.life.extensions) == ("active", 1, 0)
    assert telling.state.printed.due == date(2023, 12, 31)


def test_a_suspension_needs_a_reason_and_returns_to_where_it_was() -> None:
    assert Telling(WELLS, AT_WORK).refused("2023-11-01 director suspend").code == "reason-needed"
    for story, stage in ((FULL, "proposed"), (REGISTERED, "registered"), (SENT, "dispatched"), (ASKED, "review")):
        telling = Telling(WELLS, story + "2023-11-20 director suspend because x\n2023-11-21 director resume")
        assert telling.stage == stage


def test_a_resumption_moves_no_more_and_no_less() -> None:
    telling = Telling(WELLS, SUSPENDED)
    director = ROSTER["director"]
    for content in (
        {"stood": 20, "moved": {}}, {"stood": 20, "moved": {"": "2024-06-30", "t1": "2024-06-30"}},
        {"stood": 19, "moved": {"": "2024-01-19", "t1": "2024-01-19"}},
    ):
        with pytest.raises(Refused) as caught:
            telling.act(date(2023, 11, 21), director, kinds.RESUMPTION, content)
        assert caught.value.code == "moved-otherwise"
    telling.act(
        date(2023, 11, 21), director, kinds.RESUMPTION, {"stood": 20, "moved": {"": "2024-01-20", "t1": "2024-01-20"}}
    )


def test_twice_suspended_and_extended_between() -> None:
    """Ten days, then an extension to 31 January, then five days: 5 February; the paper's day is kept."""
    telling = Telling(WELLS, AT_WORK + "2023-11-01 director suspend because x\n2023-11-11 director resume")
    assert telling.due() == "2024-01-10"
    telling.say("2023-11-12 head ask to 2024-01-31 because x\n2023-11-13 director grant")
    telling.say("2023-12-01 director suspend because x\n2023-12-06 director resume")
    assert (telling.due(), telling.state.life.suspensions, telling.state.life.extensions) == ("2024-02-05", 2, 1)
    assert telling.state.printed.due == date(2023, 12, 31)


def test_a_task_rests_only_once_a_request_is_answered() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n")
    assert telling.refused("2023-11-02 director suspend because y").code == "already-asked"
    telling.say("2023-11-02 director deny because z\n2023-11-02 director suspend because y")


def test_closing_takes_an_open_request_with_it() -> None:
    telling = Telling(WELLS, ASKED + "2023-11-20 head ask to 2024-01-20 because x")
    telling.say("2023-11-22 supervisor accept 县水利局,县农业农村局")
    assert telling.refused("2023-11-23 deputy grant").code == "out-of-order"
    telling.say("2023-11-24 director close\n2023-11-25 director reopen because y")
    assert (telling.state.life.wish, kinds.EXTENSION_GRANT in allowed(telling.state)) == (None, False)


def test_the_end() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 leader remark 抓紧 until 2023-11-10")
    assert telling.refused("2023-11-01 leader terminate because drought").code == "document-needed"
    assert telling.refused("2023-11-01 leader terminate by-paper 12号").code == "reason-needed"
    telling.say("2023-11-02 leader terminate because drought by-paper 12号")
    assert (telling.stage, telling.lit("2024-06-01")) == ("terminated", "grey terminated")
    assert telling.state.life.questions == ()
    assert Telling(WELLS, AT_WORK).refused("2023-11-01 director merge plan-23/1").code == "into-itself"
    merged = Telling(WELLS, AT_WORK + "2023-11-01 director merge plan-23/2")
    assert (merged.lit("2024-06-01"), merged.state.life.into) == ("grey merged", "plan-23/2")


@pytest.mark.parametrize("to", ["2024-01-01", "2024-01-20", "2024-01-31", "2024-02-01", "2024-03-31"])
def test_an_extension_never_raises_what_is_due(to: str) -> None:
    """Counted by whole months a year to 20 January is one of thirteen months: 11/13 are due at the end of November."""
    telling = Telling(WELLS, AT_WORK + f"2023-11-20 head ask to {to} because frost")
    before = telling.state.task.targets[0].period
    telling.say("2023-11-21 leader grant")
    after = telling.state.task.targets[0].period
    assert (telling.due("t1"), basis_used(after)) == (to, "month")
    workdays = CALENDARS.on(date(2023, 11, 21))
    for number in range(500):
        day = date(2023, 1, 1) + timedelta(days=number)
        was, now = share_due(before, day, workdays), share_due(after, day, workdays)
        assert was is not None
        assert now is not None
        assert now <= was
    months = 12 + int(to[5:7])
    assert share_due(after, date(2023, 11, 30), workdays) == Decimal(11) / months


def test_turns_that_came_while_the_task_stood_still_are_not_owed() -> None:
    """A report on each 20th; suspended from 25 October to 5 January: neither November nor December is missed."""
    of = task(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=20", until=date(2024, 6, 30)),), lead=(WATER,))
    telling = Telling(of, SENT.replace(f",{FARM}", "") + "2023-10-10 liaison receive")
    telling.say("2023-10-25 director suspend because frost\n2024-01-05 director resume")
    assert [day.month for day in telling.state.days["r1"]] == [10, 1, 2, 3, 4, 5, 6]
    assert Telling(of, "").state.days["r1"][1:3] == (date(2023, 11, 20), date(2023, 12, 20))
