"""Taking turns (轮流): a lock on a file beside a ledger, which the system lets go of when its holder is gone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xiaxian_tasks.errors import Stale, StoreFault


@contextmanager
def holding(ledger: Path) -> Iterator[None]:
    """Hold the turn to send out of a ledger, by whichever name it is called. The file stays: whoever took it away would
    give two the same turn.

    Raises Stale `other-runner` while somebody else holds it, StoreFault `no-permission` where no file can be made.
    """
    ledger = ledger.resolve()
    place = ledger.with_name(f".{ledger.name}.posting")
    try:
        descriptor = os.open(place, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StoreFault("no-permission", place=str(place), detail=str(error)) from error
    try:
        if not _is_taken(descriptor):
            raise Stale("other-runner", place=str(ledger))
        yield
    finally:
        os.close(descriptor)


def _is_taken(descriptor: int) -> bool:
    """Whether the turn was free, and is ours until the file is closed."""
    try:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            return True
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
