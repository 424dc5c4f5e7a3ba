"""Mail by SMTP (邮件): one letter, one connection, one outcome for each recipient.

What is wrong with the letter or a recipient is refused for good; what is wrong with the way (the net, encryption, user
and password) waits until somebody mends it, for the letter is as good tomorrow.
"""

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from xiaxian_tasks import settings
from xiaxian_tasks.ports import letters
from xiaxian_tasks.ports.letters import (
    ACCEPTED,
    CERTIFICATE,
    CONNECTION,
    CONTENT,
    ENCRYPTION,
    LOGIN,
    RECIPIENT,
    REFUSED,
    SENDER,
    UNANSWERED,
    WAITS,
    Letter,
    Outcome,
    Parcel,
    Setting,
    Way,
)

T = TypeVar("T")

STARTTLS, SSL, NONE = "starttls", "ssl", "none"
"""How the connection is encrypted: by STARTTLS or not at all goes the letter; from the first byte on; never."""

SECONDS = 30.0
"""How long each answer of the server is waited for; RFC 5321 4.5.3.2 allows minutes, a person at a desk does not."""

REPLY_AT_MOST = 300
"""Characters of a server's reply that are kept."""


_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")
"""A line end that is no CRLF: by it one letter can smuggle in another where two servers read it differently."""


class Server(NamedTuple):
    """A server for outgoing mail. `user` "" sends without login. The password is never shown."""

    host: str
    port: int
    tls: str = STARTTLS
    user: str = ""
    password: str = ""
    seconds: float = SECONDS

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.tls})"


class _Stopped(Exception):
    """The whole letter stops here, for all recipients not refused yet."""

    def __init__(self, verdict: str, cause: str, reply: str = "") -> None:
        super().__init__(cause)
        self.verdict, self.cause, self.reply = verdict, cause, reply


class Mail:
    """The channel that sends by one server. Certificates are checked against the system's roots (SSL_CERT_FILE)."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def send(self, letter: Letter) -> tuple[Outcome, ...]:
        """One outcome for each recipient, in their order; nothing of the net is raised."""
        if _BARE.search(letter.content):
            return tuple(Outcome(each, REFUSED, CONTENT) for each in letter.recipients)
        told: dict[str, Outcome] = {}
        client = None
        try:
            client = self._connected()
            self._handed_over(client, letter, told)
        except _Stopped as stopped:
            end = (stopped.verdict, stopped.cause, stopped.reply)
            told |= {each: Outcome(each, *end) for each in letter.recipients if each not in told}
        finally:
            if client is not None:
                _leave(client)
        return tuple(told[each] for each in letter.recipients)

    def carry(self, parcel: Parcel) -> Outcome:
        """A parcel's mail to its one mailbox."""
        (outcome,) = self.send(Letter(parcel.key, parcel.sender, (parcel.address,), parcel.content))
        return outcome

    def _connected(self) -> smtplib.SMTP:
        """A client that is encrypted as wanted and logged in."""
        server = self._server
        client = _answered(lambda: _opened(server), CONNECTION)
        try:
            client.local_hostname = _own_name(client)
            _asked(client.ehlo, CONNECTION)
            if server.tls == STARTTLS:
                if not client.has_extn("starttls"):
                    raise _Stopped(WAITS, ENCRYPTION)
                _asked(lambda: client.starttls(context=ssl.create_default_context()), ENCRYPTION)
                _asked(client.ehlo, CONNECTION)
            if server.user:
                _log_in(client, server)
        except _Stopped:
            client.close()
            raise
        return client

    def _handed_over(self, client: smtplib.SMTP, letter: Letter, told: dict[str, Outcome]) -> None:
        """Sender, each recipient, then the content for those who were taken; `told` is filled in."""
        sizes = [f"size={len(letter.content)}"] if client.has_extn("size") else []
        _asked(lambda: client.mail(letter.sender, sizes), SENDER)
        for recipient in letter.recipients:
            try:
                _asked(lambda each=recipient: client.rcpt(each), RECIPIENT)  # type: ignore[misc]
            except _Stopped as stopped:
                if stopped.cause != RECIPIENT:
                    raise  # the connection is gone
                told[recipient] = Outcome(recipient, stopped.verdict, stopped.cause, stopped.reply)
        taken = [each for each in letter.recipients if each not in told]
        if taken:
            code, reply = _asked(lambda: _given(client, letter.content), CONTENT)
            told |= {each: Outcome(each, ACCEPTED, "", _words(code, reply)) for each in taken}


