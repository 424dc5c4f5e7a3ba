"""Messages made by hand and read back by others. `python -m tests.documents.mails FOLDER` writes their files."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import compat32, default
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from tests.documents.feeds import CHANGED, GOLDEN, HOSTILE, MONTH, WELLS, dated, marked
from xiaxian_tasks.documents import digest, invitation
from xiaxian_tasks.documents._message import Attached, Envelope
from xiaxian_tasks.documents.calendar import write
from xiaxian_tasks.domain.address import Address
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.feed import Feed, Told

ON = date(2023, 12, 25)
WORKDAYS = WorkDays(known_until=date(2023, 12, 31))
SENDER = Address("ducha@xiaxian.gov.cn", "夏县人民政府督查室")
ENVELOPE = Envelope(
    SENDER, (Address("water@xiaxian.gov.cn", "邓青禾"), Address("copy@xiaxian.gov.cn")),
    datetime(2023, 12, 25, tzinfo=timezone(timedelta(hours=8))),
)

BEHIND = Told(date(2023, 12, 1), Decimal("0.775"), Decimal("0.9167"), Decimal("-14.17"), Decimal(200))
FEED = Feed("夏县督查·县水利局", date(2023, 12, 1), (
    dated()._replace(told=BEHIND),
    dated(WELLS._replace(on=date(2023, 12, 20), what="上报清单", light="red", reason="overdue", uid="a@xiaxian-tasks")),
    dated(WELLS._replace(on=ON, what="今日例会", light="yellow", reason="near-due", uid="b@xiaxian-tasks")),
    dated(WELLS._replace(on=date(2023, 12, 22), what="月报", light="yellow", reason="in-grace", uid="c@xiaxian-tasks")),
    dated(WELLS._replace(on=date(2024, 3, 1), what="全年指标", light="yellow", reason="behind", uid="d@xiaxian-tasks")),
    dated(WELLS._replace(what="规划", light="done", reason="", done_on=date(2023, 12, 12), uid="e@xiaxian-tasks")),
    dated(WELLS._replace(what="旧项", light="done", reason="", done_on=date(2023, 11, 2), uid="f@xiaxian-tasks")),
    dated(WELLS._replace(what="撤项", uid="g@xiaxian-tasks"), withdrawn=True)._replace(
        changed=datetime(2023, 12, 14, 16, tzinfo=CHANGED.tzinfo)),
    dated(WELLS._replace(on=date(2023, 12, 1), what="停项", light="grey", reason="suspended", uid="h@xiaxian-tasks")),
), "县水利局")

FACTS = {
    "ordinary": digest.DigestFacts("邓青禾", FEED, ON, WORKDAYS),
    "empty": digest.DigestFacts("", Feed("夏县督查", MONTH), ON, WORKDAYS),
    "hostile": digest.DigestFacts(HOSTILE, GOLDEN["hostile"]._replace(dates=(
        *GOLDEN["hostile"].dates, dated(WELLS._replace(what="w" * 5_000, title="x" * 5_000, uid="w@xiaxian-tasks")),
    )), ON, WORKDAYS, "【演示】"),
    "many": digest.DigestFacts("", Feed("夏县督查", MONTH, tuple(marked("green", "on-pace", n) for n in range(120))),
                               ON, WORKDAYS),
}


def mails() -> dict[str, bytes]:
    """Every message of this file."""
    made = {
        name: digest.write(facts, ENVELOPE, Attached("x.ics", "ics", write(facts.feed))).content
        for name, facts in FACTS.items()
    }
    for name, one in (("invite", FEED.dates[1]), ("cancel", FEED.dates[7])):
        made[name] = invitation.write(invitation.Invitation(FEED, one), ENVELOPE, "event.ics").content
    return made


def read(raw: bytes) -> EmailMessage:
    """A message as Python's parser has it."""
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    assert [part.defects for part in found.walk() if part.defects] == []
    return found


def addresses(raw: bytes, field: str) -> list[Address]:
    """The addresses of a field, encoded words joined as RFC 2047 has it; Python's newer parser puts blanks between."""
    found: Message = message_from_bytes(raw, policy=compat32)
    pairs = getaddresses([str(value) for value in found.get_all(field, [])])
    return [Address(mailbox, str(make_header(decode_header(name)))) for name, mailbox in pairs]


def attachments(raw: bytes) -> dict[str, bytes]:
    """Name -> bytes of each file of a message."""
    return {part.get_filename() or "": part.get_content() for part in read(raw).iter_attachments()}


_NODE = """
const {simpleParser} = require('mailparser'), fs = require('fs');
(async () => {
  const told = [];
  for (const file of process.argv.slice(1)) {
    const mail = await simpleParser(fs.readFileSync(file));
    const people = (field) => (field ? field.value : []).map((each) => [each.address, each.name]);
    told.push({
      id: mail.messageId, subject: mail.subject || '', text: mail.text, html: mail.html,
      headers: [...mail.headers.keys()], from: people(mail.from), to: people(mail.to),
      files: mail.attachments.map((each) => [
        each.filename || '', each.contentType, each.content.toString('base64'), each.contentDisposition || '']),
    });
  }
  process.stdout.write(JSON.stringify(told));
})();
"""

MISSED: set[str] = set()


def parsed_elsewhere(folder: Path, raws: Sequence[bytes]) -> list[dict[str, Any]]:
    """What npm's mailparser makes of messages; nothing where node or the package is not found, said once in a line."""
    kept = Path.home() / ".cache" / "ical-clients" / "node_modules"
    surroundings = {**os.environ, "NODE_PATH": os.pathsep.join(filter(None, [os.environ.get("NODE_PATH"), str(kept)]))}
    found = shutil.which("node") and subprocess.run(
        ["node", "-e", "require.resolve('mailparser')"], capture_output=True, env=surroundings, check=False,
    ).returncode == 0
    if not found:
        if not MISSED:
            sys.stderr.write("\nmailparser is not on this machine: mail was not shown to it\n")
        MISSED.add("mailparser")
        return []
    paths = []
    for number, raw in enumerate(raws):
        path = folder / f"{number}.eml"
        path.write_bytes(raw)
        paths.append(str(path))
    done = subprocess.run(["node", "-e", _NODE, *paths], capture_output=True, env=surroundings, check=True)
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    for kind, content in mails().items():
        (Path(sys.argv[1]) / f"{kind}.eml").write_bytes(content)
