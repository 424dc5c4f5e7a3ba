"""One request of the web for the channels that need no more: JSON there, an answer back, no redirect followed."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, NamedTuple

from xiaxian_tasks.ports.letters import (
    BUSY,
    CERTIFICATE,
    CONNECTION,
    CONTENT,
    LOGIN,
    PLACE,
    REFUSED,
    UNANSWERED,
    WAITS,
)

SECONDS = 30
"""How long each answer is waited for."""

READ_AT_MOST = 65536
"""Octets of an answer that are read."""

REPLY_AT_MOST = 300
"""Characters of an answer that are kept."""


class Answer(NamedTuple):
    """What came back: a status and a body, or (status 0) the verdict and cause of getting none, with its reply."""

    status: int
    body: bytes = b""
    verdict: str = ""
    cause: str = ""
    reply: str = ""


def posted(address: str, said: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS) -> Answer:
    """Hand JSON to an address of the web. Nothing is raised; certificates are checked by the system's roots."""
    request = urllib.request.Request(address, said, method="POST", headers={  # noqa: S310  # checked as a web address
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "xiaxian-tasks", **headers,
    })
    try:
        with _opener().open(request, timeout=seconds) as answer:
            return Answer(answer.status, answer.read(READ_AT_MOST))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read(READ_AT_MOST))
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            return Answer(0, b"", WAITS, CERTIFICATE, error.reason.verify_message)
        return Answer(0, b"", WAITS, CONNECTION, getattr(error.reason, "strerror", None) or "")
    except (OSError, HTTPException, ValueError):  # all was handed over, and no answer can be read
        return Answer(0, b"", WAITS, UNANSWERED)


def _opener() -> urllib.request.OpenerDirector:
    """Goes by HTTP and HTTPS alone, by the system's proxies.

    No redirect is followed: a login page then looks like success, and a signed body goes where nobody meant it to.
    """
    opener = urllib.request.OpenerDirector()
    for way in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()), urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(way)
    return opener


def judged(status: int) -> tuple[str, str]:
    """The verdict and cause of a status that is no success (RFC 9110 15): the way's fault waits, the letter's does not.
    """
    if status in {401, 403, 407}:
        return WAITS, LOGIN
    if status in {425, 429}:
        return WAITS, BUSY
    if status in {404, 405, 410} or 300 <= status < 400:
        return WAITS, PLACE
    if status >= 500 or status == 408:
        return WAITS, CONNECTION
    return REFUSED, CONTENT


def reply_of(answer: Answer) -> str:
    """The status and what of the answer's words is fit to print, on one line."""
    words = answer.body.decode(errors="replace")
    plain = "".join(each if each.isprintable() else " " for each in words)
    return " ".join(f"{answer.status} {plain}".split())[:REPLY_AT_MOST]


def document_of(answer: Answer) -> dict[str, Any]:
    """The answer as a JSON object, an empty one where it is none."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
