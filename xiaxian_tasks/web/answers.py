"""Answers: every response the server can give, so that what must look alike does."""

from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from xiaxian_tasks.assemble.shelf import Content

ALWAYS = {
    "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
}
"""Of every answer: no search engine keeps it, no page that is linked learns the address, no browser guesses a type."""

REVALIDATED = "private, max-age=0, must-revalidate"
"""Kept by whoever asked, and asked for again each time (RFC 9111, section 5.2.2)."""

PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
"""A page takes nothing from anywhere: its style and pictures stand in it, and it runs no script."""

PLAIN = "text/plain; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
HTML = "text/html; charset=utf-8"

WAIT = 60
"""Seconds after which to ask again, whatever the reason was."""

METHODS = ("GET", "HEAD")


def calendar(request: "Request", content: "Content") -> Response:
    """A calendar, packed where the client takes that, or 304 where it has it already."""
    is_packed = any(name.lower() == "gzip" and quality > 0 for name, quality in request.accept_encodings)
    answer = _made(content.packed if is_packed else content.plain, 200, CALENDAR, cache=REVALIDATED)
    answer.headers["Vary"] = "Accept-Encoding"
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_etag(f"{content.etag}-gzip" if is_packed else content.etag)
    answer.last_modified = content.modified
    answer.make_conditional(request)
    if answer.status_code == 412:
        return _told("412", 412, cache=REVALIDATED)
    return answer


def page(content: bytes) -> Response:
    """The page for people."""
    answer = _made(content, 200, HTML, cache="private, no-store")
    answer.headers["Content-Security-Policy"] = PAGE_POLICY
    return answer


def well() -> Response:
    """The ledger can be read."""
    return _told("ok", 200)


def not_found() -> Response:
    """Nothing is here: an unknown path, and a token that is unknown, revoked or expired, look alike."""
    return _told("404", 404)


def not_allowed() -> Response:
    """Only reading is offered."""
    answer = _told("405", 405)
    answer.headers["Allow"] = ", ".join(METHODS)
    return answer


def too_many() -> Response:
    """Asked too often."""
    return _later("429", 429)


def away() -> Response:
    """The ledger is away, or something broke: the client keeps what it has and asks again."""
    return _later("503", 503)


def _later(text: str, code: int) -> Response:
    answer = _told(text, code)
    answer.headers["Retry-After"] = str(WAIT)
    return answer


def _told(text: str, code: int, *, cache: str = "no-store") -> Response:
    return _made(f"{text}\n".encode(), code, PLAIN, cache=cache)


def _made(content: bytes, code: int, kind: str, *, cache: str) -> Response:
    answer = Response(content, status=code, headers=ALWAYS)
    answer.headers["Content-Type"] = kind
    answer.headers["Cache-Control"] = cache
    return answer
