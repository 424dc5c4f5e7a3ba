"""Burden (基层负担): what the office asked of each body, counted by month, and the limit a county sets itself.

Source of the counting: the measures against formalism of 2024 ask offices to control how often they ask, and of whom;
requests and the figures each makes a body fill in are counted, a limit is the county's own.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.domain.waits import Asked

LETTER_KINDS = frozenset({"notice"})
"""Kinds of entry that are letters; counted beside the requests, of which they are some."""


class Load(NamedTuple):
    """What one body was asked in one month: requests, the letters among them, and figures to fill in."""

    requests: int = 0
    letters: int = 0
    fields: int = 0


def month_of(on: date) -> tuple[date, date]:
    """The first and last day of a day's month."""
    return on.replace(day=1), month_end(on)


def loads(asked: Iterable[tuple[date, Asked]]) -> dict[tuple[str, str], Load]:
    """(month as "2023-11", body) -> its load."""
    found: dict[tuple[str, str], Load] = {}
    for on, (body, what, fields) in asked:
        if not fields:  # it came with another
            continue
        key = f"{on:%Y-%m}", body
        before = found.get(key, Load())
        found[key] = Load(before.requests + 1, before.letters + (what in LETTER_KINDS), before.fields + fields)
    return found


def over(asked_this_month: Mapping[str, int], new: Iterable[Asked], limit: int | None) -> dict[str, int]:
    """The bodies that new requests would take beyond the limit, each with the count it would come to.

    `asked_this_month` are the requests made to each body in the month so far. Empty where there is no limit.
    """
    if limit is None:
        return {}
    coming: dict[str, int] = {}
    for request in new:
        if not request.fields:
            continue
        coming[request.body] = coming.get(request.body, asked_this_month.get(request.body, 0)) + 1
    return {body: count for body, count in coming.items() if count > limit}
