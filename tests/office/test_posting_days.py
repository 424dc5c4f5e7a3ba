"""The post over days: after a server was away, in a run that lasts, with one body or title out of bounds."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.channels.sinks import HERE, Sink, free_port, listening
from tests.ledgers import office
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import asking, posting
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.office import outbox, post_alarm
from xiaxian_tasks.office.desk import Office

HEAD = """\
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

[[bodies]]
name = "县教育局"
kind = "department"
"""

PEOPLE = """\
[[people]]
name = "王敏"
role = "督查室主任"

[[people]]
name = "刘静"
role = "单位联络员"
body = "县水利局"
mail = "shuili@xiaxian.gov.cn"

[[people]]
name = "陈红"
role = "单位联络员"
body = "县住建局"
mail = "zhujian@xiaxian.gov.cn"
"""

NOBODY = PEOPLE[: PEOPLE.index("\n[[people]]", 1)]
"""The office alone: it keeps no contacts."""

AGAIN_EACH_DAY = """\
title = "天天提醒"

[[rungs]]
id = "near"
when = "near"
cooldown = 1
"""


def milestone(number: int, body: str = "县水利局", *, title: str = "打井", due: str = "2023-11-10") -> str:
    return (f'\n[[tasks]]\nnumber = "{number}"\ntitle = "{title}"\nlead = ["{body}"]\n'
            f'[[tasks.milestones]]\nwhat = "完成成井"\ndue = {due}\n')


LATER = milestone(1, due="2023-12-29")
"""Nothing of it is to be said at the beginning of November."""


@pytest.fixture
def founded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a ledger of tasks; nothing of this machine's user is set up."""
    for name in ("XIAXIAN_SMTP", "XIAXIAN_MAIL_FROM", "XIAXIAN_SMTP_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XIAXIAN_POST", str(tmp_path / "post.toml"))
    (tmp_path / "post.toml").write_text("[channels.console]\n", encoding="utf-8")

    def made(*tasks: str, ladder: str = "", people: str = PEOPLE) -> Path:
        files = {"trial-23": HEAD + "".join(tasks), "people": people, **({"ladder": ladder} if ladder else {})}
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        desk = office(tmp_path / "ledger.sqlite3", "2023-03-02", "王敏")
        assemble.load(desk, [str(tmp_path / f"{name}.toml") for name in files])
        desk.store.close()
        return tmp_path / "ledger.sqlite3"

    return made


def by_mail(path: Path, port: int) -> None:
    text = f'sender = "d@xiaxian.gov.cn"\n[channels.mail]\nserver = "smtp://{HERE}:{port}?tls=none"\nseconds = 5\n'
    (path.parent / "post.toml").write_text(text, encoding="utf-8")


def later(path: Path, on: str, days: int) -> Office:
    """An office on a day, so many days later by its clock."""
    desk = office(path, on, "王敏")
    clock = desk.now
    desk.now = lambda: clock() + timedelta(days=days)
    return desk


def test_after_days_without_a_server_a_body_gets_one_digest(founded: Callable[..., Path]) -> None:
    """Something new on each day: what still holds of it all goes at once, in the words of the day it goes on. That
    nothing went is told after the days of the ladder, by whichever digest waits."""
    path = founded('[thresholds]\nnear = 5\n', *(milestone(day, due=f"2023-12-{day}") for day in range(18, 22)))
    days, alarms = ("2023-12-11", "2023-12-12", "2023-12-13", "2023-12-14"), []
    with listening(Sink()) as sink:
        for ahead, day in enumerate(days):
            by_mail(path, free_port())
            posting.run(later(path, day, ahead))
            told = post_alarm.found(office(path, day, "王敏"))
            assert told is not None
            alarms.append((told["alarm"], told["since"], told["waiting"]))
        by_mail(path, sink.port)
        assert posting.run(later(path, days[-1], 4))["sent"] == len(sink.got) == 1
    assert alarms == [(None, None, 1), (None, None, 1), (None, None, 1), ("silent", days[0], 1)]
    newest, *others = outbox.listed(office(path, days[-1], "王敏"))
    assert (newest["state"], len(newest["lines"])) == ("sent", 4)
    assert [(each["state"], each["why"]) for each in others] == [("cancelled", "overtaken")] * 3
    assert "截至2023年12月14日" in newest["text"]


