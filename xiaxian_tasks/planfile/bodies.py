"""`plans/bodies.toml`: every body once, with its other spellings, its kind and the members of groups."""

from typing import NamedTuple

from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, faults_of
from xiaxian_tasks.planfile.content import check_bodies
from xiaxian_tasks.planfile.known import Known
from xiaxian_tasks.planfile.lines import Lines
from xiaxian_tasks.planfile.reading import own_bodies
from xiaxian_tasks.planfile.source import parse


class BodiesReading(NamedTuple):
    """The bodies of a file, and all that is faulty in it; no bodies where there are faults."""

    bodies: tuple[Body, ...]
    faults: tuple[Fault, ...] = ()


def read_bodies(source: bytes, file: str) -> BodiesReading:
    """Read a file of bodies. Nothing is raised; codes are those of plan files."""
    parsed = parse(source, file)
    if parsed.document is None:
        return BodiesReading((), parsed.faults)
    check = Check(Known(own_bodies(parsed.document)))
    document = check.table("bodies file", parsed.document, ())
    check_bodies(check, document.tables("bodies"))
    if check.findings:
        return BodiesReading((), faults_of(check.findings, Lines(parsed.text), file))
    return BodiesReading(tuple(Body(**body) for body in document.tables("bodies")))
