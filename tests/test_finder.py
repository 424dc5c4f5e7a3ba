"""Finding by initials: every reading of a character answers, punctuation does not count."""

from hypothesis import given
from hypothesis import strategies as st

from xiaxian_tasks.finder import VARIANTS_AT_MOST, initials, search_text


def test_every_reading_of_a_character_answers() -> None:
    assert {"zq", "cq"} <= set(initials("重庆"))
    assert "xxslj" in initials("夏县水利局")
    assert {"xxyh", "xxyx"} & set(initials("夏县银行"))


def test_punctuation_is_passed_over_and_latin_stays() -> None:
    assert "jsyhq" in initials("加速“烟火气”")
    assert initials("5G+A") == ("5ga",)
    assert initials("，。") == ()


def test_a_task_is_found_by_words_and_by_initials() -> None:
    text = search_text("services-23/13", "开展特殊困难家庭适老化改造", "县民政局")
    assert all(word in text for word in ("适老化", "民政", "slhgz", "xmzj", "services-23/13"))


@given(st.text(max_size=60))
def test_any_text_has_few_spellings_of_one_length(text: str) -> None:
    found = initials(text)
    assert len(found) <= VARIANTS_AT_MOST
    assert len({len(spelling) for spelling in found}) <= 1
