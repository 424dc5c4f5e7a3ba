"""Calendars from kept bytes are those made anew, whatever was recorded, on any day, and whatever the file holds."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.ledgers import bundled, office
from tests.office.feed_walk import FeedWalk
from tests.store.conftest import TODAY
from tests.store.desk_walk import prepared
from tests.store.test_desk_walks import Drawn, settled
from xiaxian_tasks.assemble import calendars, keeping
from xiaxian_tasks.documents import calendar
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.domain.subscriptions import Subscription
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.office import feeds, record
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.feeds import Scope
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.store.open import open_store

ROOT = Path(__file__).parents[2]
ASKED = (
    (Scope(), Shape()), (Scope(), Shape(redacted=True)), (Scope("县水利局"), Shape()),
    (Scope("县水利局"), Shape(twins=True, working=True, method="PUBLISH")), (Scope("县住建局"), Shape(working=True)),
    (Scope(person="水联络"), Shape()), (Scope(plan="wells-23"), Shape()), (Scope(task="wells-23/1"), Shape(twins=True)),
    (Scope("县水利局", plan="wells-23"), Shape(redacted=True)),
)


def anew(desk: Office, scope: Scope, shape: Shape) -> bytes:
    return calendar.write(feeds.feed(desk, scope, shape))


class _KeptWalk(FeedWalk):
    """Looks at the bytes instead of the dates, today and on days before and after."""

    def _look(self, on: date, *, is_late: bool) -> None:
        for days in (0, -4, 0):
            for scope, shape in ASKED:
                self._same(on + timedelta(days=days), scope, shape)

    def _same(self, on: date, scope: Scope, shape: Shape) -> None:
        desk = self.sit(on, "王敏")
        try:
            wanted = anew(desk, scope, shape)
        except NotFound:  # the person left, or the body goes under another name
            with pytest.raises(NotFound):
                calendars.written(desk, scope, shape)
        else:
            assert calendars.written(desk, scope, shape) == wanted, (on, scope, shape)


def test_kept_bytes_are_those_made_anew(tmp_path: Path) -> None:
    """Each walk begins with a ledger of its own; all of them lie at the same place, one after another."""
    begun = tmp_path / "begun.sqlite3"
    first = open_store(str(begun), today=TODAY)
    prepared(first, tmp_path)
    first.back_up(whole := tmp_path / "whole.sqlite3")
    first.close()

    class Keeping(RuleBasedStateMachine):
        """Works at a copy, and compares."""

        def __init__(self) -> None:
            super().__init__()
            path = Path(mkdtemp(dir=tmp_path)) / "ledger.sqlite3"
            copy(whole, path)
            self.walk = _KeptWalk(open_store(str(path), today=TODAY), is_live=True)

        @rule(data=st.data())
        def act(self, data: st.DataObject) -> None:
            """Somebody takes a step."""
            self.walk.attempt(Drawn(data))

        def teardown(self) -> None:
            """The month turns."""
            self.walk.day += timedelta(days=27)
            self.walk.rest(2)
            self.walk.ledger.close()

    run_state_machine_as_test(Keeping, settings=settled(2, 12))


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(keeping.FOLDER, str(tmp_path / "kept"))
    return bundled(tmp_path)


def _made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks whose dates are made from here on."""
    made: list[str] = []
    dates_of = feeds.dates_of

    def told(*words: object, **more: object) -> Iterator[feeds.Dates]:
        for each in dates_of(*words, **more):  # type: ignore[arg-type]
            made.append(each.task)
            yield each

    monkeypatch.setattr(feeds, "dates_of", told)
    return made


