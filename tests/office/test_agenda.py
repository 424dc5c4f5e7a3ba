"""The agenda of a ledger: answers, sendings out, steps and windows with the rest; the same dates as in calendars."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import bundled, office
from tests.office.everything import PEOPLE, WELLS, everything
from tests.office.supervised import supervised
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.office import almanac, cases, feeds, lists, record, steps, ways
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words
from xiaxian_tasks.store.open import open_store

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


def agenda(path: Path, on: str, body: str = "") -> dict[str, dict[str, Any]]:
    """Every line of the agenda on a day, by its UID without the domain."""
    desk = office(path, on)
    found = lists.agenda(desk, body=body, first=FIRST, last=LAST)
    desk.store.close()
    return {line["uid"].removesuffix("@xiaxian-tasks"): line for line in found}


def calendar(path: Path, on: str, body: str = "") -> set[tuple[str, str, str]]:
    """UID, day and light of every date in a feed that was not taken back."""
    desk = office(path, on)
    found = {
        (dated.event.uid.removesuffix("@xiaxian-tasks"), dated.event.on.isoformat(), dated.event.light)
        for dated in feeds.feed(desk, body).dates if not dated.withdrawn
    }
    desk.store.close()
    return found


def asked(folder: Path) -> Path:
    """A supervised ledger in which something of every sort was asked, and some of it answered."""
    path = supervised(folder)
    steps.register(office(path, "2023-10-10", "王敏"), WELLS)
    steps.dispatch(office(path, "2023-10-10", "王敏"), WELLS)
    steps.receive(office(path, "2023-10-12", "王敏"), WELLS, ("县水利局",))
    steps.remark(office(path, "2023-10-12", "孙岩"), WELLS, "请速办", due=date(2023, 10, 20))
    record.report(office(path, "2023-10-16", "王敏"), Said(WELLS, "1眼", body="县水利局"))
    steps.ask_extension(
        office(path, "2023-10-16", "王敏"), WELLS, date(2024, 1, 10), body="县水利局", words=Words(reason="雨")
    )
    return path


def test_what_was_asked_stands_on_its_day_with_who_owes_it(tmp_path: Path) -> None:
    found = agenda(asked(tmp_path), "2023-10-17")
    told = {
        uid: (line["on"], line["kind"], line["body"], line["light"], line["what"])
        for uid, line in found.items() if line["kind"] not in {"target", "task", "milestone", "recurrence"}
    }
    title = "关闭城区自备井"
    assert told == {
        "wells-23.1.dispatch.4.1": ("2023-10-10", "dispatch", "县水利局、县住建局、县公安局", "done", title),
        "wells-23.1.receipt.4.1": ("2023-10-11", "receipt", "县水利局", "done", title),
        "wells-23.1.receipt.4.2": ("2023-10-11", "receipt", "县住建局", "red", title),
        "wells-23.1.receipt.4.3": ("2023-10-11", "receipt", "县公安局", "red", title),
        "wells-23.1.reply.6.1": ("2023-10-20", "reply", "县水利局、县住建局", "yellow", "请速办"),
        "wells-23.1.extension.8.1": ("2023-10-23", "extension", "县水利局", "green", title),
    }
    assert found["wells-23.1.receipt.4.1"]["done_on"] == "2023-10-12"
    own = agenda(tmp_path / "ledger.sqlite3", "2023-10-17", "县住建局")
    assert {"wells-23.1.receipt.4.2", "wells-23.1.reply.6.1", "wells-23.1.dispatch.4.1"} <= set(own)
    assert not {"wells-23.1.receipt.4.1", "wells-23.1.extension.8.1"} & set(own)


def test_a_task_that_is_registered_and_not_sent_out_has_no_such_day(tmp_path: Path) -> None:
    path = supervised(tmp_path)
    steps.register(office(path, "2023-10-10", "王敏"), WELLS)
    kinds = {line["kind"] for line in agenda(path, "2023-10-11").values()}
    assert kinds == {"target", "recurrence", "task"}


def test_an_answer_under_simple_supervision_stays_when_it_was_given(tmp_path: Path) -> None:
    path, wells = bundled(tmp_path), "groundwater-23/10"
    steps.remark(office(path, "2023-10-12"), wells, "请速办", due=date(2023, 10, 20))
    steps.reply(office(path, "2023-10-18"), wells, "已办")
    reply = agenda(path, "2023-11-30")["groundwater-23.10.reply.2.1"]
    assert (reply["light"], reply["done_on"], reply["body"]) == ("done", "2023-10-18", "县水利局、县住建局")
    assert "groundwater-23.10.reply.2.1" not in agenda(path, "2023-12-01")


def test_a_body_that_is_asked_without_being_bound_sees_what_it_owes_and_nothing_else(tmp_path: Path) -> None:
    path, wells = bundled(tmp_path), "groundwater-23/10"
    steps.remark(office(path, "2023-10-12"), wells, "请速办", body="县民政局", due=date(2023, 10, 20))
    uid, civil = "groundwater-23.10.reply.2.1", "县民政局"
    own = [line for key, line in agenda(path, "2023-10-13", civil).items() if key.startswith("groundwater")]
    assert [(line["uid"].partition("@")[0], line["on"], line["body"]) for line in own] == [(uid, "2023-10-20", civil)]
    month = almanac.month(office(path, "2023-10-13"), date(2023, 10, 1), body=civil)
    assert [line["task"] for day in month["days"] for line in day["lines"] if line["kind"] == "reply"] == [wells]
    steps.reply(office(path, "2023-10-18"), wells, "已办")
    for on in ("2023-10-13", "2023-10-19", "2023-11-20", "2023-12-01"):
        lines = {(key, line["on"], line["light"]) for key, line in agenda(path, on, civil).items()}
        assert lines == calendar(path, on, civil), on
        assert any(key == uid for key, _, _ in lines) == (on < "2023-12")
    assert civil in feeds.owing(office(path, "2023-10-13"))


def test_a_member_of_a_group_sees_what_its_group_owes(tmp_path: Path) -> None:
    path, group = bundled(tmp_path), "各乡镇人民政府"
    steps.remark(office(path, "2023-10-12"), "medical-insurance-24/4", "请速办", body=group, due=date(2023, 10, 20))
    line = agenda(path, "2023-10-13", "水头镇")["medical-insurance-24.4.reply.2.1"]
    assert (line["body"], line["on"]) == (group, "2023-10-20")


def told_steps(path: Path, on: str, body: str = "") -> dict[str, tuple[str, str, str]]:
    """Day, light and bodies of the steps of cases, by their UIDs."""
    found = agenda(path, on, body)
    return {uid: (line["on"], line["light"], line["body"]) for uid, line in found.items() if line["kind"] == "step"}


def test_steps_of_a_case_stand_under_its_id_once_their_day_is_known(tmp_path: Path) -> None:
    """A loan is due on 31 January 2024: ten working days before are 17 January. The bank pays within 5 and 20 days."""
    path = bundled(tmp_path)
    case = cases.opened(office(path, "2023-12-04"), "bridge-loans-23/bridge-loan", name="某公司续贷", start=None)["id"]
    assert told_steps(path, "2023-12-04") == {}
    cases.anchored(office(path, "2023-12-05"), case, "贷款到期", date(2024, 1, 31))
    assert told_steps(path, "2023-12-05") == {f"case.{case}.3": ("2024-01-17", "green", "合作银行")}
    assert agenda(path, "2023-12-05")[f"case.{case}.3"]["task"] == case
    cases.stepped(office(path, "2024-01-16"), case, "3", done=None, note="")
    cases.stepped(office(path, "2024-01-26"), case, "7", done=None, note="")
    assert told_steps(path, "2024-01-30") == {
        f"case.{case}.3": ("2024-01-17", "done", "合作银行"), f"case.{case}.8": ("2024-01-31", "yellow", "合作银行"),
        f"case.{case}.9": ("2024-02-15", "green", "合作银行"), f"case.{case}.10": ("2024-02-15", "green", "合作银行"),
    }
    assert told_steps(path, "2024-01-30", "县水利局") == {}
    for on in ("2023-12-05", "2024-01-16", "2024-01-30", "2024-02-10", "2024-03-01"):
        assert {(uid, line["on"], line["light"]) for uid, line in agenda(path, on).items()} == calendar(path, on)


def test_a_level_of_emergency_prints_no_day(tmp_path: Path) -> None:
    """At once, quickly, in time: what has no number has no day, whatever is known of the event."""
    path = bundled(tmp_path)
    for level in (1, 2, 3):
        case = cases.opened(office(path, "2023-12-04"), f"blackout-23/level-{level}", name="停电", start=None)["id"]
        cases.stepped(office(path, "2023-12-04"), case, "1", done=None, note="")
    assert told_steps(path, "2023-12-04") == {}


def test_windows_of_the_gazette_have_both_ends(tmp_path: Path) -> None:
    found = agenda(bundled(tmp_path), "2023-09-16")
    ends = {uid: line["on"] for uid, line in found.items() if "first" in uid or uid.removesuffix(".m1") in {
        "clean-heating-23.5.1", "clean-heating-23.5.2", "clean-heating-23.5.3"
    } or uid == "medical-insurance-24.4.t1"}
    assert ends == {
        "clean-heating-23.5.1.m1.first": "2023-09-15", "clean-heating-23.5.1.m1": "2023-09-20",
        "clean-heating-23.5.2.m1.first": "2023-09-20", "clean-heating-23.5.2.m1": "2023-09-27",
        "clean-heating-23.5.3.m1.first": "2023-09-27", "clean-heating-23.5.3.m1": "2023-10-11",
        "medical-insurance-24.4.t1.first": "2023-09-01", "medical-insurance-24.4.t1": "2023-12-25",
    }


def test_a_term_that_is_told_brings_the_duties_that_wait_for_it(tmp_path: Path) -> None:
    """Term begins on 26 February 2024: a report within 15 days, another within a month."""
    path = bundled(tmp_path)
    (source,) = [paper for paper in assemble.bundled_papers().plans if paper[0] == "schooling-23.toml"]
    file = tmp_path / source[0]
    file.write_bytes(source[1].replace(b"\n[[tasks]]", '\n[anchors]\n"学期开学" = [2024-02-26]\n[[tasks]]'.encode(), 1))
    assemble.load(office(path, "2024-02-01"), [str(file)])
    found = {line["on"] for uid, line in agenda(path, "2024-02-02").items() if uid.startswith("schooling-23.3.3.r")}
    assert {"2024-03-12", "2024-03-26"} <= found


@pytest.mark.parametrize("make", [asked, everything], ids=["asked", "everything"])
@pytest.mark.parametrize("body", ["", "县水利局", "县住建局"])
def test_agenda_and_calendar_are_one_set_under_full_supervision(
    make: Callable[[Path], Path], body: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    for on in ("2023-10-17", "2023-11-01", "2023-12-15", "2024-02-01"):
        lines = {(uid, line["on"], line["light"]) for uid, line in agenda(path, on, body).items()}
        assert lines == calendar(path, on, body), on
        assert lines or body == "县住建局", "which handed its part over"


def test_agenda_and_calendar_are_one_set_on_the_bundled_plans(tmp_path: Path) -> None:
    path = bundled(tmp_path)
    for plan in ("services-23", "groundwater-23"):
        (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
        assemble.load(office(path, "2023-10-09"), [str(tmp_path / "people.toml")])
        ways.set_way(office(path, "2023-10-09", "王敏"), plan, "full")
    for task in ("services-23/13", "groundwater-23/10", "groundwater-23/7"):
        steps.register(office(path, "2023-10-10", "王敏"), task)
        steps.dispatch(office(path, "2023-10-10", "王敏"), task)
    steps.receive(office(path, "2023-10-11", "王敏"), "services-23/13", ("县民政局",))
    steps.remark(office(path, "2023-10-11", "孙岩"), "schooling-23/3.3", "请速办", due=date(2023, 10, 20))
    heard = cases.opened(office(path, "2023-10-12"), "decisions-23/decision", name="某决策", start=None)["id"]
    cases.anchored(office(path, "2023-10-12"), heard, "听证会召开", date(2023, 11, 20))
    for on in ("2023-10-12", "2023-11-20", "2024-01-02"):
        for body in ("", "县民政局", "县水利局", "水头镇"):
            lines = {(uid, line["on"], line["light"]) for uid, line in agenda(path, on, body).items()}
            assert lines == calendar(path, on, body), (on, body)


def test_what_is_entered_late_as_done_is_shown_from_the_day_it_was_written(tmp_path: Path) -> None:
    """Homes of 20 December reported on 5 March, a milestone of October entered in time; in March its task is renamed,
    which shows nothing that was done long ago once more."""
    path = tmp_path / "ledger.sqlite3"

    def desk(on: str) -> Office:
        day = date.fromisoformat(on)
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=COUNTY_TIME)
        return Office(open_store(str(path), today=day), on=day, today=day, by="张某", now=lambda: moment)

    def shown(on: str) -> list[set[str]]:
        lines = {line["uid"] for line in lists.agenda(desk(on), first=FIRST, last=LAST)}
        return [lines, {dated.event.uid for dated in feeds.feed(desk(on)).dates if not dated.withdrawn}]

    assemble.load(desk("2023-09-21"), ())
    record.report(desk("2023-10-20"), Said("clean-heating-23/5.1", milestone="m1"))
    record.report(desk("2024-03-05"), Said("services-23/13", "200户", as_of=date(2023, 12, 20)))
    (source,) = [paper[1] for paper in assemble.bundled_papers().plans if paper[0] == "clean-heating-23.toml"]
    edited = tmp_path / "clean-heating-23.toml"
    edited.write_bytes(source.replace("信息核对阶段".encode(), "核对信息阶段".encode()))
    assemble.load(desk("2024-03-22"), [str(edited)])
    homes = "services-23.13.t1@xiaxian-tasks"
    for on, is_there in (("2024-03-05", True), ("2024-03-23", True), ("2024-04-30", True), ("2024-05-01", False)):
        lines, calendar_of_all = shown(on)
        assert lines == calendar_of_all, on
        assert (homes in lines) == is_there
        assert "clean-heating-23.5.1.m1@xiaxian-tasks" not in lines


def test_histories_stay_closed_where_nothing_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bundled(tmp_path)
    record.report(office(path, "2023-10-12"), Said("services-23/13", "45户"))
    steps.remark(office(path, "2023-10-12"), "groundwater-23/10", "请速办", due=date(2023, 10, 20))
    desk, opened = office(path, "2023-10-13"), list[str]()
    real = desk.store.history

    def noted(task: str) -> Any:
        opened.append(task)
        return real(task)

    monkeypatch.setattr(desk.store, "history", noted)
    assert lists.agenda(desk)
    assert [task for task in opened if "/" in task] == ["groundwater-23/10"]


def test_every_day_that_a_gazette_plan_prints_has_its_event(tmp_path: Path) -> None:
    """From the files as they stand: the days of tasks, targets, milestones and windows, and each rule's turns."""
    path, missing = bundled(tmp_path), list[str]()
    held = {(line["task"], line["on"]) for line in agenda(path, "2023-12-20").values()}
    held |= {(line["task"], line["on"]) for line in agenda(path, "2023-09-16").values()}
    for name, source in assemble.bundled_papers().plans:
        plan = tomllib.loads(source.decode())
        for task in plan.get("tasks", []):
            duties = [*task.get("targets", []), *task.get("milestones", [])]
            printed = {duty[key] for duty in duties for key in ("due", "start") if key in duty}
            printed |= {task["due"]} if "due" in task else set()
            key = f"{plan['id']}/{task['number']}"
            missing += [f"{key} {day}" for day in printed if (key, day.isoformat()) not in held]
            if any(duty.get("rule") for duty in task.get("recurrences", [])):
                missing += [] if any(one == key for one, _ in held) else [f"{name} {key}"]
    assert missing == []
