"""The county's own history: what is true of all plans, read as one row and written as one entry at a time."""

import json
from typing import Any

from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.county import County, fold_county, from_document, step_county
from xiaxian_tasks.domain.entries import COUNTY, Entry
from xiaxian_tasks.errors import Refused, StoreFault
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import CountyRow, Writing


def state(office: Office) -> County:
    """The county as it stands after its newest entry: what an entry to come is judged by."""
    row = office.store.county()
    if row is None:
        return County()
    try:
        county = from_document(json.loads(row.state))
    except (ValueError, KeyError, TypeError):
        raise StoreFault("altered-row", detail=COUNTY) from None
    return county._replace(seq=row.seq, head=row.head, at=row.at)


def as_known(office: Office) -> County:
    """The county as it was known on the office's day."""
    newest = state(office)
    if newest.at <= office.on:
        return newest
    return fold_county(entry for entry in office.store.history(COUNTY) if entry.at <= office.on)


def entry(office: Office, kind: str, content: dict[str, Any]) -> tuple[Entry, CountyRow]:
    """The next entry of the county's history on the office's day, and the row it leads to; nothing is written.

    Raises Refused `future-day`, `before-last-entry` (4).
    """
    before = state(office)
    if office.on > office.today:
        raise Refused("future-day", at=office.on, today=office.today)
    if office.on < before.at:
        raise Refused("before-last-entry", at=office.on, last=before.at)
    made = sealed(
        Entry(COUNTY, before.seq + 1, office.on, office.now(), office.by, kind, content), before.head or ROOT
    )
    return made, row_of(step_county(before, made))


def row_of(county: County) -> CountyRow:
    """The row that is kept of a county."""
    kept = county._replace(seq=0, head="", at=County().at)
    return CountyRow(canonical(encode(kept)), county.seq, county.head, county.at, county.closed)


def record(office: Office, kind: str, content: dict[str, Any]) -> Entry:
    """Write one entry of the county's history. Raises Stale (6) when another was first, Refused (4)."""
    made, row = entry(office, kind, content)
    office.store.write(Writing(county=(made, row)))
    return made
