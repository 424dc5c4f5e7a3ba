"""On the screen the program was started from (控制台): whatever runs it keeps or mails what it prints."""

import re
import sys
from collections.abc import Mapping
from typing import Any

from xiaxian_tasks.ports.letters import ACCEPTED, PLACE, WAITS, Outcome, Parcel, Way

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that steer a terminal, or turn the direction of what follows."""


class Console:
    """Prints to stderr: stdout carries results."""

    def carry(self, parcel: Parcel) -> Outcome:
        """Print the subject, whom it is for, and the text."""
        whom = " ".join(filter(None, (parcel.body, parcel.person, parcel.address)))
        names = [f"+ {name} ({len(content)})" for name, content in parcel.attachments]
        told = "\n".join([f"== {parcel.subject}", f"-> {whom}", "", parcel.text.rstrip("\n"), *names, ""])
        try:
            sys.stderr.write(_UNSEEN.sub("\ufffd", told) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError) as error:
            return Outcome(parcel.address, WAITS, PLACE, getattr(error, "strerror", None) or "")
        return Outcome(parcel.address, ACCEPTED)


def _made(_settings: Mapping[str, Any]) -> Console:
    return Console()


CHANNEL = Way("console", _made)
