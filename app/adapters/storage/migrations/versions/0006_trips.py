"""Trips."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LOCKS = (
    ("trip", "keep", "DELETE", "OLD.submitted_at IS NOT NULL"),
    ("trip", "maker", "UPDATE OF creator", "NEW.creator IS NOT OLD.creator"),
    ("trip", "sent", "UPDATE OF submitted_at", "OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS NOT OLD.submitted_at"),
    ("trip_edition", "keep", "DELETE", "OLD.digest <> ''"),
    (
        "trip_edition",
        "stay",
        "UPDATE OF trip_id, number, digest, frozen_at, submitted_on, reason, title, language, requester, travellers, destination, departs_at, returns_at, purpose, legs, stays, costs, budget_line, third_party_payer, security, justifications, alternatives, booking, advance, urgent_reason, about",
        "OLD.digest <> ''",
    ),
    ("trip_edition", "steps", "UPDATE OF steps", "OLD.digest <> '' AND OLD.steps <> '[]'"),
    (
        "trip_edition",
        "once",
        "INSERT",
        "EXISTS (SELECT 1 FROM trip_edition WHERE id = NEW.id OR (trip_id = NEW.trip_id AND number = NEW.number))",
    ),
    ("trip_move", "keep", "DELETE", "(SELECT submitted_at FROM trip WHERE id = OLD.trip_id) IS NOT NULL"),
    ("trip_move", "stay", "UPDATE", "TRUE"),
    (
        "trip_move",
        "once",
        "INSERT",
        "EXISTS (SELECT 1 FROM trip_move WHERE id = NEW.id OR (trip_id = NEW.trip_id AND position = NEW.position))",
    ),
    ("trip_decision", "keep", "DELETE", "TRUE"),
    (
        "trip_decision",
        "stay",
        "UPDATE OF id, trip_id, position, edition, role, outcome, account, identity, name, behalf_account, behalf_of, means, recorder, recorder_name, given_on, at, reason, digest, part, scan",
        "TRUE",
    ),
    ("trip_decision", "confirm", "UPDATE OF confirm_by", "NEW.confirm_by IS NOT NULL"),
    (
        "trip_decision",
        "once",
        "INSERT",
        "EXISTS (SELECT 1 FROM trip_decision WHERE id = NEW.id OR (trip_id = NEW.trip_id AND position = NEW.position))",
    ),
    ("trip_derogation", "keep", "DELETE", "TRUE"),
    ("trip_derogation", "stay", "UPDATE", "OLD.granted IS NOT NULL"),
)


def upgrade() -> None:
    op.create_table(
        "approval_chain",
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_chain")),
        sa.UniqueConstraint("category", name=op.f("uq_approval_chain_category")),
        sqlite_strict=True,
    )
    op.create_table(
        "daily_allowance",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("category", sa.Integer(), nullable=False),
        sa.Column("daily", sa.Text(), nullable=False),
        sa.Column("lodging", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_allowance")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("daily_allowance", schema=None) as batch_op:
        batch_op.create_index("ix_daily_allowance_country", ["country", "valid_from"], unique=False)

    op.create_table(
        "rule_set",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Text(), nullable=False),
        sa.Column("in_force_until", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set")),
        sa.UniqueConstraint("code", name=op.f("uq_rule_set_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "stand_in",
        sa.Column("absent", sa.Text(), nullable=False),
        sa.Column("stand_in", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_in")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stand_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stand_in_absent"), ["absent"], unique=False)

    op.create_table(
        "trip_template",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_template")),
        sa.UniqueConstraint("name", name=op.f("uq_trip_template_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "trip",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("approved_edition", sa.Integer(), nullable=True),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("editor", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("factor_set", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Integer(), nullable=False),
        sa.Column("regularised", sa.Integer(), nullable=False),
        sa.Column("waiting_for", sa.Text(), nullable=False),
        sa.Column("marked", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("travellers", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("purpose_kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("departs_on", sa.Text(), nullable=True),
        sa.Column("returns_on", sa.Text(), nullable=True),
        sa.Column("total", sa.Text(), nullable=True),
        sa.Column("approved_total", sa.Text(), nullable=True),
        sa.Column("kg", sa.Text(), nullable=True),
        sa.Column("alternative_kg", sa.Text(), nullable=True),
        sa.Column("by_plane", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Text(), nullable=True),
        sa.Column("booked_total", sa.Text(), nullable=True),
        sa.Column("booking_note", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("lost", sa.Text(), nullable=True),
        sa.Column("vouchers", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_trip_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip")),
        sa.UniqueConstraint("import_id", name=op.f("uq_trip_import_id")),
        sa.UniqueConstraint("number", name=op.f("uq_trip_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_departs_on"), ["departs_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_trip_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index("ix_trip_state", ["state", "departs_on"], unique=False)

    op.create_table(
        "trip_advance",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("traveller", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Text(), nullable=True),
        sa.Column("settled_amount", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_advance_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_advance")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_advance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_advance_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_decision",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("behalf_account", sa.Text(), nullable=False),
        sa.Column("behalf_of", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("recorder", sa.Text(), nullable=False),
        sa.Column("recorder_name", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("confirm_by", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_decision_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_decision")),
        sa.UniqueConstraint("trip_id", "position", name=op.f("uq_trip_decision_trip_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_decision_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_derogation",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("limit", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=True),
        sa.Column("allowed", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_name", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_derogation_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_derogation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_derogation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_derogation_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_edition",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Text(), nullable=True),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("travellers", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("departs_at", sa.Text(), nullable=True),
        sa.Column("returns_at", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("legs", sa.Text(), nullable=False),
        sa.Column("stays", sa.Text(), nullable=False),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("budget_line", sa.Text(), nullable=False),
        sa.Column("third_party_payer", sa.Text(), nullable=True),
        sa.Column("security", sa.Text(), nullable=False),
        sa.Column("justifications", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Text(), nullable=False),
        sa.Column("booking", sa.Text(), nullable=False),
        sa.Column("advance", sa.Text(), nullable=True),
        sa.Column("urgent_reason", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_edition_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_edition")),
        sa.UniqueConstraint("trip_id", "number", name=op.f("uq_trip_edition_trip_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_edition_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_expense",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("traveller", sa.Text(), nullable=False),
        sa.Column("expense_kind", sa.Text(), nullable=False),
        sa.Column("spent_on", sa.Text(), nullable=True),
        sa.Column("money", sa.Text(), nullable=False),
        sa.Column("by_office", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_expense_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_expense")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_expense", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_expense_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_follow_up",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_trip_follow_up_owner_id_person")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_follow_up_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_follow_up")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_follow_up_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trip_follow_up_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_move",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("behalf_of", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_move_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_move")),
        sa.UniqueConstraint("trip_id", "position", name=op.f("uq_trip_move_trip_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_move_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "trip_report",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("circulated_to", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("handed_in_on", sa.Text(), nullable=True),
        sa.Column("handed_in_by", sa.Text(), nullable=False),
        sa.Column("no_costs", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_report_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_report")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_report_trip_id"), ["trip_id"], unique=True)

    op.create_table(
        "trip_traveller",
        sa.Column("trip_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_trip_traveller_person_id_person")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_traveller_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_traveller")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trip_traveller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_traveller_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_trip_traveller_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trip_traveller_trip_id"), ["trip_id"], unique=False)

    # What was submitted, moved and decided stays written.
    for table, name, moment, when in LOCKS:
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} WHEN {when} "
            "BEGIN SELECT RAISE(ABORT, 'what was submitted and decided stays written'); END"
        )
