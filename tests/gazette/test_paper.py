"""The plan files against the paper they were read from, where its text is at hand."""

import pytest

from scripts import copied, counts, fingerprints, gazette

SENTENCE = "各级各部门要在每年春分以前把本地渠道全部清淤疏通并张榜公布完成情况接受群众监督"


@pytest.fixture(scope="module")
def paper() -> str:
    path = gazette.at_hand()
    if path is None:
        print(f"the gazette's text is not at hand ({gazette.VARIABLE}): compared with nothing")
    return path.read_text(encoding="utf-8") if path else ""


def test_every_clause_is_the_one_that_was_read(paper: str) -> None:
    assert not paper or list(fingerprints.differences(paper)) == []


def test_a_changed_clause_is_noticed(paper: str) -> None:
    changed = paper.replace("200户", "201户").replace("200 户", "201 户")
    found = [line.split(":")[0] for line in fingerprints.differences(changed)] if paper else []
    assert not paper or found == ["services-23.toml 13"]


def test_no_sentence_of_the_paper_is_in_the_repository(paper: str) -> None:
    if not (gazette.ROOT / ".git").exists():
        print("no checkout: git cannot say which files the repository holds")
        return
    assert not paper or list(copied.copies(paper, copied.tracked())) == []


def test_every_task_carries_a_fingerprint() -> None:
    tasks = [task for file in gazette.plan_files() for task in file.content["tasks"]]
    marked = [task["fingerprint"] for task in tasks if task.get("fingerprint", "").startswith("sha256:")]
    assert len(tasks) == 232
    assert {len(mark) for mark in marked} == {71}
    assert len(set(marked)) == 232, "two tasks with one clause"


def test_marks_of_clauses_are_short_and_name_tasks() -> None:
    numbers = {file.content["id"]: {task["number"] for task in file.content["tasks"]} for file in gazette.plan_files()}
    for plan, rows in gazette.marks().items():
        assert rows.keys() <= numbers[plan]
        for row in rows.values():
            assert all(len(copied.han(mark)[0]) < 15 for mark in ([row] if isinstance(row, str) else row))


@pytest.mark.parametrize("text", [
    f"x = 1  # {SENTENCE}",
    SENTENCE[:20],
    "\n".join(SENTENCE),
    "，".join((SENTENCE[:13], SENTENCE[13:26])) + "……",
])
def test_a_copied_sentence_is_found(text: str) -> None:
    characters, _ = copied.han(text)
    found = list(copied.runs(characters, SENTENCE))
    assert [characters[start:end] in SENTENCE for start, end in found] == [True]


def test_two_copied_sentences_are_two_runs() -> None:
    text = SENTENCE[:20] + SENTENCE[19:]
    assert list(copied.runs(text, SENTENCE)) == [(0, 20), (20, 20 + len(SENTENCE) - 19)]


@pytest.mark.parametrize("text", [SENTENCE[:19], SENTENCE[1:12] + SENTENCE[20:31], "清淤完成情况张榜公布"])
def test_words_in_common_are_no_copy(text: str) -> None:
    assert list(copied.runs(text, SENTENCE)) == []


def test_names_are_blanked_and_nothing_else() -> None:
    names = copied.names()
    assert copied.masked("县水利局清淤", names) == "    清淤"
    assert copied.masked(SENTENCE, names).count(" ") < 4


def test_the_decision_on_readings_counts_what_is_there() -> None:
    decision = gazette.ROOT / "docs" / "decisions" / "0007-readings-of-the-gazette.md"
    assert counts.table() in decision.read_text(encoding="utf-8")
