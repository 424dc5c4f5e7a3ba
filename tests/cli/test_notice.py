"""Letters through the public door: issued, listed, shown, answered, taken back, and the register of their numbers."""

from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.cli.supervision import DIRECTOR, LEADER, LIAISON, PEOPLE, SUPERVISOR, WELLS, act, entries, refused

TRAINING = "groundwater-23/1"
WATER = "县水利局"
ISSUE = ("notice", "issue", "提醒函", WELLS, "--body", WATER)


@pytest.fixture
def ledger(gazette: Path, tmp_path: Path) -> Path:
    """The bundled plans and five persons, under simple supervision."""
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    assert call(gazette, "load", str(tmp_path / "people.toml"), on="2023-10-08").code == 0
    return gazette


def issued(ledger: Path, on: str = "11-20", *more: str) -> dict[str, object]:
    answer = act(ledger, on, DIRECTOR, *ISSUE, *more, "--json")
    assert answer.code == 0, answer.err
    found: dict[str, object] = answer.json
    return found


def test_a_letter_of_several_matters_goes_its_whole_way(ledger: Path, tmp_path: Path) -> None:
    found = issued(ledger, "11-20", TRAINING)
    assert (found["letter"], found["number"], found["tasks"]) == (
        "2023/reminder/1", "夏督提〔2023〕1号", [WELLS, TRAINING]
    )
    (message,) = call(ledger, "remind", "list", "--json", on="2023-11-20").json
    assert (message["id"], message["state"], message["letter"]) == (found["message"], "approved", found["letter"])
    assert message["attachments"][0].startswith("2023-reminder-1.docx#sha256:")
    (tmp_path / "回函.pdf").write_bytes(b"%PDF-1.4 scan")
    answer = act(ledger, "11-22", LIAISON, "notice", "reply", "夏督提〔2023〕1号", "已倒排工期",
                 "--evidence", str(tmp_path / "回函.pdf"))
    assert (answer.code, "2023-11-22已回复" in answer.out) == (0, True), answer.err
    for task in (WELLS, TRAINING):
        assert [kind for _, kind in entries(ledger, task)][-2:] == ["notice", "reply"]
    (message,) = call(ledger, "remind", "list", "--json", on="2023-11-22").json
    assert message["state"] == "confirmed"
    shown = call(ledger, "notice", "show", "2023/reminder/1", on="2023-11-22")
    assert "关于" in shown.out
    assert shown.out.count("已倒排工期") == 2
    assert call(ledger, "verify", on="2023-12-31").code == 0
    again = refused(ledger, "11-23", SUPERVISOR, "notice", "reply", "2023/reminder/1", "再报")
    assert "没有待回复的事项" in again


def test_check_shows_the_paper_and_writes_nothing(ledger: Path) -> None:
    before = entries(ledger)
    answer = act(ledger, "11-20", DIRECTOR, *ISSUE, "--check")
    assert (answer.code, "夏督提〔2023〕1号" in answer.out, WATER in answer.out) == (0, True, True)
    document = act(ledger, "11-20", DIRECTOR, *ISSUE, "--check", "--text", "请重视。", "--json").json
    assert (document["due"], document["tasks"], "请重视" in document["text"]) == ("2023-11-27", [WELLS], True)
    assert entries(ledger) == before
    assert call(ledger, "notice", "list", "--json", on="2023-11-20").json == []


