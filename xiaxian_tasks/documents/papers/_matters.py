"""How papers tell a matter (事项情况): what is asked by when, where it stands, what is lacking, what it takes."""

from collections.abc import Iterator, Sequence
from datetime import date

from xiaxian_tasks.documents._titles import clean
from xiaxian_tasks.documents.papers import _words as w
from xiaxian_tasks.documents.papers._frame import text
from xiaxian_tasks.domain.ladder import (
    BEHIND,
    DUE,
    FAR,
    NEAR,
    OVERDUE,
    SILENT,
    SLIGHTLY,
    UNANSWERED,
    UNSIGNED,
)
from xiaxian_tasks.domain.letter_facts import Cause, Figure, LetterFacts, Matter, Point
from xiaxian_tasks.domain.letters import FIRST, Annex, Block, Column, Paragraph, Table
from xiaxian_tasks.domain.terms import CUMULATIVE, DONE, LEVELS, STANDING

IN_TEXT = 5
"""Matters told paragraph by paragraph; more stand in a table of the annex (office custom)."""

ANNEX = "督查事项清单"

COLUMNS = (
    Column("序号", 12, is_centred=True), Column("事项", 42), Column("目标和时限", 36), Column("目前情况"),
)  # fmt: skip


def told(facts: LetterFacts, level: int = FIRST) -> tuple[list[Block], tuple[Annex, ...]]:
    """The matters as paragraphs, or where they are many as an annex; `level` is that of their headings."""
    if len(facts.matters) > IN_TEXT:
        return [], (Annex(ANNEX, (listed(facts),)),)
    made: list[Block] = []
    for place, matter in enumerate(facts.matters, 1):
        if len(facts.matters) > 1:
            number = w.numbered(place)
            made.append(Paragraph(f"{f'{number}、' if level == FIRST else f'（{number}）'}{named(matter)}", level))
        made.append(text("".join(standing(matter, facts.on))))
    return made, ()


def named(matter: Matter) -> str:
    """A task by its title and its place in its document."""
    return f"{w.title_of(matter)}（{w.number_of(matter)}）"


def listed(facts: LetterFacts) -> Table:
    """The matters as rows: what, aim and day, where it stands."""
    rows = tuple(
        (str(place), f"{w.title_of(matter)}（{clean(matter.document)}{w.number_of(matter)}）", aims(matter),
         "".join(standing(matter, facts.on, has_aims=False)))
        for place, matter in enumerate(facts.matters, 1)
    )
    return Table(COLUMNS, rows)


def aims(matter: Matter) -> str:
    """Aim and day for a cell."""
    said = [f"{clean(each.metric)}{w.aim_of(each)}" for each in matter.figures]
    return "；".join([*said, f"{w.day(matter.due)}前" if matter.due else "未定时限"])


def standing(matter: Matter, on: date, *, has_aims: bool = True) -> Iterator[str]:
    """Where a matter stands: each figure, each thing to deliver that presses, silence, and what was not signed for."""
    is_done = all(figure.light == DONE for figure in matter.figures)
    for figure in matter.figures:
        if is_done or figure.light != DONE:
            yield f"{figure_told(figure, on, has_aims=has_aims)}。"
    yield from points_told(matter.points, on)
    if not matter.figures and not matter.points and matter.light != DONE:
        yield from _by_day(matter)
    yield _silence(matter, on)
    for cause in matter.causes:
        yield _others(cause, on)
    if matter.extensions and matter.original and matter.due and matter.original != matter.due:
        yield f"该事项原定时限{w.day(matter.original)}，经批准延期{matter.extensions}次，现定时限{w.day(matter.due)}。"


def _by_day(matter: Matter) -> Iterator[str]:
    """The day of a task that has nothing to count."""
    if matter.due and matter.days_left is not None:
        yield f"该事项应于{w.day(matter.due)}前完成，{w.left_of(matter.days_left)}。"


def figure_told(figure: Figure, on: date, *, has_aims: bool = True) -> str:
    """A figure: what is asked by when, what is done, how much of it and of the time, and what each day must bring."""
    said = [f"{w.quoted(figure.metric)}{_asked(figure) if has_aims else ''}"]
    if figure.latest is None:
        said.append("尚未报送完成数据")
        if figure.days_left is not None:
            said.append(w.left_of(figure.days_left, is_provisional=figure.is_provisional))
        return "，".join(said)
    as_of = f"截至{w.short_day(figure.as_of, on)}" if figure.as_of else "目前"
    stands = [f"{as_of}为{w.amount(figure.latest, figure.unit)}"]
    if figure.progress is not None:
        stands.append(f"{'已用' if figure.kind == 'at_most' else '完成'}{w.percent(figure.progress)}")
    if figure.light == DONE:
        return "，".join([*said, *stands, "已达到目标"])
    stands += _against_time(figure)
    whole = f"{said[0]}{'，' if has_aims else ''}{'，'.join(stands)}"
    return "；".join(filter(None, (whole, _needed(figure))))


def _asked(figure: Figure) -> str:
    """The aim with its day; what has to hold does so until then."""
    if figure.due is None:
        return w.aim_of(figure)
    if figure.kind in STANDING:
        return f"到{w.day(figure.due)}{w.aim_of(figure)}"
    return f"{w.aim_of(figure)}，应于{w.day(figure.due)}前完成"


def _against_time(figure: Figure) -> Iterator[str]:
    """The share done against the share of time; of a ceiling the share used."""
    if figure.gap is None or figure.expected is None:
        if figure.reason in _SHORT:
            yield "未达到要求"
        return
    is_ceiling = figure.kind == "at_most"
    yield f"序时进度应{'控制在' if is_ceiling else '达'}{w.percent(figure.expected)}{'以内' if is_ceiling else ''}"
    apart = f"{w.points(abs(figure.gap))}个百分点"
    if figure.gap < 0:
        yield f"{'超出' if is_ceiling else '落后'}{apart}"
    elif figure.gap > 0:
        yield f"{'低于控制进度' if is_ceiling else '超前'}{apart}"
    else:
        yield "与序时进度持平"


