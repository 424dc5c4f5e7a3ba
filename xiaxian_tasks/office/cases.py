"""Cases (办件): runs of a procedure from a real date, each with a history of its own."""

import json
from datetime import date
from typing import Any

from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import canonical, decode, encode
from xiaxian_tasks.domain.entries import (
    ANCHORING,
    ENDING,
    OPENING,
    STEP,
    Entry,
    not_before_the_last,
    not_in_the_future,
)
from xiaxian_tasks.domain.plan import Procedure
from xiaxian_tasks.domain.procedure import CaseState, case_from_document, fold_case, step_case, steps_due
from xiaxian_tasks.domain.secrecy import classified
from xiaxian_tasks.errors import Misused, NotFound, Refused, Stale
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, entry_sheet
from xiaxian_tasks.ports import CaseRow

TRIES = 5
"""Openings at one moment take the next free number this often."""


def procedure(office: Office, text: str) -> Procedure:
    """The procedure with this id (plan/id), or the only one whose id, plan or name holds the text. NotFound (5)."""
    found = [p for p in _all_procedures(office) if text == f"{p.plan}/{p.id}"]
    found = found or [p for p in _all_procedures(office) if text and (text in f"{p.plan}/{p.id}" or text in p.name)]
    if len(found) == 1:
        return found[0]
    near = [f"{p.plan}/{p.id} {p.name}" for p in found or _all_procedures(office)]
    raise NotFound("procedure", near, name=text)


def _all_procedures(office: Office) -> list[Procedure]:
    return [
        decode(Procedure, document)
        for row in office.store.plans()
        for document in json.loads(row.document_json).get("procedures", [])
    ]


def opened(office: Office, procedure_text: str, *, name: str, start: date | None) -> Sheet:
    """Open a case of a procedure on `start` (the office's day). Its id is plan/procedure#n, n never used again."""
    run = procedure(office, procedure_text)
    if not name.strip():
        raise Misused("missing-name")
    _not_secret(name)
    at = start or office.on
    not_in_the_future(max(at, office.on), office.today)
    key = f"{run.plan}/{run.id}"
    content = {"procedure": key, "name": name.strip(), "run": encode(run)}
    for attempt in range(TRIES):
        number = sum(row.procedure == key for row in office.store.cases()) + 1
        entry = Entry(f"{key}#{number}", 1, at, office.now(), office.by, OPENING, content)
        try:
            return _written(office, None, sealed(entry, ROOT))
        except Stale:
            if attempt == TRIES - 1:
                raise
    raise Stale("stale-history", task=key)


def stepped(
    office: Office, case_text: str, number: str, *, done: date | None, note: str, correct: bool = False
) -> Sheet:
    """Record a step of a case as done on a day; a day recorded before is only replaced by a correction."""
    state = state_of_case(office, case_text)
    steps = {step.number: step for step in run_of(state).steps}
    if number not in steps:
        raise NotFound("step", [f"{step.number} {step.what}" for step in steps.values()], name=number)
    if number in state.done and not correct:
        raise Refused("already-done", what=steps[number].what, on=state.done[number])
    on = done or office.on
    if on > office.on or on < state.opened:
        raise Refused("step-outside-case", on=on, start=state.opened, end=office.on)
    _not_secret(note)
    content: dict[str, Any] = {"step": number, "on": on.isoformat()}
    if note:
        content["note"] = note
    return _written(office, state, _next(office, state, STEP, content))


def anchored(office: Office, case_text: str, anchor: str, on: date) -> Sheet:
    """Record the day of an event a limit counts from (a hearing, a loan's due day); it may lie ahead."""
    state = state_of_case(office, case_text)
    steps = run_of(state).steps
    known = list(dict.fromkeys(s.limit.anchor for s in steps if s.limit and not s.limit.anchor.startswith("step:")))
    if anchor not in known:
        raise NotFound("anchor", known, name=anchor)
    return _written(office, state, _next(office, state, ANCHORING, {"anchor": anchor, "on": on.isoformat()}))


def ended(office: Office, case_text: str, outcome: str) -> Sheet:
    """End a case, with its outcome in words."""
    state = state_of_case(office, case_text)
    _not_secret(outcome)
    return _written(office, state, _next(office, state, ENDING, {"outcome": outcome}))


