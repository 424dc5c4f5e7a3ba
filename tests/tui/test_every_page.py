"""Every page of the registry, walked by its own acts: nothing breaks, every row fits, and one language is spoken."""

import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from wcwidth import wcswidth

from tests.source import ROOT
from tests.tui import twoface
from tests.tui.walking import PAGES, View, walked
from xiaxian_tasks.tui import acts
from xiaxian_tasks.tui.places import DRAFTS, REMINDERS

KEYS = {part for act in acts.REGISTRY for key in act.keys for part in acts.key_name(key).split("+") if len(part) > 2}
COMMAND = re.compile(r"xiaxian[ \w{}/.:\"'<>-]*")
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
LATIN = re.compile(r"[A-Za-z]{3,}")
KNOWN_TO_ALL = (twoface.PLAN, "EDITOR")
"""An id, and a word of the system, which are the same in every language."""

DOUBT = re.compile(r"^\W*line \d+ ")
"""What a plan file declares as doubtful, in its own words."""

POST = 'default = "drop"\n[channels.drop]\nway = "folder"\npath = "box"\n'
"""What is sent goes into a folder of the test."""

LETTERS_FROM = 12
"""The row from which on, in a small window, what a body is told is shown: letters are Chinese in every language."""

OF_TEXTS = frozenset("“”‘’—…·")
"""Punctuation of sentences, which is as wide as its font has it."""

NAMED = re.compile(r"[\w~-]+\.(?:toml|ics|docx)|[a-z]+(?:-[a-z]+)*-\d\d")
"""Files, and plans by their ids."""

SHIPPED = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "plans").rglob("*.toml")))
"""What comes with the program: papers, which are never translated."""


@pytest.fixture(autouse=True)
def of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an act opens or writes: an editor that leaves at once, and files in a folder of the test."""
    for name, value in {"VISUAL": "", "EDITOR": "true", "HOME": tmp_path, "XDG_DATA_HOME": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    (tmp_path / "post.toml").write_text(POST, encoding="utf-8")
    monkeypatch.setenv("XIAXIAN_POST", str(tmp_path / "post.toml"))
    monkeypatch.chdir(tmp_path)


def misfits(view: View, ambiguous: int) -> Iterator[str]:
    """Rows that are not exactly as wide as the window, as the terminal counts."""
    columns, rows = view.size
    if len(view.strips) != rows:
        yield f"{view.name}: {len(view.strips)} rows"
    for strip, row in zip(view.strips, view.rows, strict=True):
        if not strip.cell_length == columns == wcswidth(row, ambiguous_width=ambiguous):
            yield f"{view.name}: {row}"


def without_help(view: View) -> Iterator[str]:
    """A page whose foot does not end with the help."""
    if view.name.partition(",")[0] in PAGES and view.is_whole and not re.search(r"\? (帮助|help)\s*$", view.rows[-1]):
        yield f"{view.name}: {view.rows[-1]}"


def astray(view: View) -> Iterator[str]:
    """A terminal's cursor that is not on the caret, where an input method would open its window elsewhere."""
    if view.astray:
        yield f"{view.name}: the cursor stands at {view.astray}"


def english(view: View) -> Iterator[str]:
    """English words on a Chinese screen."""
    for row in view.rows:
        words = set(LATIN.findall(NAMED.sub("", COMMAND.sub("", row)))) - KEYS
        if [word for word in words if not any(word in known for known in KNOWN_TO_ALL)]:
            yield f"{view.name}: {row.strip()}"


def chinese(view: View) -> Iterator[str]:
    """Chinese words, or Chinese punctuation, on an English screen."""
    if view.page in {DRAFTS, REMINDERS} and view.size[0] >= 110:
        return  # beside the files stands what they declare as doubtful, line by line; beside a body its letter
    for row in view.rows[:LETTERS_FROM] if view.page == REMINDERS else view.rows:
        if DOUBT.search(row):
            continue
        words = [word for word in NAMED.sub("", row).split() if HAN.search(word)]
        if [word for word in words if word.strip("~:,") not in SHIPPED]:
            yield f"{view.name}: {row.strip()}"


def is_sign(character: str) -> bool:
    """Whether terminals differ in how wide they draw a character."""
    return east_asian_width(character) == "A"


@pytest.mark.parametrize("page", PAGES)
def test_in_chinese_and_without_letters(page: str, tmp_path: Path) -> None:
    """An input method is on: what types a letter or a sign is not struck."""
    found: list[str] = []
    for view in walked(twoface.ledger(tmp_path, twoface.HAN), page):
        found += [*misfits(view, 1), *without_help(view), *astray(view), *english(view)]
    assert "\n".join(dict.fromkeys(found)) == ""


@pytest.mark.parametrize("page", PAGES)
def test_in_english_and_with_letters(page: str, tmp_path: Path) -> None:
    found: list[str] = []
    for view in walked(twoface.ledger(tmp_path, twoface.LATIN), page, lang="en", letters=True):
        found += [*misfits(view, 1), *without_help(view), *astray(view), *chinese(view)]
    assert "\n".join(dict.fromkeys(found)) == ""


@pytest.mark.parametrize("page", PAGES)
def test_where_signs_are_wide_no_sign_is_drawn(page: str, tmp_path: Path) -> None:
    """Two cells a sign of ambiguous width: rows still fit, lines and charts are drawn without such signs."""
    found: list[str] = []
    for view in walked(twoface.ledger(tmp_path, twoface.HAN), page, ambiguous=2, only_sizes=True):
        found += misfits(view, 2)
        found += [f"{view.name}: {row}" for row in view.rows if {*filter(is_sign, row)} - OF_TEXTS]
    assert "\n".join(dict.fromkeys(found)) == ""
