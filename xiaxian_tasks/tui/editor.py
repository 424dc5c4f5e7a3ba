"""Other programs: the plan file in one's own editor, at the line of a task, and a piece of evidence in its viewer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import split
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from xiaxian_tasks import assemble, sources
from xiaxian_tasks.errors import Misused, XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import evidence
from xiaxian_tasks.office.sight import Sheet

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.acting import Acting

PLUS = frozenset({"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "mcedit", "ne",
                  "kak", "mg", "micro", "jmacs"})
"""Editors that take +LINE before a file."""

COLON = frozenset({"hx", "helix", "subl", "zed"})
"""Editors that take FILE:LINE."""

GOTO = frozenset({"code", "codium", "code-insiders", "cursor"})
"""Editors that take -g FILE:LINE, and come back at once unless told to wait."""

USUAL = ("nano", "vim", "vi")
"""Editors that are looked for where none is named."""

VIEWERS = {"darwin": ("open",), "linux": ("xdg-open",)}
"""What opens a file in the program of its kind."""


def command(path: Path, line: int, named: str) -> list[str]:
    """The command that opens a file at a line in the editor of this name, options included."""
    words = split(named)
    name = Path(words[0]).stem
    if name in PLUS:
        return [*words, f"+{line}", str(path)]
    if name in COLON:
        return [*words, f"{path}:{line}"]
    if name in GOTO:
        wait = [] if {"-w", "--wait"}.intersection(words) else ["--wait"]
        return [*words, *wait, "-g", f"{path}:{line}"]
    return [*words, str(path)]


def chosen(environment: Mapping[str, str]) -> str:
    """The editor somebody has chosen, else the first usual one that is there; "" where there is none."""
    for key in ("VISUAL", "EDITOR"):
        if environment.get(key, "").strip():
            return environment[key]
    return next((name for name in USUAL if shutil.which(name)), "")


async def open_plan(page: "Acting") -> None:
    """The plan file of the task under the cursor, at its line, in the user's editor."""
    sheet = page.current()
    if sheet is None:
        return
    found = sources.of_task(page.desk.office, sheet["plan"], sheet["number"])
    named = chosen(os.environ)
    if found is None or not named:
        told = _("No editor is known. Set EDITOR.") if found else _("No file of {plan} was ever adopted.")
        page.say([(f" {told.format(plan=sheet['plan'])}", "warn")])
        return
    before = found.path.read_bytes()
    if not _run(page, command(found.path, found.line, named)):
        return
    if found.is_copy:
        shutil.rmtree(found.path.parent, ignore_errors=True)
        page.praise(_("That was a copy of what was adopted last: the file itself is not on this machine."))
    elif found.path.read_bytes() != before:
        page.praise(_("The file is changed. To adopt it: xiaxian load {path}").format(path=found.path))


def open_file(page: "Acting", path: Path, line: int) -> bool:
    """A file of the user's at a line, in the user's editor; whether that came to an end well."""
    named = chosen(os.environ)
    if not named:
        page.say([(" " + _("No editor is known. Set EDITOR."), "warn")])
        return False
    return _run(page, command(path, line, named))


def _run(page: "Acting", line: list[str]) -> bool:
    """Run a program in place of the screen, which is drawn anew behind it; whether it came to an end well."""
    try:
        try:
            with page.desk.suspend():
                code = subprocess.run(line, check=False).returncode  # noqa: S603  # the user's own editor
        except SuspendNotSupported:
            code = subprocess.run(  # noqa: S603  # the user's own editor
                line, check=False, stdin=subprocess.DEVNULL, capture_output=True
            ).returncode
    except (OSError, ValueError) as error:
        page.warn(Misused("unreadable-file", file=line[0], why=getattr(error, "strerror", None) or str(error)))
        return False
    page.desk.refresh(layout=True)
    if code:
        told = _("{program} ended with {code}.").format(program=Path(line[0]).name, code=code)
        page.say([(f" {told}", "warn")])
    return not code


def open_paper(page: "Acting", piece: Sheet) -> None:
    """A copy of a piece of evidence, opened by the program of its kind where there is a screen for one."""
    office = page.desk.office
    try:
        content = next(
            content for each, content in evidence.contents(office, piece["task"], piece["seq"])
            if each["hash"] == piece["hash"]
        )
    except XiaxianError as error:
        page.warn(error)
        return
    path = Path(mkdtemp(prefix="xiaxian-")) / assemble.file_name(piece["name"])
    path.write_bytes(content)
    viewer = _viewer(os.environ)
    if viewer:
        subprocess.Popen(  # noqa: S603  # the system's own opener
            [*viewer, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        page.praise(_("Opened: {path}").format(path=path))
        return
    page.praise(_("A copy lies here: {path}").format(path=path))


def _viewer(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What opens files here; nothing where no window could be shown."""
    found = VIEWERS.get(sys.platform, ())
    has_windows = sys.platform != "linux" or any(environment.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY"))
    return found if found and has_windows and shutil.which(found[0]) else ()
