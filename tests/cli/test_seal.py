"""Seals on the command line: the key is named, never shown; slips and foreign codes are told apart."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import bundled
from xiaxian_tasks.domain.seal import code_of

KEY = "a key of twenty bytes"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def run(ledger: Path, *arguments: str, key_file: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIAXIAN_")}
    call = [sys.executable, "-m", "xiaxian_tasks", "--db", str(ledger), "--lang", "en", *arguments]
    environment |= {"XIAXIAN_KEY_FILE": key_file} if key_file else {}
    return subprocess.run(call, capture_output=True, text=True, check=False, env=environment)


def test_a_key_that_cannot_be_used_is_said_and_nothing_is_sealed(ledger: Path, tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("secret\n", encoding="utf-8")
    for file in (str(short), str(tmp_path / "none")):
        done = run(ledger, "seal", key_file=file)
        assert done.returncode == 2
        assert file in done.stderr
        assert "secret" not in done.stderr + done.stdout
    assert json.loads(run(ledger, "seal", "list", "--json").stdout) == []
    assert run(ledger, "tasks", "--limit", "1", key_file=str(short)).returncode == 0, "only seals ask for it"


def test_a_key_signs_and_shows_nowhere(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n", encoding="utf-8")
    sealed = run(ledger, "seal", "--json", key_file=str(file))
    assert json.loads(sealed.stdout)["signature"] == "signed"
    told = run(ledger, "verify", "--json", key_file=str(file))
    assert json.loads(told.stdout)["seals"][0]["signature"] == "signed"
    out = tmp_path / "out.jsonl"
    run(ledger, "export", "--out", str(out), key_file=str(file))
    shown = sealed.stdout + sealed.stderr + told.stdout + told.stderr + out.read_text(encoding="utf-8")
    assert KEY not in shown
    assert KEY.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("ledger*"))
    file.write_text("another key of ours, as long\n", encoding="utf-8")
    forged = run(ledger, "verify", key_file=str(file))
    assert forged.returncode == 7
    assert "signature does not hold" in forged.stdout


def test_a_code_is_read_as_typed_and_told_from_a_slip_and_a_stranger(ledger: Path) -> None:
    code = json.loads(run(ledger, "seal", "--json").stdout)["code"]
    assert run(ledger, "verify", "--seal", code.lower().replace("-", " ")).returncode == 0
    assert run(ledger, "verify", "--seal", code[:-1] + ("0" if code[-1] != "0" else "2")).returncode == 2
    assert run(ledger, "verify", "--seal", "x").returncode == 2
    stranger = run(ledger, "verify", "--json", "--seal", code_of("0" * 64, 232))
    assert stranger.returncode == 7
    assert json.loads(stranger.stdout)["faults"] == [{"task": "county", "seq": 0, "code": "seal-unknown"}]


def test_an_empty_ledger_is_not_sealed(tmp_path: Path) -> None:
    assert run(tmp_path / "empty.sqlite3", "seal").returncode == 4
