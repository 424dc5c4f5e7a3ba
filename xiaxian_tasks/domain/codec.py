"""Values <-> plain documents (dicts, lists, strings), as they stand in entries, projections and JSON.

Dates are ISO strings, decimals plain strings, a field at its default is left out: so a value encodes the same today
and after a field is added, which the hash chain relies on.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from xiaxian_tasks.domain import life as l
from xiaxian_tasks.domain import plan as p
from xiaxian_tasks.domain.people import People, Person
from xiaxian_tasks.domain.subscriptions import Subscription

T = TypeVar("T")
Convert = Callable[[Any], Any]


def plain(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: 1E+2 is "100", 0.850 is "0.85"."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def iso(on: date | None) -> str | None:
    """A day as it stands in documents; None where there is none."""
    return on.isoformat() if on else None


def encode(value: Any) -> Any:
    """A value as a plain document. NamedTuples become dicts without the fields that stand at their default."""
    if isinstance(value, tuple):
        fields: tuple[str, ...] | None = getattr(value, "_fields", None)
        if fields is None:
            return [encode(member) for member in value]
        defaults: dict[str, Any] = value._field_defaults  # type: ignore[attr-defined]
        return {
            name: encode(member)
            for name, member in zip(fields, value, strict=True)
            if name not in defaults or member != defaults[name]
        }
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): encode(member) for key, member in value.items()}
    return value


def canonical(document: Any) -> str:
    """The one JSON text of a plain document: sorted keys, no spaces, UTF-8 as it is. This is what is hashed."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _many(convert: Convert) -> Convert:
    return lambda members: tuple(convert(member) for member in members)


def _record(kind: type[Any]) -> Convert:
    return lambda document: decode(kind, document)


def _pairs(members: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(member) for member in members)


def _curve(members: Any) -> tuple[tuple[date, Decimal], ...]:
    return tuple((date.fromisoformat(day), Decimal(share)) for day, share in members)


def _days(members: Any) -> tuple[tuple[str, date], ...]:
    return tuple((key, date.fromisoformat(day)) for key, day in members)


def _spans(members: Any) -> tuple[tuple[date, date], ...]:
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in members)


_DAY = date.fromisoformat

_CONVERT: dict[type[Any], dict[str, Convert]] = {
    p.Rules: {
        "yellow": Decimal, "red": lambda text: None if text is None else Decimal(text), "spans": _pairs, "own": tuple,
    },
    p.Period: {
        "start": date.fromisoformat,
        "end": lambda text: date.fromisoformat(text) if text else None,
        "curve": _curve,
    },
    p.Part: {"value": Decimal},
    p.Target: {
        "value": Decimal,
        "period": _record(p.Period),
        "due": date.fromisoformat,
        "baseline": Decimal,
        "printed": Decimal,
        "parts": _many(_record(p.Part)),
    },
    p.Milestone: {"due": date.fromisoformat, "bodies": tuple, "start": date.fromisoformat},
    p.Recurrence: {
        "bodies": tuple,
        "anchored": _many(date.fromisoformat),
        "start": date.fromisoformat,
        "until": date.fromisoformat,
    },
    p.PolicyFigure: {"until": date.fromisoformat},
    p.Task: {
        "issued": date.fromisoformat,
        "period": _record(p.Period),
        "rules": _record(p.Rules),
        "lead": tuple,
        "support": tuple,
        "due": date.fromisoformat,
        "targets": _many(_record(p.Target)),
        "milestones": _many(_record(p.Milestone)),
        "recurrences": _many(_record(p.Recurrence)),
        "policy_figures": _many(_record(p.PolicyFigure)),
    },
    p.Body: {"aliases": tuple, "members": tuple},
    p.Member: {},
    p.Group: {"aliases": tuple, "members": _many(_record(p.Member))},
    p.Limit: {},
    p.Step: {"bodies": tuple, "limit": lambda document: decode(p.Limit, document) if document else None},
    p.Condition: {},
    p.Procedure: {"conditions": _many(_record(p.Condition)), "steps": _many(_record(p.Step))},
    p.Form: {"fields": tuple, "signers": tuple},
    p.Doubt: {},
    l.Assignment: {
        "sent": _DAY, "receipt_due": _DAY, "signed": _DAY, "requested": _DAY, "returned": _DAY, "rework_due": _DAY,
        "accepted": _DAY, "refused": _DAY, "accepted_before": _DAY, "authors": tuple,
    },
    l.Question: {"at": _DAY, "due": _DAY},
    l.Notice: {"at": _DAY, "due": _DAY, "keys": tuple, "answered": _DAY},
    l.Wish: {"at": _DAY, "due": _DAY, "moved": _days},
    l.Life: {
        "registered": _DAY, "dispatched": _DAY, "assignments": _many(_record(l.Assignment)),
        "hands": tuple, "acceptors": tuple, "closed": _DAY, "recheck_due": _DAY, "rechecked": _DAY, "since": _DAY,
        "moved": _days, "stood": _spans,
        "wish": lambda document: decode(l.Wish, document) if document else None,
        "questions": _many(_record(l.Question)), "notices": _many(_record(l.Notice)), "renamed": _pairs,
    },
    Person: {"aliases": tuple, "away": _spans},
    People: {"persons": _many(_record(Person))},
    Subscription: {"since": _DAY, "expires": _DAY, "revoked": _DAY, "recalled": _DAY},
}


def decode(kind: type[T], document: dict[str, Any]) -> T:
    """The value of `kind` a plain document stands for; the inverse of `encode`."""
    converts = _CONVERT[kind]
    return kind(**{
        name: converts[name](member) if name in converts else member for name, member in document.items()
    })
