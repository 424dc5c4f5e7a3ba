"""Letters by SMTP to real servers of this machine: what arrives, and what is said where it does not."""

from pathlib import Path

import pytest

from tests.channels.sinks import HERE, Sink, certificate, free_port, listening, scripted
from xiaxian_tasks.channels.mail import NONE, SSL, STARTTLS, Mail, Server
from xiaxian_tasks.ports.letters import ACCEPTED, REFUSED, WAITS, Letter, Outcome

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
"""A server that wants a login without encryption is what is tried here."""

CONTENT = b"Subject: x\r\n\r\n.\r\n..two\r\n.\xe4\xb8\xad\r\nend \r\n"
"""Lines that begin with dots, a lone dot, and a blank at an end: what transport changes if anything does."""

LETTER = Letter("k1", "ducha@xiaxian.gov.cn", ("a@b.cn", "c@d.cn"), CONTENT)


def told(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str, str]]:
    return [(each.recipient, each.verdict, each.cause) for each in outcomes]


def all_of(verdict: str, cause: str) -> list[tuple[str, str, str]]:
    return [(each, verdict, cause) for each in LETTER.recipients]


def plain(port: int, **more: str) -> Mail:
    return Mail(Server(HERE, port, NONE, seconds=10, **more))


def test_every_byte_arrives_once() -> None:
    with listening(Sink()) as sink:
        assert told(plain(sink.port).send(LETTER)) == all_of(ACCEPTED, "")
    (got,) = sink.got
    assert (got.sender, got.recipients, got.content) == (LETTER.sender, LETTER.recipients, CONTENT)
    assert sink.greeted == ["[127.0.0.1]"], "a true name, learnt without a name server"


def test_each_recipient_has_an_outcome_of_its_own() -> None:
    answers = {"no@b.cn": "550 5.1.1 unknown", "grey@b.cn": "451 4.7.1 come back", "full@b.cn": "552 5.2.2 too many"}
    letter = LETTER._replace(recipients=("no@b.cn", "a@b.cn", "grey@b.cn", "full@b.cn"))
    with listening(Sink(answers)) as sink:
        outcomes = plain(sink.port).send(letter)
    assert told(outcomes) == [
        ("no@b.cn", REFUSED, "recipient"), ("a@b.cn", ACCEPTED, ""), ("grey@b.cn", WAITS, "recipient"),
        ("full@b.cn", WAITS, "recipient"),
    ]
    assert outcomes[2].reply == "451 4.7.1 come back"
    assert sink.got[0].recipients == ("a@b.cn",)


def test_nothing_is_handed_over_where_nobody_is_taken() -> None:
    with listening(Sink(dict.fromkeys(LETTER.recipients, "550 5.1.1 unknown"))) as sink:
        assert told(plain(sink.port).send(LETTER)) == all_of(REFUSED, "recipient")
    assert sink.got == []


@pytest.mark.parametrize(
    ("answer", "verdict", "cause"),
    [
        ("554 5.7.1 spam", REFUSED, "content"), ("451 4.3.0 later", WAITS, "content"),
        ("421 4.3.2 closing", WAITS, "connection"), ("452 4.3.1 disk", WAITS, "content"),
    ],
)
def test_the_last_answer_counts_for_all(answer: str, verdict: str, cause: str) -> None:
    with listening(Sink(at_end=answer)) as sink:
        assert told(plain(sink.port).send(LETTER)) == all_of(verdict, cause)


def test_a_letter_too_large_is_refused_before_it_travels() -> None:
    with listening(Sink(), data_size_limit=1_000) as sink:
        letter = LETTER._replace(content=b"Subject: x\r\n\r\n" + b"x" * 60 + b"\r\n" * 1_000)
        assert told(plain(sink.port).send(letter)) == all_of(REFUSED, "content")
    assert (sink.got, sink.senders) == ([], []), "refused by its size alone, before anything of it is on its way"


def test_a_line_end_that_is_none_is_not_sent() -> None:
    """A lone LF before a dot ends a letter for some servers: what follows would be a letter nobody wrote."""
    for content in (b"x\r\n\n.\r\nMAIL FROM:<a@b.cn>\r\n", b"x\r.\r\n"):
        with listening(Sink()) as sink:
            assert told(plain(sink.port).send(LETTER._replace(content=content))) == all_of(REFUSED, "content")
        assert sink.got == []


HELLO, OK, GO = b"220 here", b"250 ok", b"354 go"


