"""The outbox under stress: a run that breaks off at any write, and random acts, lawful or not."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledgers import office
from tests.office.letterbox import DIRECTOR, HOUSING, MONDAY, OFFICER, by, digest, holds, notice
from tests.office.supervised import supervised
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.errors import NotFound, Refused
from xiaxian_tasks.office import message_rows, outbox, proof
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.messages import state_of
from xiaxian_tasks.office.outbox import Change, Settled, Start
from xiaxian_tasks.ports import Writing
from xiaxian_tasks.ports.letters import ACCEPTED, CONNECTION, REFUSED, WAITS


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return supervised(tmp_path)


@pytest.fixture
def desk(ledger: Path) -> Office:
    return office(ledger, MONDAY, OFFICER)


class Interrupted(Exception):
    """The program stops between two writes."""


def broken_off(desk: Office, write: int, lost: bool) -> None:
    """The n-th write from here on is cut off, before or after it reached the disk."""
    whole, places = desk.store.write, count()

    def stopping(writing: Writing) -> None:
        place = next(places)
        if place == write and lost:
            raise Interrupted
        whole(writing)
        if place == write:
            raise Interrupted

    desk.store.write = stopping  # type: ignore[method-assign]


def _tomorrow(desk: Office) -> None:
    """The clock a day on."""
    moment = desk.now() + timedelta(days=1)
    desk.now = lambda: moment


@pytest.mark.parametrize("lost", [True, False])
@pytest.mark.parametrize("write", range(5))
def test_a_run_that_breaks_off_anywhere_is_taken_up_again(desk: Office, write: int, *, lost: bool) -> None:
    """Drafted, begun, settled in vain, begun, settled: each key once, one mark, nothing lost."""
    marks: list[str] = []

    def run(at: Office) -> None:
        if not at.store.said_keys(["a"]):
            outbox.draft(at, [digest("a")])
        with at.store.posting():
            for verdict in (WAITS, ACCEPTED):
                for state in outbox.due_now(at, 10):
                    (state,) = outbox.begin(at, [Start(state.id, f"<{len(marks)}@x>")])
                    marks.append(state.mark)
                    outbox.settle(at, [Settled(state.id, verdict, CONNECTION)])
                _tomorrow(at)

    broken = by(desk, OFFICER)
    broken_off(broken, write, lost)
    with pytest.raises(Interrupted):
        run(broken)
    broken.store.close()
    desk.now = lambda: datetime(2026, 11, 26, tzinfo=UTC)
    run(desk)
    (sheet,) = outbox.listed(desk)
    assert sheet["state"] == m.SENT
    assert len(set(marks)) == 1, "whatever was in doubt went under the same mark"
    holds(desk)


def acts(desk: Office, message: str, other: str, key: str) -> list[Callable[[], object]]:
    """All that can be done to a message, lawful or not."""
    def first() -> str:
        return state_of(desk, message).lines[0].key

    return [
        lambda: outbox.draft(desk, [digest(key, f"{key}+", beside=True)]),
        lambda: outbox.draft(desk, [notice(key)]),
        lambda: outbox.edit(desk, message, Change(without=(first(),))),
        lambda: outbox.approve(by(desk, DIRECTOR), message),
        lambda: outbox.postpone(desk, message, date(2023, 10, 17)),
        lambda: outbox.merge(desk, message, [other]),
        lambda: outbox.begin(desk, [Start(message, f"<{message}>")]),
        lambda: outbox.settle(desk, [Settled(message, ACCEPTED)]),
        lambda: outbox.settle(desk, [Settled(message, WAITS)]),
        lambda: outbox.settle(desk, [Settled(message, REFUSED)]),
        lambda: outbox.confirm(desk, message, "电话"),
        lambda: outbox.withdraw(desk, message, "不必"),
        lambda: outbox.cancel_untrue(desk, message),
        lambda: outbox.cancel_untrue(desk, message, [first()]),
    ]


STEPS = st.tuples(st.integers(0, 13), st.integers(1, 6), st.integers(1, 6), st.integers(0, 20))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(STEPS, min_size=10, max_size=50))
def test_however_one_walks_what_is_kept_is_what_was_recorded(
    ledger: Path, tmp_path_factory: pytest.TempPathFactory, walk: list[tuple[int, int, int, int]]
) -> None:
    """No two keys alike, nothing said twice, and the ledger proves itself."""
    path = tmp_path_factory.mktemp("walk") / "ledger.sqlite3"
    shutil.copy(ledger, path)
    desk = office(path, MONDAY, OFFICER)
    outbox.draft(desk, [digest("x", "y"), digest("z", body=HOUSING)])
    for act, message, other, key in walk:
        try:
            acts(desk, f"2023-{message}", f"2023-{other}", f"k{key}")[act]()
        except (Refused, NotFound, IndexError):
            continue
    states = [message_rows.state_of(row) for row in desk.store.messages()]
    said = [each.key for state in states for each in m.said_lines(state)]
    assert len(said) == len(set(said))
    assert len({state.key for state in states}) == len(states)
    assert desk.store.said_keys(said) == {each.key: state.id for state in states for each in m.said_lines(state)}
    holds(desk)
    before = list(desk.store.messages())
    proof.rebuild(desk)
    assert list(desk.store.messages()) == before
