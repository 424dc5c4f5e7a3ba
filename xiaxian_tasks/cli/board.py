"""`board` (看板): lights counted by plan and by body, opened by what needs a decision today."""

from typing import Any

import click

from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.terms import LIGHTS, OUTLOOKS
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import lists, today
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.wording import queue, words

COUNTED = ("red", "yellow", "green", "grey", "done", "total")
FORESEEN = tuple(outlook.replace("-", "_") for outlook in OUTLOOKS)
"""Columns of what forecasts come to, shown once there is a forecast."""


@click.command(help=_("Lights counted by plan and by body, opened by what needs a decision today."))
@as_json
@click.pass_context
def board(ctx: click.Context, is_json: bool) -> None:
    """Print the board."""
    show_board(ctx.find_object(Seat).desk(ctx), is_json=is_json)  # type: ignore[union-attr]


def show_board(desk: Office, *, is_json: bool = False) -> None:
    """Print the board of an office."""
    counted = lists.board(desk)
    if is_json:
        outlet.put_json(counted)
        return
    outlet.put(_totals(counted["plans"], counted["on"]))
    if counted["post"]:
        _put_alarm(counted["post"])
    pressing = today.pressing(desk)
    if pressing["lines"]:
        outlet.put()
        outlet.put(_heading(pressing))
        for line in pressing["lines"]:
            _put_pressing(line, desk)
    outlet.put()
    names = _columns(counted["plans"])
    tables.show(
        [tables.Column(_("plan")), tables.Column(_("heading"), least=12), *_count_columns(names)],
        [[row["plan"], row["title"], *_counts(row, names)] for row in counted["plans"]],
    )
    outlet.put()
    _put_bodies(counted["bodies"])
    if counted["unreachable"]:
        outlet.put()
        told = outlet.one_line(words.unreachable(counted["unreachable"]))
        cells = tables.room()
        outlet.put(tables.cut(told, cells) if cells else told)


def _put_alarm(found: dict[str, Any]) -> None:
    """What is amiss with the post, where it was ever used."""
    from xiaxian_tasks.wording import post

    if alarm := post.of_alarm(found):
        outlet.put(alarm)


def _totals(rows: list[dict[str, Any]], on: str) -> str:
    counts = [f"{words.light(light)} {sum(row[light] for row in rows)}" for light in LIGHTS]
    total = sum(row["total"] for row in rows)
    told = ngettext("{on}: {total} task: {counts}", "{on}: {total} tasks: {counts}", total)
    return told.format(on=on, total=total, counts=words.joined(counts))


def _heading(pressing: dict[str, Any]) -> str:
    """Over what needs a decision: how much there is, where not all of it is shown."""
    shown, count = len(pressing["lines"]), pressing["count"]
    if pressing["at_least"]:
        return _("To decide today (the first {shown} of {count} or more):").format(shown=shown, count=count)
    if shown < count:
        return _("To decide today (the first {shown} of {count}):").format(shown=shown, count=count)
    return _("To decide today:")


def _put_pressing(line: dict[str, Any], desk: Office) -> None:
    reason = queue.why(line, line["sheet"], desk.on, desk.workdays)
    text = f"{words.light(line['light'])}  {line['task']}  {line['title']}  {reason}"
    cells = tables.room()
    outlet.put(tables.cut(outlet.one_line(text), cells) if cells else outlet.one_line(text), line["light"])


def _put_bodies(rows: list[dict[str, Any]]) -> None:
    """The bodies; on a terminal those without red and yellow in one line."""
    calm = [row for row in rows if not row["red"] and not row["yellow"]] if tables.room() else []
    shown = [row for row in rows if row not in calm]
    names = _columns(rows)
    tables.show(
        [tables.Column(_("body"), least=12), *_count_columns(names)],
        [[row["body"], *_counts(row, names)] for row in shown],
    )
    if calm:
        count = len(calm)
        outlet.put(ngettext(
            "{count} more body has neither red nor yellow.", "{count} more bodies have neither red nor yellow.", count
        ).format(count=count))


def _columns(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The counts to show: outlooks where there is one."""
    return COUNTED + (FORESEEN if any(row[name] for row in rows for name in FORESEEN) else ())


def _count_columns(names: tuple[str, ...]) -> list[tables.Column]:
    return [tables.Column(_named(name), right=True) for name in names]


def _named(name: str) -> str:
    if name == "total":
        return _("total")
    return words.word(words.OUTLOOKS, name.replace("_", "-")) if name in FORESEEN else words.light(name)


def _counts(row: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    return [str(row[name] or "") for name in names]
