"""PDF of a .docx, by the LibreOffice of this machine: one layout for both, the same bytes for the same paper.

Each call has a profile of its own, so that two run side by side and neither meets a window that is open.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from xiaxian_tasks.errors import Refused
from xiaxian_tasks.paper import fonts
from xiaxian_tasks.paper.geometry import FACES

NAMES = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice", "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)  # fmt: skip
"""Where its installers put it without telling the search path."""

PATIENCE = 180
"""Seconds a paper may take: a first start on a slow disk takes thirty."""

_DAY = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_MARKS = re.compile(rb"/DocChecksum /[0-9A-F]{32}|/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]")
"""What a PDF says of the moment it was made in; everything else follows from the paper and the fonts."""


def program() -> str | None:
    """The program that makes PDFs here; None where there is none."""
    named = os.environ.get("XIAXIAN_SOFFICE", "")
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    return next(filter(None, found), None) or next((p for p in PLACES if not named and os.access(p, os.X_OK)), None)


def missing_faces() -> list[str] | None:
    """Faces of the standard this machine lacks, so that a PDF shows others; None where that cannot be asked."""
    listed = fonts.installed()
    return fonts.missing(listed) if listed is not None else None


def made(content: bytes, on: date) -> bytes:
    """A .docx of a day as PDF: the same bytes wherever the same program has the same fonts.

    Raises Refused (4): `pdf-no-program`; `pdf-failed` with why.
    """
    by = program()
    if by is None:
        raise Refused("pdf-no-program")
    with TemporaryDirectory(prefix="xiaxian-pdf-") as name:
        folder = Path(name).resolve()
        source = folder / "paper.docx"
        source.write_bytes(content)
        said = _run(_call(by, folder, source), _surroundings(folder))
        try:
            drawn = (folder / "paper.pdf").read_bytes()
        except FileNotFoundError:
            raise Refused("pdf-failed", why=said or by) from None
    if not drawn.startswith(b"%PDF-"):
        raise Refused("pdf-failed", why=said or by)
    return settled(drawn, content, on)


def _call(by: str, folder: Path, source: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    return [by, profile, *quiet, "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source)]


def _surroundings(folder: Path) -> dict[str, str]:
    """The environment of the call: where fontconfig looks things up, it is told which faces are as good as which."""
    told = {**os.environ, "TZ": "UTC"}
    if shutil.which("fc-list") is None:
        return told
    system = os.environ.get("FONTCONFIG_FILE") or "/etc/fonts/fonts.conf"
    (folder / "fonts.conf").write_text(font_rules(system), encoding="utf-8")
    return {**told, "FONTCONFIG_FILE": str(folder / "fonts.conf")}


def font_rules(system: str) -> str:
    """Rules for fontconfig beside the system's own: for each face the families to take where it is missing."""
    aliases = "".join(
        f'<alias binding="same"><family>{escape(face.family)}</family><accept>'
        + "".join(f"<family>{escape(name)}</family>" for name in (*face.others, *face.instead))
        + "</accept></alias>\n"
        for face in FACES
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'<include ignore_missing="yes">{escape(system)}</include>\n{aliases}</fontconfig>\n'
    )


def _run(call: list[str], surroundings: dict[str, str]) -> str:
    """Run to the end, and give what was said; whoever takes too long is ended with all it started.

    Raises Refused `pdf-failed` (4).
    """
    windows = sys.platform == "win32"
    try:
        running = subprocess.Popen(  # noqa: S603  the program found, and names of our own
            call, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=not windows,
        )  # fmt: skip
    except OSError as error:
        raise Refused("pdf-failed", why=error.strerror or type(error).__name__) from error
    try:
        said, _ = running.communicate(timeout=PATIENCE)
    except BaseException as error:
        _end(running)
        if isinstance(error, subprocess.TimeoutExpired):
            raise Refused("pdf-failed", why=f"{PATIENCE} s") from None
        raise
    return " ".join(said.decode("utf-8", "replace").split())[-300:]


def _end(running: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.communicate()


def settled(drawn: bytes, content: bytes, on: date) -> bytes:
    """A PDF that bears the paper's day and marks that follow from the paper, byte for byte as long as before."""
    mark = hashlib.sha256(content).hexdigest()[:32].upper().encode()
    dated = _DAY.sub(f"{on:%Y%m%d}000000".encode(), drawn)
    return _MARKS.sub(lambda found: re.sub(rb"[0-9A-F]{32}", mark, found[0]), dated)
