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
    if each["caught_up"]:
        return _("{month} {light} (was {was}, caught up on {day})").format(
            month=each["month"], light=light, was=words.light(each["light"]), day=each["caught_up"]
        )
    return _("{month} {light}").format(month=each["month"], light=light)


def strip(found: list[Sheet]) -> str:
    """The months of a task, oldest first; "" where none is closed."""
    return words.joined([month(each) for each in found]) if found else ""


def share(counted: Sheet, light: str) -> str:
    """How many tasks stand in a light, of how many, and the difference to the closing before."""
    told = str(counted[light])
    if counted["total"] and counted[light]:
        told = f"{told} ({words.percent(counted['shares'][light])})"
    changed = counted["difference"][light] if counted["difference"] else 0
    return f"{told} {changed:+d}" if changed else told