def test_what_may_have_arrived_keeps_its_mark(founded: Callable[..., Path]) -> None:
    """The server took it over and did not answer: the next day it goes under its Message-ID, and not in another."""
    path = founded(milestone(1, due="2023-12-29"))
    with listening(Sink(at_end="")) as sink:
        by_mail(path, sink.port)
        posting.run(later(path, "2023-12-04", 0))
        assert len(sink.got) == 1
        sink.at_end = "250 2.0.0 kept"
        posting.run(later(path, "2023-12-05", 1))
    (first, second) = (message_from_bytes(got.content)["Message-ID"] for got in sink.got)
    assert first == second


def reworded(path: Path, day: str) -> None:
    """Draft what is to be said on a day; a person puts a hand to the newest of it, which keeps it from being overtaken.
    """
    posting.planned(office(path, day, "王敏"))
    (newest, *_) = outbox.listed(office(path, day, "王敏"))
    outbox.edit(office(path, day, "王敏"), newest["id"], outbox.Change(subject=f"再提醒{day}"))


def test_what_waited_until_it_was_asked_again_is_said_again_as_often(founded: Callable[..., Path]) -> None:
    """What could not go is cancelled for what is said of the same a day later, and that is not the last of it."""
    path = founded(milestone(1, due="2023-12-29"), ladder=AGAIN_EACH_DAY)
    reworded(path, "2023-12-04")
    days = ("2023-12-05", "2023-12-06", "2023-12-07")
    assert [posting.run(office(path, day, "王敏"))["sent"] for day in days] == [1, 1, 1]
    found = [(each["state"], [line["n"] for line in each["lines"]])
             for each in outbox.listed(office(path, days[-1], "王敏"))]
    assert found == [("sent", [4]), ("sent", [3]), ("sent", [2]), ("cancelled", [1])]


def test_of_what_waits_for_days_the_newest_stays(founded: Callable[..., Path]) -> None:
    path = founded(milestone(1, due="2023-12-29"), ladder=AGAIN_EACH_DAY)
    for day in ("2023-12-04", "2023-12-05", "2023-12-06"):
        reworded(path, day)
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        assert posting.run(office(path, "2023-12-07", "王敏"))["sent"] == len(sink.got) == 1
        assert posting.run(office(path, "2023-12-08", "王敏"))["sent"] == 1


@pytest.mark.parametrize(("begun", "sent"), [("17:57", 1), ("17:30", 3)])
def test_a_run_that_lasts_stops_at_the_quiet_hours(founded: Callable[..., Path], begun: str, sent: int) -> None:
    path = founded(*(milestone(*each) for each in enumerate(("县水利局", "县住建局", "县教育局"), 1)), people=NOBODY)
    desk = office(path, "2023-11-08", "王敏")
    desk.today = date(2023, 11, 8)
    clock = [datetime.fromisoformat(f"2023-11-08T{begun}").replace(tzinfo=COUNTY_TIME)]
    desk.now = lambda: clock[0]

    def told(_verdict: str) -> None:
        clock[0] += timedelta(minutes=4)

    assert posting.run(desk, told=told)["sent"] == sent
    assert sum(each["state"] == "approved" for each in outbox.listed(desk)) == 3 - sent


