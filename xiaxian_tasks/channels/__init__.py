"""The post (通道): one channel each, which hands over what was made. No ledger, no sentences, no clock.

A way of the post is one file here with a constant CHANNEL, or an entry point of another package.
"""

import importlib
import pkgutil

from xiaxian_tasks.ports.letters import Way

ENTRY_POINTS = "xiaxian_tasks.channels"
"""The group under which a third party's package names its ways."""

NO_WAYS = frozenset({"caldav"})
"""Files of this folder that carry collections, not messages."""


def names() -> list[str]:
    """The names of all ways: those of this folder in order, then those of other packages; nothing is imported."""
    own = [module.name for module in pkgutil.iter_modules(__path__)]
    found = sorted(name for name in own if not name.startswith("_") and name not in NO_WAYS)
    return found + sorted(set(_foreign()) - set(found))


def way(name: str) -> Way | None:
    """The way of this name; of two the one of this folder. None where there is none."""
    if name not in names():
        return None
    if name in _foreign() and name not in {module.name for module in pkgutil.iter_modules(__path__)}:
        from importlib.metadata import entry_points

        (point, *_) = entry_points(group=ENTRY_POINTS, name=name)
        foreign: Way = point.load()
        return foreign
    own: Way = importlib.import_module(f"{__name__}.{name}").CHANNEL
    return own


def _foreign() -> list[str]:
    from importlib.metadata import entry_points

    return [point.name for point in entry_points(group=ENTRY_POINTS)]
