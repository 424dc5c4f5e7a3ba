"""Numbers a measure must reach or hold (指标), told apart from numbers that only describe a policy.

A number is a target where a verb of doing or a bound governs it; subsidies, rates, thresholds of eligibility, scores,
ages, limits of contracts and figures of what already stands are none. What is refused for money or shares is kept as a
policy figure.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.reading import numerals, phrases, rhythms, scene
from xiaxian_tasks.reading.moments import Moment
from xiaxian_tasks.reading.numerals import Number
from xiaxian_tasks.reading.refusals import is_bound, is_share_of, refusal
from xiaxian_tasks.reading.scene import GONE, Held, Regions, Scene, Words
from xiaxian_tasks.reading.view import Span, parts, sentences

_DAILY = {"日": "/日", "天": "/天", "周": "/周", "星期": "/周"}
"""Rhythms that are part of the unit: a number each day is a rate, a number each year is owed again each year."""


class Found(NamedTuple):
    """A target as read: where its number stands, what is counted, and what the words around it say."""

    start: int
    end: int
    metric: str
    kind: str
    value: Decimal
    unit: str
    high: Decimal | None
    is_hedged: bool
    is_exclusive: bool
    due: date | None
    per: str
    label: str


class Figure(NamedTuple):
    """A number that binds nobody: what it describes, its value and unit, and its role."""

    start: int
    what: str
    value: Decimal
    unit: str
    role: str


def targets(text: str, span: Span, *, days: list[Moment], skip: Regions) -> tuple[list[Found], list[Figure]]:
    """The targets and the policy figures of a stretch of a view's text; `skip` are stretches not to look into."""
    found, figures = _read(
        text[span.start : span.end],
        [day._replace(start=day.start - span.start, end=day.end - span.start) for day in days if _within(day, span)],
        [(max(low, span.start) - span.start, min(high, span.end) - span.start) for low, high in skip if low < span.end],
    )
    shifted = [one._replace(start=one.start + span.start, end=one.end + span.start) for one in found]
    return shifted, [one._replace(start=one.start + span.start) for one in figures]


def _within(day: Moment, span: Span) -> bool:
    return span.start <= day.start and day.end <= span.end


def _read(text: str, days: list[Moment], skip: Regions) -> tuple[list[Found], list[Figure]]:
    """The same for a stretch that is the whole text, so that a long paper costs what its stretches cost."""
    masked, shown = scene.masked(text, days, skip), scene.undated(text, days, skip)
    found: list[Found] = []
    figures: list[Figure] = []
    held = Held()
    for sentence in sentences(text, 0, len(text)):
        for part in parts(text, sentence.start, sentence.end):
            here = [day for day in days if part.start <= day.start < part.end]
            now = _held(text, part, here, held)
            made, refused = _of_part(Scene(masked, shown, part, sentence, now))
            found += made
            figures += refused
            held = _left(text, part, here, held, now=now, made=made)
        goes_on = text[sentence.end - 1 : sentence.end] == "；"
        held = Held(due=held.due if goes_on else None, label=held.label)
    return found, figures


def _held(text: str, part: Span, here: list[Moment], held: Held) -> Held:
    """What governs a part: what was left standing, and what the part itself says."""
    printed = text[part.start : part.end]
    label = phrases.LABEL.match(printed)
    rhythm = rhythms.rhythms(text, part.start, part.end)
    return held._replace(
        due=here[-1].due if here else held.due,
        per=rhythm[-1].unit if rhythm else held.per,
        is_hedged=held.is_hedged or bool(phrases.HEDGE.search(printed)),
        label=label[1] if label else held.label,
    )


def _left(text: str, part: Span, here: list[Moment], held: Held, *, now: Held, made: list[Found]) -> Held:
    """What a part leaves standing for the next: its day only where it opens the part."""
    opens = not here or bool(phrases.OPENING.fullmatch(text[part.start : here[-1].start]))
    return now._replace(
        due=now.due if opens else held.due,
        is_carried=bool(made),
        is_doing=held.is_doing or bool(phrases.ACTION.search(text, part.start, part.end)),
        metric=made[-1].metric if made else held.metric,
    )


