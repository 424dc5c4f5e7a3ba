"""Names of the codes that stand in JSON, as a person reads them: lights, kinds of target, units of limits."""

from xiaxian_tasks.language import N_, _, ngettext

LIGHTS = {"red": N_("red"), "yellow": N_("yellow"), "green": N_("green"), "grey": N_("grey"), "done": N_("done")}
STATES = {"active": N_("in hand"), "completed": N_("completed"), "withdrawn": N_("withdrawn")}
KINDS = {
    "reach": N_("reach"), "add": N_("add"), "cut": N_("cut by"), "raise_to": N_("raise to"),
    "lower_to": N_("lower to"), "at_least": N_("at least"), "at_most": N_("at most"), "growth": N_("growth of"),
}
BODY_KINDS = {
    "department": N_("department"), "township": N_("township"), "company": N_("company"), "group": N_("group"),
    "other": N_("other"),
}
BASES = {
    "month": N_("by the month"), "calendar": N_("by calendar days"), "working": N_("by working days"),
    "curve": N_("by the plan's curve"), "none": N_("without a last day"),
}
DUE_BASES = {"explicit": N_("printed"), "inferred": N_("inferred"), "none": N_("none")}
ENTRIES = {
    "adoption": N_("adopted"), "report": N_("report"), "opening": N_("opened"), "step": N_("step done"),
    "anchoring": N_("day set"), "ending": N_("ended"),
}
LIMIT_UNITS = {
    "calendar_days": N_("days"), "working_days": N_("working days"), "months": N_("months"), "hours": N_("hours"),
}
LIMIT_OF_ONE = {
    "calendar_days": N_("1 day"), "working_days": N_("1 working day"), "months": N_("1 month"), "hours": N_("1 hour"),
}
LIMIT_RELATIONS = {
    "at_least": N_("at least {limit} after {anchor}"), "at_most": N_("within {limit} of {anchor}"),
    "before": N_("at least {limit} before {anchor}"), "after": N_("{limit} after {anchor}"),
}
LIMITS_WITHOUT_AMOUNT = {
    "at_least": N_("in good time after {anchor}"), "at_most": N_("promptly after {anchor}"),
    "before": N_("before {anchor}"), "after": N_("after {anchor}"),
}
VALUE_SORTS = {
    "flag": N_("true or false"), "number": N_("a number"), "text": N_("a text"), "table": N_("a table"),
    "tables": N_("an array of tables"), "list": N_("a list"), "day": N_("a day as YYYY-MM-DD"), "year": N_("a year"),
    "whole number": N_("a whole number"), "pair": N_("a pair"), "time": N_("a time"), "value": N_("a single value"),
    "lines": N_("a list of lines"), "event": N_("an event"),
}
ODDITIES = {
    "over-hundred": N_("more than a hundred per cent."),
    "far-beyond": N_("twice its target or more."),
}
DOUBTS = {
    "no-body": N_("no body"), "no-number": N_("no number"), "hedged": N_("hoped for or rough"),
    "number-twice": N_("number twice"), "open-list": N_("open list"), "unlabelled": N_("list without label"),
    "subject": N_("body from the sentence"), "unresolved-due": N_("day unclear"), "several-dues": N_("several days"),
    "inferred-due": N_("day inferred"), "range": N_("range"),
    "no-unit": N_("no unit"), "per-period": N_("per period"), "scoring": N_("scoring"), "table": N_("from a table"),
}
SYSTEM = {
    reason: reason
    for reason in (
        N_("No such file or directory"), N_("Permission denied"), N_("Operation not permitted"), N_("Is a directory"),
        N_("Not a directory"), N_("File exists"), N_("File name too long"), N_("No space left on device"),
        N_("Disk quota exceeded"), N_("Read-only file system"), N_("Input/output error"), N_("Too many open files"),
        N_("Invalid argument"), N_("Device or resource busy"), N_("Too many levels of symbolic links"),
        N_("embedded null byte"), N_("unable to open database file"), N_("database disk image is malformed"),
        N_("file is not a database"), N_("disk I/O error"), N_("attempt to write a readonly database"),
        N_("database or disk is full"), N_("unexpected end of data"), N_("line contains NUL"),
    )
}
"""What the system, SQLite and the CSV reader say in English only; whatever is not here is said as it comes."""


def word(table: dict[str, str], code: str) -> str:
    """The name of a code in the language in use; the code itself where it has none."""
    return _(table[code]) if code in table else code


def span(amount: int, unit: str) -> str:
    """A span of time in one of the units of limits."""
    return word(LIMIT_OF_ONE, unit) if amount == 1 else f"{amount} {word(LIMIT_UNITS, unit)}"


def light(code: str) -> str:
    """The name of a light."""
    return word(LIGHTS, code)


def joined(names: list[str] | tuple[str, ...]) -> str:
    """Names in one line; a dash where there are none."""
    return _(", ").join(names) if names else "-"


def tasks(count: int) -> str:
    """So many tasks."""
    return ngettext("{count} task", "{count} tasks", count).format(count=count)


def plans(count: int) -> str:
    """So many plans."""
    return ngettext("{count} plan", "{count} plans", count).format(count=count)


def doubts(count: int) -> str:
    """So many doubts."""
    return ngettext("{count} doubt", "{count} doubts", count).format(count=count)


def entries(count: int) -> str:
    """So many entries."""
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def days(count: int) -> str:
    """So many calendar days."""
    return ngettext("{count} day", "{count} days", count).format(count=count)


def working_days(count: int) -> str:
    """So many working days."""
    return ngettext("{count} working day", "{count} working days", count).format(count=count)


def percent(share: float | None) -> str:
    """A share of 0.225 as "22.5 %"; a dash where there is none."""
    return "-" if share is None else f"{_tenth(share * 100)} %"


def points(gap: float | None) -> str:
    """A gap with its sign, to a tenth of a point; a dash where there is none."""
    return "-" if gap is None else f"{_tenth(gap, sign='+')}"


def _tenth(number: float, sign: str = "") -> str:
    text = f"{number:{sign}.1f}"
    return text.removesuffix(".0") if text.strip("+-0.") else "0"
