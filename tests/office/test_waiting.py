"""Plan files that wait: what each is to the ledger, which are proposed, and what adopting one would do."""

from pathlib import Path

from tests.cli.programs import SMALL
from tests.ledgers import bundled, office
from xiaxian_tasks import assemble
from xiaxian_tasks.office import waiting
from xiaxian_tasks.office.adopt import Papers


def base() -> Papers:
    return assemble.bundled_papers()


def listed(path: Path, folder: Path) -> dict[str, str]:
    desk = office(path, "2026-11-24")
    found = waiting.listed(desk, assemble.plan_files(folder), base())
    desk.store.close()
    return {sheet["file"]: sheet["state"] for sheet in found}


def test_on_an_empty_ledger_every_bundled_plan_waits(tmp_path: Path) -> None:
    desk = office(tmp_path / "empty.sqlite3", "2026-11-24")
    sheets = waiting.listed(desk, assemble.plan_files(tmp_path), base())
    assert [sheet["state"] for sheet in sheets] == ["new"] * 12
    wells = next(sheet for sheet in sheets if sheet["id"] == "groundwater-23")
    assert (wells["document"], wells["issued"], wells["tasks"]) == ("夏政办发〔2023〕22号", "2023-10-07", 11)
    assert len(waiting.proposed(sheets)) == 12
    assert assemble.load(desk, waiting.proposed(sheets)).added == 232


def test_own_files_come_first_and_are_told_by_what_they_would_do(tmp_path: Path) -> None:
    ledger = bundled(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "trial-23.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "plans" / "broken.toml").write_text('id = "b-23"\n[[tasks]\n', encoding="utf-8")
    (tmp_path / "plans" / "people.toml").write_text('[[people]]\nname = "甲"\nrole = "督查员"\n', encoding="utf-8")
    (tmp_path / "settings.toml").write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "draft.toml").write_text(SMALL.replace("trial-23", "other-23"), encoding="utf-8")
    found = listed(ledger, tmp_path)
    assert list(found.items())[:3] == [
        ("plans/broken.toml", "faulty"), ("plans/trial-23.toml", "new"), ("draft.toml", "new"),
    ]
    assert set(list(found.values())[3:]) == {"adopted"}


def test_a_file_edited_after_it_was_adopted_waits_with_its_differences(tmp_path: Path) -> None:
    ledger = bundled(tmp_path)
    (tmp_path / "plans").mkdir()
    path = tmp_path / "plans" / "trial-23.toml"
    path.write_text(SMALL, encoding="utf-8")
    desk = office(ledger, "2023-09-30")
    assemble.load(desk, [str(path)])
    assert listed(ledger, tmp_path)["plans/trial-23.toml"] == "adopted"
    path.write_text(SMALL.replace("value = 200\nunit", "value = 220\nunit"), encoding="utf-8")
    assert listed(ledger, tmp_path)["plans/trial-23.toml"] == "changed"
    (own, *_) = assemble.plan_files(tmp_path)
    changes = waiting.previewed(desk, own, base())
    assert [(each.task, each.old, each.new) for each in changes.differences] == [("trial-23/1", "200", "220")]


def test_what_waits_is_the_users_own_before_what_is_bundled(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    wells = next(each for each in assemble.plan_files(tmp_path) if "groundwater" in each.name)
    (folder / "wells.toml").write_bytes(wells.source.replace(b"value = 15", b"value = 18"))
    desk = office(tmp_path / "ledger.sqlite3", "2023-12-20")

    def found() -> list[tuple[str, str]]:
        sheets = waiting.pending(waiting.listed(desk, assemble.plan_files(tmp_path), base()))
        return [(sheet["id"], sheet["file"]) for sheet in sheets if sheet["id"] == "groundwater-23"]

    assert found() == [("groundwater-23", str(Path("plans") / "wells.toml"))]
    assemble.load(desk, [str(folder / "wells.toml")])
    assert found() == []


def test_a_file_that_cannot_be_read_is_faulty(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2026-11-24")
    unread = waiting.PlanFile("plans/secret.toml", str(tmp_path), b"", why="Permission denied")
    (sheet,) = waiting.listed(desk, [unread], base())
    assert (sheet["state"], sheet["tasks"]) == ("faulty", 0)
    (fault,) = waiting.previewed(desk, unread, base()).faults
    assert fault.code == "unreadable-file"
