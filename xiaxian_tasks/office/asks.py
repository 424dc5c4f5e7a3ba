"""What is to be said to whom today (提醒): what the ladder asks, by body and paper, and what is held back and why."""

from datetime import date
from typing import NamedTuple

from xiaxian_tasks import bundled, planfile
from xiaxian_tasks.domain import ladder as rungs
from xiaxian_tasks.domain.escalation import Ask
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office

DIGEST, NOTICE = "digest", "notice"
"""Kinds of message: a body's lines of the day, and a paper with all its matters."""

REASONS = (
    "paused", "cool-down", "quiet-day", "quiet-hours", "no-contact", "told-today", "apart", "per-day", "per-month",
    "approval",
)
"""Why something is held back, the first that applies: 暂缓中, 冷却期, 休息日, 免打扰时段, 无联系人, 当日已提醒,
间隔未到, 当日上限, 当月上限, 待批准."""


class Matter(NamedTuple):
    """An ask with what a reader needs beside it: the task's document, number and title, and the words of the duty."""

    ask: Ask
    document: str
    number: str
    title: str
    what: str


class Grouped(NamedTuple):
    """What goes to one body as one message: `kind` DIGEST or NOTICE, `paper` one of ladder.PAPERS or LINE.

    `person` is who is spoken to, `channel` that person's way of being reached, "" the office's own, `address` a mail
    address or telephone number; all "" where the office keeps no contacts.
    """

    body: str
    kind: str
    paper: str
    person: str
    channel: str
    address: str
    matters: tuple[Matter, ...]


class Held(NamedTuple):
    """What the ladder asks and may not go now: `reason` is one of REASONS, `until` the first day it may go, None where
    no day ends it."""

    matter: Matter
    reason: str
    until: date | None = None


class Asked(NamedTuple):
    """All that is asked on a day: what may go now, and what is held back."""

    due: tuple[Grouped, ...]
    held: tuple[Held, ...]


def ladder_of(office: Office) -> Ladder:
    """The ladder as known on the office's day, the bundled one where the county adopted none."""
    known = county.as_known(office).ladder
    if known:
        return rungs.from_document(known)
    found = planfile.read_ladder(bundled.ladder(), bundled.LADDER).ladder
    assert found is not None, "a test reads the shipped ladder"
    return found
