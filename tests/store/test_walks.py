"""Any history that may be told leaves the same behind on each engine: what its replay gives."""

from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store import ledgers
from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.history import to_document
from xiaxian_tasks.domain.lights import light_of
from xiaxian_tasks.domain.projection import replay
from xiaxian_tasks.store.ledger import Ledger

NUMBERS = count(1)

moves = st.lists(
    st.tuples(
        st.sampled_from(["report", "retitle", "move", "withdraw"]), st.integers(0, 120), st.integers(0, 260),
    ),
    max_size=8,
)


def written(told: Told, move: str, *, at: date, value: int) -> ledgers.Written:
    """What the store is to write for one move."""
    if move == "report":
        return told.reported(str(value), at=at)
    if move == "retitle":
        return told.adopted(at=at, title=f"第{value}题", lead=("县水利局",) if value % 2 else ())
    if move == "move":
        return told.adopted(at=at, due=date(2023, 12, 31) - timedelta(days=value))
    return told.adopted(at=at, withdrawn=True)


@given(moves=moves, at_once=st.booleans())
@settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_kept_is_what_a_replay_gives(
    ledger: Ledger, moves: list[tuple[str, int, int]], at_once: bool
) -> None:
    told = Told(task(str(next(NUMBERS))))
    ledger.adopt(adoption(told.task, entries=[told.adopted()], revisions=()))
    day = date(2023, 1, 1)
    story = []
    for move, days, value in moves:
        day += timedelta(days=days)
        story.append(written(told, move, at=day, value=value))
    if at_once:
        ledger.append_many(story)
    else:
        for each in story:
            ledger.append(*each)
    state, steps, *_ = replay(told.entries, ledgers.lay_out, ledgers.CALENDARS)
    assert ledger.history(told.task.id) == told.entries
    kept = ledger.projection_of(told.task.id)
    assert kept is not None
    assert (kept.definition, kept.state) == (canonical(encode(state.task)), canonical(to_document(state)))
    assert list(kept.steps) == steps
    _rows_agree(ledger, told, day)


def _rows_agree(ledger: Ledger, told: Told, day: date) -> None:
    """The row of the last day, and of later ones, is the state and light of the newest entry."""
    assert told.state is not None
    for on in (day, day + timedelta(days=45), date(2025, 1, 1)):
        row = ledger.task(told.task.id, on)
        assert row is not None
        shown = light_of(told.state, on, ledgers.CALENDARS.on(on))
        assert (row.light, row.reason) == (shown.light, shown.reason)
        assert (row.title, row.due, row.seq, row.head) == (
            told.task.title, told.task.due, told.state.seq, told.state.head
        )
        assert row.at == told.state.at
