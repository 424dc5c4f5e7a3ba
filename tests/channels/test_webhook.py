"""Messages to a program of the office's own: signed, and what comes of each answer."""

import hmac
from base64 import b64decode
from hashlib import sha256

import pytest

from tests.channels.webs import AT, PARCEL, Web, nobody, serving
from xiaxian_tasks.channels.webhook import Webhook
from xiaxian_tasks.ports.letters import (
    ACCEPTED,
    BUSY,
    CONNECTION,
    CONTENT,
    LOGIN,
    PLACE,
    REFUSED,
    UNANSWERED,
    WAITS,
)


def test_a_message_arrives_signed() -> None:
    with serving(Web((202, b"kept"))) as web:
        outcome = Webhook(f"{web.address}/in?x=1", "secret").carry(PARCEL)
        Webhook(web.address, "").carry(PARCEL)
    assert (outcome.verdict, outcome.reply) == (ACCEPTED, "202 kept")
    signed, bare = web.got
    assert signed.path == "/in?x=1"
    said = signed.said
    assert (said["id"], said["key"], said["body"], said["text"]) == (
        PARCEL.mark, PARCEL.key, PARCEL.body, PARCEL.text)
    (file,) = said["attachments"]
    assert (file["name"], b64decode(file["base64"])) == PARCEL.attachments[0]
    stamp = signed.headers["X-Xiaxian-Timestamp"]
    assert stamp == str(int(AT.timestamp()))
    wanted = hmac.new(b"secret", stamp.encode() + b"." + signed.body, sha256).hexdigest()
    assert signed.headers["X-Xiaxian-Signature"] == f"sha256={wanted}"
    assert signed.headers["Idempotency-Key"] == PARCEL.mark
    assert "X-Xiaxian-Signature" not in bare.headers


def test_a_second_try_says_the_same() -> None:
    with serving(Web((500, b""), (200, b""))) as web:
        hook = Webhook(web.address, "s")
        assert hook.carry(PARCEL).verdict == WAITS
        assert hook.carry(PARCEL).verdict == ACCEPTED
    assert web.got[0].body == web.got[1].body
    assert web.got[0].headers["Idempotency-Key"] == web.got[1].headers["Idempotency-Key"]


@pytest.mark.parametrize(
    ("status", "verdict", "cause"),
    [
        (500, WAITS, CONNECTION), (503, WAITS, CONNECTION), (408, WAITS, CONNECTION), (429, WAITS, BUSY),
        (401, WAITS, LOGIN), (403, WAITS, LOGIN), (404, WAITS, PLACE), (302, WAITS, PLACE), (307, WAITS, PLACE),
        (400, REFUSED, CONTENT), (413, REFUSED, CONTENT), (422, REFUSED, CONTENT),
    ],
)
def test_each_answer_is_judged(status: int, verdict: str, cause: str) -> None:
    with serving(Web((status, "不收\x1b[2J".encode()))) as web:
        outcome = Webhook(web.address).carry(PARCEL)
    assert (outcome.verdict, outcome.cause) == (verdict, cause)
    assert outcome.reply == f"{status} 不收 [2J"
    assert len(web.got) == 1, "no redirect is followed"


def test_no_answer_may_have_been_taken() -> None:
    with serving(Web(slow=2)) as web:
        outcome = Webhook(web.address, seconds=0.3).carry(PARCEL)
    assert (outcome.verdict, outcome.cause) == (WAITS, UNANSWERED)


def test_nobody_listening_waits() -> None:
    outcome = Webhook(nobody(), "s").carry(PARCEL)
    assert (outcome.verdict, outcome.cause) == (WAITS, CONNECTION)
