"""Whom one reaches: on the board, in the file of people, in the preview of a mail."""

import json
from pathlib import Path

from tests.cli.programs import call
from tests.office.supervised import supervised

WHO = """
[[people]]
name = "王敏"
role = "督查室主任"
[[people]]
name = "孙立"
role = "单位联络员"
body = "县水利局"
mail = "sun@example.com"
phone = "0359-8530000"
deputy = "王敏"
away = [[2023-10-20, 2023-10-21]]
[[people]]
name = "何静"
role = "单位负责人"
body = "县住建局"
"""


def board(ledger: Path, on: str) -> list[str]:
    found: list[str] = json.loads(call(ledger, "board", "--json", on=on).out)["unreachable"]
    return found


def test_a_body_with_nobody_to_reach_is_a_doubt_and_no_crash(tmp_path: Path) -> None:
    ledger = supervised(tmp_path, who=WHO.replace("deputy = \"王敏\"\n", ""))
    assert board(ledger, "2023-10-19") == []
    assert board(ledger, "2023-10-20") == ["县水利局"], "away, with nobody beside"
    assert "1 个单位没有联系人：县水利局" in call(ledger, "board", on="2023-10-20").out
    assert "没有联系人" in call(ledger, "doctor", on="2023-10-20").out
    assert "没有联系人" not in call(ledger, "doctor", on="2023-10-19").out
    with_deputy = tmp_path / "with"
    with_deputy.mkdir()
    assert board(supervised(with_deputy, who=WHO), "2023-10-20") == []


def test_an_office_that_keeps_no_contacts_misses_none(tmp_path: Path) -> None:
    assert board(supervised(tmp_path, who=WHO[:WHO.index("[[people]]", 20)]), "2023-10-20") == []


def test_people_and_the_known_address(tmp_path: Path) -> None:
    ledger = supervised(tmp_path, who=WHO)
    shown = call(ledger, "people", on="2023-10-20").out
    assert "0359-8530000" in shown
    assert "外出，王敏" in shown
    person = json.loads(call(ledger, "people", "--json", on="2023-10-20").out)["people"][-1]
    assert (person["mail"], person["deputy"], person["is_away"]) == ("sun@example.com", "王敏", True)
    for asked, known in ((("--body", "县水利局"), "孙立 <sun@example.com>"), (("--person", "王敏"), None)):
        found = json.loads(call(ledger, "calendar", "mail", *asked, "--json", on="2023-10-19").out)
        assert (found["known"], found["to"], found["outcomes"]) == (known, [], []), "offered, and nothing sent"
