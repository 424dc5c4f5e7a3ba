"""How the keys and values of the query grammar (查询) are spelled: Chinese, English, pinyin and its initials.

The first spelling of a code is its Chinese word, and the code itself is its English one; both are always understood.
A spelling stands for one code only: where two share an initial, the one asked for more often has it (d is 灯, not 待).
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

Table = Mapping[str, str]
Language = Literal["zh", "en"]

KEYS: Table = {
    "light": "灯 亮灯 deng liangdeng d ld",
    "reason": "因 原因 yin yuanyin y yy",
    "body": "单位 danwei dw",
    "lead": "牵头 qiantou qt",
    "support": "配合 peihe ph",
    "plan": "方案 fangan fa",
    "document": "文 文号 wen wenhao w wh doc",
    "number": "号 编号 hao bianhao h bh no",
    "due": "限 期限 xian qixian x qx",
    "progress": "进度 jindu jd",
    "state": "态 状态 tai zhuangtai t zt",
    "waits": "待 待办 dai daiban db wait",
    "outlook": "景 前景 jing qianjing j qj",
    "sort": "序 排序 xu paixu px",
    "limit": "前 qian q",
}

NONE = "none"
"""The value that asks for those that have nothing there."""

_NONE = "无 没有 wu meiyou"

LIGHTS: Table = {
    "red": "红 红灯 hong hongdeng",
    "yellow": "黄 黄灯 huang huangdeng",
    "grey": "灰 灰灯 hui huideng gray",
    "green": "绿 绿灯 lv lvdeng",
    "done": "办结 banjie bj",
}
STATES: Table = {
    "proposed": "待立项 dailixiang dlx",
    "registered": "已立项 立项 yilixiang lixiang ylx lx",
    "dispatched": "已交办 交办 yijiaoban jiaoban yjb jb",
    "active": "在办 办理中 zaiban banlizhong zb blz",
    "review": "待审核 审核 daishenhe shenhe dsh sh",
    "completed": "已办结 办结 yibanjie banjie ybj bj",
    "closed": "已销号 销号 yixiaohao xiaohao yxh xh",
    "suspended": "暂缓 zanhuan zh",
    "terminated": "已终止 终止 yizhongzhi zhongzhi yzz zz",
    "merged": "已合并 合并 yihebing hebing yhb hb",
}
WAITS: Table = {
    "receipt": "签收 未签收 待签收 unsigned qianshou qs",
    "refusal": "拒签处理 拒签待处理 拒签 refused juqianchuli juqian jqcl jq",
    "rework": "退办整改 整改 退办待重报 tuibanzhenggai zhenggai tbzg zg",
    "reply": "回复 未回复 批示待回复 批示未到期 huifu hf",
    "review": "审核 待审核 shenhe sh",
    "extension": "延期审批 延期待批 延期 yanqishenpi yanqi yqsp yq",
    "closing": "销号 待销号 xiaohao xh",
    "reopening": "重启 待重启 chongqi cq",
    "recheck": "回头看 回头看到期 huitoukan htk",
    "registration": "立项 待立项 unregistered lixiang lx",
    "dispatch": "交办 待交办 undispatched jiaoban jb",
    "turn": "周期到期 周期临近 周期 zhouqidaoqi zhouqi zqdq zq",
}
OUTLOOKS: Table = {
    "on-time": "能按期 nenganqi naq",
    "at-risk": "有风险 youfengxian yfx",
    "cannot": "难按期 nananqi",
    NONE: _NONE,
}
SORTS: Table = {
    "due": "期限 qixian qx",
    "plan": "方案 fangan fa",
    "light": "亮灯 灯 liangdeng deng ld",
    "title": "标题 biaoti bt",
    "lead": "牵头 qiantou qt",
    "progress": "进度 jindu jd",
    "state": "状态 态 zhuangtai tai zt",
    "outlook": "前景 景 qianjing jing qj",
    "gap": "差距 chaju cj",
    "expected": "应达 yingda yd",
}
REASONS: Table = {
    "overdue": "逾期 yuqi yq",
    "missed": "漏报 loubao lb",
    "far-behind": "严重滞后 yanzhongzhihou yzzh",
    "behind": "滞后 zhihou",
    "slightly-behind": "略滞后 lvezhihou",
    "on-pace": "合序时 hexushi hxs",
    "near-due": "临期 linqi lq",
    "in-grace": "宽限期 kuanxianqi kxq",
    "breached": "越线 yuexian yx",
    "held": "守住 shouzhu sz",
    "below-growth": "增速不足 zengsubuzu zsbz",
    "no-report": "未报 weibao wb",
    "stale": "久未报 jiuweibao jwb",
    "noted": "有说明 youshuoming ysm",
    "not-issued": "未印发 weiyinfa wyf",
    "not-yet-due": "未到期 weidaoqi wdq",
    "undated": "无期限 wuqixian wqx",
    "waiting": "等触发 dengchufa dcf",
    "no-pace": "无序时 wuxushi wxs",
    "done-in-turn": "各期已办 geqiyiban gqyb",
    "reached": "待认可 dairenke drk",
    "relapsed": "反弹 fantan ft",
    "suspended": "暂缓 zanhuan zh",
    "terminated": "已终止 yizhongzhi yzz",
    "merged": "已合并 yihebing yhb",
}
DAYS: Table = {
    "overdue": "逾期 yuqi yq",
    NONE: _NONE,
    "yesterday": "昨天 昨日 zuotian zuori",
    "today": "今天 今日 jintian jinri jt",
    "tomorrow": "明天 明日 mingtian mingri mt",
    "last-week": "上周 shangzhou",
    "this-week": "本周 benzhou bz",
    "next-week": "下周 xiazhou xz",
    "last-month": "上月 上个月 shangyue",
    "this-month": "本月 这个月 benyue by",
    "next-month": "下月 下个月 xiayue xy",
    "last-quarter": "上季 上季度 shangji",
    "this-quarter": "本季 本季度 benji",
    "next-quarter": "下季 下季度 xiaji xj",
    "last-year": "去年 qunian",
    "this-year": "今年 本年 jinnian bennian jn bn",
    "next-year": "明年 mingnian mn",
}
PROGRESS: Table = {NONE: _NONE}

CODED: Mapping[str, Table] = {
    "light": LIGHTS, "reason": REASONS, "state": STATES, "waits": WAITS, "outlook": OUTLOOKS, "sort": SORTS,
}
"""The keys whose values are codes."""

NAMED = ("body", "lead", "support", "plan", "document", "number")
"""The keys whose values are names, looked up in the ledger."""

MEASURED: Mapping[str, Table] = {"due": DAYS, "progress": PROGRESS}
"""The keys whose values can be compared, and the words that stand for some of them."""

SEVERAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "waits": {
        "待销号或重启": ("closing", "reopening"),
    },
}
"""Key -> what stands for several of its codes at once: classes of today's queue that hold more than one."""

