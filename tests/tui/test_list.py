"""The list of tasks as a list: orders, groups, marks, columns, saved views, what is taken along."""

import json
import shlex
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.strip import Strip

from tests.cli.programs import call
from tests.ledgers import bundled, office
from tests.tui.screens import assert_golden, played, rest, strike, text_of
from xiaxian_tasks.office import lists, record, views
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.tui.look import length
from xiaxian_tasks.tui.pages.tasks import TasksPage
from xiaxian_tasks.tui.roll import Asking, Overtaken, Roll, Scope, Turns, read_index
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.columns import COLUMNS, Form, Seen
from xiaxian_tasks.tui.widgets.table import TaskTable

ON = "2023-10-10"


def page_of(pilot: "Pilot[int]") -> TasksPage:
    """The page that is played."""
    page = pilot.app.screen_stack[0]
    assert isinstance(page, TasksPage)
    return page


def marked(page: TasksPage) -> list[str]:
    """The tasks that are marked, as acts on many take them."""
    return list(page.table.marked)


def ids_of(page: TasksPage) -> list[str]:
    """The tasks of its list, in order."""
    assert page.roll is not None
    return page.roll.ids


# Orders and groups. ---------------------------------------------------------------------------------------------------


def shared(found: Sheet, by: str) -> list[str]:
    """The groups a task belongs to."""
    if by == "body":
        return list(found["lead"]) or ["待定单位"]
    if by == "section":
        return [f"{found['plan']}/{found['section']}"]
    return [found[by]]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = bundled(tmp_path_factory.mktemp("county"))
    desk = office(path, ON)
    for task, said in (("services-23/13", "45户"), ("groundwater-23/10", "9眼"), ("groundwater-23/1", "")):
        record.report(desk, Said(task, said) if said else Said(task, note="已开工"))
    desk.store.close()
    return path


ASKINGS = st.builds(
    Asking, scope=st.sampled_from([Scope(), Scope(plan="services-23"), Scope(body="县水利局")]),
    text=st.sampled_from(["", "灯:绿,红"]), sort=st.sampled_from(lists.SORTS), reverse=st.booleans(),
    by=st.sampled_from(("", *lists.GROUPINGS)),
)


