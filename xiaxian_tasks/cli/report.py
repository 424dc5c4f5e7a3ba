"""`report` (报告): the one thing people record by hand; one by one, or many from a file."""

import re
from typing import Any

import click

from xiaxian_tasks import files
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.domain.contradictions import Odd
from xiaxian_tasks.errors import Misused, NotFound
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import names, record
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import entry_sheet, sheet

NOBODY = "-"
"""Who acts where no name was given and the system knows none."""

_NEGATIVE = re.compile(r"-[\d.]")


class Reporting(click.Command):
    """Takes -1.2 as a value: growth may be negative, and no option begins with a digit."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let a negative number through as an argument: its sign is written wide, which quantities read too."""
        flags = {name for option in self.params if getattr(option, "is_flag", False) for name in option.opts}
        read = list(args)
        for place, word in enumerate(args):
            before = args[place - 1] if place else ""
            takes_it = before.startswith("--") and "=" not in before and before not in flags
            if _NEGATIVE.match(word) and not takes_it:
                read[place] = "－" + word[1:]
        return super().parse_args(ctx, read)


@click.command(cls=Reporting, help=_("Report a value with its unit, a milestone or occurrence done, or a note alone."))
@click.argument("task", required=False, shell_complete=completing.tasks, metavar=_("TASK"))
@click.argument("value", required=False, metavar=_("[VALUE]"))
@click.option("--target", default="", metavar=_("TARGET"), help=_("Which target: its id or words of its name."))
@click.option("--milestone", default="", metavar=_("MILESTONE"), help=_("A milestone that is done."))
@click.option("--occurrence", default="", metavar=_("DATE"), help=_("A recurrence's day that is done, or ID@DATE."))
@click.option("--add", is_flag=True, help=_("Add VALUE to the newest value."))
@click.option("--correct", is_flag=True, help=_("Allow a lower value than before, or a second day of a milestone."))
@click.option("--as-of", type=DAY, help=_("The day the figure is of."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Which body reports."))
@click.option("--note", default="", metavar=_("TEXT"), help=_("A remark."))
@click.option("--evidence", multiple=True, metavar=_("FILE"),
              help=_("A file, kept whole under its fingerprint; repeatable."))
@click.option("--from", "source", metavar=_("FILE"), help=_("Many, from CSV or JSON lines; - is standard input."))
@click.option("--dry-run", is_flag=True, help=_("With --from: check everything, record nothing."))
@as_json
@click.pass_obj
@click.pass_context
def report(ctx: click.Context, seat: Seat, /, *, source: str | None, dry_run: bool, is_json: bool, **said: Any) -> None:
    """Record one report, or a file of them."""
    if source is not None:
        if any(said.values()):
            raise Misused("report-from-alone")
        content = files.read(source)
        name = _("standard input") if source == "-" else source
        recorded = record.report_many(seat.desk(ctx), content, name, dry_run=dry_run)
        _put_many(recorded, is_json=is_json, dry_run=dry_run)
        return
    if dry_run:
        raise Misused("dry-run-needs-from")
    if not said["task"]:
        raise Misused("report-needs-task")
    evidence = files.evidence(said.pop("evidence"))
    said["value"] = said["value"] or ""
    desk = seat.desk(ctx)
    _put_one(desk, _recorded(desk, record.Said(**said, evidence=evidence)), is_json=is_json)


def _recorded(desk: Office, said: record.Said) -> record.Recorded:
    """Record a report; a target that was named and is not there, or not the only one, is told of before all else."""
    try:
        return record.report(desk, said)
    except Misused as error:
        if not said.target or error.code not in {"nothing-to-report", "which-target"}:
            raise
        if error.code == "which-target":
            raise NotFound("ambiguous-target", error.figures["candidates"], name=said.target) from error
        targets = sheet(desk, names.task(desk, said.task))["targets"]
        known = [" ".join(filter(None, (each["id"], each["metric"], each["body"]))) for each in targets]
        if any(said.target in words for words in known):
            raise
        raise NotFound("target", known, name=said.target) from error


def _put_one(desk: Office, recorded: record.Recorded, *, is_json: bool) -> None:
    if is_json:
        outlet.put_json(_document(recorded))
        return
    from xiaxian_tasks.cli import entries

    outlet.put(f"{recorded.entry.task}  {_line(recorded)}")
    entries.put_outcome(desk, recorded.stage_before, recorded.light_before, recorded.sheet)
    _say_unsigned([recorded])


def _put_many(recorded: list[record.Recorded], *, is_json: bool, dry_run: bool) -> None:
    from xiaxian_tasks.wording import words

    if is_json:
        outlet.put_json_rows(_document(each) for each in recorded)
    else:
        for each in recorded:
            before, after = words.light(each.light_before), words.light(each.sheet["light"])
            outlet.put(f"{each.entry.task}  {_line(each)}  {before} -> {after}")
        _say_unsigned(recorded)
    count = len(recorded)
    told = ngettext("{count} report recorded.", "{count} reports recorded.", count)
    if dry_run:
        told = ngettext("{count} report is good, none recorded.", "{count} reports are good, none recorded.", count)
    outlet.say(told.format(count=count))


def _line(recorded: record.Recorded) -> str:
    from xiaxian_tasks.cli import entries

    return entries.line(_entry(recorded), entries.names_of(recorded.sheet))


def _say_unsigned(recorded: list[record.Recorded]) -> None:
    """Say what does not fit in each report, that it was recorded all the same, and once that nobody stands for it."""
    from xiaxian_tasks.wording import oddities

    for each in recorded:
        for odd in each.odd:
            told = _("{task}: {odd} Recorded all the same.")
            if odd.code in oddities.SLIPS:
                told = _("{task} {value}{unit}: {odd} Recorded all the same; if it is a slip, report again with"
                         " --correct.")
            outlet.say(told.format(task=each.entry.task, odd=oddities.said(odd), **_figure(odd)))
    if any(each.entry.by == NOBODY for each in recorded):
        outlet.say(_("Nobody's name stands under this. Give one with --by NAME, or once for all in XIAXIAN_BY."))


def _figure(odd: Odd) -> dict[str, str]:
    return {key: odd.figures.get(key, "") for key in ("value", "unit")}


def _document(recorded: record.Recorded) -> dict[str, Any]:
    odd = [{"code": each.code, **each.figures} for each in recorded.odd]
    return {"entry": _entry(recorded), "task": recorded.sheet, "light_before": recorded.light_before, "odd": odd}


def _entry(recorded: record.Recorded) -> dict[str, Any]:
    return entry_sheet(recorded.entry)
