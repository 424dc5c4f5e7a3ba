"""The ground floor: values and rules, pure. No clock, no files, no SQL, no sentences; the day is an argument, `on`.

Values are NamedTuples rather than dataclasses: a command that reads is started often, and thirty of them cost a
fifth of what thirty slotted dataclasses cost at import (docs/decisions/0003).
"""
