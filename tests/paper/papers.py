"""Papers the tests lay out: one of each form, their words made up here."""

import struct
import zlib
from datetime import date

from xiaxian_tasks.domain.letters import (
    BULLETIN,
    CENTRED,
    CLOSING,
    FIRST,
    LETTER,
    REMINDER,
    SECOND,
    SHEET,
    THIRD,
    Annex,
    Column,
    Field,
    Paper,
    Paragraph,
    Picture,
    Table,
)  # fmt: skip

DAY = date(2026, 11, 4)


def picture(width: int = 60, height: int = 30) -> bytes:
    """A grey PNG."""
    def chunk(sort: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + sort + content + struct.pack(">I", zlib.crc32(sort + content))

    rows = b"".join(b"\0" + b"\x99" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def words(count: int) -> str:
    """Text of so many characters, none of which may not begin or end a line."""
    return ("督查事项按期办结" * (count // 8 + 1))[:count]


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of an annex table."""
    rest = ("水利局", "2026年12月31日", "落后序时12.4个百分点")
    return tuple((str(n), f"第{n}项工作", *rest) for n in range(1, count + 1))


COLUMNS = (
    Column("序号", 14, is_centred=True), Column("事项"), Column("牵头单位", 30, is_centred=True),
    Column("时限", 34, is_centred=True), Column("进度", 40),
)  # fmt: skip

BULLETIN_PAPER = Paper(
    BULLETIN, DAY, "关于2026年10月份重点工作落实情况的督查通报", "夏县人民政府办公室文件", "夏政办督〔2026〕3号",
    to=("各乡镇人民政府", "县直各有关单位"),
    body=(
        Paragraph(words(90)),
        Paragraph("一、总体情况", FIRST), Paragraph(words(70)),
        Paragraph("（一）进展较好的。", SECOND, then=words(60)),
        Paragraph("1.按时完成的", THIRD), Paragraph(words(700)),
        Table(COLUMNS, rows(3), "重点事项", "序时按月计。"),
        Picture(picture(), 120, "各单位亮灯数", "各单位亮灯数"),
        Paragraph("特此通报。"),
    ),
    annexes=(
        Annex("未完成事项清单", (Table(COLUMNS, rows(40)),)),
        Annex("佐证目录", (Paragraph(words(40)), Paragraph("略", place=CENTRED))),
    ),
    sign=("夏县人民政府办公室",), contact="联系人：王某，电话：0359-0000000",
    copies=("县委办公室", "县人大常委会办公室"), printed_by="夏县人民政府办公室",
    seal_code="ABCD-EFGH-JKMN-PQRS-TVWX-YZ01",
)  # fmt: skip

LETTER_PAPER = Paper(
    REMINDER, DAY, "关于抓紧办理地下水压采任务的提醒函", "夏县人民政府办公室", "夏督提〔2026〕12号", LETTER,
    to=("县水利局",),
    body=(Paragraph(words(200)), Paragraph("请于11月11日前书面回复。"), Paragraph(words(400))),
    sign=("夏县人民政府督查室",), contact="联系人：王某，电话：0359-0000000", copies=("县纪委监委",),
)  # fmt: skip

SHEET_PAPER = Paper(
    CLOSING, DAY, "红色督办单", "夏县人民政府督查室", "夏督红〔2026〕1号", SHEET, to=("县水利局",),
    fields=(
        Field("事项编号", "groundwater-23/10"), Field("牵头单位", "县水利局"), Field("原定时限", "2026年10月31日"),
        Field("已发函", "夏督提〔2026〕12号"), Field("工作任务", words(60), is_wide=True),
    ),
    body=(Paragraph("一、存在问题", FIRST), Paragraph(words(120)), Table(COLUMNS, rows(2)), Paragraph(words(50))),
    fields_after=(Field("承办单位意见", lines=3), Field("签收人"), Field("签收日期")),
    sign=("夏县人民政府督查室",), contact="联系人：王某，电话：0359-0000000", colour="red",
)  # fmt: skip

FULL_PAGES = BULLETIN_PAPER._replace(
    body=(Paragraph(words(28 * 22 * 4)),), annexes=(), contact="", copies=(), printed_by="", seal_code=""
)
"""Nothing but text, so that lines and characters can be counted."""

PAPERS = {"official": BULLETIN_PAPER, "letter": LETTER_PAPER, "sheet": SHEET_PAPER, "full": FULL_PAGES}

WIDE = (
    Column("序号", 14, is_centred=True), Column("文号"), Column("事项"), Column("牵头单位", 40), Column("时限", 34),
    Column("情况", 34), Column("备注", 20),
)  # fmt: skip

ACROSS_PAPER = BULLETIN_PAPER._replace(
    body=(Paragraph(words(60)),),
    annexes=(
        Annex("一览表", (Table(WIDE, tuple((*row, "按期", "") for row in rows(30))),)),
        Annex("目录", (Paragraph("略"),)),
    ),
)  # fmt: skip
"""Its first annex is laid across the page."""
