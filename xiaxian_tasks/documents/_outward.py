"""What may leave the county (外网脱敏): the title of an event on a server abroad, without names and figures.

docs/decisions/0018 says what goes and why.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from xiaxian_tasks.documents import _titles
from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.domain.feed import Dated, Feed

SOMEBODY, SOME = "某某", "若干"

TOLD_KINDS = frozenset({"target", "milestone", "recurrence", "task", "step", "window"})
"""Kinds of event whose text stands in a plan. What others say was typed by somebody: a remark, a reason."""

SHORTEST_NAME = 2
"""Characters of a name that is looked for: one alone stands in half of all words."""

_CALLED_SO = re.compile(
    r"[\u4e00-\u9fff（）()A-Za-z]{1,30}(?:公司|集团)|[县市省][\u4e00-\u9fff]{1,8}?(?:局|委员会|办公室|中心)"
)
"""What is called so is somebody, though no ledger knows the name; a company with all that stands before it."""

_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_FIGURES = re.compile(
    rf"(?P<kept>(?<!\d)(?:19|20)\d\d(?=年)|(?<!\d)\d{{1,2}}(?=[月日号])|十[三四五六]五(?=规划))"
    rf"|\d+(?:[.．,，:：/]\d+)*[%％‰]?|(?=[{_NUMERAL}]*[十百千万亿])[{_NUMERAL}]{{2,}}"
)
"""Figures in digits of any script and in Chinese numerals; years, months and days stay."""


_NOBODY = re.compile("(?!)")
"""Matches nothing."""


def name_of(feed: Feed) -> str:
    """How a calendar is called, in the shape it has."""
    return name(feed.name, feed.unnamed) if feed.shape.redacted else clean(feed.name)


def title_in(feed: Feed, dated: Dated) -> str:
    """The title a calendar gives one of its dates, in the shape it has."""
    return title(dated, feed.unnamed) if feed.shape.redacted else _titles.title(dated, feed.body)


def title(dated: Dated, unnamed: frozenset[str]) -> str:
    """Mark, what the day is for, and the words of the plan, without names and figures."""
    event = dated.event
    own = (*event.body.split("、"), *dated.lead, *dated.support,
           *(word for each in dated.contacts for word in (each.name, each.body)))
    names = _names(unnamed | frozenset(own))
    said = event.what if event.kind in TOLD_KINDS else ""
    about = event.title if event.kind != "step" else ""
    words = tuple(outward(text, names) for text in (said, about))
    return _titles.joined(_titles.mark(dated), _titles.sort_of(dated), words, "督查事项")


def name(text: str, unnamed: frozenset[str]) -> str:
    """The name of a calendar without names and figures."""
    return outward(text, _names(unnamed))


def outward(text: str, names: re.Pattern[str]) -> str:
    """A text without the names it may not say, and without figures."""
    text = _CALLED_SO.sub(SOMEBODY, names.sub(SOMEBODY, clean(text)))
    text = _FIGURES.sub(lambda found: found["kept"] or SOME, text)
    return re.sub(f"(?:{SOMEBODY}[、和及与]?){{2,}}", SOMEBODY, text)


@lru_cache(1 << 10)
def _names(unnamed: frozenset[str]) -> re.Pattern[str]:
    """The longest first, so that no part of a name is left over."""
    known = {clean(name) for name in _whole(unnamed)}
    found = sorted((name for name in known if len(name) >= SHORTEST_NAME), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, found))) if found else _NOBODY


def _whole(names: Iterable[str]) -> Iterable[str]:
    """Names as they are, and a body's without 县 or 夏县 in front, as it is said in speech."""
    for each in names:
        yield each
        for before in ("夏县", "县"):
            if each.startswith(before) and len(each) > len(before) + 2:
                yield each.removeprefix(before)
