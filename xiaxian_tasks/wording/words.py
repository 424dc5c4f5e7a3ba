"""Names of the codes that stand in JSON, as a person reads them: lights, kinds of target, units of limits."""

from xiaxian_tasks.language import N_, _, ngettext

LIGHTS = {"red": N_("red"), "yellow": N_("yellow"), "green": N_("green"), "grey": N_("grey"), "done": N_("done")}
STATES = {
    "proposed": N_("not registered"), "registered": N_("registered"), "dispatched": N_("dispatched"),
    "active": N_("in hand"), "review": N_("under review"), "completed": N_("completed"), "closed": N_("closed"),
    "suspended": N_("suspended"), "terminated": N_("terminated"), "merged": N_("merged"), "withdrawn": N_("withdrawn"),
}
ASSIGNMENT_STATES = {
    "unsent": N_("to be dispatched"), "unsigned": N_("to be signed for"), "signed": N_("signed for"),
    "active": N_("in hand"), "requested": N_("completion asked for"), "returned": N_("sent back"),
    "accepted": N_("accepted"), "refused": N_("refused"), "released": N_("released"),
}
ROLES = {"lead": N_("lead"), "support": N_("support")}
PERSON_ROLES = {
    "leader": N_("county leader"), "director": N_("director of the office"), "supervisor": N_("supervisor"),
    "head": N_("head of a body"), "liaison": N_("liaison of a body"), "reader": N_("reader"),
}
WAYS = {"simple": N_("simple"), "full": N_("full")}
WAITS = {
    "receipt": N_("receipt"), "refusal": N_("answer to a refusal"), "rework": N_("rework"), "reply": N_("reply"),
    "review": N_("review"), "extension": N_("answer to an extension"), "closing": N_("closing"),
    "reopening": N_("reopening"), "recheck": N_("look back"), "registration": N_("registration"),
    "dispatch": N_("dispatch"), "turn": N_("recurring duty"),
}
DATES = {
    **{kind: WAITS[kind] for kind in ("receipt", "reply", "rework", "recheck", "extension", "dispatch")},
    "step": N_("step"), "window": N_("the window opens"),
}
"""What a date is of, where its words do not say it by themselves."""
OUTLOOKS = {"on-time": N_("on time"), "at-risk": N_("at risk"), "cannot": N_("cannot be on time")}
CAUSES = {
    "short": N_("falls short"), "thin": N_("too little proof"), "contradictory": N_("contradictory figures"),
    "form": N_("wrong form"),
}
PAPER_FORMS = {"official": N_("official paper"), "letter": N_("formal letter"), "sheet": N_("work sheet")}
HOWS = {"paper": N_("on paper"), "phone": N_("by phone"), "site": N_("on site")}
FOUND = {"held": N_("it holds"), "relapsed": N_("relapsed")}
REORGANISED = {"renamed": N_("renamed"), "merged": N_("merged into it"), "abolished": N_("abolished")}
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
    "anchoring": N_("day set"), "ending": N_("ended"), "way": N_("way of supervision"),
    "registration": N_("registration"), "assignment": N_("assignment"), "dispatch": N_("dispatch"),
    "receipt": N_("receipt"), "refusal": N_("refusal"), "request": N_("request for completion"),
    "return": N_("return"), "check": N_("check"), "acceptance": N_("acceptance"), "closure": N_("closing"),
    "recheck": N_("look back"), "reopening": N_("reopening"), "suspension": N_("suspension"),
    "resumption": N_("resumption"), "termination": N_("termination"), "merger": N_("merger"),
    "extension-request": N_("request for extension"), "extension-grant": N_("extension granted"),
    "extension-refusal": N_("extension refused"), "remark": N_("remark"), "reply": N_("reply"),
    "reorganisation": N_("reorganisation"), "withdrawal": N_("withdrawal"), "people": N_("people"),
    "month": N_("month closed"), "seal": N_("seal"), "view": N_("saved view"), "scoring": N_("rules of standing"),
    "ladder": N_("ladder of reminders"), "notice": N_("notice"), "letter": N_("letter"),
    "demo": N_("mark of a demo"), "subscription": N_("subscription"), "damaged": N_("unreadable"),
    "drafted": N_("drafted"), "edited": N_("reworded"), "approved": N_("agreed to"), "postponed": N_("put off"),
    "merged": N_("joined"), "sending": N_("being sent"), "sent": N_("handed over"),
    "confirmed": N_("receipt confirmed"), "failed": N_("tried in vain"), "cancelled": N_("taken out"),
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
DOUBTS = {
    "no-body": N_("no body"), "no-number": N_("no number"), "hedged": N_("hoped for or rough"),
    "number-twice": N_("number twice"), "open-list": N_("open list"), "unlabelled": N_("list without label"),
    "subject": N_("body from the sentence"), "unresolved-due": N_("day unclear"), "several-dues": N_("several days"),
    "inferred-due": N_("day inferred"), "range": N_("range"),
    "no-unit": N_("no unit"), "per-period": N_("per period"), "scoring": N_("scoring"), "table": N_("from a table"),
}
SIGNATURES = {
    "signed": N_("signed"), "unsigned": N_("not signed"), "key-missing": N_("signed, no key to check it with"),
    "forged": N_("signature does not hold"),
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


EVIDENCE = {
    "kept": N_("whole"), "evidence-missing": N_("gone"), "evidence-altered": N_("altered"),
    "never-kept": N_("not kept (recorded before copies were kept)"),
}
"""What is known of a piece of evidence."""

KILOBYTE = 1024


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


def histories(count: int) -> str:
    """So many histories."""
    return ngettext("{count} history", "{count} histories", count).format(count=count)


def entries(count: int) -> str:
    """So many entries."""
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def papers(count: int) -> str:
    """So many pieces of evidence."""
    return ngettext("{count} piece of evidence", "{count} pieces of evidence", count).format(count=count)


def size(count: int) -> str:
    """So many bytes, as people say it."""
    if count < KILOBYTE:
        return f"{count} B"
    return f"{_tenth(count / KILOBYTE)} KB" if count < KILOBYTE**2 else f"{_tenth(count / KILOBYTE**2)} MB"


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


def unreachable(bodies: list[str]) -> str:
    """That so many bodies have nobody to reach, and which."""
    told = ngettext("{count} body has nobody to reach: {bodies}.", "{count} bodies have nobody to reach: {bodies}.",
                    len(bodies))
    return told.format(count=len(bodies), bodies=joined(bodies))


def _tenth(number: float, sign: str = "") -> str:
    text = f"{number:{sign}.1f}"
    return text.removesuffix(".0") if text.strip("+-0.") else "0"
