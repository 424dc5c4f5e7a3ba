"""To the services people carry with them (推送): 企业微信, 钉钉 and 飞书 groups, and whatever else Apprise knows.

One address, as Apprise writes it, which holds a secret and so stands in a file. The three robots are spoken to here;
for all others Apprise is loaded (extra `push`).
"""

import warnings
from collections.abc import Mapping
from typing import Any

from xiaxian_tasks.channels import _web
from xiaxian_tasks.channels._pieces import pieces
from xiaxian_tasks.channels._robots import robot
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.ports.letters import (
    ACCEPTED,
    CONNECTION,
    COUNT,
    SECRET,
    WAITS,
    WEB,
    Carrier,
    Outcome,
    Parcel,
    Setting,
    Way,
)

EXTRA = "push"


class Service:
    """One service Apprise knows. It says only whether it went, so whatever did not is tried again."""

    def __init__(self, plugin: Any) -> None:
        self._plugin = plugin

    def carry(self, parcel: Parcel) -> Outcome:
        """All pieces in their order, the papers with the first where the service takes files."""
        title, text = self._divided(parcel)
        files = self._files(parcel)
        for piece in pieces(text, self._plugin.body_maxlen):
            if not self._plugin.notify(body=piece, title=title, attach=files):
                return Outcome(parcel.address, WAITS, CONNECTION)
            files = None
        return Outcome(parcel.address, ACCEPTED)

    def _divided(self, parcel: Parcel) -> tuple[str, str]:
        """Title and text; where the service has no title that long, the subject is the text's first line."""
        has_title = len(parcel.subject) <= self._plugin.title_maxlen and not self._plugin.overflow_amalgamate_title
        if has_title:
            return parcel.subject, parcel.text
        return "", f"{parcel.subject}\n{parcel.text}"

    def _files(self, parcel: Parcel) -> Any:
        if not parcel.attachments or not self._plugin.attachment_support:
            return None
        from apprise import AppriseAttachment
        from apprise.attachment.memory import AttachMemory

        found = AppriseAttachment()
        for name, content in parcel.attachments:
            found.add(AttachMemory(content=content, name=name))  # type: ignore[no-untyped-call]
        return found


def _made(settings: Mapping[str, Any]) -> Carrier:
    address = settings["address"]
    own = robot(address, settings["server"], seconds=settings["seconds"])
    return own or Service(_plugin(address))


def _plugin(address: str) -> Any:
    """What Apprise makes of an address. Raises Misused `extra-missing`, `push-address` (2), never with the address."""
    try:
        import apprise
        from apprise.logger import logger
    except ImportError:
        raise Misused("extra-missing", extra=EXTRA) from None
    logger.disabled = True  # it would print addresses with what is secret in them
    asset = apprise.AppriseAsset(app_id="xiaxian-tasks", async_mode=False)
    with warnings.catch_warnings(action="ignore"):  # it loads all its services, some of them by old ways
        plugin = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    if plugin is None:
        raise Misused("push-address")
    return plugin


CHANNEL = Way("apprise", _made, (
    Setting("address", SECRET, required=True), Setting("server", WEB), Setting("seconds", COUNT, default=_web.SECONDS),
), extra=EXTRA)
