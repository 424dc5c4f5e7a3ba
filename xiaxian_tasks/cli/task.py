"""`task` (事项): the steps that concern a task as a whole, from registration to closing and beyond."""

from datetime import date
from typing import Any

import click

from xiaxian_tasks.cli import completing
from xiaxian_tasks.cli.stepping import (
    OUTCOME,
    checked,
    document,
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
from xiaxian_tasks.cli.typed import DAY, DAYS, Whole
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office import groups, steps
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.steps import Words

SEQ = Whole(N_("SEQ"), 1)


@click.group(help=_("Steps of a task as a whole: register, dispatch, close, look back and more."))
def task() -> None:
    """Only groups."""


@step_for_many(task, "register", kinds.REGISTRATION, _("Register tasks; each gets the year's next number."))
def register(desk: Office, name: str, words: Words) -> Done:
    """Register one task."""
    return steps.register(desk, name, words)


@step_for_many(task, "dispatch", kinds.DISPATCH, _("Send tasks out to their bodies, which sign for them."))
@some_bodies
@click.option("--each", is_flag=True, help=_("Hand the part of a group over to each of its members first."))
@override
@note
def dispatch(desk: Office, name: str, words: Words, *, bodies: tuple[str, ...], each: bool) -> Done:
    """Send one task out."""
    if each:
        return groups.dispatch_each(desk, name, bodies, words)
    return steps.dispatch(desk, name, bodies, words)


@step(task, "close", kinds.CLOSURE, _("Close a completed task, and set the day to look back."))
@click.option("--recheck", type=DAYS, help=_("Look back after so many days; 0 for never. The plan's rule is the"
                                              " default."))
@note
def close(desk: Office, name: str, words: Words, recheck: int | None) -> Done:
    """Close a task."""
    return steps.close(desk, name, recheck=recheck, words=words)


@step(task, "recheck", kinds.RECHECK, _("Look back at a closed task: does the result hold?"))
@click.option("--found", type=OUTCOME, required=True, help=_("What the look back found."))
@how_checked
@figure
@click.option("--next", "next_one", type=DAY, help=_("The day to look again."))
@note
def recheck(
    desk: Office, name: str, words: Words, *, found: str, how: str, next_one: date | None, **typed: Any
) -> Done:
    """Look back at a task."""
    return steps.recheck(desk, name, found=found, checked=checked(how, typed), next_one=next_one, words=words)


@step(task, "reopen", kinds.REOPENING, _("Open a closed task again: a new round."))
@click.option("--due", type=DAY, help=_("The day the new round is due; the first day is kept."))
@reason
def reopen(desk: Office, name: str, words: Words, due: date | None) -> Done:
    """Open a task again."""
    return steps.reopen(desk, name, due=due, words=words)


@step(task, "suspend", kinds.SUSPENSION, _("Suspend a task: its clock stands still."))
@reason
def suspend(desk: Office, name: str, words: Words) -> Done:
    """Suspend a task."""
    return steps.suspend(desk, name, words)


@step(task, "resume", kinds.RESUMPTION, _("Resume a suspended task; its days move by as long as it stood still."))
def resume(desk: Office, name: str, words: Words) -> Done:
    """Resume a task."""
    return steps.resume(desk, name, words)


@step(task, "terminate", kinds.TERMINATION, _("End a task for good, by a decision whose paper is named."))
@reason
@document
def terminate(desk: Office, name: str, words: Words) -> Done:
    """End a task."""
    return steps.terminate(desk, name, words)


@step(task, "merge", kinds.MERGER, _("Merge a task into another one, which goes on."))
@click.argument("into", shell_complete=completing.tasks, metavar=_("INTO"))
@note
def merge(desk: Office, name: str, words: Words, into: str) -> Done:
    """Merge a task."""
    return steps.merge(desk, name, into, words)


@step(task, "remark", kinds.REMARK, _("Put a leader's words on a task; with a day they ask for an answer."))
@click.argument("text", metavar=_("TEXT"))
@one_body
@click.option("--due", type=DAY, help=_("The day by which to answer."))
@click.option("--leader", default="", metavar=_("PERSON"),
              help=_("Whose words they are, where the office enters them for a county leader."))
@override
def remark(desk: Office, name: str, words: Words, *, text: str, **typed: Any) -> Done:
    """Put a remark on a task."""
    return steps.remark(desk, name, text, words=words, **typed)


@step(task, "reply", kinds.REPLY, _("Answer a remark, or a letter in this matter alone."))
@click.argument("text", metavar=_("TEXT"))
@click.option("--to", type=SEQ, help=_("The number of the entry that asks; needed where several wait."))
def reply(desk: Office, name: str, words: Words, *, text: str, to: int | None) -> Done:
    """Answer a remark."""
    return steps.reply(desk, name, text, to=to, words=words)


@step(task, "undo", kinds.WITHDRAWAL, _("Take an entry back by one more entry: the newest, or the one named."))
@click.option("--entry", "seq", type=SEQ, help=_("The number of the entry."))
@reason
def undo(desk: Office, name: str, words: Words, seq: int | None) -> Done:
    """Take an entry back."""
    return steps.withdraw(desk, name, seq, words)
