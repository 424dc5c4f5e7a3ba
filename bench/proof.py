"""What proof and transfer cost at size: load a plan, give each task a history, take it in, verify, seal, export.

    python bench/proof.py [TASKS] [REPORTS_EACH]      default 10000 tasks, 9 reports each

A million entries are 100000 9; that takes the better part of an hour.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from measure import PROGRAM, ROOT

from plans import plan

sys.path.insert(0, str(ROOT))

from xiaxian_tasks.domain.chain import line_of, sealed
from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.entries import Entry


def run(name: str, db: Path, *arguments: str) -> None:
    """Run a command on a ledger and print its seconds and the most memory it held."""
    start = time.perf_counter()
    child = subprocess.Popen([PROGRAM, "--db", str(db), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    told = child.stderr.read()
    _, status, used = wait(child)
    if status != 0:
        raise SystemExit(f"{name}: exit {status}\n{told.decode(errors='replace')}")
    print(f"{name:<30} {time.perf_counter() - start:9.1f} s {used.ru_maxrss / 1024:9.0f} MiB", flush=True)


def wait(child: "subprocess.Popen[bytes]") -> tuple[int, int, resource.struct_rusage]:
    """Wait for a child: its id, exit code and what it used."""
    import os

    pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return pid, child.returncode, used


def grown(lines: Iterator[bytes], reports: int) -> Iterator[bytes]:
    """An export whose tasks, adopted and never reported on, have so many reports each."""
    total, heads = sha256(), sha256()
    for line in lines:
        if line.startswith(b'{"end":'):
            break
        total.update(line)
        yield line
        if not line.startswith(b'{"entry":'):
            continue
        task, _, _, _, _, _, content, head = json.loads(line)["entry"]
        for entry in history(task, content["task"]["targets"][0], head, reports):
            head = entry.hash
            text = canonical({"entry": [
                entry.task, entry.seq, entry.at.isoformat(), entry.recorded.isoformat(), entry.by, entry.kind,
                entry.content, entry.hash,
            ]})
            total.update(f"{text}\n".encode())
            yield f"{text}\n".encode()
        heads.update(line_of(task, reports + 1, head).encode())
    yield f"{canonical({'end': {'head': heads.hexdigest(), 'sha256': total.hexdigest()}})}\n".encode()


def history(task: str, target: dict[str, str], head: str, reports: int) -> Iterator[Entry]:
    """So many reports on a task, one a month from February 2023 on."""
    for number in range(reports):
        day = date(2023, 2, 1) + timedelta(30 * number)
        content = {
            "as_of": day.isoformat(), "target": target["id"], "value": str(number + 1), "unit": target["unit"],
            "note": "据实填报",
        }
        moment = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        entry = sealed(Entry(task, number + 2, day, moment, "张某", "report", content), head)
        head = entry.hash
        yield entry


def main() -> None:
    """All of it in a temporary folder."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    tasks, reports = (given + [10_000, 9][len(given):])[:2]
    print(f"{tasks} tasks, {tasks * (reports + 1)} entries")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bench-23.toml").write_bytes(plan(tasks))
        run("load", folder / "first.sqlite3", "load", str(folder / "bench-23.toml"))
        run("export", folder / "first.sqlite3", "export", "--out", str(folder / "first.jsonl"))
        with (folder / "first.jsonl").open("rb") as source, (folder / "grown.jsonl").open("wb") as target:
            target.writelines(grown(iter(source), reports))
        db = folder / "grown.sqlite3"
        run("import", db, "import", str(folder / "grown.jsonl"))
        run("verify", db, "verify")
        run("seal", db, "--on", "2024-02-01", "seal")
        run("verify with a seal", db, "verify")
        run("export", db, "export", "--out", str(folder / "again.jsonl"))
        run("backup", db, "backup", str(folder / "backup.sqlite3"))


if __name__ == "__main__":
    main()
