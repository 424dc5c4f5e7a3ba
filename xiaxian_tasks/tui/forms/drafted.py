"""A form that keeps what is typed until it is saved or thrown away (草稿): over Esc, and over a killed program."""

from typing import ClassVar, TypeVar

from xiaxian_tasks.language import _
from xiaxian_tasks.tui.forms.meanwhile import Watched
from xiaxian_tasks.tui.pages.frame import Frame
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.field import Field

Answer = TypeVar("Answer")


class Drafted(Watched[Answer]):
    """A form that keeps what is typed. `FORM` names its drafts."""

    FORM: ClassVar[str] = ""

    def __init__(self, about: str) -> None:
        super().__init__(about)
        self._has_draft = False

    @property
    def draft_name(self) -> str:
        """What drafts of this form are kept under."""
        return self.FORM

    def _values(self) -> dict[str, str]:
        """What is typed and chosen as it is kept: by the names of the widgets."""
        found = {field.id or "": field.value for field in self.query(Field) if field.value.strip()}
        return found | {choice.id or "": choice.called for choice in self.query(Choice) if choice.called}

    def keep_typed(self) -> None:
        values = self._values()
        if values:
            self.desk.kept.keep_draft(self.draft_name, self.about, values)
        elif self._has_draft:
            self.drop_draft()
        self._has_draft = bool(values)

    def drop_draft(self) -> None:
        """What is typed is saved, or thrown away."""
        self.desk.kept.drop_draft(self.draft_name, self.about)

    def restore(self) -> None:
        """Fill in what was typed before and not saved."""
        draft = self.desk.kept.draft(self.draft_name, self.about)
        for field in self.query(Field):
            field.value = draft.get(field.id or "", field.value)
            field.cursor_position = len(field.value)
            if field.value and field.id:
                self.show_row(field.id)
        for choice in self.query(Choice):
            choice.choose(draft.get(choice.id or "", ""))
        self._has_draft = bool(draft)
        self.is_old = bool(draft)

    def action_leave(self) -> None:
        """Leave it; what is typed is kept, which the page below says."""
        below = self.desk.screen_stack[-2]
        if self._has_draft and isinstance(below, Frame):
            below.praise(_("What was typed is kept: it stands there when the form is opened again."))
        self.dismiss(None)
