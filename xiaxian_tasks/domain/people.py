"""Who acts (人员): the persons of a county's supervision, their roles, how they are reached, how its office works."""

from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.terms import HEAD, LIAISON

OF_A_BODY = frozenset({HEAD, LIAISON})
"""Roles a person has in a body; the others belong to the county and its office."""


class Person(NamedTuple):
    """One person: `role` is one of terms.PERSON_ROLES; `body` the one a head or liaison speaks for, else "" or own.

    `channel` is the way by which messages go, "" the office's own; `deputy` the name of who stands in while the person
    is `away`: spans of days, both inclusive.
    """

    name: str
    role: str
    body: str = ""
    aliases: tuple[str, ...] = ()
    phone: str = ""
    mail: str = ""
    channel: str = ""
    deputy: str = ""
    away: tuple[tuple[date, date], ...] = ()

    def is_away(self, on: date) -> bool:
        """Whether nobody reaches the person on a day."""
        return any(first <= on <= last for first, last in self.away)


class Reached(NamedTuple):
    """Who is spoken to for a body; `instead_of` is who would be, were that person not away."""

    person: Person
    instead_of: Person | None = None


class People(NamedTuple):
    """All persons, and what belongs to the county's office, not to a plan.

    `separation`: whoever enters a value may not accept it, whoever accepts may not close (a one-person office switches
    it off). `requests`: how many requests may be put to one body in one month without a reason; None is no limit.
    `government` and `office` are the names by which papers are signed, "" those of 夏县; `phone` is the office's own.
    """

    persons: tuple[Person, ...] = ()
    separation: bool = True
    requests: int | None = None
    government: str = ""
    office: str = ""
    phone: str = ""

    def named(self, text: str) -> Person | None:
        """The person of this name or alias; a name goes before an alias."""
        return next((person for person in self.persons if person.name == text), None) or next(
            (person for person in self.persons if text in person.aliases), None
        )

    @property
    def are_of_bodies(self) -> bool:
        """Whether anybody speaks for any body: an office that keeps no contacts misses none."""
        return any(person.role in OF_A_BODY for person in self.persons)


def speaking(people: People) -> dict[str, Person]:
    """Whom papers name for each body, whether there or away: its liaison (the last of several), else its first head."""
    found: dict[str, Person] = {}
    for person in people.persons:
        if person.role in OF_A_BODY and (person.role == LIAISON or person.body not in found):
            found[person.body] = person
    return found


def reached(people: People, body: str, on: date) -> Reached | None:
    """Who is spoken to for a body on a day: its liaisons in the order of the file, then its heads.

    For the first who is away the deputy stands in, where that one is known and there, else the next of the body with
    theirs. None where nobody is left. Office custom.
    """
    of_body = [person for person in people.persons if person.body == body and person.role in OF_A_BODY]
    asked = sorted(of_body, key=lambda person: person.role != LIAISON)
    for person in asked:
        deputy = people.named(person.deputy) if person.deputy else None
        found = next((each for each in (person, deputy) if each is not None and not each.is_away(on)), None)
        if found is not None:
            return Reached(found, None if found == asked[0] else asked[0])
    return None
