"""Evidence (佐证): the papers entries name by the hash of their content, and whether they are kept as they were."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.entries import CHECK, REPLY, REPORT, REQUEST, Entry
from xiaxian_tasks.errors import NotFound, StoreFault
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet

BEARING = (CHECK, REPLY, REPORT, REQUEST)
"""Kinds of entry that come with evidence."""

KEPT, MISSING, ALTERED, NEVER_KEPT = "kept", "evidence-missing", "evidence-altered", "never-kept"
"""What is known of a piece: its copy is kept; it is gone; it is not what it was; it was recorded by its hash alone,
before copies were kept."""

MARK = "kept"
"""The key of an entry whose evidence was kept with it. Reports of the first version of the program do not have it."""


class Piece(NamedTuple):
    """One piece of evidence as an entry names it."""

    name: str
    digest: str


def pieces(entry: Entry) -> Iterator[Piece]:
    """The pieces an entry names; whatever is no name with a hash is none."""
    content: object = entry.content  # in a ledger somebody has been at
    given = content.get("evidence", ()) if isinstance(content, dict) else ()
    for each in given if isinstance(given, list) else ():
        name, found, digest = str(each).rpartition("#sha256:")
        if found:
            yield Piece(name, digest)


def is_kept(entry: Entry) -> bool:
    """Whether copies of what an entry names were kept when it was recorded: so for all but reports of old."""
    content: object = entry.content
    return entry.kind != REPORT or not isinstance(content, dict) or bool(content.get(MARK))


def listing(office: Office, task: str = "") -> Iterator[Sheet]:
    """Every piece known on the office's day, of one task or of all: where it is named, its size and what is known of it
    without reading it."""
    sizes = dict(office.store.evidence_kept())
    for entry in _bearing(office, task):
        for piece in pieces(entry):
            size = sizes.get(piece.digest)
            state = KEPT if size is not None else MISSING if is_kept(entry) else NEVER_KEPT
            yield {
                "task": entry.task, "seq": entry.seq, "at": entry.at.isoformat(), "by": entry.by, "kind": entry.kind,
                "name": piece.name, "hash": piece.digest, "size": size, "state": state,
            }


def contents(office: Office, task: str, seq: int | None = None) -> Iterator[tuple[Sheet, bytes]]:
    """The pieces of a task, or of one entry of it, with their contents, one at a time; what was never kept is left out.

    Raises NotFound `evidence` (5) when there is none, StoreFault `evidence-missing`, `evidence-altered` (7).
    """
    found = [each for each in listing(office, task) if seq in {None, each["seq"]} and each["state"] != NEVER_KEPT]
    if not found:
        raise NotFound("evidence", [], name=task if seq is None else f"{task}, {seq}")
    for each in found:
        content = office.store.evidence(each["hash"])
        state = judged(each["hash"], content)
        if content is None or state != KEPT:
            raise StoreFault(state, **{key: each[key] for key in ("task", "seq", "name")})
        yield each, content


def judged(digest: str, content: bytes | None) -> str:
    """What is known of a piece by its content."""
    if content is None:
        return MISSING
    from hashlib import sha256  # loads OpenSSL, and a list of names needs none

    return KEPT if sha256(content).hexdigest() == digest else ALTERED


def verify(office: Office) -> Sheet:
    """Every piece an entry names, each read once and alone: `ok, pieces, never_kept, faults` (task, seq, name, code).

    `pieces` are those that are kept as they were."""
    states: dict[str, str] = {}
    faults: list[Sheet] = []
    never = 0
    for entry in office.store.entries_of(BEARING, date.min, date.max):
        for piece in pieces(entry):
            if piece.digest not in states:
                states[piece.digest] = judged(piece.digest, office.store.evidence(piece.digest))
            state = states[piece.digest]
            if state == MISSING and not is_kept(entry):
                never += 1
            elif state != KEPT:
                faults.append({"task": entry.task, "seq": entry.seq, "name": piece.name, "code": state})
    sound = sum(state == KEPT for state in states.values())
    return {"ok": not faults, "pieces": sound, "never_kept": never, "faults": faults}


def _bearing(office: Office, task: str) -> Iterator[Entry]:
    """The entries with evidence known on the day."""
    if not task:
        yield from office.store.entries_of(BEARING, date.min, office.on)
        return
    yield from (each for each in office.store.history(task) if each.kind in BEARING and each.at <= office.on)
