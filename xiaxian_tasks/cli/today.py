"""`today` (今日要办): what to push now, why, and with which command."""

from typing import Any

import click

from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import COUNT
from xiaxian_tasks.language import _
from xiaxian_tasks.office import today as office_today
from xiaxian_tasks.wording import queue, words

Sheet = dict[str, Any]

SHOWN = 2
"""Bodies shown on a line."""


@click.command(help=_("What to push now and why, the most pressing first; each line with the command that does it. At"
                      " most ten lines of each class, what is long past only counted."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("What one body has to do, or is asked for."))
@click.option("--limit", type=COUNT, help=_("So many lines of each class, what is long past among them."))
@as_json
@click.pass_obj
@click.pass_context
def today(ctx: click.Context, seat: Seat, *, body: str, limit: int | None, is_json: bool) -> None:
    """Print the queue."""
    desk = seat.desk(ctx)
    found = office_today.queue(desk, body=body.strip(), limit=limit)
    queue.tell(found, desk.on, desk.workdays)
    if is_json:
        for line in found["lines"]:
            del line["sheet"]
        outlet.put_json(found)
        return
    _put(found)


def _put(found: Sheet) -> None:
    about = found["body"] or _("the whole county")
    outlet.put(_("{on}, to do today: {about}").format(on=found["on"], about=about))
    if not found["lines"] and not found["more"]:
        outlet.put(_("Nothing to push today."))
    for name in queue.CLASSES:
        lines = [line for line in found["lines"] if line["class"] == name]
        more = [each for each in found["more"] if each["class"] == name]
        if lines or more:
            outlet.put(f"\n{queue.name(name)}")
        for line in lines:
            _put_line(line)
        for each in more:
            outlet.put(f"  {each['why']}")
    if found["more"]:
        outlet.put()
        outlet.put(_("More of them: {command}").format(command=found["more"][0]["do"]))


def _put_line(line: Sheet) -> None:
    """A line, its command below it, and what else the task is in the queue for."""
    light = words.light(line["light"]) if line["light"] else "-"
    told = [light, line["task"] or line["plan"], line["title"], _who(line), line["why"]]
    outlet.put("  " + "  ".join(outlet.one_line(part) for part in told if part), line["light"] or "")
    outlet.put(f"      {line['do']}")
    for also in line["also"]:
        told = [_("also {name}").format(name=queue.name(also["class"])), _who(also), also["why"]]
        outlet.put("    " + "  ".join(outlet.one_line(part) for part in told if part))
        outlet.put(f"      {also['do']}")


def _who(cause: Sheet) -> str:
    """The body, of several the first two; the document has them all."""
    bodies = (cause["body"] or "").split("、")
    if len(bodies) <= SHOWN:
        return "、".join(bodies)
    return _("{bodies} and others, {count} in all").format(bodies="、".join(bodies[:SHOWN]), count=len(bodies))
