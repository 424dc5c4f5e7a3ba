"""What waits for a decision, for whom, since when, and what agreeing would change."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office.test_undo import WELLS, Sit, UndoWalk
from xiaxian_tasks.office import approvals, months, record, steps
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words

PHOTO = (("照片.jpg", b"\xff\xd8 15"),)
PIPES = "wells-23/2"


@pytest.fixture
def sit(tmp_path: Path) -> Sit:
    """Sits somebody down on a day of 2023 at a plan under full supervision and one under simple."""
    walk = UndoWalk(tmp_path, 0)
    return lambda by, on: walk.sit(by, date.fromisoformat(f"2023-{on}"))


def begun(sit: Sit, task: str = PIPES, bodies: tuple[str, ...] = ("县水利局",)) -> None:
    """A task sent out and signed for."""
    steps.register(sit("王敏", "10-10"), task)
    steps.dispatch(sit("王敏", "10-10"), task)
    steps.receive(sit("王敏", "10-11"), task, bodies)


def lines(sit: Sit, by: str, on: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = approvals.waiting(sit(by, on))["lines"]
    return found


def test_an_extension_waits_for_the_director_and_shows_the_day_it_would_move(sit: Sit) -> None:
    begun(sit)
    asked = date(2024, 1, 10)
    steps.ask_extension(sit("水局长", "11-01"), PIPES, asked, words=Words(reason="管材未到"))
    (line,) = lines(sit, "王敏", "11-06")
    assert (line["what"], line["task"], line["body"], line["days"]) == ("extension", PIPES, "县水利局", 5)
    assert (line["agrees"], line["returns"], line["mine"]) == ("extension-grant", "extension-refusal", True)
    assert line["roles"] == ["director", "leader"]
    assert not lines(sit, "水局长", "11-06")[0]["mine"]
    found = approvals.compared(sit("王敏", "11-06"), line)
    assert found.refused is None
    changes = {(each["what"], each["name"]): (each["before"], each["after"]) for each in found.changes}
    assert changes["due", ""] == ("2023-12-31", "2024-01-10")
    assert changes["asked", ""] == ("2024-01-10", None)
    done = steps.grant_extension(sit("王敏", "11-06"), PIPES)
    assert done.sheet["due"] == "2024-01-10"
    assert lines(sit, "王敏", "11-06") == []


def test_what_the_rules_refuse_is_told_before(sit: Sit) -> None:
    begun(sit)
    steps.ask_extension(sit("水局长", "11-01"), PIPES, date(2024, 6, 30), words=Words(reason="管材未到"))
    (line,) = lines(sit, "王敏", "11-06")
    refused = approvals.compared(sit("王敏", "11-06"), line).refused
    assert refused is not None
    assert refused.code == "leader-decides"
    assert approvals.compared(sit("孙岩", "11-06"), line).refused is None
    assert (line["mine"], line["another"], line["roles"]) == (False, False, ["leader"])
    assert lines(sit, "孙岩", "11-06")[0]["mine"]


def test_whoever_asked_is_told_that_somebody_else_answers(sit: Sit) -> None:
    begun(sit)
    steps.ask_extension(sit("王敏", "11-01"), PIPES, date(2024, 1, 10), words=Words(reason="管材未到"))
    found = approvals.waiting(sit("王敏", "11-06"))
    (line,) = found["lines"]
    assert (line["mine"], line["another"], found["mine"]) == (False, True, 0)
    refused = approvals.compared(sit("王敏", "11-06"), line).refused
    assert refused is not None
    assert refused.code == "asker-cannot-answer"
    other = approvals.waiting(sit("李强", "11-06"))
    assert (other["lines"][0]["mine"], other["lines"][0]["another"], other["mine"]) == (True, False, 1)


def test_a_request_goes_through_acceptance_and_closing_to_the_look_back(sit: Sit) -> None:
    begun(sit, WELLS, ("县水利局", "县住建局", "县公安局"))
    for body, value in (("县水利局", "15眼"), ("县住建局", "15眼")):
        record.report(sit("李强", "11-01"), Said(WELLS, value, body=body, evidence=PHOTO))
    for body in ("县水利局", "县住建局"):
        steps.request(sit("李强", "11-02"), WELLS, body)
    assert {(line["what"], line["body"]) for line in lines(sit, "周平", "11-03")} == {
        ("review", "县水利局"), ("review", "县住建局"),
    }
    line = next(each for each in lines(sit, "周平", "11-03") if each["body"] == "县住建局")
    changed = {each["name"]: each["after"] for each in approvals.compared(sit("周平", "11-03"), line).changes}
    assert changed["县住建局"] == "accepted"
    author = approvals.compared(sit("李强", "11-03"), line).refused
    assert author is not None
    assert author.code == "author-cannot-accept"
    assert [(each["mine"], each["another"]) for each in lines(sit, "李强", "11-03")] == [(False, True)] * 2
    assert [each["mine"] for each in lines(sit, "周平", "11-03")] == [True] * 2
    for body in ("县水利局", "县住建局", "县公安局"):
        steps.accept(sit("周平", "11-03"), WELLS, (body,), steps.Checked("site"))
    (closing,) = lines(sit, "王敏", "11-04")
    assert (closing["what"], closing["returns"]) == ("closing", "")
    closed = steps.close(sit("王敏", "11-04"), WELLS, recheck=30)
    assert closed.sheet["state"] == "closed"
    assert lines(sit, "王敏", "11-05") == []
    (recheck,) = lines(sit, "周平", "12-01")
    assert (recheck["what"], recheck["due"]) == ("recheck", "2023-12-04")
    assert approvals.compared(sit("周平", "12-01"), recheck).refused is None


def test_a_refusal_waits_for_the_office(sit: Sit) -> None:
    steps.register(sit("王敏", "10-10"), PIPES)
    steps.dispatch(sit("王敏", "10-10"), PIPES)
    steps.refuse(sit("水局长", "10-11"), PIPES, "", Words(reason="非本单位职责"))
    (line,) = lines(sit, "周平", "10-12")
    assert (line["what"], line["agrees"], line["returns"]) == ("refusal", "assignment", "dispatch")


def test_a_month_that_is_over_waits_once_months_are_closed(sit: Sit) -> None:
    assert lines(sit, "王敏", "11-01") == []
    months.close(sit("王敏", "10-31"), "2023-10")
    assert lines(sit, "王敏", "11-20") == []
    (line,) = lines(sit, "王敏", "12-02")
    assert (line["what"], line["key"], line["task"], line["mine"]) == ("month", "2023-11", None, True)
    assert approvals.compared(sit("王敏", "12-02"), line) == ([], None)
    assert approvals.close_month(sit("王敏", "12-02"), line).content["month"] == "2023-11"
    assert lines(sit, "王敏", "12-02") == []


def test_looking_writes_nothing(sit: Sit) -> None:
    begun(sit)
    steps.ask_extension(sit("水局长", "11-01"), PIPES, date(2024, 1, 10), words=Words(reason="管材未到"))
    desk = sit("王敏", "11-06")
    before = desk.store.history(PIPES), desk.store.projection_of(PIPES)
    approvals.compared(desk, lines(sit, "王敏", "11-06")[0])
    assert (desk.store.history(PIPES), desk.store.projection_of(PIPES)) == before
