"""The workflow's table is told whole: in words, in the help of its commands, in both languages."""

from pathlib import Path

import pytest

from tests.cli.programs import start
from xiaxian_tasks import language
from xiaxian_tasks.domain.guards import CAUSES, FOUND, HOWS
from xiaxian_tasks.domain.terms import ASSIGNMENT_STATES, OUTLOOKS, PERSON_ROLES, WAITS, WAYS
from xiaxian_tasks.domain.workflow import COUNTY, WORKFLOW
from xiaxian_tasks.wording import steps, words
from xiaxian_tasks.wording import workflow as told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_says_who_may_and_when(full: Path, lang: str) -> None:
    """In a process of its own: click's words and the help are bound when the program is imported."""
    page = "".join(start("--lang", lang, "--db", str(full), "task", "close", "--help").stdout.decode().split())
    language.install(lang)
    rule = WORKFLOW["closure"]
    for piece in (told.who(rule), told.states(rule), *told.guards(rule)):
        assert "".join(piece.split()) in page
    language.install("en")


def test_every_row_of_the_workflow_is_told() -> None:
    assert list(told.DOES) == list(told.COMMANDS) == list(WORKFLOW)
    assert list(told.COUNTY_DOES) == list(told.COUNTY_COMMANDS) == list(COUNTY)
    assert set(COUNTY) <= set(words.ENTRIES)
    named = {name for rule in WORKFLOW.values() for name in told.names(rule)} | set(told.ALWAYS)
    assert named == set(told.GUARDS)
    assert set(WORKFLOW) <= set(words.ENTRIES)
    assert set(WORKFLOW) - {"report"} <= set(steps.SAID)


def test_every_code_of_the_steps_has_a_name() -> None:
    assert set(words.ASSIGNMENT_STATES) == set(ASSIGNMENT_STATES)
    assert set(words.PERSON_ROLES) == set(PERSON_ROLES)
    assert set(words.WAYS) == set(WAYS)
    assert set(words.WAITS) == set(WAITS)
    assert set(words.OUTLOOKS) == set(OUTLOOKS)
    assert (set(words.CAUSES), set(words.HOWS), set(words.FOUND)) == (set(CAUSES), set(HOWS), set(FOUND))
