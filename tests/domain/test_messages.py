"""Messages: what each entry makes of one, what may follow what, and what counts as said."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.errors import Refused

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

LINES = (
    m.Line("g/10 target 水利局 near 2026-03-02 1", "g/10", "target", "near", "near", DAY, 1, date(2026, 3, 9), "临期"),
    m.Line("g/11 target 水利局 due 2026-03-02 1", "g/11", "target", "due", "due", DAY),
)


def drafted(**content: Any) -> list[Entry]:
    """A history of one entry: a message to 水利局 with two lines."""
    given = {
        "key": "digest 水利局 2026-03-02", "what": m.DIGEST, "paper": "", "body": "水利局", "person": "张三",
        "channel": "mail", "address": "zhang@example.org", "on": DAY.isoformat(), "subject": "提醒", "text": "两件",
        "lines": [encode(line) for line in LINES], **content,
    }
    return [sealed(Entry("message/2026-1", 1, DAY, MOMENT, "cron", m.DRAFTED, given), ROOT)]


def then(history: list[Entry], kind: str, **content: Any) -> list[Entry]:
    """The history with one more entry."""
    last = history[-1]
    entry = Entry(last.task, last.seq + 1, DAY, MOMENT + timedelta(minutes=last.seq), "李四", kind, content)
    return [*history, sealed(entry, last.hash)]


def test_a_digest_goes_from_its_draft_to_its_arrival() -> None:
    history = drafted(approved=True)
    assert m.fold_message(history).state == m.APPROVED
    history = then(then(history, m.SENDING, mark="<1@x>"), m.SENT, reply="250 ok")
    state = m.fold_message(history)
    assert (state.state, state.mark, state.attempts, state.sent) == (m.SENT, "<1@x>", 1, history[-1].recorded)
    state = m.fold_message(then(history, m.CONFIRMED, how="电话"))
    assert (state.state, state.sent, state.seq) == (m.CONFIRMED, history[-1].recorded, 4)


def test_a_notice_waits_for_its_approval_and_takes_number_and_paper_from_it() -> None:
    history = drafted(what=m.NOTICE, paper="reminder")
    assert m.fold_message(history).state == m.DUE
    state = m.fold_message(then(
        history, m.APPROVED, letter="2026/reminder/3", number="夏督提〔2026〕3号", evidence=["a.docx#sha256:ab"]
    ))
    assert (state.state, state.letter, state.attachments) == (m.APPROVED, "2026/reminder/3", ("a.docx#sha256:ab",))
    with pytest.raises(Refused, match="letter-issued"):
        m.permit(state, m.MERGED)


def test_what_failed_waits_or_is_failed_for_good_and_keeps_its_mark() -> None:
    history = then(drafted(approved=True), m.SENDING, mark="<1@x>")
    waiting = m.fold_message(then(history, m.FAILED, why="connection", retry_at="2026-03-02T01:05:00+00:00"))
    assert (waiting.state, waiting.why, waiting.mark) == (m.APPROVED, "connection", "<1@x>")
    assert waiting.retry_at == datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
    failed = then(history, m.FAILED, why="recipient")
    assert m.fold_message(failed).state == m.FAILED
    again = m.fold_message(then(failed, m.APPROVED))
    assert (again.state, again.attempts, again.mark) == (m.APPROVED, 0, "<1@x>")


def test_the_waits_between_tries_grow_and_end() -> None:
    waits = [m.wait_after(n) for n in range(1, len(m.BACKOFF) + 2)]
    assert waits[0] == timedelta(minutes=5)
    assert waits[-1] is None
    known = [each for each in waits if each]
    assert known == sorted(set(known))
    assert known[-1] == timedelta(days=1)


def test_what_counts_as_said() -> None:
    keys = [line.key for line in LINES]

    def said(history: list[Entry]) -> list[str]:
        return [line.key for line in m.said_lines(m.fold_message(history))]

    assert said(drafted()) == keys
    assert said(then(drafted(), m.EDITED, struck=[keys[0]])) == [keys[1], keys[0]], "taken out by a person: stays said"
    assert said(then(drafted(), m.EDITED, untrue=[keys[0]])) == [keys[1]], "no longer true: may be said again"
    assert said(then(drafted(), m.CANCELLED, why="不必")) == keys
    assert said(then(drafted(), m.CANCELLED, why="untrue", untrue=True)) == []
    assert said(then(drafted(), m.MERGED, into="message/2026-2")) == []
    more = encode(LINES[0]._replace(key="another", task="g/12"))
    assert said(then(drafted(), m.MERGED, taken=["message/2026-2"], lines=[more])) == [*keys, "another"]


def test_a_state_is_read_back_as_it_was_kept() -> None:
    history = then(drafted(), m.POSTPONED, until="2026-03-05", why="会议")
    history = then(then(history, m.EDITED, struck=[LINES[0].key], text="一件"), m.APPROVED)
    history = then(history, m.SENDING, mark="<1@x>")
    for length in range(1, len(history) + 1):
        state = m.fold_message(history[:length])
        assert m.message_from_document(encode(state)) == state
    assert m.fold_message(history).until == date(2026, 3, 5)
    waiting = m.fold_message(then(history, m.FAILED, why="x", retry_at="2026-03-02T01:05:00+00:00"))
    assert m.message_from_document(encode(waiting)) == waiting


def test_each_state_lets_through_what_the_table_says_and_nothing_else() -> None:
    state = m.fold_message(drafted())
    for kind, stands in product(m.AFTER, m.STATES):
        if stands in m.AFTER[kind]:
            m.permit(state._replace(state=stands), kind)
        else:
            with pytest.raises(Refused, match="message-state"):
                m.permit(state._replace(state=stands), kind)
    assert {m.DRAFTED, *m.AFTER} == set(m.ENTRIES)


def test_keys_tell_what_to_whom_and_of_which_day() -> None:
    assert m.key_of(m.DIGEST, "", "水利局", DAY) == "digest 水利局 2026-03-02"
    assert m.key_of(m.NOTICE, "reminder", "水利局", DAY, 2) == "reminder 水利局 2026-03-02 2"


def test_a_history_begins_with_its_draft() -> None:
    with pytest.raises(ValueError, match="draft"):
        m.fold_message([])
    with pytest.raises(ValueError, match="draft"):
        m.fold_message(then(drafted(), m.SENT)[1:])
