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
UNMOVED, NEXT, PREVIOUS = "none", "next", "previous"
SHIFTS = (UNMOVED, NEXT, PREVIOUS)
"""What becomes of a turn on a day that is not worked (节假日顺延): kept as printed, 顺延, 提前."""

SIMPLE, FULL = "simple", "full"
WAYS = (SIMPLE, FULL)
"""The two ways a plan is supervised (督查方式): reports alone, or every step from registration to closing."""

STATES = (
    "proposed", "registered", "dispatched", "active", "review", "completed", "closed", "suspended", "terminated",
    "merged",
)
"""States of a task (事项状态): 待立项, 已立项, 已交办, 在办, 待审核, 已办结, 已销号, 暂缓, 已终止, 已合并.

Under simple supervision a task is active, or completed once its light is done."""

SETTLED = frozenset({"completed", "closed"})
"""States of a task that is done: nothing of it can be late."""

PAUSED = frozenset({"suspended", "terminated", "merged"})
"""States in which nothing is pressed for: the clock stands."""

WITHDRAWN = "withdrawn"
"""The state of a task its plan no longer has."""

ASSIGNMENT_STATES = (
    "unsent", "unsigned", "signed", "active", "requested", "returned", "accepted", "refused", "released",
)
"""States of an assignment (承办状态): 待交办, 待签收, 已签收, 在办, 已反馈, 退办, 已认可, 拒签, 已解除."""

LEADER, DIRECTOR, SUPERVISOR, HEAD, LIAISON, READER = (
    "leader", "director", "supervisor", "head", "liaison", "reader"
)
PERSON_ROLES = (LEADER, DIRECTOR, SUPERVISOR, HEAD, LIAISON, READER)
"""What a person is (角色): 县领导, 督查室主任, 督查员, 单位负责人, 单位联络员, 只读."""

OUTLOOKS = ("on-time", "at-risk", "cannot")
"""What the forecast of a task comes to (前景): 能按期, 有风险, 难按期; "" where nothing can be foreseen."""

WAITS = (
    "receipt", "refusal", "rework", "reply", "review", "extension", "closing", "reopening", "recheck", "registration",
    "dispatch", "turn",
)
"""What a task can wait for (待办): 签收, 拒签处理, 退办整改, 回复, 审核, 延期审批, 销号, 重启, 回头看, 立项, 交办,
周期到期."""

FIRST_YEAR, LAST_YEAR = 1950, 2199
"""Days outside are slips of the hand, in a plan file as on the command line."""

UNASSIGNED = "待定单位"
"""The board's row for tasks whose paper prints no lead."""
