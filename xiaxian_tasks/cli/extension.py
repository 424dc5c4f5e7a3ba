"""`extension` (延期): asked for before the day, granted or refused; the first day is kept for ever."""

from datetime import date

import click

from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.stepping import document, one_body, reason, step
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.language import _
from xiaxian_tasks.office import parts, steps
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.steps import Words


@click.group(help=_("Later days: asked for, granted, refused."))
def extension() -> None:
    """Only groups."""


@step(extension, "ask", kinds.EXTENSION_REQUEST, _("Ask for a later day, before the day has passed."))
@click.option("--to", "due", type=DAY, required=True, help=_("The day asked for."))
@click.option("--duty", default="", metavar=_("DUTY"),
              help=_("One target or milestone: its id or words. All that are due with the task is the default."))
@one_body
@reason
def ask(desk: Office, name: str, words: Words, *, due: date, duty: str, body: str) -> Done:
    """Ask for a later day."""
    return steps.ask_extension(desk, name, due, body=body, duty=duty, words=words)


@step(extension, "grant", kinds.EXTENSION_GRANT, _("Grant the day that was asked for, or another one."))
@click.option("--to", "due", type=DAY, help=_("Another day than the one asked for."))
@document
def grant(desk: Office, name: str, words: Words, due: date | None) -> Done:
    """Grant a later day."""
    return steps.grant_extension(desk, name, due, words)


@step(extension, "refuse", kinds.EXTENSION_REFUSAL, _("Refuse a later day."))
@reason
def refuse(desk: Office, name: str, words: Words) -> Done:
    """Refuse a later day."""
    return steps.refuse_extension(desk, name, words)


@extension.command("list", help=_("What waits for an answer, and what was extended, with the first day and how"
                                  " often."))
@as_json
@click.pass_obj
@click.pass_context
def list_extensions(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Print extensions."""
    found = parts.extensions(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("Nothing was extended, and nothing is asked for."))
        return
    tables.show([
        tables.Column(_("task")), tables.Column(_("heading"), least=12), tables.Column(_("first day")),
        tables.Column(_("day now")), tables.Column(_("extended"), right=True), tables.Column(_("asked for")),
        tables.Column(_("answer by")),
    ], [
        [
            row["task"], row["title"], row["original_due"] or "-", row["due"] or "-", str(row["extensions"] or ""),
            row["asked_for"] or "-", row["answer_due"] or "-",
        ]
        for row in found
    ])
