"""The query grammar, worked out by hand; any text is read or told where it slips, and what was read reads back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xiaxian_tasks.domain import spellings
from xiaxian_tasks.domain.parse import DEEPEST, LONGEST, MOST_VALUES, parse
from xiaxian_tasks.domain.query import Filter, Group, Part, Term, text_of
from xiaxian_tasks.domain.spans import Span, due_point, due_span, share_bounds, share_point
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.lists import SORTS

ON = date(2023, 10, 31)


def english(text: str) -> str:
    return text_of(parse(text))


@pytest.mark.parametrize(("typed", "read"), [
    ("", ""),
    ("自备井 水利", "自备井 水利"),
    ("灯:红 单位:水利局 限:<30天 进度:<50% 文:22号", "light:red body:水利局 due:<30d progress:<50% document:22号"),
    ("灯：红、黄　牵头：住建局，交通局", "light:red,yellow lead:住建局,交通局"),
    ("亮灯:红灯|黄灯", "light:red,yellow"),
    ("LIGHT:Red STATE:审核 待:审核", "light:red state:review waits:review"),
    ("d:hong ld:bj fa:groundwater-23 db:hf", "light:red light:done plan:groundwater-23 waits:reply"),
    ("待:待审核 待:未签收,延期待批 待:未回复", "waits:review waits:receipt,extension waits:reply"),
    ("限＜３０天 限《=4周 进度>=0.5 进度≤７５％", "due:<30d due:<=4w progress:>=50% progress:<=75%"),
    ("限:2023年10月5日..2023年12月 限:～本月", "due:2023-10-05..2023-12 due:..this-month"),
    ("限:30 限:30天内 限:2个月 限:10月 限:2023", "due:30d due:30d due:2m due:10月 due:2023"),
    ("进度:=50% 进度:20%..50% 进度:无", "progress:50% progress:20%..50% progress:none"),
    ("水 或 井", "水 or 井"),
    ("a b or c 序:亮灯 前:020", "a b or c sort:light limit:20"),
    ("(a or b) (c)", "(a or b) c"),
    ("-光伏 非 灯:红 非灯:黄 not (a b) 非(a or b)", "-光伏 -light:red -light:yellow -(a b) -(a or b)"),
    ("非煤矿山", '"非煤矿山"'),
    ("-(-a) ((a))", "a a"),
    ('"a b" “三农”工作 "他说""好"""', '"a b" 三农 工作 "他说""好"""'),
    ('"灯:红" "or" 文:"夏政办发〔2023〕22号"', '"灯:红" "or" document:夏政办发〔2023〕22号'),
    ("自备（水井） a)", '"自备（水井）" "a)"'),
    ("（号:1 or 文:夏政办发(2023)22号）", 'number:1 or document:"夏政办发(2023)22号"'),
    ("a<b x=1", '"a<b" "x=1"'),
])
def test_what_is_typed_is_read_so(typed: str, read: str) -> None:
    assert english(typed) == read
    assert english(text_of(parse(typed), "zh")) == read


@pytest.mark.parametrize(("typed", "column", "why", "near"), [
    ("养老 http://a.cn", 4, "unknown-key", []),
    ("9:30", 1, "unknown-key", []),
    ("工作要点：水", 1, "unknown-key", []),
    (":红", 1, "unknown-key", []),
    ("lihgt:red", 1, "unknown-key", ["light", "limit"]),
    ("灯:红 灯:", 6, "no-value", None),
    ("灯: 红", 3, "no-value", None),
    ("灯:红,", 4, "no-value", None),
    ("灯:红,yelow", 5, "unknown-value", ["yellow"]),
    ("态:办理", 3, "unknown-value", ["办理中"]),
    ("限:30日", 3, "not-a-day", []),
    ("限:<2023-02-30", 4, "no-such-day", []),
    ("限:2223-02", 3, "no-such-day", []),
    ("限:<逾期", 4, "not-comparable", ["逾期"]),
    ("限:..", 3, "nothing-between", []),
    ("限:2023-10..2023-09", 3, "inverted", ["2023-09..2023-10"]),
    ("限:30天..10天", 3, "inverted", ["10d..30d"]),
    ("进度:<50", 5, "percent-missing", ["50%"]),
    ("进度:50%..20%", 4, "inverted", ["20%..50%"]),
    ("进度≤50", 4, "percent-missing", ["50%"]),
    ("进度:half", 4, "not-a-share", []),
    ("前:很多", 3, "not-a-count", None),
    ("前:1,2", 5, "one-value", None),
    ("前:1 前:2", 5, "key-twice", None),
    ("非序:亮灯", 1, "not-in-group", None),
    ("(a 序:亮灯)", 4, "not-in-group", None),
    ("or a", 1, "nothing-beside-or", None),
    ("a 或", 3, "nothing-beside-or", None),
    ("a 或 或 b", 5, "nothing-beside-or", None),
    ("a 非", 3, "nothing-to-negate", None),
    ("水 - 井", 3, "nothing-to-negate", None),
    ("--a", 1, "nothing-to-negate", None),
    ("a (b", 3, "open-group", None),
    ("a ()", 3, "empty-group", None),
    ('a "b', 3, "open-quote", None),
    ('""', 1, "empty-phrase", None),
])
def test_a_slip_is_told_with_its_place(typed: str, column: int, why: str, near: list[str] | None) -> None:
    with pytest.raises(Misused) as caught:
        parse(typed)
    assert (caught.value.code, caught.value.exit_code) == ("bad-query", 2)
    told = caught.value.figures
    assert (told["text"], told["column"], told["why"]) == (typed, column, why)
    assert told.get("near") == near


