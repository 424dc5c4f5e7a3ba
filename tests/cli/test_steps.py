"""The steps of full supervision through the command line: four persons walk the wells of 22号 from dispatch to a
relapse, in the right order; every wrong one is refused by its rule and says what is open."""

from pathlib import Path
from typing import Any

from tests.cli.programs import call
from tests.cli.supervision import (
    ALONE,
    DIRECTOR,
    HEAD,
    LEADER,
    LIAISON,
    SUPERVISOR,
    WELLS,
    act,
    done,
    entries,
    refused,
    shown,
    state_of,
)


def _requested(ledger: Path, proof: str, *, on: str = "2023-12-20") -> None:
    done(ledger, on, LIAISON, "report", WELLS, "15眼")
    done(ledger, on, HEAD, "assignment", "request", WELLS, "--evidence", proof)
    done(ledger, on, DIRECTOR, "assignment", "request", WELLS, "--body", "县住建局", "--evidence", proof)


def test_the_wells_from_dispatch_to_relapse(signed: Path, proof: str) -> None:
    """9 of 15 wells, sent back, extended by a month, done, accepted, closed by a second person, relapsed, reopened."""
    sheet = shown(signed, "2023-10-16")
    assert (sheet["state"], sheet["registered_as"]) == ("active", "2023-001")
    assert [(each["body"], each["late"]) for each in sheet["assignments"] if each["state"] == "signed"] == [
        ("县水利局", True), ("县住建局", False),
    ]
    sheet = done(signed, "10-31", LIAISON, "report", WELLS, "9眼", "--evidence", proof)
    assert (sheet["light"], state_of(sheet, "县水利局")) == ("yellow", "active")
    sheet = done(signed, "11-01", HEAD, "assignment", "request", WELLS, "--reason", "先行验收")
    assert (sheet["state"], state_of(sheet, "县水利局")) == ("active", "requested")
    sheet = done(signed, "11-02", SUPERVISOR, "return", WELLS, "--cause", "佐证不足", "--due", "2023-11-10")
    [water] = [each for each in sheet["assignments"] if each["body"] == "县水利局"]
    assert (water["state"], water["returns"], water["rework_due"]) == ("returned", 1, "2023-11-10")

    sheet = done(signed, "11-20", HEAD, "extension", "ask", WELLS, "--to", "2024-01-20", "--reason", "冬季停工")
    assert sheet["extension_asked"]["moved"] == {"": "2024-01-20", "t1": "2024-01-20"}
    sheet = done(signed, "11-21", DIRECTOR, "extension", "grant", WELLS)
    assert (sheet["due"], sheet["original_due"], sheet["extensions"]) == ("2024-01-20", "2023-12-31", 1)
    assert shown(signed, "2023-11-20")["due"] == "2023-12-31"

    _requested(signed, proof)
    assert shown(signed, "2023-12-20")["state"] == "review"
    sheet = done(signed, "12-21", SUPERVISOR, "accept", WELLS, "--how", "现场", "--value", "15眼")
    assert (sheet["state"], sheet["light"], sheet["targets"][0]["verified"]) == ("completed", "done", "15")
    sheet = done(signed, "12-22", DIRECTOR, "close", WELLS, "--recheck", "60")
    assert (sheet["state"], sheet["closed_on"], sheet["recheck_due"]) == ("closed", "2023-12-22", "2024-02-20")
    found = ("--how", "site", "--found", "relapsed", "--value", "13眼")
    sheet = done(signed, "2024-02-20", SUPERVISOR, "task", "recheck", WELLS, *found)
    assert sheet["allowed"] == ["recheck", "reopening", "remark"]
    assert "2024-02-21" in refused(signed, "2024-02-21", DIRECTOR, "task", "reopen", WELLS, "--due", "2024-02-21")
    sheet = done(signed, "2024-02-21", DIRECTOR, "task", "reopen", WELLS, "--due", "2024-06-30")
    assert (sheet["state"], sheet["relapses"], sheet["targets"][0]["latest"]) == ("active", 1, "13")
    assert (sheet["due"], sheet["targets"][0]["due"], sheet["original_due"]) == (*["2024-06-30"] * 2, "2023-12-31")
    assert call(signed, "verify", on="2024-02-21").code == 0


