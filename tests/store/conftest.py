"""Ledgers on both engines: a fresh one for each test, in a folder or on a private server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from tests.store.servers import Server, programs, running
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store

TODAY = date(2026, 11, 24)
PROGRAMS = programs()
ENGINES = ("sqlite", "postgresql") if PROGRAMS else ("sqlite",)

Opening = Callable[[], Ledger]


@pytest.fixture(scope="session")
def server() -> Iterator[Server | None]:
    """The private server, or None where its programs are missing."""
    with ExitStack() as stack:
        yield stack.enter_context(running(PROGRAMS)) if PROGRAMS else None


@pytest.fixture
def database(server: Server | None, request: pytest.FixtureRequest) -> str:
    """The URL of a new, empty database; "" where there is no server."""
    if server is None:
        return ""
    import psycopg

    name = f"ledger_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return server.url(name)


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of a ledger that does not exist yet, on each engine."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(tmp_path / "账本 100%?#.db")


@pytest.fixture
def open_ledger(url: str) -> Iterator[Opening]:
    """Opens the test's ledger as often as it is asked, each time with a connection of its own."""
    with ExitStack() as stack:

        def opening() -> Ledger:
            ledger = open_store(url, today=TODAY)
            stack.callback(ledger.close)
            return ledger

        yield opening


@pytest.fixture
def ledger(open_ledger: Opening) -> Ledger:
    """A fresh ledger."""
    return open_ledger()
