"""Text -> Filter: reads the grammar of `query` from left to right. Every slip is `bad-query`, with its column."""

from typing import NoReturn

from xiaxian_tasks.domain import spans, spellings
from xiaxian_tasks.domain.query import LIMIT, SORT, WORD, Filter, Group, Part, Term, Value
from xiaxian_tasks.errors import Misused

LONGEST, DEEPEST, MOST_VALUES = 1000, 10, 100
"""Characters, brackets in brackets, and values of a query: more is no question a person asks."""

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x3001: ","}
"""Full-width signs, letters and digits, the ideographic blank and comma -> what is read instead, one for one."""

_COMPARED = {0x300A: "<", 0x300B: ">", 0x2264: "<=", 0x2265: ">=", 0x7E: "..", 0x2212: "-"}
"""What stands for signs of comparison in a value: an input method gives 《 for <, a book has ≤."""

_CLOSING = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』"}
_OPERATORS = (spans.UP_TO, spans.FROM, spans.UNDER, spans.OVER, "=")
_SIGNS = "<>≤≥《》"

Alternatives = tuple[tuple[Part, ...], ...]


def parse(text: str) -> Filter:
    """What a text asks.

    Raises Misused `bad-query` (2) with `text`, `column` (1-based, in characters) and `why`; where they help also
    `value` (what was typed there), `key` (a code) and `near` (spellings close to it).
    """
    reading = _Reading(text)
    if len(text) > LONGEST:
        reading.fault("too-long", LONGEST, most=LONGEST)
    found = reading.alternatives(0)
    parts = found[0] if len(found) == 1 else (Group(found, 1),) if found else ()
    return Filter(parts, reading.sort, reading.limit)


