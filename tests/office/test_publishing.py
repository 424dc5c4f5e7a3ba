"""Getting a calendar on another server to what it should be, from wherever it is, killed wherever one likes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.office.dav import ADDRESS, WRITER, Killed, Notes, Server, content, expected, run, uid, wanted
from xiaxian_tasks.errors import Undelivered
from xiaxian_tasks.office.objects import href_of, marks
from xiaxian_tasks.office.publishing import FORGET, KEEP, LEAVE, PUT, REMOVE, REPLACE, Scene
from xiaxian_tasks.ports.collection import REFUSED, Answer, Held

FOREIGN = content("picnic@somebody", title="春游", writer="-//Mozilla//EN")
"""What a person keeps in the same calendar."""


def _at(number: int) -> str:
    return href_of(uid(number))


def _acts(server: Server, notes: Notes, numbers: tuple[int, ...]) -> dict[str, str]:
    scene = Scene(server, notes.rows.values(), WRITER)
    return {step.uid: step.act for step in scene.plan(wanted(*numbers))}


def test_a_calendar_is_put_once_and_then_left_alone() -> None:
    server, notes = Server(), Notes()
    server.place("picnic.ics", FOREIGN)
    first = run(server, notes, wanted(1, 2, 3))
    assert (len(first.done[PUT]), first.left, first.stopped) == (3, [], None)
    assert server.bodies() == {**expected(wanted(1, 2, 3)), "picnic.ics": FOREIGN}
    server.written.clear()
    server.requests = 0
    again = run(server, notes, wanted(1, 2, 3))
    assert (len(again.done[KEEP]), server.written, server.requests) == (3, [], 1)


def test_only_what_changed_is_sent() -> None:
    server, notes = Server(), Notes()
    run(server, notes, wanted(1, 2, 3))
    server.written.clear()
    done = run(server, notes, {**wanted(1), **wanted(2, title="【逾期】关停自备井", sequence=2), **wanted(4)})
    assert {act: len(uids) for act, uids in done.done.items()} == {PUT: 1, REPLACE: 1, REMOVE: 1, KEEP: 1}
    assert sorted(server.written) == sorted([f"PUT {_at(2)}", f"PUT {_at(4)}", f"DELETE {_at(3)}"])


def test_what_is_not_wanted_any_more_goes_and_nothing_else() -> None:
    server, notes = Server(), Notes()
    server.place("picnic.ics", FOREIGN)
    run(server, notes, wanted(1, 2))
    assert len(run(server, notes, {}).done[REMOVE]) == 2
    assert (server.bodies(), notes.rows) == ({"picnic.ics": FOREIGN}, {})


@pytest.mark.parametrize("writer", [WRITER, "-//Apple//iCal"])
def test_what_somebody_edited_is_set_right(writer: str) -> None:
    server, notes = Server(), Notes()
    run(server, notes, wanted(1, 2))
    server.place(_at(1), content(uid(1), title="改过", writer=writer, sequence=9))
    server.place(_at(2), content(uid(2), title="改过", writer=writer, sequence=9))
    done = run(server, notes, wanted(1))
    assert (len(done.done[REPLACE]), len(done.done[REMOVE]), done.left) == (1, 1, [])
    assert server.bodies() == expected(wanted(1))


def test_what_somebody_deleted_comes_back_while_it_is_wanted() -> None:
    server, notes = Server(), Notes()
    run(server, notes, wanted(1, 2))
    server.stands.clear()
    assert _acts(server, notes, (1,)) == {uid(1): PUT, uid(2): FORGET}
    run(server, notes, wanted(1))
    assert (server.bodies(), set(notes.rows)) == (expected(wanted(1)), {uid(1)})


@pytest.mark.parametrize("unique", [True, False])
def test_what_somebody_moved_is_taken_over_where_it_is(unique: bool) -> None:
    server, notes = Server(unique=unique), Notes()
    run(server, notes, wanted(1, 2))
    server.place("renamed.ics", server.stands.pop(_at(1))[1])
    done = run(server, notes, wanted(1, 2, sequence=2, title="新"))
    assert (len(done.done[REPLACE]), done.left) == (2, [])
    assert set(server.stands) == {"renamed.ics", _at(2)}
    server.written.clear()
    assert (len(run(server, notes, wanted(1, 2, sequence=2, title="新")).done[KEEP]), server.written) == (2, [])
    server.place(_at(1), server.stands.pop("renamed.ics")[1])  # and back again
    run(server, notes, wanted(1, 2))
    assert server.bodies() == expected(wanted(1, 2))


def test_somebody_elses_object_in_our_place_is_left_and_named() -> None:
    server, notes = Server(), Notes()
    server.place(_at(1), FOREIGN)
    other = content(uid(2), title="导入的", writer="-//Mozilla//EN")
    server.place("imported.ics", other)
    done = run(server, notes, wanted(1, 2, 3))
    assert [(left.uid, left.why) for left in done.left] == [(uid(1), "foreign"), (uid(2), "foreign")]
    assert server.bodies() == {_at(1): FOREIGN, "imported.ics": other, **expected(wanted(3))}
    run(server, notes, {})
    assert server.bodies() == {_at(1): FOREIGN, "imported.ics": other}


def test_somebody_elses_object_that_took_the_place_of_ours_is_left() -> None:
    server, notes = Server(), Notes()
    run(server, notes, wanted(1, 2))
    server.place(_at(1), FOREIGN)
    server.place(_at(2), FOREIGN)
    done = run(server, notes, wanted(1))
    assert ([left.uid for left in done.left], set(notes.rows)) == ([uid(1)], set())
    assert server.bodies() == {_at(1): FOREIGN, _at(2): FOREIGN}


@pytest.mark.parametrize("unique", [True, False])
def test_a_lost_table_is_found_again(unique: bool) -> None:
    """As after an older ledger was brought back: what is ours is known by what it says and where it stands."""
    server = Server(unique=unique)
    server.place("picnic.ics", FOREIGN)
    run(server, Notes(), wanted(1, 2, 3, 4))
    server.place("moved.ics", server.stands.pop(_at(2))[1])
    look = "0" * 32 + ".ics"
    server.place(look, content("alike@xiaxian-tasks"))
    notes = Notes()
    done = run(server, notes, wanted(1, 2, 5))
    assert done.left == []
    assert server.bodies() == {
        "picnic.ics": FOREIGN, look: content("alike@xiaxian-tasks"), "moved.ics": wanted(2)[uid(2)].content,
        **expected(wanted(1, 5)),
    }
    run(server, Notes(), {})
    assert set(server.stands) == {"picnic.ics", look, "moved.ics"}, "moved and unknown: nothing proves it is ours"


def test_an_older_table_does_no_harm() -> None:
    """The ledger of an hour ago knows other versions of other objects."""
    server, notes = Server(), Notes()
    run(server, notes, wanted(1, 2, 3))
    before = dict(notes.rows)
    run(server, notes, wanted(2, 3, 4, title="新", sequence=2))
    notes.rows = before
    done = run(server, notes, wanted(2, 3, 5, title="更新", sequence=3))
    assert done.left == []
    assert server.bodies() == expected(wanted(2, 3, 5, title="更新", sequence=3))


@pytest.mark.parametrize("before", [True, False])
def test_a_server_that_writes_its_own_name_into_all_objects_is_published_to(before: bool) -> None:
    """Then what was about to be put when the process was killed is known by where it stands."""
    def rename() -> None:
        for href, body in server.bodies().items():
            server.place(href, body.replace(WRITER.encode(), b"-//Google Inc//EN"))

    server, notes = Server(), Notes()
    server.cut = (2, before)
    with pytest.raises(Killed):
        run(server, notes, wanted(1, 2))
    rename()
    server.cut = (0, False)
    assert run(server, notes, wanted(1, 2)).left == []
    rename()
    assert run(server, notes, wanted(2, 3)).left == []
    rename()
    assert {marks(body).uid for body in server.bodies().values()} == {uid(2), uid(3)}
    assert run(server, notes, {}).left == []
    assert server.bodies() == {}


class Racing(Server):
    """Somebody writes between our look and our request, so many times."""

    def __init__(self, times: int, body: bytes | None) -> None:
        super().__init__()
        self.times, self.body = times, body

    def put(self, href: str, content: bytes, etag: str) -> Answer:
        if self.times:
            self.times -= 1
            if self.body is None:
                self.stands.pop(href, None)
            else:
                self.place(href, self.body)
        return super().put(href, content, etag)


@pytest.mark.parametrize("body", [None, content(uid(1), title="改过")])
def test_whoever_is_faster_is_looked_at_anew(body: bytes | None) -> None:
    server, notes = Racing(0, body), Notes()
    run(server, notes, wanted(1))
    server.times = 2
    assert run(server, notes, wanted(1, title="新", sequence=2)).left == []
    assert server.bodies() == expected(wanted(1, title="新", sequence=2))


def test_somebody_who_keeps_changing_it_is_named_and_the_next_run_goes_on() -> None:
    server, notes = Racing(9, content(uid(1), title="改过")), Notes()
    done = run(server, notes, wanted(1))
    assert [(left.uid, left.why) for left in done.left] == [(uid(1), "busy")]
    server.times = 0
    assert run(server, notes, wanted(1)).left == []
    assert server.bodies() == expected(wanted(1))


class Refusing(Server):
    def put(self, href: str, content: bytes, etag: str) -> Answer:
        return Answer(REFUSED, reply="413 Too Large") if href == _at(2) else super().put(href, content, etag)


def test_one_object_that_is_refused_does_not_stop_the_others() -> None:
    server, notes = Refusing(), Notes()
    done = run(server, notes, wanted(1, 2, 3))
    assert [(left.uid, left.why, left.reply) for left in done.left] == [(uid(2), "refused", "413 Too Large")]
    assert (server.bodies(), set(notes.rows)) == (expected(wanted(1, 3)), {uid(1), uid(3)})


class Losing(Server):
    """Takes an object and loses it, or gives it another version afterwards."""

    def etags(self) -> dict[str, str]:
        if self.written and _at(1) in self.stands:
            del self.stands[_at(1)]
            self.place(_at(2), self.stands[_at(2)][1])
        return super().etags()


def test_what_was_put_is_looked_at_once_more() -> None:
    server, notes = Losing(), Notes()
    done = run(server, notes, wanted(1, 2))
    assert [(left.uid, left.why) for left in done.left] == [(uid(1), "unproven")]
    assert notes.rows[uid(2)].etag == server.stands[_at(2)][0], "another version by the server itself is noted"


class Failing(Server):
    def put(self, href: str, content: bytes, etag: str) -> Answer:
        if len(self.written) == 2:
            raise Undelivered("dav-full", place=ADDRESS)
        return super().put(href, content, etag)


def test_what_stops_the_server_stops_the_run_and_what_was_done_stays() -> None:
    server, notes = Failing(), Notes()
    done = run(server, notes, wanted(1, 2, 3, 4))
    assert done.stopped is not None
    assert (done.stopped.code, len(done.done[PUT])) == ("dav-full", 2)
    server.written.clear()
    assert run(server, notes, wanted(1, 2, 3, 4)).stopped is None
    assert server.bodies() == expected(wanted(1, 2, 3, 4))


def test_a_plan_alone_writes_nothing() -> None:
    server, notes = Server(), Notes()
    run(server, notes, wanted(1, 2))
    server.place(_at(3), FOREIGN)
    before, rows = server.bodies(), dict(notes.rows)
    assert _acts(server, notes, (1, 3, 4)) == {uid(1): KEEP, uid(2): REMOVE, uid(3): LEAVE, uid(4): PUT}
    assert (server.bodies(), notes.rows) == (before, rows)


# Killed anywhere. -----------------------------------------------------------------------------------------------------

OLD, NEW = wanted(1, 2, 3, 4), {**wanted(1, 2), **wanted(3, title="【逾期】", sequence=2), **wanted(5, 6)}


def _scene(*, knows: bool, unique: bool) -> tuple[Server, Notes]:
    """An older calendar in which somebody edited, deleted and moved, with the table or without."""
    server, notes = Server(unique=unique), Notes()
    server.place("picnic.ics", FOREIGN)
    run(server, notes, OLD)
    server.place(_at(1), content(uid(1), title="改过"))
    del server.stands[_at(2)]
    server.place("moved.ics", server.stands.pop(_at(3))[1])
    server.written.clear()
    server.requests = 0
    return server, notes if knows else Notes()


@pytest.mark.parametrize("unique", [True, False])
@pytest.mark.parametrize("knows", [True, False])
def test_killed_at_any_request_the_next_run_converges(knows: bool, unique: bool) -> None:
    """Before and after each request takes effect; and then killed once more at every request of the second run."""
    server, notes = _scene(knows=knows, unique=unique)
    whole = run(server, notes, NEW)
    assert whole.left == []
    goal, requests = server.bodies(), server.requests
    for at in range(1, requests + 1):
        for before in (True, False):
            for second in (0, *range(1, requests + 1, 2)):
                server, notes = _scene(knows=knows, unique=unique)
                for cut in (at, second):
                    server.requests, server.cut = 0, (cut, before)
                    try:
                        run(server, notes, NEW)
                    except Killed:
                        continue
                server.cut = (0, False)
                assert run(server, notes, NEW).left == []
                assert server.bodies() == goal, (at, before, second)
                server.written.clear()
                assert (run(server, notes, NEW).left, server.written) == ([], [])


ACTS = st.lists(st.tuples(
    st.sampled_from(["publish", "edit", "delete", "move", "foreign", "lose"]), st.integers(1, 5), st.integers(0, 12),
    st.booleans(),
), max_size=12)


@settings(max_examples=150, deadline=None)
@given(acts=ACTS, last=st.sets(st.integers(1, 5)), unique=st.booleans())
def test_whatever_happens_between_runs_others_are_untouched_and_ours_come_right(
    acts: list[tuple[str, int, int, bool]], last: set[int], unique: bool
) -> None:
    server, notes = Server(unique=unique), Notes()
    server.place("picnic.ics", FOREIGN)
    for number, (act, which, cut, before) in enumerate(acts):
        _happen(server, notes, act, which, (cut, before), number)
    server.cut = (0, False)
    objects = wanted(*sorted(last), sequence=99)
    done = run(server, notes, objects)
    assert server.bodies()["picnic.ics"] == FOREIGN
    assert all(server.bodies()[href] == body for href, body in _foreign(server).items())
    left = {each.uid for each in done.left}
    ours = [marks(body) for body in server.bodies().values() if marks(body).writer == WRITER]
    stands = {each.uid for each in ours if "99" in each.state}
    assert stands == {uid(number) for number in last} - left
    assert all(any(marks(body).uid == each or href == href_of(each) for href, body in _foreign(server).items())
               for each in left), "left is only what somebody else's stands in the way of"


def _foreign(server: Server) -> dict[str, bytes]:
    return {href: body for href, body in server.bodies().items() if marks(body).writer != WRITER}


def _happen(server: Server, notes: Notes, act: str, which: int, cut: tuple[int, bool], number: int) -> None:
    server.cut = (0, False)
    ours = sorted(href for href, body in server.bodies().items() if marks(body).writer == WRITER)
    if act == "publish":
        server.requests, server.cut = 0, cut
        try:
            run(server, notes, wanted(*range(which, 6), sequence=number))
        except Killed:
            return
    elif act == "foreign":
        server.stands.setdefault(href_of(uid(which)), ("f", FOREIGN))
    elif act == "lose":
        notes.rows.clear()
    elif ours:
        href = ours[which % len(ours)]
        if act == "delete":
            del server.stands[href]
        elif act == "edit":
            server.place(href, content(marks(server.stands[href][1]).uid, title="改过"))
        elif act == "move":
            server.place(f"moved{number}.ics", server.stands.pop(href)[1])


# Which objects are ours. ----------------------------------------------------------------------------------------------

def test_an_objects_own_uid_is_told_from_that_of_its_alarm() -> None:
    folded = (
        b"BEGIN:VCALENDAR\nPRODID;X=1:-//o\r\n urs//ZH\nBEGIN:VTIMEZONE\nUID:zone\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
        b"BEGIN:VALARM\nUID:alarm\nEND:VALARM\nuid:a\n b@c\nSEQUENCE:3\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert marks(folded) == (WRITER, "ab@c", ("3",))
    assert marks(content("a\\,b@c")).uid == marks(content("a,b@c")).uid == "a,b@c"


def test_room_is_made_before_it_is_taken() -> None:
    server, notes = Server(), Notes()
    run(server, notes, wanted(1))
    server.written.clear()
    run(server, notes, wanted(2))
    assert server.written == [f"DELETE {_at(1)}", f"PUT {_at(2)}"]


@pytest.mark.parametrize(
    "strange", [b"", b"\xff\xfe", b"END:VCALENDAR\r\nEND:X", b"<html>", content("a") + content("b")]
)
def test_what_is_no_single_object_is_nobodys(strange: bytes) -> None:
    server, notes = Server(), Notes()
    server.place(_at(1), strange)
    assert marks(strange).uid == ""
    assert [left.why for left in run(server, notes, wanted(1)).left] == ["foreign"]
    assert server.read(_at(1)) == Held(_at(1), "v1", strange)
