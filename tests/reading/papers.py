"""Reads a paper written for a test, and tells what was read in one short line each."""

from decimal import Decimal

from xiaxian_tasks import reading
from xiaxian_tasks.reading import DraftTask

YEAR = 2024


def drafts(text: str, year: int | None = YEAR) -> list[DraftTask]:
    return reading.read(text, year=year)


def only(text: str, year: int | None = YEAR) -> DraftTask:
    found = drafts(text, year)
    assert len(found) == 1, [draft.title for draft in found]
    return found[0]


def bodies(text: str) -> tuple[str, str]:
    """Lead and support of the one task of a text, names joined by a blank."""
    found = only(text)
    return " ".join(found.lead), " ".join(found.support)


def numbers(text: str) -> list[str]:
    """The targets of the one task of a text as "value unit kind"."""
    return [f"{plain(target.value)} {target.unit} {target.kind}" for target in only(text).targets]


def days(text: str, year: int | None = YEAR) -> list[str]:
    """The days of targets and milestones of the one task of a text, sorted."""
    found = only(text, year)
    printed = [target.due for target in found.targets] + [milestone.due for milestone in found.milestones]
    return sorted({str(due) for due in printed if due})


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