class _Reading:
    """A text being read; `at` is the place reached, counted from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_FOLDED)
        self.at = 0
        self.count = 0
        self.sort = ""
        self.limit: int | None = None

    def fault(self, why: str, at: int, **figures: object) -> NoReturn:
        """Say what is wrong, and where."""
        raise Misused("bad-query", text=self.text, column=min(at, len(self.text) - 1) + 1, why=why, **figures)

    def alternatives(self, depth: int) -> Alternatives:
        """What stands up to the end, or in brackets up to the closing one."""
        found: list[tuple[Part, ...]] = []
        parts: list[Part] = []
        beside: int | None = None
        while not self.is_end(depth):
            if self.token(depth) in spellings.OR:
                beside = self.at
                if not parts:
                    self.fault("nothing-beside-or", beside)
                found.append(tuple(parts))
                parts, self.at = [], self.end_of(self.at, depth)
            else:
                parts += self.part(depth)
        if beside is not None and not parts:
            self.fault("nothing-beside-or", beside)
        return (*found, tuple(parts)) if parts else ()

    def is_end(self, depth: int) -> bool:
        """Whether nothing more stands here; blanks are passed over."""
        while self.at < len(self.plain) and self.plain[self.at].isspace():
            self.at += 1
        return self.at == len(self.plain) or (depth > 0 and self.plain[self.at] == ")")

    def end_of(self, start: int, depth: int, stops: str = "") -> int:
        """Where what begins at `start` ends: at a blank, a sign of `stops`, or a closing bracket it did not open."""
        opened = 0
        for place in range(start, len(self.plain)):
            character = self.plain[place]
            if character.isspace() or character in stops:
                return place
            opened += (character == "(") - (character == ")")
            if opened < 0:
                if depth:
                    return place
                opened = 0
        return len(self.plain)

    def token(self, depth: int) -> str:
        """What stands here up to the next blank."""
        return self.plain[self.at : self.end_of(self.at, depth)].casefold()

    def part(self, depth: int) -> list[Part]:
        """One term or group; none for an order or a number of tasks, which the whole takes."""
        start = self.at
        negated = self.is_negated(depth)
        if self.plain[self.at] == "(":
            return self.group(start, depth, negated=negated)
        if self.plain[self.at] in _CLOSING:
            return [self.word(start, self.phrase(), negated=negated)]
        key, behind = self.key_of(self.at, depth)
        if key == WORD:
            word = self.text[self.at : self.end_of(self.at, depth)]
            self.at += len(word)
            return [self.word(start, word, negated=negated)]
        self.at = behind
        values = self.values(key, depth)
        if key not in {SORT, LIMIT}:
            return [Term(key, values, start + 1, negated)]
        if negated or depth:
            self.fault("not-in-group", start, key=key)
        self.take(key, values, start)
        return []

    def take(self, key: str, values: tuple[Value, ...], start: int) -> None:
        """Take over the order, or how many tasks at most."""
        if len(values) > 1:
            self.fault("one-value", values[1].column - 1, key=key)
        if self.sort if key == SORT else self.limit is not None:
            self.fault("key-twice", start, key=key)
        if key == SORT:
            self.sort = values[0].text
        else:
            self.limit = int(values[0].text)

    def word(self, start: int, text: str, *, negated: bool) -> Term:
        """A word that stands alone."""
        self.counted(start)
        return Term(WORD, (Value(text, column=start + 1),), start + 1, negated)

    def counted(self, start: int) -> None:
        """Count one more value."""
        self.count += 1
        if self.count > MOST_VALUES:
            self.fault("too-many", start, most=MOST_VALUES)

    def is_negated(self, depth: int) -> bool:
        """Whether a sign of negation stands here, which is passed over. 非 may be the first character of a word."""
        start, first = self.at, self.plain[self.at]
        if self.token(depth) in spellings.NOT:
            self.at = self.end_of(start, depth)
            is_alone = self.is_end(depth) or self.token(depth) in spellings.OR
        elif first == "-":
            self.at += 1
            is_alone = self.at == len(self.plain) or self.plain[self.at].isspace()
        elif first == "非" and self.stands_before_term(start + 1, depth):
            self.at += 1
            return True
        else:
            return False
        if is_alone or self.plain[self.at] in "-)":
            self.fault("nothing-to-negate", start)
        return True

    def stands_before_term(self, place: int, depth: int) -> bool:
        """Whether a bracket, a quotation or a known key begins here."""
        following = self.plain[place : place + 1]
        return following == "(" or following in _CLOSING or self.head(place, depth)[0] is not None

    def group(self, start: int, depth: int, *, negated: bool) -> list[Part]:
        """What stands in brackets; brackets round what holds without them leave no trace."""
        opened = self.at
        if depth == DEEPEST:
            self.fault("too-deep", opened, most=DEEPEST)
        self.at += 1
        found = self.alternatives(depth + 1)
        if self.at == len(self.plain):
            self.fault("open-group", opened)
        self.at += 1
        if not found:
            self.fault("empty-group", opened)
        if len(found) == 1 and not negated:
            return list(found[0])
        if len(found) == len(found[0]) == 1:
            (only,) = found[0]
            return [only._replace(negated=not only.negated)]
        return [Group(found, start + 1, negated)]

    def phrase(self) -> str:
        """What stands in quotation marks here; a straight one is written twice inside straight ones."""
        start, closing = self.at, _CLOSING[self.plain[self.at]]
        said = ""
        place = start + 1
        while place < len(self.plain):
            if self.plain[place] == closing:
                if closing != '"' or self.plain[place + 1 : place + 2] != '"':
                    break
                place += 1
            said += self.text[place]
            place += 1
        else:
            self.fault("open-quote", start)
        if not said.strip():
            self.fault("empty-phrase", start)
        self.at = place + 1
        return said

    def head(self, start: int, depth: int) -> tuple[str | None, str, int]:
        """The key before a colon or sign of comparison (None where it is none), as typed, and where its value begins.

        What is typed is "" where there is neither colon nor sign behind a key.
        """
        end = self.end_of(start, depth)
        for place in range(start, end):
            character = self.plain[place]
            typed = self.plain[start:place]
            if character == ":":
                return spellings.code_of("", typed), typed or ":", place + 1
            if character in _SIGNS and (key := spellings.code_of("", typed)) in spellings.MEASURED:
                return key, typed, place
        return None, "", end

    def key_of(self, start: int, depth: int) -> tuple[str, int]:
        """The key that stands here and where its value begins; WORD where no colon stands."""
        key, typed, behind = self.head(start, depth)
        if key is not None:
            return key, behind
        if typed:
            self.fault("unknown-key", start, value=typed, near=spellings.near("", typed))
        return WORD, behind

    def values(self, key: str, depth: int) -> tuple[Value, ...]:
        """The values that stand here, between commas or strokes."""
        found: list[Value] = []
        while True:
            start = self.at
            if self.plain[start : start + 1] in _CLOSING:
                text = self.phrase()
            else:
                text = self.text[start : self.end_of(start, depth, ",|")]
                self.at += len(text)
            if not text.strip():
                self.fault("no-value", start, key=key)
            self.counted(start)
            found += self.meant(key, text, start)
            if self.plain[self.at : self.at + 1] not in {",", "|"}:
                return tuple(found)
            self.at += 1

    def meant(self, key: str, text: str, start: int) -> tuple[Value, ...]:
        """What one value stands for: itself, or the several codes it is a word for."""
        several = spellings.codes_of(key, text.translate(_FOLDED).casefold())
        if len(several) > 1:
            return tuple(Value(code, column=start + 1) for code in several)
        return (self.value(key, text, start),)

    def value(self, key: str, text: str, start: int) -> Value:
        """One value, checked."""
        if key in spellings.NAMED:
            return Value(text.translate(_FOLDED) if key == "number" else text, column=start + 1)
        plain = text.translate(_FOLDED).casefold()
        if key in spellings.MEASURED:
            return self.measured(key, plain, start)
        if key == LIMIT:
            if not (plain.isascii() and plain.isdecimal() and len(plain) <= len("999999999")):
                self.fault("not-a-count", start, value=text)
            return Value(str(int(plain)), column=start + 1)
        code = spellings.code_of(key, plain)
        if code is None:
            self.fault("unknown-value", start, value=text, key=key, near=spellings.near(key, plain))
        return Value(code, column=start + 1)

    def measured(self, key: str, text: str, start: int) -> Value:
        """A value that may be compared."""
        plain = text.translate(_COMPARED)
        sign = next((each for each in _OPERATORS if plain.startswith(each)), spans.IS)
        rest, operator = plain.removeprefix(sign), spans.IS if sign == "=" else sign
        try:
            if not sign and spans.BETWEEN in rest:
                return Value(_between(key, rest), spans.BETWEEN, start + 1)
            return Value(_point(key, rest, is_compared=operator != spans.IS), operator, start + 1)
        except spans.BadValue as bad:
            signs = next((n for n in (1, 2) if sign and text[:n].translate(_COMPARED) == sign), 0)
            near = bad.near or spellings.near(key, rest)
            self.fault(bad.why, start + signs, value=text[signs:], key=key, near=near)


def _between(key: str, text: str) -> str:
    first, _, last = (part.strip() for part in text.partition(spans.BETWEEN))
    ends = [_point(key, end, is_compared=True) if end else "" for end in (first, last)]
    if not any(ends):
        raise spans.BadValue("nothing-between")
    if all(ends) and spans.is_inverted(key, *ends):
        raise spans.BadValue("inverted", f"{ends[1]}{spans.BETWEEN}{ends[0]}")
    return spans.BETWEEN.join(ends)


def _point(key: str, text: str, *, is_compared: bool) -> str:
    point = spans.due_point(text) if key == "due" else spans.share_point(text)
    if is_compared and point in spans.WORDS:
        raise spans.BadValue("not-comparable")
    return point