def _needed(figure: Figure) -> str:
    """The days left and the pace they ask for: 尚差4眼，距期限还有42个工作日，每工作日需完成0.1眼."""
    if figure.days_left is None or figure.latest is None:
        return ""
    said = w.left_of(figure.days_left, is_provisional=figure.is_provisional)
    if figure.needed is not None:
        lacking = w.amount(figure.value - figure.latest, figure.unit)
        return f"尚差{lacking}，{said}，每工作日需完成{w.amount(figure.needed, figure.unit)}"
    if figure.kind in CUMULATIVE and figure.latest < figure.value:
        return f"尚差{w.amount(figure.value - figure.latest, figure.unit)}，{said}"
    return f"{_lacking_level(figure)}{said}"


def _lacking_level(figure: Figure) -> str:
    """What a level that has to rise or fall still lacks; nothing of what is held or reached."""
    if figure.latest is None or figure.kind not in LEVELS:
        return ""
    apart = abs(figure.value - figure.latest)
    return f"距目标还差{w.lacking(apart, figure.unit)}，" if apart else ""


def points_told(points: Sequence[Point], on: date) -> Iterator[str]:
    """Milestones and turns that press, those of one day together; nothing of what is done or far off."""
    groups: dict[tuple[date, int, str], list[str]] = {}
    for point in points:
        if point.light != DONE and point.due is not None and point.days_left is not None:
            lack = _lack(point, on)
            if lack is not None:
                groups.setdefault((point.due, point.days_left, lack), []).append(f"{w.quoted(point.what)}")
    for (due, days, lack), names in groups.items():
        several = f"等{len(names)}项" if len(names) > NAMED else ""
        said = f"{'、'.join(names[:NAMED])}{several}应于{w.short_day(due, on)}前完成，{w.left_of(days)}"
        yield f"{said}，{lack}。" if lack else f"{said}。"


NAMED = 3
"""Things to deliver on one day that are named; the others are counted."""


def _lack(point: Point, on: date) -> str | None:
    """What is lacking of a thing to deliver; None where it does not press."""
    assert point.due is not None
    if point.due < on:
        return "尚未报送办理情况" if point.sort == "turn" else "尚未报送完成情况"
    return "" if point.reason == "near-due" else None


def _silence(matter: Matter, on: date) -> str:
    """That nobody has told anything, since when; nothing where that is not so."""
    if not any(cause.cause == SILENT for cause in matter.causes):
        return ""
    last = max(filter(None, (figure.as_of for figure in matter.figures)), default=matter.told_on)
    if last is None:
        return f"自{w.short_day(matter.issued, on)}文件印发以来，尚未报送进展情况。"
    return f"{w.short_day(last, on)}以后未再报送进展情况。"


def _others(cause: Cause, on: date) -> str:
    """A task that was not signed for, an answer that did not come."""
    if cause.cause == UNSIGNED and cause.due:
        sent = f"{w.short_day(cause.since, on)}交办，" if cause.since and cause.since <= cause.due else ""
        return f"该事项{sent}应于{w.short_day(cause.due, on)}前签收，至今未签收。"
    if cause.cause == UNANSWERED and cause.due:
        return f"有关批示要求于{w.short_day(cause.due, on)}前回复，至今未回复。"
    return ""


FAILINGS = {
    OVERDUE: "未在规定时限内完成", FAR: "进度严重滞后", BEHIND: "进度滞后", SLIGHTLY: "进度略有滞后",
    SILENT: "未按期报送进展情况", UNSIGNED: "未按时签收交办事项", UNANSWERED: "未按时回复批示要求",
    DUE: "时限已到尚未完成", NEAR: "时限临近尚未完成",
}
"""What is found wanting, the heaviest first."""


def _called(cause: Cause) -> str:
    """The duty in quotation marks; what was sent back by its step."""
    return w.quoted(cause.duty) if cause.duty else REWORK if cause.id == "rework" else ""


REWORK = "退办后重新报送"


def failings(matter: Matter) -> list[str]:
    """What is found wanting in a matter, the heaviest first, each with the duties it is of where there are several."""
    heavier = {each.id or each.duty for each in matter.causes if each.cause not in {DUE, NEAR}}
    wanting = [
        each for each in matter.causes
        if each.cause in FAILINGS and (each.cause not in {DUE, NEAR} or (each.id or each.duty) not in heavier)
    ]
    duties = {each.id or each.duty for each in wanting}
    found = []
    for cause, said in FAILINGS.items():
        causes = [each for each in wanting if each.cause == cause]
        names = list(dict.fromkeys(filter(None, map(_called, causes))))
        several = f"等{len(names)}项" if len(names) > NAMED else ""
        if causes:
            found.append(f"{'、'.join(names[:NAMED])}{several}{said}" if len(duties) > 1 else said)
    return found + [f"{w.quoted(figure.metric)}未达到要求" for figure in matter.figures if figure.reason in _SHORT]


_SHORT = frozenset({"breached", "below-growth"})


def all_before(facts: LetterFacts) -> str:
    """The letters before on any matter of the paper, each once."""
    known = dict.fromkeys(each for matter in facts.matters for each in matter.earlier)
    said = [w.letter_before(each, facts.on) for each in sorted(known, key=lambda each: (each.on, each.number))]
    return f"此前，{w.asker(facts)}于{'；于'.join(said)}。" if said else ""
