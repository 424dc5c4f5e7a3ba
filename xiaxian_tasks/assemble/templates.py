"""The office's own papers: one .docx for each kind of paper, in one folder."""

import os
from pathlib import Path

from xiaxian_tasks import settings
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.paper.template import Template


def template(kind: str) -> Template | None:
    """The office's file for a kind of paper (reminder.docx); None where it has none.

    Raises Misused `unreadable-file` (2) for a file that is there and cannot be read.
    """
    path = Path(settings.template_folder(os.environ)).expanduser() / f"{kind}.docx"
    try:
        return Template(str(path), path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Misused("unreadable-file", file=str(path), why=why) from error
