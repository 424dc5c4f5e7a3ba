"""Every single change to a ledger's file is found: of each kind of entry, of all that is kept beside, by a seal."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ledgers import office
from tests.office import tampering
from tests.office.everything import HOMES, WELLS, everything
from tests.office.tampering import ON, Change, found
from xiaxian_tasks import assemble
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import messages
from xiaxian_tasks.office import proof, record, seals
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet

KINDS = sorted(
    {kind for name, kind in vars(kinds).items() if name.isupper() and isinstance(kind, str)}
    - {kinds.COUNTY, kinds.DAMAGED} | set(messages.ENTRIES)
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(tmp_path_factory.mktemp("everything"))


def verify(path: Path, code: str = "") -> Sheet:
    desk = office(path, ON)
    try:
        return proof.verify(desk, code=code)
    finally:
        desk.store.close()


def test_the_ledger_holds_and_has_every_kind_of_entry(ledger: Path) -> None:
    desk = office(ledger, ON)
    assert {entry.kind for entry in desk.store.entries()} == set(KINDS)
    desk.store.close()
    told = verify(ledger)
    assert (told["ok"], told["faults"], told["doubts"]) == (True, [], [])
    assert [seal["holds"] for seal in told["seals"]] == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_done_to_an_entry_is_found_where_it_was_done(ledger: Path, tmp_path: Path, kind: str) -> None:
    changes = [change for change in tampering.of_entries(ledger) if f" {kind}: " in change.name]
    first = changes[0].name.partition(":")[0]
    tried = 0
    for change in changes:
        if not change.name.startswith(first):
            continue
        told = found(ledger, change, tmp_path)
        if told is None:
            continue
        tried += 1
        history, seq, _ = change.name.partition(":")[0].split(" ")
        named = [fault["seq"] for fault in told["faults"] if fault["task"] == history and fault["seq"]]
        assert not told["ok"], change.name
        if "repeated" in change.name:
            assert named, change.name
        elif "swapped" in change.name:
            assert min(named) == int(seq) - 1, change.name
        else:
            assert min(named) == int(seq), change.name
    assert tried > 10


def test_whatever_is_done_to_what_is_kept_beside_is_found(ledger: Path, tmp_path: Path) -> None:
    tried = 0
    for change in tampering.of_kept(ledger, most=2):
        told = found(ledger, change, tmp_path)
        assert told is None or not told["ok"], change.name
        tried += told is not None
    assert tried > 100


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE evidence SET content = x'00'", "evidence-altered"),
        ("DELETE FROM evidence", "evidence-missing"),
        ("INSERT INTO evidence VALUES ('ab', 1, x'00')", "evidence-unnamed"),
        ("DELETE FROM number WHERE number = 2", "number-missing"),
        ("INSERT INTO number VALUES ('registration', 2023, 9, 'wells-23/1')", "number-untaken"),
        ("UPDATE light_step SET light = 'green' WHERE task = 'wells-23/1'", "lights-differ"),
        ("DELETE FROM waiting WHERE task = 'wells-23/4'", "waits-differ"),
        ("UPDATE asked SET fields = 99 WHERE task = 'wells-23/1'", "asked-differs"),
        ("UPDATE county_row SET state = '{}'", "projection-differs"),
        ("UPDATE message_row SET state = 'due' WHERE state = 'confirmed'", "projection-differs"),
        ("DELETE FROM said WHERE task = 'wells-23/1'", "projection-differs"),
        ("DELETE FROM message_row", "missing-projection"),
        ("UPDATE said SET message = 'message/2024-9'", "missing-history"),
        ("DELETE FROM number WHERE kind = 'message' AND number = 3", "number-missing"),
        ("DELETE FROM county_row", "missing-projection"),
        ("DELETE FROM entry WHERE task = 'county'", "missing-history"),
        ("DELETE FROM plan_revision WHERE at = '2024-02-02'", "missing-file"),
        ("UPDATE plan SET document_json = replace(document_json, '县长', '书记')", "plan-differs"),
    ],
)
def test_each_fault_has_its_name(ledger: Path, tmp_path: Path, statement: str, code: str) -> None:
    told = found(ledger, Change(statement, ((statement, ()),)), tmp_path)
    assert told is not None
    assert code in {fault["code"] for fault in told["faults"]}


def test_bodies_and_working_days_that_differ_are_doubts(ledger: Path, tmp_path: Path) -> None:
    """They have no history of their own: a county may have had them so."""
    group = Change("group", (("DELETE FROM body_member WHERE body = '县自备井治理领导小组'", ()),
                             ("DELETE FROM body WHERE name = '县自备井治理领导小组'", ())))
    told = found(ledger, group, tmp_path)
    assert told is not None
    assert (told["ok"], told["doubts"]) == (True, ["group-unlisted"])
    told = found(ledger, Change("day", (("UPDATE calendar_day SET day = 'x' || day", ()),)), tmp_path)
    assert told is not None
    assert not told["ok"], "what is no day at all is none"


def test_working_days_are_held_beside_the_notices_that_ship(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "days.sqlite3"
    path.write_bytes(ledger.read_bytes())
    notices = assemble.bundled_papers().holidays
    desk = office(path, ON)
    assert proof.verify(desk, notices=notices)["doubts"] == []
    desk.store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE calendar_day SET working = 1 - working WHERE day LIKE '2026%' AND known <> ''")
    desk = office(path, ON)
    assert proof.verify(desk, notices=notices)["doubts"] == ["calendar-differs"]
    desk.store.close()


# A cut tail. ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def grown(ledger: Path, tmp_path: Path) -> Path:
    """The ledger with a report on the homes, a second seal, and another report after it."""
    path = tmp_path / "grown.sqlite3"
    path.write_bytes(ledger.read_bytes())
    for day in ("2024-02-10", "2024-02-20"):
        desk = office(path, day)
        record.report(desk, Said(HOMES, note=f"{day}走访"))
        if day == "2024-02-10":
            seals.seal(desk)
        desk.store.close()
    return path


def cut(path: Path, history: str, seq: int) -> None:
    """Cut a task's history from `seq` on, and make its present state from what is left."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM entry WHERE task = ? AND seq >= ?", (history, seq))
    desk = office(path, ON)
    desk.store.replace_projection(proof.remade(desk))
    desk.store.close()


