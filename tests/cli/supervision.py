"""Full supervision through the command line: four persons of a county, and what they do on a ledger."""

from pathlib import Path
from typing import Any

from tests.cli.programs import Done, call

WELLS = "groundwater-23/10"
LEADER, DIRECTOR, SUPERVISOR, LIAISON, HEAD = "周明", "王敏", "李强", "赵芳", "孙立"
PEOPLE = """\
[[people]]
name = "周明"
role = "县领导"

[[people]]
name = "王敏"
role = "督查室主任"

[[people]]
name = "李强"
role = "督查员"

[[people]]
name = "赵芳"
role = "单位联络员"
body = "县水利局"

[[people]]
name = "孙立"
role = "单位负责人"
body = "县水利局"
"""
ALONE = '[office]\nseparation = false\n\n[[people]]\nname = "王敏"\nrole = "督查室主任"\n'
OTHERS = ("县公安局", "县人民检察院", "县人民法院")


def act(ledger: Path, on: str, by: str, *arguments: str, lang: str = "zh") -> Done:
    """Run a command as somebody on a day of October 2023 ("10-08") or of another ("2024-01-10")."""
    return call(ledger, "--by", by, *arguments, on=on if len(on) > 5 else f"2023-{on}", lang=lang)


def done(ledger: Path, on: str, by: str, *arguments: str) -> dict[str, Any]:
    """The task as it stands after a step that has to be let through."""
    answer = act(ledger, on, by, *arguments, "--json")
    assert answer.code == 0, answer.err
    document = answer.json[0] if isinstance(answer.json, list) else answer.json
    assert set(document) >= {"entry", "task"}
    task: dict[str, Any] = document["task"]
    return task


def refused(ledger: Path, on: str, by: str, *arguments: str, code: int = 4) -> str:
    """What is said of a step that may not be taken; nothing is written."""
    before = entries(ledger)
    answer = act(ledger, on, by, *arguments)
    assert (answer.code, answer.out) == (code, ""), (answer.out, answer.err)
    assert entries(ledger) == before
    return answer.err


def entries(ledger: Path, task: str = WELLS) -> list[tuple[int, str]]:
    """The history of a task: number and kind of each entry."""
    return [(each["seq"], each["kind"]) for each in call(ledger, "history", task, "--json", on="2024-12-31").json]


def shown(ledger: Path, on: str, task: str = WELLS) -> dict[str, Any]:
    """A task as `show` has it."""
    sheet: dict[str, Any] = call(ledger, "show", task, "--json", on=on).json
    return sheet


def state_of(sheet: dict[str, Any], body: str) -> str:
    """The state of the newest assignment of a body."""
    return [str(each["state"]) for each in sheet["assignments"] if each["body"] == body][-1]
