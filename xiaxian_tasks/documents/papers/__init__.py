"""Words of official papers (公文文字): one file of this folder for each kind, facts in, a paper out; Chinese always."""

from importlib import import_module

from xiaxian_tasks.domain.letter_facts import LetterFacts
from xiaxian_tasks.domain.letters import Paper

_FILES = {"return": "return_"}
"""Kinds whose name Python keeps for itself."""


def write(facts: LetterFacts) -> Paper:
    """The paper that tells some facts, by the file of its kind."""
    made: Paper = import_module(f"{__name__}.{_FILES.get(facts.kind, facts.kind)}").write(facts)
    return made
