"""The county's own history: what is true of all plans, read as one row and written as one entry at a time."""

import json
from functools import lru_cache
from typing import Any

from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.county import County, fold_county, from_document, step_county
from xiaxian_tasks.domain.entries import COUNTY, Entry, not_before_the_last, not_in_the_future
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.terms import LEADER
from xiaxian_tasks.errors import NotFound, Refused, StoreFault
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import CountyRow, Writing


def state(office: Office) -> County:
    """The county as it stands after its newest entry: what an entry to come is judged by."""
    row = office.store.county()
    if row is None:
        return County()
    return read(row.state)._replace(seq=row.seq, head=row.head, at=row.at)


@lru_cache(maxsize=4)
def read(state: str) -> County:
    """The county in the state that is kept of it, without its place in its history. Raises StoreFault (7).

    Read once for the many who ask: a county has thousands of subscriptions, and a calendar asks for it a dozen times.
    """
    try:
        return from_document(json.loads(state))
    except (ValueError, KeyError, TypeError):
        raise StoreFault("altered-row", detail=COUNTY) from None


def as_known(office: Office) -> County:
    """The county as it was known on the office's day."""
    newest = state(office)
    if newest.at <= office.on:
        return newest
    return fold_county(entry for entry in office.store.history(COUNTY) if entry.at <= office.on)


def entry(office: Office, kind: str, content: dict[str, Any]) -> tuple[Entry, CountyRow]:
    """The next entry of the county's history on the office's day, and the row it leads to; nothing is written.

    Raises Refused `role`, `future-day`, `before-last-entry` (4), NotFound `person` (5).
    """
    before = state(office)
    by = _by(office, before, kind)
    not_in_the_future(office.on, office.today)
    not_before_the_last(office.on, before.at)
    made = sealed(
        Entry(COUNTY, before.seq + 1, office.on, office.now(), by, kind, content), before.head or ROOT
    )
    return made, row_of(step_county(before, made))


def _by(office: Office, county: County, kind: str) -> str:
    """The name of whoever writes it: anybody's while the county knows no right person, then that of one of those."""
    from xiaxian_tasks.domain import workflow

    if not any(person.role in workflow.COUNTY[kind].roles for person in county.people.persons):
        return office.by
    person = person_of(county, office.by)
    workflow.permit_county(kind, person.role)
    return person.name


PERSONS_SHOWN = 10
"""Persons that are named where a name is unknown."""


def person_of(county: County, name: str) -> Person:
    """The person of a name. Raises NotFound `person` (5) with near names, or with those registered where none is near.
    """
    if known := county.people.named(name):
        return known
    from difflib import get_close_matches

    persons = {person.name: f"{person.name} {person.body}".strip() for person in county.people.persons}
    near = [persons[each] for each in get_close_matches(name, list(persons), n=PERSONS_SHOWN, cutoff=0.4)]
    known_ones = {} if near else {"known": list(persons.values())[:PERSONS_SHOWN]}
    raise NotFound("person", near, name=name, **known_ones)


def leader_of(county: County, name: str) -> str:
    """The county leader of a name; any name while the county knows no people. Raises Refused `not-a-leader` (4)."""
    if not county.people.persons:
        return name
    person = person_of(county, name)
    if person.role != LEADER:
        raise Refused("not-a-leader", name=person.name, role=person.role)
    return person.name


def row_of(county: County) -> CountyRow:
    """The row that is kept of a county."""
    kept = county._replace(seq=0, head="", at=County().at)
    return CountyRow(canonical(encode(kept)), county.seq, county.head, county.at, county.closed)


def record(office: Office, kind: str, content: dict[str, Any]) -> Entry:
    """Write one entry of the county's history. Raises Stale (6) when another was first, Refused (4)."""
    made, row = entry(office, kind, content)
    office.store.write(Writing(county=(made, row)))
    return made
