"""Mail addresses: what is taken, what it becomes, and that nothing else passes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiaxian_tasks.domain.address import NAME_AT_MOST, Address, read, shown_name
from xiaxian_tasks.errors import Misused


@pytest.mark.parametrize(
    ("text", "mailbox", "name"),
    [
        ("ducha@xiaxian.gov.cn", "ducha@xiaxian.gov.cn", ""),
        (" ducha@xiaxian.gov.cn ", "ducha@xiaxian.gov.cn", ""),
        ("夏县督查室 <ducha@xiaxian.gov.cn>", "ducha@xiaxian.gov.cn", "夏县督查室"),
        ('"督查, 室" <a.b+c@X.CN>', "a.b+c@x.cn", "督查, 室"),
        ('"a \\"b\\"" <a@b.cn>', "a@b.cn", 'a "b"'),
        ("<a@b.cn>", "a@b.cn", ""),
        ("a@督查.中国", "a@xn--jvvt85a.xn--fiqs8s", ""),
        ("root@localhost", "root@localhost", ""),
        ("x" * 64 + "@" + "y" * 60 + ".cn", "x" * 64 + "@" + "y" * 60 + ".cn", ""),
        ("甲\r\nBcc: x <a@b.cn>", "a@b.cn", "甲 Bcc: x"),
    ],
)
def test_taken(text: str, mailbox: str, name: str) -> None:
    assert read(text) == Address(mailbox, name)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "ducha", "@b.cn", "a@", "a b@c.cn", "a@b@c.cn", "a@b.cn, c@d.cn", "督查@xiaxian.gov.cn", "a..b@c.cn",
        ".a@b.cn", "a@-b.cn", "a@b..cn", "a@b_c.cn", "x" * 65 + "@b.cn", "a@" + ("y" * 60 + ".") * 5 + "cn", "a@b.cn>",
        "<a@b.cn", "甲 <a@b.cn> 乙", "a@b.cn\r\nBcc: c@d.cn", "=?utf-8?q?x?=@b.cn", '"a b"@c.cn', "a@[127.0.0.1]",
        "a@b.cn\x00", "<<a@b.cn>>", "a@" + "督" * 80 + ".cn",
    ],
)
def test_no_address(text: str) -> None:
    with pytest.raises(Misused) as refused:
        read(text)
    assert refused.value.code == "not-a-mail-address"


@given(st.text("a.@<>\"\\\r\n ,;:督\u2028\x00=?-", max_size=30))
@settings(max_examples=500)
def test_whatever_is_taken_is_one_plain_mailbox(text: str) -> None:
    try:
        found = read(text)
    except Misused:
        return
    assert re.fullmatch(r"[!-?A-~]+@[a-z0-9.-]+", found.mailbox)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", found.name)


@given(st.text(max_size=400))
def test_a_name_is_one_short_line(text: str) -> None:
    name = shown_name(text)
    assert len(name) <= NAME_AT_MOST
    assert name == name.strip()
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", name)
