"""Proof: every history against its chain, its projection, the seals that cover it and the evidence it names.

`verify` reads all histories once, in order, one at a time in memory. `rebuild` remakes what may be remade.
"""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from xiaxian_tasks import planfile
from xiaxian_tasks.domain.chain import first_break, line_of
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.county import fold_county
from xiaxian_tasks.domain.entries import ADOPTION, COUNTY, OPENING, Entry
from xiaxian_tasks.domain.messages import DRAFTED
from xiaxian_tasks.domain.procedure import fold_case
from xiaxian_tasks.domain.seal import read_code
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.office import county, message_rows
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.papers import plan_row
from xiaxian_tasks.office.projecting import replayed
from xiaxian_tasks.office.proving import Evidence, Files, Months, Numbers, Seals
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import CaseRow, Difference, PlanRow, Projection, Restored
from xiaxian_tasks.ports.messages import MessageKept

Passing = tuple[str, list[Entry], tuple[int, str] | None]
"""One history as it passes by: its name, its entries, and (last seq, last hash) as its projection keeps them."""

Notices = tuple[tuple[str, bytes], ...]
"""Holiday notices as (name, bytes)."""

MOST_READ = 4 * 2**20
"""Bytes of a plan file that is read again to compare: some fifteen thousand tasks, so that memory stays flat."""

_UNREADABLE = (KeyError, ValueError, TypeError, ArithmeticError, AttributeError, IndexError)
"""What folding an entry raises that no door of the program would have written."""


def verify(office: Office, *, code: str = "", notices: Notices = ()) -> Sheet:
    """Recompute everything: `ok, tasks, entries, histories, head, faults, seals, doubts`; as of one moment.

    Found: any altered, swapped, inserted or removed entry, a projection, number, piece of evidence, closed month or
    plan that is not what was recorded, and a cut tail wherever its projection was left in place or a seal covers it.
    `code` is that of a seal on paper. Not found: a tail written after the last seal and cut together with its
    projection; who sat at the keyboard; what was never recorded.

    A doubt is what may be right: `notices` are holiday notices to compare working days with, which a county may have
    had otherwise. Raises Misused `not-a-seal`, `seal-slip` (2).
    """
    wanted = read_code(code) if code else ""
    with office.store.still():
        try:
            found = _proved(office, wanted)
            return {**found, "doubts": [doubt.code for doubt in _doubts(office, notices)]}
        except ValueError as error:  # a day that is none, in what all histories are read by
            raise StoreFault("altered-row", detail=str(error)) from error


def _proved(office: Office, code: str) -> Sheet:
    seals, evidence, numbers = Seals(office, code), Evidence(office), Numbers(office)
    months, files = Months(office), Files(office)
    faults: list[Difference] = []
    histories = entries = tasks = 0
    head = sha256()
    for name, whole, kept in _passing(office):
        histories += bool(whole)
        entries += len(whole)
        tasks += bool(whole) and whole[0].kind == ADOPTION
        if kept is not None:
            head.update(line_of(name, *kept).encode())
        faults += _checked(office, (name, whole, kept), months)
        if whole:
            faults += seals.passed(name, whole)
            faults += evidence.passed(whole)
            faults += numbers.passed(whole)
            files.passed(whole)
    faults += (Difference(task, 1, "missing-history") for task in office.store.orphans())
    for rest in (seals.rest(), evidence.rest(), numbers.rest(), months.rest(), files.rest(), _check_plans(office)):
        faults += rest
    return {
        "ok": not faults, "tasks": tasks, "entries": entries, "histories": histories, "head": head.hexdigest(),
        "faults": [fault._asdict() for fault in faults], "seals": seals.told(),
    }


def _passing(office: Office) -> Iterator[Passing]:
    """Every history with what is kept of it, in order: two streams of one order, merged."""
    heads = office.store.heads()
    kept = next(heads, None)
    for name, entries in groupby(office.store.entries(), key=attrgetter("task")):
        while kept is not None and kept[0] < name:
            yield kept[0], [], kept[1:]
            kept = next(heads, None)
        if kept is not None and kept[0] == name:
            yield name, list(entries), kept[1:]
            kept = next(heads, None)
        else:
            yield name, list(entries), None
    while kept is not None:
        yield kept[0], [], kept[1:]
        kept = next(heads, None)


