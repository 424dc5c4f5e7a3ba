"""Writes the tables of keys in docs/screen.md and docs/screen.zh-CN.md from the registry of acts.

`--check` says whether they are still true.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts import generated
from xiaxian_tasks import language
from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.places import Act

DOCS = Path(__file__).resolve().parent.parent / "docs"


class Words(NamedTuple):
    """What a page in one language says around the acts: the head of its table, and where an act lives."""

    head: str
    everywhere: str
    pages: str
    all_but: str
    comma: str


PAGES = {
    "en": (DOCS / "screen.md", Words(
        "act | name in `[keys]` | keys | where | the same on the command line", "everywhere", "every page",
        "every page but {rest}", ", ",
    )),
    "zh": (DOCS / "screen.zh-CN.md", Words(
        "操作 | `[keys]` 里的名 | 按键 | 在哪里 | 等价命令", "处处", "各页", "各页（{rest}除外）", "、",
    )),
}
"""The page of each language."""

FEW = 4
"""Pages an act may be missing on, and still be told by these."""


def rows(words: Words) -> Iterator[str]:
    """The table in the language in use, a line at a time."""
    yield f"| {words.head} |"
    yield "|---|---|---|---|---|"
    for act in acts.REGISTRY:
        keys = " ".join(f"`{acts.key_name(key)}`" for key in act.keys)
        twin = f"`{acts.twin(act)}`" if act.twin else ""
        yield f"| {_(act.label)} | `{act.id}` | {keys} | {_where(act, words)} | {twin} |"


def _where(act: Act, words: Words) -> str:
    """The places of an act; the pages together, where it is on most of them."""
    if act.places == places.ANYWHERE:
        return words.everywhere
    rest = [place for place in places.PAGES if place not in act.places]
    if len(rest) > FEW:
        return words.comma.join(map(_title, act.places))
    others = [_title(place) for place in act.places if place not in places.PAGES]
    pages = words.all_but.format(rest=words.comma.join(map(_title, rest))) if rest else words.pages
    return words.comma.join((*others, pages))


def _title(place: str) -> str:
    return _(places.PLACES[place].title)


def page(lang: str) -> str:
    """The whole page of a language with the table as it should be."""
    language.install(lang)
    path, words = PAGES[lang]
    table = "\n".join(rows(words)) + "\n\n"
    head = re.compile(rf"^\| {re.escape(words.head)} \|.*?\n\n", re.MULTILINE | re.DOTALL)
    return head.sub(lambda _found: table, path.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` leave with 1 when one is not what it would be."""
    made = [(PAGES[lang][0], page(lang)) for lang in PAGES]
    language.install("en")
    return max(generated.put(path, text, arguments) for path, text in made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
