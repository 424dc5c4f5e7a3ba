"""What comes from outside while a task runs: remarks, another way, an edited plan, bodies that change; and lights."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledger import target
from tests.domain.stories import (
    ACCEPTED,
    ALONE,
    ASKED,
    AT_WORK,
    CLOSED,
    LOOKED_BACK,
    REGISTERED,
    SENT,
    SUSPENDED,
    TWO_LEADS,
    WELLS,
)
from tests.domain.telling import FARM, TOWN, WATER, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.plan import Part
from xiaxian_tasks.domain.workflow import allowed

# Remarks. -------------------------------------------------------------------------------------------------------------


def test_a_remark_asks_and_is_answered() -> None:
    telling = Telling(WELLS, AT_WORK)
    assert telling.refused("2023-11-01 leader remark 抓紧 until 2023-11-01").code == "day-not-later"
    telling.say("2023-11-01 leader remark 已阅")
    assert not telling.state.life.questions
    assert telling.refused("2023-11-02 liaison reply 8").code == "no-question"
    telling.say("2023-11-02 leader remark 抓紧 until 2023-11-10")
    telling.say("2023-11-02 leader remark 快 until 2023-11-08 to 县农业农村局")
    one, two = telling.state.life.questions
    assert [(one.body, one.due), (two.body, two.due)] == [("", date(2023, 11, 10)), (FARM, date(2023, 11, 8))]
    telling.say(f"2023-11-03 liaison reply {one.seq}")
    assert telling.refused(f"2023-11-03 liaison reply {two.seq}").code == "foreign-body"
    telling.say(f"2023-11-04 farm-liaison reply {two.seq}")
    assert telling.refused(f"2023-11-05 farm-liaison reply {two.seq}").code == "no-question"


def test_nobody_else_answers_for_the_lead() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-02 leader remark 抓紧 until 2023-11-10")
    seq = telling.state.life.questions[0].seq
    assert telling.refused(f"2023-11-03 town-head reply {seq}").code == "foreign-body"
    telling.say(f"2023-11-03 supervisor reply {seq}")


# Lights. --------------------------------------------------------------------------------------------------------------


def test_lights_under_full_supervision() -> None:
    """Reached is green until it is accepted, then done; a relapse without a figure is yellow until the next report."""
    assert Telling(WELLS, AT_WORK).lit("2023-10-31") == "green slightly-behind"  # 80 of 83.33 %
    assert Telling(WELLS, ASKED).lit("2024-01-05") == "green reached"
    assert Telling(WELLS, ACCEPTED).lit("2023-11-22") == "done"
    assert Telling(WELLS, CLOSED).lit("2024-02-01") == "done"
    assert Telling(WELLS, LOOKED_BACK).lit("2024-02-20") == "red overdue"  # 13 of 15 wells are closed
    unmeasured = Telling(WELLS, CLOSED + "2024-02-20 supervisor recheck relapsed")
    assert unmeasured.lit("2024-02-20") == "yellow relapsed"
    unmeasured.say("2024-02-21 supervisor recheck held")
    assert unmeasured.lit("2024-02-21") == "done"
    reopened = Telling(WELLS, CLOSED + "2024-02-20 supervisor recheck relapsed\n2024-02-21 director reopen")
    assert reopened.lit("2024-02-21") == "yellow relapsed"
    reopened.say("2024-02-25 liaison report 15眼")
    assert reopened.lit("2024-02-25") == "green reached"
    assert Telling(WELLS, REGISTERED).lit("2023-09-19") == "grey not-issued"
    assert Telling(WELLS, SUSPENDED).lit("2023-09-19") == "grey not-issued"


def test_way_back_and_forth_keeps_everything() -> None:
    """Simple supervision goes by figures alone; the steps taken before are there again afterwards."""
    telling = Telling(WELLS, ASKED)
    before = telling.state.life
    telling.say("2023-11-21 director way simple")
    assert telling.lit("2023-11-21") == "done"
    assert telling.refused("2023-11-21 director close").code == "simple-way"
    assert allowed(telling.state) == [kinds.ASSIGNMENT, kinds.REPORT, kinds.REMARK]
    telling.say("2023-11-22 nobody report 15眼")
    telling.say("2023-11-23 director way full")
    assert telling.state.life == before._replace(hands=("nobody",)), "who entered a figure is not forgotten"
    assert (telling.stage, telling.lit("2023-11-23")) == ("review", "green reached")


def test_simple_supervision_asks_no_steps() -> None:
    telling = Telling(WELLS)
    telling.say("2023-10-31 nobody report 12眼")
    assert telling.lit("2023-10-31") == "green slightly-behind"
    for line in ("director register", "director dispatch", "liaison receive", "head request", "supervisor check"):
        assert telling.refused(f"2023-11-01 {line}").code == "simple-way"
    assert telling.refused("2023-11-01 reader report 13眼").code == "role"


# Edited plans in the middle. ------------------------------------------------------------------------------------------


def test_a_newly_printed_lead_is_bound_and_sent_to() -> None:
    telling = Telling(WELLS, AT_WORK).adopt("2023-11-01", WELLS._replace(lead=(WATER, TOWN)))
    assert telling.bound() == [f"{WATER} lead active", f"{FARM} support signed", f"{TOWN} lead unsent"]
    assert telling.state.task.lead == (WATER, TOWN)
    telling.say("2023-11-01 director dispatch 瑶峰镇\n2023-11-02 town-head receive")
    assert telling.of(TOWN).state == "signed"


def test_a_lead_no_longer_printed_is_released() -> None:
    telling = Telling(WELLS, AT_WORK).adopt("2023-11-01", WELLS._replace(lead=(TOWN,)))
    assert telling.bound() == [f"{FARM} support signed", f"{TOWN} lead unsent"]
    assert telling.refused("2023-11-02 liaison report 13眼").code == "owes-nothing"


def test_who_was_assigned_by_hand_stays_when_the_paper_says_nothing_of_it() -> None:
    telling = Telling(WELLS, SENT + "2023-10-10 supervisor assign 瑶峰镇 lead instead-of 县水利局")
    telling.adopt("2023-10-11", WELLS._replace(title="另一个题目"))
    assert telling.bound() == [f"{FARM} support unsigned", f"{TOWN} lead unsigned"]
    telling.adopt("2023-10-12", WELLS._replace(lead=(WATER, TOWN)))
    assert telling.bound() == [f"{FARM} support unsigned", f"{TOWN} lead unsigned"]


def test_a_body_is_bound_once_whatever_the_paper_adds() -> None:
    telling = Telling(WELLS, SENT + "2023-10-10 supervisor assign 瑶峰镇 lead")
    telling.adopt("2023-10-11", WELLS._replace(support=(FARM, TOWN)))
    assert telling.bound() == [f"{WATER} lead unsigned", f"{FARM} support unsigned", f"{TOWN} support unsent"]


def test_a_renamed_lead_is_known_by_its_new_name_when_the_paper_drops_it() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 director rename 县水利局 县水务局")
    assert telling.bound() == ["县水务局 lead active", f"{FARM} support signed"]
    telling.adopt("2023-11-02", WELLS._replace(title="另一个题目"))
    assert telling.bound() == ["县水务局 lead active", f"{FARM} support signed"]
    telling.adopt("2023-11-03", WELLS._replace(lead=(TOWN,)))
    assert telling.bound() == [f"{FARM} support signed", f"{TOWN} lead unsent"]


def test_a_day_the_paper_moves_beats_an_extension() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-12-20 head ask to 2024-01-20 because frost\n2023-12-21 director grant")
    telling.adopt("2023-12-22", WELLS._replace(title="另一个题目"))
    assert (telling.due(), telling.due("t1")) == ("2024-01-20", "2024-01-20")
    telling.adopt("2023-12-23", WELLS._replace(due=date(2024, 3, 31)))
    assert (telling.due(), telling.due("t1")) == ("2024-03-31", "2024-01-20")
    assert telling.state.life.extensions == 1


def test_a_unit_the_paper_changes_changes_what_was_verified() -> None:
    """12 万方 reported and verified are 120,000 方."""
    water = ALONE._replace(targets=(target("cut", "130", "万方"),))
    telling = Telling(water, REGISTERED + "2023-10-09 director dispatch 县水利局\n2023-10-10 liaison receive")
    telling.say("2023-10-31 liaison report 12万方\n2023-11-01 supervisor check 12")
    telling.adopt("2023-11-02", water._replace(targets=(target("cut", "1300000", "方"),)))
    newest = telling.state.newest("t1")
    assert newest is not None
    assert (newest.value, telling.state.verified["t1"].value) == (Decimal(120000), Decimal(120000))


def test_a_measure_that_comes_back_stands_as_its_plan_does() -> None:
    telling = Telling(WELLS, AT_WORK).adopt("2023-11-01", WELLS, withdrawn=True)
    telling.adopt("2023-11-02", WELLS, way="simple")
    assert (telling.state.life.way, telling.bound()[0]) == ("simple", f"{WATER} lead active")


# Bodies that change. --------------------------------------------------------------------------------------------------


def test_a_body_under_another_name_takes_all_along() -> None:
    rows = (Part("t1.1", TOWN, Decimal(10)), Part("t1.2", "水头镇", Decimal(5)))
    split = WELLS._replace(targets=(target("reach", "15", "眼", parts=rows),))
    telling = Telling(split, AT_WORK.replace("12眼", "3眼 target 瑶峰镇"))
    telling.say("2023-11-01 leader remark 快 until 2023-11-10 to 县水利局")
    telling.say("2023-11-02 director rename 县水利局 县水务局\n2023-11-02 director rename 瑶峰镇 瑶峰街道")
    assert telling.of("县水务局").authors == ("liaison",)
    assert telling.state.life.questions[0].body == "县水务局"
    assert [part.body for part in telling.state.task.targets[0].parts] == ["瑶峰街道", "水头镇"]
    assert telling.state.printed.lead == (WATER,)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (WATER, FARM, [f"{FARM} lead active"]),
        (FARM, WATER, [f"{WATER} lead active"]),
    ],
)
def test_of_two_bodies_merged_the_leads_assignment_goes_on(old: str, new: str, wanted: list[str]) -> None:
    telling = Telling(WELLS, AT_WORK + f"2023-11-01 director rename {old} {new}")
    assert telling.bound() == wanted
    assert telling.state.task.lead == (new,)
    assert "liaison" in telling.of(new).authors


def test_merging_bodies_completes_no_task() -> None:
    telling = Telling(TWO_LEADS, AT_WORK + "2023-11-20 liaison report 15眼\n2023-11-20 head request")
    telling.say("2023-11-21 supervisor accept 县水利局\n2023-11-22 director rename 县农业农村局 县水利局")
    assert (telling.bound(), telling.stage) == ([f"{WATER} lead signed"], "active")
