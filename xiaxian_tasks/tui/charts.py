"""Charts as lines of text: pure functions of plain values, a width and, where it matters, a height.

Every line is exactly as wide as asked for. What is told by colour is told by a sign, a figure or a pattern as well;
where lines are drawn with signs only (`look.is_ascii`) no other character is used beside names and figures.

How a page shows one: `Paper.show(lambda width: charts.progress(series.of_task(office, task), width, 9))`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import add_months
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import look, speak
from xiaxian_tasks.tui.look import Line, bar, length
from xiaxian_tasks.tui.plot import Curve, Frame, Point, plot
from xiaxian_tasks.tui.width import cells, fit

LEAST = 5
"""Lines of a curve at least: what it means, three of it, the months."""

DONE, DUE, AHEAD = ("plot-done", "#", 1), ("plot-due", "-", 4), ("plot-ahead", "+", 2)
"""(style, sign, gap) of the share done, the share due, and what is foreseen."""

TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares the county's chart may end at: a county that has finished a tenth is not told in its lowest line."""

MOST_AHEAD = 9
"""A forecast that leads further behind the due day than so many months leaves the chart: the rest would be squeezed."""

SHOWN = ("red", "yellow", "green", "grey", "done")

CHANGE = 7
"""Cells of a difference to an earlier time."""


class Bar(NamedTuple):
    """One row of standing bars: a name, the figure it is drawn to, and what stands beside it."""

    name: str
    figure: float
    said: str


# Curves over time. ----------------------------------------------------------------------------------------------------


def progress(course: Sheet, width: int, height: int) -> list[Line]:
    """The share done of a target against the share due, with the forecast's band: of `series.of_task`.

    `height` lines, LEAST of them at least.
    """
    on, done, due = date.fromisoformat(course["on"]), _points(course["done"]), _points(course["expected"])
    curves: list[Curve] = [Curve(due, *DUE)]
    last_day = max(filter(None, (_day(course["due"]), due[-1][0] if due else None, on)))
    if done:
        held = [*done, (on, done[-1][1])] if done[-1][0] < on else done
        band = _band(course["forecast"], done[-1], add_months(last_day, MOST_AHEAD))
        if band:
            curves += band
            last_day = max(last_day, min(band[-1].points[-1][0], add_months(last_day, MOST_AHEAD)))
        curves.append(Curve(held, *DONE))
    first = min([_day(course["first"]) or on, *(day for day, _share in done[:1])])
    top = max(1.0, *(share for _day, share in (*done, (on, 0.0))))
    frame = Frame(first, max(last_day, first + timedelta(days=1)), min(top, 2.0), on)
    return [_fitted(_told(course, on, width), width), *plot(frame, curves, width, max(height, LEAST) - 1)]


def _band(forecast: Sheet | None, last: Point, limit: date) -> list[Curve]:
    """From the newest figure to the two days between which the target is expected to be reached."""
    if not forecast or not forecast["finish"]:
        return []
    early = _day(forecast["earliest"]) or limit
    late = _day(forecast["latest"]) or limit
    if early <= last[0]:
        return []
    high: list[Point] = [last, (early, 1.0)]
    reached = 1.0 if forecast["latest"] else last[1]
    low: list[Point] = [last, (max(late, early), reached)]
    if late > early:
        high.append((late, 1.0))
    return [Curve(high, *AHEAD), Curve(low, *AHEAD)]


def _told(course: Sheet, on: date, width: int) -> Line:
    """What each curve is, with its figure of today."""
    done, due = _points(course["done"]), _points(course["expected"])
    line: Line = []
    if done:
        line += _mark(*DONE, _("done {share}").format(share=speak.percent(done[-1][1])))
    expected = Curve(due, *DUE).values([on.toordinal()])[0] if due else None
    if due and on >= due[-1][0]:
        expected = due[-1][1]
    if expected is not None:
        line += _mark(*DUE, _("due {share}").format(share=speak.percent(expected)))
    found = course["forecast"]
    if found and found["finish"]:
        text = _("forecast {day}").format(day=found["finish"])
        between = f"{text} ({found['earliest'] or '?'}..{found['latest'] or '?'})"
        room = width - length(line) - 6
        line += [mark for said in (between, text) if cells(said) <= room for mark in _mark(*AHEAD, said)][:3]
    return line or [(" " + _("nothing reported yet"), "quiet")]