def test_one_taken_back_leaves_its_number_in_the_register(ledger: Path) -> None:
    for _ in range(2):
        issued(ledger)
    answer = act(ledger, "11-21", DIRECTOR, "notice", "withdraw", "夏督提[2023]1号", "--why", "数据有误")
    assert (answer.code, "数据有误" in answer.out) == (0, True), answer.err
    lines = call(ledger, "notice", "register", "--kind", "提醒函", "--year", "2023", "--json", on="2023-11-21").json
    assert [(each["running"], each["gap"], each["why"]) for each in lines] == [
        (1, "withdrawn", "数据有误"), (2, None, None)
    ]
    assert "已撤回：数据有误" in call(ledger, "notice", "register", on="2023-11-21").out
    states = {each["letter"]: each["state"] for each in call(ledger, "remind", "list", "--json", on="2023-11-21").json}
    assert states == {"2023/reminder/1": "cancelled", "2023/reminder/2": "approved"}
    assert issued(ledger, "11-22")["number"] == "夏督提〔2023〕3号"
    newest = str(entries(ledger)[-1][0])
    error = refused(ledger, "11-22", DIRECTOR, "task", "undo", WELLS, "--entry", newest)
    assert "整份撤回" in error


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (("notice", "issue", "明信片", WELLS), 2, "明信片"), (("notice", "issue", "bulletin", WELLS), 2, "bulletin"),
    (("notice", "issue", "reminder"), 2, ""), (("notice", "issue", "reminder", WELLS), 2, "--body"),
    (("notice", "issue", "reminder", "nowhere-1/1", "--body", WATER), 5, "nowhere-1/1"),
    (("notice", "issue", "reminder", WELLS, "--body", "县火星局"), 5, "县火星局"),
    (("notice", "issue", "reminder", WELLS, "--body", "县教育局"), 4, "县教育局"),
    ((*ISSUE, "--form", "official"), 2, ""), ((*ISSUE, "--due", "2023-11-20"), 4, "2023-11-20"),
    ((*ISSUE, "--text", "绝密"), 4, "绝密"), (("notice", "show", "9"), 5, "9"),
    (("notice", "reply", "2023/reminder/9", "x"), 5, "2023/reminder/9"),
    (("notice", "withdraw", "2023/reminder/9", "--why", "x"), 5, "2023/reminder/9"),
    (("notice", "list", "--body", "县火星局"), 5, "县火星局"), (("notice", "register", "--year", "99"), 2, "99"),
    (("notice", "register", "--kind", "x"), 2, "x"),
])
def test_what_cannot_be_is_said_and_nothing_is_written(
    ledger: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in refused(ledger, "11-20", DIRECTOR, *arguments, code=code)
    assert call(ledger, "notice", "register", "--json", on="2023-11-20").json == []
    assert call(ledger, "remind", "list", "--json", on="2023-11-20").json == []


def test_whoever_may_not_is_refused(ledger: Path) -> None:
    assert "督查室主任" in refused(ledger, "11-20", SUPERVISOR, *ISSUE)
    issued(ledger)
    refused(ledger, "11-21", SUPERVISOR, "notice", "withdraw", "2023/reminder/1", "--why", "x")
    refused(ledger, "11-21", LIAISON, "notice", "reply", "2023/reminder/1", "x", "--body", "县住建局")
    error = refused(ledger, "11-21", DIRECTOR, "notice", "withdraw", "2023/reminder/1", "--why", " ")
    assert "发文" in error
    refused(ledger, "11-21", LIAISON, "notice", "reply", "2023/reminder/1", " ", code=2)


def test_empty_lists_say_so(ledger: Path) -> None:
    for name in ("list", "register"):
        answer = call(ledger, "notice", name, on="2023-11-20")
        assert (answer.code, answer.out.strip(), "没有发出过函件" in answer.err) == (0, "", True)
    issued(ledger)
    answer = call(ledger, "notice", "list", "--year", "2023", "--kind", "reminder", "--body", "水利", on="2023-11-20")
    assert (answer.code, "夏督提〔2023〕1号" in answer.out, "2023-11-27 前答复" in answer.out) == (0, True, True)
    late = call(ledger, "notice", "list", on="2023-11-28")
    assert "逾期未回复" in late.out


def test_a_report_goes_to_the_leaders_and_not_to_the_body_it_is_about(ledger: Path) -> None:
    answer = act(ledger, "11-20", DIRECTOR, "notice", "issue", "督查专报", WELLS, "--body", WATER, "--json")
    assert answer.code == 0, answer.err
    assert (answer.json["to"], WATER in answer.json["title"]) == (["县领导"], True)
    (message,) = call(ledger, "remind", "list", "--json", on="2023-11-20").json
    assert (message["body"], message["person"]) == ("县领导", LEADER)
    later = call(ledger, "notice", "write", "督办函", WELLS, "--body", WATER, on="2023-11-21")
    assert (later.code, "此前" in later.out) == (0, False)
    assert call(ledger, "verify", on="2023-12-31").code == 0
    taken = act(ledger, "11-21", DIRECTOR, "notice", "withdraw", "2023/report/1", "--why", "数字有误")
    assert taken.code == 0, taken.err
    (message,) = call(ledger, "remind", "list", "--json", on="2023-11-21").json
    assert message["state"] == "cancelled"
