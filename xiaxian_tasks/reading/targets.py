"""Numbers a measure must reach or hold (指标), told apart from numbers that only describe a policy.

A number is a target where a verb of doing or a bound governs it; subsidies, rates, thresholds of eligibility, scores,
ages, limits of contracts and figures of what already stands are none. What is refused for money or shares is kept as a
policy figure.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.reading import moments, numerals
from xiaxian_tasks.reading.moments import Moment
from xiaxian_tasks.reading.numerals import Number
from xiaxian_tasks.reading.view import Span, parts, sentences


class Found(NamedTuple):
    """A target as read: where its number stands, what is counted, and what the words around it say."""

    start: int
    end: int
    metric: str
    kind: str
    value: Decimal
    unit: str
    high: Decimal | None
    hedged: bool
    exclusive: bool
    due: date | None
    per: str
    label: str


class Figure(NamedTuple):
    """A number that binds nobody: what it describes, its value and unit, and which sort of refusal it was."""

    start: int
    what: str
    value: Decimal
    unit: str
    role: str


_DOING = (
    "建设 建成 新建 改建 扩建 改造 打造 培育 新增 完成 实施 创建 引进 引育 引入 招引 开展 组织 举办 承办 认定 遴选 培养 培训 轮训 选派 选拔 选树 评选 布局 争创 争取 孵化 关闭 关停 整治 "
    "治理 改善 安装 配备 配置 投入 投放 服务 解决 帮扶 安置 推广 上线 开通 制定 出台 形成 实现 推进 推动 启动 开工 竣工 投产 签约 入库 建立 设立 创设 支持 扶持 明确 更新 购置 "
    "拆除 清理 压减 化解 淘汰 植树 造林 绿化 修复 种植 播种 推介 接入 迁入 攻克 突破 转化 吸纳 带动 扩大 储备 谋划 包装 获批 征集 入驻 聘任 聘请 招聘 招录 招收 资助 选聘 组建 覆盖 "
    "查处 检查 抽查 巡查 督查 排查 走访 报送 刊发 发表 播出 调度 召开 研发 开发 增加 确保 力争 保持 稳定 构建 编制 筹集 筹建 升级 提升 提档 撰写 流转 托管 发展 集聚 聚集 提供 "
    "新认定 达到 超过 壮大 做强 遴选 推出 汇聚 输送 发放 落实 建好 建 建档 生成 产生 申报 创 做好 打通 整合 拓展 增设 设置 开设 开办 设 建造 架设 铺设 敷设 硬化 维修 加固 除险 "
    "疏浚 清淤 修建 复垦 新改建 调解 化解 办结 审结 救助 慰问 供应 收储 出让 供地 盘活 投资 融资 发行 新开 加装 更换 置换 减少 降低 消减 削减 栽植 抚育 封育 验收 交付 供热 完工"
).split()
_ACTION = re.compile("|".join(sorted(map(re.escape, set(_DOING)), key=len, reverse=True)) + r"|新(?=[\u4e00-\u9fff])")
_ADJACENT = re.compile(rf"(?:{_ACTION.pattern}|引领|吸引|精准|遴选打造|不少于|至少|超过|达|确立|应有|要有|开行|覆盖)(?:[并和或及、](?:{_ACTION.pattern}))?(?:不少于|不低于|约|近|至少|各|了|好|出|一批|全市|全县|全省|共|总计|累计|省级|市级|国家级)*$")
_FLOOR = re.compile(r"(?:不低于|不少于|不小于|不得少于|不得低于|至少|最少|不得小于)(?:\S{0,4})?$")
_PASS = re.compile(r"(?:突破|超过|大于|高于|超|多于|过)$")
_REACH = re.compile(r"(?:达到|达成|达|到达|提高到|提高至|提升到|提升至|增长到|增长至|增加到|增加至|扩大到|扩大至|发展到|上升到|上升至|稳定在|保持在|维持在|实现|增至|升至|为|完成|总量|总数|到)(?:了)?(?:约|近|全市|全县)?$")
_RAISE = re.compile(r"(?:提高到|提高至|提升到|提升至|增长到|增长至|增加到|增加至|扩大到|扩大至|上升到|上升至|增至|升至)(?:约|近)?$")
_LOWER = re.compile(r"(?:降至|降到|降低到|降低至|下降到|下降至|减少到|减少至|压减到|压减至|压缩到|压缩至|缩短到|缩短至|缩减至|控制到)(?:约|近)?$")
_CEILING = re.compile(r"(?:控制在|不超过|不高于|不多于|不大于|低于|小于|少于|限制在|压减在|压缩在|以内控制在)(?:约|近)?$")
_GROW = re.compile(r"(?:增长|增速|增幅|递增|同比增长|年均增长|增速达到|增长率|上升)(?:率)?(?:达到|达|保持在|不低于|超过|不少于|约|在|力争|高于|突破|稳定在)?$")
_MORE = re.compile(r"(?:提高|提升|增加|新增|扩大|上升|净增|增收)(?:约|近|不少于|不低于|至少|超过)?$")
_LESS = re.compile(r"(?:下降|降低|减少|压减|压缩|缩短|缩减|削减|消减|减)(?:约|近|不少于|不低于|至少|超过|幅度)*$")
_AFTER = re.compile(r"(?P<post>及?以上|以内|之内|以下|左右|上下|及?以内)?")
_HEDGE = re.compile(r"力争|争取|努力|全力推进|全面推进|尽量|探索|预计|左右|大约|约")
_ADD = re.compile(r"新增|新建|新改建|新开|新培育|新认定|新引进|净增|扩建|增加|增设|新设|新创|新开工|新签约|新(?=[\u4e00-\u9fff])|加装|增植")

_TIME_UNITS = frozenset({"年", "个月", "月", "天", "日", "小时", "个小时", "分钟", "个工作日", "工作日", "周"})
_NEVER_UNITS = frozenset({"分", "岁", "度", "节", "级", "倍", "届"})
_MONEY = re.compile(r"元$|美元$")
_POLICY = re.compile(
    r"给予|补助|补贴|奖励|奖补|奖金|一次性|贴息|利率|费率|保额|罚|扣|加分|减免|返还|免征|减征|减按|免收|缴|税率|最高|上限|每人每|标准|贷款额度|额度|授信|报销|赔偿|按照?[^，。]{0,30}比例|担保费|手续费|租金|房租|分摊|补足|奖|补偿|兑现|低保金|工资|"
    r"津贴|单笔|单户|每户|每亩补|每吨|每辆|票价|门票|折|优惠|抵免|抵扣|金额在|注册资本|注册资金|余额在|得\d|计\d"
)
_CONTRACT = re.compile(r"期限|有效期|合同|展期|延期|租期|任期|服务期|最长|为期|缓缴|连续|满\d|超过\d+年|保质期|试用期|截止")
_STANDS = re.compile(r"^(?:目前|现有|已有|已|截至|现已|原有|共有|我[市县省区]现|上年|去年|累计已)|已(?:经)?(?:建成|完成|达到|有|培育|建设|累计)|为基数")
_CONDITION = re.compile(r"^(?:对|凡|如|若|当|鼓励|年[^，]{0,12}的|符合|获得|首次|经认定|每(?:降低|出现|发现|增加|超|少|多|提高|缺|有))")
_THRESHOLD_NOUN = re.compile(r"(?:及?以上|以下|以内|左右)?(?:的)?(?:规模|以上规模|规上|自然村|人口|企业|项目|单位|家庭|人员|青年|老人|老年人|儿童|学校|地区|用户|住宅|城市|锅炉|机组|农户|高龄|成员|干部|职工|学生|贷款|投资)")
_QUALIFIED = re.compile(r"(?:及?以上|以下|以内|不等|至\d\S*)?(?:的|及以上的|以上的|以下的)(?=[\u4e00-\u9fff“])")
_BEFORE_NUMBER = re.compile(r"(?:第|前|“|《|〔|号|No|NO|G|A|每|逾期|超|满|近|过去|未来|今后|上述|以上|上|下|头|同期|原则上不超过)$")
_PLAIN_COUNT = re.compile(r"^[^，。；、\d]{2,24}$")
_MASK = re.compile(r"《[^》\n]{0,80}》|“[^”\n]{0,30}”|‘[^’\n]{0,30}’|〔\d{2,4}〕\d*号?|[A-Za-z][A-Za-z0-9.\-]*\d[A-Za-z0-9.\-]*|\d+[A-Za-z](?![a-z]*[/²³])[A-Za-z0-9]*(?<!km)(?<!MW)(?<!GW)(?<!kWh)|https?://\S+|[\w.]+@[\w.]+|\d{3,4}-\d{7,8}|\d{7,}(?![.\d]*[万亿元个户人吨方亩])")
_LABEL = re.compile(r"([一二三四五六七八九十]是)")
_SMALL_UNITS = frozenset("个 家 名 人 户 所 座 处 次 场 项 期 批 件 条 套 台 辆 支 个百分点 亩 万亩 篇 位 届 轮 类 种 门 本 张 床 片 块 村 组 口 眼 部 幅".split())
_LONE_ONES = re.compile(r"(?:至少|不少于|不低于|每|各|均|配备|应有)[^，。；]{0,16}$|(?:新增|新建|超过|增设|建成|创建|建设|引进|培育)$")


class _Scene(NamedTuple):
    """One part of a sentence: its bounds, the days and rhythm that govern it, and whether a target stood just before."""

    part: Span
    sentence: Span
    due: date | None
    per: str
    hedged: bool
    label: str
    carried: bool
    doing: bool


def targets(
    text: str, start: int, end: int, *, days: list[Moment], skip: list[tuple[int, int]]
) -> tuple[list[Found], list[Figure]]:
    """The targets and the policy figures between two places of a view's text; `skip` are stretches not to look into."""
    masked = _masked(text, start, end, days, skip)
    found: list[Found] = []
    figures: list[Figure] = []
    label, held = "", None
    for sentence in sentences(text, start, end):
        due, per, hedged, carried, doing = held, "", False, False, False
        for part in parts(text, sentence.start, sentence.end):
            printed = text[part.start : part.end]
            named = _LABEL.match(printed)
            label = named[1] if named else label
            here = [day for day in days if part.start <= day.start < part.end]
            due = here[-1].due if here else due
            rhythm = moments.rhythms(text, part.start, part.end)
            per = rhythm[-1].word if rhythm else per
            hedged = hedged or bool(_HEDGE.search(printed))
            scene = _Scene(part, sentence, due, per, hedged, label, carried, doing)
            made, refused = _of_part(text, masked, scene)
            found += made
            figures += refused
            carried = bool(made)
            doing = doing or bool(_ACTION.search(printed))
        held = due if text[sentence.end - 1 : sentence.end] == "；" else None
    return found, figures


