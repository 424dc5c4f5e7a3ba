"""A table less, then a fault."""

from alembic import op

revision = "0006_broken"
down_revision = "0005"


def upgrade() -> None:
    """Drop a table and break."""
    op.drop_table("case_row")
    op.execute("DELETE FROM light_step")
    raise ArithmeticError("the revision breaks here")
