"""Rule files (亮灯规则): the figures a plan's lights are judged by, where they come from, and a plan's own figures.

A rule leaves to the house's own figures what it does not say, but for `red`: a rule without one is never red by pace.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain.plan import Rules
from xiaxian_tasks.domain.rules import figures_apart
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.known import Known, nearest
from xiaxian_tasks.planfile.lines import Lines
from xiaxian_tasks.planfile.source import parse


class RulesReading(NamedTuple):
    """The rule of a file, and all that is faulty in it; no rule where there are faults."""

    rules: Rules | None
    faults: tuple[Fault, ...] = ()


def read_rules(source: bytes, file: str) -> RulesReading:
    """Read a rule file. Nothing is raised; codes are those of plan files."""
    parsed = parse(source, file)
    if parsed.document is None:
        return RulesReading(None, parsed.faults)
    check = Check(Known())
    document = check.table("rule file", parsed.document, ())
    check_figures(check, document, document.get("yellow", Decimal(0)), document.get("red"))
    if check.findings:
        return RulesReading(None, faults_of(check.findings, Lines(parsed.text), file))
    given: dict[str, Any] = {"red": None, **document}
    return RulesReading(Rules(name=given.pop("rule"), **given))


def check_figures(check: Check, table: Table, yellow: Decimal, red: Decimal | None) -> None:
    """Note what cannot stand between the figures of a table; `yellow` and `red` are those that will hold."""
    for key in ("yellow", "red"):
        if table.get(key, 0) < 0:
            check.fault((*table.path, key), "negative", value=str(table[key]))
    if red is not None and yellow > red:
        check.fault((*table.path, "yellow" if "yellow" in table else "red"), "bad-thresholds")
    if "near" in table and "spans" in table:
        check.fault((*table.path, "near"), "near-and-spans")


def check_rules(check: Check, document: Table, known: Mapping[str, Rules] | None) -> None:
    """Note what is wrong with the rule a plan names, and with its own figures on top of it."""
    name = document.get("rules", "")
    if known is not None and name and name not in known:
        check.fault(("rules",), "unknown-rule", name=name, near=nearest(name, known))
    table = document.get("thresholds") or Table(("thresholds",))
    whole = resolved(document, known)
    check_figures(check, table, whole.yellow, whole.red)


def resolved(document: Table, known: Mapping[str, Rules] | None) -> Rules:
    """The whole rule a checked plan is lit by; where names are not looked up, only named."""
    name: str = document.get("rules", "")
    named = (known or {}).get(name, Rules(name=name))
    own: dict[str, Any] = dict(document.get("thresholds") or {})
    if "spans" in own and "near" not in own:
        own["near"] = None
    whole = named._replace(**own)
    return whole._replace(own=figures_apart(named, whole)) if name else whole
