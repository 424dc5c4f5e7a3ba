"""The help: what the page answers first, every act as its keys are now, narrowed while one types."""

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.screens import played, rest, strike, text_of
from xiaxian_tasks import language
from xiaxian_tasks.tui import acts, choices, keymap, places
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.pages.help import ANSWERS, lines


def told(place: str, *words: str, initials: dict[str, str] | None = None) -> str:
    """The help as text, asked from a place."""
    return "\n".join("".join(text for text, _style in line) for line in lines(place, 80, words, initials))


def test_every_main_page_says_what_it_answers_in_two_lines() -> None:
    assert set(places.SCREENS) <= set(ANSWERS)
    language.install("zh")
    try:
        for place in ANSWERS:
            first = told(place).splitlines()
            answer = language._(ANSWERS[place])
            assert len([line for line in first[1:3] if line.strip()[:12] in answer and line.strip()]) >= 1, place
            assert "Ctrl" not in "".join(first[1:2])
    finally:
        language.install("en")


def test_the_help_is_narrowed_by_name_by_key_and_by_initials(ledger: Path) -> None:
    async def look_up(pilot: "Pilot[int]") -> None:
        for typed, named in (("排序", "排序"), ("px", "排序"), ("ctrl+t", "排序"), ("sort", "排序")):
            await strike(pilot, "slash", "ctrl+u", *typed, "enter")
            await rest(pilot)
            text = text_of(pilot.app)
            assert named in text, typed
            assert "F12" not in text
        await strike(pilot, "slash", "ctrl+u", *"不存在")
        await rest(pilot)
        assert "没有相符的" in text_of(pilot.app)
        await strike(pilot, "escape")
        await rest(pilot)
        assert "排序" in text_of(pilot.app)
        await strike(pilot, "escape")

    assert "232/232" in played(ledger, "2", "question_mark", then=look_up)


def test_chinese_typed_over_the_help_narrows_it(ledger: Path) -> None:
    text = played(ledger, "2", "question_mark", *"主题")
    assert "F12" in text
    assert "Ctrl+P" not in text


def test_keys_of_ones_own_stand_in_footer_help_and_palette_and_work(ledger: Path) -> None:
    """And the keys they took the place of do nothing any more."""
    chosen = choices.parse(b'[keys]\nhelp = ["F13"]\ntasks.sort = "&"\n', "screen.toml")

    async def play(pilot: "Pilot[int]") -> None:
        app = pilot.app
        assert isinstance(app, Xiaxian)
        acts.take(chosen.acts)
        app.set_keymap(keymap.keymap(chosen.acts))
        await strike(pilot, "2")
        await rest(pilot)
        assert "F13 帮助" in text_of(app)
        await strike(pilot, "s")
        await rest(pilot)
        assert "按期限" in text_of(app)
        await strike(pilot, "&")
        await rest(pilot)
        assert "按期限" not in text_of(app)
        await strike(pilot, "question_mark")
        await rest(pilot)
        assert "232/232" in text_of(app)
        await strike(pilot, "f13", "slash", *"sort", "enter")

    try:
        text = played(ledger, then=play)
        assert "&" in next(row for row in text.splitlines() if "排序" in row)
    finally:
        acts.take(acts.REGISTRY)
