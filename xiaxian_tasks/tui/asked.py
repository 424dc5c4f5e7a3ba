"""What is to be said today as lines: a body a row, and below it each matter with its cause, and what holds it back."""

from collections.abc import Iterator
from datetime import date

from xiaxian_tasks.domain.letters import KINDS
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import outbox, words

COUNT = 7
"""Cells of a count."""


def bodies(asked: Sheet) -> list[Sheet]:
    """What `asks.sheet` told, a body a row: `body, groups, held`; papers before digests, what only waits last."""
    found: dict[str, Sheet] = {}
    for key, each in (*(("groups", group) for group in asked["due"]), *(("held", line) for line in asked["held"])):
        row = found.setdefault(each["body"], {"body": each["body"], "groups": [], "held": []})
        row[key].append(each)
    return sorted(found.values(), key=lambda row: (-_weight(row), -_matters(row), -len(row["held"]), row["body"]))


def _weight(row: Sheet) -> int:
    """How heavy the heaviest paper is: by its place among the kinds; -1 where nothing may go."""
    weights = [KINDS.index(group["paper"]) + 1 if group["paper"] else 0 for group in row["groups"]]
    return max(weights, default=-1)


def _matters(row: Sheet) -> int:
    return sum(len(group["lines"]) for group in row["groups"])


def named(group: Sheet) -> str:
    """What a group goes as: its paper, or the digest."""
    return words.word(outbox.PAPERS, group["paper"]) if group["paper"] else words.word(outbox.KINDS, group["kind"])


def heading(width: int) -> Line:
    """The names of the columns."""
    name, going, person = _columns(width)
    texts = (fit(_("Body"), name), fit(_("To say"), going), fit(_("Held"), COUNT, ">"), "  ", fit(_("Contact"), person))
    return [("".join(texts), "head")]


def row(told: Sheet, width: int, ground: str) -> Line:
    """One body in a line."""
    name, going, person = _columns(width)
    said = "  ".join(f"{named(group)}{len(group['lines'])}" for group in told["groups"])
    held = str(len(told["held"]) or "")
    line: Line = [(f"{fit(told['body'], name)}{fit(said, going)}{fit(held, COUNT, '>')}  ", ground)]
    known = next((group["person"] for group in told["groups"] if group["person"]), "")
    is_missing = not known and (told["groups"] or any(each["reason"] == "no-contact" for each in told["held"]))
    if is_missing:
        return [*line, (fit(_("no contact person"), person), "warn" if ground == "base" else ground)]
    return [*line, (fit(known, person), ground)]


def _columns(width: int) -> tuple[int, int, int]:
    """Cells of the body, of what is to be said, and of the contact."""
    rest = width - COUNT - 2
    name, person = rest * 2 // 5, max(rest // 5, 10)
    return name, rest - name - person, person


def matters(told: Sheet, labels: dict[str, str], width: int) -> list[Line]:
    """Each matter of a body with its cause: what may go by paper, and what is held back with its reason."""
    lines: list[Line] = []
    for group in told["groups"]:
        lines += [[(f" {named(group)}", "title")]]
        for each in group["lines"]:
            lines += _matter(each, labels, width)
    if told["held"]:
        lines += [*([[]] if lines else []), [(" " + _("Held back"), "title")]]
    for each in told["held"]:
        lines += _matter(each, labels, width)
        reason = words.word(outbox.REASONS, each["reason"])
        until = _("{reason}, until {day}").format(reason=reason, day=each["until"]) if each["until"] else reason
        lines += telling.paragraph(until, width, style="warn", indent=telling.INDENT)
    return lines


def _matter(line: Sheet, labels: dict[str, str], width: int) -> Iterator[Line]:
    yield from telling.paragraph(f"{speak.numbered(line['task'], labels)}  {line['title']}", width, indent=3)
    yield from telling.paragraph(cause(line), width, style="quiet", indent=telling.INDENT)


def cause(line: Sheet) -> str:
    """Why a matter is spoken of: its cause, since when, and by when it was due."""
    parts = [words.word(outbox.CAUSES, line["cause"]), line.get("what", ""), _("since {day}").format(day=line["since"])]
    if line["due"]:
        parts.append(_("due {day}").format(day=line["due"]))
    if line["n"] > 1:
        parts.append(_("time {count}").format(count=line["n"]))
    return "  ".join(filter(None, parts))


def text_of(told: Sheet, on: date, labels: dict[str, str]) -> str:
    """What may go to a body as a plain text, to be pasted into a message; where nothing may, what is held back."""
    texts = [_("{body}: to be done by {on}").format(body=told["body"], on=on.isoformat())]
    found = [line for group in told["groups"] for line in group["lines"]] or told["held"]
    for number, line in enumerate(found, start=1):
        texts.append(_("{number}. {title} ({task}): {why}").format(
            number=number, title=line["title"], task=speak.numbered(line["task"], labels), why=cause(line)
        ))
    return "\n".join(texts) + "\n"
