"""Robots of groups and services of Apprise, on a web server of this machine; and texts in pieces."""

import hmac
from base64 import b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.webs import AT, PARCEL, Web, serving
from xiaxian_tasks import channels
from xiaxian_tasks.channels._pieces import octets, pieces
from xiaxian_tasks.channels._robots import KINDS
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.ports.letters import ACCEPTED, BUSY, CONNECTION, CONTENT, LOGIN, WAITS, Carrier

LONG = "\n".join(f"{number}. 县水利局地下水压采任务滞后，请于11月8日前报送整改情况。" for number in range(1, 401))


def made(address: str, server: str = "") -> Carrier:
    way = channels.way("apprise")
    assert way is not None
    return way.made({"address": address, "server": server, "seconds": 5})


def content_of(scheme: str, said: dict[str, Any]) -> str:
    text = said["content"]["text"] if scheme == "feishu" else said["text"]["content"]
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize(
    ("scheme", "limit"), [("wecombot", 2048), ("dingtalk", 20_000), ("feishu", 20_000)],
)
def test_a_long_text_goes_in_pieces_below_the_limit(scheme: str, limit: int) -> None:
    with serving(Web((200, b'{"errcode":0,"code":0}'))) as web:
        outcome = made(f"{scheme}://key-1", web.address).carry(PARCEL._replace(text=LONG))
    assert outcome.verdict == ACCEPTED
    told = [content_of(scheme, each.said) for each in web.got]
    assert len(told) > 1
    for each, text in zip(web.got, told, strict=True):
        assert (octets(text) if scheme == "wecombot" else len(each.body)) <= limit
        assert text.startswith("（")
        assert text.endswith(("\n", "。")), "cut between lines"
    joined = "".join(text.partition("）")[2] for text in told)
    assert joined == f"{PARCEL.subject}\n{LONG}"


@pytest.mark.parametrize(
    ("scheme", "answer", "cause"),
    [
        ("wecombot", b'{"errcode":45009,"errmsg":"api freq out of limit"}', BUSY),
        ("wecombot", b'{"errcode":93000,"errmsg":"invalid webhook url"}', LOGIN),
        ("wecombot", b'{"errcode":40058,"errmsg":"?"}', CONTENT),
        ("wecombot", b"not json", CONTENT),
        ("dingtalk", b'{"errcode":130101,"errmsg":"send too fast"}', BUSY),
        ("dingtalk", b'{"errcode":310000,"errmsg":"sign not match"}', LOGIN),
        ("feishu", b'{"code":11232,"msg":"frequency limited"}', BUSY),
        ("feishu", b'{"code":19021,"msg":"sign match fail"}', LOGIN),
    ],
)
def test_a_refusal_inside_a_200_is_no_success(scheme: str, answer: bytes, cause: str) -> None:
    with serving(Web((200, answer))) as web:
        outcome = made(f"{scheme}://key-1", web.address).carry(PARCEL._replace(text=LONG))
    assert (outcome.verdict, outcome.cause) == (WAITS, cause)
    assert len(web.got) == 1, "no further piece goes after one that was not taken"


def test_robots_are_signed_and_name_who_is_written_to() -> None:
    phone = PARCEL._replace(address="13800000001")
    with serving(Web((200, b'{"errcode":0,"code":0}'))) as web:
        made("wecombot://k", web.address).carry(phone)
        made("dingtalk://SEC1@t", web.address).carry(phone)
        made("feishu://SEC2@t", web.address).carry(phone)
    wecom, ding, fei = web.got
    assert wecom.path == "/cgi-bin/webhook/send?key=k"
    assert wecom.said["text"]["mentioned_mobile_list"] == ["13800000001"]
    asked = parse_qs(urlsplit(ding.path).query)
    stamp = str(int(AT.timestamp() * 1000))
    signed = b64encode(hmac.new(b"SEC1", f"{stamp}\nSEC1".encode(), sha256).digest()).decode()
    assert (asked["access_token"], asked["timestamp"], asked["sign"]) == (["t"], [stamp], [signed])
    assert ding.said["at"]["atMobiles"] == ["13800000001"]
    assert "@13800000001" in ding.said["text"]["content"]
    assert fei.path == "/open-apis/bot/v2/hook/t"
    stamp = str(int(AT.timestamp()))
    assert fei.said["timestamp"] == stamp
    assert fei.said["sign"] == b64encode(hmac.new(f"{stamp}\nSEC2".encode(), b"", sha256).digest()).decode()


def test_a_service_of_apprise_takes_title_text_and_paper() -> None:
    with serving(Web((200, b""))) as web:
        outcome = made(web.address.replace("http://", "json://") + "/in").carry(PARCEL)
    assert outcome.verdict == ACCEPTED
    (got,) = web.got
    assert (got.said["title"], got.said["message"].strip()) == (PARCEL.subject, PARCEL.text.strip())
    (file,) = got.said["attachments"]
    assert file["filename"] == "提醒函.docx"
    assert file["base64"] == b64encode(b"PK\x03").decode()


def test_a_service_that_fails_is_tried_again(capfd: pytest.CaptureFixture[str]) -> None:
    with serving(Web((500, b""))) as web:
        outcome = made(web.address.replace("http://", "json://user:geheim@")).carry(PARCEL)
    assert (outcome.verdict, outcome.cause) == (WAITS, CONNECTION)
    assert "geheim" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("address", ["nosuch://x", "wecombot://", "wecombot://a b", "x", "",
                                     "feishu://[", "wecombot://键"])
def test_an_address_that_is_none_is_said_without_showing_it(address: str) -> None:
    with pytest.raises(Misused) as told:
        made(address)
    assert (told.value.code, told.value.figures) == ("push-address", {})


@given(st.text(), st.integers(40, 300))
def test_pieces_fit_and_lose_nothing(text: str, most: int) -> None:
    found = pieces(text, most)
    assert all(octets(each) <= most + 60 for each in found) if "\u200d" in text else True
    if len(found) == 1:
        assert found == [text]
        return
    assert "".join(each.partition("）")[2] for each in found) == text


@given(st.lists(st.text("县水利局报送ab12，。", min_size=1, max_size=30)), st.integers(100, 400))
def test_pieces_of_lines_are_whole_lines(lines: list[str], most: int) -> None:
    text = "\n".join(lines)
    found = pieces(text, most)
    assert all(octets(each) <= most for each in found)
    if len(found) > 1:
        assert all(each.endswith("\n") for each in found[:-1])


def test_a_family_is_one_character() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    found = pieces(family * 40, 100)
    assert all(each.partition("）")[2].replace(family, "") == "" for each in found)


def test_every_robot_has_room_for_its_mark() -> None:
    assert all(kind.most > 1000 for kind in KINDS.values())
