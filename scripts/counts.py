"""Prints what each shipped plan holds, as the table in docs/decisions/0007; a test compares the two."""

import sys

from xiaxian_tasks import bundled
from xiaxian_tasks.domain.plan import Plan
from xiaxian_tasks.planfile import Known, read, read_bodies

HEADINGS = ("tasks", "targets", "milestones", "recurrences", "steps", "limits", "figures", "groups", "forms", "doubts")


def row(plan: Plan, doubts: int) -> tuple[int, ...]:
    """The counts of one plan, by HEADINGS; limits are those of steps, doubts the declared and the computed."""
    steps = [step for procedure in plan.procedures for step in procedure.steps]
    duties = [(task.targets, task.milestones, task.recurrences, task.policy_figures) for task in plan.tasks]
    targets, milestones, recurrences, figures = (sum(len(each[place]) for each in duties) for place in range(4))
    limits = sum(step.limit is not None for step in steps)
    return (len(plan.tasks), targets, milestones, recurrences, len(steps), limits, figures, len(plan.groups),
            len(plan.forms), doubts)


def table() -> str:
    """The table of all plans, in the order of their documents, with a last line of sums."""
    bodies = Known(read_bodies(bundled.bodies(), bundled.BODIES).bodies)
    readings = [read(source, name, bodies=bodies) for name, source in bundled.plans()]
    plans = [(reading.plan, len(reading.doubts)) for reading in readings if reading.plan]
    plans.sort(key=lambda pair: (pair[0].document[:4] != "夏政发〔", "函" in pair[0].document, pair[0].document))
    rows = [(f"{plan.document} `{plan.id}`", row(plan, doubts)) for plan, doubts in plans]
    sums = tuple(map(sum, zip(*(counts for _, counts in rows), strict=True)))
    lines = [("document", HEADINGS), ("---", ("---:",) * len(HEADINGS)), *rows, ("all", sums)]
    return "".join(f"| {name} | {' | '.join(map(str, cells))} |\n" for name, cells in lines)


if __name__ == "__main__":
    sys.stdout.write(table())
