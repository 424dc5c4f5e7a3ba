"""The post on a real terminal: drafted, approved and sent by function keys alone; nothing of it to read only."""

from pathlib import Path

from tests.tui import letterbox
from tests.tui.letterbox import DIRECTOR, ON, TOWN, after, messages, sit
from tests.tui.terminals import program
from xiaxian_tasks.domain import messages as m
from xiaxian_tasks.office import outbox
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.outbox import Draft

F2, F6, F9, CTRL_A, CTRL_W, TAB = "\x1bOQ", "\x1b[17~", "\x1b[20~", "\x01", "\x17", "\t"
POST = 'default = "drop"\n[channels.drop]\nway = "folder"\npath = "box"\n'


def test_without_letters_everything_is_drafted_approved_and_sent(tmp_path: Path) -> None:
    ledger = letterbox.asked(tmp_path)
    (tmp_path / "post.toml").write_text(POST, encoding="utf-8")
    post = str(tmp_path / "post.toml")
    with program(ledger, size=(80, 24), XIAXIAN_ON=ON, XIAXIAN_BY=DIRECTOR, XIAXIAN_POST=post) as terminal:
        terminal.wait_for("总览", "今日须定")
        terminal.type("6")
        terminal.wait_for("今日应提醒：2 个单位", "提醒函2")
        terminal.type(F2)
        terminal.wait_for("拟稿 3 条")
        terminal.type(CTRL_W)
        terminal.wait_for("待批 2", "待发 1")
        terminal.type(CTRL_A)
        terminal.wait_for(">*")
        terminal.type(F6)
        terminal.wait_for("编发文字号")
        assert not (tmp_path / "box").exists()
        terminal.type("\r")
        terminal.wait_for("夏督提〔2023〕1号", "夏督提〔2023〕2号", "待发 3")
        terminal.type(F9)
        terminal.wait_for("发送 3 件")
        terminal.type("\r")
        terminal.wait_for("已发 3 条")
        terminal.type(TAB)
        terminal.wait_for("关停旧井")
        assert not terminal.screen.wider
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert {row["state"] for row in messages(ledger).values()} == {"sent"}
    assert sorted(path.suffix for path in (tmp_path / "box").iterdir()) == [".docx", ".docx", ".txt", ".txt", ".txt"]


def test_opened_to_read_only_the_post_stands_still(tmp_path: Path) -> None:
    ledger = letterbox.filled(tmp_path)
    before = messages(ledger)
    with program(ledger, size=(120, 36), XIAXIAN_ON=ON, XIAXIAN_BY=DIRECTOR, XIAXIAN_READ_ONLY="1") as terminal:
        terminal.wait_for("今日须定", "只读")
        terminal.type("6")
        terminal.wait_for("今日应提醒")
        terminal.type(F2)
        terminal.wait_for("--read-only")
        terminal.type(CTRL_W)
        terminal.wait_for("待批 2", "提醒函：瑶峰镇")
        terminal.type("\r")
        terminal.wait_for("--read-only")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert messages(ledger) == before


def test_whoever_leaves_while_messages_go_leaves_none_half_sent(tmp_path: Path) -> None:
    """Leaving waits for the message that is on its way, and for no other."""

    def many(desk: Office) -> None:
        outbox.draft(desk, [
            Draft(m.DIGEST, TOWN, (), subject=f"第{n}条", text="。", approved=True, beside=True) for n in range(400)
        ])

    ledger = after(letterbox.asked(tmp_path), many)
    (tmp_path / "post.toml").write_text(POST, encoding="utf-8")
    post = str(tmp_path / "post.toml")
    with program(ledger, size=(80, 24), XIAXIAN_ON=ON, XIAXIAN_BY=DIRECTOR, XIAXIAN_POST=post) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("6")
        terminal.wait_for("今日应提醒")
        terminal.type(CTRL_W)
        terminal.wait_for("待发 400")
        terminal.type(F9)
        terminal.wait_for("发送 400 件")
        terminal.type("\r")
        terminal.wait_for("正在发送", "Esc 停止")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    desk = sit(ledger)
    counts = outbox.counts(desk)
    desk.store.close()
    assert counts[m.SENDING] == 0
    assert counts[m.APPROVED]
    assert len(list((tmp_path / "box").glob("*.txt"))) == counts[m.SENT]
