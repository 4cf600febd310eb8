"""Missions with their delegations, programmes and logistics."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mission",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("mission_kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("import_id", name=op.f("uq_mission_import_id")),
        sa.UniqueConstraint("number", name=op.f("uq_mission_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.create_index("ix_mission_starts", ["starts", "id"], unique=False)

    op.create_table(
        "mission_party",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_party_mission_id_mission")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_mission_party_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mission_party_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_party")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mission_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_party_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mission_party_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mission_party_person_id"), ["person_id"], unique=False)

    op.create_table(
        "mission_schedule",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_schedule_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_schedule")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mission_schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_schedule_mission_id"), ["mission_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("joins", sa.Text(), nullable=True),
        sa.Column("leaves", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_participant_mission_id_mission")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_participant_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "programme_item",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("begins", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ceremony", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("dress", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Text(), nullable=False),
        sa.Column("transport", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.Text(), nullable=True),
        sa.Column("plan_b", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_programme_item_mission_id_mission")),
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_programme_item_responsible_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_programme_item_uid")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_item_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_item_responsible_id"), ["responsible_id"], unique=False)

    op.create_table(
        "stay",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hotel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("checks_in", sa.Text(), nullable=True),
        sa.Column("checks_out", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_stay_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stay_mission_id"), ["mission_id"], unique=False)

    op.create_table(
        "transport",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("transport_kind", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("from_place", sa.Text(), nullable=False),
        sa.Column("to_place", sa.Text(), nullable=False),
        sa.Column("departs_on", sa.Text(), nullable=True),
        sa.Column("departs_at", sa.Text(), nullable=True),
        sa.Column("departs_zone", sa.Text(), nullable=False),
        sa.Column("arrives_on", sa.Text(), nullable=True),
        sa.Column("arrives_at", sa.Text(), nullable=True),
        sa.Column("arrives_zone", sa.Text(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_transport_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transport")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("transport", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transport_mission_id"), ["mission_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_attendance_item_id_programme_item")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_attendance_mission_id_mission")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_attendance_participant_id_participant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "item_counterpart",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_item_counterpart_item_id_programme_item")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_item_counterpart_mission_id_mission")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_item_counterpart_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_counterpart_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_counterpart")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("item_counterpart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_counterpart_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_counterpart_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_counterpart_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_counterpart_person_id"), ["person_id"], unique=False)

    op.create_table(
        "passenger",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("transport_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_passenger_mission_id_mission")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_passenger_participant_id_participant")),
        sa.ForeignKeyConstraint(["transport_id"], ["transport.id"], name=op.f("fk_passenger_transport_id_transport")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passenger")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passenger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passenger_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passenger_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passenger_transport_id"), ["transport_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("stay_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("room_kind", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_room_mission_id_mission")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_room_stay_id_stay")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_stay_id"), ["stay_id"], unique=False)

    op.create_table(
        "occupant",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_occupant_mission_id_mission")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_occupant_participant_id_participant")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_occupant_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupant")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("occupant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occupant_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_occupant_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_occupant_room_id"), ["room_id"], unique=False)
