"""One entry more of a message (消息): found by what is typed, past who may and what may follow, with its outcome."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.domain import secrecy
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.entries import Entry, not_before_the_last, not_in_the_future
from xiaxian_tasks.domain.messages import MessageState
from xiaxian_tasks.domain.terms import READER
from xiaxian_tasks.errors import Misused, NotFound, Refused, Stale
from xiaxian_tasks.office import county, message_rows
from xiaxian_tasks.office.acting import TRIES
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import Writing
from xiaxian_tasks.ports.messages import MessageKept

TEXT_AT_MOST = 20000
"""Characters of the text of a message: some hundred lines."""

SUBJECT_AT_MOST = 200
"""Characters of a subject: one line."""

Write = tuple[Entry, MessageKept]
"""An entry of a message with what it leads to, as `ports.Writing.messages` takes it."""


def next_entry(
    office: Office, state: MessageState, kind: str, content: dict[str, Any], *, is_asked: bool = True
) -> Write:
    """The next entry of a message and what it leads to; nothing is written. A person is asked for unless the program
    does it by itself.

    Raises Refused `message-state`, `role`, `letter-issued`, `future-day`, `before-last-entry` (4), NotFound (5).
    """
    m.permit(state, kind)
    not_in_the_future(office.on, office.today)
    not_before_the_last(office.on, state.at)
    by = actor(office, kind if is_asked else m.DRAFTED, state.kind)
    entry = sealed(Entry(state.id, state.seq + 1, office.on, office.now(), by, kind, content), state.head)
    return entry, message_rows.kept(m.step_message(state, entry))


def written(office: Office, entries: Sequence[Write]) -> list[MessageState]:
    """Write entries of messages in one transaction; the messages as they then stand. Raises Stale (6)."""
    office.store.write(Writing(messages=tuple(entries)))
    return [message_rows.state_of(kept.row) for _, kept in entries]


def actor(office: Office, kind: str, message: str) -> str:
    """Who acts, where that person may. A county that knows nobody of the office asks nobody; what the program does by
    itself is done in the name of whoever runs it, known or not, and by no reader."""
    known, roles = county.state(office), m.roles_of(kind, message)
    if not roles:
        person = known.people.named(office.by)
        if person is not None and person.role == READER:
            raise Refused("role", kind=kind, role=READER, roles=list(m.BY_OFFICE))
        return person.name if person else office.by
    if not any(person.role in roles for person in known.people.persons):
        return office.by
    person = county.person_of(known, office.by)
    if person.role not in roles:
        raise Refused("role", kind=kind, role=person.role, roles=list(roles))
    return person.name


def fit(subject: str, text: str, *, is_typed: bool = True) -> None:
    """Words that can be sent: one line of subject, nothing secret; of what is typed no more than anybody reads. What
    the program words has a line for each matter: a body of many is told of them all."""
    if len(subject) > SUBJECT_AT_MOST or not subject.isprintable():
        raise Misused("not-one-line", text=subject, most=SUBJECT_AT_MOST)
    if is_typed and len(text) > TEXT_AT_MOST:
        raise Misused("text-too-long", most=TEXT_AT_MOST)
    if word := secrecy.classified(subject) or secrecy.classified(text):
        raise Refused("classified", word=word)


def state_of(office: Office, message: str) -> MessageState:
    """A message by its id, "2026-17" or its number of the year, as it stands. Raises NotFound `message` (5)."""
    text = message.strip().removeprefix(m.FOLDER)
    number = text if "-" in text else f"{office.on.year}-{text}"
    row = office.store.message(f"{m.FOLDER}{number}") or office.store.message_by_key(message.strip())
    if row is None:
        near = [f"{each.id} {each.body}" for each in islice(office.store.messages(m.WAITING, limit=5), 5)]
        raise NotFound("message", near, name=message)
    return message_rows.state_of(row)


def act(office: Office, message: str, kind: str, make: Callable[[MessageState], dict[str, Any]]) -> MessageState:
    """One act of a person. Retries when another writer was first; raises Stale (6) after five."""
    for attempt in range(TRIES):
        state = state_of(office, message)
        entry = next_entry(office, state, kind, make(state))
        try:
            return written(office, [entry])[0]
        except Stale:
            if attempt == TRIES - 1:
                raise
    raise Stale("stale-history", task=message)


# Looking. -------------------------------------------------------------------------------------------------------------

def as_of(office: Office, newest: MessageState) -> MessageState | None:
    """A message as it stood on the office's day; None before it was drafted."""
    if newest.at <= office.on:
        return newest
    known = [entry for entry in office.store.history(newest.id) if entry.at <= office.on]
    return m.fold_message(known) if known else None


def sheet(state: MessageState) -> Sheet:
    """A message as a document; days and moments are ISO texts, moments in UTC, None where there is none."""
    plain = ("id", "key", "kind", "paper", "body", "person", "channel", "address", "state", "subject", "text", "letter",
             "number", "attempts", "mark", "why", "into")
    return {
        **{name: getattr(state, name) for name in plain},
        "on": state.on.isoformat(), "until": state.until.isoformat() if state.until else None,
        "retry_at": _moment(state.retry_at), "sent": _moment(state.sent),
        "lines": [_line(line) for line in state.lines], "struck": [_line(line) for line in state.struck],
        "attachments": list(state.attachments),
    }


def _line(line: m.Line) -> Sheet:
    return {**line._asdict(), "since": line.since.isoformat(), "due": line.due.isoformat() if line.due else None}


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
