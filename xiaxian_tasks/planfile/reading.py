"""A plan file read: its plan, and all that is faulty or doubtful in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.plan import Body, Plan, Rules
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile import build
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.content import check_content
from xiaxian_tasks.planfile.known import Known
from xiaxian_tasks.planfile.lines import Lines
from xiaxian_tasks.planfile.rules import check_rules, resolved
from xiaxian_tasks.planfile.source import parse


class Reading(NamedTuple):
    """What a plan file says. `plan` is None where there are faults; doubts never hinder.

    `given` holds (task number, id) of the targets, milestones and recurrences whose id stands in the file.
    """

    plan: Plan | None
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    given: frozenset[tuple[str, str]] = frozenset()


NO_RULES: Mapping[str, Rules] = {}


def read(source: bytes, file: str, *, bodies: Known, rules: Mapping[str, Rules] | None = NO_RULES) -> Reading:
    """Read a plan file; `bodies` are those the ledger knows, to which the plan's own are added.

    `rules` are the rules it may name; with None any name stands and its figures are not looked up.

    Nothing is raised: faults and doubts carry `file`, the nearest line, a code of `codes` and its figures.
    """
    parsed = parse(source, file)
    if parsed.document is None:
        return Reading(None, parsed.faults)
    check = Check(bodies.under(own_bodies(parsed.document)))
    document = check.table("plan", parsed.document, ())
    check_content(check, document)
    check_rules(check, document, rules)
    lines = Lines(parsed.text)
    doubts = _declared(document, lines, file) + _computed(document, lines, file)
    doubts = tuple(sorted(doubts, key=lambda doubt: doubt.line))
    if check.findings:
        return Reading(None, faults_of(check.findings, lines, file), doubts)
    return Reading(build.plan_of(document, resolved(document, rules)), (), doubts, _given(document))


def own_bodies(document: dict[str, Any]) -> tuple[Body, ...]:
    """The bodies a plan file itself names, before anything is checked."""
    found = []
    for name in ("bodies", "body", "groups", "group"):
        tables = document.get(name)
        for table in tables if isinstance(tables, list) else ():
            if isinstance(table, dict) and isinstance(table.get("name"), str):
                aliases = table.get("aliases")
                spellings = aliases if isinstance(aliases, list) else ()
                others = tuple(alias.strip() for alias in spellings if isinstance(alias, str))
                found.append(Body(table["name"].strip(), aliases=others))
    return tuple(found)


def _declared(document: Table, lines: Lines, file: str) -> tuple[Fault, ...]:
    """The doubts a person found: code, clause, printed, right, note."""
    return tuple(
        Fault(file, lines.of(doubt.path), doubt["code"],
              {key: doubt[key] for key in ("clause", "printed", "right", "note") if doubt.get(key)})
        for doubt in document.tables("doubts")
        if "code" in doubt
    )


def _computed(document: Table, lines: Lines, file: str) -> tuple[Fault, ...]:
    """Printed totals that the rows do not add up to: code `sum` with printed, computed, task and metric."""
    found = []
    for task in document.tables("tasks"):
        for target in task.tables("targets"):
            parts = target.tables("parts")
            if not parts or not all("value" in part for part in parts):
                continue
            printed, computed = build.printed_total(target), sum(part["value"] for part in parts)
            if printed is not None and printed != computed:
                key = "printed" if "printed" in target else "value"
                figures = {"printed": plain(printed), "computed": plain(computed), "clause": task.get("clause", ""),
                           "task": task.get("number", ""), "metric": target.get("metric", task.get("title", ""))}
                found.append(Fault(file, lines.of((*target.path, key)), "sum", figures))
    return tuple(found)


def _given(document: Table) -> frozenset[tuple[str, str]]:
    return frozenset(
        (task["number"], duty["id"])
        for task in document.tables("tasks")
        for name in ("targets", "milestones", "recurrences")
        for duty in task.tables(name)
        if duty.get("id")
    )
