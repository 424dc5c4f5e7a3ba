"""`remind run`: plan, send what is approved and whose time has come, settle; for cron and a timer."""

from typing import Any

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.messages import DUE
from xiaxian_tasks.errors import Misused, Undelivered
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.wording import post as wording

Sheet = dict[str, Any]


@click.command(help=_("Draft what is to be said, take out what holds no more, and send what is approved and whose time"
                      " has come. Whatever does not arrive is tried again by the next run."))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("Send at most so many."))
@click.option("--plan", "only_plan", is_flag=True, help=_("Draft and take out only; send nothing."))
@as_json
@click.pass_obj
@click.pass_context
def run(ctx: click.Context, seat: Seat, /, *, limit: int | None, only_plan: bool, is_json: bool) -> None:
    """Run once; leave with 8 where something did not go."""
    from xiaxian_tasks.assemble import posting

    if only_plan and limit is not None:
        raise Misused("limit-or-plan")
    desk = seat.desk(ctx)
    if only_plan:
        planned = posting.planned(desk)
        if is_json:
            outlet.put_json(planned)
        else:
            outlet.put(wording.of_plan(planned))
            _put_unapproved(desk)
        return
    found = posting.run(desk, limit=limit)
    if is_json:
        outlet.put_json(found)
    else:
        show(found)
        _put_unapproved(desk)
    judge(found)


def _put_unapproved(desk: Office) -> None:
    """How many messages wait for the director, and where they are seen."""
    from xiaxian_tasks.office import outbox

    if count := outbox.counts(desk)[DUE]:
        outlet.put(wording.of_unapproved(count))


def show(found: Sheet) -> None:
    """Print what came of a run."""
    if found["quiet"]:
        outlet.put(wording.of_quiet(found))
        return
    outlet.put(wording.of_run(found))
    for message in found["messages"]:
        outlet.put(outlet.one_line(f"  {wording.of_message(message)}"))
    hidden = found["sent"] + found["waiting"] + found["refused"] - len(found["messages"])
    if hidden > 0:
        outlet.put(_("  … and {count} more").format(count=hidden))
    for way in found["shut"]:
        outlet.put(outlet.one_line(wording.of_shut(way)))


def judge(found: Sheet) -> None:
    """Raise Undelivered `post-waits` (8) where something did not go or was left."""
    if found["waiting"] or found["refused"] or found["shut"]:
        raise Undelivered("post-waits", waiting=found["waiting"], refused=found["refused"])
