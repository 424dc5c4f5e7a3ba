"""Ledgers for the command line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.programs import SMALL, call
from tests.ledgers import bundled


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    paper, ledger = folder / "trial-23.toml", folder / "ledger.sqlite3"
    paper.write_text(SMALL, encoding="utf-8")
    assert call(ledger, "load", str(paper)).code == 0
    return ledger


@pytest.fixture
def small(_small: Path, tmp_path: Path) -> Path:
    """A ledger of its own with the small plan."""
    path = tmp_path / "ledger.sqlite3"
    shutil.copy(_small, path)
    return path


@pytest.fixture
def gazette(tmp_path: Path) -> Path:
    """A ledger of its own with the bundled plans."""
    return bundled(tmp_path)
