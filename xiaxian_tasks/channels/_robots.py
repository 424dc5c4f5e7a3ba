"""The robots of 企业微信, 钉钉 and 飞书 groups, spoken to directly.

They answer 200 whatever comes of a message, and say in the body whether they took it, which Apprise (2.3) does not read
of the first two. Limits: 企业微信 2048 octets of a text, 钉钉 20,000 of a request, 飞书 20 KB of a request; each
20 (飞书 100) in a minute.

Addresses are written as Apprise writes them: wecombot://KEY, dingtalk://[SECRET@]TOKEN, feishu://[SECRET@]TOKEN.
"""

import hmac
import json
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from xiaxian_tasks.channels import _web
from xiaxian_tasks.channels._pieces import octets, pieces
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.ports.letters import ACCEPTED, BUSY, CONTENT, LOGIN, WAITS, Outcome, Parcel

_MOBILE = re.compile(r"1\d{10}")
_KEY = re.compile(r"[A-Za-z0-9_-]+")


class Key(NamedTuple):
    """What an address of a robot holds. Never shown."""

    token: str
    secret: str = ""

    def __repr__(self) -> str:
        return "Key()"


class Kind(NamedTuple):
    """One sort of robot: its own server, how it is asked (path and content), where it says how it went, its limit."""

    server: str
    asked: Callable[[Key, str, str, datetime], tuple[str, dict[str, Any]]]
    code: str
    most: int
    size: Callable[[str], int]
    busy: frozenset[int]
    login: frozenset[int]


class Robot:
    """One robot of a group; whoever is written to by telephone is named where the robot can."""

    def __init__(self, kind: Kind, key: Key, server: str = "", *, seconds: float = _web.SECONDS) -> None:
        self._kind, self._key, self._seconds = kind, key, seconds
        self._server = (server or kind.server).rstrip("/")

    def carry(self, parcel: Parcel) -> Outcome:
        """All pieces in their order; the first that is not taken ends it."""
        phone = parcel.address if _MOBILE.fullmatch(parcel.address) else ""
        outcome = Outcome(parcel.address, ACCEPTED)
        for piece in pieces(f"{parcel.subject}\n{parcel.text}".rstrip("\n"), self._kind.most, self._kind.size):
            path, said = self._kind.asked(self._key, piece, phone, parcel.at)
            content = json.dumps(said, ensure_ascii=False).encode(errors="replace")
            answer = _web.posted(self._server + path, content, {}, seconds=self._seconds)
            outcome = Outcome(parcel.address, *self._judged(answer))
            if outcome.verdict != ACCEPTED:
                return outcome
        return outcome

    def _judged(self, answer: _web.Answer) -> tuple[str, str, str]:
        """The verdict, its cause and the robot's own words. What no code explains is tried again."""
        if not answer.status:
            return answer.verdict, answer.cause, answer.reply
        reply = _web.reply_of(answer)
        if answer.status != 200:
            return *_web.judged(answer.status), reply
        code = _web.document_of(answer).get(self._kind.code)
        if code == 0:
            return ACCEPTED, "", ""
        if code in self._kind.busy:
            return WAITS, BUSY, reply
        return WAITS, LOGIN if code in self._kind.login else CONTENT, reply


def robot(address: str, server: str = "", *, seconds: float = _web.SECONDS) -> Robot | None:
    """The robot an address names, None where it names something else. Raises Misused `push-address` (2)."""
    scheme, _, rest = address.partition("://")
    kind = KINDS.get(scheme.lower())
    if kind is None:
        return None
    try:
        parts = urlsplit(f"//{rest}")
        place = parts.netloc.rpartition("@")[2]
        key = Key(unquote(place), unquote(parts.username or ""))
    except ValueError:
        raise Misused("push-address") from None
    if not _KEY.fullmatch(key.token) or (key.secret and not _KEY.fullmatch(key.secret)):
        raise Misused("push-address")
    return Robot(kind, key, server, seconds=seconds)


def _as_json(text: str) -> int:
    """Octets a text takes inside JSON, its quotes left out."""
    return len(json.dumps(text, ensure_ascii=False).encode(errors="replace")) - 2


def _wecom(key: Key, text: str, phone: str, _at: datetime) -> tuple[str, dict[str, Any]]:
    said: dict[str, Any] = {"content": text}
    if phone:
        said["mentioned_mobile_list"] = [phone]
    return f"/cgi-bin/webhook/send?key={key.token}", {"msgtype": "text", "text": said}


def _dingtalk(key: Key, text: str, phone: str, at: datetime) -> tuple[str, dict[str, Any]]:
    path = f"/robot/send?access_token={key.token}"
    if key.secret:
        stamp = str(int(at.timestamp() * 1000))
        signed = hmac.new(key.secret.encode(), f"{stamp}\n{key.secret}".encode(), sha256).digest()
        path += f"&timestamp={stamp}&sign={quote(b64encode(signed), safe='')}"
    named = {"atMobiles": [phone] if phone else [], "isAtAll": False}
    content = f"{text}\n@{phone}" if phone else text  # who is named must stand in the text too
    return path, {"msgtype": "text", "text": {"content": content}, "at": named}


def _feishu(key: Key, text: str, _phone: str, at: datetime) -> tuple[str, dict[str, Any]]:
    said: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if key.secret:
        stamp = str(int(at.timestamp()))
        signed = hmac.new(f"{stamp}\n{key.secret}".encode(), b"", sha256).digest()
        said |= {"timestamp": stamp, "sign": b64encode(signed).decode()}
    return f"/open-apis/bot/v2/hook/{key.token}", said


_ROOM = 500
"""Octets of a request kept for what stands around the text."""

KINDS = {
    "wecombot": Kind(
        "https://qyapi.weixin.qq.com", _wecom, "errcode", 2048, octets, frozenset({-1, 45009, 45033}),
        frozenset({93000, 93004, 93008, 40001, 40014, 60020}),
    ),
    "dingtalk": Kind(
        "https://oapi.dingtalk.com", _dingtalk, "errcode", 20_000 - _ROOM, _as_json, frozenset({-1, 130101, 410100}),
        frozenset({300001, 300005, 310000, 400101, 400102}),
    ),
    "feishu": Kind(
        "https://open.feishu.cn", _feishu, "code", 20_000 - _ROOM, _as_json, frozenset({11232, 99991400}),
        frozenset({19001, 19021, 19022, 19024}),
    ),
}
"""Scheme of the address -> the robot. The codes are those of the makers' pages for developers."""