def test_a_wrong_order_names_the_rule_and_what_is_open(signed: Path) -> None:
    said = refused(signed, "10-20", DIRECTOR, "close", WELLS)
    assert "out-of-order" in said
    assert "在办" in said
    assert "销号" in said
    assert "报告、申请办结" in said
    said = refused(signed, "10-20", SUPERVISOR, "accept", WELLS, "--how", "电话", "--body", "县水利局")
    assert "body-out-of-order" in said
    assert "已签收" in said
    assert "该单位现在可办：报告、申请办结、延期申请" in said
    english = act(signed, "10-20", DIRECTOR, "close", WELLS, lang="en")
    assert english.code == 4
    assert english.err.startswith("“closing” is not open while the task is “in hand”.")
    assert "nobody-left" in refused(signed, "10-20", DIRECTOR, "dispatch", WELLS)


def test_each_step_belongs_to_somebody(signed: Path) -> None:
    assert "督查室主任" in refused(signed, "10-20", SUPERVISOR, "close", WELLS)
    assert "单位联络员" in refused(signed, "10-20", LIAISON, "assignment", "request", WELLS)
    assert "不能代县住建局办理" in refused(signed, "10-20", LIAISON, "report", WELLS, "9眼", "--body", "县住建局")
    said = refused(signed, "10-20", "赵芬", "report", WELLS, "9眼", code=5)
    assert "没有“赵芬”" in said
    assert "赵芳 县水利局" in said
    assert refused(signed, "10-20", "王敏敏", "close", WELLS, code=5).splitlines()[2] == "  王敏"


def test_the_second_person_is_somebody_else(signed: Path, proof: str) -> None:
    done(signed, "10-20", SUPERVISOR, "report", WELLS, "15眼", "--body", "县水利局", "--evidence", proof)
    said = refused(signed, "10-20", SUPERVISOR, "assignment", "check", WELLS, "--how", "书面", "--value", "15眼")
    assert "author-cannot-accept" in said
    assert "separation = false" in said
    done(signed, "10-20", HEAD, "assignment", "request", WELLS)
    done(signed, "10-20", SUPERVISOR, "assignment", "request", WELLS, "--body", "县住建局", "--evidence", proof)
    assert "author-cannot-accept" in refused(signed, "10-21", SUPERVISOR, "accept", WELLS, "--how", "书面")
    done(signed, "10-21", DIRECTOR, "accept", WELLS, "--how", "书面")
    assert "acceptor-cannot-close" in refused(signed, "10-22", DIRECTOR, "close", WELLS)


def test_an_office_of_one_person_says_so(signed: Path, proof: str, tmp_path: Path) -> None:
    paper = tmp_path / "people.toml"
    paper.write_text(ALONE, encoding="utf-8")
    assert call(signed, "--by", DIRECTOR, "load", str(paper), on="2023-10-18").code == 0
    for body in ("县水利局", "县住建局"):
        given = ("--body", body, "--evidence", proof)
        done(signed, "10-20", DIRECTOR, "report", WELLS, "15眼", *given)
        done(signed, "10-20", DIRECTOR, "assignment", "request", WELLS, *given)
    accepted = act(signed, "10-21", DIRECTOR, "accept", WELLS, "--how", "书面")
    closed = act(signed, "10-21", DIRECTOR, "close", WELLS)
    assert "由一人兼办" in accepted.out
    assert "由一人兼办" in closed.out
    alone = [each for each in call(signed, "history", WELLS, "--json", on="2023-10-21").json if each.get("alone")]
    assert [each["kind"] for each in alone] == ["acceptance", "closure"]


