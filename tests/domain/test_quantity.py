"""Quantities: what people type, exact conversion inside one sort, refusal of another."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaxian_tasks.domain.quantity import Quantity, convert, parse
from xiaxian_tasks.errors import Misused, Refused


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("43万方", "43", "万方"),
        ("120 户", "120", "户"),
        ("１２０户", "120", "户"),
        ("1,300", "1300", ""),
        ("97.5%", "97.5", "%"),
        ("６．５％", "6.5", "%"),
        ("-3", "-3", ""),
        (".5亩", "0.5", "亩"),
        (" 9眼 ", "9", "眼"),
        ("302,039人", "302039", "人"),
    ],
)
def test_what_people_type(typed: str, value: str, unit: str) -> None:
    assert parse(typed) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "户",
        "NaN",
        "nan户",
        "inf",
        "-Infinity",
        "1e400",
        "1E5",
        "12.5.3",
        "1,30",
        "一百",
        "٤٥",
        "50\x01",
        "+5",
        "＋5户",
        "1_000",
        "0x10",
        "45-50户",
        "9" * 16,
        "9" * 400,
        "0." + "1" * 15,
        "１２３４５６７８９０１２３４５６",
    ],
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(Misused) as refused:
        parse(typed)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("43万方", "万方", "43"),
        ("430000立方米", "万方", "43"),
        ("0.0043亿m³", "万方", "43"),
        ("43万", "方", "430000"),
        ("45", "户", "45"),
        ("2公顷", "亩", "30"),
        ("8500亩", "万亩", "0.85"),
        ("1.3亿元", "万元", "13000"),
        ("5口", "眼", "5"),
        ("20万亩", "亩", "200000"),
        ("50000吨", "万吨", "5"),
        ("6.5个百分点", "%", "6.5"),
        ("12公里", "米", "12000"),
    ],
)
def test_units_of_one_sort(typed: str, unit: str, value: str) -> None:
    assert convert(parse(typed), unit) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "unit"), [("45家", "户"), ("43万亩", "万方"), ("5%", "户"), ("3个", "家"), ("9元", "眼")]
)
def test_units_of_another_sort(typed: str, unit: str) -> None:
    with pytest.raises(Refused) as refused:
        convert(parse(typed), unit)
    assert (refused.value.exit_code, refused.value.code) == (4, "unit")


@given(st.decimals(0, 10**9, places=4, allow_nan=False), st.sampled_from(["方", "万方", "亿方", "万立方米", "m³"]))
def test_there_and_back_is_exact(value: Decimal, unit: str) -> None:
    there = convert(Quantity(value, unit), "方")
    assert convert(Quantity(there, "方"), unit) == value
