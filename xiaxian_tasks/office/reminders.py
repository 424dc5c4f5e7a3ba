"""What would be said to whom today (提醒): the queue told by body, with the persons to say it to.

Bodies are found from lights and waits, each a few limited questions; the lines of one body are asked when it is looked
at. Nothing is sent: letters are a thing of their own.
"""

from collections import Counter

from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.terms import LIAISON, UNASSIGNED
from xiaxian_tasks.office import county, lists, today
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.effects import Sheet
from xiaxian_tasks.office.reach import READ, WAITED
from xiaxian_tasks.ports import Sought


def bodies(office: Office) -> list[Sheet]:
    """The bodies to whom something is to be said: `body, red, yellow, waits, contacts`, the most pressing first.

    `waits` counts what is waited for; `contacts` are the liaisons of the body, else its heads: `name, role`. A body
    that leads nothing late and is waited for by nobody is not among them.
    """
    waits = Counter(
        row.wait.body for what in WAITED for row in office.store.waiting(what, Sought(office.on), limit=READ)
    )
    lit = {row["body"]: (row["red"], row["yellow"]) for row in lists.board(office)["bodies"]}
    persons = _persons(office)
    found = []
    for body in {**lit, **waits}:
        red, yellow = lit.get(body, (0, 0))
        if body not in {"", UNASSIGNED} and (red or yellow or waits[body]):
            found.append({
                "body": body, "red": red, "yellow": yellow, "waits": waits[body], "contacts": persons.get(body, []),
            })
    return sorted(found, key=lambda row: (-row["red"], -row["waits"], -row["yellow"], row["body"]))


def _persons(office: Office) -> dict[str, list[Sheet]]:
    """Who to say it to, by body: its liaisons, and where it has none its heads."""
    found: dict[str, list[Sheet]] = {}
    for person in county.as_known(office).people.persons:
        if person.role in OF_A_BODY:
            found.setdefault(person.body, []).append({"name": person.name, "role": person.role})
    return {
        body: [each for each in known if each["role"] == LIAISON] or known for body, known in found.items()
    }


def lines(office: Office, body: str) -> Sheet:
    """Everything one body is to be told today: its queue, long past things counted. Raises NotFound `body` (5)."""
    return today.queue(office, body=body)
