"""Which faces of the standard a machine lacks."""

from xiaxian_tasks.paper.fonts import installed, missing


def test_what_is_missing_is_named_by_the_standards_words() -> None:
    assert missing("") == ["小标宋", "仿宋", "楷体", "黑体", "宋体"]
    assert missing("FangSong,仿宋\nSimHei\nNSimSun,新宋体\n") == ["小标宋", "楷体"]
    assert missing("fzxiaobiaosong-b05s\nKaiTi_GB2312\n仿宋_GB2312\n黑体\n宋体") == []


def test_this_machine_is_asked() -> None:
    listed = installed()
    assert listed is None or set(missing(listed)) <= {"小标宋", "仿宋", "楷体", "黑体", "宋体"}
