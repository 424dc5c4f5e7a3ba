"""Whatever is done with tokens: each opens what it should, what is refused leaves no trace, on each engine.

A model beside the ledger knows of each token whether it was replaced, revoked or called back, and until when it holds.
"""

from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.ledgers import bundled, office, office_at
from tests.store.conftest import PROGRAMS, database, server  # noqa: F401  # fixtures
from tests.store.test_desk_walks import settled
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import subscriptions as tokens
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.domain.subscriptions import is_open, is_recalling, state_of
from xiaxian_tasks.errors import Misused, Refused
from xiaxian_tasks.office import proof, subscriptions, ways
from xiaxian_tasks.office.desk import Office

BEGUN = date(2023, 10, 31)
PEOPLE = """
[[people]]
name = "王敏"
role = "director"
[[people]]
name = "水联络"
role = "liaison"
body = "县水利局"
[[people]]
name = "孙岩"
role = "leader"
"""
SHAPES = st.builds(Shape, redacted=st.booleans(), twins=st.booleans(), working=st.booleans(), method=st.just(""))


class Known:
    """What a model knows of one token."""

    def __init__(self, person: str, body: str, shape: Shape, last: date | None) -> None:
        self.person, self.body, self.shape, self.last = person, body, shape, last
        self.is_revoked = False
        self.recalled: date | None = None

    def state(self, on: date) -> str:
        """How it stands on a day."""
        if self.recalled:
            return "recalled"
        return "revoked" if self.is_revoked else "expired" if self.last and on > self.last else "open"


class Walk(RuleBasedStateMachine):
    """Tokens given out, replaced, ended and called back, while days go by and a body gets another name."""

    def __init__(self, desk: Office, body: str) -> None:
        super().__init__()
        self.desk, self.body = desk, body
        self.on = desk.on
        self.known: dict[str, Known] = {}
        self.entries = self._count()

    def _count(self) -> int:
        return sum(1 for _ in self.desk.store.entries())

    def _at(self) -> Office:
        return self.desk.on_day(self.on)

    def _some(self, data: st.DataObject) -> tuple[str, Known] | None:
        """One of the tokens; its subscription is named by its id."""
        return data.draw(st.sampled_from(list(self.known.items()))) if self.known else None

    @rule(days=st.integers(0, 10))
    def days_go_by(self, days: int) -> None:
        """Nothing is recorded."""
        self.on += timedelta(days=days)

    @rule(person=st.sampled_from(["水联络", "孙岩"]), named=st.booleans(), shape=SHAPES,
          days=st.one_of(st.none(), st.integers(-1, 40)))
    def give(self, person: str, named: bool, shape: Shape, days: int | None) -> None:
        """Give a calendar out, for some days or for good."""
        last = None if days is None else self.on + timedelta(days=days)
        try:
            made = tokens.add(self._at(), person, self.body if named else "", shape=shape, expires=last)
        except Misused:
            assert last == self.on - timedelta(days=1)
            return
        own = self.body if named or person == "水联络" else ""
        self.known[made.token] = Known(person, own, shape, last)
        self.entries += 1

    @rule(data=st.data(), keep=st.sampled_from([0, 0, 3, 30]), days=st.one_of(st.none(), st.integers(0, 40)))
    def rotate(self, data: st.DataObject, keep: int, days: int | None) -> None:
        """Put another in its place."""
        if not (some := self._some(data)):
            return
        token, old = some
        last = None if days is None else self.on + timedelta(days=days)
        try:
            made = tokens.rotate(self._at(), subscriptions.hash_of(token)[:8], keep_days=keep, expires=last)
        except Refused:
            assert old.state(self.on) != "open"
            return
        assert old.state(self.on) == "open"
        self.known[made.token] = Known(old.person, old.body, old.shape, last or old.last)
        if keep:
            kept = self.on + timedelta(days=keep)
            old.last = min(kept, old.last) if old.last else kept
        else:
            old.is_revoked = True
        self.entries += 1

    @rule(data=st.data())
    def revoke(self, data: st.DataObject) -> None:
        """End one."""
        if not (some := self._some(data)):
            return
        token, known = some
        try:
            subscriptions.revoke(self._at(), token)
        except Refused:
            assert known.state(self.on) in {"revoked", "recalled"}
            return
        assert known.state(self.on) in {"open", "expired"}
        known.is_revoked = True
        self.entries += 1

    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        """Call one back."""
        if not (some := self._some(data)):
            return
        token, known = some
        try:
            subscriptions.recall(self._at(), token)
        except Refused:
            assert known.recalled
            return
        assert not known.recalled
        known.recalled = self.on
        self.entries += 1

    @rule()
    def rename(self) -> None:
        """The body gets another name, and with it what was given out of it."""
        before, self.body = self.body, f"{self.body[:4]}{int(self.body[4:] or 0) + 1}"
        done = ways.reorganise(self._at(), before, self.body, how="renamed")
        assert done
        for known in self.known.values():
            known.body = self.body if known.body == before else known.body
        self.entries = self._count()

    @invariant()
    def each_token_opens_what_it_should(self) -> None:
        """On this day and on others; and nothing that is refused is written."""
        assert self._count() == self.entries
        desk = self._at()
        for token, known in self.known.items():
            found = subscriptions.found(desk, token)
            assert found is not None
            assert (found.person, found.body, found.expires) == (known.person, known.body, known.last)
            assert Shape(found.redacted, found.twins, found.working) == known.shape
            for day in (self.on, self.on + timedelta(days=1), self.on + timedelta(days=35)):
                assert state_of(found, day) == known.state(day)
                assert is_open(found, day) == (known.state(day) == "open")
                served = known.recalled is not None and (day - known.recalled).days <= 30
                assert is_recalling(found, day) == served
            assert subscriptions.found(desk, token[1:] + token[0]) is None or token == token[0] * len(token)
        held = sum(known.state(self.on) == "open" for known in self.known.values())
        listed = [row["state"] for row in subscriptions.listed(desk)]
        assert [known.state(self.on) for known in self.known.values()] == listed[len(listed) - len(self.known) :]
        assert subscriptions.summary(desk)["open"] >= held

    def teardown(self) -> None:
        """The ledger proves itself."""
        assert proof.verify(self._at())["ok"]


