"""The post set up: which ways messages go by on this machine, and with what secrets."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xiaxian_tasks import settings
from xiaxian_tasks.errors import Fault, Faulty, Misused, XiaxianError
from xiaxian_tasks.ports.letters import PATH, SECRET, Carrier, Way

if TYPE_CHECKING:
    from xiaxian_tasks.domain.address import Address
    from xiaxian_tasks.planfile.post import Section

MAIL = "mail"
"""The way the environment sets up: XIAXIAN_SMTP."""


class Post(NamedTuple):
    """The settings of the post: the file they stand in, the way of whoever has none of their own, the sender."""

    file: str
    default: str
    sender: "Address | None"
    sections: "tuple[Section, ...]"


class Opened(NamedTuple):
    """A way that can be gone by."""

    way: Way
    carrier: Carrier


def is_set(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a file of the post; nothing of it is read."""
    return bool(environment.get("XIAXIAN_POST")) or Path(settings.post_file(environment)).is_file()


def read(environment: Mapping[str, str] = os.environ) -> Post:
    """The settings of XIAXIAN_POST, else of the user's file, with the mail server of XIAXIAN_SMTP beside them.

    Raises Faulty (3) with every fault and its line; Misused `unreadable-file`, what `settings.post` raises (2).
    """
    from xiaxian_tasks.domain import address

    found = _of_file(environment)
    mail = settings.post(environment)
    if mail.host and all(section.name != MAIL for section in found.sections):
        found = found._replace(default=found.default or MAIL, sections=(*found.sections, _of_environment(environment)))
    if found.sender is None and mail.sender:
        found = found._replace(sender=address.read(mail.sender))
    return found


def _of_file(environment: Mapping[str, str]) -> Post:
    from xiaxian_tasks import channels
    from xiaxian_tasks.planfile.post import read_post

    file = settings.post_file(environment)
    path = Path(file).expanduser()
    if not environment.get("XIAXIAN_POST") and not path.exists():
        return Post(file, "", None, ())
    try:
        source = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Misused("unreadable-file", file=file, why=why) from error
    ways = {name: lambda name=name: _way(name).settings for name in channels.names()}
    reading = read_post(source, file, ways)
    if reading.post is None:
        raise Faulty(list(reading.faults))
    return Post(file, *reading.post)


def looked_at() -> dict[str, Any]:
    """What is set up, without secrets, for those who look after it: `file, default, sender, ways, faults`; the faults
    are what stands in the way of any of it, as errors. Nothing of the net is touched."""
    told: dict[str, Any] = {"file": "", "default": None, "sender": None, "ways": [], "faults": []}
    try:
        post = read()
        told |= {
            "file": post.file if Path(post.file).expanduser().exists() else "", "default": post.default or None,
            "sender": post.sender.mailbox if post.sender else None, "ways": [each.name for each in post.sections],
        }
        if post.sections:
            opened(post)
    except XiaxianError as error:
        told["faults"] = [error]
    return told


def _way(name: str) -> Way:
    from xiaxian_tasks import channels

    found = channels.way(name)
    assert found is not None, "it is among the names"
    return found


def _of_environment(environment: Mapping[str, str]) -> "Section":
    from xiaxian_tasks.planfile.post import FILE, Section

    said = {each.name: each.default for each in _way(MAIL).settings if each.sort != SECRET}
    said["server"] = environment["XIAXIAN_SMTP"].strip()
    file = settings.post(environment).password_file
    return Section(MAIL, MAIL, said, {"password": (FILE, str(Path(file).expanduser().absolute()))} if file else {})


def opened(post: Post) -> dict[str, Opened]:
    """Every way that is set up, by the name messages call it by, its secrets read; nothing of the net is touched.

    Raises Misused `no-post`, `no-mail-from` (2), Faulty (3) naming the line of what cannot be set up.
    """
    if not post.sections:
        raise Misused("no-post", file=post.file)
    found, faults = dict[str, Opened](), list[Fault]()
    for section in post.sections:
        way = _way(section.way)
        try:
            if way.by == MAIL and post.sender is None:
                raise Misused("no-mail-from")
            found[section.name] = Opened(way, way.made(_said(post, section, way)))
        except Misused as misused:
            if not section.line:
                raise
            faults.append(Fault(post.file, section.line, misused.code, misused.figures))
    if faults:
        raise Faulty(faults)
    return found


def _said(post: Post, section: "Section", way: Way) -> dict[str, Any]:
    """The settings of a section as its way takes them: paths from the file's folder on, secrets as they are."""
    folder = Path(post.file).expanduser().absolute().parent
    said = dict(section.said)
    for setting in way.settings:
        if setting.sort == PATH and said[setting.name]:
            said[setting.name] = str(folder / Path(said[setting.name]).expanduser())
        elif setting.sort == SECRET:
            said[setting.name] = _secret(folder, *section.secrets.get(setting.name, ("", "")))
    return said


def _secret(folder: Path, where: str, name: str) -> str:
    """What is kept in a file, its first line, or in the keyring; "" where nothing is named. It stands in no error."""
    from xiaxian_tasks.assemble.mail import secret_in
    from xiaxian_tasks.planfile.post import KEYRING

    if where == KEYRING:
        return _of_keyring(*name.split())
    if not where:
        return ""
    file = str(folder / Path(name).expanduser())
    found = secret_in(file)
    if not found:
        raise Misused("empty-secret", file=file)
    return found


def _of_keyring(service: str, user: str) -> str:
    """Raises Misused `no-keyring`, `not-in-keyring` (2)."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise Misused("no-keyring") from None
    try:
        found = keyring.get_password(service, user)
    except KeyringError:
        raise Misused("no-keyring") from None
    if not found:
        raise Misused("not-in-keyring", service=service, user=user)
    return str(found)
