"""Plain text in every encoding the county's machines write, and what is none."""

import codecs

import pytest

from tests.intake.papers import fault
from xiaxian_tasks.intake import readers, suffixes, text_of
from xiaxian_tasks.ports import Reader

WORDS = "1.修好水渠。（责任单位：县水利局）\r\n——每户①份，２公里，镕\n"


@pytest.mark.parametrize(
    "source",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("gb18030"),
        WORDS.encode("gbk"),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
    ],
)
def test_encodings(source: bytes) -> None:
    assert text_of("通知.txt", source) == WORDS


def test_an_empty_paper_is_empty() -> None:
    assert text_of("a.txt", b"") == ""


@pytest.mark.parametrize(
    "source",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xfe\x00",
        codecs.BOM_UTF8 + b"\xff",
        b"ok\x00\x00\x00\x01",
    ],
)
def test_what_is_no_text(source: bytes) -> None:
    found = fault("通知.txt", source)
    assert (found.file, found.code) == ("通知.txt", "not-text")


def test_readers_are_found_by_looking() -> None:
    assert all(isinstance(reader, Reader) for reader in readers())
    assert {".txt", ".docx", ".pdf"} <= set(suffixes())
    assert len(suffixes()) == sum(len(reader.suffixes) for reader in readers())


def test_the_suffix_decides_whatever_its_case() -> None:
    assert text_of("通知.TXT", b"ok") == "ok"
    found = fault("通知.wps", b"ok")
    assert (found.code, found.figures) == ("suffix-unknown", {"known": " ".join(suffixes())})