def _prepared(desk: Office, folder: Path) -> Office:
    (folder / "people.toml").write_text(PEOPLE, encoding="utf-8")
    assemble.load(desk, [str(folder / "people.toml")])
    return desk


def test_walks_on_sqlite(tmp_path: Path) -> None:
    """Each walk begins with a ledger of its own."""
    whole = tmp_path / "whole.sqlite3"
    desk = _prepared(office(bundled(tmp_path), BEGUN.isoformat(), "王敏"), tmp_path)
    desk.store.back_up(whole)
    desk.store.close()

    class OnSqlite(Walk):
        """Works at a copy."""

        def __init__(self) -> None:
            path = Path(mkdtemp(dir=tmp_path)) / "ledger.sqlite3"
            copy(whole, path)
            super().__init__(office(path, BEGUN.isoformat(), "王敏"), "县水利局")

        def teardown(self) -> None:
            super().teardown()
            self.desk.store.close()

    run_state_machine_as_test(OnSqlite, settings=settled(15, 30))


def test_walks_on_postgresql(database: str, tmp_path: Path) -> None:  # noqa: F811  # the fixture
    """One ledger is walked on and on: what one walk leaves, the next begins with."""
    if PROGRAMS is None:
        return
    desk = _prepared(office_at(database, BEGUN.isoformat(), "王敏"), tmp_path)
    left = {"body": "县水利局", "on": BEGUN}

    class OnPostgres(Walk):
        """Works at the one ledger."""

        def __init__(self) -> None:
            super().__init__(desk.on_day(date.fromisoformat(str(left["on"]))), str(left["body"]))

        def teardown(self) -> None:
            left.update(body=self.body, on=self.on)
            super().teardown()

    run_state_machine_as_test(OnPostgres, settings=settled(3, 30))
    desk.store.close()
