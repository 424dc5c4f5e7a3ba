"""The query grammar (查询): one line of text -> what is asked of a task list, and back. docs/query.md explains it.

    terms                  all must hold; `a or b` and `a 或 b`: one at least; brackets group
    word, "two words"      found in title, bodies, numbers or pinyin initials
    key:value,value        one of the values; `<`, `<=`, `>`, `>=` and `..` where values can be compared
    -term, 非 term         must not hold

Full-width signs are read as half-width ones. What a filter means is not looked up here: names stay as they are typed,
and days that are counted from today stay so (`spans`).
"""

import re
from typing import NamedTuple, TypeGuard, Union

from xiaxian_tasks.domain import spans, spellings
from xiaxian_tasks.domain.spellings import Language

WORD = "word"
"""The key of what stands alone."""

SORT, LIMIT = "sort", "limit"
"""Keys that ask nothing of a task: they stand once, outside brackets."""


class Value(NamedTuple):
    """One value: a code, a name as typed, a number, or with an operator of `spans` what it is compared with."""

    text: str
    operator: str = spans.IS
    column: int = 0


class Term(NamedTuple):
    """A key of `spellings.KEYS` or WORD with its values, one of which must hold; `negated`: none may.

    Columns count characters from 1; that of a negated term is of its first sign.
    """

    key: str
    values: tuple[Value, ...]
    column: int = 0
    negated: bool = False


class Group(NamedTuple):
    """Several alternatives, one of which must hold whole; `negated`: none may."""

    alternatives: tuple[tuple["Part", ...], ...]
    column: int = 0
    negated: bool = False


Part = Union[Term, Group]  # noqa: UP007  # names in quotes know no |


class Filter(NamedTuple):
    """A query as read: parts that must all hold, an order of `spellings.SORTS` or "", and how many at most."""

    parts: tuple[Part, ...] = ()
    sort: str = ""
    limit: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand alone at the top: what a screen can look for by itself, in lower case."""
        return tuple(part.values[0].text.lower() for part in self.parts if is_plain_word(part))

    @property
    def beside_words(self) -> "Filter":
        """The same without those words."""
        return self._replace(parts=tuple(part for part in self.parts if not is_plain_word(part)))


def is_plain_word(part: Part) -> TypeGuard[Term]:
    """Whether a part is a word that must be found."""
    return isinstance(part, Term) and part.key == WORD and not part.negated


_SAFE = re.compile(r"[\w.%/〔〕\[\]+-]+")


def text_of(asked: Filter, language: Language = "en") -> str:
    """A filter as text that reads as the same filter, its keys and codes in a language."""
    said = [_part(part, language) for part in asked.parts]
    if len(said) == 1 and isinstance(asked.parts[0], Group) and not asked.parts[0].negated:
        said = [said[0][1:-1]]
    if asked.sort:
        said.append(f"{_key(SORT, language)}:{spellings.spelled(SORT, asked.sort, language)}")
    if asked.limit is not None:
        said.append(f"{_key(LIMIT, language)}:{asked.limit}")
    return " ".join(said)


def _key(key: str, language: Language) -> str:
    return spellings.spelled("", key, language)


def _part(part: Part, language: Language) -> str:
    sign = "-" if part.negated else ""
    if isinstance(part, Group):
        said = [" ".join(_part(each, language) for each in parts) for parts in part.alternatives]
        return f"{sign}({(' 或 ' if language == 'zh' else ' or ').join(said)})"
    if part.key == WORD:
        return f"{sign}{_quoted(part.values[0].text)}"
    return f"{sign}{_key(part.key, language)}:{','.join(_value(part.key, value, language) for value in part.values)}"


def _value(key: str, value: Value, language: Language) -> str:
    if key in spellings.NAMED or key == LIMIT:
        return _quoted(value.text)
    if value.operator == spans.BETWEEN:
        first, sign, last = value.text.partition(spans.BETWEEN)
        return sign.join(_unit(key, end, language) for end in (first, last))
    return f"{value.operator}{_unit(key, value.text, language)}"


_IN_CHINESE = {"d": "天", "w": "周", "m": "个月"}


def _unit(key: str, text: str, language: Language) -> str:
    """A code or point in words: `30d` is 30天."""
    if key == "due" and text and language == "zh" and spans.is_ahead(text):
        return f"{text[:-1]}{_IN_CHINESE[text[-1]]}"
    return spellings.spelled(key, text, language)


def _quoted(text: str) -> str:
    """A word or name, in quotation marks where it would be read as something else."""
    reserved = (*spellings.OR, *spellings.NOT)
    if _SAFE.fullmatch(text) and text.casefold() not in reserved and text[0] not in "-非":
        return text
    return '"' + text.replace('"', '""') + '"'
