"""The project's own source as the house tests see it: files, syntax trees, and who imports whom."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "xiaxian_tasks"
FOLDERS = ("xiaxian_tasks", "tests", "scripts", "bench")

Callee = ast.FunctionDef | ast.AsyncFunctionDef


class Import(NamedTuple):
    """One imported module of one file. Eager: it happens when the file is imported, not when a function runs."""

    module: str
    line: int
    eager: bool


def sources(*folders: str) -> list[Path]:
    """The Python files of the project, or of some of its folders."""
    files = [path for folder in folders or FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return files if folders else [*files, ROOT / "hatch_build.py"]


def place(path: Path) -> str:
    """A file as it is named in messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    """The dotted name of a file of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its name."""
    return {module_name(path): path for path in sources("xiaxian_tasks")}


def functions(node: ast.AST, owner: str = "") -> Iterator[tuple[str, Callee, ast.ClassDef | None]]:
    """(dotted name, function, its class) of all functions below a node; nested ones too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{owner}.{child.name}" if owner else child.name
            yield name, child, node if isinstance(node, ast.ClassDef) else None
            yield from functions(child, name)
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{owner}.{child.name}" if owner else child.name)
        else:
            yield from functions(child, owner)


def classes(node: ast.AST) -> Iterator[ast.ClassDef]:
    """All classes of a file."""
    return (child for child in ast.walk(node) if isinstance(child, ast.ClassDef))


def body_lines(function: Callee) -> int:
    """Lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """What a file imports; `from a import b` counts as a.b where that is a module of the package."""
    return tuple(_imports(tree(path), eager=True))


def _imports(node: ast.AST, *, eager: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                yield from (Import(name.name, child.lineno, eager) for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                full = [f"{module}.{name.name}" for name in names]
                yield Import(module, child.lineno, eager)
                yield from (Import(name, child.lineno, eager) for name in full if name in modules())
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from _imports(child, eager=False)
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
                yield from (each._replace(eager=False) for each in _imports(child, eager=False))
            case _:
                yield from _imports(child, eager=eager)


def started_by(roots: list[str]) -> dict[str, str]:
    """Every module, ours or foreign, that importing `roots` imports at once, and who brings it in."""
    reached: dict[str, str] = {}
    waiting = [(part, root) for root in roots for part in _with_parents(root)]
    while waiting:
        name, brought_by = waiting.pop()
        if name in reached:
            continue
        reached[name] = brought_by
        if name in modules():
            eager = [each.module for each in imports(modules()[name]) if each.eager]
            waiting.extend((part, name) for module in eager for part in _with_parents(module))
    return reached


def _with_parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
