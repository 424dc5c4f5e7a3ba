"""Answers over time, by hand: who was asked what by when, how it ended, and which entries changed what is seen."""

from datetime import date

import pytest

from tests.domain.ledger import CALENDARS
from tests.domain.stories import ALONE, AT_WORK, CLOSED, LOOKED_BACK, REGISTERED, SENT, SIGNED, TWO_LEADS, WELLS
from tests.domain.telling import FARM, TOWN, WATER, Telling
from xiaxian_tasks.domain.awaited import Answer, answer_light, awaited, light_days
from xiaxian_tasks.domain.plan import Task

RETURNED = """
2023-11-20 liaison report 15眼 with photo
2023-11-20 head request
2023-11-21 supervisor return 县水利局 until 2023-12-01 noting 缺照片
"""


def told(story: str, of: Task = WELLS) -> dict[str, Answer]:
    return {answer.duty: answer for answer in awaited(Telling(of, story).entries)}


def short(story: str, of: Task = WELLS) -> list[str]:
    """Each answer but the sendings out as "duty bodies due end"."""
    return [
        f"{duty} {'、'.join(each.bodies)} {each.due} " + (
            "done" if each.is_done else "resting" if each.is_resting else "withdrawn" if each.is_withdrawn else "open"
        ) + (f" {each.ended}" if each.ended else "")
        for duty, each in told(story, of).items() if each.kind != "dispatch"
    ]


