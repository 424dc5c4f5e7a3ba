"""What is drawn for a task: the same for the same words, on every machine."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def drawn(*words: str, below: int) -> int:
    """A number from 0 up to `below`, which it never reaches."""
    return int.from_bytes(sha256("/".join(words).encode()).digest()[:8]) % below


def one_of(choices: Sequence[T], *words: str) -> T:
    """One of several."""
    return choices[drawn(*words, below=len(choices))]


def working(on: date) -> date:
    """The day, or the Friday before where it falls on a weekend."""
    return on - timedelta(days=max(0, on.weekday() - 4))
