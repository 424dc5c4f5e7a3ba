"""Queries at the command line: both languages, slips with their place, completion, and saved views."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.cli.programs import call, environment, start
from tests.source import ROOT
from xiaxian_tasks import language
from xiaxian_tasks.cli import grammar
from xiaxian_tasks.domain import spellings
from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.domain.query import text_of
from xiaxian_tasks.office import today
from xiaxian_tasks.wording import queries, queue


def ids(ledger: Path, *query: str) -> list[str]:
    return [task["id"] for task in call(ledger, "tasks", "--json", *query).json]


def test_the_same_is_found_in_either_language(gazette: Path) -> None:
    for chinese, english in (
        ("灯:灰 单位:水利局", "light:grey body:水利局"), ("文:22号 限:<120天", "document:22号 due:<120d"),
        ("d:hong", "灯：红"), ("自备井 水利", "zbj"), ("非灯:灰 文:54号,22号", "not light:grey document:54号,22号"),
    ):
        assert ids(gazette, chinese) == ids(gazette, *chinese.split()) == ids(gazette, english) == ids(
            gazette, *english.split()
        ) != []
    assert ids(gazette, "限：＜120天", "--plan", "groundwater-23") == ids(gazette, "文:22号 限:<120天")
    assert ids(gazette, "灯:红", "--light", "grey") == []
    assert ids(gazette, "--", "-灯:灰", "-灯:红") == ids(gazette, "非灯:灰,红")
    assert call(gazette, "tasks", "灯:紫", "--limit", "1").code == 2


@pytest.mark.parametrize(("query", "below", "told"), [
    ("养老 灯:紫", "紫", "“灯”没有“紫”这个值。有这些：红、黄、灰、绿、办结。"),
    ("养老 lihgt:red", "l", "“lihgt”不是查询的键。是不是“light”？要找的就是这段文字，请加引号。"),
    ("看 https://a.cn/x?b=1", "h", "“https”不是查询的键。要找的就是这段文字，请加引号。"),
    ("自备井 限:<2023-02-30", "2", "没有“2023-02-30”这一天。"),
    ("水 或", "或", "“或”的两边都要有内容。要找的就是这个字，请加引号。"),
])
def test_a_slip_is_shown_in_its_place(gazette: Path, query: str, below: str, told: str) -> None:
    done = call(gazette, "tasks", query)
    assert (done.code, done.out) == (2, "")
    sentence, shown, mark = done.err.splitlines()
    assert shown == f"  {query}"
    assert mark.endswith("^")
    place = next(n for n in range(len(shown)) if wcswidth(shown[:n]) == len(mark) - 1)
    assert shown[place] == below
    assert [part for part in told.removesuffix("。").split("。") if part not in sentence] == []
    assert call(gazette, "tasks", query, lang="en").err.isascii() is False


def test_a_word_that_is_a_value_is_told_its_key(gazette: Path) -> None:
    for word, hint in (
        ("未签收", "待:签收"), ("逾期", "因:逾期”或“限:逾期"), ("未回复", "待:回复"), ("在办", "态:在办"),
    ):
        done = call(gazette, "tasks", word)
        assert (done.code, done.out) == (0, "")
        assert f"是不是“{hint}”？" in done.err
    assert call(gazette, "tasks", "绝无此词").err == "没有符合的事项。\n"
    assert "reason:overdue” or “due:overdue" in call(gazette, "tasks", "逾期", lang="en").err
    assert call(gazette, "view", "save", "本周要紧", "灯:红").code == 0
    assert "--view 本周要紧" in call(gazette, "tasks", "本周要紧").err
    assert call(gazette, "view", "drop", "本周要紧").code == 0
    assert "是不是“因:逾期”？" in call(gazette, "tasks", "待:逾期").err


def test_the_classes_of_today_are_values_too() -> None:
    """Each class of waiting by the name the queue shows in Chinese; all of what it holds is asked for."""
    language.install("zh")
    try:
        names = {each.name: language._(queue.CLASSES[each.name]) for each in today.CLASSES if each.waits}
    finally:
        language.install("en")
    wanted = {each.name: each.waits for each in today.CLASSES if each.waits}
    assert {name: spellings.codes_of("waits", said) for name, said in names.items()} == wanted


def test_of_a_long_query_what_stands_round_the_slip_is_shown(gazette: Path) -> None:
    done = call(gazette, "tasks", "水" * 200 + " 灯:紫 " + "井\n" * 100)
    _, shown, mark = done.err.splitlines()
    assert shown.startswith("  …水")
    assert shown.endswith("…")
    assert wcswidth(shown) < 130
    assert shown[next(n for n in range(len(shown)) if wcswidth(shown[:n]) == len(mark) - 1)] == "紫"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_explains_the_grammar(gazette: Path, lang: str) -> None:
    said = start("tasks", "--help", XIAXIAN_LANG=lang, COLUMNS="80").stdout.decode()
    assert max(map(wcswidth, said.splitlines())) <= 80 + len("[proposed|…") * 9  # the states stand in one metavar
    for text, _means in grammar.EXAMPLES:
        assert f"'{text_of(parse(text), 'zh' if lang == 'zh' else 'en')}'" in said
        assert call(gazette, "tasks", text, lang=lang).code == 0


def completed(gazette: Path, *words: str) -> list[str]:
    done = start(
        _XIAXIAN_COMPLETE="zsh_complete", COMP_WORDS=" ".join(words), COMP_CWORD=str(len(words) - 1),
        XIAXIAN_DB=str(gazette),
    )
    return done.stdout.decode().splitlines()[1::3]


def test_keys_and_values_are_completed(gazette: Path) -> None:
    assert "灯:" in completed(gazette, "xiaxian", "tasks", "灯")
    assert completed(gazette, "xiaxian", "tasks", "灯:红,黄")[-1:] == ["灯:红,黄"]
    assert {"灯:红", "灯:办结"} <= set(completed(gazette, "xiaxian", "tasks", "灯:"))
    assert completed(gazette, "xiaxian", "tasks", "light:ye") == ["light:yellow"]
    assert completed(gazette, "xiaxian", "tasks", "单位:县水利") == ["单位:县水利局"]
    assert completed(gazette, "xiaxian", "tasks", "单位:县民政局,县水利") == ["单位:县民政局,县水利局"]
    assert "文:22号" in completed(gazette, "xiaxian", "tasks", "文:2")
    assert completed(gazette, "xiaxian", "tasks", "方案:groundw") == ["方案:groundwater-23"]
    assert completed(gazette, "xiaxian", "tasks", "紫:") == []
    assert completed(gazette, "xiaxian", "tasks", "灯", ":", "黄") == ["黄"], "bash ends a word at a colon"
    assert "红" in completed(gazette, "xiaxian", "tasks", "灯", ":")


def test_bash_completes_behind_a_colon(gazette: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        sys.stderr.write("no bash here: completion is not tried in it\n")
        return
    program = tmp_path / "xiaxian"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m xiaxian_tasks "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        'source <(xiaxian completion bash); COMP_WORDS=(xiaxian tasks 单位 : 县水); COMP_CWORD=4\n'
        '_xiaxian_completion xiaxian; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [bash, "-c", script], capture_output=True, check=False, cwd=ROOT,
        env=environment({"PATH": f"{tmp_path}:{environment({})['PATH']}", "XIAXIAN_DB": str(gazette)}),
    )
    assert done.stdout.decode().splitlines() == ["县水利局"]


def test_views(gazette: Path) -> None:
    assert call(gazette, "view", "list").err == "还没有存过视图：xiaxian view save 名称 查询\n"
    saved = call(gazette, "view", "save", "红灯", "light:red", "限:<30天")
    assert (saved.code, saved.out) == (0, "红灯：灯:红 限:<30天\n")
    assert call(gazette, "view", "list", "--json").json == [{"name": "红灯", "query": "light:red 限:<30天"}]
    assert "light:red due:<30d" in call(gazette, "view", "list", lang="en").out
    assert ids(gazette, "--view", "红灯") == ids(gazette, "灯:红 限:<30天")
    assert ids(gazette, "--view", "红灯", "文:54号") == ids(gazette, "灯:红 限:<30天 文:54号") != []
    bad = call(gazette, "view", "save", "坏", "灯:")
    assert (bad.code, bad.err.splitlines()[1:]) == (2, ["  灯:", "    ^"])
    missing = call(gazette, "tasks", "--view", "绿灯")
    assert (missing.code, missing.err.splitlines()) == (5, ["没有视图“绿灯”。", "相近的有：", "  红灯"])
    assert call(gazette, "view", "drop", "红灯").out == "视图“红灯”已删去。\n"
    assert call(gazette, "view", "drop", "红灯").code == 5
    assert call(gazette, "verify").code == 0


def test_the_page_names_every_key_and_code() -> None:
    page = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
    for key, words in spellings.KEYS.items():
        first, *others = words.split()
        assert f"| `{key}` | `{first}` | {' '.join(f'`{word}`' for word in others)} |" in page
    for key in (*spellings.CODED, "due"):
        told = ", ".join(f"{code} {words.split()[0]}" for code, words in spellings.table_of(key).items())
        assert (f"Words: {told}." if key == "due" else f"- `{key}`: {told}\n") in page


def test_the_page_in_chinese_names_them_too() -> None:
    page = (ROOT / "docs" / "query.zh-CN.md").read_text(encoding="utf-8")
    for key, words in spellings.KEYS.items():
        first, *others = words.split()
        assert f"| `{first}` | {' '.join(f'`{word}`' for word in (key, *others))} |" in page
    for key in (*spellings.CODED, "due"):
        told = "、".join(words.split()[0] for words in spellings.table_of(key).values())
        name = spellings.spelled("", key, "zh")
        assert (f"可用的词：{told}。" if key == "due" else f"- {name}：{told}\n") in page


def test_every_slip_has_a_sentence_and_every_sentence_a_slip() -> None:
    files = (ROOT / "xiaxian_tasks" / "domain" / name for name in ("parse.py", "spans.py"))
    read = "".join(file.read_text(encoding="utf-8") for file in files)
    raised = set(re.findall(r'(?:fault|BadValue)\(\s*"([a-z-]+)"', read))
    assert raised == {*queries.SLIPS}
