"""The life-cycle of a task as the faces see it: its way, number, assignments, kept days, questions, what comes next."""

from datetime import date
from typing import Any

from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import Assignment, assignments_of, is_full
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.office import county, names
from xiaxian_tasks.office.desk import Office

Sheet = dict[str, Any]


def life_sheet(state: TaskState, on: date) -> Sheet:
    """The keys of a task's sheet that tell of its life-cycle on a day.

    `original_due` is the day the plan set, which assessment keeps however often it was extended; `late` an assignment
    that was signed for too late, or is still not.
    """
    life, printed = state.life, state.printed
    shown = assignments_of(life, printed) if is_full(life) or life.is_assigned else ()
    return {
        "way": life.way,
        "registered_as": life.number or None,
        "assignments": [_assignment(each, on) for each in shown],
        "original_due": iso(printed.due),
        "extensions": life.extensions,
        "extension_asked": None if life.wish is None else {
            "at": iso(life.wish.at), "by": life.wish.by, "body": life.wish.body,
            "answer_due": iso(life.wish.due),
            "moved": {key: iso(day) for key, day in life.wish.moved},
        },
        "closed_on": iso(life.closed),
        "recheck_due": iso(life.recheck_due),
        "relapses": life.relapses,
        "suspensions": life.suspensions,
        "merged_into": life.into or None,
        "questions": [
            {"seq": q.seq, "at": iso(q.at), "due": iso(q.due), "body": q.body or None, "text": q.text,
             "letter": q.letter or None}
            for q in life.questions
        ],
        "allowed": _allowed(state) if is_full(life) else [],
    }


def _allowed(state: TaskState) -> list[str]:
    from xiaxian_tasks.domain import workflow  # with its guards, which a plain task does without

    return workflow.allowed(state)


def open_to_actor(office: Office, sheet: Sheet) -> list[str]:
    """Of the steps that are open on a task those whoever sits at the desk may take; all where the person is not known.

    A person of a body takes the steps its own part is ready for.
    """
    found: list[str] = sheet["allowed"]
    person = county.state(office).people.named(office.by) if found else None
    if person is None:
        return found
    from xiaxian_tasks.domain import workflow

    found = workflow.open_to(found, person.role)
    if person.role not in OF_A_BODY:
        return found
    own = {person.body, *names.groups_of(office, person.body)}
    states = {part["state"] for part in sheet["assignments"] if part["body"] in own}
    rules = [workflow.WORKFLOW[kind] for kind in found]
    return [rule.kind for rule in rules if not rule.assigned or states.intersection(rule.assigned)]


def _assignment(each: Assignment, on: date) -> Sheet:
    unsigned = each.state == "unsigned" and each.receipt_due is not None and each.receipt_due < on
    return {
        "body": each.body,
        "role": each.role,
        "state": each.state,
        "sent": iso(each.sent),
        "receipt_due": iso(each.receipt_due),
        "signed": iso(each.signed),
        "late": each.is_late or unsigned,
        "requested": iso(each.requested),
        "returns": each.returns,
        "rework_due": iso(each.rework_due),
        "accepted": iso(each.accepted),
        "round": each.round,
        "accepted_before": iso(each.accepted_before),
        "reason": each.reason or None,
    }
