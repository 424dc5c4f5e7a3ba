"""The documents tell the truth: their stories run, what is made from the program is what would be made now."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile

import click
import pytest

from scripts import commands, stories
from tests.source import ROOT
from xiaxian_tasks.cli.program import SHORT, program

PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))

LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
ABROAD = re.compile(r"[a-z]+:")


@pytest.mark.parametrize("name", stories.DOCUMENTS)
def test_stories_are_true(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert stories.stories(text)
    assert stories.rewritten(text, stories.language_of(name)) == text, "python -m scripts.stories shows where"


def test_a_story_that_is_not_true_is_noticed() -> None:
    told = stories.Told("echo 45户", ("45户",))
    (seen,) = stories.shown([told.command], "zh")
    assert stories.is_told_truly(told.lines, seen)
    for wrong in ((), ("46户",), ("45户", "45户"), ("45",)):
        assert not stories.is_told_truly(wrong, seen)
        assert stories.retold(told._replace(lines=wrong), seen) == ("45户",)


def test_what_is_never_the_same_twice_may_be_left_open() -> None:
    seen = ["head 264048", "first", "second", "last"]
    assert stories.is_told_truly(("head …", "…", "last"), seen)
    assert stories.is_told_truly(("…",), [])
    assert not stories.is_told_truly(("head …", "last"), seen)
    assert not stories.is_told_truly(("…", "third", "…"), seen)
    assert stories.retold(stories.Told("x", ("head …", "first", "2", "last")), seen) == ("head …", *seen[1:])


def test_a_shell_keeps_its_settings_and_exit_codes_between_commands() -> None:
    asked = ["export A=一", "echo $A", "false", "echo $?", "cat <<'END'\n\nEND", "printf 'a\\nb\\r\\033[Kc'"]
    assert stories.shown(asked, "zh") == [[], ["一"], [], ["1"], [""], ["a", "c"]]


def test_every_command_and_option_is_used_by_a_story() -> None:
    """A command that no story uses is not built."""
    used: dict[str, set[str]] = {}
    for command, words in _calls():
        used.setdefault(command, set()).update(word.partition("=")[0] for word in words if word.startswith("--"))
    everywhere = set().union(*used.values())
    expected = {name: {option for option in options if option != "--json"} for name, options in _offered()}
    assert {name for name in expected if name not in used} == set()
    assert {name: options - used[name] for name, options in expected.items() if options - used[name]} == {}
    assert {"--json", "--help", "--version", *_long(program)} - everywhere == set()


def _calls() -> Iterator[tuple[str, list[str]]]:
    """Each call of the program in a story: the full name of its command, and all its words."""
    for name in stories.DOCUMENTS:
        for told in stories.stories((ROOT / name).read_text(encoding="utf-8")):
            lexer = shlex.shlex(told.command.partition("<<")[0], posix=True, punctuation_chars="|;>")
            lexer.whitespace_split = True
            words = list(lexer)
            for place, word in enumerate(words):
                if word == "xiaxian":
                    called = list(takewhile(lambda each: each not in {"|", ";", ">", ">>"}, words[place + 1 :]))
                    yield _named(called), called


def _named(words: list[str]) -> str:
    """The command's full name behind the options that stand before it."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in {"--db", "--on", "--by", "--lang"} else rest[1:]
    name = "".join(rest[:1])
    command = program.get_command(click.Context(program), name)
    full = SHORT.get(name, name)
    for inner in rest[1:]:
        if not isinstance(command, click.Group) or inner not in command.commands:
            break
        full, command = f"{full} {inner}", command.commands[inner]
    return full


def _offered() -> Iterator[tuple[str, set[str]]]:
    """Every command by its full name, with its long options."""
    for name in program.list_commands(click.Context(program)):
        if name in SHORT:
            continue
        command = program.get_command(click.Context(program), name)
        assert command is not None
        yield from _within(name, command)


def _within(name: str, command: click.Command) -> Iterator[tuple[str, set[str]]]:
    """A command, or those of a group at any depth."""
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield name, _long(command)
    if isinstance(command, click.Group):
        for inner, each in command.commands.items():
            yield from _within(f"{name} {inner}", each)


def _long(command: click.Command) -> set[str]:
    return {name for option in command.params for name in option.opts if name.startswith("--")}


def test_every_command_says_how_it_may_leave() -> None:
    assert set(commands.EXIT_CODES) == {name for name, _ in _offered()}
    assert {code for codes in commands.EXIT_CODES.values() for code in codes} <= set(commands.MEANS)


@pytest.mark.parametrize("script", ["commands", "glossary", "workflow", "picture", "clients"])
def test_pages_made_from_the_program_are_up_to_date(script: str) -> None:
    call = [sys.executable, "-m", f"scripts.{script}", "--check"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["steps", "today", "query"])
def test_a_page_in_chinese_tells_the_same_story(name: str) -> None:
    english, chinese = (
        stories.stories((ROOT / "docs" / f"{name}{end}").read_text(encoding="utf-8")) for end in (".md", ".zh-CN.md")
    )
    assert [told.command for told in chinese] == [told.command for told in english]


def test_links_lead_somewhere() -> None:
    links = [(page, link) for page in PAGES for link in LINK.findall(page.read_text(encoding="utf-8"))]
    lost = [(page, link) for page, link in links if not ABROAD.match(link) and not (page.parent / link).exists()]
    assert [f"{page.relative_to(ROOT)}: {link}" for page, link in lost] == []


def test_the_first_page_is_short() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < 100, name