def _masked(text: str, start: int, end: int, days: list[Moment], skip: list[tuple[int, int]]) -> str:
    """The text with everything blanked that holds digits and no amounts; offsets stay."""
    made = list(text)
    blank = [(match.start(), match.end()) for match in _MASK.finditer(text, start, end) if re.search(r"\d|[一二三四五六七八九十百千]", match.group())]
    blank += moments.dates(text, start, end) + skip
    blank += [(day.start, day.end) for day in days]
    blank += [(match.start(), match.end()) for match in moments._EVERY.finditer(text, start, end) if not match["times"]]
    for low, high in blank:
        for index in range(low, min(high, len(made))):
            if made[index].isalnum():
                made[index] = "\x00"
    return "".join(made)


def _of_part(text: str, masked: str, scene: _Scene) -> tuple[list[Found], list[Figure]]:
    found: list[Found] = []
    figures: list[Figure] = []
    low = scene.part.start
    all_numbers = [number for number in numerals.numbers(masked, scene.part.start, scene.part.end)]
    for index, number in enumerate(all_numbers):
        following = all_numbers[index + 1] if index + 1 < len(all_numbers) else None
        words = _Words.around(text, masked, scene, number, low)
        refusal = _refusal(words, scene, number, following, masked)
        if refusal is None and _is_governed(words, scene, number, bool(found)):
            found.append(_made(words, scene, number))
            low = number.end
        elif refusal == "policy":
            figures.append(Figure(number.start, words.metric(), number.value, number.unit, words.role()))
            low = number.end
    return found, figures


