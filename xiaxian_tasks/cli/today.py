"""`today` (今日要办): what to push now, why, and with which command."""

from typing import Any

import click

from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import COUNT
from xiaxian_tasks.language import _
from xiaxian_tasks.office import today as office_today
from xiaxian_tasks.terminal import width
from xiaxian_tasks.wording import queue, words

Sheet = dict[str, Any]

SHOWN = 2
"""Bodies shown on a line."""

LEAST = {2: 9, 3: 9}
"""Cells to which title and body (their places on a line) may be cut on a terminal, before the reason is."""


@click.command(help=_("What to push now and why, the most pressing first; each line with the command that does it. A"
                      " few lines of each class, the rest and what is long past only counted."))
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
    _put(found, is_brief=limit is None and not body)


def _put(found: Sheet, *, is_brief: bool) -> None:
    about = found["body"] or _("the whole county")
    outlet.put(_("{on}, to do today: {about}").format(on=found["on"], about=about))
    if not found["lines"] and not found["more"]:
        outlet.put(_("Nothing to push today."))
    for name in queue.CLASSES:
        lines = [line for line in found["lines"] if line["class"] == name]
        more = [each["why"] for each in found["more"] if each["class"] == name]
        if lines or more:
            outlet.put("  ".join((queue.name(name), *more)))
        for line in lines:
            _put_line(line, is_brief=is_brief)
    if found["more"]:
        outlet.put(_("More of them: {command}").format(command=found["more"][0]["do"]))


def _put_line(line: Sheet, *, is_brief: bool) -> None:
    """A line, its command below it, and what else the task is in the queue for: in brief what another command does."""
    light = words.light(line["light"]) if line["light"] else "-"
    told = [light, line["task"] or line["plan"], line["title"], _who(line), queue.contacts(line), line["why"]]
    outlet.put(_fitted("  ", told), line["light"] or "")
    outlet.put(f"      {line['do']}")
    if is_brief:
        others = [queue.name(each["class"]) for each in line["also"] if each["do"] != line["do"]]
        if others:
            outlet.put("    " + _("also: {names}").format(names=words.joined(_counted(others))))
        return
    for also in line["also"]:
        told = [_("also: {names}").format(names=queue.name(also["class"])), _who(also), also["why"]]
        outlet.put(_fitted("    ", told))
        outlet.put(f"      {also['do']}")


def _counted(names: list[str]) -> list[str]:
    """Each name once, with how often it stands there if more than once."""
    counts = {name: names.count(name) for name in names}
    return [f"{name} {count}" if count > 1 else name for name, count in counts.items()]


def _fitted(margin: str, parts: list[str]) -> str:
    """The parts on a line; on a terminal the longest that may be cut give way first, and the reason last."""
    cells, parts = tables.room(), [outlet.one_line(part) for part in parts]
    if cells is not None:
        over = width(margin + "  ".join(filter(None, parts))) - cells
        for place, least in LEAST.items():
            if over > 0 and place < len(parts) - 1:
                wide = width(parts[place])
                parts[place] = tables.cut(parts[place], max(wide - over, min(least, wide)))
                over -= wide - width(parts[place])
    told = margin + "  ".join(filter(None, parts))
    return told if cells is None else tables.cut(told, cells)


def _who(cause: Sheet) -> str:
    """The body, of several the first two; the document has them all."""
    bodies = (cause["body"] or "").split("、")
    if len(bodies) <= SHOWN:
        return "、".join(bodies)
    return _("{bodies} and others, {count} in all").format(bodies="、".join(bodies[:SHOWN]), count=len(bodies))
