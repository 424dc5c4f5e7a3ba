"""The pictures of the READMEs, drawn from the real screen on the demo: `python -m scripts.picture` writes docs/*.svg.

Rich gives each run of text the width of its letters; a Chinese character takes two cells, so the widths are set anew.
What changes by itself (ids that Rich makes, the font it would fetch) is left out: the same screen gives the same bytes.
With `--check` it only says whether the pictures are what they would be now.
"""

import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from scripts import generated
from xiaxian_tasks import assemble, language
from xiaxian_tasks.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
CELL = 12.2
"""Pixels of one cell in Rich's drawing."""

SIZE = (120, 36)
SCENES = {"picture": (), "picture-task": ("2", "s", "s", *["down"] * 3)}
"""Name of a picture -> the keys that lead to what it shows: the board; the list by light with one task beside it."""

WAITS_AT_MOST = 400
"""Twentieths of a second what is read beside the screen may take."""


def pictures() -> Iterator[tuple[Path, str]]:
    """Every picture with the file it belongs in."""
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        settings = assemble.demo(Settings(), f"{folder}/demo.sqlite3")
        for lang in language.LANGUAGES:
            language.install(lang)
            for name, keys in SCENES.items():
                yield DOCS / f"{name}.{lang}.svg", asyncio.run(_drawn(settings, keys))
    language.install("en")


async def _drawn(settings: Settings, keys: tuple[str, ...]) -> str:
    from xiaxian_tasks.tui.app import Xiaxian

    office = assemble.office(settings)
    app = Xiaxian(office)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await _rest(pilot)
            for key in keys:
                await pilot.press(key)
            await _rest(pilot)
            return _steady(app.export_screenshot(title="xiaxian demo"))
    finally:
        office.store.close()


async def _rest(pilot: "Pilot[int]") -> None:
    """Wait until everything that is read beside the screen is shown."""
    for _time in range(WAITS_AT_MOST):
        await pilot.pause(0.05)
        if not any(not worker.is_finished for worker in pilot.app.workers):
            break
    await pilot.pause(0.3)


def _steady(svg: str) -> str:
    """The drawing with the widths of cells, without fonts and an advertisement to fetch, under ids that stay."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "Sarasa Mono SC, Noto Sans Mono CJK SC, WenQuanYi Zen Hei Mono").replace(
        "<!-- Generated with Rich https://www.textualize.io -->", ""
    )
    svg = re.sub(r"terminal-\d+-", "x-", svg)
    return TEXT.sub(lambda found: "".join(_placed(found)), svg)


TEXT = re.compile(r'<text class="(?P<style>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" textLength="[^"]*"'
                  r' clip-path="(?P<clip>[^"]*)">(?P<text>[^<]*)</text>')
NARROW = r"[^\s\u2000-\u206f\u2190-\u21ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+"
RUN = re.compile(rf"[\u2000-\u206f\u2190-\u21ff]+|{NARROW}(?:\s{NARROW})*|\S+")
"""A piece of text in which every character is as wide as the next: words of narrow ones, or wide ones."""


def _placed(found: "re.Match[str]") -> Iterator[str]:
    """A run of text as pieces, each at its cell: so columns stand whatever fonts a viewer has."""
    text = html.unescape(found["text"])
    for piece in RUN.finditer(text):
        at = float(found["x"]) + cell_len(text[: piece.start()]) * CELL
        length = cell_len(piece[0]) * CELL
        yield (
            f'<text class="{found["style"]}" x="{at:g}" y="{found["y"]}" textLength="{length:g}"'
            f' clip-path="{found["clip"]}">{html.escape(piece[0], quote=False)}</text>'
        )


def main(arguments: list[str]) -> int:
    """Write the pictures, or with `--check` leave with 1 when one is not what it would be."""
    return max(generated.put(path, svg, arguments) for path, svg in pictures())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