def completion(county: Sheet, width: int, height: int) -> list[Line]:
    """How much of the county's tasks is finished against what was due, and what the forecasts leave open: of
    `series.of_county`. `height` lines, LEAST of them at least."""
    months, ahead = county["months"], county["ahead"]
    on = date.fromisoformat(county["on"])
    done = [(date.fromisoformat(row["day"]), row["share"]) for row in months if row["share"] is not None]
    due = [(date.fromisoformat(row["day"]), row["due"]) for row in (*months, *ahead) if row["due"] is not None]
    if not done:
        return [_fitted([(" " + _("no plan is issued yet"), "quiet")], width)]
    low: list[Point] = [done[-1], *((date.fromisoformat(row["day"]), row["sure"]) for row in ahead)]
    high: list[Point] = [done[-1], *((date.fromisoformat(row["day"]), row["possible"]) for row in ahead)]
    curves: list[Curve] = [Curve(due, *DUE)]
    if ahead:
        curves += [Curve(high, *AHEAD), Curve(low, *AHEAD)]
    curves.append(Curve(done, *DONE))
    first = min(done[0][0], on - timedelta(days=30))
    most = max(share for _day, share in (*done, *due, *high))
    frame = Frame(first, max(due[-1][0], on), next(top for top in TOPS if top >= most), on)
    line = _mark(*DONE, _("finished {share}").format(share=speak.percent(done[-1][1])))
    line += _mark(*DUE, _("fallen due {share}").format(share=speak.percent(dict(due)[on])))
    if ahead:
        day = ahead[-1]["month"]
        text = _("by {month} {low} to {high}").format(
            month=day, low=speak.percent(low[-1][1]), high=speak.percent(high[-1][1])
        )
        if length(line) + cells(text) + 6 <= width:
            line += _mark(*AHEAD, text)
    return [_fitted(line, width), *plot(frame, curves, width, max(height, LEAST) - 1)]


def _mark(style: str, sign: str, gap: int, text: str) -> Line:
    """A piece of a curve as it is drawn, and what it is."""
    if look.is_ascii():
        drawn = sign * 2
    else:
        drawn = {1: "\u2824\u2824", 2: "\u2804\u2804", 4: "\u2804 "}[gap]
    return [(" ", "base"), (f" {drawn} ", style), (f" {text} ", "base")]


# Lights and counts. ---------------------------------------------------------------------------------------------------


