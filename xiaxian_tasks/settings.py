"""Settings: what stands on the command line, else in the environment, else the default."""

from collections.abc import Mapping
from datetime import date
from os.path import join
from typing import NamedTuple

from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import LANGUAGES

FILE, DEMO = "ledger.sqlite3", "demo.sqlite3"


class Settings(NamedTuple):
    """Where the ledger is, the day to take for today (None: the true one), who acts ("": the user's login name).

    `key_file` is the file of the key seals are signed with, "" for none; it stands in the environment only. With
    `read_only` nothing is recorded, whoever asks.
    """

    db: str = ""
    on: date | None = None
    by: str = ""
    lang: str = LANGUAGES[0]
    key_file: str = ""
    read_only: bool = False


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings of XIAXIAN_DB, XIAXIAN_ON, XIAXIAN_BY, XIAXIAN_LANG and XIAXIAN_KEY_FILE. Raises Misused (2)."""
    lang = environment.get("XIAXIAN_LANG") or LANGUAGES[0]
    if lang not in LANGUAGES:
        raise Misused("no-such-language", text=lang, known=", ".join(LANGUAGES))
    for name in ("XIAXIAN_DB", "XIAXIAN_ON", "XIAXIAN_BY", "XIAXIAN_KEY_FILE"):
        if any("\ud800" <= character <= "\udfff" for character in environment.get(name, "")):
            raise Misused("not-utf8-argument")
    on = environment.get("XIAXIAN_ON", "")
    return Settings(
        environment.get("XIAXIAN_DB", ""), day(on) if on else None, environment.get("XIAXIAN_BY", ""), lang,
        environment.get("XIAXIAN_KEY_FILE", ""),
    )


def day(text: str) -> date:
    """A day as YYYY-MM-DD, from 1950 to 2199. Raises Misused `not-a-day` (2)."""
    try:
        if len(text) != len("2023-12-31"):
            raise ValueError
        on = date.fromisoformat(text)
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise ValueError
        return on
    except ValueError:
        raise Misused("not-a-day", text=text) from None


SMTP_PORTS = {"smtp": 587, "smtps": 465}
"""Scheme -> the port taken where none is said: submission with STARTTLS (RFC 6409), encrypted at once (RFC 8314)."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Post(NamedTuple):
    """The server for outgoing mail, and whom mail comes from ("": nobody is named yet).

    `tls` is starttls, ssl or none; `password_file` the file that holds the password, "" for none.
    """

    host: str = ""
    port: int = 0
    tls: str = "starttls"
    user: str = ""
    password_file: str = ""
    sender: str = ""


def post(environment: Mapping[str, str]) -> Post:
    """The settings of XIAXIAN_SMTP, XIAXIAN_SMTP_PASSWORD_FILE and XIAXIAN_MAIL_FROM.

    smtp://USER@HOST:PORT goes by STARTTLS or not at all, smtps:// is encrypted at once, smtp://HOST?tls=none is not.
    Raises Misused (2): `not-utf8-argument`, `smtp-address`, `smtp-password`, `smtp-in-the-clear`.
    """
    names = ("XIAXIAN_SMTP", "XIAXIAN_SMTP_PASSWORD_FILE", "XIAXIAN_MAIL_FROM")
    address, password_file, sender = (environment.get(name, "").strip() for name in names)
    if any("\ud800" <= character <= "\udfff" for character in address + password_file + sender):
        raise Misused("not-utf8-argument")
    if not address:
        return Post(password_file=password_file, sender=sender)
    return mail_server(address)._replace(password_file=password_file, sender=sender)


def mail_server(address: str) -> Post:
    """The server of an address: smtp://USER@HOST:PORT or smtps://HOST, without a password.

    Raises Misused (2): `smtp-address`, `smtp-password`, `smtp-in-the-clear`.
    """
    from urllib.parse import unquote, urlsplit

    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or SMTP_PORTS[parts.scheme]
        tls = {("smtp", ""): "starttls", ("smtp", "tls=none"): "none", ("smtps", ""): "ssl"}[parts.scheme, parts.query]
    except (ValueError, KeyError):
        raise Misused("smtp-address") from None
    if parts.password is not None:
        raise Misused("smtp-password")  # what stands in the environment is read by others
    if not host or parts.path not in {"", "/"} or parts.fragment or any(c.isspace() for c in address):
        raise Misused("smtp-address")
    if tls == "none" and parts.username and host not in LOOPBACK:
        raise Misused("smtp-in-the-clear", host=host)
    return Post(host, port, tls, unquote(parts.username or ""))


def post_file(environment: Mapping[str, str]) -> str:
    """The file of the ways messages go by: XIAXIAN_POST, else one in the user's configuration.

    Raises Misused `not-utf8-argument` (2).
    """
    from platformdirs import user_config_dir

    said = environment.get("XIAXIAN_POST", "")
    if any("\ud800" <= character <= "\udfff" for character in said):
        raise Misused("not-utf8-argument")
    return said or join(user_config_dir("xiaxian-tasks", appauthor=False), "post.toml")


def default_ledger() -> str:
    """The ledger in the user's data folder, by the custom of the operating system."""
    return _in_data_folder(FILE)


def demo_ledger() -> str:
    """The ledger for practice, beside it."""
    return _in_data_folder(DEMO)


def template_folder(environment: Mapping[str, str]) -> str:
    """The folder of the office's own papers: XIAXIAN_TEMPLATES, else one in the user's configuration.

    Raises Misused `not-utf8-argument` (2).
    """
    from platformdirs import user_config_dir

    said = environment.get("XIAXIAN_TEMPLATES", "")
    if any("\ud800" <= character <= "\udfff" for character in said):
        raise Misused("not-utf8-argument")
    return said or join(user_config_dir("xiaxian-tasks", appauthor=False), "templates")


def cache_folder() -> str:
    """The folder for what can be made again, by the custom of the operating system."""
    from platformdirs import user_cache_dir

    return user_cache_dir("xiaxian-tasks", appauthor=False)


def _in_data_folder(name: str) -> str:
    from platformdirs import user_data_dir

    return join(user_data_dir("xiaxian-tasks", appauthor=False), name)
