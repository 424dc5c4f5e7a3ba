"""The query grammar as help shows it: keys, signs, and five examples in the language spoken."""

import click

from xiaxian_tasks.domain.spellings import CODED, KEYS, MEASURED, spelled
from xiaxian_tasks.language import N_, _, spoken

VALUES = {
    "body": N_("a body, itself or through a group; likewise:"),
    "document": N_("a document by its number, or a plan by its name; likewise:"),
    "number": N_("a number in its document"),
    "due": N_("<30d (overdue ones too), 30d, 2023-10, 2023-10-01..2023-10-31,"),
    "progress": N_("<50%, >=0.5, 20%..50%, none"),
    "limit": N_("the first so many"),
}
"""Key -> what stands behind it; codes are listed from the grammar itself."""

LIKEWISE = {"body": ("lead", "support"), "document": ("plan",)}

SIGNS = (
    (N_("a b"), N_("both; a or b: one at least; brackets group")),
    (N_("key:a,b"), N_("one of the values; a plain word needs no key")),
    (N_("not a"), N_("not so; also -a behind the first word")),
    ('"a b"', N_("text as it stands, in quotation marks")),
)

EXAMPLES = (
    ("灯:红 单位:水利局", N_("the red ones of a bureau")),
    ("文:22号 限:30天", N_("due within 30 days, of one document")),
    ("进度:<50% 限:<30天", N_("less than half done, and due soon or overdue")),
    ("(灯:红 或 景:难按期) -待:延期", N_("in danger, and no extension asked for")),
    ("牵头:住建局 限:本月 序:亮灯", N_("due this month, the most pressing first")),
)
"""Queries, shown in the language spoken."""


class Asking(click.Command):
    """A command that takes a query, and explains the grammar behind its options."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The grammar."""
        from xiaxian_tasks.wording import queries

        with formatter.section(_("Keys of a query, also in Chinese and by pinyin initials")):
            formatter.write_dl([(f"{spelled('', key, spoken())}:", _behind(key)) for key in _listed()])
        with formatter.section(_("Signs")):
            formatter.write_dl([(_(sign), _(means)) for sign, means in SIGNS])
        with formatter.section(_("Examples")):
            formatter.write_dl([(f"'{queries.said(text)}'", _(means)) for text, means in EXAMPLES], col_max=56)


def _listed() -> list[str]:
    """The keys a line each: those that take the same values stand in the line of the first."""
    others = {key for keys in LIKEWISE.values() for key in keys}
    return [key for key in KEYS if key not in others]


def _behind(key: str) -> str:
    """What may stand behind a key."""
    told = [_(VALUES[key])] if key in VALUES else []
    told += [f"{spelled('', other, spoken())}:" for other in LIKEWISE.get(key, ())]
    codes = [*CODED.get(key, ()), *(MEASURED["due"] if key == "due" else ())]
    return " ".join([*told, _(", ").join(spelled(key, code, spoken()) for code in codes)]).strip()
