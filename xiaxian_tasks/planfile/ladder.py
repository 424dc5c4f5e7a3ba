"""`ladder.toml`: what is said for which cause, and when."""

from typing import NamedTuple

from xiaxian_tasks.domain.ladder import REGISTERED, Ladder, Override, Rung
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.known import Known, nearest
from xiaxian_tasks.planfile.lines import Lines, Path
from xiaxian_tasks.planfile.source import parse


class LadderReading(NamedTuple):
    """The ladder of a file, and all that is faulty in it; None where there are faults."""

    ladder: Ladder | None
    faults: tuple[Fault, ...] = ()


def read_ladder(source: bytes, file: str) -> LadderReading:
    """Read a ladder. Nothing is raised; codes are those of plan files."""
    parsed = parse(source, file)
    if parsed.document is None:
        return LadderReading(None, parsed.faults)
    check = Check(Known())
    document = check.table("ladder file", parsed.document, ())
    _check_rungs(check, document)
    if check.findings:
        return LadderReading(None, faults_of(check.findings, Lines(parsed.text), file))
    by_plan, by_body = (tuple(Override(**each) for each in document.tables(name)) for name in ("by_plan", "by_body"))
    said = {key: value for key, value in document.items() if key not in {"by_plan", "by_body", "register"}}
    if (words := document.get("register")) is not None:
        said["register"] = tuple((kind, words[kind]) for kind in REGISTERED if kind in words)
    rungs = tuple(Rung(**rung) for rung in document.tables("rungs"))
    return LadderReading(Ladder(**{**said, "rungs": rungs, "plans": by_plan, "bodies": by_body}))


def _check_rungs(check: Check, document: Table) -> None:
    """Each rung once, said for a cause or after rungs above it; what is off is a rung."""
    seen: dict[str, Path] = {}
    for rung in document.tables("rungs"):
        for name in rung.get("unmet", ()):
            _known(check, name, seen, (*rung.path, "unmet"))
        if not rung.get("unmet") and not rung.get("when") and not check.is_faulty(rung, "when"):
            check.fault(rung.path, "rung-without-cause")
        place = (*rung.path, "id")
        if (name := rung.get("id", "")) and seen.setdefault(name, place) != place:
            check.twice(place, "id-twice", seen[name], id=name)
    for override in (*document.tables("by_plan"), *document.tables("by_body")):
        for name in override.get("off", ()):
            _known(check, name, seen, (*override.path, "off"))


def _known(check: Check, name: str, seen: dict[str, Path], place: Path) -> None:
    if name not in seen:
        check.fault(place, "rung-unknown", name=name[:80], near=nearest(name, list(seen)))
