"""Every row of the table in order and out of it, and the assignments of bodies, worked out by hand."""

from datetime import date

import pytest

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
    TWO_LEADS,
    WELLS,
)
from tests.domain.telling import FARM, TOWN, WATER, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.workflow import allowed
from xiaxian_tasks.errors import Refused

STAGES = {
    "": "proposed", FULL: "proposed", REGISTERED: "registered", SENT: "dispatched", SIGNED: "active",
    AT_WORK: "active", ASKED: "review", ACCEPTED: "completed", CLOSED: "closed", LOOKED_BACK: "closed",
    REOPENED: "active", SUSPENDED: "suspended",
    SIGNED + "2023-10-12 leader terminate because drought by-paper 12号\n": "terminated",
    SIGNED + "2023-10-12 director merge plan-23/2\n": "merged",
}


@pytest.mark.parametrize(("story", "stage"), STAGES.items(), ids=range(len(STAGES)))
def test_the_stage_follows_from_what_happened(story: str, stage: str) -> None:
    assert Telling(WELLS, story).stage == stage


ALWAYS = [kinds.REMARK]
OPEN_AT_WORK = [
    kinds.ASSIGNMENT, kinds.REPORT, kinds.REQUEST, kinds.CHECK, kinds.ACCEPTANCE, kinds.SUSPENSION, kinds.TERMINATION,
    kinds.MERGER, kinds.EXTENSION_REQUEST, kinds.REMARK,
]

ALLOWED = {
    FULL: [kinds.REGISTRATION, kinds.ASSIGNMENT, kinds.SUSPENSION, kinds.TERMINATION, kinds.MERGER, kinds.REMARK],
    REGISTERED: [kinds.ASSIGNMENT, kinds.DISPATCH, kinds.SUSPENSION, kinds.TERMINATION, kinds.MERGER, kinds.REMARK],
    SENT: [
        kinds.ASSIGNMENT, kinds.RECEIPT, kinds.REFUSAL, kinds.CHECK, kinds.SUSPENSION, kinds.TERMINATION, kinds.MERGER,
        kinds.REMARK,
    ],
    AT_WORK: OPEN_AT_WORK,
    ASKED: [*OPEN_AT_WORK[:3], kinds.RETURN, *OPEN_AT_WORK[3:]],
    ACCEPTED: [kinds.CHECK, kinds.CLOSURE, kinds.REMARK],
    CLOSED: [kinds.RECHECK, kinds.REOPENING, kinds.REMARK],
    SUSPENDED: [kinds.RESUMPTION, kinds.TERMINATION, kinds.REMARK],
    SIGNED + "2023-10-12 leader terminate because drought by-paper 12号\n": [kinds.REMARK],
}


@pytest.mark.parametrize(("story", "wanted"), ALLOWED.items(), ids=range(len(ALLOWED)))
def test_what_is_allowed_next(story: str, wanted: list[str]) -> None:
    assert allowed(Telling(WELLS, story).state) == wanted


WRONG_ORDER = [
    (FULL, "2023-10-09 director dispatch 县水利局"),
    (FULL, "2023-10-09 liaison receive"),
    (REGISTERED, "2023-10-09 director register"),
    (REGISTERED, "2023-10-09 liaison receive"),
    (REGISTERED, "2023-10-09 liaison report 3眼"),
    (SENT, "2023-10-09 director register"),
    (SENT, "2023-10-10 director close"),
    (ASKED, "2023-11-21 director close"),
    (AT_WORK, "2023-11-01 supervisor recheck held"),
    (AT_WORK, "2023-11-01 director reopen because x"),
    (AT_WORK, "2023-11-01 director resume"),
    (ACCEPTED, "2023-11-23 liaison report 15眼"),
    (ACCEPTED, "2023-11-23 director suspend because x"),
    (ACCEPTED, "2023-11-23 supervisor return 县水利局"),
    (CLOSED, "2023-11-25 liaison report 15眼"),
    (CLOSED, "2023-11-25 director close"),
    (CLOSED, "2023-11-25 leader terminate because x by-paper y"),
    (CLOSED, "2023-11-25 director assign 瑶峰镇 support"),
    (SUSPENDED, "2023-11-02 liaison report 13眼"),
    (SUSPENDED, "2023-11-02 director suspend because x"),
    (SUSPENDED, "2023-11-02 head ask to 2024-01-31 because x"),
    (SUSPENDED, "2023-11-02 director merge plan-23/2"),
]


@pytest.mark.parametrize(("story", "line"), WRONG_ORDER)
def test_the_wrong_order_is_refused_and_told_what_is_open(story: str, line: str) -> None:
    telling = Telling(WELLS, story)
    error = telling.refused(line)
    assert (type(error), error.code) == (Refused, "out-of-order")
    assert (error.figures["stage"], error.figures["allowed"]) == (telling.stage, allowed(telling.state))


