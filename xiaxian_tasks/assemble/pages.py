"""The page of a subscription put together: its calendar, the programs it can be given to, and whom to ask."""

from typing import TYPE_CHECKING

from xiaxian_tasks import bundled
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.domain.clients import Client
    from xiaxian_tasks.domain.feed import Feed
    from xiaxian_tasks.domain.subscriptions import Subscription


def clients() -> "tuple[Client, ...]":
    """The programs of the client sheet."""
    from xiaxian_tasks.documents import clients as table

    return table.read(bundled.clients())


def page(desk: Office, subscription: "Subscription", feed: "Feed", address: str) -> bytes:
    """The page of a subscription: `feed` as it is served, `address` the https:// address it is served at.

    Raises Misused `extra-missing` (2) where jinja2 is not there.
    """
    from xiaxian_tasks.documents import page as document
    from xiaxian_tasks.domain.feed import Contact
    from xiaxian_tasks.domain.terms import DIRECTOR, SUPERVISOR
    from xiaxian_tasks.office import county

    persons = county.as_known(desk).people.persons
    office = [person for role in (SUPERVISOR, DIRECTOR) for person in persons if person.role == role]
    return document.write(document.PageFacts(
        feed, desk.on, desk.workdays, address, clients(), subscription.person, subscription.expires,
        tuple(Contact(person.body, person.name, person.role) for person in office),
    ))
