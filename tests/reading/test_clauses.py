"""Who leads and who supports, in every layout, in texts written for the test."""

import pytest

from tests.reading.papers import bodies, drafts, only

WORK = "1.修好水渠。疏通支渠。"

BRACKETS = {
    "（责任单位：县水利局、县财政局）": ("县水利局 县财政局", ""),
    "(责任单位:县水利局)": ("县水利局", ""),
    "【责任单位：县水利局】": ("县水利局", ""),
    "[责任单位：县水利局]": ("县水利局", ""),
    "〔责任单位：县水利局，各镇〕": ("县水利局 各镇", ""),
    "（责任部门：县水利局）": ("县水利局", ""),
    "（牵头单位：县水利局，配合单位：县财政局、县住建局）": ("县水利局", "县财政局 县住建局"),
    "（牵头单位：县水利局；责任单位：县财政局）": ("县水利局", "县财政局"),
    "（牵头部门：县水利局；参加单位：县财政局）": ("县水利局", "县财政局"),
    "（主办单位：县水利局；协办单位：县财政局）": ("县水利局", "县财政局"),
    "（6月底完成，牵头考核单位：县水利局）": ("县水利局", ""),
    "（县水利局牵头）": ("县水利局", ""),
    "（县水利局牵头，县财政局配合）": ("县水利局", "县财政局"),
    "（县水利局牵头、县财政局配合）": ("县水利局", "县财政局"),
    "（县水利局牵头，县财政局参加）": ("县水利局", "县财政局"),
    "（县水利局牵头，县财政局、各镇负责）": ("县水利局", "县财政局 各镇"),
    "（县水利局牵头，县财政局按职责分工负责）": ("县水利局", "县财政局"),
    "（由县水利局牵头，会同县财政局落实）": ("县水利局", "县财政局"),
    "（县水利局会同县财政局负责）": ("县水利局", "县财政局"),
    "（县水利局、县财政局负责）": ("县水利局 县财政局", ""),
    "（县水利局负责，各镇人民政府配合）": ("县水利局", "各镇人民政府"),
    "（县水利局、县财政局，各相关单位配合）": ("县水利局 县财政局", "各相关单位"),
    "（县水利局、县财政局按职责分工负责）": ("县水利局 县财政局", ""),
    "（县水利局、县财政局按照职责分工负责）": ("县水利局 县财政局", ""),
    "（县水利局和县财政局分工负责）": ("县水利局 县财政局", ""),
    "（县水利局、县财政局负责，12月底前完成）": ("县水利局 县财政局", ""),
    "（县水利局、县财政局）": ("县水利局 县财政局", ""),
    "（县水利局）": ("县水利局", ""),
}


@pytest.mark.parametrize("clause", BRACKETS)
def test_clauses_in_brackets(clause: str) -> None:
    assert bodies(WORK + clause) == BRACKETS[clause]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("\n责任单位：县水利局、各镇", ("县水利局 各镇", "")),
        ("责任单位：县水利局。", ("县水利局", "")),
        ("\n牵头单位：县水利局\n配合单位：县财政局、县住建局", ("县水利局", "县财政局 县住建局")),
        ("牵头单位：县水利局  责任单位：县财政局、县住建局", ("县水利局", "县财政局 县住建局")),
        ("由县水利局牵头，县财政局配合。", ("县水利局", "县财政局")),
        ("\n县水利局、县财政局", ("县水利局 县财政局", "")),
    ],
)
def test_clauses_without_brackets(printed: str, wanted: tuple[str, str]) -> None:
    assert bodies(WORK + printed) == wanted


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("各市、自治州人民政府，新区管委会", ["各市、自治州人民政府", "新区管委会"]),
        ("县水利局，各区、县级市", ["县水利局", "各区、县级市"]),
        ("各县（市、区）人民政府、县水利局", ["各县（市、区）人民政府", "县水利局"]),
        ("县工信局（商务局）、县水利局", ["县工信局（商务局）", "县水利局"]),
        ("市人社局、财政局", ["市人社局", "财政局"]),
        ("东山、西山、南山县政府", ["东山", "西山", "南山县政府"]),
        ("县发展和改革局、县住房和城乡建设局和县卫生健康局", ["县发展和改革局", "县住房和城乡建设局", "县卫生健康局"]),
        ("县水利局等", ["县水利局"]),
        ("县水利局等部门", ["县水利局"]),
        ("市水利局、市财政局等市政府相关部门及各地区", ["市水利局", "市财政局", "市政府相关部门", "各地区"]),
        ("各高等学校、县教育局", ["各高等学校", "县教育局"]),
        ("县水投集团有限公司 县供电公司", ["县水投集团有限公司", "县供电公司"]),
    ],
)
def test_names_are_cut_as_printed(printed: str, names: list[str]) -> None:
    found = only(f"{WORK}（责任单位：{printed}）")
    assert list(found.lead) == names
    assert ("open-list" in found.doubts) == ("等" in printed and "高等" not in printed)


def test_half_width_brackets_inside_a_name_stay_as_printed() -> None:
    assert only("1.修渠。修支渠。(责任单位:县工信局(商务局)、各乡(镇))").lead == ("县工信局(商务局)", "各乡(镇)")


def test_each_clause_of_a_measure_is_a_task_with_the_same_number() -> None:
    text = "三、用好水。先修支渠（县水利局牵头，各镇配合）。再装水表（县住建局牵头）。"
    first, second = drafts(text)
    assert [(one.number, one.lead, one.support) for one in (first, second)] == [
        ("3", ("县水利局",), ("各镇",)),
        ("3", ("县住建局",), ()),
    ]
    assert text[slice(*first.source[1:])] == "三、用好水。先修支渠（县水利局牵头，各镇配合）"
    assert text[slice(*second.source[1:])] == "再装水表（县住建局牵头）"
    assert second.title == "再装水表"
    assert "number-twice" in second.doubts
    assert first.id != second.id


def test_the_first_of_a_list_leads_where_the_paper_says_so() -> None:
    first, second = drafts(
        "分工如下（列第一位者为牵头单位，下同）：\n1.修渠。（责任单位：县水利局、县财政局）\n2.种树。（责任单位：县林业局、各镇）"
    )
    assert (first.lead, first.support) == (("县水利局",), ("县财政局",))
    assert (second.lead, second.support) == (("县林业局",), ("各镇",))


def test_brackets_that_are_no_clause() -> None:
    found = only("1.修渠。修支渠（含斗渠）三条，做好养护（养护期两年）。")
    assert (found.lead, found.support) == ((), ())
    assert "no-body" in found.doubts


def test_without_clauses_the_subjects_are_the_bodies_and_doubted() -> None:
    first, second = drafts("（一）抓落实。各镇要建好台账，于3月5日前报送。\n（二）强督导。县政府督查室每月通报。")
    assert (first.lead, second.lead) == (("各镇",), ("县政府督查室",))
    assert "subject" in first.doubts


def test_duties_told_one_by_one_are_tasks_of_their_own() -> None:
    found = drafts("三、职责\n县水利局负责组织修渠；县财政局负责筹措资金；县林业局负责渠岸绿化。")
    assert [one.lead for one in found] == [("县水利局",), ("县财政局",), ("县林业局",)]
    assert {one.number for one in found} == {"3"}


def test_a_heading_that_is_a_body_leads() -> None:
    found = drafts("1.县水利局：修好支渠。\n2.县财政局：筹措资金。")
    assert [(one.title, one.lead) for one in found] == [("县水利局", ("县水利局",)), ("县财政局", ("县财政局",))]
