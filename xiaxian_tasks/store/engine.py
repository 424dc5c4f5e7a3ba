"""What the ledger asks of a database: run a statement, stream one, and write in one transaction."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from xiaxian_tasks.errors import StoreFault, XiaxianError
from xiaxian_tasks.store.schema import MARK
from xiaxian_tasks.store.statements import Parameters

Row = tuple[Any, ...]


class Engine(Protocol):
    """One connection to one ledger. Every failure of the database comes out as StoreFault (7) or Stale (6)."""

    name: str
    place: str
    writable: bool
    refusal: str
    """Why it is not writable where it is not: the code of the StoreFault (7) that says so."""

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a statement."""

    def stream(self, statement: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """The rows of a statement, a few at a time: memory stays flat."""

    def change(self, statement: str, rows: Sequence[Parameters]) -> int:
        """Run a writing statement once for each of `rows`; how many rows of the ledger it changed in all."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction: all that is written inside stays, or nothing. Raises StoreFault `read-only`."""

    def still(self) -> AbstractContextManager[None]:
        """One moment: all that is read inside is of it, whoever writes meanwhile."""

    def alone(self) -> None:
        """Inside a transaction: let nobody else write an entry until it ends."""

    def posting(self) -> AbstractContextManager[None]:
        """Inside, whoever else asks for the same is refused. Raises Stale `other-runner`."""

    def marks(self) -> dict[str, str] | None:
        """The rows of `meta`, by one statement; None where there is no ledger yet. Raises StoreFault `not-ours`."""

    def figures(self) -> Mapping[str, str]:
        """What only this engine can tell of itself, for `doctor`."""

    def mark(self) -> str:
        """A mark that moves with every commit of another connection, found without reading the ledger."""

    def settle(self) -> None:
        """Let the database learn from much new data; nothing where it needs no telling."""

    def back_up(self, path: Path) -> None:
        """Copy the ledger to a new file while others use it (ports.Store.back_up)."""

    def close(self) -> None:
        """Give the connection back."""

    # For creating and upgrading.

    @property
    def dialect(self) -> str:
        """SQLAlchemy's name for it."""

    def another(self) -> Any:
        """One more DB-API connection, for SQLAlchemy."""

    @property
    def lock(self) -> str:
        """The statement that keeps other writers out until the transaction ends."""

    def founding(self) -> AbstractContextManager[None]:
        """Around the making of a new ledger: what it needs before its first table, taken back if that fails."""

    def set_aside(self, number: int) -> None:
        """Called under the lock, before the schema is moved on from `number`."""

    def fault(self, error: BaseException) -> XiaxianError | None:
        """The house's error for one of the database's own, or None when it is a defect."""


def number_of(marks: dict[str, str], place: str) -> int:
    """The schema's number as kept. Raises StoreFault `corrupt` when it is none."""
    text = marks[MARK]
    if not text.isdecimal():
        raise StoreFault("corrupt", place=place, detail=text)
    return int(text)


def without_password(url: str) -> str:
    """A URL as it may be shown: neither password nor options."""
    if "://" not in url:
        return url
    return re.sub(r"//([^:@/]*)(:[^@/]*)?@", r"//\1@", url.partition("?")[0])
