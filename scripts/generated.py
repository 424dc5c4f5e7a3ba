"""Pages made from the program: written anew, or held against what stands (`--check`)."""

from pathlib import Path


def put(page: Path, made: str, arguments: list[str]) -> int:
    """Write a page, or with `--check` leave with 1 when it is not what it would be."""
    if arguments != ["--check"]:
        page.write_text(made, encoding="utf-8")
        return 0
    if not page.exists() or page.read_text(encoding="utf-8") != made:
        print(f"{page.name} is not what the program says: make docs")
        return 1
    return 0
