"""A ledger, a token, and the server on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledgers import bundled
from tests.web.reaching import Reached, given, hatch, running


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of its own with the bundled plans."""
    return bundled(tmp_path)


@pytest.fixture
def token(ledger: Path) -> str:
    """A subscription to one body's calendar."""
    return given(ledger)


@pytest.fixture
def reached(ledger: Path) -> Iterator[Reached]:
    """The server on the ledger."""
    with running(hatch(ledger)) as server:
        yield server
