"""What does not fit in a report -> sentences."""

from xiaxian_tasks.domain.contradictions import Odd
from xiaxian_tasks.language import N_, _

SLIPS = {
    "over-hundred": N_("more than a hundred per cent."),
    "far-beyond": N_("twice its target or more."),
    "jump": N_("{increase}{unit} more at once, where {usual}{unit} are usual."),
}
"""What is most often a slip of the hand."""

DOUBTFUL = {
    "on-the-dot": N_("{value}{unit} is the target to the dot, on its very day."),
    "early": N_("{value}{unit} would be the target reached before work began on {begun}."),
    "support-over-lead": N_("the supporting body says {value}{unit}, the lead {other}{unit}."),
    "same-text": N_("the same words as in the last report."),
}
"""What wants a second look."""


def said(odd: Odd) -> str:
    """One thing that does not fit, in a sentence."""
    table = SLIPS if odd.code in SLIPS else DOUBTFUL
    return _(table[odd.code]).format_map(odd.figures)
