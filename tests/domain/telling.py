"""The scenario language of the life-cycle: who does what on which day, each step past the workflow's table.

A line is `DAY PERSON VERB …`, the verbs being the keys of VERBS. What the office works out (the last day for signing,
the days an extension moves) is worked out here by the same few sums, so that a test can say its days by hand.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.domain.ledger import CALENDARS, FAR, adopted, lay_out
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import guards, quantity, reporting, workflow
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.life import Assignment, assignments_of, dues, dues_together, is_full, live, stage_of
from xiaxian_tasks.domain.lights import light_of
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.reporting import Call, Draft
from xiaxian_tasks.domain.terms import DIRECTOR, HEAD, LEADER, LIAISON, READER, SUPERVISOR
from xiaxian_tasks.errors import XiaxianError

WATER, FARM, TOWN = "县水利局", "县农业农村局", "瑶峰镇"

ROSTER = {
    person.name: person
    for person in (
        Person("director", DIRECTOR), Person("deputy", DIRECTOR), Person("supervisor", SUPERVISOR),
        Person("inspector", SUPERVISOR), Person("leader", LEADER), Person("reader", READER),
        Person("head", HEAD, WATER), Person("liaison", LIAISON, WATER), Person("farm-head", HEAD, FARM),
        Person("farm-liaison", LIAISON, FARM), Person("town-head", HEAD, TOWN), Person("nobody", ""),
    )
}

Content = dict[str, Any]


class Telling:
    """A history being told: every step is permitted, sealed and folded, or leaves no trace."""

    def __init__(self, of: Task, story: str = "", *, separation: bool = True) -> None:
        self.entries = [adopted(of)]
        self.separation = separation
        self.closed: date | None = None
        self.state = step(None, self.entries[0], lay_out)
        self.say(story)

    def say(self, story: str) -> "Telling":
        """Tell some lines more."""
        for line in filter(None, map(str.strip, story.splitlines())):
            self._line(line)
        return self

    def refused(self, line: str) -> XiaxianError:
        """The error a line is refused with; the history and its state are what they were."""
        before, state = list(self.entries), self.state
        with pytest.raises(XiaxianError) as caught:
            self._line(line)
        assert (self.entries, self.state) == (before, state)
        return caught.value

    def _line(self, line: str) -> None:
        day, name, verb, *words = line.split()
        at, by = date.fromisoformat(day), ROSTER[name]
        kind, content = VERBS[verb](self, at, by, words)
        self.act(at, by, kind, content)

    def act(self, at: date, by: Person, kind: str, content: Content, *, groups: tuple[str, ...] = ()) -> Entry:
        """Record one act, if the workflow lets it pass."""
        workflow.permit(self.state, guards.Act(kind, content, at, FAR, by, groups, self.separation, self.closed))
        if kind == kinds.WITHDRAWAL:
            workflow.lawful_without(self.entries, content["of"], lay_out, whole=content.get("whole", False))
        return self.append(at, by.name, kind, content)

    def append(self, at: date, by: str, kind: str, content: Content) -> Entry:
        """Put an entry behind the others, unasked."""
        entry = sealed(
            Entry(self.state.task.id, len(self.entries) + 1, at, datetime.combine(at, time(9), UTC), by, kind, content),
            self.entries[-1].hash,
        )
        self.state = step(self.state, entry, lay_out, self.entries)
        self.entries.append(entry)
        return entry

    def adopt(self, day: str, new: Task, **content: Any) -> "Telling":
        """An edited plan is adopted."""
        self.append(
            date.fromisoformat(day), "loader", kinds.ADOPTION, {"title": new.title, "task": encode(new), **content}
        )
        return self

    @property
    def stage(self) -> str:
        """The state of the task."""
        return stage_of(self.state.life, self.state.printed)

    def of(self, body: str = WATER) -> Assignment:
        """The live assignment of a body."""
        return next(each for each in live(assignments_of(self.state.life, self.state.printed)) if each.body == body)

    def bound(self) -> list[str]:
        """The live assignments as "body role state"."""
        found = live(assignments_of(self.state.life, self.state.printed))
        return [f"{each.body} {each.role} {each.state}" for each in found]

    def lit(self, day: str) -> str:
        """Light and reason on a day, if nothing more is recorded."""
        on = date.fromisoformat(day)
        shown = light_of(self.state, on, CALENDARS.on(on))
        return f"{shown.light} {shown.reason}".strip()

    def due(self, duty: str = "") -> str:
        """The day a duty is due by now."""
        return str(dues(self.state.task).get(duty))


Verb = Callable[[Telling, date, Person, list[str]], tuple[str, Content]]


def _said(words: list[str], *names: str) -> Content:
    """What follows the given words: "because short-of-water" is {"because": "short-of-water"}."""
    return {name: words[words.index(name) + 1] for name in names if name in words}


def _body(by: Person, words: list[str]) -> Content:
    if words and (words[0] in (WATER, FARM, TOWN) or words[0].endswith(("局", "镇", "府"))):
        named = words[0].split(",")
        return {"body": named[0]} if len(named) == 1 else {"bodies": named}
    return {"body": by.body or WATER}


def _typed(words: list[str]) -> Content:
    said = _said(words, "because", "by-paper", "with", "noting")
    found: Content = {}
    for key, word in (("reason", "because"), ("document", "by-paper"), ("note", "noting")):
        if word in said:
            found[key] = said[word]
    if "with" in said:
        found["evidence"] = [f"{said['with']}#sha256:{'0' * 64}"]
    return found


def _moving(telling: Telling, to: str, duty: str | None) -> dict[str, str]:
    task = telling.state.task
    return dict.fromkeys([duty] if duty is not None else dues_together(task), to)


def _register(_t: Telling, at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.REGISTRATION, {"number": words[0] if words else f"{at.year}-001"}


def _dispatch(_t: Telling, at: date, by: Person, words: list[str]) -> tuple[str, Content]:
    due = CALENDARS.on(at).after(at, 1)
    return kinds.DISPATCH, {**_body(by, words), "receipt_due": due.isoformat(), **_typed(words)}


def _of_a_body(kind: str) -> Verb:
    return lambda _t, _at, by, words: (kind, {**_body(by, words), **_typed(words)})


def _of_the_task(kind: str) -> Verb:
    return lambda _t, _at, _by, words: (kind, _typed(words))


def _assign(telling: Telling, at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    content: Content = {"body": words[0], "role": words[1]}
    content |= {"from": _said(words, "instead-of")["instead-of"]} if "instead-of" in words else {}
    if is_full(telling.state.life) and telling.state.life.stage == "dispatched":
        content["receipt_due"] = CALENDARS.on(at).after(at, 1).isoformat()
    return kinds.ASSIGNMENT, content


def _release(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.ASSIGNMENT, {"from": words[0]}


def _report(telling: Telling, at: date, by: Person, words: list[str]) -> tuple[str, Content]:
    """`report 12眼 [of BODY] [as-of DAY] [target T] [correct] [with FILE] [noting WORD]`, or `report note …`."""
    said = _said(words, "of", "as-of", "target", "with", "noting", "milestone")
    draft = Draft(
        value=quantity.parse(words[0]) if words[0][0].isdecimal() else None,
        target=said.get("target", ""),
        milestone=said.get("milestone", ""),
        as_of=date.fromisoformat(said["as-of"]) if "as-of" in said else None,
        body=said.get("of", by.body or (WATER if is_full(telling.state.life) else "")),
        note=said.get("noting", words[0] if words[0] == "note" else ""),
        correct="correct" in words,
    )
    content = reporting.report(Call(telling.state, draft, at, FAR))
    return kinds.REPORT, {**content, **_typed(words)}


def _return(_t: Telling, at: date, by: Person, words: list[str]) -> tuple[str, Content]:
    said = _said(words, "for", "until")
    until = said.get("until", (at + timedelta(days=7)).isoformat())
    return kinds.RETURN, {**_body(by, words), "cause": said.get("for", "short"), "due": until, **_typed(words)}


def _found(words: list[str]) -> Content:
    said = _said(words, "by", "of")
    content: Content = {"how": said.get("by", "site"), **_typed(words)}
    figures = [word for word in words if word[0].isdecimal() and "-" not in word]
    if figures:
        content |= {"target": said.get("of", "t1"), "value": figures[0], "unit": "眼"}
    return content


def _check(_t: Telling, at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    found = _found(words)
    return kinds.CHECK, {**found, **({"as_of": at.isoformat()} if "value" in found else {})}


def _accept(_t: Telling, _at: date, by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.ACCEPTANCE, {**_body(by, words), **_found(words)}


def _close(_t: Telling, at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    days = int(_said(words, "recheck-in").get("recheck-in", "90"))
    due = {"recheck_due": (at + timedelta(days=days)).isoformat()} if days else {}
    return kinds.CLOSURE, {**due, **_typed(words)}


def _recheck(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    again = _said(words, "again")
    return kinds.RECHECK, {
        "found": words[0], **_found(words[1:]), **({"recheck_due": again["again"]} if again else {}),
    }


def _resume(telling: Telling, at: date, _by: Person, _words: list[str]) -> tuple[str, Content]:
    since = telling.state.life.since or at
    moved = {
        key: (day + (at - since)).isoformat() for key, day in dues(telling.state.task).items() if day >= since
    }
    return kinds.RESUMPTION, {"stood": (at - since).days, "moved": moved if telling.state.life.since else {}}


def _reopen(telling: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    said = _said(words, "until")
    moved = {"moved": _moving(telling, said["until"], None)} if said else {}
    return kinds.REOPENING, {**moved, **_typed(words)}


def _merge(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.MERGER, {"into": words[0]}


def _ask(telling: Telling, at: date, by: Person, words: list[str]) -> tuple[str, Content]:
    said = _said(words, "to", "of-duty")
    return kinds.EXTENSION_REQUEST, {
        **_body(by, words), "moved": _moving(telling, said["to"], said.get("of-duty")),
        "due": CALENDARS.on(at).after(at, 5).isoformat(), **_typed(words),
    }


def _grant(telling: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    wish = telling.state.life.wish
    moved = {key: words[0] if words else day.isoformat() for key, day in wish.moved} if wish else {}
    return kinds.EXTENSION_GRANT, {"moved": moved}


def _remark(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    said = _said(words, "until", "to")
    content: Content = {"text": words[0]}
    content |= {"due": said["until"]} if "until" in said else {}
    return kinds.REMARK, content | ({"body": said["to"]} if "to" in said else {})


def _notice(telling: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    """`letter 3 [until DAY] [to BODY] [for KEY]`: a matter of the third letter of reminder of 2023."""
    said = _said(words, "until", "to", "for")
    content: Content = {
        "letter": f"2023/reminder/{words[0]}", "paper": "reminder", "number": f"夏督提〔2023〕{words[0]}号",
        "body": said.get("to") or telling.state.task.lead[0], "keys": [said["for"]] if "for" in said else [],
    }
    return kinds.NOTICE, content | ({"due": said["until"]} if "until" in said else {})


def _reply(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.REPLY, {"to": int(words[0]), "text": "已办"}


def _way(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.WAY, {"way": words[0]}


def _rename(_t: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    return kinds.REORGANISATION, {"from": words[0], "body": words[1], "how": "renamed"}


def _withdraw(telling: Telling, _at: date, _by: Person, words: list[str]) -> tuple[str, Content]:
    seq = int(words[0])
    of = telling.entries[seq - 1]
    whole = {"whole": True} if "whole" in words else {}
    return kinds.WITHDRAWAL, {"of": seq, "what": of.kind, "author": of.by, **whole}


VERBS: dict[str, Verb] = {
    "way": _way, "register": _register, "assign": _assign, "release": _release, "dispatch": _dispatch,
    "receive": _of_a_body(kinds.RECEIPT), "refuse": _of_a_body(kinds.REFUSAL), "report": _report,
    "request": _of_a_body(kinds.REQUEST), "return": _return, "check": _check, "accept": _accept, "close": _close,
    "recheck": _recheck, "reopen": _reopen, "suspend": _of_the_task(kinds.SUSPENSION),
    "resume": _resume, "terminate": _of_the_task(kinds.TERMINATION), "merge": _merge, "ask": _ask, "grant": _grant,
    "deny": _of_the_task(kinds.EXTENSION_REFUSAL), "remark": _remark, "reply": _reply, "rename": _rename,
    "withdraw": _withdraw, "letter": _notice,
}


def state_of(telling: Telling) -> TaskState:
    """The state without what belongs to its newest entry alone."""
    return telling.state._replace(seq=0, head="", at=date.min)
