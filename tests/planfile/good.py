"""A small plan file without a fault, which the tests damage, and the county's bodies."""

from functools import cache
from pathlib import Path

from xiaxian_tasks.domain.plan import Plan
from xiaxian_tasks.planfile import Known, Reading, read, read_bodies

PLANS = Path(__file__).parents[2] / "plans"

GOOD = """\
id = "water-24"
document = "县办发〔2024〕9号"
title = "2024年节水计划"
issuer = "县办公室"
issued = 2024-02-01
year = 2024

[pace]
basis = "calendar"

[thresholds]
yellow = 5
spans = [[7, 2], [30, 7], [0, 20]]

[anchors]
"开学" = [2024-02-26, 2024-09-02]

[[bodies]]
name = "节水中心"
aliases = ["县节水中心"]
kind = "company"

[[tasks]]
number = "1"
title = "关闭自备井"
section = "二（一）"
lead = ["县水利局"]
support = ["县节水中心"]

[[tasks.targets]]
id = "t1"
metric = "关闭水井"
kind = "reach"
value = 15
unit = "眼"
due = 2024-10-31

[[tasks.milestones]]
what = "出台清单"
due = 2024-06-30
bodies = ["各乡镇"]

[[tasks.recurrences]]
what = "月报"
rule = "FREQ=MONTHLY;BYMONTHDAY=-1"

[[tasks.recurrences]]
what = "检查"
anchor = "开学"
after = 15

[[tasks]]
number = "2"
title = "分解用水指标"

[[tasks.targets]]
kind = "at_most"
unit = "万方"
printed = 301

[[tasks.targets.parts]]
body = "瑶峰镇"
value = 100.5

[[tasks.targets.parts]]
body = "埽掌镇"
value = 200

[[tasks.policy_figures]]
what = "补贴"
value = 0.5
unit = "元/方"
role = "rate"

[[groups]]
name = "节水领导小组"
office = "县水利局"

[[groups.members]]
role = "head"
post = "县长"

[[procedures]]
name = "取水许可"

[[procedures.conditions]]
what = "水位下降"
relation = "at_least"
value = 2
unit = "米"

[[procedures.steps]]
what = "受理"
bodies = ["县行政审批服务管理局"]

[[procedures.steps]]
what = "公示"
[procedures.steps.limit]
amount = 5
unit = "working_days"
relation = "at_most"
anchor = "step:1"

[[forms]]
name = "取水登记表"
fields = ["序号", "取水口"]

[[doubts]]
clause = "三"
code = "misprint"
printed = "埽掌镇"
right = "埝掌镇"
"""


@cache
def county() -> Known:
    """The bodies that ship."""
    reading = read_bodies((PLANS / "bodies.toml").read_bytes(), "bodies.toml")
    assert reading.faults == ()
    return Known(reading.bodies)


def reading_of(text: str | bytes) -> Reading:
    """A plan file's text read among the county's bodies."""
    return read(text if isinstance(text, bytes) else text.encode(), "water-24.toml", bodies=county())


def plan_of(text: str | bytes) -> Plan:
    """The plan of a text without faults."""
    reading = reading_of(text)
    assert reading.faults == ()
    assert reading.plan is not None
    return reading.plan


def line_of(text: str, marker: str) -> int:
    """The one line (from 1) that holds `marker`."""
    found = [number for number, line in enumerate(text.split("\n"), 1) if marker in line]
    assert len(found) == 1, (marker, found)
    return found[0]
