"""The words on the screen: one catalogue, click's phrases included, and what happens where it is missing."""

import json
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from scripts import messages
from tests.source import ROOT

ASK_CLICK = """
import json, sys
from xiaxian_tasks import language
language.install(sys.argv[1])
import click
from click.testing import CliRunner

@click.group()
def county(): pass

@county.command()
@click.option("--limit", type=int)
def tasks(limit): pass

def said(*arguments):
    return CliRunner().invoke(county, list(arguments)).output

chosen = [said("--help"), said("taks"), said("tasks", "--limit", "x")]
language.install("en")
print(json.dumps([*chosen, said("--help"), language._(""), language.spoken()]))
"""


def ask_click(lang: str, root: Path = ROOT) -> list[str]:
    """What click says in a fresh process: help, a typo, a wrong value; then help after a change to English."""
    done = subprocess.run(
        [sys.executable, "-c", ASK_CLICK, lang], capture_output=True, text=True, check=True, cwd=root, encoding="utf-8"
    )
    answers: list[str] = json.loads(done.stdout)
    return answers


def test_click_speaks_chinese() -> None:
    usage, typo, wrong, english, empty, spoken = ask_click("zh")
    assert usage.startswith("用法：")
    assert "选项:" in usage
    assert "显示本说明后退出。" in usage
    assert "没有命令“taks”。 是不是 'tasks'？" in typo
    assert "'--limit' 的值无效：“x”不是有效的" in wrong
    assert english.startswith("Usage:"), "what click bound follows a later install"
    assert (empty, spoken) == ("", "en")


def test_click_speaks_english() -> None:
    usage, typo, _, english, _, _ = ask_click("en")
    assert usage == english
    assert "No such command 'taks'. Did you mean 'tasks'?" in typo


def test_without_a_catalogue_the_words_are_english(tmp_path: Path) -> None:
    package = tmp_path / "xiaxian_tasks"
    package.mkdir()
    for name in ("__init__.py", "language.py"):
        (package / name).write_bytes((ROOT / "xiaxian_tasks" / name).read_bytes())
    assert ask_click("zh", tmp_path)[0].startswith("Usage:")
    broken = package / "locale" / "zh_CN" / "LC_MESSAGES" / "messages.mo"
    broken.parent.mkdir(parents=True)
    for rubbish in (b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40):
        broken.write_bytes(rubbish)
        assert ask_click("zh", tmp_path)[0].startswith("Usage:")


def test_the_catalogue_is_complete() -> None:
    in_use = messages.template()
    assert len([message for message in in_use if message.id]) > 63, "click alone has that many"
    assert [fault for path in messages.catalogues() for fault in messages.faults(path, in_use)] == []


def test_the_check_names_each_fault(tmp_path: Path) -> None:
    path = tmp_path / "zh_CN" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "empty"\nmsgstr ""\n\n#, fuzzy\nmsgid "unsure"\nmsgstr "不定"\n\nmsgid "old"\nmsgstr "旧"\n\n'
        'msgid "{lost} here"\nmsgstr "此处"\n\nmsgid "plain"\nmsgstr "{made} 出"\n\nmsgid "字"\nmsgstr "字"\n',
        encoding="utf-8",
    )
    in_use = Catalog()
    for key in ("empty", "unsure", "{lost} here", "plain", "new", "字"):
        in_use.add(key)
    found = sorted(fault.partition(" (")[0].partition(":")[0] for fault in messages.faults(path, in_use))
    assert found == ["fuzzy", "lost field lost", "message id is not English", "missing", "unknown field made",
                     "untranslated", "unused"]
    messages.update(path, in_use)
    kept = {message.id: message.string for message in messages.read(path) if message.id}
    assert kept == {"empty": "", "unsure": "不定", "{lost} here": "此处", "plain": "{made} 出", "new": "", "字": "字"}


def test_a_plural_may_use_the_fields_of_both_its_forms() -> None:
    both = Message(("{n} day", "{n} of {all} days"), string=("{all} 天中的 {n} 天",), flags=("python-brace-format",))
    assert list(messages.faults_of(both)) == []
