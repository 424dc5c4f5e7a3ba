"""From the request to closing and back: returns, the second person, roles, looking back and the next round."""

from datetime import date

import pytest

from tests.domain.ledger import milestone
from tests.domain.stories import (
    ACCEPTED,
    ALONE,
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
from tests.domain.telling import FARM, ROSTER, TOWN, WATER, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.errors import Refused


def test_returns_are_counted_with_a_cause_and_a_new_day() -> None:
    telling = Telling(WELLS, ASKED)
    assert telling.refused("2023-11-21 supervisor return 县水利局 for boredom").code == "unknown-cause"
    assert telling.refused("2023-11-21 supervisor return 县水利局 until 2023-11-21").code == "day-not-later"
    telling.say("2023-11-21 supervisor return 县水利局 for thin until 2023-12-01")
    assert (telling.of().returns, telling.of().rework_due) == (1, date(2023, 12, 1))
    assert (telling.of().state, telling.stage) == ("returned", "active")
    telling.say("2023-11-25 liaison report 15眼 with more\n2023-11-26 head request")
    assert (telling.of().returns, telling.of().rework_due, telling.stage) == (1, None, "review")
    telling.say("2023-11-27 supervisor return 县水利局 for form until 2023-12-05\n2023-11-28 head request")
    assert telling.of().returns == 2
    telling.say("2023-11-29 supervisor accept 县水利局,县农业农村局")
    assert (telling.of().returns, telling.stage) == (2, "completed")


def test_a_request_needs_evidence_and_the_target_or_a_reason() -> None:
    telling = Telling(WELLS, SIGNED + "2023-10-31 liaison report 12眼")
    assert telling.refused("2023-11-01 head request with x").code == "not-met"
    assert telling.refused("2023-11-01 head request because flood").code == "no-evidence"
    assert telling.refused("2023-11-01 liaison request because flood with x").code == "role"
    telling.say("2023-11-01 head request because flood with x")
    assert telling.stage == "review"


def test_milestones_must_be_done_as_well() -> None:
    telling = Telling(WELLS._replace(milestones=(milestone("m1"),)), AT_WORK + "2023-11-20 liaison report 15眼")
    assert telling.refused("2023-11-21 head request").code == "not-met"
    telling.say("2023-11-21 liaison report - milestone m1\n2023-11-21 head request")


def test_a_supporting_body_asks_without_the_target() -> None:
    Telling(WELLS, AT_WORK + "2023-11-01 farm-head request with list")


def test_the_second_person() -> None:
    telling = Telling(ALONE, REGISTERED + "2023-10-09 director dispatch 县水利局\n")
    telling.say("2023-10-10 supervisor receive 县水利局")
    telling.say("2023-11-20 supervisor report 15眼 with photo\n2023-11-21 inspector request 县水利局")
    assert telling.refused("2023-11-22 supervisor accept 县水利局").code == "author-cannot-accept"
    assert telling.refused("2023-11-22 inspector accept 县水利局").code == "author-cannot-accept"
    assert telling.refused("2023-11-22 supervisor check 15").code == "author-cannot-accept"
    telling.say("2023-11-22 director accept 县水利局")
    assert telling.refused("2023-11-23 director close").code == "acceptor-cannot-close"
    telling.say("2023-11-23 deputy close")
    assert telling.stage == "closed"


def test_an_office_of_one_says_that_it_was_alone() -> None:
    telling = Telling(ALONE, REGISTERED, separation=False)
    telling.say("2023-10-09 director dispatch 县水利局\n2023-10-10 director receive 县水利局")
    telling.say("2023-11-20 director report 15眼 with photo\n2023-11-21 director request 县水利局")
    telling.say("2023-11-22 director accept 县水利局\n2023-11-23 director close")
    marked = [entry.kind for entry in telling.entries if entry.content.get("alone")]
    assert (telling.stage, marked) == ("closed", [kinds.ACCEPTANCE, kinds.CLOSURE])


ROLES = [
    (FULL, "2023-10-08 supervisor register"), (FULL, "2023-10-08 leader register"),
    (REGISTERED, "2023-10-09 supervisor dispatch 县水利局"), (REGISTERED, "2023-10-09 liaison dispatch"),
    (SENT, "2023-10-10 leader receive 县水利局"), (SENT, "2023-10-10 reader receive 县水利局"),
    (SENT, "2023-10-10 liaison refuse because x"), (SENT, "2023-10-10 nobody receive 县水利局"),
    (ASKED, "2023-11-21 head return"), (ASKED, "2023-11-21 head accept"), (ASKED, "2023-11-21 leader accept 县水利局"),
    (ACCEPTED, "2023-11-23 supervisor close"), (CLOSED, "2024-02-20 head recheck held"),
    (LOOKED_BACK, "2024-02-21 supervisor reopen"), (AT_WORK, "2023-11-01 supervisor suspend because x"),
    (SUSPENDED, "2023-11-02 leader resume"), (AT_WORK, "2023-11-01 supervisor terminate because x by-paper y"),
    (AT_WORK, "2023-11-01 liaison ask to 2024-01-31 because x"), (AT_WORK, "2023-11-01 head remark 快"),
    (AT_WORK, "2023-11-01 head way simple"), (AT_WORK, "2023-11-01 head rename 县水利局 县水务局"),
]


@pytest.mark.parametrize(("story", "line"), ROLES)
def test_only_the_right_role(story: str, line: str) -> None:
    assert Telling(WELLS, story).refused(line).code == "role"


@pytest.mark.parametrize(
    "line",
    ["2023-11-01 farm-liaison report 13眼 of 县水利局", "2023-11-01 farm-head request 县水利局 because x with y",
     "2023-11-01 farm-head ask 县水利局 to 2024-01-31 because x"],
)
def test_a_person_of_a_body_acts_for_that_body(line: str) -> None:
    assert Telling(WELLS, AT_WORK).refused(line).code == "foreign-body"


def test_a_head_signs_for_the_group_its_body_sits_in() -> None:
    telling = Telling(WELLS._replace(lead=("各乡镇人民政府",)), REGISTERED)
    telling.say("2023-10-09 director dispatch 各乡镇人民政府")
    town = {"bodies": ["各乡镇人民政府"]}
    head = ROSTER["town-head"]
    with pytest.raises(Refused) as caught:
        telling.act(date(2023, 10, 10), head, kinds.RECEIPT, dict(town))
    assert caught.value.code == "foreign-body"
    telling.act(date(2023, 10, 10), head, kinds.RECEIPT, dict(town), groups=("各乡镇人民政府",))
    assert telling.stage == "active"


def test_closing_sets_the_day_to_look_back_or_none() -> None:
    assert Telling(WELLS, CLOSED).state.life.recheck_due == date(2024, 2, 22)
    assert Telling(WELLS, ACCEPTED + "2023-11-24 director close recheck-in 0").state.life.recheck_due is None
    assert Telling(WELLS, ACCEPTED).refused("2023-11-24 director close recheck-in -5").code == "day-not-later"


def test_a_look_back_that_holds_and_the_next_one() -> None:
    telling = Telling(WELLS, CLOSED)
    assert telling.refused("2024-02-20 supervisor recheck fine").code == "unknown-found"
    assert telling.refused("2024-02-20 supervisor recheck held again 2024-02-20").code == "day-not-later"
    telling.say("2024-02-20 supervisor recheck held again 2024-08-20")
    life = telling.state.life
    assert (life.rechecked, life.recheck_due, life.has_relapse) == (date(2024, 2, 20), date(2024, 8, 20), False)
    assert telling.refused("2024-02-21 director reopen").code == "no-relapse"
    telling.say("2024-08-20 supervisor recheck held")
    assert telling.state.life.recheck_due is None


def test_a_relapse_opens_a_new_round() -> None:
    """Of 15 wells 13 still hold: counted once, worked at again; whose figures still stand does not accept them."""
    telling = Telling(WELLS, REOPENED)
    life = telling.state.life
    assert (life.relapses, life.closed, life.recheck_due, life.acceptors) == (1, None, None, ())
    assert telling.bound() == [f"{WATER} lead active", f"{FARM} support active"]
    assert (telling.of().round, telling.of().accepted, telling.of().accepted_before) == (2, None, date(2023, 11, 22))
    assert (telling.of().authors, telling.of().has_evidence) == (("liaison", "head"), False)
    newest = telling.state.newest("t1")
    assert newest is not None
    assert str(newest.value) == "13"
    assert telling.lit("2024-02-22") == "red overdue"
    assert telling.refused("2024-03-01 head request").code == "not-met"
    telling.say("2024-03-01 liaison report 15眼")
    assert telling.refused("2024-03-01 head request").code == "no-evidence"
    telling.say("2024-03-01 head request with new-photo\n2024-03-02 supervisor accept 县水利局,县农业农村局")
    telling.say("2024-03-03 director close recheck-in 30")
    assert (telling.stage, telling.state.life.relapses) == ("closed", 1)
    assert telling.of().returns == 0


def test_every_relapse_is_counted() -> None:
    again = "2024-03-02 supervisor accept 县水利局,县农业农村局\n2024-03-03 director close\n"
    telling = Telling(WELLS, REOPENED + "2024-03-01 liaison report 15眼 with new\n2024-03-01 head request\n" + again)
    telling.say("2024-05-20 supervisor recheck relapsed\n2024-05-21 director reopen")
    assert telling.state.life.relapses == 2


def test_a_new_round_with_a_day_of_its_own() -> None:
    """Relapsed and past its day: with a new one it is yellow until the next report; the first day is kept."""
    telling = Telling(WELLS, LOOKED_BACK)
    assert telling.refused("2024-02-21 director reopen until 2024-02-21").code == "day-not-later"
    assert telling.refused("2023-12-30 director reopen until 2023-12-31").code == "before-last-entry"
    telling.say("2024-02-21 director reopen until 2024-06-30")
    assert (telling.due(), telling.due("t1"), telling.state.life.extensions) == ("2024-06-30", "2024-06-30", 0)
    assert telling.state.printed.due == date(2023, 12, 31)
    assert telling.lit("2024-03-01") == "yellow relapsed"
    assert telling.say("2024-03-01 liaison report 14眼").lit("2024-03-01") == "green on-pace"
    early = Telling(WELLS, CLOSED)
    assert early.refused("2023-11-25 director reopen because x until 2023-12-31").code == "not-later"


def test_reopening_for_another_reason_needs_one() -> None:
    telling = Telling(WELLS, CLOSED)
    assert telling.refused("2023-11-25 director reopen").code == "no-relapse"
    telling.say("2023-11-25 director reopen because letters")
    assert telling.stage == "active"


def test_a_body_bound_after_closing_is_sent_to_first() -> None:
    telling = Telling(WELLS, CLOSED).adopt("2023-12-01", WELLS._replace(support=(FARM, TOWN)))
    assert telling.stage == "closed"
    telling.say("2023-12-02 director reopen because letters")
    assert telling.bound() == [f"{WATER} lead active", f"{FARM} support active", f"{TOWN} support unsent"]
    telling.say("2023-12-02 director dispatch 瑶峰镇")
    assert telling.of(TOWN).receipt_due == date(2023, 12, 4)
