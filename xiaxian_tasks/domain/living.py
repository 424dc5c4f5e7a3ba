"""What each step of the life-cycle does to a task's life: one small function for each kind of entry."""

from collections.abc import Callable
from datetime import date
from typing import Any

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.life import LEAD, Assignment, Life, Notice, Question, Wish, assignments_of, authors_of, live
from xiaxian_tasks.domain.plan import Task

Change = Callable[[Life, Entry], Life]


def lived(life: Life, entry: Entry, declared: Task) -> Life:
    """The life after one more entry; an entry of another kind leaves it as it is."""
    change = CHANGES.get(entry.kind)
    if change is None:
        return life
    if entry.kind in _ASSIGNING and not life.is_assigned:
        life = life._replace(assignments=assignments_of(life, declared), is_assigned=True)
    return change(life, entry)


def _day(content: dict[str, Any], key: str) -> date | None:
    return date.fromisoformat(content[key]) if content.get(key) else None


def _each(life: Life, bodies: tuple[str, ...], change: Callable[[Assignment], Assignment]) -> Life:
    """The life with the live assignments of some bodies changed."""
    return life._replace(assignments=tuple(
        change(each) if each.body in bodies and each.state != "released" else each for each in life.assignments
    ))


def _bodies(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.content.get("bodies", ())) or (entry.content.get("body", ""),)


def _way(life: Life, entry: Entry) -> Life:
    return life._replace(way=entry.content["way"])


def _registration(life: Life, entry: Entry) -> Life:
    return life._replace(stage="registered", number=entry.content["number"], registered=entry.at)


def _assignment(life: Life, entry: Entry) -> Life:
    """Bind a body, release one, hand over from one to another, or from a group to each of its members; whose hand the
    figures are from is not forgotten."""
    old = entry.content.get("from", "")
    if old:
        life = _each(life, (old,), lambda each: each._replace(state="released"))
    for body in filter(None, _bodies(entry)):
        life = _with_body(life, entry, body, old)
    return life


def _with_body(life: Life, entry: Entry, body: str, old: str) -> Life:
    """The life with one more body bound."""
    due = _day(entry.content, "receipt_due")
    fresh = Assignment(body, entry.content["role"], authors=authors_of(life, body, old))
    for own in live(life.assignments):
        if own.body == body:
            fresh = fresh._replace(returns=own.returns, has_evidence=own.has_evidence)
    if due is not None:
        fresh = fresh._replace(state="unsigned", sent=entry.at, receipt_due=due)
    kept = tuple(each for each in life.assignments if each.body != body or each.state == "released")
    return life._replace(assignments=(*kept, fresh))


def _dispatch(life: Life, entry: Entry) -> Life:
    due = _day(entry.content, "receipt_due")
    life = _each(life, _bodies(entry), lambda each: each._replace(
        state="unsigned", sent=entry.at, receipt_due=due, refused=None, reason=""
    ))
    return life._replace(stage="dispatched", dispatched=life.dispatched or entry.at)


def _receipt(life: Life, entry: Entry) -> Life:
    return _each(life, _bodies(entry), lambda each: each._replace(state="signed", signed=entry.at))


def _refusal(life: Life, entry: Entry) -> Life:
    return _each(life, _bodies(entry), lambda each: each._replace(
        state="refused", refused=entry.at, reason=entry.content["reason"]
    ))


def _report(life: Life, entry: Entry) -> Life:
    """A report sets its body to work and makes whoever entered it an author: of its body's part, or of the task."""
    def reported(each: Assignment) -> Assignment:
        state = "active" if each.state in {"signed", "returned"} else each.state
        proven = each.has_evidence or bool(entry.content.get("evidence"))
        return each._replace(state=state, authors=_with(each.authors, entry.by), has_evidence=proven)

    bodies = _bodies(entry)
    is_bound = any(each.body in bodies and each.state != "released" for each in life.assignments)
    hands = life.hands if is_bound else _with(life.hands, entry.by)
    return _each(life, bodies, reported)._replace(is_relapsed=False, hands=hands)