WRONG_FOR_THE_BODY = [
    (SENT, "2023-10-10 liaison report 3眼", "unsigned", [kinds.RECEIPT, kinds.REFUSAL]),
    (SENT, "2023-10-10 director dispatch 县水利局", "unsigned", [kinds.RECEIPT, kinds.REFUSAL]),
    (SENT, "2023-10-10 head request with x", "unsigned", [kinds.RECEIPT, kinds.REFUSAL]),
    (AT_WORK, "2023-11-01 liaison receive", "active", [kinds.REPORT, kinds.REQUEST, kinds.EXTENSION_REQUEST]),
    (AT_WORK, "2023-11-01 head refuse because x", "active", [kinds.REPORT, kinds.REQUEST, kinds.EXTENSION_REQUEST]),
    (AT_WORK, "2023-11-01 supervisor accept 县水利局", "active",
     [kinds.REPORT, kinds.REQUEST, kinds.EXTENSION_REQUEST]),
    (AT_WORK, "2023-11-01 supervisor return 县水利局", "active",
     [kinds.REPORT, kinds.REQUEST, kinds.EXTENSION_REQUEST]),
    (ASKED, "2023-11-21 head request", "requested",
     [kinds.REPORT, kinds.RETURN, kinds.ACCEPTANCE, kinds.EXTENSION_REQUEST]),
]


@pytest.mark.parametrize(("story", "line", "state", "wanted"), WRONG_FOR_THE_BODY)
def test_the_wrong_order_for_one_body_is_told_what_is_open_for_it(
    story: str, line: str, state: str, wanted: list[str]
) -> None:
    error = Telling(WELLS, story).refused(line)
    assert error.code == "body-out-of-order"
    assert (error.figures["body"], error.figures["state"], error.figures["allowed"]) == (WATER, state, wanted)


def test_a_body_that_is_not_bound_takes_no_step() -> None:
    error = Telling(WELLS, SENT).refused("2023-10-10 town-head receive")
    assert (error.code, error.figures["bodies"]) == ("not-assigned", [WATER, FARM])


def test_registering_needs_somebody_bound() -> None:
    telling = Telling(WELLS._replace(lead=(), support=()), FULL)
    assert telling.refused("2023-10-08 director register").code == "nobody-assigned"
    assert kinds.REGISTRATION not in allowed(telling.state)
    telling.say("2023-10-08 supervisor assign 县水利局 lead\n2023-10-08 director register 2023-007")
    assert (telling.stage, telling.state.life.number) == ("registered", "2023-007")
    assert telling.state.life.registered == date(2023, 10, 8)


def test_the_last_day_for_signing_and_signing_late() -> None:
    """Sent on Monday the 9th: one working day later is the 10th. Sent on Friday the 13th: Monday the 16th."""
    telling = Telling(WELLS, REGISTERED + "2023-10-09 director dispatch 县水利局\n2023-10-10 liaison receive")
    assert (telling.of().receipt_due, telling.of().is_late) == (date(2023, 10, 10), False)
    assert telling.bound() == [f"{WATER} lead signed", f"{FARM} support unsent"]
    telling.say("2023-10-13 director dispatch 县农业农村局")
    assert telling.of(FARM).receipt_due == date(2023, 10, 16)
    assert not telling.of(FARM).is_late
    telling.say("2023-10-17 farm-liaison receive")
    assert telling.of(FARM).is_late
    assert telling.state.life.dispatched == date(2023, 10, 9)


def test_the_lead_decides_progress_and_all_must_be_accepted() -> None:
    telling = Telling(WELLS, SENT + "2023-10-10 farm-liaison receive")
    assert telling.stage == "dispatched"
    telling.say("2023-10-10 liaison receive\n2023-10-31 liaison report 15眼 with photo")
    telling.say("2023-11-01 farm-head request with list")
    assert telling.stage == "active"
    telling.say("2023-11-02 head request")
    assert telling.stage == "review"
    telling.say("2023-11-03 supervisor accept 县水利局")
    assert telling.stage == "review"
    telling.say("2023-11-03 supervisor accept 县农业农村局")
    assert telling.stage == "completed"


def test_a_support_that_has_signed_need_not_ask_and_one_that_has_not_holds_up() -> None:
    telling = Telling(WELLS, SENT + "2023-10-10 liaison receive\n2023-10-31 liaison report 15眼 with photo")
    telling.say("2023-11-02 head request\n2023-11-03 supervisor accept 县水利局")
    assert telling.stage == "review"
    assert telling.refused("2023-11-03 supervisor accept 县农业农村局").code == "body-out-of-order"
    telling.say("2023-11-04 farm-liaison receive\n2023-11-05 supervisor accept 县农业农村局")
    assert telling.stage == "completed"


