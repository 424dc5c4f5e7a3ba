"""A server that runs for months: days pass, the ledger goes and comes back, and a stop finishes what was begun."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from tests.ledgers import bundled
from tests.source import ROOT
from tests.store.servers import MISSING, programs
from tests.store.servers import running as pg_running
from tests.web.reaching import PLAIN, Answer, Reached, asked, feed, given, hatch, reported, running, told
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import subscriptions
from xiaxian_tasks.assemble.serving import Hatch
from xiaxian_tasks.assemble.shelf import Content
from xiaxian_tasks.domain.subscriptions import Subscription, hash_of
from xiaxian_tasks.office import subscriptions as given_out
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.settings import Settings


def test_the_day_moves_at_midnight(ledger: Path, token: str) -> None:
    """On the last day of the year a due is near; on the first of the next it is past."""
    days = [date(2023, 12, 31)]
    with running(hatch(ledger, on=lambda: days[-1])) as reached:
        before = reached.ask(feed(token))
        assert reached.ask(feed(token), If_None_Match=before.headers["etag"]).code == 304
        days.append(date(2024, 1, 1))
        after = reached.ask(feed(token), If_None_Match=before.headers["etag"])
        assert after.code == 200
        assert "【逾期】".encode() in after.body.replace(b"\r\n ", b"")
        assert after.body != before.body
        assert f"{date(2024, 1, 1):%Y}年1月1日".encode() in reached.ask(f"/f/{token}").body


def test_the_day_is_the_countys_wherever_the_server_stands() -> None:
    asked = "from xiaxian_tasks.assemble.serving import county_day; print(county_day())"
    days = {
        subprocess.run([sys.executable, "-c", asked], env={**os.environ, "TZ": zone}, cwd=ROOT, check=True,
                       capture_output=True).stdout
        for zone in ("Etc/GMT+12", "Asia/Shanghai", "Etc/GMT-14")  # never all on one day
    }
    assert len(days) == 1


def test_an_unchanged_calendar_is_the_same_on_another_day_and_after_a_new_start(ledger: Path, token: str) -> None:
    found = []
    for day in (date(2023, 11, 2), date(2023, 11, 3)):
        with running(hatch(ledger, on=lambda day=day: day)) as reached:  # type: ignore[misc]
            found.append(reached.ask(feed(token)))
    assert found[0].body == found[1].body
    assert found[0].lasting == found[1].lasting


def test_a_ledger_that_is_moved_away_and_back_is_served_again(reached: Reached, ledger: Path, token: str) -> None:
    before = reached.ask(feed(token))
    aside = ledger.with_suffix(".aside")
    ledger.rename(aside)
    for path in (feed(token), f"/f/{token}", "/healthz", feed("A" * 43), "/"):
        away = reached.ask(path, If_None_Match=before.headers["etag"])
        assert (away.code, away.body, away.headers["retry-after"]) == (503, b"503\n", "60")
        assert away.headers["content-type"] == "text/plain; charset=utf-8"
    aside.rename(ledger)
    assert reached.ask(feed(token)).lasting == before.lasting
    assert reached.ask("/healthz").code == 200


def test_a_ledger_put_in_the_place_of_another_is_the_one_that_is_served(
    reached: Reached, ledger: Path, token: str, tmp_path: Path
) -> None:
    before = reached.ask(feed(token))
    (tmp_path / "other").mkdir()
    other = bundled(tmp_path / "other")
    told(other, reported)
    assert reached.ask(feed(token)).code == 200
    os.replace(other, ledger)
    assert reached.ask(feed(token)).code == 404, "the other ledger knows no such token"
    assert reached.ask(feed(given(ledger))).body != before.body


def test_a_file_that_is_no_ledger_is_as_none(reached: Reached, ledger: Path, token: str) -> None:
    aside = ledger.with_suffix(".aside")
    ledger.rename(aside)
    ledger.write_bytes(b"no ledger at all, but long enough to be taken for one" * 40)
    assert reached.ask(feed(token)).code == 503
    os.replace(aside, ledger)
    assert reached.ask(feed(token)).code == 200


def test_nobody_waits_for_the_server(reached: Reached, ledger: Path, token: str) -> None:
    """Its connections hold no lock: another program writes, and has the ledger for itself."""
    assert reached.ask(feed(token)).code == 200
    connection = sqlite3.connect(ledger, isolation_level=None)  # who fetched may be being noted
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    connection.close()
    told(ledger, reported)
    assert reached.ask(feed(token)).code == 200


def test_a_ledger_that_somebody_writes_to_is_read_all_the_same(reached: Reached, ledger: Path, token: str) -> None:
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    assert reached.ask(feed(token)).code == 200
    connection.execute("ROLLBACK")
    connection.close()


def test_who_fetched_is_noted_once_and_without_the_token(reached: Reached, ledger: Path, token: str) -> None:
    for _ in range(3):
        reached.ask(feed(token), User_Agent="Thunderbird/153 ")
    assert _until(lambda: told(ledger, _agents) == "Thunderbird/153")
    reached.ask(feed(token), "HEAD", User_Agent="other")
    assert told(ledger, lambda desk: str(desk.store.seen()[0].times)) == "1"


def _agents(desk: Office) -> str:
    return "".join(row["agent"] or "" for row in given_out.listed(desk))


def _until(settled: Callable[[], bool], seconds: float = 10) -> bool:
    ends = monotonic() + seconds
    while not settled() and monotonic() < ends:
        sleep(0.02)
    return settled()


def test_a_read_only_server_serves_and_notes_nothing(ledger: Path, token: str) -> None:
    with running(Hatch(Settings(str(ledger), date(2023, 10, 31), read_only=True))) as reached:
        assert reached.ask(feed(token)).code == 200
    assert told(ledger, lambda desk: str(desk.store.seen())) == "[]"


def test_a_calendar_called_back_is_served_with_everything_cancelled_and_then_no_more(
    ledger: Path, token: str
) -> None:
    days = [date(2023, 10, 31)]
    with running(hatch(ledger, on=lambda: days[-1])) as reached:
        before = reached.ask(feed(token))
        told(ledger, lambda desk: given_out.recall(desk, hash_of(token)[:8]).id)
        recalled = reached.ask(feed(token), If_None_Match=before.headers["etag"])
        events = recalled.body.count(b"BEGIN:VEVENT")
        assert recalled.code == 200
        assert events == before.body.count(b"BEGIN:VEVENT") > 0
        assert recalled.body.count(b"STATUS:CANCELLED\r\n") == events
        assert b"BEGIN:VALARM" not in recalled.body
        assert reached.ask(f"/f/{token}").code == 200
        days.append(days[0] + timedelta(days=31))
        assert reached.ask(feed(token)).code == 404


class _Slow(Hatch):
    """Lets a calendar take as long as the test wants."""

    begun, go_on = Event(), Event()

    def calendar(self, subscription: Subscription) -> Content:
        self.begun.set()
        assert self.go_on.wait(20)
        return super().calendar(subscription)


def test_a_stop_finishes_the_request_that_is_being_answered(ledger: Path, token: str) -> None:
    slow = _Slow(Settings(str(ledger)), day=lambda: date(2023, 10, 31))
    found: list[Answer] = []
    with running(slow) as reached:
        idle = HTTPConnection("127.0.0.1", reached.port, timeout=20)
        assert asked(idle, "/healthz").code == 200
        asking = Thread(target=lambda: found.append(reached.ask(feed(token))))
        asking.start()
        assert slow.begun.wait(20)
        reached.server.stop()
        assert _until(lambda: _refuses(reached)), "nobody new is let in"
        slow.go_on.set()
        asking.join(20)
        idle.close()
    assert [each.code for each in found] == [200]
    assert found[0].body.endswith(b"END:VCALENDAR\r\n")


def _refuses(reached: Reached) -> bool:
    try:
        reached.ask("/healthz")
    except OSError:
        return True
    return False


def test_a_stop_does_not_wait_for_ever(ledger: Path, token: str) -> None:
    slow = _Slow(Settings(str(ledger)), day=lambda: date(2023, 10, 31))
    slow.begun, slow.go_on = Event(), Event()
    with running(slow, grace=0.3) as reached:
        asking = Thread(target=lambda: _lost(reached, token))
        asking.start()
        assert slow.begun.wait(20)
        began = monotonic()
        reached.server.stop()
        assert _until(lambda: _refuses(reached))
    assert monotonic() - began < 10
    slow.go_on.set()
    asking.join(20)


def _lost(reached: Reached, token: str) -> None:
    with suppress(OSError, HTTPException):
        reached.ask(feed(token))


def test_a_large_calendar_reaches_a_reader_that_is_slow(reached: Reached, ledger: Path) -> None:
    """What the socket does not take at once is sent by the loop, a stop or not."""
    everything = given(ledger, body="")
    connection = HTTPConnection("127.0.0.1", reached.port, timeout=20)
    connection.request("GET", feed(everything))
    answer = connection.getresponse()
    size, body = int(answer.headers["Content-Length"]), b""
    reached.server.stop()
    while piece := answer.read(20_000):
        body += piece
        sleep(0.005)
    connection.close()
    assert len(body) == size
    assert body.endswith(b"END:VCALENDAR\r\n")


def test_a_postgresql_server_that_went_and_came_back_is_served_again(tmp_path: Path) -> None:
    found = programs()
    if found is None:
        print(MISSING)
        return
    with pg_running(found) as server:
        import psycopg

        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(b"CREATE DATABASE ledger")
        url = server.url("ledger")
        desk = assemble.office(Settings(url, date(2023, 10, 31), "张某"))
        assemble.load(desk, ())
        token = subscriptions.add(desk, "李某", "县民政局", shape=PLAIN, expires=None).token
        desk.store.close()
        with running(Hatch(Settings(url, date(2023, 10, 31)))) as reached:
            before = reached.ask(feed(token))
            assert before.code == 200
            server.stop()
            assert [reached.ask(path).code for path in (feed(token), "/healthz")] == [503, 503]
            server.start()
            assert reached.ask(feed(token)).lasting == before.lasting
            assert reached.ask("/healthz").code == 200
