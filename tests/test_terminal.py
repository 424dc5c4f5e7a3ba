"""Widths of texts in cells, beside the library that knows every character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from xiaxian_tasks import terminal

USUAL = "".join(map(chr, range(0x20, 0x7F))) + "“”‘’…—·" + "".join(
    chr(point) for first, last in terminal._WIDE for point in range(ord(first), ord(last) + 1)
)


@pytest.mark.parametrize(("said", "cells"), [("1", 1), ("2", 2), ("", 1)])
def test_usual_characters_are_as_wide_as_the_library_has_them(
    said: str, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(terminal.VARIABLE, said)
    assert [each for each in USUAL if terminal.width(each) != wcswidth(each, ambiguous_width=cells)] == []


@given(st.text(st.sampled_from([*"aé中（“…①\u0301\u200d👨👧\t", "\ufe0f"]) | st.characters(exclude_categories=["Cs"])))
def test_any_text_is_as_wide_as_the_library_has_it(text: str) -> None:
    assert terminal.width(text) == (len(text) if text.isascii() else max(0, wcswidth(text, ambiguous_width=1)))
