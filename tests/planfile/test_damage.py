"""Every kind of damage gives its code at its line, and many give all of theirs at once."""

import time

import pytest

from tests.planfile.good import GOOD, line_of, reading_of
from xiaxian_tasks.planfile.codes import DOUBTS, FAULTS

TOP = ""
"""The mark of the first line."""

DAMAGE = [
    # what, old, new, code, a mark of the line where it is reported, figures
    ("a quote left open", 'title = "关闭自备井"', 'title = "关闭自备井', "toml-open-quote", "关闭自备井", {}),
    ("quotes in a text", '"关闭自备井"', '"关闭"自备"井"', "toml-inner-quote", '"自备"', {"key": "title"}),
    ("a key twice", 'unit = "眼"', 'unit = "眼"\nunit = "口"', "toml-key-twice", 'unit = "口"', {"key": "unit"}),
    ("no equals sign", "year = 2024", "year 2024", "toml-no-equals", "year 2024", {"key": "year"}),
    ("a colon for an equals sign", "year = 2024", "year: 2024", "toml-no-equals", "year: 2024", {"key": "year"}),
    ("nothing behind the equals sign", "year = 2024", "year =", "toml-no-value", "year =", {"key": "year"}),
    ("a table never closed", "[pace]", "[pace", "toml-open-bracket", "[pace", {"found": "[pace]"}),
    ("a list never closed", '["县水利局"]', '["县水利局"', "toml-open-bracket", '["县水利局"', {"found": "[…]"}),
    ("brackets too deep", "year = 2024", "year = " + "[" * 4000, "toml-too-deep", TOP, {}),
    ("a backslash", '"关闭自备井"', r'"关闭\自备井"', "bad-toml", "\\自备井", {}),
    ("wide quotes", '"关闭自备井"', "“关闭自备井”", "toml-fullwidth", "“关闭自备井”",
     {"found": "“ ”", "instead": 'title = "关闭自备井"'}),
    ("one wide quote", '"关闭自备井"', '"关闭自备井”', "toml-fullwidth", "关闭自备井”",
     {"found": "”", "instead": 'title = "关闭自备井"'}),
    ("wide quotes in wide quotes", '"关闭自备井"', "“关闭“自备，井”工作”", "toml-fullwidth", "工作”",
     {"instead": 'title = "关闭“自备，井”工作"'}),
    ("wide brackets and commas", 'lead = ["县水利局"]', "lead = ［“县水利局”，“县住建局”］", "toml-fullwidth", "lead",
     {"instead": 'lead = ["县水利局", "县住建局"]'}),
    ("a wide equals sign", "year = 2024", "year ＝ 2024", "toml-fullwidth", "year ＝", {"instead": "year = 2024"}),
    ("wide digits", "value = 15", "value = １５", "toml-fullwidth", "１５",
     {"found": "１ ５", "instead": "value = 15"}),
    ("a wide header", "[pace]", "［pace］", "toml-fullwidth", "［pace］", {"instead": "[pace]"}),
    ("all wide and Chinese", 'lead = ["县水利局"]', "牵头：县水利局、县住建局", "toml-fullwidth", "牵头",
     {"instead": 'lead = ["县水利局", "县住建局"]'}),
    ("a bare Chinese key", 'lead = ["县水利局"]', '牵头 = ["县水利局"]', "toml-bare-key", "牵头",
     {"key": "牵头", "instead": "lead"}),
    ("a bare Chinese unit", 'unit = "眼"', '单位 = "眼"', "toml-bare-key", "单位", {"instead": "unit"}),
    ("a bare Chinese body", 'body = "瑶峰镇"', '单位 = "瑶峰镇"', "toml-bare-key", "单位", {"instead": "body"}),
    ("a bare word nobody knows", "year = 2024", "某某 = 2024", "toml-bare-key", "某某", {"key": "某某"}),
    ("a bare event", '"开学" =', "开学 =", "toml-bare-key", "开学 =", {"instead": '"开学"'}),
    ("a Chinese header", "[[tasks.milestones]]", "[[tasks.节点]]", "toml-bare-key", "节点",
     {"instead": "tasks.milestones"}),
    ("a bare text", '"关闭自备井"', "关闭自备井", "toml-bare-text", "关闭自备井", {"instead": 'title = "关闭自备井"'}),
    ("a bare list", '["县水利局"]', "县水利局", "toml-bare-text", "= 县水利局", {"instead": 'lead = ["县水利局"]'}),
    ("a day with stops", "2024-10-31", "2024.10.31", "toml-day", "2024.10.31",
     {"key": "due", "found": "2024.10.31", "instead": "2024-10-31"}),
    ("a day with strokes", "2024-10-31", "2024/9/1", "toml-day", "2024/9/1", {"instead": "2024-09-01"}),
    ("a day in characters", "2024-10-31", "2024年9月1日", "toml-day", "9月1日", {"instead": "2024-09-01"}),
    ("the end of a month", "2024-10-31", "9月底", "toml-day", "9月底", {"instead": "2024-09-30"}),
    ("the end of a month in characters", "2024-10-31", "十一月底前", "toml-day", "十一月", {"instead": "2024-11-30"}),
    ("a share", "value = 15", "value = 90%", "toml-number", "90%", {"instead": "90", "unit": "%"}),
    ("thousands", "value = 15", "value = 3,000", "toml-number", "3,000", {"instead": "3000"}),
    ("a number with its unit", "value = 15", "value = 15眼", "toml-number", "15眼", {"instead": "15", "unit": "眼"}),
    ("a number in characters", "value = 15", "value = 六", "toml-number", "六", {"instead": "6"}),
    ("a flag in Chinese", 'unit = "眼"', 'unit = "眼"\nhedged = 是', "toml-flag", "hedged", {"instead": "true"}),
    ("one bracket for two", "[[forms]]", "[forms]", "single-bracket", "[forms]", {"name": "forms"}),
    ("one bracket for two, deeper", "[[tasks.milestones]]", "[tasks.milestones]", "single-bracket",
     "[tasks.milestones]", {"name": "tasks.milestones"}),
    ("no title", 'title = "2024年节水计划"\n', "", "missing", TOP, {"key": "title"}),
    ("a blank title", 'title = "2024年节水计划"', 'title = "  "', "blank", 'title = "  "', {"key": "title"}),
    ("no id", 'id = "water-24"\n', "", "missing", TOP, {"key": "id"}),
    ("an id with a slash", '"water-24"', '"water/24"', "bad-label", TOP, {"value": "water/24"}),
    ("no day of issue", "issued = 2024-02-01\n", "", "missing", TOP, {"key": "issued"}),
    ("no title of a task", 'title = "分解用水指标"\n', "", "missing", 'number = "2"', {"key": "title"}),
    ("a blank title of a task", '"分解用水指标"', '"　"', "blank", 'title = "　"', {}),
    ("no number", 'number = "2"\n', "", "missing", "分解用水指标", {"key": "number"}),
    ("a blank number", 'number = "2"', 'number = ""', "blank", 'number = ""', {}),
    ("a number twice", 'number = "2"', "number = 1", "number-twice", "number = 1", {"number": "1", "other": "24"}),
    ("a number with a blank", 'number = "2"', 'number = "2 3"', "bad-label", "2 3", {}),
    ("an unknown body", '["县水利局"]', '["县水里局"]', "unknown-body", "县水里局",
     {"near": "县水利局", "key": "lead"}),
    ("an unknown body of a part", '"埽掌镇"\nvalue', '"某镇"\nvalue', "unknown-body", "某镇", {"key": "body"}),
    ("an unknown body of a step", "县行政审批服务管理局", "审批科", "unknown-body", "审批科", {}),
    ("an unknown body of a milestone", '"各乡镇"', '"各村镇"', "unknown-body", "各村镇", {}),
    ("an unknown house of a group", 'office = "县水利局"', 'office = "水办"', "unknown-body", "水办",
     {"key": "office"}),
    ("an unknown key", "support =", "suport =", "unknown-key", "suport", {"key": "suport", "near": "support"}),
    ("an unknown key at the top", "issuer =", "issurer =", "unknown-key", "issurer", {"near": "issuer"}),
    ("a Chinese key in quotes", "support =", '"配合" =', "unknown-key", "配合", {"key": "配合", "near": "support"}),
    ("two bodies in one text", '["县水利局"]', '["县水利局、各乡镇人民政府"]', "several-bodies", "各乡镇人民政府",
     {"instead": '["县水利局", "各乡镇人民政府"]'}),
    ("two bodies in a text for a list", '["县水利局"]', '"县水利局、各乡镇人民政府"', "wrong-type", "各乡镇人民政府",
     {"expected": "list", "example": '["县水利局", "各乡镇人民政府"]'}),
    ("an unknown table", "[[forms]]", "[[fromx]]", "unknown-key", "[[fromx]]", {"near": "forms"}),
    ("an unknown kind", '"at_most"\nunit = "万方"', '"atmost"\nunit = "万方"', "unknown-value", '"atmost"',
     {"key": "kind", "value": "atmost", "near": "at_most"}),
    ("an unknown kind of body", '"company"', '"firm"', "unknown-value", "firm", {"key": "kind"}),
    ("an unknown relation", '"at_most"\nanchor', '"until"\nanchor', "unknown-value", "until", {"key": "relation"}),
    ("an unknown relation of a condition", '"at_least"', '"over"', "unknown-value", "over", {"key": "relation"}),
    ("an unknown unit of a limit", '"working_days"', '"workdays"', "unknown-value", "workdays",
     {"near": "working_days"}),
    ("an unknown role", '"head"', '"chief"', "unknown-value", "chief", {"key": "role"}),
    ("an unknown role of a figure", '"rate"', '"rates"', "unknown-value", "rates", {"near": "rate"}),
    ("an unknown basis", '"calendar"', '"days"', "unknown-value", '"days"', {"key": "basis"}),
    ("an unknown doubt", '"misprint"', '"typo"', "unknown-value", "typo", {"key": "code"}),
    ("a doubt of sums declared", '"misprint"', '"sum"', "unknown-value", '"sum"', {"key": "code"}),
    ("a 30th of February", "2024-06-30", "2024-02-30", "impossible-day", "2024-02-30", {"value": "2024-02-30"}),
    ("a 13th month", "2024-10-31", "2024-13-31", "impossible-day", "2024-13-31", {"key": "due"}),
    ("a day of one digit", "2024-10-31", "2024-9-1", "impossible-day", "2024-9-1", {}),
    ("an impossible day in a list", "2024-09-02]", "2024-09-31]", "impossible-day", "2024-09-31", {}),
    ("an impossible day as text", "2024-10-31", '"2024-06-31"', "impossible-day", "2024-06-31", {}),
    ("words for a day", "2024-10-31", '"年底"', "wrong-type", "年底", {"expected": "day", "found": "text"}),
    ("a day with stops as text", "2024-10-31", '"2024.10.31"', "day-said", "2024.10.31", {"instead": "2024-10-31"}),
    ("a moment for a day", "2024-10-31", "2024-10-31T08:00:00", "wrong-type", "T08", {"found": "time"}),
    ("a day before our time", "issued = 2024-02-01", "issued = 0024-02-01", "impossible-day", "0024", {}),
    ("a negative value", "value = 15", "value = -15", "negative", "-15", {"value": "-15", "key": "value"}),
    ("a negative part", "value = 200", "value = -200", "negative", "-200", {}),
    ("a negative count of days", "after = 15", "after = -1", "negative", "after = -1", {}),
    ("not a number", "value = 15", "value = nan", "not-finite", "nan", {"key": "value"}),
    ("infinite", "value = 15", "value = -inf", "not-finite", "-inf", {}),
    ("infinite as text", "value = 15", 'value = "Infinity"', "not-finite", "Infinity", {}),
    ("16 digits", "value = 15", "value = 1234567890123456", "too-many-digits", "1234567890123456", {"most": "15"}),
    ("16 digits behind the point", "value = 15", "value = 0.1234567890123456", "too-many-digits", "0.12", {}),
    ("a large exponent", "value = 15", "value = 1e400", "too-many-digits", "1e400", {}),
    ("5,000 digits", "value = 15", "value = " + "9" * 5000, "too-many-digits", "999", {}),
    ("words for a value", "value = 15", 'value = "许多"', "wrong-type", "许多", {"expected": "number"}),
    ("characters for a value", "value = 15", 'value = "十五"', "number-said", "十五", {"number": "15"}),
    ("a value with its unit", "value = 15", 'value = "6座"', "number-said", "6座", {"number": "6", "unit": "座"}),
    ("truth for a value", "value = 15", "value = true", "wrong-type", "value = true", {"found": "flag"}),
    ("no unit", 'unit = "眼"\n', "", "unit-missing", 'id = "t1"', {}),
    ("a blank unit", 'unit = "眼"', 'unit = ""', "unit-missing", 'unit = ""', {}),
    ("no unit of a figure", 'unit = "元/方"\n', "", "unit-missing", 'what = "补贴"', {}),
    ("no unit of a limit", 'unit = "working_days"\n', "", "unit-missing", "amount = 5", {}),
    ("no unit of a condition", 'unit = "米"\n', "", "unit-missing", 'what = "水位下降"', {}),
    ("no unit of a short target", 'title = "分解用水指标"', 'title = "分解用水指标"\nvalue = 3', "unit-missing",
     'number = "2"', {}),
    ("no value", "value = 15\n", "", "missing", 'id = "t1"', {"key": "value"}),
    ("a list for a text", 'section = "二（一）"', 'section = ["二"]', "wrong-type", "section", {"found": "list"}),
    ("a text for a list", 'lead = ["县水利局"]', 'lead = "县水利局"', "wrong-type", "lead", {"expected": "list"}),
    ("a text for a flag", 'unit = "眼"', 'unit = "眼"\nhedged = "是"', "wrong-type", "hedged", {"expected": "flag"}),
    ("a text for many tables", "year = 2024", 'year = 2024\nform = "表"', "wrong-type", "form =",
     {"expected": "tables"}),
    ("a value for a table", 'anchor = "step:1"\n', 'anchor = "step:1"\n\n[[procedures.steps]]\nwhat = "x"\nlimit = 3\n',
     "wrong-type", "limit = 3", {"expected": "table"}),
    ("a year in words", "year = 2024", 'year = "2024"', "wrong-type", 'year = "2024"', {"expected": "year"}),
    ("a year of three digits", "year = 2024", "year = 202", "impossible-day", "year = 202", {}),
    ("a control character", '"关闭自备井"', r'"关闭\u0007自备井"', "control-character", "u0007", {}),
    ("a title of two lines", '"关闭自备井"', r'"关闭\n自备井"', "control-character", r"\n", {}),
    ("a rule nobody reads", "FREQ=MONTHLY;BYMONTHDAY=-1", "每月", "bad-rule", "每月", {"value": "每月"}),
    ("a rule with a bad part", "BYMONTHDAY=-1", "BYMONTHDAY=x", "bad-rule", "BYMONTHDAY=x", {}),
    ("a rule by the second", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=SECONDLY", "bad-rule", "SECONDLY", {}),
    ("a rule that never moves", "BYMONTHDAY=-1", "INTERVAL=0", "bad-rule", "INTERVAL=0", {}),
    ("a rule that never comes", "BYMONTHDAY=-1", "BYMONTH=2;BYMONTHDAY=30", "bad-rule", "BYMONTH=2", {}),
    ("rule and anchor", 'anchor = "开学"', 'anchor = "开学"\nrule = "FREQ=DAILY"', "rule-and-anchor",
     'anchor = "开学"', {}),
    ("neither rule nor anchor", 'rule = "FREQ=MONTHLY;BYMONTHDAY=-1"\n', "", "missing", 'what = "月报"',
     {"key": "rule"}),
    ("an event nobody waits for", 'anchor = "开学"', 'anchor = "学期开始"', "unused-anchor", '"开学" =',
     {"name": "开学"}),
    ("a body twice in a split", '"埽掌镇"\nvalue', '"瑶峰镇" #\nvalue', "part-twice", "#", {"name": "瑶峰镇"}),
    ("an id twice", 'what = "出台清单"', 'id = "t1" #\nwhat = "出台清单"', "id-twice", "#", {"id": "t1"}),
    ("a group twice", "[[forms]]", '[[groups]]\nname = "节水领导小组" #\n\n[[forms]]', "name-twice", "#", {}),
    ("an alias of two", 'office = "县水利局"', 'aliases = ["县节水中心"] #', "alias-twice", "#",
     {"name": "县节水中心", "key": "aliases"}),
    ("due before the year of issue", "2024-10-31", "2023-12-31", "due-too-early", "2023-12-31",
     {"due": "2023-12-31", "earliest": "2024-01-01"}),
    ("a milestone before the year of issue", "2024-06-30", "2020-06-30", "due-too-early", "2020-06-30", {}),
    ("a year before the year of issue", "year = 2024", "year = 2022", "due-too-early", "year = 2022", {}),
    ("a basis of no day", 'number = "2"', 'number = "2"\ndue_basis = "inferred"', "missing", "due_basis",
     {"key": "due"}),
    ("a period that ends before it begins", "[pace]", "[pace]\nfrom = 2024-06-01\nto = 2024-05-01", "period-inverted",
     "[pace]", {}),
    ("a target's own period inverted", "value = 15", "value = 15\nfrom = 2024-11-01", "period-inverted", "from = ", {}),
    ("a curve without points", '"calendar"', '"curve"', "missing", "[pace]", {"key": "curve"}),
    ("a curve that falls", '"calendar"', '"curve"\ncurve = [["2024-03-31", "0.5"], ["2024-06-30", "0.2"]]', "bad-curve",
     "curve = [[", {}),
    ("a curve over one", '"calendar"', '"curve"\ncurve = [["2024-03-31", 1.5]]', "bad-curve", "curve = [[", {}),
    ("half a point", '"calendar"', '"curve"\ncurve = [["2024-03-31"]]', "wrong-type", "curve = [[",
     {"expected": "pair"}),
    ("spans out of order", "[7, 2], [30, 7]", "[30, 7], [7, 2]", "bad-spans", "spans", {}),
    ("days left said twice", "yellow = 5", "near = 3", "near-and-spans", "near = 3", {}),
    ("a rule nobody knows", "year = 2024", 'year = 2024\nrules = "ours"', "unknown-rule", "ours", {"name": "ours"}),
    ("yellow past red", "yellow = 5", "yellow = 40", "bad-thresholds", "yellow", {}),
    ("a negative threshold", "yellow = 5", "yellow = -5", "negative", "yellow", {}),
    ("a step that is not there", '"step:1"', '"step:7"', "no-such-step", "step:7", {"step": "7"}),
    ("a step twice", 'what = "公示"', 'number = 1 #\nwhat = "公示"', "number-twice", "#", {"number": "1"}),
    ("a condition without relation", 'relation = "at_least"\n', "", "missing", 'what = "水位下降"',
     {"key": "relation"}),
    ("a limit without relation", 'relation = "at_most"\n', "", "missing", "amount = 5", {"key": "relation"}),
    ("a blank field of a form", '["序号", "取水口"]', '["序号", ""]', "blank", "fields", {}),
]

NEXT_LINE = {"unit-missing", "missing"}


def _expected_line(damaged: str, code: str, mark: str) -> int:
    """The marked line; what is missing is reported at the header above the table's first key."""
    line = line_of(damaged, mark) if mark else 1
    above = damaged.split("\n")[line - 2]
    return line - 1 if code in NEXT_LINE and above.startswith("[") else line


@pytest.mark.parametrize(("old", "new", "code", "mark", "figures"), [d[1:] for d in DAMAGE], ids=[d[0] for d in DAMAGE])
def test_damage_is_reported_at_its_line(old: str, new: str, code: str, mark: str, figures: dict[str, str]) -> None:
    assert GOOD.count(old) >= 1
    damaged = GOOD.replace(old, new, 1)
    reading = reading_of(damaged)
    assert reading.plan is None
    assert [(fault.code, fault.line) for fault in reading.faults] == [(code, _expected_line(damaged, code, mark))]
    found = reading.faults[0]
    assert found.file == "water-24.toml"
    assert set(FAULTS[code]) <= found.figures.keys()
    assert figures.items() <= found.figures.items()
    assert code.startswith(("bad-toml", "toml-")) or found.figures["key"]


def test_the_good_file_is_good() -> None:
    reading = reading_of(GOOD)
    assert reading.faults == ()
    assert [(doubt.code, doubt.line) for doubt in reading.doubts] == [
        ("sum", line_of(GOOD, "printed = 301")), ("misprint", line_of(GOOD, "[[doubts]]")),
    ]
    assert reading.doubts[0].figures == {
        "printed": "301", "computed": "300.5", "clause": "", "task": "2", "metric": "分解用水指标",
    }
    assert reading.doubts[1].figures == {"clause": "三", "printed": "埽掌镇", "right": "埝掌镇"}


def test_every_code_of_content_has_a_damage() -> None:
    of_other_files = {"not-utf8", "no-tasks", "not-weekend", "day-twice", "other-year", "person-twice", "bad-steps",
                      "line-twice", "unknown-person", "not-a-mail-address", "bad-hours", "rung-unknown",
                      "rung-without-cause"}
    assert {damage[3] for damage in DAMAGE} | of_other_files == set(FAULTS)
    assert "sum" in DOUBTS


def test_not_utf8_is_one_fault_with_its_line() -> None:
    source = GOOD.encode().replace("分解用水指标".encode(), "分解".encode("gbk"))
    faults = reading_of(source).faults
    assert [(fault.code, fault.line) for fault in faults] == [("not-utf8", line_of(GOOD, "分解用水指标"))]
    assert reading_of(GOOD.encode("utf-16")).faults[0].code == "not-utf8"


def test_an_empty_file_lacks_everything() -> None:
    assert [(fault.code, fault.line, fault.figures["key"]) for fault in reading_of("").faults] == [
        ("missing", 1, "id"), ("missing", 1, "title"), ("missing", 1, "issued"), ("missing", 1, "tasks"),
    ]


def test_a_plan_without_tasks_is_a_fault() -> None:
    faults = reading_of('id = "x"\ntitle = "x"\nissued = 2024-01-01\ntasks = []\n').faults
    assert [(fault.code, fault.line) for fault in faults] == [("no-tasks", 4)]


def test_all_faults_come_in_one_go() -> None:
    damaged = (
        GOOD.replace('title = "2024年节水计划"', 'title = ""').replace('number = "2"', 'number = "1"')
        .replace('["县水利局"]', '["县水里局", "县某局"]').replace("value = 15",
            "value = nan").replace('unit = "眼"\n', "")
        .replace("2024-10-31", "2024-02-30").replace("2024-06-30", "2024-06-31").replace('"step:1"', '"step:9"')
        .replace("BYMONTHDAY=-1", "BYMONTHDAY=99").replace("role =", "rolle =")
    )
    faults = reading_of(damaged).faults
    assert [fault.code for fault in faults] == [
        "blank", "unknown-body", "unknown-body", "unit-missing", "not-finite", "impossible-day", "impossible-day",
        "bad-rule", "number-twice", "unknown-key", "missing", "unknown-key", "no-such-step",
    ]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_a_syntax_error_behind_an_impossible_day_is_reported() -> None:
    damaged = GOOD.replace("2024-10-31", "2024-02-30").replace('title = "分解用水指标"', "title = 分解")
    assert [(fault.code, fault.line) for fault in reading_of(damaged).faults] == [
        ("toml-bare-text", line_of(damaged, "title = 分解"))]


@pytest.mark.parametrize(("text", "line", "name"), [
    ("[tasks]\nnumber = 1\n\n[tasks]\nnumber = 2\n", 4, "tasks"),
    ("[tasks]\nnumber = 1\n\n[[tasks]]\nnumber = 2\n", 4, "tasks"),
    ("[[tasks]]\nnumber = 1\n\n[tasks]\nnumber = 2\n", 4, "tasks"),
])
def test_one_bracket_beside_two(text: str, line: int, name: str) -> None:
    [fault] = reading_of(text).faults
    assert (fault.code, fault.line, fault.figures) == ("single-bracket", line, {"name": name})


@pytest.mark.parametrize("sign", list("“”‘’＂，、＝［］：；。　％\"'[]{}=#\\"))
def test_whatever_stands_wherever_one_fault_is_made_of_it(sign: str) -> None:
    """No damage by one sign makes the hints fail; a text that no longer is TOML has one fault, on one of its lines."""
    lines = GOOD.count("\n")
    for place in range(0, len(GOOD), 11):
        faults = reading_of(GOOD[:place] + sign + GOOD[place:]).faults
        assert all(1 <= fault.line <= lines + 1 for fault in faults)


@pytest.mark.parametrize("line", [
    " " * 1900 + "x", "x" + " " * 1900, "[" + " " * 1900, "“" * 1900, "“”" * 900, "=" * 1900, '"' * 1901, "年" * 1900,
])
def test_a_long_line_is_soon_done_with(line: str) -> None:
    before = time.process_time()
    assert len(reading_of(line).faults) == 1
    assert time.process_time() - before < 1


def test_windows_line_ends_and_a_byte_order_mark_are_accepted() -> None:
    assert reading_of(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == reading_of(GOOD)


def test_lines_are_found_in_windows_files_and_behind_long_strings() -> None:
    long = GOOD.replace('section = "二（一）"', 'note = """\n[[tasks]]\nvalue = 3\n"""').replace("value = 15",
        "value = -1")
    assert [(f.code, f.line) for f in reading_of(long).faults] == [("negative", line_of(long, "value = -1"))]
    windows = long.replace("\n", "\r\n")
    assert [f.line for f in reading_of(windows).faults] == [line_of(long, "value = -1")]


def test_lines_are_found_in_lists_of_several_lines() -> None:
    text = GOOD.replace('lead = ["县水利局"]', 'lead = [\n  "县水利局", # ]\n  "县水里局",\n]').replace("yellow = 5",
        "yelow = 5")
    assert [(f.code, f.line) for f in reading_of(text).faults] == [
        ("unknown-key", line_of(text, "yelow")), ("unknown-body", line_of(text, "lead = [")),
    ]


def test_inline_tables_are_reported_at_their_key() -> None:
    text = 'id = "x"\ntitle = "x"\nissued = 2024-01-01\ntasks = [\n  {number = "1", title = ""},\n]\n'
    assert [(f.code, f.line) for f in reading_of(text).faults] == [("blank", 4)]
