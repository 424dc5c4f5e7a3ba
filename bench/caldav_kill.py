"""The publisher killed at random requests: python bench/caldav_kill.py [TRIALS] [SEED]

Each trial publishes one of several calendars of a ledger into the same collection of a Radicale, in which people keep
events of their own. Before it somebody may edit, delete or move events of ours, bring an older ledger back, or put an
event where ours would go. The program is then killed (SIGKILL) at a random request, before or after the server has
carried it out, up to three times in a row, and runs once more to its end. What stands there must be what the file says,
other people's events must be untouched byte for byte, and one more run must send nothing.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measure import PROGRAM

from tests.channels.dav import PASSWORD, USER, Door, Radicale, Reply, Request, door, radicale
from tests.office.dav import content

CALENDARS = (
    ("2023-09-30", "县水利局"), ("2023-12-28", "县水利局"), ("2024-01-05", "县水利局"), ("2023-09-30", "县住建局"),
    ("2023-10-10", "县农业农村局"),
)
"""Days on which lights differ, and bodies that owe different things: what is put, replaced and removed differs."""

PICNIC = content("picnic@somebody", title="春游", writer="-//Mozilla//EN")
EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
FOLD = re.compile(rb"\r\n[ \t]")


class Campaign:
    """A server, a ledger, and what was counted."""

    def __init__(self, folder: Path, server: Radicale, gate: Door, dice: random.Random) -> None:
        self.folder, self.server, self.gate, self.dice = folder, server, gate, dice
        self.ledger, self.password = folder / "ledger.db", folder / "password"
        self.password.write_text(PASSWORD, encoding="utf-8")
        self.counts = dict.fromkeys("trials kills requests edited deleted moved restored foreign stayed".split(), 0)
        self.process: subprocess.Popen[bytes] | None = None
        self.kill_at: tuple[int, bool] = (0, False)
        self.seen = 0
        self.known: set[bytes] = set()
        gate.rule = self.rule
        self.run("load")
        self.keep()
        server.ask("PUT", "/office/water/picnic.ics", PICNIC)
        self.foreign = server.objects()
        self.expected = {each: self.file(*each) for each in CALENDARS}

    def rule(self, request: Request) -> Reply | None:
        """Let through, or kill before or after that."""
        self.seen += 1
        self.counts["requests"] += 1
        at, after = self.kill_at
        if self.seen != at or self.process is None:
            return None
        reply = self.gate.pass_on(request) if after else Reply(0)
        os.kill(self.process.pid, signal.SIGKILL)
        self.counts["kills"] += 1
        return reply

    def run(self, *arguments: str, on: str = "2023-09-30") -> subprocess.CompletedProcess[bytes]:
        """The program, run to its end or its death."""
        argv = [PROGRAM, "--db", str(self.ledger), "--on", on, "--lang", "en", *arguments]
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = self.process.communicate()
        return subprocess.CompletedProcess(argv, self.process.returncode, out, err)

    def publish(self, on: str, body: str, kill_at: tuple[int, bool] = (0, False)) -> subprocess.CompletedProcess[bytes]:
        """One run."""
        self.seen, self.kill_at = 0, kill_at
        signed = ("--user", USER, "--password-file", str(self.password))
        return self.run("calendar", "publish", self.gate.address(), *signed, "--body", body, on=on)

    def file(self, on: str, body: str) -> dict[bytes, bytes]:
        """UID -> event as the file says it."""
        return _events(self.run("calendar", "export", "--body", body, on=on).stdout)

    def ours(self) -> list[str]:
        """Where events of ours stand."""
        return sorted(href for href, text in self.server.objects().items() if b"xiaxian-tasks publisher" in text)

    def keep(self) -> None:
        """A backup of the ledger as it stands."""
        with closing(sqlite3.connect(self.ledger)) as ledger, closing(sqlite3.connect(self.folder / "old.db")) as old:
            ledger.backup(old)

    def noted(self) -> set[bytes]:
        """The UIDs the ledger says were put."""
        with closing(sqlite3.connect(self.ledger)) as ledger:
            return {f"UID:{uid}".encode() for (uid,) in ledger.execute("SELECT uid FROM published")}

    def meddle(self) -> None:
        """What people do meanwhile."""
        path = "/office/water/"
        for href in self.ours():
            lot = self.dice.random()
            if lot < 0.04:
                text = self.server.objects()[href].replace(b"SUMMARY:", b"SUMMARY:!")
                self.counts["edited"] += self.server.ask("PUT", path + href, text)[0] in {201, 204}
            elif lot < 0.08:
                self.counts["deleted"] += self.server.ask("DELETE", path + href)[0] in {200, 204}
            elif lot < 0.12:
                target = f"{self.server.address()}moved{self.dice.randrange(10**9)}.ics"
                self.counts["moved"] += self.server.ask("MOVE", path + href, Destination=target)[0] in {201, 204}
        if self.dice.random() < 0.2:
            for beside in ("-wal", "-shm"):
                self.ledger.with_name(f"ledger.db{beside}").unlink(missing_ok=True)
            shutil.copy(self.folder / "old.db", self.ledger)
            self.counts["restored"] += 1
        elif self.dice.random() < 0.2:
            self.keep()
        name = f"theirs{self.dice.randrange(10**9)}.ics"
        if self.dice.random() < 0.2:
            self.server.ask("PUT", path + name, PICNIC.replace(b"picnic@", name.encode() + b"@"))
            self.foreign[name] = self.server.objects()[name]
            self.counts["foreign"] += 1

    def clear_away(self, stands: dict[str, bytes], expected: dict[bytes, bytes]) -> None:
        """What somebody moved, an older ledger knows nothing of, and nobody wants any more may stay where it is, as
        nothing proves any more that it was put there: a person removes it."""
        moved = [href for href in stands if href.startswith("moved")]
        for href in [href for href in moved if not _events(stands[href]).keys() & expected.keys()]:
            assert not _events(stands[href]).keys() & self.known, "an event was lost sight of that the ledger knew"
            self.server.ask("DELETE", f"/office/water/{href}")
            del stands[href]
            self.counts["stayed"] += 1

    def trial(self) -> None:
        """Meddle, die, come back, and compare. Raises AssertionError."""
        self.meddle()
        self.known = self.noted()  # each trial ends with all of ours noted: only an older ledger knows less
        on, body = self.dice.choice(CALENDARS)
        for _death in range(self.dice.randint(1, 3)):
            self.publish(on, body, (self.dice.randint(1, 30), self.dice.random() < 0.5))
        done = self.publish(on, body)
        assert done.returncode == 0, done
        stands = self.server.objects()
        assert {href: stands[href] for href in self.foreign} == self.foreign, "other people's events were touched"
        self.clear_away(stands, self.expected[on, body])
        ours = [_events(text) for href, text in stands.items() if href not in self.foreign]
        assert all(len(each) == 1 for each in ours)
        found = {uid: event for each in ours for uid, event in each.items()}
        assert len(found) == len(ours), "an event stands there twice"
        assert found == self.expected[on, body], sorted(found.keys() ^ self.expected[on, body].keys())
        again = self.publish(on, body)
        assert b"Put 0, replaced 0, removed 0;" in again.stdout, again
        self.counts["trials"] += 1


def _events(text: bytes) -> dict[bytes, bytes]:
    """UID -> the lines of each event, sorted: a server may write them in another order."""
    found: dict[bytes, bytes] = {}
    for event in EVENT.findall(text):
        lines = sorted(FOLD.sub(b"", event).splitlines())
        uid = next(line for line in lines if line.startswith(b"UID:"))
        if not uid.startswith(b"UID:empty@"):
            found[uid] = b"\n".join(lines)
    return found


def main(trials: int, seed: int) -> dict[str, Any]:
    """Run the campaign; what was counted."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with radicale(folder / "radicale") as server, door(lambda _request: None, server) as gate:
            campaign = Campaign(folder, server, gate, random.Random(seed))
            for _trial in range(trials):
                campaign.trial()
                print(f"\r{campaign.counts['trials']}", end="", file=sys.stderr)
    return {**campaign.counts, "seconds": round(time.monotonic() - started)}


if __name__ == "__main__":
    told = main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(", ".join(f"{name} {value}" for name, value in told.items()))
