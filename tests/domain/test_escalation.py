"""The ladder, worked by hand: each cause on its day, each rung after the one before, answers that hold, what is told
once and what again. Nobody reports, answers or is told anything but what a scenario says; no day off is known."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tests.domain.ledger import CALENDARS, milestone, recurrence, target, task, told
from tests.source import ROOT
from xiaxian_tasks import planfile
from xiaxian_tasks.domain.causes import Day, causes
from xiaxian_tasks.domain.escalation import Ask, Said, asks, key_of, said_by_key, wanted
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import Ladder, Override, Rung
from xiaxian_tasks.domain.life import Question
from xiaxian_tasks.domain.plan import Part, Rules, Task

SHIPPED = planfile.read_ladder((ROOT / "plans" / "ladder.toml").read_bytes(), "ladder.toml").ladder or Ladder()
CIVIL, WATER = "县民政局", "县水利局"
CLOSE = Rules(near=3)
"""A duty is near from three working days on."""


def day(on: str, **more: Any) -> Day:
    of = date.fromisoformat(on)
    return Day(of, CALENDARS.on(of), **more)


def stands(state: TaskState, on: str, **more: Any) -> list[str]:
    """The causes of a day: "duty body cause since"."""
    return [f"{each.duty} {each.body} {each.cause} {each.since}" for each in causes(state, day(on, **more))]


def said_of(ask: Ask, on: date) -> Said:
    """What was asked, said on a day; a paper has its day for the answer."""
    due = CALENDARS.on(on).after(on, ask.reply)
    return Said(ask.key, ask.task, ask.duty, ask.body, ask.rung, ask.since, ask.n, ask.paper, on, due)


def run(
    state: TaskState | Callable[[date], TaskState], first: str, last: str, *, ladder: Ladder = SHIPPED,
    answers: dict[str, str] | None = None, missed: Sequence[str] = (),
) -> list[str]:
    """All that is said between two days if everything asked is said at once, on working days: "day rung [n]".

    `answers` are given on a day to what a rung said; on `missed` days nothing runs.
    """
    found, said = list[str](), list[Said]()
    on, end = date.fromisoformat(first), date.fromisoformat(last)
    while on <= end:
        for place, each in enumerate(said):
            answer = (answers or {}).get(each.rung, "")
            if answer and date.fromisoformat(answer) == on and each.answered is None:
                said[place] = each._replace(answered=on)
        if CALENDARS.on(on).is_working(on) and on.isoformat() not in missed:
            known = state(on) if callable(state) else state
            for ask in asks(known, ladder, said, day(on.isoformat())):
                said.append(said_of(ask, on))
                found.append(f"{on:%m-%d} {ask.rung}" + (f" {ask.n}" if ask.n > 1 else ""))
        on = date.fromordinal(on.toordinal() + 1)
    assert len({each.key for each in said}) == len(said), "each thing is said once by its key"
    return found


def due_task(due: str = "2023-10-13", **more: Any) -> Task:
    """One milestone due on a Friday."""
    return task(milestones=(milestone("m1", due=date.fromisoformat(due)),), rules=CLOSE, due=None, **more)


# The causes. ----------------------------------------------------------------------------------------------------------


def test_a_milestone_is_near_due_and_overdue_in_turn() -> None:
    state = told(due_task())
    assert stands(state, "2023-10-09") == []
    assert stands(state, "2023-10-10") == [f"m1 {CIVIL} near 2023-10-10"]
    assert stands(state, "2023-10-13") == [f"m1 {CIVIL} due 2023-10-13"]
    assert stands(state, "2023-10-14") == [f"m1 {CIVIL} overdue 2023-10-14"]
    assert stands(told(due_task(), "2023-10-12 done m1"), "2023-10-14") == []


def test_what_is_due_on_a_day_of_rest_is_due_on_the_working_day_before() -> None:
    state = told(due_task("2023-10-15"))
    assert stands(state, "2023-10-12") == [f"m1 {CIVIL} near 2023-10-10"]
    for on in ("2023-10-13", "2023-10-15"):
        assert stands(state, on) == [f"m1 {CIVIL} due 2023-10-13"]
    assert stands(state, "2023-10-16") == [f"m1 {CIVIL} overdue 2023-10-16"]


def test_the_bodies_of_a_milestone_are_told_and_a_group_is_its_members() -> None:
    state = told(task(milestones=(milestone("m1", due=date(2023, 10, 13), bodies=("各镇",)),), rules=CLOSE, due=None))
    assert stands(state, "2023-10-13", members={"各镇": ("甲镇", "乙镇")}) == [
        "m1 甲镇 due 2023-10-13", "m1 乙镇 due 2023-10-13",
    ]


def test_bands_stand_since_the_unbroken_stretch_in_them() -> None:
    """200 homes: 140 by September are 70 % of 75 %; at the end of October 83.3 % are due, of November 91.7 %."""
    state = told(task(target("reach", "200"), rules=CLOSE), """
        2023-10-08 report 140户 as of 2023-09-30
    """)
    assert stands(state, "2023-10-30") == [f"t1 {CIVIL} slightly-behind 2023-09-30"]
    assert stands(state, "2023-10-31") == [
        f"t1 {CIVIL} slightly-behind 2023-09-30", f"t1 {CIVIL} behind 2023-10-31",
    ]
    assert stands(state, "2023-12-01")[:2] == [
        f"t1 {CIVIL} slightly-behind 2023-09-30", f"t1 {CIVIL} behind 2023-10-31",
    ]


def test_a_report_that_catches_up_breaks_the_stretch() -> None:
    """By 170 of 200 on 7 November it is ahead of 83.3 %, until the month's end asks for 91.7 %."""
    state = told(task(target("reach", "200"), rules=CLOSE), """
        2023-10-31 report 100户
        2023-11-07 report 170户
    """)
    assert stands(state, "2023-11-06") != stands(state, "2023-11-07") == []
    assert stands(state, "2023-11-30") == [f"t1 {CIVIL} slightly-behind 2023-11-30"]


