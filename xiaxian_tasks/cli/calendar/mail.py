"""`calendar mail`: a digest with the calendar by mail, or one date as an invitation; never sent unsaid."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from xiaxian_tasks import files
from xiaxian_tasks.assemble import mail as post
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.address import Address
from xiaxian_tasks.errors import Misused, Undelivered
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.feeds import Scope
from xiaxian_tasks.ports.letters import ACCEPTED, REFUSED, Outcome
from xiaxian_tasks.wording import post as wording


@click.command(help=_("A digest of what is overdue, due and done, with the calendar, as mail. Without --to and --out it"
                      " is shown, or printed as it is into a pipe."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Of one body."))
@click.option("--person", default="", metavar=_("NAME"), help=_("For one person: the dates that person answers for."))
@click.option("--to", multiple=True, metavar=_("ADDRESS"), help=_("Send it to this address; may be given again."))
@click.option("--out", metavar=_("FILE"), help=_("Write it to a file (.eml) for a mail program to send."))
@click.option("--invite", default="", metavar=_("TASK"),
              help=_("One date instead, as an invitation: of a task, or by its UID."))
@click.option("--cancel", default="", metavar=_("TASK"), help=_("One withdrawn date instead, as a cancellation."))
@click.option("--dry-run", is_flag=True, help=_("Send nothing; say what would be sent."))
@as_json
@click.pass_obj
@click.pass_context
def mail(
    ctx: click.Context, seat: Seat, /, *, out: str | None, dry_run: bool, is_json: bool, **asked: Any
) -> None:
    """Make one mail, then show, write or send it."""
    if dry_run and not asked["to"]:
        raise Misused("dry-run-alone")
    desk = seat.adopted(ctx)
    posting = _made(desk, **asked)
    known = None if asked["to"] else post.known_address(desk, Scope(asked["body"], asked["person"]))
    channel = post.channel(posting) if asked["to"] and not dry_run else None
    if out is not None:
        files.write(Path(out), posting.content)
        outlet.say(_("Written: {file}").format(file=out))
    if asked["to"]:
        _say_where(posting, sends=channel is not None)
    outcomes = channel.send(post.letter(posting)) if channel else ()
    if is_json:
        outlet.put_json(_document(posting, outcomes, out) | {"known": _shown(known) if known else None})
    elif channel is None and out is None:
        _show(posting, known)
    for outcome in () if is_json else outcomes:
        outlet.put(wording.of_outcome(outcome))
    _judge(outcomes)


def _made(desk: Office, *, body: str, person: str, to: Sequence[str], invite: str, cancel: str) -> post.Posting:
    if invite and cancel:
        raise Misused("one-date-only")
    scope = Scope(body, person)
    if invite or cancel:
        return post.invitation(desk, scope, invite or cancel, to, cancels=bool(cancel))
    return post.digest(desk, scope, to)


def _say_where(posting: post.Posting, *, sends: bool) -> None:
    """Whatever is sent is said first, with everyone it goes to."""
    sender = _shown(posting.sender) if posting.sender else "-"
    everyone = _(", ").join(map(_shown, posting.recipients))
    sentence = _("Sending “{subject}” from {sender} to {recipients}") if sends else _(
        "Nothing is sent. “{subject}” would go from {sender} to {recipients}")
    outlet.say(sentence.format(subject=posting.subject, sender=sender, recipients=everyone))


def _show(posting: post.Posting, known: Address | None) -> None:
    """The mail as a person reads it; into a pipe its bytes, for a program to take."""
    if not outlet.is_terminal(sys.stdout):
        outlet.put_bytes(posting.content)
        return
    outlet.put(_("Subject: {subject}").format(subject=posting.subject))
    if known:
        told = _("Known address: {address} (nothing is sent without --to {mailbox})")
        outlet.put(told.format(address=_shown(known), mailbox=known.mailbox))
    for name, size in posting.files:
        outlet.put(_("Attached: {name} ({size} bytes)").format(name=name, size=size))
    outlet.put()
    for line in posting.text.splitlines():
        outlet.put(line)


def _document(posting: post.Posting, outcomes: Sequence[Outcome], out: str | None) -> dict[str, Any]:
    return {
        "id": posting.id, "calendar": posting.calendar, "subject": posting.subject,
        "from": _shown(posting.sender) if posting.sender else None, "to": list(map(_shown, posting.recipients)),
        "files": [{"name": name, "bytes": size} for name, size in posting.files], "bytes": len(posting.content),
        "counts": posting.counts or None, "text": posting.text, "out": out,
        "outcomes": [
            {"to": each.recipient, "verdict": each.verdict, "cause": each.cause or None, "reply": each.reply or None}
            for each in outcomes
        ],
    }


def _shown(address: Address) -> str:
    return f"{address.name} <{address.mailbox}>" if address.name else address.mailbox


def _judge(outcomes: Sequence[Outcome]) -> None:
    """Raise Undelivered (8) where somebody did not get it: `letter-waits` while a second try may help."""
    lost = [each for each in outcomes if each.verdict != ACCEPTED]
    waiting = [each for each in lost if each.verdict != REFUSED]
    if waiting:
        raise Undelivered("letter-waits", waiting=len(waiting), all=len(outcomes))
    if lost:
        raise Undelivered("letter-refused", refused=len(lost), all=len(outcomes))
