"""Drafts (草稿): official texts read into draft tasks, and those put into a plan file for a person to go over."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from xiaxian_tasks import planfile, reading
from xiaxian_tasks.domain.plan import Body, Doubt, Period, Plan, Target, Task
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.reading import DraftTarget, DraftTask, Head

PLAIN = frozenset({"inferred-due", "hedged"})
"""Doubts that the plan file says by its own keys."""


class Text(NamedTuple):
    """The text of one paper and the name of its file."""

    file: str
    text: str


def drafted(texts: Iterable[Text], year: int | None, plan: str) -> list[tuple[str, DraftTask]]:
    """(file, draft task) of each clause, in the order of the files and of print."""
    return [(paper.file, draft) for paper in texts for draft in reading.read(paper.text, year=year, plan=plan)]


def document(drafts: list[tuple[str, DraftTask]]) -> Sheet:
    """The JSON document of drafts: as the reading gives it, each with its file."""
    found = reading.document([draft for _file, draft in drafts])
    for sheet, (file, _draft) in zip(found["tasks"], drafts, strict=True):
        sheet["file"] = file
    return found


class Frame(NamedTuple):
    """What a plan file of drafts is put into: its id, the year it is for, and the head of its (first) paper."""

    id: str
    year: int | None
    head: Head
    on: date
    """The day of issue where the head prints none."""


def plan_file(
    drafts: list[tuple[str, DraftTask]], frame: Frame, known: tuple[Body, ...], words: Mapping[str, str]
) -> bytes:
    """The drafts as a plan file. Bodies nobody knows are the plan's own; doubts stand in the notes, put by `words`.

    What a paper does not tell is left for a person: a missing title or unit is missing here too.
    """
    bodies, head = planfile.Known(known), frame.head
    names = dict.fromkeys(name for _file, draft in drafts for name in (*draft.lead, *draft.support))
    issued = head.issued or _guessed(drafts, frame)
    plan = Plan(
        id=frame.id,
        document=head.document or next((draft.document for _file, draft in drafts if draft.document), ""),
        title=head.title or frame.id,
        issued=issued,
        year=frame.year,
        tasks=tuple(_task(draft, issued, frame.year, words) for _file, draft in _numbered(drafts)),
        bodies=tuple(Body(name, "other") for name in names if bodies.name_of(name) is None),
        doubts=() if head.issued else (Doubt("issued", "unclear", printed=issued.isoformat()),),
    )
    return planfile.write(plan)


def _guessed(drafts: list[tuple[str, DraftTask]], frame: Frame) -> date:
    """A day of issue where the paper prints none, declared as a doubt: no later than the year its dues are of."""
    dues = [draft.due.year for _file, draft in drafts if draft.due]
    dues += [target.due.year for _file, draft in drafts for target in draft.targets if target.due]
    first = min([*dues, frame.year or frame.on.year])
    return min(frame.on, date(first, 1, 1)) if first < frame.on.year else frame.on


def _numbered(drafts: list[tuple[str, DraftTask]]) -> list[tuple[str, DraftTask]]:
    """Each draft under a number of its own: as printed, else the name it was given, else with a count behind."""
    taken: set[str] = set()
    found = []
    for file, draft in drafts:
        number = first = draft.number or draft.id.rpartition("/")[2]
        count = 1
        while number in taken:
            count += 1
            number = f"{first}-{count}"
        taken.add(number)
        found.append((file, draft._replace(number=number)))
    return found


def _task(draft: DraftTask, on: date, year: int | None, words: Mapping[str, str]) -> Task:
    period = Period(date(year, 1, 1), date(year, 12, 31)) if year else Period(on, None)
    return Task(
        id=f"{draft.plan}/{draft.number}",
        plan=draft.plan,
        document=draft.document,
        number=draft.number,
        title=draft.title,
        issued=on,
        period=period,
        section=draft.section,
        lead=draft.lead,
        support=tuple(name for name in draft.support if name not in draft.lead),
        due=draft.due,
        due_basis=draft.due_basis,
        note="、".join(words.get(code, code) for code in draft.doubts if code not in PLAIN),
        targets=tuple(_target(target, period) for target in draft.targets),
        milestones=draft.milestones,
        recurrences=draft.recurrences,
        policy_figures=draft.policy_figures,
    )


def _target(target: DraftTarget, period: Period) -> Target:
    if target.due and target.due_basis == "explicit" and target.due >= period.start:
        period = period._replace(end=target.due)
    return Target(
        id=target.id, metric=target.metric, kind=target.kind, value=target.value, unit=target.unit, period=period,
        due=target.due, due_basis=target.due_basis, hedged=target.hedged, exclusive=target.exclusive,
        label=target.label,
    )
