"""Part of make bench: the feed server with 500 subscriptions of 60 dates each, beside a static file in the same server.

    python bench/serving.py [SUBSCRIPTIONS] [REQUESTS]      default 500 and 100,000; make bench ARGS=serving

Eight clients, each a process, ask as fast as they are answered: what is told of a request is mostly its wait for the
seven others. The last part counts the server's memory over so many requests.
"""

import http.client
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from measure import PROGRAM, PYTHON, ROOT, once

sys.path.insert(0, str(ROOT))

from plans import OBJECTS, UNITS, VERBS
from xiaxian_tasks import assemble
from xiaxian_tasks.assemble import serving, subscriptions
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.settings import Settings

ON = date(2023, 10, 31)
DATES, CLIENTS, EACH, PLAN = 60, 8, 500, 2500
"""Dates of a calendar, clients at once, requests of each in one figure, tasks of a plan file."""

GOALS = {"304": 50.0, "200": 150.0}
"""Milliseconds at the 95th percentile (calendar profile, goal 7)."""

WEIGHED = (0.1, 0.5, 1.0)
"""The shares of all requests after which memory is read."""


class Asked(NamedTuple):
    """One sort of request: what it is called, whether for a static file, with a condition, packed."""

    name: str
    static: bool = False
    known: bool = False
    packed: bool = False


SORTS = (
    Asked("304", known=True), Asked("static 304", static=True, known=True), Asked("200"),
    Asked("200 packed", packed=True), Asked("static 200", static=True),
)


def paper(number: int, bodies: Sequence[str], tasks: int) -> bytes:
    """A plan file whose tasks fall to the bodies in turn, due over the year to come."""
    lines = [
        f'id = "bench{number}-23"', f'document = "夏政办发〔2023〕{900 + number}号"',
        f'title = "测算用2023年行动计划之{number}"', "issued = 2023-01-05", "year = 2023",
    ]
    for body in bodies:
        lines += ["", "[[bodies]]", f'name = "{body}"', 'kind = "department"']
    for n in range(number * PLAN + 1, number * PLAN + tasks + 1):
        due = ON + timedelta(days=n % 390)
        lines += [
            "", "[[tasks]]", f'number = "{n}"', f'title = "{VERBS[n % 6]}{OBJECTS[n * 7 % 8]}第{n}项"',
            f'lead = ["{bodies[n % len(bodies)]}"]', "[[tasks.targets]]", 'metric = "完成数"', 'kind = "reach"',
            f"value = {n % 900 + 10}", f'unit = "{UNITS[n * 5 % 6]}"', f"due = {due}",
        ]
    return ("\n".join(lines) + "\n").encode()


def made(folder: Path, count: int) -> list[str]:
    """A ledger with so many bodies of 60 tasks each, and a token for each."""
    bodies, db = [f"县第{n}单位" for n in range(1, count + 1)], str(folder / "ledger.sqlite3")
    for number, start in enumerate(range(0, count * DATES, PLAN)):
        (folder / f"bench{number}.toml").write_bytes(paper(number, bodies, min(PLAN, count * DATES - start)))
    once((PROGRAM, "--db", db, "load", *map(str, sorted(folder.glob("*.toml")))))
    desk = assemble.office(Settings(db, ON, "张某"))
    try:
        return [subscriptions.add(desk, "李某", body, shape=Shape(), expires=None).token for body in bodies]
    finally:
        desk.store.close()


def serve(folder: Path) -> None:
    """The server, and a folder of files beside it; only the quota is wider than a user's."""
    from werkzeug.middleware.shared_data import SharedDataMiddleware

    from xiaxian_tasks.web import logs
    from xiaxian_tasks.web.app import App
    from xiaxian_tasks.web.quota import Quota
    from xiaxian_tasks.web.server import Place, Server

    hatch = serving.Hatch(Settings(str(folder / "ledger.sqlite3"), ON))
    app = App(hatch, Quota(serving.salt(), misses=10**4, fetches=10**4))
    with (folder / "log").open("w", encoding="utf-8") as log, logs.written_to(log):
        server = Server(SharedDataMiddleware(app, {"/static": str(folder / "static")}), Place("127.0.0.1", 0))
        print(server.ports[0], flush=True)
        server.run()


@contextmanager
def running(folder: Path) -> Iterator[tuple[int, int]]:
    """The server in a process of its own: its number and its port."""
    environment = {**os.environ, "XIAXIAN_CACHE": str(folder / "cache")}
    process = subprocess.Popen(
        (PYTHON, __file__, "serve", str(folder)), stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    try:
        yield process.pid, int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


class Client:
    """One client; its connection is kept, or made anew for each request."""

    def __init__(self, port: int, *, keeps: bool) -> None:
        self._keeps = keeps
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str, headers: dict[str, str]) -> tuple[int, str, bytes]:
        """One request: code, tag, body."""
        if not self._keeps:
            self._connection.close()
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers["ETag"], answer.read()


