"""What an official paper says (函件), ready to be laid out: words and figures as plain values, no geometry.

A paper is made of the ledger at a day, so it holds nothing that another moment or machine would say otherwise. Whoever
words it fills `body`; whoever lays it out (`paper/`) reads nothing else.
"""

from datetime import date
from typing import NamedTuple

DISPATCH, REMINDER, SUPERVISION, RED, EXTENSION, RETURN, BULLETIN, REPORT, CONCLUSION, CLOSING, TALK = (
    "dispatch", "reminder", "supervision", "red", "extension", "return", "bulletin", "report", "conclusion", "closing",
    "talk",
)  # fmt: skip
KINDS = (DISPATCH, REMINDER, SUPERVISION, RED, EXTENSION, RETURN, BULLETIN, REPORT, CONCLUSION, CLOSING, TALK)
"""交办通知, 提醒函, 督办函, 红色督办单, 延期批复, 退办通知, 督查通报, 督查专报, 督查结论, 销号单, 约谈通知."""

OFFICIAL, LETTER, SHEET = "official", "letter", "sheet"
FORMS = (OFFICIAL, LETTER, SHEET)
"""How a paper is laid out: 公文 with its head and record; 函, the letter form of the same standard; 工作单, a form in a
frame that is no official document, which an inner office may send (党政机关公文处理工作条例 art. 17)."""

BODY, FIRST, SECOND, THIRD, FOURTH = range(5)
"""Levels of a paragraph: text, then 一、, （一）, 1. and （1）. The number stands in the words."""

INDENTED, FLUSH, CENTRED, RIGHT = "indented", "flush", "centred", "right"


class Paragraph(NamedTuple):
    """A paragraph. `text` is set in the face of its level; `then` goes on behind it in the face of the text, which is
    how a heading that is the first sentence of its paragraph is printed."""

    text: str
    level: int = BODY
    then: str = ""
    place: str = INDENTED


class Column(NamedTuple):
    """A column of a table: its heading, its width in millimetres (0 shares what is left), and whether it is centred."""

    title: str
    width: int = 0
    is_centred: bool = False


class Table(NamedTuple):
    """A table with a heading that is repeated on each page; all columns together are at most 156 mm wide."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    note: str = ""


class Picture(NamedTuple):
    """A picture: PNG or JPEG bytes, its width in millimetres (at most 156), what it shows, and a line below it."""

    content: bytes
    width: int = 140
    shows: str = ""
    title: str = ""


Block = Paragraph | Table | Picture
"""What a body is made of."""


class Annex(NamedTuple):
    """What is attached, on pages of its own behind the signature."""

    title: str
    blocks: tuple[Block, ...] = ()


class Field(NamedTuple):
    """One field of a work sheet: short ones stand two in a row. `lines` are left empty for handwriting."""

    label: str
    text: str = ""
    is_wide: bool = False
    lines: int = 0


class Paper(NamedTuple):
    """One paper, whole.

    `mark` is the name at its head (发文机关标志), `number` the document's own (夏督提〔2026〕3号; of a bulletin 第3期),
    `to` whom it is sent to. `on` is its day and the day of its figures. `sign` are the bodies that sign; where
    `is_sealed` the place of the seal is left free. `signer` is who signs what goes upward (签发人). `copies` and
    `printed_by` stand in the record (版记). `reply_due` is when an answer is due, `contact` who may be asked.
    `seal_code` is the code of the ledger's seal. `fields` and `fields_after` stand above and below the body of a work
    sheet, `colour` (blue, yellow, red or "") says which sheet it is.
    """

    kind: str
    on: date
    title: str
    mark: str = ""
    number: str = ""
    form: str = OFFICIAL
    to: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    sign: tuple[str, ...] = ()
    is_sealed: bool = True
    signer: str = ""
    urgency: str = ""
    reply_due: date | None = None
    contact: str = ""
    copies: tuple[str, ...] = ()
    printed_by: str = ""
    seal_code: str = ""
    fields: tuple[Field, ...] = ()
    fields_after: tuple[Field, ...] = ()
    colour: str = ""
