"""Keys of one's own: the registry of acts with the keys a user wants, and what is wrong with them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from textual.keys import KEY_NAME_REPLACEMENTS

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.places import Act

HELD = ("ctrl", "shift", "alt")
"""Keys that are held while another is struck."""

NOT_OURS = frozenset({
    "ctrl+space", "shift+space", "ctrl+full_stop", "ctrl+comma", "ctrl+shift+f", "ctrl+shift", "ctrl+at",
    "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "f10", "f11",
})
"""Keys that switch input methods (Ctrl+Space, Shift+Space, Ctrl+. and their kin), that terminals send for Backspace,
Tab and Enter (Ctrl+H, I, J, M), and that windows keep for themselves (F10, F11)."""

_NAMED = {name.casefold(): key for key, name in acts.NAMES.items()} | {key: key for key in acts.NAMES}
_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])")


class Slip(NamedTuple):
    """What is wrong with the keys of an act, called as it was named; the figures of its sentence, `key` being the name.
    """

    name: str
    code: str
    figures: dict[str, str]


def _slip(name: str, code: str, **figures: str) -> Slip:
    return Slip(name, code, {"key": name, **figures})


def key_of(written: str) -> str | None:
    """A key as Textual calls it: ctrl+p, Ctrl+P, F2, ?, ？, Enter, PgDn; None where it is none."""
    text = unicodedata.normalize("NFKC", written).strip()
    *held, last = text.split("+") if len(text) > 1 else [text]
    if text.endswith("++"):
        held, last = text[:-2].split("+"), "+"
    low = [each.casefold() for each in held]
    if any(each not in HELD for each in low) or not last:
        return None
    if held:
        last = last.casefold()
    named = last.casefold() if _FUNCTION.fullmatch(last.casefold()) else _NAMED.get(last.casefold())
    if not named and len(last) == 1 and last.isprintable():
        called = unicodedata.name(last, "").lower().replace("-", "_").replace(" ", "_")
        named = last if last.isalnum() else KEY_NAME_REPLACEMENTS.get(called, called)
    return "+".join([*(each for each in HELD if each in low), named]) if named else None


def rekeyed(wanted: Mapping[str, Sequence[str]]) -> tuple[tuple[Act, ...], list[Slip]]:
    """The registry with these keys instead, by act (`sort`) or by place and act (`tasks.sort`); and every slip.

    The keys given are all an act then has, in this order; full-width forms come by themselves.
    """
    found, slips, changed = list(acts.REGISTRY), list[Slip](), dict[str, list[Act]]()
    for name, written in wanted.items():
        place, dot, act_id = name.rpartition(".")
        meant = [act for act in found if act.id == act_id and (not dot or place in act.places)]
        if not meant:
            slips.append(_slip(name, "unknown-act", near=_near(act_id)))
            continue
        keys, faults = _keys(name, written, meant)
        slips += faults
        if keys:
            changed[name] = []
            for act in meant:
                at = (place,) if dot else act.places
                new = act._replace(keys=keys, also=(), places=at)
                changed[name].append(new)
                rest = act._replace(places=tuple(each for each in act.places if each not in at))
                index = found.index(act)
                found[index : index + 1] = [each for each in (new, rest) if each.places]
    return tuple(found), [*slips, *_clashes(found, changed)]


def keymap(keyed: Iterable[Act]) -> dict[str, str]:
    """What Textual has to be told: the keys of each place's act that are other than the registry's."""
    usual = {f"{place}.{act.id}": act for act in acts.REGISTRY for place in act.places}
    return {
        f"{place}.{act.id}": ",".join(acts.keys_of(act))
        for act in keyed for place in act.places
        if acts.keys_of(act) != acts.keys_of(usual[f"{place}.{act.id}"])
    }


def _keys(name: str, written: Sequence[str], meant: list[Act]) -> tuple[tuple[str, ...], list[Slip]]:
    """The keys written for an act, and what is wrong with them."""
    keys, slips = list[str](), list[Slip]()
    for text in written:
        key = key_of(text)
        if key is None:
            slips.append(_slip(name, "no-such-key", value=text))
        elif key in NOT_OURS:
            slips.append(_slip(name, "key-not-ours", value=text))
        elif acts.needs_letters(key) and any(_is_typed_into(place) for act in meant for place in act.places):
            slips.append(_slip(name, "key-types", value=text))
        else:
            keys.append(key)
    if not written:
        slips.append(_slip(name, "no-key"))
    return tuple(dict.fromkeys(keys)), slips


def _is_typed_into(place: str) -> bool:
    """Whether what types something goes into a field there: no key of such a place needs letters."""
    is_form = places.PLACES[place].home.startswith("forms.") or place == places.FILTER
    return is_form and not any(
        acts.needs_letters(key) for act in acts.REGISTRY if place in act.places for key in act.keys
    )


def _clashes(found: list[Act], changed: Mapping[str, list[Act]]) -> Iterator[Slip]:
    """Keys that would mean two things in one place, told once for each pair of acts."""
    named = {id(act): name for name, those in changed.items() for act in those}
    told = set[tuple[str, str]]()
    for place, described in places.PLACES.items():
        for inner in described.holds or (place,):
            here = [act for act in found if not {place, inner}.isdisjoint(act.places)]
            for one, other in combinations(here, 2):
                if id(one) not in named and id(other) in named:
                    one, other = other, one  # the one whose keys were changed is named
                if id(one) not in named:
                    continue
                both = [key for key in acts.keys_of(one) if key in acts.keys_of(other)]
                if both and (one.id, other.id) not in told:
                    told.add((one.id, other.id))
                    yield _clash(named[id(one)], both[0], other, place)


def _clash(name: str, key: str, other: Act, place: str) -> Slip:
    title = _(places.PLACES[place].title)
    return _slip(name, "keys-clash", value=acts.key_name(key), other=_(other.label), title=title)


def _near(act_id: str) -> str:
    """The id of an act most like one that there is not."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(act_id, {act.id for act in acts.REGISTRY}, 1, 0.5)), "")