def _opened(server: Server) -> smtplib.SMTP:
    """A connection. It is given a name of its own, for without one smtplib asks name servers what it is called."""
    if server.tls == SSL:
        return smtplib.SMTP_SSL(
            server.host, server.port, "localhost", timeout=server.seconds, context=ssl.create_default_context()
        )
    return smtplib.SMTP(server.host, server.port, "localhost", timeout=server.seconds)


def _asked(ask: Callable[[], tuple[int, bytes]], cause: str) -> tuple[int, bytes]:
    """The server's answer where it is good; a bad one stops the letter. `cause` is what a bad one blames."""
    code, reply = _answered(ask, cause)
    if not 200 <= code < 300:
        raise _Stopped(*_blamed(code, cause), _words(code, reply))
    return code, reply


def _answered(ask: Callable[[], T], cause: str) -> T:
    """What the server answers; whatever the net does instead stops the letter."""
    try:
        return ask()
    except ssl.SSLCertVerificationError as error:
        raise _Stopped(WAITS, CERTIFICATE, error.verify_message) from error
    except ssl.SSLError as error:
        raise _Stopped(WAITS, ENCRYPTION, error.reason or "") from error
    except smtplib.SMTPResponseException as error:
        raise _Stopped(*_blamed(error.smtp_code, cause), _words(error.smtp_code, error.smtp_error)) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise _Stopped(WAITS, CONNECTION, getattr(error, "strerror", None) or "") from error


def _blamed(code: int, cause: str) -> tuple[str, str]:
    """The verdict and cause of a bad answer (RFC 5321 4.2.1: 5yz for good, anything else for now).

    421 closes the connection whatever was asked and 530 wants a login first: the way's fault, not the letter's. 552 is
    too large a letter, but of a recipient too many of them, to be tried again (4.5.3.1.10).
    """
    if code == 421:
        return WAITS, CONNECTION
    if code == 530:
        return WAITS, LOGIN
    if code == 552:
        return (WAITS, cause) if cause == RECIPIENT else (REFUSED, CONTENT)
    if cause in {CONNECTION, ENCRYPTION, LOGIN}:
        return WAITS, cause
    return REFUSED if 500 <= code < 600 else WAITS, cause


def _given(client: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    """The content, and the answer to it. Without one after the last byte nobody knows whether it was taken."""
    code, reply = client.docmd("DATA")
    if code != 354:
        return code, reply
    client.send(_dotted(content))
    try:
        return client.getreply()
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise _Stopped(WAITS, UNANSWERED) from error


def _dotted(content: bytes) -> bytes:
    """The content as it travels: a line that begins with a dot gets one more, and a lone dot ends it (RFC 5321 4.5.2).
    """
    doubled = content.replace(b"\r\n.", b"\r\n..")
    first = b"." if content.startswith(b".") else b""
    return first + doubled + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _log_in(client: smtplib.SMTP, server: Server) -> None:
    try:
        client.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise _Stopped(WAITS, LOGIN, _words(error.smtp_code, error.smtp_error)) from error
    except UnicodeError as error:  # a password outside ASCII: smtplib cannot say it
        raise _Stopped(WAITS, LOGIN) from error
    except smtplib.SMTPServerDisconnected as error:
        raise _Stopped(WAITS, CONNECTION) from error
    except (smtplib.SMTPException, OSError) as error:  # no login offered, or none of ours
        raise _Stopped(WAITS, LOGIN if isinstance(error, smtplib.SMTPException) else CONNECTION) from error


def _own_name(client: smtplib.SMTP) -> str:
    """The own address as greeting: true, and learnt without asking a name server (RFC 5321 4.1.3)."""
    assert client.sock is not None, "connected"
    own: str = client.sock.getsockname()[0]
    return f"[IPv6:{own.partition('%')[0]}]" if ":" in own else f"[{own}]"


def _words(code: int, reply: bytes | str) -> str:
    """A server's answer on one line."""
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return " ".join(f"{code} {text}".split())[:REPLY_AT_MOST]


def _leave(client: smtplib.SMTP) -> None:
    """Say good-bye; what was handed over stays so even where the server has hung up."""
    with suppress(smtplib.SMTPException, OSError):
        client.quit()
    client.close()


def _made(said: Mapping[str, Any]) -> Mail:
    post = settings.mail_server(said["server"])
    return Mail(Server(post.host, post.port, post.tls, post.user, said["password"], said["seconds"]))


CHANNEL = Way("mail", _made, (
    Setting("server", letters.SERVER, required=True), Setting("password", letters.SECRET),
    Setting("seconds", letters.COUNT, default=SECONDS),
), by=letters.MAILBOX)
