"""Messages as lines: one in a row, what it says, to whom it goes, and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import asked, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.width import cells, fit
from xiaxian_tasks.wording import messages, outbox, words

TEXT, MATTERS, PEOPLE, STORY = "text", "matters", "people", "story"
"""What can be read of a message: what it says, its matters, its recipients, its history."""

STYLES = {m.DUE: "warn", m.FAILED: "warn", m.SENT: "good", m.CONFIRMED: "good", m.CANCELLED: "quiet"}
"""How a state is drawn."""

MOST_STATE = 10
"""Cells of a state at most."""

TRIES = len(m.BACKOFF) + 1
"""Times a message is tried at most."""


class Seat(NamedTuple):
    """Where messages are looked at: the day as text, the zone moments are told in, the short names of plans."""

    on: str
    zone: tzinfo | None
    labels: dict[str, str]


def heading(width: int) -> Line:
    """The names of the columns."""
    texts = (_("State"), _("Body"), _("About"), _("By"), _("When"))
    return [(" ".join(fit(text, size) for text, size in zip(texts, _columns(width), strict=True)), "head")]


def row(told: Sheet, seat: Seat, width: int, ground: str) -> Line:
    """One message in a line; the state stands out."""
    state, *sizes = _columns(width)
    style = STYLES.get(told["state"], "base") if ground == "base" else ground
    texts = (told["body"], _about(told, seat.labels), told["channel"] or _("usual"), when(told, seat))
    line: Line = [(fit(words.word(outbox.STATES, told["state"]), state), style)]
    return [*line, *((" " + fit(text, size), ground) for text, size in zip(texts, sizes, strict=True))]


def _about(told: Sheet, labels: dict[str, str]) -> str:
    """What a message is, and of which tasks; its subject where it speaks of none."""
    tasks = list(dict.fromkeys(speak.numbered(line["task"], labels) for line in told["lines"]))
    about = [str(len(told["lines"])), *tasks] if tasks else [told["subject"]]
    return "  ".join((told["number"] or asked.named(told), " ".join(about)))


def _columns(width: int) -> tuple[int, ...]:
    """Cells of the columns, parted by one blank: state, body, what, channel, when."""
    state = min(max(cells(words.word(outbox.STATES, each)) for each in m.STATES), MOST_STATE)
    channel, moment = 8, 11
    rest = width - state - channel - moment - 4
    body = min(max(rest * 2 // 5, 8), 20)
    return state, body, max(rest - body, 4), channel, moment


def when(told: Sheet, seat: Seat) -> str:
    """When a message went, or goes next, as short as can be."""
    if told["sent"]:
        return moment(told["sent"], seat)
    if told["state"] == m.APPROVED and told["retry_at"]:
        return moment(told["retry_at"], seat)
    if told["until"] and told["until"] > seat.on and told["state"] in m.WAITING:
        return _("not before {day}").format(day=told["until"][5:])
    if told["attempts"] and told["state"] in {m.APPROVED, m.SENDING, m.FAILED}:
        return _("try {count}/{most}").format(count=told["attempts"], most=TRIES)
    return str(told["on"])


def moment(text: str, seat: Seat) -> str:
    """A moment in the office's own time: 11-23 08:30."""
    return datetime.fromisoformat(text).astimezone(seat.zone).strftime("%m-%d %H:%M")


def head(told: Sheet, seat: Seat, width: int) -> list[Line]:
    """What a message is, in a line or two: state, number and paper, and what stands in its way."""
    parts = [words.word(outbox.STATES, told["state"]), messages.what(told), told["body"]]
    lines = [*telling.paragraph("  ".join(parts), width, style="title")]
    if told["into"]:
        lines += telling.paragraph(_("went into {message}").format(message=_short(told["into"])), width, style="quiet")
    if told["why"]:
        lines += telling.paragraph(messages.why(told["why"]), width, style="warn")
    if told["state"] == m.APPROVED and told["retry_at"]:
        again = _("tried {count} times; again at {moment}")
        again = again.format(count=told["attempts"], moment=moment(told["retry_at"], seat))
        lines += telling.paragraph(again, width, style="quiet")
    return lines


