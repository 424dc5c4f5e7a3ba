"""The whole ledger as JSON lines (转出、转入): what one ledger writes another takes over, chains and all.

The first line says what follows, then come plans, adopted files, bodies, days, years, entries by history, numbers and
evidence, one a line; the last line holds the head over all histories and the SHA-256 of all lines before it. The bytes
depend on nothing but what the ledger holds. Projections are not carried: they are made anew from the histories.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from xiaxian_tasks.domain.chain import first_break, line_of
from xiaxian_tasks.domain.codec import canonical, decode, encode
from xiaxian_tasks.domain.county import fold_county
from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.domain.entries import ADOPTION, COUNTY, SEAL, Entry
from xiaxian_tasks.domain.messages import DRAFTED
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import Fault, Faulty, StoreFault
from xiaxian_tasks.office import county, message_rows
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.evidence import pieces
from xiaxian_tasks.office.projecting import replayed
from xiaxian_tasks.office.proof import case_row
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import Announced, Number, Piece, PlanRow, Restored, Revision

FORMAT, VERSION = "xiaxian-ledger", 1

ORDER = ("plan", "revision", "body", "day", "year", "entry", "number", "evidence")
"""The sorts of line between the first and the last, in their order."""

LONGEST = 256 * 2**20
"""Bytes of a line at most: a piece of evidence, or what is no export of ours."""


def export(office: Office, *, evidence: bool = True) -> Iterator[bytes]:
    """The lines of a ledger as of one moment; without `evidence` only the lists that seals need are carried.

    Raises StoreFault `broken-chain` (7): what does not hold is not handed on.
    """
    with office.store.still():
        yield from _lines(office, evidence=evidence)


def _lines(office: Office, *, evidence: bool) -> Iterator[bytes]:
    total, head = sha256(), sha256()

    def told(sort: str, document: Any) -> bytes:
        line = f"{canonical({sort: document})}\n".encode()
        total.update(line)
        return line

    yield told("format", {"name": FORMAT, "version": VERSION, "evidence": evidence})
    yield from (told(*each) for each in _declared(office))
    lists: set[str] = set()
    for history, entries in groupby(office.store.entries(), key=attrgetter("task")):
        whole = list(entries)
        if broken := first_break(history, whole):
            raise StoreFault("broken-chain", task=broken.task, seq=broken.seq)
        head.update(line_of(history, len(whole), whole[-1].hash).encode())
        yield from (told("entry", _entry(entry)) for entry in whole)
        lists.update(digest for entry in whole if entry.kind == SEAL for _, digest in pieces(entry))
    yield from (told("number", list(number)) for number in office.store.numbers_given())
    for digest, _ in office.store.evidence_kept():
        content = office.store.evidence(digest) if evidence or digest in lists else None
        if content is not None:
            yield told("evidence", [digest, b64encode(content).decode()])
    yield told("end", {"head": head.hexdigest(), "sha256": total.hexdigest()})


def _declared(office: Office) -> Iterator[tuple[str, Any]]:
    """What stands beside the histories: plans, adopted files, bodies, working days."""
    for plan in office.store.plans():
        yield "plan", [plan.id, plan.document, plan.title, plan.issued.isoformat(), plan.position, plan.document_json]
    for revision in office.store.revisions():
        source = b64encode(revision.source).decode()
        yield "revision", [revision.plan, revision.at.isoformat(), revision.hash, source]
    yield from (("body", encode(body)) for body in office.store.bodies())
    for day in office.calendars.days:
        known = day.known.isoformat() if day.known else ""
        yield "day", [day.on.isoformat(), day.working, day.name, known]
    yield from (("year", [year, on.isoformat()]) for year, on in sorted(office.calendars.announced.items()))


def _entry(entry: Entry) -> list[Any]:
    return [
        entry.task, entry.seq, entry.at.isoformat(), entry.recorded.isoformat(), entry.by, entry.kind, entry.content,
        entry.hash,
    ]


def take_in(office: Office, lines: Iterable[bytes], file: str) -> Sheet:
    """Fill an empty ledger from an export: `histories, entries, head`; all of it or nothing.

    Raises Faulty (3) with the line where the file is no export, broken or cut short; Refused `ledger-not-empty` (4).
    """
    coming = _Coming(office, lines, file)
    try:
        office.store.restore(coming.pieces())
    finally:
        office.forget()
    return {"histories": coming.histories, "entries": coming.entries, "head": coming.head}


class _Coming:
    """An export that is being read, a history at a time, and what was counted on the way."""

    def __init__(self, office: Office, lines: Iterable[bytes], file: str) -> None:
        self._office = office
        self._lines = iter(lines)
        self._file = file
        self._line = 0
        self._bytes = sha256()
        self._heads = sha256()
        self._end: tuple[Any, str] = (None, "")
        self._plans: set[str] = set()
        self._last: tuple[str, Any] = ("", "")
        self._days: list[DayOff] = []
        self._years: list[Announced] = []
        self.histories = self.entries = 0
        self.head = ""

    def pieces(self) -> Iterator[Piece]:
        """Everything the file holds, as a store takes it. Raises Faulty."""
        for is_entry, group in groupby(self._documents(), key=lambda each: each[0] == "entry"):
            if not is_entry:
                yield from (self._piece(sort, document) for sort, document in group)
                continue
            self._office.expect(self._days, ((each.year, each.on) for each in self._years))
            entries = (self._read_entry(document) for _, document in group)
            last = ""
            for history, whole in groupby(entries, key=attrgetter("task")):
                if history <= last:
                    raise self._faulty("export-order", task=history)
                last = history
                yield Piece(history=self._restored(history, tuple(whole)))
        self.head = self._heads.hexdigest()
        told, before = self._end  # read ahead, before the last history was counted in
        if told != {"head": self.head, "sha256": before}:
            raise self._faulty("export-differs")

    def _documents(self) -> Iterator[tuple[str, Any]]:
        """(sort, document) of every line between the first and the last, which are checked."""
        sort, document = self._next()
        if sort != "format" or not isinstance(document, dict) or document.get("name") != FORMAT:
            raise self._faulty("not-an-export")
        if document.get("version") != VERSION:
            raise self._faulty("newer-export", found=str(document.get("version")), known=str(VERSION))
        place = 0
        while True:
            before = self._bytes.hexdigest()
            sort, document = self._next()
            if sort == "end":
                break
            if sort not in ORDER or ORDER.index(sort) < place:
                raise self._faulty("bad-export-line")
            place = ORDER.index(sort)
            yield sort, document
        self._end = (document, before)
        if next(self._lines, None) is not None:
            self._line += 1
            raise self._faulty("bad-export-line")

    def _next(self) -> tuple[str, Any]:
        line = next(self._lines, b"")
        self._line += 1
        if not line.endswith(b"\n"):
            raise self._faulty("truncated-export" if self._line > 1 else "not-an-export")
        self._bytes.update(line)
        try:
            document = json.loads(line)
        except (ValueError, RecursionError):
            raise self._faulty("bad-export-line" if self._line > 1 else "not-an-export") from None
        if not isinstance(document, dict) or len(document) != 1:
            raise self._faulty("bad-export-line" if self._line > 1 else "not-an-export")
        ((sort, told),) = document.items()
        return sort, told

    def _piece(self, sort: str, document: Any) -> Piece:
        try:
            piece = _PIECES[sort](document)
            follows = self._follows(sort, document, piece)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise self._faulty("bad-export-line") from None
        if piece.evidence is not None and sha256(piece.evidence[1]).hexdigest() != piece.evidence[0]:
            raise self._faulty("export-evidence", hash=piece.evidence[0])
        if not follows:
            raise self._faulty("bad-export-line")
        if piece.day is not None:
            self._days.append(piece.day)
        if piece.year is not None:
            self._years.append(piece.year)
        return piece

    def _follows(self, sort: str, document: Any, piece: Piece) -> bool:
        """Whether a line names nothing twice, and nothing of a plan that is not there."""
        if piece.plan is not None:
            is_new = piece.plan.id not in self._plans
            self._plans.add(piece.plan.id)
            return is_new
        if piece.revision is not None:
            return piece.revision.plan in self._plans
        key = _KEYS[sort](document)
        last, self._last = self._last, (sort, key)
        return bool(last[0] != sort or last[1] < key)

    def _read_entry(self, document: Any) -> Entry:
        try:
            task, seq, at, recorded, by, kind, content, digest = document
            return Entry(
                task, seq, date.fromisoformat(at), datetime.fromisoformat(recorded), by, kind, content, digest
            )
        except (ValueError, TypeError):
            raise self._faulty("bad-export-line") from None

    def _restored(self, history: str, whole: tuple[Entry, ...]) -> Restored:
        if broken := first_break(history, whole):
            raise self._faulty("export-chain", task=history, seq=str(broken.seq))
        if whole[0].kind == ADOPTION and history.partition("/")[0] not in self._plans:
            raise self._faulty("export-history", task=history)
        self.histories += 1
        self.entries += len(whole)
        self._heads.update(line_of(history, len(whole), whole[-1].hash).encode())
        try:
            return restored(self._office, history, whole)
        except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError):
            raise self._faulty("export-history", task=history) from None

    def _faulty(self, code: str, **figures: str) -> Faulty:
        return Faulty([Fault(self._file, self._line, code, figures)])


def restored(office: Office, history: str, whole: tuple[Entry, ...]) -> Restored:
    """A history with what belongs beside it. Raises what folding raises on a history no door has written."""
    if history == COUNTY:
        row = county.row_of(fold_county(whole))
        return Restored(whole, row, row.at)
    if whole[0].kind == ADOPTION:
        state, kept = replayed(office, whole)
        return Restored(whole, kept, state.at)
    if whole[0].kind == DRAFTED:
        return Restored(whole, message_rows.replayed(whole), whole[-1].at)
    return Restored(whole, case_row(list(whole)), whole[-1].at)


def _plan(document: Any) -> Piece:
    key, number, title, issued, position, document_json = document
    json.loads(document_json)
    return Piece(plan=PlanRow(key, number, title, date.fromisoformat(issued), position, document_json))


def _revision(document: Any) -> Piece:
    plan, at, digest, source = document
    return Piece(revision=Revision(plan, date.fromisoformat(at), digest, b64decode(source, validate=True)))


def _day(document: Any) -> Piece:
    on, working, name, known = document
    return Piece(day=DayOff(date.fromisoformat(on), working, name, date.fromisoformat(known) if known else None))


def _year(document: Any) -> Piece:
    year, on = document
    return Piece(year=Announced(year, date.fromisoformat(on)))


def _number(document: Any) -> Piece:
    kind, year, number, task = document
    return Piece(number=Number(kind, year, number, task))


def _evidence(document: Any) -> Piece:
    digest, content = document
    return Piece(evidence=(digest, b64decode(content, validate=True)))


_PIECES: dict[str, Callable[[Any], Piece]] = {
    "plan": _plan, "revision": _revision, "day": _day, "year": _year, "number": _number, "evidence": _evidence,
    "body": lambda document: Piece(body=decode(Body, document)),
}

_KEYS: dict[str, Callable[[Any], Any]] = {
    "body": lambda document: document["name"],
    "day": lambda document: (document[0], document[3]),
    "year": lambda document: document[0],
    "number": lambda document: tuple(document[:3]),
    "evidence": lambda document: document[0],
}
"""What tells the lines of one sort apart; they come in its order."""
