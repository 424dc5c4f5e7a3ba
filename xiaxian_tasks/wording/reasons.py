"""Light reasons -> sentences with figures. A reason belongs to a duty; a task's is that of its most pressing one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import words

Sheet = dict[str, Any]

REASONS = {
    "not-issued": N_("the plan is not issued yet"),
    "no-report": N_("nobody has reported yet"),
    "stale": N_("no newer report since {last}"),
    "noted": N_("reported on"),
    "overdue": N_("{days} past its due day {due}"),
    "near-due": N_("due on {due}, {days} left"),
    "below-growth": N_("grew by {latest}, {wanted} is asked"),
    "breached": N_("stands at {latest}, {wanted} is asked"),
    "held": N_("stands at {latest}, {wanted} is asked and kept"),
    "no-pace": N_("stands at {latest}, {wanted} is asked"),
    "on-pace": N_("{gap} points ahead of pace (done {done}, due by now {expected})"),
    "slightly-behind": N_("{gap} points behind pace (done {done}, due by now {expected})"),
    "behind": N_("{gap} points behind pace (done {done}, due by now {expected})"),
    "far-behind": N_("{gap} points behind pace (done {done}, due by now {expected})"),
    "undated": N_("no day is set"),
    "not-yet-due": N_("nothing is due yet"),
    "missed": N_("was due on {missed} and not reported"),
    "in-grace": N_("was due on {missed}, not reported yet, in its days of grace"),
    "waiting": N_("waits for the event it counts from"),
    "done-in-turn": N_("all its days are done"),
    "reached": N_("reached, not accepted yet"),
    "relapsed": N_("a look back found that it did not hold"),
    "suspended": N_("suspended, its clock stands"),
    "terminated": N_("terminated"),
    "merged": N_("merged into another task"),
}

NEXT_TURN = N_("next on {due}")
DUE_TODAY = N_("due today")


def of_task(sheet: Sheet, on: date, workdays: WorkDays | None = None) -> str:
    """Why a task has its light, with the figures of the duty it was taken from.

    With `workdays` the working days left are said beside the calendar days: the rule counts those.
    """
    if sheet["light"] == "done":
        return _("all is done")
    duty = duty_of(sheet)
    text = of_duty(duty, sheet, on, workdays) if duty else _said(sheet["reason"], {})
    name = (duty.get("metric") or duty.get("what")) if duty else ""
    return _("{duty}: {reason}").format(duty=name, reason=text) if name and _has_many(sheet) else text


def duty_of(sheet: Sheet) -> Sheet | None:
    """The duty a task's light was taken from: the one of its light and reason, of several the furthest behind."""
    wholes = [target for target in sheet["targets"] if target["body"] is None]
    found = [
        duty
        for duty in (*wholes, *sheet["milestones"], *sheet["recurrences"])
        if (duty["light"], duty["reason"]) == (sheet["light"], sheet["reason"])
    ]
    return min(found, key=_pressing, default=None)


def _pressing(duty: Sheet) -> float:
    gap: float | None = duty.get("gap")
    return 0.0 if gap is None else gap


def _has_many(sheet: Sheet) -> bool:
    wholes = [target for target in sheet["targets"] if target["body"] is None]
    return len(wholes) + len(sheet["milestones"]) + len(sheet["recurrences"]) > 1


def of_duty(duty: Mapping[str, Any], sheet: Sheet, on: date, workdays: WorkDays | None = None) -> str:
    """Why a target, milestone or recurrence has its light."""
    if duty["light"] == "done":
        return _("done")
    due = duty.get("due") or duty.get("missed") or duty.get("next") or sheet["due"]
    days = abs((date.fromisoformat(due) - on).days) if due else None
    figures = {
        "due": due or "-",
        "days": "-" if days is None else words.days(days),
        "missed": duty.get("missed") or "-",
        "last": duty.get("latest_as_of") or "-",
        "latest": f"{duty.get('latest') or '-'}{duty.get('unit') or ''}",
        "wanted": wanted(duty) if "metric" in duty else "",
        "gap": words.points(abs(duty.get("gap") or 0)).lstrip("+"),
        "done": words.percent(duty.get("progress")),
        "expected": words.percent(duty.get("expected")),
    }
    if duty["reason"] == "near-due":
        return _near(duty, figures, on, workdays)
    if duty["reason"] == "not-yet-due" and due and "rule" in duty:
        return _(NEXT_TURN).format_map(figures)
    return _said("near-due" if duty["reason"] == "not-yet-due" and due else duty["reason"], figures)


def _near(duty: Mapping[str, Any], figures: Mapping[str, Any], on: date, workdays: WorkDays | None) -> str:
    """A near day: how long there is still, in the working days the rule counts as well, and how far behind it is."""
    due = figures["due"]
    if due == on.isoformat():
        text = _(DUE_TODAY)
    elif workdays is None or due == "-":
        text = _said("near-due", figures)
    else:
        left = words.working_days(workdays.between(on, date.fromisoformat(due)))
        text = _("due on {due}, {days} left ({working})").format(**figures, working=left)
    if (duty.get("gap") or 0) < 0:
        text = _("{near}; {gap} points behind pace").format(near=text, gap=figures["gap"])
    return text


def _said(reason: str, figures: Mapping[str, Any]) -> str:
    if reason == "stale" and "last" not in figures:
        return _("the last report is too old")
    return _(REASONS[reason]).format_map(figures) if reason in REASONS else reason


def wanted(target: Mapping[str, Any]) -> str:
    """What a target asks: kind, value and unit, with a mark where the paper hedges or asks for more than the value."""
    text = f"{words.word(words.KINDS, target['kind'])} {target['value']}{target['unit']}"
    if target["exclusive"]:
        text = _("{target} and more").format(target=text)
    return _("{target} (hedged)").format(target=text) if target["hedged"] else text


def lit(light: str, reason: str) -> str:
    """A light with its reason, which is left out where it says no more than the light."""
    name = words.light(light)
    return name if reason == name else _("{light}: {reason}").format(light=name, reason=reason)