def test_what_nobody_asks_is_refused() -> None:
    for typed, why in (
        ("a" * (LONGEST + 1), "too-long"), ("a " * (MOST_VALUES + 1), "too-many"),
        (f"灯:{'红,' * MOST_VALUES}红", "too-many"), ("-(" * (DEEPEST + 1) + "a b" + ")" * (DEEPEST + 1), "too-deep"),
    ):
        with pytest.raises(Misused) as caught:
            parse(typed)
        assert caught.value.figures["why"] == why
    assert parse("a " * MOST_VALUES)
    assert parse("-(a " * DEEPEST + "b" + ")" * DEEPEST)


@pytest.mark.parametrize(("typed", "first", "before"), [
    # 2023-10-31 is a Tuesday, the last day of a month and the first month of a quarter.
    ("<30天", None, "2023-11-30"),
    ("<=30天", None, "2023-12-01"),
    (">30天", "2023-12-01", None),
    (">=30天", "2023-11-30", None),
    ("30天", "2023-10-31", "2023-12-01"),
    ("-10天", "2023-10-21", "2023-11-01"),
    ("<-10天", None, "2023-10-21"),
    ("10天..4周", "2023-11-10", "2023-11-29"),
    ("1个月", "2023-10-31", "2023-12-01"),
    ("4个月", "2023-10-31", "2024-03-01"),
    ("<2023-12-31", None, "2023-12-31"),
    ("<=2023-12-31", None, "2024-01-01"),
    (">2023", "2024-01-01", None),
    ("2023-02", "2023-02-01", "2023-03-01"),
    ("2023-10-01..2023-10-31", "2023-10-01", "2023-11-01"),
    ("2023-10..", "2023-10-01", None),
    ("9月", "2023-09-01", "2023-10-01"),
    ("2月29日", "2023-02-28", "2023-03-01"),
    ("昨天", "2023-10-30", "2023-10-31"),
    ("明天", "2023-11-01", "2023-11-02"),
    ("上周", "2023-10-23", "2023-10-30"),
    ("本周", "2023-10-30", "2023-11-06"),
    ("上月", "2023-09-01", "2023-10-01"),
    ("本月", "2023-10-01", "2023-11-01"),
    ("下月", "2023-11-01", "2023-12-01"),
    ("上季", "2023-07-01", "2023-10-01"),
    ("本季", "2023-10-01", "2024-01-01"),
    ("下季", "2024-01-01", "2024-04-01"),
    ("今年", "2023-01-01", "2024-01-01"),
    ("<=本季", None, "2024-01-01"),
    ("去年..今年", "2022-01-01", "2024-01-01"),
])
def test_due_days_are_counted_from_the_day(typed: str, first: str | None, before: str | None) -> None:
    (term,) = parse(f"限:{typed}").parts
    assert isinstance(term, Term)
    (value,) = term.values
    asked = Span(*(date.fromisoformat(day) if day else None for day in (first, before)))
    assert due_span(value.operator, value.text, ON) == asked


