"""Gifts: the register with its photographs and fates, the bank with its movements and reservations, loans, stock-takings, rules."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_CHANGED = "NEW.number IS NOT OLD.number OR NEW.direction IS NOT OLD.direction OR NEW.entered_at IS NOT OLD.entered_at"
_LOCKS = (
    ("keep", "DELETE", "OLD.number IS NOT NULL"),
    ("number", "UPDATE OF number, direction, entered_at", f"OLD.number IS NOT NULL AND ({_CHANGED})"),
)


def upgrade() -> None:
    op.create_table(
        "gift_count",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_count")),
        sa.UniqueConstraint("number", name=op.f("uq_gift_count_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "gift_item",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("unit_cost", sa.Text(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("shelf_days", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("cabin", sa.Text(), nullable=False),
        sa.Column("cabin_note", sa.Text(), nullable=False),
        sa.Column("customs_note", sa.Text(), nullable=False),
        sa.Column("customs_code", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("traits", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_item")),
        sa.UniqueConstraint("code", name=op.f("uq_gift_item_code")),
        sa.UniqueConstraint("import_id", name=op.f("uq_gift_item_import_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_item_level"), ["level"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_item_place"), ["place"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_item_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "gift_rules",
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_rules")),
        sqlite_strict=True,
    )
    op.create_table(
        "gift_taboo",
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_taboo")),
        sqlite_strict=True,
    )
    op.create_table(
        "gift_regime_of",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_gift_regime_of_organisation_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_regime_of")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_regime_of", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_regime_of_organisation_id"), ["organisation_id"], unique=True)

    op.create_table(
        "gift",
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("acceptance", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("moment_id", sa.Text(), nullable=True),
        sa.Column("giver_person_id", sa.Text(), nullable=True),
        sa.Column("giver_organisation_id", sa.Text(), nullable=True),
        sa.Column("giver_country", sa.Text(), nullable=False),
        sa.Column("giver_said", sa.Text(), nullable=False),
        sa.Column("recipient_person_id", sa.Text(), nullable=True),
        sa.Column("recipient_organisation_id", sa.Text(), nullable=True),
        sa.Column("recipient_country", sa.Text(), nullable=False),
        sa.Column("recipient_said", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("circumstances", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("cites_note", sa.Text(), nullable=False),
        sa.Column("ceremonial", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("value_method", sa.Text(), nullable=False),
        sa.Column("appraiser", sa.Text(), nullable=False),
        sa.Column("valued_on", sa.Text(), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_person_id", sa.Text(), nullable=True),
        sa.Column("decided_account", sa.Text(), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("custodian_id", sa.Text(), nullable=True),
        sa.Column("custodian_said", sa.Text(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("fate_on", sa.Text(), nullable=True),
        sa.Column("thanked_on", sa.Text(), nullable=True),
        sa.Column("thanks_needed", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("struck_on", sa.Text(), nullable=True),
        sa.Column("struck_why", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["custodian_id"], ["person.id"], name=op.f("fk_gift_custodian_id_person")),
        sa.ForeignKeyConstraint(["decided_person_id"], ["person.id"], name=op.f("fk_gift_decided_person_id_person")),
        sa.ForeignKeyConstraint(["giver_organisation_id"], ["organisation.id"], name=op.f("fk_gift_giver_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["giver_person_id"], ["person.id"], name=op.f("fk_gift_giver_person_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["gift_item.id"], name=op.f("fk_gift_item_id_gift_item")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_gift_mission_id_mission")),
        sa.ForeignKeyConstraint(["moment_id"], ["programme_item.id"], name=op.f("fk_gift_moment_id_programme_item")),
        sa.ForeignKeyConstraint(
            ["recipient_organisation_id"], ["organisation.id"], name=op.f("fk_gift_recipient_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["recipient_person_id"], ["person.id"], name=op.f("fk_gift_recipient_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift")),
        sa.UniqueConstraint("import_id", name=op.f("uq_gift_import_id")),
        sa.UniqueConstraint("number", name=op.f("uq_gift_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_custodian_id"), ["custodian_id"], unique=False)
        batch_op.create_index(
            "ix_gift_day",
            [
                "day",
                "number",
                "id",
                "direction",
                "acceptance",
                "struck_on",
                "cents",
                "decision",
                "thanks_needed",
                "thanked_on",
                "fate",
                "ownership",
                "place",
                "published_on",
                "giver_country",
                "recipient_country",
                "category",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_gift_decided_person_id"), ["decided_person_id"], unique=False)
        batch_op.create_index("ix_gift_giver_country", ["giver_country", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_giver_organisation_id"), ["giver_organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_giver_person_id"), ["giver_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_moment_id"), ["moment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_place"), ["place"], unique=False)
        batch_op.create_index("ix_gift_recipient_country", ["recipient_country", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_recipient_organisation_id"), ["recipient_organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_recipient_person_id"), ["recipient_person_id"], unique=False)
    _register()
    _bank()
    _lock()


def _register() -> None:
    op.create_table(
        "gift_count_line",
        sa.Column("count_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("gift_id", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_before", sa.Text(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["count_id"], ["gift_count.id"], name=op.f("fk_gift_count_line_count_id_gift_count")),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_count_line_gift_id_gift")),
        sa.ForeignKeyConstraint(["item_id"], ["gift_item.id"], name=op.f("fk_gift_count_line_item_id_gift_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_count_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_count_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_count_line_count_id"), ["count_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_count_line_gift_id"), ["gift_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_count_line_item_id"), ["item_id"], unique=False)

    op.create_table(
        "gift_decision",
        sa.Column("gift_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_decision_gift_id_gift")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_gift_decision_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_decision")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_decision_gift_id"), ["gift_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_decision_person_id"), ["person_id"], unique=False)

    op.create_table(
        "gift_fate",
        sa.Column("gift_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("custodian_id", sa.Text(), nullable=True),
        sa.Column("custodian_said", sa.Text(), nullable=False),
        sa.Column("proceeds", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["custodian_id"], ["person.id"], name=op.f("fk_gift_fate_custodian_id_person")),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_fate_gift_id_gift")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_fate")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_fate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_fate_custodian_id"), ["custodian_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_fate_gift_id"), ["gift_id"], unique=False)

    op.create_table(
        "gift_loan",
        sa.Column("gift_id", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("borrower_said", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("due_back_on", sa.Text(), nullable=True),
        sa.Column("back_on", sa.Text(), nullable=True),
        sa.Column("insured", sa.Text(), nullable=True),
        sa.Column("condition_before", sa.Text(), nullable=False),
        sa.Column("condition_after", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_loan_gift_id_gift")),
        sa.ForeignKeyConstraint(["item_id"], ["gift_item.id"], name=op.f("fk_gift_loan_item_id_gift_item")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_gift_loan_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_gift_loan_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_loan")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_loan_gift_id"), ["gift_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_loan_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_loan_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_loan_person_id"), ["person_id"], unique=False)


def _bank() -> None:
    op.create_table(
        "gift_reservation",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("recipient_said", sa.Text(), nullable=False),
        sa.Column("moment_id", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("carrier_id", sa.Text(), nullable=True),
        sa.Column("giver_id", sa.Text(), nullable=True),
        sa.Column("card_language", sa.Text(), nullable=False),
        sa.Column("card_text", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("reserved_by", sa.Text(), nullable=False),
        sa.Column("reserved_on", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Text(), nullable=True),
        sa.Column("released_why", sa.Text(), nullable=False),
        sa.Column("gift_id", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["carrier_id"], ["person.id"], name=op.f("fk_gift_reservation_carrier_id_person")),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_reservation_gift_id_gift")),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name=op.f("fk_gift_reservation_giver_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["gift_item.id"], name=op.f("fk_gift_reservation_item_id_gift_item")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_gift_reservation_mission_id_mission")),
        sa.ForeignKeyConstraint(["moment_id"], ["programme_item.id"], name=op.f("fk_gift_reservation_moment_id_programme_item")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_gift_reservation_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_gift_reservation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_reservation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_reservation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_reservation_carrier_id"), ["carrier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_gift_id"), ["gift_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_giver_id"), ["giver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_moment_id"), ["moment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_reservation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "gift_movement",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("movement", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("reservation_id", sa.Text(), nullable=True),
        sa.Column("loan_id", sa.Text(), nullable=True),
        sa.Column("count_id", sa.Text(), nullable=True),
        sa.Column("best_before", sa.Text(), nullable=True),
        sa.Column("unit_cost", sa.Text(), nullable=True),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["count_id"], ["gift_count.id"], name=op.f("fk_gift_movement_count_id_gift_count")),
        sa.ForeignKeyConstraint(["item_id"], ["gift_item.id"], name=op.f("fk_gift_movement_item_id_gift_item")),
        sa.ForeignKeyConstraint(["loan_id"], ["gift_loan.id"], name=op.f("fk_gift_movement_loan_id_gift_loan")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_gift_movement_mission_id_mission")),
        sa.ForeignKeyConstraint(["reservation_id"], ["gift_reservation.id"], name=op.f("fk_gift_movement_reservation_id_gift_reservation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_movement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_movement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_movement_count_id"), ["count_id"], unique=False)
        batch_op.create_index("ix_gift_movement_item", ["item_id", "number", "day", "best_before", "movement"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_movement_loan_id"), ["loan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_movement_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_movement_reservation_id"), ["reservation_id"], unique=False)

    op.create_table(
        "gift_photo",
        sa.Column("gift_id", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("loan_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_photo_gift_id_gift")),
        sa.ForeignKeyConstraint(["item_id"], ["gift_item.id"], name=op.f("fk_gift_photo_item_id_gift_item")),
        sa.ForeignKeyConstraint(["loan_id"], ["gift_loan.id"], name=op.f("fk_gift_photo_loan_id_gift_loan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_photo")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gift_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_photo_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_photo_gift_id"), ["gift_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_photo_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_photo_loan_id"), ["loan_id"], unique=False)


def _lock() -> None:
    # An entry of the register keeps its number, and stays.
    for name, moment, when in _LOCKS:
        op.execute(
            f"CREATE TRIGGER gift_{name} BEFORE {moment} ON gift WHEN {when} "
            "BEGIN SELECT RAISE(ABORT, 'what stands in the gift register stays there'); END"
        )
