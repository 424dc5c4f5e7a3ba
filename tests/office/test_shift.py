"""A plan whose turns fall due on working days, through the office: before and after a notice of days off is adopted."""

from pathlib import Path

from tests.ledgers import office
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.domain.feed import Dated
from xiaxian_tasks.office import adopt, dates, feeds, names, proof, record, sight
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.ports import Sought

PLAN = """
id = "p-23"
title = "夏县2023年报送方案"
issued = 2023-09-20
[thresholds]
shift = "next"
[[tasks]]
number = "1"
title = "报送进度"
lead = ["县水利局"]
[[tasks.recurrences]]
what = "报送"
rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10"
until = 2025-12-31
""".encode()


def loaded(path: Path, last: str) -> None:
    """The plan adopted, with the notices for the years up to the last."""
    papers = assemble.bundled_papers()
    notices = tuple(each for each in papers.holidays if Path(each[0]).stem <= last)
    adopt.load(office(path, "2026-11-24"), papers._replace(plans=(("p.toml", PLAN),), holidays=notices))


def turn(path: Path, on: str) -> Dated:
    """The turn of 2024 in the calendar of all."""
    found = feeds.feed(office(path, on)).dates
    return next(each for each in found if each.event.uid == "p-23.1.r1.20240210@xiaxian-tasks")


def test_a_notice_that_is_adopted_later_moves_light_wait_agenda_and_feed(tmp_path: Path) -> None:
    """2024-02-10 is New Year's Day: Monday the 19th while no notice is known, by it Sunday the 18th, a day worked."""
    path = tmp_path / "ledger.sqlite3"
    loaded(path, "2023")
    before = turn(path, "2024-01-15")
    loaded(path, "2026")
    after = turn(path, "2024-01-15")
    assert (before.event.on.isoformat(), after.event.on.isoformat()) == ("2024-02-19", "2024-02-18")
    assert after.sequence > before.sequence
    assert after.changed.astimezone(COUNTY_TIME).date() >= before.changed.astimezone(COUNTY_TIME).date()
    assert turn(path, "2023-10-01").event.on == before.event.on, "a past day answers as it was known then"
    assert proof.verify(office(path, "2024-02-18"))["ok"]

    for on, reason in (("2024-02-18", "near-due"), ("2024-02-21", "in-grace"), ("2024-02-22", "missed")):
        desk = office(path, on)
        shown = sight.sheet(desk, names.task(desk, "p-23/1"))["recurrences"][0]
        assert shown["reason"] == reason
        assert (shown["missed"] or shown["next"], shown["by_rule"]) == ("2024-02-18", "2024-02-10")
        assert after.event.on in {event.on for event in dates.shown(desk)}
    desk = office(path, "2024-02-18")
    assert [row.wait.due for row in desk.store.waiting("turn", Sought(on=desk.on))] == [after.event.on]

    record.report(office(path, "2024-02-18"), Said("p-23/1", occurrence="2024-02-18"))
    assert turn(path, "2024-02-18").event.light == "done"
    assert turn(path, "2024-02-18").sequence > after.sequence
    assert proof.verify(office(path, "2024-02-18"))["ok"]
