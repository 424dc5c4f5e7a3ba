"""Bodies ranked, told as lines: a row for each, what its points come from, and how its months went."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import charts, speak
from xiaxian_tasks.tui.charts import Bar
from xiaxian_tasks.tui.look import Line, length
from xiaxian_tasks.tui.telling import labelled, paragraph, section
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import county, words

MEASURES = ("score", "on_time", "reported", "red")
"""What bodies are put in order by: points, duties done on time, reports on time, red lights."""

NAMES = {
    "score": N_("points"), "on_time": N_("done on time"), "reported": N_("reports on time"), "red": N_("red lights"),
}

WHY_UNRANKED = {"few-tasks": N_("too few tasks"), "no-office": N_("no single office")}

LIGHTS = ("red", "yellow", "green", "grey")

RANK, SCORE, COUNT, RATE, CHANGE, MONTH = 4, 7, 4, 6, 5, 7
"""Cells of each column."""

LEAST_BAR, MOST_BAR, LEAST_NAME = 8, 24, 14


class Ranked(NamedTuple):
    """A body with its standing, the lights of what it leads, and its rank of the period before (None: it had none)."""

    standing: Sheet
    lights: dict[str, int]
    before: int | None = None

    @property
    def name(self) -> str:
        """The body."""
        return str(self.standing["body"])


class Period(NamedTuple):
    """What is shown: the standings of a span, in the order of one measure."""

    standings: Sheet
    rows: list[Ranked]
    measure: str = "score"


def ranked(
    standings: Sheet, lights: dict[str, dict[str, int]], before: Sheet | None, measure: str
) -> list[Ranked]:
    """The bodies in the order of a measure, the unranked last."""
    was = {each["body"]: each["rank"] for each in before["bodies"]} if before else {}
    none = dict.fromkeys((*LIGHTS, "done"), 0)
    rows = [Ranked(each, lights.get(each["body"], none), was.get(each["body"])) for each in standings["bodies"]]
    if measure == "score":
        return rows
    return sorted(rows, key=lambda row: (bool(row.standing["unranked"]), *_pressing(row, measure)))


def _pressing(row: Ranked, measure: str) -> tuple[float, ...]:
    if measure == "red":
        return -row.lights["red"], -row.lights["yellow"]
    share = row.standing[measure]["share"]
    return (1.0, 0.0) if share is None else (0.0, -share)


def _columns(width: int) -> tuple[int, int]:
    """Cells of the name and of the bar."""
    rest = width - RANK - SCORE - COUNT * len(LIGHTS) - COUNT - 1 - 2 * RATE - CHANGE - 3
    bar = max(LEAST_BAR, min(MOST_BAR, rest - LEAST_NAME - 8))
    return max(rest - bar, 4), bar


def heading(width: int, measure: str) -> Line:
    """The names of the columns; the mark of the row stands before them."""
    name, bar = _columns(width)
    line: Line = [(fit(_("rank"), RANK, ">") + " " + fit(_("body"), name) + fit(_("points"), SCORE, ">"), "head")]
    called = _("lights") if measure in {"score", "red"} else _(NAMES[measure])
    line.append((" " + fit(called, bar) + " ", "head"))
    line += [(fit(speak.glyph(light), COUNT, ">"), "head") for light in LIGHTS]
    line.append((fit(_("held"), COUNT + 1, ">"), "head"))
    line += [(fit(_(each), RATE, ">"), "head") for each in (N_("met"), N_("told"))]
    return [*line, (fit(_("+/-"), CHANGE, ">"), "head")]


def row(each: Ranked, measure: str, width: int, ground: str) -> Line:
    """One body: rank, points, its lights or the measure as a bar, lights, tasks, rates, and what changed in rank."""
    name, bar = _columns(width)
    found = each.standing
    line: Line = [(fit(str(found["rank"] or "-"), RANK, ">") + " " + fit(county.called(found), name), ground)]
    line.append((fit(found["score"], SCORE, ">") + " ", ground))
    if measure in {"score", "red"}:
        line += [*charts.shares(each.lights, bar), (" ", ground)]
    else:
        line += [*charts.filled(float(found[measure]["share"] or 0.0), bar), (" ", ground)]
    for light in LIGHTS:
        number = _short(each.lights[light])
        line += [(" " * (COUNT - len(number) - 1), ground), (f" {number}", light if number else ground)]
    line.append((fit(_short(found["tasks"]), COUNT + 1, ">"), ground))
    line += [(fit(_rate(found[key]), RATE, ">"), ground) for key in ("on_time", "reported")]
    text, mood = changed(each)
    return [*line, (fit(text, CHANGE, ">"), mood if ground == "base" else ground)]


def _short(count: int) -> str:
    """A count in three cells: 12, 3k of 3,456; nothing of none."""
    return str(count or "") if count < 1000 else f"{count // 1000}k"


def _rate(rate: Sheet) -> str:
    return words.percent(rate["share"]).replace(" ", "") if rate["of"] else "-"


def changed(each: Ranked) -> tuple[str, str]:
    """How many places a body went up (+) or down since the period before, and the style it is said in."""
    now = each.standing["rank"]
    if now is None or each.before is None:
        return "", "quiet"
    up = each.before - now
    return charts.changed(up), "good" if up > 0 else "warn" if up < 0 else "quiet"


# By months. -----------------------------------------------------------------------------------------------------------


def months_of(found: Sheet) -> list[str]:
    """The months in which any body answered for something."""
    return sorted({month["month"] for each in found["bodies"] for month in each["months"]})


def months_heading(months: Sequence[str], width: int) -> Line:
    """The names of the columns where months stand beside each other, as many of the newest as fit."""
    shown = _fitting(months, width)
    name = _months_name(len(shown), width)
    line: Line = [(fit(_("rank"), RANK, ">") + " " + fit(_("body"), name) + fit(_("mean"), SCORE, ">"), "head")]
    return [*line, *((fit(month[2:], MONTH, ">"), "head") for month in shown)]


def months_row(each: Ranked, months: Sequence[str], base: Decimal, width: int, ground: str) -> Line:
    """A body's points month by month; what is below the beginning stands out."""
    shown = _fitting(months, width)
    found = {month["month"]: month["score"] for month in each.standing["months"]}
    name = _months_name(len(shown), width)
    line: Line = [
        (fit(str(each.standing["rank"] or "-"), RANK, ">") + " " + fit(county.called(each.standing), name), ground),
        (fit(each.standing["score"], SCORE, ">"), ground),
    ]
    for month in shown:
        score = found.get(month)
        style = _beside(score, base) if ground == "base" else ground
        line.append((fit(score or "-", MONTH, ">"), style))
    return line