@pytest.mark.parametrize("address", ["王@xiaxian.gov.cn", "a@@b.cn", "a@b.cn, c@d.cn", "a@b.cn\nBcc: c@d.cn"])
def test_an_address_that_is_none_keeps_nobody_from_theirs(founded: Callable[..., Path], address: str) -> None:
    path = founded(milestone(1))
    desk = office(path, "2023-11-08", "王敏")
    outbox.draft(desk, [outbox.Draft("digest", "县住建局", (), person="某人", address=address, subject="x", text="y",
                                     approved=True)])
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        found = posting.run(desk)
    assert (found["refused"], found["sent"], len(sink.got)) == (1, 1, 1)
    assert [(each["cause"], each["reply"]) for each in found["messages"] if each["verdict"] == "refused"] == [
        ("recipient", "not-a-mail-address")
    ]


def test_a_mailbox_is_written_as_servers_take_it(founded: Callable[..., Path]) -> None:
    path = founded(LATER)
    desk = office(path, "2023-11-08", "王敏")
    outbox.draft(desk, [outbox.Draft("digest", "县教育局", (), address="a@夏县.cn", subject="x", text="y",
                                     approved=True)])
    with listening(Sink()) as sink:
        by_mail(path, sink.port)
        assert posting.run(desk)["sent"] == 1
    assert sink.got[0].recipients[0] == "a@xn--5nr96j.cn"


BREAKS = """\
from xiaxian_tasks.ports.letters import ACCEPTED, Outcome, Way

class Carrier:
    def carry(self, parcel):
        if parcel.body == "县水利局":
            raise KeyError(parcel.body)
        return Outcome(parcel.address, ACCEPTED)

CHANNEL = Way("pigeon", lambda said: Carrier())
"""


def test_a_way_that_breaks_stops_one_message_alone(
    founded: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another package's way raises what it should not: it is settled as any other failure, and the next one goes."""
    told = tmp_path / "breaking_post-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: breaking-post\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[xiaxian_tasks.channels]\npigeon = breaking_post:CHANNEL\n")
    (tmp_path / "breaking_post.py").write_text(BREAKS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    desk = office(founded(LATER), "2023-11-08", "王敏")
    (tmp_path / "post.toml").write_text("[channels.pigeon]\n", encoding="utf-8")
    outbox.draft(desk, [outbox.Draft("digest", body, (), subject=body, text="y", approved=True)
                        for body in ("县水利局", "县住建局")])
    found = posting.run(desk)
    assert (found["waiting"], found["sent"]) == (1, 1)
    assert [each["reply"] for each in found["messages"] if each["verdict"] == "waits"] == ["KeyError"]
    assert sorted(each["state"] for each in outbox.listed(desk)) == ["approved", "sent"]


def test_a_body_of_many_matters_is_told_of_all(founded: Callable[..., Path]) -> None:
    """More than anybody would type: nobody else is kept waiting by it, and no matter is left out."""
    path = founded(*(milestone(number, title=f"打井{number}" * 8) for number in range(1, 300)),
                   milestone(300, "县住建局"), people=NOBODY)
    assert posting.run(office(path, "2023-11-08", "王敏"))["sent"] == 2
    (message, _other) = sorted(outbox.listed(office(path, "2023-11-08", "王敏")), key=lambda each: -len(each["lines"]))
    assert len(message["lines"]) == 299
    assert message["text"].count("11月10日到期") == 299
    assert len(message["text"]) > 20_000


def test_words_of_secrecy_stay_here_and_keep_nobody_from_theirs(founded: Callable[..., Path]) -> None:
    path = founded(milestone(1, title="清退机密文件"), milestone(2), milestone(3, "县住建局"))
    desk = office(path, "2023-11-08", "王敏")
    assert [(each["task"], each["reason"], each["until"]) for each in asking.check(desk)["held"]] == [
        ("trial-23/1", "classified", None)
    ]
    assert posting.run(desk)["sent"] == 2
    told = sorted(line["task"] for each in outbox.listed(desk) for line in each["lines"])
    assert told == ["trial-23/2", "trial-23/3"]
