"""Proof: every history against its chain, every projection against a replay. `rebuild` remakes what may be remade."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from xiaxian_tasks.domain.chain import first_break, head_of
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.entries import ADOPTION, OPENING, Entry
from xiaxian_tasks.domain.history import to_document
from xiaxian_tasks.domain.procedure import fold_case
from xiaxian_tasks.domain.projection import replay
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import Difference

Sheet = dict[str, Any]


def verify(office: Office) -> Sheet:
    """Recompute every chain and projection: `ok, tasks, entries, head, faults`; one history at a time in memory.

    Found: any altered, swapped, inserted or removed entry, and a cut tail whose projection was left in place. Not
    found: a tail cut together with its projection; only a head noted elsewhere shows that.
    """
    faults: list[Difference] = []
    kept = {name: (seq, head) for name, seq, head in office.store.heads()}
    entries = 0
    for task, history in groupby(office.store.entries(), key=lambda entry: entry.task):
        whole = list(history)
        entries += len(whole)
        faults += _check(office, task, whole, kept.pop(task, None))
    faults += [Difference(task, 1, "missing-history") for task in kept]
    heads = list(office.store.heads())
    return {
        "ok": not faults,
        "tasks": len(heads),
        "entries": entries,
        "head": head_of(heads),
        "faults": [fault._asdict() for fault in faults],
    }


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
        state, steps = replay(whole, office.lay_out, office.calendars)
    except (KeyError, ValueError, ArithmeticError):
        yield Difference(task, len(whole), "unreadable-entry")
        return
    found = office.store.projection_of(task)
    wanted = (canonical(encode(state.task)), canonical(to_document(state)))
    if found is None or found[:2] != wanted:
        yield Difference(task, state.seq, "projection-differs")
    elif [tuple(each) for each in found[2]] != [tuple(each) for each in steps]:
        yield Difference(task, state.seq, "lights-differ")


def _check_case(office: Office, case: str, whole: list[Entry]) -> Iterator[Difference]:
    row = office.store.case(case)
    if row is None or row.state != canonical(encode(fold_case(whole))):
        yield Difference(case, len(whole), "projection-differs")


def rebuild(office: Office) -> int:
    """Remake every task's projection from its history; the count of tasks. Raises StoreFault `broken-chain` first."""
    from xiaxian_tasks.office.adopt import search_of
    from xiaxian_tasks.office.record import projected

    def remade() -> Iterator[tuple[Any, int, str, date]]:
        for task, history in groupby(office.store.entries(), key=lambda entry: entry.task):
            whole = list(history)
            if broken := first_break(task, whole):
                raise StoreFault("broken-chain", task=broken.task, seq=broken.seq)
            if whole[0].kind != ADOPTION:
                continue
            state, steps = replay(whole, office.lay_out, office.calendars)
            withdrawn = any(e.content.get("withdrawn", False) for e in [e for e in whole if e.kind == ADOPTION][-1:])
            kept = projected(office, state, since=date.min, search=search_of(state.task), withdrawn=withdrawn)
            yield kept._replace(steps=tuple(steps)), state.seq, state.head, state.at

    remade_all = list(remade())
    office.store.replace_projection(remade_all)
    return len(remade_all)
