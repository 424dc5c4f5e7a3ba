"""Words of state secrecy (密级): what bears them does not belong into an ordinary system (office rule, see 0013)."""

import re

_MARKED = re.compile(
    r"绝\s*密"
    r"|[机秘]\s*密\s*[★☆]|[★☆]\s*(?:长期|\d+年)|密\s*级\s*[:：]"
    r"|(?<![\u4e00-\u9fff])[机秘]\s*密(?![\u4e00-\u9fff])"
    r"|(?:(?<=属)|(?<=属于)|(?<=系)|(?<=是)|(?<=为)|(?<=定))[机秘]密"
    r"|(?<![计司电飞手随商业家])[机秘]密(?=级|件|文件|资料|材料|内容|事项|信息)"
)
"""A word of classification as a paper bears it: with its star or level, alone, or said of a thing. 计算机密码 and
商业机密 hold the same two characters and are none."""


def classified(text: str) -> str:
    """The first word of classification in a text, or ""."""
    found = _MARKED.search(text)
    return found[0] if found else ""


LOOKED_AT = 65536
"""Bytes of a file that are looked at for a marking with its star."""

HEAD = 200
"""Characters at the head of a paper, where its classification stands."""


def marked(content: bytes) -> str:
    """The first marking with its star (机密★), or a word of classification at the head, in what is text of a file."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content[:LOOKED_AT].decode(encoding, errors="strict" if len(content) <= LOOKED_AT else "ignore")
        except UnicodeDecodeError:
            continue
        found = _STARRED.search(text)
        return found[0] if found else classified(text[:HEAD])
    return ""


_STARRED = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*[★☆]")
