"""Writes docs/glossary.md: the house's words with their Chinese terms, from the docstrings where each is defined.

`--check` says whether the page still tells the truth.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import generated

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "glossary.md"

FLOOR = ROOT / "xiaxian_tasks" / "domain"
MODULES = (
    "plan", "entries", "pace", "lights", "recurrence", "procedure", "agenda", "days", "people", "scoring", "standing",
    "burden", "contradictions",
)
"""Where words are defined: declared, recorded, computed."""

TERM = re.compile(r" ?\(([\u4e00-\u9fff、]+)\)")

HEAD = """\
# Glossary

One English word for one thing in code, commands, tables and documents. Made from the docstrings by `make docs`.

| word | Chinese | what it is | defined in |
|---|---|---|---|
"""

TAIL = """
Of a task: `lead` 牵头 and `support` 配合, the bodies that owe it; `due` 期限, `explicit` 明示 when the paper prints the
day, `inferred` 推定 when it follows from the plan's year. Of a light: `red` 红, `yellow` 黄, `green` 绿, `grey` 灰,
`done` 办结. Of an entry: `at`, the day it counts from; `recorded`, the true moment; 补记 where the two are not the same
day. One run of a procedure is a case 办件.

Not used, because they say nothing or stand for one of the above: item, todo, job, node, status, deadline, manager,
handler, helper, utils, info, data.
"""


def words() -> Iterator[tuple[str, str, str, str]]:
    """Word, Chinese term, meaning and place, each term once."""
    known: set[str] = set()
    for module in MODULES:
        tree = ast.parse((FLOOR / f"{module}.py").read_text(encoding="utf-8"))
        named: list[tuple[str, ast.Module | ast.ClassDef]] = [(module.capitalize(), tree)]
        named += [(each.name, each) for each in tree.body if isinstance(each, ast.ClassDef)]
        for word, node in named:
            first = (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
            found = TERM.search(first)
            if found and found[1] not in known:
                known.add(found[1])
                yield word, found[1], TERM.sub("", first), f"domain/{module}.py"


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in words()) + TAIL


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` leave with 1 when it is not what it would be."""
    return generated.put(PAGE, page(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