def test_a_row_of_a_split_is_its_own_bodys_and_the_total_the_leads() -> None:
    parts = (Part("t1.1", "甲镇", target("reach", "50").value), Part("t1.2", "乙镇", target("reach", "150").value))
    state = told(task(target("reach", "200", parts=parts), rules=CLOSE), """
        2023-10-31 report 50户 for t1.1
        2023-10-31 report 20户 for t1.2
    """)
    found = stands(state, "2023-11-01")
    assert f"t1 {CIVIL} far-behind 2023-10-31" in found
    assert "t1.2 乙镇 far-behind 2023-10-31" in found
    assert not [each for each in found if "甲镇" in each]


def test_silence_begins_when_cycle_and_grace_ran_out() -> None:
    """Issued on 20 September; October's cycle ends on the 31st, ten days of grace on 10 November."""
    quiet = task(target("at_least", "90", "%"), rules=CLOSE)
    assert stands(told(quiet), "2023-11-10") == []
    assert stands(told(quiet), "2023-11-11") == [f"t1 {CIVIL} silent 2023-11-11"]
    heard = told(quiet, "2023-10-08 report 95% as of 2023-10-08")
    assert stands(heard, "2023-12-10") == []
    assert stands(heard, "2023-12-11") == [f"t1 {CIVIL} silent 2023-12-11"]
    noted = told(task(), "2023-10-09 note 已部署")
    assert stands(noted, "2023-12-11") == [f" {CIVIL} silent 2023-12-11"]


