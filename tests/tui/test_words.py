"""What is said: all Chinese on a Chinese screen, all English on an English one but what the papers say."""

import re
from pathlib import Path

from tests.ledgers import office
from tests.tui.screens import GOLDEN, played
from tests.tui.test_goldens import SCENES
from xiaxian_tasks.office import lists
from xiaxian_tasks.tui import acts

KEYS = {acts.key_name(key) for act in acts.ACTS for key in act.keys} | {"Ctrl"}
COMMAND = re.compile(r"xiaxian[ \w{}/.-]*")
HAN = re.compile(r"[\u4e00-\u9fff]+")


def test_no_english_word_stands_on_a_chinese_screen(ledger: Path) -> None:
    """Ids, command lines, what was typed, and the names of keys are left out."""
    desk = office(ledger, "2023-10-10")
    plans = [plan["id"] for plan in lists.plans(desk)]
    desk.store.close()
    kept = [path for path in GOLDEN.glob("*.txt") if not path.stem.endswith("-en")]
    assert len(kept) >= 2 * len(SCENES)
    seen = {path.stem: path.read_text(encoding="utf-8") for path in kept}
    seen |= {scene: played(ledger, *SCENES[scene], size=(100, 120)) for scene in ("board", "detail-of-a-split", "help")}
    for name, text in seen.items():
        text = COMMAND.sub("", text)
        for word in (*plans, *sorted(KEYS, key=len, reverse=True), "slh", "ybj", "zzzz", "wells-23"):
            text = text.replace(word, "")
        assert re.findall(r"[A-Za-z]{3,}", text) == [], name


def test_an_english_screen_speaks_english(ledger: Path) -> None:
    for scene in ("help", "palette"):
        text = played(ledger, *SCENES[scene], lang="en").replace("张某", "")
        left = text.split("\n")[1:] if scene == "help" else [line[8:60] for line in text.split("\n")[5:17]]
        assert HAN.findall("".join(left)) == []
    board = played(ledger, "v", lang="en")
    assert all(word in board for word in ("Board", "Tasks", "to decide today", "By plan", "By body", "? help"))
    assert all(word in played(ledger, lang="en") for word in ("Due this week", "Finished by week", "Issued", "First"))
