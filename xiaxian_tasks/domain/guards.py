"""The guards of the workflow: each looks at an act against its task's state and raises Refused (4) with its name."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.entries import not_before_the_last, not_in_a_closed_month, not_in_the_future
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import LEAD, assignments_of, dues
from xiaxian_tasks.domain.lights import value_of
from xiaxian_tasks.domain.people import OF_A_BODY, Person
from xiaxian_tasks.domain.reporting import TEXT_AT_MOST
from xiaxian_tasks.domain.terms import DIRECTOR
from xiaxian_tasks.errors import Misused, Refused

Content = dict[str, Any]

CAUSES = ("short", "thin", "contradictory", "form")
"""Why a request is returned (退办原因): 未达标, 佐证不足, 数据矛盾, 格式不符."""

HOWS = ("paper", "phone", "site")
"""How something is checked (核查方式): 书面, 电话, 现场."""

FOUND = ("held", "relapsed")
"""What a look back finds (回头看结果): 已巩固, 反弹."""


class Act(NamedTuple):
    """What somebody is about to record: `at` the day it counts from, `today` the true one; `groups` are those `by`'s
    body sits in; `separation` whether a second person is asked; `closed` the last day of the closed months."""

    kind: str
    content: Content
    at: date
    today: date
    by: Person
    groups: tuple[str, ...] = ()
    separation: bool = True
    closed: date | None = None


Guard = Callable[[TaskState, Act], None]


def is_in_time(state: TaskState, act: Act) -> None:
    """No day to come, no day before the newest entry, no day of a closed month."""
    not_in_the_future(act.at, act.today)
    not_before_the_last(act.at, state.at)
    not_in_a_closed_month(act.at, act.closed)


TYPED = ("note", "text", "reason", "document", "outcome", "override", "leader")
"""The keys of an entry that hold what somebody typed."""


def holds_no_secret(act: Act) -> None:
    """No word of classification in what is typed, nor in the names of evidence; nothing endless."""
    from xiaxian_tasks.domain import secrecy  # whoever only asks what is open reads no word

    typed = [str(act.content.get(key, "")) for key in TYPED] + list(act.content.get("evidence", ()))
    for text in typed:
        if word := secrecy.classified(text):
            raise Refused("classified", word=word)
        if len(text) > TEXT_AT_MOST:
            raise Misused("note-too-long", most=TEXT_AT_MOST)


# What has to be said. -------------------------------------------------------------------------------------------------


def says_why(_state: TaskState, act: Act) -> None:
    """A reason is given."""
    if not act.content.get("reason"):
        raise Refused("reason-needed", kind=act.kind)


def says_something(_state: TaskState, act: Act) -> None:
    """There is a text."""
    if not act.content.get("text"):
        raise Misused("text-needed", kind=act.kind)


def names_a_cause(_state: TaskState, act: Act) -> None:
    """The cause stands in the list."""
    if act.content.get("cause") not in CAUSES:
        raise Misused("unknown-cause", causes=list(CAUSES))


def says_how(_state: TaskState, act: Act) -> None:
    """The way of checking stands in the list."""
    if act.content.get("how") not in HOWS:
        raise Misused("unknown-how", hows=list(HOWS))


def has_document(_state: TaskState, act: Act) -> None:
    """The deciding paper is named."""
    if not act.content.get("document"):
        raise Refused("document-needed", kind=act.kind)


def sets_a_day_to_come(_state: TaskState, act: Act) -> None:
    """New days of duties lie after the day of the entry."""
    passed = [day for day in act.content.get("moved", {}).values() if date.fromisoformat(day) <= act.at]
    if passed:
        raise Refused("day-not-later", due=min(passed), at=act.at)


def sets_a_later_day(_state: TaskState, act: Act) -> None:
    """A day that is set lies after the day of the entry."""
    due = act.content.get("due") or act.content.get("recheck_due")
    if due and date.fromisoformat(due) <= act.at:
        raise Refused("day-not-later", due=due, at=act.at)


def says_what_was_found(_state: TaskState, act: Act) -> None:
    """What a look back found stands in the list."""
    if act.content.get("found") not in FOUND:
        raise Misused("unknown-found", founds=list(FOUND))


# Who may, beside the role. --------------------------------------------------------------------------------------------


def is_not_an_author(state: TaskState, act: Act) -> None:
    """Whoever entered a body's figures or request does not accept or check them, whatever the person is called now.

    A figure stands for the whole task: hands of released bodies, and of reports from before the parts were given out,
    count for everybody's.
    """
    bodies = act.content.get("bodies") or [act.content.get("body")]
    counting = [
        each for each in assignments_of(state.life, state.printed)
        if each.body in bodies or bodies == [None] or each.state == "released"
    ]
    authors = {name for each in counting for name in each.authors}
    _by_another(act, authors.union(state.life.hands), "author-cannot-accept")


def did_not_accept(state: TaskState, act: Act) -> None:
    """Whoever accepted does not close."""
    _by_another(act, set(state.life.acceptors), "acceptor-cannot-close")


def did_not_ask(state: TaskState, act: Act) -> None:
    """Whoever asked for an extension does not answer."""
    _by_another(act, {state.life.wish.by} if state.life.wish else set(), "asker-cannot-answer")


def _by_another(act: Act, names: set[str], rule: str) -> None:
    """A second person, unless the county has switched that off; then the entry says so."""
    if not names.intersection((act.by.name, *act.by.aliases)):
        return
    if act.separation:
        raise Refused(rule, by=act.by.name)
    act.content["alone"] = True


def is_asked(state: TaskState, act: Act) -> None:
    """A person of a body answers what its body was asked, or what the leads were; the office answers for anybody."""
    if act.by.role not in OF_A_BODY:
        return
    for asked in state.life.questions:
        bodies = (asked.body,) if asked.body else state.task.lead
        if asked.seq == act.content.get("to") and bodies and not {act.by.body, *act.groups}.intersection(bodies):
            raise Refused("foreign-body", body="、".join(bodies), own=act.by.body)


def is_own_or_directs(_state: TaskState, act: Act) -> None:
    """An entry is taken back by whoever recorded it, or by the director."""
    author = act.content["author"]
    if act.by.name != author and act.by.role != DIRECTOR and act.by.role:
        raise Refused("foreign-entry", by=act.by.name, author=author)


def may_grant(state: TaskState, act: Act) -> None:
    """A director grants once and for so many days as the plan's rules say; beyond that a county leader decides."""
    if act.by.role != DIRECTOR:
        return
    old, most = dues(state.task), timedelta(days=state.task.rules.extension)
    moved = {key: date.fromisoformat(day) for key, day in act.content["moved"].items()}
    if state.life.extensions or any(day - old[key] > most for key, day in moved.items() if key in old):
        raise Refused("leader-decides", days=state.task.rules.extension, extensions=state.life.extensions)


