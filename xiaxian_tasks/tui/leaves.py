"""The leaves of a task's page (详情): how it goes, its paper, its targets, why it is lit so, its story."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from xiaxian_tasks.domain.entries import REPORT
from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office import explain, histories, offered, series, standing
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, charts, speak, telling
from xiaxian_tasks.tui.look import Line, length
from xiaxian_tasks.tui.telling import Told
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.tui.width import cells, fit
from xiaxian_tasks.wording import grounds, life, months, reasons, steps, words

CHART = 9
"""Lines of the chart."""

NEWEST = 6
"""Reports shown beside the chart."""


class Leaf(NamedTuple):
    """One leaf: its code, its name, and what lays it out for what is told, asked of the office when it is shown."""

    code: str
    title: str
    ask: Callable[[Office, Told], Layout]


def head(told: Told, width: int) -> list[Line]:
    """What stands above every leaf: title, light, due day and bodies, bar, forecast."""
    sheet = told.sheet
    name = f" {speak.called(sheet)}  {sheet['title']}"
    state = words.word(words.STATES, sheet["state"]) + " " if sheet["way"] == FULL else ""
    who = [(_("Due"), life.due(sheet) or "-"), (_("Lead"), speak.joined(sheet["lead"]))]
    who += [(_("Support"), speak.joined(sheet["support"]))] if sheet["support"] else []
    line: Line = []
    for label, text in who:
        room = width - length(line) - cells(label) - 3
        line += [(f" {label} ", "quiet"), (fit(text, min(cells(text), max(room, 1))) + " ", "base")]
    bar = list(telling.pace_bar(sheet, width))[:1]
    foreseen = speak.forecast(sheet)
    lit = list(telling.lit(sheet["light"], speak.reason(sheet, told.on, told.workdays), width))
    return [
        [(fit(name, max(width - cells(state), 1)), "title"), (state, "quiet")],
        lit[0], line, *bar, *_parted(foreseen, width),
    ]


def _parted(text: str, width: int) -> list[Line]:
    """Parts of a sentence in as few lines as hold them, parted between two of them."""
    lines: list[str] = []
    for part in filter(None, text.split(_("; "))):
        joined = _("; ").join((*lines[-1:], part))
        lines[-1:] = [joined] if cells(joined) < width - 1 else [*lines[-1:], part]
    return [line for each in lines for line in telling.paragraph(each, width, style="quiet")]


# How it goes.


def _progress(office: Office, told: Told) -> Layout:
    """The chart, the months, the newest reports, what can be done now."""
    sheet = told.sheet
    course = series.of_task(office, sheet["id"])
    split = standing.rows(office, sheet["id"]) if any(target["rows"] for target in sheet["targets"]) else None
    row = office.store.task(sheet["id"], office.on)
    closed = explain.why(office, row)["months"] if row else []
    open_now = life.open_steps(offered.steps_open(office, sheet["id"]))

    def lines(width: int) -> Iterator[Line]:
        if course is not None:
            yield from charts.progress(course, width, CHART)
        else:
            yield from telling.milestones(told, width)
            yield from telling.recurrences(told, width)
        if split is not None:
            yield telling.section(split["metric"], width)
            yield from charts.townships(split, width)
        if closed:
            yield []
            yield telling.section(_("Month by month"), width)
            yield from charts.month_strip(closed, width)
        newest = [entry for entry in told.history if entry["kind"] == REPORT][-NEWEST:]
        if newest:
            yield telling.section(_("Newest reports"), width)
            yield from telling.history(told._replace(history=newest), width)
        else:
            nobody = _("Nobody has reported yet.") if acts.is_read_only() else _("Nobody has reported yet: p reports.")
            yield from telling.paragraph(nobody, width, style="quiet")
        if open_now:
            yield []
            yield from telling.paragraph(open_now, width, style="quiet")

    return lambda width: list(lines(width))


# Its paper.


def _paper(office: Office, told: Told) -> Layout:
    """The clause, and what is printed there; a plan file holds no sentence of the paper, only its place."""
    sheet = told.sheet
    plan = next((row for row in office.store.plans(counted=False) if row.id == sheet["plan"]), None)

    def lines(width: int) -> Iterator[Line]:
        yield from telling.labelled(_("Paper"), sheet["document"], width)
        if plan is not None:
            yield from telling.labelled(_("Titled"), plan.title, width)
            yield from telling.labelled(_("Issued"), plan.issued.isoformat(), width)
        for label, text in (
            (_("Section"), sheet["section"]), (_("Clause"), sheet["clause"]), (_("Number"), sheet["number"]),
            (_("Task"), sheet["title"]), (_("In short"), sheet["summary"]), (_("Lead"), speak.joined(sheet["lead"])),
            (_("Support"), speak.joined(sheet["support"]) if sheet["support"] else ""),
            (_("Due"), life.due(sheet)), (_("Note"), sheet["note"]),
        ):
            if text:
                yield from telling.labelled(label, text, width)
        yield from _printed(sheet, width)
        if sheet["fingerprint"]:
            yield []
            yield from telling.labelled(_("Print"), sheet["fingerprint"].removeprefix("sha256:")[:24], width, "quiet")
        yield from telling.paragraph(_("E opens the plan file at this task."), width, style="quiet")

    return lambda width: list(lines(width))


def _printed(sheet: Sheet, width: int) -> Iterator[Line]:
    """What the paper prints of numbers and days: targets as printed, milestones, recurrences, figures of policy."""
    for target in sheet["targets"]:
        if target["body"] is None:
            printed = target["printed"] or target["value"]
            text = f"{target['label'] or target['metric']}  {speak.wanted({**target, 'value': printed})}"
            yield from telling.labelled(_("Printed"), text + (_(" (about)") if target["hedged"] else ""), width)
    for each in sheet["milestones"]:
        yield from telling.labelled(_("Printed"), "  ".join(filter(None, (each["what"], each["due"]))), width)
    for each in sheet["recurrences"]:
        yield from telling.labelled(_("Printed"), each["what"], width)
    for figure in sheet["policy_figures"]:
        yield from telling.labelled(_("Printed"), f"{figure['what']}  {figure['value']}{figure['unit']}", width)


# Its targets.


def _targets(_office: Office, told: Told) -> Layout:
    """Targets with their rows, milestones, recurrences, figures of policy."""
    sections = (
        ("", telling.targets), (_("Milestones"), telling.milestones), (_("Recurrences"), telling.recurrences),
        (_("Policy figures"), lambda told, width: telling.policy_figures(told.sheet, width)),
    )

    def lines(width: int) -> Iterator[Line]:
        for title, tell in sections:
            found = list(tell(told, width))
            if found and title:
                yield telling.section(title, width)
            yield from found

    nothing = _("The paper asks for no number, no milestone and no returning duty: notes tell how it goes.")
    return lambda width: list(lines(width)) or list(telling.paragraph(nothing, width, style="quiet"))


# Why it is lit so.


def _why(office: Office, told: Told) -> Layout:
    """The figures, the rule and its source behind each light; the duty that decides is marked."""
    row = office.store.task(told.sheet["id"], office.on)
    assert row is not None, "it is on the screen"
    sheet = explain.why(office, row)
    deciding = reasons.duty_of(sheet)
    duties = [*sheet["targets"], *sheet["milestones"], *sheet["recurrences"]]

    def lines(width: int) -> Iterator[Line]:
        yield from telling.lit(sheet["light"], reasons.of_task(sheet, office.on, office.workdays), width)
        beside = [*grounds.rule(sheet["rule"]),
                  (_("report"), grounds.stale(sheet["noted"]) if sheet["noted"] else ""),
                  (_("next"), grounds.coming(sheet["next"]) if sheet["next"] else ""),
                  (_("month by month"), months.strip(sheet["months"]))]
        yield from _pairs(beside, width)
        for duty in duties:
            if duty.get("body") is not None:
                said = f"{duty['body']}  {reasons.of_duty(duty, sheet, office.on, office.workdays)}"
                yield from telling.lit(duty["light"], said, width)
                continue
            mark = _("  (decides)") if deciding and duty["id"] == deciding["id"] else ""
            yield []
            yield telling.section(f"{duty.get('metric') or duty['what']}{mark}", width)
            yield from telling.lit(
                duty["light"], reasons.of_duty(duty, sheet, office.on, office.workdays) or speak.light(duty["light"]),
                width,
            )
            yield from _pairs(grounds.of_duty(duty), width)

    return lambda width: list(lines(width))


def _pairs(found: "Iterator[tuple[str, str]] | list[tuple[str, str]]", width: int) -> Iterator[Line]:
    told = [(label, text) for label, text in found if text]
    room = max((cells(label) for label, _text in told), default=0)
    for label, text in told:
        yield from telling.labelled(fit(label, room), text, width)


# Who does it, and what has happened.


def _parts(office: Office, told: Told) -> Layout:
    """Each body's part, what happened to the task as a whole, what waits for an answer, what can be done now."""
    sheet = told.sheet
    open_now = life.open_steps(offered.steps_open(office, sheet["id"]))

    def lines(width: int) -> Iterator[Line]:
        parts = list(life.parts(sheet))
        for text in parts:
            yield from telling.paragraph(text, width)
        if not parts:
            yield from telling.labelled(_("Lead"), speak.joined(sheet["lead"]), width)
            yield from telling.labelled(_("Support"), speak.joined(sheet["support"]), width)
        facts = [(label.capitalize(), text) for label, text in life.facts(sheet) if text]
        if facts:
            yield []
        yield from _pairs(facts, width)
        asked = list(life.questions(sheet))
        if asked:
            yield []
            yield telling.section(_("To be answered"), width)
        for text in asked:
            yield from telling.paragraph(text, width)
        if open_now:
            yield []
            yield from telling.paragraph(open_now, width, style="quiet")

    return lambda width: list(lines(width))


