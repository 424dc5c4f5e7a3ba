"""Months in words: the strip of a task's closed months, and counts with their shares."""

from typing import Any

from xiaxian_tasks.language import _
from xiaxian_tasks.wording import words

Sheet = dict[str, Any]


def month(each: Sheet) -> str:
    """One month of a task: its light, what it was made up for by, or that it is still open."""
    light = words.light(each["shown"])
    if each["open"]:
        return _("{month} {light} (open)").format(month=each["month"], light=light)
    if each["light"] != each["shown"]:
        light = _("{light} (was {was})").format(light=light, was=words.light(each["light"]))
    if each["caught_up"]:
        return _("{month} {light}, made up for on {day}").format(month=each["month"], light=light, day=_made_up(each))
    return _("{month} {light}").format(month=each["month"], light=light)


def _made_up(each: Sheet) -> str:
    """The day a month was made up for, without its year where that is the month's own."""
    day, year = str(each["caught_up"]), each["month"][:5]
    return day.removeprefix(year)


def strip(found: list[Sheet]) -> str:
    """The months of a task, oldest first; "" where none is closed."""
    return _("; ").join(month(each) for each in found)


def share(counted: Sheet, light: str) -> str:
    """How many tasks stand in a light, of how many, and the difference to the closing before."""
    told = str(counted[light])
    if counted["total"] and counted[light]:
        told = f"{told} ({words.percent(counted['shares'][light])})"
    changed = counted["difference"][light] if counted["difference"] else 0
    return f"{told} {changed:+d}" if changed else told


def total(counted: Sheet) -> str:
    """How many tasks there are, and how many more or less than at the closing before."""
    changed = sum(counted["difference"].values()) if counted["difference"] else 0
    return f"{counted['total']} {changed:+d}" if changed else str(counted["total"])
