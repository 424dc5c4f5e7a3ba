"""`standing.toml`: the rules of standing, each line with its title and source."""

from typing import NamedTuple

from xiaxian_tasks.domain.scoring import Line, Scoring
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.known import Known
from xiaxian_tasks.planfile.lines import Lines, Path
from xiaxian_tasks.planfile.source import parse


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