# What the duties say. -------------------------------------------------------------------------------------------------


def is_met_or_says_why(state: TaskState, act: Act) -> None:
    """A lead that asks for completion has met the targets and milestones, or says why not."""
    leads = {each.body for each in state.parts if each.role == LEAD}
    if act.content.get("reason") or not leads.intersection(act.content.get("bodies") or [act.content.get("body")]):
        return
    if not is_met(state):
        raise Refused("not-met", task=state.task.id)


def is_met(state: TaskState) -> bool:
    """Whether every target is reached and every milestone done."""
    for target in state.task.targets:
        value, as_of, _ = value_of(state, target)
        if value is None or as_of is None or not pace.is_reached(target, value, as_of, target.due):
            return False
    return all(milestone.id in state.done_on for milestone in state.task.milestones)


def has_evidence(state: TaskState, act: Act) -> None:
    """At least one piece of evidence came with the request or with a report of this round."""
    bodies = act.content.get("bodies") or [act.content.get("body")]
    bound = [each for each in state.parts if each.body in bodies]
    if not act.content.get("evidence") and not any(each.has_evidence for each in bound):
        raise Refused("no-evidence", body="、".join(map(str, bodies)))


def relapsed_or_says_why(state: TaskState, act: Act) -> None:
    """A closed task is reopened when a look back found a relapse, or for a reason that is told."""
    if not state.life.has_relapse and not act.content.get("reason"):
        raise Refused("no-relapse", task=state.task.id)


def is_another_task(state: TaskState, act: Act) -> None:
    """A task is merged into another one."""
    if act.content.get("into") == state.task.id:
        raise Refused("into-itself", task=state.task.id)


