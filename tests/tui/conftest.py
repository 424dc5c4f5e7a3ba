"""A ledger for each test of the screen."""

from pathlib import Path

import pytest

from tests.ledgers import bundled
from tests.tui.wells import prepared


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of its own with the bundled plans."""
    return bundled(tmp_path)


@pytest.fixture
def wells(tmp_path: Path) -> Path:
    """A ledger of its own whose wells are fully supervised, nothing done yet."""
    return prepared(tmp_path)
