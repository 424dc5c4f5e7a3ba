"""A paper kept as a document is the same paper again."""

import json

import pytest

from tests.paper.papers import PAPERS
from xiaxian_tasks.domain import letter_codec
from xiaxian_tasks.domain.letter_facts import FORMS_OF
from xiaxian_tasks.domain.letters import BULLETIN, FORMS, KINDS


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_comes_back_as_it_was(name: str) -> None:
    paper = PAPERS[name]._replace(reply_due=PAPERS[name].on)
    kept = letter_codec.write(paper)
    assert letter_codec.read(json.loads(kept)) == paper
    assert letter_codec.write(letter_codec.read(json.loads(kept))) == kept


def test_every_kind_but_the_bulletin_has_its_forms() -> None:
    assert set(FORMS_OF) == set(KINDS) - {BULLETIN}
    assert all(forms and set(forms) <= set(FORMS) for forms in FORMS_OF.values())
