"""The words a person reads: English message ids, a Chinese catalogue, Chinese by default.

click looks its own words up in `gettext.gettext` and `gettext.ngettext` as they stand when it is imported. `install`
puts ours there, so it must be called before anything imports click; afterwards it may be called again, for what was
bound then asks for the language of the day.
"""

import gettext as _gettext
from os.path import dirname, join
from typing import Literal

LANGUAGES = ("zh", "en")
"""What `--lang` and XIAXIAN_LANG take; the first is the default."""

_CATALOGUE = join(dirname(__file__), "locale", "zh_CN", "LC_MESSAGES", "messages.mo")
_ENGLISH = _gettext.NullTranslations()


class _Spoken:
    """The language in use; one for the process, as the screen is."""

    lang: Literal["zh", "en"] = "en"
    words: _gettext.NullTranslations = _ENGLISH
    chinese: _gettext.NullTranslations | None = None


def install(lang: str) -> None:
    """Speak `lang` ("zh" or "en") from here on, click's own phrases included.

    Without a readable catalogue the words stay English: a program that speaks the wrong language still works.
    """
    _Spoken.lang = "zh" if lang == "zh" else "en"
    _Spoken.words = _chinese() if lang == "zh" else _ENGLISH
    _gettext.gettext = _
    _gettext.ngettext = ngettext


def spoken() -> Literal["zh", "en"]:
    """The language in use: "zh" or "en"."""
    return _Spoken.lang


def _(message: str) -> str:
    """The message in the language in use."""
    return _Spoken.words.gettext(message) if message else ""


def ngettext(msgid1: str, msgid2: str, n: int) -> str:
    """The message for a count, one form or the other; Chinese has one form for all."""
    return _Spoken.words.ngettext(msgid1, msgid2, n)


def N_(message: str) -> str:  # noqa: N802  # the name that message extraction knows
    """The message itself, marked for the catalogue: for tables that are looked up with `_` when they are shown."""
    return message


def _chinese() -> _gettext.NullTranslations:
    if _Spoken.chinese is None:
        import struct  # gettext's reader loads it at this moment anyway

        try:
            with open(_CATALOGUE, "rb") as file:
                _Spoken.chinese = _gettext.GNUTranslations(file)
        except (OSError, ValueError, struct.error):  # missing, or no catalogue at all
            _Spoken.chinese = _ENGLISH
    return _Spoken.chinese
