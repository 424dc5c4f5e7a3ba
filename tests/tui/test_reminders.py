"""The page of reminders: what is to be said and what is held back, and every act on the outbox, at a true ledger."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.channels.sinks import HERE, Sink, listening
from tests.tui import letterbox
from tests.tui.letterbox import BUREAU, DIRECTOR, LAKE, READER, SUPERVISOR, TOWN, after, messages, seen, sit
from tests.tui.screens import assert_golden, rest, strike, text_of
from xiaxian_tasks import assemble
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.office import outbox
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.outbox import Draft
from xiaxian_tasks.tui import acts, places

DIGEST, PAPER, OTHER = f"{TOWN} digest", f"{TOWN} reminder", f"{BUREAU} reminder"

POST = 'default = "drop"\n[channels.drop]\nway = "folder"\npath = "box"\n'


@pytest.fixture(scope="module")
def _asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return letterbox.asked(tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return letterbox.filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def asked(_asked: Path, tmp_path: Path) -> Path:
    return letterbox.copied(_asked, tmp_path)


@pytest.fixture
def filled(_filled: Path, tmp_path: Path) -> Path:
    return letterbox.copied(_filled, tmp_path)


@pytest.fixture(autouse=True)
def no_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XIAXIAN_SMTP", "XIAXIAN_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "post.toml"


@pytest.fixture
def box(no_post: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder messages go into."""
    no_post.write_text(POST, encoding="utf-8")
    monkeypatch.setenv("XIAXIAN_POST", str(no_post))
    return no_post.parent / "box"


# What is to be said. --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "size", "lang"), [
    ("80x24", (80, 24), "zh"), ("120x36", (120, 36), "zh"), ("80x24-en", (80, 24), "en"),
])
def test_the_outbox_looks_as_it_should(filled: Path, name: str, size: tuple[int, int], lang: str) -> None:
    assert_golden(f"outbox-{name}", seen(filled, "w", "tab", size=size, lang=lang))


@pytest.mark.parametrize(("name", "size"), [("80x24", (80, 24)), ("120x36", (120, 36))])
def test_what_is_to_be_said_looks_as_it_should(asked: Path, name: str, size: tuple[int, int]) -> None:
    assert_golden(f"asks-{name}", seen(asked, "down", "tab", size=size))


def test_the_letter_of_a_body_is_shown_as_it_would_be_printed(asked: Path) -> None:
    assert "关于“新铺供水管网”的" in seen(asked, "down", size=(120, 36))


def test_each_body_is_told_what_and_what_is_held_back_says_why(asked: Path) -> None:
    shown = seen(asked, "down", "tab", size=(120, 36))
    assert "今日应提醒：2 个单位  暂不发 3 项" in shown
    assert "滞后  新铺管网  自 2023-07-31" in shown
    lake = seen(asked, "G", "tab", size=(120, 36))
    assert "无联系人" in lake
    assert "久未报送" in lake


def test_who_stands_in_is_told_with_the_recipients(asked: Path) -> None:
    shown = seen(asked, *("tab", "tab"), size=(120, 36))
    assert all(text in shown for text in ("高梅", "代办：高梅", "外出 2023-10-09 至 2023-10-12", "gao@example.org"))
    assert "未指定人" not in seen(asked, "down", "down", "tab", "tab", size=(120, 36)), "nothing goes to that body"


def test_the_text_of_a_body_is_copied_and_its_tasks_are_opened(asked: Path) -> None:
    copied: list[str] = []

    async def then(pilot: "Pilot[int]") -> None:
        await strike(pilot, "c")
        copied.append(pilot.app.clipboard)
        await strike(pilot, "enter")

    shown = seen(asked, then=then)
    assert copied[0].startswith(f"{TOWN}：截至 2023-10-10 应办事项\n1. 关停旧井（7号/2）")
    assert f"单位={TOWN}" in shown or TOWN in shown.splitlines()[1]


def test_what_is_to_be_said_goes_into_the_outbox_and_is_not_said_again(asked: Path) -> None:
    assert "已入发件箱：拟稿 3 条" in seen(asked, "n")
    assert {key: row["state"] for key, row in messages(asked).items()} == {
        DIGEST: m.APPROVED, PAPER: m.DUE, OTHER: m.DUE,
    }
    assert "拟稿 0 条" in seen(asked, "n")
    assert len(messages(asked)) == 3


