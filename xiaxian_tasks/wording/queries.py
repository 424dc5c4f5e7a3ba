"""What is wrong with a query, in a sentence, and where: the text with a mark below the column."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xiaxian_tasks.domain import spellings
from xiaxian_tasks.language import N_, _, spoken
from xiaxian_tasks.terminal import width

SLIPS = {
    "unknown-key": N_("“{value}” is no key of a query.{near} If it is text to be found, put it in quotation marks."),
    "no-value": N_("A value is missing behind “{key}:”; it stands right behind the colon."),
    "unknown-value": N_("“{value}” is no value of “{key}”.{near} Known are {known}."),
    "not-a-day": N_("“{value}” is neither a day nor a span.{near} Write 2023-10-31, 2023-10, <30d or this-month."),
    "no-such-day": N_("There is no day “{value}”."),
    "not-a-share": N_("“{value}” is no share. Write <50%, >=0.5 or 20%..50%."),
    "percent-missing": N_("“{value}” could be a share or per cent.{near}"),
    "not-comparable": N_("“{value}” cannot be compared; leave out the sign."),
    "nothing-between": N_("“{value}” needs a day or share on one side at least."),
    "inverted": N_("“{value}” ends before it begins.{near}"),
    "not-a-count": N_("“{value}” is no number of tasks."),
    "one-value": N_("“{key}:” takes one value."),
    "key-twice": N_("“{key}:” is there twice."),
    "not-in-group": N_("“{key}:” holds for the whole query: it cannot be negated or stand in brackets."),
    "nothing-beside-or": N_("“or” needs something on both sides. To find the word itself, put it in quotation marks."),
    "nothing-to-negate": N_("Nothing stands behind this sign of negation. To find the sign itself, put it in quotation"
                            " marks."),
    "open-group": N_("This bracket is not closed."),
    "empty-group": N_("Nothing stands in these brackets."),
    "open-quote": N_("This quotation mark is not closed."),
    "empty-phrase": N_("Nothing stands in these quotation marks."),
    "too-long": N_("The query is longer than {most} characters."),
    "too-deep": N_("There are more than {most} brackets in each other."),
    "too-many": N_("The query has more than {most} values."),
}
"""Why a query cannot be read -> the sentence."""


def slip(figures: Mapping[str, Any]) -> str:
    """What is wrong, in one line."""
    key = str(figures.get("key", ""))
    near = figures.get("near") or []
    said = {
        "value": figures.get("value", ""), "most": figures.get("most", ""),
        "key": spellings.spelled("", key, spoken()),
        "known": _(", ").join(spellings.spelled(key, code, spoken()) for code in spellings.table_of(key)),
        "near": _(" Did you mean “{name}”?").format(name=near[0]) if near else _elsewhere(figures),
    }
    sentence = SLIPS[figures["why"]]
    return _(sentence).format_map(said)


def _elsewhere(figures: Mapping[str, Any]) -> str:
    """The key a value belongs to, where it is none of the key it stands behind."""
    found = meant(str(figures.get("value", ""))) if figures["why"] == "unknown-value" else []
    return _(" Did you mean “{name}”?").format(name=found[0]) if found else ""


def meant(word: str) -> list[str]:
    """What a word would ask for with its key before it: 签收 is 待:签收."""
    return [
        f"{spellings.spelled('', key, spoken())}:{','.join(spellings.spelled(key, code, spoken()) for code in codes)}"
        for key, codes in spellings.elsewhere(word)
    ]


def hints(text: str, views: Iterable[str]) -> Iterator[str]:
    """For a query that finds nothing: what its plain words may have been meant for, a sentence a word."""
    from xiaxian_tasks.domain.parse import parse

    known = set(views)
    for word in dict.fromkeys(parse(text).words):
        found = [*meant(word), *([f"--view {word}"] if word in known else [])]
        if found:
            told = _("” or “").join(found)
            yield _("“{word}” is looked for in titles and bodies. Did you mean “{found}”?").format(
                word=word, found=told
            )


def lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """The sentence, the query, and a mark below its column; of a long query what stands round the mark."""
    yield slip(figures)
    text, place = str(figures["text"]), figures["column"] - 1
    first = max(0, place - AROUND)
    shown = "".join(character if character.isprintable() else " " for character in text[first : place + AROUND])
    before = "…" if first else ""
    yield f"  {before}{shown}{'…' if place + AROUND < len(text) else ''}"
    yield f"  {' ' * width(before + shown[: place - first])}^"


AROUND = 30
"""Characters shown on each side of the mark."""


def said(text: str) -> str:
    """A query as it reads in the language spoken; one that can no longer be read as it is."""
    from xiaxian_tasks.domain.parse import parse
    from xiaxian_tasks.domain.query import text_of
    from xiaxian_tasks.errors import Misused

    try:
        return text_of(parse(text), spoken())
    except Misused:
        return text
