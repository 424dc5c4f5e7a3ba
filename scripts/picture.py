"""The pictures of the READMEs, drawn from the real screen: `python -m scripts.picture` writes docs/picture.*.svg.

Rich gives each run of text the width of its letters; a Chinese character takes two cells, so the widths are set anew.
"""

import asyncio
import html
import os
import re
import tempfile
from datetime import date
from pathlib import Path

from rich.cells import cell_len

from xiaxian_tasks import assemble, language
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
CELL = 12.2
"""Pixels of one cell in Rich's drawing."""

ON = date(2023, 11, 6)
REPORTED = (
    (date(2023, 9, 30), Said("services-23/13", "45户")),
    (date(2023, 10, 31), Said("groundwater-23/10", "12眼")),
    (date(2023, 10, 31), Said("groundwater-23/0", "97.5万方")),
    (date(2023, 10, 31), Said("groundwater-23/3", "82%")),
    (date(2023, 10, 31), Said("services-23/18", "4.6万吨")),
    (date(2023, 10, 31), Said("services-23/35", "20.5万亩")),
    (date(2023, 10, 31), Said("services-23/0", "6.7%")),
    (date(2023, 11, 2), Said("medical-insurance-24/4", "31000", body="瑶峰镇")),
    (date(2023, 11, 2), Said("medical-insurance-24/4", "14302", body="社区")),
)


def drawn(lang: str) -> str:
    """The task list with the homes open beside it, as SVG."""
    language.install(lang)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/ledger.sqlite3"
        desk = assemble.office(Settings(path, date(2023, 9, 30), "张某", lang))
        assemble.load(desk, ())
        for on, said in REPORTED:
            record.report(assemble.office(Settings(path, on, "张某", lang)), said)
        return asyncio.run(_screen(Settings(path, ON, "张某", lang)))


async def _screen(settings: Settings) -> str:
    from xiaxian_tasks.tui.app import Xiaxian

    app = Xiaxian(assemble.office(settings))
    async with app.run_test(size=(116, 30)) as pilot:
        await pilot.press("2")
        await pilot.pause(0.6)
        await pilot.press(*["down"] * 18)
        await pilot.pause(0.6)
        return _set_widths(app.export_screenshot(title="xiaxian"))


def _set_widths(svg: str) -> str:
    """The drawing with the widths of cells, and without the fonts and the advertisement it would fetch."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "Sarasa Mono SC, Noto Sans Mono CJK SC, WenQuanYi Zen Hei Mono").replace(
        "<!-- Generated with Rich https://www.textualize.io -->", ""
    )
    return re.sub(
        r'(<text\b[^>]*?)textLength="[^"]*"([^>]*)>([^<]*)</text>',
        lambda m: f'{m[1]}textLength="{cell_len(html.unescape(m[3])) * CELL:g}"{m[2]}>{m[3]}</text>',
        svg,
    )


def main() -> None:
    """Write both pictures."""
    os.environ.setdefault("COLORTERM", "truecolor")
    for lang in ("zh", "en"):
        (DOCS / f"picture.{lang}.svg").write_text(drawn(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
