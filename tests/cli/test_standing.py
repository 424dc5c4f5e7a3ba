"""`people`, `standing` and `burden`: one story through the program, its figures reckoned by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import Done, call
from tests.cli.supervision import DIRECTOR, HEAD, LIAISON, SUPERVISOR, WELLS, done, shown
from tests.ledgers import office
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import steps, ways
from xiaxian_tasks.office.steps import Words

LATER = date(2023, 12, 20)

PLAN = """\
id = "trial-23"
document = "夏试〔2023〕1号"
title = "2023年试行计划"
issued = 2023-09-20
year = 2023

[[tasks]]
number = "1"
title = "改造旧房"
lead = ["县住建局"]
value = 200
unit = "户"
due = 2023-11-15

[[tasks]]
number = "2"
title = "修建道路"
lead = ["县住建局"]

[[tasks.milestones]]
what = "开工"
due = 2023-11-20

[[tasks]]
number = "3"
title = "植树"
lead = ["县住建局"]
support = ["县林业局"]
value = 100
unit = "棵"
"""

PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"

[[people]]
name = "李强"
role = "督查员"

[[people]]
name = "赵芳"
role = "联络员"
body = "县住建局"

[office]
requests = 3
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Tasks 1 to 3 under full supervision, sent out on 9 October."""
    ledger = tmp_path / "ledger.sqlite3"
    for name, text in (("plan.toml", PLAN), ("people.toml", PEOPLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    call(ledger, "load", str(tmp_path / "plan.toml"), on="2023-09-20")
    call(ledger, "load", str(tmp_path / "people.toml"), on="2023-09-20")
    _office(ledger, "2023-10-01", lambda desk: ways.set_way(desk, "trial-23", "full"))
    for number in "123":
        _office(ledger, "2023-10-01", lambda desk, number=number: steps.register(desk, f"trial-23/{number}"))
        _office(ledger, "2023-10-09", lambda desk, number=number: steps.dispatch(desk, f"trial-23/{number}"))
    return ledger


def _office(ledger: Path, on: str, does: Any, by: str = "王敏") -> None:
    desk = office(ledger, on, by)
    does(desk)
    desk.store.close()


def _sign(ledger: Path, on: str, number: str) -> None:
    _office(ledger, on, lambda desk: steps.receive(desk, f"trial-23/{number}"), by="赵芳")


def _asked_twice_and_returned(ledger: Path) -> None:
    for asked, returned in (("2023-11-01", "2023-11-02"), ("2023-11-03", "2023-11-06")):
        _office(ledger, asked, lambda desk: steps.request(
            desk, "trial-23/1", "县住建局", Words(reason="雨季"), (("照片.txt", b"x"),)
        ))
        _office(ledger, returned, lambda desk: steps.send_back(
            desk, "trial-23/1", "县住建局", cause="short", due=None
        ), by="李强")


def standing(ledger: Path, on: str, *more: str) -> Any:
    return call(ledger, "standing", "--json", *more, on=on).json


def _report(ledger: Path, on: str, *said: str) -> None:
    told = call(ledger, "--by", "赵芳", "report", *said, on=on)
    assert told.code == 0, told.err


@pytest.fixture
def november(story: Path) -> Path:
    """Tasks 1 and 2 signed in time, task 3 a day late; 50 homes, two returns, the road begun a day late."""
    for number, day in (("1", "2023-10-10"), ("2", "2023-10-10"), ("3", "2023-10-11")):
        _sign(story, day, number)
    _report(story, "2023-10-31", "trial-23/1", "50户")
    _asked_twice_and_returned(story)
    _report(story, "2023-11-21", "trial-23/2", "--milestone", "开工")
    return story


def test_the_story_in_points(november: Path) -> None:
    """Sent on Monday 9 October, to be signed by the 10th; task 3 signed on the 11th: October is 100 - 0.1 = 99.9.

    November: two returns of task 1, the first and second of the year, -0.5 and -1; its 200 homes due on the 15th are
    not there, -5, of which 4 count: no task costs more than 5.5 in a month. The road due on the 20th was begun on the
    21st, -5; October's report, due on 10 November, is there of task 1 and not of task 3, -0.5. Together -11: 89.
    """
    october, found = (
        standing(november, "2023-12-01", "--month", month, "--body", "县住建局")["bodies"][0]
        for month in ("2023-10", "2023-11")
    )
    assert [(p["on"], p["task"], p["cause"], p["points"]) for p in october["points"]] == [
        ("2023-10-10", "trial-23/3", "late-receipt", "-0.1"),
    ]
    assert october["score"] == "99.9"
    assert [(p["on"], p["task"], p["cause"], p["points"], p["time"]) for p in found["points"]] == [
        ("2023-11-02", "trial-23/1", "return", "-0.5", 1),
        ("2023-11-06", "trial-23/1", "return", "-1", 2),
        ("2023-11-10", "trial-23/3", "missed-report", "-0.5", 1),
        ("2023-11-15", "trial-23/1", "overdue", "-4", 1),
        ("2023-11-20", "trial-23/2", "overdue", "-5", 2),
    ]
    assert (found["score"], found["rank"], found["tasks"]) == ("89", 1, 3)
    assert [(found[key]["made"], found[key]["of"]) for key in ("on_time", "reported", "approved")] == [
        (0, 2), (1, 2), (0, 2),
    ]
    assert all(point["source"] and point["title"] for point in found["points"])


def test_a_standing_is_that_of_its_day(november: Path) -> None:
    """On 20 November the road may still be begun that day; on the 21st it is late. Later entries change nothing."""
    def on_time(on: str) -> dict[str, Any]:
        found: dict[str, Any] = standing(november, on, "--month", "2023-11", "--body", "县住建局")["bodies"][0]
        return dict(found["on_time"])

    assert on_time("2023-11-20")["of"] == 1
    before = standing(november, "2023-11-21", "--month", "2023-11")
    assert on_time("2023-11-21")["of"] == 2
    _report(november, "2023-12-05", "trial-23/1", "200户")
    assert standing(november, "2023-11-21", "--month", "2023-11") == before


def test_a_finished_month_stays_as_it_was(november: Path) -> None:
    """What is entered of November once it is over changes nothing: it was not known by then."""
    before = standing(november, "2023-12-01", "--month", "2023-11")
    _report(november, "2023-12-05", "trial-23/1", "200户", "--as-of", "2023-11-14")
    assert standing(november, "2023-12-20", "--month", "2023-11") == before
    both = standing(november, "2023-12-20", "--from", "2023-10-01", "--to", "2023-11-30")
    assert both["months"] == 2
    assert (both["bodies"][0]["score"], [month["score"] for month in both["bodies"][0]["months"]]) == (
        "94.45", ["99.9", "89"],
    )
    done = call(november, "standing", "--from", "2023-10-01", "--to", "2023-11-30", on="2023-12-20", lang="en")
    assert told(done)[1] == "Of several months the points are the mean of the months."


def test_a_month_of_closing_is_not_changed_by_a_relapse(signed: Path, proof: str) -> None:
    """The wells closed on 22 December, twice found relapsed in February and reopened: December is as it was told on
    1 January, February has one relapse, and the forecast begins anew."""
    done(signed, "12-20", LIAISON, "report", WELLS, "15眼")
    done(signed, "12-20", HEAD, "assignment", "request", WELLS, "--evidence", proof)
    done(signed, "12-20", DIRECTOR, "assignment", "request", WELLS, "--body", "县住建局", "--evidence", proof)
    done(signed, "12-21", SUPERVISOR, "accept", WELLS, "--how", "现场", "--value", "15眼")
    done(signed, "12-22", DIRECTOR, "close", WELLS, "--recheck", "60")

    def wells(on: str, month: str) -> list[tuple[str, str]]:
        (row,) = standing(signed, on, "--month", month, "--body", "县水利局")["bodies"]
        return [(point["on"], point["cause"]) for point in row["points"] if point["task"] == WELLS]

    december = standing(signed, "2024-01-01", "--month", "2023-12")
    assert wells("2024-01-01", "2023-12") == [("2023-12-10", "missed-report")], "November's, before the closing"
    for day in ("2024-02-19", "2024-02-20"):
        found = ("--how", "site", "--found", "relapsed", "--value", "13眼")
        done(signed, day, SUPERVISOR, "task", "recheck", WELLS, *found)
    done(signed, "2024-02-21", DIRECTOR, "task", "reopen", WELLS, "--due", "2024-06-30")
    foreseen = shown(signed, "2024-02-21")["forecast"]
    assert (foreseen["reason"], foreseen["achieved"]) == ("too-few-readings", None)
    for on in ("2024-02-22", "2024-03-20", "2024-07-20"):
        assert standing(signed, on, "--month", "2023-12") == december
        assert wells(on, "2024-02") == [("2024-02-19", "relapse")]
    assert wells("2024-03-20", "2024-03") == [], "February was closed until the 21st"


NEW = "县住建和城管局"


def _names(found: Any) -> list[str]:
    return [row["body"] for row in found["bodies"]]


def test_a_renamed_body_is_one_row_and_found_by_both_names(november: Path) -> None:
    """Renamed on 4 December: of October and November one row under the new name, on earlier days under the old one."""
    renamed = call(november, "--by", "王敏", "body", "rename", "县住建局", NEW, on="2023-12-04")
    assert renamed.code == 0, renamed.err
    for name in ("县住建局", NEW, "住建和城管"):
        for month, score in (("2023-10", "99.9"), ("2023-11", "89")):
            (row,) = standing(november, "2023-12-06", "--month", month, "--body", name)["bodies"]
            assert (row["body"], row["formerly"], row["score"]) == (NEW, ["县住建局"], score)
        assert _names(standing(november, "2023-12-01", "--month", "2023-11", "--body", name)) == ["县住建局"]
        for on, called in (("2023-12-01", "县住建局"), ("2023-12-06", NEW)):
            asked = call(november, "burden", "--month", "2023-10", "--body", name, "--json", on=on).json
            assert (_names(asked), len(asked["requests"])) == ([called], 3)
    assert _names(standing(november, "2023-12-06", "--from", "2023-10-01")) == [NEW, "县林业局"]
    alone = call(november, "standing", "--month", "2023-12", "--body", NEW, on="2023-12-06")
    assert NEW not in alone.out.splitlines(), "no heading over nothing"
    whole = call(november, "standing", "--month", "2023-11", on="2023-12-06")
    assert f"{NEW}（原县住建局）" in whole.out
    assert f"{NEW}（原县住建局）" in call(november, "burden", "--month", "2023-10", on="2023-12-06").out


def test_people_go_with_their_body(november: Path) -> None:
    """The liaison of the old name reports for the new one on the very day; a past day knows her as she was."""
    call(november, "--by", "王敏", "body", "rename", "县住建局", NEW, on="2023-12-04")
    _report(november, "2023-12-04", "trial-23/1", "60户")
    people = call(november, "people", "--json", on="2023-12-04").json["people"]
    assert [each["body"] for each in people if each["name"] == "赵芳"] == [NEW]
    before = call(november, "people", "--json", on="2023-12-03").json["people"]
    assert [each["body"] for each in before if each["name"] == "赵芳"] == ["县住建局"]


def test_a_merged_body_keeps_what_was_its_own(november: Path) -> None:
    """县林业局 goes into 县水利局 in December: October is still its own, found by its name."""
    assert call(november, "--by", "王敏", "body", "merge", "县林业局", "县水利局", on="2023-12-04").code == 0
    october = standing(november, "2023-12-06", "--month", "2023-10")
    assert _names(october) == ["县住建局", "县林业局"]
    assert _names(standing(november, "2023-12-06", "--month", "2023-10", "--body", "县林业局")) == ["县林业局"]


def test_groups_have_no_rank_and_one_body_is_listed_alone(gazette: Path) -> None:
    """各乡镇人民政府 is eleven offices; a township is listed without the groups it sits in."""
    whole = standing(gazette, "2024-01-05", "--month", "2023-12")
    why = {row["body"]: (row["rank"], row["unranked"]) for row in whole["bodies"]}
    assert why["各乡镇人民政府"] == why["县人民政府"] == (None, "no-office")
    assert _names(standing(gazette, "2024-01-05", "--month", "2023-12", "--body", "县水利局")) == ["县水利局"]
    shown = call(gazette, "standing", "--month", "2023-12", on="2024-01-05", lang="en")
    assert "Without a rank: groups, and whoever is no single office." in shown.out


def test_what_is_withdrawn_costs_nothing(november: Path) -> None:
    """The second return was a slip and is taken back: -0.5 stays, -1 goes."""
    taken_back = Words(reason="误退")
    _office(november, "2023-11-06", lambda desk: steps.withdraw(desk, "trial-23/1", 10, taken_back), by="李强")
    (found,) = standing(november, "2023-12-01", "--month", "2023-11", "--body", "县住建局")["bodies"]
    assert (found["score"], found["approved"]["of"]) == ("89", 1)


def test_for_reading(november: Path) -> None:
    done = call(november, "standing", "--month", "2023-11", "--body", "县住建局", on="2023-12-01", lang="en")
    assert told(done) == [
        "2023-11-01 to 2023-11-30, 承办单位月度计分: each body starts at 100, at most 105",
        "rank body points tasks done on time reports on time approvals",
        "1 县住建局 89 3 0/2 0 % 1/2 50 % 0/2 0 %",
        "县住建局",
        "2023-11-02 trial-23/1, entry 8 -0.5 退办 [县级政务督查系统考核（公开源码）]",
        "2023-11-06 trial-23/1, entry 10 -1 退办, time 2 this year [县级政务督查系统考核（公开源码）]",
        "2023-11-10 trial-23/3 -0.5 漏报进展 2023-10-01..2023-10-31 [另一县考核细则（公开稿）]",
        "2023-11-15 trial-23/1 -4 (of -5: one task costs no more in a month) 牵头事项逾期 改造旧房"
        " [某县考核办法（公开稿）]",
        "2023-11-20 trial-23/2 -5 牵头事项逾期, time 2 this year 开工 [某县考核办法（公开稿）]",
    ]
    whole = call(november, "standing", "--month", "2023-10", on="2023-12-01", lang="en")
    assert told(whole)[2:] == [
        "1 县住建局 99.9 3 - - -", "- 县林业局 99.9 1 - - -", "Without a rank: who answers for fewer than 3 tasks.",
    ], "a supporting body that never signed"


@pytest.mark.parametrize(("more", "code", "words"), [
    (("--month", "2023-11", "--from", "2023-11-01"), 2, "Give a month, or --from and --to, not both."),
    (("--month", "2023-13"), 2, "“2023-13” is not a month."),
    (("--from", "2023-11-10", "--to", "2023-11-01"), 2, "--from 2023-11-10 lies after --to 2023-11-01."),
    (("--month", "2024-11"), 4, "2024-11-01 lies in the future"),
    (("--target", "trial-23/1"), 4, "trial-23/1 has no target that is split over bodies."),
    (("--target", "trial-23/1", "--body", "县住建局"), 2, "leave out the other options."),
    (("--body", "县水力局"), 5, "县水力局"),
])
def test_what_is_not_understood(story: Path, more: tuple[str, ...], code: int, words: str) -> None:
    done = call(story, "standing", *more, on="2023-12-01", lang="en")
    assert done.code == code
    assert words in done.err


def test_townships_by_share(gazette: Path) -> None:
    """社区 13,000 of 14,302 is 90.9 %, 祁家河乡 8,550 of 8,550 all of it; 泗交镇 8,311 as well: both first."""
    for body, amount in (("社区", "13000"), ("祁家河乡", "8550"), ("泗交镇", "8311")):
        call(gazette, "report", "medical-insurance-24/4", f"{amount}人", "--body", body, on="2023-11-30")
    found = call(gazette, "standing", "--target", "medical-insurance-24/4", "--json", on="2023-12-01").json
    assert [(row["rank"], row["body"]) for row in found["ranked"][:3]] == [(1, "泗交镇"), (1, "祁家河乡"), (3, "社区")]
    assert {row["rank"] for row in found["ranked"][3:]} == {None}
    assert (found["rows_reported"], found["rows"], found["value"], found["printed"]) == (3, 12, "302040", "302039")
    done = call(gazette, "standing", "--target", "medical-insurance-24/4", on="2023-12-01", lang="en")
    assert told(done)[1] == (
        "居民医保应参保人数: 29861 of 302040人 (the paper prints 302039), 9.9 %, 3/12 reported"
    )
    assert "- 瑶峰镇 - not reported 55250" in told(done)


def test_the_burden_of_a_month(november: Path) -> None:
    """October: three tasks sent to one body with a figure or a duty each; task 3 to its supporting body as well.

    November: two returns of one figure each.
    """
    october = call(november, "burden", "--month", "2023-10", "--json", on="2023-12-01").json
    assert october["limit"] == 3
    assert [(row["body"], row["requests"], row["fields"], row["over"]) for row in october["bodies"]] == [
        ("县住建局", 3, 3, False), ("县林业局", 1, 1, False),
    ]
    done = call(november, "burden", "--month", "2023-11", "--body", "县住建局", on="2023-12-01", lang="en")
    assert told(done) == [
        "month body requests figures asked", "2023-11 县住建局 2 2",
        "2023-11-02 trial-23/1, entry 8 return 1 figure", "2023-11-06 trial-23/1, entry 10 return 1 figure",
    ]
    assert "Nothing was asked of anybody" in call(november, "burden", on="2023-12-01", lang="en").err


def test_beyond_the_limit_a_reason_is_asked_for(november: Path) -> None:
    """Three requests a month and no more, unless it is said why; then the month says so."""
    def remark(words: Words) -> None:
        _office(november, "2023-11-22", lambda desk: steps.remark(
            desk, "trial-23/2", "抓紧", body="县住建局", due=LATER, words=words
        ))

    remark(Words())
    with pytest.raises(Refused, match="over-burden"):
        remark(Words())
    remark(Words(override="防汛"))
    row = call(november, "burden", "--month", "2023-11", "--json", on="2023-12-01").json["bodies"][0]
    assert (row["requests"], row["over"]) == (4, True)
    told_so = call(november, "burden", "--month", "2023-11", on="2023-12-01", lang="en")
    assert told(told_so)[-1] == "2023-11 县住建局 4 4 beyond 3"


def test_what_is_asked_twice(gazette: Path, tmp_path: Path) -> None:
    """In the twelve plans one pair is near enough; a plan that asks again for what another asks is found beside it."""
    pairs = call(gazette, "burden", "twice", "--json").json
    assert [(pair["one"]["task"], pair["other"]["task"]) for pair in pairs] == [("services-23/18", "blackout-23/6.3")]
    again = tmp_path / "again.toml"
    again.write_text(
        'id = "water-24"\ntitle = "2023年节水补充方案"\nissued = 2023-11-01\n'
        '[[tasks]]\nnumber = "1"\ntitle = "节水农田"\nlead = ["县农业农村局"]\n'
        '[[tasks.targets]]\nmetric = "建设高标准节水农田"\nvalue = 1000\nunit = "亩"\ndue = 2023-12-31\n'
        '[[tasks]]\nnumber = "2"\ntitle = "节水农田资金"\nlead = ["县农业农村局"]\n'
        '[[tasks.targets]]\nmetric = "建设高标准节水农田"\nvalue = 1000\nunit = "万元"\ndue = 2023-12-31\n'
        '[[tasks]]\nnumber = "3"\ntitle = "明年"\nlead = ["县农业农村局"]\n'
        '[[tasks.targets]]\nmetric = "建设高标准节水农田"\nvalue = 1000\nunit = "亩"\ndue = 2024-12-31\n',
        encoding="utf-8",
    )
    assert call(gazette, "load", str(again)).code == 0
    found = [pair for pair in call(gazette, "burden", "twice", "--json").json if "water-24" in str(pair)]
    best = max(found, key=lambda pair: pair["likeness"])
    assert (best["one"]["task"], best["other"]["task"]) == ("groundwater-23/2", "water-24/1")
    assert (best["bodies"], best["why"]) == (["县农业农村局"], ["words", "unit", "due"])
    assert "unit" not in {code for pair in found for code in pair["why"] if "water-24/2" in str(pair)}
    assert not any(each["due"] == "2024-12-31" for pair in found for each in (pair["one"], pair["other"]))


def test_people_are_listed_and_the_second_person_told_of(story: Path, tmp_path: Path) -> None:
    assert told(call(story, "people", lang="en")) == [
        "role body name also", "director of the office - 王敏 -", "supervisor - 李强 -",
        "liaison of a body 县住建局 赵芳 -", "A body may be asked 3 times a month.",
    ]
    alone = tmp_path / "people.toml"
    alone.write_text(PEOPLE.replace("requests = 3", "separation = false"), encoding="utf-8")
    done = call(story, "--by", "王敏", "load", str(alone), on="2023-10-10")
    assert done.out.splitlines() == ["双人制：开 -> 关", "每月要求上限：3 次 -> 无"]
    assert done.err.splitlines() == ["新增或变更 1 项，疑点 0 处。"]
    moved = PEOPLE.replace("督查员", "单位负责人\"\nbody = \"县林业局").replace("王敏", "郑伟")
    alone.write_text(moved, encoding="utf-8")
    assert call(story, "--by", "王敏", "load", str(alone), on="2023-10-11").out.splitlines() == [
        "人员 郑伟：新增，督查室主任", "人员 李强 角色：督查员 -> 单位负责人", "人员 李强 单位：无 -> 县林业局",
        "人员 王敏：移出，原为 督查室主任", "双人制：关 -> 开", "每月要求上限：无 -> 3 次",
    ]
    assert "The second person is switched off" in call(story, "people", on="2023-10-10", lang="en").out
    assert not call(story, "people", "--json", on="2023-10-10").json["separation"]
    assert call(story, "people", "--json", on="2023-10-09").json["separation"]


def told(done: Done) -> list[str]:
    """The lines of a result, each with single blanks."""
    return [" ".join(line.split()) for line in done.out.splitlines() if line.strip()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_of_people_to_write_over(story: Path, tmp_path: Path, lang: str) -> None:
    """What it prints is a file of people as it is, and still one with every line of it in use but the body's."""
    printed = call(story, "people", "--template", lang=lang).out
    whole = "\n".join(line.removeprefix("# ") for line in printed.splitlines() if " = " in line or "[" in line)
    for text in (printed, whole.replace("name of the body", "县水利局")):
        paper = tmp_path / "people.toml"
        paper.write_text(text, encoding="utf-8")
        done = call(story, "load", "--check", str(paper), on="2023-10-10")
        assert done.code == 0, done.err
    for command in ("load", "people"):
        assert "people --template" in " ".join(call(story, command, "--help", lang=lang).out.split())
