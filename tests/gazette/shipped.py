"""The shipped plans as the program loads them, with the county's bodies."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from xiaxian_tasks.domain.plan import Plan, Procedure, Recurrence, Target, Task
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile import Known, Reading, read, read_bodies

PLANS = Path(__file__).parents[2] / "plans"

IDS = ("decisions-23", "services-23", "groundwater-23", "bridge-loans-23", "recovery-23", "investment-23",
       "medical-insurance-24", "clean-heating-23", "schooling-23", "land-projects-23", "flood-control-23",
       "blackout-23")
"""The twelve documents in printed order."""


@cache
def known() -> Known:
    """The bodies of `bodies.toml`."""
    reading = read_bodies((PLANS / "bodies.toml").read_bytes(), "bodies.toml")
    assert reading.faults == ()
    return Known(reading.bodies)


@cache
def reading(plan: str) -> Reading:
    """One plan file read."""
    return read((PLANS / f"{plan}.toml").read_bytes(), f"{plan}.toml", bodies=known())


def plan(id: str) -> Plan:
    """One plan, which has no fault."""
    found = reading(id)
    assert found.faults == ()
    assert found.plan is not None
    return found.plan


def doubts(id: str) -> tuple[Fault, ...]:
    """What is doubtful in one plan, declared and computed."""
    return reading(id).doubts


def task(id: str) -> Task:
    """One task by its id."""
    return next(each for each in plan(id.split("/", maxsplit=1)[0]).tasks if each.id == id)


def targets(id: str) -> list[tuple[str, Decimal, str]]:
    """(kind, value, unit) of each target of a task, in order."""
    return [(target.kind, target.value, target.unit) for target in task(id).targets]


def target(id: str, place: int = 1) -> Target:
    """One target of a task, the first unless another place is named."""
    return task(id).targets[place - 1]


def procedure(plan_id: str, id: str) -> Procedure:
    """One procedure of a plan."""
    return next(each for each in plan(plan_id).procedures if each.id == id)


def recurrence(id: str, what: str) -> Recurrence:
    """The one recurrence of a task whose words hold `what`."""
    found = [each for each in task(id).recurrences if what in each.what]
    assert len(found) == 1, f"{id} {what}: {len(found)}"
    return found[0]
