"""Calendars given out: to whom, for how long, and what is left of a token that was replaced, revoked or called back."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import TODAY, bundled, office, office_at
from tests.office.everything import everything
from tests.store.conftest import ENGINES, database, server, url  # noqa: F401  # fixtures
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import subscriptions as tokens
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.county import fold_county
from xiaxian_tasks.domain.entries import COUNTY, SUBSCRIPTION
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.domain.subscriptions import Subscription, is_open, is_recalling, state_of
from xiaxian_tasks.errors import Misused, NotFound, Refused, StoreFault
from xiaxian_tasks.office import county, proof, subscriptions, transfer, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.store.open import open_store

ROLES = (
    ("王敏", "director", ""), ("周平", "supervisor", ""), ("孙岩", "leader", ""), ("阅览", "reader", ""),
    ("水局长", "head", "县水利局"), ("水联络", "liaison", "县水利局"),
)
PEOPLE = "".join(
    f'[[people]]\nname = "{name}"\nrole = "{role}"\naliases = ["{name}老"]\n' + (f'body = "{body}"\n' if body else "")
    for name, role, body in ROLES
)
PLAIN = Shape()
DAY = date(2023, 10, 31)

Sit = Callable[..., Office]


@pytest.fixture
def sit(tmp_path: Path) -> Sit:
    """Sits somebody down at a ledger with people, on a day."""
    path = bundled(tmp_path)
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    assemble.load(office(path, "2023-10-01"), [str(tmp_path / "people.toml")])
    return lambda by="周平", on="2023-10-31": office(path, on, by)


def given(desk: Office, person: str = "水联络", body: str = "", **more: Any) -> tokens.Given:
    """A calendar given out."""
    return tokens.add(desk, person, body, shape=more.pop("shape", PLAIN), expires=more.pop("expires", None))


def test_a_token_opens_the_calendar_of_its_person(sit: Sit) -> None:
    made = given(sit(), "水联络老", shape=Shape(redacted=True, working=True), expires=date(2023, 12, 31))
    assert len(made.token) == 43
    known = subscriptions.found(sit(), made.token)
    assert known == made.subscription == Subscription(
        made.subscription.hash[:8], subscriptions.hash_of(made.token), "水联络", "县水利局", DAY, redacted=True,
        working=True, expires=date(2023, 12, 31),
    )
    assert known is not None
    assert [is_open(known, day) for day in (DAY, date(2023, 12, 31), date(2024, 1, 1))] == [True, True, False]
    for other in (made.token[:-1], made.token + "A", made.token.lower(), known.hash, known.id, "", "\ud800", "县"):
        assert subscriptions.found(sit(), other) is None


def test_whose_dates_it_shows(sit: Sit) -> None:
    assert given(sit(), "水局长").subscription.body == "县水利局"
    assert given(sit(), "孙岩").subscription.body == ""
    assert given(sit(), "孙岩", "县水利").subscription.body == "县水利局"
    assert given(sit(), "水局长", "县财政局").subscription.body == "县财政局"
    with pytest.raises(NotFound) as found:
        given(sit(), "水局长", "县火星局")
    assert found.value.code == "body"


def test_the_person_must_be_known_where_people_are(sit: Sit, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as found:
        given(sit(), "水联")
    assert (found.value.code, "水联络 县水利局" in found.value.candidates) == ("person", True)
    (tmp_path / "other").mkdir()
    nobody = office(bundled(tmp_path / "other"), "2023-10-31")
    assert given(nobody, " 某人 ").subscription.person == "某人"
    for name in ("", "  ", "一\n二", "长" * 41):
        with pytest.raises(Misused) as slip:
            given(nobody, name)
        assert slip.value.code == "bad-person-name"


def test_the_office_gives_out_and_nobody_else(sit: Sit) -> None:
    assert workflow.COUNTY[SUBSCRIPTION].roles == ("director", "supervisor")
    made = given(sit("王敏"))
    for by in ("孙岩", "阅览", "水局长", "水联络"):
        for act in (
            given, lambda desk: tokens.rotate(desk, made.subscription.id, keep_days=0, expires=None),
            lambda desk: subscriptions.revoke(desk, made.subscription.id),
            lambda desk: subscriptions.recall(desk, made.subscription.id),
        ):
            with pytest.raises(Refused) as refused:
                act(sit(by))
            assert refused.value.code == "role"
    with pytest.raises(NotFound):
        given(sit("路人"))
    assert len(subscriptions.listed(sit())) == 1


def test_days_that_have_passed_or_are_to_come(sit: Sit) -> None:
    with pytest.raises(Misused) as slip:
        given(sit(), expires=date(2023, 10, 30))
    assert slip.value.code == "expires-past"
    assert given(sit(), expires=DAY).subscription.expires == DAY
    with pytest.raises(Refused) as refused:
        given(sit(on="2026-11-25"))
    assert refused.value.code == "future-day"
    with pytest.raises(Refused) as refused:
        given(sit(on="2023-10-30"))
    assert refused.value.code == "before-last-entry"


def test_a_new_token_ends_the_old_at_once(sit: Sit) -> None:
    old = given(sit(), shape=Shape(twins=True), expires=date(2024, 3, 31))
    new = tokens.rotate(sit(on="2023-11-10"), old.subscription.id, keep_days=0, expires=None)
    assert new.subscription == old.subscription._replace(
        id=new.subscription.id, hash=new.subscription.hash, since=date(2023, 11, 10)
    )
    former = subscriptions.found(sit(), old.token)
    assert former is not None
    assert (former.revoked, state_of(former, DAY)) == (date(2023, 11, 10), "revoked")
    with pytest.raises(Refused) as refused:
        tokens.rotate(sit(on="2023-11-10"), old.subscription.id, keep_days=0, expires=None)
    assert (refused.value.code, refused.value.figures["standing"]) == ("subscription-ended", "revoked")


@pytest.mark.parametrize(("expires", "last"), [(None, date(2023, 11, 17)), (date(2023, 11, 12), date(2023, 11, 12))])
def test_the_old_token_may_hold_for_some_days(sit: Sit, expires: date | None, last: date) -> None:
    old = given(sit(), expires=expires)
    new = tokens.rotate(sit(on="2023-11-10"), old.subscription.id, keep_days=7, expires=date(2024, 12, 31))
    former = subscriptions.found(sit(), old.token)
    assert former is not None
    assert [is_open(former, day) for day in (last, last + timedelta(days=1))] == [True, False]
    assert (former.revoked, new.subscription.expires) == (None, date(2024, 12, 31))


def test_what_is_called_back_is_served_for_a_while(sit: Sit) -> None:
    made = given(sit())
    called = subscriptions.recall(sit(on="2023-11-10"), made.subscription.id)
    assert (called.recalled, is_open(called, date(2023, 11, 10))) == (date(2023, 11, 10), False)
    days = (date(2023, 11, 10), date(2023, 12, 10), date(2023, 12, 11))
    assert [is_recalling(called, day) for day in days] == [True, True, False]
    for act in (subscriptions.recall, subscriptions.revoke):
        with pytest.raises(Refused) as refused:
            act(sit(on="2023-11-11"), made.subscription.id)
        assert refused.value.code == "subscription-recalled"


def test_what_has_ended_can_still_be_called_back(sit: Sit) -> None:
    revoked, expired = given(sit()), given(sit(), expires=date(2023, 11, 1))
    subscriptions.revoke(sit(), revoked.subscription.id)
    for made in (revoked, expired):
        called = subscriptions.recall(sit(on="2023-11-10"), made.subscription.id)
        assert is_recalling(called, date(2023, 11, 10))
    with pytest.raises(Refused) as refused:
        subscriptions.revoke(sit(on="2023-11-10"), revoked.subscription.id)
    assert refused.value.code == "subscription-recalled"


def test_what_was_revoked_stays_revoked_on_whichever_day_one_looks(sit: Sit) -> None:
    made = given(sit())
    subscriptions.revoke(sit(on="2023-11-10"), made.subscription.id)
    before = sit(on="2023-11-01")
    known = subscriptions.found(before, made.token)
    assert known is not None
    assert not is_open(known, before.on)
    assert [row["state"] for row in subscriptions.listed(before)] == ["open"], "as was known then"
    assert subscriptions.listed(sit(on="2023-10-30")) == []


def test_a_subscription_is_named_by_its_id_a_beginning_or_the_token(sit: Sit) -> None:
    first, second = given(sit()), given(sit(), "孙岩")
    assert subscriptions.revoke(sit(), first.token).id == first.subscription.id
    assert subscriptions.recall(sit(), f" {second.subscription.id[:7].upper()} ").id == second.subscription.id
    with pytest.raises(NotFound) as found:
        subscriptions.revoke(sit(), "")
    assert found.value.candidates == [f"{first.subscription.id} 水联络 县水利局", f"{second.subscription.id} 孙岩"]
    with pytest.raises(NotFound) as found:
        subscriptions.revoke(sit(), secret := tokens.fresh())
    assert found.value.figures["name"] == f"{secret[:6]}…", "a slip of a token is no reason to print it"
    begun = [given(sit(), "孙岩").subscription.id for _ in range(17)]
    letter = next(each[0] for each in begun if sum(other[0] == each[0] for other in begun) > 1)
    with pytest.raises(NotFound) as found:
        subscriptions.revoke(sit(), letter)
    assert found.value.code == "ambiguous-subscription"


def test_no_two_are_called_alike(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    made = given(sit())
    with pytest.raises(Refused) as refused:
        subscriptions.add(sit(), "孙岩", token_hash=made.subscription.hash)
    assert refused.value.code == "token-taken"
    chance = iter([made.token, "another"])
    monkeypatch.setattr(tokens, "fresh", lambda: next(chance))
    assert given(sit()).token == "another"


def test_a_body_goes_on_under_another_name_and_its_calendars_with_it(sit: Sit) -> None:
    own, named, all_of = given(sit()), given(sit(), "孙岩", "县水利局"), given(sit(), "孙岩")
    ways.reorganise(sit("王敏"), "县水利局", "县水务局", how="renamed")
    bodies = [found.body for made in (own, named, all_of) if (found := subscriptions.found(sit(), made.token))]
    assert bodies == ["县水务局", "县水务局", ""]
    assert [row["body"] for row in subscriptions.listed(sit(on="2023-10-30"))] == []
    assert proof.verify(sit())["ok"]


def test_who_is_no_longer_known_is_pointed_out(sit: Sit, tmp_path: Path) -> None:
    given(sit(), "孙岩", expires=date(2023, 11, 20))
    ended = given(sit(), "水局长")
    subscriptions.revoke(sit(), ended.subscription.id)
    kept = given(sit())
    assert subscriptions.summary(sit()) == {
        "open": 2, "expiring": [subscriptions.listed(sit())[0]["id"]], "unknown": [],
    }
    (tmp_path / "people.toml").write_text(PEOPLE.replace("水联络", "新联络"), encoding="utf-8")
    assemble.load(sit("王敏", "2023-11-21"), [str(tmp_path / "people.toml")])
    told = subscriptions.summary(sit(on="2023-11-21"))
    assert told == {"open": 1, "expiring": [], "unknown": [kept.subscription.id]}
    assert [row["known"] for row in subscriptions.listed(sit(on="2023-11-21"))] == [True, True, False]


def test_fetchings_are_noted_once_an_hour(sit: Sit) -> None:
    made, desk = given(sit()).subscription, sit()
    start = datetime(2023, 10, 31, 8, tzinfo=subscriptions.COUNTY_TIME)
    for minutes, agent in (
        (0, "a\x00b\u2028" + "长" * 300), (59, "b"), (60, "c"), (100, "d"), (50, "an earlier clock"),
    ):
        desk.now = lambda minutes=minutes: start + timedelta(minutes=minutes)  # type: ignore[misc]
        subscriptions.saw(desk, made, agent)
        if not minutes:
            assert subscriptions.listed(desk)[0]["agent"] == "a b" + " " + "长" * 196
    row = subscriptions.listed(desk)[0]
    assert (row["times"], row["agent"], row["seen"]) == (3, "an earlier clock", "2023-10-31T08:50:00+08:00")
    assert proof.verify(desk)["ok"]


def test_a_feed_never_fails_for_its_note(sit: Sit) -> None:
    made = given(sit()).subscription
    readers = open_store(sit().store.place, today=TODAY, read_only=True)
    reader = Office(readers, on=DAY, today=TODAY, by="", now=sit().now)
    subscriptions.saw(reader, made, "x")
    with pytest.raises(StoreFault, match="reads-only"):
        given(reader)
    desk = sit()
    with closing(sqlite3.connect(desk.store.place)) as other:
        other.execute("BEGIN EXCLUSIVE")
        desk.store._engine._open.execute("PRAGMA busy_timeout = 10")  # type: ignore[attr-defined]
        subscriptions.saw(desk, made, "x")
    assert desk.store.seen() == []
    readers.close()


def test_no_token_stands_in_the_ledger(sit: Sit, tmp_path: Path) -> None:
    """Neither in its file, nor its log, a backup, an export, the history or a list."""
    desk = sit()
    made = [given(desk), given(desk, "孙岩")]
    made.append(tokens.rotate(desk, made[0].subscription.id, keep_days=3, expires=None))
    subscriptions.revoke(desk, made[1].token)
    subscriptions.recall(desk, made[1].token)
    for each in made:
        known = subscriptions.found(desk, each.token)
        assert known is not None
        subscriptions.saw(desk, known, "x")
    desk.store.back_up(tmp_path / "copy.db")
    ledger = Path(desk.store.place)
    files = [path.read_bytes() for path in (*ledger.parent.glob(f"{ledger.name}*"), tmp_path / "copy.db")]
    written = [b"".join(transfer.export(desk)), json.dumps(subscriptions.listed(desk)).encode()]
    assert len(files) >= 2
    for each in made:
        assert any(each.subscription.hash.encode() in content for content in files)
        for content in (*files, *written):
            assert each.token.encode() not in content
            assert each.token.encode()[:20] not in content


def test_many_give_out_at_once(url: str) -> None:  # noqa: F811  # the fixture
    """Each decides anew where another was first: nobody's is lost, and the chain holds."""
    office_at(url, "2023-10-31").store.close()

    def give(name: str) -> list[str]:
        desk = office_at(url, "2023-10-31", "张某")
        try:
            return [given(desk, name).token for _ in range(3)]
        finally:
            desk.store.close()

    with ThreadPoolExecutor(4) as pool:
        made = [token for tokens in pool.map(give, ["甲", "乙", "丙", "丁"]) for token in tokens]
    desk = office_at(url, "2023-10-31")
    assert sorted(row["person"] for row in subscriptions.listed(desk)) == sorted("甲乙丙丁" * 3)
    assert all(subscriptions.found(desk, each) for each in made)
    assert proof.verify(desk)["ok"]
    desk.store.close()


