"""`remind run` and `remind watch` as programs: what they print, how they leave, and how a daemon is stopped."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.channels.sinks import HERE, Sink, free_port, listening
from tests.cli.programs import call
from tests.office.test_posting import NEAR_DAY, REST_DAY, by_mail, marks, only_what_is_said, path, set_up
from tests.source import ROOT

__all__ = ["only_what_is_said", "path"]


def test_a_run_says_what_went(path: Path) -> None:
    set_up(path, '[channels.folder]\npath = "out"\n')
    done = call(path, "remind", "run", on=NEAR_DAY)
    assert done.code == 0, done.err
    assert "起草 2 条，撤下不实 0 条，发出 2 条，待重发 0 条，被拒收 0 条" in done.out
    assert "message/2023-1" in done.out
    assert len(list((path.parent / "out").iterdir())) == 2
    again = call(path, "remind", "run", "--json", on=NEAR_DAY).json
    assert (again["sent"], again["messages"], again["quiet"]) == (0, [], None)


def test_a_plan_drafts_and_sends_nothing(path: Path) -> None:
    set_up(path, '[channels.folder]\npath = "out"\n')
    done = call(path, "remind", "run", "--plan", on=NEAR_DAY)
    assert (done.code, "起草合并提醒 2 条、函件 0 件" in done.out) == (0, True)
    assert not (path.parent / "out").exists()
    assert call(path, "remind", "run", "--plan", "--json", on=NEAR_DAY).json["drafted"] == 0


def test_on_a_day_of_rest_it_says_so(path: Path) -> None:
    set_up(path, "[channels.console]\n")
    done = call(path, "remind", "run", on=REST_DAY)
    assert (done.code, done.out) == (0, "2023-11-11：休息日不发送，下一个发送日是 2023-11-13\n")


def test_what_did_not_go_leaves_with_8(path: Path) -> None:
    set_up(path, f'[channels.mail]\nserver = "smtp://{HERE}:{free_port()}?tls=none"\n')
    done = call(path, "remind", "run", on=NEAR_DAY)
    assert done.code == 8
    assert "待重发：连不上" in done.out
    assert "没有全部发出：待重发 2 条" in done.err
    listed = call(path, "remind", "list", on=NEAR_DAY).out
    assert len(re.findall(r"待发，\d{4}-\d\d-\d\d \d\d:\d\d 起再试", listed)) == 2
    story = call(path, "remind", "show", "1", on=NEAR_DAY).out
    assert re.search(r"未发成  .*  \d{4}-\d\d-\d\d \d\d:\d\d 起再试\n", story)
    assert call(path, "--by", "王敏", "remind", "withdraw", "1", "--why", "已说明", on=NEAR_DAY).code == 0
    listed = call(path, "remind", "list", "--state", "已撤销", on=NEAR_DAY).out
    assert ("已撤销 (已说明)" in listed, "起再试" in listed) == (True, False), "nothing of it is tried again"


@pytest.mark.parametrize(
    ("arguments", "text", "code", "said"),
    [
        (("--limit", "0"), "[channels.console]\n", 2, "--limit"),
        (("--limit", "x"), "[channels.console]\n", 2, "--limit"),
        (("--plan", "--limit", "3"), "[channels.console]\n", 2, "--plan"),
        ((), "", 2, "没有设置任何发送途径"),
        ((), "[channels.mail]\nserver = 'smtp://u:geheim@h'\n", 3, "post.toml:3"),
        ((), "[channels.fax]\n", 3, "post.toml:2"),
        ((), "x = [", 3, "post.toml:"),
    ],
)
def test_bad_input_is_said_and_nothing_is_drafted(
    path: Path, arguments: tuple[str, ...], text: str, code: int, said: str
) -> None:
    set_up(path, text)
    done = call(path, "remind", "run", *arguments, on=NEAR_DAY)
    assert (done.code, said in done.err) == (code, True), done.err
    assert "geheim" not in done.err + done.out
    assert call(path, "remind", "list", "--json", on=NEAR_DAY).json == []


def test_a_named_file_that_is_gone_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAXIAN_POST", str(path.parent / "nowhere.toml"))
    done = call(path, "remind", "run", on=NEAR_DAY)
    assert (done.code, "nowhere.toml" in done.err) == (2, True)


class Slow(Sink):
    """Keeps a message and takes its time to say so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(1)
        return answer


def test_a_runner_killed_on_the_wire_loses_nothing(path: Path) -> None:
    """The server has the first message; the runner dies before it hears so."""
    with listening(Slow()) as sink:
        by_mail(path, sink.port)
        program = started(path, "remind", "run")
        _until(lambda: len(sink.got) >= 1)
        program.kill()
        program.communicate(timeout=20)
        states = [each["state"] for each in call(path, "remind", "list", "--json", on=NEAR_DAY).json]
        assert sorted(states) == ["approved", "sending"]
        again = call(path, "remind", "run", "--json", on=NEAR_DAY).json
    assert (again["sent"], again["again"]) == (2, 1)
    told = [(got.recipients, mark) for got, mark in zip(sink.got, marks(sink), strict=True)]
    assert len(told) == 3
    assert len(set(told)) == 2, "what came twice came under one Message-ID"
    assert call(path, "verify", on=NEAR_DAY).code == 0


def started(path: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program on a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "xiaxian_tasks", "--db", str(path), "--on", NEAR_DAY, "--by", "王敏", "--lang", "en",
         *arguments],
        cwd=ROOT, env={**os.environ, "XIAXIAN_POST": str(path.parent / "post.toml")}, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_sends_and_stops_when_told(path: Path, number: signal.Signals) -> None:
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        program = started(path, "remind", "watch", "--every", "60")
        _until(lambda: len(sink.got) >= 2)
        time.sleep(0.3)
        program.send_signal(number)
        out, err = program.communicate(timeout=20)
    assert program.returncode == 0, err
    assert "2 sent" in out
    assert "The watch has stopped." in err
    assert len(set(marks(sink))) == len(sink.got) == 2
    assert [each["state"] for each in call(path, "remind", "list", "--json", on=NEAR_DAY).json] == ["sent", "sent"]


def test_a_watch_without_a_way_does_not_begin(path: Path) -> None:
    set_up(path, "")
    done = call(path, "remind", "watch", on=NEAR_DAY)
    assert (done.code, "没有设置任何发送途径" in done.err) == (2, True)
    assert call(path, "remind", "watch", "--every", "0", on=NEAR_DAY).code == 2
    assert "“x”不是 1 至 86400 的整数" in call(path, "remind", "watch", "--every", "x", on=NEAR_DAY, lang="zh").err
    assert call(path.parent / "none.sqlite3", "remind", "watch", on=NEAR_DAY).code == 7


def _until(question: "object") -> None:
    assert callable(question)
    for _ in range(200):
        if question():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")
