"""What a paper as a whole says: its own number, and the year its measures belong to."""

import re
from typing import NamedTuple

_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,8}[〔（\[](?P<year>20\d{2})[〕）\]]\d{1,4}号")
_TITLE_YEAR = re.compile(
    r"(?<![\d—\-])(?P<year>20\d{2})年(?:度)?(?![—\-至到\d月])[^\n。；，]{0,40}?(?:计划|方案|要点|任务|细则|措施"
    r"|清单|分工)"
)
_SIGNED = re.compile(r"(?:^|\n|\s)(?P<year>20\d{2})年\d{1,2}月\d{1,2}日\s*(?:\n|$)")
_HEAD = 400
"""Characters in which a title may stand."""


class Paper(NamedTuple):
    """The printed number, the year to read months by, and the year the plan covers when its title names one."""

    document: str
    year: int | None
    plan_year: int | None


def paper(text: str, year: int | None) -> Paper:
    """What the head (and the signature) of a view's text says; a year that is given holds."""
    own = next(
        (found for found in _DOCUMENT.finditer(text[:_HEAD]) if not re.search(r"》\s?（?$", text[: found.start()])),
        None,
    )
    title = _TITLE_YEAR.search(text[:_HEAD])
    signed = _SIGNED.search(text)
    printed = next((int(found["year"]) for found in (title, own, signed) if found), None)
    return Paper(own.group() if own else "", year or printed, int(title["year"]) if title else None)