def _checked(office: Office, passing: Passing, months: Months) -> list[Difference]:
    """What is wrong with one history; whatever cannot even be compared is wrong."""
    try:
        return list(_check(office, passing, months))
    except (*_UNREADABLE, StoreFault):
        return [Difference(passing[0], 1, "projection-differs")]


def _check(office: Office, passing: Passing, months: Months) -> Iterator[Difference]:
    name, whole, kept = passing
    if not whole:
        yield Difference(name, 1, "missing-history")
        return
    if broken := first_break(name, whole):
        yield Difference(*broken)
        return
    if kept is None:
        yield Difference(name, len(whole), "missing-projection")
        return
    if kept != (len(whole), whole[-1].hash):
        yield Difference(name, min(kept[0], len(whole)) + 1, "cut-tail" if kept[0] > len(whole) else "head-differs")
        return
    if name == COUNTY:
        yield from _check_county(office, whole)
    elif whole[0].kind == OPENING:
        yield from _check_case(office, name, whole)
    elif whole[0].kind == ADOPTION:
        yield from _check_task(office, name, whole, months)
    elif whole[0].kind == DRAFTED:
        yield from _check_message(office, name, whole)
    else:
        yield Difference(name, 1, "no-beginning")


def _check_task(office: Office, task: str, whole: list[Entry], months: Months) -> Iterator[Difference]:
    try:
        state, wanted = replayed(office, whole)
    except _UNREADABLE:
        yield Difference(task, len(whole), "unreadable-entry")
        return
    months.passed(wanted)
    try:
        found, row = office.store.projection_of(task), office.store.task(task, office.on)
    except StoreFault:
        yield Difference(task, state.seq, "projection-differs")
        return
    wanted = wanted._replace(
        lead=tuple(sorted(wanted.lead)), support=tuple(sorted(wanted.support)), search=wanted.search.lower()
    )
    if found is None or _plain(found) != _plain(wanted) or (row and row.at != state.at):
        yield Difference(task, state.seq, "projection-differs")
    elif found.steps != wanted.steps:
        yield Difference(task, state.seq, "lights-differ")
    elif found.waits != wanted.waits:
        yield Difference(task, state.seq, "waits-differ")
    elif found.asked != wanted.asked:
        yield Difference(task, state.seq, "asked-differs")


def _plain(kept: Projection) -> Projection:
    """A projection without what changes with the day, which is compared by itself."""
    return kept._replace(steps=(), waits=(), asked=())


def _check_case(office: Office, case: str, whole: list[Entry]) -> Iterator[Difference]:
    told = (whole[0].recorded.isoformat(), whole[-1].at.isoformat())
    if office.store.case(case) != case_row(whole) or office.store.case_moments(case) != told:
        yield Difference(case, len(whole), "projection-differs")


def case_row(whole: list[Entry]) -> CaseRow:
    """A case as it is kept, from its history."""
    state = fold_case(whole)
    ended = state.ended is not None
    return CaseRow(state.id, state.procedure, state.name, ended, canonical(encode(state)), state.seq)


def _check_message(office: Office, message: str, whole: list[Entry]) -> Iterator[Difference]:
    try:
        wanted = message_rows.replayed(whole)
    except _UNREADABLE:
        yield Difference(message, len(whole), "unreadable-entry")
        return
    row = office.store.message(message)
    if row is None or MessageKept(row, tuple(office.store.said_by(message))) != wanted:
        yield Difference(message, len(whole), "projection-differs")


def _check_county(office: Office, whole: list[Entry]) -> Iterator[Difference]:
    try:
        wanted = county.row_of(fold_county(whole))
    except _UNREADABLE:
        yield Difference(COUNTY, len(whole), "unreadable-entry")
        return
    if office.store.county() != wanted:
        yield Difference(COUNTY, len(whole), "projection-differs")