def _of_part(here: Scene) -> tuple[list[Found], list[Figure]]:
    found: list[Found] = []
    figures: list[Figure] = []
    low = here.part.start
    numbers = numerals.numbers(here.masked, *here.part)
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        words = Words.around(here, number, low)
        why = refusal(words, here, number, following)
        if why is None and _is_governed(words, here, number, found):
            found.append(_made(words, here, number, found))
            low = number.end
        elif why == "policy":
            what = words.metric() or here.shown[here.part.start : here.part.end].replace(scene.DATED, "")[:40]
            figures.append(Figure(number.start, what.strip("，。；：\n"), number.value, number.unit, words.role()))
            low = number.end
    return found, figures


def _is_governed(words: Words, here: Scene, number: Number, found: list[Found]) -> bool:
    """Whether a bound, a change or a verb of doing makes the number a target, or the target just before it does."""
    before = words.before
    changes = (phrases.LOWER, phrases.GROW, phrases.MORE, phrases.LESS, phrases.REACHED, phrases.ACTION)
    if is_share_of(words, number) or is_bound(words) or any(change.search(before) for change in changes):
        return True
    if phrases.PLAIN_VERB.match(words.near):
        return True
    if before.endswith(GONE) and number.unit in {"次", "期", "场", "轮"}:
        return True
    if found or here.held.is_carried:
        return not words.noun or bool(phrases.PLAIN_COUNT.match(words.noun))
    return here.held.is_doing and (not words.noun or bool(words.post)) and bool(words.near.strip("，、 "))


def _made(words: Words, here: Scene, number: Number, found: list[Found]) -> Found:
    kind, is_exclusive = _kind(words, number, here.held.per)
    metric = words.metric()
    last = found[-1] if found else None
    if last is not None and not words.near.strip(
        "、和及，"
    ):  # 分别下降10%、15%: what governs the first governs the next
        kind, metric = last.kind, last.metric
    metric = metric or (last.metric if last else here.held.metric) or number.unit or "…"
    is_rough = number.rough or words.post in {"左右", "上下"} or words.before.endswith(("约", "近"))
    return Found(
        start=number.start,
        end=number.end,
        metric=metric,
        kind=kind,
        value=number.value,
        unit=number.unit + (_DAILY.get(here.held.per, "") if number.unit else ""),
        high=number.high,
        is_hedged=here.held.is_hedged or is_rough or number.high is not None,
        is_exclusive=is_exclusive,
        due=here.held.due,
        per=here.held.per,
        label=here.held.label,
    )


def _kind(words: Words, number: Number, per: str) -> tuple[str, bool]:
    """The kind of target (terms.KINDS) and whether the number itself is not enough."""
    before = words.before
    is_floor = bool(phrases.FLOOR.search(before))
    is_exclusive = bool(phrases.PASS.search(before)) and not before.endswith("不超过")
    if phrases.LOWER.search(before):
        return "lower_to", False
    ceiling = phrases.CEILING.search(before) and not is_floor
    if ceiling or (words.post in {"以内", "之内", "以下"} and not phrases.LESS.search(before)):
        return "at_most", False
    if phrases.LESS.search(before):
        return "cut", False
    if number.unit in {"%", "‰", "个百分点", "百分点"}:
        return _kind_of_share(before, is_floor=is_floor), is_exclusive
    if phrases.MORE.search(before) and not phrases.RAISE.search(before):
        return ("reach" if phrases.RENEW.search(before) else "add"), is_exclusive
    if re.search(r"(?:稳定在|保持在|维持在|保持)$", before) or (is_floor and ("每" in words.near or per in _DAILY)):
        return "at_least", False
    adds = phrases.ADD.search(re.split(r"[、，]", before)[-1])
    if adds or (phrases.ADD.search(before) and not before.endswith(("达到", "达"))):
        return "add", is_exclusive
    return "reach", is_exclusive


def _kind_of_share(before: str, *, is_floor: bool) -> str:
    if phrases.GROW.search(before) or re.search(r"(?:增速|增幅|增长率|增长)[^，]{0,6}$", before):
        return "growth"
    if phrases.MORE.search(before) and not phrases.RAISE.search(before):
        return "growth"
    return "at_least" if is_floor or re.search(r"(?:稳定在|保持在|维持在)", before[-6:]) else "raise_to"
