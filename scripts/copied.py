"""Says where a tracked text file of the repository carries a sentence of the paper: `copied.py PAPER`.

Compared are Han characters alone. A shared run counts without the titles and names in it: those that the plan files
themselves give to documents, tasks, bodies, groups, procedures, posts, forms and their columns, or cite in 《》.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run by its path, it finds its neighbours

from scripts import gazette

LONGEST = 20
"""From this many Han characters on a shared run is a sentence (docs/decisions/0007)."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇]")
_CITED = re.compile(r"《([^《》]+)》")
_NAMING = frozenset("name aliases lead support bodies body office members post title fields signers".split())


def han(text: str) -> tuple[str, list[int]]:
    """The Han characters of a text, and where each stands in it."""
    places = [found.start() for found in _HAN.finditer(text)]
    return "".join(text[place] for place in places), places


def runs(text: str, paper: str) -> Iterator[tuple[int, int]]:
    """The longest runs of `text` that stand in `paper` too, of LONGEST characters and more, as (start, end)."""
    pieces = {paper[place:place + LONGEST] for place in range(len(paper) - LONGEST + 1)}
    start = end = 0
    for place in range(len(text) - LONGEST + 1):
        if text[place:place + LONGEST] not in pieces:
            continue
        if end and text[start:place + LONGEST] in paper:
            end = place + LONGEST
            continue
        if end:
            yield start, end
        start, end = place, place + LONGEST
    if end:
        yield start, end


def names() -> list[str]:
    """All titles and names of the plan files, their Han characters alone, the longest first."""
    found: set[str] = set()
    for path in sorted(gazette.PLANS.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        found.update(_CITED.findall(text))
        found.update(_named(tomllib.loads(text)))
    return sorted({han(name)[0] for name in found} - {""}, key=lambda name: (-len(name), name))


def _named(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _named(each)
            elif key in _NAMING and isinstance(each, str):
                yield each


def masked(characters: str, names: list[str]) -> str:
    """A text of the same length in which each name is blanked out."""
    for name in names:
        characters = characters.replace(name, " " * len(name))
    return characters


def tracked() -> list[Path]:
    """The files that git keeps of this repository. Raises OSError or CalledProcessError where it cannot say."""
    command = ["git", "-C", str(gazette.ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout
    paths = [gazette.ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def copies(paper: str, paths: list[Path]) -> Iterator[str]:
    """Every copied run: file, line, and the run itself, a line each."""
    known, wanted = names(), han(paper)[0]
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # no text
        characters, places = han(text)
        bare = masked(characters, known)
        for start, end in runs(characters, wanted):
            if end - start - bare.count(" ", start, end) >= LONGEST:
                line = text.count("\n", 0, places[start]) + 1
                yield f"{path.relative_to(gazette.ROOT)}:{line}: {characters[start:end]}"


def main(arguments: list[str]) -> int:
    """Say what is copied: 1 when something is."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    found = list(copies(Path(arguments[0]).read_text(encoding="utf-8"), tracked()))
    sys.stderr.writelines(line + "\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
