"""Letters at the office's desk: numbered, kept, told to every task, answered, taken back, all of it or nothing."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import office
from tests.office.everything import METERS, PIPES, POWER, WELLS
from tests.office.noticing import HOUSING, WATER, made, wish
from tests.office.supervised import supervised
from xiaxian_tasks.domain.entries import COUNTY, LETTER, NOTICE, REPLY, WITHDRAWAL
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office import burden, evidence, feeds, notices, proof, steps, undo, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.standing import Span
from xiaxian_tasks.ports import Number, Sought, TaskRow


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return supervised(tmp_path)


def entries(desk: Office) -> int:
    return sum(1 for _ in desk.store.entries())


def is_whole(path: Path) -> bool:
    found = proof.verify(office(path, "2023-12-31", "王敏"))
    return bool(found["faults"] == [])


def test_a_letter_is_numbered_kept_and_told_to_every_task(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    found = notices.issue(desk, wish(WELLS, PIPES), made())
    assert found["letter"] == "2023/reminder/1"
    assert found["number"] == "夏督提〔2023〕1号"
    assert found["due"] == "2023-10-23"
    assert (found["waiting"], found["answered"]) == (2, None)
    for place, task in enumerate((WELLS, PIPES), 1):
        entry = desk.store.history(task)[-1]
        assert entry.kind == NOTICE
        assert entry.content["place"] == place
        assert entry.content["keys"] == [f"{task} - {WATER} blue 1"]
        assert entry.content["text_hash"] == found["paper"]
    (told,) = [entry for entry in desk.store.history(COUNTY) if entry.kind == LETTER]
    assert told.content["tasks"] == [WELLS, PIPES]
    words, laid_out = notices.kept(desk, notices.named(desk, "2023/reminder/1"))
    assert json.loads(words)["number"] == "夏督提〔2023〕1号"
    assert laid_out.startswith(b"PK ")
    assert is_whole(ledger)


def test_each_kind_and_year_counts_by_itself(ledger: Path) -> None:
    for day, kind, number in (
        ("2023-10-16", "reminder", "夏督提〔2023〕1号"), ("2023-10-16", "supervision", "夏督办〔2023〕1号"),
        ("2023-10-17", "reminder", "夏督提〔2023〕2号"), ("2024-01-02", "reminder", "夏督提〔2024〕1号"),
        ("2024-01-02", "bulletin", "第1期"),
    ):
        assert notices.issue(office(ledger, day, "王敏"), wish(WELLS, kind=kind), made())["number"] == number


def test_what_answers_a_step_sets_no_day_of_its_own(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    for kind in ("dispatch", "return", "extension", "closing", "talk"):
        assert notices.issue(desk, wish(WELLS, kind=kind), made())["due"] is None
    given = notices.issue(desk, wish(WELLS, kind="dispatch", due=date(2023, 11, 1)), made())
    assert (given["due"], given["waiting"]) == ("2023-11-01", 1)


def test_a_reply_answers_all_matters_at_once(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    notices.issue(desk, wish(WELLS, PIPES, POWER), made())
    waiting = desk.store.waiting("reply", Sought(desk.on))
    assert [each.task for each in waiting] == [WELLS, PIPES, POWER]
    later = office(ledger, "2023-10-18", "赵芳")
    found = notices.reply(later, "夏督提〔2023〕1号", "已倒排工期", files=(("回函.pdf", b"%PDF scan"),))
    assert (found["waiting"], found["answered"]) == (0, "2023-10-18")
    for task in (WELLS, PIPES, POWER):
        entry = later.store.history(task)[-1]
        assert (entry.kind, entry.content["text"], entry.by) == (REPLY, "已倒排工期", "赵芳")
    assert later.store.waiting("reply", Sought(later.on)) == []
    assert {line["name"] for line in evidence.listing(later)} == {"回函.pdf"}
    with pytest.raises(Refused) as caught:
        notices.reply(later, "2023/reminder/1", "再报")
    assert caught.value.code == "letter-unasked"
    shown = notices.shown(later, "2023/reminder/1")
    assert [len(matter["replies"]) for matter in shown["matters"]] == [1, 1, 1]
    assert is_whole(ledger)


def test_another_body_does_not_answer(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    notices.issue(desk, wish(WELLS, body=HOUSING), made())
    before = entries(desk)
    for by, body in (("赵芳", ""), ("周平", WATER)):
        with pytest.raises(Refused) as caught:
            notices.reply(office(ledger, "2023-10-17", by), "2023/reminder/1", "已办", body=body)
        assert caught.value.code == "foreign-body"
    assert entries(desk) == before
    notices.reply(office(ledger, "2023-10-17", "周平"), "2023/reminder/1", "来函已阅办", body=HOUSING)
    assert entries(desk) == before + 1


def test_a_letter_is_taken_back_whole_and_leaves_its_gap(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    for _ in range(3):
        notices.issue(desk, wish(WELLS, PIPES), made())
    later = office(ledger, "2023-10-17", "王敏")
    found = notices.withdraw(later, "夏督提[2023]2号", "数据有误")
    assert (found["withdrawn"], found["why"], found["waiting"]) == ("2023-10-17", "数据有误", 0)
    assert [later.store.history(task)[-1].kind for task in (WELLS, PIPES)] == [WITHDRAWAL] * 2
    assert [(each["running"], each["gap"], each["why"]) for each in notices.register(later)] == [
        (1, None, None), (2, "withdrawn", "数据有误"), (3, None, None)
    ]
    assert notices.issue(later, wish(POWER), made())["number"] == "夏督提〔2023〕4号"
    for act in (notices.reply, notices.withdraw):
        with pytest.raises(Refused) as caught:
            act(later, "2023/reminder/2", "再办")
        assert caught.value.code == "letter-withdrawn"
    assert is_whole(ledger)


def test_an_answered_letter_stays(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    notices.issue(desk, wish(WELLS), made())
    notices.reply(desk, "2023/reminder/1", "已办")
    before = entries(desk)
    with pytest.raises(Refused) as caught:
        notices.withdraw(desk, "2023/reminder/1", "发错")
    assert caught.value.code == "later-needs-it"
    assert entries(desk) == before
    steps.withdraw(desk, WELLS)  # the reply
    assert notices.withdraw(desk, "2023/reminder/1", "发错")["withdrawn"] == "2023-10-16"


def test_nothing_is_half_written(ledger: Path) -> None:
    """The second matter is of a task that went on after the day: neither number, paper nor first matter is left."""
    steps.remark(office(ledger, "2023-10-20", "孙岩"), PIPES, "抓紧")
    desk = office(ledger, "2023-10-16", "王敏")
    before, kept = entries(desk), list(desk.store.evidence_kept())
    with pytest.raises(Refused) as caught:
        notices.issue(desk, wish(WELLS, PIPES), made())
    assert caught.value.code == "before-last-entry"
    assert entries(desk) == before
    assert list(desk.store.evidence_kept()) == kept
    assert desk.store.numbers("letter.reminder", 2023) == []
    assert notices.issue(desk, wish(WELLS), made())["number"] == "夏督提〔2023〕1号"


@pytest.mark.parametrize(("wished", "code"), [
    (wish(WELLS, kind="postcard"), "unknown-paper"), (wish(WELLS)._replace(form="napkin"), "unknown-paper"),
    (wish(WELLS)._replace(to=()), "letter-to-nobody"), (wish(WELLS)._replace(to=(WATER, HOUSING)), "letter-to-one"),
    (wish("wells-23/9"), "task"),
    (wish(WELLS, due=date(2023, 10, 16)), "day-not-later"),
])
def test_what_cannot_be_a_letter_is_refused(ledger: Path, wished: notices.Wish, code: str) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    before = entries(desk)
    with pytest.raises((Misused, Refused, NotFound)) as caught:
        notices.issue(desk, wished, made())
    assert caught.value.code == code
    assert entries(desk) == before


def test_a_task_named_twice_is_one_matter(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    wished = wish(WELLS)._replace(matters=(notices.Matter(WELLS, ("a",)), notices.Matter("关闭城区自备井", ("b", "a"))))
    assert notices.issue(desk, wished, made())["tasks"] == [WELLS]
    assert desk.store.history(WELLS)[-1].content["keys"] == ["a", "b"]


def test_only_the_director_issues_and_takes_back(ledger: Path) -> None:
    notices.issue(office(ledger, "2023-10-16", "王敏"), wish(WELLS), made())
    for by in ("周平", "赵芳", "何静"):
        desk = office(ledger, "2023-10-17", by)
        with pytest.raises(Refused) as caught:
            notices.issue(desk, wish(PIPES), made())
        assert caught.value.code == "role"
        with pytest.raises(Refused) as caught:
            notices.withdraw(desk, "2023/reminder/1", "x")
        assert caught.value.code == "role"


def test_a_secret_does_not_go_into_a_letter(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    with pytest.raises(Refused) as caught:
        notices.issue(desk, wish(WELLS), made(title="绝密文件的提醒函"))
    assert caught.value.code == "classified"
    notices.issue(desk, wish(WELLS), made())
    with pytest.raises(Refused) as caught:
        notices.reply(desk, "2023/reminder/1", "见机密文件")
    assert caught.value.code == "classified"


def test_two_who_issue_at_once_get_two_numbers(ledger: Path) -> None:
    """While the first makes its paper the second takes the number: the first one's paper is made again."""
    calls: list[str] = []
    first, second = office(ledger, "2023-10-16", "王敏"), office(ledger, "2023-10-16", "王敏")

    def beaten(number: str, on: date) -> notices.Made:
        if not calls:
            notices.issue(second, wish(PIPES), made())
        return made(calls=calls)(number, on)

    found = notices.issue(first, wish(WELLS), beaten)
    assert calls == ["夏督提〔2023〕1号", "夏督提〔2023〕2号"]
    assert found["number"] == "夏督提〔2023〕2号"
    words, _ = notices.kept(first, notices.named(first, found["letter"]))
    assert json.loads(words)["number"] == found["number"]
    assert [each["tasks"] for each in notices.register(first)] == [[PIPES], [WELLS]]
    assert is_whole(ledger)


