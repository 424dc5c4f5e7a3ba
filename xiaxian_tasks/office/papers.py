"""What the ledger keeps of a plan beside its tasks: made once when it is adopted, and again when it is proved."""

from xiaxian_tasks.domain.codec import canonical, encode
from xiaxian_tasks.domain.plan import Plan
from xiaxian_tasks.ports import PlanRow


def plan_row(plan: Plan) -> PlanRow:
    """A plan as it is kept; its position is that of its issue day among those adopted with it."""
    document = {
        "issuer": plan.issuer,
        "groups": [encode(group) for group in plan.groups],
        "procedures": [encode(procedure) for procedure in plan.procedures],
        "forms": [encode(form) for form in plan.forms],
        "doubts": [encode(doubt) for doubt in plan.doubts],
    }
    return PlanRow(plan.id, plan.document, plan.title, plan.issued, plan.issued.toordinal(), canonical(document))
