"""What keeps a paper from being printed, and what a paper deviates in from the standard: codes -> words."""

from collections.abc import Mapping

from xiaxian_tasks.language import N_

SENTENCES: Mapping[str, str | tuple[str, ...]] = {
    "pdf-no-program": N_("No program that makes PDF is found. Install LibreOffice (Debian, Ubuntu: apt install"
                         " libreoffice-writer), or name one in XIAXIAN_SOFFICE; .docx and .txt need none."),
    "pdf-failed": N_("LibreOffice made no PDF: {why}"),
    "no-such-form": N_("A paper of this kind has no form “{form}”. It has: {forms}."),
    "which-task": N_("Say which tasks the paper is about; nothing of it is red or yellow today."),
    "paper-suffix": N_("A paper is written to a file that ends in one of {suffixes}, not “{suffix}”."),
    "too-many-matters": N_("{count} tasks are too many for one paper; it takes {most}. Name those that matter."),
    "nothing-to-write": N_("Nothing has happened to {task} that such a paper could tell. Its history:"
                           " xiaxian history {task}"),
    "no-lead": N_("{task} has no lead yet. Say with --body to whom the paper goes."),
}
