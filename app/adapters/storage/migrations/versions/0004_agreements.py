"""Agreements."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("agreement_kind", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("signed", sa.Text(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=True),
        sa.Column("import_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_agreement_mission_id_mission")),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_agreement_partner_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("import_id", name=op.f("uq_agreement_import_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_expires"), ["expires"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "agreement_renewal",
        sa.Column("agreement_id", sa.Text(), nullable=False),
        sa.Column("renewed", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_renewal_agreement_id_agreement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_renewal")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("agreement_renewal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_renewal_agreement_id"), ["agreement_id"], unique=False)
