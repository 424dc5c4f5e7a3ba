"""What came of an act, or would come of it: the light before and after, the state, the figures. Lines for a width only.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.language import _
from xiaxian_tasks.tui import speak
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.wording import oddities, words

if TYPE_CHECKING:
    from xiaxian_tasks.office.acting import Done
    from xiaxian_tasks.office.record import Recorded
    from xiaxian_tasks.office.sight import Sheet


def changed(light: str, stage: str, sheet: "Sheet") -> Line:
    """The light before and after, and the state where it becomes another one."""
    line: Line = [(" ", "base"), (f" {speak.glyph(light)} ", light), (" -> ", "base")]
    line.append((f" {speak.glyph(sheet['light'])} ", sheet["light"]))
    if stage and stage != sheet["state"] and sheet["way"] == FULL:
        before, after = (words.word(words.STATES, code) for code in (stage, sheet["state"]))
        line.append((f"  {before} -> {after}", "base"))
    return line


def step(done: "Done") -> Line:
    """What a step came to, with the due day where it moved."""
    line = changed(done.light_before, done.stage_before, done.sheet)
    before = done.before.task.due
    if before and done.sheet["due"] and before.isoformat() != done.sheet["due"]:
        moved = _("due {before} -> {after}").format(before=before.isoformat(), after=done.sheet["due"])
        line.append((f"  {moved}", "base"))
    if told := _parts(done):
        line.append((f"  {told}", "base"))
    return line


PARTS = 2
"""Bodies whose part is told of by name."""


def _parts(done: "Done") -> str:
    """The parts of bodies that become something else; the day that is asked for, where one is."""
    before = {part.body: part.state for part in done.before.parts}
    told: dict[str, list[str]] = {}
    for part in done.sheet["assignments"]:
        if before.get(part["body"], "") != part["state"]:
            words_ = [words.word(words.ASSIGNMENT_STATES, code) for code in (before.get(part["body"]), part["state"])
                      if code]
            told.setdefault(" -> ".join(words_), []).append(part["body"])
    found = []
    for change, bodies in told.items():
        named = speak.joined(bodies[:PARTS])
        more = _(" and {count} more").format(count=len(bodies) - PARTS) if len(bodies) > PARTS else ""
        found.append(f"{named}{more} {change}")
    asked = done.sheet["extension_asked"]
    if asked and done.before.life.wish is None:
        found.append(_("asked for: {days}").format(days=speak.joined(sorted(set(asked["moved"].values())))))
    return "  ".join(found)


def report(recorded: "list[Recorded]") -> Iterator[Line]:
    """What reports came to: the light before the first and after the last, the figures, what has to be done from now
    on, and what speaks against a figure."""
    last = recorded[-1]
    figures = [text for each in recorded for text in _figure(each)]
    yield [*changed(recorded[0].light_before, "", last.sheet), (f"  {'  '.join(figures)}", "base")]
    if pace := "  ".join(_pace(last.sheet)):
        yield [(f" {pace}", "quiet")]
    for odd in (odd for each in recorded for odd in each.odd):
        yield [(f" {oddities.said(odd)}", "yellow")]


def _figure(recorded: "Recorded") -> Iterator[str]:
    """The figure of a report beside what is wanted, with its share; what else it says is done."""
    sheet, content = recorded.sheet, recorded.entry.content
    for target in sheet["targets"]:
        if target["id"] == content.get("target"):
            share = "" if target["progress"] is None else f" {speak.percent(target['progress'])}"
            name = f"{target['body']} " if target["body"] else ""
            yield f"{name}{target['latest']}/{target['value']}{target['unit']}{share}"
    for key, named in (("milestone", "milestones"), ("recurrence", "recurrences")):
        yield from (_("done: {what}").format(what=duty["what"]) for duty in sheet[named]
                    if duty["id"] == content.get(key))
    if content["as_of"] != recorded.entry.at.isoformat():
        yield _("as of {day}").format(day=content["as_of"])


def _pace(sheet: "Sheet") -> Iterable[str]:
    """The whole task's share against the share due, and what each working day must bring from now on."""
    if sheet["expected"] is not None and sheet["progress"] is not None:
        yield _("done {done}, due {expected}, gap {gap}").format(
            done=speak.percent(sheet["progress"]), expected=speak.percent(sheet["expected"]),
            gap=speak.points(sheet["gap"]),
        )
    if foreseen := speak.forecast(sheet):
        yield foreseen
