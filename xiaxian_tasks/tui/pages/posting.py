"""What is done to messages from the screen: drafted, approved, sent, joined; what goes out is shown before it goes."""

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xiaxian_tasks import files
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import outbox as box
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.messages import sheet, state_of
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import asked, telling
from xiaxian_tasks.tui.forms.message import APPROVE, CONFIRM, EDIT, POSTPONE, WITHDRAW, Done, MessageScreen, messages
from xiaxian_tasks.tui.forms.undo import UndoScreen
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages import readings
from xiaxian_tasks.tui.pages.sending import Sending
from xiaxian_tasks.tui.pages.stepping import say_done
from xiaxian_tasks.tui.widgets.ask import Ask
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.wording import outbox, post, words

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.outboxed import Outboxed

__all__ = ["CONFIRM", "EDIT", "POSTPONE", "WITHDRAW", "approve", "ask", "merge", "plan", "send", "write"]


SHOWN = 12
"""Messages named before they are sent."""

TICK = 0.2
"""Seconds between two looks how far sending is."""


async def ask(page: "Outboxed", what: str, rows: Sequence[Sheet]) -> None:
    """The form of one act on some messages."""
    if not rows:
        return

    def taken(done: Done | None) -> None:
        if done is None:
            return
        page.desk.changed()
        page.outbox.unmark()
        _tell(page, done)

    await page.desk.push_screen(MessageScreen(what, rows), taken)


def _tell(page: "Outboxed", done: Done) -> None:
    """Say to how many messages something was done, and of the others why not."""
    told = _("Done: {messages}.").format(messages=messages(done.done))
    if done.error is not None:
        page.warn(done.error)
        if not done.done:
            return
        told = _("Done: {messages}, refused {count}.").format(messages=messages(done.done), count=done.refused)
    say_done(page, [(f" {told}", "good" if done.error is None else "warn")], done.twin)


# One after the other, beside the screen. ------------------------------------------------------------------------------


def _each(rows: Sequence[Sheet], command: str, take: Callable[[Office, str], object]) -> Callable[[Office], Done]:
    """Do something to each message; what is refused is counted, and the others are done."""

    def done(office: Office) -> Done:
        count, refused = 0, list[XiaxianError]()
        for row in rows:
            try:
                take(office, row["id"])
                count += 1
            except XiaxianError as error:
                refused.append(error)
        named = " ".join(_short(row) for row in rows)
        return Done(count, len(refused), refused[0] if refused else None, f"xiaxian remind {command} {named}")

    return done


def _short(row: Sheet) -> str:
    return str(row["id"]).removeprefix(m.FOLDER)


async def _agree(page: "Outboxed", title: str, told: Layout, then: Callable[[], None]) -> None:
    """Show what is about to be done, and do it once that is agreed to."""

    def agreed(is_agreed: bool | None) -> None:
        if is_agreed:
            then()

    await page.desk.push_screen(UndoScreen(title, told), agreed)


def _listed(rows: Sequence[Sheet], below: str = "") -> Layout:
    """Messages, a line each, and what comes of it below them."""

    def lines(width: int) -> list[Line]:
        found: list[Line] = []
        for row in rows:
            goes = "  ".join(filter(None, (row["person"] or _("nobody by name"), row["channel"], row["address"])))
            text = f"{row['body']}  {row['number'] or asked.named(row)}  {goes}"
            found += telling.paragraph(text, width)
        return [*found, *telling.paragraph(below, width, style="quiet")]

    return lines


async def approve(page: "Outboxed", rows: Sequence[Sheet]) -> None:
    """Let messages go: a letter is given its number by that, so it is shown first."""
    rows = [row for row in rows if row["state"] in m.AFTER[m.APPROVED]] or list(rows)
    if not rows:
        return
    letters = sum(row["kind"] == m.NOTICE and not row["letter"] for row in rows)
    below = _("They may go from now on.")
    if letters:
        below = _("{count} are given their numbers, which are never given again, and stand in the histories of their"
                  " tasks.").format(count=letters)

    def taken(done: Done) -> None:
        page.desk.changed()
        page.outbox.unmark()
        _tell(page, done)
        if done.error is not None and done.error.code == "over-burden":
            left = [row for row in rows if _stands(page.desk.office, row["id"]) == m.DUE]
            page.run_worker(ask(page, APPROVE, left))

    def begin() -> None:
        page.praise(_("Being approved; one may go on meanwhile."))
        page.beside(_each(rows, "approve", _approve), taken, group="approve", to_the_end=True)

    title = _("Approve {messages}").format(messages=messages(len(rows)))
    await _agree(page, title, _listed(rows, below), begin)


def _stands(office: Office, message: str) -> str:
    """The state of a message now."""
    return state_of(office, message).state


def _approve(office: Office, message: str) -> object:
    from xiaxian_tasks.assemble import outbox as approving

    return approving.approve(office, message)


