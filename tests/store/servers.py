"""A private PostgreSQL server for the tests, where its programs are found."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PORT = 54329
MISSING = "no PostgreSQL server programs found (initdb, pg_ctl): the store's tests ran on SQLite only"


class Server(NamedTuple):
    """A running server: its socket folder, and its programs and data for what a test does to it."""

    folder: Path
    programs: Path

    def url(self, database: str, *, user: str = "keeper", password: str = "") -> str:
        """The address of one of its databases."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={self.folder}&port={PORT}"


    def stop(self) -> None:
        """Stop it as a crash would."""
        self._run("pg_ctl", "-w", "-D", str(self.data), "-m", "immediate", "stop")

    def start(self) -> None:
        """Start it, for the first time or again."""
        options = f"-c listen_addresses='' -c fsync=off -p {PORT} -k {self.folder}"
        self._run("pg_ctl", "-w", "-D", str(self.data), "-l", str(self.folder / "log"), "-o", options, "start")

    def found(self) -> None:
        """Make its data."""
        initdb = ("initdb", "-U", "keeper", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--no-sync", "-D")
        self._run(*initdb, str(self.data))
        rules = self.data / "pg_hba.conf"
        rules.write_text("local all stranger scram-sha-256\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")

    @property
    def data(self) -> Path:
        """The folder of its data."""
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=_ordinary_user(), cwd=self.folder)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    beside = shutil.which("pg_ctl")
    return Path(beside).resolve().parent if beside and shutil.which("initdb") else None


@contextmanager
def running(folder_of_programs: Path) -> Iterator[Server]:
    """Start a server in a folder of its own, on a socket only, and stop it; as an ordinary user where we are root."""
    folder = Path(tempfile.mkdtemp(prefix="xiaxian-pg-", dir="/tmp"))  # a socket's path may not be long
    user = _ordinary_user()
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    server = Server(folder, folder_of_programs)
    try:
        server.found()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ordinary_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
