"""Writes into each plan file the fingerprints of its tasks' clauses: `fingerprints.py PAPER`; `--check` compares them.

A fingerprint tells whether a text at hand is the one that was read, without carrying a sentence of it.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run by its path, it finds its neighbours

from scripts import gazette

_KEY = re.compile(r"[A-Za-z_-]+\s*=")


def fingerprints(paper: str, file: gazette.PlanFile) -> dict[str, str]:
    """The fingerprint of each task's clause, by number. Raises gazette.Unfound."""
    text = gazette.document(paper, file.content["document"])
    clauses = {task["number"]: gazette.clause(text, file.content, task) for task in file.content["tasks"]}
    return {number: gazette.fingerprint(clause) for number, clause in clauses.items()}


def differences(paper: str) -> Iterator[str]:
    """Every task whose fingerprint is missing or another, a line each."""
    for file in gazette.plan_files():
        wanted = fingerprints(paper, file)
        for task in file.content["tasks"]:
            if task.get("fingerprint") != wanted[task["number"]]:
                yield f"{file.path.name} {task['number']}: {task.get('fingerprint')} is not {wanted[task['number']]}"


def write(file: gazette.PlanFile, wanted: dict[str, str]) -> None:
    """Put the fingerprints behind the last key of each task itself. Everything else stays as a person wrote it.

    By lines, because a library that keeps comments would part a comment from the table below it.
    """
    lines: list[str] = []
    place, number = None, ""
    for line in file.path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            _put(lines, place, wanted.get(number))
            place, number = (len(lines), "") if line == "[[tasks]]" else (None, number if place is None else "")
        if place is not None and line.startswith("fingerprint"):
            continue
        lines.append(line)
        if place is not None and _KEY.match(line):
            place = len(lines)
            number = line.split('"')[1] if line.startswith("number") else number
    _put(lines, place, wanted.get(number))
    text = "\n".join(lines) + "\n"
    if _bare(tomllib.loads(text)) != _bare(file.content):
        raise SystemExit(f"{file.path.name}: more than fingerprints would change; nothing written")
    file.path.write_text(text, encoding="utf-8")


def _put(lines: list[str], place: int | None, fingerprint: str | None) -> None:
    if place is not None and fingerprint:
        lines.insert(place, f'fingerprint = "{fingerprint}"')


def _bare(content: dict[str, object]) -> dict[str, object]:
    tasks = content["tasks"]
    assert isinstance(tasks, list)
    bare = [{key: value for key, value in task.items() if key != "fingerprint"} for task in tasks]
    return {**content, "tasks": bare}


def main(arguments: list[str]) -> int:
    """Write, or with `--check` say what differs: 1 when something does."""
    paths = [argument for argument in arguments if argument != "--check"]
    if len(paths) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    paper = Path(paths[0]).read_text(encoding="utf-8")
    try:
        if "--check" in arguments:
            found = list(differences(paper))
            sys.stderr.writelines(line + "\n" for line in found)
            return 1 if found else 0
        for file in gazette.plan_files():
            write(file, fingerprints(paper, file))
    except gazette.Unfound as unfound:
        sys.stderr.write(f"{unfound}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