def test_two_who_end_one_at_once_end_it_once(url: str) -> None:  # noqa: F811  # the fixture
    """What one has ended, the other is told has ended."""
    desk = office_at(url, "2023-10-31")
    for _round in range(5):
        made = given(desk, "甲").subscription
        with ThreadPoolExecutor(3) as pool:
            told = list(pool.map(_ended, [url] * 3, [made.id] * 3))
        assert sorted(told) == ["", "subscription-ended", "subscription-ended"]
    assert len([entry for entry in desk.store.history(COUNTY) if entry.kind == SUBSCRIPTION]) == 10
    desk.store.close()


def _ended(url: str, key: str) -> str:  # noqa: F811
    """End a subscription; the rule that refuses it, "" where none does."""
    desk = office_at(url, "2023-10-31")
    try:
        subscriptions.revoke(desk, key)
    except Refused as error:
        return error.code
    finally:
        desk.store.close()
    return ""


def test_the_state_that_is_kept_is_the_history_folded(tmp_path: Path) -> None:
    desk = office(everything(tmp_path), "2026-11-24")
    folded = fold_county(desk.store.history(COUNTY))
    assert county.state(desk) == folded
    assert [each.person for each in folded.subscriptions] == ["孙岩", "孙岩", "王敏"]
    assert {each.body for each in folded.subscriptions} == {"县水务局", ""}
