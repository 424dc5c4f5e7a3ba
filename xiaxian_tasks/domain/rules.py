"""What a rule (亮灯规则) is beside its figures, and where two of them differ."""

from xiaxian_tasks.domain.plan import Rules

HOUSE = Rules(name="yinchuan", title="落后百分点分档", source="银川 2025 重点项目", grade="B")
"""The house's own rule, which a plan that names none is lit by; `plans/rules/yinchuan.toml` says the same."""

ABOUT = ("name", "title", "source", "grade", "own")
"""The fields of a rule that are no figures."""


def figures_apart(one: Rules, other: Rules) -> tuple[str, ...]:
    """The names of the figures in which two rules differ."""
    return tuple(key for key in one._fields if key not in ABOUT and getattr(one, key) != getattr(other, key))


def origin(rules: Rules) -> tuple[Rules, tuple[str, ...]]:
    """The rule a plan's figures come from, for its name and source, and the figures the plan sets for itself."""
    return (rules, rules.own) if rules.name else (HOUSE, figures_apart(HOUSE, rules))
