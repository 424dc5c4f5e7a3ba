"""`notice list`, `notice show`, `notice register`: letters, one of them, and what became of every number."""

import click

from xiaxian_tasks.cli import completing, entries, outlet, tables
from xiaxian_tasks.cli.notice.arguments import NUMBERED, letter_argument
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import YEAR
from xiaxian_tasks.language import _
from xiaxian_tasks.office import notices
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import notices as wording
from xiaxian_tasks.wording import words

kind_option = click.option("--kind", type=NUMBERED, help=_("Of one kind."))
year_option = click.option("--year", type=YEAR, help=_("Of one year."))


@click.command("list", help=_("The letters, the newest first, and which of them wait for an answer."))
@kind_option
@year_option
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("To one body."))
@as_json
@click.pass_obj
@click.pass_context
def listing(
    ctx: click.Context, seat: Seat, /, *, kind: str | None, year: int | None, body: str, is_json: bool
) -> None:
    """Print letters."""
    found = notices.listed(seat.desk(ctx), kind=kind or "", year=year, body=body)
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No letters were issued."))
    tables.show([
        tables.Column(_("letter number"), least=12), tables.Column(_("letter")), tables.Column(_("day")),
        tables.Column(_("sent to"), least=8), tables.Column(_("matters"), right=True),
        tables.Column(_("state"), least=8),
    ], [
        [
            each["number"], each["letter"], each["on"], words.joined(each["to"]), str(len(each["tasks"])),
            wording.stands(each) or "-",
        ]
        for each in found
    ])


@click.command("show", help=_("One letter: to whom, what about, what was answered, and its text."))
@letter_argument
@as_json
@click.pass_obj
@click.pass_context
def show(ctx: click.Context, seat: Seat, /, letter: str, *, is_json: bool) -> None:
    """Print one letter."""
    desk = seat.desk(ctx)
    found = notices.shown(desk, letter)
    text = _text(notices.kept(desk, notices.named(desk, letter))[0])
    if is_json:
        outlet.put_json({**found, "text": text})
        return
    outlet.put(outlet.one_line(f"{found['number']}  {found['title']}"))
    outlet.put()
    tables.pairs([
        (_("letter"), found["letter"]), (_("sort of paper"), wording.paper(found["kind"])), (_("day"), found["on"]),
        (_("sent to"), words.joined(found["to"])), (_("state"), wording.stands(found)),
    ])
    outlet.put("\n" + _("Matters"))
    for matter in found["matters"]:
        outlet.put(outlet.one_line(f"  {matter['task']}  {matter['title'] or ''}"), matter["light"] or "")
        for reply in matter["replies"]:
            outlet.put(f"    {entries.line(reply, {})}")
    outlet.put("\n" + _("Text"))
    for line in text.rstrip("\n").split("\n"):
        outlet.put(f"  {line}".rstrip())


def _text(paper: bytes) -> str:
    """The words of a paper that was kept."""
    from xiaxian_tasks.assemble import letters

    return letters.written(letters.again(paper), ".txt").decode()


@click.command("register", help=_("The register: every number that was given, and why one has no paper that stands."))
@kind_option
@year_option
@as_json
@click.pass_obj
@click.pass_context
def register(ctx: click.Context, seat: Seat, /, *, kind: str | None, year: int | None, is_json: bool) -> None:
    """Print the register."""
    found = notices.register(seat.desk(ctx), kind=kind or "", year=year)
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No letters were issued."))
    tables.show([
        tables.Column(_("sort of paper"), least=8), tables.Column(_("year")), tables.Column(_("no."), right=True),
        tables.Column(_("letter number"), least=12), tables.Column(_("day")), tables.Column(_("sent to"), least=8),
        tables.Column(_("matters"), right=True), tables.Column(_("title of the letter"), least=8),
    ], list(map(_row, found)))


def _row(line: Sheet) -> list[str]:
    return [
        wording.paper(line["kind"]), str(line["year"]), str(line["running"]), line["number"] or "-", line["on"] or "-",
        words.joined(line["to"]) if line["to"] else "-", str(len(line["tasks"]) or ""),
        wording.gap(line) or line["title"],
    ]
