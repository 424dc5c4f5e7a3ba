"""What a TOML file beside the program is: a plan, a list of bodies or people, a rule for lights, a holiday notice."""

import re
import tomllib

_TASKS = re.compile(rb"^\s*\[\[\s*tasks?\s*\]\]", re.MULTILINE)


def kind_of(source: bytes) -> str:
    """"plan", "bodies", "people", "scoring", "ladder", "rules" or "holidays".

    Whatever cannot be read is taken for a plan, whose reader says what is wrong.
    """
    if _TASKS.search(source):
        return "plan"  # without a second parse: a file of 100,000 tasks takes seconds
    try:
        document = tomllib.loads(source.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # bad TOML, not UTF-8, a number without end: all said by the reader
        return "plan"
    if "tasks" in document or "task" in document or "id" in document:
        return "plan"
    if "bodies" in document or "body" in document:
        return "bodies"
    if document.keys() & {"people", "person", "office", "人员"}:
        return "people"
    if document.keys() & {"lines", "line"} and document.keys() & {"base", "cap"}:
        return "scoring"
    if document.keys() & {"rungs", "rung"}:
        return "ladder"
    if "rule" in document:
        return "rules"
    return "holidays" if "year" in document and ("off" in document or "worked" in document) else "plan"
