"""What each step asks: one table, from which forms, previews, recording and the equivalent command lines are made.

A row names the kind of entry, what is asked for it, and the function of the office that takes it. What may be left out
is asked only once a rule has refused the step without it: `when` names the rule.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards
from xiaxian_tasks.domain.life import LEAD, SUPPORT
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office import groups, steps
from xiaxian_tasks.office.acting import Done, Files
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.steps import Checked, Words
from xiaxian_tasks.tui.forms import offers
from xiaxian_tasks.tui.forms.offers import Seen
from xiaxian_tasks.tui.forms.typed import day_to_come, quoted
from xiaxian_tasks.tui.widgets.choice import Offer
from xiaxian_tasks.wording import words, workflow

TEXT, DAY, PAST, CHOICE, FILES = "text", "day", "past", "choice", "files"
"""Sorts of what is asked: a text, a day to come, a day up to now, one of several, paths of files."""


class Asked(NamedTuple):
    """One thing that is asked: `key` of what is typed, its label, the option of the command line ("" for a word of its
    own), its sort, a hint, the rule that makes it asked ("": always), and for a choice what is offered.

    What is offered is looked up for one task; on many tasks at once (batch) it is not asked unless `is_general`.
    """

    key: str
    label: str
    option: str = ""
    sort: str = TEXT
    hint: str = ""
    when: str = ""
    offers: Callable[[Seen], list[Offer]] | None = None
    is_general: bool = True


class Typed(NamedTuple):
    """What was typed into a form, by key; `on` is the day it is typed on, `files` what the paths lead to."""

    said: dict[str, str]
    on: date
    files: Files = ()

    def text(self, key: str) -> str:
        """A text, "" where nothing was typed."""
        return self.said.get(key, "").strip()

    def day(self, key: str) -> date | None:
        """A day; None where nothing was typed. Raises Misused (2)."""
        return day_to_come(self.text(key), self.on)

    @property
    def words(self) -> Words:
        """What may be typed beside any step."""
        return Words(*(self.text(key) for key in Words._fields))

    @property
    def checked(self) -> Checked:
        """How something was checked and what was found."""
        return Checked(self.text("how"), self.text("value"), self.text("target"), self.day("as_of"))

    @property
    def bodies(self) -> tuple[str, ...]:
        """The body that was chosen, if one was."""
        return tuple(filter(None, [self.text("body")]))


class Step(NamedTuple):
    """A step: its kind of entry, what it asks, and what takes it at an office on a task."""

    kind: str
    asks: tuple[Asked, ...]
    take: Callable[[Office, str, Typed], Done]


_NOTE = Asked("note", N_("Note"), "--note")
_REASON = Asked("reason", N_("Reason"), "--reason")
_PAPER = Asked("document", N_("Paper"), "--document", hint=N_("the paper that decided it, by its number"))
_OVERRIDE = Asked("override", N_("Even so"), "--override", when="over-burden",
                  hint=N_("why the body is asked beyond its monthly limit"))
_FILES = Asked("evidence", N_("Evidence"), "--evidence", FILES,
               hint=N_("paths of files, typed or pasted; a blank between two"))
_HOW = Asked("how", N_("Checked"), "--how", CHOICE, offers=offers.named("how", guards.HOWS, words.HOWS))
_VALUE = Asked("value", N_("Found"), "--value", hint=N_("the figure found, with its unit; may stay empty"),
               offers=offers.if_targets, is_general=False)
_TARGET = Asked("target", N_("Target"), "--target", CHOICE, offers=offers.targets, is_general=False)
_AS_OF = Asked("as_of", N_("As of"), "--as-of", PAST, hint=N_("today where nothing is typed"))
_NEXT_DAY = N_("12-31, or +10 for in ten days")


def _body(kind: str, *, of_many: bool = False) -> Asked:
    return Asked("body", N_("Body"), "--body", CHOICE, offers=offers.bodies(kind, of_many=of_many), is_general=False)


def _assign(desk: Office, task: str, said: Typed) -> Done:
    """Bind a body, hand a part over, release it, or hand a group's part over to each member."""
    role, words_ = said.text("role"), said.words
    if each_of := said.text("each_of"):
        return groups.assign_each(desk, task, each_of, role=role, words=words_)
    body, instead_of = said.text("body"), said.text("instead_of")
    if not body and not instead_of:
        raise Misused("nobody-to-assign")
    return steps.assign(desk, task, body, role=role or LEAD, instead_of=instead_of, words=words_)


