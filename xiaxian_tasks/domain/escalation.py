"""Escalation (提醒督办): what the ladder asks to be said of a task on a day, by what stands and what was said before."""

from datetime import date
from typing import NamedTuple


class Ask(NamedTuple):
    """One thing to be said to one body: rung `rung` of the ladder, for `cause` (ladder.CAUSES), for the `n`-th time.

    `duty` is the target, row, milestone, turn, receipt, reply or rework it is about, "" the task itself. `paper` is one
    of ladder.PAPERS or LINE; `since` the first day the cause stood, or the paper before was unmet; `due` the day of the
    duty. `reply` are the working days for an answer, 0 none. The key is made of business facts alone, so that it is the
    same on any machine and on any day it is asked.
    """

    key: str
    task: str
    duty: str
    body: str
    rung: str
    cause: str
    paper: str
    since: date
    due: date | None
    n: int
    reply: int


class Said(NamedTuple):
    """What was said of a task before, on the day `on`: a line of a message, or a matter of a paper.

    `reply_due` is the last day for an answer to what has gone out, None while it has not; `answered` the day one was
    given.
    """

    key: str
    task: str
    duty: str
    body: str
    rung: str
    since: date
    n: int
    paper: str
    on: date
    reply_due: date | None = None
    answered: date | None = None


def key_of(task: str, duty: str, body: str, rung: str, *, since: date, n: int) -> str:
    """The key of an ask: by it a thing is said once."""
    return f"{task} {duty or '-'} {body} {rung} {since} {n}"
