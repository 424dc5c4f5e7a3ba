"""Mail put together: what the office tells, written as a message, and the server it is handed to."""

import os
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks import settings
from xiaxian_tasks.errors import Misused, NotFound, Refused
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports.letters import Channel, Letter

if TYPE_CHECKING:
    from xiaxian_tasks.documents._message import Envelope, Message
    from xiaxian_tasks.domain.address import Address
    from xiaxian_tasks.domain.feed import Dated, Feed
    from xiaxian_tasks.office.feeds import Scope

CANDIDATES = 12
"""Dates of a task that are named where several could be meant: a year of a monthly one."""

DEMO = "【演示】"
"""Stands before the subject of mail from a ledger for practice, whose reports are made up."""


class Posting(NamedTuple):
    """A message and what a person may want to know before it goes. `text` is what it says; `counts` those of a digest,
    none of an invitation. `sender` is None where it is a draft."""

    id: str
    content: bytes
    subject: str
    text: str
    calendar: str
    sender: "Address | None"
    recipients: "tuple[Address, ...]"
    files: tuple[tuple[str, int], ...]
    counts: dict[str, int]


def digest(desk: Office, scope: "Scope", to: Iterable[str]) -> Posting:
    """The digest of a calendar, which goes along as a file: the bytes `calendar export` writes.

    Raises NotFound `body`, `person` (5), Misused `not-a-mail-address` (2).
    """
    from xiaxian_tasks.documents import calendar
    from xiaxian_tasks.documents import digest as paper
    from xiaxian_tasks.domain.feed import Shape
    from xiaxian_tasks.office import feeds

    shape = Shape(method="PUBLISH")
    feed = feeds.feed(desk, scope, shape)
    raw = calendar.write(feed._replace(shape=shape))
    file = paper.Attached(f"xiaxian-{desk.on:%Y%m%d}.ics", "ics", raw)
    facts = paper.DigestFacts(_whom(desk, scope, feed), feed, desk.on, desk.workdays, DEMO if desk.demo else "")
    envelope = _envelope(desk, to)
    return _posting(paper.write(facts, envelope, file), envelope, feed)._replace(
        subject=paper.subject(facts), text=paper.plain(facts, file.name), files=((file.name, len(raw)),),
        counts=paper.counts(facts),
    )


def invitation(desk: Office, scope: "Scope", name: str, to: Iterable[str], *, cancels: bool = False) -> Posting:
    """One date as an invitation, or with `cancels` as the cancellation of what was withdrawn.

    `name` is the UID of a date as the agenda gives it, or a task with one open date (withdrawn one, with `cancels`).
    Raises NotFound `task`, `event`, `ambiguous-event` (5), Refused `still-stands`, `date-withdrawn` (4), Misused
    `no-mail-from`, `no-recipient`, `not-a-mail-address` (2).
    """
    from xiaxian_tasks.documents import invitation as paper

    envelope = _envelope(desk, to)
    if envelope.sender is None:
        raise Misused("no-mail-from")
    if not envelope.recipients:
        raise Misused("no-recipient")
    feed, dated = _date(desk, scope, name, cancels=cancels)
    told = paper.Invitation(feed, dated, DEMO if desk.demo else "")
    message = paper.write(told, envelope, "xiaxian-event.ics")
    return _posting(message, envelope, feed)._replace(
        subject=paper.subject(told), text=paper.plain(told),
        files=(("xiaxian-event.ics", len(paper.scheduled(told, envelope))),),
    )


def _posting(message: "Message", envelope: "Envelope", feed: "Feed") -> Posting:
    return Posting(message.id, message.content, "", "", feed.name, envelope.sender, envelope.recipients, (), {})


def _whom(desk: Office, scope: "Scope", feed: "Feed") -> str:
    """Whom a digest speaks to: the person it is of, else the body."""
    if not scope.person:
        return feed.body
    from xiaxian_tasks.office import county

    return county.person_of(county.as_known(desk), scope.person).name


