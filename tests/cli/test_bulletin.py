"""`bulletin`: every form, what is asked wrongly, and issuing it to everybody it names."""

import os
import re
from pathlib import Path

import pytest

from tests.cli.programs import call
from tests.ledgers import office
from tests.office.bulletins import ledger
from xiaxian_tasks.assemble import pdf
from xiaxian_tasks.office import notices, outbox, seals

ON = "2023-11-02"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger, which nobody changes."""
    return ledger(tmp_path_factory.mktemp("bulletin"))


def test_it_prints_a_text_and_says_the_facts_as_json(told: Path) -> None:
    done = call(told, "bulletin", "--month", "2023-10", on=ON)
    assert done.code == 0, done.err
    assert "关于2023年10月重点事项督查情况的通报" in done.out
    assert "第　期" in done.out
    sheet = call(told, "bulletin", "--month", "2023-10", "--json", on=ON).json
    assert (sheet["day"], sheet["before"], sheet["letter"]) == ("2023-10-31", "2023-09-30", None)
    assert (sheet["total"]["counts"]["done"], sheet["total"]["percent"]["done"]) == (1, "10.0")
    assert sum(float(share) for share in sheet["total"]["percent"].values()) == pytest.approx(100)
    assert sheet["slow"][0]["task"] == "roads-23/6"
    assert call(told, "bulletin", "--json", on="2023-10-31").json["first"] == "2023-10-01"  # the running month


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".html", ".md"])
def test_every_form_is_written_and_the_same_again(told: Path, tmp_path: Path, suffix: str) -> None:
    places = [tmp_path / f"{name}{suffix}" for name in "ab"]
    for place in places:
        done = call(told, "bulletin", "--month", "2023-10", "--photos", "roads-23/1", "--out", str(place), on=ON)
        assert (done.code, done.out) == (0, ""), done.err
    assert places[0].read_bytes() == places[1].read_bytes() != b""


def test_a_pdf_where_a_program_makes_one(told: Path, tmp_path: Path) -> None:
    place = tmp_path / "bulletin.pdf"
    done = call(told, "bulletin", "--month", "2023-10", "--out", str(place), on=ON)
    if pdf.program() is None:
        os.write(2, b"no LibreOffice here: no bulletin as PDF\n")
        assert (done.code, place.exists()) == (4, False)
    else:
        assert done.code == 0, done.err
        assert place.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("words", "code"), [
    (("--out", "x.xyz"), 2), (("--out", "none/x.md"), 2), (("--month", "2023-13"), 2), (("--month", ""), 0),
    (("--month", "2023-10", "--from", "2023-10-01"), 2), (("--from", "2023-10-09", "--to", "2023-10-08"), 2),
    (("--month", "2023-10", "--compare", "2023-12-01"), 2), (("--month", "2023-12"), 4), (("--plan", "nothing"), 5),
    (("--body", "无此单位"), 5), (("--month", "2023-10", "--photos", "roads-23/2"), 5), (("--photos", "nothing"), 5),
    (("--out", "x.xyz", "--seal", "--issue"), 2), (("--from", "soon"), 2),
])
def test_what_is_asked_wrongly_is_said_and_nothing_written(
    told: Path, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    before = told.read_bytes()
    words = tuple(str(tmp_path / word) if word.endswith((".md", ".xyz")) else word for word in words)
    done = call(told, "bulletin", *words, on=ON)
    assert done.code == code, done.err
    assert "Traceback" not in done.err + done.out
    assert list(tmp_path.iterdir()) == []
    assert told.read_bytes() == before


def test_issued_it_has_a_number_a_line_in_the_register_and_a_message_to_each_body(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    place = tmp_path / "issued.docx"
    done = call(path, "bulletin", "--month", "2023-10", "--seal", "--issue", "--out", str(place), "--json", on=ON)
    assert done.code == 0, done.err
    letter = done.json["letter"]
    assert letter["number"] == "第1期"
    assert letter["to"] == ["县住建局", "县民政局", "县水利局"]
    assert re.fullmatch(r"[0-9A-Z-]{20,}", done.json["seal"])
    desk = office(path, ON)
    _words, kept = notices.kept(desk, notices.named(desk, letter["letter"]))
    assert kept == place.read_bytes()
    messages = outbox.listed(desk)
    assert sorted((each["body"], each["state"], each["number"]) for each in messages) == [
        (body, "approved", "第1期") for body in letter["to"]
    ]
    assert call(path, "verify", on=ON).code == 0
    assert call(path, "bulletin", "--month", "2023-10", "--issue", "--json", on=ON).json["letter"]["number"] == "第2期"
    assert call(path, "notice", "withdraw", letter["letter"], "--why", "数字有误", on=ON).code == 0
    states = [each["state"] for each in outbox.listed(office(path, ON)) if each["number"] == "第1期"]
    assert states == ["cancelled"] * 3


def test_what_cannot_be_written_takes_no_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger(tmp_path)
    monkeypatch.setenv("XIAXIAN_SOFFICE", str(tmp_path / "none"))
    (tmp_path / "folder.docx").mkdir()
    for code, file in ((2, "none/a.docx"), (2, "folder.docx"), (2, "ledger.sqlite3/a.docx"), (4, "a.pdf")):
        done = call(path, "bulletin", "--month", "2023-10", "--seal", "--issue", "--out", str(tmp_path / file), on=ON)
        assert (done.code, done.out) == (code, ""), done.err
    desk = office(path, ON)
    assert (notices.register(desk), list(outbox.listed(desk)), seals.listing(desk)) == ([], [], [])
    assert not list(tmp_path.glob("*.part"))
