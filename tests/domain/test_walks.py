"""Whatever is done in whatever order: what is permitted holds, what is not leaves no trace."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.domain.walking import Walk

T = TypeVar("T")


class Drawn:
    """Dice thrown by hypothesis, so that a walk that fails is cut down to the few steps that matter."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""
        return self._data.draw(st.sampled_from(of))


class Walking(RuleBasedStateMachine):
    """A task walked through the workflow."""

    @initialize(separation=st.booleans())
    def begin(self, separation: bool) -> None:
        self.walk = Walk(separation=separation)

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """Somebody does something; every state it leads to is proved as it is recorded."""
        self.walk.attempt(Drawn(data))

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        """Somebody asks what stood on some day."""
        self.walk.whole_holds(Drawn(data))

    @invariant()
    def what_is_open_can_be_done(self) -> None:
        self.walk.open_holds()


TestWalking = Walking.TestCase
TestWalking.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
