"""`calendar mail`: shown, written, sent; and never sent unsaid."""

from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.channels.sinks import HERE, Sink, certificate, free_port, listening, scripted
from tests.cli.programs import SMALL, call, on_terminal, start
from tests.documents.mails import attachments, parsed_elsewhere, read
from tests.ledgers import office
from xiaxian_tasks.assemble import mail as post
from xiaxian_tasks.office.feeds import Scope

FROM = "夏县督查室 <ducha@xiaxian.gov.cn>"
WATER = ("--to", "邓青禾 <water@xiaxian.gov.cn>")


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Sink:
    return Sink()


def setting(monkeypatch: pytest.MonkeyPatch, port: int, *, user: str = "", password_file: str = "") -> None:
    """A server without encryption on this machine, which `tls=none` allows."""
    who = f"{user}@" if user else ""
    monkeypatch.setenv("XIAXIAN_SMTP", f"smtp://{who}{HERE}:{port}?tls=none")
    monkeypatch.setenv("XIAXIAN_MAIL_FROM", FROM)
    if password_file:
        monkeypatch.setenv("XIAXIAN_SMTP_PASSWORD_FILE", password_file)


def test_what_arrives_is_what_the_file_holds(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: Sink
) -> None:
    """The figure of the issue: file, mail and sink byte for byte, with two parsers."""
    exported, written = tmp_path / "县住建局.ics", tmp_path / "digest.eml"
    assert call(small, "calendar", "export", "--body", "县住建局", "--out", str(exported)).code == 0
    with listening(sink):
        setting(monkeypatch, sink.port)
        done = call(small, "calendar", "mail", "--body", "县住建局", *WATER, "--out", str(written))
    assert done.code == 0, done.err
    (got,) = sink.got
    assert (got.sender, got.recipients) == ("ducha@xiaxian.gov.cn", ("water@xiaxian.gov.cn",))
    assert got.content == written.read_bytes()
    assert attachments(got.content) == {"xiaxian-20230930.ics": exported.read_bytes()}
    assert "water@xiaxian.gov.cn  邮件服务器已接收" in done.out
    assert "正在发送“夏县督查·县住建局（9月30日）" in done.err
    assert "收件人 邓青禾 <water@xiaxian.gov.cn>" in done.err
    for told in parsed_elsewhere(tmp_path, [got.content]):
        assert told["to"] == [["water@xiaxian.gov.cn", "邓青禾"]]
        assert told["from"] == [["ducha@xiaxian.gov.cn", "夏县督查室"]]
        assert [kind for _name, kind, _content, _how in told["files"]] == ["application/ics"]


def test_the_same_day_gives_the_same_mail_whenever_it_is_made(small: Path, tmp_path: Path) -> None:
    """Another true day, zone, locale and hash seed."""
    made = []
    for today in (date(2023, 9, 30), date(2026, 11, 24)):
        desk = office(small, "2023-09-30")
        desk.today = today
        made.append(post.digest(desk, Scope("县住建局"), ()).content)
        desk.store.close()
    for zone, language, seed in (("Pacific/Kiritimati", "C", "1"), ("America/Adak", "zh_CN.GB18030", "77")):
        done = start(
            "--db", str(small), "--on", "2023-09-30", "calendar", "mail", "--body", "县住建局", TZ=zone,
            LC_ALL=language, PYTHONHASHSEED=seed, XIAXIAN_LANG="en",
        )
        assert done.returncode == 0, done.stderr
        made.append(done.stdout)
    assert len(set(made)) == 1
    assert read(made[0])["Date"] == "Sat, 30 Sep 2023 00:00:00 +0800"
    desk = office(small, "2023-10-01")
    assert post.digest(desk, Scope("县住建局"), ()).content != made[0]
    desk.store.close()


def test_on_a_terminal_it_is_shown_and_goes_nowhere(small: Path) -> None:
    asked = ("--db", str(small), "--on", "2023-09-30")
    shown = on_terminal(*asked, "--lang", "zh", "calendar", "mail", "--body", "县住建局")
    for words in (
        "主题：夏县督查·县住建局（9月30日）：逾期0项，30日内到期0项", "附件：xiaxian-20230930.ics（", "一、已逾期：0项",
    ):
        assert words in shown
    shown = on_terminal(*asked, "--lang", "en", "calendar", "mail")
    assert "Attached: xiaxian-20230930.ics (" in shown


