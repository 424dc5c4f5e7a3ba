"""The head of a paper: number, title and day, each only where it is plainly printed."""

from datetime import date

import pytest

from xiaxian_tasks.reading import Head, head_of

PAPER = """某县人民政府办公室
关于印发《某县 2025 年为民实事
清单》的 通 知

某政办发〔2025〕7 号

各乡（镇）人民政府：

现将清单印发给你们。

某县人民政府办公室

2025 年 3 月 9 日

一、实事
1. 建公厕。新建公厕8座。（县住建局负责）
"""


def test_a_notice_that_issues_a_plan() -> None:
    assert head_of(PAPER) == Head("某政办发〔2025〕7号", "某县2025年为民实事清单", date(2025, 3, 9))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("", Head()),
        (
            "关于做好春灌工作的通知\n某水函〔2025〕12号\n2025年2月30日\n",
            Head("某水函〔2025〕12号", "关于做好春灌工作的通知"),
        ),
        ("根据某政发〔2024〕1号要求，2025年3月1日前完成。", Head()),
        ("正文\n" * 3000 + "\n2025年4月1日\n", Head(issued=date(2025, 4, 1))),
    ],
)
def test_what_is_not_on_a_line_of_its_own_does_not_count(text: str, head: Head) -> None:
    assert head_of(text) == head
