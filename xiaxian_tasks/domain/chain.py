"""The chain: each entry's hash covers the entry and the hash before it, so that no entry can be altered, swapped,
inserted or removed without the next one telling. A cut tail shows only where a head was kept elsewhere."""

from collections.abc import Iterable
from typing import NamedTuple

from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.entries import Entry

ROOT = ""
"""What stands before the first entry of a history."""


class Break(NamedTuple):
    """The first entry of a history that does not hold, and why (a code)."""

    task: str
    seq: int
    code: str


def digest(entry: Entry, before: str) -> str:
    """The hash of an entry after one with hash `before`: SHA-256 over the canonical JSON of both, in hexadecimal."""
    from hashlib import sha256  # loads OpenSSL, and who only reads hashes nothing

    body = [
        before, entry.task, entry.seq, entry.at.isoformat(), entry.recorded.isoformat(), entry.by, entry.kind,
        entry.content,
    ]
    return sha256(canonical(body).encode()).hexdigest()


def sealed(entry: Entry, before: str) -> Entry:
    """The entry with its hash."""
    return entry._replace(hash=digest(entry, before))


def first_break(task: str, entries: Iterable[Entry]) -> Break | None:
    """The first entry of one history that does not follow from those before it, or None."""
    before = ROOT
    for seq, entry in enumerate(entries, start=1):
        if entry.task != task:
            return Break(task, seq, "foreign-entry")
        if entry.seq != seq:
            return Break(task, seq, "missing-entry")
        if entry.hash != digest(entry, before):
            return Break(task, seq, "altered-entry")
        before = entry.hash
    return None


def head_of(heads: Iterable[tuple[str, int, str]]) -> str:
    """One code for all histories: the hash over (task, last seq, last hash), in order of task."""
    from hashlib import sha256

    total = sha256()
    for task, seq, head in heads:
        total.update(line_of(task, seq, head).encode())
    return total.hexdigest()


def line_of(task: str, seq: int, head: str) -> str:
    """Where one history stands, as the head over all covers it and the list of a seal tells it."""
    return f"{task}\t{seq}\t{head}\n"
