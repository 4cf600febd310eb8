"""Protocol: offices and lists of precedence, the order of a mission, forms of address."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sqlite_strict=True,
    )
    op.create_table(
        "precedence_list",
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedence_list")),
        sqlite_strict=True,
    )
    op.create_table(
        "usual_list",
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usual_list")),
        sqlite_strict=True,
    )
    op.create_table(
        "address_form",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("salutation", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("place_card", sa.Text(), nullable=False),
        sa.Column("badge", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_form_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_form")),
        sa.UniqueConstraint("person_id", "language", name=op.f("uq_address_form_person_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("address_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_form_person_id"), ["person_id"], unique=False)

    op.create_table(
        "mission_order",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("alphabet", sa.Text(), nullable=False),
        sa.Column("host_cedes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_order_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_order")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mission_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_order_mission_id"), ["mission_id"], unique=True)

    op.create_table(
        "place_move",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("before_id", sa.Text(), nullable=True),
        sa.Column("among", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["before_id"], ["person.id"], name=op.f("fk_place_move_before_id_person")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_place_move_mission_id_mission")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_place_move_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_move")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("place_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_move_before_id"), ["before_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_move_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_move_person_id"), ["person_id"], unique=False)

    op.create_table(
        "standing",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("other_person_id", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_standing_mission_id_mission")),
        sa.ForeignKeyConstraint(["other_person_id"], ["person.id"], name=op.f("fk_standing_other_person_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_standing_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_standing_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.create_index("ix_standing_mission_id", ["mission_id", "person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_standing_other_person_id"), ["other_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_standing_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_standing_post_id"), ["post_id"], unique=False)

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("founded", sa.Text(), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("born", sa.Text(), nullable=True))

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("credentials_on", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("credentials_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("order_within", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_post_office"), ["office"], unique=False)