def _recheck_days(said: Typed) -> int | None:
    """The days typed until a task is looked back at. Raises Misused `not-a-number` (2) for what is none."""
    text = said.text("recheck")
    if text and not (text.isdecimal() and len(text) <= 4):
        raise Misused("not-a-number", text=text)
    return int(text) if text else None


_STEPS = (
    Step(kinds.REGISTRATION, (), lambda desk, task, said: steps.register(desk, task, said.words)),
    Step(kinds.ASSIGNMENT, (
        Asked("body", N_("Body"), hint=N_("whom to bind: name or initials; empty only releases")),
        Asked("role", N_("Role"), "--role", CHOICE, offers=offers.named("role", (LEAD, SUPPORT), words.ROLES)),
        Asked("instead_of", N_("In place"), "--instead-of", CHOICE, offers=offers.bound, is_general=False),
        _REASON, _OVERRIDE,
    ), _assign),
    Step(kinds.DISPATCH, (_body(kinds.DISPATCH, of_many=True), _NOTE, _OVERRIDE),
         lambda desk, task, said: steps.dispatch(desk, task, said.bodies, said.words)),
    Step(kinds.RECEIPT, (_body(kinds.RECEIPT),),
         lambda desk, task, said: steps.receive(desk, task, said.bodies, said.words)),
    Step(kinds.REFUSAL, (_body(kinds.REFUSAL), _REASON),
         lambda desk, task, said: steps.refuse(desk, task, said.text("body"), said.words)),
    Step(kinds.REQUEST, (_body(kinds.REQUEST), _FILES, _REASON._replace(when="not-met"), _NOTE),
         lambda desk, task, said: steps.request(desk, task, said.text("body"), said.words, said.files)),
    Step(kinds.RETURN, (
        _body(kinds.RETURN),
        Asked("cause", N_("Cause"), "--cause", CHOICE, offers=offers.named("cause", guards.CAUSES, words.CAUSES)),
        Asked("due", N_("New day"), "--due", DAY, hint=N_("so long as an answer takes where nothing is typed")),
        _NOTE, _OVERRIDE,
    ), lambda desk, task, said: steps.send_back(
        desk, task, said.text("body"), cause=said.text("cause"), due=said.day("due"), words=said.words)),
    Step(kinds.CHECK, (_HOW, _TARGET, _VALUE, _AS_OF, _FILES, _NOTE),
         lambda desk, task, said: steps.check(desk, task, said.checked, said.words, said.files)),
    Step(kinds.ACCEPTANCE, (_body(kinds.ACCEPTANCE, of_many=True), _HOW, _TARGET, _VALUE, _NOTE),
         lambda desk, task, said: steps.accept(desk, task, said.bodies, said.checked, said.words)),
    Step(kinds.CLOSURE, (
        Asked("recheck", N_("Recheck"), "--recheck", hint=N_("after so many days; 0 never; empty as the plan says")),
        _NOTE,
    ), lambda desk, task, said: steps.close(desk, task, recheck=_recheck_days(said), words=said.words)),
    Step(kinds.RECHECK, (
        Asked("found", N_("Result"), "--found", CHOICE, offers=offers.named("found", guards.FOUND, words.FOUND)),
        _HOW, _TARGET, _VALUE,
        Asked("next", N_("Again on"), "--next", DAY, hint=N_("the day to look again; may stay empty")), _NOTE,
    ), lambda desk, task, said: steps.recheck(
        desk, task, found=said.text("found"), checked=said.checked, next_one=said.day("next"), words=said.words)),
    Step(kinds.REOPENING, (
        Asked("due", N_("New day"), "--due", DAY, hint=_NEXT_DAY), _REASON._replace(when="no-relapse"),
    ), lambda desk, task, said: steps.reopen(desk, task, due=said.day("due"), words=said.words)),
    Step(kinds.SUSPENSION, (_REASON,), lambda desk, task, said: steps.suspend(desk, task, said.words)),
    Step(kinds.RESUMPTION, (), lambda desk, task, said: steps.resume(desk, task, said.words)),
    Step(kinds.TERMINATION, (_REASON, _PAPER), lambda desk, task, said: steps.terminate(desk, task, said.words)),
    Step(kinds.MERGER, (Asked("into", N_("Into"), hint=N_("the task that goes on: its number, or words of it")), _NOTE),
         lambda desk, task, said: steps.merge(desk, task, _task(said, "into"), said.words)),
    Step(kinds.EXTENSION_REQUEST, (
        Asked("due", N_("Up to"), "--to", DAY, hint=_NEXT_DAY),
        Asked("duty", N_("Of what"), "--duty", CHOICE, offers=offers.dated, is_general=False),
        _body(kinds.EXTENSION_REQUEST), _REASON,
    ), lambda desk, task, said: steps.ask_extension(
        desk, task, _needed(said, "due"), body=said.text("body"), duty=said.text("duty"), words=said.words)),
    Step(kinds.EXTENSION_GRANT, (
        Asked("due", N_("Up to"), "--to", DAY, hint=N_("the day that was asked for where nothing is typed")),
        _PAPER._replace(hint=N_("the paper that decided it; may stay empty")),
    ), lambda desk, task, said: steps.grant_extension(desk, task, said.day("due"), said.words)),
    Step(kinds.EXTENSION_REFUSAL, (_REASON,), lambda desk, task, said: steps.refuse_extension(desk, task, said.words)),
    Step(kinds.REMARK, (
        Asked("text", N_("Text"), hint=N_("the leader's words")),
        Asked("leader", N_("Whose"), "--leader", CHOICE, offers=offers.leaders, is_general=False),
        Asked("body", N_("To"), "--body", CHOICE, offers=offers.anybody, is_general=False),
        Asked("due", N_("Reply by"), "--due", DAY, hint=N_("with a day it asks for an answer; +5 for in five days")),
        _OVERRIDE,
    ), lambda desk, task, said: steps.remark(
        desk, task, said.text("text"), body=said.text("body"), due=said.day("due"), leader=said.text("leader"),
        words=said.words)),
    Step(kinds.REPLY, (
        Asked("to", N_("Remark"), "--to", CHOICE, offers=offers.questions, is_general=False), Asked("text", N_("Text")),
    ), lambda desk, task, said: steps.reply(
        desk, task, said.text("text"), to=int(said.text("to")) if said.text("to") else None, words=said.words)),
    Step(kinds.WITHDRAWAL, (
        Asked("seq", N_("Entry"), "--entry", CHOICE, offers=offers.standing, is_general=False), _REASON,
    ), lambda desk, task, said: steps.withdraw(
        desk, task, int(said.text("seq")) if said.text("seq") else None, said.words)),
)

