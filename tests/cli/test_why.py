"""`why`: every light with its figures, its rule and its next step; the reckoning is in each docstring."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import SMALL, call
from xiaxian_tasks.domain.terms import LIGHTS


def why(ledger: Path, task: str, on: str) -> Any:
    done = call(ledger, "why", task, "--json", on=on)
    assert done.code == 0, done.err
    return done.json


@pytest.fixture
def reported(small: Path) -> Path:
    assert call(small, "report", "trial-23/1", "100户", on="2023-09-30").code == 0
    return small


def test_a_light_by_pace_with_every_figure(reported: Path) -> None:
    """100 of 200 homes are 50 %; nine months of twelve 75 %: 25 behind, yellow. Silent since September: stale on
    11 November would only take green away. 30 working days before Sunday 31 December begin on 17 November."""
    sheet = why(reported, "trial-23/1", "2023-09-30")
    assert (sheet["light"], sheet["reason"], sheet["decided_by"]) == ("yellow", "behind", "t1")
    (duty,) = sheet["targets"]
    because = duty["why"]
    assert because["share"] == {"from": "0", "to": "200"}
    pace = because["pace"]
    assert (pace["done"], pace["whole"], pace["unit"]) == (9, 12, "months")
    assert (pace["yellow"], pace["red"], pace["side"]) == ("10", "30", "from-yellow")
    assert (because["clock"]["near_from"], because["clock"]["allowed"]) == ("2023-11-17", 30)
    assert because["stale"] == {"last": "2023-09-30", "from": "2023-11-11", "cycle": "month", "grace": 10}
    assert because["printed_in"] == {"document": "夏试〔2023〕1号", "clause": "1"}
    assert sheet["next"] == because["next"] == {"on": "2023-10-31", "light": "red", "reason": "far-behind"}


def test_what_is_said_to_come_next_comes_that_day_and_no_earlier(reported: Path) -> None:
    """Followed from step to step until nothing steps any more."""
    for task in ("trial-23/1", "trial-23/2", "trial-23/3"):
        sheet = why(reported, task, "2023-05-01")
        seen = 0
        while sheet["next"]:
            coming, seen = sheet["next"], seen + 1
            assert coming["light"] in LIGHTS
            sheet = why(reported, task, coming["on"])
            assert (sheet["light"], sheet["reason"]) == (coming["light"], coming["reason"])
        assert seen >= 1


def test_the_rule_of_the_house_a_named_one_and_a_plan_s_own_figure(tmp_path: Path) -> None:
    rule = tmp_path / "ours.toml"
    rule.write_text('rule = "ours"\ntitle = "本县规则"\nsource = "县办发1号"\nyellow = 0\nnear = 3\n', encoding="utf-8")
    plan = tmp_path / "trial-23.toml"
    plan.write_text(SMALL.replace("year = 2023\n", 'year = 2023\nrules = "ours"\n[thresholds]\nnear = 4\n', 1),
                    encoding="utf-8")
    ledger = tmp_path / "l.db"
    assert call(ledger, "load", str(plan)).code == 3  # its rule is not known without its file
    assert call(ledger, "load", str(rule), str(plan)).code == 0
    assert call(ledger, "report", "trial-23/1", "149户", on="2023-09-30").code == 0
    sheet = why(ledger, "trial-23/1", "2023-09-30")
    assert (sheet["light"], sheet["reason"]) == ("yellow", "behind")  # 74.5 of 75: half a point is behind here
    named = {key: sheet["rule"][key] for key in ("name", "title", "source", "grade", "chosen", "own", "red", "near")}
    assert named == {
        "name": "ours", "title": "本县规则", "source": "县办发1号", "grade": "", "chosen": True, "own": ["near"],
        "red": None, "near": 4,
    }
    told = call(ledger, "why", "trial-23/1").out
    assert "规则      本县规则\n来源      县办发1号\n" in told
    assert call(ledger, "verify").code == 0


def test_the_house_s_own_rule_is_named_with_its_source(small: Path) -> None:
    rule = why(small, "trial-23/1", "2023-09-30")["rule"]
    assert (rule["name"], rule["source"], rule["chosen"], rule["own"]) == ("yinchuan", "银川 2025 重点项目", False, [])
    told = call(small, "why", "trial-23/1", on="2023-09-30").out
    assert [code for code in ("yinchuan", rule["grade"]) if code in told] == []


def test_where_all_duties_are_printed_is_told_once(tmp_path: Path) -> None:
    """Two milestones of one clause; with a clause of its own each says where it stands."""
    for place, clauses, times in (("one", ("", ""), 1), ("two", ("二", "三"), 2)):
        plan = tmp_path / f"{place}-23.toml"
        plan.write_text(
            f'id = "{place}-23"\ndocument = "夏试〔2023〕8号"\ntitle = "方案"\nissued = 2023-03-01\nyear = 2023\n'
            '[[tasks]]\nnumber = "1"\ntitle = "事项"\n' + "".join(
                f'[[tasks.milestones]]\nwhat = "节点{n}"\nclause = "{clause}"\n' for n, clause in enumerate(clauses)
            ), encoding="utf-8",
        )
        ledger = tmp_path / f"{place}.db"
        assert call(ledger, "load", str(plan)).code == 0
        assert call(ledger, "why", f"{place}-23/1", on="2023-09-30").out.count("出处") == times


def test_a_row_a_milestone_a_turn_and_a_note_each_say_what_they_hang_on(small: Path) -> None:
    """The milestone of 30 June is 92 days past on 30 September; the turn of 5 March is missed from 9 March on."""
    split = why(small, "trial-23/2", "2023-09-30")
    assert [target["body"] for target in split["targets"]] == [None, "甲镇", "乙镇"]
    assert all(target["why"]["next"] for target in split["targets"])
    mixed = why(small, "trial-23/3", "2023-09-30")
    assert mixed["milestones"][0]["why"]["clock"]["late"] == 92
    turn = mixed["recurrences"][0]["why"]["turn"]
    assert (turn["due"], turn["missed_from"], turn["grace"]) == ("2023-03-05", "2023-03-09", 3)
    assert why(small, "trial-23/4", "2023-09-30")["noted"] is None
    assert call(small, "report", "trial-23/4", "--note", "宣讲", on="2023-09-30").code == 0
    noted = why(small, "trial-23/4", "2023-09-30")
    assert (noted["noted"]["from"], noted["next"]["on"]) == ("2023-11-11", "2023-11-11")


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("12 个月中的 9 个", "超过 30 红", "决定亮灯", "2023-10-31 起红：严重落后")),
    ("en", ("9 of 12 months", "red beyond 30", "(decides)", "from 2023-10-31 red: far behind pace")),
])
def test_both_languages_say_the_figures(reported: Path, lang: str, words: tuple[str, ...]) -> None:
    told = call(reported, "why", "trial-23/1", lang=lang).out
    assert [word for word in words if word not in told] == []
    assert call(reported, "why", "nothing-there").code == 5


def test_a_curve_and_a_level_are_reckoned_as_they_are(tmp_path: Path) -> None:
    """From 42 to 36, now 39: half the way. On 31 July the curve lies a third of the way (31 of 92 days) between
    20 % on 30 June and 80 % on 30 September."""
    plan = tmp_path / "air-23.toml"
    plan.write_text(
        'id = "air-23"\ntitle = "空气"\nissued = 2023-03-01\nyear = 2023\n'
        '[pace]\ncurve = [["2023-06-30", "0.2"], ["2023-09-30", "0.8"]]\n'
        '[[tasks]]\nnumber = "1"\ntitle = "降浓度"\n'
        '[[tasks.targets]]\nkind = "lower_to"\nbaseline = 42\nvalue = 36\nunit = "微克"\n', encoding="utf-8",
    )
    ledger = tmp_path / "l.db"
    assert call(ledger, "load", str(plan)).code == 0
    assert call(ledger, "report", "air-23/1", "39微克", on="2023-07-31").code == 0
    (duty,) = why(ledger, "air-23/1", "2023-07-31")["targets"]
    assert (duty["progress"], duty["why"]["share"]) == (0.5, {"from": "42", "to": "36"})
    assert duty["why"]["pace"]["between"] == [["2023-06-30", "0.2"], ["2023-09-30", "0.8"]]
    assert duty["expected"] == 0.402174  # 0.2 + 0.6 * 31/92
    assert "(39 − 42) ÷ (36 − 42)" in call(ledger, "why", "air-23/1", on="2023-07-31").out
