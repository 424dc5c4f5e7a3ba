"""Today's queue in words: its classes, why a task is in it, and the command that does what is to be done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.terms import ASSIGNMENT_STATES, FULL
from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.wording import reasons, words

Sheet = dict[str, Any]

CLASSES = {
    "unanswered": N_("Remarks to answer"), "overdue": N_("Overdue"), "missed": N_("Missed turns"),
    "far-behind": N_("Far behind"), "unsigned": N_("Not signed for"), "rework": N_("Sent back, to hand in again"),
    "remark": N_("Remarks not due yet"), "refused": N_("Refusals to settle"),
    "review": N_("To review"), "extension": N_("Extensions to answer"), "closing": N_("To close or reopen"),
    "recheck": N_("To look back at"), "behind": N_("Behind or near the day"), "turn": N_("Turns near"),
    "silent": N_("Long silent"), "unregistered": N_("To register"), "undispatched": N_("To dispatch"),
}
"""The classes, in their order."""

WAITS = {
    "receipt": N_("not signed for; the last day was set for {due}"),
    "reply": N_("“{text}”, remark of {since}, to be answered by {due}"),
    "rework": N_("sent back on {since}, to be handed in again by {due}"),
    "refusal": N_("refused on {since}: assign another body, or send it again"),
    "review": N_("asks to be accepted since {since}"),
    "extension": N_("a later day was asked for on {since}; an answer is due by {due}"),
    "closing": N_("all is accepted since {since}"),
    "reopening": N_("a look back on {since} found a relapse"),
    "recheck": N_("to be looked back at on {due}"),
    "turn": N_("{what}: due on {due}, {days} left"),
}
TURN_TODAY = N_("{what}: due today")
ANSWER = N_("letter {text} of {since}, to be answered by {due}")
BY_PLAN = {"registration": N_("{tasks} to register"), "dispatch": N_("{tasks} to send out")}
LATE = N_("{told}, {days} late")
SILENT = N_("{told}; grey since {since}")
HOW, FOUND = N_("HOW"), N_("FOUND")
"""A choice that is its reader's stands in a command as the word for it."""
LIAISON, HEAD = N_("liaison: {names}"), N_("head: {names}")


def tell(queue: Sheet, on: date, workdays: WorkDays) -> None:
    """Add `why` and `do` to every line of a queue, to each of its further causes, and to what is not listed."""
    for line in queue["lines"]:
        for cause in (line, *line["also"]):
            cause["why"] = why(cause, line["sheet"], on, workdays)
            cause["do"] = do(cause, line)
    for more in queue["more"]:
        more["why"] = unlisted(more)
        more["do"] = _more(queue)


def name(code: str) -> str:
    """The name of a class."""
    return words.word(CLASSES, code)


def why(cause: Sheet, sheet: Sheet | None, on: date, workdays: WorkDays) -> str:
    """Why a task is in the queue; `sheet` is None for a whole plan."""
    reason = cause["reason"]
    if sheet is None:
        return _(BY_PLAN[reason]).format(tasks=words.tasks(cause["count"]))
    if reason not in WAITS:
        told = reasons.of_task(sheet, on, workdays)
        return _(SILENT).format(told=told, since=cause["since"]) if cause["class"] == "silent" else told
    what = next((each["what"] for each in sheet["recurrences"] if each["id"] == cause["duty"]), "")
    asked = _asked(cause, sheet)
    text = asked["text"] if asked else ""
    left = (date.fromisoformat(cause["due"]) - on).days if cause["due"] else 0
    said = TURN_TODAY if reason == "turn" and not left else ANSWER if _letter(cause, sheet) else WAITS[reason]
    told = _(said).format(since=cause["since"], due=cause["due"], what=what, text=text, days=words.days(left))
    late = cause["days_late"]
    return _(LATE).format(told=told, days=words.days(late)) if late else told


def _asked(cause: Sheet, sheet: Sheet) -> Sheet | None:
    """The question a cause is of, where it is of one that is open."""
    return next((each for each in sheet["questions"] if str(each["seq"]) == cause["duty"]), None)


def _letter(cause: Sheet, sheet: Sheet) -> str:
    """The letter whose answer is waited for, "" where it is not one's."""
    asked = _asked(cause, sheet) if cause["reason"] == "reply" else None
    return str(asked["letter"] or "") if asked else ""


def contacts(cause: Sheet) -> str:
    """Who to push, "" where nobody is known."""
    told = []
    for role, said in (("liaison", LIAISON), ("head", HEAD)):
        if persons := [each["name"] for each in cause["contacts"] if each["role"] == role]:
            told.append(_(said).format(names="、".join(persons)))
    return _("; ").join(told)