def _check_plans(office: Office) -> Iterator[Difference]:
    """Each plan against the file it was adopted from: the file against its hash, its head and lists against the row."""
    known = planfile.Known(office.store.bodies())
    for row in office.store.plans():
        try:
            revision = office.store.revision_of(row.id)
        except StoreFault:
            revision = None
        if revision is None or sha256(revision.source).hexdigest() != revision.hash:
            continue  # that is told by its file
        if len(revision.source) > MOST_READ:
            continue  # its tasks stand in their histories; that its head was not compared is a doubt
        plan = planfile.read(revision.source, row.id, bodies=known, rules=None).plan
        if plan is not None and not _is_printed(row, plan_row(plan), known):
            yield Difference(row.id, 0, "plan-differs")


def _is_printed(row: PlanRow, wanted: PlanRow, known: planfile.Known) -> bool:
    """Whether a plan's row is what its file says."""
    try:
        return _as_printed(row, known) == _as_printed(wanted, known)
    except ValueError:
        return False


def _as_printed(row: PlanRow, known: planfile.Known) -> tuple[Any, ...]:
    """What a plan's row and its file must agree in, with every body under its present name: some were renamed since."""
    return row.id, row.document, row.title, row.issued, _renamed(json.loads(row.document_json), known)


def _doubts(office: Office, notices: Notices) -> Iterator[Difference]:
    """What differs from the papers and may have been so adopted: bodies and working days have no history."""
    bodies = {name for body in office.store.bodies() for name in (body.name, *body.aliases)}
    if any(group not in bodies for row in office.store.plans() for group in _groups(row)):
        yield Difference("", 0, "group-unlisted")
    if any(len(revision.source) > MOST_READ for revision in office.store.revisions()):
        yield Difference("", 0, "file-unread")
    for name, source in notices:
        notice = planfile.read_holidays(source, name).notice
        if notice is not None and not _is_kept(office, notice):
            yield Difference("", 0, "calendar-differs")
            break


def _groups(row: PlanRow) -> list[str]:
    try:
        return [group["name"] for group in json.loads(row.document_json).get("groups", ())]
    except _UNREADABLE:
        return []  # that its row differs is a fault by itself


def _is_kept(office: Office, notice: planfile.Notice) -> bool:
    """Whether the ledger's working days of a year are those of its notice; a year it does not know is none to ask."""
    if notice.year not in office.calendars.announced:
        return True
    kept = {(day.on, day.working) for day in office.calendars.days if day.known and day.on.year == notice.year}
    return kept == {(day.on, day.working) for day in notice.days}


def _renamed(document: Any, known: planfile.Known) -> Any:
    if isinstance(document, str):
        return known.name_of(document) or document
    if isinstance(document, list):
        return [_renamed(member, known) for member in document]
    if isinstance(document, dict):
        return {key: _renamed(member, known) for key, member in document.items()}
    return document


def rebuild(office: Office) -> None:
    """Remake all that is kept beside the histories: of tasks, of cases and of the county.

    Raises StoreFault `broken-chain` where a chain is broken, or a projection tells of entries that are gone and would
    be forgotten with it; then nothing is remade.
    """
    for name, whole, kept in _passing(office):
        if kept is not None and kept[0] > len(whole):
            raise StoreFault("broken-chain", task=name, seq=len(whole) + 1)
    office.store.replace_projection(remade(office), _others(office))


def _others(office: Office) -> Iterator[Restored]:
    """What belongs beside the histories that are no task's."""
    from xiaxian_tasks.office.transfer import restored

    for name, history in groupby(office.store.entries(), key=attrgetter("task")):
        whole = tuple(history)
        if whole[0].kind != ADOPTION:
            yield restored(office, name, whole)


def remade(office: Office) -> Iterator[tuple[Projection, int, str, date]]:
    """Every task's projection by replay, one history at a time; read it inside the transaction that writes it."""
    for task, history in groupby(office.store.entries(), key=attrgetter("task")):
        whole = list(history)
        if broken := first_break(task, whole):
            raise StoreFault("broken-chain", task=broken.task, seq=broken.seq)
        if whole[0].kind == ADOPTION:
            state, kept = replayed(office, whole)
            yield kept, state.seq, state.head, state.at
