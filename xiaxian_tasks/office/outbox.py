"""The outbox (发件箱): what is to be said to bodies, drafted, approved, sent and settled, each message once.

Every act is an entry of the message's own history, written with what it leads to. Nothing here reaches the net: who
sends takes what is `due_now`, writes with `begin` that it is on its way before the first byte goes, and with `settle`
how it fared. What is found on its way by the only runner is in doubt, and goes again under the same Message-ID.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, NamedTuple

from xiaxian_tasks.domain import address
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import Entry, not_in_the_future
from xiaxian_tasks.domain.messages import Line, MessageState
from xiaxian_tasks.errors import Misused, NotFound, Refused, Stale
from xiaxian_tasks.office import message_rows, names
from xiaxian_tasks.office.acting import TRIES, Files, kept_evidence
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.messages import Write, act, actor, as_of, fit, next_entry, sheet, state_of, written
from xiaxian_tasks.office.sight import Sheet, entry_sheet
from xiaxian_tasks.ports import Number, Writing
from xiaxian_tasks.ports.letters import ACCEPTED, REFUSED

MAIL = "mail"
"""The channel whose addresses are mail addresses."""

AT_ONCE = 200
"""Drafts written in one transaction: memory stays flat, whatever is drafted."""

class Draft(NamedTuple):
    """What is to be said. `approved` lets it go without anybody's leave; `files` go with it, as evidence.

    Its key is that of kind, paper, body and day. Where a message of this key stands it is refused, unless it may stand
    `beside` it; one that was cancelled makes room.
    """

    kind: str
    body: str
    lines: tuple[Line, ...]
    paper: str = ""
    person: str = ""
    channel: str = ""
    address: str = ""
    subject: str = ""
    text: str = ""
    approved: bool = False
    files: Files = ()
    beside: bool = False


class Start(NamedTuple):
    """A message that is about to go: the `mark` is its Message-ID where it has none yet; person, channel and address
    where they are others than it was drafted with, None leaves them."""

    message: str
    mark: str
    person: str | None = None
    channel: str | None = None
    address: str | None = None


class Settled(NamedTuple):
    """How a message fared: a verdict and cause of ports.letters, the other end's words, and the moment before which it
    need not be tried again where the other end named one. `spared`: not the message is to blame but the way; such a
    one is never given up, and tried again within the hour."""

    message: str
    verdict: str
    cause: str = ""
    reply: str = ""
    retry_at: datetime | None = None
    spared: bool = False


class Change(NamedTuple):
    """Other words for a message, None for what stays; `without` are the lines taken out of it, by key or by task."""

    subject: str | None = None
    text: str | None = None
    person: str | None = None
    channel: str | None = None
    address: str | None = None
    without: tuple[str, ...] = ()


# Drafting. ------------------------------------------------------------------------------------------------------------

def draft(office: Office, drafts: Iterable[Draft]) -> list[str]:
    """Draft messages, some hundred to a transaction; their ids.

    Raises Refused `message-drafted`, `line-said`, `role`, `classified` (4), Stale (6); what was written before stays.
    """
    not_in_the_future(office.on, office.today)
    by, coming, ids = actor(office, m.DRAFTED, m.DIGEST), iter(drafts), list[str]()
    while some := list(islice(coming, AT_ONCE)):
        ids += _drafted(office, some, by)
    return ids


def _drafted(office: Office, drafts: Sequence[Draft], by: str) -> list[str]:
    keys = [line.key for each in drafts for line in each.lines if line.key]
    if known := office.store.said_keys(keys):
        key, message = next(iter(known.items()))
        raise Refused("line-said", key=key, message=message)
    first = office.store.last_number(m.NUMBERED, office.on.year) + 1
    made, numbers, evidence = list[Write](), list[Number](), list[tuple[str, bytes]]()
    for number, each in enumerate(drafts, start=first):
        fit(each.subject, each.text, is_typed=False)
        message = m.id_of(office.on.year, number)
        proven = kept_evidence(each.files)
        content = _content(each, _free_key(office, each, [kept.row.key for _, kept in made]), office.on)
        if proven:
            content["evidence"] = [f"{name}#sha256:{digest}" for name, digest, _ in proven]
        entry = sealed(Entry(message, 1, office.on, office.now(), by, m.DRAFTED, content), ROOT)
        made.append((entry, message_rows.kept(m.step_message(None, entry))))
        numbers.append(Number(m.NUMBERED, office.on.year, number, message))
        evidence += [(digest, bytes_) for _, digest, bytes_ in proven]
    office.store.write(Writing(messages=tuple(made), numbers=tuple(numbers), evidence=tuple(evidence)))
    return [entry.task for entry, _ in made]


def _content(given: Draft, key: str, on: date) -> dict[str, Any]:
    said = {name: getattr(given, name) for name in ("paper", "body", "person", "channel", "address", "subject", "text")}
    content: dict[str, Any] = {
        "key": key, "what": given.kind, **said, "on": on.isoformat(), "lines": [encode(line) for line in given.lines],
    }
    return {**content, "approved": True} if given.approved else content


def _free_key(office: Office, given: Draft, taken: Sequence[str]) -> str:
    """The key of a draft: behind those of that day that were cancelled, or that it may stand beside."""
    nth = 1
    while True:
        key = m.key_of(given.kind, given.paper, given.body, office.on, nth)
        row = office.store.message_by_key(key)
        if row is None and key not in taken:
            return key
        if not given.beside and (row is None or row.state != m.CANCELLED):
            raise Refused("message-drafted", key=key, message=row.id if row else "")
        nth += 1


# What a person decides. -----------------------------------------------------------------------------------------------

def edit(office: Office, message: str, change: Change) -> MessageState:
    """Change words, recipient or lines of a message that has not gone.

    Raises Misused `nothing-to-change`, `not-one-line`, `text-too-long`, `not-a-mail-address` (2), Refused
    `message-state`, `letter-issued`, `last-line`, `role` (4), NotFound `message`, `line` (5).
    """
    def make(state: MessageState) -> dict[str, Any]:
        said = {name: value for name, value in change._asdict().items() if name in m.WORDED and value is not None}
        if not said and not change.without:
            raise Misused("nothing-to-change")
        fit(change.subject or "", change.text or "")
        _reaches(state, change)
        if state.letter and (change.without or {"subject", "text"}.intersection(said)):
            raise Refused("letter-issued", message=state.id, number=state.number)
        if change.without:
            said["struck"] = _struck(state, change.without)
        return said

    return act(office, message, m.EDITED, make)


def _reaches(state: MessageState, change: Change) -> None:
    """Whether a recipient can be one: plain words, and a mailbox where it is to be one."""
    for each in (change.person, change.channel, change.address):
        fit(each or "", "")
    channel = state.channel if change.channel is None else change.channel
    if change.address and (channel == MAIL or "@" in change.address):
        address.read(change.address)


def _struck(state: MessageState, without: Sequence[str]) -> list[str]:
    """The keys of the lines that are meant."""
    found = set[str]()
    for each in without:
        meant = {line.key for line in state.lines if each in {line.key, line.task}}
        if not meant:
            raise NotFound("line", list(dict.fromkeys(line.task for line in state.lines)), name=each)
        found |= meant
    if found >= {line.key for line in state.lines}:
        raise Refused("last-line", message=state.id)
    return sorted(found)


def approve(office: Office, message: str) -> MessageState:
    """Let a digest go, or anything that failed go again. Raises Refused `notice-unissued` for a paper without a number
    (4): `letter_approved` is part of its issue."""
    def make(state: MessageState) -> dict[str, Any]:
        if state.kind == m.NOTICE and not state.letter:
            raise Refused("notice-unissued", message=state.id)
        return {}

    return act(office, message, m.APPROVED, make)


def letter_approved(
    office: Office, message: str, *, letter: str, number: str, evidence: Sequence[str], subject: str = ""
) -> Write:
    """The entry that lets a notice go as a letter, for the transaction that issues it; nothing is written here."""
    said: dict[str, Any] = {"letter": letter, "number": number, "evidence": list(evidence)}
    if subject:
        said["subject"] = subject
    return next_entry(office, state_of(office, message), m.APPROVED, said)


def letter_drafted(
    office: Office, given: Draft, *, letter: str, number: str, evidence: Sequence[str], ahead: int = 0
) -> Writing:
    """The message of a letter that nobody drafted before, approved, for the transaction that issues it; `ahead` are the
    messages that the same transaction makes before it."""
    by = actor(office, m.APPROVED, m.NOTICE)
    running = office.store.last_number(m.NUMBERED, office.on.year) + 1 + ahead
    message = m.id_of(office.on.year, running)
    content = _content(given, _free_key(office, given, ()), office.on)
    content |= {"approved": True, "letter": letter, "number": number, "evidence": list(evidence)}
    entry = sealed(Entry(message, 1, office.on, office.now(), by, m.DRAFTED, content), ROOT)
    return Writing(
        messages=((entry, message_rows.kept(m.step_message(None, entry))),),
        numbers=(Number(m.NUMBERED, office.on.year, running, message),),
    )


def postpone(office: Office, message: str, until: date, why: str = "") -> MessageState:
    """Let a message wait until a day. Raises Refused `postponed-back` for one that is not to come (4)."""
    def make(_state: MessageState) -> dict[str, Any]:
        if until <= office.on:
            raise Refused("postponed-back", until=until, on=office.on)
        fit("", why)
        return {"until": until.isoformat(), "why": why} if why else {"until": until.isoformat()}

    return act(office, message, m.POSTPONED, make)


def merge(office: Office, into: str, others: Sequence[str], *, subject: str = "", text: str = "") -> MessageState:
    """Put messages of one sort to one body into one of them, with its own words behind one another unless others are
    given. Raises Refused `merge-differs`, `merge-itself`, `letter-issued`, `message-state` (4)."""
    for attempt in range(TRIES):
        target = state_of(office, into)
        sources = [state_of(office, each) for each in dict.fromkeys(others)]
        fit(subject, text)
        entries = [_taking(office, target, sources, subject, text)]
        entries += [next_entry(office, each, m.MERGED, {"into": target.id}) for each in sources]
        try:
            return written(office, entries)[0]
        except Stale:
            if attempt == TRIES - 1:
                raise
    raise Stale("stale-history", task=into)


def _taking(office: Office, target: MessageState, sources: Sequence[MessageState], subject: str, text: str) -> Write:
    if not sources or any(each.id == target.id for each in sources):
        raise Refused("merge-itself", message=target.id)
    for each in sources:
        if (each.kind, each.paper, each.body, each.state) != (target.kind, target.paper, target.body, target.state):
            raise Refused("merge-differs", message=each.id, into=target.id)
    said: dict[str, Any] = {
        "taken": [each.id for each in sources],
        "lines": [encode(line) for each in sources for line in each.lines],
        "text": text or "\n\n".join(each.text for each in (target, *sources) if each.text),
    }
    if struck := [encode(line) for each in sources for line in each.struck]:
        said["struck"] = struck
    if subject:
        said["subject"] = subject
    if attached := [each for source in sources for each in source.attachments]:
        said["evidence"] = list(dict.fromkeys((*target.attachments, *attached)))
    return next_entry(office, target, m.MERGED, said)


def withdraw(office: Office, message: str, why: str) -> MessageState:
    """Take a message back before it goes; what it would have said stays said, so that it is not drafted again."""
    def make(_state: MessageState) -> dict[str, Any]:
        if not why.strip():
            raise Misused("text-needed", kind=m.CANCELLED)
        fit("", why)
        return {"why": why.strip()}

    return act(office, message, m.CANCELLED, make)


def confirm(office: Office, message: str, how: str) -> MessageState:
    """Note that a message arrived, or was handed over otherwise, and how that is known."""
    def make(_state: MessageState) -> dict[str, Any]:
        if not how.strip():
            raise Misused("text-needed", kind=m.CONFIRMED)
        fit("", how)
        return {"how": how.strip()}

    return act(office, message, m.CONFIRMED, make)


# Sending. -------------------------------------------------------------------------------------------------------------

def due_now(office: Office, limit: int) -> list[MessageState]:
    """What goes now, the oldest first: what was found on its way, then what is approved and whose time has come.

    Ask it inside `office.store.posting()`: only then is what is on its way nobody else's.
    """
    rows = office.store.messages_ready(office.on, office.now(), limit=limit)
    return [message_rows.state_of(row) for row in rows]


def begin(office: Office, starts: Sequence[Start]) -> list[MessageState]:
    """Write that messages are on their way, before the wire; one transaction. Raises Stale (6), Refused (4)."""
    def made(start: Start) -> Write:
        state = state_of(office, start.message)
        said = {name: getattr(start, name) for name in ("person", "channel", "address")}
        content: dict[str, Any] = {
            "mark": state.mark or start.mark,
            **{name: value for name, value in said.items() if value is not None and value != getattr(state, name)},
        }
        return next_entry(office, state, m.SENDING, {**content, "doubt": True} if state.state == m.SENDING else content)

    return written(office, [made(each) for each in starts])


def settle(office: Office, outcomes: Sequence[Settled]) -> list[MessageState]:
    """Write how messages fared: sent, to be tried again after a while, or failed for good; one transaction."""
    def made(outcome: Settled) -> Write:
        state = state_of(office, outcome.message)
        said = {"reply": outcome.reply} if outcome.reply else {}
        if outcome.verdict == ACCEPTED:
            return next_entry(office, state, m.SENT, said)
        again = None if outcome.verdict == REFUSED else _again(office, state, outcome)
        content: dict[str, Any] = {"why": outcome.cause, **said}
        if again is not None:
            content["retry_at"] = again.astimezone(UTC).isoformat()
        return next_entry(office, state, m.FAILED, content)

    return written(office, [made(each) for each in outcomes])


def _again(office: Office, state: MessageState, outcome: Settled) -> datetime | None:
    wait = m.wait_after(state.attempts)
    if outcome.spared:
        wait = min(wait or m.SPARED, m.SPARED)
    return max(filter(None, (office.now() + wait, outcome.retry_at))) if wait is not None else None


def cancel_untrue(
    office: Office, message: str, keys: Sequence[str] = (), *, subject: str | None = None, text: str | None = None
) -> MessageState:
    """Take out of a message what holds no more, by the keys of its lines, and let `text` say the rest; with no keys, or
    with none left, it is cancelled. What is so taken out may be said again when it comes true again."""
    state = state_of(office, message)
    gone = set(keys) or {line.key for line in state.lines}
    if any(line.key not in gone for line in state.lines):
        said = {"subject": subject, "text": text}
        content: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        entry = next_entry(office, state, m.EDITED, {**content, "untrue": sorted(gone)}, is_asked=False)
    else:
        entry = next_entry(office, state, m.CANCELLED, {"why": UNTRUE, "untrue": True}, is_asked=False)
    return written(office, [entry])[0]


UNTRUE = "untrue"
"""Why a message was cancelled of which nothing held any more."""


# Looking. -------------------------------------------------------------------------------------------------------------

def listed(
    office: Office, states: Sequence[str] = (), *, body: str = "", first: date | None = None, last: date | None = None,
    limit: int | None = None,
) -> Iterator[Sheet]:
    """The messages in some states (none: in any), to a body, of days between two; newest first, as they stood on the
    office's day. Raises NotFound `body` (5)."""
    name = names.body(office, body).name if body else ""
    last = min(last or office.on, office.on)
    if office.on >= office.today:
        rows = office.store.messages(states, body=name, first=first, last=last, limit=limit)
        return (sheet(message_rows.state_of(row)) for row in rows)
    stood = (as_of(office, message_rows.state_of(row)) for row in office.store.messages(body=name, last=last))
    wanted = (
        state for state in stood
        if state is not None and (not states or state.state in states) and (first is None or state.on >= first)
    )
    return map(sheet, islice(wanted, limit))


def shown(office: Office, message: str) -> Sheet:
    """One message whole, with its history. Raises NotFound `message` (5)."""
    state = as_of(office, state_of(office, message))
    if state is None:
        raise NotFound("message", [], name=message)
    history = office.store.history(state.id)[: state.seq]
    return {**sheet(state), "history": [entry_sheet(entry) for entry in history]}


def counts(office: Office) -> dict[str, int]:
    """How many messages stand in each state, by state; 0 where none does."""
    return {**dict.fromkeys(m.STATES, 0), **{each.state: each.messages for each in office.store.message_counts()}}
