"""To a program of the office's own (回调): JSON over HTTP, signed, so that the other end knows who says it.

`X-Xiaxian-Signature` is `sha256=` and the HMAC-SHA256 of the timestamp, a dot and the body under the shared secret;
`Idempotency-Key` is the same at every try of a message, for the other end to take it once.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from xiaxian_tasks.channels import _web
from xiaxian_tasks.ports.letters import ACCEPTED, COUNT, SECRET, WEB, Outcome, Parcel, Setting, Way


class Webhook:
    """Posts each message to one address."""

    def __init__(self, address: str, secret: str = "", *, seconds: float = _web.SECONDS) -> None:
        self._address, self._secret, self._seconds = address, secret, seconds

    def carry(self, parcel: Parcel) -> Outcome:
        """Accepted by any 2xx; 5xx, 429 and a failing net are tried again, other 4xx are not."""
        said = content_of(parcel)
        stamp = str(int(parcel.at.timestamp()))
        headers = {"X-Xiaxian-Timestamp": stamp, "Idempotency-Key": parcel.mark}
        if self._secret:
            headers["X-Xiaxian-Signature"] = signature(self._secret, stamp, said)
        answer = _web.posted(self._address, said, headers, seconds=self._seconds)
        if not answer.status:
            return Outcome(parcel.address, answer.verdict, answer.cause, answer.reply)
        if 200 <= answer.status < 300:
            return Outcome(parcel.address, ACCEPTED, "", _web.reply_of(answer))
        return Outcome(parcel.address, *_web.judged(answer.status), _web.reply_of(answer))


def content_of(parcel: Parcel) -> bytes:
    """A message as JSON: `id, key, body, person, address, subject, text, attachments` (`name, sha256, base64`)."""
    return json.dumps({
        "id": parcel.mark, "key": parcel.key, "body": parcel.body, "person": parcel.person,
        "address": parcel.address, "subject": parcel.subject, "text": parcel.text,
        "attachments": [
            {"name": name, "sha256": sha256(content).hexdigest(), "base64": b64encode(content).decode()}
            for name, content in parcel.attachments
        ],
    }, ensure_ascii=False, sort_keys=True).encode(errors="replace")


def signature(secret: str, stamp: str, said: bytes) -> str:
    """What stands in the header of a signed message; `stamp` is in seconds since 1970."""
    return "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + said, sha256).hexdigest()


def _made(settings: Mapping[str, Any]) -> Webhook:
    return Webhook(settings["address"], settings["secret"], seconds=settings["seconds"])


CHANNEL = Way("webhook", _made, (
    Setting("address", WEB, required=True), Setting("secret", SECRET), Setting("seconds", COUNT, default=_web.SECONDS),
))
