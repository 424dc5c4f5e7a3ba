"""What outlives the program: kept whole, shared fairly, begun anew where it cannot be read."""

import json
from pathlib import Path

import pytest

from xiaxian_tasks.tui import keep
from xiaxian_tasks.tui.keep import Kept


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "screen.json"


def test_what_was_kept_is_there_again(file: Path) -> None:
    kept = Kept(file)
    kept.put("tasks", "filter", "灯=红")
    kept.put("tasks", "marks", ["services-23/13"])
    kept.put("board", "tour", True)
    kept.keep_draft("report", "services-23/13", {"value": "45户", "note": "已开工"})
    assert not file.exists()
    assert kept.write()
    again = Kept(file)
    assert again.get("tasks", "filter", "") == "灯=红"
    assert again.get("tasks", "marks", [""]) == ["services-23/13"]
    assert again.get("board", "tour", False) is True
    assert again.draft("report", "services-23/13") == {"value": "45户", "note": "已开工"}
    assert again.drafts() == [("report", "services-23/13")]
    again.drop_draft("report", "services-23/13")
    assert again.write()
    assert Kept(file).drafts() == []
    assert [path.suffix for path in file.parent.iterdir() if path != file] == [".turn"]
    assert file.stat().st_mode & 0o077 == 0


def test_a_change_is_told_once_and_only_when_it_is_one(file: Path) -> None:
    kept, told = Kept(file), list[int]()
    kept.when_changed = lambda: told.append(1)
    kept.put("tasks", "sort", "due")
    kept.put("tasks", "sort", "due")
    kept.drop_draft("report", "nothing/1")
    assert len(told) == 1


@pytest.mark.parametrize("source", [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"form":2}', b'{"form":1,"places":[],"drafts":{"report":7}}',
    b'{"form":1,"places":{"tasks":{"filter":3,"marks":[1]}},"drafts":{"report":{"a/1":{"value":1}}}}', b"[" * 100000,
    b" " * (keep.LARGEST + 1),
])
def test_a_file_that_is_not_ours_is_begun_anew(file: Path, source: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(source)
    kept = Kept(file)
    assert kept.get("tasks", "filter", "") == ""
    assert kept.get("tasks", "marks", ["-"]) == ["-"]
    assert kept.draft("report", "a/1") == {}
    kept.put("tasks", "filter", "x")
    kept.keep_draft("report", "a/1", {"value": "2"})
    assert kept.write()
    assert Kept(file).get("tasks", "filter", "") == "x"
    assert Kept(file).draft("report", "a/1") == {"value": "2"}


def test_two_screens_keep_each_others_drafts(file: Path) -> None:
    one, other = Kept(file), Kept(file)
    one.keep_draft("report", "a/1", {"value": "1"})
    assert one.write()
    other.keep_draft("report", "a/2", {"value": "2"})
    other.put("tasks", "filter", "x")
    assert other.write()
    assert Kept(file).drafts() == [("report", "a/1"), ("report", "a/2")]
    assert one.draft("report", "a/2") == {"value": "2"}, "a screen that died meanwhile leaves its draft to this one"
    other.keep_draft("report", "a/1", {"value": "12"})
    assert other.write()
    one.put("board", "tour", True)
    assert one.write()
    assert Kept(file).draft("report", "a/1") == {"value": "12"}


def test_a_saved_form_leaves_what_another_screen_typed_since(file: Path) -> None:
    one, other = Kept(file), Kept(file)
    one.keep_draft("report", "a/1", {"value": "1"})
    assert one.write()
    assert other.draft("report", "a/1") == {"value": "1"}
    other.keep_draft("report", "a/1", {"value": "12"})
    one.drop_draft("report", "a/1")
    assert other.write()
    assert one.write()
    assert Kept(file).draft("report", "a/1") == {"value": "12"}


def test_while_another_screen_writes_one_waits_and_loses_nothing(file: Path) -> None:
    one = Kept(file)
    one.put("tasks", "filter", "x")
    with keep._turn(file) as is_ours:
        assert is_ours
        assert not one.write()
    assert one.write()
    assert Kept(file).get("tasks", "filter", "") == "x"


def test_only_the_newest_drafts_are_kept(file: Path) -> None:
    kept = Kept(file)
    for number in range(keep.DRAFTS_AT_MOST + 5):
        kept.keep_draft("report", f"a/{number}", {"value": "1"})
    assert kept.write()
    assert len(Kept(file).drafts()) == keep.DRAFTS_AT_MOST
    assert ("report", "a/4") not in Kept(file).drafts()


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    kept = Kept(tmp_path / "state" / "screen.json")
    kept.put("tasks", "filter", "x")
    assert not kept.write()
    assert kept.get("tasks", "filter", "") == "x"


def test_each_ledger_has_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keep.FOLDER, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    places = ("a.sqlite3", "b.sqlite3", "postgresql://host/a", "postgresql://host/b")
    assert len({keep.file_of(place) for place in places}) == len(places)
    assert keep.file_of("a.sqlite3") == keep.file_of(str(tmp_path / "a.sqlite3"))
    kept = keep.of("a.sqlite3")
    kept.put("tasks", "filter", "x")
    assert kept.write()
    assert "a.sqlite3" not in keep.file_of("a.sqlite3").name
    assert json.loads(keep.file_of("a.sqlite3").read_text())["places"] == {"tasks": {"filter": "x"}}
