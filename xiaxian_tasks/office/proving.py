"""What `verify` holds beside the histories while they pass by, each once and in order: seals, evidence, numbers."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from xiaxian_tasks.domain import months
from xiaxian_tasks.domain.entries import ADOPTION, COUNTY, MONTH, SEAL, Entry
from xiaxian_tasks.domain.seal import Claim, Comparing
from xiaxian_tasks.domain.terms import WITHDRAWN
from xiaxian_tasks.office import message_rows, seals
from xiaxian_tasks.office.acting import numbers_of
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.evidence import KEPT, MISSING, is_kept, judged, pieces
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import Difference, Number, Projection


class Seals:
    """Every seal of the county's history beside what it sealed, and the code of a paper among them."""

    def __init__(self, office: Office, code: str = "") -> None:
        self._office = office
        self._code = code
        entries = [entry for entry in office.store.history(COUNTY) if entry.kind == SEAL]
        self._seals = [(entry, seals.claim_of(entry)) for entry in entries]
        self._beside = {
            claim.seq: seals.comparing(office, claim) for _, claim in self._seals if claim is not None
        }
        self._named: dict[str, set[tuple[str, int]]] = {}

    def passed(self, history: str, whole: Sequence[Entry]) -> Iterator[Difference]:
        """What a history differs in from any seal; one entry is named once, whichever seals cover it."""
        hashes = [entry.hash for entry in whole]
        found = [each for beside in self._compared() for each in beside.passed(history, hashes)]
        yield from (Difference(*each) for each in dict.fromkeys(found))

    def rest(self) -> Iterator[Difference]:
        """What never passed by, seals that are none, seals that do not hold though every history they list does."""
        found = [each for beside in self._compared() for each in beside.rest()]
        yield from (Difference(*each) for each in dict.fromkeys(found))
        for entry, claim in self._seals:
            if claim is None:
                yield Difference(COUNTY, entry.seq, "seal-false")
                continue
            if not self._holds(claim) and not self._says_where(claim):
                yield Difference(COUNTY, entry.seq, "seal-differs")
            if seals.signature_of(self._office, entry) == seals.FORGED:
                yield Difference(COUNTY, entry.seq, "seal-forged")
        if self._code and not any(claim is not None and claim.code == self._code for _, claim in self._seals):
            again = seals.is_found_again(self._office, self._code)
            yield Difference(COUNTY, 0, "seal-lost" if again else "seal-unknown")

    def _compared(self) -> Iterator[Comparing]:
        return (beside for beside in self._beside.values() if beside is not None)

    def _holds(self, claim: Claim) -> bool:
        """Whether a seal holds; without its list of heads it is tried by the clocks of those who wrote."""
        beside = self._beside[claim.seq]
        return beside.holds() if beside is not None else seals.is_found_again(self._office, claim.code)

    def _says_where(self, claim: Claim) -> bool:
        beside = self._beside[claim.seq]
        return beside is not None and beside.named

    def told(self) -> list[Sheet]:
        """Each seal as its sheet, with whether it `holds`; to be asked at the end."""
        return [
            {**seals.sheet(self._office, entry), "holds": self._holds(claim)}
            for entry, claim in self._seals
            if claim is not None
        ]


class Evidence:
    """Every piece of evidence an entry names beside what is kept. Grows with the pieces, a hash each."""

    def __init__(self, office: Office) -> None:
        self._store = office.store
        self._states: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def passed(self, whole: Sequence[Entry]) -> Iterator[Difference]:
        """The pieces a history names that are gone or are not what they were; what was never kept is not gone."""
        for entry in whole:
            for _, digest in pieces(entry):
                if digest not in self._states:
                    self._states[digest] = self._tried(digest)
                state = self._states[digest]
                if state != KEPT and (state != MISSING or is_kept(entry)):
                    yield Difference(entry.task, entry.seq, state)

    def _tried(self, digest: str) -> str:
        content = self._store.evidence(digest)
        if content is not None:
            self._sizes[digest] = len(content)
        return judged(digest, content)

    def rest(self) -> Iterator[Difference]:
        """What is kept and never named, or of another size than is told; its hash stands for the task."""
        for digest, size in self._store.evidence_kept():
            if digest not in self._states:
                yield Difference(digest, 0, "evidence-unnamed")
            elif size != self._sizes[digest]:
                yield Difference(digest, 0, "evidence-altered")


