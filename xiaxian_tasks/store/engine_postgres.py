"""PostgreSQL through psycopg: the same statements, the same transactions, a server in between."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiaxian_tasks.errors import Stale, StoreFault, XiaxianError
from xiaxian_tasks.store.engine import Row, without_password
from xiaxian_tasks.store.schema import MARK
from xiaxian_tasks.store.statements import MARKS, Parameters

if TYPE_CHECKING:
    import psycopg

PATIENCE = 5
"""Seconds to wait for the server, and for another writer."""

LOCK_KEY = 0x7869617869616E
"""Whoever makes or upgrades the tables holds this advisory lock ("xiaxian" in ASCII)."""

POSTING_KEY = 0x706F7374
"""Whoever sends messages holds this advisory lock ("post" in ASCII), with the name of the schema beside it."""

_CODES = {
    "40001": "stale", "40P01": "stale", "23505": "stale",
    "55P03": "locked",
    "25006": "read-only",
    "42501": "no-permission",
    "53100": "full-disk",
    "28P01": "pg-password", "28000": "pg-password",
    "3D000": "pg-no-database",
    "3F000": "no-permission",  # no schema that may be used
    "42P01": "corrupt", "42703": "corrupt",  # the schema's number is ours and its tables or columns are gone
    "XX001": "corrupt", "XX002": "corrupt",
}
"""SQLSTATE codes (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""

_CLASSES = {"08": "pg-unreachable", "57": "pg-unreachable", "53": "pg-overloaded", "58": "disk-fault"}

_REFUSALS = (
    (r'password|认证|"pg_hba|pg_hba\.conf|no password supplied|Role|role ".*" does not exist|角色', "pg-password"),
    (r'database ".*" does not exist|数据库.*不存在', "pg-no-database"),
    (r"too many (clients|connections)", "pg-overloaded"),
)
"""A refused connection carries no SQLSTATE, only the server's words, in the server's language."""

_PARAMETER = re.compile(r":(\w+)")


class PostgresEngine:
    """A ledger in the first schema of a database's search path. The password never leaves the connection."""

    name = "postgresql"
    dialect = "postgresql+psycopg"
    lock = f"SELECT pg_advisory_xact_lock({LOCK_KEY})"
    refusal = "read-only"

    def __init__(self, url: str) -> None:
        self._url = url
        self.place = without_password(url)
        self._translated: dict[str, bytes] = {}
        self._streams = 0
        try:
            import psycopg
        except ImportError as error:
            raise StoreFault("pg-driver-missing", place=self.place) from error
        self._error: type[psycopg.Error] = psycopg.Error
        try:
            self._connection = self.another(autocommit=True)
        except psycopg.Error as error:
            raise self.fault(error) or StoreFault("pg-address", place=self.place, detail=str(error)) from error
        self.writable = self.rows("SHOW transaction_read_only")[0][0] == "off"

    def another(self, *, autocommit: bool = False) -> "psycopg.Connection[Any]":
        """A connection of its own to the same database, that does not wait for ever."""
        import psycopg

        connection = psycopg.connect(
            self._url, autocommit=autocommit, connect_timeout=PATIENCE, application_name="xiaxian-tasks"
        )
        connection.execute(f"SET lock_timeout = '{PATIENCE}s'".encode())
        if not autocommit:
            connection.commit()
        return connection

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a statement."""
        with self._told():
            return self._connection.execute(self.translated(statement), parameters or {}).fetchall()

    def stream(self, statement: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """The rows of a statement through a cursor of the server's, 500 at a time, of one moment."""
        self._streams += 1
        with self._told():
            cursor = self._connection.cursor(name=f"stream_{self._streams}", withhold=True)
        try:
            with self._told():
                cursor.execute(self.translated(statement), parameters or {})
            while True:
                with self._told():
                    found = cursor.fetchmany(500)
                if not found:
                    return
                yield from found
        finally:
            with suppress(self._error):
                cursor.close()

    def change(self, statement: str, rows: Sequence[Parameters]) -> int:
        """Run a statement for each of `rows`; how many rows it changed in all."""
        with self._told(), self._connection.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(self.translated(statement), rows[0])
            else:
                cursor.executemany(self.translated(statement), rows)
            return cursor.rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; a row somebody else is writing is waited for."""
        if not self.writable:
            raise StoreFault(self.refusal, place=self.place)
        with self._told(), self._connection.transaction():
            yield

    @contextmanager
    def still(self) -> Iterator[None]:
        """A transaction that only reads, of one snapshot."""
        with self._told(), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def alone(self) -> None:
        """Inside a transaction: let nobody else write an entry until it ends."""
        with self._told():
            self._connection.execute("LOCK TABLE entry IN EXCLUSIVE MODE")

    @contextmanager
    def posting(self) -> Iterator[None]:
        """An advisory lock of this ledger's: the server lets go of it by itself when the connection breaks."""
        of = {"key": POSTING_KEY}
        if not self.rows("SELECT pg_try_advisory_lock(:key, hashtext(current_schema()))", of)[0][0]:
            raise Stale("other-runner", place=self.place)
        try:
            yield
        finally:
            with suppress(self._error, StoreFault):
                self.rows("SELECT pg_advisory_unlock(:key, hashtext(current_schema()))", of)

    def marks(self) -> dict[str, str] | None:
        """The rows of `meta`, None for a database without any table of its own. Raises StoreFault `not-ours`."""
        known = self.rows("SELECT to_regclass('meta') IS NOT NULL")[0][0]
        if known and MARK in (found := self._marked()):
            return found
        tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"
        if known or self.rows(tables)[0][0]:
            raise StoreFault("not-ours", place=self.place)
        return None

    def _marked(self) -> dict[str, str]:
        try:
            return dict(self._connection.execute(self.translated(MARKS)).fetchall())
        except self._error as error:
            if error.sqlstate == "42703":
                return {}
            raise self.fault(error) or error from error

    @contextmanager
    def founding(self) -> Iterator[None]:
        """Refuse a database that cannot hold Chinese; the tables are made in one transaction, so nothing is left."""
        encoding = str(self.rows("SHOW server_encoding")[0][0])
        if encoding != "UTF8":
            raise StoreFault("pg-encoding", place=self.place, detail=encoding)
        yield

    def set_aside(self, number: int) -> None:
        """Nothing: the tables move on in one transaction, and a server's backups are its keeper's."""

    def back_up(self, path: Path) -> None:
        """Refused: pg_dump by the server's keeper does it, or an export."""
        raise StoreFault("pg-backup", place=self.place, path=str(path))

    def figures(self) -> Mapping[str, str]:
        """Its version; its journal is the server's."""
        return {"journal": "server", "version": str(self.rows("SHOW server_version")[0][0])}

    def mark(self) -> str:
        """The snapshot of now: it moves with every writing transaction of the server."""
        return str(self.rows("SELECT CAST(txid_current_snapshot() AS text)")[0][0])

    def settle(self) -> None:
        """Tell the planner of the new rows, or the first lists after a load are slow."""
        with self._told():
            self._connection.execute("ANALYZE task, task_body, light_step, waiting, asked, entry")

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def translated(self, statement: str) -> bytes:
        """A statement with psycopg's own parameters."""
        found = self._translated.get(statement)
        if found is None:
            found = _PARAMETER.sub(r"%(\1)s", statement).encode()
            self._translated[statement] = found
        return found

    def fault(self, error: BaseException) -> XiaxianError | None:
        """The house's error for the server's or the driver's."""
        if not isinstance(error, self._error):
            return None
        state = error.sqlstate or ""
        code = _CODES.get(state) or _CLASSES.get(state[:2])
        if code == "stale":
            return Stale("stale-history", task="")
        if state[:2] == "22" or type(error).__name__ == "DataError":
            code = "unstorable"  # a NUL
        if code is None and self._is_refusal(error):
            code = next((name for words, name in _REFUSALS if re.search(words, str(error))), "pg-unreachable")
        return StoreFault(code, place=self.place, detail=str(error)) if code else None

    def _is_refusal(self, error: BaseException) -> bool:
        """Whether the connection failed or broke; without a SQLSTATE other errors are defects, or a wrong address."""
        from psycopg import InterfaceError, OperationalError

        return isinstance(error, (InterfaceError, OperationalError)) and not getattr(error, "sqlstate", None)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            if fault := self.fault(error):
                raise fault from error
            raise
