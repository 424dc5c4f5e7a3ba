"""`why` (亮灯依据): the figures, the rule and the source behind each light of a task."""

import click

from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _
from xiaxian_tasks.office import explain, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import reasons


@click.command(help=_("Why a task and each of its duties is lit as it is: the figures, the rule with its source, and"
                      " the next step."))
@click.argument("task", shell_complete=completing.tasks, metavar=_("TASK"))
@as_json
@click.pass_obj
@click.pass_context
def why(ctx: click.Context, seat: Seat, task: str, is_json: bool) -> None:
    """Print what decided a light."""
    desk = seat.desk(ctx)
    sheet = explain.why(desk, names.task(desk, task))
    _tell(sheet, desk)
    if is_json:
        outlet.put_json(sheet)
        return
    _put(sheet)


def _tell(sheet: Sheet, desk: Office) -> None:
    """Add the sentences, and the duty the task's light was taken from."""
    decided = reasons.duty_of(sheet)
    sheet["message"] = reasons.of_task(sheet, desk.on, desk.workdays)
    sheet["decided_by"] = decided["id"] if decided else None
    for duty in _duties(sheet):
        duty["message"] = reasons.of_duty(duty, sheet, desk.on, desk.workdays)


def _duties(sheet: Sheet) -> list[Sheet]:
    return [*sheet["targets"], *sheet["milestones"], *sheet["recurrences"]]


def _put(sheet: Sheet) -> None:
    from xiaxian_tasks.cli import tables
    from xiaxian_tasks.wording import grounds, months

    outlet.put(f"{sheet['id']}  {outlet.one_line(sheet['title'])}")
    outlet.put(outlet.one_line(reasons.lit(sheet["light"], sheet["message"])), sheet["light"])
    outlet.put()
    lines = list(grounds.rule(sheet["rule"]))
    if place := _one_place(sheet):
        lines.append((_("printed in"), place))
    if sheet["noted"]:
        lines.append((_("report"), grounds.stale(sheet["noted"])))
    if sheet["next"]:
        lines.append((_("next"), grounds.coming(sheet["next"])))
    if sheet["months"]:
        lines.append((_("month by month"), months.strip(sheet["months"])))
    tables.pairs(lines)
    for duty in _duties(sheet):
        if duty.get("body") is None:
            _put_duty(duty, is_deciding=duty["id"] == sheet["decided_by"])
            tables.pairs([(f"  {name}", text) for name, text in grounds.of_duty(duty, is_place_told=bool(place))])
        else:
            name = f"{duty['id']}  {duty['body']}  {reasons.lit(duty['light'], duty['message'])}"
            outlet.put(f"    {outlet.one_line(name)}")


def _one_place(sheet: Sheet) -> str:
    """Where all duties of a task are printed; "" where they are in several places, or there are none."""
    from xiaxian_tasks.wording import grounds

    places = {grounds.printed(duty["why"]["printed_in"]) for duty in _duties(sheet) if duty.get("body") is None}
    return places.pop() if len(places) == 1 else ""


def _put_duty(duty: Sheet, *, is_deciding: bool) -> None:
    mark = _("  (decides)") if is_deciding else ""
    outlet.put(f"\n{duty['id']}  {outlet.one_line(duty.get('metric') or duty['what'])}{mark}")
    outlet.put(f"  {outlet.one_line(reasons.lit(duty['light'], duty['message']))}", duty["light"])
