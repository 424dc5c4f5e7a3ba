"""Evidence through the public door: kept by content, listed, copied out safely, and proved."""

import os
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.ledgers import TODAY, office
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.office import record
from xiaxian_tasks.office.acting import EVIDENCE_AT_MOST
from xiaxian_tasks.store.open import open_store

HOMES = "trial-23/1"
PHOTO = "验收合格".encode()


def handed_in(ledger: Path, path: Path, content: bytes = PHOTO, *, value: str = "10户", on: str = "2023-09-30") -> None:
    path.write_bytes(content)
    done = call(ledger, "report", HOMES, value, "--evidence", str(path), on=on)
    assert done.code == 0, done.err


def named(ledger: Path, name: str) -> None:
    """Hand in under a name no file system would let a test make: the entry is written through the office."""
    record.report(office(ledger, "2023-09-30"), record.Said(HOMES, "10户", evidence=((name, PHOTO),)))


def execute(ledger: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute(statement, values)


def test_a_paper_is_listed_shown_and_copied_out(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "照片.txt")
    (row,) = call(small, "evidence", "list", "--json").json
    assert {key: row[key] for key in ("task", "seq", "name", "size", "hash", "state")} == {
        "task": HOMES, "seq": 2, "name": "照片.txt", "size": len(PHOTO), "hash": sha256(PHOTO).hexdigest(),
        "state": "kept",
    }
    assert call(small, "evidence", "list", HOMES, "--json").json == [row]
    assert call(small, "evidence", "list", "trial-23/3", "--json").json == []
    assert call(small, "evidence", "list", "--json", on="2023-09-29").json == [], "not yet handed in"
    shown = call(small, "show", HOMES, "--json").json
    assert [paper["size"] for paper in shown["evidence"]] == [len(PHOTO)]
    for lang, told in (("zh", "记录 2  照片.txt  12 B"), ("en", "entry 2  照片.txt  12 B")):
        assert told in call(small, "show", HOMES, lang=lang).out
        assert "照片.txt" in call(small, "evidence", "list", lang=lang).out
    folder = tmp_path / "out"
    folder.mkdir()
    done = call(small, "evidence", "save", HOMES, "--out", str(folder))
    assert (done.code, done.out) == (0, f"{folder / '照片.txt'}\n")
    assert (folder / "照片.txt").read_bytes() == PHOTO
    assert call(small, "evidence", "save", HOMES, "--entry", "1", "--out", str(folder)).code == 5
    assert call(small, "evidence", "save", "trial-23/3", "--out", str(folder)).code == 5


def test_the_same_content_is_kept_once(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "甲.txt", value="10户")
    handed_in(small, tmp_path / "乙.txt", value="20户")
    handed_in(small, tmp_path / "丙.txt", b"another", value="30户")
    with sqlite3.connect(small) as connection:
        kept = connection.execute("SELECT hash, size FROM evidence ORDER BY size").fetchall()
    assert kept == [(sha256(b"another").hexdigest(), 7), (sha256(PHOTO).hexdigest(), len(PHOTO))]
    assert [row["name"] for row in call(small, "evidence", "list", "--json").json] == ["甲.txt", "乙.txt", "丙.txt"]
    assert call(small, "evidence", "verify", "--json").json == {
        "ok": True, "pieces": 2, "never_kept": 0, "faults": []
    }
    assert call(small, "verify").code == 0


HOSTILE = (
    "../../x", "/etc/passwd", "C:\\x", "..\\..\\y", "con", "CON.txt", "nul", "a\0b", "..", ".", "", " ", "a\nb",
    "照" * 300 + ".pdf", "\u202egpj.exe", "a:b?.txt", "-rf", "~root", "x" * 300, ".bashrc",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_out_of_the_folder(name: str, small: Path, tmp_path: Path) -> None:
    named(small, name)
    outside = tmp_path / "outside"
    folder = outside / "out"
    folder.mkdir(parents=True)
    before = sorted(path for path in tmp_path.rglob("*") if "ledger" not in path.name)
    for _ in range(2):
        done = call(small, "evidence", "save", HOMES, "--out", str(folder))
        assert done.code == 0, done.err
    found = sorted(path for path in tmp_path.rglob("*") if "ledger" not in path.name)
    written = [path for path in found if path not in before]
    assert len(written) == 2
    for path in written:
        assert path.parent == folder
        assert path.read_bytes() == PHOTO
        assert path.name.isprintable()
        assert len(path.name.encode()) < 255
        assert not set(path.name) & set('<>:"/\\|?*')
        assert path.stem.lower() not in {"con", "nul", ""}


def test_what_is_there_is_never_written_over(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "照片.tar.gz")
    folder, treasure = tmp_path / "out", tmp_path / "treasure"
    folder.mkdir()
    treasure.write_bytes(b"keep")
    (folder / "照片.tar.gz").symlink_to(treasure)
    (folder / "照片.tar-2.gz").symlink_to(tmp_path / "nowhere")
    (folder / "照片.tar-3.gz").mkdir()
    done = call(small, "evidence", "save", HOMES, "--out", str(folder), "--json")
    assert [row["file"] for row in done.json] == [str(folder / "照片.tar-4.gz")]
    assert (folder / "照片.tar-4.gz").read_bytes() == PHOTO
    assert treasure.read_bytes() == b"keep"
    assert not (tmp_path / "nowhere").exists()
    assert not [path for path in folder.iterdir() if path.name.endswith(".part")]


def test_folders_that_are_none(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "照片.txt")
    linked = tmp_path / "link"
    linked.symlink_to(tmp_path)
    for place in (str(tmp_path / "missing"), str(small), str(linked)):
        done = call(small, "evidence", "save", HOMES, "--out", place, lang="en")
        told = f"“{place}” is no folder that exists, or only a link to one. Make it first.\n"
        assert (done.code, done.err) == (2, told)


def test_nothing_is_half_written(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "照片.txt")
    if os.geteuid() == 0:  # a folder that may not be written stops nobody from writing who is root
        folder = Path("/proc/self/fdinfo")
    else:
        folder = tmp_path / "locked"
        folder.mkdir(mode=0o500)
    if folder.is_dir():
        done = call(small, "evidence", "save", HOMES, "--out", str(folder))
        assert done.code == 2
        assert not (folder / "照片.txt").exists()


def test_an_altered_and_a_missing_paper_are_found(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "甲.txt", b"one", value="10户")
    handed_in(small, tmp_path / "乙.txt", b"two", value="20户")
    handed_in(small, tmp_path / "丙.txt", b"three", value="30户")
    execute(small, "UPDATE evidence SET content = ? WHERE hash = ?", b"uno", sha256(b"one").hexdigest())
    execute(small, "DELETE FROM evidence WHERE hash = ?", sha256(b"two").hexdigest())
    done = call(small, "evidence", "verify", "--json")
    assert done.code == 7
    assert done.json == {"ok": False, "pieces": 1, "never_kept": 0, "faults": [
        {"task": HOMES, "seq": 2, "name": "甲.txt", "code": "evidence-altered"},
        {"task": HOMES, "seq": 3, "name": "乙.txt", "code": "evidence-missing"},
    ]}
    for lang, lines in (
        ("en", [f"{HOMES}, entry 2, “甲.txt”: altered", f"{HOMES}, entry 3, “乙.txt”: gone", "1 piece of evidence"]),
        ("zh", [f"{HOMES} 第 2 条记录“甲.txt”：已被改动", f"{HOMES} 第 3 条记录“乙.txt”：已缺失", "1 份佐证"]),
    ):
        told = call(small, "evidence", "verify", lang=lang)
        assert (told.code, told.out.splitlines()) == (7, lines)
    assert {fault["code"] for fault in call(small, "verify", "--json").json["faults"]} == {
        "evidence-altered", "evidence-missing"
    }
    for entry, code in (("2", 7), ("3", 7), ("4", 0)):
        assert call(small, "evidence", "save", HOMES, "--entry", entry, "--out", str(tmp_path)).code == code
    assert (tmp_path / "丙-2.txt").read_bytes() == b"three"


def test_reports_of_old_hold_a_fingerprint_alone(small: Path, tmp_path: Path) -> None:
    """The first version of the program kept no copies; its reports do not say that one was kept."""
    handed_in(small, tmp_path / "新.txt", b"new", value="10户")
    store = open_store(str(small), today=TODAY)
    (report,) = [entry for entry in store.history(HOMES) if entry.kind == "report"]
    store.close()
    before = {key: value for key, value in report.content.items() if key != "kept"}
    assert report.content["kept"] is True
    old = sealed(report._replace(content=before, hash=""), _hash_before(small))
    changed = "UPDATE entry SET content = ?, hash = ? WHERE task = ? AND seq = 2"
    execute(small, changed, canonical(before), old.hash, HOMES)
    execute(small, "UPDATE task SET head = ? WHERE id = ?", old.hash, HOMES)
    execute(small, "DELETE FROM evidence")
    assert call(small, "evidence", "verify", "--json").json == {
        "ok": True, "pieces": 0, "never_kept": 1, "faults": []
    }
    (row,) = call(small, "evidence", "list", "--json").json
    assert (row["state"], row["size"]) == ("never-kept", None)
    for lang, told in (("zh", "未留存（留存副本之前记录）"), ("en", "not kept (recorded before copies were kept)")):
        assert told in call(small, "show", HOMES, lang=lang).out
        assert told in call(small, "evidence", "list", lang=lang).out
    assert call(small, "verify", "--json").json["faults"] == []
    assert call(small, "evidence", "save", HOMES, "--out", str(tmp_path)).code == 5
    assert assemble.file_name("a/b.txt") == "a_b.txt"


def _hash_before(ledger: Path) -> str:
    with sqlite3.connect(ledger) as connection:
        return str(connection.execute("SELECT hash FROM entry WHERE task = ? AND seq = 1", (HOMES,)).fetchone()[0])


@pytest.mark.parametrize(("name", "content", "code"), [
    ("大.bin", b"\0" * (EVIDENCE_AT_MOST + 1), 4), ("空.txt", b"", 2), ("机密★.txt", PHOTO, 4),
    ("照片.txt", "机密★10年 关于……".encode("gb18030"), 4), ("照片.txt", "绝密★".encode(), 4),
])
def test_what_is_not_taken(name: str, content: bytes, code: int, small: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert call(small, "report", HOMES, "10户", "--evidence", str(path)).code == code
    assert call(small, "evidence", "list", "--json").json == []
    with sqlite3.connect(small) as connection:
        assert connection.execute("SELECT count(*) FROM evidence").fetchone() == (0,)
    assert len(call(small, "history", HOMES, "--json").json) == 1


def test_the_largest_paper_is_taken(small: Path, tmp_path: Path) -> None:
    handed_in(small, tmp_path / "大.bin", b"\1" * EVIDENCE_AT_MOST)
    assert call(small, "evidence", "list", "--json").json[0]["size"] == EVIDENCE_AT_MOST
    assert "20 MB" in call(small, "evidence", "list").out
    assert call(small, "evidence", "verify").code == 0
