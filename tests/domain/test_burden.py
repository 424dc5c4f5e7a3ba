"""What was asked of bodies, counted by hand."""

from datetime import date

from xiaxian_tasks.domain.burden import Load, loads, month_of, over
from xiaxian_tasks.domain.waits import Asked


def test_requests_letters_and_fields_by_month_and_body() -> None:
    asked = [
        (date(2023, 10, 31), Asked("县水利局", "dispatch", 5)),
        (date(2023, 11, 1), Asked("县水利局", "return", 2)),
        (date(2023, 11, 30), Asked("县水利局", "notice", 3)),
        (date(2023, 11, 30), Asked("县民政局", "dispatch", 1)),
    ]
    assert loads(asked) == {
        ("2023-10", "县水利局"): Load(1, 0, 5),
        ("2023-11", "县水利局"): Load(2, 1, 5),
        ("2023-11", "县民政局"): Load(1, 0, 1),
    }
    assert month_of(date(2024, 2, 29)) == (date(2024, 2, 1), date(2024, 2, 29))


def test_the_limit_is_passed_by_what_is_new() -> None:
    """Three asked already, a limit of four: one more is the fourth, two more are the fifth."""
    water, civil = Asked("县水利局", "dispatch", 1), Asked("县民政局", "dispatch", 1)
    assert over({"县水利局": 3}, [water, civil], 4) == {}
    assert over({"县水利局": 3}, [water, water, civil], 4) == {"县水利局": 5}
    assert over({"县水利局": 9}, [civil], 4) == {}, "who is asked nothing new is not passed over"
    assert over({"县水利局": 9}, [water], None) == {}
    assert over({}, [civil], 0) == {"县民政局": 1}