def test_what_is_secret_stays_outside(signed: Path, tmp_path: Path) -> None:
    assert "密级" in refused(signed, "10-20", LIAISON, "report", WELLS, "--note", "见机密文件")
    assert "密级" in refused(signed, "10-20", DIRECTOR, "task", "suspend", WELLS, "--reason", "绝密事项")
    marked = tmp_path / "件.txt"
    marked.write_text("机密★10年", encoding="utf-8")
    assert "密级" in refused(signed, "10-20", LIAISON, "report", WELLS, "9眼", "--evidence", str(marked))
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    assert "空" in refused(signed, "10-20", LIAISON, "report", WELLS, "9眼", "--evidence", str(empty), code=2)


def test_extensions_keep_the_first_day_and_their_count(signed: Path) -> None:
    ask = ("extension", "ask", WELLS, "--reason", "冬季停工")
    assert "不晚于" in refused(signed, "10-20", HEAD, *ask, "--to", "2023-12-31")
    done(signed, "10-20", HEAD, *ask, "--to", "2024-01-10")
    assert "还没有答复" in refused(signed, "10-20", HEAD, *ask, "--to", "2024-01-20")
    [waiting] = call(signed, "extension", "list", "--json", on="2023-10-20").json
    assert (waiting["asked_for"], waiting["original_due"], waiting["body"]) == ("2024-01-10", "2023-12-31", "县水利局")
    done(signed, "10-21", DIRECTOR, "extension", "refuse", WELLS, "--reason", "尚早")
    assert "没有延期申请" in refused(signed, "10-21", DIRECTOR, "extension", "grant", WELLS)
    done(signed, "10-22", HEAD, *ask, "--to", "2024-01-10", "--duty", "自备")
    done(signed, "10-23", DIRECTOR, "extension", "grant", WELLS)
    done(signed, "10-24", HEAD, *ask, "--to", "2024-03-31")
    assert "县领导" in refused(signed, "10-24", DIRECTOR, "extension", "grant", WELLS)
    sheet = done(signed, "10-25", LEADER, "extension", "grant", WELLS, "--document", "批示")
    assert (sheet["original_due"], sheet["extensions"]) == ("2023-12-31", 2)
    [extended] = call(signed, "extension", "list", "--json", on="2023-10-25").json
    assert (extended["original_due"], extended["extensions"], extended["asked_for"]) == ("2023-12-31", 2, None)
    assert call(signed, "extension", "list", "--json", on="2023-10-19").json == []
    assert "已过" in refused(signed, "2024-05-01", HEAD, *ask, "--to", "2024-06-01")


STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("10-17", LIAISON, ("report", WELLS, "15眼")),
    ("10-17", DIRECTOR, ("assignment", "assign", WELLS, "县公安局", "--role", "配合")),
    ("10-18", SUPERVISOR, ("receive", WELLS, "--body", "县公安局")),
    ("10-18", SUPERVISOR, ("assignment", "check", WELLS, "--how", "电话", "--value", "14眼")),
    ("10-18", LEADER, ("task", "remark", WELLS, "请说明", "--due", "2023-10-25")),
    ("10-19", LIAISON, ("task", "reply", WELLS, "已说明")),
    ("10-19", HEAD, ("extension", "ask", WELLS, "--to", "2024-01-10", "--reason", "停工")),
    ("10-19", DIRECTOR, ("extension", "grant", WELLS)),
    ("10-20", HEAD, ("extension", "ask", WELLS, "--to", "2024-02-10", "--reason", "停工")),
    ("10-20", DIRECTOR, ("extension", "refuse", WELLS, "--reason", "不必")),
    ("10-20", DIRECTOR, ("task", "suspend", WELLS, "--reason", "停工")),
    ("10-23", DIRECTOR, ("task", "resume", WELLS)),
    ("10-23", HEAD, ("assignment", "request", WELLS, "--evidence", "PROOF")),
    ("10-23", SUPERVISOR, ("return", WELLS, "--cause", "form")),
    ("10-23", HEAD, ("assignment", "request", WELLS, "--evidence", "PROOF")),
    ("10-23", DIRECTOR, ("assignment", "request", WELLS, "--body", "县住建局", "--evidence", "PROOF")),
    ("10-24", SUPERVISOR, ("accept", WELLS, "--how", "paper")),
    ("10-24", DIRECTOR, ("close", WELLS)),
    ("10-24", SUPERVISOR, ("task", "recheck", WELLS, "--how", "site", "--found", "held")),
    ("10-24", DIRECTOR, ("task", "reopen", WELLS, "--reason", "复查")),
    ("10-25", DIRECTOR, ("task", "merge", WELLS, "groundwater-23/9")),
)


