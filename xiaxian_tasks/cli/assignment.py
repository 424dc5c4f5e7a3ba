"""`assignment` (承办): one body's part of a task, from assigning to accepting."""

from datetime import date
from typing import Any

import click

from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.stepping import (
    CAUSE,
    PART,
    ROLE,
    checked,
    evidence,
    figure,
    how_checked,
    note,
    one_body,
    override,
    reason,
    some_bodies,
    step,
    step_for_many,
)
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.life import LEAD
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _
from xiaxian_tasks.office import groups, parts, steps
from xiaxian_tasks.office.acting import Done, Files
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.steps import Words
from xiaxian_tasks.wording import words as vocabulary


@click.group(help=_("One body's part of a task: assign, sign, ask for completion, send back, accept."))
def assignment() -> None:
    """Only groups."""


@assignment.command("list", help=_("The parts of a task, or of all tasks, with their states and days."))
@click.argument("task", required=False, shell_complete=completing.tasks, metavar=_("[TASK]"))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Of one body."))
@click.option("--state", type=PART, default=None, help=_("In one state."))
@as_json
@click.pass_obj
@click.pass_context
def list_parts(
    ctx: click.Context, seat: Seat, task: str | None, *, body: str, state: str | None, is_json: bool
) -> None:
    """Print the parts."""
    found = parts.assignments(seat.desk(ctx), task or "", body=body, state=state or "")
    if is_json:
        outlet.put_json_rows(found)
        return
    rows = [_row(each) for each in found]
    if not rows:
        outlet.say(_("No such parts."))
        return
    tables.show([
        tables.Column(_("task")), tables.Column(_("body"), least=8), tables.Column(_("role")),
        tables.Column(_("state")), tables.Column(_("sent on")), tables.Column(_("sign by")),
        tables.Column(_("signed on")), tables.Column(_("returns"), right=True),
    ], rows)


def _row(part: Sheet) -> list[str]:
    signed = part["signed"] or "-"  # late without a day: it has still not been signed for
    return [
        part["task"], part["body"], vocabulary.word(vocabulary.ROLES, part["role"]),
        vocabulary.word(vocabulary.ASSIGNMENT_STATES, part["state"]), part["sent"] or "-", part["receipt_due"] or "-",
        _("{day} (late)").format(day=signed) if part["late"] else signed, str(part["returns"] or ""),
    ]


@step(assignment, "assign", kinds.ASSIGNMENT, _("Bind a body to a task, hand over from one to another, or release"
                                                " one."))
@click.argument("body", default="", shell_complete=completing.bodies, metavar=_("[BODY]"))
@click.option("--role", type=ROLE, default=None, help=_("Lead or support; lead is the default."))
@click.option("--instead-of", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("The body that hands over; its role goes over too."))
@click.option("--release", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("Only release this body."))
@click.option("--each-of", default="", metavar=_("GROUP"), shell_complete=completing.bodies,
              help=_("Hand a group's part over to each of its members, who then sign for themselves."))
@override
@reason
def assign(desk: Office, name: str, words: Words, *, each_of: str, **typed: str) -> Done:
    """Bind or release a body, or the members of a group."""
    body, role, instead_of, release = (typed[key] for key in ("body", "role", "instead_of", "release"))
    if each_of and (body or release or instead_of):
        raise Misused("each-of-alone")
    if each_of:
        return groups.assign_each(desk, name, each_of, role=role or "", words=words)
    if bool(body) == bool(release) or (release and instead_of):
        raise Misused("nobody-to-assign")
    role = role or LEAD
    return steps.assign(desk, name, body, role=role, instead_of=release or instead_of, words=words)


@step_for_many(assignment, "receive", kinds.RECEIPT, _("Sign for tasks."), one_whole=True)
@some_bodies
@note
def receive(desk: Office, name: str, words: Words, bodies: tuple[str, ...]) -> Done:
    """Sign for a task."""
    return steps.receive(desk, name, bodies, words)


@step(assignment, "refuse", kinds.REFUSAL, _("Refuse a task as the wrong body; the office decides."))
@one_body
@reason
def refuse(desk: Office, name: str, words: Words, body: str) -> Done:
    """Refuse a task."""
    return steps.refuse(desk, name, body, words)


@step(assignment, "request", kinds.REQUEST, _("Ask for completion, with evidence."))
@one_body
@evidence
@reason
@note
def request(desk: Office, name: str, words: Words, *, body: str, files: Files) -> Done:
    """Ask for completion."""
    return steps.request(desk, name, body, words, files)


@step(assignment, "return", kinds.RETURN, _("Send a part back for a cause of the list, with a new day."))
@one_body
@click.option("--cause", type=CAUSE, required=True, help=_("Why it goes back."))
@click.option("--due", type=DAY, help=_("The new day; so many working days as an answer takes is the default."))
@override
@note
def return_(
    desk: Office, name: str, words: Words, *, body: str, cause: str, due: date | None
) -> Done:
    """Send a part back."""
    return steps.send_back(desk, name, body, cause=cause, due=due, words=words)


@step_for_many(assignment, "accept", kinds.ACCEPTANCE, _("Accept what bodies have done."), one_whole=True)
@some_bodies
@how_checked
@figure
@note
def accept(desk: Office, name: str, words: Words, *, bodies: tuple[str, ...], how: str, **typed: Any) -> Done:
    """Accept parts."""
    return steps.accept(desk, name, bodies, checked(how, typed), words)


@step(assignment, "check", kinds.CHECK, _("Check a reported value: what is found stands beside it."))
@how_checked
@figure
@evidence
@note
def check(desk: Office, name: str, words: Words, *, how: str, files: Files, **typed: Any) -> Done:
    """Check a value."""
    return steps.check(desk, name, checked(how, typed), words, files)
