"""`calendar import`: told first, recorded when asked, and nothing twice."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import SMALL, Done, call
from tests.intake.calendars import GOOGLE, OUTLOOK, THUNDERBIRD, event, file
from tests.ledgers import office

ON = "2023-10-10"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A calendar file of another program."""
    return tmp_path / "meetings.ics"


def brought(ledger: Path, paper: Path, *more: str, on: str = ON) -> Any:
    done = call(ledger, "calendar", "import", str(paper), "--json", *more, on=on)
    assert done.code == 0, done.err
    return done.json


def rows(said: Any) -> list[tuple[str, str | None, str, str | None]]:
    return [(row["on"], row["task"], row["standing"], row["by"]) for row in said["rows"]]


def entries(ledger: Path, task: str = "trial-23/1") -> list[dict[str, Any]]:
    history: list[dict[str, Any]] = call(ledger, "history", task, "--json", on=ON).json
    return history


def meeting(title: str, uid: str = "a", day: str = "20231020", *more: str) -> str:
    return event(f"UID:{uid}", f"DTSTART;TZID=Asia/Shanghai:{day}T143000", f"SUMMARY:{title}", *more)


def test_a_meeting_becomes_a_remark_once_it_is_asked_for(small: Path, paper: Path) -> None:
    """Outlook's file: one is of a task whose title it holds, the other of none that is found."""
    paper.write_bytes(OUTLOOK)
    before = (entries(small), call(small, "show", "trial-23/1", "--json", on=ON).json)
    told = call(small, "calendar", "import", str(paper), on=ON)
    assert told.code == 0
    assert "改造旧房现场检查（14:30，县政府三楼会议室）" in told.out
    assert "将记录（按标题）" in told.out
    assert "没有对上事项，可用 --task 指定" in told.out
    assert told.err == "将记录 1 个日期，现在还没有写入。要写入请加 --write\n"
    assert (entries(small), call(small, "show", "trial-23/1", "--json", on=ON).json) == before
    done = call(small, "calendar", "import", str(paper), "--write", on=ON)
    assert done.err == "已记录 1 个日期。\n"
    *old, new = entries(small)
    assert old == before[0]
    assert (new["kind"], new["at"], new["by"]) == ("remark", ON, "张某")
    assert new["text"] == "安排：2023-10-20 改造旧房现场检查（14:30，县政府三楼会议室）"
    assert new["appointment"] == {
        "key": "040000008200E00074C5B7101A82E00800000000C0A5", "sequence": 1, "on": "2023-10-20",
        "what": "改造旧房现场检查（14:30，县政府三楼会议室）",
    }
    assert call(small, "show", "trial-23/1", "--json", on=ON).json["light"] == before[1]["light"]
    assert call(small, "verify", on=ON).code == 0


def test_the_same_file_again_brings_nothing_and_a_moved_date_says_what_it_was(small: Path, paper: Path) -> None:
    paper.write_bytes(file(meeting("改造旧房检查", "a", "20231020", "SEQUENCE:1")))
    brought(small, paper, "--write")
    assert rows(brought(small, paper, "--write")) == [("2023-10-20", "trial-23/1", "known", "title")]
    paper.write_bytes(file(meeting("改造旧房检查", "a", "20231022", "SEQUENCE:2")))
    said = brought(small, paper, "--write")
    assert (said["rows"][0]["standing"], said["rows"][0]["known_on"]) == ("moved", "2023-10-20")
    assert entries(small)[-1]["text"].startswith("安排：改期（原2023-10-20）：2023-10-22 ")
    paper.write_bytes(file(meeting("改造旧房检查", "a", "20231020", "SEQUENCE:1")))
    assert rows(brought(small, paper, "--write")) == [("2023-10-20", "trial-23/1", "older", "title")]
    paper.write_bytes(file(meeting("改造旧房检查", "a", "20231022", "SEQUENCE:3", "STATUS:CANCELLED")))
    assert rows(brought(small, paper, "--write"))[0][2] == "cancelled"
    assert "已取消；以前导入过，日期 2023-10-22" in call(small, "calendar", "import", str(paper), on=ON).out
    assert len(entries(small)) == 3


def test_what_was_taken_back_may_be_brought_in_again(small: Path, paper: Path) -> None:
    paper.write_bytes(file(meeting("改造旧房检查")))
    brought(small, paper, "--write")
    assert call(small, "undo", "trial-23/1", on=ON).code == 0
    assert rows(brought(small, paper))[0][2] == "new"


