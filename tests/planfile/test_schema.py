"""The schema for editors says what the reader checks, and the page about the format names every key."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema

from tests.planfile.good import GOOD, PLANS, plan_of, reading_of
from xiaxian_tasks.planfile import listing, schema
from xiaxian_tasks.planfile.keys import TABLES

DOCS = Path(__file__).parents[2] / "docs"


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_as_json(member) for member in value]
    return value.isoformat() if isinstance(value, date) else value


def _faults(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schema.schema())
    return [error.message for error in validator.iter_errors(_as_json(tomllib.loads(text)))]


def test_the_committed_schema_is_the_one_of_the_key_tables() -> None:
    committed = (DOCS / "plan.schema.json").read_text(encoding="utf-8")
    assert committed == schema.text(), "write xiaxian_tasks.planfile.schema.text() to docs/plan.schema.json"
    jsonschema.Draft7Validator.check_schema(json.loads(committed))


def test_shipped_plans_and_the_good_file_are_valid() -> None:
    for path in sorted(PLANS.glob("*-2?.toml")):
        assert _faults(path.read_text(encoding="utf-8")) == [], path.name
    assert _faults(GOOD) == []


def test_what_an_editor_can_see_is_marked() -> None:
    for old, new in (
        ('title = "2024年节水计划"\n', ""), ("support =", "suport ="), ('"reach"', '"reached"'), ('unit = "眼"\n', ""),
        ('number = "2"\n', ""), ("after = 15", "after = -1"), ('lead = ["县水利局"]', 'lead = "县水利局"'),
    ):
        assert _faults(GOOD.replace(old, new, 1)) != [], new


def test_the_list_of_keys_of_the_page_is_the_one_of_the_key_tables() -> None:
    page = (DOCS / "plan-format.md").read_text(encoding="utf-8")
    assert page.partition("<!-- keys -->\n")[2] == listing.text(), "write listing.text() below the mark of the page"
    for keys in TABLES.values():
        for key in keys:
            assert f"- `{key.name}` (" in page


def _examples(page: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


def test_the_example_of_the_page_is_ten_measures_with_eight_keys() -> None:
    ten, whole = _examples("plan-format.md")
    assert len(plan_of(ten).tasks) == 10
    used = {line.partition(" = ")[0] for line in ten.split("\n") if " = " in line}
    assert used == {"id", "title", "issued", "number", "lead", "value", "unit", "due"}
    doubts = [doubt.code for doubt in reading_of(whole).doubts]
    assert (len(plan_of(whole).procedures), doubts) == (1, ["sum", "misprint"])


def test_both_languages_show_the_same_examples() -> None:
    english, chinese = _examples("plan-format.md"), _examples("plan-format.zh-CN.md")
    assert [plan_of(text) for text in chinese] == [plan_of(text) for text in english]
