"""`standing.toml`: the rules of standing, each line with its title and source."""

from typing import NamedTuple

from xiaxian_tasks.domain.scoring import Line, Scoring
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.compare import Difference, text_of
from xiaxian_tasks.planfile.known import Known
from xiaxian_tasks.planfile.lines import Lines, Path
from xiaxian_tasks.planfile.source import parse

NAME = "standing"
"""What the lines of differences are headed by."""


class ScoringReading(NamedTuple):
    """The rules of a file, and all that is faulty in it; None where there are faults."""

    scoring: Scoring | None
    faults: tuple[Fault, ...] = ()


def read_scoring(source: bytes, file: str) -> ScoringReading:
    """Read the rules of standing. Nothing is raised; codes are those of plan files."""
    parsed = parse(source, file)
    if parsed.document is None:
        return ScoringReading(None, parsed.faults)
    check = Check(Known())
    document = check.table("scoring file", parsed.document, ())
    _check_lines(check, document.tables("lines"))
    if check.findings:
        return ScoringReading(None, faults_of(check.findings, Lines(parsed.text), file))
    return ScoringReading(Scoring(**{**document, "lines": tuple(Line(**line) for line in document.tables("lines"))}))


def _check_lines(check: Check, lines: list[Table]) -> None:
    seen: dict[str, Path] = {}
    for line in lines:
        place = (*line.path, "cause")
        cause = line.get("cause", "")
        if cause and seen.setdefault(cause, place) != place:
            check.twice(place, "line-twice", seen[cause], cause=cause)


def scoring_differences(old: Scoring | None, new: Scoring) -> list[Difference]:
    """The differences between two adoptions, key by key; against none only that there are rules now."""
    if old is None:
        return [Difference(NAME, "rules", "", new.title)]
    found = [
        Difference(NAME, key, text_of(was), text_of(now))
        for key, was, now in zip(old._fields, old, new, strict=True) if was != now and key != "lines"
    ]
    causes = dict.fromkeys(line.cause for line in (*old.lines, *new.lines))
    return found + [
        Difference(NAME, cause, _said(old.line(cause)), _said(new.line(cause)))
        for cause in causes if old.line(cause) != new.line(cause)
    ]


def _said(line: Line | None) -> str:
    if line is None:
        return ""
    steps = "、".join(f"{time}: {text_of(points)}" for time, points in line.points)
    return f"{line.title} {steps}".strip() + (f" ({line.days})" if line.days else "")
