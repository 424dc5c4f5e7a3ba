"""`remind --check`: what would go to whom today and why, what is held back and why; nothing is recorded."""

from collections import Counter
from collections.abc import Set

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import outbox, words


def check(desk: Office, *, body: str, is_json: bool) -> None:
    """Print what would go. Raises NotFound `body` (5)."""
    from xiaxian_tasks.assemble import asking

    found = asking.check(desk, body=body)
    if is_json:
        outlet.put_json(found)
        return
    outlet.put(_("{on}, to be said: {messages}; held back: {held}").format(
        on=found["on"], messages=_messages(len(found["due"])), held=_matters(len(found["held"])),
    ))
    for group in found["due"]:
        _put_group(group)
    if found["held"]:
        outlet.put("\n" + _("Held back"))
    for said, count in Counter(map(_held, found["held"])).items():
        outlet.put(outlet.one_line(said if count == 1 else f"{said}  {_matters(count)}"))
    _put_what_helps({line["reason"] for line in found["held"]})
    if found["named"]:
        outlet.put("\n" + _("To be named in the next bulletin"))
    for line in found["named"]:
        outlet.put(outlet.one_line(f"  {line['body']}  {line['task']}  {line['text']}"))


def _messages(count: int) -> str:
    return ngettext("{count} message", "{count} messages", count).format(count=count)


def _matters(count: int) -> str:
    return ngettext("{count} matter", "{count} matters", count).format(count=count)


def _put_group(group: Sheet) -> None:
    """One message: to whom, as what, and its matters with the rung that asks for each."""
    kind = words.word(outbox.PAPERS, group["paper"]) if group["paper"] else words.word(outbox.KINDS, group["kind"])
    reached = _("to {person} {address}").format(**group).rstrip() if group["person"] else _("no contact person")
    outlet.put("\n" + outlet.one_line(f"{group['body']}  {kind}  {reached}"))
    for line in group["lines"]:
        outlet.put(outlet.one_line(f"  {line['task']}  {line['rung']}  {words.word(outbox.CAUSES, line['cause'])}"))
        outlet.put(outlet.one_line(f"    {line['text']}"))


def _held(line: Sheet) -> str:
    """What is held back, why, and until when; duties of one task are told alike."""
    why = words.word(outbox.REASONS, line["reason"])
    if line["until"]:
        why = _("{reason}, until {day}").format(reason=why, day=line["until"])
    kind = words.word(outbox.PAPERS, line["paper"]) if line["paper"] else words.word(outbox.KINDS, "digest")
    return f"  {line['body']}  {kind}  {line['task']}  {line['rung']}  {why}"


HELP = {
    "no-contact": N_("Name who is reached there in the file of people, and load it: xiaxian people --template"),
    "approval": N_("What waits for approval: xiaxian remind list --state due"),
}
"""What can be done about a reason, where anything can."""


def _put_what_helps(reasons: Set[str]) -> None:
    for reason, help_of in HELP.items():
        if reason in reasons:
            outlet.put(_(help_of))
