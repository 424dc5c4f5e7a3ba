"""Sending from the screen: in a thread beside it, with how far it is at the head of the page, and stopped by a key."""

from collections import Counter
from threading import Event

from xiaxian_tasks.language import _
from xiaxian_tasks.ports.letters import ACCEPTED, REFUSED
from xiaxian_tasks.tui.look import Line, bar
from xiaxian_tasks.tui.width import cells, fit

WIDE = 24
"""Cells of the bar."""


class Sending:
    """One run: told by the thread that sends, shown by the page. `total` is how many were to go when it began."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._told: Counter[str] = Counter()
        self._stop = Event()

    def stop(self) -> None:
        """Send no more after the message that is on its way."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Whether no more is to be sent."""
        return self._stop.is_set()

    def tell(self, verdict: str) -> None:
        """One more is settled; called by the thread."""
        self._told[verdict] += 1

    @property
    def done(self) -> int:
        """How many are settled."""
        return self._told.total()

    def line(self, width: int) -> Line:
        """How far it is."""
        told = [_("Sending {done}/{total}").format(done=self.done, total=max(self.total, self.done))]
        kept = self.done - self._told[ACCEPTED] - self._told[REFUSED]
        for count, text in ((self._told[REFUSED], _("refused {count}")), (kept, _("to be tried again {count}"))):
            if count:
                told.append(text.format(count=count))
        text = f" {'  '.join(told)}  "
        ends = _("stopping after this one") if self.is_stopped() else _("Esc stops")
        drawn = bar("", self.done / self.total if self.total else 0.0, WIDE) if width >= cells(text) + WIDE + 20 else []
        return [(text, "title"), *drawn, (fit(f"  {ends}", cells(ends) + 3), "quiet")]

    def over(self) -> Line:
        """What came of it."""
        told = [_("Sent: {count}").format(count=self._told[ACCEPTED])]
        if refused := self._told[REFUSED]:
            told.append(_("refused {count}").format(count=refused))
        if kept := self.done - self._told[ACCEPTED] - refused:
            told.append(_("to be tried again {count}").format(count=kept))
        if self.is_stopped():
            told.append(_("stopped"))
        return [(f" {'  '.join(told)}", "good" if self.done == self._told[ACCEPTED] else "warn")]
