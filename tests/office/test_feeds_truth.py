"""The eight changes of a calendar, as lead, support and member of a supporting group see them: before, after, later."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import office
from tests.office import eight
from tests.office.eight import BEFORE, CHANGES, DAY, FARMS, HOUSING, LATER, TOWN, WATER, Change
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.domain.feed import Dated
from xiaxian_tasks.office import feeds
from xiaxian_tasks.office.feeds import Scope

BY_NAME = {change.name: change for change in CHANGES}
WHOSE = {"lead": WATER, "support": HOUSING, "member": TOWN, "new lead": FARMS, "all": ""}

STAYS = "open open open"
TABLE = {
    "new": {"all of them": "none open open"},
    "postponed": {"all of them": STAYS},
    "renamed": {"all of them": STAYS},
    "body-renamed": {"all of them": STAYS},
    "reassigned": {"lead": "open cancelled none", "new lead": "none open open", "all of them": STAYS},
    "unsupported": {"support": "open cancelled none", "member": "open cancelled none", "all of them": STAYS},
    "completed": {"all of them": "open done none"},
    "reopened": {"all of them": "done open open"},
    "withdrawn": {"all of them": "open cancelled none"},
    "dropped": {"all of them": "open cancelled none"},
}
"""What stands at the change's UID the day before, on the day, and after thirty days and a turn of the month."""


def shown(path: Path, on: date, body: str, uid: str) -> tuple[Dated | None, str]:
    """An event of a calendar, and what of it is written."""
    desk = office(path, on.isoformat())
    found = next((each for each in feeds.feed(desk, body).dates if each.event.uid == uid), None)
    raw = calendars.written(desk, Scope(body)).replace(b"\r\n ", b"").decode()
    desk.store.close()
    texts = [each for each in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", raw, re.DOTALL) if f"UID:{uid}\r" in each]
    assert len(texts) == (found is not None)
    return found, "".join(texts)


def state(found: Dated | None, text: str) -> str:
    """What stands of an event; what is written says the same."""
    if found is None:
        return "none"
    name = "cancelled" if found.withdrawn else "done" if found.event.light == "done" else "open"
    assert ("STATUS:CANCELLED" in text, "SUMMARY:【已撤销】" in text) == (name == "cancelled",) * 2
    assert ("SUMMARY:【已办结】" in text) == (name == "done")
    assert ("VALARM" in text) == (name == "open" and not text.partition("SUMMARY:")[2].startswith("【逾期】"))
    assert f"SEQUENCE:{found.sequence}\r" in text
    return name


CASES = [
    pytest.param(BY_NAME[name], whose, expected.split(), id=f"{name}, {whose}")
    for name, table in TABLE.items()
    for whose in WHOSE
    for expected in (table.get(whose, table["all of them"]),)
    if whose != "new lead" or name == "reassigned"
]


@pytest.mark.parametrize(("change", "whose", "expected"), CASES)
def test_each_change_is_seen_as_the_table_says(
    tmp_path: Path, change: Change, whose: str, expected: list[str]
) -> None:
    path, body = eight.before(change, tmp_path), WHOSE[whose]
    old = shown(path, BEFORE, body, change.uid)
    change.record(path, DAY)
    new, late, later = (shown(path, on, body, change.uid) for on in (DAY, date(2023, 11, 11), LATER))
    assert [state(*each) for each in (old, new, later)] == expected
    assert shown(path, BEFORE, body, change.uid) == old or change.name == "body-renamed"
    if old[0] is not None and new[0] is not None:
        assert new[0].sequence > old[0].sequence
    if new[0] is not None and (new[0].withdrawn or new[0].event.light == "done"):
        assert late == new


ALSO = {"withdrawn": {eight.TENDER}, "body-renamed": {eight.TENDER, eight.FITTING}}
"""What a change is seen at beside its own UID."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_no_other_event_is_touched(tmp_path: Path, change: Change) -> None:
    """What is not changed keeps its SEQUENCE and its stamp."""
    path = eight.before(change, tmp_path)
    old = {each.event.uid: each for each in feeds.feed(office(path, DAY.isoformat())).dates}
    change.record(path, DAY)
    new = {each.event.uid: each for each in feeds.feed(office(path, DAY.isoformat())).dates}
    touched = {uid for uid in {**old, **new} if old.get(uid) != new.get(uid)}
    assert touched == {change.uid} | ALSO.get(change.name, set())
