"""A ledger whole, out and in: equal on every engine, all or nothing, and told by its line where it is broken."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import bundled, office_at
from tests.office.everything import HOMES, everything
from tests.office.tampering import ON
from tests.store.conftest import ENGINES, database, server  # noqa: F401  # fixtures
from xiaxian_tasks.errors import Faulty, Refused, StoreFault
from xiaxian_tasks.office import proof, record, transfer
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said


def desk_at(place: str | Path) -> Office:
    """An office at a ledger anywhere."""
    return office_at(str(place), ON)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return everything(tmp_path)


def exported(place: str | Path, *, evidence: bool = True) -> list[bytes]:
    desk = desk_at(place)
    try:
        return list(transfer.export(desk, evidence=evidence))
    finally:
        desk.store.close()


def taken_in(place: str | Path, lines: list[bytes]) -> dict[str, object]:
    desk = desk_at(place)
    try:
        found = transfer.take_in(desk, lines, "ledger.jsonl")
        told = proof.verify(desk)
        assert told["head"] == found["head"]
        return told
    finally:
        desk.store.close()


def test_what_is_taken_in_is_the_same_ledger(ledger: Path, tmp_path: Path) -> None:
    lines = exported(ledger)
    told = taken_in(tmp_path / "new.sqlite3", lines)
    assert told["ok"], told["faults"]
    assert [seal["holds"] for seal in told["seals"]] == [True]  # type: ignore[attr-defined]
    assert exported(tmp_path / "new.sqlite3") == lines
    desk = desk_at(tmp_path / "new.sqlite3")
    record.report(desk, Said(HOMES, note="转入后照常登记"))
    assert proof.verify(desk)["ok"]
    desk.store.close()


def test_from_sqlite_to_postgresql_and_back_no_byte_is_lost(
    ledger: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    lines = exported(ledger)
    places = [str(tmp_path / "there.sqlite3")]
    if "postgresql" in ENGINES:
        places = [str(request.getfixturevalue("database")), *places]
    for place in places:
        assert taken_in(place, lines)["ok"]
        back = exported(place)
        assert back == lines


def test_without_evidence_seals_can_still_be_proved(ledger: Path, tmp_path: Path) -> None:
    lines = exported(ledger, evidence=False)
    told = taken_in(tmp_path / "new.sqlite3", lines)
    assert {fault["code"] for fault in told["faults"]} == {"evidence-missing"}  # type: ignore[attr-defined]
    assert [seal["holds"] for seal in told["seals"]] == [True]  # type: ignore[attr-defined]


def test_a_ledger_with_nothing_behind_its_entries_is_taken_in_too(tmp_path: Path) -> None:
    lines = exported(bundled(tmp_path))
    assert lines[-2].startswith(b'{"entry":')
    assert taken_in(tmp_path / "new.sqlite3", lines)["ok"]
    assert exported(tmp_path / "new.sqlite3") == lines


def test_a_ledger_that_is_not_empty_takes_nothing_in(ledger: Path) -> None:
    lines = exported(ledger)
    desk = desk_at(ledger)
    with pytest.raises(Refused, match="ledger-not-empty"):
        transfer.take_in(desk, lines, "x")
    desk.store.close()


def broken(lines: list[bytes], line: int, **change: object) -> list[bytes]:
    """The lines with words of one line changed."""
    document = json.loads(lines[line])
    ((sort, said),) = document.items()
    for place, value in change.items():
        said[int(place[1:]) if isinstance(said, list) else place] = value
    text = json.dumps({sort: said}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return [*lines[:line], f"{text}\n".encode(), *lines[line + 1 :]]


def places(lines: list[bytes], sort: str) -> list[int]:
    return [place for place, line in enumerate(lines) if line.startswith(f'{{"{sort}":'.encode())]


def refused(lines: list[bytes], folder: Path) -> tuple[int, str]:
    """(line, code) of the only fault; nothing may have been written."""
    place = folder / "refused.sqlite3"
    desk = desk_at(place)
    with pytest.raises(Faulty) as told:
        transfer.take_in(desk, lines, "ledger.jsonl")
    assert desk.store.is_empty()
    assert desk.store.bodies() == []
    assert list(desk.store.entries()) == []
    assert list(desk.store.evidence_kept()) == []
    desk.store.close()
    (fault,) = told.value.faults
    assert fault.file == "ledger.jsonl"
    return fault.line, fault.code


def test_a_broken_file_is_told_by_its_line_and_nothing_is_written(ledger: Path, tmp_path: Path) -> None:
    lines = exported(ledger)
    entry, evidence, body = places(lines, "entry"), places(lines, "evidence")[0], places(lines, "body")[0]
    chained = next(place for place in entry if json.loads(lines[place])["entry"][1] == 2)
    assert refused(broken(lines, chained, _4="李某"), tmp_path)[1] == "export-chain"
    assert refused(broken(lines, chained, _1=7), tmp_path)[1] == "export-chain"
    assert refused([*lines[:chained], *lines[chained + 1 :]], tmp_path)[1] == "export-chain"
    assert refused(broken(lines, evidence, _1="AAAA"), tmp_path) == (evidence + 1, "export-evidence")
    assert refused(broken(lines, body, kind="township"), tmp_path) == (len(lines), "export-differs")
    assert refused(lines[:-1], tmp_path) == (len(lines), "truncated-export")
    assert refused(lines[: chained + 1], tmp_path)[1] == "truncated-export"
    assert refused([*lines[:-1], lines[-1][:-1]], tmp_path) == (len(lines), "truncated-export")
    assert refused([*lines[:5], b"{\n", *lines[5:]], tmp_path) == (6, "bad-export-line")
    assert refused([*lines[:5], b'{"entry":[1]}\n', *lines[5:]], tmp_path)[1] == "bad-export-line"
    assert refused([lines[0], *lines], tmp_path) == (2, "bad-export-line")
    assert refused([*lines, lines[-1]], tmp_path) == (len(lines) + 1, "bad-export-line")
    assert refused([lines[0], lines[body], *lines[1:]], tmp_path)[1] == "bad-export-line"
    assert refused([*lines[: body + 1], lines[body], *lines[body + 1 :]], tmp_path)[1] == "bad-export-line"


@pytest.mark.parametrize("line", [b"", b"{}\n", b"[]\n", b"1,2\n", b"SQLite format 3\x00", b'{"format":[]}\n'])
def test_a_foreign_file_is_none_of_ours(tmp_path: Path, line: bytes) -> None:
    assert refused([line], tmp_path) == (1, "not-an-export")


def test_a_later_version_asks_for_a_later_program(ledger: Path, tmp_path: Path) -> None:
    assert refused(broken(exported(ledger), 0, version=2), tmp_path) == (1, "newer-export")


def test_what_does_not_hold_is_not_handed_on(ledger: Path) -> None:
    import sqlite3

    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE entry SET kind = 'note' WHERE task = ? AND seq = 2", (HOMES,))
    connection.close()
    with pytest.raises(StoreFault, match="broken-chain"):
        exported(ledger)


def run(*arguments: str, source: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-m", "xiaxian_tasks", "--lang", "en", *arguments]
    return subprocess.run(call, input=source, capture_output=True, check=False)


def test_on_the_command_line_a_file_is_there_whole_or_not_at_all(ledger: Path, tmp_path: Path) -> None:
    out, new = tmp_path / "out.jsonl", str(tmp_path / "new.sqlite3")
    assert run("--db", str(ledger), "export", "--out", str(out)).returncode == 0
    assert out.read_bytes() == b"".join(exported(ledger))
    assert run("--db", str(ledger), "export", "--out", str(out)).returncode == 2
    piped = run("--db", str(ledger), "export", "--out", "-").stdout
    assert piped == out.read_bytes()
    assert run("--db", new, "import", "-", source=piped).returncode == 0
    assert run("--db", new, "verify").returncode == 0
    assert run("--db", new, "import", str(out)).returncode == 4
    out.write_bytes(out.read_bytes()[:-20])
    told = run("--db", str(tmp_path / "third.sqlite3"), "import", str(out))
    assert told.returncode == 3
    assert f"{out}:".encode() in told.stderr
    assert run("--db", new, "import", str(tmp_path / "none.jsonl")).returncode == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
