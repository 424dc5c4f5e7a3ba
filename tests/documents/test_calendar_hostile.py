"""Strings that break calendars: every reader shows each title as it was made harmless (bench/hostile.py: 10,000)."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import hostile
from tests.documents.lint import faults

CHANCE = st.randoms(use_true_random=True)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=CHANCE)
def test_every_title_is_shown_as_it_was_made_harmless(dice: hostile.Dice, capsys: pytest.CaptureFixture[str]) -> None:
    (feed,) = hostile.feeds_of(list(hostile.strings(hostile.AT_ONCE, dice)))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "feed.ics"
        assert faults(hostile.write(feed, file)) == []
        wanted = hostile.expected(feed)
        assert hostile.by_icalendar(file) == wanted
        assert hostile.by_recurring(file) == {uid: title for uid, title in wanted.items() if "@twin." not in uid}
        for name, read in hostile.foreign().items():
            if read is not None:
                assert read(file) == wanted, name


def test_readers_that_are_not_here_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    for name, read in hostile.foreign().items():
        if read is None:
            with capsys.disabled():
                sys.stderr.write(f"\n{name} is not on this machine: hostile titles were not shown to it\n")


@settings(max_examples=1, deadline=None)
@given(dice=CHANCE)
def test_strings_are_of_every_sort(dice: hostile.Dice) -> None:
    texts = list(hostile.strings(500, dice))
    whole = "".join(texts)
    for wanted in ("\x00", "\\N", "\u2028", "\u200d", "\u202e", "\r\n", "\ufeff", "BEGIN:VEVENT"):
        assert wanted in whole
    assert any("\ud800" <= each <= "\udfff" for each in whole)
    assert any("\U00020000" <= each <= "\U0002ffff" for each in whole)
    assert max(map(len, texts)) == 5_000
