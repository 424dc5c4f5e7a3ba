"""A ledger for each test of the screen."""

from pathlib import Path

import pytest

from tests.ledgers import bundled
from tests.office.supervised import supervised


@pytest.fixture(autouse=True)
def an_editor_that_leaves_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys struck at random open the editor too: this machine's own would wait for somebody to type."""
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "true")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of its own with the bundled plans."""
    return bundled(tmp_path)


@pytest.fixture
def wells(tmp_path: Path) -> Path:
    """A ledger of its own whose wells are fully supervised, nothing done yet."""
    return supervised(tmp_path)
