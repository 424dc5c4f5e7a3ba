"""Who sends a paper, under which head and number: the same for every kind (文头、落款)."""

import re
from typing import Any

from xiaxian_tasks.domain.letter_facts import COLOURS, LetterFacts
from xiaxian_tasks.domain.letters import BODY, FIRST, OFFICIAL, SECOND, SHEET, Block, Paper, Paragraph

TITLES_IN_SHEETS = {"reminder": "督查提醒单（蓝单）", "supervision": "督查督办单（黄单）", "red": "督查督办单（红单）"}
"""How sheets are called that have a colour."""


def framed(facts: LetterFacts, title: str, body: list[Block], **more: Any) -> Paper:
    """A paper with its head and signature: letters and official papers of the government's office, sheets of the
    supervision office."""
    sender = facts.sender
    signs = sender.office if facts.form == SHEET else sender.government
    if facts.form == SHEET:
        title = TITLES_IN_SHEETS.get(facts.kind, title)
    given: dict[str, Any] = {
        "mark": f"{signs}文件" if facts.form == OFFICIAL else signs, "number": facts.order.number, "form": facts.form,
        "to": (facts.body,) if facts.body else (), "body": tuple(body), "sign": (signs,), "contact": contact(facts),
        "colour": COLOURS.get(facts.kind, "") if facts.form == SHEET else "",
        "printed_by": sender.government if facts.form == OFFICIAL else "", "reply_due": facts.reply_due,
    }
    return Paper(facts.kind, facts.on, title, **{**given, **more})


def contact(facts: LetterFacts) -> str:
    """联系人：王某，电话：…; empty where nobody is known."""
    sender = facts.sender
    said = (("联系人", sender.contact), ("联系电话", sender.phone))
    return "，".join(f"{label}：{text}" for label, text in said if text)


def text(words: str) -> Paragraph:
    """A paragraph of text."""
    return Paragraph(words, BODY)


def point(words: str) -> Paragraph:
    """A paragraph that begins with its heading: 一、…。 or （一）…。 and the text goes on; any other is text."""
    level = FIRST if _FIRST.match(words) else SECOND if _SECOND.match(words) else BODY
    head, mark, rest = words.partition("。")
    return Paragraph(head + mark, level, rest) if level != BODY else text(words)


_FIRST, _SECOND = re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）")


def heading(words: str) -> Paragraph:
    """一、…"""
    return Paragraph(words, FIRST)