def _evidence(_office: Office, _told: Told) -> Layout:
    """A list of its own stands in the place of this leaf while there is evidence."""
    nothing = _("No evidence yet. It comes with a report, a check or a request for completion.")
    return lambda width: list(telling.paragraph(nothing, width, style="quiet"))


def _history(office: Office, told: Told) -> Layout:
    """What happened, the newest first, each with the light the task had after it."""
    lights = histories.lit(office, told.sheet["id"])
    return lambda width: list(telling.history(told, width, lights))


PROGRESS, EVIDENCE = "progress", "evidence"

LEAVES = (
    Leaf(PROGRESS, N_("Progress"), _progress), Leaf("paper", N_("As printed"), _paper),
    Leaf("targets", N_("Targets"), _targets), Leaf("why", N_("Why"), _why), Leaf("parts", N_("Parts"), _parts),
    Leaf(EVIDENCE, N_("Evidence"), _evidence), Leaf("history", N_("History"), _history),
)
"""The leaves in their order."""


def piece(found: Sheet, width: int, ground: str) -> Line:
    """A piece of evidence as a row: day, name, size, who handed it in with what, whether it is whole."""
    size = "-" if found["size"] is None else words.size(found["size"])
    state = "" if found["state"] == "kept" else words.word(words.EVIDENCE, found["state"])
    behind = f" {fit(size, 9, '>')}  {fit(found['by'], 8)} {fit(steps.said(found['kind']), 8)} {state}"
    name = fit(f"{found['at']}  {found['name']}", max(width - cells(behind) - 1, 8))
    return [(f"{name}{behind} ", ground if found["state"] == "kept" else "warn")]
