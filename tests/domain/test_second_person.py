"""Whoever entered a figure does not accept it, by whatever way the figure came to stand there."""

from datetime import date

import pytest

from tests.domain.stories import ACCEPTED, ALONE, AT_WORK, CLOSED, FULL, LOOKED_BACK, SIGNED, WELLS
from tests.domain.telling import FARM, ROSTER, WATER, Telling
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.terms import SUPERVISOR

SEEN_TO = "2023-10-08 director register\n2023-10-09 director dispatch 县水利局\n2023-10-10 head receive\n"


def test_a_figure_entered_before_full_supervision_has_a_hand() -> None:
    telling = Telling(ALONE, "2023-10-01 supervisor report 15眼 with photo\n" + FULL + SEEN_TO)
    telling.say("2023-10-11 head request with photo")
    assert telling.refused("2023-10-12 supervisor accept").code == "author-cannot-accept"
    telling.say("2023-10-12 inspector accept")


def test_a_figure_outlives_the_part_it_was_entered_for() -> None:
    """Another body is bound, the first one released without a word of handing over."""
    telling = Telling(ALONE, FULL + SEEN_TO + "2023-10-31 supervisor report 15眼 with photo")
    telling.say(f"2023-11-01 director assign {FARM} lead\n2023-11-01 director release {WATER}")
    telling.say("2023-11-02 farm-head receive\n2023-11-03 farm-head request with photo")
    assert telling.refused(f"2023-11-04 supervisor accept {FARM}").code == "author-cannot-accept"


def test_a_figure_outlives_its_round() -> None:
    telling = Telling(ALONE, FULL + SEEN_TO + "2023-10-31 supervisor report 15眼 with photo\n2023-11-01 head request")
    telling.say("2023-11-02 inspector accept\n2023-11-03 director close\n2023-11-10 director reopen because audit")
    assert (telling.state.life.relapses, telling.lit("2023-11-10")) == (0, "green reached"), "nothing was found amiss"
    telling.say("2023-11-11 head request with photo")
    assert telling.refused("2023-11-12 supervisor accept").code == "author-cannot-accept"


def test_a_person_is_the_same_under_another_name() -> None:
    telling = Telling(ALONE, FULL + SEEN_TO + "2023-10-31 supervisor report 15眼 with photo\n2023-11-01 head request")
    renamed = Person("overseer", SUPERVISOR, aliases=("supervisor",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ROSTER, "overseer", renamed)
        assert telling.refused("2023-11-02 overseer accept").code == "author-cannot-accept"


@pytest.mark.parametrize("story", [ACCEPTED, CLOSED])
def test_what_was_accepted_does_not_lose_its_ground(story: str) -> None:
    """The figure and the evidence an acceptance stands on are taken back only after it."""
    telling = Telling(WELLS, story)
    figure = next(entry.seq for entry in telling.entries if entry.content.get("value") == "15")
    refused = telling.refused(f"2023-12-01 liaison withdraw {figure}")
    assert (refused.code, refused.figures["rule"]) == ("later-needs-it", "not-met")
    photo = next(entry.seq for entry in telling.entries if entry.content.get("evidence"))
    refused = telling.refused(f"2023-12-01 liaison withdraw {photo}")
    assert (refused.code, refused.figures["rule"]) == ("later-needs-it", "no-evidence")


def test_a_figure_that_comes_back_does_not_make_an_author_accept() -> None:
    telling = Telling(WELLS, AT_WORK + "2023-11-01 supervisor report 15眼 of 县水利局")
    figure = telling.state.seq
    telling.say(f"2023-11-02 supervisor withdraw {figure}\n2023-11-03 liaison report 15眼\n2023-11-03 head request")
    telling.say("2023-11-04 supervisor accept 县水利局,县农业农村局")
    refused = telling.refused(f"2023-11-05 supervisor withdraw {figure + 1}")
    assert (refused.code, refused.figures["rule"]) == ("later-needs-it", "author-cannot-accept")


def test_releasing_the_last_lead_completes_nothing() -> None:
    telling = Telling(WELLS, SIGNED + f"2023-10-11 supervisor accept {FARM}\n2023-10-12 director release {WATER}")
    assert (telling.stage, telling.lit("2023-10-12")) == ("dispatched", "grey no-report")
    assert telling.refused("2023-10-13 director close").code == "out-of-order"


def test_one_person_alone_may_undo_what_he_did_alone() -> None:
    story = "2023-10-31 director report 15眼 with photo\n2023-11-01 director request\n2023-11-02 director accept\n"
    telling = Telling(ALONE, FULL + SEEN_TO + story + "2023-11-03 director remark 好", separation=False)
    assert [entry.content.get("alone") for entry in telling.entries if entry.kind == kinds.ACCEPTANCE] == [True]
    telling.say(f"2023-11-03 director withdraw {telling.state.seq}")
    assert telling.state.at == date(2023, 11, 3)


def test_a_relapse_counts_and_shows_until_the_next_report() -> None:
    telling = Telling(WELLS, LOOKED_BACK + "2024-02-21 director reopen until 2024-06-30")
    assert telling.state.life.relapses == 1
    assert telling.lit("2024-02-21") == "yellow relapsed"
