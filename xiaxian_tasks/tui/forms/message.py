"""What is asked before something is done to messages: other words, a day to come, why one is withdrawn, how it is known
that one arrived."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from xiaxian_tasks.errors import Misused, XiaxianError
from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.office import outbox as box
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, asked, places, speak, telling
from xiaxian_tasks.tui.forms.blank import Row
from xiaxian_tasks.tui.forms.form import Form
from xiaxian_tasks.tui.forms.typed import day_to_come, quoted
from xiaxian_tasks.tui.widgets.field import Field, Figure, Note
from xiaxian_tasks.tui.widgets.paper import Layout

EDIT, POSTPONE, WITHDRAW, CONFIRM, APPROVE = "edit", "postpone", "withdraw", "confirm", "approve"
"""What is done; a letter is approved by a form only where it asks a body beyond its monthly limit."""

TITLES = {
    APPROVE: N_("Beyond the monthly limit"),
    EDIT: N_("Other words"), POSTPONE: N_("Later"), WITHDRAW: N_("Withdraw"), CONFIRM: N_("It arrived"),
}

DOES = {
    APPROVE: N_("The body is asked all the same; the reason stands in the histories of the tasks."),
    EDIT: N_("What is typed here goes in the place of what stood there; the history keeps both."),
    WITHDRAW: N_("It does not go, and counts as said: the same is not drafted again."),
    CONFIRM: N_("It counts as received, whether it went by itself or was handed over."),
}
"""What comes of it, where nothing has to be worked out."""

WORDED = ("subject", "text", "person", "channel", "address")
"""What of a message is plain words."""


class Done(NamedTuple):
    """To how many messages it was done, the first error and how many it kept, and the command line of the first."""

    done: int
    refused: int
    error: XiaxianError | None
    twin: str


class MessageScreen(Form[Done | None]):
    """The form of one act on one message or on several."""

    FORM = "message"
    FIRST = "Field"
    PLACE = places.MESSAGE
    BINDINGS = acts.bindings(places.MESSAGE)

    def __init__(self, what: str, messages: Sequence[Sheet]) -> None:
        super().__init__(" ".join(each["id"].rpartition("/")[2] for each in messages))
        self._what, self._messages = what, messages

    @property
    def draft_name(self) -> str:
        return f"{self.FORM}-{self._what}"

    def heading(self) -> str:
        first, count = self._messages[0], len(self._messages)
        told = f"{asked.named(first)}  {first['body']}" if count == 1 else messages(count)
        return f"{_(TITLES[self._what])}  {told}"

    def rows(self) -> Iterator[Row]:
        first = self._messages[0]
        if self._what == EDIT:
            if not first["letter"]:
                yield Row(_("Subject"), Field(value=first["subject"], id="subject"))
                yield Row(_("Wording"), Note(value=first["text"], id="text"))
            yield Row(_("Recipient"), Field(value=first["person"], id="person"))
            yield Row(_("By"), Field(_("as the post is set up"), value=first["channel"], id="channel"))
            yield Row(_("Address"), Field(value=first["address"], id="address"))
        elif self._what == POSTPONE:
            yield Row(_("Until"), Figure(_("the first day it may go: 12-31, or +3 for in three days"), id="until"))
            yield Row(_("Why"), Field(_("may stay empty"), id="why"))
        elif self._what in {WITHDRAW, APPROVE}:
            yield Row(_("Why"), Field(id="why"))
        else:
            yield Row(_("How"), Field(_("how it is known: by telephone, a signed copy"), id="how"))

    def _values(self) -> dict[str, str]:
        """What is typed and stood not there before: only that is worth keeping as a draft."""
        found = super()._values()
        if self._what != EDIT:
            return found
        return {key: value for key, value in found.items() if value != self._messages[0].get(key)}

    def action_anew(self) -> None:
        super().action_anew()
        if self._what == EDIT:
            for field in self.query(Field):
                field.value = self._messages[0][field.id or ""]
                field.cursor_position = len(field.value)

    # What would come of it, and what comes of it.

    def foretold(self, desk: Office) -> Layout:
        if self._what == POSTPONE:
            until = day_to_come(self.typed("until"), desk.on)
            if until is None:
                raise Misused("day-to-send")
            told = _("Nothing of it goes before {day}.").format(day=speak.day(until))
            if not desk.workdays.is_working(until):
                told = " ".join((told, _("That is no working day.")))
        elif self._what == EDIT and not self._changes():
            told = _("Nothing is changed yet.")
        else:
            told = _(DOES[self._what])
        return lambda width: list(telling.paragraph(told, width, style="quiet"))

    def _changes(self) -> dict[str, str]:
        """What is worded otherwise than it stands."""
        first = self._messages[0]
        typed = {field.id or "": field.value.strip() for field in self.query(Field)}
        return {key: typed[key] for key in WORDED if key in typed and typed[key] != first[key].strip()}

    def act(self) -> Done:
        take, words = self._taking()
        done, refused = 0, list[XiaxianError]()
        for each in self._messages:
            try:
                take(each["id"])
                done += 1
            except XiaxianError as error:
                refused.append(error)
        if not done:
            raise refused[0]
        first = self._messages[0]["id"].rpartition("/")[2]
        line = " ".join(map(quoted, ("xiaxian", "remind", self._what, first, *words)))
        return Done(done, len(refused), refused[0] if refused else None, line)

    def _taking(self) -> tuple[Callable[[str], object], list[str]]:
        """What is done to each message, and the words of the command line behind its name. Raises Misused (2)."""
        office = self.office
        if self._what == EDIT:
            said: dict[str, Any] = self._changes()
            change = box.Change(**said)
            return lambda each: box.edit(office, each, change), [
                word for key, value in said.items() for word in (f"--{key}", value)
            ]
        if self._what == POSTPONE:
            until, why = day_to_come(self.typed("until"), office.on), self.typed("why")
            if until is None:
                raise Misused("day-to-send")
            more = ["--why", why] if why else []
            return lambda each: box.postpone(office, each, until, why), ["--to", until.isoformat(), *more]
        if self._what == WITHDRAW:
            why = self.typed("why")
            return lambda each: box.withdraw(office, each, why), ["--why", why]
        if self._what == APPROVE:
            return self._approving(self.typed("why"))
        how = self.typed("how")
        return lambda each: box.confirm(office, each, how), ["--how", how]

    def _approving(self, why: str) -> tuple[Callable[[str], object], list[str]]:
        """Approving all the same, with the reason."""
        from xiaxian_tasks.assemble import outbox

        office, terms = self.office, outbox.Terms(override=why)
        return lambda each: outbox.approve(office, each, terms), ["--override", why]


def messages(count: int) -> str:
    """So many messages."""
    return ngettext("{count} message", "{count} messages", count).format(count=count)
