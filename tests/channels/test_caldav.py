"""Publishing to a real server: Radicale, with passwords, several calendars and other people's events in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.channels.dav import OWNER, PASSWORD, USER, Radicale, opened, radicale
from tests.office.dav import Killed, Notes, content, uid
from xiaxian_tasks.channels.caldav import Calendar, SignIn
from xiaxian_tasks.errors import Misused, NotFound, Undelivered
from xiaxian_tasks.office.objects import href_of, marks
from xiaxian_tasks.office.publishing import KEEP, PUT, REMOVE, REPLACE, Outcome, Round, Scene
from xiaxian_tasks.ports.collection import CHANGED, DONE, REFUSED, TAKEN, Wanted

WRITER = "-//ours//ZH"
FOREIGN = content("picnic@somebody", title="春游", writer="-//Mozilla//EN")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as found:
        yield found


@pytest.fixture
def calendar(server: Radicale, request: pytest.FixtureRequest) -> Iterator[Calendar]:
    """A calendar of its own for each test."""
    with opened(server.make(f"office/{request.node.name.partition('[')[0]}")) as found:
        yield found


def _path(calendar: Calendar) -> str:
    return calendar.address.split("/", 3)[3].rstrip("/")


def _run(calendar: Calendar, notes: Notes, *numbers: int, title: str = "关停自备井", sequence: int = 1) -> Outcome:
    objects = {
        uid(n): Wanted(uid(n), "2023-12-31", title, content(uid(n), title=title, sequence=sequence)) for n in numbers
    }
    scene = Scene(calendar, notes.rows.values(), WRITER)
    return Round(notes, scene, objects).carry_out(scene.plan(objects))


def _titles(server: Radicale, calendar: Calendar) -> dict[str, str]:
    """UID -> title of what stands there."""
    found = {}
    for body in server.objects(_path(calendar)).values():
        lines = body.decode().splitlines()
        found[marks(body).uid] = next(line.partition(":")[2] for line in lines if line.startswith("SUMMARY"))
    return found


@pytest.mark.parametrize("address", ["", "office", "office/water", ".well-known/caldav"])
def test_the_calendar_is_found_from_wherever_somebody_points(tmp_path: Path, address: str) -> None:
    with radicale(tmp_path / "server") as alone, opened(alone.address(address).replace("//o", "/o")) as found:
        assert found.address == alone.address("office/water")
        assert found.components == {"VEVENT", "VTODO"}


def test_of_several_calendars_one_has_to_be_named(server: Radicale) -> None:
    server.make("office/roads")
    server.make("office/tasks", components="VTODO")
    with pytest.raises(NotFound) as caught, opened(server.address("office")):
        pass
    assert caught.value.code == "which-calendar"
    assert server.address("office/roads") in caught.value.candidates
    assert server.address("office/tasks") not in caught.value.candidates


@pytest.mark.parametrize("path", ["office/tasks-only", "office/nowhere", "office/water/x.ics"])
def test_what_is_no_calendar_for_events_is_none(server: Radicale, path: str) -> None:
    if path.endswith("only"):
        server.make(path, components="VTODO")
    with pytest.raises(Undelivered) as caught, opened(server.address(path)):
        pass
    assert caught.value.code == "dav-not-a-calendar"


@pytest.mark.parametrize("sign_in", [SignIn(), SignIn(USER, "falsch"), SignIn("nobody", PASSWORD), SignIn("", "token")])
def test_nobody_gets_in_without_a_password(server: Radicale, sign_in: SignIn) -> None:
    with pytest.raises(Undelivered) as caught, opened(server.address(), sign_in):
        pass
    assert (caught.value.code, caught.value.exit_code) == ("dav-sign-in", 8)
    assert PASSWORD not in repr(caught.value.figures)


def test_a_calendar_one_may_only_read_is_left_alone(server: Radicale) -> None:
    server.make("archive")
    with opened(server.address("archive")) as calendar:
        done = _run(calendar, Notes(), 1)
    assert done.stopped is not None
    assert (done.stopped.code, server.objects("archive")) == ("dav-forbidden", {})


def test_objects_are_put_read_replaced_and_removed_by_their_version(calendar: Calendar) -> None:
    first = calendar.put("a.ics", content("a@x"), "")
    assert (first.outcome, calendar.etags()) == (DONE, {"a.ics": first.etag})
    held = calendar.read("a.ics")
    assert held is not None
    assert (held.etag, marks(held.content).uid) == (first.etag, "a@x")
    assert calendar.put("a.ics", content("a@x"), "").outcome == CHANGED, "nothing may stand there"
    assert calendar.put("b.ics", content("a@x"), "").outcome == TAKEN, "the UID stands elsewhere"
    second = calendar.put("a.ics", content("a@x", title="新"), first.etag)
    assert second.etag not in {"", first.etag}
    assert calendar.put("a.ics", content("a@x"), first.etag).outcome == CHANGED, "a stale version"
    assert calendar.remove("a.ics", first.etag).outcome == CHANGED
    assert calendar.remove("a.ics", second.etag).outcome == DONE
    assert calendar.remove("a.ics", second.etag).outcome == DONE, "gone already"
    assert calendar.read("a.ics") is None
    assert calendar.put("a.ics", content("a@x"), second.etag).outcome == CHANGED, "nothing stands there any more"
    assert calendar.put("c.ics", b"no calendar", "").outcome == REFUSED


def test_objects_are_found_by_their_uid_wherever_they_stand(calendar: Calendar) -> None:
    calendar.put("other.ics", FOREIGN, "")
    calendar.put("moved.ics", content(uid(1)), "")
    calendar.put("twin.ics", content("a@twin.xiaxian-tasks").replace(b"VEVENT", b"VTODO"), "")
    assert {held.href for held in calendar.holding("xiaxian-tasks")} == {"moved.ics", "twin.ics"}


def test_a_calendar_is_kept_beside_what_people_keep_in_it(server: Radicale, calendar: Calendar) -> None:
    notes = Notes()
    server.ask("PUT", f"/{_path(calendar)}/picnic.ics", FOREIGN)
    before = server.objects(_path(calendar))["picnic.ics"]
    assert len(_run(calendar, notes, 1, 2, 3).done[PUT]) == 3
    assert len(_run(calendar, notes, 1, 2, 3).done[KEEP]) == 3
    done = _run(calendar, notes, 2, 3, 4, title="【逾期】", sequence=2).done
    assert (len(done[PUT]), len(done[REPLACE]), len(done[REMOVE])) == (1, 2, 1)
    assert server.objects(_path(calendar))["picnic.ics"] == before
    assert len(_run(calendar, notes).done[REMOVE]) == 3
    assert server.objects(_path(calendar)) == {"picnic.ics": before}


def test_what_people_do_to_our_objects_is_set_right(server: Radicale, calendar: Calendar) -> None:
    """Somebody edits one in another program, deletes one, renames one, and puts one of their own in a free place."""
    notes, path = Notes(), f"/{_path(calendar)}/"
    _run(calendar, notes, 1, 2, 3)
    edited = content(uid(1), title="改过", writer="-//Apple//iCal")
    assert server.ask("PUT", path + href_of(uid(1)), edited)[0] in {201, 204}
    assert server.ask("DELETE", path + href_of(uid(2)))[0] in {200, 204}
    moved = server.address(_path(calendar)) + "renamed.ics"
    assert server.ask("MOVE", path + href_of(uid(3)), Destination=moved)[0] == 201
    assert server.ask("PUT", path + href_of(uid(4)), FOREIGN)[0] == 201
    done = _run(calendar, notes, 1, 2, 3, 4, 5)
    assert [(left.uid, left.why) for left in done.left] == [(uid(4), "foreign")]
    ours = dict.fromkeys((uid(1), uid(2), uid(3), uid(5)), "关停自备井")
    assert _titles(server, calendar) == {**ours, "picnic@somebody": "春游"}
    _run(calendar, notes)
    assert _titles(server, calendar) == {"picnic@somebody": "春游"}


def test_a_lost_table_makes_no_second_events(server: Radicale, calendar: Calendar) -> None:
    _run(calendar, Notes(), 1, 2, 3, 4)
    path = f"/{_path(calendar)}/"
    server.ask("MOVE", path + href_of(uid(2)), Destination=server.address(_path(calendar)) + "renamed.ics")
    done = _run(calendar, Notes(), 1, 2, 5, title="新", sequence=2)
    assert (len(done.done[PUT]), len(done.done[REPLACE]), len(done.done[REMOVE]), done.left) == (1, 2, 2, [])
    assert _titles(server, calendar) == dict.fromkeys((uid(1), uid(2), uid(5)), "新")


@pytest.mark.parametrize("before", [True, False])
def test_killed_at_any_request_the_next_run_converges(server: Radicale, before: bool) -> None:
    """From one calendar to another, by way of each request: what is put, replaced and removed stands as it should."""
    for at in range(1, 12):
        path = f"office/killed-{at}-{before}".lower()
        server.make(path)
        server.ask("PUT", f"/{path}/picnic.ics", FOREIGN)
        foreign, notes = server.objects(path), Notes()
        with opened(server.address(path)) as calendar:
            _run(calendar, notes, 1, 2, 3)
            _die(calendar, at, before=before)
            try:
                _run(calendar, notes, 2, 3, 4, title="新", sequence=2)
            except Killed:
                assert at < 11
            else:
                assert at >= 9, "every request was tried"
        with opened(server.address(path)) as calendar:
            assert _run(calendar, notes, 2, 3, 4, title="新", sequence=2).left == []
            ours = dict.fromkeys((uid(2), uid(3), uid(4)), "新")
            assert _titles(server, calendar) == {**ours, "picnic@somebody": "春游"}
            assert len(_run(calendar, notes, 2, 3, 4, title="新", sequence=2).done[KEEP]) == 3
        assert server.objects(path)["picnic.ics"] == foreign["picnic.ics"]


def _die(calendar: Calendar, at: int, *, before: bool) -> None:
    """End the process at the n-th request, before it is sent or once it is answered."""
    sent, count = calendar._wire.send, [0]

    def send(*request: Any, **named: Any) -> Any:
        count[0] += 1
        if count[0] == at and before:
            raise Killed
        answer = sent(*request, **named)
        if count[0] == at:
            raise Killed
        return answer

    calendar._wire.send = send  # type: ignore[method-assign]


def test_a_server_that_starts_anew_in_the_middle_loses_nothing(server: Radicale, calendar: Calendar) -> None:
    """It is waited for some seconds; where that is too short, the next run goes on."""
    notes, sent, count = Notes(), calendar._wire.send, [0]

    def send(*request: Any, **named: Any) -> Any:
        count[0] += 1
        if count[0] == 4:
            server.stop()
            server.start()
        return sent(*request, **named)

    calendar._wire.send = send  # type: ignore[method-assign]
    _run(calendar, notes, 1, 2, 3, 4)
    assert _run(calendar, notes, 1, 2, 3, 4).left == []
    assert _titles(server, calendar) == dict.fromkeys((uid(1), uid(2), uid(3), uid(4)), "关停自备井")


def test_a_calendar_may_have_any_name(server: Radicale) -> None:
    address = server.make("office/督查 日历#1")
    with opened(quote(address, safe=":/")) as calendar:
        assert len(_run(calendar, Notes(), 1, 2).done[PUT]) == 2
        assert set(calendar.etags()) == {href_of(uid(1)), href_of(uid(2))}


def test_a_server_that_starts_anew_in_between_is_waited_for(server: Radicale, calendar: Calendar) -> None:
    notes = Notes()
    _run(calendar, notes, 1, 2)
    server.stop()
    server.start()
    assert _run(calendar, notes, 1, 2, 3).stopped is None
    server.stop()
    try:
        with pytest.raises(Undelivered) as caught:
            _run(calendar, notes, 1)
        assert caught.value.code == "dav-away"
    finally:
        server.start()
    assert len(_run(calendar, notes, 1).done[REMOVE]) == 2


@pytest.mark.parametrize("address", [
    "", "water", "ftp://x/y", "http://", "http:///x", "https://x:99999/", "https://[::1/", "file:///etc/passwd",
    "http://x:0/", "https://x/\x1b[31m", "https://exa mple\n/",
])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Misused) as caught, opened(address):
        pass
    assert caught.value.code == "not-a-web-address"


@pytest.mark.parametrize("rest", [
    "@cal.example/water/", "@cal.example:99999/", "@cal.example:port/", "@[::1/", "/x@cal.example:443/",
])
@pytest.mark.parametrize("scheme", ["https://", "ftp://", ""])
def test_a_password_in_the_address_is_refused_and_not_repeated(scheme: str, rest: str) -> None:
    with pytest.raises(Misused) as caught, opened(f"{scheme}office:geheim{rest}"):
        pass
    assert (caught.value.code, caught.value.figures) == ("secret-in-address", {})
    assert "geheim" not in repr(SignIn("office", "geheim"))
    assert repr(OWNER) == f"SignIn({USER})"
