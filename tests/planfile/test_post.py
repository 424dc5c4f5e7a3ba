"""`post.toml`: what a good one says, and what is said of each bad one, with its line."""

import pytest

from xiaxian_tasks import channels
from xiaxian_tasks.planfile.post import PostFile, read_post
from xiaxian_tasks.ports.letters import Setting

GOOD = """\
default = "mail"
sender = "夏县督查室 <ducha@xiaxian.gov.cn>"

[channels.mail]
server = "smtp://ducha@mail.xiaxian.gov.cn"
password_file = "smtp.password"

[channels.group]
way = "apprise"
address_keyring = "xiaxian group"

[channels.desk]
way = "folder"
path = "out"
form = "mail"
""".encode()


def settings_of(name: str) -> tuple[Setting, ...]:
    way = channels.way(name)
    assert way is not None
    return way.settings


WAYS = {name: lambda name=name: settings_of(name) for name in ("mail", "apprise", "folder", "webhook", "console")}


def read(source: bytes) -> PostFile:
    reading = read_post(source, "post.toml", WAYS)
    assert reading.faults == ()
    assert reading.post is not None
    return reading.post


def told(source: str) -> list[tuple[int, str, str]]:
    reading = read_post(source.encode(), "post.toml", WAYS)
    assert reading.post is None
    return [(fault.line, fault.code, fault.figures.get("key", "")) for fault in reading.faults]


def test_a_good_file_is_read_whole() -> None:
    post = read(GOOD)
    assert post.default == "mail"
    assert post.sender is not None
    assert (post.sender.name, post.sender.mailbox) == ("夏县督查室", "ducha@xiaxian.gov.cn")
    mail, group, desk = post.sections
    assert (mail.name, mail.way, mail.said["server"], mail.said["seconds"], mail.line) == (
        "mail", "mail", "smtp://ducha@mail.xiaxian.gov.cn", 30.0, 4)
    assert mail.secrets == {"password": ("file", "smtp.password")}
    assert (group.name, group.way, group.secrets) == ("group", "apprise", {"address": ("keyring", "xiaxian group")})
    assert (desk.said["path"], desk.said["form"], desk.line) == ("out", "mail", 12)


def test_the_only_way_is_the_default() -> None:
    assert read(b"[channels.console]\n").default == "console"
    assert told('[channels.console]\n[channels.out]\nway = "folder"\npath = "x"\n') == [(1, "missing", "default")]
    assert read(b"") == PostFile()


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("[a]\n[a]\n", [(2, "single-bracket", "")]),
        ("defalt = 'x'", [(1, "unknown-key", "defalt")]),
        ("channels = 3", [(1, "wrong-type", "channels")]),
        ("default = 'fax'\n[channels.console]", [(1, "unknown-value", "default")]),
        ("default = 3\n", [(1, "wrong-type", "default")]),
        ("sender = 'nobody'", [(1, "not-a-mail-address", "sender")]),
        ("[channels.fax]", [(1, "unknown-value", "way")]),
        ("[channels.x]\nway = 'fax'\n", [(2, "unknown-value", "way")]),
        ("[channels]\nmail = 3", [(2, "wrong-type", "mail")]),
        ("\n[channels.mail]\n", [(2, "missing", "server")]),
        ("[channels.mail]\nserver = 'mail.cn'", [(2, "smtp-address", "server")]),
        ("[channels.mail]\nserver = 'smtp://u:geheim@mail.cn'", [(2, "smtp-password", "server")]),
        ("[channels.mail]\nserver = 'smtp://u@mail.cn?tls=none'", [(2, "smtp-in-the-clear", "server")]),
        ("[channels.mail]\nserver = 'smtp://m'\npassword = 'geheim'", [(3, "secret-written-down", "password")]),
        ("[channels.mail]\nserver = 'smtp://m'\npasword_file = 'x'", [(3, "unknown-key", "pasword_file")]),
        ("[channels.mail]\nserver = 'smtp://m'\nseconds = 0", [(3, "wrong-type", "seconds")]),
        ("[channels.mail]\nserver = 'smtp://m'\nseconds = true", [(3, "wrong-type", "seconds")]),
        ("[channels.mail]\nserver = 'smtp://m'\npassword_file = ''", [(3, "blank", "password_file")]),
        ("[channels.folder]\npath = 'x'\nform = 'fax'", [(3, "unknown-value", "form")]),
        ("[channels.webhook]\naddress = 'ftp://x'", [(2, "bad-web-address", "address")]),
        ("[channels.webhook]\naddress = 'https://u:geheim@x/'", [(2, "bad-web-address", "address")]),
        ("[channels.apprise]\naddress = 'json://x'", [(2, "secret-written-down", "address")]),
        ("[channels.apprise]\nserver = 'https://x'", [(1, "missing", "address_file")]),
        ("[channels.apprise]\naddress_keyring = 'one'", [(2, "keyring-entry", "address_keyring")]),
    ],
)
def test_each_fault_is_told_with_its_line(source: str, faults: list[tuple[int, str, str]]) -> None:
    assert told(source) == faults


def test_no_fault_shows_a_secret() -> None:
    for source in ("password = 'geheim'", "server = 'smtp://u:geheim@m'"):
        reading = read_post(f"[channels.mail]\n{source}".encode(), "post.toml", WAYS)
        assert reading.faults
        assert "geheim" not in repr(reading.faults)
