"""The head of a paper (文头): its number, its title, the day it was signed; each where it is plainly printed."""

import re
from datetime import date
from typing import NamedTuple

_BLANK = r"[ \t\u3000]*"
_NUMBER = re.compile(
    rf"^{_BLANK}([\u4e00-\u9fff]{{2,12}}[〔\[（(]\d{{4}}[〕\]）)]{_BLANK}\d{{1,4}}{_BLANK}号){_BLANK}$", re.MULTILINE
)
_DAY = re.compile(
    rf"^{_BLANK}(\d{{4}}){_BLANK}年{_BLANK}(\d{{1,2}}){_BLANK}月{_BLANK}(\d{{1,2}}){_BLANK}日{_BLANK}$", re.MULTILINE
)
_ISSUED_TITLE = re.compile(r"关于印发\s*《([^》]{4,80})》\s*的\s*通\s*知")
_TITLE = re.compile(r"(关于[^。；》]{4,80}?的\s*(?:通\s*知|意\s*见|决\s*定|方\s*案|公\s*告))")

LOOKED_AT = 4000
"""Characters from the start in which a head is looked for; behind them papers cite the heads of others."""


class Head(NamedTuple):
    """What a paper says of itself; empty or None where it does not."""

    document: str = ""
    title: str = ""
    issued: date | None = None


def head_of(text: str) -> Head:
    """The head of the first paper in a text. A number or day counts only on a line of its own."""
    start = text[:LOOKED_AT]
    number = _NUMBER.search(start)
    title = _ISSUED_TITLE.search(start) or _TITLE.search(start)
    return Head(
        document=re.sub(r"[ \t]", "", number[1]) if number else "",
        title="".join(title[1].split()) if title else "",
        issued=_day(start) or _day(text),
    )


def _day(text: str) -> date | None:
    for found in _DAY.finditer(text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None