def worked(port: int, paths: Sequence[str], sort: Asked, *, keeps: bool, count: int) -> list[float]:
    """What one client measures: seconds of each of so many requests."""
    client, known, spent = Client(port, keeps=keeps), {}, []
    base = {"Accept-Encoding": "gzip" if sort.packed else "identity"}
    if sort.known:
        known = {path: {"If-None-Match": client.ask(path, base)[1]} for path in paths}
    for n in range(count):
        path = paths[n % len(paths)]
        headers = base | known.get(path, {})
        began = time.perf_counter()
        code, _, _ = client.ask(path, headers)
        spent.append(time.perf_counter() - began)
        if code != (304 if sort.known else 200):
            raise SystemExit(f"{sort.name}: {code}")
    return spent


def together(port: int, paths: Sequence[str], sort: Asked, *, keeps: bool, count: int) -> list[float]:
    """What eight clients measure at once, each at calendars of its own."""
    shares = [(port, paths[n::CLIENTS] or paths, sort, keeps, count) for n in range(CLIENTS)]
    with multiprocessing.Pool(CLIENTS) as pool:
        return [each for spent in pool.starmap(_worked, shares) for each in spent]


def _worked(port: int, paths: Sequence[str], sort: Asked, keeps: bool, count: int) -> list[float]:
    return worked(port, paths, sort, keeps=keeps, count=count)


def line(name: str, spent: list[float], seconds: float, goal: float | None = None) -> None:
    """Median and 95th percentile in milliseconds, requests a second, goal."""
    ordered = sorted(1000 * each for each in spent)
    far = ordered[int(len(ordered) * 0.95)]
    told = "" if goal is None else f"goal {goal:.0f}: {'kept' if far < goal else 'MISSED'}"
    rate = len(ordered) / seconds
    print(f"{name:<36} {statistics.median(ordered):8.1f} {far:8.1f} ms {rate:8.0f}/s   {told}", flush=True)


def memory(pid: int) -> float:
    """MiB a process holds."""
    found = next(row for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith("VmRSS"))
    return int(found.split()[1]) / 1024


def lasting(pid: int, port: int, paths: Sequence[str], requests: int) -> None:
    """The server's memory over so many requests, four of five of them conditional."""
    print(f"\nmemory over {requests} requests", flush=True)
    done, begun = 0, memory(pid)
    print(f"{'before':<36} {begun:8.0f} MiB", flush=True)
    for share in WEIGHED:
        while done < requests * share:
            for sort, count in ((SORTS[0], 1000), (SORTS[2], 125), (SORTS[3], 125)):
                together(port, paths, sort, keeps=True, count=count)
                done += CLIENTS * count + (len(paths) if sort.known else 0)
        print(f"{f'after {done}':<36} {memory(pid):8.0f} MiB", flush=True)


def main(words: Sequence[str] = ()) -> None:
    """Run all of it in a temporary folder."""
    given = [int(word) for word in words if word.isdigit()]
    count, requests = (given + [500, 100_000][len(given):])[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        tokens = made(folder, count)
        print(f"{count} subscriptions of {DATES} dates made in {time.perf_counter() - began:.0f} s", flush=True)
        (folder / "static").mkdir()
        paths = [f"/f/{token}.ics" for token in tokens]
        with running(folder) as (pid, port):
            client = Client(port, keeps=True)
            content = client.ask(paths[0], {"Accept-Encoding": "identity"})[2]
            (folder / "static" / "one.ics").write_bytes(content)
            print(f"a calendar: {len(content)} bytes, {content.count(b'BEGIN:VEVENT')} dates\n\n"
                  f"{f'{CLIENTS} clients at once':<36} {'median':>8} {'p95':>8}", flush=True)
            began = time.perf_counter()
            spent = worked(port, paths[1:], SORTS[2], keeps=True, count=len(paths) - 1)
            line("200 never made before, one client", spent, time.perf_counter() - began)
            for keeps in (True, False):
                for sort in SORTS:
                    began = time.perf_counter()
                    spent = together(port, ["/static/one.ics"] if sort.static else paths, sort, keeps=keeps, count=EACH)
                    goal = None if sort.static else GOALS.get(sort.name[:3])
                    line(f"{sort.name}, {'kept' if keeps else 'new'} connections", spent,
                         time.perf_counter() - began, goal)
            lasting(pid, port, paths, requests)


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(Path(sys.argv[2]))
    else:
        main(sys.argv[1:])
