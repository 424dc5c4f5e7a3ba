"""What proof and transfer cost at size: verify, seal, export, import, back up; a tenth of a county and a whole one.

    python bench/proof.py [PLANS]...      default 4 40: 10,000 and 100,000 tasks, 108,000 and 1,080,000 entries

The second of the defaults takes most of an hour.
"""

import sys
import tempfile
from pathlib import Path

import county
from lives import SECOND
from measure import PROGRAM, figures


def proof(folder: Path, db: Path) -> None:
    """The figures of one ledger; what is made is put into the folder."""
    def run(name: str, path: Path, *arguments: str) -> None:
        figures(name, (PROGRAM, "--db", str(path), *arguments))

    run("verify", db, "verify")
    run("seal", db, "--on", "2023-11-30", "--by", SECOND, "seal")
    run("verify with a seal", db, "verify")
    run("export", db, "export", "--out", str(folder / f"{db.stem}.jsonl"))
    run("import", folder / f"{db.stem}-again.sqlite3", "import", str(folder / f"{db.stem}.jsonl"))
    run("backup", db, "backup", str(folder / f"{db.stem}-backup.sqlite3"))


def main() -> None:
    """All of it in a temporary folder."""
    for plans in [int(word) for word in sys.argv[1:]] or [4, 40]:
        with tempfile.TemporaryDirectory() as name:
            db = Path(name) / "county.sqlite3"
            print(f"\n{county.made(db, plans)}\n{'':<44} {'time':>11}    {'memory':>10}", flush=True)
            proof(Path(name), db)


if __name__ == "__main__":
    main()
