"""Milestones added to a plan file, or moved in it, with its comments and everything else left as they are."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.errors import Refused


class Added(NamedTuple):
    """A milestone to put into a plan file: its id there, what and when it is, and a comment on where it is from."""

    id: str
    what: str
    due: date
    comment: str = ""


def with_milestones(source: bytes, added: Mapping[str, Sequence[Added]]) -> bytes:
    """A plan file with milestones put into its tasks, by their numbers; one whose id stands there is changed.

    Raises Refused `plan-not-edited` (4) where the file cannot be edited without touching anything else.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text, edited = source.decode("utf-8-sig"), ""
    try:
        document: Any = tomlkit.parse(text)
        tasks = {str(task["number"]): task for task in document.get("tasks", document.get("task", ()))}
        for number, milestones in added.items():
            for milestone in milestones:
                _put(tasks[number], milestone)
        edited = tomlkit.dumps(document)
        is_right = tomllib.loads(edited) == _expected(tomllib.loads(text), added)
    except (TOMLKitError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError):
        is_right = False
    if not is_right:
        raise Refused("plan-not-edited")
    return edited.encode("utf-8")


def _put(task: Any, milestone: Added) -> None:
    import tomlkit
    from tomlkit.items import AoT

    spelled = "milestone" if "milestone" in task else "milestones"
    standing = task.get(spelled)
    for each in standing or ():
        if str(each.get("id", "")) == milestone.id:
            each["what"], each["due"] = milestone.what, milestone.due
            if milestone.comment:
                each["id"].comment(milestone.comment)
            return
    is_inline = standing is not None and not isinstance(standing, AoT)
    table: Any = tomlkit.inline_table() if is_inline else tomlkit.table()
    table.add("id", tomlkit.string(milestone.id))
    table.add("what", tomlkit.string(milestone.what))
    table.add("due", tomlkit.date(milestone.due.isoformat()))
    if milestone.comment and not is_inline:
        table["id"].comment(milestone.comment)
    if standing is None:
        standing = tomlkit.aot()
        standing.append(table)
        task.add(spelled, standing)
    else:
        standing.append(table)


def _expected(document: dict[str, Any], added: Mapping[str, Sequence[Added]]) -> dict[str, Any]:
    """What the file must say afterwards, so that an edit that says anything else is noticed."""
    for task in document.get("tasks", document.get("task", ())):
        for milestone in added.get(str(task["number"]), ()):
            said = {"what": milestone.what, "due": milestone.due}
            standing = task.setdefault("milestone" if "milestone" in task else "milestones", [])
            known = next((each for each in standing if str(each.get("id", "")) == milestone.id), None)
            if known is None:
                standing.append({"id": milestone.id, **said})
            else:
                known.update(said)
    return document


class Kept(NamedTuple):
    """A milestone that stands in a plan file: what and when it is, and the comment behind its id."""

    what: str
    due: date | None
    comment: str = ""


def milestones_of(source: bytes) -> dict[str, dict[str, Kept]]:
    """The milestones of a plan file by the number of their task, those with an id, by it."""
    import tomlkit

    document: Any = tomlkit.parse(source.decode("utf-8-sig"))
    found: dict[str, dict[str, Kept]] = {}
    for task in document.get("tasks", document.get("task", ())):
        named = found.setdefault(str(task["number"]), {})
        for each in task.get("milestones", task.get("milestone", ())):
            if "id" in each:
                due, trivia = each.get("due"), getattr(each["id"], "trivia", None)
                day = date(due.year, due.month, due.day) if isinstance(due, date) else None
                named[str(each["id"])] = Kept(str(each.get("what", "")), day, trivia.comment if trivia else "")
    return found


def comment_of(sequence: int, uid: str) -> str:
    """The comment behind the id of a milestone from another program's calendar."""
    plain = "".join(each for each in uid if each.isprintable())[:120]
    return f"SEQUENCE {sequence}, UID {plain}"


def sequence_in(comment: str) -> int:
    """The sequence such a comment names; 0 where somebody wrote another."""
    found = re.search(r"SEQUENCE (\d{1,9}),", comment)
    return int(found[1]) if found else 0
