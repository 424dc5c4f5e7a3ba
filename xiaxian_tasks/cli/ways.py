"""`plan` and `body` (方案、单位): how a plan is supervised, and bodies that go on under another name."""

import click

from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.stepping import WAY
from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.language import _
from xiaxian_tasks.office import county, names, ways
from xiaxian_tasks.wording import words

from_argument = click.argument("old", metavar=_("OLD"), shell_complete=completing.bodies)
reason = click.option("--reason", default="", metavar=_("TEXT"), help=_("Why."))


@click.group(help=_("How a plan is supervised."))
def plan() -> None:
    """Only groups."""


@plan.command("way", help=_("Supervise a plan simply (reports alone) or fully (every step from registration to"
                            " closing). The director switches; what was recorded stays."))
@click.argument("name", metavar=_("PLAN"), shell_complete=completing.plans)
@click.argument("way", type=WAY)
@as_json
@click.pass_obj
@click.pass_context
def set_way(ctx: click.Context, seat: Seat, name: str, way: str, is_json: bool) -> None:
    """Switch a plan."""
    desk = seat.desk(ctx)
    meant = names.plan(desk, name)
    count = ways.set_way(desk, meant, way)
    if is_json:
        outlet.put_json({"plan": meant, "way": way, "tasks": count})
    else:
        outlet.put(_("{plan}: {way} supervision from {day} on ({tasks})").format(
            plan=meant, way=words.word(words.WAYS, way), day=desk.on, tasks=words.tasks(count)
        ))
    if way == FULL and not county.state(desk).people.persons:
        outlet.say(_("Full supervision asks who acts, and the ledger knows no people yet. Load them: xiaxian load"
                     " people.toml"))


@click.group(help=_("Bodies that go on under another name: renamed, merged, abolished."))
def body() -> None:
    """Only groups."""


@body.command("rename", help=_("A body was renamed: its duties go on under the new name, past days keep the old one."))
@from_argument
@click.argument("new", metavar=_("NEW"))
@reason
@as_json
@click.pass_obj
@click.pass_context
def rename(ctx: click.Context, seat: Seat, old: str, new: str, *, reason: str, is_json: bool) -> None:
    """Rename a body."""
    _reorganise(ctx, seat, old, new, how="renamed", reason=reason, is_json=is_json)


@body.command("merge", help=_("A body was merged into another one, which takes its duties on."))
@from_argument
@click.argument("into", metavar=_("INTO"), shell_complete=completing.bodies)
@reason
@as_json
@click.pass_obj
@click.pass_context
def merge(ctx: click.Context, seat: Seat, old: str, into: str, *, reason: str, is_json: bool) -> None:
    """Merge a body."""
    _reorganise(ctx, seat, old, into, how="merged", reason=reason, is_json=is_json)


@body.command("abolish", help=_("A body was abolished; another one takes its duties on."))
@from_argument
@click.option("--to", "new", required=True, metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("The body that takes its duties on."))
@reason
@as_json
@click.pass_obj
@click.pass_context
def abolish(ctx: click.Context, seat: Seat, old: str, *, new: str, reason: str, is_json: bool) -> None:
    """Abolish a body."""
    _reorganise(ctx, seat, old, new, how="abolished", reason=reason, is_json=is_json)


def _reorganise(
    ctx: click.Context, seat: Seat, old: str, new: str, *, how: str, reason: str, is_json: bool
) -> None:
    before, after, count = ways.reorganise(seat.desk(ctx), old, new, how=how, reason=reason)
    if is_json:
        outlet.put_json({"from": before, "body": after, "how": how, "tasks": count})
        return
    outlet.put(_("{old} -> {new}: {how} ({tasks})").format(
        old=before, new=after, how=words.word(words.REORGANISED, how), tasks=words.tasks(count)
    ))
