"""Who may record what, in which state, with which guards: one table, from which the documents and the help are made.

`permit` asks a row of the table of an act; `fits` asks only what the history itself can answer, so that a withdrawal
can prove that what stays behind is still lawful. Sources: practice of supervision offices, docs/decisions/0013.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.guards import Act, Guard
from xiaxian_tasks.domain.history import LayOut, TaskState, in_force, step, withdrawn
from xiaxian_tasks.domain.life import LEAD, Assignment, dues, is_full
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.plan import HEADLINES
from xiaxian_tasks.domain.terms import (
    DIRECTOR,
    FULL,
    HEAD,
    LEADER,
    LIAISON,
    READER,
    STATES,
    SUPERVISOR,
    WAYS,
)
from xiaxian_tasks.errors import Refused

OFFICE = (DIRECTOR, SUPERVISOR)
"""The supervision office (督查室); what a body does on paper or by phone, it enters on its behalf."""

OF_BODY = (HEAD, LIAISON, *OFFICE)
BY_HEAD = (HEAD, *OFFICE)

RUNNING = ("dispatched", "active", "review")
BEFORE = ("proposed", "registered", *RUNNING)
ANY = STATES


class Rule(NamedTuple):
    """One row of the table: an entry of `kind` may be recorded by persons of `roles`, under supervision of `ways`, in
    the task's `stages`, for assignments in the states `assigned` (none: it is of the whole task), past `guards`.

    `fitting` are the guards a history can answer without knowing who acts or which day it is.
    """

    kind: str
    roles: tuple[str, ...]
    stages: tuple[str, ...]
    assigned: tuple[str, ...] = ()
    ways: tuple[str, ...] = (FULL,)
    guards: tuple[Guard, ...] = ()
    fitting: tuple[Callable[[TaskState, dict[str, Any]], None], ...] = ()


_ROWS = (
    Rule(kinds.WAY, (DIRECTOR,), ANY, ways=WAYS),
    Rule(kinds.REGISTRATION, (DIRECTOR,), ("proposed",), fitting=(guards.somebody_is_bound,)),
    Rule(kinds.ASSIGNMENT, OFFICE, BEFORE, ways=WAYS, fitting=(guards.assignment_changes_something,)),
    Rule(kinds.DISPATCH, (DIRECTOR, LEADER), ("registered", *RUNNING), ("unsent", "refused")),
    Rule(kinds.RECEIPT, OF_BODY, RUNNING, ("unsigned",)),
    Rule(kinds.REFUSAL, BY_HEAD, RUNNING, ("unsigned",), guards=(guards.says_why,)),
    Rule(kinds.REPORT, OF_BODY, RUNNING, ("signed", "active", "requested", "returned"), WAYS),
    Rule(kinds.REQUEST, BY_HEAD, RUNNING, ("signed", "active", "returned"),
         guards=(guards.is_met_or_says_why, guards.has_evidence)),
    Rule(kinds.RETURN, OFFICE, RUNNING, ("requested",), guards=(guards.names_a_cause, guards.sets_a_later_day)),
    Rule(kinds.CHECK, OFFICE, (*RUNNING, "completed"), guards=(guards.says_how, guards.is_not_an_author)),
    Rule(kinds.ACCEPTANCE, OFFICE, RUNNING, ("requested",), guards=(guards.says_how, guards.is_not_an_author)),
    Rule(kinds.CLOSURE, (DIRECTOR,), ("completed",), guards=(guards.sets_a_later_day, guards.did_not_accept)),
    Rule(kinds.RECHECK, OFFICE, ("closed",),
         guards=(guards.says_how, guards.says_what_was_found, guards.sets_a_later_day)),
    Rule(kinds.REOPENING, (DIRECTOR,), ("closed",),
         guards=(guards.relapsed_or_says_why, guards.sets_a_day_to_come), fitting=(guards.moves_later_if_at_all,)),
    Rule(kinds.SUSPENSION, (DIRECTOR,), BEFORE, guards=(guards.says_why,), fitting=(guards.nothing_is_asked,)),
    Rule(kinds.RESUMPTION, (DIRECTOR,), ("suspended",),
         guards=(guards.stood_until_today,), fitting=(guards.moves_as_long_as_it_stood,)),
    Rule(kinds.TERMINATION, (LEADER, DIRECTOR), (*BEFORE, "suspended"), guards=(guards.says_why, guards.has_document)),
    Rule(kinds.MERGER, (DIRECTOR,), BEFORE, guards=(guards.is_another_task,)),
    Rule(kinds.EXTENSION_REQUEST, BY_HEAD, RUNNING, ("signed", "active", "requested", "returned"),
         guards=(guards.asks_before_due,), fitting=(guards.nothing_is_asked, guards.moves_later)),
    Rule(kinds.EXTENSION_GRANT, (DIRECTOR, LEADER), RUNNING,
         guards=(guards.may_grant, guards.did_not_ask),
         fitting=(guards.something_is_asked, guards.moves_what_was_asked, guards.moves_later)),
    Rule(kinds.EXTENSION_REFUSAL, (DIRECTOR, SUPERVISOR, LEADER), RUNNING,
         guards=(guards.says_why, guards.did_not_ask), fitting=(guards.something_is_asked,)),
    Rule(kinds.REMARK, (LEADER, *OFFICE), ANY, ways=WAYS, guards=(guards.says_something, guards.sets_a_later_day)),
    Rule(kinds.REPLY, OF_BODY, ANY, ways=WAYS,
         guards=(guards.says_something, guards.is_asked), fitting=(guards.a_question_is_open,)),
    Rule(kinds.NOTICE, (DIRECTOR,), ANY, ways=WAYS, guards=(guards.sets_a_later_day,),
         fitting=(guards.is_numbered,)),
    Rule(kinds.REORGANISATION, (DIRECTOR,), ANY, ways=WAYS),
    Rule(kinds.WITHDRAWAL, (LEADER, *OF_BODY), ANY, ways=WAYS, guards=(guards.is_own_or_directs,)),
)

WORKFLOW: dict[str, Rule] = {rule.kind: rule for rule in _ROWS}
"""Every kind of entry that is recorded on a task, by its row."""

_COUNTY_ROWS = (
    WORKFLOW[kinds.WAY],
    Rule(kinds.PEOPLE, (DIRECTOR,), ()),
    Rule(kinds.MONTH, (DIRECTOR,), ()),
    Rule(kinds.SCORING, (DIRECTOR,), ()),
    Rule(kinds.LADDER, (DIRECTOR,), ()),
    WORKFLOW[kinds.REORGANISATION],
    Rule(kinds.SEAL, OFFICE, ()),
    Rule(kinds.VIEW, OFFICE, ()),
    Rule(kinds.DEMO, OFFICE, ()),
    Rule(kinds.SUBSCRIPTION, OFFICE, ()),
    Rule(kinds.LETTER, (DIRECTOR,), ()),
)

COUNTY: dict[str, Rule] = {rule.kind: rule for rule in _COUNTY_ROWS}
"""Every kind of entry of the county's own history, by its row; only the person is asked, and only once people are
known."""


def permit_county(kind: str, role: str) -> None:
    """Let an entry of the county's history pass, or raise Refused `role` (4)."""
    if role not in COUNTY[kind].roles:
        raise Refused("role", kind=kind, role=role, roles=list(COUNTY[kind].roles))


