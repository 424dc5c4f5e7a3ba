"""Writes the table of keys in docs/screen.md from the registry of acts; `--check` says whether it is still true."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import generated
from xiaxian_tasks import language
from xiaxian_tasks.tui import acts, places

PAGE = Path(__file__).resolve().parent.parent / "docs" / "screen.md"

TABLE = re.compile(r"^\| act \| keys \|.*?\n\n", re.MULTILINE | re.DOTALL)
"""The table as it stands on the page, up to the empty line behind it."""


def rows() -> Iterator[str]:
    """The table, a line at a time."""
    yield "| act | keys | where | the same on the command line |"
    yield "|---|---|---|---|"
    for act in acts.ACTS:
        keys = " ".join(f"`{acts.key_name(key)}`" for key in act.keys)
        twin = f"`{acts.twin(act)}`" if act.twin else ""
        where = "everywhere" if act.places == places.ANYWHERE else ", ".join(map(_title, act.places))
        yield f"| {act.label} | {keys} | {where} | {twin} |"


def _title(place: str) -> str:
    return places.PLACES[place].title


def page() -> str:
    """The whole page with the table as it should be."""
    table = "\n".join(rows()) + "\n\n"
    return TABLE.sub(lambda _found: table, PAGE.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` leave with 1 when it is not what it would be."""
    language.install("en")
    return generated.put(PAGE, page(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