def test_with_nothing_to_say_and_an_empty_outbox_it_says_so(tmp_path: Path) -> None:
    from tests.ledgers import bundled

    path = bundled(tmp_path)
    assert "发件箱是空的" in seen(path, "w")
    empty = tmp_path / "empty.sqlite3"
    sit(empty).store.close()
    assert "今日没有要提醒的单位" in seen(empty, "6")
    assert "这里没有消息" in seen(path, "w", "a")
    assert "消息在发件箱里" in seen(path, "a")


# The outbox. ----------------------------------------------------------------------------------------------------------


def row_of(path: Path, name: str) -> tuple[str, ...]:
    """The keys that lead to a message in the outbox."""
    return ("w", *["down"] * list(messages(path)).index(name))


def test_the_leaves_of_a_message(filled: Path) -> None:
    keys = row_of(filled, PAPER)
    assert "关于" in seen(filled, *keys, size=(120, 36)), "the paper as it would be"
    assert "例会召开" in seen(filled, *keys, "tab", size=(120, 36))
    assert "gao@example.org" in seen(filled, *keys, *["tab"] * 2, size=(120, 36))
    assert "11-24 09:00 拟稿  王敏" in seen(filled, *keys, "shift+tab", size=(120, 36))


def test_a_letter_is_approved_after_it_was_shown_and_gets_its_number(filled: Path) -> None:
    keys = (*row_of(filled, PAPER), "a")
    assert "编发文字号" in seen(filled, *keys)
    assert messages(filled)[PAPER]["state"] == m.DUE
    shown = seen(filled, *keys, "enter", size=(120, 36))
    assert "已完成：1 件。" in shown
    row = messages(filled)[PAPER]
    assert (row["state"], bool(row["number"])) == (m.APPROVED, True)
    assert row["number"] in shown
    desk = sit(filled)
    assert [entry.kind for entry in desk.store.history("water-23/2")][-1] == "notice"
    desk.store.close()
    assert "提醒函" in seen(filled, *keys[:-1], size=(120, 36))


def test_all_that_waits_is_approved_at_once(filled: Path) -> None:
    shown = seen(filled, "w", "f", "V", "a", "enter", size=(120, 36))
    assert "已完成：2 件。" in shown
    assert {row["state"] for row in messages(filled).values()} == {m.APPROVED}


def test_only_the_director_approves_a_letter(filled: Path) -> None:
    shown = seen(filled, *row_of(filled, PAPER), "a", "enter", by=SUPERVISOR)
    assert "督查室主任" in shown
    assert messages(filled)[PAPER]["state"] == m.DUE


