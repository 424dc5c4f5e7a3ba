"""`procedures` and `case` (程序、办件): procedures with their limits, and their runs from a real day."""

from datetime import date
from typing import Any

import click

from xiaxian_tasks.cli import completing, entries, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.language import _
from xiaxian_tasks.office import cases, lists, names
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import words


@click.command(help=_("Procedures with their steps and limits."))
@click.option("--plan", metavar=_("PLAN"), shell_complete=completing.plans, help=_("Of one plan."))
@as_json
@click.pass_obj
@click.pass_context
def procedures(ctx: click.Context, seat: Seat, plan: str | None, is_json: bool) -> None:
    """Print the procedures."""
    desk = seat.desk(ctx)
    found = lists.procedures(desk, names.plan(desk, plan) if plan is not None else "")
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No procedures here."))
    for number, sheet in enumerate(found):
        if number:
            outlet.put()
        outlet.put(f"{sheet['id']}  {sheet['name']}  {sheet['document']}{sheet['clause']}")
        if sheet["trigger"]:
            outlet.put(f"  {outlet.one_line(sheet['trigger'])}")
        for step in sheet["steps"]:
            limit = f"  {_limit(step['limit'])}" if step["limit"] else ""
            bodies = f"  [{words.joined(step['bodies'])}]" if step["bodies"] else ""
            outlet.put(f"  {step['number']:>3}  {outlet.one_line(step['what'])}{bodies}{limit}")


def _limit(limit: Sheet) -> str:
    """A time limit in words."""
    anchor = limit["anchor"]
    if anchor.startswith("step:"):
        anchor = _("step {number}").format(number=anchor.removeprefix("step:"))
    elif anchor == "start":
        anchor = _("the opening")
    if limit["amount"] is None:
        return words.word(words.LIMITS_WITHOUT_AMOUNT, limit["relation"]).format(anchor=anchor)
    amount = words.span(limit["amount"], limit["unit"])
    return words.word(words.LIMIT_RELATIONS, limit["relation"]).format(limit=amount, anchor=anchor)


@click.group(help=_("Runs of a procedure, each from a real day."))
def case() -> None:
    """Only groups."""


@case.command("open", help=_("Open a case of a procedure."))
@click.argument("procedure", metavar=_("PROCEDURE"))
@click.option("--name", required=True, metavar=_("NAME"), help=_("What the case is about."))
@click.option("--start", type=DAY, help=_("The day it begins; today is the default."))
@as_json
@click.pass_obj
@click.pass_context
def open_case(ctx: click.Context, seat: Seat, procedure: str, name: str, *, start: date | None, is_json: bool) -> None:
    """Open a case."""
    _put(cases.opened(seat.desk(ctx), procedure, name=name, start=start), is_json=is_json)


@case.command("list", help=_("All cases, the newest first."))
@as_json
@click.pass_obj
@click.pass_context
def list_cases(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Print the cases."""
    found = cases.listed(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No cases yet. Open one with: xiaxian case open PROCEDURE --name NAME"))
    columns = [
        tables.Column(_("case")), tables.Column(_("name"), least=8), tables.Column(_("opened")),
        tables.Column(_("ended")),
        tables.Column(_("steps"), right=True), tables.Column(_("late"), right=True), tables.Column(_("next"), least=8),
    ]
    tables.show(columns, [
        [
            row["id"], row["name"], row["opened"], row["ended"] or "-", f"{row['done']}/{row['steps']}",
            str(row["late"] or ""), row["next"] or "-",
        ]
        for row in found
    ])


@case.command("show", help=_("One case with the day each step comes to."))
@click.argument("case_asked", metavar=_("CASE"))
@as_json
@click.pass_obj
@click.pass_context
def show_case(ctx: click.Context, seat: Seat, case_asked: str, is_json: bool) -> None:
    """Print one case."""
    _put(cases.shown(seat.desk(ctx), case_asked), is_json=is_json)


@case.command("step", help=_("Record that a step is done."))
@click.argument("case_asked", metavar=_("CASE"))
@click.argument("number", metavar=_("STEP"))
@click.option("--done", type=DAY, help=_("The day it was done; today is the default."))
@click.option("--correct", is_flag=True, help=_("Put a day recorded before right."))
@click.option("--note", default="", metavar=_("TEXT"), help=_("A remark."))
@as_json
@click.pass_obj
@click.pass_context
def do_step(
    ctx: click.Context, seat: Seat, /, case_asked: str, number: str, *, is_json: bool, **said: Any
) -> None:
    """Record a step."""
    _put(cases.stepped(seat.desk(ctx), case_asked, number, **said), is_json=is_json)


@case.command("anchor", help=_("Record the day of an event that limits count from; it may lie ahead."))
@click.argument("case_asked", metavar=_("CASE"))
@click.argument("anchor", metavar=_("EVENT"))
@click.argument("on", type=DAY)
@as_json
@click.pass_obj
@click.pass_context
def set_anchor(ctx: click.Context, seat: Seat, case_asked: str, anchor: str, on: date, *, is_json: bool) -> None:
    """Record a day."""
    _put(cases.anchored(seat.desk(ctx), case_asked, anchor, on), is_json=is_json)


@case.command("end", help=_("End a case."))
@click.argument("case_asked", metavar=_("CASE"))
@click.option("--outcome", default="", metavar=_("TEXT"), help=_("What came of it."))
@as_json
@click.pass_obj
@click.pass_context
def end_case(ctx: click.Context, seat: Seat, case_asked: str, outcome: str, is_json: bool) -> None:
    """End a case."""
    _put(cases.ended(seat.desk(ctx), case_asked, outcome), is_json=is_json)


def _put(sheet: Sheet, *, is_json: bool) -> None:
    if is_json:
        outlet.put_json(sheet)
        return
    ended = _(", ended {day}").format(day=sheet["ended"]) if sheet["ended"] else ""
    opened = _("opened {day}").format(day=sheet["opened"])
    outlet.put(f"{sheet['id']}  {outlet.one_line(sheet['name'])}  {opened}{ended}")
    if sheet["outcome"]:
        outlet.put(f"  {outlet.one_line(sheet['outcome'])}")
    for name, day in sheet["anchors"].items():
        outlet.put(f"  {name}  {day}")
    columns = [
        tables.Column(_("light")), tables.Column(_("step"), right=True), tables.Column(_("what"), least=8),
        tables.Column(_("bodies"), least=4), tables.Column(_("limit")), tables.Column(_("day")),
        tables.Column(_("done on")),
    ]
    rows = [
        [
            words.light(step["light"]), step["number"], step["what"], words.joined(step["bodies"]),
            _limit(step["limit"]) if step["limit"] else "-", _due(step), step["done_on"] or "-",
        ]
        for step in sheet["steps"]
    ]
    tables.show(columns, rows, [step["light"] for step in sheet["steps"]])
    for entry in sheet.get("history", ()):
        outlet.put(f"  {entries.line(entry)}")


def _due(step: Sheet) -> str:
    """The day a step's limit comes to; marked where it may not be earlier, or where a notice is still to come."""
    if not step["due"]:
        return "-"
    text = _("from {day} on").format(day=step["due"]) if step["earliest"] else step["due"]
    return _("{day} (provisional)").format(day=text) if step["provisional"] else text
