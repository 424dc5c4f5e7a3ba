"""What an entry changed, in words: `亮灯 红 -> 绿`, a piece for each thing that is another one now."""

from collections.abc import Callable, Mapping
from typing import Any

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import words
from xiaxian_tasks.wording.grounds import BRIEF

Sheet = Mapping[str, Any]

WHATS = {
    "light": N_("light"), "reason": N_("because"), "state": N_("state"), "due": N_("due"), "value": N_("value"),
    "verified": N_("checked value"), "done": N_("done on"), "turn": N_("turn done"), "part": N_("part"),
    "lead": N_("lead"), "support": N_("support"), "asked": N_("day asked for"), "question": N_("remark to answer"),
    "recheck": N_("look back"), "number": N_("registered as"), "into": N_("merged into"),
    "way": N_("way of supervision"), "title": N_("title"),
}
VALUES: dict[str, Callable[[str], str]] = {
    "light": words.light,
    "reason": lambda code: words.word(BRIEF, code),
    "state": lambda code: words.word(words.STATES, code),
    "part": lambda code: words.word(words.ASSIGNMENT_STATES, code),
    "way": lambda code: words.word(words.WAYS, code),
}
"""How the codes of a change are called; days, figures and names stand as they are."""


def called(change: Sheet) -> str:
    """What has changed: the light, the day of a milestone, the part of a body."""
    what = words.word(WHATS, change["what"])
    return f"{what} {change['called']}" if change["called"] else what


def value(change: Sheet, side: str) -> str:
    """What stood `before` or stands `after`; a dash where nothing did."""
    found = change[side]
    return "-" if found is None else VALUES.get(change["what"], str)(found)


def told(change: Sheet) -> str:
    """One change in a line."""
    return _("{what} {before} -> {after}").format(
        what=called(change), before=value(change, "before"), after=value(change, "after")
    )
