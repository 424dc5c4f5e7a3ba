"""Whom one reaches (联系): the person spoken to for each body today, and the bodies that have nobody."""

from collections.abc import Iterable

from xiaxian_tasks.domain.people import reached
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import Sought

WAITED = ("receipt", "rework", "reply", "turn")
"""What bodies are waited for: to sign, to hand in again, to answer, to report a turn."""

READ = 500
"""Rows read of each sort of waiting: more than is said to bodies in a morning (office custom)."""


def unreachable(office: Office, counted: Iterable[Sheet]) -> list[str]:
    """The bodies that lead something unfinished or are waited for, and have nobody to reach today; by name.

    `counted` are the rows of a board by body. A group is reached through its members. An office that keeps no contacts
    at all misses none.
    """
    people = county.as_known(office).people
    if not people.are_of_bodies:
        return []
    owing = {row["body"] for row in counted if row["total"] > row["done"]}
    owing.update(
        row.wait.body for what in WAITED for row in office.store.waiting(what, Sought(office.on), limit=READ)
    )
    members = {body.name: body.members for body in office.store.bodies()}

    def is_reached(body: str) -> bool:
        if reached(people, body, office.on) is not None:
            return True
        within = [member for member in members.get(body, ()) if member != body]
        return bool(within) and all(reached(people, member, office.on) is not None for member in within)

    return sorted(body for body in owing.difference({"", UNASSIGNED}) if not is_reached(body))