def _beside(score: str | None, base: Decimal) -> str:
    """The style of a month's points beside those it began with."""
    if score is None:
        return "quiet"
    return "warn" if Decimal(score) < base else "good" if Decimal(score) > base else "base"


def _fitting(months: Sequence[str], width: int) -> Sequence[str]:
    return months[-max((width - RANK - 1 - LEAST_NAME - SCORE) // MONTH, 1):]


def _months_name(count: int, width: int) -> int:
    return max(width - RANK - 1 - SCORE - MONTH * count, 4)


# What it comes from. --------------------------------------------------------------------------------------------------


def traced(each: Ranked, found: Sheet, width: int) -> list[Line]:
    """A body's standing taken apart: rank, points and rates, its months as bars, and each point with its cause."""
    standing, rules = each.standing, found["rules"]
    lines: list[Line] = [*paragraph(county.called(standing), width, style="title"), []]
    lines += labelled(_("Rank"), _rank(each, rules), width)
    lines += labelled(_("Points"), _sum(standing, rules), width)
    for name, key in ((N_("Kept"), "on_time"), (N_("Reports"), "reported"), (N_("Approved"), "approved")):
        rate = standing[key]
        told = f"{rate['made']}/{rate['of']} {words.percent(rate['share'])}" if rate["of"] else "-"
        lines += labelled(_(name), told, width)
    lines.append(_lights_line(each))
    if len(standing["months"]) > 1:
        lines += [[], section(_("By months"), width)]
        months = [Bar(month["month"], float(Decimal(month["score"])), month["score"]) for month in standing["months"]]
        lines += charts.bars(months, width, most=float(Decimal(rules["cap"])))
    lines += [[], section(_("Each point"), width)]
    lines += _points(standing, width) if standing["points"] else paragraph(_("Nothing was counted."), width)
    lines += [[], section(_("The rules"), width)]
    return [*lines, *_rules(found, width)]


def _rank(each: Ranked, rules: Sheet) -> str:
    standing = each.standing
    if standing["unranked"]:
        why = WHY_UNRANKED[standing["unranked"]]
        return _("none: {why} ({tasks}, {least} at least)").format(
            why=_(why), tasks=words.tasks(standing["tasks"]), least=rules["least"]
        )
    if each.before is None:
        return str(standing["rank"])
    return _("{rank} (before {before})").format(rank=standing["rank"], before=each.before)


def _sum(standing: Sheet, rules: Sheet) -> str:
    """The points as a sum, where there is one month only."""
    if len(standing["months"]) != 1:
        return _("{score}, the mean of {count} months").format(
            score=standing["score"], count=len(standing["months"])
        ) if standing["months"] else str(standing["score"])
    parts = "".join(_signed(point["points"], blank=True) for point in standing["points"])
    return f"{rules['base']}{parts} = {standing['score']}"


def _lights_line(each: Ranked) -> Line:
    label = _("Leads")
    line: Line = [(f" {fit(label, 8)}", "quiet")]
    for light in (*LIGHTS, "done"):
        line += [(f" {speak.glyph(light)} ", light), (f" {each.lights[light]}  ", "base")]
    return line


def _points(standing: Sheet, width: int) -> Iterator[Line]:
    for point in standing["points"]:
        cause = point["title"] or words.word(county.CAUSES, point["cause"])
        figure = fit(_signed(point["points"]), 6, ">") + " "
        head: Line = [(f" {point['on']} ", "quiet"), (figure, _mood(point["points"]))]
        yield [*head, (fit(cause, max(width - length(head) - 1, 4)), "base")]
        times = _("time {count} this year").format(count=point["time"]) if point["time"] > 1 else ""
        less = _("of {full}: one task costs no more in a month").format(full=point["full"])
        parts = (point["task"], point["what"], times, less if point["full"] != point["points"] else "", point["source"])
        yield from paragraph("  ".join(filter(None, parts)), width, style="quiet", indent=12)


def _signed(points: str, *, blank: bool = False) -> str:
    sign, figure = ("-", points[1:]) if points.startswith("-") else ("+", points)
    return f" {sign} {figure}" if blank else f"{sign}{figure}"


def _mood(points: str) -> str:
    return "warn" if points.startswith("-") else "good"


def _rules(found: Sheet, width: int) -> Iterator[Line]:
    rules = found["rules"]
    text = _("{title}: each body starts at {base} a month, no score leaves {floor} to {cap}. Who answers for fewer than"
             " {least} tasks has no rank; of several months the mean counts.").format(**rules)
    yield from paragraph(text, width)
    if rules["source"]:
        yield from paragraph(rules["source"], width, style="quiet")
