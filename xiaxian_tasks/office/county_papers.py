"""The papers of the whole county, people, rules, ladder: compared with what stands, adopted as entries."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from xiaxian_tasks import planfile
from xiaxian_tasks.domain import ladder, scoring
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.county import County
from xiaxian_tasks.domain.entries import LADDER, PEOPLE, SCORING
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.people import People
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.domain.scoring import Scoring
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.planfile import Difference

Files = tuple[tuple[str, bytes], ...]


class Read(NamedTuple):
    """What the papers say, and what is faulty in them; of several files of one sort the second is a fault."""

    people: People | None
    scoring: Scoring | None
    faults: tuple[Fault, ...]
    ladder: Ladder | None = None


class Change(NamedTuple):
    """One entry to come of the county's history, and its differences."""

    kind: str
    content: dict[str, Any]
    differences: tuple[Difference, ...]


def read(people: Files, rules: Files, bodies: Iterable[Body], ladders: Files = ()) -> Read:
    """Read the papers against the bodies known."""
    known = planfile.Known(bodies)
    listed = [planfile.read_people(source, file, bodies=known) for file, source in people]
    ruled = [planfile.read_scoring(source, file) for file, source in rules]
    rungs = [planfile.read_ladder(source, file) for file, source in ladders]
    faults = [fault for each in listed for fault in each.faults] + [fault for each in ruled for fault in each.faults]
    faults += [fault for each in rungs for fault in each.faults]
    faults += [
        Fault(files[1][0], 1, "paper-twice", {"other": files[0][0]}) for files in (people, rules, ladders) if files[1:]
    ]
    return Read(
        listed[0].people if listed else None, ruled[0].scoring if ruled else None, tuple(faults),
        rungs[0].ladder if rungs else None,
    )


def changes(county: County, papers: Read) -> list[Change]:
    """What adopting the papers would write; nothing for what stands already."""
    found = []
    if papers.people is not None and papers.people != county.people:
        lines = planfile.people_differences(county.people, papers.people)
        found.append(Change(PEOPLE, {"people": encode(papers.people)}, tuple(lines)))
    if papers.scoring is not None and encode(papers.scoring) != county.scoring:
        old = scoring.from_document(county.scoring) if county.scoring else None
        lines = planfile.scoring_differences(old, papers.scoring)
        found.append(Change(SCORING, {"rules": encode(papers.scoring)}, tuple(lines)))
    if papers.ladder is not None and encode(papers.ladder) != county.ladder:
        before = ladder.from_document(county.ladder) if county.ladder else None
        steps = planfile.ladder_differences(before, papers.ladder)
        found.append(Change(LADDER, {"rules": encode(papers.ladder)}, tuple(steps)))
    return found


def could(office: Office, coming: list[Change]) -> None:
    """Whether the office's day lets them be written. Raises Refused (4); nothing is written."""
    for change in coming[:1]:
        office_county.entry(office, change.kind, change.content)


def record(office: Office, coming: list[Change]) -> None:
    """Write them, the people last: they may no longer know who writes. Raises Stale (6)."""
    for change in sorted(coming, key=lambda change: change.kind == PEOPLE):
        office_county.record(office, change.kind, change.content)
