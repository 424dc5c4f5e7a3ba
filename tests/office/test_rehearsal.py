"""A rehearsal tells what an act would come to, or why it would be refused, and leaves the ledger as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from tests.office.everything import (
    HOMES,
    HOMES_PLAN,
    HOUSING,
    PAPER,
    PIPES,
    SITE,
    WATER,
    WELLS,
    WHY,
)
from tests.office.supervised import supervised
from xiaxian_tasks import assemble
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import names, offered, record, steps
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.office.sight import Sheet, sheet

Sit = Callable[..., Office]


@pytest.fixture
def sit(tmp_path: Path) -> Sit:
    """Seats at a ledger whose wells are fully supervised."""
    path = supervised(tmp_path)

    def seat(by: str = "王敏", on: str = "2023-10-10") -> Office:
        return office(path, on, by)

    return seat


def both(desk: Office, act: Callable[[Office], Done]) -> Done:
    """The act rehearsed, then done: the rehearsal wrote nothing and foretold the light and state."""
    before = desk.store.task(WELLS, desk.on)
    foretold = act(rehearsal(desk))
    assert desk.store.task(WELLS, desk.on) == before
    done = act(desk)
    assert (foretold.entry.kind, foretold.entry.content) == (done.entry.kind, done.entry.content)
    assert foretold.sheet == done.sheet
    return done


def test_every_step_is_rehearsed_by_the_rules_it_is_taken_by(sit: Sit) -> None:
    both(sit(), lambda desk: steps.register(desk, WELLS))
    both(sit(), lambda desk: steps.assign(desk, WELLS, "县公安局", role="lead", words=WHY))
    both(sit(), lambda desk: steps.dispatch(desk, WELLS))
    for body in (WATER, HOUSING, "县公安局"):
        both(sit(), lambda desk, body=body: steps.receive(desk, WELLS, [body]))  # type: ignore[misc]
    asked = both(sit(), lambda desk: steps.remark(desk, WELLS, "抓紧", due=desk.on.replace(day=20)))
    assert asked.sheet["questions"]
    both(sit("赵芳"), lambda desk: steps.reply(desk, WELLS, "收到"))
    both(sit("赵芳"), lambda desk: steps.ask_extension(desk, WELLS, desk.on.replace(year=2024), words=WHY))
    both(sit(), lambda desk: steps.refuse_extension(desk, WELLS, WHY))
    for body in (WATER, HOUSING, "县公安局"):
        both(sit("张某"), lambda desk, body=body: steps.request(desk, WELLS, body, WHY, PAPER))  # type: ignore[misc]
    both(sit(), lambda desk: steps.send_back(desk, WELLS, WATER, cause="thin", due=None))
    both(sit("张某"), lambda desk: steps.request(desk, WELLS, WATER, WHY, PAPER))
    assert both(sit(), lambda desk: steps.accept(desk, WELLS, [], SITE)).sheet["state"] == "completed"
    both(sit("李强"), lambda desk: steps.close(desk, WELLS))
    both(sit("李强"), lambda desk: steps.withdraw(desk, WELLS))
    both(sit("李强"), lambda desk: steps.close(desk, WELLS))
    both(sit(), lambda desk: steps.recheck(desk, WELLS, found="relapsed", checked=SITE))
    assert both(sit(), lambda desk: steps.reopen(desk, WELLS)).sheet["relapses"] == 1
    both(sit(), lambda desk: steps.suspend(desk, WELLS, WHY))
    both(sit(), lambda desk: steps.resume(desk, WELLS))
    both(sit(), lambda desk: steps.merge(desk, WELLS, PIPES))


def test_what_is_refused_is_refused_in_the_rehearsal(sit: Sit) -> None:
    with pytest.raises(Refused, match="out-of-order"):
        steps.close(rehearsal(sit()), WELLS)
    with pytest.raises(Refused, match="role"):
        steps.register(rehearsal(sit("赵芳")), WELLS)


def test_a_rehearsal_writes_by_no_other_door(sit: Sit) -> None:
    store = rehearsal(sit()).store
    for name in ("append", "append_many", "append_case", "adopt", "restore"):
        with pytest.raises(AttributeError):
            getattr(store, name)


def test_steps_are_offered_to_whom_they_are_open(sit: Sit) -> None:
    assert offered.waiting(sit(), WELLS) == kinds.REGISTRATION
    assert kinds.REGISTRATION not in offered.steps_open(sit("周平"), WELLS)
    steps.register(sit(), WELLS)
    assert offered.waiting(sit("孙岩"), WELLS) == kinds.DISPATCH
    steps.dispatch(sit(), WELLS)
    assert offered.waiting(sit("赵芳"), WELLS) == kinds.RECEIPT
    steps.receive(sit("赵芳"), WELLS)
    assert kinds.RECEIPT not in offered.steps_open(sit("赵芳"), WELLS)
    steps.ask_extension(sit("赵芳"), WELLS, sit().on.replace(year=2024), words=WHY)
    assert offered.waiting(sit(), WELLS) == kinds.EXTENSION_GRANT
    assert offered.steps_open(sit("何静"), WELLS) == []
    refused = offered.reads_only(sit("何静"), kinds.REPORT)
    assert refused is not None
    assert refused.figures["roles"] == list(workflow.WORKFLOW[kinds.REPORT].roles)
    assert offered.reads_only(sit(), kinds.REPORT) is None
    assert (offered.own_body(sit("赵芳")), offered.own_body(sit()), offered.leaders(sit())) == (WATER, "", ["孙岩"])
    assert offered.groups_bound(sit(), whole(sit(), WELLS)) == []


def test_under_simple_supervision_what_is_lawful_there_is_offered(tmp_path: Path) -> None:
    (tmp_path / "homes.toml").write_text(HOMES_PLAN, encoding="utf-8")
    desk = office(tmp_path / "ledger.sqlite3", "2023-10-10")
    assemble.load(desk, [str(tmp_path / "homes.toml")])
    assert offered.steps_open(desk, HOMES) == [kinds.ASSIGNMENT, kinds.REPORT, kinds.REMARK]
    record.report(desk, Said(HOMES, "45户"))
    assert offered.steps_open(desk, HOMES)[-1] == kinds.WITHDRAWAL
    assert offered.steps_open(desk, "homes-23/9") == []


def test_several_reports_are_recorded_together_or_not_at_all(tmp_path: Path) -> None:
    path, task = bundled(tmp_path), "medical-insurance-24/4"
    desk = office(path, "2023-10-10")
    rows = [target["id"] for target in whole(desk, task)["targets"] if target["body"]][:3]
    values = zip(rows, ("100", "200", "300"), strict=True)
    said = [Said(task, value, target=row, evidence=PAPER) for row, value in values]
    foretold = record.report_together(rehearsal(desk), said)
    assert [entry.kind for entry in desk.store.history(task)] == [kinds.ADOPTION]
    done = record.report_together(desk, said)
    assert [each.sheet for each in done] == [each.sheet for each in foretold]
    assert done[-1].sheet["targets"][0]["latest"] == "600"
    assert [size for _digest, size in desk.store.evidence_kept()] == [len(PAPER[0][1])]
    assert all(each.entry.content["evidence"] for each in done)
    with pytest.raises(Refused):
        record.report_together(desk, [Said(task, "400", target=rows[0]), Said(task, "1", target=rows[1])])
    assert len(desk.store.history(task)) == 4


def whole(desk: Office, task: str) -> Sheet:
    """A task whole."""
    return sheet(desk, names.task(desk, task))