def test_a_matter_is_not_taken_back_without_its_letter(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    notices.issue(desk, wish(WELLS, PIPES), made())
    before = entries(desk)
    with pytest.raises(Refused) as caught:
        steps.withdraw(desk, WELLS, len(desk.store.history(WELLS)))
    assert caught.value.code == "of-a-letter"
    assert undo.together(desk) == []
    notices.withdraw(desk, "2023/reminder/1", "发错")
    assert undo.together(desk, again=True) == []
    with pytest.raises(Refused) as caught:
        undo.offered_again(desk)
    assert caught.value.code == "nothing-to-redo"
    assert entries(desk) == before + 3


def test_a_past_day_shows_what_was_known(ledger: Path) -> None:
    notices.issue(office(ledger, "2023-10-16", "王敏"), wish(WELLS), made())
    notices.reply(office(ledger, "2023-10-18", "赵芳"), "2023/reminder/1", "已办")
    notices.issue(office(ledger, "2023-10-19", "王敏"), wish(WELLS), made())
    notices.withdraw(office(ledger, "2023-10-20", "王敏"), "2023/reminder/2", "重复")

    def seen(day: str) -> list[tuple[int, str | None, str | None]]:
        return [
            (each["waiting"], each["answered"], each["withdrawn"]) for each in notices.listed(office(ledger, day))
        ]

    assert seen("2023-10-15") == []
    assert seen("2023-10-17") == [(1, None, None)]
    assert seen("2023-10-18") == [(0, "2023-10-18", None)]
    assert seen("2023-10-19") == [(1, None, None), (0, "2023-10-18", None)]
    assert seen("2023-10-20") == [(0, None, "2023-10-20"), (0, "2023-10-18", None)]
    assert [each["gap"] for each in notices.register(office(ledger, "2023-10-19"))] == [None, None]
    assert notices.listed(office(ledger, "2023-10-25"), kind="red") == []
    assert len(notices.listed(office(ledger, "2023-10-25"), year=2023, body="水利")) == 2
    late = notices.issue(office(ledger, "2023-10-23", "王敏"), wish(PIPES), made())
    assert not late["late"]
    assert [each["late"] for each in notices.listed(office(ledger, "2023-10-31"))] == [True, False, False]


def test_a_letter_is_found_by_whatever_means_one(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    for kind in ("reminder", "supervision"):
        notices.issue(desk, wish(WELLS, kind=kind), made())
    for text in ("2023/reminder/1", "夏督提〔2023〕1号", "夏督提（2023） 1号", "督提", "reminder"):
        assert notices.named(desk, text).id == "2023/reminder/1"
    with pytest.raises(NotFound) as caught:
        notices.named(desk, "2023")
    assert caught.value.candidates == ["2023/reminder/1 夏督提〔2023〕1号", "2023/supervision/1 夏督办〔2023〕1号"]


def test_letters_of_one_reply_are_one_request_of_the_burden(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    notices.issue(desk, wish(WELLS, PIPES, POWER), made())
    notices.issue(desk, wish(WELLS, kind="dispatch"), made())
    found = burden.burden(desk, Span(date(2023, 10, 1), date(2023, 10, 31)), body=WATER)
    assert [(each["requests"], each["letters"], each["fields"]) for each in found["bodies"]] == [(1, 1, 1)]
    assert [each["task"] for each in found["requests"]] == [WELLS]


def test_the_limit_of_the_burden_holds_for_letters_too(tmp_path: Path) -> None:
    from tests.office.supervised import WHO

    path = supervised(tmp_path, who=f"[office]\nrequests = 1\n{WHO}")
    desk = office(path, "2023-10-16", "王敏")
    notices.issue(desk, wish(WELLS, PIPES), made())
    with pytest.raises(Refused) as caught:
        notices.issue(desk, wish(POWER), made())
    assert caught.value.code == "over-burden"
    found = notices.issue(desk, wish(POWER)._replace(override="县长交办"), made())
    assert desk.store.history(POWER)[-1].content["override"] == "县长交办"
    assert found["number"] == "夏督提〔2023〕2号"


def test_the_calendar_of_a_body_holds_the_day_of_its_letter(ledger: Path) -> None:
    """Also of a body that is not bound to the task at all, until it has answered."""
    desk = office(ledger, "2023-10-16", "王敏")
    notices.issue(desk, wish(METERS, body="县财政局"), made()) if "县财政局" in {
        body.name for body in desk.store.bodies()
    } else notices.issue(desk, wish(METERS, body="县公安局"), made())
    body = notices.named(desk, "2023/reminder/1").to[0]
    (found,) = [each for each in feeds.feed(desk, body).dates if each.event.kind == "reply"]
    assert found.event.on == date(2023, 10, 23)
    notices.reply(office(ledger, "2023-10-17", "周平"), "2023/reminder/1", "已办")
    later = office(ledger, "2023-10-17", "王敏")
    (found,) = [each for each in feeds.feed(later, body).dates if each.event.kind == "reply"]
    assert found.event.light == "done"


def test_a_renamed_body_answers_what_it_was_asked(ledger: Path) -> None:
    notices.issue(office(ledger, "2023-10-16", "王敏"), wish(WELLS), made())
    desk = office(ledger, "2023-10-17", "王敏")
    ways.reorganise(desk, WATER, "县水务局", how="renamed")
    assert len(notices.listed(desk, body="县水务局")) == 1
    found = notices.reply(office(ledger, "2023-10-18", "赵芳"), "2023/reminder/1", "已办", body="县水务局")
    assert found["answered"] == "2023-10-18"


def test_a_number_given_and_never_used_is_told(ledger: Path) -> None:
    """What somebody took from the ledger by hand stands in the register as such, and the proof finds it."""
    from xiaxian_tasks.ports import Writing

    desk = office(ledger, "2026-11-24", "王敏")
    desk.store.write(Writing(numbers=(Number("letter.talk", 2026, 1, COUNTY),)))
    assert [(each["number"], each["gap"]) for each in notices.register(desk, kind="talk")] == [(None, "unused")]
    assert notices.issue(desk, wish(WELLS, kind="talk"), made())["number"] == "夏督谈〔2026〕2号"
    assert [fault["code"] for fault in proof.verify(desk)["faults"]] == ["number-untaken"]


def test_the_queue_of_today_says_whose_answer_is_late(ledger: Path) -> None:
    """Told as a letter by its number, with the command that answers all its matters."""
    from xiaxian_tasks import language
    from xiaxian_tasks.office import today
    from xiaxian_tasks.wording import queue

    language.install("en")
    notices.issue(office(ledger, "2023-10-16", "王敏"), wish(METERS), made())
    desk = office(ledger, "2023-10-25", "王敏")
    found = today.queue(desk)
    queue.tell(found, desk.on, desk.workdays)
    told = [cause for line in found["lines"] for cause in (line, *line["also"]) if cause["reason"] == "reply"]
    assert [(each["why"], each["do"]) for each in told] == [(
        "letter 夏督提〔2023〕1号 of 2023-10-16, to be answered by 2023-10-23, 2 days late",
        "xiaxian notice reply 2023/reminder/1 …",
    )]


def test_an_ended_task_asks_no_answer_any_more(ledger: Path) -> None:
    notices.issue(office(ledger, "2023-10-16", "王敏"), wish(PIPES), made())
    steps.register(office(ledger, "2023-10-17", "王敏"), PIPES)
    steps.terminate(office(ledger, "2023-10-18", "王敏"), PIPES, steps.Words(reason="撤项", document="纪要"))
    (found,) = notices.listed(office(ledger, "2023-10-31", "王敏"))
    assert (found["waiting"], found["answered"], found["late"]) == (0, None, False)
    with pytest.raises(Refused) as caught:
        notices.reply(office(ledger, "2023-10-31", "周平"), found["letter"], "已办")
    assert caught.value.code == "letter-unasked"


def test_many_letters_are_listed_by_reading_each_task_once(ledger: Path) -> None:
    desk = office(ledger, "2023-10-16", "王敏")
    for _ in range(30):
        notices.issue(desk, wish(WELLS, PIPES), made())
    notices.reply(desk, "2023/reminder/7", "已办")
    asked: list[int] = []
    read = desk.store.rows_of

    def counted(tasks: Sequence[str], on: date) -> dict[str, TaskRow]:
        asked.append(len(tasks))
        return read(tasks, on)

    desk.store.rows_of = counted  # type: ignore[method-assign]
    found = notices.listed(desk)
    assert asked == [2]
    assert [each["letter"] for each in found if each["answered"]] == ["2023/reminder/7"]
    assert {each["waiting"] for each in found} == {0, 2}
