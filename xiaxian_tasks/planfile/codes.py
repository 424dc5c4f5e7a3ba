"""The codes of faults and doubts of plan files, with the figures each carries; sentences for them live at the faces.

A fault of content carries `key` besides; `near` is "" where nothing is near, `other` the line where the same stands
first, `unit` what stood behind a number, `example` and `instead` what to write.
"""

from xiaxian_tasks.domain.terms import DOUBT_CODES

FAULTS: dict[str, tuple[str, ...]] = {
    # the file
    "not-utf8": (),
    "bad-toml": ("reason",),
    # what TOML stops at, as people write it
    "toml-too-deep": (),
    "toml-fullwidth": ("found", "instead"),
    "toml-open-quote": ("found",),
    "toml-inner-quote": ("key", "found"),
    "toml-open-bracket": ("found",),
    "toml-bare-key": ("key",),
    "toml-bare-text": ("found", "instead"),
    "toml-key-twice": ("key",),
    "toml-no-equals": ("key",),
    "toml-no-value": ("key",),
    "toml-day": ("key", "found", "instead"),
    "toml-number": ("key", "found", "instead"),
    "toml-flag": ("key", "found", "instead"),
    "single-bracket": ("name",),
    # one key
    "unknown-key": ("near",),
    "missing": (),
    "blank": (),
    "wrong-type": ("expected", "found"),
    "day-said": ("value", "instead"),
    "number-said": ("value", "number"),
    "several-bodies": ("name", "instead"),
    "unknown-value": ("value", "near", "expected"),
    "control-character": (),
    "bad-label": ("value",),
    "impossible-day": ("value",),
    "not-finite": (),
    "too-many-digits": ("most",),
    "negative": ("value",),
    "unit-missing": (),
    "bad-rule": ("value",),
    "bad-curve": (),
    "bad-spans": (),
    "bad-steps": (),
    "bad-hours": (),
    "rung-unknown": ("name", "near"),
    "rung-without-cause": (),
    "line-twice": ("cause",),
    "unknown-body": ("name", "near"),
    "not-a-mail-address": ("value",),
    # between keys
    "no-tasks": (),
    "number-twice": ("number",),
    "id-twice": ("id",),
    "name-twice": ("name",),
    "alias-twice": ("name",),
    "person-twice": ("name",),
    "unknown-person": ("name", "near"),
    "part-twice": ("name",),
    "due-too-early": ("due", "earliest"),
    "period-inverted": (),
    "bad-thresholds": (),
    "near-and-spans": (),
    "unknown-rule": ("name", "near"),
    "rule-and-anchor": (),
    "unused-anchor": ("name", "near"),
    "no-such-step": ("step",),
    # days off
    "not-weekend": ("day",),
    "day-twice": ("day",),
    "other-year": ("day",),
}

_DECLARED = ("clause", "printed", "right", "note")

DOUBTS: dict[str, tuple[str, ...]] = dict.fromkeys(DOUBT_CODES, _DECLARED) | {
    "sum": ("printed", "computed", "clause", "task", "metric"),
}
"""Of a declared doubt only the figures that its file gives are there."""
