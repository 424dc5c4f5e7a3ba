"""`post.toml`: the ways messages go by here, and whom they come from. It belongs to a machine, not to the ledger."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from xiaxian_tasks import settings
from xiaxian_tasks.domain import address
from xiaxian_tasks.domain.address import Address
from xiaxian_tasks.errors import Fault, Misused
from xiaxian_tasks.planfile import values
from xiaxian_tasks.planfile.check import Check, faults_of
from xiaxian_tasks.planfile.known import Known, nearest
from xiaxian_tasks.planfile.lines import Lines, Path
from xiaxian_tasks.planfile.source import parse
from xiaxian_tasks.planfile.values import Wrong
from xiaxian_tasks.ports import letters
from xiaxian_tasks.ports.letters import Setting

FILE, KEYRING = "file", "keyring"
"""Where a secret is kept: in a file of its own, or in the keyring of the system, as "service user"."""

COUNT_AT_MOST = 3600

WAY = "way"
"""The key that says which way a section sets up; the section's own name when left out."""

Known_Ways = Mapping[str, Callable[[], tuple[Setting, ...]]]


class Section(NamedTuple):
    """One way as it is set up: the name messages call it by, the way, its settings, and where its secrets are.

    A path is as written; `secrets` are FILE or KEYRING and the name there, by setting. `line` is where it stands.
    """

    name: str
    way: str
    said: Mapping[str, Any]
    secrets: Mapping[str, tuple[str, str]]
    line: int = 0


class PostFile(NamedTuple):
    """What a file says: the way of whoever has none of their own ("" for none), the sender, and all sections."""

    default: str = ""
    sender: Address | None = None
    sections: tuple[Section, ...] = ()


class PostReading(NamedTuple):
    """The settings of a file, and all that is faulty in it; None where there are faults."""

    post: PostFile | None
    faults: tuple[Fault, ...] = ()


class _Opened(NamedTuple):
    """A section while it is read."""

    known: Mapping[str, Setting]
    said: dict[str, Any]
    secrets: dict[str, tuple[str, str]]


def read_post(source: bytes, file: str, ways: Known_Ways) -> PostReading:
    """Read the settings of the post; `ways` gives the settings of each known way. Nothing is raised."""
    parsed = parse(source, file)
    if parsed.document is None:
        return PostReading(None, parsed.faults)
    check, lines = Check(Known()), Lines(parsed.text)
    post = _post(check, parsed.document, ways)
    if check.findings:
        return PostReading(None, faults_of(check.findings, lines, file))
    placed = tuple(each._replace(line=lines.of(("channels", each.name))) for each in post.sections)
    return PostReading(post._replace(sections=placed))


def _post(check: Check, document: dict[str, Any], ways: Known_Ways) -> PostFile:
    for key in document.keys() - {"default", "sender", "channels"}:
        check.fault((key,), "unknown-key", near=nearest(key, ("default", "sender", "channels")))
    found = document.get("channels", {})
    sections = _sections(check, found, ways) if _is_table(check, ("channels",), found) else ()
    names = [each.name for each in sections]
    default = _text(check, ("default",), document["default"]) if "default" in document else ""
    if default and not check.findings and default not in names:
        _unknown(check, ("default",), default, names)
    if len(names) > 1 and "default" not in document:
        check.fault((), "missing", key="default")
    sender = None
    if "sender" in document and (said := _text(check, ("sender",), document["sender"])):
        try:
            sender = address.read(said)
        except Misused:
            check.fault(("sender",), "not-a-mail-address", value=said[:80])
    return PostFile(default or (names[0] if len(names) == 1 else ""), sender, sections)


def _sections(check: Check, found: dict[str, Any], ways: Known_Ways) -> tuple[Section, ...]:
    return tuple(
        _section(check, name, table, ways)
        for name, table in found.items() if _is_table(check, ("channels", name), table)
    )