@pytest.mark.parametrize(("said", "task", "by"), [
    (meeting("会", "a", "20231020", "DESCRIPTION:trial-23/4 核对"), "trial-23/4", "id"),
    (meeting("会", "a", "20231020", "DESCRIPTION:见1号/2"), "trial-23/2", "id"),
    (meeting("会", "a", "20231020", "DESCRIPTION:trial-23.1.t1@xiaxian-tasks"), "trial-23/1", "uid"),
    (meeting("会", "a", "20231020", "DESCRIPTION:trial-23.3.r1.20231105@xiaxian-tasks"), "trial-23/3", "uid"),
    (meeting("关于宣传政策的会"), "trial-23/4", "title"),
    (meeting("征收保费"), "trial-23/2", "title"),
    (meeting("县交通局"), "trial-23/3", "words"),
    (meeting("改造旧房和征收保费的会"), None, None),
    (meeting("会", "a", "20231020", "DESCRIPTION:trial-23/1 trial-23/2"), None, None),
    (meeting("会", "a", "20231020", "DESCRIPTION:other-23/1 及 1/2"), None, None),
    (meeting("全县大会"), None, None),
    (meeting(""), None, None),
])
def test_whose_it_is(small: Path, paper: Path, said: str, task: str | None, by: str | None) -> None:
    paper.write_bytes(file(said))
    assert [row[1:4:2] for row in rows(brought(small, paper))] == [(task, by)]


def test_one_task_for_all_and_days_between(small: Path, paper: Path) -> None:
    paper.write_bytes(THUNDERBIRD)
    said = brought(small, paper, "--task", "trial-23/4", "--from", "2023-11-01", "--to", "2023-11-17", "--write")
    assert rows(said) == [
        ("2023-11-09", "trial-23/4", "new", "option"), ("2023-11-17", "trial-23/4", "new", "option"),
    ]
    assert [entry["task"] for entry in said["entries"]] == ["trial-23/4"] * 2
    assert [left["code"] for left in said["left"]] == ["no-event"]
    assert call(small, "calendar", "import", str(paper), "--task", "nothing", on=ON).code == 5
    late = call(small, "calendar", "import", str(paper), "--from", "2023-11-02", "--to", "2023-11-01", on=ON)
    assert late.code == 2


