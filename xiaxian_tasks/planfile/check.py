"""A TOML document against the key tables: every fault in one go, and what remains as checked tables."""

from typing import Any, NamedTuple

from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile import values
from xiaxian_tasks.planfile.keys import NAMES, TABLES, Key
from xiaxian_tasks.planfile.known import Known, nearest
from xiaxian_tasks.planfile.lines import Lines, Path
from xiaxian_tasks.planfile.spelling import ROLES, is_several, key_of, listed


class Table(dict[str, Any]):
    """A checked table: values by key, nested tables under the plural name; `path` is where it stands in the file."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def tables(self, name: str) -> list["Table"]:
        """The nested tables of one name, in the order of the file."""
        found: list[Table] = self.get(name, [])
        return found


class Finding(NamedTuple):
    """A fault before its line is looked up; `first` is where the same stands already."""

    path: Path
    code: str
    figures: dict[str, str]
    first: Path | None = None


class Check:
    """One reading of one document: collects findings while tables are checked."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.findings: list[Finding] = []
        self._faulty: set[Path] = set()

    def fault(self, path: Path, code: str, **figures: str) -> None:
        """Note a fault, under the key it lies at if it names none; its line is looked up at the end."""
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        self.findings.append(Finding(path, code, {"key": key} | figures))
        self._faulty.add(path)

    def twice(self, path: Path, code: str, first: Path, **figures: str) -> None:
        """Note that something is there a second time; `other` will be the line of the first."""
        self.fault(path, code, **figures)
        self.findings[-1] = self.findings[-1]._replace(first=first)

    def is_faulty(self, table: Table, key: str) -> bool:
        """Whether a key is there, but what it says was found faulty and left out."""
        return (*table.path, key) in self._faulty

    def table(self, name: str, found: dict[str, Any], path: Path) -> Table:
        """Check one table of the kind `name`. What is faulty is noted and left out."""
        checked = Table(path)
        names = NAMES[name]
        for spelling, value in found.items():
            key = names.get(spelling)
            if key is None:
                near = key_of(spelling, names) or nearest(spelling, [each.name for each in TABLES[name]])
                self.fault((*path, spelling), "unknown-key", key=spelling, near=near)
            elif key.sort == "tables":
                checked[key.name] = checked.tables(key.name) + self._tables(key, value, (*path, spelling))
            elif key.sort == "table":
                self._table(checked, key, value, (*path, spelling))
            else:
                self._value(checked, key, value, (*path, spelling))
        for key in TABLES[name]:
            if key.required and key.name not in checked and not (found.keys() & {key.name, key.singular}):
                self.fault(path, "unit-missing" if key.name == "unit" else "missing", key=key.name)
        return checked

    def _tables(self, key: Key, found: Any, path: Path) -> list[Table]:
        if not isinstance(found, list) or not all(isinstance(member, dict) for member in found):
            if isinstance(found, dict):
                self.fault(path, "single-bracket", key=key.name, name=".".join(p for p in path if isinstance(p, str)))
            else:
                kind = "list" if isinstance(found, list) else "value"
                self.fault(path, "wrong-type", key=key.name, expected="tables", found=kind)
            return []
        return [self.table(key.name, member, (*path, index)) for index, member in enumerate(found)]

    def _table(self, checked: Table, key: Key, found: Any, path: Path) -> None:
        if isinstance(found, dict):
            checked[key.name] = self.table(key.name, found, path)
        else:
            kind = "list" if isinstance(found, list) else "value"
            self.fault(path, "wrong-type", key=key.name, expected="table", found=kind)

    def _value(self, checked: Table, key: Key, found: Any, path: Path) -> None:
        try:
            value = values.READ[key.sort](found)
            if value == "" and key.required:
                raise values.Wrong("unit-missing" if key.name == "unit" else "blank")
            if key.choices and value not in key.choices:
                others = ROLES if key.sort == "role" else ()
                near, expected = nearest(value, (*key.choices, *others)), ", ".join((*key.choices, *others))
                raise values.Wrong("unknown-value", value=value[:80], near=near, expected=expected)
        except values.Wrong as wrong:
            self.fault((*path, *wrong.within), wrong.code, **{"key": key.name} | wrong.figures)
            return
        if key.sort == "body" and value:
            value = self._body(value, path)
        elif key.sort == "bodies":
            value = tuple(dict.fromkeys(name for printed in value if (name := self._body(printed, path))))
        checked[key.name] = value

    def _body(self, printed: str, path: Path) -> str:
        """The name to show; "" where nobody is known by the printed one."""
        name = self.known.name_of(printed)
        if name is None and is_several(printed):
            self.fault(path, "several-bodies", name=printed[:80], instead=listed(printed))
        elif name is None:
            self.fault(path, "unknown-body", name=printed[:80], near=self.known.near(printed))
        return name or ""


def faults_of(findings: list[Finding], lines: Lines, file: str) -> tuple[Fault, ...]:
    """The findings as faults, in the order of the file."""
    faults = [
        Fault(file, lines.of(path), code, figures | ({"other": str(lines.of(first))} if first is not None else {}))
        for path, code, figures, first in findings
    ]
    return tuple(sorted(faults, key=lambda fault: fault.line))