def _section(check: Check, name: str, table: dict[str, Any], ways: Known_Ways) -> Section:
    path: Path = ("channels", name)
    way = _text(check, (*path, WAY), table[WAY]) if WAY in table else name
    if way not in ways:
        _unknown(check, (*path, WAY), way, list(ways))
        return Section(name, way, {}, {})
    known = {each.name: each for each in ways[way]()}
    said: dict[str, Any] = {each.name: each.default for each in known.values() if each.sort != letters.SECRET}
    secrets: dict[str, tuple[str, str]] = {}
    for key, value in table.items():
        if key != WAY:
            _one(check, (*path, key), value, _Opened(known, said, secrets))
    for setting in known.values():
        if setting.required and not ({setting.name, *_spelled(setting)} & table.keys()):
            check.fault(path, "missing", key=_spelled(setting)[0])
    return Section(name, way, said, secrets)


def _spelled(setting: Setting) -> tuple[str, ...]:
    """The keys a setting may have: a secret is never written down, only where it is."""
    if setting.sort != letters.SECRET:
        return (setting.name,)
    return f"{setting.name}_{FILE}", f"{setting.name}_{KEYRING}"


def _one(check: Check, path: Path, value: Any, opened: _Opened) -> None:
    """Read one key of a section into what is open of it."""
    known, said, secrets = opened
    key = str(path[-1])
    spelled = {spelling: setting for setting in known.values() for spelling in _spelled(setting)}
    setting = spelled.get(key)
    if setting is None:
        if key in known:
            check.fault(path, "secret-written-down", instead=_spelled(known[key])[0])
        else:
            check.fault(path, "unknown-key", near=nearest(key, [*spelled, WAY]))
    elif setting.sort == letters.SECRET:
        where, text = key.rpartition("_")[2], _text(check, path, value)
        if where == KEYRING and text and len(text.split()) != 2:
            check.fault(path, "keyring-entry", value=text[:80])
        secrets[setting.name] = (where, text)
    else:
        try:
            said[setting.name] = _READ[setting.sort](value, setting)
        except Wrong as wrong:
            check.fault(path, wrong.code, **wrong.figures)


def _unknown(check: Check, path: Path, value: str, known: list[str]) -> None:
    check.fault(path, "unknown-value", value=value[:80], near=nearest(value, known), expected=", ".join(known) or "-")


def _is_table(check: Check, path: Path, found: Any) -> bool:
    if not isinstance(found, dict):
        check.fault(path, "wrong-type", expected="table", found="value")
    return isinstance(found, dict)


def _text(check: Check, path: Path, found: Any) -> str:
    try:
        return _line(found)
    except Wrong as wrong:
        check.fault(path, wrong.code, **wrong.figures)
        return ""


def _line(found: Any, _setting: Setting | None = None) -> str:
    text = values.line(found)
    if not text:
        raise Wrong("blank")
    return text


def _count(found: Any, _setting: Setting) -> int:
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= COUNT_AT_MOST:
        raise Wrong("wrong-type", expected="whole number", found="value")
    return found


def _choice(found: Any, setting: Setting) -> str:
    text = _line(found)
    if text not in setting.choices:
        raise Wrong("unknown-value", value=text[:80], near=nearest(text, setting.choices),
                    expected=", ".join(setting.choices))
    return text


def _server(found: Any, _setting: Setting) -> str:
    text = _line(found)
    try:
        settings.mail_server(text)
    except Misused as misused:
        raise Wrong(misused.code, **misused.figures) from None
    return text


def _web(found: Any, _setting: Setting) -> str:
    """An address of the web without a name or a password in it."""
    text = _line(found)
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise Wrong("bad-web-address") from None
    plain = text.isascii() and text.isprintable() and " " not in text and "@" not in parts.netloc
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_port or not plain:
        raise Wrong("bad-web-address")
    return text


_READ: dict[str, Callable[[Any, Setting], Any]] = {
    letters.LINE: _line, letters.PATH: _line, letters.COUNT: _count, letters.CHOICE: _choice,
    letters.SERVER: _server, letters.WEB: _web,
}
