"""Plan files told as lines: what each is, what is amiss in it, what adopting it would do, and what it did."""

from collections.abc import Iterator

from xiaxian_tasks.language import _
from xiaxian_tasks.office.adopt import Checked, Loaded
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.wording import county, sentences, words


def adopted(loaded: Loaded) -> str:
    """What was adopted, in a line."""
    tasks = sum(count for _name, count in loaded.plans)
    return _("Adopted: {plans}, {tasks}, {doubts}.").format(
        plans=words.plans(len(loaded.plans)), tasks=words.tasks(tasks), doubts=words.doubts(len(loaded.doubts))
    )


def head(sheet: Sheet, width: int) -> list[Line]:
    """What the file is."""
    lines = [*telling.paragraph(sheet["title"] or sheet["file"], width, style="title")]
    for label, text in (
        (_("File"), sheet["file"]), (_("Document"), sheet["document"]), (_("Issued"), sheet["issued"]),
    ):
        if text:
            lines += telling.labelled(label, text, width)
    return lines


def told(found: Checked, width: int) -> list[Line]:
    """What is amiss in a file, by line, and what adopting it would change; a faulty one changes nothing."""
    lines: list[Line] = [] if found.faults else list(_changes(found, width))
    for title, faults, style in ((_("Faults"), found.faults, "warn"), (_("Doubts"), found.doubts, "base")):
        if faults:
            lines += [[], telling.section(f"{title} {len(faults)}", width)]
        for fault in faults:
            where = _("line {number}").format(number=fault.line) if fault.line else ""
            lines += telling.paragraph(" ".join(filter(None, (where, sentences.message(fault)))), width, style=style)
    return lines


def _changes(found: Checked, width: int) -> Iterator[Line]:
    yield []
    yield telling.section(_("Adopting it would"), width)
    for name in found.new:
        count = words.tasks(dict(found.plans)[name])
        yield from telling.paragraph(_("bring the plan {plan} with {tasks}").format(plan=name, tasks=count), width)
    for difference in found.differences:
        yield from telling.paragraph(county.difference(*difference), width)
    if not found.new and not found.differences:
        yield from telling.paragraph(_("change nothing"), width)


def nothing(width: int) -> list[Line]:
    """What to do where no file waits."""
    texts = (
        _("A plan file put into {folder}, below the folder the program was started in, waits here.").format(
            folder="plans/"
        ),
        _("One is read from an official document by: {command}").format(
            command=_("xiaxian draft FILE --out plans/NAME.toml")
        ),
    )
    return [line for text in texts for line in telling.paragraph(text, width, style="quiet")]
