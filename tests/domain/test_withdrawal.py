"""Taking back (撤回): what stands afterwards is what would stand had the entry never been written."""

import pytest

from tests.domain.ledger import lay_out
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
from tests.domain.telling import FARM, WATER, Telling, state_of
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.history import fold, in_force, withdrawn
from xiaxian_tasks.domain.workflow import WORKFLOW

NEWEST = {
    kinds.REGISTRATION: (FULL, "2023-10-08 director register"),
    kinds.ASSIGNMENT: (SENT, "2023-10-11 director assign 瑶峰镇 lead instead-of 县水利局"),
    kinds.DISPATCH: (REGISTERED, "2023-10-09 director dispatch 县水利局"),
    kinds.RECEIPT: (SENT, "2023-10-10 liaison receive"),
    kinds.REFUSAL: (SENT, "2023-10-10 head refuse because x"),
    kinds.REPORT: (AT_WORK, "2023-11-01 liaison report 13眼 noting 新"),
    kinds.REQUEST: (AT_WORK, "2023-11-01 head request because x"),
    kinds.RETURN: (ASKED, "2023-11-21 supervisor return 县水利局"),
    kinds.CHECK: (AT_WORK, "2023-11-01 supervisor check 11"),
    kinds.ACCEPTANCE: (ASKED, "2023-11-22 supervisor accept 县水利局,县农业农村局"),
    kinds.CLOSURE: (ACCEPTED, "2023-11-24 director close"),
    kinds.RECHECK: (CLOSED, "2024-02-20 supervisor recheck relapsed 13"),
    kinds.REOPENING: (LOOKED_BACK, "2024-02-21 director reopen"),
    kinds.SUSPENSION: (AT_WORK, "2023-11-01 director suspend because x"),
    kinds.RESUMPTION: (SUSPENDED, "2023-11-21 director resume"),
    kinds.TERMINATION: (AT_WORK, "2023-11-01 leader terminate because x by-paper y"),
    kinds.MERGER: (AT_WORK, "2023-11-01 director merge plan-23/2"),
    kinds.EXTENSION_REQUEST: (AT_WORK, "2023-11-01 head ask to 2024-01-20 because x"),
    kinds.EXTENSION_GRANT: (AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n", "2023-11-02 director grant"),
    kinds.EXTENSION_REFUSAL: (
        AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n", "2023-11-02 director deny because y"
    ),
    kinds.REMARK: (AT_WORK, "2023-11-01 leader remark 快 until 2023-11-10"),
    kinds.REPLY: (AT_WORK + "2023-11-01 leader remark 快 until 2023-11-10\n", "2023-11-02 liaison reply 8"),
}


def test_every_kind_is_here() -> None:
    assert {*NEWEST, kinds.WAY, kinds.REORGANISATION, kinds.WITHDRAWAL, kinds.NOTICE} == set(WORKFLOW)


@pytest.mark.parametrize("kind", NEWEST)
def test_the_newest_is_taken_back_and_its_withdrawal_too(kind: str) -> None:
    """Back and forth three times: the state is the one before, the one after, the one before again."""
    story, line = NEWEST[kind]
    telling = Telling(WELLS, story)
    before = state_of(telling)
    telling.say(line)
    after, seq = state_of(telling), telling.state.seq
    assert after != before
    assert telling.entries[-1].kind == kind
    last = telling.state.at
    telling.say(f"{last} director withdraw {seq}")
    assert state_of(telling) == before
    telling.say(f"{last} director withdraw {seq + 1}")
    assert state_of(telling) == after
    telling.say(f"{last} director withdraw {seq + 2}")
    assert state_of(telling) == before
    assert withdrawn(telling.entries) == {seq, seq + 2}
    assert (telling.state.seq, telling.state.at) == (seq + 3, last)


MIDDLE = [
    (SIGNED, 4, 5, "receipt"),
    (AT_WORK, 5, 7, "report"),
    (ASKED + "2023-11-21 supervisor return 县水利局\n", 9, 10, "return"),
    (ACCEPTED, 9, 10, "acceptance"),
    (CLOSED, 10, 11, "closure"),
    (REOPENED, 11, 12, "recheck"),
    (SUSPENDED + "2023-11-21 director resume\n", 8, 9, "resumption"),
    (AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n2023-11-02 director grant\n", 8, 9, "extension-grant"),
    (AT_WORK + "2023-11-01 leader remark 快 until 2023-11-10\n2023-11-02 liaison reply 8\n", 8, 9, "reply"),
]


@pytest.mark.parametrize(("story", "of", "later", "kind"), MIDDLE)
def test_what_a_later_step_rests_on_stays(story: str, of: int, later: int, kind: str) -> None:
    """The refusal names the first step that could not have been taken, and nothing is written."""
    telling = Telling(WELLS, story)
    error = telling.refused(f"{telling.state.at} director withdraw {of}")
    assert (error.code, error.figures["later"], error.figures["kind"]) == ("later-needs-it", later, kind)


def test_in_the_middle_when_what_follows_holds_without_it() -> None:
    """Of three reports the second is taken back: the series is as if it had never been told, and the steps stand."""
    telling = Telling(WELLS, AT_WORK + "2023-11-05 liaison report 13眼\n")
    telling.say("2023-11-20 liaison report 15眼\n2023-11-20 head request")
    telling.say("2023-11-21 director withdraw 8")
    values = [str(reading.value) for reading in telling.state.series["t1"]]
    assert (values, telling.stage) == (["12", "15"], "review")
    kept = [entry for entry in telling.entries if entry.kind != kinds.WITHDRAWAL and entry.seq != 8]
    assert state_of(telling) == fold(kept, lay_out)._replace(seq=0, head="", at=state_of(telling).at)


def test_steps_are_taken_back_one_after_the_other() -> None:
    """The newest that stands first, down to the registration: what is gone already is in nobody's way."""
    telling = Telling(WELLS, CLOSED)
    for seq in range(11, 2, -1):
        telling.say(f"2023-11-25 director withdraw {seq}")
    assert (telling.stage, len(telling.entries)) == ("proposed", 20)
    assert [entry.seq for entry in in_force(telling.entries)] == [1, 2]
    telling.say("2023-11-25 director register 2023-002\n2023-11-25 director dispatch 县水利局")
    assert telling.stage == "dispatched"


def test_a_step_comes_back_only_where_it_may_stand() -> None:
    """Dispatch and registration were taken back; the dispatch alone cannot come back before the registration does."""
    telling = Telling(WELLS, SENT + "2023-10-10 director withdraw 4\n2023-10-10 director withdraw 3")
    error = telling.refused("2023-10-11 director withdraw 5")
    assert (error.code, error.figures["later"], error.figures["kind"]) == ("later-needs-it", 4, kinds.DISPATCH)
    telling.say("2023-10-11 director withdraw 6\n2023-10-11 director withdraw 5")
    assert (telling.stage, telling.bound()) == ("dispatched", [f"{WATER} lead unsigned", f"{FARM} support unsigned"])


def test_a_resumption_holds_the_extension_it_moved_on() -> None:
    """31 December, extended to 20 January, ten days of rest: 30 January; without it 10 January."""
    telling = Telling(WELLS, AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n2023-11-02 director grant")
    telling.say("2023-11-10 director suspend because y\n2023-11-20 director resume")
    assert telling.due() == "2024-01-30"
    assert telling.refused("2023-11-21 director withdraw 9").figures["rule"] == "already-asked"
    telling.say("2023-11-21 director withdraw 11\n2023-11-21 director withdraw 10\n2023-11-21 director withdraw 9")
    assert telling.due() == "2023-12-31"


def test_only_its_author_or_the_director_takes_an_entry_back() -> None:
    telling = Telling(WELLS, AT_WORK)
    assert telling.refused("2023-11-01 farm-liaison withdraw 7").code == "foreign-entry"
    assert telling.refused("2023-11-01 leader withdraw 7").code == "foreign-entry"
    assert telling.refused("2023-11-01 reader withdraw 7").code == "role"
    telling.say("2023-11-01 liaison withdraw 7\n2023-11-01 director withdraw 6")
    assert telling.of(FARM).state == "unsigned"


def test_a_withdrawal_is_of_its_own_day() -> None:
    telling = Telling(WELLS, AT_WORK)
    assert telling.refused("2023-10-30 director withdraw 7").code == "before-last-entry"


def test_under_simple_supervision_as_well() -> None:
    telling = Telling(WELLS, "2023-10-31 nobody report 12眼\n2023-11-01 nobody report 15眼\n")
    assert telling.lit("2023-11-01") == "done"
    telling.say("2023-11-02 nobody withdraw 3")
    assert telling.lit("2023-11-02") == "green slightly-behind"


def test_what_is_done_to_a_whole_plan_is_not_taken_back_on_one_task() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 director rename 县水利局 县水务局")
    for seq in (1, 2, 8):
        assert telling.refused(f"2023-11-02 director withdraw {seq}").code == "cannot-withdraw"


def test_nothing_is_taken_back_twice() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 director withdraw 7")
    assert telling.refused("2023-11-02 director withdraw 7").code == "already-withdrawn"
