"""What a PostgreSQL ledger is refused for, each with a code of its own.

The tests that need a server pass at once where none can be started; test_contract says so in a line.
"""

import sys
from datetime import date
from typing import Any

import pytest

from tests.store.conftest import TODAY
from tests.store.ledgers import Told, adoption, task
from tests.store.servers import Server
from tests.store.test_refusals import refused
from xiaxian_tasks.errors import Stale, StoreFault, XiaxianError
from xiaxian_tasks.ports import Query
from xiaxian_tasks.store import engine_postgres
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store

LATER = date(2023, 10, 31)


def told_to(url: str, *statements: str) -> list[Any]:
    """Run statements beside the ledger; the rows of the last."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements[:-1]:
            connection.execute(statement.encode())
        cursor = connection.execute(statements[-1].encode())
        return cursor.fetchall() if cursor.description else []


def name_of(url: str) -> str:
    """The database's name in a URL."""
    return url.partition("?")[0].rpartition("/")[2]


def failure(ledger: Ledger, told: Told) -> XiaxianError:
    """What becomes of one more report."""
    with pytest.raises(XiaxianError) as found:
        ledger.append(*told.reported("45", at=LATER))
    return found.value


def begun(url: str) -> tuple[Ledger, Told]:
    """A ledger with one task."""
    told = Told(task("1"))
    ledger = open_store(url, today=TODAY)
    ledger.adopt(adoption(told.task, entries=[told.adopted()]))
    return ledger, told


def test_without_a_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    fault = refused("postgresql://keeper:secret@localhost/ledger?sslmode=disable")
    assert (fault.code, fault.figures["place"]) == ("pg-driver-missing", "postgresql://keeper@localhost/ledger")


@pytest.mark.parametrize(("url", "code"), [
    ("postgresql://keeper:secret@127.0.0.1:1/ledger", "pg-unreachable"),
    ("postgresql:///ledger?host=/nowhere/at/all&password=secret", "pg-unreachable"),
    ("postgres://keeper:secret@no-such-host.invalid/ledger", "pg-unreachable"),
    ("postgresql://keeper:secret@localhost/ledger?colour=red", "pg-address"),
])
def test_a_server_that_does_not_answer(url: str, code: str) -> None:
    fault = refused(url)
    assert fault.code == code
    assert "secret" not in str(fault.figures)


def test_a_wrong_password_and_a_stranger(server: Server | None) -> None:
    if server is None:
        return
    told_to(server.url("postgres"), "DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN PASSWORD 'right'")
    for password in ("wrong", ""):
        fault = refused(server.url("postgres", user="stranger", password=password))
        assert fault.code == "pg-password"
        assert "wrong" not in str(fault.figures)
    assert refused(server.url("postgres", user="nobody-here")).code == "pg-password"


def test_a_database_that_is_not_there(server: Server | None) -> None:
    if server:
        assert refused(server.url("not-there")).code == "pg-no-database"


@pytest.mark.parametrize("table", ["moz_places (id integer)", "meta (name text, value text)", "meta (a integer)"])
def test_a_database_of_another_program_is_left_alone(database: str, table: str) -> None:
    if database:
        told_to(database, f"CREATE TABLE {table}")
        assert refused(database).code == "not-ours"
        tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        assert told_to(database, tables) == [(table.partition(" ")[0],)]


def test_a_database_that_cannot_hold_chinese(server: Server | None, database: str) -> None:
    if server is None:
        return
    latin = f"{name_of(database)}_latin"
    told_to(
        server.url("postgres"),
        f"CREATE DATABASE \"{latin}\" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
    )
    fault = refused(server.url(latin))
    assert (fault.code, fault.figures["detail"]) == ("pg-encoding", "LATIN1")


def test_a_role_without_rights(server: Server | None, database: str) -> None:
    if server is None:
        return
    begun(database)[0].close()
    role = f"reader_{name_of(database)}"
    told_to(database, f"CREATE ROLE {role} LOGIN", f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    ledger = open_store(server.url(name_of(database), user=role), today=TODAY)
    told = Told(task("1"))
    told.adopted()
    assert [row.id for row in ledger.tasks(Query(LATER))] == ["services-23/1"]
    assert failure(ledger, told).code == "no-permission"
    ledger.close()


def test_a_server_that_only_reads(server: Server | None, database: str) -> None:
    if server is None:
        return
    ledger, told = begun(database)
    ledger.close()
    told_to(database, f'ALTER DATABASE "{name_of(database)}" SET default_transaction_read_only = on')
    ledger = open_store(database, today=TODAY)
    assert ledger.facts()["writable"] is False
    assert [row.id for row in ledger.tasks(Query(LATER))] == ["services-23/1"]
    assert failure(ledger, told).code == "read-only"
    ledger.close()


def test_a_row_locked_too_long(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not database:
        return
    import psycopg

    monkeypatch.setattr(engine_postgres, "PATIENCE", 1)
    ledger, told = begun(database)
    with psycopg.connect(database) as other:
        other.execute("UPDATE task SET title = 'x'")
        assert failure(ledger, told).code == "locked"
        other.rollback()
    assert len(ledger.history("services-23/1")) == 1
    ledger.close()


def test_a_connection_that_breaks(database: str) -> None:
    if not database:
        return
    ledger, told = begun(database)
    stream = ledger.heads()
    told_to(
        database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'xiaxian-tasks' AND datname = current_database()",
    )
    assert failure(ledger, told).code == "pg-unreachable"
    with pytest.raises(StoreFault) as found:
        next(stream)
    assert found.value.code == "pg-unreachable"
    ledger.close()
    ledger = open_store(database, today=TODAY)
    assert len(ledger.history("services-23/1")) == 1
    ledger.close()


def test_what_no_text_may_hold(database: str) -> None:
    if not database:
        return
    ledger, _ = begun(database)
    with pytest.raises(StoreFault) as found:
        list(ledger.tasks(Query(LATER, words=("a\x00b",))))
    assert found.value.code == "unstorable"
    assert [row.id for row in ledger.tasks(Query(LATER))] == ["services-23/1"]
    ledger.close()


def test_a_ledger_without_its_tables_is_damaged(database: str) -> None:
    if not database:
        return
    ledger, _ = begun(database)
    told_to(database, "DROP TABLE light_step")
    with pytest.raises(StoreFault) as found:
        ledger.board(LATER)
    assert found.value.code == "corrupt"
    ledger.close()


def test_writers_that_wait_for_each_other(database: str) -> None:
    """Two that hold what the other wants: the server ends one of them, which decides again."""
    if not database:
        return
    import psycopg

    one = Told(task("1")), Told(task("2"))
    ledger = open_store(database, today=TODAY)
    ledger.adopt(adoption(*(told.task for told in one), entries=[told.adopted() for told in one]))
    with psycopg.connect(database) as other, ledger._engine.writing():
        other.execute("SET deadlock_timeout = '60s'")  # so that the server looks for the knot on our side
        other.execute("UPDATE task SET title = 'x' WHERE number = '1'")
        ledger._engine.change("UPDATE task SET title = :title WHERE number = '2'", [{"title": "y"}])
        other.pgconn.send_query(b"UPDATE task SET title = 'x' WHERE number = '2'")
        with pytest.raises(Stale):
            ledger._engine.change("UPDATE task SET title = :title WHERE number = '1'", [{"title": "y"}])
        other.close()
    ledger.close()