class _Words(NamedTuple):
    """The words around a number: the part before it, the stretch since the last mark, the bound behind, the noun behind."""

    whole: str
    before: str
    near: str
    post: str
    noun: str
    behind: str

    @classmethod
    def around(cls, text: str, masked: str, scene: _Scene, number: Number, low: int) -> "_Words":
        whole = masked[scene.part.start : scene.part.end]
        before = masked[scene.part.start : number.start]
        since = max(low, scene.part.start)
        near = text[since : number.start]
        after = _AFTER.match(text, number.end, scene.part.end)
        post = after["post"] if after and after["post"] else ""
        behind = text[number.end + len(post) : scene.part.end]
        noun = re.match(r"(?:的)?([^，。；：、！？（\n\d]*)", behind)
        return cls(whole, before, near, post, noun[1].strip() if noun else "", behind)

    def metric(self) -> str:
        """What is counted, in the paper's own words, without days, hedges and bounds."""
        pre = re.split(r"[、（）：\x00]|(?<=[局厅])[和及]", self.near)[-1]
        pre = re.sub(r"^(?:和|及|以及|并|其中|的)|(?:到|至)?20\d{2}年(?:年?底)?前?|年底前|每[年月季周日]度?|力争|争取|努力|确保|全[年市县省]", "", pre)
        pre = re.sub(
            r"(?:不低于|不少于|至少|达到|突破|超过|控制在|提高到|提高至|提升到|提升至|保持在|稳定在|增长到|降至|降到|不超过|不高于|达|为|约|近|各|在|实现|到|均|应有|数量|有)+$",
            "", pre,
        ).strip(" ，“”—")
        noun = re.split(r"(?:，|。|和(?=\x00)|以上|左右)", self.noun)[0].strip(" “")
        noun = re.sub(r"^(?:以上|左右|的)", "", noun)
        if noun and len(noun) <= 24:
            verb = pre if len(pre) <= 6 else ""
            return (verb + noun)[:40]
        return pre[-40:] or noun[:40] or self.whole.strip("，。；：\x00")[-20:]

    def role(self) -> str:
        """The sort of a policy figure, as terms.FIGURE_ROLES has them."""
        if re.search(r"(?:最高|不超过|上限|以内)", self.before[-8:] + self.post):
            return "cap"
        if re.search(r"(?:不低于|不少于|最低|以上)", self.before[-8:] + self.post):
            return "floor"
        return "rate"


