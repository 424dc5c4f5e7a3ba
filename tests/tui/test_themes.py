"""The themes: readable in each, the lights told apart without colour, switched at once and kept."""

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.pilot import Pilot

from tests.tui.screens import played, rest, strike
from tests.tui.terminals import program
from xiaxian_tasks import language
from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.tui import look, speak, themes
from xiaxian_tasks.tui.app import Xiaxian

SIXTEEN = (
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright_black", "bright_red", "bright_green",
    "bright_yellow", "bright_blue", "bright_magenta", "bright_cyan", "bright_white",
)
XTERM = dict(zip(SIXTEEN, (
    "000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5", "7f7f7f", "ff0000", "00ff00",
    "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff",
), strict=True))
VGA = dict(zip(SIXTEEN, (
    "000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa", "555555", "ff5555", "55ff55",
    "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff",
), strict=True))
"""What the sixteen colours look like: xterm's defaults, and those of a VGA text console."""

DEFAULTS = {"ansi-dark": ("e5e5e5", "000000"), "ansi-light": ("000000", "ffffff")}
"""Ink and ground of a terminal that the theme is for."""


def shares(colour: str, theme: str, at: int, sixteen: dict[str, str], *, few: bool) -> tuple[int, ...]:
    """A colour as a terminal draws it, 0 to 255; `at` is 0 for ink, 1 for ground."""
    if colour == "default":
        colour = f"#{DEFAULTS[theme][at]}"
    elif not colour.startswith("#"):
        colour = f"#{sixteen[colour]}"
    parsed = Color.parse(colour)
    return tuple((parsed.downgrade(ColorSystem.EIGHT_BIT) if few else parsed).get_truecolor())


def luminance(shares: tuple[int, ...]) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio (WCAG 2.2)."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [theme for theme in themes.NAMES if theme != themes.NONE])
def test_text_is_readable_in_every_theme(theme: str) -> None:
    least = 7.0 if theme == "contrast" else 4.5
    for few, sixteen in ((False, XTERM), (True, XTERM), (False, VGA)):
        pairs = themes.pairs(theme, few=few)
        seen = {
            name: (shares(pair.ink, theme, 0, sixteen, few=few), shares(pair.ground, theme, 1, sixteen, few=few))
            for name, pair in pairs.items()
        }
        assert {name: contrast(*pair) for name, pair in seen.items() if contrast(*pair) < least} == {}
        assert contrast(seen["full"][1], seen["empty"][1]) >= 3.0
        assert len({seen[light] for light in LIGHTS}) == len(LIGHTS)


def test_every_theme_has_every_style() -> None:
    for theme in themes.NAMES[:-1]:
        assert tuple(themes.pairs(theme)) == themes.names()
    assert set(themes.TITLES) == set(themes.NAMES)


def test_lights_differ_without_any_colour() -> None:
    for lang in language.LANGUAGES:
        language.install(lang)
        assert len({speak.glyph(light) for light in LIGHTS}) == len(LIGHTS)
    language.install("en")


@pytest.mark.parametrize(("ground", "theme"), [
    (None, "dark"), ((0, 0, 0), "dark"), ((255, 255, 255), "light"), ((253, 246, 227), "light"), ((0, 43, 54), "dark"),
])
def test_the_ground_of_the_terminal_is_looked_at(ground: tuple[int, int, int] | None, theme: str) -> None:
    assert themes.guess(ground) == theme


def grounds(pilot: "Pilot[int]") -> set[str]:
    """The grounds on which the whole screen stands."""
    rows = pilot.app.screen._compositor.render_strips()
    return {segment.style.bgcolor.name for row in rows for segment in row if segment.style and segment.style.bgcolor}


def test_a_key_changes_the_theme_at_once(ledger: Path) -> None:
    """Every cell, those that style sheets colour too; and the next one after the last."""

    async def change(pilot: "Pilot[int]") -> None:
        desk = pilot.app
        assert isinstance(desk, Xiaxian)
        for theme in (*themes.NAMES[1:], themes.NAMES[0]):
            await strike(pilot, "f12")
            await rest(pilot)
            assert (look.theme(), desk.kept.get("screen", "theme", "")) == (theme, theme)
            if theme == themes.NONE:
                assert grounds(pilot) <= {"default"}
            else:
                known = [pair for few in (False, True) for pair in themes.pairs(theme, few=few).values()]
                assert grounds(pilot) <= {pair.ground for pair in known}
        await strike(pilot, "f12")

    assert "主题：浅色" in played(ledger, then=change)
    look.use_colours("all")


def test_pages_that_were_seen_before_are_drawn_in_the_new_theme_too(ledger: Path) -> None:
    async def change(pilot: "Pilot[int]") -> None:
        await strike(pilot, "f12")
        await rest(pilot)
        known = [pair for few in (False, True) for pair in themes.pairs("light", few=few).values()]
        for key in ("2", "escape", "3", "1"):
            await strike(pilot, key)
            await rest(pilot)
            assert grounds(pilot) <= {pair.ground for pair in known}, key

    played(ledger, "3", "2", "1", "2", "enter", "1", then=change)
    look.use_colours("all")


def test_the_theme_that_was_switched_to_is_there_again(ledger: Path, tmp_path: Path) -> None:
    """And on a terminal that tells its ground, without a word, the one that suits it."""
    state = str(tmp_path / "state")
    with program(ledger, XIAXIAN_THEME="", XIAXIAN_STATE=state) as terminal:
        terminal.watch(5, until=b"\x1b]11;?")
        terminal.type("\x1b]11;rgb:ffff/fdfd/f6f6\x1b\\\x1b[1;2R")
        terminal.wait_for("今日须定")
        assert b"48;2;251;252;253" in terminal.raw
        terminal.type("\x1b[24~")
        terminal.wait_for("主题：高对比")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    with program(ledger, XIAXIAN_THEME="", XIAXIAN_STATE=state) as terminal:
        terminal.wait_for("今日须定")
        assert b"\x1b]11;?" not in terminal.raw
        assert b"48;2;251;252;253" not in terminal.raw
        assert b"48;2;0;0;0" in terminal.raw


def test_a_terminal_that_answers_nothing_is_not_waited_for_long(ledger: Path) -> None:
    with program(ledger, XIAXIAN_THEME="auto") as terminal:
        terminal.wait_for("今日须定")
        assert b"48;2;17;22;28" in terminal.raw


def test_an_unknown_theme_is_refused(ledger: Path) -> None:
    with program(ledger, XIAXIAN_THEME="lihgt") as terminal:
        assert terminal.wait_for_end() == 2
        assert "lihgt" in terminal.text
