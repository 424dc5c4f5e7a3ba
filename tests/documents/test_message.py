"""Messages as others read them: no name and no subject can say more than itself, and files keep every byte."""

import base64
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.feeds import LONG
from tests.documents.mails import ENVELOPE, addresses, attachments, mails, parsed_elsewhere, read
from tests.source import ROOT
from xiaxian_tasks.documents._message import SUBJECT_AT_MOST, Attached, Envelope, Saying, message
from xiaxian_tasks.documents.calendar import clean
from xiaxian_tasks.domain.address import Address, shown_name

FIELDS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
]

HOSTILE = [
    "a\r\nBcc: evil@example.cn", "=?utf-8?q?a=0D=0ABcc:_evil@example.cn?=", "=?utf-8?b?0=?= =?",
    "甲\u2028乙\x00\x1b[31m",
    '张,三 "x" <y@z.cn>; (k)', LONG, "x" * 5_000, "", " ", "𠮷" * 80, "a=?b", "\\\"", "\ud800",
    "组: 甲, 乙;", "名\u202e反",
    "-- \r\n--=_x", "ü", "Tom O'Hara", "a" * 40,
]
WORDS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("=?_\r\n,;:<>\"\\()@. 甲utf-8bq", max_size=40),
)


def made(subject: str, name: str, files: tuple[Attached, ...] = ()) -> bytes:
    envelope = Envelope(
        Address("ducha@xiaxian.gov.cn", shown_name(name)),
        (Address("a@b.cn", name), Address("x" * 64 + "@" + "y" * 60 + ".cn", "督查室")),
        datetime(2023, 12, 25, tzinfo=timezone(timedelta(hours=8))),
    )
    return message(envelope, Saying(subject, name, f"<p>{clean(name)}</p>"), files, key="digest.1").content


def checked(subject: str, name: str, raw: bytes) -> None:
    found = read(raw)
    assert list(found.keys()) == FIELDS
    assert found["Subject"] == clean(subject)[:SUBJECT_AT_MOST]
    wanted = [("a@b.cn", clean(name)), ("x" * 64 + "@" + "y" * 60 + ".cn", "督查室")]
    assert addresses(raw, "To") == wanted
    assert addresses(raw, "From") == [("ducha@xiaxian.gov.cn", clean(shown_name(name)))]
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n|[^\r\n\t\x20-\x7e]", raw), "ASCII, and every line ends with CRLF"
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 200
    assert [line for line in lines if len(line) > 78 and b"@" not in line] == []


@given(WORDS, WORDS)
@settings(max_examples=400, deadline=None)
def test_names_and_subjects_say_only_themselves(subject: str, name: str) -> None:
    checked(subject, name, made(subject, name))


def test_another_parser_reads_the_same(tmp_path: Path) -> None:
    raws = [made(subject, subject[::-1]) for subject in HOSTILE]
    for subject, told in zip(HOSTILE, parsed_elsewhere(tmp_path, raws), strict=False):
        name = " ".join(clean(subject[::-1]).split())
        assert told["subject"] == clean(subject)[:SUBJECT_AT_MOST]
        assert told["to"] == [["a@b.cn", name], ["x" * 64 + "@" + "y" * 60 + ".cn", "督查室"]]
        assert [each for each, _ in told["from"]] == ["ducha@xiaxian.gov.cn"]
        assert {field.lower() for field in FIELDS} - {"subject"} <= set(told["headers"])  # an empty one it leaves out
        assert set(told["headers"]) <= {field.lower() for field in FIELDS}


@given(st.lists(st.binary(max_size=400), max_size=3))
@settings(max_examples=100, deadline=None)
def test_files_keep_every_byte(contents: list[bytes]) -> None:
    files = tuple(Attached(f"{n}.ics", "ics", content) for n, content in enumerate(contents))
    assert attachments(made("x", "y", files)) == {file.name: file.content for file in files}


@given(st.text(st.characters(exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=["Cs"])))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_texts_arrive_as_they_were_written(text: str) -> None:
    raw = message(ENVELOPE, Saying("x", text, text), (), key="digest.1").content
    (both,) = read(raw).iter_parts()
    for part in both.iter_parts():
        assert part.get_payload(decode=True) == text.replace("\n", "\r\n").encode()


def test_whatever_differs_has_another_id() -> None:
    raws = [
        made("x", "y"), made("z", "y"), made("x", "z"), made("x", "y", (Attached("a.ics", "ics", b"1"),)),
        made("x", "y", (Attached("a.ics", "ics", b"2"),)), made("x", "y", (Attached("b.ics", "ics", b"2"),)),
    ]
    ids = [read(raw)["Message-ID"] for raw in raws]
    assert len(set(ids)) == len(raws)
    assert made("x", "y") == raws[0]


def test_a_draft_has_no_sender_and_says_that_it_was_not_sent() -> None:
    raw = message(Envelope(None, (), ENVELOPE.at), Saying("x", "y", "z"), (), key="digest.1").content
    found = read(raw)
    assert (found["X-Unsent"], found["From"], found["To"]) == ("1", None, None)


@pytest.mark.parametrize(
    ("zone", "language", "seed"),
    [
        ("Pacific/Kiritimati", "C", "1"), ("America/Adak", "zh_CN.GB18030", "4294967295"),
        ("Asia/Shanghai", "C.UTF-8", "0"),
    ],
)
def test_bytes_do_not_depend_on_the_machine(tmp_path: Path, zone: str, language: str, seed: str) -> None:
    surroundings = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-m", "tests.documents.mails", tmp_path], check=True, cwd=ROOT, env=surroundings)
    assert {path.stem: path.read_bytes() for path in tmp_path.iterdir()} == mails()


def test_another_parser_finds_every_byte_of_the_files(tmp_path: Path) -> None:
    made_here = mails()
    for (name, raw), told in zip(
        made_here.items(), parsed_elsewhere(tmp_path, list(made_here.values())), strict=False
    ):
        kept = {file: base64.b64decode(content) for file, kind, content, how in told["files"] if how == "attachment"}
        assert kept == attachments(raw), name
        assert told["subject"] == read(raw)["Subject"]
        assert told["id"] == read(raw)["Message-ID"]
        (both, *_) = read(raw).iter_parts()
        plain, page, *_ = (part.get_content().replace("\r\n", "\n") for part in both.iter_parts())
        assert told["text"].strip() == plain.strip()
        assert told["html"].strip() == page.strip()
