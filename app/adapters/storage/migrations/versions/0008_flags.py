"""Flags: flag days with their instructions and comparisons, the stock, the flags of missions."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flag_day",
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "flag_day_check",
        sa.Column("day_code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_day_check")),
        sa.UniqueConstraint("day_code", "year", name=op.f("uq_flag_day_check_day_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "flag_house",
        sa.Column("flag_order", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("hoisted_at", sa.Text(), nullable=True),
        sa.Column("lowered_at", sa.Text(), nullable=True),
        sa.Column("unrecognised", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_house")),
        sqlite_strict=True,
    )
    op.create_table(
        "flag_instruction",
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("half_mast", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("of_day", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_instruction")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("flag_instruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_instruction_starts"), ["starts"], unique=False)

    op.create_table(
        "flag_item",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("make", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("borrowed_from", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("design_checked", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_item")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("flag_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_item_code"), ["code"], unique=False)

    op.create_table(
        "flag_movement",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("condition_before", sa.Text(), nullable=False),
        sa.Column("condition_after", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["flag_item.id"], name=op.f("fk_flag_movement_item_id_flag_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_movement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("flag_movement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_movement_item_id"), ["item_id"], unique=False)

    op.create_table(
        "flag_reservation",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("lent_to", sa.Text(), nullable=False),
        sa.Column("out_on", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Text(), nullable=True),
        sa.Column("worn", sa.Integer(), nullable=False),
        sa.Column("damaged", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=False),
        sa.Column("reserved_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["flag_item.id"], name=op.f("fk_flag_reservation_item_id_flag_item")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_flag_reservation_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_reservation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("flag_reservation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_reservation_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_reservation_mission_id"), ["mission_id"], unique=False)

    op.create_table(
        "mission_flags",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("flag_order", sa.Text(), nullable=False),
        sa.Column("alphabet", sa.Text(), nullable=False),
        sa.Column("guest_left", sa.Integer(), nullable=False),
        sa.Column("half_mast", sa.Integer(), nullable=False),
        sa.Column("straight", sa.Integer(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("hoisted_at", sa.Text(), nullable=True),
        sa.Column("lowered_at", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_flags_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_flags")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mission_flags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_flags_mission_id"), ["mission_id"], unique=False)
