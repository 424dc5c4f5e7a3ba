"""Lists of bodies (单位) as brackets print them, cut into names, each exactly as printed.

A name may hold the list's own mark: 各市、自治州人民政府 is one name, so is 各县（市、区）人民政府. Elided beginnings
and endings stay elided (市人社局、财政局); 等 closes an open list.
"""

import re
from typing import NamedTuple

_TAIL = (
    "局 委 委员会 办 办公室 厅 部 院 会 中心 公司 政府 银行 支行 分行 中支 大队 支队 总队 中队 队 社 校 所 站 "
    "处 署 园区 集团 组 专班 党委 工委 纪委 海关 协会 "
    "部门 单位 机构 地区 乡镇 街道 供电 电力 移动 联通 电信 铁塔 医院 学校 大学 学院 馆 报社 电视台 广播台 "
    "融媒体 工会 妇联 残联 团委 科协 工商联 文联 侨联 指挥部 领导小组 公安 交警 "
    "县级市 园 台办 分局 事务局 编办 体 总署 总局 人行 央行 行 各地 各区 各市 各县 各镇 各乡 科 股 区 镇 乡 县 "
    "市 州 旗 盟 企业 协调机制"
).split()
_BODY = re.compile(rf".*(?:{'|'.join(sorted(_TAIL, key=len, reverse=True))})(?:（[^）]*）|〔[^〕]*〕)?")
_EVERY = re.compile(r"(?:各|全市|全县|全省|有关|相关|其他|本).+")
_STRONG = re.compile(
    r".*(?:局|委|委员会|办|办公室|厅|部|院|中心|公司|政府|银行|支行|分行|中支|[大支总]队|管委会|办事处|联社"
    r"|妇联|残联|团委|科协|工商联|党委|工委|纪委|海关|"
    r"总署|监管组|[查究班公]室|部门|单位|委员会|人民政府|办公厅|检察院|法院|专班|指挥部|领导小组|乡镇|街道|集团"
    r"|学校|协会|商会|贸促会|联合会|总工会)(?:（[^）]*）|〔[^〕]*〕)?"
)
_BARE_EVERY = re.compile(
    r"各(?:有关)?(?:地级市|县级市|[市县区乡镇州旗盟]|乡镇|县区|市县|县市区|县（[^）]*）|县〔[^〕]*〕"
    r"|市（[^）]*）|区（[^）]*）|乡（[^）]*）|街道|镇街)"
)
_REST_OF_EVERY = re.compile(
    r"(?:自治[州县旗]|县级市|[区县市镇乡州旗盟]|街道|乡镇|开发区|园区|功能区|林区|高新区|管理区|县（[^）]*）"
    r"|区（[^）]*）|办事处)+(?:（[^）]*）)?"
    r"(?:人民政府|政府|办事处|管委会|管理委员会|党委|党工委)?"
)
_OPEN = re.compile(r"(?<![高初中平同对何])等")
_AFTER_OPEN = re.compile(
    r"(?:有关|相关|各|其他|多|[市县区省]直|[市县区省]级|[一二三四五六七八九十\d]+个|个)*(?:责任|牵头|成员"
    r"|职能)?(?:部门|单位|地区|方面|地方)?(?=$|及|和|与|以及|、)"
)
_AND = re.compile(
    r"(?:以及|及其|及|和|与|会同|、?并)(?=各|有关|相关|其他|本级|所属|属地|市直|县直|省直)|以及"
    r"|(?<=[局委厅办部院会心司府行队室])(?:及|和|与)(?=[\u4e00-\u9fff]{2,})"
)
_EDGES = "，、；。：:;, \t\n“”\"'"
_FRONT = re.compile(r"^(?:由|请|以及|及|和|并|会同|其中)(?=[\u4e00-\u9fff]{2,})")
LONGEST = 40
"""A name of more characters is no name."""


class Piece(NamedTuple):
    """A name and where it stands, ends exclusive."""

    name: str
    start: int
    end: int


class Listed(NamedTuple):
    """The names of a list in order, and whether 等 leaves it open."""

    pieces: tuple[Piece, ...]
    is_open: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names alone."""
        return tuple(piece.name for piece in self.pieces)


def is_body(name: str) -> bool:
    """Whether a name looks like that of a body, were it found without a label."""
    return 2 <= len(name) <= LONGEST and bool(_EVERY.fullmatch(name) or _BODY.fullmatch(name))


def is_surely_body(name: str) -> bool:
    """The stricter question, for lists that neither a label nor a verb announces."""
    return (
        (3 - name.startswith("各")) <= len(name) <= LONGEST
        and not re.search(r"[的了是在要应，。]", name)
        and bool(_STRONG.fullmatch(name) or (name.startswith("各") and _BODY.fullmatch(name)))
    )


def listed(text: str, start: int, end: int) -> Listed:
    """The names between two places of a view's text."""
    pieces, is_open = [], False
    for low, high in _joined(text, _separated(text, start, end)):
        for name_start, name_end, opened in _split_open(text, low, high):
            is_open = is_open or opened
            for left, right in _split_and(text, name_start, name_end):
                piece = _trimmed(text, left, right)
                if piece is not None:
                    pieces.append(piece)
    return Listed(tuple(pieces), is_open)


def _separated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between separators that stand outside brackets."""
    found, depth, low = [], 0, start
    for index in range(start, end):
        character = text[index]
        if character in "（〔":
            depth += 1
        elif character in "）〕":
            depth = max(0, depth - 1)
        elif depth == 0 and character in "、，；。,;\n\t /":
            found.append((low, index))
            low = index + 1
    found.append((low, end))
    return [(left, right) for left, right in found if right > left]


def _joined(text: str, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """各市 and 自治州人民政府 put together again."""
    made: list[tuple[int, int]] = []
    for low, high in stretches:
        if made:
            left, right = made[-1]
            between = text[right:low]
            last = text[left:right].rpartition("、")[0] or text[left:right]
            if (
                between == "、"
                and _BARE_EVERY.fullmatch(_bare(last))
                and _REST_OF_EVERY.fullmatch(_bare(text[low:high]))
            ):
                made[-1] = (left, high)
                continue
        made.append((low, high))
    return made


def _bare(text: str) -> str:
    return re.sub(r"(?:等|及.*|按.*|分工.*|负责)$", "", text.strip(_EDGES))


def _split_open(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """A等国务院相关部门 is A and 国务院相关部门, left open; 等 and a bare 有关部门 after it are no name."""
    open_at = _OPEN.search(text, start + 1, end)
    if open_at is None:
        return [(start, end, False)]
    after = _AFTER_OPEN.match(text[open_at.end() : end])
    rest = open_at.end() + (after.end() if after else 0)
    found = [(start, open_at.start(), True)]
    if rest < end:
        found.append((rest, end, True))
    return found


def _split_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, low, depth = [], start, 0
    for match in _AND.finditer(text, start, end):
        depth = text.count("（", start, match.start()) - text.count("）", start, match.start())
        if depth == 0 and match.start() > low:
            found.append((low, match.start()))
            low = match.end()
    return [*found, (low, end)]


def _trimmed(text: str, start: int, end: int) -> Piece | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    front = _FRONT.match(text[start:end])
    if front and not text.startswith("和", start + front.end()):
        start += front.end()
    name = text[start:end]
    if len(name) < 2 or len(name) > LONGEST or name.isdigit() or "第一位" in name or name == "下同":
        return None
    return Piece(name, start, end)