def test_several_leads() -> None:
    telling = Telling(TWO_LEADS, SENT + "2023-10-10 liaison receive")
    assert telling.stage == "active"
    telling.say("2023-10-11 farm-liaison receive\n2023-10-31 liaison report 15眼 with photo\n2023-11-01 head request")
    assert telling.stage == "active"
    telling.say("2023-11-02 supervisor accept 县水利局")
    assert telling.stage == "active"
    telling.say("2023-11-03 farm-head request with list")
    assert telling.stage == "review"
    telling.say("2023-11-03 supervisor accept 县农业农村局")
    assert telling.stage == "completed"


def test_who_only_supports_sees_nothing_through() -> None:
    telling = Telling(WELLS._replace(lead=(), support=(WATER, FARM)), FULL)
    assert kinds.REGISTRATION not in allowed(telling.state)
    assert telling.refused("2023-10-08 director register").code == "nobody-assigned"
    telling.say(f"2023-10-08 director assign {WATER} lead\n2023-10-08 director register")
    assert telling.stage == "registered"


def test_a_refusal_and_insisting() -> None:
    telling = Telling(WELLS, SENT)
    assert telling.refused("2023-10-10 head refuse").code == "reason-needed"
    telling.say("2023-10-10 head refuse because not-ours")
    assert (telling.of().state, telling.of().reason, telling.stage) == ("refused", "not-ours", "dispatched")
    assert telling.refused("2023-10-11 liaison receive").figures["allowed"] == [kinds.DISPATCH]
    telling.say("2023-10-11 director dispatch 县水利局")
    assert (telling.of().state, telling.of().receipt_due) == ("unsigned", date(2023, 10, 12))
    assert (telling.of().reason, telling.of().refused) == ("", None)
    telling.say("2023-10-12 liaison receive")
    assert telling.stage == "active"


def test_a_refusal_and_another_body() -> None:
    """The clock of the task does not stop: its day is what it was."""
    telling = Telling(WELLS, SENT + "2023-10-10 head refuse because not-ours")
    telling.say("2023-10-11 supervisor assign 瑶峰镇 lead instead-of 县水利局")
    assert telling.bound() == [f"{FARM} support unsigned", f"{TOWN} lead unsigned"]
    assert (telling.of(TOWN).receipt_due, telling.due()) == (date(2023, 10, 12), "2023-12-31")
    assert (telling.state.task.lead, telling.state.printed.lead) == ((TOWN,), (WATER,))
    assert telling.refused("2023-10-12 liaison receive").code == "not-assigned"
    telling.say("2023-10-12 town-head receive")
    assert telling.stage == "active"


def test_an_assignment_changes_something() -> None:
    telling = Telling(WELLS, AT_WORK)
    assert telling.refused("2023-11-01 director assign 县水利局 lead").code == "already-assigned"
    assert telling.refused("2023-11-01 director assign 县水利局 lead instead-of 瑶峰镇").code == "not-assigned"
    assert telling.refused("2023-11-01 director release 瑶峰镇").code == "not-assigned"
    telling.say("2023-11-01 director release 县农业农村局")
    assert telling.bound() == [f"{WATER} lead active"]


def test_whoever_entered_figures_stays_their_author_when_they_change_hands() -> None:
    telling = Telling(ALONE, REGISTERED + "2023-10-09 director dispatch 县水利局\n2023-10-10 liaison receive")
    telling.say("2023-10-31 supervisor report 15眼 of 县水利局")
    telling.say("2023-11-01 director assign 瑶峰镇 lead instead-of 县水利局\n2023-11-02 town-head receive")
    telling.say("2023-11-03 town-head request with photo")
    assert telling.refused("2023-11-04 supervisor accept 瑶峰镇").code == "author-cannot-accept"
    telling.say("2023-11-04 inspector accept 瑶峰镇")


def test_an_author_is_not_forgotten_by_letting_go_and_binding_again() -> None:
    telling = Telling(TWO_LEADS, SIGNED + "2023-10-31 supervisor report 15眼 of 县水利局")
    telling.say("2023-11-01 director release 县水利局")
    telling.say("2023-11-01 director assign 县水利局 lead\n2023-11-02 liaison receive\n2023-11-02 head request with x")
    assert telling.refused("2023-11-03 supervisor accept 县水利局").code == "author-cannot-accept"
    printed = Telling(TWO_LEADS, SIGNED + "2023-10-31 supervisor report 15眼 of 县水利局\n")
    printed.adopt("2023-11-01", TWO_LEADS._replace(lead=(FARM,))).adopt("2023-11-02", TWO_LEADS)
    assert printed.of().authors == ("supervisor",)

def test_a_body_of_another_role_keeps_what_was_counted() -> None:
    telling = Telling(WELLS, ASKED + "2023-11-21 supervisor return 县水利局 for thin until 2023-12-01")
    telling.say("2023-11-22 supervisor assign 县水利局 support")
    assert telling.of().returns == 1
    assert telling.bound() == [f"{FARM} support signed", f"{WATER} support unsigned"]
