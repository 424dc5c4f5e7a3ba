"""The post under fire: the sender killed at random, servers that misbehave, ten thousand messages in one run.

    python bench/post.py kill [RUNS]     `remind run` killed by SIGKILL at random moments, until all is settled
    python bench/post.py hostile         a server that refuses, is slow, hangs up midway, greylists, has a quota
    python bench/post.py many [COUNT]    so many messages in one run: time and memory, against a tenth of them

What counts: messages lost 0; what arrived twice carries the same Message-ID; every ledger holds afterwards.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aiosmtpd.controller import Controller

from tests.channels.sinks import HERE, free_port
from tests.ledgers import office
from tests.source import ROOT
from xiaxian_tasks.assemble import posting
from xiaxian_tasks.office import outbox, proof
from xiaxian_tasks.office.desk import Office

ON = "2023-11-08"
MESSAGES = 25


class Server:
    """Keeps the Message-ID of each message by its recipient; whoever comes of it misbehaves in a way of its own."""

    def __init__(self, slow: float = 0.0) -> None:
        self.slow = slow
        self.got: dict[str, list[str]] = defaultdict(list)
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        head = envelope.content.split(b"\r\n\r\n", 1)[0].decode()
        mark = next(line.partition(": ")[2] for line in head.split("\r\n") if line.startswith("Message-ID"))
        answer = await self.judge(envelope.rcpt_tos[0])
        if answer.startswith("250"):
            self.got[envelope.rcpt_tos[0]].append(mark)
        if self.slow:
            import asyncio

            await asyncio.sleep(random.uniform(0, self.slow))
        return answer

    async def judge(self, recipient: str) -> str:
        """The answer to a message."""
        return "250 2.0.0 kept"


class Refusing(Server):
    """Refuses every fifth recipient for good."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if int(address.split("@", maxsplit=1)[0][1:]) % 5 == 0:
            return "550 5.1.1 unknown"
        envelope.rcpt_tos.append(address)
        return "250 ok"


class Greylisting(Server):
    """Takes each recipient at the second try."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 ok"


class Quota(Server):
    """Takes ten, then says 452 until `more`."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 10

    async def judge(self, recipient: str) -> str:
        if self.left <= 0:
            return "452 4.3.1 quota exceeded"
        self.left -= 1
        return "250 2.0.0 kept"


class Midway(Server):
    """Keeps each first message and hangs up before it answers: nobody can know whether it was taken."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if envelope.rcpt_tos[0] not in self.seen:
            self.seen.add(envelope.rcpt_tos[0])
            server.transport.abort()
        return answer


class Slow(Server):
    """Answers each first message after the other side has given up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    async def judge(self, recipient: str) -> str:
        if recipient not in self.seen:
            self.seen.add(recipient)
            import asyncio

            await asyncio.sleep(1.6)
        return "250 2.0.0 kept"


@contextmanager
def listening(server: Server) -> Iterator[Server]:
    server.port = free_port()
    controller = Controller(server, hostname=HERE, port=server.port, ready_timeout=20)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def drafted(path: Path, count: int) -> None:
    """A ledger with so many messages that may go."""
    desk = office(path, ON, "王敏")
    outbox.draft(desk, (
        outbox.Draft("digest", f"第{n}单位", (), person=f"某{n}", address=f"u{n}@x.cn", subject=f"提醒{n}",
                     text=f"第{n}单位：\n请报送进展。\n" * 20, approved=True)
        for n in range(1, count + 1)
    ))
    desk.store.close()


def set_up(folder: Path, server: Server, seconds: int = 5) -> dict[str, str]:
    """The settings for a server, and the environment that names them."""
    (folder / "post.toml").write_text(
        f'sender = "d@x.cn"\n[channels.mail]\nserver = "smtp://{HERE}:{server.port}?tls=none"\nseconds = {seconds}\n'
    )
    os.environ["XIAXIAN_POST"] = str(folder / "post.toml")
    return dict(os.environ)


def call(path: Path) -> list[str]:
    return [sys.executable, "-m", "xiaxian_tasks", "--db", str(path), "--on", ON, "--by", "王敏", "remind", "run"]


def states(path: Path) -> Counter[str]:
    desk = office(path, ON, "王敏")
    try:
        return Counter({each.state: each.messages for each in desk.store.message_counts()})
    finally:
        desk.store.close()


def holds(path: Path) -> bool:
    desk = office(path, ON, "王敏")
    try:
        return bool(proof.verify(desk)["ok"])
    finally:
        desk.store.close()


