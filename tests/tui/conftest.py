"""A ledger for each test of the screen."""

from pathlib import Path

import pytest

from tests.ledgers import bundled


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of its own with the bundled plans."""
    return bundled(tmp_path)
