"""The post of the outbox against real servers: what goes, what waits, what is taken out, and nothing twice."""

import json
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from tests.channels.sinks import HERE, Sink, free_port, listening
from tests.channels.webs import Web, serving
from tests.ledgers import office
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import post, posting
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.errors import Faulty, Misused, Stale
from xiaxian_tasks.office import outbox, record
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.outbox import Start
from xiaxian_tasks.office.record import Said

PLAN = """\
id = "trial-23"
document = "夏试〔2023〕1号"
title = "2023年试行计划"
issued = 2023-03-01
year = 2023

[[bodies]]
name = "县水利局"
kind = "department"

[[bodies]]
name = "县住建局"
kind = "department"

[[tasks]]
number = "1"
title = "改造旧房"
lead = ["县住建局"]
value = 200
unit = "户"
due = 2023-12-29

[[tasks]]
number = "2"
title = "打井"
lead = ["县水利局"]

[[tasks.milestones]]
what = "完成成井"
due = 2023-11-10
"""

PEOPLE = """\
[[people]]
name = "王敏"
role = "督查室主任"
phone = "0359-8531111"

[[people]]
name = "刘静"
role = "单位联络员"
body = "县水利局"
mail = "shuili@xiaxian.gov.cn"
phone = "13800000001"
deputy = "周勇"
away = [[2023-11-09, 2023-11-09]]

[[people]]
name = "周勇"
role = "单位负责人"
body = "县水利局"
mail = "zhou@xiaxian.gov.cn"

[[people]]
name = "陈红"
role = "单位联络员"
body = "县住建局"
mail = "zhujian@xiaxian.gov.cn"
"""

SENDER = 'sender = "督查室 <ducha@xiaxian.gov.cn>"\n'

NEAR_DAY, REST_DAY = "2023-11-08", "2023-11-11"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of two tasks with the persons of their bodies."""
    for name, text in (("trial-23", PLAN), ("people", PEOPLE)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    ledger = tmp_path / "ledger.sqlite3"
    desk = office(ledger, "2023-10-30", "王敏")
    assemble.load(desk, [str(tmp_path / "trial-23.toml"), str(tmp_path / "people.toml")])
    desk.store.close()
    return ledger


@pytest.fixture(autouse=True)
def only_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server or file of this machine's user is set up."""
    for name in ("XIAXIAN_SMTP", "XIAXIAN_MAIL_FROM", "XIAXIAN_SMTP_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XIAXIAN_POST", str(tmp_path / "post.toml"))


def set_up(path: Path, text: str) -> None:
    (path.parent / "post.toml").write_text(SENDER + text, encoding="utf-8")


def by_mail(path: Path, port: int) -> None:
    set_up(path, f'[channels.mail]\nserver = "smtp://{HERE}:{port}?tls=none"\nseconds = 5\n')


def counts(found: dict[str, object]) -> tuple[object, ...]:
    return tuple(found[key] for key in ("drafted", "cancelled", "sent", "waiting", "refused"))


def marks(sink: Sink) -> list[str]:
    return [str(message_from_bytes(got.content)["Message-ID"]) for got in sink.got]


def texts(sink: Sink) -> list[str]:
    found = []
    for got in sink.got:
        parts = [part for part in message_from_bytes(got.content).walk() if part.get_content_type() == "text/plain"]
        raw = parts[0].get_payload(decode=True)
        assert isinstance(raw, bytes)
        found.append(raw.decode())
    return found


def states(desk: Office) -> dict[str, int]:
    return {each.state: each.messages for each in desk.store.message_counts()}


