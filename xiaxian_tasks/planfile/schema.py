"""The JSON Schema of plan files for editors, made from the key tables that validate."""

import json
from typing import Any

from xiaxian_tasks.domain.quantity import DIGITS_AT_MOST
from xiaxian_tasks.planfile.keys import TABLES, Key

_LINE = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?[0-9][0-9,]*(\.[0-9]+)?$"}]}
_PAIR = {"type": "array", "minItems": 2, "maxItems": 2}
_COUNT = {"type": "integer", "minimum": 0}

_SORTS: dict[str, dict[str, Any]] = {
    "line": _LINE,
    "prose": _LINE,
    "label": {"type": ["string", "integer"], "pattern": r"^[^\s/\\]+$"},
    "day": _DAY,
    "number": _NUMBER,
    "figure": {"type": ["number", "string"]},
    "count": _COUNT,
    "year": {"type": "integer", "minimum": 1950, "maximum": 2199},
    "flag": {"type": "boolean"},
    "rule": {"type": "string", "pattern": "FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)"},
    "body": _LINE,
    "bodies": {"type": "array", "items": _LINE},
    "texts": {"type": "array", "items": _LINE},
    "curve": {"type": "array", "minItems": 1, "items": _PAIR},
    "spans": {"type": "array", "minItems": 1, "items": _PAIR | {"items": _COUNT}},
    "anchors": {"type": "object", "additionalProperties": {"type": "array", "items": _DAY}},
}


def schema() -> dict[str, Any]:
    """The schema of a plan file (draft-07, which TOML editors know); bare days stand as strings of format date."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Plan file of xiaxian-tasks",
        "description": f"One document and what it binds the county to. Numbers have at most {DIGITS_AT_MOST} digits.",
        **_table("plan"),
        "definitions": {name: _table(name) for name in _inner("plan")},
    }


def text() -> str:
    """The schema as the file `docs/plan.schema.json` holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _inner(name: str) -> list[str]:
    """The names of the tables inside a table, each before those inside it."""
    names = [key.name for key in TABLES[name] if key.sort in {"table", "tables"}]
    return names + [deeper for one in names for deeper in _inner(one)]


def _table(name: str) -> dict[str, Any]:
    properties = {key.name: _key(key) for key in TABLES[name]}
    properties |= {key.singular: _key(key) for key in TABLES[name] if key.singular}
    required = [key for key in TABLES[name] if key.required]
    said: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    if fixed := [key.name for key in required if not key.singular]:
        said["required"] = fixed
    if either := [_either(key) for key in required if key.singular]:
        said["allOf"] = either
    return said


def _either(key: Key) -> dict[str, Any]:
    return {"anyOf": [{"required": [key.name]}, {"required": [key.singular]}]}


def _key(key: Key) -> dict[str, Any]:
    inner = {"$ref": f"#/definitions/{key.name}"}
    if key.sort == "table":
        return {"description": key.about, "allOf": [inner]}
    if key.sort == "tables":
        return {"description": key.about, "type": "array", "items": inner}
    if key.sort == "choice":
        return {"description": key.about, "type": "string", "enum": list(key.choices)}
    blank = {"pattern": r"\S"} if key.required and key.sort in {"line", "prose", "body"} else {}
    return {"description": key.about, **_SORTS[key.sort], **blank}
