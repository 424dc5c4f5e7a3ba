"""The door: its JSON, and what holds for any text whatever."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaxian_tasks import reading
from xiaxian_tasks.domain import terms

TEXT = "二、措施\n1.修好水渠。年底前修支渠3公里，每月报送进度。（牵头单位：县水利局；配合单位：各镇）\n"

PIECES = st.sampled_from(
    "一、|（一）|1.|２．|（3）|①|第四条|——|。|，|；|：|\n|\t| |　|（|）|【|】|〔|责任单位：|牵头，|配合"
    "|按职责分工负责|等|各县（市、区）|县水利局|、|"
    "年底前|6月底|到2026年|二〇二五年|13月32日|2月30日前|每月5日前|每两年|十四五末|新建|达到|不低于|3公里"
    "|1∶4000|百分之九十|2—3家|一至两名|万|亿|%|"
    "超过一半|给予|补助|《|》|“|”|\x00|\ud7ff|😀|²|①②|9999999999999999999|20999年|0年|序号\t任务\t责任单位\n"
    "|\r\n|\f".split("|")
)
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def test_the_json_of_a_draft() -> None:
    found = reading.document(reading.read(TEXT, year=2024, plan="water-24"))
    task = found["tasks"][0]
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert (task["id"], task["plan"], task["number"], task["title"]) == ("water-24/1", "water-24", "1", "修好水渠")
    assert (task["section"], task["lead"], task["support"]) == ("二", ["县水利局"], ["各镇"])
    assert (task["due"], task["due_basis"]) == ("2024-12-31", "explicit")
    assert task["targets"][0] | {"metric": "", "id": ""} == {
        "id": "", "metric": "", "kind": "reach", "value": "3", "unit": "公里", "body": None, "baseline": None,
        "due": "2024-12-31", "due_basis": "explicit", "hedged": False, "exclusive": False, "label": "",
    }  # fmt: skip
    assert task["recurrences"][0]["rule"] == "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert task["source"] == {"section": "二", "start": TEXT.index("1."), "end": len(TEXT) - 1}
    assert task["doubts"] == []


@pytest.mark.parametrize("piece", ["责任单位：", "一", "1", "（一）", "1.", "每", "到2026年，", "1\t", "（", "“"])
def test_one_mark_over_and_over_neither_stops_nor_raises(piece: str) -> None:
    assert isinstance(reading.read(piece * 5000, year=2024), list)


def test_nothing_comes_of_nothing() -> None:
    assert reading.read("", year=None) == []
    assert reading.read("\n \t\n", year=2024) == []


@given(ANY_TEXT, st.one_of(st.none(), st.integers(-5, 99999)))
def test_any_text_is_read(text: str, year: int | None) -> None:
    found = reading.read(text, year=year)
    assert found == reading.read(text, year=year)
    assert len({draft.id for draft in found}) == len(found)
    for draft in found:
        assert 0 <= draft.source.start <= draft.source.end <= len(text)
        assert draft.title
        assert set(draft.doubts) <= set(reading.DOUBTS)
        assert draft.due_basis in terms.DUE_BASES
        assert (draft.due is None) == (draft.due_basis == "none")
        for target in draft.targets:
            assert target.kind in terms.KINDS
            assert target.value.is_finite()
            assert target.value > 0
            assert target.metric
    json.dumps(reading.document(found))


@given(st.lists(st.sampled_from(["县水利局", "各镇", "县财政局", "县发展和改革局"]), min_size=1, unique=True))
def test_names_put_into_a_clause_come_out_again(names: list[str]) -> None:
    text = f"1.修好水渠。疏通支渠。（责任单位：{'、'.join(names)}）"
    assert [list(draft.lead) for draft in reading.read(text, year=2024)] == [names]


@given(st.text(alphabet="修渠打井种树，。、（） \n", max_size=60))
def test_words_before_a_measure_only_move_its_offsets(words: str) -> None:
    text = f"{words}\n1.修好水渠。疏通支渠。（责任单位：县水利局）"
    last = reading.read(text, year=2024)[-1]
    assert text[last.source.start : last.source.end] == "1.修好水渠。疏通支渠。（责任单位：县水利局）"
