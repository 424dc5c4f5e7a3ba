"""The rules of the house that neither linter can hold. Each exception stands here, with its reason."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from statistics import median

import pytest

import xiaxian_tasks
from tests.source import (
    PACKAGE,
    ROOT,
    Callee,
    body_lines,
    classes,
    functions,
    imports,
    modules,
    place,
    sources,
    started_by,
    tree,
)

LONGEST_FILE = 400
LONG_FILES: dict[str, str] = {
    "tests/cli/test_standing.py": "one month reckoned by hand, told and asked for in one place",
}
"""Files that may be longer: where, and why cutting them would hide something."""

LONGEST_BODY = 40
LONG_BODIES: dict[str, str] = {}

MOST_METHODS = 20
LARGE_CLASSES = {
    "xiaxian_tasks/ports/store.py Store": "one contract suite runs against whoever answers it: SQLite, PostgreSQL",
    "xiaxian_tasks/store/engine_postgres.py PostgresEngine": "every public method answers the protocol of engines",
    "xiaxian_tasks/store/engine_sqlite.py SqliteEngine": "every public method answers the protocol of engines",
}

MOST_POSITIONAL = 5

BANNED_NAMES = frozenset(
    "common deadline deadlines handler handlers helper helpers info item items job jobs manager managers misc node"
    " nodes status stuff todo todos util utils".split()
)
"""Words that say nothing, or that stand for a house word: task, due, light."""

BANNED_MODULE_NAMES = BANNED_NAMES | {"data", "measure", "measures", "progress"}

UNFINISHED = re.compile("|".join((r"(?<!V)TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK", "NotImplemented" "Error")))

BANNED_AT_START = frozenset(
    "alembic docx holidays icalendar importlib.metadata pydantic pypdfium2 pypinyin psycopg rapidfuzz requests rich"
    " sqlalchemy sqlmodel tabulate textual tomlkit wcwidth dateutil".split()
)
"""Libraries that cost more than a whole command may (0.02 to 0.5 s): imported by the function that needs them."""

MAY_BE_LOADED = {"importlib.metadata"}
"""Banned from our own start path, but click or Python may load them in their own time."""

HOT_FLOORS = tuple(
    "__main__ cli wording assemble files sources office finder settings terminal language bundled ports domain"
    " errors".split()
)

LATE_MODULES: dict[str, str] = {}
"""Modules of these floors that are themselves imported by the function that needs them: which, and by whom."""

HOT_COMMANDS = (
    ("today", "--json"),
    ("tasks", "--json"),
    ("tasks", "灯:红 单位:水利局 限:<30天", "--limit", "20", "--json"),
    ("show", "groundwater-23/10", "--json"),
    ("why", "groundwater-23/10", "--json"),
    ("report", "groundwater-23/10", "--note", "x"),
    ("board", "--json"),
)

READING = tuple(command for command in HOT_COMMANDS if command[0] != "report")

UNREAD = frozenset(
    "hashlib xiaxian_tasks.domain.agenda xiaxian_tasks.domain.guards xiaxian_tasks.domain.workflow".split()
)
"""What a command that only reads tasks under simple supervision does without: what proves, and what permits."""

PURE = frozenset(
    "bisect calendar collections collections.abc datetime decimal difflib enum fractions functools hashlib heapq"
    " itertools json math operator re string types typing unicodedata".split()
)
"""What the ground floor may import of the standard library: nothing that knows the day, the machine or chance."""

FACES_MAY_ASK = frozenset(
    "assemble domain errors files finder language office ports settings sources terminal web wording".split()
)

HOUSE_BASES = frozenset("NamedTuple Protocol Generic Exception XiaxianError object".split())
"""A class with another base overrides methods that are described there."""


def test_files_are_small_rooms() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert [f"{name}: {n}" for name, n in lengths.items() if n > LONGEST_FILE and name not in LONG_FILES] == []
    assert [name for name in LONG_FILES if lengths.get(name, 0) <= LONGEST_FILE] == [], "exceptions no longer needed"


def test_functions_are_short() -> None:
    lines = {f"{place(path)} {name}": body_lines(body) for path in sources() for name, body, _ in functions(tree(path))}
    assert [f"{name}: {n}" for name, n in lines.items() if n > LONGEST_BODY and name not in LONG_BODIES] == []
    assert [name for name in LONG_BODIES if lines.get(name, 0) <= LONGEST_BODY] == [], "exceptions no longer needed"
    assert median(n for name, n in lines.items() if name.startswith("xiaxian_tasks/")) < 10


def test_classes_are_small() -> None:
    counts = {
        f"{place(path)} {each.name}": sum(isinstance(part, Callee) for part in each.body)
        for path in sources()
        for each in classes(tree(path))
    }
    assert [f"{name}: {n}" for name, n in counts.items() if n > MOST_METHODS and name not in LARGE_CLASSES] == []
    assert [name for name in LARGE_CLASSES if counts.get(name, 0) <= MOST_METHODS] == [], "exceptions no longer needed"


def test_functions_take_few_arguments_by_position() -> None:
    assert [
        f"{place(path)} {name}"
        for path in sources("xiaxian_tasks", "scripts", "bench")  # the arguments of a test are its fixtures and cases
        for name, function, _ in functions(tree(path))
        if _positional(function) > MOST_POSITIONAL
    ] == []


def _positional(function: Callee) -> int:
    named = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in named if name not in {"self", "cls"}])


def test_modules_classes_and_functions_have_house_names() -> None:
    found = []
    for path in sources("xiaxian_tasks"):
        if BANNED_MODULE_NAMES.intersection(path.stem.split("_")) or BANNED_MODULE_NAMES.intersection(path.parts):
            found.append(place(path))
        named = [each.name for each in classes(tree(path))]
        named += [name.rpartition(".")[2] for name, _, _ in functions(tree(path))]
        found += [f"{place(path)} {name}" for name in named if BANNED_NAMES.intersection(_words(name))]
    assert found == []


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_public_things_say_what_they_are() -> None:
    described = {function.name for _, function, owner in functions(tree(PACKAGE / "ports" / "store.py")) if owner}
    found = []
    for path in sources("xiaxian_tasks"):
        if ast.get_docstring(tree(path)) is None:
            found.append(place(path))
        found += [f"{place(path)} {each.name}" for each in classes(tree(path)) if _is_bare(each)]
        found += [
            f"{place(path)} {name}"
            for name, function, owner in functions(tree(path))
            if _is_bare(function)
            and not any(part.startswith("_") for part in name.split("."))
            and (owner is None or not (_overrides(owner) or function.name in described))
            and not _is_nested(path, function)
        ]
    assert found == []


def _is_bare(node: ast.ClassDef | Callee) -> bool:
    return not node.name.startswith("_") and ast.get_docstring(node) is None


def _overrides(owner: ast.ClassDef) -> bool:
    return any(ast.unparse(base).partition("[")[0].rpartition(".")[2] not in HOUSE_BASES for base in owner.bases)


def _is_nested(path: Path, function: Callee) -> bool:
    return any(function in ast.walk(other) for _, other, _ in functions(tree(path)) if other is not function)


def test_nothing_is_left_unfinished() -> None:
    found = []
    for path in sources():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNFINISHED.search(line):
                found.append(f"{place(path)}:{number}")
    assert found == []


def test_the_ground_floor_imports_what_has_one_answer_for_ever() -> None:
    found = []
    for path in (*sources("xiaxian_tasks/domain"), PACKAGE / "errors.py"):
        for each in imports(path):
            ours = each.module.startswith(("xiaxian_tasks.domain", "xiaxian_tasks.errors"))
            rule = each.module == "dateutil.rrule" and not each.eager
            if not (ours or rule or each.module in PURE):
                found.append(f"{place(path)}:{each.line} {each.module}")
    assert found == []


def test_faces_ask_only_those_they_may() -> None:
    found = []
    for face in ("cli", "tui"):
        for path in sources(f"xiaxian_tasks/{face}"):
            floors = {each.module.split(".")[1] for each in imports(path) if each.module.startswith("xiaxian_tasks.")}
            found += [f"{place(path)} {floor}" for floor in sorted(floors - FACES_MAY_ASK - {face})]
    assert found == []


def test_starting_imports_nothing_heavy() -> None:
    """The eager imports, followed through the whole package: what is imported before any function runs."""
    reached = started_by([name for name in _modules_of(HOT_FLOORS) if name not in LATE_MODULES])
    assert "xiaxian_tasks.domain.lights" in reached
    assert [f"{reached[name]} imports {name}" for name in sorted(BANNED_AT_START.intersection(reached))] == []


def _modules_of(floors: tuple[str, ...]) -> list[str]:
    return [name for name in modules() if name.partition(".")[2].partition(".")[0] in floors]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the bundled plans."""
    path = tmp_path_factory.mktemp("house") / "ledger.db"
    if _has_program():
        load = [sys.executable, "-m", "xiaxian_tasks", "--db", str(path), "load"]
        subprocess.run(load, check=True, capture_output=True, cwd=ROOT)
    return path


