"""Messages (消息): one thing said to one body, each with a history of its own, from its draft until it arrived.

A digest gathers the lines of a body and a day; a notice carries one paper. What a message says of a task stands under
the key of the ask it answers, and no key stands in two messages, so that nothing is said twice.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.terms import DIRECTOR, SUPERVISOR
from xiaxian_tasks.errors import Refused

DIGEST, NOTICE = KINDS = ("digest", "notice")
"""合并提醒 and 函件."""

DUE, APPROVED, SENDING, SENT, CONFIRMED, FAILED, CANCELLED = STATES = (
    "due", "approved", "sending", "sent", "confirmed", "failed", "cancelled"
)
"""待批, 待发, 发送中, 已发, 已确认, 未发出, 已撤."""

WAITING = (DUE, APPROVED, SENDING)
"""States out of which a message still goes."""

# The kinds of entry of its history; each is called like the state it leads to where it leads to one.
DRAFTED, EDITED, POSTPONED, MERGED = "drafted", "edited", "postponed", "merged"
ENTRIES = (DRAFTED, EDITED, APPROVED, POSTPONED, MERGED, SENDING, SENT, CONFIRMED, FAILED, CANCELLED)

FOLDER = "message/"
"""What the id of every message begins with: "message/2026-17" is the 17th of 2026. A plan called so would
only be in the way of a message where it numbers a task like one; then whoever comes second is refused."""

NUMBERED = "message"
"""The kind of the running numbers of messages."""

BACKOFF = tuple(timedelta(minutes=each) for each in (5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long after each try in vain the next one waits (office custom); after the last the message has failed."""

SPARED = timedelta(hours=1)
"""The longest wait of a message whose way was to blame: a server is back some time, and nobody knows when."""

WORDED = ("subject", "text", "person", "channel", "address")
"""What of a message is plain words: who it goes to, and what it says."""

AFTER: dict[str, tuple[str, ...]] = {
    EDITED: (DUE, APPROVED),
    APPROVED: (DUE, FAILED),
    POSTPONED: (DUE, APPROVED),
    MERGED: (DUE, APPROVED),
    SENDING: (APPROVED, SENDING),
    SENT: (SENDING,),
    CONFIRMED: (APPROVED, SENT, FAILED),
    FAILED: (SENDING,),
    CANCELLED: (DUE, APPROVED, FAILED),
}
"""In which states each kind of entry may follow. One found on its way is in doubt, and goes again under its mark."""


class Line(NamedTuple):
    """What a message says of one duty: `key` of the ask it answers, "" where nobody asked; `since` the cause stands."""

    key: str
    task: str
    duty: str
    rung: str
    cause: str
    since: date
    n: int = 1
    due: date | None = None
    text: str = ""


class MessageState(NamedTuple):
    """A message after one of its entries.

    `on` is the day it is of; `attachments` are evidence, "name#sha256:…"; `letter` and `number` of the paper it
    carries. Nothing goes before the day `until` nor before the moment `retry_at` (UTC). `mark` is its Message-ID, the
    same at every try; `into` the message it was merged into. `struck` are lines a person took out: they stay said.
    `untrue` marks one that was cancelled because nothing of it held any more: what it said counts as not said.
    """

    id: str
    key: str
    kind: str
    paper: str
    body: str
    person: str
    channel: str
    address: str
    on: date
    lines: tuple[Line, ...]
    subject: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()
    letter: str = ""
    number: str = ""
    state: str = DUE
    attempts: int = 0
    retry_at: datetime | None = None
    mark: str = ""
    why: str = ""
    into: str = ""
    sent: datetime | None = None
    until: date | None = None
    struck: tuple[Line, ...] = ()
    untrue: bool = False
    at: date = date.min
    seq: int = 0
    head: str = ""


def key_of(kind: str, paper: str, body: str, on: date, nth: int = 1) -> str:
    """The key of a message: what it is, to whom, of which day; `nth` where earlier ones of that key were cancelled."""
    key = f"{paper if kind == NOTICE else kind} {body} {on.isoformat()}"
    return key if nth == 1 else f"{key} {nth}"


def id_of(year: int, number: int) -> str:
    """The id of a message by its running number."""
    return f"{FOLDER}{year}-{number}"


def number_of(message: str) -> tuple[int, int]:
    """(year, running number) of a message by its id. Raises ValueError for an id that is none."""
    year, found, number = message.removeprefix(FOLDER).partition("-")
    if not found or id_of(int(year), int(number)) != message:
        raise ValueError(message)
    return int(year), int(number)


SAYING = frozenset({DRAFTED, EDITED, MERGED, CANCELLED})
"""The kinds of entry after which other lines may count as said."""


