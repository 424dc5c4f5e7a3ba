"""What a store gives and takes of messages; imported by whoever asks for them, as most commands do not."""

from datetime import date
from typing import NamedTuple


class MessageRow(NamedTuple):
    """A message as projected: `document` is its state as a JSON text, `state` one of messages.STATES.

    `day` is the day it is of; it goes neither before `until` nor before `retry_at`; `sent` is when it went. Moments are
    ISO texts in UTC, "" where there is none.
    """

    id: str
    key: str
    kind: str
    paper: str
    body: str
    state: str
    day: date
    retry_at: str
    until: date | None
    sent: str
    document: str
    seq: int
    head: str
    at: date


class SaidRow(NamedTuple):
    """What a message said of a task, under the key of the ask it answered; `at` is the day the message is of."""

    key: str
    message: str
    task: str
    duty: str
    body: str
    rung: str
    since: date
    n: int
    paper: str
    at: date


class MessageKept(NamedTuple):
    """All that is kept of a message beside its history: its row, and what counts as said by it, by key."""

    row: MessageRow
    said: tuple[SaidRow, ...] = ()


class MessageCount(NamedTuple):
    """How many messages stand in a state, and the oldest day one of them is of."""

    state: str
    messages: int
    oldest: date
