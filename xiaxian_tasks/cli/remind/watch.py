"""`remind watch`: `remind run` again and again, until it is stopped."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.remind.run import show
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import Whole
from xiaxian_tasks.errors import StoreFault, XiaxianError
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import sentences

EVERY = 300
"""Seconds between two runs: the first try again comes after as many."""


@click.command(help=_("Send again and again until stopped: a small daemon. The message on the wire is settled first."))
@click.option("--every", default=EVERY, show_default=True, type=Whole(N_("SECONDS"), 1, 86_400),
              help=_("How long to wait between two runs."))
@click.pass_obj
@click.pass_context
def watch(ctx: click.Context, seat: Seat, /, *, every: int) -> None:
    """Watch until a signal comes; leave with 0."""
    from xiaxian_tasks import assemble
    from xiaxian_tasks.assemble import post, posting

    if not assemble.has_ledger(seat.settings):
        raise StoreFault("no-ledger", place=assemble.ledger_place(seat.settings))
    seat.desk(ctx).store.close()  # what is amiss with ledger or settings is said now
    post.opened(post.read())
    over = Event()
    with _stopped_by_signals(over):
        outlet.say(_("Watching the outbox every {seconds} s. Stop with Ctrl+C.").format(seconds=every))
        posting.watch(lambda: assemble.office(seat.settings), seconds=every, over=over, told=_tell)
    outlet.say(_("The watch has stopped."))


def _tell(found: dict[str, Any] | XiaxianError) -> None:
    """What came of one run; a run in which nothing happened says nothing."""
    if isinstance(found, XiaxianError):
        for line in sentences.of_error(found):
            outlet.say(line)
    elif any(found[key] for key in ("drafted", "cancelled", "sent", "waiting", "refused", "shut")):
        show(found)


@contextmanager
def _stopped_by_signals(over: Event) -> Iterator[None]:
    """SIGINT and SIGTERM end the watch after the message on the wire."""
    before = {each: signal.signal(each, lambda _number, _frame: over.set()) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, was in before.items():
            signal.signal(each, was)