def test_every_step_can_be_taken_back(signed: Path, proof: str) -> None:
    """A step and its withdrawal leave the task as it was; then the step is taken for good."""
    for on, by, arguments in STEPS:
        typed = tuple(proof if each == "PROOF" else each for each in arguments)
        day = on if len(on) > 5 else f"2023-{on}"
        before = _standing(shown(signed, day))
        taken = done(signed, on, by, *typed)
        assert _standing(taken) != before, arguments
        undone = done(signed, on, by, "undo", WELLS)
        assert _standing(undone) == before, arguments
        done(signed, on, by, *typed)
    assert call(signed, "verify", on="2023-10-25").code == 0
    ended = done(signed, "10-25", DIRECTOR, "undo", WELLS)
    assert ended["state"] == "active"


def _standing(sheet: dict[str, Any]) -> dict[str, Any]:
    """A task without what `show` adds, and without the numbers of entries in questions."""
    kept = {key: value for key, value in sheet.items() if key not in {"history", "months", "evidence"}}
    return {**kept, "questions": [{**asked, "seq": 0} for asked in sheet["questions"]]}


def test_only_ones_own_entries_are_taken_back_and_only_the_last_first(signed: Path) -> None:
    done(signed, "10-20", LIAISON, "report", WELLS, "9眼")
    receipt = max(seq for seq, kind in entries(signed) if kind == "receipt")
    assert "须由本人或主任撤回" in refused(signed, "10-20", SUPERVISOR, "undo", WELLS)
    said = refused(signed, "10-20", DIRECTOR, "task", "undo", WELLS, "--entry", str(receipt))
    assert f"第 {receipt + 1} 条（报告）以第 {receipt} 条为前提" in said
    done(signed, "10-20", LIAISON, "undo", WELLS)
    assert "已经撤回" in refused(signed, "10-20", DIRECTOR, "undo", WELLS, "--entry", str(receipt + 1))
    told_of = [each["seq"] for each in call(signed, "history", WELLS, "--json", on="2023-10-20").json
               if each["taken_back"]]
    assert told_of == [receipt + 1]
    assert "（已撤回）" in call(signed, "show", WELLS, on="2023-10-20").out
    done(signed, "10-20", LIAISON, "undo", WELLS, "--entry", str(receipt + 2))
    assert shown(signed, "2023-10-20")["targets"][0]["latest"] == "9"


def test_a_body_is_refused_by_itself_and_its_part_handed_over(sent: Path) -> None:
    assert "--reason" in refused(sent, "10-09", HEAD, "assignment", "refuse", WELLS)
    sheet = done(sent, "10-09", HEAD, "assignment", "refuse", WELLS, "--reason", "职责在住建")
    assert state_of(sheet, "县水利局") == "refused"
    assert state_of(sheet, "县住建局") == "unsigned"
    sheet = done(sent, "10-10", DIRECTOR, "assignment", "assign", WELLS, "县发改局", "--instead-of", "县水利局")
    assert sheet["lead"] == ["县住建局", "县发改局"]
    assert state_of(sheet, "县水利局") == "released"
    rows = call(sent, "assignment", "list", WELLS, "--state", "待签收", "--json", on="2023-10-10").json
    assert [(row["body"], row["role"], row["receipt_due"], row["late"]) for row in rows] == [
        ("县住建局", "lead", "2023-10-09", True), ("县发改局", "lead", "2023-10-11", False),
    ]
    assert call(sent, "assignment", "list", WELLS, "--body", "县发改局", "--json", on="2023-10-09").json == []
    assert "不承办此事项" in refused(sent, "10-10", DIRECTOR, "assignment", "assign", WELLS, "--release", "县教育局")
    assert "--release" in refused(sent, "10-10", DIRECTOR, "assignment", "assign", WELLS, code=2)


