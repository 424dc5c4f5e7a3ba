"""Where a task stands in its life-cycle, in words: both faces print it."""

from collections.abc import Iterator, Mapping
from typing import Any

from xiaxian_tasks.domain.terms import FULL
from xiaxian_tasks.language import _
from xiaxian_tasks.wording import steps, words

Sheet = Mapping[str, Any]


def facts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(label, what) of everything that happened to the task as a whole; empty where nothing did."""
    if sheet["way"] == FULL:
        yield _("supervision"), words.word(words.WAYS, FULL)
    yield _("registered as"), sheet["registered_as"] or ""
    yield _("extension"), _("; ").join(_extended(sheet))
    yield _("closing"), _("; ").join(_closed(sheet))
    if sheet["suspensions"]:
        yield _("suspended"), times(sheet["suspensions"])
    yield _("merged into"), sheet["merged_into"] or ""


def times(count: int) -> str:
    """So many times."""
    return _("once") if count == 1 else _("{count} times").format(count=count)


def due(sheet: Sheet) -> str:
    """The due day with where it is from; empty where there is none."""
    if not sheet["due"]:
        return ""
    basis = words.word(words.DUE_BASES, sheet["due_basis"])
    if sheet["original_due"] not in {None, sheet["due"]}:
        basis = _("after extension") if sheet["extensions"] else _("moved")
    return _("{due} ({basis})").format(due=sheet["due"], basis=basis)


def _extended(sheet: Sheet) -> Iterator[str]:
    if sheet["extensions"]:
        yield _("first day {day}, extended {times}").format(
            day=sheet["original_due"] or "-", times=times(sheet["extensions"])
        )
    asked = sheet["extension_asked"]
    if asked:
        yield _("{body} asked on {at} for {days}, to be answered by {due}").format(
            body=asked["body"] or asked["by"], at=asked["at"], days=words.joined(sorted(set(asked["moved"].values()))),
            due=asked["answer_due"],
        )


def _closed(sheet: Sheet) -> Iterator[str]:
    if sheet["closed_on"]:
        yield _("closed since {day}").format(day=sheet["closed_on"])
        if sheet["recheck_due"]:
            yield _("look back on {day}").format(day=sheet["recheck_due"])
    if sheet["relapses"]:
        yield _("reopened {times}").format(times=times(sheet["relapses"]))


def parts(sheet: Sheet) -> Iterator[str]:
    """Each body's part: role, state, and its days."""
    for part in sheet["assignments"]:
        head = _("{body} ({role})").format(body=part["body"], role=words.word(words.ROLES, part["role"]))
        state = words.word(words.ASSIGNMENT_STATES, part["state"])
        if part["round"] > 1:
            state = _("{state} (round {round})").format(state=state, round=part["round"])
        yield "  ".join(filter(None, (head, state, _("; ").join(_days(part)))))


def _days(part: Sheet) -> Iterator[str]:
    if part["sent"]:
        yield _("dispatched {day}").format(day=part["sent"])
    if part["signed"]:
        signed = _("signed {day}").format(day=part["signed"])
        yield _("{signed} (late, due {due})").format(signed=signed, due=part["receipt_due"]) if part["late"] else signed
    elif part["receipt_due"]:
        due = _("to be signed for by {day}").format(day=part["receipt_due"])
        yield _("{due} (late)").format(due=due) if part["late"] else due
    if part["requested"]:
        yield _("asked for completion {day}").format(day=part["requested"])
    if part["returns"]:
        yield _("sent back {times}").format(times=times(part["returns"]))
    if part["rework_due"]:
        yield _("again by {day}").format(day=part["rework_due"])
    if part["accepted_before"]:
        yield _("accepted in an earlier round {day}").format(day=part["accepted_before"])
    if part["accepted"]:
        yield _("accepted {day}").format(day=part["accepted"])
    if part["reason"]:
        yield _("reason: {text}").format(text=part["reason"])


def questions(sheet: Sheet) -> Iterator[str]:
    """The remarks that wait for an answer."""
    for asked in sheet["questions"]:
        due = _("to be answered by {day}").format(day=asked["due"])
        yield "  ".join(filter(None, (str(asked["seq"]), asked["at"], asked["body"], asked["text"], due)))


def open_steps(kinds: list[str]) -> str:
    """What may be done now; empty under simple supervision, and for somebody who may do nothing."""
    return _("open now: {steps}").format(steps=steps.kinds(kinds)) if kinds else ""


def verified(target: Sheet) -> str:
    """The value a check found, to stand beside the reported one; empty where nobody checked."""
    if target["verified"] is None:
        return ""
    return _("checked {value}{unit} ({day})").format(
        value=target["verified"], unit=target["unit"], day=target["verified_as_of"]
    )
