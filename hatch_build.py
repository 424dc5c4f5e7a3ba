"""Compiles the message catalogues: as a build hook for wheels and editable installs, and for `make` as a program."""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("xiaxian_tasks") / "locale"
EPOCH = datetime(2023, 1, 1, tzinfo=UTC)
"""A fixed day in the catalogue's header, so that the same sources make the same bytes."""


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside each .po under `root` and return them. Each is put in place whole: somebody may be reading."""
    written = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        catalogue.creation_date = catalogue.revision_date = EPOCH
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        target, draft = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}.part")
        draft.write_bytes(compiled.getvalue())
        draft.replace(target)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface[Any]):
    """Hatchling's hook: catalogues are compiled before the files of a build are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `artifacts` in pyproject.toml lets the results in, though git ignores them."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
