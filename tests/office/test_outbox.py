"""The outbox: who may do what, what follows what, each message once, and a history that goes on after any crash."""

from collections.abc import Callable
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from tests.ledgers import office
from tests.office.letterbox import (
    DIRECTOR,
    HEAD,
    HOUSING,
    MONDAY,
    OFFICER,
    READER,
    WATER,
    by,
    digest,
    holds,
    notice,
    sent,
)
from tests.office.supervised import supervised
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.errors import Misused, NotFound, Refused, Stale, XiaxianError
from xiaxian_tasks.office import outbox, transfer
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.messages import next_entry, state_of, written
from xiaxian_tasks.office.outbox import Change
from xiaxian_tasks.ports import Writing
from xiaxian_tasks.ports.letters import CONNECTION, RECIPIENT, REFUSED, WAITS


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return supervised(tmp_path)


@pytest.fixture
def desk(ledger: Path) -> Office:
    return office(ledger, MONDAY, OFFICER)


def test_a_digest_goes_and_its_receipt_is_noted(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a", "b")])
    assert message == "message/2023-1"
    assert [state.id for state in outbox.due_now(desk, 10)] == [message]
    state = sent(desk, message, reply="250 ok")
    assert (state.state, state.mark, state.attempts) == (m.SENT, "<message/2023-1@x>", 1)
    assert outbox.due_now(desk, 10) == []
    assert outbox.confirm(desk, "1", "来电确认").state == m.CONFIRMED
    told = outbox.shown(desk, "2023-1")
    assert [entry["kind"] for entry in told["history"]] == [m.DRAFTED, m.SENDING, m.SENT, m.CONFIRMED]
    assert (told["why"], told["lines"][0]["task"]) == ("来电确认", "wells-23/1")
    assert outbox.counts(desk) == {**dict.fromkeys(m.STATES, 0), m.CONFIRMED: 1}
    holds(desk)


def test_nothing_is_drafted_twice(desk: Office) -> None:
    outbox.draft(desk, [digest("a")])
    with pytest.raises(Refused, match="line-said"):
        outbox.draft(desk, [digest("z", body=HOUSING), digest("a", body=HOUSING)])
    with pytest.raises(Refused, match="message-drafted"):
        outbox.draft(desk, [digest("b")])
    with pytest.raises(Refused, match="message-drafted"):
        outbox.draft(desk, [notice("c"), notice("d")])
    assert [sheet["key"] for sheet in outbox.listed(desk)] == [f"digest {WATER} 2023-10-16"]
    (second,) = outbox.draft(desk, [digest("b", beside=True)])
    assert state_of(desk, second).key == f"digest {WATER} 2023-10-16 2"


def test_what_a_person_took_back_stays_said_and_what_was_untrue_may_be_said_again(desk: Office) -> None:
    first, second = outbox.draft(desk, [digest("a"), digest("b", body=HOUSING)])
    outbox.withdraw(desk, first, "已当面说明")
    with pytest.raises(Refused, match="line-said"):
        outbox.draft(desk, [digest("a")])
    assert outbox.cancel_untrue(desk, second).why == "untrue"
    (again,) = outbox.draft(desk, [digest("b", body=HOUSING)])
    assert state_of(desk, again).key == f"digest {HOUSING} 2023-10-16 2"
    holds(desk)


def test_of_a_message_what_is_untrue_goes_and_the_rest_stays(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a", "b")])
    state = outbox.cancel_untrue(desk, message, ["a"], text="一件")
    assert ([each.key for each in state.lines], state.text, state.state) == (["b"], "一件", m.APPROVED)
    assert desk.store.said_keys(["a", "b"]) == {"b": message}
    assert outbox.cancel_untrue(desk, message, ["b"]).state == m.CANCELLED
    holds(desk)


def test_the_director_alone_lets_a_letter_go(desk: Office) -> None:
    (message,) = outbox.draft(desk, [notice("a")])
    letter, number = "2023/reminder/1", "夏督提〔2023〕1号"
    with pytest.raises(Refused, match="role"):
        outbox.letter_approved(desk, message, letter=letter, number=number, evidence=())
    with pytest.raises(Refused, match="notice-unissued"):
        outbox.approve(by(desk, DIRECTOR), message)
    entry, kept = outbox.letter_approved(
        by(desk, DIRECTOR), message, letter=letter, number=number, evidence=(), subject="提醒函"
    )
    assert (entry.by, kept.row.state) == (DIRECTOR, m.APPROVED)
    assert state_of(desk, message).state == m.DUE, "it is written with the letter, not here"


@pytest.mark.parametrize("act", [
    lambda desk, name: outbox.edit(desk, name, Change(text="另")),
    lambda desk, name: outbox.postpone(desk, name, date(2023, 10, 20)),
    lambda desk, name: outbox.withdraw(desk, name, "不必"),
    lambda desk, name: outbox.confirm(desk, name, "电话"),
    lambda desk, name: outbox.merge(desk, name, [f"{name}x"]),
])
def test_a_body_and_a_reader_decide_nothing(desk: Office, act: Callable[[Office, str], object]) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    before = list(desk.store.entries())
    for name in (HEAD, READER, "路人"):
        with pytest.raises((Refused, NotFound)):
            act(by(desk, name), message)
    assert list(desk.store.entries()) == before


def test_whoever_runs_it_drafts_and_sends_but_no_reader(desk: Office) -> None:
    (message,) = outbox.draft(by(desk, "cron"), [digest("a")])
    assert sent(by(desk, "cron"), message).state == m.SENT
    for act in (lambda: outbox.draft(by(desk, READER), [digest("b")]), lambda: sent(by(desk, READER), message)):
        with pytest.raises(Refused):
            act()


def test_tries_in_vain_wait_longer_and_end(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    now = desk.now()
    for tries, wait in enumerate(m.BACKOFF, 1):
        state = sent(desk, message, WAITS, cause=CONNECTION)
        assert (state.state, state.attempts, state.retry_at) == (m.APPROVED, tries, now + wait)
        assert outbox.due_now(desk, 10) == [], "its moment has not come"
    assert sent(desk, message, WAITS, cause=CONNECTION).state == m.FAILED
    state = outbox.approve(by(desk, DIRECTOR), message)
    assert (state.state, state.attempts, state.mark) == (m.APPROVED, 0, "<message/2023-1@x>")
    assert sent(desk, message).state == m.SENT
    holds(desk)


def test_what_is_refused_for_good_fails_at_once(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    state = sent(desk, message, REFUSED, cause=RECIPIENT, reply="550 no such user")
    assert (state.state, state.why) == (m.FAILED, RECIPIENT)


def test_the_other_end_may_ask_for_a_longer_wait(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    later = desk.now().astimezone(UTC) + timedelta(hours=3)
    assert sent(desk, message, WAITS, cause=CONNECTION, retry_at=later).retry_at == later


def test_what_is_postponed_waits_for_its_day(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    assert outbox.postpone(desk, message, date(2023, 10, 18), "会议").until == date(2023, 10, 18)
    assert outbox.due_now(desk, 10) == []
    assert [each.id for each in outbox.due_now(by(desk, OFFICER, "2023-10-18"), 10)] == [message]
    with pytest.raises(Refused, match="postponed-back"):
        outbox.postpone(desk, message, date(2023, 10, 16))


def test_messages_of_one_sort_to_one_body_are_joined(desk: Office) -> None:
    first, second = outbox.draft(desk, [digest("a", text="甲"), digest("b", text="乙", beside=True)])
    (other,) = outbox.draft(desk, [digest("c", body=HOUSING)])
    state = outbox.merge(desk, first, [second])
    assert ([each.key for each in state.lines], state.text) == (["a", "b"], "甲\n\n乙")
    assert (state_of(desk, second).state, state_of(desk, second).into) == (m.CANCELLED, first)
    assert desk.store.said_keys(["a", "b"]) == dict.fromkeys("ab", first)
    for wrong, code in (
        ([other], "merge-differs"), ([first], "merge-itself"), ([second], "merge-differs"), ([], "merge-itself"),
    ):
        with pytest.raises(Refused, match=code):
            outbox.merge(desk, first, wrong)
    holds(desk)


def test_words_and_recipient_are_changed_before_it_goes(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a", "b", channel="mail", address="a@example.org")])
    state = outbox.edit(desk, message, Change(text="改后", address="li@example.org", without=("wells-23/2",)))
    assert (state.text, state.address, [each.key for each in state.struck]) == ("改后", "li@example.org", ["b"])
    assert desk.store.said_keys(["b"]) == {"b": message}, "a person took it out: it is not said again"
    sent(desk, message)
    with pytest.raises(Refused, match="message-state"):
        outbox.edit(desk, message, Change(text="晚了"))
    holds(desk)


def test_of_an_issued_letter_only_the_recipient_is_changed(desk: Office) -> None:
    director = by(desk, DIRECTOR)
    (message,) = outbox.draft(desk, [notice("a", "b")])
    write = outbox.letter_approved(director, message, letter="2023/reminder/1", number="1号", evidence=())
    director.store.write(Writing(messages=(write,)))
    assert outbox.edit(desk, message, Change(address="li@example.org")).address == "li@example.org"
    for change in (Change(text="另"), Change(without=("a",))):
        with pytest.raises(Refused, match="letter-issued"):
            outbox.edit(desk, message, change)


@pytest.mark.parametrize(("change", "code"), [
    (Change(), "nothing-to-change"),
    (Change(subject="两\n行"), "not-one-line"),
    (Change(subject="长" * 201), "not-one-line"),
    (Change(text="长" * 20001), "text-too-long"),
    (Change(person="赵\x07芳"), "not-one-line"),
    (Change(channel="mail", address="nobody"), "not-a-mail-address"),
    (Change(address="王@example.org"), "not-a-mail-address"),
    (Change(text="机密★10年"), "classified"),
    (Change(without=("没有这项",)), "line"),
    (Change(without=("a", "b")), "last-line"),
])
def test_what_cannot_be_is_said_and_nothing_is_written(desk: Office, change: Change, code: str) -> None:
    (message,) = outbox.draft(desk, [digest("a", "b")])
    before = list(desk.store.entries())
    with pytest.raises(XiaxianError, match=code):
        outbox.edit(desk, message, change)
    assert list(desk.store.entries()) == before


def test_a_reason_is_asked_for(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    for act in (outbox.withdraw, outbox.confirm):
        with pytest.raises(Misused, match="text-needed"):
            act(desk, message, " \n")
    with pytest.raises(Refused, match="classified"):
        outbox.withdraw(desk, message, "绝密")


@pytest.mark.parametrize("name", ["", "9", "2023-9", "message/2023-9", "message/", "wells-23/1", "2023-1x", "-1"])
def test_no_such_message(desk: Office, name: str) -> None:
    outbox.draft(desk, [digest("a")])
    with pytest.raises(NotFound, match="message") as found:
        outbox.shown(desk, name)
    assert found.value.candidates == [f"message/2023-1 {WATER}"]


def test_a_day_gone_by_shows_what_was_known_then(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    later = by(desk, OFFICER, "2023-10-18")
    sent(later, message)
    with pytest.raises(Refused, match="before-last-entry"):
        outbox.confirm(desk, message, "电话")
    assert [sheet["state"] for sheet in outbox.listed(desk)] == [m.APPROVED]
    assert [sheet["state"] for sheet in outbox.listed(desk, (m.SENT,))] == []
    assert [sheet["state"] for sheet in outbox.listed(later, (m.SENT,), body=WATER)] == [m.SENT]
    assert len(outbox.shown(desk, message)["history"]) == 1
    before = by(desk, OFFICER, "2023-10-15")
    assert list(outbox.listed(before)) == []
    with pytest.raises(NotFound, match="message"):
        outbox.shown(before, message)
    with pytest.raises(Refused, match="future-day"):
        outbox.draft(by(desk, OFFICER, "2026-11-25"), [digest("b")])


def test_evidence_goes_with_a_message_and_is_proved(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a", files=(("通知.docx", b"PK"),))])
    assert state_of(desk, message).attachments[0].startswith("通知.docx#sha256:")
    holds(desk)


def test_drafts_of_several_transactions_keep_their_order(desk: Office) -> None:
    drafts = (digest(str(number), body=f"单位{number}") for number in range(450))
    ids = outbox.draft(desk, drafts)
    assert ids == [f"message/2023-{number}" for number in range(1, 451)]
    assert [state.id for state in outbox.due_now(desk, 450)] == ids


def test_an_export_carries_every_message(desk: Office, tmp_path: Path) -> None:
    first, second = outbox.draft(desk, [digest("a", files=(("附件.docx", b"PK"),)), digest("b", body=HOUSING)])
    sent(desk, first)
    outbox.withdraw(desk, second, "不必")
    lines = list(transfer.export(desk))
    copy = office(tmp_path / "copy.db", MONDAY, OFFICER)
    transfer.take_in(copy, lines, "export.jsonl")
    assert list(copy.store.messages()) == list(desk.store.messages())
    assert copy.store.said_of(["wells-23/1"]) == desk.store.said_of(["wells-23/1"])
    assert list(transfer.export(copy)) == lines
    holds(copy)
    copy.store.close()


def test_two_who_decide_at_once_are_told_apart(desk: Office) -> None:
    (message,) = outbox.draft(desk, [digest("a")])
    state = state_of(desk, message)
    late = next_entry(desk, state, m.CANCELLED, {"why": "不必"})
    outbox.postpone(desk, message, date(2023, 10, 17))
    with pytest.raises(Stale, match="stale-history"):
        written(desk, [late])
    assert state_of(desk, message).state == m.APPROVED
