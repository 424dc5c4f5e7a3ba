"""A column more."""

import sqlalchemy as sa
from alembic import op

revision = "0006_next"
down_revision = "0005"


def upgrade() -> None:
    """Give every task a grade."""
    op.add_column("task", sa.Column("grade", sa.Text(), nullable=False, server_default="plain"))
