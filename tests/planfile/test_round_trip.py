"""Whatever a plan file can say comes back from a written one: read, write, read again, the same plan."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planfile.good import GOOD, plan_of, reading_of
from xiaxian_tasks.domain import terms
from xiaxian_tasks.planfile import carry_ids, differences, write

BODIES = ("县水利局", "县发展改革局", "瑶峰镇", "埽掌镇", "各乡镇", "社区", "水头镇", "县住建局")



def _is_number(text: str) -> bool:
    """Whether a decimal can be made of it: Infinity and 1e99 can, and are no figure of a paper."""
    try:
        Decimal(text.replace(",", ""))
    except InvalidOperation:
        return False
    return True


texts = st.text(
    st.characters(categories=("L", "N", "P", "S"), include_characters=" “”、\"'\\#="), min_size=1, max_size=12
).map(str.strip).filter(bool)
prose = st.lists(texts, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
numbers = st.one_of(
    st.integers(0, 10**15 - 1), st.integers(0, 10**6).map(lambda n: f"{n / 1000:.3f}"), st.just("1,300.50")
)
figures = st.one_of(st.integers(-5, 10**9), texts.filter(lambda text: not _is_number(text)))
bodies = st.lists(st.sampled_from(BODIES), max_size=3)
rules = st.sampled_from(["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=FR"])
flags = st.booleans()
own_days: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}), st.fixed_dictionaries({"due": st.one_of(days, st.just(date(2024, 12, 31)))},
                                       optional={"due_basis": st.sampled_from(["explicit", "inferred"])})
)


def _table(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


parts = st.lists(_table({"body": st.sampled_from(BODIES[:4]), "value": numbers}, {}), min_size=1, max_size=3,
                 unique_by=lambda part: part["body"])
targets = st.tuples(
    _table({"unit": texts}, {
        "metric": texts, "kind": st.sampled_from(terms.KINDS), "hedged": flags, "exclusive": flags,
        "accumulates": flags,
        "baseline": numbers, "baseline_year": st.integers(2000,
            2024), "label": texts, "clause": texts, "printed": numbers,
    }),
    own_days,
    st.one_of(st.fixed_dictionaries({"value": numbers}), st.fixed_dictionaries({"parts": parts})),
    st.one_of(st.just({}), st.just({"from": date(2023, 7, 1)}), st.just({"to": date(2027, 3, 1)})),
).map(lambda pieces: {key: value for piece in pieces for key, value in piece.items()})
milestones = st.tuples(
    _table({"what": texts}, {"bodies": bodies, "hedged": flags, "label": texts, "clause": texts}), own_days
).map(lambda pair: pair[0] | pair[1])
recurrences = st.tuples(
    _table({"what": texts}, {"bodies": bodies, "around": st.integers(0, 9), "start": st.just(date(2024, 5, 1)),
                             "until": days.filter(lambda on: on > date(2024, 5, 1)), "label": texts}),
    st.one_of(
        st.fixed_dictionaries({"rule": rules}),
        st.fixed_dictionaries({"anchor": st.sampled_from(["开学", "定期"]), "after": st.integers(0, 30),
                               "after_unit": st.sampled_from(["calendar_days", "working_days", "months"])}),
    ),
).map(lambda pair: pair[0] | pair[1])
policy_figures = _table({"what": texts, "value": figures, "unit": texts}, {
    "rule": texts, "role": st.sampled_from(terms.FIGURE_ROLES), "from": figures, "to": figures, "until": days,
    "clause": texts,
})
tasks = st.tuples(
    _table({"title": texts}, {
        "section": texts, "lead": bodies, "support": bodies, "summary": prose, "note": prose, "clause": texts,
        "fingerprint": texts, "targets": st.lists(targets, max_size=2), "milestones": st.lists(milestones, max_size=2),
        "recurrences": st.lists(recurrences, max_size=2), "policy_figures": st.lists(policy_figures, max_size=2),
    }),
    own_days,
).map(lambda pair: pair[0] | pair[1])
limits = _table({"relation": st.sampled_from(terms.LIMIT_RELATIONS),
    "anchor": st.sampled_from(["start", "step:1", "收到材料"])},
                {"hedged": flags})
timed = st.tuples(limits, st.integers(0, 90), st.sampled_from(terms.LIMIT_UNITS)).map(
    lambda three: three[0] | {"amount": three[1], "unit": three[2]})
steps = _table({"what": texts}, {"bodies": bodies, "clause": texts, "when": prose, "limit": st.one_of(limits, timed)})
conditions = _table({"what": texts}, {"any": st.integers(1, 3)})
measured = st.tuples(conditions, st.sampled_from(terms.CONDITION_RELATIONS), figures, texts).map(
    lambda four: four[0] | {"relation": four[1], "value": four[2], "unit": four[3]})
procedures = _table({"name": texts, "steps": st.lists(steps, min_size=1, max_size=3)}, {
    "trigger": prose, "clause": texts, "conditions": st.lists(st.one_of(conditions, measured), max_size=2),
})
members = _table({"role": st.sampled_from(terms.ROLES)},
    {"post": texts, "body": st.sampled_from(BODIES), "duty": prose})
groups = _table({},
    {"office": st.sampled_from(BODIES), "duty": prose, "clause": texts, "members": st.lists(members, max_size=3)})
forms = _table({"name": texts},
    {"clause": texts, "fields": st.lists(texts, max_size=3), "signers": st.lists(texts, max_size=2)})
doubts = _table({"code": st.sampled_from([code for code in terms.DOUBT_CODES if code != "sum"])},
                {"clause": texts, "printed": texts, "right": texts, "note": prose})
paces = _table({}, {
    "from": st.dates(date(2024, 1, 1), date(2024, 6, 30)), "to": st.dates(date(2024, 7, 1), date(2025, 3, 31)),
    "basis": st.sampled_from(["month", "calendar", "working"]), "curve": st.just([["2024-06-30", "0.15"],
        ["2024-07-31", "0.5"]]),
})
thresholds = _table({}, {
    "yellow": st.integers(0, 10), "red": st.integers(10, 50), "spans": st.just([[7, 1], [0, 9]]),
    "cycle": st.sampled_from(terms.CYCLES), "grace": st.integers(0, 30), "occurrence_grace": st.integers(0, 9),
    "receipt": st.integers(0, 9), "reply": st.integers(0, 30), "recheck": st.integers(0, 365),
    "extension": st.integers(0, 90),
})
documents = _table(
    {"id": st.just("p-24"), "title": texts, "issued": st.dates(date(2024, 1, 1), date(2024, 6, 30)),
     "tasks": st.lists(tasks, min_size=1, max_size=3)},
    {"document": texts, "issuer": texts, "year": st.just(2024), "pace": paces, "thresholds": thresholds,
     "groups": st.lists(groups, max_size=2), "procedures": st.lists(procedures, max_size=2),
     "forms": st.lists(forms, max_size=2), "doubts": st.lists(doubts, max_size=2)},
)


def _toml(document: dict[str, Any]) -> str:
    """A document as TOML, with numbers for its tasks and names for its groups."""
    for place, task in enumerate(document["tasks"], 1):
        task["number"] = place
        if any(recurrence.get("anchor") == "开学" for recurrence in task.get("recurrences", ())):
            document["anchors"] = {"开学": [date(2024, 9, 1)]}
    for place, group in enumerate(document.get("groups", ()), 1):
        group["name"] = f"第{place}专班"
    return tomlkit.dumps(document)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(documents)
def test_a_plan_comes_back_from_a_written_file(document: dict[str, Any]) -> None:
    text = _toml(document)
    reading = reading_of(text)
    assert reading.plan is not None, reading.faults
    written = write(reading.plan)
    again = plan_of(written)
    assert again == reading.plan
    assert write(again) == written
    assert differences(reading.plan, carry_ids(reading.plan, again)) == []


def test_a_written_file_is_for_people() -> None:
    written = write(plan_of(GOOD)).decode()
    assert "{" not in written.replace("{}", "")
    assert written.startswith('id = "water-24"\ndocument = "县办发〔2024〕9号"\ntitle = "2024年节水计划"\n')
    assert 'clause = "二（一）1"' not in written
    assert "due = 2024-10-31\n" in written
    assert "value = 100.5\n" in written
    assert written.count("[[tasks]]") == 2


SHORT = """\
id = "p"
title = "计划"
issued = 2024-03-10

[[tasks]]
number = "1"
title = "植树"
lead = ["县林业局"]
"""


def test_what_follows_from_the_rest_is_not_written() -> None:
    written = write(plan_of(SHORT + 'value = 200\nunit = "亩"\ndue = 2024-12-31\n')).decode()
    target = '[[tasks.targets]]\nid = "t1"\nvalue = 200\nunit = "亩"\ndue = 2024-12-31\n'
    assert written.replace("\n\n", "\n") == SHORT.replace("\n\n", "\n") + target