ENDS = {
    "nothing sent": (REGISTERED, []),
    "sent": (SENT, ["receipt.4.1 县水利局 2023-10-10 open", "receipt.4.2 县农业农村局 2023-10-10 open"]),
    "signed": (SIGNED, [
        "receipt.4.1 县水利局 2023-10-10 done 2023-10-10", "receipt.4.2 县农业农村局 2023-10-10 done 2023-10-10",
    ]),
    "refused, and sent again": (SENT + "2023-10-10 head refuse because x\n2023-10-11 director dispatch 县水利局\n", [
        "receipt.4.1 县水利局 2023-10-10 withdrawn 2023-10-10", "receipt.4.2 县农业农村局 2023-10-10 open",
        "receipt.6.1 县水利局 2023-10-12 open",
    ]),
    "released before it signed": (SENT + "2023-10-10 director assign 瑶峰镇 lead instead-of 县水利局\n", [
        "receipt.4.1 县水利局 2023-10-10 withdrawn 2023-10-10", "receipt.4.2 县农业农村局 2023-10-10 open",
        "receipt.5.1 瑶峰镇 2023-10-11 open",
    ]),
    "signed late": (SENT + "2023-10-16 liaison receive\n", [
        "receipt.4.1 县水利局 2023-10-10 done 2023-10-16", "receipt.4.2 县农业农村局 2023-10-10 open",
    ]),
    "suspended": (SENT + "2023-10-10 director suspend because x\n", [
        "receipt.4.1 县水利局 2023-10-10 resting 2023-10-10", "receipt.4.2 县农业农村局 2023-10-10 resting 2023-10-10",
    ]),
    "resumed": (SENT + "2023-10-10 director suspend because x\n2023-10-12 director resume\n", [
        "receipt.4.1 县水利局 2023-10-10 open", "receipt.4.2 县农业农村局 2023-10-10 open",
    ]),
    "supervised simply, and fully again": (SENT + "2023-10-10 director way simple\n2023-10-12 director way full\n", [
        "receipt.4.1 县水利局 2023-10-10 open", "receipt.4.2 县农业农村局 2023-10-10 open",
    ]),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_receipt_is_done_by_signing_alone(case: str) -> None:
    story, wanted = ENDS[case]
    assert short(story) == wanted


def test_a_withdrawal_opens_again_and_a_withdrawn_withdrawal_ends_again() -> None:
    signed = REGISTERED + "2023-10-09 director dispatch 县水利局\n2023-10-10 liaison receive\n"
    assert short(signed, ALONE) == ["receipt.4.1 县水利局 2023-10-10 done 2023-10-10"]
    back = signed + "2023-10-11 liaison withdraw 5\n"
    assert short(back, ALONE) == ["receipt.4.1 县水利局 2023-10-10 open"]
    assert short(back + "2023-10-12 liaison withdraw 6\n", ALONE) == ["receipt.4.1 县水利局 2023-10-10 done 2023-10-10"]
    unsent = back + "2023-10-12 director withdraw 4\n"
    assert short(unsent, ALONE) == ["receipt.4.1 县水利局 2023-10-10 withdrawn 2023-10-12"]
    again = told(unsent + "2023-10-12 director dispatch 县水利局\n", ALONE)
    assert {duty: each.is_withdrawn for duty, each in again.items()} == {
        "dispatch.4.1": True, "receipt.4.1": True, "dispatch.8.1": False, "receipt.8.1": False,
    }
    assert [touch.seq for touch in again["receipt.4.1"].touched] == [4, 5, 6, 7]


def test_a_reply_is_asked_of_all_leads_or_of_the_body_named_and_keeps_its_words() -> None:
    story = "2023-11-01 leader remark 快 until 2023-11-10\n"
    story += "2023-11-02 leader remark 问 until 2023-11-06 to 县农业农村局\n"
    assert short(story, TWO_LEADS) == [
        "reply.2.1 县水利局、县农业农村局 2023-11-10 open",
        "reply.3.1 县农业农村局 2023-11-06 open",
    ]
    found = told(story + "2023-11-03 farm-liaison reply 3\n", TWO_LEADS)
    assert (found["reply.3.1"].is_done, found["reply.3.1"].what) == (True, "问")
    assert (found["reply.2.1"].ended, found["reply.2.1"].what) == (None, "快")


def test_rework_is_done_by_asking_again_and_not_by_a_report() -> None:
    story = AT_WORK + RETURNED
    assert short(story)[2:] == ["rework.10.1 县水利局 2023-12-01 open"]
    assert told(story)["rework.10.1"].what == "缺照片"
    reported = story + "2023-11-22 liaison report 15眼 noting 补\n"
    assert short(reported)[2:] == ["rework.10.1 县水利局 2023-12-01 open"]
    assert short(reported + "2023-11-23 head request\n")[2:] == ["rework.10.1 县水利局 2023-12-01 done 2023-11-23"]


def test_an_extension_is_answered_either_way() -> None:
    asked = AT_WORK + "2023-11-01 head ask to 2024-01-20 because x\n"
    for answer in ("director grant", "director deny because y"):
        assert short(asked + f"2023-11-03 {answer}\n")[2:] == ["extension.8.1 县水利局 2023-11-08 done 2023-11-03"]
    ended = asked + "2023-11-03 leader terminate because x by-paper y\n"
    assert short(ended)[2:] == ["extension.8.1 县水利局 2023-11-08 withdrawn 2023-11-03"]


def test_a_look_back_is_done_by_looking_and_may_ask_for_another() -> None:
    assert short(CLOSED)[2:] == ["recheck.11.1 县水利局 2024-02-22 open"]
    held = CLOSED + "2024-02-20 supervisor recheck held again 2024-05-20\n"
    assert short(held)[2:] == [
        "recheck.11.1 县水利局 2024-02-22 done 2024-02-20", "recheck.12.1 县水利局 2024-05-20 open",
    ]
    assert short(LOOKED_BACK)[2:] == ["recheck.11.1 县水利局 2024-02-22 done 2024-02-20"]
    early = CLOSED + "2023-12-01 director reopen because x\n"
    assert short(early)[2:] == ["recheck.11.1 县水利局 2024-02-22 withdrawn 2023-12-01"]


def test_a_renamed_body_keeps_what_it_was_asked_under_the_same_name_of_the_answer() -> None:
    story = SENT + "2023-10-10 director rename 县水利局 县水务局\n"
    found = told(story)
    assert short(story)[0] == "receipt.4.1 县水务局 2023-10-10 open"
    assert found["dispatch.4.1"].bodies == ("县水务局", FARM)
    assert [touch.seq for touch in found["receipt.4.1"].touched] == [4, 5]
    assert [touch.seq for touch in found["receipt.4.2"].touched] == [4], "nothing of it is seen otherwise"


def test_a_sending_out_is_a_day_that_is_done_when_it_comes() -> None:
    bound = SIGNED + "2023-10-12 director assign 瑶峰镇 support\n"
    sent = [each for each in told(bound).values() if each.kind == "dispatch"]
    assert [(each.duty, each.bodies, each.due, each.is_done) for each in sent] == [
        ("dispatch.4.1", (WATER, FARM), date(2023, 10, 9), True), ("dispatch.7.1", (TOWN,), date(2023, 10, 12), True),
    ]


def test_lights_follow_working_days_and_every_step_has_its_day() -> None:
    """Due on Friday 10 November 2023: three working days are left from Tuesday on."""
    (answer,) = awaited(Telling(WELLS, "2023-11-01 leader remark 快 until 2023-11-10").entries)
    seen = [
        (day, *answer_light(answer, date(2023, 11, day), CALENDARS.on(date(2023, 11, day)))) for day in (6, 7, 10, 11)
    ]
    assert seen == [
        (6, "green", "not-yet-due"), (7, "yellow", "near-due"), (10, "yellow", "near-due"), (11, "red", "overdue"),
    ]
    assert light_days(answer, CALENDARS, date(2023, 11, 30)) == [date(2023, 11, 7), date(2023, 11, 11)]
    assert light_days(answer, CALENDARS, date(2023, 11, 10)) == [date(2023, 11, 7)]
    (given,) = awaited(
        Telling(WELLS, "2023-11-01 leader remark 快 until 2023-11-10\n2023-11-13 liaison reply 2\n").entries
    )
    assert answer_light(given, date(2023, 12, 1), CALENDARS.on(date(2023, 12, 1))) == ("done", "")
    assert light_days(given, CALENDARS, date(2023, 12, 1)) == []
