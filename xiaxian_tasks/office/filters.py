"""Filter -> Query: what a query means in this ledger, on this day, with its names looked up."""

from datetime import date
from typing import Any

from xiaxian_tasks.domain import spans
from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.domain.query import WORD, Filter, Group, Part, Term, Value
from xiaxian_tasks.domain.spellings import CODED, NONE, is_none
from xiaxian_tasks.domain.terms import DONE, PAUSED, SETTLED
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import Query

_CODES = {"light": "lights", "reason": "reasons", "state": "states", "waits": "waits", "outlook": "outlooks"}
_ROLES = {"body": (), "lead": ("lead",), "support": ("support",)}
_NEVER_LATE = tuple(sorted(SETTLED | PAUSED))
"""States in which nothing can be overdue."""

_ANY_SHARE = -(2**31)
"""Millionths below every share: what is not below it has a share at all."""

_BRACKETS = str.maketrans("([{【［（", "〔" * 6) | str.maketrans(")]}】］）", "〕" * 6)
_ADDED_UP = ("words", "but")


def narrowed(office: Office, wanted: Query, text: str) -> Query:
    """A query narrowed by what a text asks; an order in it takes the place of the query's, the smaller limit holds.

    Raises Misused `bad-query` (2), NotFound `body`, `plan` (5).
    """
    return by_filter(office, wanted, parse(text))


def by_filter(office: Office, wanted: Query, asked: Filter) -> Query:
    """The same with a text that was read before."""
    found = _all(office, wanted, asked.parts)
    if asked.limit is not None:
        found = found._replace(limit=asked.limit if found.limit is None else min(asked.limit, found.limit))
    return found._replace(sort=asked.sort) if asked.sort else found


def both(wanted: Query, other: Query) -> Query:
    """A query that asks what two ask. Field by field where they ask different things, else one inside the other."""
    blank = Query(wanted.on)._asdict()
    asked = {name: value for name, value in other._asdict().items() if name != "on" and value != blank[name]}
    if all(getattr(wanted, name) == blank[name] for name in asked if name not in _ADDED_UP):
        return wanted._replace(**{
            name: getattr(wanted, name) + value if name in _ADDED_UP else value for name, value in asked.items()
        })
    if not wanted.any_of:
        return wanted._replace(any_of=(other,))
    return wanted._replace(but=(*wanted.but, Query(wanted.on, but=(other,))))


def _all(office: Office, wanted: Query, parts: tuple[Part, ...]) -> Query:
    for part in parts:
        meant = _group(office, part) if isinstance(part, Group) else _term(office, part)
        wanted = wanted._replace(but=(*wanted.but, meant)) if part.negated else both(wanted, meant)
    return wanted


def _group(office: Office, group: Group) -> Query:
    blank = Query(office.on)
    return blank._replace(any_of=tuple(_all(office, blank, parts) for parts in group.alternatives))


def _term(office: Office, term: Term) -> Query:
    """What a term asks, whether or not it is negated."""
    blank = Query(office.on)
    texts = [value.text for value in term.values]
    if term.key == WORD:
        return blank._replace(words=(texts[0].lower(),))
    if term.key in CODED:
        coded: dict[str, Any] = {_CODES[term.key]: tuple("" if text == NONE else text for text in texts)}
        return blank._replace(**coded)
    if term.key == "number":
        return blank._replace(numbers=tuple(texts))
    if term.key in {"plan", "document"}:
        found = [names.plan(office, text) for text in texts] if term.key == "plan" else _documents(office, texts)
        return blank._replace(documents=tuple(dict.fromkeys(found)))
    if term.key in _ROLES:
        return _owed(office, _ROLES[term.key], texts)
    each = [_due(value, office.on) if term.key == "due" else _share(value, office.on) for value in term.values]
    return each[0] if len(each) == 1 else blank._replace(any_of=tuple(each))


def _documents(office: Office, texts: list[str]) -> list[str]:
    """The plans of documents called by their whole number, 22号 or 2023-22号; else what names one plan."""
    plans = office.store.plans(counted=False)
    found: list[str] = []
    for text in texts:
        year, _, short = text.removesuffix("号").rpartition("-")
        end = f"{year and f'〔{year}'}〕{short}号"
        whole = text.translate(_BRACKETS)
        called = [row.id for row in plans if row.document == whole or row.document.endswith(end)]
        found += called or [names.plan(office, whole if "〔" in whole else text)]
    return found


def _owed(office: Office, roles: tuple[str, ...], texts: list[str]) -> Query:
    """What bodies lead or support, themselves or through a group, or what nobody does."""
    blank = Query(office.on)
    owing: list[str] = []
    for text in texts:
        if not is_none(text):
            owing += names.owing(office, text)
    owed = blank._replace(bodies=tuple(dict.fromkeys(owing)), roles=roles)
    if not any(map(is_none, texts)):
        return owed
    free = blank._replace(but=(blank._replace(roles=roles or ("lead", "support")),))
    return blank._replace(any_of=(free, owed)) if owing else free


def _due(value: Value, on: date) -> Query:
    blank = Query(on)
    if value.text == NONE:
        return blank._replace(due_missing=True)
    if value.text == spans.OVERDUE:
        return blank._replace(due_before=on, but=(blank._replace(lights=(DONE,)), blank._replace(states=_NEVER_LATE)))
    span = spans.due_span(value.operator, value.text, on)
    return blank._replace(due_from=span.first, due_before=span.before or date.max)  # what is undated is never before


def _share(value: Value, on: date) -> Query:
    blank = Query(on)
    if value.text == NONE:
        return blank._replace(but=(blank._replace(progress_from=_ANY_SHARE),))
    least, below = spans.share_bounds(value.operator, value.text)
    return blank._replace(progress_from=least, progress_below=below)