OR = ("或", "or", "|", "||")
NOT = ("非", "not")


@cache
def _codes(table: str) -> dict[str, str]:
    """Spelling -> code, of a table by its key; "" is that of the keys."""
    return {
        spelling: code
        for code, spellings in table_of(table).items()
        for spelling in (code, *spellings.split())
    }


def table_of(key: str) -> Table:
    """The spellings of a key's values; with "" those of the keys themselves. A key of names has none."""
    return KEYS if key == "" else CODED.get(key) or MEASURED.get(key) or {}


def code_of(key: str, text: str) -> str | None:
    """The code a text stands for among the values of `key` (among the keys with ""); None where it is none."""
    return _codes(key).get(text.casefold())


def codes_of(key: str, text: str) -> tuple[str, ...]:
    """The codes a text stands for among the values of `key`; mostly one, () where it is none."""
    code = code_of(key, text)
    return (code,) if code is not None else SEVERAL.get(key, {}).get(text.casefold(), ())


HINTED = ("light", "reason", "waits", "state", "outlook", "due")
"""The keys a word that is found nowhere may have been meant for, the likeliest first."""


def elsewhere(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The keys of which a word is a value, with its codes; a single letter is meant for none."""
    if text.isascii() and len(text) < LEAST_MEANT:
        return []
    return [(key, codes) for key in HINTED if (codes := codes_of(key, text)) and codes != (NONE,)]


LEAST_MEANT = 3
"""Letters from which a word of a query may be a value without its key: less are initials of anything."""


def is_none(text: str) -> bool:
    """Whether a name asks for those that have none."""
    return code_of("progress", text) == NONE


def spelled(key: str, code: str, language: Language) -> str:
    """The word of a code in a language; anything else as it is."""
    spellings = table_of(key).get(code)
    return spellings.split()[0] if spellings and language == "zh" else code


def near(key: str, text: str) -> list[str]:
    """The spellings that look most like a text, at most three, the nearest first."""
    from difflib import get_close_matches

    low, known = text.casefold(), list(_codes(key))
    begun = [spelling for spelling in known if low and len(spelling) > 1 and spelling.startswith(low)]
    return list(dict.fromkeys([*get_close_matches(low, known, 3, 0.6), *begun]))[:3]
