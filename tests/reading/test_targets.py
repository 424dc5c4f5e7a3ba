"""Numbers that bind and numbers that do not, read by hand from texts written for the test."""

from decimal import Decimal

import pytest

from tests.reading.papers import numbers, only

TARGETS = {
    "修支渠3公里": ["3 公里 reach"],
    "新建水窖12座": ["12 座 add"],
    "新建水窖12座、水塔3座": ["12 座 add", "3 座 add"],
    "新增100个床位": ["100 个 add"],
    "关闭自备井15眼": ["15 眼 reach"],
    "供水普及率达到98%以上": ["98 % raise_to"],
    "供水普及率由80%提高到98%": ["98 % raise_to"],
    "村村通水比例不低于百分之九十": ["90 % at_least"],
    "漏损率控制在9.5%以内": ["9.5 % at_most"],
    "用水总量不超过8000万方": ["8000 万方 at_most"],
    "用水总量控制在1,200万立方米以下": ["1200 万立方米 at_most"],
    "开采量较2022年减少130万方": ["130 万方 cut"],
    "漏损率下降2个百分点": ["2 个百分点 cut"],
    "漏损率降至5%": ["5 % lower_to"],
    "增加值增长6.5%": ["6.5 % growth"],
    "增加值增速达到6.5%": ["6.5 % growth"],
    "覆盖率提高5个百分点": ["5 个百分点 growth"],
    "事故起数和伤亡人数分别下降10%、15%": ["10 % cut", "15 % cut"],
    "入库企业突破7家": ["7 家 reach"],
    "造林1.2万亩": ["1.2 万亩 reach"],
    "灌溉面积稳定在60万亩以上": ["60 万亩 at_least"],
    "培训农民不少于3000人次": ["3000 人次 reach"],
    "培训农民近百名": ["100 名 reach"],
    "送戏下乡200余场": ["200 场 reach"],
    "举办文艺演出一百场次": ["100 场次 reach"],
    "打造1000名左右的讲解队伍": ["1000 名 reach"],
    "两千人以上参加培训，培训率超过一半": ["50 % raise_to"],
    "建设示范村两至三个": ["2 个 reach"],
    "建设２—３家水厂": ["2 家 reach"],
    "每个镇至少建成1个水站": ["1 个 at_least"],
    "师生比不低于1∶4000": ["0.00025  reach"],
    "办理时间压缩至3个工作日": ["3 个工作日 lower_to"],
    "每人培训不少于40学时": ["40 学时 at_least"],
    "每日消毒不少于2次": ["2 次/日 at_least"],
    "90%的村达到卫生村标准": ["90 % raise_to"],
    "争取专项债券5亿元以上": ["5 亿元 reach"],
    "完成投资38.6亿元": ["38.6 亿元 reach"],
    "细颗粒物浓度降至35微克/立方米": ["35 微克/立方米 lower_to"],
    "建设50亩蔬菜示范区1个": ["1 个 reach"],
}

NOTHING = (
    "对新办企业给予5万元一次性奖励", "每人每天补助300元", "贷款利率不超过4%", "对年产值5000万元以上的企业给予支持",
    "对被评为前3名的镇，予以通报", "每发现一例扣2分", "得3分", "展期期限不超过1年", "按照每亩150元标准补贴",
    "目前已建成水窖120座", "落实第3条规定", "依据《办法》（某政发〔2021〕13号）办理", "拓展5G应用",
    "把35岁以下青年组织起来", "20人以上的自然村逐步通网", "一体推进，一批项目落地", "发挥2个水站的作用",
    "失业保险费率降至1%", "拨打12345热线", "三年行动计划", "第12次会议研究",
)  # fmt: skip


@pytest.mark.parametrize("printed", TARGETS)
def test_numbers_that_bind(printed: str) -> None:
    assert numbers(f"1.做好工作。{printed}。") == TARGETS[printed]


@pytest.mark.parametrize("printed", NOTHING)
def test_numbers_that_do_not(printed: str) -> None:
    assert numbers(f"1.做好工作。{printed}。") == []


def test_what_describes_a_policy_is_kept() -> None:
    found = only("1.做好工作。对新办企业给予最高5万元一次性奖励。")
    assert [(one.value, one.unit, one.role) for one in found.policy_figures] == [("5", "万元", "cap")]


@pytest.mark.parametrize(
    ("printed", "metric"),
    [
        ("新建水窖12座", "新建水窖"),
        ("新增100个床位", "新增床位"),
        ("供水普及率达到98%以上", "供水普及率"),
        ("2024年关闭自备井15眼", "关闭自备井"),
        ("力争年底前供水普及率达到98%", "供水普及率"),
        ("就诊率提高5个百分点，达到90%", "就诊率提高"),
    ],
)
def test_metrics_are_the_papers_own_words(printed: str, metric: str) -> None:
    assert only(f"1.做好工作。{printed}。").targets[-1].metric == metric


def test_hope_ranges_and_marks_to_be_passed() -> None:
    hoped, ranged, passed = only("1.做好工作。力争修渠3公里。建设水站2—3家。入库企业突破7家。").targets
    assert (hoped.hedged, ranged.hedged, passed.hedged) == (True, True, False)
    assert (ranged.value, ranged.high) == (Decimal(2), Decimal(3))
    assert (hoped.exclusive, passed.exclusive) == (False, True)
    assert {"range", "hedged"} <= set(only("1.做好工作。力争修渠3公里。建设水站2—3家。").doubts)


def test_a_rough_number_does_not_make_the_next_one_rough() -> None:
    assert [one.hedged for one in only("1.做好工作。修渠3公里左右，打井5眼。").targets] == [True, False]


def test_labels_stay_with_their_numbers() -> None:
    found = only("1.做好工作。一是修渠3公里。二是打井5眼。").targets
    assert [one.label for one in found] == ["一是", "二是"]


def test_a_number_owed_each_year_is_said_so() -> None:
    found = only("1.做好工作。每年新建水窖12座。")
    assert "per-period" in found.doubts
    assert [one.rule for one in found.recurrences] == ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"]