@given(
    asking=ASKINGS, words=st.sampled_from([(), ("水",), ("养老", "县民政局"), ("zzzz",)]),
    folded=st.sets(st.integers(0, 40), max_size=5),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_grouped_list_is_the_list_of_the_office(
    county: Path, asking: Asking, words: tuple[str, ...], folded: set[int]
) -> None:
    """Each group holds the tasks that belong to it, in the order in which the office lists them, and counts them."""
    desk = office(county, ON)
    by, rows = asking.by, list(lists.rows(desk, asking.asked(words)))
    sheets = {row.id: {**sheet(desk, row), "outlook": row.outlook} for row in rows}
    roll = Roll(desk, asking)
    roll.begin()
    roll.take(read_index(desk, asking.asked(), by=by))
    roll.narrow(words)
    roll.fold([group.code for place, group in enumerate(roll.groups) if place in folded], is_folded=True)
    if not by:
        assert roll.ids == [row.id for row in rows]
    wanted: dict[str, list[str]] = defaultdict(list)
    for key, found in sheets.items():
        for code in shared(found, by) if by else ():
            wanted[code].append(key)
    assert {group.code: roll.tasks(group) for group in roll.groups} == wanted
    for group in roll.groups:
        counted = {light: count for light, count in group.lights.items() if count}
        assert sum(counted.values()) == group.size == len(wanted[group.code])
        assert counted == {light: sum(sheets[key]["light"] == light for key in wanted[group.code]) for light in counted}
    seen: list[Any] = []
    for index in range(len(roll)):
        head, task = roll.group(index), roll.sheet(index)
        assert (head is None) != (task is None)
        seen.append(head.code if head else task["id"] if task else "")
        if task and by != "body":
            assert roll.place_of(task["id"]) == index
    laid_out = [[group.code, *([] if group.is_folded else roll.tasks(group))] for group in roll.groups]
    assert seen == ([each for part in laid_out for each in part] if by else roll.ids)
    assert roll.shown == len(rows)
    desk.store.close()


def test_an_order_is_seen_in_the_heading_and_turned_by_a_click(ledger: Path) -> None:
    async def order(pilot: Pilot[int]) -> None:
        page = page_of(pilot)
        assert "期限^" in text_of(pilot.app)
        await strike(pilot, "S")
        await rest(pilot)
        assert "期限v" in text_of(pilot.app)
        heading = text_of(pilot.app).split("\n")[2]
        place = next(x for x in range(80) if columns.at(page.table.form, 80, x) == "title")
        assert "事项" in heading
        for sign in "^v":
            await pilot.click("#columns", offset=(place + 1, 0))
            await rest(pilot)
            assert f"事项{sign}" in text_of(pilot.app)
            desk = page.desk.office
            rows = lists.rows(desk, Asked(sort="title", reverse=sign == "v"))
            assert ids_of(page) == [row.id for row in rows]

    played(ledger, "2", then=order)


def test_groups_are_folded_by_keys_and_the_cursor_keeps_its_task(ledger: Path) -> None:
    async def fold(pilot: Pilot[int]) -> None:
        page = page_of(pilot)
        at = page.current()
        await strike(pilot, "m")
        await rest(pilot)
        assert page.current() == at
        assert page.table.source.group(0) is not None
        await strike(pilot, "left")
        assert (page.current(), page.table.group and page.table.group.is_folded) == (None, True)
        folded = len(page.table.source)
        await strike(pilot, "p", "enter")  # nothing to report on; the group unfolds
        assert len(page.table.source) > folded
        await strike(pilot, "z")
        assert page.roll is not None
        assert len(page.table.source) == len(page.roll.groups) == 12
        await strike(pilot, "home", "down", "space")
        group = page.roll.groups[1]
        assert marked(page) == page.roll.tasks(group), "a group is marked whole"
        await strike(pilot, *"mmmmm")
        await rest(pilot)
        assert not page.roll.groups

    played(ledger, "2", then=fold)


def test_a_cursor_move_draws_two_lines(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    render = TaskTable.render_line

    def counted(self: TaskTable, y: int) -> Strip:
        drawn.append(y)
        return render(self, y)

    async def move(pilot: Pilot[int]) -> None:
        for key in ("down", "down", "up", "space"):
            drawn.clear()
            await strike(pilot, key)
            await pilot.pause()
            assert 1 <= len(set(drawn)) <= 2, key

    monkeypatch.setattr(TaskTable, "render_line", counted)
    played(ledger, "2", size=(120, 36), then=move)


# Marks. ---------------------------------------------------------------------------------------------------------------


def test_marks_are_made_by_keys_and_outlast_a_filter_and_what_others_write(ledger: Path) -> None:
    async def mark(pilot: Pilot[int]) -> None:
        page = page_of(pilot)
        first = ids_of(page)[:5]
        await strike(pilot, "space", "down", "shift+down", "shift+down")
        assert marked(page) == [first[0], *first[2:5]]
        assert "已选 4" in text_of(pilot.app)
        await strike(pilot, "up", "space")
        assert marked(page) == [first[0], first[2], first[4]]
        other = office(ledger, ON, by="李某")
        record.report(other, Said("services-23/13", "45户"))
        other.store.close()
        page.desk.changed()
        await rest(pilot)
        assert marked(page) == [first[0], first[2], first[4]]
        await strike(pilot, "slash", *"slh", "enter", "space")
        await rest(pilot)
        assert marked(page) == ["services-23/13", first[0], first[2], first[4]]
        await strike(pilot, "escape")
        assert (marked(page), page.filter.value) == ([], "slh"), "marks go before the filter"
        await strike(pilot, "slash", "ctrl+u", *"县水利局", "enter", "V")
        await rest(pilot)
        assert set(marked(page)) == set(ids_of(page)) != set()
        await strike(pilot, "ctrl+a")
        assert marked(page) == []

    played(ledger, "2", then=mark)


# Columns. -------------------------------------------------------------------------------------------------------------


@given(
    width=st.integers(75, 240), number=st.integers(10, 20), others=st.lists(st.sampled_from([*COLUMNS]), max_size=17),
    widths=st.dictionaries(st.sampled_from([*COLUMNS]), st.integers(4, 80), max_size=4),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_choice_of_columns_cuts_what_must_be_seen(
    county: Path, width: int, number: int, others: list[str], widths: dict[str, int]
) -> None:
    """Light, number, due day and share have their cells at every width, and every line is as wide as its place."""
    desk = office(county, ON)
    found = next(lists.sheets(desk, Asked(words=("services-23/13",))))
    desk.store.close()
    form = Form(columns.known(["light", "number", "title", "due", "done", *others]), tuple(widths.items()), number)
    sizes = dict(columns.layout(form, width))
    assert sizes["light"] >= 4
    assert sizes["number"] >= number
    assert sizes["due"] >= len("23-12-31")
    assert sizes["done"] >= len("100.0 %")
    row = columns.row_line(Seen(found, "21号", None, ("red",) * 6), form, width, "base")
    assert length(row) == length(columns.heading(form, width)) <= width
    text = "".join(span for span, _style in row)
    assert "21号/13" in text
    assert "23-12-31" in text
    assert "22.5 %" in text


def test_columns_are_chosen_and_moved_by_keys(ledger: Path) -> None:
    async def choose(pilot: Pilot[int]) -> None:
        await strike(pilot, "w", *["down"] * 7, "space")
        assert_golden("columns-80x24", text_of(pilot.app))
        await strike(pilot, *["shift+up"] * 5, "enter")
        await rest(pilot)
        heading = text_of(pilot.app).split("\n")[2].split()
        assert heading[:6] == ["灯", "编号", "剩余", "事项", "牵头", "期限^"]
        assert "逾期20天" in text_of(pilot.app)
        await strike(pilot, "w", "delete", "enter")
        await rest(pilot)
        assert "剩余" not in text_of(pilot.app)

    played(ledger, "2", then=choose)


async def _all_columns(pilot: "Pilot[int]") -> None:
    page_of(pilot).take_form(Form(tuple(COLUMNS)))


def test_every_column_can_be_told(county: Path) -> None:
    text = played(
        county, "2", "slash", *"slh", "enter", size=(250, 40),
        then=_all_columns,
    )
    for said in ("达", "45", "22.5 %", "75 %", "-52.5", "2023-10-10", "在办"):
        assert said in text, said


# Saved views, copies, the command. ------------------------------------------------------------------------------------


def test_a_view_is_saved_chosen_and_dropped(ledger: Path) -> None:
    async def keep(pilot: Pilot[int]) -> None:
        page = page_of(pilot)
        await strike(pilot, "slash", *"文:22号", "enter", "f", *"地下水")
        await strike(pilot, "f9")
        await rest(pilot)
        assert_golden("views-80x24", text_of(pilot.app))
        await strike(pilot, "escape", "slash", "ctrl+u", "enter")
        await rest(pilot)
        assert len(ids_of(page)) == 232
        await strike(pilot, "f", *"地下", "enter")
        await rest(pilot)
        assert (page.filter.value, len(ids_of(page))) == ("文:22号", 11)
        await strike(pilot, "f", "f4")
        assert "再按 F4" in text_of(pilot.app)
        assert views.known(page.desk.office) == {"地下水": "文:22号"}
        await strike(pilot, "f4")
        await rest(pilot)
        assert views.known(page.desk.office) == {}

    played(ledger, "2", then=keep)


def test_what_cannot_be_saved_is_said(ledger: Path) -> None:
    assert "查询没有要任何东西" in played(ledger, "2", "f", *"名", "f9")


def test_the_command_below_the_list_prints_it(ledger: Path) -> None:
    async def compare(pilot: Pilot[int]) -> None:
        page = page_of(pilot)
        query, other = ("slash", *"灯:灰 养老", "enter"), ("slash", "ctrl+u", *"-养老")
        for keys in ((), ("s",), ("S",), (*query, "s", "s"), other):
            await strike(pilot, *keys)
            await rest(pilot)
            name, *words = shlex.split(page.twin())
            assert name == "xiaxian"
            done = call(ledger, *words, "--json", on=ON)
            assert [task["id"] for task in json.loads(done.out)] == ids_of(page), page.twin()
        assert f": {page.twin()}\n" in text_of(pilot.app), "in the language that the command left behind"
        await strike(pilot, "enter", "y")
        assert pilot.app.clipboard == page.twin()

    played(ledger, "2", size=(120, 36), then=compare)


def test_rows_are_copied_as_a_table(ledger: Path) -> None:
    async def copy(pilot: Pilot[int]) -> None:
        await strike(pilot, "slash", *"slh", "enter", "C")
        await rest(pilot)
        assert pilot.app.clipboard.split("\t")[1:4] == ["21号/13", "开展特殊困难家庭适老化改造", "县民政局"]
        await strike(pilot, "space", "slash", "ctrl+u", "enter", "space", "C")
        await rest(pilot)
        head, *rows = [line.split("\t") for line in pilot.app.clipboard.split("\n")]
        assert head[1:4] == ["编号", "事项", "牵头"]
        assert [row[1] for row in rows] == ["54号/5.1", "21号/13"]

    played(ledger, "2", then=copy)


def test_a_number_is_jumped_to_and_earlier_filters_come_back(ledger: Path) -> None:
    async def seek(pilot: Pilot[int]) -> None:
        page = page_of(pilot)
        await strike(pilot, "slash", *"/13")
        await rest(pilot)
        assert page.table.sheet is not None
        assert page.table.sheet["number"] == "13"
        await strike(pilot, "enter", "slash", "ctrl+u", *"养老", "enter", "slash", "up", "up")
        assert page.filter.value == "/13"

    played(ledger, "2", then=seek)


def test_a_double_click_opens(ledger: Path) -> None:
    async def click(pilot: Pilot[int]) -> None:
        await pilot.click(TaskTable, offset=(20, 2), times=2)
        await rest(pilot)

    assert "详情" in played(ledger, "2", then=click).split("\n")[0]


SCENES = {"list-by-plan": ("m", ("down", "space")), "list-by-body-folded": ("mm", ("z",))}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_groups_look_composed(scene: str, size: tuple[int, int], ledger: Path) -> None:
    by, keys = SCENES[scene]

    async def act(pilot: Pilot[int]) -> None:
        await strike(pilot, *by)
        await rest(pilot)
        await strike(pilot, *keys)

    assert_golden(f"{scene}-{size[0]}x{size[1]}", played(ledger, "2", size=size, then=act))


def test_a_list_that_nobody_waits_for_is_not_read_to_its_end(county: Path) -> None:
    desk = office(county, ON)
    looked = iter([True])
    with pytest.raises(Overtaken):
        read_index(desk, Asked(sort="gap"), turns=Turns(lambda: next(looked, False)))
    assert next(looked, "nothing") == "nothing", "it was asked a second time, and went no further"
    desk.store.close()