def test_without_a_sender_it_is_a_draft(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XIAXIAN_MAIL_FROM", raising=False)
    written = tmp_path / "digest.eml"
    done = call(small, "calendar", "mail", "--out", str(written))
    assert (done.code, done.out) == (0, "")
    mail = read(written.read_bytes())
    assert (mail["X-Unsent"], mail["From"], mail["To"]) == ("1", None, None)


def test_dry_run_sends_nothing(small: Path, monkeypatch: pytest.MonkeyPatch, sink: Sink) -> None:
    with listening(sink):
        setting(monkeypatch, sink.port)
        done = call(small, "calendar", "mail", *WATER, "--dry-run", lang="en")
    assert (done.code, sink.got) == (0, [])
    assert "Nothing is sent. “夏县督查（9月30日）" in done.err
    assert read(done.out.encode())["To"] == "邓青禾 <water@xiaxian.gov.cn>"


def test_each_recipient_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = Sink({"no@b.cn": "550 5.1.1 unknown", "grey@b.cn": "451 4.7.1 come back"})
    with listening(sink):
        setting(monkeypatch, sink.port)
        everyone = ("--to", "a@b.cn", "--to", "no@b.cn", "--to", "grey@b.cn", "--to", "a@b.cn")
        done = call(small, "calendar", "mail", *everyone, "--json")
        assert done.code == 8
        assert [(each["to"], each["verdict"], each["cause"]) for each in done.json["outcomes"]] == [
            ("a@b.cn", "accepted", None), ("no@b.cn", "refused", "recipient"), ("grey@b.cn", "waits", "recipient"),
        ]
        assert "未发出：3 个收件人中的 1 个" in done.err
        only = call(small, "calendar", "mail", "--to", "no@b.cn", lang="en")
        assert only.code == 8
        assert only.out == "no@b.cn  refused for good: the server does not take this address (550 5.1.1 unknown)\n"
        assert "Refused for good: 1 of 1." in only.err
        sink.answers.clear()
        again = call(small, "calendar", "mail", *everyone, "--json")
    assert again.code == 0
    assert again.json["id"] == done.json["id"], "a second try is the same letter"
    assert sink.got[0].content == sink.got[1].content


def test_a_server_that_hangs_up_midway(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted([b"220 x", b"250 x", b"250 x", b"250 x", b"354 x", b"..."]) as port:
        setting(monkeypatch, port)
        done = call(small, "calendar", "mail", *WATER, lang="en")
    assert done.code == 8
    assert "the answer never came; it may arrive twice" in done.out
    setting(monkeypatch, free_port())
    done = call(small, "calendar", "mail", *WATER)
    assert done.code == 8
    assert "待重发：连不上邮件服务器" in done.out


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
def test_login_by_a_file(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: Sink) -> None:
    secret = tmp_path / "password"
    secret.write_text("geheim\n", encoding="utf-8")
    with listening(sink, password="geheim"):
        setting(monkeypatch, sink.port, user="ducha", password_file=str(secret))
        assert call(small, "calendar", "mail", *WATER).code == 0
        assert sink.got[0].user == "ducha"
        secret.write_text("falsch", encoding="utf-8")
        done = call(small, "calendar", "mail", *WATER, lang="en")
    assert done.code == 8
    assert "the mail server does not accept this user or password (535 " in done.out
    assert "falsch" not in done.out + done.err
    secret.unlink()
    done = call(small, "calendar", "mail", *WATER)
    assert (done.code, str(secret) in done.err) == (2, True)
    secret.write_bytes(b"\xff\xfe\xff")
    assert call(small, "calendar", "mail", *WATER).code == 2


def test_encrypted_with_a_certificate_of_ones_own(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: Sink
) -> None:
    made = certificate(tmp_path)
    if made is None:
        return
    with listening(sink, tls=made):
        setting(monkeypatch, sink.port)
        monkeypatch.setenv("XIAXIAN_SMTP", f"smtp://{HERE}:{sink.port}")
        done = call(small, "calendar", "mail", *WATER)
        assert (done.code, "邮件服务器的证书不可信" in done.out) == (8, True)
        monkeypatch.setenv("SSL_CERT_FILE", str(made / "cert.pem"))
        assert call(small, "calendar", "mail", *WATER).code == 0
    assert [got.encrypted for got in sink.got] == [True]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--to", "督查"), 2, "“督查”不是邮箱地址"), (("--body", "无此单位"), 5, "无此单位"),
        (("--person", "无此人"), 5, "无此人"),
        (("--dry-run",), 2, "--dry-run"), (("--invite", "trial-23/1", "--cancel", "trial-23/1"), 2, "只能用一个"),
        (("--invite", "trial-23/1"), 2, "没有设置发件人"), (WATER, 2, "没有设置邮件服务器"),
        (("--out", "/no/such/folder/x.eml"), 2, "x.eml"),
    ],
)
def test_what_cannot_be_done_is_said(
    small: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    for name in ("XIAXIAN_SMTP", "XIAXIAN_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    done = call(small, "calendar", "mail", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def invited(ledger: Path, *arguments: str, on: str = "2023-09-30") -> bytes:
    """The calendar object of an invitation, which is the same in its part and its file."""
    done = call(ledger, "calendar", "mail", *WATER, "--dry-run", *arguments, on=on)
    assert done.code == 0, done.err
    (both, file) = read(done.out.encode()).iter_parts()
    *_, part = both.iter_parts()
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content == file.get_content()
    assert part["Content-Type"].params["method"].encode() in content
    return content


def event_of(raw: bytes) -> Any:
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    return event


def test_one_date_is_invited_by_its_task_or_its_uid(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAXIAN_MAIL_FROM", FROM)
    content = invited(small, "--invite", "trial-23/1")
    event = event_of(content)
    rows = call(small, "agenda", "--json").json
    (row,) = [row for row in rows if row["task"] == "trial-23/1"]
    assert (str(event["UID"]), str(event["DTSTART"].dt)) == (row["uid"], row["on"])
    several = call(small, "calendar", "mail", "--invite", "trial-23/3", *WATER, "--dry-run")
    assert several.code == 5
    uids = [row["uid"] for row in rows if row["task"] == "trial-23/3"]
    assert uids[0] in several.err
    assert uids[0].encode() in invited(small, "--invite", uids[0]).replace(b"\r\n ", b"")
    assert call(small, "calendar", "mail", "--invite", "no@xiaxian-tasks", *WATER, "--dry-run").code == 5
    refused = call(small, "calendar", "mail", "--cancel", "trial-23/1", *WATER, "--dry-run")
    assert (refused.code, "没有撤销" in refused.err) == (4, True)


def test_a_withdrawn_date_is_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same UID, a higher sequence, STATUS:CANCELLED; and no invitation any more."""
    monkeypatch.setenv("XIAXIAN_MAIL_FROM", FROM)
    ledger, paper = tmp_path / "l.sqlite3", tmp_path / "trial-23.toml"
    paper.write_text(SMALL, encoding="utf-8")
    assert call(ledger, "load", str(paper), on="2023-09-01").code == 0
    before = event_of(invited(ledger, "--invite", "trial-23/1"))
    gone = SMALL[:SMALL.index("[[tasks]]")] + SMALL[SMALL.index('[[tasks]]\nnumber = "2"'):]
    paper.write_text(gone, encoding="utf-8")
    assert call(ledger, "load", str(paper), on="2023-10-08").code == 0
    uid = str(before["UID"])
    after = event_of(invited(ledger, "--cancel", uid, on="2023-10-09"))
    assert (str(after["UID"]), str(after["STATUS"])) == (uid, "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.walk("VALARM") == []
    refused = call(ledger, "calendar", "mail", "--invite", uid, *WATER, "--dry-run", on="2023-10-09")
    assert (refused.code, "--cancel" in refused.err) == (4, True)


def test_a_demo_says_that_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "demo.sqlite3"
    assert call(path, "demo", "--out", str(path)).code == 0
    done = call(path, "calendar", "mail", "--person", "邓青禾", "--json", on="2023-12-25")
    assert done.code == 0, done.err
    assert done.json["subject"].startswith("【演示】夏县督查·县水利局（12月25日）：")
    assert "邓青禾：现将" in done.json["text"]
    assert done.json["counts"]["coming"] > 0
    assert done.json["outcomes"] == []


def test_no_password_and_no_secret_is_asked_for_by_help(small: Path) -> None:
    shown = call(small, "calendar", "mail", "--help", lang="en").out
    assert "--to" in shown
    assert "password" not in shown.lower()


