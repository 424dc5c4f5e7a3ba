"""Who acts (人员): the persons of a county's supervision, their roles, and how its office works."""

from typing import NamedTuple

from xiaxian_tasks.domain.terms import HEAD, LIAISON

OF_A_BODY = frozenset({HEAD, LIAISON})
"""Roles a person has in a body; the others belong to the county and its office."""


class Person(NamedTuple):
    """One person: `role` is one of terms.PERSON_ROLES; `body` the one a head or liaison speaks for, else "" or own."""

    name: str
    role: str
    body: str = ""
    aliases: tuple[str, ...] = ()


class People(NamedTuple):
    """All persons, and two rules of the office that belong to the county, not to a plan.

    `separation`: whoever enters a value may not accept it, whoever accepts may not close (a one-person office switches
    it off). `requests`: how many requests may be put to one body in one month without a reason; None is no limit.
    """

    persons: tuple[Person, ...] = ()
    separation: bool = True
    requests: int | None = None

    def named(self, text: str) -> Person | None:
        """The person of this name or alias; a name goes before an alias."""
        return next((person for person in self.persons if person.name == text), None) or next(
            (person for person in self.persons if text in person.aliases), None
        )