def test_what_is_due_arrives_once(path: Path) -> None:
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        first = posting.run(office(path, NEAR_DAY, "王敏"))
        again = posting.run(office(path, NEAR_DAY, "王敏"))
    assert counts(first) == (first["sent"], 0, first["sent"], 0, 0)
    assert first["sent"] == len(sink.got) > 0
    assert counts(again) == (0, 0, 0, 0, 0)
    assert len(set(marks(sink))) == len(sink.got)
    water = next(text for got, text in zip(sink.got, texts(sink), strict=True) if "shuili" in got.recipients[0])
    assert "完成成井" in water
    assert "11月10日到期" in water
    assert "0359-8531111" in water, "whom to call"
    subject = str(make_header(decode_header(message_from_bytes(sink.got[0].content)["Subject"])))
    assert "督办提醒" in subject


def test_the_same_again_has_the_same_mark(path: Path) -> None:
    """The server takes the letter over and its answer is lost: the second try carries the same Message-ID."""
    with listening(Sink(at_end="451 4.3.0 again, please")) as sink:
        by_mail(path, sink.port)
        assert posting.run(office(path, NEAR_DAY, "王敏"))["waiting"] == len(sink.got)
        first = set(marks(sink))
        sink.at_end = "250 2.0.0 kept"
        sink.got.clear()
        later = _at(path, NEAR_DAY, hours=1)
        assert posting.run(later)["sent"] == len(sink.got)
    assert set(marks(sink)) == first


def _at(path: Path, on: str, *, hours: int, seconds: int = 0) -> Office:
    """An office some time later by its clock."""
    desk = office(path, on, "王敏")
    clock = desk.now
    desk.now = lambda: clock() + timedelta(hours=hours, seconds=seconds)
    return desk


def test_what_was_found_on_its_way_goes_again_under_its_mark(path: Path) -> None:
    """A runner was killed after it wrote that a message is on its way."""
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        desk = office(path, NEAR_DAY, "王敏")
        posting.planned(desk)
        (state, *_) = outbox.due_now(desk, 1)
        mark = posting.mark_of(state)
        outbox.begin(desk, [Start(state.id, mark)])
        desk.store.close()
        found = posting.run(office(path, NEAR_DAY, "王敏"))
    assert found["again"] == 1
    assert f"<{mark}>" in marks(sink)
    assert len(set(marks(sink))) == len(sink.got)


def test_a_second_runner_is_sent_away(path: Path) -> None:
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    with desk.store.posting(), pytest.raises(Stale, match="other-runner"):
        posting.run(office(path, NEAR_DAY, "王敏"))


