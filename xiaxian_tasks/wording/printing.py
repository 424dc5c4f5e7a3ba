"""What keeps a paper from being printed, and what a paper deviates in from the standard: codes -> words."""

from collections.abc import Mapping

from xiaxian_tasks.language import N_

SENTENCES: Mapping[str, str | tuple[str, ...]] = {
    "pdf-no-program": N_("No program that makes PDF is found. Install LibreOffice (Debian, Ubuntu: apt install"
                         " libreoffice-writer), or name one in XIAXIAN_SOFFICE; .docx and .txt need none."),
    "pdf-failed": N_("LibreOffice made no PDF: {why}"),
}