def _short(message: str) -> str:
    return message.removeprefix(m.FOLDER)


def matters(told: Sheet, seat: Seat, width: int) -> list[Line]:
    """Each matter of a message with its cause; those a person struck out are told apart."""
    lines: list[Line] = []
    for each in told["lines"]:
        lines += _matter(each, seat.labels, width)
    if told["struck"]:
        lines += [[], [(" " + _("Taken out"), "title")]]
    for each in told["struck"]:
        lines += _matter(each, seat.labels, width)
    return lines or [[(" " + _("It speaks of no task."), "quiet")]]


def _matter(line: Sheet, labels: dict[str, str], width: int) -> Iterator[Line]:
    yield from telling.paragraph(f"{speak.numbered(line['task'], labels)}  {line['text']}".rstrip(), width)
    yield from telling.paragraph(asked.cause(line), width, style="quiet", indent=telling.INDENT)


def people(told: Sheet, known: Sequence[Sheet], width: int) -> list[Line]:
    """Who a message goes to, and everybody of that body: how each is reached, who is away, who stands in."""
    lines: list[Line] = []
    if "person" in told:  # nothing goes where all is held back
        goes = "  ".join(filter(None, (told["person"] or _("nobody by name"), told["channel"] or _("usual"),
                                       told["address"])))
        lines += [*telling.labelled(_("Goes to"), goes, width, "base" if told["person"] else "warn"), []]
    of_body = [each for each in known if each["body"] == told["body"]]
    lines += [telling.section(told["body"], width)]
    if not of_body:
        missing = _("Nobody of this body is registered: load its liaison with the people of the county.")
        return [*lines, *telling.paragraph(missing, width, style="warn")]
    for each in of_body:
        role = words.word(words.PERSON_ROLES, each["role"])
        lines += telling.paragraph(f"{role}  {each['name']}", width, style="base")
        reached = [text for text in (each["phone"], each["mail"], each["channel"]) if text]
        told_of = "  ".join(reached) or _("no telephone, no address")
        lines += telling.paragraph(told_of, width, style="quiet", indent=telling.INDENT)
        if each["deputy"]:
            text = _("deputy: {name}").format(name=each["deputy"])
            lines += telling.paragraph(text, width, style="quiet", indent=telling.INDENT)
        for first, last in each["away"]:
            text = _("away {first} to {last}").format(first=first, last=last)
            style = "warn" if each["is_away"] else "quiet"
            lines += telling.paragraph(text, width, style=style, indent=telling.INDENT)
    return lines


def story(told: Sheet, seat: Seat, width: int) -> list[Line]:
    """What became of a message, the newest first."""
    lines: list[Line] = []
    for entry in reversed(told["history"]):
        by = entry["by"] if entry["by"] != telling.NOBODY else ""
        text = "  ".join(filter(None, (words.word(outbox.STEPS, entry["kind"]), _said(entry, seat), by)))
        for number, line in enumerate(telling.paragraph(text, width - 12)):
            day: Line = [(f" {moment(entry['recorded'], seat)}", "quiet")] if not number else [(" " * 12, "quiet")]
            lines.append([*day, *line])
    return lines


def _said(entry: Sheet, seat: Seat) -> str:
    """What a step says beside its name."""
    parts = [
        entry.get("number", ""), _("until {day}").format(day=entry["until"]) if entry.get("until") else "",
        messages.why(entry["why"]) if entry.get("why") else "", entry.get("how", ""),
        entry.get("reply", ""),
        _("again at {moment}").format(moment=moment(entry["retry_at"], seat)) if entry.get("retry_at") else "",
        _("into {message}").format(message=_short(entry["into"])) if entry.get("into") else "",
        words.joined([_short(each) for each in entry["taken"]]) if entry.get("taken") else "",
        _("it was on its way already; sent again as the same") if entry.get("doubt") else "",
    ]
    return "  ".join(filter(None, parts))