def test_two_ledgers_share_no_mark(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name, text in (("trial-23", PLAN), ("people", PEOPLE)):
        (other / f"{name}.toml").write_text(text, encoding="utf-8")
    assemble.load(office(other / "l.sqlite3", "2023-10-30", "王敏"), [str(other / "trial-23.toml"),
                                                                    str(other / "people.toml")])
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        posting.run(office(path, NEAR_DAY, "王敏"))
        posting.run(_at(other / "l.sqlite3", NEAR_DAY, hours=0, seconds=1))
    assert len(set(marks(sink))) == len(sink.got)


def test_nothing_goes_on_a_day_of_rest(path: Path) -> None:
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        found = posting.run(office(path, REST_DAY, "王敏"))
    assert (found["quiet"], found["until"]) == ("quiet-day", "2023-11-13")
    assert sink.got == []
    assert states(office(path, REST_DAY, "王敏")) == {}


@pytest.mark.parametrize(("hour", "quiet"), [(7, "quiet-hours"), (9, None), (18, "quiet-hours"), (23, "quiet-hours")])
def test_nothing_goes_in_quiet_hours(path: Path, hour: int, quiet: str | None) -> None:
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    desk.today = date.fromisoformat(NEAR_DAY)
    desk.now = lambda: datetime(2023, 11, 8, hour, 30, tzinfo=COUNTY_TIME)
    found = posting.run(desk)
    assert found["quiet"] == quiet
    assert (found["drafted"] == 0) == (quiet is not None)


def test_what_is_done_meanwhile_is_taken_out_before_it_goes(path: Path) -> None:
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    drafted = posting.planned(desk)["drafted"]
    record.report(office(path, NEAR_DAY, "王敏"), Said("trial-23/2", milestone="完成成井", body="县水利局"))
    found = posting.run(office(path, NEAR_DAY, "王敏"))
    assert found["cancelled"] >= 1
    assert found["sent"] == drafted - 1
    assert all("县水利局" not in str(each["body"]) for each in found["messages"])


def test_in_somebodys_absence_the_deputy_is_written_to(path: Path) -> None:
    """Drafted while 刘静 was there, sent on a day she is away."""
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        posting.planned(office(path, NEAR_DAY, "王敏"))
        posting.run(office(path, "2023-11-09", "王敏"))
    to = {recipient for got in sink.got for recipient in got.recipients}
    assert "zhou@xiaxian.gov.cn" in to
    assert "shuili@xiaxian.gov.cn" not in to


def test_one_who_refuses_keeps_nobody_from_theirs(path: Path) -> None:
    with listening(Sink({"shuili@xiaxian.gov.cn": "550 5.1.1 unknown"})) as sink:
        by_mail(path, sink.port)
        found = posting.run(office(path, NEAR_DAY, "王敏"))
    assert (found["refused"], found["sent"]) == (1, len(sink.got))
    assert states(office(path, NEAR_DAY, "王敏"))["failed"] == 1


def test_a_server_that_is_away_is_left_alone(path: Path) -> None:
    """Twenty ready: three are tried, the others keep all their tries."""
    set_up(path, f'[channels.mail]\nserver = "smtp://{HERE}:{free_port()}?tls=none"\n')
    desk = office(path, NEAR_DAY, "王敏")
    outbox.draft(desk, [outbox.Draft("digest", f"第{n}局", (), "", "某人", "", "a@b.cn", "x", "y", approved=True)
                        for n in range(20)])
    found = posting.run(desk)
    assert (found["waiting"], found["sent"]) == (posting.SHUT_AFTER, 0)
    assert [(each["way"], each["cause"]) for each in found["shut"]] == [("mail", "connection")]
    tries = [json.loads(row.document).get("attempts", 0) for row in desk.store.messages(("approved",))]
    assert sorted(tries)[-4:] == [0, 1, 1, 1]


def test_a_server_that_is_away_for_days_costs_no_message(path: Path) -> None:
    """A week of tries an hour apart: what the way is to blame for is never given up, and goes once it is back."""
    with listening(Sink()) as sink:
        set_up(path, f'[channels.mail]\nserver = "smtp://{HERE}:{free_port()}?tls=none"\n')
        for hour in range(24):
            posting.run(_at(path, NEAR_DAY, hours=hour * 2))
        desk = office(path, NEAR_DAY, "王敏")
        assert states(desk) == {"approved": 2}
        assert max(json.loads(row.document)["attempts"] for row in desk.store.messages(("approved",))) > 10
        by_mail(path, sink.port)
        assert posting.run(_at(path, NEAR_DAY, hours=49))["sent"] == len(sink.got) == 2


def test_another_way_goes_on_while_one_is_away(path: Path) -> None:
    set_up(path, f'default = "mail"\n[channels.mail]\nserver = "smtp://{HERE}:{free_port()}?tls=none"\n'
                 '[channels.out]\nway = "folder"\npath = "out"\n')
    desk = office(path, NEAR_DAY, "王敏")
    outbox.draft(desk, [
        outbox.Draft("digest", f"第{n}局", (), "", "某人", "out" if n > 40 else "", "a@b.cn", "x", "y", approved=True)
        for n in range(45)
    ])
    found = posting.run(desk)
    assert found["sent"] == 4
    assert len(list((path.parent / "out").iterdir())) == 4


def test_whom_nobody_can_reach_waits_and_is_named(path: Path) -> None:
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        desk = office(path, NEAR_DAY, "王敏")
        outbox.draft(desk, [outbox.Draft("digest", "无名局", (), subject="x", text="y", approved=True)])
        found = posting.run(desk)
    (message,) = [each for each in found["messages"] if each["body"] == "无名局"]
    assert (message["verdict"], message["cause"]) == ("waits", "recipient")
    assert found["sent"] == len(sink.got) > 0


def test_a_way_nobody_set_up_here_waits_and_is_named(path: Path) -> None:
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    outbox.draft(desk, [outbox.Draft("digest", "某局", (), channel="fax", subject="x", text="y", approved=True)])
    (message,) = [each for each in posting.run(desk)["messages"] if each["body"] == "某局"]
    assert (message["verdict"], message["cause"], message["reply"]) == ("waits", "place", "fax")


def test_no_more_than_the_limit_goes(path: Path) -> None:
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    outbox.draft(desk, [outbox.Draft("digest", f"第{n}局", (), subject="x", text="y", approved=True) for n in range(9)])
    assert posting.run(desk, limit=4)["sent"] == 4
    assert states(desk)["sent"] == 4


def test_it_stops_between_two_messages(path: Path) -> None:
    set_up(path, "[channels.console]\n")
    desk = office(path, NEAR_DAY, "王敏")
    outbox.draft(desk, [outbox.Draft("digest", f"第{n}局", (), subject="x", text="y", approved=True) for n in range(9)])
    told: list[str] = []
    posting.run(desk, told=told.append, stopped=lambda: len(told) >= 3)
    assert states(desk)["sent"] == 3
    assert "sending" not in states(desk)


def test_a_webhook_takes_the_same_message_once(path: Path) -> None:
    with serving(Web((503, b""), (200, b"{}"))) as web:
        set_up(path, f'[channels.webhook]\naddress = "{web.address}"\nsecret_file = "secret"\n')
        (path.parent / "secret").write_text("s3cret\n")
        desk = office(path, NEAR_DAY, "王敏")
        outbox.draft(desk, [outbox.Draft("digest", "某局", (), subject="x", text="y", approved=True)])
        posting.run(desk, limit=1)
        posting.run(_at(path, NEAR_DAY, hours=1))
    keys = [each.headers["Idempotency-Key"] for each in web.got if each.said["body"] == "某局"]
    assert len(web.got) >= 2
    assert len(set(keys)) == len({each.said["body"] for each in web.got if each.said["body"] == "某局"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-post"),
        ('[channels.webhook]\naddress = "http://127.0.0.1:9"\nsecret_file = "nowhere"\n', "unreadable-file"),
        ('[channels.apprise]\naddress_file = "push"\n', "push-address"),
        ('[channels.apprise]\naddress_file = "empty"\n', "empty-secret"),
        ('[channels.fax]\n', "unknown-value"),
    ],
)
def test_what_cannot_be_set_up_is_told_before_anything_happens(path: Path, text: str, code: str) -> None:
    set_up(path, text)
    (path.parent / "push").write_text("nosuch://geheim")
    (path.parent / "empty").write_text("\n")
    desk = office(path, NEAR_DAY, "王敏")
    with pytest.raises((Misused, Faulty)) as told:
        posting.run(desk)
    codes = [each.code for each in told.value.faults] if isinstance(told.value, Faulty) else [told.value.code]
    assert codes == [code]
    assert "geheim" not in repr(getattr(told.value, "faults", ""))
    assert states(desk) == {}


def test_the_server_of_the_environment_is_the_mail_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XIAXIAN_POST")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(path.parent / "none"))
    with listening(Sink()) as sink:
        monkeypatch.setenv("XIAXIAN_SMTP", f"smtp://{HERE}:{sink.port}?tls=none")
        with pytest.raises(Misused, match="no-mail-from"):
            posting.run(office(path, NEAR_DAY, "王敏"))
        monkeypatch.setenv("XIAXIAN_MAIL_FROM", "督查室 <ducha@xiaxian.gov.cn>")
        found = posting.run(office(path, NEAR_DAY, "王敏"))
    assert found["sent"] == len(sink.got) > 0
    assert not post.is_set({"XDG_CONFIG_HOME": str(path.parent / "none")})
