"""A keyboard: what a terminal sends for a key by its Textual name, and handfuls of keys struck at random."""

from typing import Protocol, TypeVar

from xiaxian_tasks.tui import acts
from xiaxian_tasks.tui.places import Act

T = TypeVar("T")

_SENT = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "insert": "\x1b[2~", "delete": "\x1b[3~", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f12": "\x1b[24~",
    "ctrl+@": "\x00", "ctrl+backslash": "\x1c", "ctrl+right_square_bracket": "\x1d", "ctrl+underscore": "\x1f",
}
_SHIFTED = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_CODES = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}
_WIDE = {acts.wide_form(chr(code)): chr(code + 0xFEE0) for code in range(ord("!"), ord("~") + 1)}
_HELD = {"shift": 2, "alt": 3, "ctrl": 5}

NOT_WRITING = frozenset("agenda board calendar history plans show standing tasks today view why".split())
"""Commands that record nothing, by their first word."""

TYPED = (
    "水利", "适老化改造", "45户", "３", "说明：已完成。", "灯:红", "“", "①", "\u3000", "🙂", "é",
    "abc", "[b]x[/b]", "10-01",
)
"""What an input method commits at once, and what else is typed into a line."""


class Dice(Protocol):
    """Chance."""

    def choice(self, of: tuple[T, ...], /) -> T:
        """One of several."""

    def randrange(self, begin: int, end: int, /) -> int:
        """A number from the first up to, but without, the last."""

    def random(self) -> float:
        """From 0 to 1."""


def sent(key: str) -> str:
    """What a terminal sends for a key."""
    if key in _SENT:
        return _SENT[key]
    held, plus, rest = key.partition("+")
    if plus and rest in _SHIFTED:
        return f"\x1b[1;{_HELD[held]}{_SHIFTED[rest]}"
    if plus and rest in _CODES:
        return f"\x1b[{_CODES[rest]};{_HELD[held]}~"
    if plus and held == "ctrl" and len(rest) == 1:
        return chr(ord(rest) & 0x1F)
    if plus and held == "alt":
        return "\x1b" + sent(rest)
    typed = key if len(key) == 1 else _WIDE.get(key) or acts.typed_by(key)
    assert typed, f"no terminal sends {key}"
    return typed


def writes(act: Act) -> bool:
    """Whether an act may record something: its command line does."""
    words = act.twin.split()
    return len(words) > 1 and not words[1].startswith("-") and words[1] not in NOT_WRITING


def keys(*, leaving: bool = False, writing: bool = True) -> tuple[str, ...]:
    """Every key of every act, and those every terminal has; without those that leave, or those that may record."""
    left_out = {"ctrl+z"} if leaving else {"ctrl+z", "q", "Q", "ctrl+q"}
    left_out |= {acts.wide_form(key) or key for key in left_out if len(key) == 1}
    if not writing:
        left_out |= {"enter", *(key for act in acts.ACTS if writes(act) for key in acts.keys_of(act))}
    ours = {key for act in acts.ACTS for key in acts.keys_of(act)}
    theirs = {*_SENT, *"abcxyz0", *(f"ctrl+{letter}" for letter in "abcdefgklnoprstuvwxy")}
    return tuple(sorted((ours | theirs) - left_out))


def handful(dice: Dice, of: tuple[str, ...], digits: tuple[str, ...]) -> str:
    """What is sent in one go: a few keys, something typed, a screen's digit, a paste, the mouse."""
    chance = dice.random()
    if chance < 0.70:
        return "".join(sent(dice.choice(of)) for _turn in range(dice.randrange(1, 6)))
    if chance < 0.82:
        return dice.choice(digits)
    if chance < 0.90:
        return dice.choice(TYPED)
    if chance < 0.93:
        return "\x1b[200~" + "\n".join(dice.choice(TYPED) for _line in range(5)) + "\x1b[201~"
    where = f"{dice.randrange(1, 200)};{dice.randrange(1, 60)}"
    button = dice.choice((0, 0, 64, 65))
    return f"\x1b[<{button};{where}M" + (f"\x1b[<{button};{where}m" if button == 0 else "")
