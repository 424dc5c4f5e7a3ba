"""`calendar publish` and `unpublish` on a real server: the changes of a calendar's life, refusals, and what is said."""

import builtins
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from icalendar import Calendar

from tests.channels.dav import PASSWORD, USER, Door, Radicale, Reply, Request, door, radicale
from tests.cli.programs import SMALL, Done, call
from tests.office.dav import content
from tests.source import ROOT

TOWN = "县住建局"
PICNIC = content("picnic@somebody", title="春游", writer="-//Mozilla//EN")
TWO = SMALL + '\n[[tasks]]\nnumber = "5"\ntitle = "修好路灯"\nlead = ["县住建局"]\ndue = 2023-11-30\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as found:
        yield found


@pytest.fixture
def gate(server: Radicale) -> Iterator[Door]:
    with door(lambda _request: None, server) as found:
        yield found


@cache
def _small() -> Path:
    """A ledger with the small plan, made once."""
    folder = Path(mkdtemp())
    (folder / "trial-23.toml").write_text(SMALL, encoding="utf-8")
    assert call(folder / "ledger.db", "load", str(folder / "trial-23.toml")).code == 0
    return folder / "ledger.db"


class Desk:
    """A ledger with the small plan, the calendar it is published to, and the file of the password."""

    def __init__(self, folder: Path, server: Radicale, gate: Door, name: str) -> None:
        self.ledger, self.server, self.gate = folder / "ledger.db", server, gate
        self.path, self.plan, self.password = f"office/{name}", folder / "trial-23.toml", folder / "password"
        server.make(self.path)
        server.ask("PUT", f"/{self.path}/picnic.ics", PICNIC)
        self.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        shutil.copy(_small(), self.ledger)

    def load(self, plan: str, on: str = "2023-09-30") -> None:
        self.plan.write_text(plan, encoding="utf-8")
        assert call(self.ledger, "load", str(self.plan), on=on).code == 0

    def call(self, *arguments: str, on: str = "2023-09-30", lang: str = "en") -> Done:
        """A command of `calendar` with the address and who signs in."""
        signed = ("--user", USER, "--password-file", str(self.password))
        verb, *others = arguments
        address = self.gate.address(f"/{self.path}/")
        return call(self.ledger, "calendar", verb, address, *signed, *others, on=on, lang=lang)

    def publish(self, *others: str, on: str = "2023-09-30") -> dict[str, Any]:
        """What a run says; whatever people keep there stands as it stood."""
        before = self.server.objects(self.path)["picnic.ics"]
        done = self.call("publish", "--json", *others, on=on)
        assert (done.code, done.err) == (0, "")
        assert self.server.objects(self.path)["picnic.ics"] == before
        document: dict[str, Any] = done.json
        return document

    def stands(self) -> dict[str, dict[str, str]]:
        """UID -> what the event in the calendar says."""
        bodies = self.server.objects(self.path)
        return {uid: said for href, body in bodies.items() if href != "picnic.ics" for uid, said in _said(body).items()}

    def feed(self, *scope: str, on: str) -> dict[str, dict[str, str]]:
        """The same of the file that `calendar export` writes."""
        found = call(self.ledger, "calendar", "export", *scope, on=on)
        return {uid: said for uid, said in _said(found.out.encode()).items() if not uid.startswith("empty@")}


def _said(body: bytes) -> dict[str, dict[str, str]]:
    """UID -> the properties of each event."""
    names = "SUMMARY DESCRIPTION STATUS SEQUENCE DTSTART DTEND DTSTAMP LAST-MODIFIED CATEGORIES".split()

    def text(value: Any) -> str:
        return str(value.to_ical().decode())

    return {
        str(event["UID"]): {name: text(event[name]) for name in names if name in event}
        for event in Calendar.from_ical(body).walk("VEVENT")
    }


@pytest.fixture
def desk(tmp_path: Path, server: Radicale, gate: Door, request: pytest.FixtureRequest) -> Desk:
    return Desk(tmp_path, server, gate, re.sub(r"\W", "-", request.node.name))


