"""Whatever the office does on either engine: what is recorded stands and is proved, what is refused leaves no trace."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp
from typing import TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.store.conftest import PROGRAMS, TODAY
from tests.store.desk_walk import DeskWalk, prepared
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store

T = TypeVar("T")


class Drawn:
    """Dice thrown by hypothesis."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""
        return self._data.draw(st.sampled_from(of))


class AtTheDesk(RuleBasedStateMachine):
    """A ledger the office works at; `walk` is made by whoever runs it."""

    def __init__(self, walk: DeskWalk) -> None:
        super().__init__()
        self.walk = walk

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """Somebody takes a step."""
        self.walk.attempt(Drawn(data))

    def teardown(self) -> None:
        """The ledger proves itself."""
        self.walk.verified()


def settled(examples: int, steps: int) -> settings:
    """So many walks of so many steps, the same ones each time."""
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
    )


def test_walks_on_sqlite(tmp_path: Path) -> None:
    """Each walk begins with a ledger of its own."""
    begun = tmp_path / "begun.sqlite3"
    first = open_store(str(begun), today=TODAY)
    prepared(first, tmp_path)
    first.back_up(whole := tmp_path / "whole.sqlite3")
    first.close()

    class OnSqlite(AtTheDesk):
        """Works at a copy."""

        def __init__(self) -> None:
            path = Path(mkdtemp(dir=tmp_path)) / "ledger.sqlite3"
            copy(whole, path)
            super().__init__(DeskWalk(open_store(str(path), today=TODAY)))

        def teardown(self) -> None:
            super().teardown()
            self.walk.ledger.close()

    run_state_machine_as_test(OnSqlite, settings=settled(12, 60))


def test_walks_on_postgresql(database: str, tmp_path: Path) -> None:
    """One ledger is walked on and on: what one walk leaves, the next begins with."""
    if PROGRAMS is None:
        return
    ledger: Ledger = open_store(database, today=TODAY)
    prepared(ledger, tmp_path)

    class OnPostgres(AtTheDesk):
        """Works at the one ledger."""

        def __init__(self) -> None:
            super().__init__(DeskWalk(ledger))

    run_state_machine_as_test(OnPostgres, settings=settled(3, 60))
    ledger.close()