STEPS: dict[str, Step] = {step.kind: step for step in _STEPS}
"""Every step that is taken on a task, by its kind; a report has a form of its own."""


MANY = frozenset({kinds.REGISTRATION, kinds.DISPATCH, kinds.RECEIPT, kinds.ACCEPTANCE})
"""Steps whose command takes several tasks."""


def _needed(said: Typed, key: str) -> date:
    """A day without which there is nothing to ask for. Raises Misused `day-needed` (2)."""
    day = said.day(key)
    if day is None:
        raise Misused("day-needed")
    return day


def _task(said: Typed, key: str) -> str:
    """The task another one goes on as. Raises Misused `task-needed` (2)."""
    text = said.text(key)
    if not text:
        raise Misused("task-needed")
    return text


def twin(step: Step, tasks: list[str], said: Typed, paths: tuple[str, ...] = ()) -> str:
    """The command line that takes the same step; one for each task where the command takes no several."""
    if step.kind in MANY:
        return _twin(step, tasks, said, paths)
    return " && ".join(_twin(step, [task], said, paths) for task in tasks)


def _twin(step: Step, last: list[str], said: Typed, paths: tuple[str, ...]) -> str:
    line, last = ["xiaxian", *workflow.COMMANDS[step.kind].split()], list(last)
    for asked in step.asks:
        for value in _values(asked, said, paths):
            if not asked.option:
                last.append(value)
            elif value.startswith("-"):
                line.append(f"{asked.option}={quoted(value)}")
            else:
                line.append(f"{asked.option} {quoted(value)}")
    if each_of := said.text("each_of"):
        line.append(f"--each-of {quoted(each_of)}")
    signs = ["--"] if any(word.startswith("-") for word in last) else []
    return _released(" ".join([*line, *signs, *map(quoted, last)]), step, said)


def _values(asked: Asked, said: Typed, paths: tuple[str, ...]) -> tuple[str, ...]:
    """What stands in a command line for one thing that is asked: days in full, each path of a file."""
    if asked.sort == FILES:
        return paths
    text = said.text(asked.key)
    if asked.sort in {DAY, PAST} and (day := said.day(asked.key)):
        text = day.isoformat()
    return (text,) if text else ()


def _released(line: str, step: Step, said: Typed) -> str:
    """A body that is only released is named by an option of its own."""
    if step.kind == kinds.ASSIGNMENT and not said.text("body"):
        return line.replace("--instead-of ", "--release ").replace(f"--role {said.text('role')} ", "")
    return line


def label(asked: Asked) -> str:
    """What is asked, as it stands before the line it is typed into."""
    return _(asked.label)