def _writes(gate: Door) -> list[str]:
    return [request.method for request in gate.came if request.method in {"PUT", "DELETE"}]


def test_each_change_of_a_calendars_life_arrives_and_a_second_run_sends_nothing(desk: Desk) -> None:
    """New, postponed, renamed, reassigned, completed, reopened, withdrawn, dropped."""
    other = TWO.replace('due = 2023-11-30', 'due = 2023-12-15')
    renamed = other.replace("修好路灯", "修好全县路灯")
    before, lamps_begin, own = renamed.partition('title = "修好全县路灯"')
    reassigned = before + lamps_begin + own.replace("县住建局", "县交通局")
    gone = SMALL
    report = ("report", "trial-23/1", "200户")
    changes: list[tuple[str, str, str | tuple[str, ...]]] = [
        ("first", "2023-10-01", SMALL), ("new", "2023-10-02", TWO), ("postponed", "2023-10-03", other),
        ("renamed", "2023-10-04", renamed), ("reassigned", "2023-10-05", reassigned), ("back", "2023-10-06", renamed),
        ("completed", "2023-10-07", report), ("reopened", "2023-10-08", ("task", "undo", "trial-23/1")),
        ("withdrawn", "2023-10-09", gone), ("dropped", "2023-12-20", ()),
    ]
    seen: list[dict[str, dict[str, str]]] = []
    for name, on, change in changes:
        if isinstance(change, str):
            desk.load(change, on)
        elif change:
            assert call(desk.ledger, *change, on=on).code == 0, name
        first = desk.publish("--body", TOWN, on=on)
        assert first["put"] + first["replace"] + first["remove"] > 0, name
        assert desk.stands() == desk.feed("--body", TOWN, on=on), name
        desk.gate.came.clear()
        again = desk.publish("--body", TOWN, on=on)
        assert (_writes(desk.gate), again["keep"]) == ([], len(desk.stands())), name
        seen.append(desk.stands())
    lamps = [each.get("trial-23.5.due@xiaxian-tasks") for each in seen]
    assert lamps[0] is None
    assert [lamp["DTSTART"] for lamp in lamps[1:4] if lamp] == ["20231130", "20231215", "20231215"]
    assert lamps[8] is not None
    assert lamps[8]["STATUS"] == "CANCELLED"
    assert lamps[9] is None
    numbers = [int(lamp["SEQUENCE"]) for lamp in lamps if lamp]
    assert numbers == sorted(numbers)


def test_what_would_be_done_is_told_and_nothing_is_sent(desk: Desk) -> None:
    done = desk.call("publish", "--check")
    assert done.code == 0
    assert "to be put: trial-23.1.t1@xiaxian-tasks  2023-12-31, 改造旧房" in done.out
    assert done.out.splitlines()[-1].startswith("To be put ")
    assert (_writes(desk.gate), desk.stands()) == ([], {})
    assert call(desk.ledger, "doctor").code == 0
    desk.publish()
    document = desk.call("unpublish", "--check", "--json").json
    assert {step["act"] for step in document["steps"]} == {"remove"}
    assert document["remove"] == len(desk.stands())


def test_unpublishing_removes_exactly_what_was_put(desk: Desk) -> None:
    desk.publish("--twins")
    assert any("BEGIN:VTODO" in body.decode() for body in desk.server.objects(desk.path).values())
    before = desk.server.objects(desk.path)["picnic.ics"]
    done = desk.call("unpublish")
    assert (done.code, done.err) == (0, "")
    assert desk.server.objects(desk.path) == {"picnic.ics": before}
    assert desk.call("unpublish", "--json").json["remove"] == 0


def test_twins_are_objects_of_their_own_where_the_calendar_takes_tasks(desk: Desk, server: Radicale) -> None:
    desk.publish("--twins", "--body", TOWN)
    bodies = [body for href, body in server.objects(desk.path).items() if href != "picnic.ics"]
    assert sorted(body.count(b"BEGIN:VEVENT") + body.count(b"BEGIN:VTODO") for body in bodies) == [1] * len(bodies)
    assert sum(b"BEGIN:VTODO" in body for body in bodies) == sum(b"BEGIN:VEVENT" in body for body in bodies) > 0
    assert not any(b"METHOD" in body for body in bodies)
    desk.publish("--body", TOWN)
    assert not any(b"BEGIN:VTODO" in body for body in server.objects(desk.path).values())
    server.make(f"{desk.path}-events", components="VEVENT")
    desk.path += "-events"
    server.ask("PUT", f"/{desk.path}/picnic.ics", PICNIC)
    desk.publish("--twins", "--body", TOWN)
    assert not any(b"BEGIN:VTODO" in body for body in server.objects(desk.path).values())