async def merge(page: "Outboxed", rows: Sequence[Sheet]) -> None:
    """Join messages into the first of them: those that are marked, else all of the body that are of the same sort."""
    if not rows:
        return
    if len(rows) == 1:
        alike = ("kind", "paper", "body", "state")
        rows = [row for row in page.outbox.rows if all(row[key] == rows[0][key] for key in alike)]
    into, *others = sorted(rows, key=lambda row: row["key"])
    if not others:
        page.say([(" " + _("There is no other message of this sort to this body."), "quiet")])
        return

    def taken(_state: object) -> None:
        page.desk.changed()
        page.outbox.unmark()
        twin = " ".join(("xiaxian remind merge", *map(_short, others), "--into", _short(into)))
        say_done(page, [(" " + _("Joined into one: {messages}.").format(messages=messages(len(rows))), "good")], twin)

    def begin() -> None:
        ids = [row["id"] for row in others]
        page.beside(lambda office: _merge(office, into["id"], ids), taken, group="merge", to_the_end=True)

    below = _("All their matters go as one, into the first of them; the others are closed.")
    title = _("Join {messages}").format(messages=messages(len(rows)))
    await _agree(page, title, _listed([into, *others], below), begin)


def _merge(office: Office, into: str, others: Sequence[str]) -> object:
    from xiaxian_tasks.assemble import outbox as joining  # words what comes together anew

    return joining.merge(office, into, others)


# Into the outbox, and out of it. --------------------------------------------------------------------------------------


async def plan(page: "Outboxed") -> None:
    """Draft what is to be said today: nothing goes by that. What no longer holds is taken out."""

    def taken(counts: Sheet) -> None:
        page.desk.changed()
        told = _("In the outbox now: {drafted} drafted, {cancelled} taken out as untrue.")
        told = told.format(drafted=counts["drafted"], cancelled=counts["cancelled"])
        say_done(page, [(f" {told}", "good")], "xiaxian remind run --plan")

    page.say([(" " + _("Being drafted; one may go on meanwhile."), "quiet")])
    page.beside(_planned, taken, group="plan", to_the_end=True)


def _planned(office: Office) -> Sheet:
    from xiaxian_tasks.assemble import posting

    return posting.planned(office)


async def send(page: "Outboxed") -> None:
    """Send what is approved and whose time has come, after it was shown; how far it is stands at the head."""
    if page.sending is not None:
        page.say([(" " + _("Messages are being sent already. Esc stops."), "quiet")])
        return
    ready = [sheet(state) for state in box.due_now(page.desk.office, SHOWN + 1)]
    if not ready:
        page.say([(" " + _("Nothing is approved whose time has come."), "quiet")])
        return
    count = len(ready) if len(ready) <= SHOWN else max(page.outbox_count(m.APPROVED), len(ready))
    below = _("What is to be said today is drafted first, and its digests go along; letters wait for approval.")
    title = _("Send {messages}").format(messages=messages(count))
    await _agree(page, title, _listed(ready[:SHOWN], below), lambda: _begin(page, count))


def _begin(page: "Outboxed", total: int) -> None:
    sending = page.sending = Sending(total)
    ticking = page.set_interval(TICK, page.redraw_counts)

    def taken(found: Sheet | XiaxianError) -> None:
        ticking.stop()
        page.sending = None
        page.desk.changed()
        if isinstance(found, XiaxianError):
            page.warn(found)
        else:
            say_done(page, _came_of(found, sending), "xiaxian remind run")

    page.beside(lambda office: _run(office, sending), taken, group="send", to_the_end=True)


def _run(office: Office, sending: Sending) -> Sheet | XiaxianError:
    """Send until nothing is left or it is stopped; what kept it from being sent at all."""
    from xiaxian_tasks.assemble import posting

    try:
        return posting.run(office, told=sending.tell, stopped=sending.is_stopped)
    except XiaxianError as error:
        return error


def _came_of(found: Sheet, sending: Sending) -> Line:
    """What came of a run, or why nothing goes now; what a way that was left alone suffers from."""
    if found["quiet"]:
        reason = words.word(outbox.REASONS, found["quiet"])
        told = _("Nothing goes now: {reason}, until {day}.").format(reason=reason, day=found["until"])
        return [(f" {told}", "warn")]
    line = sending.over()
    for each in found["shut"]:
        shut = _("{way} was left alone: {cause}").format(way=each["way"], cause=words.word(post.CAUSES, each["cause"]))
        line.append((f"  {shut}", "warn"))
    return line


# Onto paper. ----------------------------------------------------------------------------------------------------------


def write(page: "Outboxed", row: Sheet) -> None:
    """Ask where the paper of a message is to be written, and write it: .docx, .pdf or .txt by its name."""
    if row["kind"] != m.NOTICE:
        page.say([(" " + _("A digest has no paper; c copies its text."), "quiet")])
        return
    from xiaxian_tasks import assemble

    name = assemble.file_name(f"{row['number'] or asked.named(row)}-{row['body']}")

    def given(place: str) -> None:
        if place:
            page.beside(lambda office: _written(office, row, place), taken, group="paper", to_the_end=True)

    def taken(place: str) -> None:
        told = _("Written: {file}").format(file=place)
        number = row["letter"] and f"xiaxian notice write --letter {row['letter']} --out {shlex.quote(place)}"
        say_done(page, [(f" {told}", "good")], number)

    hint = _("a name ending in .docx, .pdf or .txt")
    page.query_one(Ask).ask(_("Write the paper to"), f"{name}.docx", given, hint=hint)


def _written(office: Office, row: Sheet, place: str) -> str:
    path = Path(place).expanduser()
    files.write(path, readings.paper_of(office, row, path.suffix.lower()))
    return str(path)