def _request(life: Life, entry: Entry) -> Life:
    return _each(life, _bodies(entry), lambda each: each._replace(
        state="requested", requested=entry.at, returned=None, rework_due=None, authors=_with(each.authors, entry.by),
        has_evidence=each.has_evidence or bool(entry.content.get("evidence")),
    ))


def _return(life: Life, entry: Entry) -> Life:
    return _each(life, _bodies(entry), lambda each: each._replace(
        state="returned", requested=None, returns=each.returns + 1, returned=entry.at,
        rework_due=_day(entry.content, "due"),
    ))


def _acceptance(life: Life, entry: Entry) -> Life:
    life = _each(life, _bodies(entry), lambda each: each._replace(
        state="accepted", accepted=entry.at, returned=None, rework_due=None
    ))
    return life._replace(acceptors=_with(life.acceptors, entry.by))


def _closure(life: Life, entry: Entry) -> Life:
    return life._replace(
        stage="closed", closed=entry.at, recheck_due=_day(entry.content, "recheck_due"), has_relapse=False, wish=None
    )


def _recheck(life: Life, entry: Entry) -> Life:
    relapsed = entry.content["found"] == "relapsed"
    return life._replace(rechecked=entry.at, has_relapse=relapsed, recheck_due=_day(entry.content, "recheck_due"))


def _reopening(life: Life, entry: Entry) -> Life:
    """A new round: whoever was accepted works again; figures that still stand keep their authors."""
    again = tuple(
        each if each.state == "released" else each._replace(
            state="active" if each.state == "accepted" else each.state,
            requested=None, accepted=None, returned=None, rework_due=None, has_evidence=False,
            round=each.round + 1, accepted_before=each.accepted or each.accepted_before,
        )
        for each in life.assignments
    )
    return _moving(life._replace(
        stage="dispatched", assignments=again, acceptors=(), closed=None, recheck_due=None, has_relapse=False,
        is_relapsed=life.has_relapse, relapses=life.relapses + life.has_relapse,
    ), entry)


def _suspension(life: Life, entry: Entry) -> Life:
    return life._replace(
        stage="suspended", before=life.stage, since=entry.at, suspensions=life.suspensions + 1, wish=None
    )


def _resumption(life: Life, entry: Entry) -> Life:
    stood = (*life.stood, (life.since, entry.at)) if life.since else life.stood
    return _moving(life._replace(stage=life.before, before="", since=None, stood=stood), entry)


def _moving(life: Life, entry: Entry) -> Life:
    new = {key: date.fromisoformat(day) for key, day in entry.content.get("moved", {}).items()}
    return life._replace(moved=tuple(sorted({**dict(life.moved), **new}.items())))


def _termination(life: Life, _entry: Entry) -> Life:
    return life._replace(stage="terminated", before="", since=None, wish=None, questions=())


def _merger(life: Life, entry: Entry) -> Life:
    return life._replace(stage="merged", into=entry.content["into"], wish=None, questions=())


def _extension_request(life: Life, entry: Entry) -> Life:
    content = entry.content
    moved = tuple(sorted((key, date.fromisoformat(day)) for key, day in content["moved"].items()))
    return life._replace(
        wish=Wish(
            entry.seq, entry.at, content.get("body", ""), date.fromisoformat(content["due"]), moved, entry.by
        )
    )


def _extension_grant(life: Life, entry: Entry) -> Life:
    return _moving(life._replace(wish=None, extensions=life.extensions + 1), entry)


def _extension_refusal(life: Life, _entry: Entry) -> Life:
    return life._replace(wish=None, refusals=life.refusals + 1)