def permit(state: TaskState, act: Act) -> None:
    """Let an act pass, or raise Refused (4) with the name of the rule; `out-of-order` says what is allowed now."""
    rule = WORKFLOW[act.kind]
    guards.is_in_time(state, act)
    _by_right_person(state, rule, act)
    fits(state, act.kind, act.content)
    guards.holds_no_secret(act)
    if is_full(state.life) or rule.ways == WAYS:
        for guard in rule.guards:
            guard(state, act)


def fits(state: TaskState, kind: str, content: dict[str, Any]) -> None:
    """Whether an entry of this content can follow a state at all: way, stage, assignments, sequence. Raises Refused."""
    rule = WORKFLOW[kind]
    if not is_full(state.life):
        if rule.ways != WAYS:
            is_headline = state.task.number == HEADLINES
            raise Refused("headline-way" if is_headline else "simple-way", kind=kind, plan=state.task.plan)
    else:
        _in_order(state, rule, content)
    for guard in rule.fitting:
        guard(state, content)


def _in_order(state: TaskState, rule: Rule, content: dict[str, Any]) -> None:
    stage = state.stage
    if stage not in rule.stages:
        raise Refused("out-of-order", kind=rule.kind, stage=stage, allowed=allowed(state))
    if not rule.assigned:
        return
    bound = {each.body: each for each in state.parts}
    if not bodies_of(content):
        raise Refused("nobody-left", kind=rule.kind, allowed=allowed(state))
    for body in bodies_of(content):
        if body not in bound:
            raise Refused("not-assigned", body=body, bodies=list(bound))
        if not _is_open(rule, bound[body]):
            raise Refused(
                "body-out-of-order", kind=rule.kind, body=body, state=bound[body].state, allowed=allowed(state, body)
            )


def _is_open(rule: Rule, assignment: Assignment) -> bool:
    """Whether the state of an assignment lets a kind through; a supporting body need not ask to be accepted."""
    if rule.kind == kinds.ACCEPTANCE and assignment.role == "support":
        return assignment.state in {"signed", "active", "returned", "requested"}
    return assignment.state in rule.assigned


def bodies_of(content: dict[str, Any]) -> tuple[str, ...]:
    """The bodies an entry is about."""
    return tuple(content.get("bodies", ())) or tuple(filter(None, (content.get("body"),)))


