"""`people.toml`: the persons of the county's supervision, and how its office works."""

from typing import NamedTuple

from xiaxian_tasks.domain.people import OF_A_BODY, People, Person
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.known import Known, nearest
from xiaxian_tasks.planfile.lines import Lines, Path
from xiaxian_tasks.planfile.source import parse


class PeopleReading(NamedTuple):
    """The people of a file, and all that is faulty in it; None where there are faults."""

    people: People | None
    faults: tuple[Fault, ...] = ()


def read_people(source: bytes, file: str, *, bodies: Known) -> PeopleReading:
    """Read a file of people; `bodies` are those the ledger knows. Nothing is raised; codes are those of plan files."""
    parsed = parse(source, file)
    if parsed.document is None:
        return PeopleReading(None, parsed.faults)
    check = Check(bodies)
    document = check.table("people file", parsed.document, ())
    _check_people(check, document.tables("people"))
    _check_deputies(check, document.tables("people"))
    if check.findings:
        return PeopleReading(None, faults_of(check.findings, Lines(parsed.text), file))
    persons = tuple(Person(**person) for person in document.tables("people"))
    return PeopleReading(People(persons, **document.get("office", {})))


def _check_people(check: Check, people: list[Table]) -> None:
    """A head or liaison has a body; a name or alias means one person."""
    owner: dict[str, tuple[int, Path]] = {}
    for number, person in enumerate(people):
        if person.get("role") in OF_A_BODY and not person.get("body") and not check.is_faulty(person, "body"):
            check.fault(person.path, "missing", key="body")
        names = [("name", person.get("name", "")), *(("aliases", alias) for alias in person.get("aliases", ()))]
        for key, name in names:
            place = (*person.path, key)
            first, there = owner.setdefault(name, (number, place))
            if name and first != number:
                check.twice(place, "person-twice", there, name=name)


def _check_deputies(check: Check, people: list[Table]) -> None:
    """Who stands in for somebody is somebody else of the file."""
    named = {name: number for number, each in enumerate(people)
             for name in (each.get("name", ""), *each.get("aliases", ()))}
    for number, person in enumerate(people):
        deputy = person.get("deputy", "")
        if deputy and named.get(deputy, number) == number:
            others = [name for name, other in named.items() if other != number]
            check.fault((*person.path, "deputy"), "unknown-person", name=deputy[:80], near=nearest(deputy, others))