def known_address(desk: Office, scope: "Scope") -> "Address | None":
    """Where a digest would go by the file of people: to the person it is of, else to whom one reaches for the body.

    None where no address is known. Raises NotFound `body`, `person` (5).
    """
    from xiaxian_tasks.domain.address import Address
    from xiaxian_tasks.domain.people import reached
    from xiaxian_tasks.office import county, names

    known = county.as_known(desk)
    person = None
    if scope.person:
        person = county.person_of(known, scope.person)
    elif scope.body and (found := reached(known.people, names.body(desk, scope.body).name, desk.on)):
        person = found.person
    return Address(person.mail, person.name) if person and person.mail else None


def _envelope(desk: Office, to: Iterable[str]) -> "Envelope":
    """From whom and to whom; dated at the beginning of the day it speaks of, so that it is the same all day."""
    from xiaxian_tasks.documents._message import Envelope
    from xiaxian_tasks.domain import address
    from xiaxian_tasks.domain.days import COUNTY_TIME

    sender = settings.post(os.environ).sender
    recipients = {read.mailbox: read for read in map(address.read, to)}
    moment = datetime.combine(desk.on, time(), COUNTY_TIME)
    return Envelope(address.read(sender) if sender else None, tuple(recipients.values()), moment)


def _date(desk: Office, scope: "Scope", name: str, *, cancels: bool) -> "tuple[Feed, Dated]":
    """The one date that is meant, and the calendar it stands in."""
    from xiaxian_tasks.domain.agenda import DOMAIN
    from xiaxian_tasks.domain.terms import DONE
    from xiaxian_tasks.office import feeds

    is_uid = name.endswith(f"@{DOMAIN}")
    feed = feeds.feed(desk, scope if is_uid else scope._replace(task=name))
    dates = [dated for dated in feed.dates if not is_uid or dated.event.uid == name]
    if not dates:
        raise NotFound("event", [], name=name)
    fitting = [dated for dated in dates if dated.withdrawn == cancels]
    if not fitting:
        raise Refused("still-stands" if cancels else "date-withdrawn", name=name)
    open_ones = [dated for dated in fitting if dated.event.light != DONE] or fitting
    if len(open_ones) > 1:
        named = [f"{each.event.uid} {each.event.on.isoformat()} {each.event.what}" for each in open_ones[:CANDIDATES]]
        raise NotFound("ambiguous-event", named, name=name)
    return feed, open_ones[0]


def channel(posting: Posting) -> Channel:
    """The way a message can go by, looked for before anything is said of sending.

    Raises Misused (2): `no-smtp`, `no-mail-from`, `no-recipient`, `unreadable-file`, what `settings.post` raises.
    """
    from xiaxian_tasks.channels.mail import Mail, Server

    post = settings.post(os.environ)
    if not post.host:
        raise Misused("no-smtp")
    if posting.sender is None:
        raise Misused("no-mail-from")
    if not posting.recipients:
        raise Misused("no-recipient")
    return Mail(Server(post.host, post.port, post.tls, post.user, secret_in(post.password_file)))


def letter(posting: Posting) -> Letter:
    """A message ready for a channel. Raises Misused `no-mail-from` (2)."""
    if posting.sender is None:
        raise Misused("no-mail-from")
    mailboxes = tuple(each.mailbox for each in posting.recipients)
    return Letter(posting.id, posting.sender.mailbox, mailboxes, posting.content)


def secret_in(file: str) -> str:
    """The first line of the file, "" where none is named. The secret stands in no error.

    Raises Misused `unreadable-file` (2).
    """
    if not file:
        return ""
    try:
        text = Path(file).expanduser().read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misused("unreadable-file", file=file, why="UTF-8") from error
    except (OSError, ValueError) as error:
        raise Misused("unreadable-file", file=file, why=getattr(error, "strerror", None) or str(error)) from error
    return text.partition("\n")[0].strip("\r")