def _refusal(words: _Words, scene: _Scene, number: Number, following: Number | None, masked: str) -> str | None:
    """Why a number is no target, or None: `policy` when it describes one, `none` when it is not an amount at all."""
    unit = number.unit
    bare_unit = re.sub(r"^[万亿千百]+", "", unit)
    if number.value == 0 or _BEFORE_NUMBER.search(words.before) and not _bound(words):
        return "none"
    if not unit and not _is_ratio(masked, number):
        return "none"
    if number.chinese and not _counts(words, number, bare_unit):
        return "none"
    if bare_unit in _NEVER_UNITS:
        return "none"
    if bare_unit in _TIME_UNITS and not _is_time_target(words):
        return "policy" if bare_unit != "年" and re.search(r"不超过|最长", words.before[-6:]) else "none"
    sentence_part = words.whole
    if _CONDITION.match(sentence_part.lstrip(" ")) and re.search(r"的[，：]?$", sentence_part.rstrip("\n")):
        return "none"
    if _is_policy(words, unit, bare_unit, masked, scene):
        return "policy"
    if _STANDS.search(sentence_part):
        return "none"
    if number.value == 1 and bare_unit == "次" and scene.per not in {"", "年"} and not _FLOOR.search(words.before):
        return "none"
    if re.match(r"[\x00/／]|之[一二三]|级|型|号|期(?!限)", words.behind[:1] or " ") and not words.post:
        return "none"
    if _is_share_of(words, number):
        return None
    if _is_threshold(words, number, bare_unit):
        return "none"
    if following is not None and _describes(words, number, following, masked):
        return "none"
    return None


