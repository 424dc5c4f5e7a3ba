"""The table itself, and what is asked of every act whatever its kind: its day, its words."""

from datetime import date

import pytest

from tests.domain.stories import AT_WORK, SENT, WELLS
from tests.domain.telling import VERBS, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import terms
from xiaxian_tasks.domain.living import CHANGES
from xiaxian_tasks.domain.secrecy import classified
from xiaxian_tasks.domain.workflow import BEFORE, RUNNING, WORKFLOW
from xiaxian_tasks.errors import Misused


def test_every_row_speaks_the_codes() -> None:
    for kind, rule in WORKFLOW.items():
        assert rule.kind == kind
        assert set(rule.roles) <= set(terms.PERSON_ROLES)
        assert terms.READER not in rule.roles
        assert set(rule.stages) <= set(terms.STATES)
        assert set(rule.assigned) <= set(terms.ASSIGNMENT_STATES)
        assert terms.FULL in rule.ways


def test_every_row_does_something_and_every_verb_has_a_row() -> None:
    beside = {kinds.CHECK, kinds.WITHDRAWAL}
    assert set(WORKFLOW) == set(CHANGES) | beside
    assert len(VERBS) == len(WORKFLOW) + 1  # a release is an assignment too


def test_nothing_moves_what_has_ended() -> None:
    """Only words, letters, the way of the plan, a body's name and a withdrawal touch what ended or was closed."""
    words = {kinds.WAY, kinds.REMARK, kinds.REPLY, kinds.REORGANISATION, kinds.WITHDRAWAL, kinds.NOTICE}
    for stage in ("terminated", "merged"):
        assert {kind for kind, rule in WORKFLOW.items() if stage in rule.stages} == words
    assert {kind for kind, rule in WORKFLOW.items() if "closed" in rule.stages} == words | {
        kinds.RECHECK, kinds.REOPENING
    }


def test_what_is_of_one_body_is_open_only_while_the_task_runs() -> None:
    for rule in WORKFLOW.values():
        if rule.assigned and rule.kind != kinds.DISPATCH:
            assert rule.stages == RUNNING
    assert "completed" not in BEFORE


def test_an_act_counts_from_no_day_to_come_nor_one_that_is_past_or_closed() -> None:
    telling = Telling(WELLS, SENT)
    assert telling.refused("2030-01-02 liaison receive").code == "future-day"
    assert telling.refused("2023-10-08 liaison receive").code == "before-last-entry"
    telling.closed = date(2023, 10, 31)
    error = telling.refused("2023-10-31 liaison receive")
    assert (error.code, error.figures["closed"]) == ("month-closed", date(2023, 10, 31))
    telling.say("2023-11-01 liaison receive")


TYPED = [
    "2023-11-01 leader remark 机密文件", "2023-11-01 liaison report 13眼 noting 绝密",
    "2023-11-01 head request because 秘密 with x",
    "2023-11-01 liaison report 13眼 with 机密★.pdf", "2023-11-01 leader terminate because x by-paper 秘密★10年",
]


@pytest.mark.parametrize("line", TYPED)
def test_no_word_of_classification(line: str) -> None:
    assert Telling(WELLS, AT_WORK).refused(line).code == "classified"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("密级：内部", "密级："), ("机 密", "机 密"), ("★长期", "★长期"), ("☆ 5年", "☆ 5年"), ("涉及商业秘密", ""),
        ("应保守秘密", ""), ("密集", ""), ("五★", ""), ("本期机器密封检查", ""),
    ],
)
def test_words_of_classification(text: str, word: str) -> None:
    assert classified(text) == word


def test_nothing_endless() -> None:
    error = Telling(WELLS, AT_WORK).refused("2023-11-01 leader remark " + "长" * 2001)
    assert (type(error), error.code) == (Misused, "note-too-long")
    Telling(WELLS, AT_WORK + "2023-11-01 leader remark " + "长" * 2000)