def test_a_plan_goes_to_full_supervision_and_back(full: Path) -> None:
    assert "已经按全程督查" in refused(full, "10-08", DIRECTOR, "plan", "way", "groundwater-23", "full")
    assert "督查室主任" in refused(full, "10-08", SUPERVISOR, "plan", "way", "groundwater-23", "simple")
    assert shown(full, "2023-10-07")["way"] == "simple"
    assert shown(full, "2023-10-08")["state"] == "proposed"
    back = act(full, "10-09", DIRECTOR, "plan", "way", "groundwater-23", "简易", "--json")
    assert back.json == {"plan": "groundwater-23", "way": "simple", "tasks": 10}
    assert "plan way groundwater-23 full" in refused(full, "10-09", DIRECTOR, "close", WELLS)
    assert act(full, "10-09", "张某", "report", WELLS, "9眼").code == 0
    assert shown(full, "2023-10-09")["allowed"] == []


def test_full_supervision_without_people_says_how_to_load_them(gazette: Path) -> None:
    switched = call(gazette, "plan", "way", "22号", "full", on="2023-10-08")
    assert switched.code == 0
    assert "xiaxian load people.toml" in switched.err
    answer = call(gazette, "task", "register", WELLS, on="2023-10-08")
    assert answer.code == 4
    assert "xiaxian load people.toml" in answer.err


def test_a_body_renamed_keeps_its_past(signed: Path) -> None:
    done(signed, "10-20", LIAISON, "report", WELLS, "9眼")
    renamed = act(signed, "10-21", DIRECTOR, "body", "rename", "县水利局", "县水利和湖泊局", "--json")
    assert (renamed.code, renamed.json["body"], renamed.json["how"]) == (0, "县水利和湖泊局", "renamed")
    assert renamed.json["tasks"] >= 1
    now, then = shown(signed, "2023-10-21"), shown(signed, "2023-10-20")
    assert (now["lead"][0], then["lead"][0]) == ("县水利和湖泊局", "县水利局")
    assert state_of(now, "县水利和湖泊局") == state_of(then, "县水利局") == "active"
    for body, on in (("县水利局", "2023-10-20"), ("县水利局", "2023-10-21"), ("县水利和湖泊局", "2023-10-20")):
        found = [each["id"] for each in call(signed, "tasks", "--body", body, "--json", on=on).json]
        assert WELLS in found, (body, on)
    taken = act(signed, "10-21", DIRECTOR, "body", "rename", "县水利和湖泊局", "县住建局")
    assert taken.code == 4
    assert "xiaxian body merge" in taken.err
    merged = act(signed, "10-22", DIRECTOR, "body", "merge", "县水利和湖泊局", "县住建局", "--reason", "机构改革")
    assert merged.code == 0
    assert "并入" in merged.out
    assert shown(signed, "2023-10-22")["lead"] == ["县住建局"]
    parts = call(signed, "assignment", "list", WELLS, "--body", "县水利局", "--json", on="2023-10-20").json
    assert [(part["body"], part["state"]) for part in parts] == [("县水利局", "active")]
    assert call(signed, "verify", on="2023-10-22").code == 0


def test_a_body_abolished_needs_a_successor(full: Path) -> None:
    assert act(full, "10-09", DIRECTOR, "body", "abolish", "县人民法院").code == 2
    assert act(full, "10-09", DIRECTOR, "body", "abolish", "县人民法院", "--to", "县人民法院").code == 4
    assert act(full, "10-09", DIRECTOR, "body", "abolish", "县人民法院", "--to", "县公安局").code == 0
    assert "县人民法院" not in shown(full, "2023-10-09")["support"]


