"""Every fact of the second, independent transcription against the plan as the program loads it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gazette import shipped
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.plan import Plan, Procedure, Recurrence, Target, Task
from xiaxian_tasks.planfile import Known, bodies_of_groups

EXPECTED = Path(__file__).parent / "expected"

Json = dict[str, Any]


def expected(id: str) -> Json:
    """A transcription, its bodies by the names to show."""
    facts: Json = bare(json.loads((EXPECTED / f"{id}.json").read_text(encoding="utf-8")))
    plan = shipped.plan(id)
    names = shipped.known().under((*plan.bodies, *bodies_of_groups(plan.groups)))
    for task in facts["tasks"]:
        for key in ("lead", "support"):
            if key in task:
                task[key] = [shown(name, names) for name in task[key]]
        for target in task.get("targets", ()):
            if "parts" in target:
                target["parts"] = {shown(name, names): value for name, value in target["parts"].items()}
    return facts


def shown(name: str, names: Known) -> str:
    """The name to show for a printed one; an unknown one as printed."""
    return names.name_of(name) or name


def bare(value: Any) -> Any:
    """The same without what is empty, none or no: a transcription may leave it out."""
    if isinstance(value, dict):
        pairs = {key: bare(each) for key, each in value.items()}
        if pairs.get("due_basis") == "none":
            pairs.pop("due_basis")
        return {key: each for key, each in pairs.items() if each not in ("", [], {}, None) and each is not False}
    return [bare(each) for each in value] if isinstance(value, list) else value


def test_every_plan_has_its_transcription() -> None:
    assert sorted(path.stem for path in EXPECTED.glob("*.json")) == sorted(shipped.IDS)
    assert {path.stem for path in shipped.PLANS.glob("*.toml")} == {*shipped.IDS, "bodies", "ladder", "standing"}


@pytest.mark.parametrize("id", shipped.IDS)
def test_the_plan_says_what_was_transcribed(id: str) -> None:
    found = list(differences(expected(id), facts_of(shipped.plan(id)), id))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", ["tasks.3.title", "tasks.10.targets.0.value", "tasks.5.due", "doubts.0.printed",
                                  "groups.0.members", "tasks.7.milestones.2.due", "tasks.1.lead.0"])
def test_a_single_wrong_fact_is_told(path: str) -> None:
    facts = expected("groundwater-23")
    place: Any = facts
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    for step in way:
        place = place[step]
    place[last] = "wrong"
    found = list(differences(facts, facts_of(shipped.plan("groundwater-23")), "groundwater-23"))
    assert len(found) == 1
    assert "'wrong'" in found[0]


def differences(wanted: Any, found: Any, place: str) -> Iterator[str]:
    """What is transcribed and not loaded, or loaded and not transcribed, a line each with its place."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in sorted(wanted.keys() | found.keys()):
            yield from differences(wanted.get(key), found.get(key), f"{place} {key}")
    elif isinstance(wanted, list) and isinstance(found, list):
        for number in range(max(len(wanted), len(found))):
            pair = [each[number] if number < len(each) else None for each in (wanted, found)]
            yield from differences(pair[0], pair[1], f"{place} {name_of(pair, number)}")
    elif wanted != found:
        yield f"{place}: transcribed {wanted!r}, loaded {found!r}"


def name_of(pair: list[Any], number: int) -> str:
    """A task or step by its number, anything else by its place."""
    named = next((each for each in pair if isinstance(each, dict)), {})
    return str(named.get("number") or named.get("step") or number + 1)


def facts_of(plan: Plan) -> Json:
    """A plan in the shape of a transcription: what is empty or no is left out, names are those to show."""
    facts: Json = bare({
        "id": plan.id,
        "document": plan.document,
        "title": plan.title,
        "issued": plan.issued.isoformat(),
        "tasks": [task_facts(task) for task in plan.tasks],
        "groups": [{"name": group.name, "members": len(group.members)} for group in plan.groups],
        "procedures": [procedure_facts(procedure) for procedure in plan.procedures],
        "forms": [{"name": form.name, "fields": len(form.fields)} for form in plan.forms],
        "doubts": [bare({"clause": each.clause, "printed": each.printed, "right": each.right}) for each in plan.doubts],
    })
    return facts


def task_facts(task: Task) -> Json:
    return {
        "number": task.number,
        "title": task.title,
        "section": task.section,
        "lead": list(task.lead),
        "support": list(task.support),
        "due": task.due and task.due.isoformat(),
        "due_basis": task.due_basis,
        "targets": [target_facts(target) for target in task.targets],
        "milestones": [
            {"what": each.what, "due": each.due.isoformat(), "due_basis": each.due_basis} if each.due
            else {"what": each.what}
            for each in task.milestones
        ],
        "recurrences": [recurrence_facts(each) for each in task.recurrences],
        "policy_figures": [{"what": each.what, "value": each.value, "unit": each.unit} for each in task.policy_figures],
    }


def target_facts(target: Target) -> Json:
    return {
        "metric": target.metric,
        "kind": target.kind,
        "value": plain(target.value),
        "unit": target.unit,
        "due": target.due and target.due.isoformat(),
        "due_basis": target.due_basis,
        "hedged": target.hedged,
        "exclusive": target.exclusive,
        "accumulates": target.accumulates,
        "printed": target.printed and plain(target.printed),
        "parts": {part.body: plain(part.value) for part in target.parts},
    }


def recurrence_facts(recurrence: Recurrence) -> Json:
    return {
        "what": recurrence.what,
        "rule": recurrence.rule,
        "anchor": recurrence.anchor,
        "after": recurrence.after or None,
        "after_unit": recurrence.after_unit if recurrence.after else None,
    }


def procedure_facts(procedure: Procedure) -> Json:
    limited = [(step.number, step.limit) for step in procedure.steps if step.limit]
    return {
        "name": procedure.name,
        "steps": len(procedure.steps),
        "limits": [
            {"step": number, "amount": limit.amount, "unit": limit.unit, "relation": limit.relation}
            for number, limit in limited
        ],
    }
