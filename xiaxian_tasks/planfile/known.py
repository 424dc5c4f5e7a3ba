"""The bodies a plan file may name, by every spelling."""

from collections.abc import Iterable
from difflib import get_close_matches

from xiaxian_tasks.domain.plan import Body


class Known:
    """Names and aliases -> the name to show.

    Of two bodies with one spelling the first keeps it; a name goes before an alias.
    """

    def __init__(self, bodies: Iterable[Body] = ()) -> None:
        self.bodies = tuple(bodies)
        self._names = {body.name: body.name for body in self.bodies}
        for body in self.bodies:
            for alias in body.aliases:
                self._names.setdefault(alias, body.name)
        self._near: dict[str, str] = {}

    def name_of(self, printed: str) -> str | None:
        """The name to show for a printed one, or None."""
        return self._names.get(printed)

    def near(self, printed: str) -> str:
        """The known spelling nearest to a printed one, or ""."""
        if printed not in self._near:
            self._near[printed] = nearest(printed, self._names)
        return self._near[printed]

    def under(self, own: Iterable[Body]) -> "Known":
        """The same with a plan's own bodies, whose spellings go before the others."""
        known = Known(self.bodies)
        mine = Known(own)
        known.bodies = mine.bodies + known.bodies
        known._names |= mine._names
        return known


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like `word`, or ""."""
    return next(iter(get_close_matches(word, words, n=1, cutoff=0.5)), "")