def _by_right_person(state: TaskState, rule: Rule, act: Act) -> None:
    """The actor's role against the row; under simple supervision only a reader is kept from recording."""
    if act.by.role == READER or ((act.by.role or is_full(state.life)) and act.by.role not in rule.roles):
        raise Refused("role", kind=rule.kind, role=act.by.role, roles=list(rule.roles))
    own = {act.by.body, *act.groups}
    if act.by.role in {HEAD, LIAISON} and not own.issuperset(bodies_of(act.content)):
        raise Refused("foreign-body", body="、".join(bodies_of(act.content)), own=act.by.body)


def allowed(state: TaskState, body: str = "") -> list[str]:
    """The kinds of entry that the state of a task, or of one body's assignment, lets through now."""
    if not is_full(state.life):
        return [
            rule.kind
            for rule in _ROWS
            if rule.ways == WAYS and rule.kind not in _BY_OFFICE_ALONE and _sequence_allows(state, rule)
        ]
    stage = state.stage
    bound = state.parts
    if body:
        bound = tuple(each for each in bound if each.body == body)
    return [
        rule.kind
        for rule in _ROWS
        if rule.kind not in _BY_OFFICE_ALONE and stage in rule.stages
        and (any(_is_open(rule, each) for each in bound) if rule.assigned else not body)
        and _sequence_allows(state, rule)
    ]


def open_to(kinds_open: Sequence[str], role: str) -> list[str]:
    """Of the kinds that are open those a person of this role may record."""
    return [kind for kind in kinds_open if role in WORKFLOW[kind].roles]


_BY_OFFICE_ALONE = frozenset({kinds.WAY, kinds.REORGANISATION, kinds.WITHDRAWAL, kinds.NOTICE})
"""What is always open, or done to a whole plan, county or letter: not told as a next step."""


def _sequence_allows(state: TaskState, rule: Rule) -> bool:
    """Whether what is bound, dated and asked for at present lets an answer, or another question, through."""
    if rule.kind == kinds.REGISTRATION:
        return any(each.role == LEAD for each in state.parts)
    if rule.kind == kinds.SUSPENSION:
        return state.life.wish is None
    if rule.kind == kinds.EXTENSION_REQUEST:
        return state.life.wish is None and bool(dues(state.task))
    if rule.kind == kinds.EXTENSION_GRANT:
        return state.life.wish is not None and dues(state.task).keys() >= dict(state.life.wish.moved).keys()
    if rule.kind == kinds.EXTENSION_REFUSAL:
        return state.life.wish is not None
    return bool(state.life.questions) if rule.kind == kinds.REPLY else True


NEVER_WITHDRAWN = frozenset({kinds.ADOPTION, kinds.WAY, kinds.REORGANISATION, kinds.NOTICE})
"""What is done to a plan, the county or by a letter is undone there: by an edited file, by the other way, by another
change, by taking the whole letter back."""


def lawful_without(entries: Sequence[Entry], of: int, lay_out: LayOut, *, whole: bool = False) -> None:
    """Whether a history still holds when the entry `of` is taken back. Raises Refused `cannot-withdraw` for what never
    is, `already-withdrawn`, and `later-needs-it` naming the first entry that could not have been recorded without it.

    Only what would stand is looked at, in its order, and all of it: taking back a withdrawal brings an older entry back
    among younger ones. `whole` says that the letter of a notice is taken back with it, for good.
    """
    kind, what = entries[of - 1].kind, entries[of - 1].content.get("what")
    if kinds.NOTICE in {kind, what} and not (whole and kind == kinds.NOTICE):
        raise Refused("of-a-letter", seq=of)
    if kind in NEVER_WITHDRAWN and not whole:
        raise Refused("cannot-withdraw", kind=kind)
    if of in withdrawn(entries):
        raise Refused("already-withdrawn", seq=of)
    state: TaskState | None = None
    for entry in in_force(entries, of):
        if state is not None and entry.kind in WORKFLOW:
            try:
                fits(state, entry.kind, entry.content)
                _asked_again(state, entry)
            except Refused as error:
                raise Refused("later-needs-it", seq=of, later=entry.seq, kind=entry.kind, rule=error.code) from error
        state = step(state, entry, lay_out)


_REASKED: dict[str, tuple[Guard, ...]] = {
    kinds.REQUEST: (guards.is_met_or_says_why, guards.has_evidence),
    kinds.CHECK: (guards.is_not_an_author,),
    kinds.ACCEPTANCE: (guards.is_not_an_author,),
    kinds.CLOSURE: (guards.did_not_accept,),
}
"""Guards whose answer hangs on what was recorded before: what they let through must not lose its ground."""


def _asked_again(state: TaskState, entry: Entry) -> None:
    """Ask a standing entry's guards once more of what stands before it; where one person acted alone, that was told."""
    by = Person(entry.by, "")
    act = Act(entry.kind, dict(entry.content), entry.at, entry.at, by, separation=not entry.content.get("alone"))
    for guard in _REASKED.get(entry.kind, ()) if is_full(state.life) else ():
        guard(state, act)