def month_strip(found: Sequence[Sheet], width: int) -> list[Line]:
    """The light each closed month keeps and the running one: of `sheet["months"]` (office.months.strip), two lines.

    As many of the newest as fit; the number of each month above its light, January by its year.
    """
    fitting = list(found)[-max((width - 1) // 5, 1):]
    heads: Line = [(" ", "base")]
    lights: Line = [(" ", "base")]
    for place, each in enumerate(fitting):
        year, _dash, month = each["month"].partition("-")
        text = year if month == "01" or (place == 0 and len(fitting) > 1) else str(int(month))
        heads.append((fit(text, 4, ">") + " ", "title" if each["open"] else "quiet"))
        lights += [(f" {speak.glyph(each['shown'])} ", each["shown"]), (" ", "base")]
    return [_fitted(heads, width), _fitted(lights, width)]


def lights(now: Sheet, before: Sequence[Sheet], width: int) -> list[Line]:
    """How many tasks stand in each light, as bars to one scale, and how many more or less than at each time `before`:
    a line a light, CHANGE cells for each of these times.

    All are counts by light: of `series.of_county` the last of `months`, `week_ago`, `month_ago`.
    """
    most = max(1, *(now[light] for light in SHOWN))
    number = max(len(str(now[light])) for light in SHOWN) + 1
    room = max(width - 6 - number - CHANGE * len(before), 4)
    lines = []
    for light in SHOWN:
        full = round(room * now[light] / most) or (1 if now[light] else 0)
        line: Line = [(" ", "base"), (f" {speak.glyph(light)} ", light), (" ", "base")]
        line += [("#" * full, "base")] if look.is_plain() else [(" " * full, light)]
        line.append((" " * (room - full) + str(now[light]).rjust(number), "base"))
        for each in before:
            difference = now[light] - each[light]
            line.append((changed(difference).rjust(CHANGE), mood(light, difference)))
        lines.append(_fitted(line, width))
    return lines


def changed(difference: int) -> str:
    """A difference with its sign, "=" for none."""
    return f"{difference:+d}" if difference else "="


def mood(light: str, difference: int) -> str:
    """The style of a difference: more done and green is good, more red and yellow is not."""
    if not difference or light == "grey":
        return "quiet"
    return "good" if (difference > 0) == (light in {"green", "done"}) else "warn"


def weeks(found: Sequence[Sheet], width: int, height: int) -> list[Line]:
    """How many tasks were finished in each week, as columns: of `series.of_county["weeks"]`, `height` lines, three at
    least. As many of the newest weeks as fit, each with its Monday below."""
    wide = 6
    shown = list(found)[-max((width - 1) // wide, 1):]
    rows = max(height - 2, 1)
    most = max([1, *(week["finished"] for week in shown)])
    tall = [round(rows * week["finished"] / most) or (1 if week["finished"] else 0) for week in shown]
    lines = []
    for row in range(rows, -1, -1):
        line: Line = [(" ", "base")]
        for week, top in zip(shown, tall, strict=True):
            if row == top:
                line.append((fit(str(week["finished"] or ""), wide - 1, ">") + " ", "base" if top else "quiet"))
            elif row < top:
                line += [("  ", "base"), ("###" if look.is_plain() else "   ", "full"), (" ", "base")]
            else:
                line.append((" " * wide, "base"))
        lines.append(_fitted(line, width))
    below: Line = [(" ", "base"), *((f"{week['first'][5:]} ", "quiet") for week in shown)]
    return [*lines, _fitted(below, width)]


def week(found: Sequence[Sheet], width: int) -> list[Line]:
    """What is due on each day of a week, by light: of `series.of_county["due_days"]`. The days, then a line for each
    light that has any; one line says so where nothing is due."""
    wide = max((width - 5) // 7, 4)
    heads: Line = [(" " * 5, "base")]
    for each in found:
        day = date.fromisoformat(each["day"])
        heads.append((fit(f"{_(speak.WEEKDAYS[day.weekday()])}{day.day}" if wide > 6 else str(day.day), wide, ">"),
                      "quiet"))
    lines = [_fitted(heads, width)]
    for light in SHOWN:
        if not any(each[light] for each in found):
            continue
        line: Line = [(" ", "base"), (f" {speak.glyph(light)} ", light)]
        for each in found:
            number = str(each[light] or "")
            line += [(" " * (wide - len(number) - 1), "base"), (f" {number}", light if number else "base")]
        lines.append(_fitted(line, width))
    return lines if len(lines) > 1 else [*lines, _fitted([(" " + _("nothing falls due this week"), "quiet")], width)]


# Bars. ----------------------------------------------------------------------------------------------------------------


def bars(rows: Sequence[Bar], width: int, *, most: float = 0) -> list[Line]:
    """Named figures as bars to one scale, a line each; `most` is the full bar, else the greatest figure is."""
    whole = most or max([*(row.figure for row in rows), 0]) or 1
    name = min(max([4, *(cells(row.name) for row in rows)]), width // 3)
    said = max([0, *(cells(row.said) for row in rows)])
    room = max(width - name - said - 4, 4)
    return [
        _fitted([
            (f" {fit(row.name, name)} ", "base"), *filled(row.figure / whole, room), (f" {fit(row.said, said, '>')}",
                                                                                      "base"),
        ], width)
        for row in rows
    ]


def townships(found: Sheet, width: int) -> list[Line]:
    """The rows of a split target by the share they have done: of `standing.rows`, a line each, silent rows last."""
    ranked = found["ranked"]
    name = min(max([4, *(cells(row["body"]) for row in ranked)]), 20)
    figures = [f"{row['latest'] or '-'}/{row['value']}{found['unit']}" for row in ranked]
    said = min(max([0, *map(cells, figures)]), max(width - name - 28, 8))
    lines = []
    for row, figure in zip(ranked, figures, strict=True):
        line: Line = [(fit(str(row["rank"] or "-"), 4, ">") + " ", "base")]
        line += [(f" {speak.glyph(row['light'])} ", row["light"]), (f" {fit(row['body'], name)} ", "base")]
        room = max(width - length(line) - said - 2, 6)
        if row["progress"] is None:
            line.append((fit(_("not reported"), room), "quiet"))
        else:
            line += bar(speak.percent(row["progress"]), row["progress"], room)
        lines.append(_fitted([*line, (f" {fit(figure, said, '>')}", "quiet")], width))
    return lines


def filled(share: float, width: int) -> Line:
    """A bar without a label, `share` of it filled."""
    full = round(width * min(1.0, max(0.0, share)))
    if look.is_plain():
        return [("#" * full + "-" * (width - full), "base")]
    return [(" " * part, name) for part, name in ((full, "full"), (width - full, "empty")) if part]


_SIGNS = {"done": "#", "green": "+", "grey": ".", "yellow": "-", "red": "!"}
"""The parts of a bar of lights without colour."""


def shares(counts: dict[str, int], width: int) -> Line:
    """Counts by light as one bar, a part a light: done first, red last. A light that has any has a cell."""
    whole = sum(counts.get(light, 0) for light in _SIGNS)
    if not whole:
        return [("-" * width if look.is_plain() else " " * width, "empty")]
    parts = {light: max(1, width * counts[light] // whole) for light in _SIGNS if counts.get(light)}
    while sum(parts.values()) > width and max(parts.values()) > 1:
        parts[max(parts, key=lambda light: parts[light])] -= 1
    parts[max(parts, key=lambda light: parts[light])] += width - sum(parts.values())
    signs = _SIGNS if look.is_plain() else dict.fromkeys(_SIGNS, " ")
    return [(signs[light] * part, light) for light, part in parts.items() if part > 0]


# Pieces. --------------------------------------------------------------------------------------------------------------


def _points(found: Sequence[Sequence[object]]) -> list[Point]:
    return [(date.fromisoformat(str(day)), float(str(share))) for day, share in found]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _fitted(line: Line, width: int) -> Line:
    """The line in exactly so many cells: filled with blanks, or cut."""
    found: Line = []
    left = width
    for text, name in line:
        if cells(text) > left:
            text = fit(text, left)
        if text:
            found.append((text, name))
        left -= cells(text)
    return [*found, (" " * left, "base")] if left else found
