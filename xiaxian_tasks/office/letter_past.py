"""What lies behind a matter as a paper tells it: letters before it, evidence, a return, an extension, how it ended.

Only papers about such a step read a task's history; letters before are kept in its state.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, in_force
from xiaxian_tasks.domain.letter_facts import Answer, Earlier, Ending, Matter, Piece, Return
from xiaxian_tasks.domain.letters import CLOSING, CONCLUSION, EXTENSION, RETURN
from xiaxian_tasks.domain.life import dues
from xiaxian_tasks.domain.workflow import bodies_of
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import evidence
from xiaxian_tasks.office.desk import Office

LOOKING_BACK = frozenset({RETURN, EXTENSION, CLOSING, CONCLUSION})
"""Papers that tell a step of the task's own life-cycle."""


def earlier(state: TaskState, body: str, on: date) -> tuple[Earlier, ...]:
    """The letters issued before to a body on a task, oldest first; with no body to anybody."""
    return tuple(
        Earlier(each.paper, each.number, each.at, each.due, each.answered)
        for each in state.life.notices if each.at <= on and body in {"", each.body}
    )


def with_past(office: Office, kind: str, matter: Matter, state: TaskState, body: str) -> Matter:
    """The matter with what the paper looks back on. Raises Refused `nothing-to-write` (4) where there was no such step.
    """
    if kind not in LOOKING_BACK:
        return matter
    told = in_force([entry for entry in office.store.history(matter.task) if entry.at <= office.on])
    found = matter._replace(
        evidence=tuple(_pieces(told)), returned=_returned(told, state, body), extension=_extension(told, state),
        ending=_ending(told),
    )
    lacks = {
        RETURN: found.returned is None, EXTENSION: found.extension is None,
        CLOSING: found.ending.accepted is None and found.light != "done",
    }
    if lacks.get(kind):
        raise Refused("nothing-to-write", task=matter.task, kind=kind)
    return found


def _pieces(told: Sequence[Entry]) -> Iterator[Piece]:
    """Each piece of evidence, once, on the day it was first handed in."""
    seen: set[str] = set()
    for entry in told:
        if entry.kind in evidence.BEARING:
            for piece in evidence.pieces(entry):
                if piece.digest not in seen:
                    seen.add(piece.digest)
                    yield Piece(piece.name, entry.at, piece.digest)


def _last(told: Sequence[Entry], *wanted: str, bodies: Collection[str] = ()) -> Entry | None:
    """The newest entry of some kinds, of one of some bodies where any are named and the entry names any."""
    found = (entry for entry in reversed(told) if entry.kind in wanted)
    return next(
        (entry for entry in found
         if not bodies or not (named := bodies_of(entry.content)) or any(each in bodies for each in named)), None,
    )


def _day(entry: Entry | None, key: str) -> date | None:
    return date.fromisoformat(entry.content[key]) if entry is not None and entry.content.get(key) else None


def _returned(told: Sequence[Entry], state: TaskState, body: str) -> Return | None:
    """The newest return to a body, under whatever name it had then."""
    bodies = (body, *(old for old, new in state.life.renamed if new == body)) if body else ()
    entry = _last(told, kinds.RETURN, bodies=bodies)
    if entry is None:
        return None
    asked = _last([each for each in told if each.seq < entry.seq], kinds.REQUEST, bodies=bodies)
    times = max((part.returns for part in state.parts if part.body == body), default=0) or sum(
        each.kind == kinds.RETURN for each in told
    )
    return Return(
        entry.at, entry.content.get("cause", ""), entry.content.get("note", ""), _day(entry, "due"), times,
        asked.at if asked else None,
    )


def _extension(told: Sequence[Entry], state: TaskState) -> Answer | None:
    """The newest extension that was asked for, and how it was answered."""
    answer = _last(told, kinds.EXTENSION_GRANT, kinds.EXTENSION_REFUSAL)
    asked = _last(told, kinds.EXTENSION_REQUEST)
    if asked is not None and answer is not None and answer.seq < asked.seq:
        answer = None  # what is open now has no answer yet
    if asked is None:
        return None
    before = _dues_before(told, state, asked.seq)
    moved = asked.content.get("moved", {})
    granted = answer.content.get("moved", {}) if answer is not None and answer.kind == kinds.EXTENSION_GRANT else {}
    original = [day for key, day in dues(state.printed).items() if key in moved]
    return Answer(
        asked.at, asked.content.get("reason", ""), min(original, default=None),
        min((before[key] for key in moved if key in before), default=None), _latest(moved), _latest(granted),
        answer.content.get("reason", "") if answer is not None else "", state.life.extensions,
        next(iter(bodies_of(asked.content)), ""), answer is not None,
    )


def _latest(moved: dict[str, str]) -> date | None:
    return max(map(date.fromisoformat, moved.values()), default=None)


def _dues_before(told: Sequence[Entry], state: TaskState, seq: int) -> dict[str, date]:
    """The days of duties as they stood before an entry."""
    found = dict(dues(state.printed))
    for entry in told:
        if entry.seq < seq and entry.kind in {kinds.EXTENSION_GRANT, kinds.RESUMPTION, kinds.REOPENING}:
            found |= {key: date.fromisoformat(day) for key, day in entry.content.get("moved", {}).items()}
    return found


def _ending(told: Sequence[Entry]) -> Ending:
    """How a task was accepted and closed; of what was reopened since nothing counts."""
    again = _last(told, kinds.REOPENING)
    since = [entry for entry in told if again is None or entry.seq > again.seq]
    accepted, closed = _last(since, kinds.ACCEPTANCE), _last(since, kinds.CLOSURE)
    hows = [str(each.content["how"]) for each in since
            if each.kind in {kinds.CHECK, kinds.ACCEPTANCE} and each.content.get("how")]
    return Ending(
        accepted.at if accepted else None, accepted.by if accepted else "", tuple(dict.fromkeys(hows)),
        closed.at if closed else None, closed.by if closed else "", _day(closed, "recheck_due"),
        str(accepted.content.get("note", "")) if accepted else "",
    )