def codes_of(path: Path) -> list[str]:
    desk = office(path, ON)
    found = [seal["code"] for seal in seals.listing(desk)]
    desk.store.close()
    return found


def test_a_tail_cut_with_its_projection_is_found_by_a_seal_alone(grown: Path) -> None:
    """Homes have four entries: the third was sealed, the fourth came after the last seal."""
    head = verify(grown)["head"]
    cut(grown, HOMES, 5)
    told = verify(grown)
    assert told["ok"], "what was written after the last seal leaves no trace"
    assert told["head"] != head
    cut(grown, HOMES, 4)
    told = verify(grown)
    assert told["faults"] == [{"task": HOMES, "seq": 4, "code": "seal-cut"}]
    assert [seal["holds"] for seal in told["seals"]] == [True, False]


def test_a_whole_history_that_is_gone_is_found_by_a_seal(grown: Path) -> None:
    with closing(sqlite3.connect(grown)) as connection, connection:
        for table in ("light_step", "task_body", "waiting", "asked"):
            connection.execute(f"DELETE FROM {table} WHERE task = ?", (HOMES,))
        connection.execute("DELETE FROM task WHERE id = ?", (HOMES,))
        connection.execute("DELETE FROM entry WHERE task = ?", (HOMES,))
    assert {"task": HOMES, "seq": 1, "code": "seal-gone"} in verify(grown)["faults"]


def test_a_history_written_anew_with_a_sound_chain_is_found_by_a_seal(grown: Path) -> None:
    from xiaxian_tasks.domain.chain import ROOT, sealed

    desk = office(grown, ON)
    before, entries = ROOT, []
    for entry in desk.store.history(WELLS):
        entries.append(sealed(entry._replace(by="某甲") if entry.seq == 8 else entry, before))
        before = entries[-1].hash
    desk.store.close()
    with closing(sqlite3.connect(grown)) as connection, connection:
        connection.executemany(
            'UPDATE entry SET hash = ?, "by" = ? WHERE task = ? AND seq = ?',
            [(entry.hash, entry.by, entry.task, entry.seq) for entry in entries],
        )
    desk = office(grown, ON)
    desk.store.replace_projection(proof.remade(desk))
    desk.store.close()
    assert {fault["code"] for fault in verify(grown)["faults"]} == {"seal-rewritten"}


