"""Curves over time on a grid of cells: braille dots, or signs where lines are drawn with signs only.

A cell shows the dots of every curve in it and the style of the one that was drawn last. Each curve has a pattern of its
own, so that they are told apart without colour.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import look, speak
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.width import cells, fit

Point = tuple[date, float]

SCALE = 5
"""Cells left of a plot: 100% and a blank."""

BLANK = 0x2800
"""The braille sign without dots: one cell in every terminal."""

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille sign, by row and column."""


class Curve(NamedTuple):
    """Points rising by day, joined by straight lines. Of `gap` dots one is drawn; `sign` stands for them in ASCII."""

    points: Sequence[Point]
    style: str
    sign: str
    gap: int = 1

    def values(self, days: Sequence[float]) -> list[float | None]:
        """The values on some days (ordinals); None outside the points."""
        known = [(point.toordinal(), value) for point, value in self.points]
        ordinals = [day for day, _value in known]
        return [_between(known, bisect_right(ordinals, day), day) for day in days]


def _between(known: Sequence[tuple[int, float]], place: int, day: float) -> float | None:
    """The value on a day that lies before the point at `place`."""
    if not known or place == 0 or day > known[-1][0]:
        return None
    (first, low), (last, high) = known[place - 1], known[min(place, len(known) - 1)]
    return high if first == last else low + (high - low) * (day - first) / (last - first)


class Frame(NamedTuple):
    """What a plot shows: the days from edge to edge, the share at its top, and the day taken for today."""

    first: date
    last: date
    top: float
    on: date


class Canvas:
    """A grid of cells over a span of days and shares from 0 to the top."""

    def __init__(self, frame: Frame, width: int, height: int) -> None:
        self.frame, self.width, self.height = frame, width, height
        self._across, self._down = (1, 1) if look.is_ascii() else (2, 4)
        self._bits: dict[tuple[int, int], int] = {}
        self._styles: dict[tuple[int, int], tuple[str, str]] = {}

    @property
    def _days(self) -> list[float]:
        """The day (an ordinal, with its part) at each column of dots."""
        first, last = self.frame.first.toordinal(), self.frame.last.toordinal()
        columns = self.width * self._across
        return [first + (last - first) * x / max(columns - 1, 1) for x in range(columns)]

    def column(self, day: date) -> int:
        """The cell a day stands in, from the left."""
        first, last = self.frame.first.toordinal(), self.frame.last.toordinal()
        share = (day.toordinal() - first) / max(last - first, 1)
        return max(0, min(self.width - 1, int(share * (self.width * self._across - 1)) // self._across))

    def _row(self, share: float) -> int:
        """The row of dots of a share, from the top; what lies outside is drawn on the edge."""
        rows = self.height * self._down - 1
        return rows - round(max(0.0, min(1.0, share / self.frame.top)) * rows)

    def draw(self, curve: Curve) -> None:
        """Draw a curve, its steep parts joined."""
        before: int | None = None
        for x, share in enumerate(curve.values(self._days)):
            if share is None:
                before = None
                continue
            y = self._row(share)
            rising = range(min(y, before + 1), max(y, before - 1) + 1) if before is not None else (y,)
            for each in (y, *rising):
                if curve.gap == 1 or (x + each * (each != y)) % curve.gap == 0:
                    self._put(x, each, curve)
            before = y
        for day, share in curve.points if len(curve.points) == 1 else ():
            if self.frame.first <= day <= self.frame.last:
                self._put(self.column(day) * self._across, self._row(share), curve)

    def _put(self, x: int, y: int, curve: Curve) -> None:
        place = x // self._across, y // self._down
        if self._down > 1:
            self._bits[place] = self._bits.get(place, 0) | _DOTS[y % 4][x % 2]
        self._styles[place] = curve.style, curve.sign

    def lines(self) -> list[Line]:
        """The cells, a line a row; the column of today is marked from top to bottom."""
        today = self.column(self.frame.on) if self.frame.first <= self.frame.on <= self.frame.last else -1
        return [self._line(y, today) for y in range(self.height)]

    def _line(self, y: int, today: int) -> Line:
        line: Line = []
        for x in range(self.width):
            name, sign = self._styles.get((x, y), ("plot", " "))
            if name == "plot" and x == today:
                name, sign = "plot-today", "|" if self._down == 1 or look.is_plain() else " "
            elif name != "plot" and self._down > 1:
                sign = chr(BLANK + self._bits[x, y])
            if line and line[-1][1] == name:
                line[-1] = (line[-1][0] + sign, name)
            else:
                line.append((sign, name))
        return line


def plot(frame: Frame, curves: Sequence[Curve], width: int, height: int) -> list[Line]:
    """Curves with their scale to the left and the months below, in exactly `width` cells and `height` lines."""
    canvas = Canvas(frame, max(width - SCALE, 1), max(height - 1, 1))
    for curve in curves:
        canvas.draw(curve)
    marks = _scale(frame.top, canvas.height)
    lines: list[Line] = [
        [(fit(marks.get(y, ""), SCALE - 1, ">") + " ", "quiet"), *line] for y, line in enumerate(canvas.lines())
    ]
    return [*lines, [(" " * SCALE, "quiet"), *_axis(canvas)]]


def _scale(top: float, rows: int) -> dict[int, str]:
    """Shares beside the rows they stand in: the top, nothing, and where there is room what lies between."""
    parts = 4 if rows >= 9 else 2 if rows >= 5 else 1
    return {
        round((rows - 1) * part / parts): f"{top * (parts - part) / parts:.0%}" for part in range(parts + 1)
    }


def _axis(canvas: Canvas) -> Line:
    """The months below the days they begin on, as many as fit, January by its year; and today."""
    frame, text = canvas.frame, [" "] * canvas.width
    owned = [False] * canvas.width

    def write(place: int, label: str) -> bool:
        taken = cells(label)
        place = max(0, min(place, canvas.width - taken))
        if taken > canvas.width or any(owned[max(place - 1, 0) : place + taken + 1]):
            return False
        text[place : place + taken] = [label, *[""] * (taken - 1)]
        owned[place : place + taken] = [True] * taken
        return True

    spans: list[tuple[int, int]] = []
    if frame.first <= frame.on <= frame.last and write(canvas.column(frame.on), today := _("today")):
        spans.append((text.index(today), cells(today)))
    begun = [day for day in _firsts(frame) if day >= frame.first]
    room = max(4, *(cells(_(name)) for name in speak.MONTHS)) + 1
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 600) if len(begun) * room <= canvas.width * n)
    for day in begun:
        if (day.year * 12 + day.month - 1) % step == 0:
            write(canvas.column(day), str(day.year) if day.month == 1 else _(speak.MONTHS[day.month - 1]))
    if not spans:
        return [("".join(text), "quiet")]
    (place, taken) = spans[0]
    return [
        ("".join(text[:place]), "quiet"), ("".join(text[place : place + taken]), "title"),
        ("".join(text[place + taken :]), "quiet"),
    ]


def _firsts(frame: Frame) -> list[date]:
    """The first days of the months a frame shows."""
    found, day = list[date](), frame.first.replace(day=1)
    while day <= frame.last:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found