def _remark(life: Life, entry: Entry) -> Life:
    due = _day(entry.content, "due")
    if due is None:
        return life
    asked = Question(entry.seq, entry.at, due, entry.content["text"], entry.content.get("body", ""))
    return life._replace(questions=(*life.questions, asked))


def _notice(life: Life, entry: Entry) -> Life:
    """A matter of a letter; where it asks for an answer, a question that a reply ends."""
    content, due = entry.content, _day(entry.content, "due")
    said = Notice(
        entry.seq, content["letter"], content["paper"], content["number"], content["body"], entry.at, due,
        tuple(content.get("keys", ())),
    )
    life = life._replace(notices=(*life.notices, said))
    if due is None:
        return life
    asked = Question(entry.seq, entry.at, due, said.number, said.body, said.letter)
    return life._replace(questions=(*life.questions, asked))


def _reply(life: Life, entry: Entry) -> Life:
    to = entry.content.get("to")
    return life._replace(
        questions=tuple(q for q in life.questions if q.seq != to),
        notices=tuple(n._replace(answered=entry.at) if n.seq == to else n for n in life.notices),
    )


def _reorganisation(life: Life, entry: Entry) -> Life:
    """A body renamed, merged or abolished: its assignments go over with all they hold.

    Of two that meet in one body the lead's goes on, of equal ones the one that has more to do; the other is released.
    """
    old, new = entry.content["from"], entry.content["body"]
    meeting = [each for each in live(life.assignments) if each.body in {old, new}]
    going_on = min(meeting, key=lambda each: (each.role != LEAD, _TO_DO.index(each.state)), default=None)
    authors = authors_of(life, old, new)
    renamed = tuple(
        each._replace(body=new, authors=authors) if each is going_on else
        each._replace(state="released") if each.body in {old, new} else each
        for each in life.assignments
    )
    names = {name: new if body == old else body for name, body in life.renamed}
    questions = tuple(q._replace(body=new) if q.body == old else q for q in life.questions)
    notices = tuple(n._replace(body=new) if n.body == old else n for n in life.notices)
    wish = life.wish._replace(body=new) if life.wish and life.wish.body == old else life.wish
    return life._replace(
        assignments=renamed, renamed=tuple(sorted({**names, old: new}.items())), questions=questions,
        notices=notices, wish=wish,
    )


_TO_DO = ("unsent", "refused", "unsigned", "signed", "active", "returned", "requested", "accepted")
"""The states of a live assignment from the one with most left to do."""


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)


CHANGES: dict[str, Change] = {
    kinds.WAY: _way,
    kinds.REGISTRATION: _registration,
    kinds.ASSIGNMENT: _assignment,
    kinds.DISPATCH: _dispatch,
    kinds.RECEIPT: _receipt,
    kinds.REFUSAL: _refusal,
    kinds.REPORT: _report,
    kinds.REQUEST: _request,
    kinds.RETURN: _return,
    kinds.ACCEPTANCE: _acceptance,
    kinds.CLOSURE: _closure,
    kinds.RECHECK: _recheck,
    kinds.REOPENING: _reopening,
    kinds.SUSPENSION: _suspension,
    kinds.RESUMPTION: _resumption,
    kinds.TERMINATION: _termination,
    kinds.MERGER: _merger,
    kinds.EXTENSION_REQUEST: _extension_request,
    kinds.EXTENSION_GRANT: _extension_grant,
    kinds.EXTENSION_REFUSAL: _extension_refusal,
    kinds.REMARK: _remark,
    kinds.REPLY: _reply,
    kinds.NOTICE: _notice,
    kinds.REORGANISATION: _reorganisation,
}

_ASSIGNING = frozenset({
    kinds.ASSIGNMENT, kinds.DISPATCH, kinds.RECEIPT, kinds.REFUSAL, kinds.REQUEST, kinds.RETURN, kinds.ACCEPTANCE,
    kinds.REOPENING, kinds.REORGANISATION,
})
"""Kinds from which on the assignments are kept as they were made, no longer as printed."""
