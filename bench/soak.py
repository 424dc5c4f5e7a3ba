"""make soak: long campaigns of what the tests sample: many writers on one ledger, killed at random; random walks; keys.

    python bench/soak.py [ROUNDS] [WRITERS] [STEPS] [MINUTES]

Default 200 rounds, 4 writers, 100,000 steps (bench/walks.py), 30 minutes of random keys on the screen (bench/keys.py),
and 10,000 hostile titles in calendars (bench/hostile.py).

Every round starts writers that report on the same tasks, kills one of them at a random moment, and verifies the ledger:
no history broken, every acknowledged report kept.
"""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any

import changes
import hostile
import keys
import walks
from measure import PROGRAM, once


def report(db: str, task: str, value: int) -> subprocess.Popen[bytes]:
    """One report started."""
    argv = [PROGRAM, "--db", db, "--on", "2023-10-31", "report", task, str(value), "--correct", "--json"]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def acknowledged(db: str, rounds: int, writers: int, dice: random.Random) -> tuple[int, int]:
    """(reports acknowledged, writers killed) after so many rounds."""
    done = killed = 0
    for turn in range(rounds):
        tasks = ("services-23/13", "groundwater-23/10")
        started = [report(db, tasks[n % 2], turn % 15) for n in range(writers)]
        time.sleep(dice.random() / 4)
        victim = dice.choice(started)
        victim.send_signal(signal.SIGKILL)
        for each in started:
            out, err = each.communicate()
            if each.returncode == 0:
                done += 1
            elif each.returncode == -signal.SIGKILL:
                killed += 1
            elif each.returncode != 6:
                raise SystemExit(f"exit {each.returncode}: {(err + out).decode(errors='replace')}")
        if turn % 20 == 19:
            print(f"round {turn + 1}: {done} acknowledged, {killed} killed", flush=True)
    return done, killed


def proof_of(db: str) -> dict[str, Any]:
    """What `verify --json` says of a ledger, sound or not."""
    run = subprocess.run([PROGRAM, "--db", db, "verify", "--json"], capture_output=True, check=False)
    return dict(json.loads(run.stdout))


def main() -> None:
    """Run the campaign in a temporary folder and verify what is left."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    rounds, writers, steps, minutes = (given + [200, 4, 100_000, 30][len(given):])[:4]
    with tempfile.TemporaryDirectory() as folder:
        db = f"{folder}/ledger.sqlite3"
        once((PROGRAM, "--db", db, "load"))
        before = proof_of(db)
        done, killed = acknowledged(db, rounds, writers, random.Random(2023))
        proof = proof_of(db)
        written = proof["entries"] - before["entries"]
        word = "holds" if proof["ok"] else "is BROKEN"
        print(f"{done} acknowledged, {killed} killed, {written} written, ledger {word}")
        if not proof["ok"] or not done <= written <= done + killed:
            raise SystemExit(1)
    if changes.campaign() or walks.campaign(steps, 2023) or keys.campaign(minutes, 2023) or hostile.campaign(10_000, 1):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