def test_a_turn_is_due_until_its_grace_is_over_and_then_late_until_one_is_reported() -> None:
    """Turns of the 20th: October's is missed from the 24th on, the next is told beside it."""
    monthly = task(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=20"),), rules=CLOSE._replace(spans=((0, 3),)))
    state = told(monthly)
    assert stands(state, "2023-10-17") == [f"r1@2023-10-20 {CIVIL} near 2023-10-17"]
    assert stands(state, "2023-10-23") == [f"r1@2023-10-20 {CIVIL} due 2023-10-20"]
    assert stands(state, "2023-11-16") == [f"r1@2023-10-20 {CIVIL} overdue 2023-10-24",
                                           f"r1@2023-11-20 {CIVIL} near 2023-11-15"]
    assert stands(state, "2023-12-05") == [f"r1@2023-10-20 {CIVIL} overdue 2023-10-24"]
    done = told(monthly, "2023-11-21 turn r1@2023-11-20")
    assert stands(done, "2023-12-05") == []


def test_a_question_past_its_day_is_unanswered_and_a_papers_own_is_not() -> None:
    state = told(task(lead=(CIVIL, WATER), due=None), "2023-10-08 note 已部署")
    asked = Question(3, date(2023, 10, 9), date(2023, 10, 16), "请说明")
    paper = asked._replace(seq=4, letter="2023/reminder/1", body=CIVIL)
    state = state._replace(life=state.life._replace(questions=(asked, paper)))
    assert stands(state, "2023-10-16") == []
    assert stands(state, "2023-10-17") == [
        f"reply.3 {CIVIL} unanswered 2023-10-17", f"reply.3 {WATER} unanswered 2023-10-17",
    ]


# The rungs. -----------------------------------------------------------------------------------------------------------


def test_each_colour_follows_when_the_one_before_was_not_met() -> None:
    """Near on Tuesday the 10th, due on the 13th, late from the 14th: a day later the reminder, five working days for an
    answer each time, and after the red sheet a talk one working day after its answer was owed."""
    assert run(told(due_task()), "2023-09-20", "2024-01-31") == [
        "10-10 near", "10-13 due", "10-16 blue-overdue", "10-24 yellow", "11-01 red", "11-10 talk",
    ]


def test_an_answer_holds_the_ladder_for_as_long_again() -> None:
    """Answered on the 19th: held up to the 26th; nothing mended by then, so that the yellow one follows."""
    assert run(told(due_task()), "2023-10-16", "2023-11-02", answers={"blue-overdue": "2023-10-19"}) == [
        "10-16 blue-overdue", "10-27 yellow",
    ]


def test_what_is_mended_says_nothing_more() -> None:
    before, after = told(due_task()), told(due_task(), "2023-10-20 done m1")
    mended = date(2023, 10, 20)
    assert run(lambda on: after if on >= mended else before, "2023-10-16", "2023-12-29") == ["10-16 blue-overdue"]


def test_a_missed_run_loses_nothing() -> None:
    missed = [f"2023-10-{of:02}" for of in (10, 11, 13, 16, 17)]
    assert run(told(due_task()), "2023-10-08", "2023-10-26", missed=missed) == [
        "10-12 near", "10-18 blue-overdue", "10-26 yellow",
    ]


def test_far_behind_begins_at_yellow_and_says_no_reminder() -> None:
    """20 of 200 at the end of October are 73 points behind; three working days later the supervision goes at once."""
    state = told(task(target("reach", "200"), rules=CLOSE), "2023-10-31 report 20户")
    assert run(state, "2023-10-31", "2023-11-22") == ["11-03 yellow-far", "11-13 red", "11-22 talk"]


def test_behind_then_far_behind_skips_the_yellow_that_was_not_owed_yet() -> None:
    """130 of 200 are 18.3 points behind in October and 26.7 in November; when the figure is taken back to 80 the
    supervision follows three working days after, though the reminder was answered for."""
    state = task(target("reach", "200"), rules=CLOSE)
    before = told(state, "2023-10-31 report 130户")
    after = told(state, "2023-10-31 report 130户\n2023-11-07 report 80户 correct")
    turned = date(2023, 11, 7)
    assert run(lambda on: after if on >= turned else before, "2023-10-31", "2023-11-20") == [
        "11-03 blue-behind", "11-10 yellow-far", "11-20 red",
    ]


def test_a_line_is_repeated_when_it_has_cooled_down() -> None:
    """Slightly behind since 30 September, told on the Monday after, and every ten working days again."""
    state = told(task(target("reach", "200"), rules=CLOSE), "2023-10-08 report 140户 as of 2023-09-30")
    assert run(state, "2023-10-09", "2023-10-30") == ["10-09 slightly-behind", "10-23 slightly-behind 2"]
    held = wanted(state, SHIPPED, [
        Said("k", state.task.id, "t1", CIVIL, "slightly-behind", date(2023, 9, 30), 1, "", date(2023, 10, 9)),
    ], day("2023-10-20"))
    assert [(each.held, each.until) for each in held] == [("cool-down", date(2023, 10, 23))]


def test_a_duty_with_a_paper_of_the_day_has_no_line() -> None:
    """A ladder that says of silence a line and a paper: the paper goes, the line on a later day."""
    ladder = Ladder(rungs=(
        Rung("near", "near"), Rung("silent", "silent"), Rung("blue", "silent", "reminder", reply=3),
    ))
    state = told(task(target("reach", "200"), rules=CLOSE))
    found = asks(state, ladder, [], day("2023-11-13"))
    assert [ask.rung for ask in found] == ["blue"]
    assert [ask.rung for ask in asks(state, ladder, [said_of(found[0], date(2023, 11, 13))], day("2023-11-13"))] == []
    assert [ask.rung for ask in asks(state, ladder, [said_of(found[0], date(2023, 11, 13))], day("2023-11-14"))] == [
        "silent",
    ]


def test_plans_and_bodies_may_leave_rungs_out() -> None:
    state = told(due_task(lead=(CIVIL, WATER)))
    by_plan = SHIPPED._replace(plans=(Override("plan-23", ("near", "due")),))
    by_body = SHIPPED._replace(bodies=(Override(WATER, ("blue-overdue",)),))
    assert asks(state, by_plan, [], day("2023-10-13")) == []
    assert {(ask.body, ask.rung) for ask in asks(state, by_body, [], day("2023-10-16"))} == {(CIVIL, "blue-overdue")}


def test_another_day_begins_anew() -> None:
    """The paper of a day that was put off says nothing of the new one."""
    state = told(due_task())
    said = [said_of(ask, date(2023, 10, 16)) for ask in asks(state, SHIPPED, [], day("2023-10-16"))]
    later = told(due_task("2023-11-17"))
    assert [ask.rung for ask in asks(later, SHIPPED, said, day("2023-11-16"))] == ["near"]
    assert [ask.rung for ask in asks(later, SHIPPED, said, day("2023-11-20"))] == ["blue-overdue"]


def test_a_key_tells_all_of_an_ask_again() -> None:
    for duty in ("", "m1", "r1@2023-10-20", "reply.3"):
        key = key_of("plan-23/1", duty, CIVIL, "blue-overdue", since=date(2023, 10, 14), n=2)
        found = said_by_key("plan-23/1", key, WATER)
        assert (found.duty, found.body, found.rung, found.since, found.n) == (
            duty, CIVIL, "blue-overdue", date(2023, 10, 14), 2,
        )
    assert said_by_key("plan-23/1", "#4", WATER)[3:5] == (WATER, "")