def _bound(words: _Words) -> bool:
    return bool(_FLOOR.search(words.before) or _CEILING.search(words.before) or re.search(r"超过$|突破$|过$|力争超$", words.before))


def _is_ratio(masked: str, number: Number) -> bool:
    return bool(numerals.RATIO.fullmatch(masked, number.start, number.end))


def _counts(words: _Words, number: Number, unit: str) -> bool:
    """Whether a Chinese numeral counts something: 两家 does, 一体 and 一批 do not; a lone 一 only where a floor or 每 governs it."""
    if number.unit == "%":
        return True
    if unit not in _SMALL_UNITS or (number.value == 1 and unit in {"批", "种", "些", "类", "项", "条", "件"} and number.high is None):
        return False
    if number.value == 1 and number.high is None:
        return bool(_LONE_ONES.search(words.before)) or bool("\x00" in words.before and unit in {"次", "期", "场", "届", "轮"})
    return bool(_ADJACENT.search(words.before) or _bound(words) or number.high is not None or _REACH.search(words.before) or (words.noun == "" and _ACTION.search(words.before)))


def _is_time_target(words: _Words) -> bool:
    return bool(_LOWER.search(words.before)) or (bool(_bound(words)) and bool(re.search(r"培训|学习|轮训|服务时长|锻炼|教学|实践", words.before)))


def _is_policy(words: _Words, unit: str, bare_unit: str, masked: str, scene: _Scene) -> bool:
    is_amount = bool(_MONEY.search(unit)) or bare_unit in {"%", "个百分点", "百分点", "‰"}
    if not is_amount:
        return bool(re.search(r"每[人户亩吨辆](?!\S{0,6}(?:不少于|至少))", words.before[-12:]) and re.search(r"补|奖|元|份", words.whole)) or bool(re.search(r"打印|保额|每人办理", words.before))
    if re.search(r"得$|扣$|加$|计$", words.before):
        return True
    if _FLOOR.search(words.before) and bare_unit == "%" and not re.search(r"补|奖|贴|罚|缴|费|税|贷", masked[scene.sentence.start : scene.part.end]):
        return False
    if re.match(r"(?:的)?(?:补助|补贴|奖励|奖补|资金(?!\S{0,3}(?:投入|到位))|贴息|基金|应急|工作经费|经费|资助|罚款|优惠|一次性|扶持|标准)", words.noun):
        return True
    sentence = masked[scene.sentence.start : scene.part.end]
    if _MONEY.search(unit):
        return bool(_POLICY.search(words.whole) or re.search(r"给予|补助|补贴|奖励|奖补|罚款|保费|资助", sentence))
    return bool(_POLICY.search(words.before[-40:] + words.noun[:8])) or bool(re.search(r"按(?:照)?[^，。]{0,24}$", words.before)) or bool(
        re.search(r"给予|补助|补贴|奖励|奖补|贴息|罚款|负担|返还|费率|税率|利率|保险费|缴费", sentence) and not re.search(r"达|不低于|以上|率", words.before[-8:] + words.post)
    )


def _is_threshold(words: _Words, number: Number, unit: str) -> bool:
    """Whether the number only tells which things are meant: 20人以上的自然村, 5000万元以上的企业, 超过1000人规模的学校."""
    adjacent = bool(_ADJACENT.search(words.before)) and not words.before.endswith(("实现", "推动", "支持", "推进", "覆盖", "服务", "带动"))
    if re.match(r"规模的|规模以上", words.behind):
        return True
    if (words.post or words.behind.startswith("的")) and unit in {"人", "亩", "平方米", "米", "元", "吨", "户", "千瓦", "公里", "个百分点", "%", "万元"}:
        return bool(_THRESHOLD_NOUN.match(words.behind) or words.behind.startswith("的")) and not (adjacent and unit not in {"元"})
    return not adjacent and words.behind.startswith("的") and not _FLOOR.search(words.before)


