"""`standing` (排名): points of bodies with their causes, rates, ranks; or the rows of one split target by share."""

from datetime import date

import click

from xiaxian_tasks import assemble
from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import standing as office_standing
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import county, words


@click.command(help=_("Where bodies stand over a month, by default the running one: points with their causes, and"
                      " rates. --target ranks the rows of one split target by share."))
@click.option("--month", default="", metavar="YYYY-MM", help=_("The month."))
@click.option("--from", "first", type=DAY, help=_("First day, instead of a month."))
@click.option("--to", "last", type=DAY, help=_("Last day; today when left out."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("One body, each point with its cause."))
@click.option("--target", "task", default="", metavar=_("TASK"), shell_complete=completing.tasks,
              help=_("The task whose rows are ranked."))
@as_json
@click.pass_obj
@click.pass_context
def standing(
    ctx: click.Context, seat: Seat, /, *, month: str, first: date | None, last: date | None, body: str, task: str,
    is_json: bool,
) -> None:
    """Print standings."""
    desk = seat.desk(ctx)
    if task:
        if month or first or last or body:
            raise Misused("target-alone")
        found = office_standing.rows(desk, task)
    else:
        days = office_standing.span(desk, month, first, last)
        found = office_standing.standings(desk, assemble.scoring(), days, body=body)
    if is_json:
        outlet.put_json(found)
    elif task:
        _put_rows(found)
    else:
        _put_bodies(found, with_points=bool(body))


def _put_bodies(found: Sheet, *, with_points: bool) -> None:
    rules = found["rules"]
    outlet.put(_("{first} to {last}, {title}: each body starts at {base}, at most {cap}").format(**found | rules))
    if found["months"] > 1:
        outlet.put(_("Of several months the points are the mean of the months."))
    outlet.put()
    columns = [
        tables.Column(_("rank"), right=True), tables.Column(_("body"), least=8),
        *(tables.Column(name, right=True) for name in (
            _("points"), _("tasks"), _("done on time"), _("reports on time"), _("approvals")
        )),
    ]
    tables.show(columns, [
        [str(each["rank"] or "-"), county.called(each), each["score"], str(each["tasks"]),
         *(_rate(each[key]) for key in ("on_time", "reported", "approved"))]
        for each in found["bodies"]
    ])
    _say_why_unranked({each["unranked"] for each in found["bodies"]}, rules["least"])
    for each in found["bodies"]:
        if with_points and each["points"]:
            _put_points(each)


def _say_why_unranked(why: set[str | None], least: int) -> None:
    if "few-tasks" in why:
        outlet.put(ngettext(
            "Without a rank: who answers for fewer than {count} task.",
            "Without a rank: who answers for fewer than {count} tasks.", least,
        ).format(count=least))
    if "no-office" in why:
        outlet.put(_("Without a rank: groups, and whoever is no single office."))


def _rate(rate: Sheet) -> str:
    """5/6, and the share."""
    return f"{rate['made']}/{rate['of']} {words.percent(rate['share'])}" if rate["of"] else "-"


def _put_points(each: Sheet) -> None:
    """Each point with its day, its task and entry, its cause and the source of its line."""
    outlet.put(f"\n{each['body']}")
    if len(each["months"]) > 1:
        outlet.put("  " + words.joined([f"{month['month']} {month['score']}" for month in each["months"]]))
    for point in each["points"]:
        place = _("{task}, entry {seq}").format(**point) if point["seq"] else point["task"]
        told = [point["on"], place, _counted(point), _cause(point), point["what"],
                f"[{point['source']}]" if point["source"] else ""]
        outlet.put("  " + outlet.one_line("  ".join(filter(None, told))))


def _cause(point: Sheet) -> str:
    """The title of its line, and which time it is."""
    cause = point["title"] or words.word(county.CAUSES, point["cause"])
    if point["time"] == 1:
        return cause
    return _("{cause}, time {count} this year").format(cause=cause, count=point["time"])


def _counted(point: Sheet) -> str:
    """What it counts, and what it would count were its task not to cost a body only so much in one month."""
    if point["points"] != point["full"]:
        return _("{points} (of {full}: one task costs no more in a month)").format(**point)
    return f"{'' if point['points'].startswith('-') else '+'}{point['points']}"


def _put_rows(found: Sheet) -> None:
    printed = "" if found["printed"] is None else _(" (the paper prints {printed})").format(printed=found["printed"])
    outlet.put(outlet.one_line(f"{found['task']}  {found['title']}"))
    outlet.put(_("{metric}: {latest} of {value}{unit}{printed}, {share}, {reported}/{rows} reported").format(
        metric=found["metric"], latest=found["latest"] or "0", value=found["value"], unit=found["unit"],
        printed=printed, share=words.percent(found["progress"]), reported=found["rows_reported"], rows=found["rows"],
    ))
    outlet.put()
    columns = [
        tables.Column(_("rank"), right=True), tables.Column(_("body"), least=8),
        *(tables.Column(name, right=True) for name in (_("share"), _("so far"), _("asked"))), tables.Column(_("as of")),
    ]
    tables.show(columns, [
        [str(row["rank"] or "-"), row["body"], words.percent(row["progress"]), row["latest"] or _("not reported"),
         row["value"], row["latest_as_of"] or ""]
        for row in found["ranked"]
    ])
