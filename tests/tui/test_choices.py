"""What a user chooses for the screen: taken whole, or refused whole with every line that is wrong."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source import ROOT
from tests.tui import terminals
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.tui import acts, choices, keymap, places
from xiaxian_tasks.wording import sentences

GOOD = """
theme = "light"
ambiguous = 2
ascii = true
mouse = false

[keys]
report = ["#", "F13"]
tasks.sort = "&"
"board.find" = "。"

[columns]
tasks = ["number", "light", "title"]

[widths]
lead = 16
"""


def keys(registry: tuple[places.Act, ...], place: str, act_id: str) -> tuple[str, ...]:
    """The keys an act has in a place."""
    return next(act.keys for act in registry if act.id == act_id and place in act.places)


def faults(text: str) -> list[str]:
    """What is said of a file."""
    with pytest.raises(Faulty) as caught:
        choices.parse(text.encode(), "screen.toml")
    assert caught.value.exit_code == 3
    return list(sentences.of_error(caught.value))


def test_everything_that_can_be_chosen_is_taken() -> None:
    chosen = choices.parse(GOOD.encode(), "screen.toml")
    assert chosen[:5] == ("screen.toml", "light", 2, True, False)
    assert (chosen.columns, chosen.widths) == ({"tasks": ("number", "light", "title")}, {"lead": 16})
    assert keys(chosen.acts, places.TASKS, "report") == ("number_sign", "f13")
    assert keys(chosen.acts, places.TASKS, "sort") == ("ampersand",)
    assert keys(chosen.acts, places.BOARD, "find") == ("ideographic_full_stop",)
    assert keys(chosen.acts, places.TASKS, "find") == keys(acts.REGISTRY, places.TASKS, "find")
    told = keymap.keymap(chosen.acts)
    assert told["tasks.sort"] == "ampersand,fullwidth_ampersand"
    assert told["detail.report"].split(",")[:2] == ["number_sign", "f13"]
    assert "tasks.find" not in told


def test_nothing_chosen_is_nothing_changed() -> None:
    assert choices.parse(b'theme = "auto"\nambiguous = "auto"\n', "screen.toml") == choices.Choices("screen.toml")
    assert keymap.keymap(acts.REGISTRY) == {}


def test_every_fault_is_told_with_its_line() -> None:
    text = """\
theme = "lihgt"
ambiguous = 3
colour = 1

[keys]
report = ["p", "nokey"]
tasks.sort = "q"
fnd = "x"
quit = ["ctrl+space"]
save = "s"
help = []
back = 7

[columns]
tasks = ["light", "nummer"]

[widths]
lead = 500
"""
    said = faults(text)
    lines = [int(each.split(":")[1]) for each in said]
    assert lines == [1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 15, 15, 18]
    assert "“light”" in said[0]
    assert "“quit”" in said[4]
    assert "“find”" in said[5]


def test_an_exchange_of_keys_is_no_clash() -> None:
    chosen = choices.parse(b'[keys]\ndown = "k"\nup = "j"\n', "screen.toml")
    assert keys(chosen.acts, places.ROWS, "down") == ("k",)


@pytest.mark.parametrize(("text", "word"), [
    ("theme ＝ “dark”", 'theme = "dark"'), ("keys = 3", "[keys]"), ("theme = ", "theme"),
    ('ascii = "yes"', "true, false"),
])
def test_slips_of_the_form_are_told(text: str, word: str) -> None:
    assert any(word in each and each.startswith("screen.toml:1: ") for each in faults(text))


def test_the_file_is_where_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(choices.FILE, str(tmp_path))
    assert choices.read() == choices.Choices()
    (tmp_path / choices.NAME).write_text('\ufefftheme = "contrast"\r\n', encoding="utf-8")
    assert choices.read().theme == "contrast"
    (tmp_path / choices.NAME).write_bytes(b"theme = '\xff'")
    with pytest.raises(Faulty):
        choices.read()


@pytest.mark.parametrize("page", ["screen.md", "screen.zh-CN.md"])
def test_the_example_of_the_page_can_be_copied(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    example = re.findall(r"^```toml\n(theme.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(example) == 1
    chosen = choices.parse(example[0].encode(), "screen.toml")
    assert chosen.acts
    assert chosen[1:5] == ("light", 2, True, False)
    assert chosen.widths == {"lead": 16}


def test_doctor_tells_what_was_chosen_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / choices.NAME
    environment = terminals.settings(tmp_path / "none.sqlite3", XIAXIAN_CONFIG=str(file), XIAXIAN_THEME="")

    def doctor(*options: str) -> str:
        call = [sys.executable, "-m", "xiaxian_tasks", "doctor", *options]
        return subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment, check=True).stdout

    file.write_text('theme = "contrast"\n', encoding="utf-8")
    told = json.loads(doctor("--json"))["screen"]
    assert (told["file"], told["faults"], told["theme"], told["theme_chosen"]) == (str(file), [], "contrast", True)
    assert all(words in doctor() for words in ("contrast", str(file)))
    file.write_text('theme = "contrst"\n', encoding="utf-8")
    assert json.loads(doctor("--json"))["screen"]["faults"][0].startswith(f"{file}:1: ")
    assert f"{file}:1: " in doctor()