def asks_before_due(state: TaskState, act: Act) -> None:
    """An extension is asked for while the day has not passed; afterwards there is nothing to extend."""
    old = dues(state.task)
    passed = [old[key] for key in act.content["moved"] if key in old and old[key] < act.at]
    if passed:
        raise Refused("asked-too-late", due=min(passed), at=act.at)
    if not act.content.get("reason"):
        raise Refused("reason-needed", kind=act.kind)


# What the history itself can answer. ----------------------------------------------------------------------------------


def somebody_is_bound(state: TaskState, _content: Content) -> None:
    """A task that is registered binds somebody who leads it: who only supports cannot see it through."""
    if not any(each.role == LEAD for each in state.parts):
        raise Refused("nobody-assigned", task=state.task.id)


def assignment_changes_something(state: TaskState, content: Content) -> None:
    """Whom it releases is bound, whom it binds is not bound so already."""
    bound = {each.body: each.role for each in state.parts}
    bodies = content.get("bodies") or list(filter(None, [content.get("body")]))
    if (content.get("from") or not bodies) and content.get("from") not in bound:
        raise Refused("not-assigned", body=content.get("from", ""), bodies=list(bound))
    for body in bodies:
        if bound.get(body) == content.get("role"):
            raise Refused("already-assigned", body=body)


def nothing_is_asked(state: TaskState, _content: Content) -> None:
    """One request for an extension at a time."""
    if state.life.wish is not None:
        raise Refused("already-asked", at=state.life.wish.at, by=state.life.wish.by)


def something_is_asked(state: TaskState, _content: Content) -> None:
    """There is a request to answer: silence is no consent, and no answer comes before the question."""
    if state.life.wish is None:
        raise Refused("nothing-asked", task=state.task.id)


def moves_later(state: TaskState, content: Content) -> None:
    """A new day lies after the one it takes the place of, and belongs to a dated duty of the task."""
    old = dues(state.task)
    if not content["moved"] or not old.keys() >= content["moved"].keys():
        raise Refused("nothing-dated", task=state.task.id)
    for key, day in content["moved"].items():
        if date.fromisoformat(day) <= old[key]:
            raise Refused("not-later", due=old[key], new=day)


def moves_later_if_at_all(state: TaskState, content: Content) -> None:
    """Where a new day is set, it lies after the one it takes the place of."""
    if content.get("moved"):
        moves_later(state, content)


def moves_what_was_asked(state: TaskState, content: Content) -> None:
    """An answer moves the duties the request named, no others."""
    if state.life.wish is not None and content["moved"].keys() != dict(state.life.wish.moved).keys():
        raise Refused("nothing-asked", task=state.task.id)


def moves_as_long_as_it_stood(state: TaskState, content: Content) -> None:
    """A resumption moves every day that had not passed when the task was suspended, by the days it stood still: so what
    moved a day before cannot be taken back from under it."""
    wanted = days_after_standing(state, content.get("stood", 0))
    if content.get("moved", {}) != {key: day.isoformat() for key, day in wanted.items()}:
        raise Refused("moved-otherwise", task=state.task.id)


def stood_until_today(state: TaskState, act: Act) -> None:
    """A resumption counts the days from the suspension to its own."""
    since = state.life.since
    if since is None or act.content.get("stood", 0) != (act.at - since).days:
        raise Refused("moved-otherwise", task=state.task.id)


def days_after_standing(state: TaskState, stood: int) -> dict[str, date]:
    """The days of a suspended task's duties once it has stood still for so many days."""
    since = state.life.since
    if since is None:
        return {}
    return {key: day + timedelta(days=stood) for key, day in dues(state.task).items() if day >= since}


def is_numbered(state: TaskState, content: Content) -> None:
    """A letter says a thing of a task once: its id is no earlier one's."""
    if not content.get("number") or content.get("letter") in [each.letter for each in state.life.notices]:
        raise Refused("letter-twice", task=state.task.id, number=content.get("number", ""))


def a_question_is_open(state: TaskState, content: Content) -> None:
    """A reply answers a question that is open."""
    if content.get("to") not in [asked.seq for asked in state.life.questions]:
        raise Refused("no-question", task=state.task.id)
