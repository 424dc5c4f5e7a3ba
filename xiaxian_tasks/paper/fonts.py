"""Fonts a machine has for papers: none is shipped, what is missing is named."""

import shutil
import subprocess

from xiaxian_tasks.paper.geometry import FACES


def installed() -> str | None:
    """What fontconfig lists as installed, one line a font; None where there is no fontconfig (Windows, macOS)."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603  a fixed program without anything of the user's
        [program, ":", "family"], capture_output=True, check=False, timeout=30
    )
    return listed.stdout.decode("utf-8", "replace") if not listed.returncode else None


def missing(listed: str) -> list[str]:
    """Faces of the standard (小标宋, 仿宋 …) for which a list of families (`installed`) has no font."""
    families = {family.strip().casefold() for line in listed.splitlines() for family in line.split(",")}
    return [
        face.name for face in FACES if families.isdisjoint(name.casefold() for name in (face.family, *face.others))
    ]
