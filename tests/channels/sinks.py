"""Mail servers of this machine to send to: a real one that keeps what it gets, and one that speaks from a script."""

import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HERE = "127.0.0.1"


class Got(NamedTuple):
    """One letter as the server has it."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    encrypted: bool
    user: str


class Sink:
    """Keeps every letter. `answers` are given to recipients instead of 250, `at_end` instead of the last answer."""

    def __init__(self, answers: Mapping[str, str] | None = None, at_end: str = "250 2.0.0 kept") -> None:
        self.answers = dict(answers or {})
        self.at_end = at_end
        self.got: list[Got] = []
        self.greeted: list[str] = []
        self.senders: list[str] = []
        self.port = 0

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greeted.append(hostname)
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        self.senders.append(address)
        return "250 2.1.0 ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        given: Any = session.auth_data
        user = given.login.decode() if given else ""
        self.got.append(Got(
            envelope.mail_from or "", tuple(envelope.rcpt_tos), content, session.ssl is not None, user,
        ))
        return self.at_end


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def listening(sink: Sink, *, tls: Path | None = None, password: str = "", at_once: bool = False,
              **more: Any) -> Iterator[Sink]:
    """A sink on a port of its own. With `tls` it offers STARTTLS by the certificate there, or `at_once` speaks it."""
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls / "cert.pem", tls / "key.pem")

    def judge(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        fits = isinstance(given, LoginPassword) and given.password == password.encode()
        return AuthResult(success=fits, handled=False, auth_data=given)

    if password:
        more |= {"authenticator": judge, "auth_required": True, "auth_require_tls": False}
    sink.port = free_port()
    if not at_once:
        more["tls_context"] = context
    controller = Controller(
        sink, hostname=HERE, port=sink.port, ready_timeout=20, ssl_context=context if at_once else None,
        **more,
    )
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@contextmanager
def scripted(lines: list[bytes]) -> Iterator[int]:
    """A server that says one line to whatever it hears, then hangs up; b"..." hears until the letter's lone dot."""
    served = socket.create_server((HERE, 0))

    def serve() -> None:
        connection, _ = served.accept()
        with connection, connection.makefile("rwb") as stream:
            for number, line in enumerate(lines):
                if number and not _heard(stream, whole=line.startswith(b"...")):
                    return
                if line.removeprefix(b"..."):
                    stream.write(line.removeprefix(b"...") + b"\r\n")
                    stream.flush()

    thread = Thread(target=serve)
    thread.start()
    try:
        yield served.getsockname()[1]
    finally:
        thread.join(20)
        served.close()


def _heard(stream: Any, *, whole: bool) -> bool:
    """Whether the other side said something; with `whole` all up to a lone dot is heard."""
    line = stream.readline()
    while whole and line and line != b".\r\n":
        line = stream.readline()
    return bool(line)


def certificate(folder: Path, name: str = f"IP:{HERE}") -> Path | None:
    """A folder with a certificate made here for a name, None where no openssl is found."""
    if not shutil.which("openssl"):
        sys.stderr.write("\nopenssl is not on this machine: no encrypted mail was sent\n")
        return None
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out",
         folder / "cert.pem", "-days", "2", "-subj", "/CN=sink", "-addext", f"subjectAltName={name}"],
        check=True, capture_output=True,
    )
    return folder