def test_a_redacted_calendar_tells_titles_alone(desk: Desk) -> None:
    desk.publish("--redacted")
    assert desk.stands()
    assert all("DESCRIPTION" not in said for said in desk.stands().values())


def test_a_backup_that_is_brought_back_makes_no_second_events(desk: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old.write_bytes(desk.ledger.read_bytes())
    desk.publish("--body", TOWN)
    desk.ledger.write_bytes(old.read_bytes())
    again = desk.publish("--body", TOWN)
    assert (again["put"], again["replace"]) == (0, len(desk.stands()))
    assert desk.stands() == desk.feed("--body", TOWN, on="2023-09-30")


def test_two_who_publish_at_once_do_not_stand_in_each_others_way(desk: Desk) -> None:
    signed = ("--user", USER, "--password-file", str(desk.password))
    argv = [sys.executable, "-m", "xiaxian_tasks", "--db", str(desk.ledger), "--on", "2023-09-30", "calendar",
            "publish", desk.gate.address(f"/{desk.path}/"), *signed]
    both = [subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) for _ in range(2)]
    said = [each.communicate() for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    desk.publish()
    assert desk.stands() == desk.feed(on="2023-09-30")
    assert desk.publish()["keep"] == len(desk.stands())


def test_a_conflict_is_named_left_and_leaves_with_8(desk: Desk, server: Radicale) -> None:
    desk.publish("--body", TOWN)
    place = next(href for href in server.objects(desk.path) if href != "picnic.ics")
    theirs = PICNIC.replace(b"picnic@", b"theirs@")
    assert server.ask("PUT", f"/{desk.path}/{place}", theirs)[0] in {201, 204, 409}
    server.ask("DELETE", f"/{desk.path}/{place}")
    assert server.ask("PUT", f"/{desk.path}/{place}", theirs)[0] == 201
    before = server.objects(desk.path)[place]
    done = desk.call("publish", "--body", TOWN)
    assert done.code == 8
    assert done.out.startswith("left: something stands there that was not put there from here: trial-23.1.t1@")
    assert done.err.startswith("1 of the dates do not stand as they should in ")
    assert server.objects(desk.path)[place] == before
    assert desk.call("unpublish").code == 0
    assert server.objects(desk.path)[place] == before


def test_what_was_done_before_the_server_went_is_said_and_kept(desk: Desk) -> None:
    count = [0]

    def rule(request: Request) -> Reply | None:
        count[0] += request.method == "PUT"
        return Reply(503) if count[0] > 2 else None

    desk.gate.rule = rule
    done = desk.call("publish")
    assert done.code == 8
    assert done.out.splitlines()[0].startswith("Put 2, replaced 0, removed 0;")
    assert "still to be done, which the next run does." in done.out
    assert "fails at the moment (503)" in done.err
    assert len(desk.stands()) == 2
    desk.gate.rule = lambda _request: None
    assert desk.publish()["keep"] == 2
    assert desk.stands() == desk.feed(on="2023-09-30")


def test_a_password_is_in_nothing_that_is_said_or_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAXIAN_DEBUG", "1")
    said = [desk.call("publish"), desk.call("publish", "--check", "--json")]
    desk.password.write_text("falsch-geheim\n", encoding="utf-8")
    refused = desk.call("publish")
    assert (refused.code, "does not accept this user or password" in refused.err) == (8, True)
    said.append(refused)
    for secret in (PASSWORD, "falsch-geheim"):
        assert not any(secret in done.out + done.err for done in said)
        assert secret.encode() not in desk.ledger.read_bytes()


def test_the_file_of_the_password_may_stand_in_the_environment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAXIAN_CALDAV_PASSWORD_FILE", str(desk.password))
    address = desk.gate.address(f"/{desk.path}/")
    assert call(desk.ledger, "calendar", "publish", address, "--user", USER, "--check").code == 0


@pytest.mark.parametrize(("given", "code", "said"), [
    (("publish", "water"), 2, "is no address of a calendar"),
    (("publish", "https://office:geheim@x/"), 2, "does not belong into the address"),
    (("unpublish", "ftp://x/"), 2, "is no address of a calendar"),
    (("publish", "http://127.0.0.1:9/", "--user", "office"), 2, "office needs a password"),
    (("publish", "http://127.0.0.1:9/", "--password-file", "/nowhere/x"), 2, "“/nowhere/x” cannot be read"),
    (("publish", "http://127.0.0.1:9/", "--body", "没有的局"), 5, "没有的局"),
    (("publish",), 2, "URL"),
])
def test_what_cannot_be_is_said(desk: Desk, given: tuple[str, ...], code: int, said: str) -> None:
    done = call(desk.ledger, "calendar", *given, lang="en")
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "geheim" not in done.err


@pytest.mark.parametrize("text", ["", "\n", "\x00\x01", "x" * 20_000])
def test_an_empty_password_is_none(desk: Desk, text: str) -> None:
    desk.password.write_text(text, encoding="utf-8")
    done = desk.call("publish")
    assert (done.code, "holds no password" in done.err) == (2, True)


def test_a_server_that_is_away_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.gate.close()
    monkeypatch.setattr(desk.gate, "close", lambda: None)
    done = desk.call("publish")
    assert (done.code, done.out) == (8, "")
    assert "cannot be reached" in done.err


def test_several_calendars_are_listed(desk: Desk, server: Radicale) -> None:
    desk.path = "office"
    done = desk.call("publish")
    assert done.code == 5
    assert done.err.startswith("There are several calendars at ")
    assert desk.gate.address("/office/water/") in done.err


def test_a_ledger_that_may_only_be_read_is_published_from_nowhere(desk: Desk) -> None:
    signed = ("--user", USER, "--password-file", str(desk.password))
    command = ("calendar", "publish", desk.gate.address(f"/{desk.path}/"), *signed)
    assert call(desk.ledger, "--read-only", *command).code == 7
    assert _writes(desk.gate) == []
    assert call(desk.ledger, "--read-only", *command, "--check").code == 0


def test_without_the_library_it_is_said_what_to_install(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("xiaxian_tasks.channels") or name.partition(".")[0] == "requests":
            raise ModuleNotFoundError(f"No module named {name!r}", name="requests")
        return found(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    done = desk.call("publish")
    assert (done.code, done.out) == (2, "")
    assert "xiaxian-tasks[caldav]" in done.err


def test_a_password_without_encryption_is_warned_of(desk: Desk) -> None:
    done = call(desk.ledger, "calendar", "publish", "http://cal.invalid/", "--user", "o", "--password-file",
                str(desk.password), lang="en")
    assert done.code == 8
    assert done.err.startswith("Without https the password can be read on its way.")


def test_a_slip_of_the_ledgers_address_takes_nothing_away(server: Radicale, gate: Door, tmp_path: Path) -> None:
    """A ledger that is not there, or has no plan, would leave nothing to publish and so remove all that was."""
    desk = Desk(tmp_path, server, gate, "slip")
    address = gate.address(f"/{desk.path}/")
    signing = ("--user", USER, "--password-file", str(desk.password))
    assert call(desk.ledger, "calendar", "publish", address, *signing).code == 0
    empty = tmp_path / "empty.db"
    assert call(empty, "plans").code == 0
    for ledger in (tmp_path / "typo.db", empty):
        for command in (("publish", address, *signing), ("publish", address, *signing, "--check"),
                        ("unpublish", address, *signing), ("mail", "--body", TOWN)):
            told = call(ledger, "calendar", *command)
            assert told.code == 7, told
            assert str(ledger) in told.err
    assert not (tmp_path / "typo.db").exists()
