"""Proof: every history against its chain, every projection against a replay. `rebuild` remakes what may be remade."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import groupby

from xiaxian_tasks import planfile
from xiaxian_tasks.domain.chain import first_break, head_of
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.entries import ADOPTION, OPENING, Entry
from xiaxian_tasks.domain.procedure import fold_case
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.projecting import replayed
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import CaseRow, Difference, Projection


def verify(office: Office) -> Sheet:
    """Recompute every chain and projection: `ok, tasks, entries, head, faults`; one history at a time in memory.

    Found: any altered, swapped, inserted or removed entry, a projection or a plan that is not what was adopted, and a
    cut tail whose projection was left in place. Not found: a tail cut together with its projection; only a head noted
    elsewhere shows that.
    """
    kept = {name: (seq, head) for name, seq, head in office.store.heads()}
    head = head_of((name, *last) for name, last in kept.items())
    faults: list[Difference] = []
    entries = tasks = 0
    for task, history in groupby(office.store.entries(), key=lambda entry: entry.task):
        whole = list(history)
        entries += len(whole)
        tasks += whole[0].kind == ADOPTION
        faults += _checked(office, task, whole, kept.pop(task, None))
    faults += [Difference(task, 1, "missing-history") for task in office.store.orphans()]
    faults += [Difference(task, 1, "missing-history") for task in kept]
    faults += _check_plans(office)
    found = [fault._asdict() for fault in faults]
    return {"ok": not faults, "tasks": tasks, "entries": entries, "head": head, "faults": found}


def _check_plans(office: Office) -> Iterator[Difference]:
    """Each plan against the file it was adopted from: the file against its hash, its head against the row."""
    known = planfile.Known(office.store.bodies())
    for row in office.store.plans():
        try:
            revision = office.store.revision_of(row.id)
        except StoreFault:
            revision = None
        if revision is None or sha256(revision.source).hexdigest() != revision.hash:
            yield Difference(row.id, 0, "altered-file")
            continue
        plan = planfile.read(revision.source, row.id, bodies=known, rules=None).plan
        if plan and (plan.id, plan.document, plan.title, plan.issued) != (row.id, row.document, row.title, row.issued):
            yield Difference(row.id, 0, "plan-differs")


def _checked(office: Office, task: str, whole: list[Entry], kept: tuple[int, str] | None) -> list[Difference]:
    """What is wrong with one history; whatever cannot even be compared is wrong."""
    try:
        return list(_check(office, task, whole, kept))
    except (TypeError, ValueError, KeyError, StoreFault):
        return [Difference(task, 1, "projection-differs")]


def _check(office: Office, task: str, whole: list[Entry], kept: tuple[int, str] | None) -> Iterator[Difference]:
    if broken := first_break(task, whole):
        yield Difference(*broken)
        return
    if kept is None:
        yield Difference(task, len(whole), "missing-projection")
        return
    if kept != (len(whole), whole[-1].hash):
        yield Difference(task, min(kept[0], len(whole)) + 1, "cut-tail" if kept[0] > len(whole) else "head-differs")
        return
    if whole[0].kind == OPENING:
        yield from _check_case(office, task, whole)
    elif whole[0].kind == ADOPTION:
        yield from _check_task(office, task, whole)
    else:
        yield Difference(task, 1, "no-beginning")


def _check_task(office: Office, task: str, whole: list[Entry]) -> Iterator[Difference]:
    try:
        state, wanted = replayed(office, whole)
    except (KeyError, ValueError, TypeError, ArithmeticError):
        yield Difference(task, len(whole), "unreadable-entry")
        return
    try:
        found, row = office.store.projection_of(task), office.store.task(task, office.on)
    except StoreFault:
        yield Difference(task, state.seq, "projection-differs")
        return
    wanted = wanted._replace(
        lead=tuple(sorted(wanted.lead)), support=tuple(sorted(wanted.support)), search=wanted.search.lower()
    )
    if found is None or found._replace(steps=()) != wanted._replace(steps=()) or (row and row.at != state.at):
        yield Difference(task, state.seq, "projection-differs")
    elif found.steps != wanted.steps:
        yield Difference(task, state.seq, "lights-differ")


def _check_case(office: Office, case: str, whole: list[Entry]) -> Iterator[Difference]:
    state, row = fold_case(whole), office.store.case(case)
    wanted = CaseRow(case, state.procedure, state.name, state.ended is not None, canonical(encode(state)), state.seq)
    if row != wanted:
        yield Difference(case, len(whole), "projection-differs")


def rebuild(office: Office) -> None:
    """Remake every task's projection from its history. Raises StoreFault `broken-chain`; then nothing is remade."""
    office.store.replace_projection(remade(office))


def remade(office: Office) -> Iterator[tuple[Projection, int, str, date]]:
    """Every task's projection by replay, one history at a time; read it inside the transaction that writes it."""
    for task, history in groupby(office.store.entries(), key=lambda entry: entry.task):
        whole = list(history)
        if broken := first_break(task, whole):
            raise StoreFault("broken-chain", task=broken.task, seq=broken.seq)
        if whole[0].kind == ADOPTION:
            state, kept = replayed(office, whole)
            yield kept, state.seq, state.head, state.at
