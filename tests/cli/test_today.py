"""`today` as people use it: a task from registration to reopening, each step copied from the queue."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.programs import SMALL, Done, call

PEOPLE = """
[[people]]
name = "王敏"
role = "督查室主任"
[[people]]
name = "李强"
role = "督查室主任"
[[people]]
name = "周平"
role = "督查员"
[[people]]
name = "赵芳"
role = "单位负责人"
body = "县住建局"
"""
HOMES, HOUSING = "trial-23/1", "县住建局"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The small plan, fully supervised since 2 March 2023."""
    ledger, plan, people = tmp_path / "ledger.sqlite3", tmp_path / "trial-23.toml", tmp_path / "people.toml"
    plan.write_text(SMALL, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    assert call(ledger, "load", str(plan), on="2023-03-01").code == 0
    assert call(ledger, "load", str(people), on="2023-03-01").code == 0
    assert call(ledger, "--by", "王敏", "plan", "way", "trial-23", "full", on="2023-03-02").code == 0
    return ledger


def seen(ledger: Path, on: str, *more: str) -> dict[str, tuple[str, str | None, str, str]]:
    """Class -> (day since, due, days late, command) of the line or further cause that concerns the homes or a plan."""
    found = call(ledger, "today", "--json", *more, on=on).json
    causes = [cause for line in found["lines"] if line["task"] in {HOMES, None} for cause in (line, *line["also"])]
    assert all(cause["why"] for cause in causes)
    return {each["class"]: (each["since"], each["due"], str(each["days_late"]), each["do"]) for each in causes}


def copied(ledger: Path, on: str, by: str, command: str, **typed: str) -> Done:
    """Run a command as it stands in the queue, with something typed for each … and each choice that it leaves open."""
    program, *words = shlex.split(command)
    assert program == "xiaxian"
    assert len(OPEN.findall(command)) == len(typed)
    answers = iter(typed.values())
    done = call(ledger, "--by", by, *(OPEN.sub(lambda _: next(answers), word) for word in words), on=on)
    assert done.code == 0, done.err
    return done


OPEN = re.compile("…[^ ]*|方式|结果")
REGISTER, SEND = (f"xiaxian {step} --plan trial-23" for step in ("task register", "dispatch"))
SIGN = f"xiaxian receive {HOMES} --body {HOUSING} --body 县财政局"
ACCEPT = f"xiaxian accept {HOMES} --body {HOUSING} --how 方式"
AGAIN = f"xiaxian assignment request {HOMES} --body {HOUSING} --evidence …"
CLOSE, REOPEN = (f"xiaxian {step} {HOMES}" for step in ("close", "task reopen"))


def done(ledger: Path, by: str, *command: str, on: str) -> None:
    """A step nobody was pushed to."""
    taken = call(ledger, "--by", by, *command, on=on)
    assert taken.code == 0, taken.err


@pytest.fixture
def signed(full: Path) -> Path:
    """The same, sent out and signed for."""
    steps = (("2023-03-02", "王敏", REGISTER), ("2023-03-03", "王敏", SEND), ("2023-03-08", "周平", SIGN))
    for on, by, command in steps:
        copied(full, on, by, command)
    return full


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A piece of evidence."""
    path = tmp_path / "照片.txt"
    path.write_text("200户", encoding="utf-8")
    return str(path)


def test_first_steps_are_copied_from_the_queue(full: Path) -> None:
    assert seen(full, "2023-03-02")["unregistered"] == ("2023-03-01", None, "0", REGISTER)
    copied(full, "2023-03-02", "王敏", REGISTER)
    assert seen(full, "2023-03-03")["undispatched"] == ("2023-03-02", None, "0", SEND)
    copied(full, "2023-03-03", "王敏", SEND)
    assert seen(full, "2023-03-08")["unsigned"] == ("2023-03-03", "2023-03-06", "2", SIGN)
    own = f"xiaxian receive {HOMES} --body {HOUSING}"
    assert seen(full, "2023-03-08", "--body", HOUSING)["unsigned"][3] == own
    hers = call(full, "--by", "赵芳", "today", "--json", on="2023-03-08").json["lines"]
    assert hers[0]["do"] == own, "she speaks for it"
    copied(full, "2023-03-08", "周平", SIGN)
    assert "unsigned" not in seen(full, "2023-03-08")


def test_what_waits_for_an_answer(signed: Path) -> None:
    done(signed, "李强", "task", "remark", HOMES, "抓紧", "--due", "2023-03-20", on="2023-03-10")
    answer = f"xiaxian task reply {HOMES} … --to 6"
    far = seen(signed, "2023-03-10")
    assert "unanswered" not in far, "ten days are enough"
    assert far["remark"] == ("2023-03-10", "2023-03-20", "0", answer)
    assert seen(signed, "2023-03-10", "--body", HOUSING)["unanswered"][3] == answer
    assert seen(signed, "2023-03-21")["unanswered"] == ("2023-03-10", "2023-03-20", "1", answer)
    copied(signed, "2023-03-21", "赵芳", answer, text="已开工")
    assert "unanswered" not in seen(signed, "2023-03-21")
    asked = ("extension", "ask", HOMES, "--to", "2024-01-20", "--reason", "雨季")
    done(signed, "赵芳", *asked, on="2023-11-01")
    grant = f"xiaxian extension grant {HOMES}"
    assert seen(signed, "2023-11-09")["extension"] == ("2023-11-01", "2023-11-08", "1", grant)
    copied(signed, "2023-11-09", "王敏", grant)
    assert "extension" not in seen(signed, "2023-11-09")


def test_a_review_a_return_and_the_end_are_copied_from_the_queue(signed: Path, photo: str) -> None:
    silent = seen(signed, "2023-12-04")["silent"][3]
    assert silent == f"xiaxian report {HOMES} …户 --target t1"
    copied(signed, "2023-12-04", "赵芳", silent, value="200户")
    done(signed, "赵芳", "assignment", "request", HOMES, "--evidence", photo, on="2023-12-05")
    assert seen(signed, "2023-12-06")["review"] == ("2023-12-05", None, "0", ACCEPT)
    assert "review" not in seen(signed, "2023-12-06", "--body", HOUSING), "that is the office's to do"
    returned = ("assignment", "return", HOMES, "--cause", "thin", "--due", "2023-12-11")
    done(signed, "周平", *returned, on="2023-12-06")
    assert seen(signed, "2023-12-13")["rework"] == ("2023-12-06", "2023-12-11", "2", AGAIN)
    copied(signed, "2023-12-13", "赵芳", AGAIN, file=photo)
    copied(signed, "2023-12-14", "周平", ACCEPT, how="书面")
    done(signed, "周平", "assignment", "accept", HOMES, "--body", "县财政局", "--how", "paper", on="2023-12-14")
    assert seen(signed, "2023-12-15")["closing"] == ("2023-12-14", None, "0", CLOSE)
    copied(signed, "2023-12-15", "王敏", CLOSE)

    look = f"xiaxian task recheck {HOMES} --found 结果 --how 方式"
    assert "recheck" not in seen(signed, "2024-03-06"), "90 days on, seen a week ahead"
    assert seen(signed, "2024-03-15")["recheck"] == ("2024-03-14", "2024-03-14", "1", look)
    copied(signed, "2024-03-15", "周平", look, found="反弹", how="现场")
    assert seen(signed, "2024-03-16")["closing"] == ("2024-03-15", None, "0", REOPEN)
    copied(signed, "2024-03-16", "王敏", REOPEN)
    assert "closing" not in seen(signed, "2024-03-16")


def test_a_leaders_remark_is_never_hidden(signed: Path) -> None:
    """It has a line of its own that begins with its text: first of all when its day is near, and before that as well,
    whatever else the task is here for."""
    for text, due in (("抓紧施工", "2023-12-20"), ("报告资金", "2024-03-29")):
        done(signed, "李强", "task", "remark", HOMES, text, "--due", due, on="2023-12-10")
    found = call(signed, "today", "--json", on="2024-01-10").json["lines"]
    lines = [(line["class"], line["why"].partition("，")[0]) for line in found if line["task"] == HOMES]
    assert lines == [("unanswered", "“抓紧施工”"), ("remark", "“报告资金”")]
    assert found[0]["class"] == "unanswered"
    assert [also["class"] for also in found[0]["also"]] == ["overdue"]
    told = call(signed, "today", on="2024-01-10").out.splitlines()
    assert told[1] == "批示待回复"
    assert "负责人：赵芳  “抓紧施工”，2023-12-10 批示，2023-12-20 前回复，已超 21 天" in told[2]
    assert told[told.index("批示未到期") + 1].endswith("“报告资金”，2023-12-10 批示，2024-03-29 前回复")


def test_bodies_stand_as_their_task_names_them_and_their_liaison_beside_them(full: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.toml"
    people.write_text(f'{PEOPLE}[[people]]\nname = "李某"\nrole = "单位联络员"\nbody = "{HOUSING}"\n', encoding="utf-8")
    assert call(full, "--by", "王敏", "load", str(people), on="2023-03-02").code == 0
    for on, command in (("2023-03-02", REGISTER), ("2023-03-03", SEND)):
        copied(full, on, "王敏", command)
    (line,) = (line for line in call(full, "today", "--json", on="2023-03-08").json["lines"] if line["task"] == HOMES)
    assert line["body"] == f"{HOUSING}、县财政局"
    assert line["contacts"] == [{"body": HOUSING, "name": "李某", "role": "liaison"}], "before the head"
    assert f"{HOUSING}、县财政局  联络：李某  未签收" in call(full, "today", on="2023-03-08").out


def test_a_refusal_waits_for_the_office(full: Path) -> None:
    for step in ("register", "dispatch"):
        assert call(full, "--by", "王敏", "task", step, HOMES, on="2023-03-03").code == 0
    refusal = call(full, "--by", "赵芳", "assignment", "refuse", HOMES, "--reason", "不归我局", on="2023-03-06")
    assert refusal.code == 0, refusal.err
    settle = f"xiaxian assignment assign {HOMES} … --instead-of {HOUSING}"
    assert seen(full, "2023-03-07")["refused"] == ("2023-03-06", None, "0", settle)
    copied(full, "2023-03-07", "王敏", settle, body="县交通局")
    assert "refused" not in seen(full, "2023-03-07")


def test_what_the_document_holds(small: Path) -> None:
    document = call(small, "today", "--json", on="2023-08-10").json
    assert list(document) == ["on", "body", "counts", "counted_to", "lines", "more"]
    assert (document["on"], document["body"]) == ("2023-08-10", None)
    for line in document["lines"]:
        keys = "class task plan title body since due days_late light reason why do also"
        assert set(keys.split()) <= set(line)
        assert "sheet" not in line
    site = next(line for line in document["lines"] if line["task"] == "trial-23/3")
    assert (site["class"], site["days_late"], site["do"]) == (
        "overdue", 41, "xiaxian report trial-23/3 --milestone m1"
    )


@pytest.mark.parametrize(("lang", "heading", "why"), [
    ("zh", "逾期", "逾期 41 天"), ("en", "Overdue", "41 days past its due day 2023-06-30"),
])
def test_both_languages_tell_it(small: Path, lang: str, heading: str, why: str) -> None:
    told = call(small, "today", on="2023-08-10", lang=lang)
    assert (told.code, told.err) == (0, "")
    assert heading in told.out.splitlines()
    assert why in told.out
    assert "      xiaxian report trial-23/3 --milestone m1\n" in told.out


def test_nothing_to_push(small: Path) -> None:
    assert call(small, "today", on="2023-02-01", lang="en").out == (
        "2023-02-01, to do today: the whole county\nNothing to push today.\n"
    )


def test_slips(small: Path) -> None:
    assert call(small, "today", "--limit", "x").code == 2
    assert call(small, "today", "--body", "无此单位").code == 5
    assert call(small, "today", "--limit", "0", "--json").json["lines"] == []
