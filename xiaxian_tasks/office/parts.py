"""What bodies owe by assignment, and what was extended: lists over tasks."""

from collections.abc import Iterator

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lifeline import life_sheet
from xiaxian_tasks.office.lists import Asked, rows
from xiaxian_tasks.office.sight import Sheet, sheet, state_of
from xiaxian_tasks.ports import Sought


def assignments(office: Office, task: str = "", *, body: str = "", state: str = "") -> list[Sheet]:
    """The assignments of one task or of all, by task, each with its task; `body` is any of a body's names.

    Raises NotFound `task`, `body` (5).
    """
    meant = names.called(office, body) if body else ()
    found = [names.task(office, task)] if task else rows(office, Asked(body=body, sort="plan"))
    return [
        {"task": row.id, "title": row.title, **part}
        for row in found
        for part in life_sheet(state_of(office, row), office.on)["assignments"]
        if (not meant or part["body"] in meant) and state in {"", part["state"]}
    ]


def extensions(office: Office) -> list[Sheet]:
    """The tasks of which a later day is asked for, then those that were extended, by task; as known on the day."""
    waiting = [row.task for row in office.store.waiting("extension", Sought(office.on))]
    granted = sorted(set(_granted(office)).difference(waiting))
    found = []
    for name in (*waiting, *granted):
        row = office.store.task(name, office.on)
        if row is None:
            continue
        shown = sheet(office, row)
        asked = shown["extension_asked"]
        if asked or shown["extensions"]:
            found.append(_extension(shown))
    return found


def _granted(office: Office) -> Iterator[str]:
    for entry in office.store.entries_of((kinds.EXTENSION_GRANT,), office.on.min, office.on):
        yield entry.task


def _extension(shown: Sheet) -> Sheet:
    asked = shown["extension_asked"] or {}
    return {
        "task": shown["id"],
        "title": shown["title"],
        "original_due": shown["original_due"],
        "due": shown["due"],
        "extensions": shown["extensions"],
        "asked_for": max(asked.get("moved", {}).values(), default=None),
        "asked_at": asked.get("at"),
        "by": asked.get("by"),
        "body": asked.get("body"),
        "answer_due": asked.get("answer_due"),
    }
