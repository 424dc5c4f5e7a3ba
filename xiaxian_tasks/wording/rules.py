"""RFC 5545 rules by days in words: FREQ=MONTHLY;BYMONTHDAY=1,20 is "monthly: day 1, day 20"."""

from itertools import product

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import words

FREQUENCIES = {
    "DAILY": (N_("daily"), N_("daily: {days}"), N_("every {count} days")),
    "WEEKLY": (N_("weekly"), N_("weekly: {days}"), N_("every {count} weeks")),
    "MONTHLY": (N_("monthly"), N_("monthly: {days}"), N_("every {count} months")),
    "YEARLY": (N_("yearly"), N_("yearly: {days}"), N_("every {count} years")),
}
"""Frequency -> how it is said alone, with its days, and with an interval."""

WEEKDAYS = {
    "MO": N_("Monday"), "TU": N_("Tuesday"), "WE": N_("Wednesday"), "TH": N_("Thursday"), "FR": N_("Friday"),
    "SA": N_("Saturday"), "SU": N_("Sunday"),
}

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)

_SAID = {
    "DAILY": ("",), "WEEKLY": ("", "BYDAY"), "MONTHLY": ("", "BYMONTHDAY"),
    "YEARLY": ("", "BYMONTH", "BYMONTH BYMONTHDAY"),
}
"""Frequency -> the parts it has words with; other parts mean something else again."""


def said(rule: str) -> str:
    """A rule in words; an event that is waited for, or a rule that says more than there are words for, as it is."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    frequency, interval = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    if " ".join(sorted(parts)) not in _SAID.get(frequency, ()) or not interval.isdecimal():
        return rule
    alone, with_days, every = FREQUENCIES[frequency]
    try:
        days = words.joined(_days(parts)) if parts else ""
    except (ValueError, KeyError, IndexError):
        return rule
    if interval != "1":
        told = _(every).format(count=interval)
        return _("{every}: {days}").format(every=told, days=days) if days else told
    return _(with_days).format(days=days) if days else _(alone)


def _days(parts: dict[str, str]) -> list[str]:
    """The days of a rule, each in words. Raises ValueError, KeyError or IndexError for one that has none here."""
    if "BYDAY" in parts:
        return [_(WEEKDAYS[name]) for name in parts["BYDAY"].split(",")]
    months = [_(MONTHS[int(month) - 1]) for month in parts.get("BYMONTH", "").split(",") if month]
    days = [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day]
    if any(day < -1 for day in days):
        raise ValueError(parts["BYMONTHDAY"])
    if months:
        return [_in_month(day, month) for month, day in product(months, days)] if days else months
    return [_("the last day") if day == -1 else _("day {day}").format(day=day) for day in days]


def _in_month(day: int, month: str) -> str:
    return _("the end of {month}").format(month=month) if day == -1 else _("{day} {month}").format(day=day, month=month)
