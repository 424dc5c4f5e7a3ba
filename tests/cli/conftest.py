"""Ledgers for the command line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.programs import SMALL, call
from tests.cli.supervision import (
    DIRECTOR,
    LIAISON,
    OTHERS,
    PEOPLE,
    SUPERVISOR,
    WELLS,
    act,
    done,
)
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


@pytest.fixture
def full(gazette: Path, tmp_path: Path) -> Path:
    """The bundled plans with people, 22号 under full supervision since 8 October 2023."""
    paper = tmp_path / "people.toml"
    paper.write_text(PEOPLE, encoding="utf-8")
    assert call(gazette, "load", str(paper), on="2023-10-07").code == 0
    assert act(gazette, "10-08", DIRECTOR, "plan", "way", "22号", "全程").code == 0
    return gazette


@pytest.fixture
def sent(full: Path) -> Path:
    """The wells sent out to 县水利局 and 县住建局 alone."""
    for body in OTHERS:
        done(full, "10-08", DIRECTOR, "assignment", "assign", WELLS, "--release", body)
    done(full, "10-08", DIRECTOR, "task", "register", WELLS)
    done(full, "10-08", DIRECTOR, "dispatch", WELLS)
    return full


@pytest.fixture
def signed(sent: Path) -> Path:
    """The same, signed for: by 县水利局 itself a week late, for 县住建局 by the office on the day."""
    done(sent, "10-09", SUPERVISOR, "receive", WELLS, "--body", "县住建局")
    done(sent, "10-16", LIAISON, "receive", WELLS)
    return sent


@pytest.fixture
def proof(tmp_path: Path) -> str:
    """A piece of evidence."""
    path = tmp_path / "封井照片.txt"
    path.write_text("封井", encoding="utf-8")
    return str(path)