@pytest.mark.parametrize(("typed", "bounds"), [
    ("<50%", (None, 500_000)), ("<=0.5", (None, 500_001)), (">50%", (500_001, None)), (">=22.5%", (225_000, None)),
    ("100%", (1_000_000, 1_000_001)), ("1", (1_000_000, 1_000_001)), ("0", (0, 1)),
    ("20%..50%", (200_000, 500_001)), ("..0.0001%", (None, 2)), ("150%..", (1_500_000, None)),
])
def test_shares_are_millionths(typed: str, bounds: tuple[int | None, int | None]) -> None:
    (term,) = parse(f"进度:{typed}").parts
    assert isinstance(term, Term)
    assert share_bounds(term.values[0].operator, term.values[0].text) == bounds


def test_days_and_shares_are_kept_in_one_form() -> None:
    assert {due_point(text) for text in ("2023-9-5", "2023/09/05", "2023.9.5", "2023年9月5日")} == {"2023-09-05"}
    assert {due_point(text) for text in ("2周", "2w", "2weeks", "+2周")} == {"2w"}
    assert {share_point(text) for text in ("0.5", "50%", "50.00%", "050%")} == {"50%"}


def test_columns_are_those_of_what_was_typed() -> None:
    asked = parse("养老 灯：红，黄 非(限:<30天 或 “a b”)")
    word, light, group = asked.parts
    assert isinstance(light, Term)
    assert isinstance(group, Group)
    assert (word.column, light.column, [value.column for value in light.values]) == (1, 4, [6, 8])
    assert (group.column, [parts[0].column for parts in group.alternatives]) == (10, [12, 21])
    assert asked.words == ("养老",)
    assert text_of(asked.beside_words) == "light:red,yellow -(due:<30d or \"a b\")"


def test_no_spelling_means_two_things() -> None:
    for key in ("", *spellings.CODED, *spellings.MEASURED):
        table = spellings.table_of(key)
        said = [spelling for code, known in table.items() for spelling in {code, *known.split()}]
        assert sorted(said) == sorted(set(said)), key
        assert [spelling for spelling in said if spelling != spelling.casefold()] == []
    assert tuple(spellings.SORTS) == SORTS
    assert {*spellings.KEYS} == {*spellings.CODED, *spellings.NAMED, *spellings.MEASURED, "limit"}


def test_latin_spellings_are_pinyin() -> None:
    from pypinyin import lazy_pinyin

    english_too = {"doc", "no", "wait", "gray", "unsigned", "refused", "unregistered", "undispatched"}
    for key in ("", *spellings.CODED, *spellings.MEASURED):
        for known in spellings.table_of(key).values():
            words = known.split()
            spoken = {"".join(lazy_pinyin(word, v_to_u=False)) for word in words if not word.isascii()}
            spoken |= {"".join(part[0] for part in lazy_pinyin(word)) for word in words if not word.isascii()}
            assert [word for word in words if word.isascii() and word not in spoken | english_too] == []


PIECES = (
    *'灯限进度单位文号序前非或红黄无本月天周年个:：,，、|()（）<>=＜《≤"“”「」-.%～  0123456789', "or", "not", "light",
    "due", "30天", "progress", "2023-10", "50%", "..", "http://", "sort", "limit", "body", " 灯:", " 限:<", " 进度:",
    " -", " (", ") ",
)
TYPED = some.lists(some.sampled_from(PIECES), max_size=40).map("".join) | some.text(max_size=60)


@given(TYPED)
def test_any_text_is_read_or_told_where_it_slips(typed: str) -> None:
    slip, asked = read(typed)
    if asked is None:
        assert slip["text"] == typed
        assert 1 <= slip["column"] <= len(typed)
        return
    assert unplaced(parse(text_of(asked, "en"))) == unplaced(parse(text_of(asked, "zh"))) == unplaced(asked)


def read(typed: str) -> tuple[dict[str, Any], Filter | None]:
    """What a text asks; or else what is told of its slip."""
    try:
        return {}, parse(typed)
    except Misused as slip:
        return slip.figures, None


def unplaced(asked: Filter) -> Filter:
    """The same without columns."""
    return asked._replace(parts=tuple(map(_unplaced, asked.parts)))


def _unplaced(part: Part) -> Part:
    if isinstance(part, Term):
        return part._replace(column=0, values=tuple(value._replace(column=0) for value in part.values))
    kept = tuple(tuple(map(_unplaced, parts)) for parts in part.alternatives)
    return part._replace(column=0, alternatives=kept)
