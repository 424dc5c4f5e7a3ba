"""Entries of a history as lines, and the line of a light."""

from collections.abc import Iterator, Mapping
from datetime import date

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lifeline import open_to_actor
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import life, reasons, steps, words

_AS_THEY_ARE = ("procedure", "name", "step", "anchor", "on", "note", "outcome")


Names = Mapping[str, tuple[str, str]]
"""Id of a duty -> what it is called, and the body of a row of a split ("" of others)."""

NAMELESS: Names = {}
"""Where the duties are not known, or there are none."""


def names_of(sheet: Sheet) -> Names:
    """What the duties of a task are called."""
    named = {duty["id"]: (duty["what"], "") for key in ("milestones", "recurrences") for duty in sheet[key]}
    return named | {target["id"]: (target["metric"], target["body"] or "") for target in sheet["targets"]}


def line(entry: Sheet, names: Names = NAMELESS, *, with_task: bool = False) -> str:
    """One entry on one line: number, day, what, by whom, and 补记 where it was written on another day.

    `names` puts words for the duties of its task; an id they do not know stands as it is.
    """
    told = [str(entry["seq"]), entry["at"], entry["task"] if with_task else ""]
    told.append(words.word(words.ENTRIES, entry["kind"]))
    told += [outlet.one_line(part) for part in steps.pieces(entry) or _content(entry, names)]
    if not entry.get("leader"):  # else it says whose words they are, and who entered them
        told.append(_("by {name}").format(name=entry["by"]))
    if entry.get("taken_back"):
        told.append(_("(taken back)"))
    if entry["late"]:
        told.append(_("(entered late, on {day})").format(day=entry["recorded"][:10]))
    return "  ".join(part for part in told if part)


def put_light(sheet: Sheet, on: date, workdays: WorkDays) -> None:
    """The light with the sentence of its reason."""
    outlet.put(outlet.one_line(reasons.lit(sheet["light"], reasons.of_task(sheet, on, workdays))), sheet["light"])


def put_outcome(desk: Office, stage: str, light: str, sheet: Sheet) -> None:
    """How state and light changed, if they did, the light's reason, and what is open now."""
    for line in changes(stage, light, sheet):
        outlet.put(line)
    put_light(sheet, desk.on, desk.workdays)
    if told := life.open_steps(open_to_actor(desk, sheet)):
        outlet.put(told)


def changes(stage: str, light: str, sheet: Sheet) -> Iterator[str]:
    """What another state and light a task has than before; under simple supervision only the light is told."""
    if stage != sheet["state"] and sheet["way"] == FULL:
        before, after = (words.word(words.STATES, code) for code in (stage, sheet["state"]))
        yield _("state: {before} -> {after}").format(before=before, after=after)
    if light != sheet["light"]:
        yield _("light: {before} -> {after}").format(
            before=words.light(light), after=words.light(sheet["light"])
        )


def _content(entry: Sheet, names: Names) -> list[str]:
    found = []
    if entry.get("body"):
        found.append(steps.whom(entry))
    if entry.get("value") is not None:
        name, row = names.get(entry["target"], (entry["target"], ""))
        name += f" {row}" if row and row not in {entry.get("body"), entry.get("via")} else ""
        found.append(f"{name} {entry['value']}{entry['unit']}")
    if entry.get("correct"):
        found.append(_("(correction)"))
    if entry.get("statement"):
        found.append(_("(a supporting body's, counts towards nothing)"))
    if entry.get("milestone"):
        found.append(_("milestone {name} done").format(name=names.get(entry["milestone"], (entry["milestone"],))[0]))
    if entry.get("occurrence"):
        name = names.get(entry["recurrence"], (entry["recurrence"],))[0]
        found.append(_("{name} of {day} done").format(name=name, day=entry["occurrence"]))
    if entry.get("as_of") not in {None, entry["at"]}:
        found.append(_("as of {day}").format(day=entry["as_of"]))
    changes = entry.get("changes") or ()
    found += [f"{_key(key, names)}: {old} -> {new}" for key, old, new in changes if key != "task"]
    if entry.get("withdrawn"):
        found.append(_("(withdrawn)"))
    found += [str(entry[key]) for key in _AS_THEY_ARE if entry.get(key)]
    if entry.get("evidence"):
        found.append(_("evidence {names}").format(names=words.joined([e.partition("#")[0] for e in entry["evidence"]])))
    return found


def _key(key: str, names: Names) -> str:
    """The key of a change, with the duty it lies in by its name: targets.t1.value."""
    sort, _dot, rest = key.partition(".")
    duty, _dot, rest = rest.partition(".")
    if sort not in {"targets", "milestones", "recurrences"} or duty not in names:
        return key
    return f"{names[duty][0]} {rest}".rstrip()
