"""The life-cycle of a task, told line by line: every row of the table in order and out of it, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledger import milestone, target, task
from tests.domain.telling import FARM, ROSTER, TOWN, WATER, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.plan import Part, Period
from xiaxian_tasks.domain.workflow import allowed
from xiaxian_tasks.errors import Refused

WELLS = task(target("reach", "15", "眼", metric="封井"), lead=(WATER,), support=(FARM,))
ALONE = WELLS._replace(support=())
TWO_LEADS = WELLS._replace(lead=(WATER, FARM), support=())

FULL = "2023-10-08 director way full\n"
REGISTERED = FULL + "2023-10-08 director register 2023-001\n"
SENT = REGISTERED + "2023-10-09 director dispatch 县水利局,县农业农村局\n"
SIGNED = SENT + "2023-10-10 liaison receive\n2023-10-10 farm-liaison receive\n"
AT_WORK = SIGNED + "2023-10-31 liaison report 12眼 with photo\n"
ASKED = AT_WORK + "2023-11-20 liaison report 15眼\n2023-11-20 head request\n"
ACCEPTED = ASKED + "2023-11-22 supervisor accept 县水利局,县农业农村局\n"
CLOSED = ACCEPTED + "2023-11-24 director close\n"
LOOKED_BACK = CLOSED + "2024-02-20 supervisor recheck relapsed 13\n"
REOPENED = LOOKED_BACK + "2024-02-21 director reopen\n"
SUSPENDED = AT_WORK + "2023-11-01 director suspend because frost\n"

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


def test_where_only_supports_are_bound_they_decide() -> None:
    telling = Telling(WELLS._replace(lead=(), support=(WATER, FARM)), SIGNED)
    assert telling.stage == "active"
    telling.say("2023-10-31 head request with x\n2023-10-31 farm-head request with y")
    assert telling.stage == "review"


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


def test_a_body_of_another_role_keeps_what_was_counted() -> None:
    telling = Telling(WELLS, ASKED + "2023-11-21 supervisor return 县水利局 for thin until 2023-12-01")
    telling.say("2023-11-22 supervisor assign 县水利局 support")
    assert telling.of().returns == 1
    assert telling.bound() == [f"{FARM} support signed", f"{WATER} support unsigned"]


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
    """Of 15 wells 13 still hold: counted once, worked at again, and nobody's hand counts from the round before."""
    telling = Telling(WELLS, REOPENED)
    life = telling.state.life
    assert (life.relapses, life.closed, life.recheck_due, life.acceptors) == (1, None, None, ())
    assert telling.bound() == [f"{WATER} lead active", f"{FARM} support active"]
    assert (telling.of().authors, telling.of().has_evidence) == ((), False)
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


# Days: extension, suspension. ----------------------------------------------------------------------------------------


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
    assert telling.lit("2024-01-15") == "yellow behind"  # 12 of 15 are 80 %; a period into January counts days


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


def test_a_suspension_takes_an_open_request_with_it() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n")
    telling.say("2023-11-02 director suspend because y\n2023-11-03 director resume")
    assert telling.refused("2023-11-03 director grant").code == "nothing-asked"


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
    assert Telling(WELLS, LOOKED_BACK).lit("2024-02-20") == "done"
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
    assert telling.state.life == before
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
