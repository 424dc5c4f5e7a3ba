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


def default_ledger() -> str:
    """The ledger in the user's data folder, by the custom of the operating system."""
    return _in_data_folder(FILE)


def demo_ledger() -> str:
    """The ledger for practice, beside it."""
    return _in_data_folder(DEMO)


def _in_data_folder(name: str) -> str:
    from platformdirs import user_data_dir

    return join(user_data_dir("xiaxian-tasks", appauthor=False), name)
