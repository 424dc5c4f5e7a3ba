"""The settings of the post, as they stand in the environment."""

import pytest

from xiaxian_tasks.errors import Misused
from xiaxian_tasks.settings import Post, post


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", Post()),
        ("smtp://ducha@mail.xiaxian.gov.cn", Post("mail.xiaxian.gov.cn", 587, "starttls", "ducha")),
        ("smtp://ducha%40xiaxian.gov.cn@mail:2525", Post("mail", 2525, "starttls", "ducha@xiaxian.gov.cn")),
        ("smtps://ducha@mail/", Post("mail", 465, "ssl", "ducha")),
        ("smtp://mail:25?tls=none", Post("mail", 25, "none")),
        ("smtp://ducha@localhost:25?tls=none", Post("localhost", 25, "none", "ducha")),
        ("smtp://[::1]:2525", Post("::1", 2525, "starttls")),
    ],
)
def test_a_server(address: str, found: Post) -> None:
    told = {"XIAXIAN_SMTP": address, "XIAXIAN_SMTP_PASSWORD_FILE": "/run/p", "XIAXIAN_MAIL_FROM": " 督查室 <a@b.cn> "}
    assert post(told) == found._replace(password_file="/run/p", sender="督查室 <a@b.cn>")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("mail.xiaxian.gov.cn", "smtp-address"), ("http://mail", "smtp-address"), ("smtp://", "smtp-address"),
        ("smtp://mail:99999", "smtp-address"), ("smtp://mail:x", "smtp-address"), ("smtp://[::1", "smtp-address"),
        ("smtp://mail?tls=maybe", "smtp-address"), ("smtps://mail?tls=none", "smtp-address"),
        ("smtp://mail/folder", "smtp-address"), ("smtp://ma il", "smtp-address"), ("smtp://mail#x", "smtp-address"),
        ("smtp://ducha:geheim@mail", "smtp-password"), ("smtp://ducha:@mail", "smtp-password"),
        ("smtp://ducha@mail?tls=none", "smtp-in-the-clear"), ("smtp://\udcff", "not-utf8-argument"),
    ],
)
def test_no_server(address: str, code: str) -> None:
    with pytest.raises(Misused) as refused:
        post({"XIAXIAN_SMTP": address})
    assert refused.value.code == code
    assert "geheim" not in str(refused.value.figures)