def test_only_what_changed_is_made_again(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, water = office(ledger, "2023-10-31"), Scope("县水利局")
    calendars.written(desk, water)
    made = _made(monkeypatch)
    calendars.written(office(ledger, "2023-10-31"), water)
    assert made == []
    calendars.exported(desk, water)  # another head, the same dates
    assert made == []
    record.report(office(ledger, "2023-10-31"), Said("groundwater-23/10", "12"))
    assert calendars.written(desk, water) == anew(desk, water, Shape())
    assert made[:1] == ["groundwater-23/10"]
    made.clear()
    calendars.written(office(ledger, "2023-10-31"), water)
    assert made == []


def test_a_person_and_a_plan_share_what_is_kept_of_a_body(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = office(ledger, "2023-10-31")
    calendars.written(desk, Scope())
    made = _made(monkeypatch)
    for scope in (Scope(plan="groundwater-23"), Scope(task="groundwater-23/10")):
        assert calendars.written(desk, scope).count(b"BEGIN:VEVENT")
    assert made == []


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _garbage(file: Path) -> None:
    file.write_bytes(os.urandom(1 << 16))


def _scratched(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    for at in range(4096, len(raw), 997):
        raw[at] ^= 0x5A
    file.write_bytes(raw)


def _changed(file: Path, change: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(change)
    connection.commit()
    connection.close()


def _foreign(file: Path) -> None:
    file.unlink()
    _changed(file, "CREATE TABLE kept (x)")


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": _cut, "garbage": _garbage, "scratched": _scratched, "foreign": _foreign,
    "empty": lambda file: file.write_bytes(b""), "gone": lambda file: file.unlink(),
    "other bytes": lambda file: _changed(
        file, "UPDATE kept SET content = replace(CAST(content AS TEXT), 'SUMMARY', 'LOCATION')"),
    "bytes of another task": lambda file: _changed(file, "UPDATE kept SET content = (SELECT content FROM kept"
                                                   " WHERE task = 'groundwater-23/10')"),
    "for ever": lambda file: _changed(file, "UPDATE kept SET until = '9999-12-31'"),
    "text for bytes": lambda file: _changed(file, "UPDATE kept SET content = CAST(content AS TEXT)"),
    "not a day": lambda file: _changed(file, "UPDATE kept SET since = x'00ff', until = 3"),
    "no table": lambda file: _changed(file, "DROP TABLE kept"),
    "another table": lambda file: _changed(file, "ALTER TABLE kept RENAME COLUMN key TO lock"),
    "another form": lambda file: _changed(file, "PRAGMA user_version = 7"),
    "another program's": lambda file: _changed(file, "PRAGMA application_id = 7"),
    "a folder": _folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_the_file_holds_the_bytes_are_the_same(ledger: Path, damage: str) -> None:
    desk, scope = office(ledger, "2023-10-31"), Scope("县水利局")
    wanted = anew(desk, scope, Shape())
    assert calendars.written(desk, scope) == wanted
    DAMAGES[damage](keeping.kept_file())
    for _ in range(3):
        assert calendars.written(desk, scope) == wanted


def test_a_cache_that_cannot_be_written_is_not_used(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, scope = office(ledger, "2023-10-31"), Scope("县水利局")
    for place in ("/dev/null/kept", "/proc/kept", str(ledger)):
        monkeypatch.setenv(keeping.FOLDER, place)
        assert calendars.written(desk, scope) == anew(desk, scope, Shape())


def test_a_file_somebody_else_writes_to_is_not_waited_for(ledger: Path) -> None:
    desk, scope = office(ledger, "2023-10-31"), Scope("县水利局")
    wanted = calendars.written(desk, scope)
    other = sqlite3.connect(keeping.kept_file(), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert calendars.written(desk, scope) == wanted
    other.close()


def test_the_file_is_for_its_owner_alone(ledger: Path) -> None:
    calendars.written(office(ledger, "2023-10-31"), Scope("县水利局"))
    if os.name == "posix":
        assert keeping.kept_file().stat().st_mode & 0o077 == 0
        assert keeping.kept_file().parent.stat().st_mode & 0o077 == 0


def test_two_ledgers_and_two_editions_do_not_mix(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    other = bundled(tmp_path / "other")
    record.report(office(other, "2023-10-31"), Said("groundwater-23/10", "12"))
    desks = [office(path, "2023-10-31") for path in (ledger, other)]
    for _ in range(2):
        raws = [calendars.written(desk, Scope("县水利局")) for desk in desks]
        assert raws == [anew(desk, Scope("县水利局"), Shape()) for desk in desks]
        assert len(set(raws)) == 2
        monkeypatch.setattr(keeping, "edition", lambda: "another")


_ONCE = """
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from tests.ledgers import office
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.office.feeds import Scope
desk = office(Path(sys.argv[1]), "2023-10-31")
for _ in range(6):
    for body in ("县水利局", "县民政局", "县住建局", ""):
        print(sha256(calendars.written(desk, Scope(body))).hexdigest())
    if sys.argv[2] == "0":
        from xiaxian_tasks.assemble.keeping import kept_file
        kept_file().unlink(missing_ok=True)
"""


def test_programs_at_once_give_the_same_bytes(ledger: Path) -> None:
    """One of them throws the file away again and again."""
    desk = office(ledger, "2023-10-31")
    wanted = [sha256(anew(desk, Scope(body), Shape())).hexdigest() for body in ("县水利局", "县民政局", "县住建局", "")]
    started = [
        subprocess.Popen([sys.executable, "-c", _ONCE, str(ledger), str(number)], stdout=subprocess.PIPE, cwd=ROOT,
                         stderr=subprocess.PIPE, env=dict(os.environ))
        for number in range(3)
    ]
    for each in started:
        out, err = each.communicate(timeout=120)
        assert (out.decode().split(), err) == (wanted * 6, b"")


def test_threads_at_once_give_the_same_bytes(ledger: Path) -> None:
    wanted = anew(office(ledger, "2023-10-31"), Scope(), Shape())

    def ask(_turn: int) -> bytes:
        return calendars.written(office(ledger, "2023-10-31"), Scope())

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(ask, range(12))) == {wanted}


def test_a_subscription_is_served_as_its_scope_is_written(ledger: Path) -> None:
    desk = office(ledger, "2023-10-31")
    known = Subscription("a" * 8, "a" * 64, "张某", "县水利局", date(2023, 10, 1), twins=True)
    served = calendars.served(desk, known)
    assert served.content == anew(desk, Scope("县水利局"), Shape(twins=True))
    assert served == calendars.served(office(ledger, "2023-10-31"), known)
    assert served.etag == sha256(served.content).hexdigest()
    feed = feeds.feed(desk, Scope("县水利局"))
    assert served.modified == max(calendar.modified(feed, []), *(dated.changed for dated in feed.dates))


def test_a_subscription_called_back_is_served_cancelled(ledger: Path) -> None:
    desk = office(ledger, "2023-10-31")
    known = Subscription("a" * 8, "a" * 64, "张某", "县水利局", date(2023, 10, 1))
    before = calendars.served(desk, known).content
    served = calendars.served(desk, known._replace(recalled=date(2023, 10, 30)))
    assert before.count(b"BEGIN:VEVENT") == served.content.count(b"STATUS:CANCELLED") > 0
    assert b"BEGIN:VALARM" not in served.content
