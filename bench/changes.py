"""Part of make soak: every single change to a ledger of every kind of entry, and whether verify finds it.

    python bench/changes.py

Each column and word of each entry, and each column of each row kept beside, is changed in turn; entries are removed,
swapped, repeated and numbered anew. The tests try a part of it (tests/office/test_tampering.py).
"""

import sys
import tempfile
from pathlib import Path

from measure import ROOT

sys.path.insert(0, str(ROOT))

from tests.office import tampering
from tests.office.everything import everything


def campaign() -> bool:
    """Make every change; whether any was not found."""
    tried = 0
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = everything(folder)
        for change in (*tampering.of_entries(ledger), *tampering.of_kept(ledger)):
            told = tampering.found(ledger, change, folder)
            tried += told is not None
            if told is not None and told["ok"]:
                missed.append(change.name)
    print(f"{tried} single changes, {len(missed)} not found")
    print("\n".join(missed), end="\n" if missed else "")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(campaign())