def test_our_own_events_and_cancelled_ones_are_dropped_with_a_word(small: Path, paper: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.ics"
    assert call(small, "calendar", "export", "--out", str(ours), on=ON).code == 0
    said = brought(small, ours, "--task", "trial-23/1", "--write")
    assert {row["standing"] for row in said["rows"]} == {"ours"}
    assert said["entries"] == []
    assert "本系统自己的日历" in call(small, "calendar", "import", str(ours), on=ON).out
    paper.write_bytes(GOOGLE)
    assert rows(brought(small, paper)) == [
        ("2023-10-20", "trial-23/1", "new", "id"), ("2023-10-23", None, "unmatched", None),
        ("2023-10-24", "trial-23/1", "cancelled", "title"),
    ]


def test_a_milestone_goes_into_the_plan_with_its_comments_kept(paper: Path, tmp_path: Path) -> None:
    """Added, brought along by --out, moved; the same plan file loaded again changes nothing."""
    small = tmp_path / "commented.sqlite3"
    commented = tmp_path / "trial-23.toml"
    commented.write_text(SMALL.replace("value = 200\n", "value = 200  # 文件第二条\n"), encoding="utf-8")
    assert call(small, "load", str(commented), on=ON).code == 0
    paper.write_bytes(file(meeting("改造旧房验收", "a@b", "20231120", "SEQUENCE:1")))
    out = tmp_path / "out.toml"
    told = call(small, "calendar", "import", str(paper), "--as", "milestone", on=ON)
    assert "trial-23/1 milestones.c" in told.out
    assert "-> 改造旧房验收（14:30）" in told.out
    assert len(entries(small)) == 1
    said = brought(small, paper, "--as", "节点", "--write", "--out", str(out))
    assert [difference["task"] for difference in said["differences"]][-1:] == ["trial-23/1"]
    text = out.read_text(encoding="utf-8")
    assert "value = 200  # 文件第二条\n" in text
    assert "# SEQUENCE 1, UID a@b\n" in text
    (milestone,) = call(small, "show", "trial-23/1", "--json", on=ON).json["milestones"]
    assert (milestone["what"], milestone["due"]) == ("改造旧房验收（14:30）", "2023-11-20")
    assert rows(brought(small, paper, "--as", "milestone")) == [("2023-11-20", "trial-23/1", "known", "title")]
    assert "新增或变更 0 项" in call(small, "load", str(out), on=ON).err
    paper.write_bytes(file(meeting("改造旧房验收", "a@b", "20231122", "SEQUENCE:2")))
    moved = call(small, "calendar", "import", str(paper), "--as", "milestone", "--write", on=ON)
    assert f"trial-23/1 milestones.{milestone['id']}.due: 2023-11-20 -> 2023-11-22" in moved.out
    assert "台账外的方案文件里没有这些节点" in moved.err
    (again,) = call(small, "show", "trial-23/1", "--json", on=ON).json["milestones"]
    assert (again["id"], again["due"]) == (milestone["id"], "2023-11-22")
    paper.write_bytes(file(meeting("改造旧房验收", "a@b", "20231120", "SEQUENCE:1")))
    assert rows(brought(small, paper, "--as", "milestone"))[0][2] == "older"
    assert call(small, "verify", on=ON).code == 0


def test_every_bundled_plan_takes_a_milestone(gazette: Path, paper: Path, tmp_path: Path) -> None:
    """One for each plan at once: nothing but a task's milestones and what follows from them is different."""
    desk = office(gazette, ON)
    plans = [row.id for row in desk.store.plans(counted=False) if row.issued.isoformat() <= ON]
    tasks = {plan: next(name for name, _ in desk.store.task_ids(f"{plan}/", 99) if not name.endswith("/0"))
             for plan in plans}
    desk.store.close()
    paper.write_bytes(file(*(
        meeting("检查", plan, "20231220", f"DESCRIPTION:{task}") for plan, task in tasks.items()
    )))
    (tmp_path / "plans").mkdir()
    said = brought(gazette, paper, "--as", "milestone", "--write", "--out", str(tmp_path / "plans"))
    assert {row["standing"] for row in said["rows"]} == {"new"}
    assert {each["task"] for each in said["differences"]} == set(tasks.values())
    assert {each["key"].partition(".")[0] for each in said["differences"]} <= {"milestones", "due_basis", "due"}
    for plan in plans:
        assert tomllib.loads((tmp_path / "plans" / f"{plan}.toml").read_text(encoding="utf-8"))["id"] == plan


def test_out_is_for_milestones_and_never_writes_over(small: Path, paper: Path, tmp_path: Path) -> None:
    paper.write_bytes(file(meeting("改造旧房检查"), meeting("征收保费检查", "b")))
    out = tmp_path / "out.toml"
    assert call(small, "calendar", "import", str(paper), "--out", str(out), on=ON).code == 2
    assert not out.exists()
    out.write_text("mine", encoding="utf-8")
    taken = call(small, "calendar", "import", str(paper), "--as", "milestone", "--write", "--out", str(out), on=ON)
    assert taken.code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert len(entries(small)) == 1


def test_all_of_it_or_nothing(full: Path, paper: Path) -> None:
    """A liaison puts no remark on a task; a word of secrecy is refused: then none of the others is there either."""
    task = "DESCRIPTION:groundwater-23/10"
    paper.write_bytes(file(meeting("检查", "b", "20231121", task), meeting("机密★会议", "a", "20231122", task)))
    before = entries(full, "groundwater-23/10")
    for by in ("李强", "赵芳"):
        assert call(full, "--by", by, "calendar", "import", str(paper), "--write", on=ON).code == 4
    assert entries(full, "groundwater-23/10") == before
    paper.write_bytes(file(meeting("检查", "b", "20231121", task)))
    assert call(full, "--by", "赵芳", "calendar", "import", str(paper), "--write", on=ON).code == 4
    assert call(full, "--by", "李强", "calendar", "import", str(paper), "--write", on=ON).code == 0
    assert entries(full, "groundwater-23/10")[:-1] == before


@pytest.mark.parametrize("source", [
    b"", b"\xff\xfe", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", bytes(10_000), GOOGLE[:-20],
])
def test_what_is_no_calendar_ends_in_three_with_file_and_line(small: Path, paper: Path, source: bytes) -> None:
    paper.write_bytes(source)
    done = call(small, "calendar", "import", str(paper), "--write", on=ON)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"{paper}:")
    assert call(small, "calendar", "import", str(paper) + ".none", on=ON).code == 2


def test_from_standard_input_in_english(small: Path) -> None:
    done = call(small, "calendar", "import", "-", on=ON, lang="en", given=file(meeting("改造旧房检查")))
    assert "to record (by its title)" in done.out
    assert done.err == "1 date would be recorded; nothing is yet. To record: --write\n"


def test_a_calendar_of_nothing_says_so(small: Path, paper: Path) -> None:
    paper.write_bytes(file())
    done: Done = call(small, "calendar", "import", str(paper), "--write", on=ON)
    assert (done.code, done.out, done.err) == (0, "", "没有要记录的。\n")
    assert json.loads(call(small, "calendar", "import", str(paper), "--json", on=ON).out)["rows"] == []