def _next(office: Office, state: CaseState, kind: str, content: dict[str, Any]) -> Entry:
    newest = office.store.case(state.id)
    if newest is not None and newest.seq != state.seq:  # the case went on after the day that is looked at
        not_before_the_last(office.on, case_from_document(json.loads(newest.state)).at)
    if state.ended:
        raise Refused("case-ended", case=state.id, on=state.ended)
    not_in_the_future(office.on, office.today)
    not_before_the_last(office.on, state.at)
    return sealed(Entry(state.id, state.seq + 1, office.on, office.now(), office.by, kind, content), state.head)


def _not_secret(*texts: str) -> None:
    """No word of classification in what is typed (domain.secrecy)."""
    for text in texts:
        if word := classified(text):
            raise Refused("classified", word=word)


def _written(office: Office, state: CaseState | None, entry: Entry) -> Sheet:
    after = step_case(state, entry)
    kept = canonical(encode(after))
    row = CaseRow(after.id, after.procedure, after.name, after.ended is not None, kept, after.seq)
    office.store.append_case(entry, row)
    return case_sheet(office, after)


def run_of(state: CaseState) -> Procedure:
    """The procedure as it was when the case was opened: a later edit moves no limit of a case that runs."""
    return decode(Procedure, state.run)


def state_of_case(office: Office, text: str) -> CaseState:
    """The case with this id, or the only one whose id or name holds the text, as it stood on the day. NotFound (5)."""
    row = office.store.case(text)
    if row is None:
        cases = office.store.cases() if text else []
        found = [kept for kept in cases if text == kept.name]
        found = found or [kept for kept in cases if text in kept.id or text in kept.name]
        if len(found) != 1:
            near = [f"{kept.id} {kept.name}" for kept in found or office.store.cases()[:10]]
            raise NotFound("case", near, name=text)
        row = found[0]
    return as_of(office, case_from_document(json.loads(row.state)))


def as_of(office: Office, newest: CaseState) -> CaseState:
    """A case as it stood on the office's day. NotFound (5) for a day before it was opened."""
    if newest.at <= office.on:
        return newest
    if newest.opened > office.on:
        raise NotFound("case", [], name=newest.id)
    return fold_case(entry for entry in office.store.history(newest.id) if entry.at <= office.on)


def case_sheet(office: Office, state: CaseState) -> Sheet:
    """A case with each step, its limit and what it comes to on the office's day."""
    run = run_of(state)
    due = steps_due(run, state, office.on, office.workdays)
    return {
        "id": state.id,
        "procedure": state.procedure,
        "name": state.name,
        "opened": state.opened.isoformat(),
        "ended": state.ended.isoformat() if state.ended else None,
        "outcome": state.outcome,
        "anchors": {name: on.isoformat() for name, on in state.anchors.items()},
        "steps": [
            {
                "number": step.number,
                "what": step.what,
                "bodies": list(step.bodies),
                "clause": step.clause,
                "when": step.when,
                "limit": encode(step.limit) if step.limit else None,
                "due": standing.due.isoformat() if standing.due else None,
                "earliest": standing.earliest,
                "provisional": standing.provisional,
                "done_on": standing.done_on.isoformat() if standing.done_on else None,
                "light": standing.light,
            }
            for step, standing in zip(run.steps, due, strict=True)
        ],
    }


def shown(office: Office, text: str) -> Sheet:
    """One case with its history."""
    state = state_of_case(office, text)
    history = office.store.history(state.id)[: state.seq]
    return {**case_sheet(office, state), "history": [_entry(entry) for entry in history]}


def _entry(entry: Entry) -> Sheet:
    """An entry of a case; its opening without the whole procedure."""
    return {key: value for key, value in entry_sheet(entry).items() if key != "run"}


def listed(office: Office) -> list[Sheet]:
    """All cases, newest first, without their steps."""
    newest = (case_from_document(json.loads(row.state)) for row in office.store.cases())
    sheets = (case_sheet(office, as_of(office, state)) for state in newest if state.opened <= office.on)
    return [
        {
            **{key: sheet[key] for key in ("id", "procedure", "name", "opened", "ended", "outcome")},
            "done": sum(step["done_on"] is not None for step in sheet["steps"]),
            "steps": len(sheet["steps"]),
            "late": sum(step["light"] == "red" for step in sheet["steps"]),
            "next": _next_step(sheet),
        }
        for sheet in sheets
    ]


def _next_step(sheet: Sheet) -> str | None:
    """The first step of a running case that is not done."""
    open_steps = (step for step in sheet["steps"] if not step["done_on"] and not sheet["ended"])
    return next((f"{step['number']} {step['what']}" for step in open_steps), None)
