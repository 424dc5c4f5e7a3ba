"""Charts as SVG (图): bars of parts beside their labels, for a page that fetches nothing.

Our own, as what there is does not do it: pygal links a script of another server into every picture (Kozea/pygal#424),
leather measures no wide characters, svgwrite draws elements only and is no longer kept up.
Who sees no colours, or no picture, has the order of the parts, their figures inside, and a title and text for readers.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from xiaxian_tasks.paper.balance import ems

WIDE, LABEL, HIGH, STEP, SIZE = 760, 190, 22, 32, 14
"""Pixels of the drawing, its labels, a bar, from bar to bar, and of a letter; it is scaled to the page."""


class Part(NamedTuple):
    """A part of a bar."""

    name: str
    amount: int
    colour: str


class Bar(NamedTuple):
    """A bar with its label; parts of nothing are not drawn."""

    label: str
    parts: tuple[Part, ...]

    @property
    def amount(self) -> int:
        """All parts together."""
        return sum(part.amount for part in self.parts)


def chart(key: str, title: str, bars: Sequence[Bar], *, is_share: bool) -> str:
    """Bars below each other: each as wide as the drawing where shares are meant, else by its amount.

    `key` is an id no other chart of the page has.
    """
    most = max((bar.amount for bar in bars), default=0)
    drawn = "".join(
        _bar(bar, place * STEP, (bar.amount if is_share else most) or 1)
        for place, bar in enumerate(bars)
    )
    told = "；".join(f"{bar.label}：" + "，".join(f"{p.name}{p.amount}" for p in bar.parts if p.amount) for bar in bars)
    high = max(len(bars), 1) * STEP
    return (
        f'<svg role="img" aria-labelledby="{key}-t {key}-d" viewBox="0 0 {WIDE} {high}" width="100%">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(told)}</desc>{drawn}</svg>'
    )


def legend(parts: Iterable[Part]) -> str:
    """The names of parts with their colours, in the order of the bars."""
    made = "".join(
        f'<li><svg aria-hidden="true" viewBox="0 0 14 14" width="14" height="14"><rect width="14" height="14" rx="2"'
        f' fill="{part.colour}"/></svg> {escape(part.name)}</li>' for part in parts
    )
    return f'<ul class="legend">{made}</ul>'


def _bar(bar: Bar, top: int, whole: int) -> str:
    room = WIDE - LABEL - 50
    done, made = 0, _label(bar.label, top)
    for part in bar.parts:
        begin, done = LABEL + done * room // whole, done + part.amount
        wide = LABEL + done * room // whole - begin
        if part.amount:
            made += (
                f'<rect x="{begin}" y="{top}" width="{max(wide - 1, 1)}" height="{HIGH}" fill="{part.colour}">'
                f"<title>{escape(part.name)} {part.amount}</title></rect>"
            )
            if wide > len(str(part.amount)) * 9 + 6:
                made += _text(str(part.amount), begin + wide // 2, top, "middle", _ink(part.colour))
    return made + _text(str(bar.amount), LABEL + done * room // whole + 6, top, "start", "currentColor")


def _label(label: str, top: int) -> str:
    """The label before its bar, cut where it is wider than its place."""
    most, shown = LABEL // SIZE - 1, label
    while ems(shown) > most:
        shown = shown[:-2] + "…" if shown.endswith("…") else shown[:-1] + "…"
    return _text(shown, LABEL - 8, top, "end", "currentColor")


def _text(said: str, x: int, top: int, anchor: str, ink: str) -> str:
    place = f'x="{x}" y="{top + HIGH // 2 + SIZE // 3}" text-anchor="{anchor}" font-size="{SIZE}" fill="{ink}"'
    return f"<text {place}>{escape(said)}</text>"


def _ink(colour: str) -> str:
    """Black or white, whichever is read better on a colour (relative luminance, WCAG 2)."""
    linear = [_linear(int(colour[at:at + 2], 16)) for at in (1, 3, 5)]
    return "#000" if 2126 * linear[0] + 7152 * linear[1] + 722 * linear[2] > 1790 * 10**6 else "#fff"


def _linear(value: int) -> int:
    """A channel in millionths of full light, near enough by a square (exact: a power of 2.2)."""
    return value * value * 10**6 // 255**2