def unlisted(more: Sheet) -> str:
    """How much of a class is not listed, and how long the oldest of it stands so."""
    count = more["count"]
    if more["at_least"]:
        told = _("{count} or more others").format(count=count)
    else:
        told = ngettext("{count} other", "{count} others", count).format(count=count)
    if more["older_than"] is not None:
        told = _("{told}, so for more than {days}").format(told=told, days=words.days(more["older_than"]))
    return _("{told}, the oldest since {since}").format(told=told, since=more["since"]) if more["since"] else told


# What to do: the command, to be copied; what only its reader can know stands as "…". ---------------------------------


def do(cause: Sheet, line: Sheet) -> str:
    """The command that does what a cause asks for, in the order in which steps are open."""
    sheet = line["sheet"]
    if sheet is None:
        return f"xiaxian {_STEPS[cause['reason']]} --plan {_quoted(line['plan'])}"
    task = _quoted(line["task"])
    if cause["reason"] in _COMMANDS:
        return "xiaxian " + _COMMANDS[cause["reason"]](cause, sheet, task)
    first = _FIRST.get(sheet["state"])
    if first == _FIRST["dispatched"] and cause["acting"] in _bodies_in(sheet, set(ASSIGNMENT_STATES) - {"unsigned"}):
        first = None  # signed for already: others have not
    if first is None:
        return _report(cause, sheet, task)
    return f"xiaxian {first} {task}{_acting(cause) if first == _FIRST['dispatched'] else ''}"


_STEPS = {"registration": "task register", "dispatch": "dispatch"}
_FIRST = {"proposed": "task register", "registered": "dispatch", "dispatched": "receive"}
"""Nothing can be reported before these steps were taken."""


def _acting(cause: Sheet) -> str:
    return f" --body {_quoted(cause['acting'])}" if cause["acting"] else ""


def _bodies_in(sheet: Sheet, states: set[str]) -> list[str]:
    """The bodies whose part of a task is in one of some states."""
    return [each["body"] for each in sheet["assignments"] if each["state"] in states]


def _bodies(cause: Sheet) -> str:
    """For whom: the body that acts, else each by name: a step's default may mean more than those that wait."""
    if cause["acting"]:
        return _acting(cause)
    return "".join(f" --body {_quoted(body)}" for body in (cause["body"] or "").split("、") if body)


def _first(cause: Sheet) -> str:
    return _quoted(cause["acting"] or (cause["body"] or "…").partition("、")[0])


_COMMANDS: dict[str, Callable[[Sheet, Sheet, str], str]] = {
    "receipt": lambda cause, _sheet, task: f"receive {task}{_bodies(cause)}",
    "reply": lambda cause, sheet, task: (
        f"notice reply {_letter(cause, sheet)} …" if _letter(cause, sheet)
        else f"task reply {task} … --to {cause['duty']}"
    ),
    "rework": lambda cause, _sheet, task: f"assignment request {task} --body {_first(cause)} --evidence …",
    "refusal": lambda cause, _sheet, task: f"assignment assign {task} … --instead-of {_first(cause)}",
    "review": lambda cause, _sheet, task: f"accept {task}{_bodies(cause)} --how {_(HOW)}",
    "extension": lambda _cause, _sheet, task: f"extension grant {task}",
    "closing": lambda _cause, _sheet, task: f"close {task}",
    "reopening": lambda _cause, _sheet, task: f"task reopen {task}",
    "recheck": lambda _cause, _sheet, task: f"task recheck {task} --found {_(FOUND)} --how {_(HOW)}",
    "turn": lambda cause, sheet, task: (
        f"report {task} --occurrence {_quoted(cause['duty'])}@{cause['due']}{_reporting(cause, sheet)}"
    ),
}


def _reporting(cause: Sheet, sheet: Sheet) -> str:
    """The body that reports: of a full supervision each for itself."""
    return _acting(cause) if sheet["way"] == FULL else ""


def _report(cause: Sheet, sheet: Sheet, task: str) -> str:
    """The report that answers a light: of the duty it was taken from, of a task without one a note."""
    duty, told, body = cause["duty"], f"xiaxian report {task}", _reporting(cause, sheet)
    if duty in {each["id"] for each in sheet["milestones"]}:
        return f"{told} --milestone {_quoted(duty)}{body}"
    if duty in {each["id"] for each in sheet["recurrences"]}:
        return f"{told} --occurrence {_quoted(duty)}@{cause['due']}{body}"
    for target in sheet["targets"]:
        if target["id"] == duty:
            row = (_acting(cause) or " --body …") if target["rows"] else body
            return f"{told} {_quoted('…' + target['unit'])} --target {_quoted(duty)}{row}"
    return f"{told} --note …{body}"


def _more(queue: Sheet) -> str:
    body = f" --body {_quoted(queue['body'])}" if queue["body"] else ""
    return f"xiaxian today{body} --limit {queue['counted_to']}"


def _quoted(text: str) -> str:
    """A word as a shell takes it."""
    if text.replace("-", "a").replace("/", "a").replace(".", "a").replace("…", "a").isalnum():
        return text
    from shlex import quote

    return quote(text)
