"""帮助: what a page answers, and every act with its keys and the command line that does the same, as the registry has
them now; narrowed while one types."""

from collections.abc import Iterator
from typing import cast

from textual import events, work
from textual.containers import Horizontal
from textual.widget import Widget

from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.language import N_, _, spoken
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.places import Act
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import MARK, cells, fit

SECTIONS = tuple(place for place in places.PLACES if place != places.HELP)

KEYS, LABEL = 22, 16
"""Cells of the keys and of the label."""

ANSWERS = {
    places.BOARD: N_("What has to be decided today, and how does the county stand? At most ten lines, the most pressing"
                     " first; the counts lead to their tasks."),
    places.TASKS: N_("Which tasks are there, which light have they, and how much is missing? Type to narrow, sort and"
                     " group, mark many and act on them at once."),
    places.DETAIL: N_("What became of this task, from its paper to this day? Each leaf answers one question: standing,"
                      " history, source, evidence, why this light."),
    places.TIMELINE: N_("How do the tasks lie in time, and what would another due day change? Try a day before you ask"
                        " for it; nothing is written."),
    places.CALENDAR: N_("What is due on which day, which days are free, and which are worked in their stead? Choose a"
                        " day to see who is due."),
    places.BODIES: N_("Which body stands well, which badly, and by what? Every point leads to the tasks it comes"
                      " from."),
    places.REMINDERS: N_("What is to be said to whom today, what is held back and why; and in the outbox: what waits,"
                         " what went, what became of it? What goes out is shown before it goes."),
    places.DRAFTS: N_("Which plan files wait to be adopted, and what would each change? Nothing is adopted before it"
                      " was shown."),
    places.APPROVALS: N_("What waits for a decision, and whose? Before and after stand side by side; agree, or send"
                         " back with a reason."),
    places.AUDIT: N_("Who recorded what, and when, and does the chain hold? What can be taken back is, by one more."),
    places.MESSAGE: N_("Other words, a later day, a reason, or how its arrival is known; Esc keeps what is typed."),
    places.REPORT: N_("A figure so far with its unit, or a step done, or a note. What would come of it is said while"
                      " you type; Esc keeps what is typed."),
}
"""What each page answers, in two lines at most."""


class LookUp(Field):
    """The line that narrows the help."""

    BINDINGS = acts.bindings(places.LOOKUP)

    def action_to_help(self) -> None:
        """To the text, as it is narrowed."""
        self.screen.set_focus(self.screen.query_one(Paper))

    def action_clear_lookup(self) -> None:
        """Back to the text, all of it."""
        self.value = ""
        self.action_to_help()


class HelpPage(Page):
    """The help (帮助), the place it was asked from first."""

    PLACE = places.HELP
    BINDINGS = acts.bindings(places.HELP)
    CSS = """
    HelpPage #look { height: 1; }
    HelpPage #look Bar { width: 8; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._initials: dict[str, str] = {}

    def body(self) -> Iterator[Widget]:
        with Horizontal(id="look"):
            yield Bar(lambda width: [(" ", "quiet"), (fit(_("Find"), width - 1), "quiet")])
            yield LookUp(_("an act, a key, or initials: type / first"))
        yield Paper()

    def on_mount(self) -> None:
        self.set_focus(self._paper)
        self._tell()
        if spoken() == "zh":
            self._learn_initials()

    @property
    def _paper(self) -> Paper:
        return self.query_one(Paper)

    @work(thread=True)
    def _learn_initials(self) -> None:
        """The table of pinyin takes a quarter of a second to load; the help is there meanwhile."""
        from xiaxian_tasks.finder import initials

        self._initials = {act.label: " ".join(initials(_(act.label))) for act in acts.ACTS}

    def _tell(self) -> None:
        words = tuple(self.query_one(LookUp).value.lower().split())
        self._paper.show(lambda width: lines(self._place, width, words, self._initials))

    def on_input_changed(self) -> None:
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Chinese typed over the text begins to narrow it."""
        is_text = event.character and not event.character.isascii() and event.is_printable
        if is_text and not acts.is_key(event.key) and not isinstance(self.focused, LookUp):
            event.stop()
            self.action_look_up()
            self.query_one(LookUp).insert_text_at_cursor(cast("str", event.character))

    def places(self) -> tuple[str, ...]:
        return (places.LOOKUP,) if isinstance(self.focused, LookUp) else (self.PLACE,)

    def action_look_up(self) -> None:
        """Into the line that narrows."""
        self.set_focus(self.query_one(LookUp))


def lines(
    place: str, width: int, words: tuple[str, ...] = (), initials: dict[str, str] | None = None
) -> list[Line]:
    """The help as asked from a place, of what answers to all words; an act that lives in several places is named in the
    first, behind those that live there alone. `initials` are those of the labels."""
    found: list[Line] = []
    named: set[tuple[str, tuple[str, ...]]] = set()
    for section in sorted(SECTIONS, key=lambda each: each != place):
        here = sorted(acts.at(section), key=lambda act: len(act.places))
        new = [act for act in here if (act.id, act.keys) not in named]
        named.update((act.id, act.keys) for act in new)
        heading, answer = _heading(section, new), _(ANSWERS[section]) if section in ANSWERS else ""
        if not _answers(heading, words):
            new = [act for act in new if _answers(_text(act, (initials or {}).get(act.label, "")), words)]
            answer = answer if not words else ""
        if new:
            found.append(telling.section(heading, width))
            found += telling.paragraph(answer, width, style="quiet") if answer else []
            found += [_line(act) for act in new]
            found.append([])
    if not found:
        return [[(" " + _("Nothing answers to this."), "quiet")]]
    return [*found, *(_hints(width) if not words else [])]


def _line(act: Act) -> Line:
    keys = " ".join(acts.key_name(key) for key in act.keys)
    kept = keys if cells(keys) <= KEYS else fit(keys, KEYS)
    return [(f" {fit(kept, KEYS)}", "base"), (fit(_(act.label), LABEL), "title"), (acts.twin(act), "quiet")]


def _text(act: Act, initials: str) -> str:
    """What an act is found by: its name, initials, id, keys, and the command that does the same."""
    keys = " ".join(acts.key_name(key) for key in act.keys)
    return f"{_(act.label)} {initials} {act.id} {keys} {acts.twin(act)}"


def _answers(text: str, words: tuple[str, ...]) -> bool:
    low = text.lower()
    return all(word in low for word in words)


def _hints(width: int) -> Iterator[Line]:
    hints = (
        _("With an input method on, use digits, function keys and Ctrl; signs may be full-width."),
        _("+31 at the foot: 31 more lines stand below. {mark}: a text was cut there.").format(mark=MARK),
        _("Lights: {lights}.").format(lights=speak.joined([speak.named(light) for light in LIGHTS])),
    )
    return (line for hint in hints for line in telling.paragraph(hint, width))


def _heading(section: str, told: list[Act]) -> str:
    """The name of a place, and of those in which nothing else can be done."""
    ids = {act.id for act in told}
    same = [other for other in SECTIONS if other != section and {act.id for act in acts.at(other)} <= ids]
    return speak.joined([_(places.PLACES[each].title) for each in (section, *same)])
