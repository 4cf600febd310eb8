"""Readiness: templates of checklists, checklists in use, tasks and duties; papers and trips that a move has overtaken."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What was done with a file that was sent stays written, but for the beginning of an amendment that nobody has sent.
_KEPT = (
    "(SELECT submitted_at FROM trip WHERE id = OLD.trip_id) IS NOT NULL AND NOT (OLD.step = 'amend' AND "
    "(SELECT state FROM trip WHERE id = OLD.trip_id) = OLD.origin AND NOT "
    "EXISTS (SELECT 1 FROM trip_move WHERE trip_id = OLD.trip_id AND position > OLD.position))"
)


def upgrade() -> None:
    op.create_table(
        "checklist_template",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_template")),
        sa.UniqueConstraint("code", name=op.f("uq_checklist_template_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "checklist_use",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_use")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("checklist_use", schema=None) as batch_op:
        batch_op.create_index("uq_checklist_use_subject", ["subject_kind", "subject_id", "template"], unique=True)

    op.create_table(
        "duty_holder",
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_holder")),
        sa.UniqueConstraint("duty", name=op.f("uq_duty_holder_duty")),
        sqlite_strict=True,
    )
    op.create_table(
        "task",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("use_id", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part_kind", sa.Text(), nullable=False),
        sa.Column("part_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.Column("consequence_key", sa.Text(), nullable=False),
        sa.Column("outside", sa.Text(), nullable=False),
        sa.Column("lasts", sa.Integer(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("offset", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("roughly", sa.Integer(), nullable=False),
        sa.Column("fixed", sa.Integer(), nullable=False),
        sa.Column("anchor_lost", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("proof_name", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["use_id"], ["checklist_use.id"], name=op.f("fk_task_use_id_checklist_use")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_due_at"), ["due_at"], unique=False)
        batch_op.create_index("ix_task_open", ["state", "subject_kind", "subject_id", "due_on", "owner_id", "duties"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_part_id"), ["part_id"], unique=False)
        batch_op.create_index("ix_task_subject", ["subject_kind", "subject_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_use_id"), ["use_id"], unique=False)

    with op.batch_alter_table("dossier_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("overtaken", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("overtaken_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("overtaken_why", sa.Text(), server_default=sa.text("''"), nullable=False))

    op.add_column("mission", sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE mission SET sequence = (SELECT max(count(*) - 1, 0) FROM mission_schedule WHERE mission_id = mission.id)")

    # Not by making the table anew: its locks, and those of the tables about a trip, would go with the old one.
    op.add_column("trip", sa.Column("overtaken_at", sa.Text(), nullable=True))
    op.add_column("trip", sa.Column("behind", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute("DROP TRIGGER trip_move_keep")
    op.execute(
        f"CREATE TRIGGER trip_move_keep BEFORE DELETE ON trip_move WHEN {_KEPT} "
        f"BEGIN SELECT RAISE(ABORT, 'what was submitted and decided stays written'); END"
    )
