"""Letters in a task's history (函件): they ask, are answered, and are taken back whole."""

import json
from datetime import date

import pytest

from tests.domain.ledger import CALENDARS
from tests.domain.stories import AT_WORK, SENT, WELLS
from tests.domain.telling import FARM, ROSTER, WATER, Telling, state_of
from xiaxian_tasks.domain import burden, projection
from xiaxian_tasks.domain.awaited import awaited
from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.history import from_document, to_document
from xiaxian_tasks.domain.life import Notice
from xiaxian_tasks.domain.waits import Asked, waits_of

LETTER = "2023-11-01 director letter 3 until 2023-11-08 for a-key\n"


def test_a_letter_asks_and_is_answered() -> None:
    telling = Telling(WELLS, AT_WORK + LETTER)
    (asked,) = telling.state.life.questions
    assert (asked.seq, asked.due, asked.text, asked.body, asked.letter) == (
        8, date(2023, 11, 8), "夏督提〔2023〕3号", WATER, "2023/reminder/3"
    )
    telling.say("2023-11-06 liaison reply 8")
    assert telling.state.life.questions == ()
    assert telling.state.life.notices == (Notice(
        8, "2023/reminder/3", "reminder", "夏督提〔2023〕3号", WATER, date(2023, 11, 1), date(2023, 11, 8), ("a-key",),
        date(2023, 11, 6),
    ),)


def test_a_letter_without_a_day_only_stands_in_the_history() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 director letter 3")
    assert telling.state.life.questions == ()
    assert [(each.number, each.due) for each in telling.state.life.notices] == [("夏督提〔2023〕3号", None)]
    assert telling.refused("2023-11-02 liaison reply 8").code == "no-question"


@pytest.mark.parametrize("story", ["", AT_WORK], ids=["simple", "full"])
def test_both_ways_of_supervision_let_it_through(story: str) -> None:
    telling = Telling(WELLS, story + LETTER)
    assert len(telling.state.life.questions) == 1
    assert telling.refused("2023-11-01 liaison letter 4").code == "role"


def test_only_the_director_issues_and_nobody_the_same_letter_twice() -> None:
    telling = Telling(WELLS, SENT + LETTER)
    assert telling.refused("2023-11-01 supervisor letter 4").code == "role"
    assert telling.refused("2023-11-01 director letter 3").code == "letter-twice"
    assert telling.refused("2023-11-01 director letter 4 until 2023-11-01").code == "day-not-later"
    assert telling.say("2023-11-01 director letter 4").state.life.notices[-1].letter == "2023/reminder/4"


def test_a_body_answers_its_own_letters_alone() -> None:
    telling = Telling(WELLS, AT_WORK + LETTER)
    assert telling.refused("2023-11-02 farm-liaison reply 8").code == "foreign-body"
    telling.say(f"2023-11-01 director letter 4 until 2023-11-08 to {FARM}\n2023-11-02 farm-liaison reply 9")
    assert [asked.seq for asked in telling.state.life.questions] == [8]
    telling.say("2023-11-03 supervisor reply 8")  # the office answers on paper for anybody
    assert telling.state.life.questions == ()


def test_it_is_taken_back_with_the_whole_letter_and_for_good() -> None:
    telling = Telling(WELLS, AT_WORK)
    before = state_of(telling)
    telling.say(LETTER)
    assert telling.refused("2023-11-02 director withdraw 8").code == "of-a-letter"
    telling.say("2023-11-02 director withdraw 8 whole")
    assert state_of(telling) == before
    assert telling.refused("2023-11-02 director withdraw 9").code == "of-a-letter"
    assert telling.refused("2023-11-02 director withdraw 9 whole").code == "of-a-letter"
    assert telling.refused("2023-11-02 director withdraw 8 whole").code == "already-withdrawn"


def test_an_answered_letter_is_not_taken_back_from_under_its_answer() -> None:
    telling = Telling(WELLS, AT_WORK + LETTER + "2023-11-02 liaison reply 8\n")
    error = telling.refused("2023-11-03 director withdraw 8 whole")
    assert (error.code, error.figures["later"]) == ("later-needs-it", 9)
    telling.say("2023-11-03 liaison withdraw 9\n2023-11-03 director withdraw 8 whole")
    assert telling.state.life.notices == ()


def test_its_day_is_awaited_like_that_of_a_remark() -> None:
    telling = Telling(WELLS, AT_WORK + LETTER)
    (wait,) = (each for each in waits_of(telling.state, CALENDARS.on(date(2023, 11, 1))) if each.what == "reply")
    assert (wait.body, wait.began, wait.due) == (WATER, date(2023, 11, 1), date(2023, 11, 8))
    (answer,) = (each for each in awaited(telling.entries) if each.kind == "reply")
    assert (answer.what, answer.bodies, answer.due) == ("夏督提〔2023〕3号", (WATER,), date(2023, 11, 8))
    telling.say("2023-11-06 liaison reply 8")
    (answer,) = (each for each in awaited(telling.entries) if each.kind == "reply")
    assert (answer.is_done, answer.ended) == (True, date(2023, 11, 6))


def test_what_was_asked_goes_on_under_the_new_name_of_its_body() -> None:
    telling = Telling(WELLS, AT_WORK + LETTER + f"2023-11-02 director rename {WATER} 县水务局")
    assert [each.body for each in telling.state.life.notices] == ["县水务局"]
    assert [each.body for each in telling.state.life.questions] == ["县水务局"]


def test_an_ended_task_is_no_longer_asked_but_knows_its_letters() -> None:
    telling = Telling(WELLS, AT_WORK + LETTER + "2023-11-02 leader terminate because x by-paper y")
    assert telling.state.life.questions == ()
    assert len(telling.state.life.notices) == 1


def test_the_state_goes_into_its_document_and_back() -> None:
    state = Telling(WELLS, AT_WORK + LETTER + "2023-11-06 liaison reply 8").state
    document = json.loads(canonical(to_document(state)))
    assert from_document(state.printed, document, seq=state.seq, head=state.head, at=state.at) == state


def test_a_letter_of_several_matters_is_one_request() -> None:
    """Of the burden its first matter counts; of the others it is kept that they were asked, and of whom."""
    found = []
    for place in (1, 2, 3):
        telling = Telling(WELLS, AT_WORK)
        entry = telling.act(date(2023, 11, 1), ROSTER["director"], "notice", {
            "letter": "2023/reminder/3", "paper": "reminder", "number": "夏督提〔2023〕3号", "body": WATER,
            "keys": [], "due": "2023-11-08", "place": place,
        })
        found += [(entry.at, each) for each in projection.asked_by(entry, telling.state)]
    assert [asked for _, asked in found] == [Asked(WATER, "notice", 1), *[Asked(WATER, "notice", 0)] * 2]
    assert burden.loads(found) == {("2023-11", WATER): burden.Load(1, 1, 1)}
    assert burden.over({WATER: 4}, [asked for _, asked in found], 5) == {}
    assert burden.over({WATER: 5}, [asked for _, asked in found], 5) == {WATER: 6}


def test_what_asks_for_no_answer_is_no_request() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 director letter 3")
    assert projection.asked_by(telling.entries[-1], telling.state) == ()
