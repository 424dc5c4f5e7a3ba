"""Whatever is recorded, on whichever day: calendars change where their SEQUENCE rises and nowhere else."""

from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.office.feed_walk import FeedWalk
from tests.store.conftest import TODAY
from tests.store.desk_walk import prepared
from tests.store.test_desk_walks import Drawn, settled
from xiaxian_tasks.store.open import open_store


@pytest.mark.parametrize("is_live", [True, False], ids=["live", "looked back at"])
def test_what_is_seen_changes_where_sequence_rises(tmp_path: Path, *, is_live: bool) -> None:
    """Each walk begins with a ledger of its own; at its end months go by."""
    begun = tmp_path / "begun.sqlite3"
    first = open_store(str(begun), today=TODAY)
    prepared(first, tmp_path)
    first.back_up(whole := tmp_path / "whole.sqlite3")
    first.close()

    class Looking(RuleBasedStateMachine):
        """Works at a copy, and looks."""

        def __init__(self) -> None:
            super().__init__()
            path = Path(mkdtemp(dir=tmp_path)) / "ledger.sqlite3"
            copy(whole, path)
            self.walk = FeedWalk(open_store(str(path), today=TODAY), is_live=is_live)

        @rule(data=st.data())
        def act(self, data: st.DataObject) -> None:
            """Somebody takes a step."""
            self.walk.attempt(Drawn(data))

        def teardown(self) -> None:
            """Months go by."""
            self.walk.rest(65)
            self.walk.ledger.close()

    run_state_machine_as_test(Looking, settings=settled(4, 30))
