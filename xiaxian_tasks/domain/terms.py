"""The codes that stand in plan files, in the ledger and in JSON. English always; their names are at the faces."""

KINDS = ("reach", "add", "cut", "raise_to", "lower_to", "at_least", "at_most", "growth")
"""Kinds of target (指标类型): count to get to, added, amount cut, level up, level down, floor, ceiling, growth."""

CUMULATIVE = frozenset({"reach", "add", "cut"})
"""Kinds whose value only grows: a lower one needs a correction."""

LEVELS = frozenset({"raise_to", "lower_to"})
"""Kinds measured from a baseline to a level."""

STANDING = frozenset({"at_least", "at_most", "growth"})
"""Kinds judged at each report and settled only by a report of the last day."""

MAY_BE_NEGATIVE = frozenset({"raise_to", "lower_to", "growth"})
"""Kinds whose value may lie below zero; counts and amounts may not."""

RED, YELLOW, GREEN, GREY, DONE = "red", "yellow", "green", "grey", "done"
LIGHTS = (RED, YELLOW, GREY, GREEN, DONE)
"""Lights (亮灯) from the most to the least pressing."""

RANK = {light: rank for rank, light in enumerate(LIGHTS)}

BODY_KINDS = ("department", "township", "company", "group", "other")
LIMIT_UNITS = ("calendar_days", "working_days", "months", "hours")
LIMIT_RELATIONS = ("at_least", "at_most", "before", "after")
CONDITION_RELATIONS = ("at_least", "at_most", "below", "above")
ROLES = ("head", "deputy", "member", "office_head", "office_deputy")
FIGURE_ROLES = ("rate", "cap", "floor", "share", "threshold", "quota", "period")
DOUBT_CODES = ("reference", "misprint", "conflict", "unexpanded", "unclear", "sum")
BASES = ("month", "calendar", "working", "curve")
DUE_BASES = ("explicit", "inferred", "none")
CYCLES = ("week", "half-month", "month", "quarter")
STATES = ("active", "completed")
"""States of a task under simple supervision; the full life-cycle is another workflow."""

FIRST_YEAR, LAST_YEAR = 1950, 2199
"""Days outside are slips of the hand, in a plan file as on the command line."""

UNASSIGNED = "待定单位"
"""The board's row for tasks whose paper prints no lead."""