def test_a_body_is_asked_beyond_its_limit_only_with_a_reason(filled: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.toml"
    people.write_text("[office]\nrequests = 1\n" + letterbox.PEOPLE, encoding="utf-8")
    after(filled, lambda desk: assemble.load(desk, [str(people)]))
    keys = (*row_of(filled, OTHER), "a", "enter")
    assert "超过每月上限" in seen(filled, *keys)
    assert messages(filled)[OTHER]["state"] == m.DUE
    seen(filled, *keys, *"请速办", "enter")
    assert messages(filled)[OTHER]["state"] == m.APPROVED
    desk = sit(filled)
    assert desk.store.history("water-23/1")[-1].content["override"] == "请速办"
    desk.store.close()


def test_words_are_changed_before_it_goes(filled: Path) -> None:
    keys = (*row_of(filled, DIGEST), "e")
    assert "督办提醒" in seen(filled, *keys)
    shown = seen(filled, *keys, *"请速办", "enter")
    assert messages(filled)[DIGEST]["subject"].endswith("请速办")
    assert "xiaxian remind edit" in shown
    assert "改文" in seen(filled, *keys[:-1], "shift+tab", size=(120, 36))


def test_a_form_left_as_it_was_keeps_no_draft_and_a_changed_one_does(filled: Path) -> None:
    keys = (*row_of(filled, DIGEST), "e")
    assert "保留" not in seen(filled, *keys, "escape")

    async def again(pilot: "Pilot[int]") -> None:
        await strike(pilot, "e")
        await rest(pilot)
        assert "请速办" in text_of(pilot.app)
        await strike(pilot, "ctrl+r")
        await rest(pilot)
        assert "请速办" not in text_of(pilot.app)

    seen(filled, *keys, *"请速办", "escape", then=again)


def test_it_is_put_off_to_a_day(filled: Path) -> None:
    keys = (*row_of(filled, DIGEST), "z")
    assert "那天不是工作日" in seen(filled, *keys, *"10-14")
    shown = seen(filled, *keys, *"10-16", "enter")
    assert messages(filled)[DIGEST]["until"] == "2023-10-16"
    assert "10-16起" in shown
    assert "2023-10-09" in seen(filled, *keys, *"2023-10-09", "enter")
    assert "请填最早可发的日期" in seen(filled, *keys)
    assert messages(filled)[DIGEST]["until"] == "2023-10-16"


def test_it_is_withdrawn_with_a_reason_and_not_without(filled: Path) -> None:
    keys = (*row_of(filled, PAPER), "X")
    seen(filled, *keys, "enter")
    assert messages(filled)[PAPER]["state"] == m.DUE
    seen(filled, *keys, *"已当面说明", "enter")
    row = messages(filled)[PAPER]
    assert (row["state"], row["why"]) == (m.CANCELLED, "已当面说明")
    assert "拟稿 0 条" in seen(filled, "n"), "what a person took back is not drafted again"


def test_its_arrival_is_confirmed(filled: Path) -> None:
    seen(filled, *row_of(filled, DIGEST), "y", *"电话告知", "enter")
    row = messages(filled)[DIGEST]
    assert (row["state"], row["why"]) == (m.CONFIRMED, "电话告知")


def beside(desk: Office) -> None:
    """A second digest to the township, of the same day."""
    outbox.draft(desk, [Draft(m.DIGEST, TOWN, (), subject="另一条", text="另附一事。", approved=True, beside=True)])


def test_messages_to_a_body_are_joined_after_it_was_shown(filled: Path) -> None:
    assert "没有其他同类消息" in seen(filled, *row_of(filled, DIGEST), "B")
    after(filled, beside)
    keys = ("w", "f", "f", "B")
    assert "全部事项并入第一条" in seen(filled, *keys)
    assert "已合并为一条：2 件" in seen(filled, *keys, "enter")
    desk = sit(filled)
    rows = [row for row in outbox.listed(desk) if row["kind"] == m.DIGEST]
    desk.store.close()
    assert sorted(row["state"] for row in rows) == [m.APPROVED, m.CANCELLED]
    assert any("另附一事" in row["text"] for row in rows if row["state"] == m.APPROVED)


def test_the_list_is_narrowed_by_state_and_by_words(filled: Path) -> None:
    def listed(*keys: str) -> list[str]:
        shown = seen(filled, "w", *keys, size=(120, 36)).splitlines()[3:20]
        return [line for line in shown if line[1:6].strip() in {"待批", "待发"} or line[3:5] in {"待批", "待发"}]

    assert len(listed()) == 3
    assert len(listed("f")) == 2
    assert len(listed("f", "f")) == 1
    assert len(listed("/", *"水利", "enter")) == 1
    assert "没有符合的消息" in seen(filled, "w", "/", *"没有", "enter")
    assert len(listed("/", *"没有", "enter", "escape")) == 3


def test_what_somebody_else_did_meanwhile_is_said(filled: Path) -> None:
    """The form is open while another takes the message back: it is refused with its state, nothing is lost."""

    async def meanwhile(pilot: "Pilot[int]") -> None:
        after(filled, lambda desk: outbox.withdraw(desk, messages(filled)[DIGEST]["id"], "不发了"))
        await strike(pilot, "enter")
        await rest(pilot)
        assert "不发了" in text_of(pilot.app) or "已撤销" in text_of(pilot.app)

    seen(filled, *row_of(filled, DIGEST), "e", *"改", then=meanwhile)
    assert messages(filled)[DIGEST]["state"] == m.CANCELLED


# Sending. -------------------------------------------------------------------------------------------------------------


def test_what_is_approved_is_sent_after_it_was_shown(filled: Path, box: Path) -> None:
    seen(filled, "w", "enter")
    assert not box.exists()
    shown = seen(filled, "w", "enter", "enter")
    assert "已发 1 条" in shown
    assert messages(filled)[DIGEST]["state"] == m.SENT
    assert [path.suffix for path in box.iterdir()] == [".txt"]
    assert "没有已批准且到时的消息" in seen(filled, "w", "enter")


def test_an_approved_letter_goes_with_its_paper(filled: Path, box: Path) -> None:
    seen(filled, "w", "f", "V", "a", "enter")
    assert "已发 3 条" in seen(filled, "w", "s", "enter")
    assert sorted(path.suffix for path in box.iterdir()) == [".docx", ".docx", ".txt", ".txt", ".txt"]
    keys = row_of(filled, PAPER)
    assert "已发出" in seen(filled, *keys, "shift+tab", size=(120, 36))


def test_with_no_way_set_up_it_says_what_to_do(filled: Path) -> None:
    shown = seen(filled, "w", "enter", "enter", size=(160, 45))
    assert "post.toml" in shown
    assert messages(filled)[DIGEST]["state"] == m.APPROVED


def test_a_server_that_refuses_and_one_that_is_away(
    filled: Path, no_post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = Sink({"gao@example.org": "550 5.1.1 unknown"})
    with listening(sink):
        monkeypatch.setenv("XIAXIAN_SMTP", f"smtp://{HERE}:{sink.port}?tls=none")
        monkeypatch.setenv("XIAXIAN_MAIL_FROM", "office@example.org")
        assert "被拒 1" in seen(filled, "w", "enter", "enter", size=(120, 36))
    row = messages(filled)[DIGEST]
    assert row["state"] == m.FAILED
    assert "未发出" in seen(filled, "w", size=(120, 36))
    seen(filled, *row_of(filled, DIGEST), "a", "enter")
    assert "待重试 1" in seen(filled, "w", "enter", "enter", size=(120, 36)), "the server is gone"
    row = messages(filled)[DIGEST]
    assert (row["state"], bool(row["retry_at"])) == (m.APPROVED, True)


def test_sending_goes_on_beside_the_screen_and_is_stopped_by_a_key(
    filled: Path, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hundred messages: the page answers meanwhile, and after Esc what is left is still to be sent."""

    def many(desk: Office) -> None:
        outbox.draft(desk, [
            Draft(m.DIGEST, TOWN, (), subject=f"第{n}条", text="。", approved=True, beside=True) for n in range(300)
        ])

    async def stop(pilot: "Pilot[int]") -> None:
        await strike(pilot, "enter")
        for _time in range(100):
            await pilot.pause(0.05)
            if "正在发送" in text_of(pilot.app).splitlines()[1]:
                break
        await strike(pilot, "down", "tab")
        assert pilot.app.screen.leaf == "matters"  # type: ignore[attr-defined]
        await strike(pilot, "escape")
        await rest(pilot)
        assert "已停止" in text_of(pilot.app)

    after(filled, many)
    seen(filled, "w", "enter", then=stop)
    desk = sit(filled)
    counts = outbox.counts(desk)
    desk.store.close()
    assert (counts[m.SENDING], counts[m.SENT] + counts[m.APPROVED]) == (0, 301)
    assert counts[m.APPROVED]


def test_the_paper_of_a_letter_is_written_into_a_file(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keys = row_of(filled, PAPER)
    assert "提醒函-瑶峰镇.docx" in seen(filled, *keys, "x")
    assert "已写出" in seen(filled, *keys, "x", "enter")
    assert (tmp_path / "提醒函-瑶峰镇.docx").read_bytes().startswith(b"PK")
    assert ".docx" in seen(filled, *keys, "x", "ctrl+u", *"a.odt", "enter").splitlines()[-2]
    assert "合并提醒没有文" in seen(filled, *row_of(filled, DIGEST), "x")


# Whoever may only read. -----------------------------------------------------------------------------------------------


def test_a_reader_sees_all_and_changes_nothing(filled: Path, box: Path) -> None:
    before = messages(filled)

    async def look(pilot: "Pilot[int]") -> None:
        assert "只读" in text_of(pilot.app).splitlines()[0]
        offered = {act.id for act in acts.offered(places.REMINDERS, places.OUTBOX)}
        assert offered.isdisjoint(places.WRITING)
        for key in ("n", "a", "e", "z", "B", "X", "y", "enter", "f9"):
            await strike(pilot, key)
            await rest(pilot)
            assert len(pilot.app.screen_stack) == 1, key
            assert "只读" in text_of(pilot.app).splitlines()[-2], key
        await strike(pilot, "tab", "f", "space")
        await rest(pilot)

    seen(filled, "w", by=READER, size=(120, 36), then=look)
    acts.read_only(only=False)
    assert messages(filled) == before


def test_the_page_opens_again_where_it_was_left(filled: Path) -> None:
    from xiaxian_tasks.tui.keep import Kept

    kept = Kept()
    seen(filled, "w", "1", kept=kept)
    assert "待批 2" in seen(filled, kept=kept, by=DIRECTOR)
    assert LAKE in seen(filled, "w", kept=kept)
