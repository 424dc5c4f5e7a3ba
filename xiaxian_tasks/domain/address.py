"""Addresses of electronic mail (邮箱地址): what a person types, read once, so that nothing else can reach a header.

Only plain mailboxes are taken (RFC 5321 4.1.2, dot-strings): quoted local parts and those outside ASCII, which few
servers carry, are not. A domain outside ASCII is written as its xn-- form.
"""

import re
from typing import NamedTuple

from xiaxian_tasks.errors import Misused

LOCAL_AT_MOST, DOMAIN_AT_MOST, MAILBOX_AT_MOST = 64, 253, 254
"""Octets; RFC 5321 4.5.3.1 and its erratum 1690."""

NAME_AT_MOST = 120
"""Characters of a display name that are kept."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<mailbox>[^<>]*)>\s*")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Address(NamedTuple):
    """A mailbox (`local@domain`, ASCII) and the name shown before it, one line without controls, "" for none."""

    mailbox: str
    name: str = ""


def read(text: str) -> Address:
    """`ducha@xiaxian.gov.cn` or `夏县督查室 <ducha@xiaxian.gov.cn>`. Raises Misused `not-a-mail-address` (2)."""
    named = _NAMED.fullmatch(text)
    mailbox = _mailbox(named["mailbox"] if named else text)
    if not mailbox:
        raise Misused("not-a-mail-address", text=text)
    return Address(mailbox, shown_name(named["name"]) if named else "")


def shown_name(text: str) -> str:
    """A name fit for a header: quotes around it off, one line, no controls, cut to its length."""
    words = " ".join(_UNSEEN.sub(" ", text).split())
    if len(words) > 1 and words[0] == words[-1] == '"':
        words = re.sub(r"\\(.)", r"\1", words[1:-1])
    return words[:NAME_AT_MOST].strip()


def _mailbox(text: str) -> str:
    """The mailbox in ASCII, "" where the text is none."""
    local, found, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        return ""
    fits = len(local) <= LOCAL_AT_MOST and len(domain) <= DOMAIN_AT_MOST and len(local) + len(domain) < MAILBOX_AT_MOST
    if not (found and fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)) or "=?" in local:
        return ""  # "=?" begins an encoded word, which some readers decode even there
    return f"{local}@{domain.lower()}"
