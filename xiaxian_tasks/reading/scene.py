"""One part of a sentence as `targets` looks at it: what is blanked, what governs it, the words around a number."""

import re
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.reading import moments, phrases
from xiaxian_tasks.reading.moments import Moment
from xiaxian_tasks.reading.numerals import Number
from xiaxian_tasks.reading.rhythms import EVERY
from xiaxian_tasks.reading.view import Span

Regions = list[tuple[int, int]]
GONE, DATED = "\x00", "\x01"
"""What stands for a blanked digit of no amount, and for a day, rhythm or clause left out of a metric's name."""

_NAME_AT_MOST = 40
_NOUN_AT_MOST = 24
_NOUN = re.compile(rf"(?:的)?([^，。；：、！？（\n\t\d{DATED}]*)")
_METRIC_CUT = re.compile(r"[、（）：\x00\t]|(?<=[局厅])[和及]")
_METRIC_FRONT = re.compile(
    r"^(?:和|及|以及|并|其中|的)|(?:到|至)?20\d{2}年(?:年?底)?前?|年底前|每[年月季周日]度?|力争|争取|努力|确保"
    r"|全[年市县省]"
)
_MARK = re.compile(r"^(?:\d{1,3}[.、]|（[^）]{1,3}）|[一二三四五六七八九十]+、)")
_METRIC_TAIL = re.compile(
    r"(?:不低于|不少于|至少|达到|突破|超过|控制在|提高到|提高至|提升到|提升至|保持在|稳定在|增长到|降至|降到"
    r"|不超过|不高于"
    r"|达|为|约|近|各|在|实现|到|均|应有|数量|有)+$"
)


class Held(NamedTuple):
    """What earlier words of a sentence leave standing: a day, a rhythm, a hope, a label.

    `is_carried`: the part before held a target; `is_doing`: a verb of doing was read; `metric`: what was counted last.
    """

    due: date | None = None
    per: str = ""
    is_hedged: bool = False
    label: str = ""
    is_carried: bool = False
    is_doing: bool = False
    metric: str = ""


class Scene(NamedTuple):
    """One part of a sentence: the text without digits of no amount, without days, its bounds, what holds."""

    masked: str
    shown: str
    part: Span
    sentence: Span
    held: Held

    def so_far(self) -> str:
        """The sentence up to the end of this part, blanked."""
        return self.masked[self.sentence.start : self.part.end]


def masked(text: str, days: list[Moment], skip: Regions) -> str:
    """The text with everything blanked that holds digits and no amounts; offsets stay."""
    made = list(text)
    named = [m.span() for m in phrases.MASK.finditer(text) if re.search(r"[\d一二三四五六七八九十百千]", m.group())]
    rhythms = [m.span() for m in EVERY.finditer(text) if not m["times"]]
    for low, high in [
        *named,
        *moments.dates(text, 0, len(text)),
        *skip,
        *((day.start, day.end) for day in days),
        *rhythms,
    ]:
        for index in range(low, min(high, len(made))):
            if made[index].isalnum():
                made[index] = GONE
    return "".join(made)


def undated(text: str, days: list[Moment], skip: Regions) -> str:
    """The text with days, rhythms and clauses blanked, for the names of metrics; offsets stay."""
    made = list(text)
    rhythms = [m.span() for m in EVERY.finditer(text) if not m["times"]]
    for low, high in [*skip, *((day.start, day.end) for day in days), *rhythms]:
        made[low:high] = DATED * (high - low)
    return "".join(made)


class Words(NamedTuple):
    """The words around a number.

    `whole` is its part, `before` the part up to it (both blanked), `near` the stretch since the number before it,
    `post` a bound behind it (以上), `noun` what follows that, `behind` everything that follows.
    """

    whole: str
    before: str
    near: str
    post: str
    noun: str
    behind: str

    @classmethod
    def around(cls, scene: Scene, number: Number, low: int) -> "Words":
        """The words around a number of a scene; the number before it ended at `low`."""
        start, end = scene.part
        after = phrases.AFTER.match(scene.shown, number.end, end)
        post = (after["post"] or "") if after else ""
        behind = scene.shown[number.end + len(post) : end]
        noun = _NOUN.match(behind)
        return cls(
            whole=scene.masked[start:end],
            before=scene.masked[start : number.start],
            near=scene.shown[low : number.start],
            post=post,
            noun=noun[1].strip() if noun else "",
            behind=behind,
        )

    def metric(self) -> str:
        """What is counted, in the paper's own words, without days, hopes and bounds; "" where none stand near."""
        front = _METRIC_CUT.split(self.near.rpartition(DATED)[2])[-1]
        front = _METRIC_TAIL.sub("", _METRIC_FRONT.sub("", _MARK.sub("", front))).strip(" ，“”—")
        noun = re.sub(r"^(?:以上|左右|的)", "", re.split(r"以上|左右", self.noun)[0].strip(" “"))
        if noun and len(noun) <= _NOUN_AT_MOST:
            verb = front if len(front) <= 6 else ""
            return (verb + noun)[:_NAME_AT_MOST]
        return front[-_NAME_AT_MOST:] or noun[:_NAME_AT_MOST]

    def role(self) -> str:
        """The sort of a policy figure (terms.FIGURE_ROLES)."""
        bound = self.before[-8:] + self.post
        if re.search(r"最高|不超过|上限|以内", bound):
            return "cap"
        return "floor" if re.search(r"不低于|不少于|最低|以上", bound) else "rate"
