"""The list of keys in `docs/plan-format.md`, made from the key tables that validate."""

from xiaxian_tasks.planfile.keys import TABLES, Key

_TITLES = {
    "plan": "The top of the file",
    "bodies": "`[[bodies]]`",
    "bodies file": "The file `bodies.toml`",
    "rule file": "A rule file",
    "holidays file": "A file `holidays/YEAR.toml`",
    "people file": "A file `people.toml`",
    "scoring file": "A file `standing.toml`",
    "ladder file": "A file `ladder.toml`",
}

_SORTS = {
    "line": "text on one line", "prose": "text", "label": "text or a whole number, without blanks and slashes",
    "day": "day",
    "number": "number", "figure": "number or text", "count": "whole number from 0", "year": "year",
    "flag": "`true` or `false`", "rule": "rule", "body": "name of a body", "bodies": "list of names of bodies",
    "texts": "list of texts", "curve": "list of [day, share]", "spans": "list of [days, working days]",
    "anchors": "table of lists of days", "table": "table", "tables": "tables", "role": "role",
    "steps": "number or list of [n-th time, number]",
    "mail": "mail address", "away": "list of [first day, last day]",
    "hours": "list of two times of the day", "papers": "list of papers",
    "agreed": "list of papers, and `digest`",
}


def text() -> str:
    """The list as Markdown: one part for each table, one line for each key."""
    parts = [f"### {_title(name, above)}\n\n" + "".join(map(_line, TABLES[name])) for name, above in _order()]
    return "\n".join(parts)


def _order() -> list[tuple[str, str]]:
    """Each table after the one it stands in, with the header it is written under."""
    files = ("bodies file", "people file", "rule file", "scoring file", "ladder file", "holidays file")
    return [("plan", ""), *_inner("plan", ""), *(pair for file in files for pair in _file(file))]


def _file(name: str) -> list[tuple[str, str]]:
    return [(name, "")] + [pair for pair in _inner(name, "") if pair[0] != "bodies"]


def _inner(name: str, above: str) -> list[tuple[str, str]]:
    found = []
    for key in TABLES[name]:
        if key.sort in {"table", "tables"}:
            place = f"{above}{key.name}"
            header = f"[[{place}]]" if key.sort == "tables" else f"[{place}]"
            found += [(key.name, header), *_inner(key.name, f"{place}.")]
    return found


def _title(name: str, header: str) -> str:
    return _TITLES.get(name) or f"`{header}`"


def _line(key: Key) -> str:
    must = ", required" if key.required else ""
    choices = ": " + ", ".join(f"`{choice}`" for choice in key.choices) if key.choices else ""
    sort = "one of" if key.choices else _SORTS[key.sort]
    return f"- `{key.name}` ({sort}{choices}{must}): {key.about}\n"
