"""撤销、重做: one key takes back what was just done; what is older is shown first."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import audit, undo
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.undo import Offer
from xiaxian_tasks.tui import speak, telling
from xiaxian_tasks.tui.forms.undo import UndoScreen
from xiaxian_tasks.tui.forms.view import ViewScreen
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.stepping import say_done
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.tui.width import cells, fit
from xiaxian_tasks.wording import changes, steps, words

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.acting import Acting

SHOWN = 6
"""Changes shown of what would be taken back."""


async def take_back(page: "Acting") -> None:
    """Undo: the newest entry of whoever sits here. At once where it was made since the screen opened."""
    if not await _together(page, is_again=False):
        await _offer(page, undo.offered, is_again=False)


async def bring_back(page: "Acting") -> None:
    """Redo: what was taken back last."""
    if not await _together(page, is_again=True):
        await _offer(page, undo.offered_again, is_again=True)


async def offer_entry(page: "Acting", task: str, seq: int) -> None:
    """Take one entry back; it is always shown first."""
    await _offer(page, lambda office: undo.of_entry(office, task, seq), is_again=False, at_once=False)


async def _together(page: "Acting", *, is_again: bool) -> bool:
    """What was recorded on many tasks in one go is shown, and goes or comes back together; whether there was any."""
    lines = undo.together(page.desk.office, again=is_again)
    if not lines:
        return False
    title = _("Bring back what was taken back in one go") if is_again else _("Take back what was recorded in one go")

    def agreed(is_agreed: bool | None) -> None:
        if is_agreed:
            take_all(page, lines)

    await page.desk.push_screen(UndoScreen(f"{title}  {words.entries(len(lines))}", listed(page, lines)), agreed)
    return True


def listed(page: "Acting", lines: list[Sheet]) -> Layout:
    """Entries, a paragraph each."""
    labels = page.desk.labels
    texts = [f"{speak.numbered(each['task'], labels)}  {said(each)}" for each in lines]
    return lambda width: [line for text in texts for line in telling.paragraph(text, width)]


def take_all(page: "Acting", lines: list[Sheet]) -> None:
    """Take entries back one after the other, beside the screen."""
    page.beside(lambda office: audit.take_back(office, lines), lambda found: taken(page, found), group="undo",
                to_the_end=True)


def taken(page: "Acting", found: audit.Taken) -> None:
    """Say how many were taken back one after the other, and what stopped it."""
    page.desk.changed()
    done = _("Done: {entries}.").format(entries=words.entries(len(found.done)))
    if found.refused is None or found.stopped is None:
        page.praise(done)
        return
    why = next(iter(speak.error(found.refused)))
    at = f"{speak.numbered(found.stopped['task'], page.desk.labels)} {speak.entry_kind(found.stopped['kind'])}"
    page.say([(f" {done} ", "good"), (_("Stopped at {entry}: {why}").format(entry=at, why=why), "warn")])


async def _offer(page: "Acting", ask: Callable[[Office], Offer], *, is_again: bool, at_once: bool = True) -> None:
    offer = ask(page.desk.office)

    def taken(is_agreed: bool | None) -> None:
        if is_agreed:
            _take(page, offer, is_again=is_again)

    if at_once and offer.refused is None and _is_fresh(page, offer):
        taken(True)
        return
    title = _("Bring back") if is_again else _("Take back")
    title = f"{title}  {speak.numbered(offer.task, page.desk.labels)} {offer.title}"
    screen = UndoScreen if offer.refused is None else ViewScreen
    await page.desk.push_screen(screen(title, lambda width: told(offer, width)), taken)


def _is_fresh(page: "Acting", offer: Offer) -> bool:
    """Whether it was recorded since the screen opened: whoever takes it back knows what it was."""
    begun: datetime = page.desk.begun
    return offer.recorded >= begun


def _take(page: "Acting", offer: Offer, *, is_again: bool) -> None:
    try:
        undo.take(page.desk.office, offer)
    except XiaxianError as error:
        page.warn(error)
        return
    page.desk.changed()
    what = speak.entry_kind(offer.entry["kind"])
    called = speak.numbered(offer.task, page.desk.labels)
    said = _("Brought back: {what}") if is_again else _("Taken back: {what}")
    line: Line = [(f" {said.format(what=what)}  ", "good"), (f"{called}  ", "base"), *lights(offer.light)]
    say_done(page, line, f"xiaxian task undo {offer.task} --entry {offer.seq}")


def lights(pair: tuple[str, str]) -> Line:
    """A light before and after."""
    before, after = pair
    return [(f" {speak.glyph(before)} ", before), (" -> ", "base"), (f" {speak.glyph(after)} ", after)]


def told(offer: Offer, width: int) -> list[Line]:
    """What would be taken back, what that changes, or the rule that says no."""
    entry = offer.entry
    lines = list(telling.paragraph(said(entry), width))
    if offer.passed:
        kinds = speak.joined([speak.entry_kind(kind) for kind in offer.passed])
        passed = _("Newer, but never taken back like this: {kinds}").format(kinds=kinds)
        lines += telling.paragraph(passed, width, style="quiet")
    if offer.refused is not None:
        for text in speak.error(offer.refused):
            lines += telling.paragraph(text.strip(), width, style="warn")
        return lines
    return [*lines, *changed(offer.changes, width, most=SHOWN)]


def said(entry: Sheet) -> str:
    """An entry in one line: its day, who made it, its kind, and what it says."""
    return "  ".join(filter(None, (entry["at"], entry["by"], speak.entry_kind(entry["kind"]), *pieces(entry))))


def pieces(entry: Sheet) -> Iterator[str]:
    """What an entry says, in pieces."""
    found = steps.pieces(dict(entry))
    if found:
        yield from found
        return
    if entry.get("value"):
        yield f"{entry['value']}{entry.get('unit') or ''}"
    if duty := entry.get("called") or entry.get("milestone"):
        yield str(duty)
    for key in ("occurrence", "body", "note"):
        if entry.get(key):
            yield str(entry[key])


def changed(found: list[Sheet], width: int, *, most: int = 99) -> list[Line]:
    """Changes, a line each: what, before, after; lights as they are drawn."""
    if not found:
        return [[(" " + _("Nothing else changes."), "quiet")]]
    room = max((cells(changes.called(each)) for each in found[:most]), default=0)
    room = min(room, max(width // 3, 8))
    lines = [_change(each, room) for each in found[:most]]
    if len(found) > most:
        lines.append([(" " + _("and {count} more").format(count=len(found) - most), "quiet")])
    return lines


def _change(change: Sheet, room: int) -> Line:
    line: Line = [(f" {fit(changes.called(change), room)}  ", "quiet")]
    before, after = (_value(change, side) for side in ("before", "after"))
    return [*line, before, (" -> ", "quiet"), after]


def _value(change: Sheet, side: str) -> tuple[str, str]:
    light = change[side]
    if change["what"] == "light" and light is not None:
        return f" {speak.glyph(light)} ", light
    return changes.value(change, side), "base"