def _said(entry: Entry) -> dict[str, Any]:
    """What an entry says; nothing where somebody made it something else than a document."""
    content: object = entry.content
    return entry.content if isinstance(content, dict) else {}


class Numbers:
    """Every number an entry took from a register beside the register. Grows with the numbers."""

    def __init__(self, office: Office) -> None:
        self._kept: dict[Number, bool] = dict.fromkeys(office.store.numbers_given(), False)

    def passed(self, whole: Sequence[Entry]) -> Iterator[Difference]:
        """Numbers of a history that the register does not have, or that are no numbers."""
        for entry in whole:
            try:
                numbers = (*numbers_of(entry), *message_rows.numbers_of(entry))
            except (KeyError, ValueError, TypeError, AttributeError):
                yield Difference(entry.task, entry.seq, "unreadable-entry")
                continue
            for number in numbers:
                if number not in self._kept:
                    yield Difference(entry.task, entry.seq, "number-missing")
                else:
                    self._kept[number] = True

    def rest(self) -> Iterator[Difference]:
        """Numbers of the register that no entry took."""
        yield from (Difference(number.task, 0, "number-untaken") for number, taken in self._kept.items() if not taken)


class Files:
    """Every adopted plan file beside its hash, and beside the days on which its plan was adopted."""

    def __init__(self, office: Office) -> None:
        self._store = office.store
        self._days: dict[str, set[date]] = {}

    def passed(self, whole: Sequence[Entry]) -> None:
        """Count in a history: each day it was adopted on has a file."""
        for entry in whole:
            if entry.kind == ADOPTION:
                self._days.setdefault(entry.task.partition("/")[0], set()).add(entry.at)

    def rest(self) -> Iterator[Difference]:
        """The plans of which a file was altered, or is gone."""
        days: dict[str, set[date]] = {}
        altered: set[str] = set()
        for revision in self._store.revisions():
            days.setdefault(revision.plan, set()).add(revision.at)
            if sha256(revision.source).hexdigest() != revision.hash:
                altered.add(revision.plan)
        for plan in sorted({*self._days, *days}):
            if plan in altered:
                yield Difference(plan, 0, "altered-file")
            elif not self._days.get(plan, set()) <= days.get(plan, set()):
                yield Difference(plan, 0, "missing-file")


class Months:
    """Every closed month beside the lights of the day it was closed on, made anew from the histories."""

    def __init__(self, office: Office) -> None:
        entries = [entry for entry in office.store.history(COUNTY) if entry.kind == MONTH]
        self._closed = [(entry, _day_of(entry), sha256()) for entry in entries]
        self._plans = [_plans_of(entry) for entry in entries]

    def passed(self, kept: Projection) -> None:
        """Count in a task, by all its light steps as its history gives them; tasks pass by in the order of ids."""
        for (_, day, total), plans in zip(self._closed, self._plans, strict=True):
            step = months.standing(kept.steps, day)
            if step is None or step.stage == WITHDRAWN or not months.is_counted(step.reason):
                continue
            if kept.plan in plans:
                total.update(months.line(months.Row(kept.id, kept.plan, step.light, step.reason)))

    def rest(self) -> Iterator[Difference]:
        """The closings whose lights are not those of the histories."""
        for entry, _, total in self._closed:
            if _said(entry).get("lights") != total.hexdigest():
                yield Difference(COUNTY, entry.seq, "month-differs")


def _plans_of(entry: Entry) -> frozenset[str]:
    """The plans a closing counted: a later one is none of its month."""
    counts = _said(entry).get("counts")
    return frozenset(counts) if isinstance(counts, dict) else frozenset()


def _day_of(entry: Entry) -> date:
    """The day a month was closed on; no day at all where the entry does not tell it."""
    try:
        return date.fromisoformat(entry.content["day"])
    except (KeyError, ValueError, TypeError):
        return date.min
