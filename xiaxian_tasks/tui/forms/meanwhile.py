"""What somebody else recorded on a task while a form on it was open: said at once, and asked about before saving."""

from typing import TypeVar

from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, entry_sheet, newest_state, sheet_of
from xiaxian_tasks.tui import speak, telling
from xiaxian_tasks.tui.forms.blank import Blank
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.tui.width import fit

Answer = TypeVar("Answer")

SHOWN = 2
"""New entries that are told, the newest; of more the number."""


class Meanwhile:
    """The entries of one task that are newer than the form; none where the form is on no single task."""

    def __init__(self, office: Office, task: str) -> None:
        self._task = task
        self._known = self._newest(office)
        self._told = ""
        self.is_news = False
        """Whether something is new of which it was not yet said that the form is to be saved all the same."""

    def look(self, office: Office) -> bool:
        """Whether something was recorded since the last look."""
        newest = self._newest(office)
        if newest <= self._known:
            return False
        found = [entry for entry in office.store.history(self._task) if entry.seq > self._known]
        row = office.store.task(self._task, office.on)
        if row is not None:
            sheet = sheet_of(office, newest_state(row))
            self._told = speak.joined([_told(entry_sheet(entry), sheet) for entry in found[-SHOWN:]])
        self._known, self.is_news = newest, True
        return True

    def before(self, make: Layout) -> Layout:
        """What is said of the form, what is new above it."""
        if not self._told:
            return make
        news = _("Recorded meanwhile: {what}").format(what=self._told)
        return lambda width: [[(fit(f" {news}", width), "warn")], *make(width)]

    def question(self, typed: str) -> Layout:
        """Whether to save all the same: what was recorded stands above, what is typed here."""
        self.is_news = False
        asked = _("Here stands {value}. To record it all the same, save once more.").format(value=typed)
        if not typed:
            asked = _("To record this all the same, save once more.")

        def lines(width: int) -> list[Line]:
            return list(telling.paragraph(asked, width, style="warn"))

        return lines

    def _newest(self, office: Office) -> int:
        row = office.store.task(self._task, office.on) if "/" in self._task else None
        return 0 if row is None else newest_state(row).seq


def _told(entry: Sheet, sheet: Sheet) -> str:
    """An entry in a few words: its day, what it says, and whose it is."""
    parts = (entry["at"][5:], speak.entry_kind(entry["kind"]), telling.said_of(entry, sheet), entry["by"])
    return " ".join(filter(None, parts))


class Watched(Blank[Answer]):
    """A form on a task, which says what somebody else records on it meanwhile; `about` is the task, or the tasks."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about
        self._meanwhile: Meanwhile | None = None

    def watch_task(self) -> None:
        """From now on what is recorded on the task is news."""
        self._meanwhile = Meanwhile(self.office, self.about)

    def look(self) -> None:
        """Say what would come of what is typed by now."""

    def see(self) -> None:
        """Somebody wrote: what was recorded on the task is said, and what would come of the form looked at anew."""
        if self._meanwhile and self._meanwhile.look(self.office):
            self.look()

    def say(self, make: Layout) -> None:
        super().say(self._meanwhile.before(make) if self._meanwhile else make)

    def asks_first(self) -> bool:
        """Whether something was recorded of which was not asked yet: both figures stand there now."""
        if self._meanwhile is None:
            return False
        self._meanwhile.look(self.office)
        if not self._meanwhile.is_news:
            return False
        fields = (field for field in self.query(Field) if (field.id or "").startswith("value"))
        typed = " ".join(field.value.strip() for field in fields if field.value.strip())
        self.say(self._meanwhile.question(typed))
        return True
