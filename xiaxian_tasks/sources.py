"""Where the file of a plan lies on this machine, and the line on which one of its tasks begins."""

import os
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from xiaxian_tasks import bundled
from xiaxian_tasks.office.desk import Office


class Source(NamedTuple):
    """A plan's file and the line (from 1) a task begins on; a copy is what the ledger has kept of it, only to read."""

    path: Path
    line: int
    is_copy: bool


def of_task(office: Office, plan: str, number: str, folder: Path | None = None) -> Source | None:
    """The file of a plan at a task: in `folder` (the working folder), its `plans`, or among the bundled plans; else a
    copy of what was adopted last, in a folder of its own. None where no file of the plan was ever adopted.

    Only a file that names the plan as its own counts.
    """
    here = folder or Path.cwd()
    name = f"{plan}.toml"
    for path in (here / "plans" / name, here / name, bundled.folder() / name):
        text = _text(path)
        if text is not None and _is_of(text, plan):
            return Source(path, line_of(text, number), is_copy=False)
    revision = office.store.revision_of(plan)
    if revision is None:
        return None
    copy = Path(mkdtemp(prefix="xiaxian-")) / name
    copy.write_bytes(revision.source)
    os.chmod(copy, 0o400)
    return Source(copy, line_of(revision.source.decode("utf-8", "replace"), number), is_copy=True)


def line_of(text: str, number: str) -> int:
    """The line (from 1) on which the task of a number begins in a plan file; 1 where none has it."""
    import tomllib

    from xiaxian_tasks.planfile.lines import Lines

    try:
        tasks = tomllib.loads(text).get("tasks", [])
    except tomllib.TOMLDecodeError:
        return 1
    for place, task in enumerate(tasks):
        if isinstance(task, dict) and str(task.get("number")) == number:
            return Lines(text).of(("tasks", place))
    return 1


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None


def _is_of(text: str, plan: str) -> bool:
    import tomllib

    try:
        return tomllib.loads(text).get("id") == plan
    except tomllib.TOMLDecodeError:
        return False
