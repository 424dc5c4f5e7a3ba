"""The demo: a ledger like any other, made up to the last figure and marked so, the same each time it is made."""

import re
import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.ledgers import demo
from xiaxian_tasks import assemble
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.entries import COUNTY
from xiaxian_tasks.domain.months import name_of
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import county, lists, proof, record, today
from xiaxian_tasks.office.desk import Demo, Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.ports import Query
from xiaxian_tasks.settings import Settings

ON = date(2023, 12, 25)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo for this file."""
    return demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def desk(place: Path) -> Office:
    """An office on it, with nothing said of day and person."""
    return assemble.office(Settings(str(place)))


def test_it_is_marked_and_opens_on_its_day_as_its_director(desk: Office, place: Path) -> None:
    assert (desk.demo, desk.on, desk.by) == (Demo(ON, "周行简"), ON, "周行简")
    assert desk.again().demo == desk.demo
    asked = assemble.office(Settings(str(place), date(2023, 11, 1), "许守一"))
    assert (asked.on, asked.by) == (date(2023, 11, 1), "许守一")


def test_it_holds(desk: Office) -> None:
    found = proof.verify(desk)
    assert (found["ok"], found["faults"], found["tasks"]) == (True, [], 232)
    assert found["entries"] > 900


def test_its_board_is_no_wall_of_red(desk: Office) -> None:
    counted = Counter(light for _, _, light, _ in desk.store.lights(Query(ON)))
    assert 5 <= counted["red"] <= 20
    assert 10 <= counted["yellow"] <= 40
    assert counted["done"] >= 25
    assert counted["green"] > counted["red"] + counted["yellow"] + counted["grey"]
    reasons = {reason for _, _, light, reason in desk.store.lights(Query(ON)) if light == "red"}
    assert reasons >= {"overdue", "far-behind", "missed", "breached"}
    assert {line["light"] for line in today.pressing(desk)["lines"]} >= {"red", "yellow", "grey"}
    assert all(row["total"] for row in lists.board(desk)["plans"])


def test_it_shows_every_step_of_supervision(desk: Office) -> None:
    recorded = Counter(entry.kind for entry in desk.store.entries())
    assert recorded.keys() >= {
        kinds.REGISTRATION, kinds.DISPATCH, kinds.RECEIPT, kinds.REFUSAL, kinds.REPORT, kinds.REQUEST, kinds.RETURN,
        kinds.CHECK, kinds.ACCEPTANCE, kinds.CLOSURE, kinds.EXTENSION_REQUEST, kinds.EXTENSION_GRANT, kinds.REMARK,
        kinds.REPLY, kinds.SUSPENSION, kinds.MONTH, kinds.PEOPLE, kinds.WAY, kinds.VIEW, kinds.DEMO,
    }
    stages = Counter(newest_state(row).stage for row in desk.store.tasks(Query(ON)) if row.plan in {
        "groundwater-23", "flood-control-23"
    })
    assert stages.keys() >= {"proposed", "registered", "dispatched", "active", "suspended", "completed", "closed"}
    assert [month.month for month in county.state(desk).months] == [name_of(date(2023, m, 1)) for m in range(7, 12)]


def test_its_figures_are_in_the_units_and_within_reason_of_their_targets(desk: Office) -> None:
    reported = 0
    for row in desk.store.tasks(Query(ON)):
        state = newest_state(row)
        whole = {t.id: t.value for t in state.task.targets} | {
            part.id: part.value for t in state.task.targets for part in t.parts
        }
        units = {name: t.unit for t in state.task.targets for name in (t.id, *(part.id for part in t.parts))}
        for entry in desk.store.history(row.id):
            if "value" in entry.content and entry.kind == kinds.REPORT:
                reported += 1
                value, target = Decimal(entry.content["value"]), entry.content["target"]
                assert entry.content["unit"] == units[target]
                assert 0 < value <= whole[target] * Decimal("1.25") + 1, (row.id, value)
                assert -value.as_tuple().exponent <= 2  # type: ignore[operator]
    assert reported > 200


def test_its_entries_carry_days_one_after_the_other_and_names_of_its_own_people(desk: Office) -> None:
    known = {person.name for person in county.state(desk).people.persons} | {"演示"}
    for entry in desk.store.entries():
        assert entry.by in known
        assert entry.at <= ON
        assert not entry.is_late
        told = [str(entry.content.get(key, "")) for key in ("note", "text", "reason")]
        assert not any(re.search("[\u4e00-\u9fff]{20}", text) for text in told)
    assert desk.store.history(COUNTY)[1].kind == kinds.DEMO


def test_what_is_tried_out_stays_until_it_is_made_again_the_same(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite3"
    shutil.copy(place, path)
    desk = assemble.office(assemble.demo(Settings(), str(path)))
    before = list(desk.store.heads())
    record.report(desk, Said("services-23/13", "180户"))
    desk.store.close()
    desk = assemble.office(assemble.demo(Settings(), str(path)))
    assert list(desk.store.heads()) != before
    desk.store.close()
    desk = assemble.office(assemble.demo(Settings(), str(path), again=True))
    assert list(desk.store.heads()) == before
    desk.store.close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"notes\n", None])
def test_what_is_no_demo_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.sqlite3"
    if content is None:
        desk = assemble.office(Settings(str(path), date(2023, 10, 31), "张某"))
        assemble.load(desk, ())
        desk.store.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    for again in (False, True):
        with pytest.raises(Refused) as refused:
            assemble.demo(Settings(), str(path), again=again)
        assert (refused.value.code, refused.value.exit_code) == ("not-a-demo", 4)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.demo*"))


def test_every_command_says_on_stderr_that_it_is_a_demo(place: Path) -> None:
    for lang, word in (("zh", "演示台账"), ("en", "Demo ledger")):
        done = call(place, "board", "--json", on="2023-12-25", lang=lang)
        assert done.err.startswith(word)
        assert done.err.count("\n") == 1
        assert done.json["on"] == "2023-12-25"
