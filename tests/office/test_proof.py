"""Proof on real files: what verify finds and what it cannot, and that any history written is its own projection."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledgers import bundled, office
from xiaxian_tasks.domain.lights import light_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.office import lists, proof, record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet, state_of

HOMES = "services-23/13"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = bundled(tmp_path)
    for day, value in (("2023-09-30", "45"), ("2023-10-31", "60"), ("2023-11-30", "90")):
        record.report(office(path, day), Said(HOMES, value))
    return path


def verify(ledger: Path) -> Sheet:
    return proof.verify(office(ledger, "2023-12-31"))


def edited(ledger: Path, *statements: str) -> Sheet:
    with sqlite3.connect(ledger) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return verify(ledger)


def test_a_sound_ledger_holds_and_says_its_head(ledger: Path) -> None:
    first, second = verify(ledger), verify(ledger)
    assert first["ok"]
    assert (first["head"], len(first["head"])) == (second["head"], 64)
    assert first["entries"] == first["tasks"] + 3
    record.report(office(ledger, "2023-12-01"), Said(HOMES, note="入户核查"))
    assert verify(ledger)["head"] != first["head"]


ENTRY = f"WHERE task = '{HOMES}' AND seq = "


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        (f"UPDATE entry SET at = '2023-10-30' {ENTRY} 3", 3),
        (f"UPDATE entry SET recorded = '2026-11-24T09:00:01+08:00' {ENTRY} 3", 3),
        (f"UPDATE entry SET \"by\" = '李某' {ENTRY} 2", 2),
        (f"UPDATE entry SET kind = 'note' {ENTRY} 2", 2),
        (f"UPDATE entry SET content = replace(content, '\"60\"', '\"160\"') {ENTRY} 3", 3),
        (f"UPDATE entry SET content = replace(content, '\"200\"', '\"100\"') {ENTRY} 1", 1),
        (f"UPDATE entry SET hash = '{'0' * 64}' {ENTRY} 4", 4),
        (f"UPDATE entry SET seq = 9 {ENTRY} 4", 4),
        (f"UPDATE entry SET task = 'services-23/14' {ENTRY} 4", None),
        (f"DELETE FROM entry {ENTRY} 2", 2),
        (f"DELETE FROM entry {ENTRY} 1", 1),
        (f"DELETE FROM entry {ENTRY} 4", 4),  # a cut tail, the projection left in place
        (f"DELETE FROM entry WHERE task = '{HOMES}'", 1),
        (
            "INSERT INTO entry (task, seq, at, recorded, \"by\", kind, content, hash)"
            f" SELECT task, 5, at, recorded, \"by\", kind, content, hash FROM entry {ENTRY} 4",
            5,
        ),
        (f"UPDATE task SET state = replace(state, '\"90\"', '\"190\"') WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET definition = replace(definition, '\"200\"', '\"100\"') WHERE id = '{HOMES}'", 4),
        (f"UPDATE light_step SET light = 'green' WHERE task = '{HOMES}' AND since = '2023-11-30'", 4),
        (f"DELETE FROM light_step WHERE task = '{HOMES}' AND since = '2023-10-31'", 4),
        (f"UPDATE light_step SET until = '2023-10-15' WHERE task = '{HOMES}' AND since = '2023-09-30'", 4),
        (f"UPDATE task SET title = '错' WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET due = '2024-12-31' WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET withdrawn = 1 WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET search = '' WHERE id = '{HOMES}'", 4),
        (f"UPDATE task_body SET body = '县教育局' WHERE task = '{HOMES}'", 4),
        (f"UPDATE task SET due = '7' WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET at = '2023-10-01' WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET plan_order = 99 WHERE id = '{HOMES}'", 4),
        (f"UPDATE task SET state = '{{' WHERE id = '{HOMES}'", 4),
        (f"UPDATE entry SET content = '{{' {ENTRY} 3", 3),
        (f"UPDATE entry SET content = x'ff00' {ENTRY} 3", 3),
        (f"UPDATE entry SET at = 'garbage' {ENTRY} 3", 3),
        (f"UPDATE entry SET recorded = '' {ENTRY} 1", 1),
    ],
)
def test_every_single_change_is_found(ledger: Path, statement: str, seq: int | None) -> None:
    found = edited(ledger, statement)
    assert not found["ok"]
    named = [fault for fault in found["faults"] if fault["task"] == HOMES]
    assert named
    if seq is not None:
        assert named[0]["seq"] == seq


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE plan SET title = '错' WHERE id = 'services-23'", "plan-differs"),
        ("UPDATE plan SET issued = '2023-01-01' WHERE id = 'services-23'", "plan-differs"),
        ("UPDATE plan_revision SET source = x'00' WHERE plan = 'services-23'", "altered-file"),
    ],
)
def test_a_plan_that_is_not_its_file_is_found(ledger: Path, statement: str, code: str) -> None:
    assert edited(ledger, statement)["faults"] == [{"task": "services-23", "seq": 0, "code": code}]


def test_two_entries_swapped_are_found(ledger: Path) -> None:
    swap = [f"UPDATE entry SET seq = {new} {ENTRY} {old}" for old, new in ((2, 99), (3, 2), (99, 3))]
    assert edited(ledger, *swap)["faults"][0]["seq"] == 2


def test_a_tail_cut_with_its_projection_is_what_only_a_kept_head_shows(ledger: Path) -> None:
    """The honest limit: put the whole ledger back to yesterday's copy and nothing inside it tells."""
    head = verify(ledger)["head"]
    older = ledger.with_name("older.sqlite3")
    with sqlite3.connect(ledger) as source, sqlite3.connect(older) as target:
        source.backup(target)
    record.report(office(ledger, "2023-12-20"), Said(HOMES, "200"))
    assert verify(ledger)["head"] != head
    assert verify(older)["ok"]
    assert verify(older)["head"] == head


