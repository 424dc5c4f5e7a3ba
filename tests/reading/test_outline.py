"""Numbering, titles, sections, and where each clause stands in the text."""

import pytest

from tests.reading.papers import drafts, only

CLAUSE = "（责任单位：县水利局）"


@pytest.mark.parametrize(
    ("mark", "number"),
    [
        ("三、", "3"), ("十一、", "11"), ("（四）", "4"), ("（十二）", "12"), ("5.", "5"), ("６．", "6"), ("7、", "7"),
        ("（8）", "8"), ("(9)", "9"), ("第十条 ", "10"), ("③", "3"), ("2.3 ", "2.3"),
    ],
)  # fmt: skip
def test_layouts_of_numbers(mark: str, number: str) -> None:
    text = f"{mark}修好水渠。疏通支渠。{CLAUSE}"
    found = only(text)
    assert (found.number, found.title) == (number, "修好水渠")
    assert text[found.source.start : found.source.end] == text


def test_all_on_one_line() -> None:
    text = f"5.修渠。修支渠。{CLAUSE}6.打井。打深井。{CLAUSE} 三、其他 7.种树。种杨树。{CLAUSE}"
    assert [one.number for one in drafts(text)] == ["5", "6", "7"]


def test_numbering_that_restarts_keeps_its_sections() -> None:
    text = f"（一）修渠工程\n1.修支渠。{CLAUSE}\n2.修斗渠。{CLAUSE}\n（二）打井工程\n1.打深井。{CLAUSE}"
    assert [(one.section, one.number, one.id) for one in drafts(text)] == [
        ("（一）", "1", "draft/1"),
        ("（一）", "2", "draft/2"),
        ("（二）", "1", "draft/1-2"),
    ]


def test_decimals_say_their_whole_place() -> None:
    found = drafts("5 处置\n5.1 报告\n县水利局要报告。\n5.2 响应\n5.2.1 初期\n1.县水利局要到场。\n2.县公安局要到场。")
    assert [(one.section, one.number) for one in found] == [("", "5.1"), ("5.2.1", "1"), ("5.2.1", "2")]


def test_decimals_and_amounts_are_no_headings() -> None:
    text = f"1.修渠。投资2.5亿元。12.5公里支渠完工。{CLAUSE}"
    assert [one.number for one in drafts(text)] == ["1"]


def test_points_below_a_measure_belong_to_it() -> None:
    text = "1.修渠。\n（1）修支渠；\n（2）修斗渠。\n（责任单位：县水利局）\n2.打井。\n（责任单位：县住建局）"
    first, second = drafts(text)
    assert (first.number, first.lead, second.number) == ("1", ("县水利局",), "2")
    assert text[first.source.start : first.source.end].endswith("（责任单位：县水利局）")


def test_lines_cut_by_a_page_are_joined_and_offsets_stay() -> None:
    text = (
        f"1. 修好水渠。今年要把全县所有的\n\n支渠都疏通一遍，新修斗渠 3\n 公里。（责任单位：县水\n利局）\n2. "
        f"打井。打深井。{CLAUSE}"
    )
    first, second = drafts(text)
    assert first.lead == ("县水利局",)
    assert [(str(one.value), one.unit) for one in first.targets] == [("3", "公里")]
    assert text[first.source.start : first.source.end] == text[: text.index("\n2.")]
    assert text[second.source.start] == "2"


def test_bullets_of_goals_are_tasks_without_a_number() -> None:
    found = drafts("——水更清。优良水质达到90%。\n——渠更畅。疏通渠道12公里。")
    assert [(one.number, one.title) for one in found] == [("", "水更清"), ("", "渠更畅")]
    assert all("no-number" in one.doubts for one in found)


def test_headline_numbers_are_task_0() -> None:
    text = (
        f"一、总体目标\n全县用水总量控制在500万方以内。\n二、措施\n1.修渠。修支渠。{CLAUSE}\n2.打井。打深井。{CLAUSE}"
    )
    whole, first, _ = drafts(text)
    assert (whole.number, whole.section) == ("0", "一")
    assert [(one.kind, str(one.value), one.unit) for one in whole.targets] == [("at_most", "500", "万方")]
    assert first.number == "1"


def test_a_table_of_tabs() -> None:
    text = (
        "序号\t任务\t目标\t牵头单位\t责任单位\t完成时限\n1\t修渠\t修支渠12公里\t县水利局\t县财政局、各镇\t2024年10月\n"
    )
    found = only(text)
    assert (found.number, found.title, found.lead, found.support) == ("1", "修渠", ("县水利局",), ("县财政局", "各镇"))
    assert [(one.unit, str(one.value), str(one.due)) for one in found.targets] == [("公里", "12", "2024-10-31")]
    assert "table" in found.doubts


def test_a_table_in_a_box_and_one_flattened_to_lines() -> None:
    box = "┌──┬──┐\n│序号│任务│责任单位│\n├──┼──┤\n│1│打井6眼│县水利局 各镇│\n└──┴──┘"
    lines = "序号\n任务\n责任单位\n1\n今年打深井6眼\n县水利局、各镇\n2\n修渠\n县住建局"
    assert [(one.number, one.lead) for one in drafts(box)] == [("1", ("县水利局", "各镇"))]
    assert [(one.number, one.lead) for one in drafts(lines)] == [("1", ("县水利局", "各镇")), ("2", ("县住建局",))]


def test_signature_and_annexes_are_no_part_of_a_task() -> None:
    text = "1.修渠。修支渠。\n2.打井。打深井。\n某县人民政府\n2024年3月5日\n附件：名单"
    last = drafts(text)[-1]
    assert text[last.source.start : last.source.end] == "2.打井。打深井。"
    assert last.due is None


def test_the_head_of_a_paper() -> None:
    text = (
        f"关于修渠的通知\n某政办发〔2022〕7号\n2022年修渠行动计划\n1.修渠。6月底修完。{CLAUSE}\n2.打井。打深井。{CLAUSE}"
    )
    first, second = drafts(text, None)
    assert first.document == "某政办发〔2022〕7号"
    assert (str(first.due), first.due_basis) == ("2022-06-30", "explicit")
    assert (str(second.due), second.due_basis) == ("2022-12-31", "inferred")
    assert "inferred-due" in second.doubts


def test_another_papers_number_is_not_its_own() -> None:
    assert only("1.依照《办法》（某财〔2020〕2号）修渠。" + CLAUSE).document == ""