def said_lines(state: MessageState) -> tuple[Line, ...]:
    """The lines that count as said: none of what was merged into another or was not true any more."""
    return () if state.untrue or state.into else (*state.lines, *state.struck)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many tries in vain, at least one; None when there is no other."""
    return BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None


BY_OFFICE = (DIRECTOR, SUPERVISOR)
BY_DIRECTOR = (DIRECTOR,)

ROLES = dict.fromkeys((EDITED, APPROVED, POSTPONED, MERGED, CONFIRMED, CANCELLED), BY_OFFICE)
"""Who may do what a person decides; the rest is done by whoever sends, and by nobody who only reads."""


def roles_of(kind: str, message: str) -> tuple[str, ...]:
    """Who may write an entry of a kind into a message of a kind: the director alone lets a paper go. Empty: anybody but
    a reader."""
    return BY_DIRECTOR if (kind, message) == (APPROVED, NOTICE) else ROLES.get(kind, ())


def permit(state: MessageState, kind: str) -> None:
    """Let an entry of a kind follow, or raise Refused `message-state` (4); a paper that was issued is not changed."""
    if state.state not in AFTER[kind]:
        raise Refused("message-state", message=state.id, stands=state.state, kind=kind)
    if kind == MERGED and state.letter:
        raise Refused("letter-issued", message=state.id, number=state.number)


def fold_message(entries: Iterable[Entry]) -> MessageState:
    """Replay the history of a message."""
    state: MessageState | None = None
    for entry in entries:
        state = step_message(state, entry)
    if state is None:
        raise ValueError("a message begins with its draft")
    return state


def step_message(state: MessageState | None, entry: Entry) -> MessageState:
    """The state of a message after one more entry."""
    if entry.kind == DRAFTED:
        state = _drafted(entry)
    elif state is None:
        raise ValueError("a message begins with its draft")
    else:
        state = _CHANGES[entry.kind](state, entry)
    return state._replace(seq=entry.seq, head=entry.hash, at=entry.at)


def _drafted(entry: Entry) -> MessageState:
    content = entry.content
    return message_from_document({
        **{key: value for key, value in content.items() if key not in {"what", "approved", "evidence"}},
        "id": entry.task, "kind": content["what"], "state": APPROVED if content.get("approved") else DUE,
        "attachments": content.get("evidence", ()),
    })


def _edited(state: MessageState, entry: Entry) -> MessageState:
    """Other words, another recipient, lines struck out by a person or gone because they no longer hold."""
    content = entry.content
    struck, untrue = set(content.get("struck", ())), set(content.get("untrue", ()))
    return _worded(state, content)._replace(
        lines=tuple(line for line in state.lines if line.key not in struck | untrue),
        struck=(*state.struck, *(line for line in state.lines if line.key in struck)),
    )


def _worded(state: MessageState, content: dict[str, Any]) -> MessageState:
    said: dict[str, Any] = {key: content[key] for key in WORDED if key in content}
    if "evidence" in content:
        said["attachments"] = tuple(content["evidence"])
    return state._replace(**said)


def _approved(state: MessageState, entry: Entry) -> MessageState:
    content = entry.content
    return _worded(state, content)._replace(
        state=APPROVED, attempts=0, retry_at=None, why="",
        letter=content.get("letter", state.letter), number=content.get("number", state.number),
    )


def _postponed(state: MessageState, entry: Entry) -> MessageState:
    return state._replace(until=date.fromisoformat(entry.content["until"]), why=entry.content.get("why", ""))


def _merged(state: MessageState, entry: Entry) -> MessageState:
    """One that took others in, or one that went into another."""
    content = entry.content
    if into := content.get("into"):
        return state._replace(state=CANCELLED, into=into)
    return _worded(state, content)._replace(
        lines=(*state.lines, *map(line_from_document, content["lines"])),
        struck=(*state.struck, *map(line_from_document, content.get("struck", ()))),
    )


def _sending(state: MessageState, entry: Entry) -> MessageState:
    return _worded(state, entry.content)._replace(
        state=SENDING, mark=entry.content["mark"], attempts=state.attempts + 1, retry_at=None
    )


def _sent(state: MessageState, entry: Entry) -> MessageState:
    return state._replace(state=SENT, sent=entry.recorded, why="")


def _confirmed(state: MessageState, entry: Entry) -> MessageState:
    return state._replace(state=CONFIRMED, sent=state.sent or entry.recorded, why=entry.content.get("how", ""))


def _failed(state: MessageState, entry: Entry) -> MessageState:
    """It waits for another try where one is to come."""
    again, why = entry.content.get("retry_at"), entry.content.get("why", "")
    if again is None:
        return state._replace(state=FAILED, why=why)
    return state._replace(state=APPROVED, why=why, retry_at=datetime.fromisoformat(again))


def _cancelled(state: MessageState, entry: Entry) -> MessageState:
    return state._replace(
        state=CANCELLED, why=entry.content.get("why", ""), untrue=bool(entry.content.get("untrue"))
    )


_CHANGES = {
    EDITED: _edited, APPROVED: _approved, POSTPONED: _postponed, MERGED: _merged, SENDING: _sending, SENT: _sent,
    CONFIRMED: _confirmed, FAILED: _failed, CANCELLED: _cancelled,
}


def line_from_document(document: dict[str, Any]) -> Line:
    """A line from its plain document, as `codec.encode` makes it."""
    days = {key: date.fromisoformat(document[key]) for key in ("since", "due") if document.get(key)}
    return Line(**{**document, **days})


def message_from_document(document: dict[str, Any]) -> MessageState:
    """The state of a message from its plain document, as `codec.encode` makes it."""
    found = dict(document)
    for key in ("on", "at", "until"):
        if found.get(key):
            found[key] = date.fromisoformat(found[key])
    for key in ("retry_at", "sent"):
        if found.get(key):
            found[key] = datetime.fromisoformat(found[key])
    for key in ("lines", "struck"):
        found[key] = tuple(map(line_from_document, found.get(key, ())))
    found["attachments"] = tuple(found.get("attachments", ()))
    return MessageState(**found)