REPORTS = st.lists(
    st.tuples(
        st.sampled_from([
            "services-23/13", "services-23/48", "services-23/14", "groundwater-23/7", "groundwater-23/1",
            "recovery-23/3", "medical-insurance-24/4", "schooling-23/3.2.10",
        ]),
        st.integers(0, 40),
        st.sampled_from(["value", "note", "milestone", "occurrence", "row"]),
        st.integers(0, 250),
    ),
    max_size=12,
)


def said(task: str, what: str, number: int, day: date) -> Said:
    if what == "value":
        return Said(task, str(number), target="t1" if number % 2 else "", correct=number % 3 == 0)
    if what == "row":
        return Said(task, str(number), body="瑶峰镇", correct=True)
    if what == "milestone":
        return Said(task, milestone=f"m{number % 4 + 1}", correct=True)
    if what == "occurrence":
        return Said(task, occurrence=f"r{number % 3 + 1}@{day.replace(day=1)}")
    return Said(task, note=f"第{number}次调度")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS, looked_at=st.dates(date(2023, 7, 1), date(2024, 4, 1)))
def test_any_history_verifies_and_lists_what_the_rule_says(
    tmp_path_factory: pytest.TempPathFactory, reports: list[tuple[str, int, str, int]], looked_at: date
) -> None:
    ledger = bundled(tmp_path_factory.mktemp("walk"))
    day = date(2023, 9, 10)
    for task, later, what, number in reports:
        day += timedelta(later)
        before, code = verify(ledger)["entries"], 0
        try:
            record.report(office(ledger, day.isoformat()), said(task, what, number, day))
        except XiaxianError as refused:
            code = refused.exit_code
        assert code in {0, 2, 4, 5}
        assert verify(ledger)["entries"] == before + (code == 0)
    found = verify(ledger)
    assert found["ok"], found["faults"]
    desk = office(ledger, looked_at.isoformat())
    for row in list(lists.rows(desk, lists.Asked(sort="plan"))):
        lit = light_of(state_of(desk, row), looked_at, desk.workdays)
        assert (row.light, row.reason) == (lit.light, lit.reason), (row.id, looked_at)


def test_rebuild_remakes_the_same(ledger: Path) -> None:
    before = verify(ledger)
    broken = edited(ledger, "UPDATE task SET state = '{}', due = '2001-01-01'", "DELETE FROM light_step")
    assert not broken["ok"]
    proof.rebuild(office(ledger, "2023-12-31"))
    assert verify(ledger) == before
