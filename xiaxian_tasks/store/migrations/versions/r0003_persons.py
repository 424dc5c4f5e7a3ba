"""What a person wrote, the newest first: who takes back the last step of his own asks for it among a million."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From schema 2 to 3: one index more."""
    op.create_index("ix_entry_by", "entry", ["by", "recorded", "task", "seq"])
