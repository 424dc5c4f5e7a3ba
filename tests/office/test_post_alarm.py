"""A post that fell silent is told of where the office looks; one that was never used is not."""

from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.ledgers import office
from tests.office.test_posting import NEAR_DAY, only_what_is_said, path, set_up
from xiaxian_tasks.assemble import posting
from xiaxian_tasks.office import outbox, post_alarm
from xiaxian_tasks.office.outbox import Draft, Settled, Start

__all__ = ["only_what_is_said", "path"]


def alarm(path: Path, on: str) -> str | None:
    found = post_alarm.found(office(path, on, "王敏"))
    assert found is not None
    said: str | None = found["alarm"]
    return said


def test_an_outbox_that_was_never_used_says_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAXIAN_POST", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(path.parent))
    assert post_alarm.found(office(path, "2023-12-20", "王敏")) is None
    board = call(path, "board", "--json", on="2023-12-20").json
    assert board["post"] is None


def test_a_post_that_was_set_up_and_never_run_is_an_alarm(path: Path) -> None:
    """Nothing was ever drafted, for nobody runs it; a post that nobody set up is no alarm."""
    set_up(path, "[channels.console]\n")
    found = call(path, "board", "--json", on="2023-12-20").json["post"]
    assert (found["alarm"], found["last_sent"]) == (post_alarm.SILENT, None)
    assert found["since"] < "2023-12-20"
    assert "有事项应提醒" in call(path, "board", on="2023-12-20").out
    assert call(path, "board", "--json", on="2023-03-02").json["post"] is None, "nothing is to be said yet"


def test_what_waits_too_long_is_an_alarm(path: Path) -> None:
    """Drafted on Wednesday 8 November, and no runner ever came."""
    posting.planned(office(path, NEAR_DAY, "王敏"))
    assert alarm(path, "2023-11-10") is None
    assert alarm(path, "2023-11-12") is None, "days of rest are not counted"
    assert alarm(path, "2023-11-13") == post_alarm.SILENT
    done = call(path, "board", on="2023-11-13")
    assert "2 条消息待发，最早的从 2023-11-08 起就在等" in done.out
    advice = call(path, "doctor", "--json", on="2023-11-13", lang="en").json["advice"]
    assert any("2 messages wait to be sent" in each for each in advice)
    assert call(path, "board", "--json", on="2023-11-13").json["post"] == {
        "last_sent": None, "waiting": 2, "to_approve": 0, "failed": 0, "since": "2023-11-08", "alarm": "silent",
    }


def test_a_runner_that_stopped_is_an_alarm_though_nothing_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All went on the 8th by the clock of that day; nobody drafts any more, and a task falls overdue."""
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    posting.run(desk)
    sent = post_alarm.found(desk)
    assert sent is not None
    assert sent["alarm"] is None
    found = office(path, "2026-12-01", "王敏")  # the clock of tests stands on a day of 2026
    told = post_alarm.found(found)
    assert told is not None
    assert (told["alarm"], told["waiting"]) == (post_alarm.SILENT, 0)
    assert "有事项应提醒" in call(path, "board", on="2026-12-01").out


def test_what_was_given_up_is_an_alarm(path: Path) -> None:
    desk = office(path, NEAR_DAY, "王敏")
    (message,) = outbox.draft(desk, [Draft("digest", "某局", (), subject="x", text="y", approved=True)])
    outbox.begin(desk, [Start(message, "m@x")])
    outbox.settle(desk, [Settled(message, "refused", "recipient", "550 no")])
    assert alarm(path, NEAR_DAY) == post_alarm.FAULTY
    assert "1 条消息没有发出" in call(path, "board", on=NEAR_DAY).out