@pytest.mark.parametrize(
    ("lines", "verdict", "cause"),
    [
        ([], WAITS, "connection"), ([HELLO], WAITS, "connection"), ([HELLO, OK], WAITS, "connection"),
        ([HELLO, OK, OK], WAITS, "connection"), ([HELLO, OK, OK, OK, OK], WAITS, "connection"),
        ([HELLO, OK, OK, OK, OK, GO, b"..."], WAITS, "unanswered"), ([b"554 go away"], WAITS, "connection"),
        ([b"\xff\xfe garbage"], WAITS, "connection"), ([HELLO, OK, b"550 no such sender"], REFUSED, "sender"),
        ([HELLO, OK, b"451 greylisted"], WAITS, "sender"), ([HELLO, OK, b"530 log in first"], WAITS, "login"),
        ([HELLO, OK, OK, b"421 too many"], WAITS, "connection"),
        ([HELLO, OK, OK, OK, OK, GO, b"...250 kept"], ACCEPTED, ""),
    ],
)
def test_a_server_that_hangs_up_or_says_no(lines: list[bytes], verdict: str, cause: str) -> None:
    """Killed at every answer; where all was handed over and no answer came, it is said that it may arrive twice."""
    with scripted(lines) as port:
        assert told(plain(port).send(LETTER)) == all_of(verdict, cause)


def test_nobody_listens() -> None:
    assert told(plain(free_port()).send(LETTER)) == all_of(WAITS, "connection")
    assert told(Mail(Server("no-such-host.invalid", 25, NONE)).send(LETTER)) == all_of(WAITS, "connection")


def test_a_server_that_falls_silent_is_not_waited_for_longer_than_said() -> None:
    with scripted([HELLO, OK, b"", OK]) as port:
        outcomes = Mail(Server(HERE, port, NONE, seconds=0.3)).send(LETTER)
    assert told(outcomes) == all_of(WAITS, "connection")


def test_login() -> None:
    with listening(Sink(), password="秘密".encode().hex()) as sink:
        good = plain(sink.port, user="ducha", password="秘密".encode().hex())
        assert told(good.send(LETTER)) == all_of(ACCEPTED, "")
        assert sink.got[0].user == "ducha"
        for password in ("wrong", "秘密", ""):
            assert told(plain(sink.port, user="ducha", password=password).send(LETTER)) == all_of(WAITS, "login")
        assert told(plain(sink.port).send(LETTER)) == all_of(WAITS, "login"), "530 wants one"
    with listening(Sink()) as sink:
        assert told(plain(sink.port, user="ducha", password="x").send(LETTER)) == all_of(WAITS, "login"), "none offered"


def test_a_password_is_never_shown() -> None:
    assert "geheim" not in repr(Server(HERE, 25, user="ducha", password="geheim"))


@pytest.mark.parametrize("at_once", [False, True])
def test_encrypted(at_once: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificate(tmp_path)
    if made is None:
        return
    with listening(Sink(), tls=made, at_once=at_once) as sink:
        mail = Mail(Server(HERE, sink.port, SSL if at_once else STARTTLS, seconds=10))
        (first, _) = mail.send(LETTER)
        assert (first.verdict, first.cause) == (WAITS, "certificate"), "nobody vouches for it"
        assert sink.got == []
        monkeypatch.setenv("SSL_CERT_FILE", str(made / "cert.pem"))
        assert told(mail.send(LETTER)) == all_of(ACCEPTED, "")
        assert sink.got[0].encrypted or at_once, "a server encrypted from the first byte on keeps no note of it"
        assert sink.got[0].content == CONTENT


def test_a_certificate_of_another_name_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificate(tmp_path, "DNS:mail.example.cn")
    if made is None:
        return
    monkeypatch.setenv("SSL_CERT_FILE", str(made / "cert.pem"))
    with listening(Sink(), tls=made) as sink:
        assert told(Mail(Server(HERE, sink.port, seconds=10)).send(LETTER)) == all_of(WAITS, "certificate")
    assert sink.got == []


def test_without_encryption_offered_nothing_goes_in_the_clear() -> None:
    with listening(Sink(), password="x") as sink:
        mail = Mail(Server(HERE, sink.port, STARTTLS, "ducha", "x", seconds=10))
        assert told(mail.send(LETTER)) == all_of(WAITS, "encryption")
        assert told(Mail(Server(HERE, sink.port, SSL, seconds=10)).send(LETTER)) == all_of(WAITS, "encryption")
    assert sink.got == []
