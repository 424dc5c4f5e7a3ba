"""Keeps the message catalogues: `messages.py` brings them up to date, `messages.py --check` says what is amiss.

The messages are those of the package and those of click, read from its installed source, so that a new click with a
new phrase is noticed by the check and not by a user.
"""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "xiaxian_tasks"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
FIELD = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)|%[sdr]")
HAN = re.compile(r"[\u4e00-\u9fff]")
HEADER = """\
# Words of xiaxian-tasks. Kept with `make messages`; a phrase marked "click" is click's own.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def click_folder() -> Path:
    """Where the installed click's source lies."""
    spec = find_spec("click")
    if spec is None or spec.origin is None:
        raise SystemExit("click is not installed: its words cannot be read")
    return Path(spec.origin).parent


def click_type_words(folder: Path) -> Iterator[str]:
    """click's names of parameter types ("integer"), which its messages quote without looking them up."""
    for node in ast.walk(ast.parse((folder / "types.py").read_text(encoding="utf-8"))):
        match node:
            case ast.Assign(targets=[ast.Name(id="name")], value=ast.Constant(value=str(word))):
                yield word


def template() -> Catalog:
    """All messages in use, with the file that uses each."""
    catalogue = Catalog(charset="utf-8")
    for folder, label in ((PACKAGE, ""), (click_folder(), "click")):
        for name, _line, message, comments, context in extract_from_dir(
            str(folder), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("For translators:",)
        ):
            notes = [label] if label else comments
            where = [] if label else [(f"{PACKAGE.name}/{name}", 0)]
            catalogue.add(message, locations=where, auto_comments=notes, context=context)
    for word in click_type_words(click_folder()):
        catalogue.add(word, auto_comments=["click"])
    return catalogue


def catalogues() -> list[Path]:
    """The catalogues there are, by language."""
    return sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def update(path: Path, in_use: Catalog) -> None:
    """Add what is new, drop what is unused, keep every translation. Nothing is guessed from similar messages."""
    catalogue = read(path)
    catalogue.update(in_use, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    body = BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, include_lineno=False, sort_output=True)
    path.write_bytes(HEADER.format(locale=path.parts[-3]).encode() + body.getvalue())


def faults(path: Path, in_use: Catalog) -> Iterator[str]:
    """What is amiss in one catalogue, a line each."""
    catalogue = read(path)
    known = {message.id: message for message in catalogue if message.id}
    wanted = {message.id: message for message in in_use if message.id}
    for key, message in wanted.items():
        place = ", ".join(sorted({file for file, _ in message.locations})) or "click"
        if key not in known:
            yield f"missing ({place}): {key!r}"
        else:
            yield from (f"{fault} ({place}): {key!r}" for fault in faults_of(known[key]))
        if HAN.search("".join(_forms(key))):
            yield f"message id is not English ({place}): {key!r}"
    yield from (f"unused: {key!r}" for key in known if key not in wanted)


def faults_of(message: Message) -> Iterator[str]:
    """What is amiss with one translation: none, unsure, or its fields are not those of the message."""
    strings = _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not strings or not all(strings):
        yield "untranslated"
        return
    allowed = {field for form in _forms(message.id) for field in fields(form)}
    for string in strings:
        if strange := fields(string) - allowed:
            yield f"unknown field {', '.join(sorted(strange))}"
    if isinstance(message.id, str) and (lost := allowed - fields(strings[0])):
        yield f"lost field {', '.join(sorted(lost))}"


def fields(text: str) -> set[str]:
    """The names to be filled in a message: {name}, %(name)s; a bare {} or %s counts as itself."""
    return {found.group(1) or found.group(2) or found.group(0) for found in FIELD.finditer(text)}


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def main(arguments: list[str]) -> int:
    """Update, or check with `--check`: 1 when something is amiss."""
    in_use = template()
    if arguments == ["--check"]:
        found = [f"{path.relative_to(ROOT)}: {fault}" for path in catalogues() for fault in faults(path, in_use)]
        sys.stderr.writelines(line + "\n" for line in found)
        return 1 if found else 0
    for path in catalogues():
        update(path, in_use)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