def county_put_back(path: Path, older: Path) -> None:
    """The county's history as it was in an older copy: the newest seal is gone with all its traces."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS older", (str(older),))
        with connection:
            for table in ("entry WHERE task = 'county'", "county_row", "evidence"):
                connection.execute(f"DELETE FROM main.{table}")
                connection.execute(f"INSERT INTO main.{table.partition(' ')[0]} SELECT * FROM older.{table}")


def test_the_paper_alone_tells_that_the_county_s_history_was_cut(ledger: Path, grown: Path) -> None:
    code = codes_of(grown)[-1]
    assert verify(grown, code)["ok"]
    county_put_back(grown, ledger)
    assert verify(grown)["ok"], "the first seal knows nothing of the second"
    told = verify(grown, code)
    assert told["faults"] == [{"task": "county", "seq": 0, "code": "seal-unknown"}]


def test_the_paper_alone_finds_again_what_it_sealed(ledger: Path, tmp_path: Path) -> None:
    """Only the seal's own entry is gone: the entries recorded first, as many as the code counts, have its head."""
    path, older = tmp_path / "now.sqlite3", tmp_path / "older.sqlite3"
    for each in (path, older):
        each.write_bytes(ledger.read_bytes())
    desk = office(path, "2024-02-10")
    moment = desk.now()
    desk.now = lambda: moment + timedelta(minutes=1)
    code = seals.seal(desk)["code"]
    desk.now = lambda: moment + timedelta(minutes=2)
    record.report(desk, Said(HOMES, note="走访"))
    desk.store.close()
    county_put_back(path, older)
    assert verify(path, code)["faults"] == [{"task": "county", "seq": 0, "code": "seal-lost"}]
    cut(path, HOMES, 4)
    assert verify(path, code)["faults"] == [{"task": "county", "seq": 0, "code": "seal-lost"}]
    cut(path, HOMES, 3)
    assert verify(path, code)["faults"] == [{"task": "county", "seq": 0, "code": "seal-unknown"}]


def test_a_clock_put_back_raises_no_false_alarm(ledger: Path, tmp_path: Path) -> None:
    """What is written after a seal with an earlier clock is not taken for sealed: no clock is asked."""
    path = tmp_path / "back.sqlite3"
    path.write_bytes(ledger.read_bytes())
    desk = office(path, "2024-02-10")
    moment = desk.now()
    code = seals.seal(desk)["code"]
    desk.now = lambda: moment - timedelta(days=30)
    record.report(desk, Said(HOMES, note="走访"))
    desk.store.close()
    assert verify(path, code)["ok"]


def test_a_forged_seal_does_not_stand_in_for_the_paper(grown: Path) -> None:
    """Whoever cuts a tail and seals anew has another code than the paper; the old code fits no other head."""
    paper = codes_of(grown)[-1]
    cut(grown, HOMES, 4)
    desk = office(grown, "2024-02-25")
    fresh = seals.seal(desk)["code"]
    desk.store.close()
    assert fresh != paper
    assert not verify(grown, paper)["ok"]


KEY, OTHER = b"0123456789abcdef", b"another key of ours"


def test_a_key_signs_seals_and_never_shows(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "signed.sqlite3"
    path.write_bytes(ledger.read_bytes())
    desk = office(path, "2024-02-10")
    desk.key = lambda: KEY
    assert seals.seal(desk)["signature"] == "signed"
    told = proof.verify(desk)
    assert [seal["signature"] for seal in told["seals"]] == ["unsigned", "signed"]
    assert told["ok"]
    desk.key = lambda: None
    told = proof.verify(desk)
    assert (told["ok"], told["seals"][-1]["signature"]) == (True, "key-missing")
    desk.key = lambda: OTHER
    told = proof.verify(desk)
    assert told["seals"][-1]["signature"] == "forged"
    assert [fault["code"] for fault in told["faults"]] == ["seal-forged"]
    desk.store.close()
    assert KEY not in path.read_bytes()
    assert KEY.decode() not in repr(told)
