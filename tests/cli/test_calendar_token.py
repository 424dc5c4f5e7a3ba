"""`calendar token`: what it prints in both languages, that the token is seen once, and what it refuses."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.programs import Done, call, on_terminal, start
from tests.cli.supervision import DIRECTOR, HEAD, LIAISON, PEOPLE, SUPERVISOR, act
from xiaxian_tasks.domain.subscriptions import ADD, RECALL, REVOKE, ROTATE, hash_of
from xiaxian_tasks.store.open import open_store
from xiaxian_tasks.terminal import width
from xiaxian_tasks.wording import subscriptions as wording
from xiaxian_tasks.wording import words

ON = "10-31"
SECRET = "令牌只显示这一次，台账里只留其摘要。拿到它的人就能看这份日历：请只交给赵芳本人。\n"


@pytest.fixture
def ledger(gazette: Path, tmp_path: Path) -> Path:
    """The bundled plans and four persons of a county."""
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    assert call(gazette, "load", str(tmp_path / "people.toml"), on="2023-10-07").code == 0
    return gazette


def token(ledger: Path, *arguments: str, by: str = SUPERVISOR, lang: str = "zh") -> Done:
    """A command of the group."""
    return act(ledger, ON, by, "calendar", "token", *arguments, lang=lang)


def given(ledger: Path, *more: str) -> dict[str, str]:
    """A calendar given to the liaison, as JSON."""
    found: dict[str, str] = token(ledger, "add", "--person", LIAISON, *more, "--json").json
    return found


def test_the_token_is_shown_once_with_where_it_leads(ledger: Path) -> None:
    done = token(ledger, "add", "--person", LIAISON, "--redacted", "--working", "--days", "61",
                 "--url", "https://rl.example.gov.cn/督查/")
    shown = dict(line.split(maxsplit=1) for line in done.out.splitlines() if not line.startswith(" "))
    secret = shown["令牌"]
    assert (done.code, done.err, len(secret)) == (0, SECRET, 43)
    assert done.out.splitlines()[1:] == [
        f"ID        {hash_of(secret)[:8]}",
        "人员      赵芳",
        "单位      县水利局",
        "样式      外网脱敏、工作时间提醒",
        "有效期至  2023-12-31",
        f"日历      https://rl.example.gov.cn/督查/f/{secret}.ics",
        f"          webcal://rl.example.gov.cn/督查/f/{secret}.ics",
        f"网页      https://rl.example.gov.cn/督查/f/{secret}",
    ]
    for later in (
        token(ledger, "list"), token(ledger, "list", "--json"), call(ledger, "history"),
        call(ledger, "history", "--json"), call(ledger, "history", "county"),
        call(ledger, "history", "county", "--json"), call(ledger, "verify"), call(ledger, "export", "--out", "-"),
    ):
        assert later.code == 0
        assert secret[:20] not in later.out + later.err
    assert secret.encode() not in ledger.read_bytes()


def test_the_address_may_stand_in_the_environment(ledger: Path) -> None:
    done = start("--db", str(ledger), "--on", "2023-10-31", "--by", SUPERVISOR, "calendar", "token", "add", "--person",
                 HEAD, "--json", XIAXIAN_CALENDAR_URL="http://localhost:8023")
    assert done.returncode == 0
    assert b'"feed": "http://localhost:8023/f/' in done.stdout


@pytest.mark.parametrize("url", [
    "rl.example.gov.cn", "ftp://x", "https://x?y", "https://x/#y", "https://u:geheim@x", "https://x y",
])
def test_a_slip_of_the_address_gives_nothing_out(ledger: Path, url: str) -> None:
    done = token(ledger, "add", "--person", LIAISON, "--url", url)
    assert (done.code, done.out) == (2, "")
    assert "不是日历服务的地址" in done.err
    assert "geheim" not in done.err
    assert "is no address of a feed server" in token(ledger, "add", "--person", LIAISON, "--url", url, lang="en").err
    assert token(ledger, "list").err == "还没有发过日历：xiaxian calendar token add --person 姓名\n"


def test_json_of_a_new_one_is_its_line_with_the_token(ledger: Path) -> None:
    made = given(ledger, "--url", "https://x.example")
    assert made["feed"] == f"https://x.example/f/{made['token']}.ics"
    assert made["webcal"] == f"webcal://x.example/f/{made['token']}.ics"
    assert made["page"] == f"https://x.example/f/{made['token']}"
    line = {key: value for key, value in made.items() if key not in {"token", "feed", "webcal", "page"}}
    assert token(ledger, "list", "--json").json == [line]
    assert line == {
        "id": made["id"], "person": LIAISON, "known": True, "body": "县水利局", "redacted": False, "twins": False,
        "working": False, "since": "2023-10-31", "expires": None, "revoked": None, "recalled": None, "state": "open",
        "seen": None, "agent": None, "times": 0,
    }
    plain = given(ledger)
    assert not any((plain["feed"], plain["webcal"], plain["page"]))


def test_the_list_in_both_languages(ledger: Path) -> None:
    first, second = given(ledger, "--expires", "2023-10-31"), given(ledger, "--body", "县财政局", "--twins")
    token(ledger, "revoke", second["id"])
    store = open_store(str(ledger), today=date(2023, 10, 31))
    store.saw(hash_of(second["token"]), datetime(2023, 10, 30, 16, 30, tzinfo=UTC), "Thunderbird/128")  # 0:30 there
    store.close()
    assert token(ledger, "list").out.splitlines() == [
        "ID        人员  单位      样式    有效期至    状态  最近取走    程序",
        f"{first['id']}  赵芳  县水利局  -       2023-10-31  有效  -           -",
        f"{second['id']}  赵芳  县财政局  附待办  -           停用  2023-10-31  Thunderbird/128",
    ]
    assert token(ledger, "list", lang="en").out.splitlines() == [
        "ID        person  body      kind        through     state     fetched on  by program",
        f"{first['id']}  赵芳    县水利局  -           2023-10-31  in force  -           -",
        f"{second['id']}  赵芳    县财政局  with tasks  -           revoked   2023-10-31  Thunderbird/128",
    ]
    narrow = on_terminal("--db", str(ledger), "--on", "2023-11-01", "calendar", "token", "list", columns=72)
    assert "过期" in narrow
    assert all(width(line) <= 72 for line in narrow.splitlines())


def test_who_is_no_longer_registered_is_marked(ledger: Path, tmp_path: Path) -> None:
    given(ledger)
    (tmp_path / "people.toml").write_text(PEOPLE.replace(LIAISON, "钱进"), encoding="utf-8")
    assert act(ledger, ON, DIRECTOR, "load", str(tmp_path / "people.toml")).code == 0
    assert "赵芳（已不在名单）" in token(ledger, "list").out
    assert "赵芳 (not registered)" in token(ledger, "list", lang="en").out


def test_another_token_in_the_place_of_one(ledger: Path) -> None:
    old = given(ledger)
    new = token(ledger, "rotate", old["id"][:6], "--keep-days", "7", "--json").json
    assert (new["person"], new["body"], new["state"]) == (LIAISON, "县水利局", "open")
    states = {row["id"]: (row["state"], row["expires"]) for row in token(ledger, "list", "--json").json}
    assert states == {old["id"]: ("open", "2023-11-07"), new["id"]: ("open", None)}
    again = token(ledger, "rotate", new["id"], "--expires", "2024-01-31")
    assert again.out.splitlines()[-1] == "有效期至  2024-01-31"
    assert again.err == SECRET
    done = token(ledger, "rotate", new["id"])
    assert (done.code, done.err) == (
        4, f"订阅 {new['id']} 已不再有效：停用。要另发一份：xiaxian calendar token add\n"
    )
    assert f"Subscription {new['id']} does not stand any more: revoked." in token(
        ledger, "rotate", new["id"], lang="en").err


def test_revoking_says_what_it_does_not_do_and_recalling_how_long(ledger: Path) -> None:
    key = given(ledger)["id"]
    done = token(ledger, "revoke", key)
    assert done.out == f"赵芳的订阅 {key} 已停用：不再提供日历。\n"
    assert done.err == f"对方程序里已取走的内容还在。要让它们清空：xiaxian calendar token recall {key}\n"
    done = token(ledger, "recall", key, lang="en")
    assert done.out == f"{key} of 赵芳 was called back: for 30 days every date is served cancelled, then nothing.\n"
    assert done.err.startswith("It takes effect when a program next fetches the calendar;")
    done = token(ledger, "recall", key)
    assert (done.code, done.err) == (4, f"订阅 {key} 已经收回过。\n")
    assert "was called back already" in token(ledger, "recall", key, lang="en").err


@pytest.mark.parametrize(("arguments", "code", "zh", "en"), [
    (("add",), 2, "--person", "--person"),
    (("add", "--person", "赵方"), 5, "  赵芳 县水利局", "  赵芳 县水利局"),
    (("add", "--person", LIAISON, "--body", "县火星局"), 5, "没有叫", "No body answers to"),
    (("add", "--person", LIAISON, "--expires", "2023-10-30"), 2, "已经过了", "has passed already on 2023-10-31"),
    (("add", "--person", LIAISON, "--expires", "2023-12-30", "--days", "3"), 2, "只写一个", "not both"),
    (("add", "--person", LIAISON, "--days", "-3"), 2, "-3", "-3"),
    (("revoke", "ffff"), 5, "没有叫“ffff”的订阅", "No subscription answers to “ffff”"),
    (("rotate", "f" * 43), 5, "没有叫“ffffff…”的订阅", "No subscription answers to “ffffff…”"),
])
def test_what_is_refused(ledger: Path, arguments: tuple[str, ...], code: int, zh: str, en: str) -> None:
    for lang, words_ in (("zh", zh), ("en", en)):
        done = token(ledger, *arguments, lang=lang)
        assert (done.code, done.out) == (code, "")
        assert words_ in done.err
    assert token(ledger, "list", "--json").json == []


def test_only_the_office_gives_out_and_nobody_where_nothing_is_recorded(ledger: Path) -> None:
    done = token(ledger, "add", "--person", LIAISON, by=LIAISON)
    assert (done.code, done.out) == (4, "")
    assert "日历订阅" in done.err
    assert "督查员" in done.err
    done = call(ledger, "--read-only", "--by", SUPERVISOR, "calendar", "token", "add", "--person", LIAISON,
                on="2023-10-31")
    assert (done.code, done.out) == (7, "")


def test_the_history_of_the_county_tells_it_in_words(ledger: Path) -> None:
    old = given(ledger, "--twins")["id"]
    new = token(ledger, "rotate", old, "--keep-days", "3", "--days", "9", "--json").json["id"]
    token(ledger, "recall", old)
    zh, en = (call(ledger, "history", "county", on="2023-10-31", lang=lang).out.splitlines() for lang in ("zh", "en"))
    late = "（补记，2026-11-24）" if "2026-11-24" in zh[-1] else zh[-1][zh[-1].index("（补记"):]
    assert [line.replace(late, "").rstrip() for line in zh[1:]] == [
        f"2  2023-10-31  日历订阅  {old}  发出  赵芳  县水利局  附待办  经办 李强",
        f"3  2023-10-31  日历订阅  {new}  换发  赵芳  县水利局  附待办  有效期至 2023-11-09  代替 {old}"
        "  原令牌用到 2023-11-03  经办 李强",
        f"4  2023-10-31  日历订阅  {old}  收回  赵芳  县水利局  经办 李强",
    ]
    told = f"{new}  given out anew  赵芳  县水利局  with tasks  through 2023-11-09  instead of {old}  which holds"
    assert told in en[2]
    entries = call(ledger, "history", "county", "--json", on="2023-10-31").json
    assert len({entry["hash"] for entry in entries}) == len(entries) == 4, "each says its own hash"
    assert "digest" in entries[1]


def test_every_code_has_a_word() -> None:
    assert set(wording.ACTIONS) == {ADD, ROTATE, REVOKE, RECALL}
    assert set(wording.STATES) == {"open", "expired", "revoked", "recalled"}
    assert words.ENTRIES["subscription"]
