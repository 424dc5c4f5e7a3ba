"""A whole county's ledger of any size, in minutes: 100,000 tasks with a million entries of all kinds of a task.

    python bench/county.py LEDGER [PLANS]      default 40 plans of 2,500 tasks, three of ten under full supervision

A sample of each way is recorded through the office's own doors, a few hundred histories with their projections; the
ledger holds them many times over under other numbers, chained anew and put in by the door through which an import
comes. `verify` proves it like any other.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from lives import FULL, ISSUED, LAST, SIMPLE, document_of, office, paper, recorded, title_of

from xiaxian_tasks import planfile
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.chain import ROOT as BEGINNING
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.codec import canonical, decode
from xiaxian_tasks.domain.county import fold_county
from xiaxian_tasks.domain.entries import COUNTY, Entry
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.office import acting, county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.papers import plan_row
from xiaxian_tasks.office.projecting import replayed, search_of
from xiaxian_tasks.ports import Announced, Number, Piece, Projection, Restored, Revision

PLAN = 2500
"""Tasks of a plan, a file of half a megabyte; both samples go into it without a rest."""


class Sample(NamedTuple):
    """A recorded task: its entries and what is kept beside them, read once and held many times."""

    entries: tuple[Entry, ...]
    kept: Projection
    printed: dict[str, Any]
    at: date


def _samples(path: Path, plan: str) -> list[Sample]:
    """The tasks of a plan with what an import would keep of them."""
    desk = office(path, LAST)
    found = []
    for row in desk.store.plans():
        count = row.tasks if row.id == plan else 0
        for number in range(1, count + 1):
            whole = tuple(desk.store.history(f"{plan}/{number}"))
            state, kept = replayed(desk, whole)
            found.append(Sample(whole, kept, json.loads(kept.definition), state.at))
    return found


class _County:
    """The ledger as it is told to a store, a piece at a time."""

    def __init__(self, path: Path, plans: int) -> None:
        self.path = path
        self.simple, self.full = _samples(path, "s1-23"), _samples(path, "f2-23")
        self.plans = sorted(
            f"{'f' if number % 10 in {2, 5, 8} else 's'}{number}-23" for number in range(1, plans + 1)
        )
        self.numbers: list[Number] = []
        self.entries = 0

    def pieces(self) -> Iterator[Piece]:
        """Plans, files, bodies, days, histories, numbers, evidence."""
        desk = office(self.path, LAST)
        known = planfile.Known(desk.store.bodies())
        files = {plan: paper(plan, PLAN, FULL if plan[0] == "f" else SIMPLE) for plan in self.plans}
        for position, (plan, source) in enumerate(files.items()):
            read = planfile.read(source, plan, bodies=known, rules=None).plan
            assert read is not None
            yield Piece(plan=plan_row(read)._replace(position=position))
        for plan, source in files.items():
            yield Piece(revision=Revision(plan, ISSUED, sha256(source).hexdigest(), source))
        yield from (Piece(body=body) for body in desk.store.bodies())
        yield from (Piece(day=day) for day in desk.calendars.days)
        yield from (Piece(year=Announced(*each)) for each in desk.calendars.announced.items())
        yield Piece(history=self._county(desk))
        for plan in self.plans:
            yield from (Piece(history=each) for each in self._tasks(plan))
        yield from (Piece(number=number) for number in self.numbers)
        for digest, _ in desk.store.evidence_kept():
            content = desk.store.evidence(digest)
            assert content is not None
            yield Piece(evidence=(digest, content))

    def _county(self, desk: Office) -> Restored:
        """The county's history: as in the sample, with the way of each plan."""
        told: list[Entry] = []
        for entry in desk.store.history(COUNTY):
            full = [plan for plan in self.plans if plan[0] == "f"]
            ways_of = [{**entry.content, "plan": plan} for plan in full] if entry.kind == kinds.WAY else [entry.content]
            for content in ways_of:
                told.append(entry._replace(seq=len(told) + 1, content=content))
        whole = tuple(_chained(told))
        row = county.row_of(fold_county(whole))
        return Restored(whole, row, row.at)

    def _tasks(self, plan: str) -> Iterator[Restored]:
        """The histories of a plan, in the order of their ids: that of the table."""
        samples = self.full if plan[0] == "f" else self.simple
        for number in sorted(range(1, PLAN + 1), key=str):
            sample = samples[(number - 1) % len(samples)]
            yield self._task(sample, plan, number)

    def _task(self, sample: Sample, plan: str, number: int) -> Restored:
        key, before = f"{plan}/{number}", sample.kept.id
        printed = self._printed(sample.printed, plan, number)
        first = f"{plan}/{(number - 1) // FULL * FULL + 1}"
        state = sample.kept.state.replace(f'"{before.partition("/")[0]}/1"', f'"{first}"')
        told = []
        for entry in sample.entries:
            content = entry.content
            if entry.kind == kinds.ADOPTION:
                content = {**content, "task": self._printed(content["task"], plan, number), "title": title_of(number)}
            elif entry.kind == kinds.MERGER:
                content = {**content, "into": first}
            elif entry.kind == kinds.REGISTRATION:
                given = f"2023-{len(self.numbers) + 1}"
                state = state.replace(f'"{content["number"]}"', f'"{given}"')
                content = {**content, "number": given}
            told.append(entry._replace(task=key, content=content))
            if entry.kind == kinds.REGISTRATION:
                self.numbers += acting.numbers_of(told[-1])
        whole = tuple(_chained(told))
        self.entries += len(whole)
        kept = sample.kept._replace(
            id=key, plan=plan, number=str(number), position=number, title=title_of(number),
            definition=canonical(printed), state=state,
            asked=tuple(each._replace(task=key) for each in sample.kept.asked),
        )
        searched = search_of(decode(Task, {**printed, "lead": list(kept.lead), "support": list(kept.support)}))
        return Restored(whole, kept._replace(search=searched), sample.at)

    def _printed(self, printed: dict[str, Any], plan: str, number: int) -> dict[str, Any]:
        return {
            **printed, "id": f"{plan}/{number}", "plan": plan, "number": str(number), "clause": str(number),
            "position": number, "title": title_of(number), "document": document_of(plan),
        }


def _chained(entries: Iterable[Entry]) -> Iterator[Entry]:
    before = BEGINNING
    for entry in entries:
        found = sealed(entry, before)
        before = found.hash
        yield found


def build(path: Path, plans: int = 40) -> tuple[int, int]:
    """Make the ledger at `path`: how many tasks and entries it holds."""
    with TemporaryDirectory() as name:
        told = _County(recorded(Path(name)), plans)
        store = office(path, LAST).store
        store.restore(told.pieces())
        store.close()
    return plans * PLAN, told.entries


def made(path: Path, plans: int) -> str:
    """Make one in a process of its own, and what that says: a child's peak of memory begins with its parent's."""
    return subprocess.run(
        [sys.executable, __file__, str(path), str(plans)], capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> None:
    """Make one and say how long that took."""
    plans = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    begun = time.perf_counter()
    tasks, entries = build(Path(sys.argv[1]), plans)
    print(f"{tasks} tasks, {entries} entries, made in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
