"""The versions of dossiers that were produced."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier_version",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("produced_at", sa.Text(), nullable=False),
        sa.Column("produced_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_version")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("dossier_version", schema=None) as batch_op:
        batch_op.create_index("ix_dossier_version_subject", ["subject_kind", "subject_id", "language", "audience", "number"], unique=True)