def _describes(words: _Words, number: Number, following: Number, masked: str) -> bool:
    """50亩设施蔬菜示范区1个: of two numbers with nothing but a noun between them the first describes."""
    between = masked[number.end : following.start]
    return bool(re.fullmatch(r"[^，、；。：和及与或并\x00]{2,30}", between)) and following.unit != "" and not re.search(
        r"以上|以内|左右|达|不|超|增|降|提|减|至|到|其中|中|均|共|" + _ACTION.pattern, between
    ) and number.unit not in {"%"}


def _is_governed(words: _Words, scene: _Scene, number: Number, after_target: bool) -> bool:
    before = words.before
    if _is_share_of(words, number):
        return True
    if _bound(words) or _LOWER.search(before) or _GROW.search(before) or _MORE.search(before) or _LESS.search(before):
        return True
    if re.search(r"(?:达到|达|提高到|提高至|提升到|提升至|稳定在|保持在|增长到|突破|发展到|扩大到|扩大至|增加到|增加至|完成|实现|增至)(?:了)?(?:约|近)?$", before):
        return True
    if _ACTION.search(before) or (before.endswith("\x00") and re.fullmatch(r"次|期|场|轮", number.unit)):
        return True
    if after_target or scene.carried:
        return bool(_PLAIN_COUNT.match(words.noun) or not words.noun)
    return scene.doing and (not words.noun or bool(words.post)) and bool(words.near.strip("，、 "))


def _is_share_of(words: _Words, number: Number) -> bool:
    """90%的市…达到…: a share of places that must get somewhere."""
    return number.unit == "%" and words.behind.startswith("的") and bool(re.search(r"达到|完成|实现|建成|建有|覆盖|创建|以上", words.behind))


def _made(words: _Words, scene: _Scene, number: Number) -> Found:
    kind, exclusive = _kind(words, number)
    unit = number.unit
    per = {"日": "/日", "天": "/天", "周": "/周", "星期": "/周"}.get(scene.per, "") if unit else ""
    hedged = scene.hedged or number.rough or words.post in {"左右", "上下"} or number.high is not None
    high = number.high
    return Found(
        number.start, number.end, words.metric() or unit, kind, number.value, unit + per, high, hedged, exclusive, scene.due, scene.per, scene.label
    )


def _kind(words: _Words, number: Number) -> tuple[str, bool]:
    """The kind of target (terms.KINDS) and whether the number itself is not enough."""
    before, share = words.before, number.unit in {"%", "‰", "个百分点", "百分点"}
    passed = bool(_PASS.search(before)) and not before.endswith("不超过")
    if _LOWER.search(before):
        return "lower_to", False
    if _CEILING.search(before) or (words.post in {"以内", "之内", "以下"} and not _LESS.search(before)):
        return "at_most", False
    if _LESS.search(before):
        return "cut", False
    if share and (_GROW.search(before) or re.search(r"(?:增速|增幅|增长率|增长)[^，]{0,6}$", before)):
        return "growth", passed
    if _MORE.search(before) and not _RAISE.search(before):
        return ("growth" if share else "add"), passed
    if share:
        return ("at_least" if _FLOOR.search(before) or re.search(r"(?:稳定在|保持在|维持在)", before[-6:]) else "raise_to"), passed
    if re.search(r"(?:稳定在|保持在|维持在|保持)$", before) or (words.near.find("每") >= 0 and _FLOOR.search(before)):
        return "at_least", False
    if _ADD.search(re.split(r"[、，]", before)[-1]) or (_ADD.search(before) and not re.search(r"达到|达$", before)):
        return "add", passed
    return "reach", passed
