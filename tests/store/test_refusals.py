"""What SQLite ledgers are refused for: each with its own code, nothing touched, nothing half written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import TODAY
from tests.store.ledgers import Told, adoption, task
from tests.store.test_opening import NEXT, made
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports import Query
from xiaxian_tasks.store import engine_sqlite, network
from xiaxian_tasks.store.open import open_store

LATER = date(2023, 10, 31)
NOBODY = 65534
NO_MOUNTS = "no private mounts here (unshare): a full disk was tried by a limit on file sizes only"


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Within, permissions hold: root becomes nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others may enter, as pytest's own may not be."""
    path = Path(tempfile.mkdtemp(prefix="xiaxian-store-"))
    path.chmod(0o755)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


def refused(url: str | Path) -> StoreFault:
    """The refusal to open a place."""
    with pytest.raises(StoreFault) as found:
        open_store(str(url), today=TODAY)
    assert found.value.exit_code == 7
    return found.value


def whole(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def _another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    connection.close()


def _another_meta(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (name TEXT, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('schema', '1')")
    connection.close()


NOT_OURS: dict[str, Callable[[Path], object]] = {
    "a text": lambda path: path.write_text("id = 'services-23'\n", encoding="utf-8"),
    "one byte": lambda path: path.write_bytes(b"S"),
    "a picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
    "noise after the right beginning": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xa5" * 9000),
    "another program's database": _another_program,
    "a database with a table of that name": _another_meta,
}


@pytest.mark.parametrize("kind", NOT_OURS)
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "l.db"
    NOT_OURS[kind](path)
    before = whole(tmp_path)
    fault = refused(path)
    assert (fault.code, fault.figures["place"]) == ("not-ours", str(path))
    assert whole(tmp_path) == before


@pytest.mark.parametrize(("place", "code"), [
    ("", "no-place"), ("sqlite:///", "no-place"), ("mysql://root@localhost/x", "unknown-engine"),
    ("http://example.org/l.db", "unknown-engine"),
])
def test_a_place_that_is_none(place: str, code: str) -> None:
    assert refused(place).code == code


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "is-folder"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    (folder / "file").write_text("x", encoding="utf-8")
    assert refused(folder / "file" / "l.db").code == "no-folder"
    assert refused(folder / "file" / "deeper" / "l.db").code == "no-folder"
    folder.chmod(0o555)
    with ordinary_user():
        assert refused(folder / "new" / "l.db").code == "no-folder"
        assert refused(folder / "l.db").code == "cannot-open"
    assert [each.name for each in folder.iterdir()] == ["file"]


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_file_that_may_not_be_read(folder: Path, closed: str) -> None:
    made(folder / "l.db")
    (folder / "l.db" if closed == "file" else folder).chmod(0)
    with ordinary_user():
        assert refused(folder / "l.db").code == "no-permission"


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_read_only_ledger_is_read_and_not_written(folder: Path, locked: str) -> None:
    told = made(folder / "l.db")[0]
    (folder / "l.db").chmod(0o444 if locked == "file" else 0o666)
    folder.chmod(0o777 if locked == "file" else 0o555)
    before = whole(folder)
    with ordinary_user():
        ledger = open_store(str(folder / "l.db"), today=TODAY)
        assert [row.id for row in ledger.tasks(Query(LATER))] == ["services-23/1"]
        assert ledger.facts()["writable"] is False
        with pytest.raises(StoreFault) as found:
            ledger.append(*told.reported("1", at=LATER))
        with pytest.raises(StoreFault):
            ledger.adopt(adoption(task("2")))
        ledger.close()
        with pytest.raises(StoreFault) as older:
            open_store(str(folder / "l.db"), today=TODAY, schema=NEXT)
    assert found.value.code == older.value.code == "read-only"
    assert whole(folder) == before


def test_a_read_only_ledger_shows_what_still_stands_in_its_log(folder: Path) -> None:
    """A log beside the file belongs to the ledger: without it the newest entries would be missing."""
    told = made(folder / "l.db")[0]
    writer = open_store(str(folder / "l.db"), today=TODAY)
    writer.append(*told.reported("45", at=LATER))
    for each in folder.iterdir():
        each.chmod(0o444)
    with ordinary_user():
        reader = open_store(str(folder / "l.db"), today=TODAY)
        assert len(reader.history("services-23/1")) == 2
        assert reader.facts()["writable"] is False
        reader.close()
    writer.close()


def test_a_ledger_locked_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_sqlite, "PATIENCE", 0.1)
    told = made(tmp_path / "l.db")[0]
    other = sqlite3.connect(tmp_path / "l.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY)
    written = told.reported("45", at=LATER)
    with pytest.raises(StoreFault) as found:
        ledger.append(*written)
    assert found.value.code == "locked"
    assert len(ledger.history("services-23/1")) == 1, "reading goes on"
    other.execute("ROLLBACK")
    ledger.append(*written)
    assert len(ledger.history("services-23/1")) == 2
    other.close()
    ledger.close()


def read_all(path: Path) -> None:
    """Read every task and entry."""
    ledger = open_store(str(path), today=TODAY)
    try:
        assert len(list(ledger.tasks(Query(LATER)))) == len(list(ledger.entries()))
    finally:
        ledger.close()


def test_a_damaged_ledger(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    made(path, *map(str, range(1, 300)))
    read_all(path)
    sound = path.read_bytes()
    for damaged in (sound[:8192] + b"\xa5" * (len(sound) - 8192), sound[: len(sound) // 2]):
        path.write_bytes(damaged)
        with pytest.raises(StoreFault) as found:
            read_all(path)
        assert found.value.code == "corrupt"
        assert path.read_bytes() == damaged


def test_a_ledger_without_its_tables_is_damaged(tmp_path: Path) -> None:
    made(tmp_path / "l.db")
    with sqlite3.connect(tmp_path / "l.db") as connection:
        connection.execute("DROP TABLE light_step")
    connection.close()
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY)
    with pytest.raises(StoreFault) as found:
        ledger.board(LATER)
    ledger.close()
    assert found.value.code == "corrupt"


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/share {point} {kind} rw 0 0
"""


@pytest.mark.parametrize(
    ("kind", "shared"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("9p", False), ("ext4", False), ("fuse.ntfs-3g", False)],
)
def test_a_network_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, shared: bool
) -> None:
    share = tmp_path / "共享 盘"
    share.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.format(point=str(share).replace(" ", r"\040"), kind=kind), encoding="utf-8")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    (tmp_path / "link").symlink_to(share)
    for path in (share / "l.db", share / "not" / "there" / "l.db", tmp_path / "link" / "x.db"):
        if shared:
            fault = refused(path)
            assert (fault.code, fault.figures["kind"]) == ("network-share", kind)
        else:
            open_store(str(path), today=TODAY).close()
    assert any(share.iterdir()) is not shared
    open_store(str(tmp_path / "beside.db"), today=TODAY).close()


def test_the_last_and_longest_mount_holds_a_path() -> None:
    text = "a / ext4 x 0 0\nb /mnt nfs x 0 0\nc /mnt/disk ext4 x 0 0\nd /mnt/disk cifs x 0 0\n"
    assert network.mount_type("/mnt/disk/l.db", text) == "cifs"
    assert network.mount_type("/mnt/disks/l.db", text) == "nfs"
    assert network.mount_type("/mnt", text) == "nfs"
    assert network.mount_type("/home/l.db", text) == "ext4"
    assert network.mount_type("/home/l.db", "") == ""


def test_where_mounts_are_not_told_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOUNTS", tmp_path / "none")
    assert network.share(tmp_path) == ""


FILL = """
import sys
from datetime import date
from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.store.open import open_store
if len(sys.argv) > 2:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    store = open_store(sys.argv[1], today=date(2026, 1, 1))
    try:
        told = Told(task("1"))
        store.adopt(adoption(told.task, entries=[told.adopted()]))
        try:
            store.adopt(adoption(*(task(str(number), plan="p-23") for number in range(1, 3000))))
        finally:
            print(len(list(store.entries())), len(store.plans()))
            store.append(*told.reported("45", at=date(2023, 10, 31)))
            print(len(list(store.entries())))
    finally:
        store.close()
except StoreFault as fault:
    print(fault.code)
"""


def filled(path: Path, *limit: str, before: tuple[str, ...] = ()) -> list[str]:
    """What a program says that fills a disk: what is left, whether one more entry fits, the fault."""
    command = [*before, sys.executable, "-c", FILL, str(path), *limit]
    # Not measured: the measurement is a file of its own, which the limit would damage.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    told = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False, env=surroundings
    )
    assert told.stderr == ""
    return told.stdout.split()


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    """The transaction that does not fit leaves nothing, and the ledger goes on with what fits."""
    assert filled(tmp_path / "a.db", "1000000") == ["1", "1", "2", "disk-fault"]
    ledger = open_store(str(tmp_path / "a.db"), today=TODAY)
    assert len(ledger.history("services-23/1")) == 2
    ledger.close()
    assert filled(tmp_path / "b.db", "3000") == ["disk-fault"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db"]


def test_a_full_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a disk of its own that is really full."""
    disk, small = tmp_path / "disk", tmp_path / "small"
    for each in (disk, small):
        each.mkdir()
    script = (
        f"mount -t tmpfs -o size=1m none {disk} && mount -t tmpfs -o size=16k none {small} && "
        '"$@"; code=$?; ls -A ' + f'{small}; exit $code'
    )
    private = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    if not _may_mount(private, disk):
        with capsys.disabled():
            print(f"\n{NO_MOUNTS}")
        return
    before = (*private, "sh", "-c", script, "sh")
    assert filled(disk / "l.db", before=before) == ["1", "1", "2", "full-disk"]
    assert filled(small / "l.db", before=before) == ["full-disk"], "and no file is left"


def _may_mount(private: tuple[str, ...], folder: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        [*private, "mount", "-t", "tmpfs", "none", str(folder)], capture_output=True, check=False
    )
    return tried.returncode == 0


MOVE_ON = """
import resource, sys
from datetime import date
from tests.store.test_opening import NEXT
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.store.open import open_store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    open_store(sys.argv[1], today=date(2026, 1, 1), schema=NEXT)
except StoreFault as fault:
    print(fault.code)
"""


def test_a_backup_that_does_not_fit_stops_the_upgrade(tmp_path: Path) -> None:
    made(tmp_path / "l.db", *map(str, range(1, 200)))
    before = whole(tmp_path)
    told = subprocess.run(
        [sys.executable, "-c", MOVE_ON, str(tmp_path / "l.db"), str(len(before["l.db"]) - 4096)],
        capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False,
    )
    assert (told.stdout, told.stderr) == ("disk-fault\n", "")
    assert whole(tmp_path) == before


@pytest.mark.parametrize("put_there", [False, True])
def test_a_ledger_that_went_while_it_was_open_takes_nothing_more(tmp_path: Path, put_there: bool) -> None:
    """What is written to a file without its name would be told as recorded, and be nowhere."""
    path, kept = tmp_path / "l.db", tmp_path / "kept.db"
    store = open_store(str(path), today=TODAY)
    told = Told(task("1"))
    store.adopt(adoption(told.task, entries=[told.adopted()]))
    path.rename(kept)
    if put_there:
        path.write_bytes(kept.read_bytes())
    with pytest.raises(StoreFault) as found:
        store.append(*told.reported("5", at=LATER))
    assert (found.value.code, found.value.figures["place"]) == ("ledger-gone", str(path))
    store.close()
    assert path.exists() == put_there


def test_a_ledger_that_has_to_be_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with pytest.raises(StoreFault, match="ledger-gone"):
        open_store(str(path), today=TODAY, founds=False)
    assert list(tmp_path.iterdir()) == []
