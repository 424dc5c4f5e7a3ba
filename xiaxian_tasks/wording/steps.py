"""What an entry of the life-cycle says, in the pieces of its line; both faces print them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import notices, subscriptions, words

Sheet = Mapping[str, Any]


def pieces(entry: Sheet) -> list[str]:
    """The pieces in the order they are read: whom it is about, what, by when, why. None for another kind."""
    if entry["kind"] not in SAID:
        return []
    return [piece for piece in (*SAID[entry["kind"]](entry), *_always(entry)) if piece]


def said(kind: str) -> str:
    """What an entry of this kind is called."""
    return words.word(words.ENTRIES, kind)


def kinds(codes: list[str]) -> str:
    """Kinds of entry in one line."""
    return words.joined([said(code) for code in codes])


def _bodies(entry: Sheet) -> str:
    """The bodies it is about, but for the one a report's line begins with."""
    named = words.joined(entry["bodies"]) if entry.get("bodies") else str(entry.get("body") or "")
    return _("{body} ({via})").format(body=named, via=entry["via"]) if entry.get("via") else named


whom = _bodies
"""Whom an entry is about, with the member that spoke for its group."""


_ALWAYS = {
    "reason": N_("reason: {text}"), "document": N_("by {text}"), "override": N_("over the limit because: {text}"),
}


def _always(entry: Sheet) -> Iterator[str]:
    """What may stand in every step."""
    yield entry.get("note", "")
    for key, message in _ALWAYS.items():
        if entry.get(key):
            yield _(message).format(text=entry[key])
    if entry.get("evidence"):
        files = [each.partition("#")[0] for each in entry["evidence"]]
        yield _("evidence {names}").format(names=words.joined(files))
    if entry.get("alone"):
        yield _("(one person for both, as the county has it)")


def _about(*more: Callable[[Sheet], str]) -> Callable[[Sheet], list[str]]:
    """Whom an entry is about, and these pieces of it."""
    return lambda entry: [_bodies(entry), *(piece(entry) for piece in more)]


def _dated(key: str, message: str) -> Callable[[Sheet], str]:
    return lambda entry: _(message).format(day=entry[key]) if entry.get(key) else ""


def _named(key: str, table: dict[str, str]) -> Callable[[Sheet], str]:
    return lambda entry: words.word(table, entry.get(key, ""))


def _plain(key: str) -> Callable[[Sheet], str]:
    return lambda entry: str(entry.get(key, ""))


def _value(entry: Sheet) -> str:
    """A figure that a check found."""
    if entry.get("value") is None:
        return ""
    found = _("found {value}{unit}").format(value=entry["value"], unit=entry["unit"])
    if entry["as_of"] == entry["at"]:
        return found
    return words.joined([found, _("as of {day}").format(day=entry["as_of"])])


def _moved(entry: Sheet) -> str:
    days = sorted(set(entry.get("moved", {}).values()))
    if entry.get("first"):
        return _("to {days} (first day {first})").format(days=words.joined(days), first=words.joined(entry["first"]))
    return _("to {days}").format(days=words.joined(days)) if days else ""


def _assignment(entry: Sheet) -> list[str]:
    """Who is bound, how, and in whose place."""
    if entry.get("bodies"):
        bound = _("each of {bodies} ({role})").format(
            bodies=words.joined(entry["bodies"]), role=words.word(words.ROLES, entry["role"])
        )
        return [bound, _("instead of {body}").format(body=entry["from"])]
    if not entry.get("body"):
        return [_("{body} released").format(body=entry.get("from", ""))]
    bound = _("{body} ({role})").format(body=entry["body"], role=words.word(words.ROLES, entry["role"]))
    return [bound, _("instead of {body}").format(body=entry["from"]) if entry.get("from") else ""]


def _whose(entry: Sheet) -> str:
    """Whose words a remark is where somebody else entered them."""
    if not entry.get("leader"):
        return ""
    return _("remark of {leader} (entered by {by})").format(leader=entry["leader"], by=entry["by"])


def _reply_late(entry: Sheet) -> str:
    """A reply after its day is marked, like a receipt."""
    due = entry.get("answer_due")
    return _("(late reply, due {due})").format(due=due) if due and entry["at"] > due else ""


def _reorganisation(entry: Sheet) -> list[str]:
    return [f"{entry['from']} -> {entry['body']}", words.word(words.REORGANISED, entry["how"])]


def _withdrawal(entry: Sheet) -> list[str]:
    return [_("of entry {seq} ({kind})").format(seq=entry["of"], kind=said(entry["what"]))]


def _way(entry: Sheet) -> list[str]:
    return [str(entry.get("plan", "")), words.word(words.WAYS, entry["way"])]


_RECEIPT_DUE = _dated("receipt_due", N_("to be signed for by {day}"))
_remark = _about(_plain("text"), _dated("due", N_("to be answered by {day}")))
_CHECKED = (_named("how", words.HOWS), _value)

SAID: dict[str, Callable[[Sheet], list[str]]] = {
    "way": _way,
    "registration": _about(_plain("number")),
    "assignment": lambda entry: [*_assignment(entry), _RECEIPT_DUE(entry)],
    "dispatch": _about(_RECEIPT_DUE),
    "receipt": _about(),
    "refusal": _about(),
    "request": _about(),
    "return": _about(_named("cause", words.CAUSES), _dated("due", N_("again by {day}"))),
    "check": _about(*_CHECKED),
    "acceptance": _about(*_CHECKED),
    "closure": _about(_dated("recheck_due", N_("look back on {day}"))),
    "recheck": _about(_named("found", words.FOUND), *_CHECKED, _dated("recheck_due", N_("look back on {day}"))),
    "reopening": _about(_moved),
    "suspension": _about(),
    "resumption": _about(_moved),
    "termination": _about(),
    "merger": _about(lambda entry: _("into {task}").format(task=entry["into"])),
    "extension-request": _about(_moved, _dated("due", N_("to be answered by {day}"))),
    "extension-grant": _about(_moved),
    "extension-refusal": _about(),
    "remark": lambda entry: [_whose(entry), *_remark(entry)],
    "reply": _about(_plain("text"), lambda entry: _("to entry {seq}").format(seq=entry["to"]), _reply_late),
    "reorganisation": _reorganisation,
    "withdrawal": _withdrawal,
    "month": _about(_plain("month")),
    "seal": _about(_plain("code")),
    "view": _about(_plain("name"), _plain("query")),
    "demo": _about(_plain("on"), _plain("by")),
    "subscription": subscriptions.pieces,
    "notice": notices.matter,
    "letter": notices.issued,
}
"""Kind of entry -> its pieces; adoptions, reports and steps of cases are said by the faces."""
