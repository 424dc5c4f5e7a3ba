"""The ways of the post that need no server: found in their folder and beside it; console, folder, desktop."""

import os
import sys
from pathlib import Path

import pytest

from tests.channels.webs import PARCEL
from xiaxian_tasks import channels
from xiaxian_tasks.channels import folder as folders
from xiaxian_tasks.channels.console import Console
from xiaxian_tasks.channels.folder import MAIL, TEXT, Folder
from xiaxian_tasks.channels.mail import CHANNEL as MAIL_WAY
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.ports.letters import ACCEPTED, PLACE, SORTS, WAITS

OWN = ["apprise", "console", "desktop", "folder", "mail", "webhook"]

FOREIGN = '''
from xiaxian_tasks.ports.letters import ACCEPTED, Outcome, Way


class Pigeon:
    def carry(self, parcel):
        return Outcome(parcel.address, ACCEPTED, "", "coo")


CHANNEL = Way("pigeon", lambda settings: Pigeon())
'''


def test_a_way_is_a_file_of_the_folder() -> None:
    assert channels.names()[: len(OWN)] == OWN
    for name in OWN:
        way = channels.way(name)
        assert way is not None
        assert way.name == name
        assert {setting.sort for setting in way.settings} <= set(SORTS)
    assert channels.way("caldav") is None, "carries collections"
    assert channels.way("_web") is None
    assert channels.way("pigeon") is None


def test_another_package_brings_a_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "pigeon_post-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon-post\nVersion: 1\n")
    (told / "entry_points.txt").write_text(
        "[xiaxian_tasks.channels]\npigeon = pigeon_post:CHANNEL\nmail = pigeon_post:CHANNEL\n")
    (tmp_path / "pigeon_post.py").write_text(FOREIGN)
    monkeypatch.syspath_prepend(tmp_path)
    assert channels.names() == [*OWN, "pigeon"]
    way = channels.way("pigeon")
    assert way is not None
    assert way.made({}).carry(PARCEL).reply == "coo"
    assert channels.way("mail") is MAIL_WAY, "no package takes the place of a way of the house"


def test_the_console_prints_beside_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Console().carry(PARCEL._replace(text="红\x1b[2J\n\u202e倒"))
    told = capsys.readouterr()
    assert outcome.verdict == ACCEPTED
    assert told.out == ""
    assert "督办提醒（11月1日）" in told.err
    assert "水利局 王强" in told.err
    assert "提醒函.docx" in told.err
    assert "\x1b" not in told.err
    assert "\u202e" not in told.err


def test_a_folder_gets_whole_files_under_the_same_names(tmp_path: Path) -> None:
    place = tmp_path / "new" / "folder"
    assert Folder(place, TEXT).carry(PARCEL).verdict == ACCEPTED
    first = {path.name: path.read_bytes() for path in place.iterdir()}
    assert len(first) == 2
    assert all(name.startswith("digest-水利局-2023-11-01-") for name in first)
    text = next(content for name, content in first.items() if name.endswith(".txt")).decode()
    assert "第一行\n第二行" in text
    assert "王强" in text
    assert next(content for name, content in first.items() if name.endswith(".docx")) == b"PK\x03"
    Folder(place, TEXT).carry(PARCEL)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == first, "again takes the same names"
    Folder(place, TEXT).carry(PARCEL._replace(mark="digest.1@elsewhere"))
    assert len(list(place.iterdir())) == 4, "another ledger's stands beside it"


def test_a_folder_gets_mail(tmp_path: Path) -> None:
    Folder(tmp_path, MAIL).carry(PARCEL)
    (made,) = tmp_path.iterdir()
    assert made.suffix == ".eml"
    assert made.read_bytes() == PARCEL.content


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b\\c:*?", "\x00", "局" * 300, "..", ""])
def test_a_key_never_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    place = tmp_path / "in"
    assert Folder(place, TEXT).carry(PARCEL._replace(key=key)).verdict == ACCEPTED
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert len(list(place.iterdir())) == 2
    assert all(len(path.name.encode()) < 255 for path in place.iterdir())


def test_a_place_that_cannot_be_written_waits(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    outcome = Folder(tmp_path / "file", TEXT).carry(PARCEL)
    assert (outcome.verdict, outcome.cause) == (WAITS, PLACE)
    assert (tmp_path / "file").read_text() == "x"


def test_half_a_file_is_never_found(tmp_path: Path) -> None:
    taken = tmp_path / f"{folders.stem_of(PARCEL)}.txt"
    taken.mkdir()
    assert Folder(tmp_path, TEXT).carry(PARCEL).verdict == WAITS
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_desktop_shows_subject_and_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        sys.stderr.write("\nno shell scripts on this machine: no notification was shown\n")
        return
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/shown\nexit $(cat {tmp_path}/code)\n')
    program.chmod(0o755)
    (tmp_path / "code").write_text("0")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    way = channels.way("desktop")
    assert way is not None
    desktop = way.made({})
    assert desktop.carry(PARCEL._replace(text="<b>&" + "长" * 5000)).verdict == ACCEPTED
    shown = (tmp_path / "shown").read_text()
    assert "督办提醒（11月1日）" in shown
    assert "&lt;b>&amp;" not in shown
    assert "&lt;b&gt;&amp;" in shown
    assert len(shown) < 1000
    (tmp_path / "code").write_text("1")
    assert desktop.carry(PARCEL).cause == PLACE
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(Misused, match="no-desktop"):
        way.made({})