def test_a_plan_is_registered_and_dispatched_at_once(full: Path) -> None:
    registered = act(full, "10-08", DIRECTOR, "task", "register", "--plan", "22号", "--json")
    numbers = [each["entry"]["number"] for each in registered.json]
    assert registered.code == 0
    assert numbers == [f"2023-{n:03d}" for n in range(1, len(numbers) + 1)]
    again = act(full, "10-08", DIRECTOR, "task", "register", "--plan", "22号", "--json")
    assert (again.code, again.json) == (0, [])
    assert "没有待“立项”的事项" in again.err
    some = act(full, "10-08", DIRECTOR, "task", "dispatch", WELLS, "groundwater-23/0", "--json")
    assert some.code == 4
    assert [each["entry"]["task"] for each in some.json] == [WELLS]
    assert "groundwater-23/0" in some.err
    all_sent = act(full, "10-08", DIRECTOR, "dispatch", "--plan", "22号")
    assert all_sent.code == 0
    assert f"事项 {len(numbers) - 1} 项" in all_sent.err
    assert all_sent.out.count("已交办") > 1
    assert "--plan" in refused(full, "10-08", DIRECTOR, "dispatch", code=2)
    assert "--plan" in refused(full, "10-08", DIRECTOR, "dispatch", WELLS, "--plan", "22号", code=2)
    assert act(full, "10-08", DIRECTOR, "dispatch", WELLS, "nothing/1").code == 5


def test_a_number_is_never_given_again(full: Path) -> None:
    done(full, "10-08", DIRECTOR, "task", "register", WELLS)
    done(full, "10-08", DIRECTOR, "undo", WELLS)
    assert done(full, "10-08", DIRECTOR, "task", "register", WELLS)["registered_as"] == "2023-002"


def test_remarks_wait_for_their_answer(signed: Path) -> None:
    sheet = done(signed, "10-17", LEADER, "task", "remark", WELLS, "请说明进度", "--due", "2023-10-25")
    [asked] = sheet["questions"]
    done(signed, "10-17", LEADER, "task", "remark", WELLS, "请报计划", "--body", "县住建局", "--due", "2023-10-26")
    page = call(signed, "show", WELLS, on="2023-10-17").out
    assert "待回复" in page
    assert "2023-10-25 前答复" in page
    assert "请用 --to 指明" in refused(signed, "10-18", LIAISON, "task", "reply", WELLS, "在办", code=2)
    sheet = done(signed, "10-18", LIAISON, "task", "reply", WELLS, "在办", "--to", str(asked["seq"]))
    assert [each["text"] for each in sheet["questions"]] == ["请报计划"]
    assert "不晚于" in refused(signed, "10-18", LEADER, "task", "remark", WELLS, "快办", "--due", "2023-10-18")


def test_show_tells_the_life_of_a_task(signed: Path) -> None:
    done(signed, "10-17", LIAISON, "report", WELLS, "9眼")
    done(signed, "10-18", SUPERVISOR, "assignment", "check", WELLS, "--how", "现场", "--value", "8眼")
    page = call(signed, "show", WELLS, on="2023-10-18").out
    for piece in ("督查方式  全程", "督办编号  2023-001", "最新 9眼（2023-10-17）、核实 8眼（2023-10-18）",
                  "县水利局（牵头）  在办  2023-10-08 交办；2023-10-16 签收（签收逾期，应于 2023-10-09 前）",
                  "下一步可做：分派、报告", "核实  现场  查得 8眼  经办 李强"):
        assert piece in page, piece
    assert "签收逾期" in call(signed, "show", "groundwater-23/10", on="2023-10-12").out


def test_words_of_choices_are_taken_in_both_languages(signed: Path) -> None:
    slip = act(signed, "10-17", SUPERVISOR, "assignment", "check", WELLS, "--how", "现场核")
    assert slip.code == 2
    assert "是不是“现场”" in slip.err
    for how in ("书面", "paper", "电话", "phone", "现场", "site"):
        done(signed, "10-17", SUPERVISOR, "assignment", "check", WELLS, "--how", how)
