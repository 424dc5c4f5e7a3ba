"""What people write where a plan file wants a key, a number, a day or a list, and what should stand there instead."""

import re
from collections.abc import Container
from decimal import Decimal

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.terms import DIRECTOR, HEAD, LEADER, LIAISON, READER, SUPERVISOR

WORDS: dict[str, tuple[str, ...]] = {
    "牵头": ("lead",), "牵头单位": ("lead",), "责任单位": ("lead", "bodies"), "配合": ("support",),
    "配合单位": ("support",), "序号": ("number",), "编号": ("number", "id"), "标题": ("title", "name"),
    "名称": ("name", "title", "metric", "what"), "期限": ("due", "limit"), "时限": ("due", "limit"),
    "完成时限": ("due", "limit"), "截止": ("due", "to"), "截止日期": ("due", "to"), "指标": ("targets", "metric"),
    "数值": ("value", "amount"), "目标值": ("value",), "数量": ("value", "amount"),
    "单位": ("unit", "body", "bodies"), "计量单位": ("unit",), "节点": ("milestones",), "周期事项": ("recurrences",),
    "事项": ("tasks", "what"), "任务": ("tasks", "what"), "内容": ("what", "summary"), "概要": ("summary",),
    "备注": ("note",), "说明": ("note",), "章节": ("section",), "条款": ("clause",), "出处": ("clause",),
    "文号": ("document",), "印发单位": ("issuer",), "发文单位": ("issuer",), "印发": ("issued",),
    "印发日期": ("issued",), "发文日期": ("issued",), "年度": ("year",), "年份": ("year",), "类型": ("kind",),
    "类别": ("kind",), "基数": ("baseline",), "基期": ("baseline_year",), "规则": ("rule",), "起算": ("anchor",),
    "起算事件": ("anchor",), "序时": ("pace",), "阈值": ("thresholds",), "开始": ("from", "start"),
    "起": ("from", "start"), "止": ("to", "until"), "别称": ("aliases",), "成员": ("members",), "小组": ("groups",),
    "程序": ("procedures",), "步骤": ("steps",), "疑点": ("doubts",), "表单": ("forms",), "职责": ("duty",),
    "分解": ("parts",), "政策数据": ("policy_figures",), "人员": ("people",), "姓名": ("name",), "角色": ("role",),
    "职务": ("role",), "电话": ("phone",), "手机": ("phone",), "联系电话": ("phone",), "邮箱": ("mail",),
    "电子邮箱": ("mail",), "渠道": ("channel",), "代理人": ("deputy",), "代理": ("deputy",), "外出": ("away",),
    "请假": ("away",),
}
"""Chinese word -> the keys it may mean, the likeliest first."""

ROLES = {
    "县领导": LEADER, "领导": LEADER, "督查室主任": DIRECTOR, "主任": DIRECTOR, "督查员": SUPERVISOR,
    "单位负责人": HEAD, "负责人": HEAD, "单位联络员": LIAISON, "联络员": LIAISON, "只读": READER, "审计": READER,
}
"""Chinese word -> the role it stands for."""

_NARROW = {ord("．"): ".", ord("，"): ",", ord("％"): "%", ord("－"): "-", ord("／"): "/"}
_NARROW |= {ord("０") + digit: str(digit) for digit in range(10)}
_NUMBER = re.compile(
    r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{1,20})?)\s*(?:个)?"
    r"([^\d\s.,+\"'。，；、;-][^\d.,+\"'。，；、;-]{0,9})?"
)
_HAN_DIGITS = {han: digit for digit, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = re.compile(r"([零〇一二两三四五六七八九十百千]{1,9})([^零〇一二两三四五六七八九十百千\d\s]{0,6})")
_DAY = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})?\s*([日号]|底|末)?\s*(?:之?前|止)?")
_BETWEEN = re.compile(r"\s*[、，,；;]\s*")


def key_of(word: str, known: Container[str]) -> str:
    """The key a Chinese word stands for among the known ones, or ""."""
    return next((key for key in WORDS.get(word, ()) if key in known), "")


def number_said(text: str) -> tuple[str, str] | None:
    """(number, unit) of "90%", "3,000", "6座", "６" or "十五眼"; None where it is no number."""
    text = text.strip().translate(_NARROW)
    if found := _NUMBER.fullmatch(text):
        return plain(Decimal(found[1].replace(",", ""))), (found[2] or "").strip()
    if (han := _HAN_NUMBER.fullmatch(text)) and (value := _of_han(han[1])) is not None:
        return str(value), han[2]
    return None


def _of_han(digits: str) -> int | None:
    """The number up to 9999 that Chinese digits say; None where their order says none."""
    total = waiting = 0
    for place, han in enumerate(digits):
        if han in _HAN_DIGITS:
            if waiting:
                return None
            waiting = _HAN_DIGITS[han]
        elif waiting or (han == "十" and place == 0):
            total, waiting = total + (waiting or 1) * _HAN_PLACES[han], 0
        else:
            return None
    return total + waiting


def day_said(text: str, year: int | None = None) -> str:
    """The ISO day of "2024.10.31", "2024年10月31日", "10月底" or "十月底"; "" where none can be made out.

    `year` stands for one that is not written.
    """
    text = text.strip().translate(_NARROW)
    if han := re.match(r"[一二三四五六七八九十]{1,2}(?=月)", text):
        text = f"{_of_han(han[0])}{text[han.end():]}"
    found = _DAY.fullmatch(text)
    if found is None or not (found[3] or found[4]) or not (found[1] or (year and "月" in text)):
        return ""
    from datetime import date

    from xiaxian_tasks.domain.days import month_end

    try:
        first = date(int(found[1] or year or 0), int(found[2]), 1)
        return (first.replace(day=int(found[3])) if found[3] else month_end(first)).isoformat()
    except ValueError:
        return ""


def listed(text: str) -> str:
    """A list as TOML writes it of the names in a text: "县交通局、各乡镇" is ["县交通局", "各乡镇"]."""
    names = [name for name in _BETWEEN.split(text.strip()) if name]
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def is_several(text: str) -> bool:
    """Whether a text holds several names."""
    return len([name for name in _BETWEEN.split(text.strip()) if name]) > 1