# The campaign. --------------------------------------------------------------------------------------------------------

def kill(runs: int) -> None:
    """Kill, start again, until nothing is left; with a new ledger until so many runs were killed."""
    random.seed(7)
    folder = Path(tempfile.mkdtemp(prefix="post"))
    drafted(folder / "template.sqlite3", MESSAGES)
    killed = finished = lost = doubled = strange = broken = ledgers = 0
    began = time.monotonic()
    with listening(Server(slow=0.1)) as server:
        environment = set_up(folder, server)
        while killed < runs:
            path = folder / f"l{ledgers}.sqlite3"
            shutil.copy(folder / "template.sqlite3", path)
            server.got.clear()
            ledgers += 1
            while states(path)["sent"] < MESSAGES:
                is_last = killed >= runs
                if _killed(path, environment, None if is_last else random.uniform(0.25, 1.6)):
                    killed += 1
                else:
                    finished += 1
            marks = [each for own in server.got.values() for each in own]
            lost += MESSAGES - len(server.got)
            doubled += len(marks) - len(server.got)
            strange += sum(len(set(own)) > 1 for own in server.got.values())
            broken += not holds(path)
            path.unlink()
    print(f"runs killed {killed}, finished {finished}, ledgers {ledgers}, messages {ledgers * MESSAGES}")
    print(f"lost {lost}, arrived again under the same Message-ID {doubled - strange}, under another {strange}")
    print(f"ledgers that do not hold {broken}; {time.monotonic() - began:.0f} s")
    shutil.rmtree(folder)
    assert not lost
    assert not strange
    assert not broken


def _killed(path: Path, environment: dict[str, str], after: float | None) -> bool:
    """Run once; whether it was killed before it was done."""
    program = subprocess.Popen(call(path), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        program.wait(after)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            program.send_signal(signal.SIGKILL)
        program.wait()
        return True
    return False


# Servers that misbehave. ----------------------------------------------------------------------------------------------

def hostile() -> None:
    """Each server over as many runs as it takes, by a clock that goes on an hour each time."""
    for server in (Refusing(), Greylisting(), Quota(), Midway(), Slow()):
        folder = Path(tempfile.mkdtemp(prefix="post"))
        path = folder / "ledger.sqlite3"
        drafted(path, MESSAGES)
        runs, totals = 0, Counter[str]()
        with listening(server):
            set_up(folder, server, seconds=1)
            while runs < 20 and (left := states(path))["sent"] + left["failed"] < MESSAGES:
                found = _once(path, hours=runs)
                totals += Counter({key: found[key] for key in ("sent", "waiting", "refused")})
                if isinstance(server, Quota):
                    server.left = 10
                runs += 1
        end, marks = states(path), [each for own in server.got.values() for each in own]
        again = len(marks) - len(server.got)
        strange = sum(len(set(own)) > 1 for own in server.got.values())
        print(f"{type(server).__name__:12} runs {runs:2}  sent {end['sent']}, failed {end['failed']}; tries in vain"
              f" {totals['waiting']}; arrived again {again}, under another Message-ID {strange}; holds {holds(path)}")
        assert end["sent"] + end["failed"] == MESSAGES
        assert not strange
        assert len(server.got) == end["sent"]
        shutil.rmtree(folder)


def _once(path: Path, hours: int) -> dict[str, Any]:
    desk: Office = office(path, ON, "王敏")
    clock = desk.now
    desk.now = lambda: clock() + timedelta(hours=hours)
    try:
        return posting.run(desk)
    finally:
        desk.store.close()


# Many. ----------------------------------------------------------------------------------------------------------------

def many(count: int) -> None:
    """One run of a tenth, then one of all, each a program of its own: seconds and the most memory it held."""
    for size in (count // 10, count):
        folder = Path(tempfile.mkdtemp(prefix="post"))
        path = folder / "ledger.sqlite3"
        drafted(path, size)
        with listening(Server()) as server:
            environment = set_up(folder, server)
            began = time.monotonic()
            program = subprocess.Popen(call(path), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(program.pid, 0)
            program.returncode = status
            spent = time.monotonic() - began
        assert isinstance(used, resource.struct_rusage)
        print(f"{size:6} messages: {spent:6.1f} s, {used.ru_maxrss / 1024:5.1f} MB, arrived {len(server.got)}")
        assert len(server.got) == size
        shutil.rmtree(folder)


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["hostile"]
    if what == "hostile":
        hostile()
    else:
        {"kill": kill, "many": many}[what](int(rest[0]) if rest else {"kill": 500, "many": 10_000}[what])
