"""The program as a process: what it loads, what it does with broken pipes, odd bytes and terminals."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.programs import call, environment, on_terminal, start
from tests.source import ROOT

HEAVY = frozenset(
    "sqlalchemy sqlmodel alembic pydantic textual rich icalendar holidays pypinyin dateutil tomlkit rapidfuzz psycopg"
    " docx".split()
)
PRINTING = frozenset({"tabulate", "wcwidth"})


@pytest.mark.parametrize(("command", "also"), [
    (["tasks", "--limit", "20", "--json"], PRINTING), (["tasks", "--limit", "20"], frozenset({"wcwidth"})),
    (["show", "groundwater-23/10", "--json"], PRINTING), (["show", "groundwater-23/10"], frozenset()),
    (["report", "groundwater-23/10", "--note", "x"], PRINTING), (["board", "--json"], PRINTING),
    (["tasks", "zbj", "--json"], PRINTING), (["history", "groundwater-23/10", "--json"], PRINTING),
])
def test_commands_load_nothing_heavy(gazette: Path, command: list[str], also: frozenset[str]) -> None:
    program = (
        "import sys; from xiaxian_tasks.__main__ import main\n"
        f"sys.argv = ['xiaxian', '--db', {str(gazette)!r}, *{command!r}]\n"
        "try: main()\nfinally: print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    kept = {name: value for name, value in environment({}).items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=kept)
    loaded = {name.partition(".")[0] for name in done.stderr.splitlines()}
    assert done.returncode == 0
    assert "xiaxian_tasks" in loaded
    assert sorted(loaded & (HEAVY | also)) == []
    assert "platformdirs" not in loaded


def test_the_language_is_found_before_click_is_imported(gazette: Path) -> None:
    assert "用法" in start("--help").stdout.decode()
    assert start("--lang", "en", "--help").stdout.decode().startswith("Usage: xiaxian")
    assert start("--lang=en", "--help").stdout.decode().startswith("Usage: xiaxian")
    assert start("--help", XIAXIAN_LANG="en").stdout.decode().startswith("Usage: xiaxian")
    assert "用法" in start("--lang", "zh", "--help", XIAXIAN_LANG="en").stdout.decode()
    assert "用法" in start("--by", "--lang=en", "--lang", "zh", "tasks", "--help").stdout.decode()
    wrong = start("--lang", "fr", "tasks")
    assert (wrong.returncode, wrong.stdout) == (2, b"")


def test_settings_of_the_environment(small: Path) -> None:
    done = start("show", "trial-23/1", "--json", XIAXIAN_DB=str(small), XIAXIAN_ON="2023-02-28")
    assert b'"reason": "not-issued"' in done.stdout
    assert start("tasks", XIAXIAN_DB=str(small), XIAXIAN_ON="2023-02-30").returncode == 2
    reported = start(
        "report", "trial-23/1", "5", "--json", XIAXIAN_DB=str(small), XIAXIAN_ON="2023-05-05", XIAXIAN_BY="李某"
    )
    assert '"by": "李某"' in reported.stdout.decode()


def test_version_and_short_help() -> None:
    assert re.search(rb"0\.\d+\.\d+", start("--version").stdout)
    assert start("-h").stdout == start("--help").stdout


def test_the_default_ledger_lies_in_the_data_folder(tmp_path: Path) -> None:
    done = start("plans", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "data"), LOCALAPPDATA=str(tmp_path / "data"))
    assert done.returncode == 0
    assert [path.name for path in tmp_path.rglob("ledger.sqlite3")] == ["ledger.sqlite3"]


def test_an_argument_that_is_not_utf8(small: Path) -> None:
    done = start("--db", str(small), "show", b"\xff\xfe")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "不是 UTF-8" in done.stderr.decode()


def test_a_reader_that_leaves_early(gazette: Path) -> None:
    command = [sys.executable, "-m", "xiaxian_tasks", "--db", str(gazette), "tasks", "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment({})) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_a_full_disk_behind_the_output(gazette: Path) -> None:
    if not Path("/dev/full").exists():
        sys.stderr.write("no /dev/full here: a full disk behind the output is not tried\n")
        return
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "xiaxian_tasks", "--db", str(gazette), "--lang", "en", "plans", "--json"],
            stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT, env=environment({}),
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "The output could not be written: No space left on device.\n"


def test_an_interrupt_is_no_accident(gazette: Path) -> None:
    command = [sys.executable, "-m", "xiaxian_tasks", "--db", str(gazette), "--lang", "en", "report", "--from", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment({})) as process:
        time.sleep(1.5)  # it waits for its standard input
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert (process.returncode, said) == (130, b"Interrupted.\n")


def test_a_defect_is_said_in_a_sentence(small: Path, tmp_path: Path) -> None:
    """A reader from elsewhere that fails as no reader should."""
    package = tmp_path / "odd-1.0.dist-info"
    package.mkdir()
    (package / "entry_points.txt").write_text("[xiaxian_tasks.readers]\nodd = odd:READER\n", encoding="utf-8")
    (tmp_path / "odd.py").write_text(
        "from xiaxian_tasks.ports import Reader\nREADER = Reader(('.odd',), lambda source: str(1 // 0))\n",
        encoding="utf-8",
    )
    paper = tmp_path / "a.odd"
    paper.write_bytes(b"x")
    asked = ("--db", str(small), "--lang", "en", "draft", str(paper))
    done = start(*asked, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"This is a defect of the program (ZeroDivisionError).")
    assert b"Traceback" not in done.stderr
    assert b"Traceback" in start(*asked, PYTHONPATH=str(tmp_path), XIAXIAN_DEBUG="1").stderr


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_terminal_of_another_encoding(small: Path, encoding: str) -> None:
    text = start("--db", str(small), "show", "trial-23/1", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (text.returncode, text.stderr) == (0, b"")
    document = start("--db", str(small), "show", "trial-23/1", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert document.stdout.isascii()


def test_a_table_fits_the_terminal(gazette: Path) -> None:
    from wcwidth import wcswidth

    for columns in (80, 120):
        asked = ("--db", str(gazette), "--on", "2023-11-15", "tasks", "--limit", "20")
        shown = on_terminal(*asked, columns=columns, NO_COLOR="1")
        lines = shown.splitlines()
        assert max(map(wcswidth, lines)) <= columns
        assert "\x1b" not in shown
        assert "…" in shown
        # title and lead are cut, so all rows end in the same cell
        assert len({wcswidth(line) for line in lines[3:]}) == 1
    whole = call(gazette, "tasks", "--limit", "20", on="2023-11-15").out
    assert "…" not in whole


def test_ambiguous_characters_may_be_wide(gazette: Path) -> None:
    from wcwidth import wcswidth

    asked = ("--db", str(gazette), "--on", "2023-11-15", "plans")
    wide = on_terminal(*asked, XIAXIAN_AMBIGUOUS="2", NO_COLOR="1").splitlines()
    assert max(wcswidth(line, ambiguous_width=2) for line in wide) <= 80
    narrow = on_terminal(*asked, NO_COLOR="1").splitlines()
    assert wide != narrow


def test_lights_are_painted_where_colours_are_wanted(gazette: Path) -> None:
    arguments = ("--db", str(gazette), "--on", "2023-11-15", "tasks", "--light", "red", "--limit", "1")
    assert "\x1b[31m红\x1b[0m" in on_terminal(*arguments)
    assert "\x1b" not in on_terminal(*arguments, NO_COLOR="1")
    assert "\x1b" not in on_terminal(*arguments, TERM="dumb")
    assert b"\x1b" not in start(*arguments).stdout


def test_calm_bodies_take_one_line_on_a_terminal(gazette: Path) -> None:
    shown = on_terminal("--db", str(gazette), "--on", "2023-11-15", "--lang", "en", "board", NO_COLOR="1")
    assert re.search(r"^\d+ more bodies have neither red nor yellow\.$", shown, re.MULTILINE)
    assert len(shown.splitlines()) < 60
    assert "more bodies" not in call(gazette, "board", on="2023-11-15", lang="en").out


def test_loading_shows_progress_on_a_terminal(tmp_path: Path) -> None:
    shown = on_terminal("--db", str(tmp_path / "l"), "--lang", "en", "load")
    assert re.search(r"\rAdopting \d+/232", shown)
    assert b"Adopting" not in start("--db", str(tmp_path / "m"), "--lang", "en", "load").stderr


def test_the_terminal_is_asked_for_its_width(small: Path) -> None:
    """A terminal that does not answer is not waited for."""
    before = time.monotonic()
    shown = on_terminal("--db", str(small), "--lang", "en", "doctor")
    assert "\x1b[6n" in shown
    assert "unknown (taken as 1)" in shown
    assert time.monotonic() - before < 20
    assert b"\x1b" not in start("--db", str(small), "doctor").stdout


def completed(gazette: Path, words: str, at: int) -> list[str]:
    done = start(_XIAXIAN_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(at), XIAXIAN_DB=str(gazette))
    return [line.partition(",")[2] for line in done.stdout.decode().splitlines()]


def test_completion(gazette: Path, tmp_path: Path) -> None:
    assert completed(gazette, "xiaxian ta", 1) == ["tasks", "task"]
    assert completed(gazette, "xiaxian show groundwater-23/1", 2) == ["groundwater-23/1", "groundwater-23/10"]
    assert completed(gazette, "xiaxian show 自备井", 2) == ["groundwater-23/10"]
    assert "县水利局" in completed(gazette, "xiaxian tasks --body 县水", 3)
    assert completed(gazette, "xiaxian tasks --plan groundw", 3) == ["groundwater-23"]
    assert completed(gazette, "xiaxian tasks --light r", 3) == ["red"]
    assert completed(gazette, "xiaxian tasks --light 红", 3) == ["红"]
    assert completed(tmp_path / "none", "xiaxian show g", 2) == [""]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_of_shells(shell: str) -> None:
    script = start("completion", shell).stdout.decode()
    assert "_XIAXIAN_COMPLETE" in script
    found = shutil.which(shell)
    if found is None:
        sys.stderr.write(f"no {shell} here: its script is not read by it\n")
        return
    checked = subprocess.run([found, "-n"], input=script.encode(), capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_chinese_is_completed_in_bash(gazette: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        sys.stderr.write("no bash here: completion is not tried in it\n")
        return
    program = tmp_path / "xiaxian"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m xiaxian_tasks "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        'source <(xiaxian completion bash); COMP_WORDS=(xiaxian tasks --body 县水); COMP_CWORD=3\n'
        '_xiaxian_completion xiaxian; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", script], capture_output=True, check=False, cwd=ROOT,
        env=environment({"PATH": path, "XIAXIAN_DB": str(gazette)}),
    )
    assert "县水利局" in done.stdout.decode().splitlines()


@pytest.mark.parametrize("group", ["case", "calendar"])
def test_a_group_alone_shows_its_help_once(group: str) -> None:
    done = start(group)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("用法：") == 1
    assert "错误" not in done.stderr.decode()


@pytest.mark.parametrize("arguments", [
    ("--json", "tasks"), ("tasks", "--limt"), ("tasks", "--light", "rad"), ("show",), ("taks",), ("case", "bla"),
    ("tasks", "--json=3"), ("tasks", "--plan"), ("completion", "ksh"), ("show", "a", "b"),
])
def test_click_writes_chinese_signs(arguments: tuple[str, ...]) -> None:
    told = start(*arguments).stderr.decode().splitlines()[0]
    assert told.startswith("错误：")
    assert not set("'\"?!") & set(told)
    assert "。 " not in told
    assert not told.endswith(".")


def test_a_wrong_variable_is_named() -> None:
    for name, done in (("ON", start("tasks", XIAXIAN_ON="2023")), ("LANG", start("tasks", XIAXIAN_LANG="fr"))):
        assert (done.returncode, done.stdout) == (2, b"")
        assert f"“XIAXIAN_{name}”的值无效" in done.stderr.decode()
    assert "“--on”的值无效" in start("--on", "2023", "tasks").stderr.decode()


def test_help_names_the_variables_and_no_type_of_click() -> None:
    told = start("--help").stdout.decode()
    assert [name for name in ("DB", "ON", "BY", "LANG") if f"环境变量：XIAXIAN_{name}" not in told] == []
    for command in ("tasks", "history", "draft"):
        told = start(command, "--help").stdout.decode()
        assert [word for word in ("RANGE", "x>=", "[WORDS]", "PLAN.toml", "选项:") if word in told] == []


def test_what_a_server_says_is_kept_for_those_who_ask() -> None:
    """Nobody listens at port 1."""
    url = "postgresql://localhost:1/county"
    done = start("tasks", XIAXIAN_DB=url)
    assert (done.returncode, done.stdout) == (7, b"")
    told = done.stderr.decode().splitlines()
    assert len(told) == 1
    assert "onnection" not in told[0]
    asked = start("tasks", XIAXIAN_DB=url, XIAXIAN_DEBUG="1").stderr.decode().splitlines()
    assert asked[0] == told[0]
    assert len(asked) > 1 or "psycopg" in told[0]


def test_wide_lists_fit_the_terminal(gazette: Path) -> None:
    """Document numbers, versions of libraries and limits are shown whole; titles and bodies are cut."""
    from wcwidth import wcswidth

    plans = on_terminal("--db", str(gazette), "plans", NO_COLOR="1")
    assert max(map(wcswidth, plans.splitlines())) <= 80
    assert len(re.findall(r"〕\d+号 ", plans)) == 12
    told = on_terminal("--db", str(gazette), "doctor", NO_COLOR="1").split("\r\x1b[K")[-1]
    libraries = told[told.index("组件") : told.index("编码")]
    assert "holidays" in libraries
    assert max(map(wcswidth, libraries.splitlines())) <= 80
    call(gazette, "case", "open", "bridge-loan", "--name", "某厂")
    case = on_terminal("--db", str(gazette), "case", "show", "某厂", NO_COLOR="1")
    assert "贷款到期前不少于 10 个工作日" in case
    assert max(wcswidth(line) for line in case.splitlines() if not line.startswith("  ")) <= 80