def test_hot_commands_load_nothing_heavy(ledger: Path) -> None:
    """The same rule on the running program, for imports that no syntax tree shows."""
    commands = HOT_COMMANDS if _has_program() else ()
    calls = [["-m", "xiaxian_tasks", "--db", str(ledger), *command] for command in commands]
    found = []
    for call in [*calls, ["-c", f"import {', '.join(_modules_of(('domain', 'ports', 'language')))}"]]:
        loaded = _loaded_by(call)
        assert "xiaxian_tasks" in loaded
        heavy = {name for name in loaded if name in BANNED_AT_START or name.partition(".")[0] in BANNED_AT_START}
        found += [f"{' '.join(call)}: {name}" for name in sorted(heavy - MAY_BE_LOADED)]
    assert found == []


def test_reading_loads_nothing_that_only_recording_needs(ledger: Path) -> None:
    commands = READING if _has_program() else ()
    calls = [["-m", "xiaxian_tasks", "--db", str(ledger), *command] for command in commands]
    found = [f"{' '.join(call)}: {name}" for call in calls for name in sorted(_loaded_by(call) & UNREAD)]
    assert found == []


def _has_program() -> bool:
    return (PACKAGE / "__main__.py").exists()


def _loaded_by(call: list[str]) -> set[str]:
    """The modules a Python process imports; coverage, which imports for itself, is kept out."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    timed = [sys.executable, "-X", "importtime", *call]
    done = subprocess.run(timed, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    said = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert done.returncode == 0, said
    return {line.rpartition("|")[2].strip() for line in lines}


def test_the_wheel_carries_papers_and_catalogues(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    papers = {path.relative_to(ROOT) for path in (ROOT / "plans").rglob("*") if path.is_file()}
    assert {path.parts[1] for path in papers} >= {"bodies.toml", "holidays", "groundwater-23.toml"}
    assert sorted(name for path in papers if (name := f"xiaxian_tasks/{path.as_posix()}") not in inside) == []
    assert sorted(name for path in sources("xiaxian_tasks") if (name := place(path)) not in inside) == []
    assert {"xiaxian_tasks/locale/zh_CN/LC_MESSAGES/messages.mo", "xiaxian_tasks/documents/page.html"} <= inside
    assert [name for name in inside if not name.startswith(("xiaxian_tasks/", "xiaxian_tasks-"))] == []


def test_the_version_stands_once() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert declared == xiaxian_tasks.__version__
    assert f"## [{declared}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_locked_requirements_name_no_place() -> None:
    for path in (*(ROOT / "requirements").iterdir(), ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / ".ci" / "run"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"https?://\S+|--(?:extra-)?index-url|--find-links|--trusted-host", text) == [], place(path)
