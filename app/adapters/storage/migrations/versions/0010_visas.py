"""Passports and visas: passports, who has them and who looked at their numbers, scans, requests; country cards, visas, invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "country_card",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("ordinary", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("diplomatic", sa.Text(), nullable=False),
        sa.Column("file_at", sa.Text(), nullable=False),
        sa.Column("normal_days", sa.Integer(), nullable=True),
        sa.Column("note_verbale", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("months_valid", sa.Integer(), nullable=True),
        sa.Column("blank_pages", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country_card")),
        sa.UniqueConstraint("country", name=op.f("uq_country_card_country")),
        sqlite_strict=True,
    )
    op.create_table(
        "visa_rules",
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visa_rules")),
        sqlite_strict=True,
    )
    op.create_table(
        "mission_country",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("transit", sa.Integer(), nullable=False),
        sa.Column("enters_on", sa.Text(), nullable=True),
        sa.Column("leaves_on", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_country_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_country")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mission_country", schema=None) as batch_op:
        batch_op.create_index("uq_mission_country_mission_id", ["mission_id", "country"], unique=True)

    op.create_table(
        "passport",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("passport_kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("blank_pages", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.Column("cancelled_on", sa.Text(), nullable=True),
        sa.Column("cancelled_why", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passport_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passport")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passport", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passport_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_passport_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_passport_number",
            ["country", "number"],
            unique=True,
            sqlite_where=sa.text("number <> ''"),
            postgresql_where=sa.text("number <> ''"),
        )

    op.create_table(
        "passport_custody",
        sa.Column("passport_id", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.Text(), nullable=False),
        sa.Column("handed_to", sa.Text(), nullable=False),
        sa.Column("due_back_on", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Text(), nullable=True),
        sa.Column("signed", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_passport_custody_mission_id_mission")),
        sa.ForeignKeyConstraint(["passport_id"], ["passport.id"], name=op.f("fk_passport_custody_passport_id_passport")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passport_custody")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passport_custody", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passport_custody_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passport_custody_passport_id"), ["passport_id"], unique=False)

    op.create_table(
        "passport_look",
        sa.Column("passport_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("scan", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["passport_id"], ["passport.id"], name=op.f("fk_passport_look_passport_id_passport")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passport_look")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passport_look", schema=None) as batch_op:
        batch_op.create_index("ix_passport_look_passport_id", ["passport_id", "at"], unique=False)

    op.create_table(
        "passport_request",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("passport_kind", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("needed_by", sa.Text(), nullable=True),
        sa.Column("memo_signed_on", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("photos_on", sa.Text(), nullable=True),
        sa.Column("biometrics_on", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Text(), nullable=True),
        sa.Column("passport_id", sa.Text(), nullable=True),
        sa.Column("refused_on", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Text(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_passport_request_mission_id_mission")),
        sa.ForeignKeyConstraint(["passport_id"], ["passport.id"], name=op.f("fk_passport_request_passport_id_passport")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passport_request_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passport_request")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passport_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passport_request_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passport_request_passport_id"), ["passport_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passport_request_person_id"), ["person_id"], unique=False)

    op.create_table(
        "passport_scan",
        sa.Column("passport_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_passport_scan_mission_id_mission")),
        sa.ForeignKeyConstraint(["passport_id"], ["passport.id"], name=op.f("fk_passport_scan_passport_id_passport")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passport_scan")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passport_scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passport_scan_mission_id"), ["mission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passport_scan_passport_id"), ["passport_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passport_scan_until"), ["until"], unique=False)

    op.create_table(
        "visa_case",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("transit", sa.Integer(), nullable=False),
        sa.Column("passport_id", sa.Text(), nullable=True),
        sa.Column("need_by_hand", sa.Text(), nullable=True),
        sa.Column("need_reason", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("note_verbale_asked_on", sa.Text(), nullable=True),
        sa.Column("note_verbale_received_on", sa.Text(), nullable=True),
        sa.Column("asked_from", sa.Text(), nullable=True),
        sa.Column("asked_until", sa.Text(), nullable=True),
        sa.Column("filed_on", sa.Text(), nullable=True),
        sa.Column("filed_at", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("appointment_on", sa.Text(), nullable=True),
        sa.Column("appointment_at", sa.Text(), nullable=True),
        sa.Column("back_on", sa.Text(), nullable=True),
        sa.Column("checked", sa.Text(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("stay_days", sa.Integer(), nullable=True),
        sa.Column("copied_on", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("refused_on", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_visa_case_mission_id_mission")),
        sa.ForeignKeyConstraint(["passport_id"], ["passport.id"], name=op.f("fk_visa_case_passport_id_passport")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visa_case_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visa_case")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("visa_case", schema=None) as batch_op:
        batch_op.create_index("ix_visa_case_mission_id", ["mission_id", "person_id", "country"], unique=False)
        batch_op.create_index(batch_op.f("ix_visa_case_passport_id"), ["passport_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visa_case_person_id"), ["person_id"], unique=False)

    op.create_table(
        "visit_invitation",
        sa.Column("mission_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("passport_id", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("needs_visa", sa.Text(), nullable=False),
        sa.Column("pays_travel", sa.Text(), nullable=False),
        sa.Column("pays_stay", sa.Text(), nullable=False),
        sa.Column("pays_insurance", sa.Text(), nullable=False),
        sa.Column("other_payer", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.Column("signatory_function", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Text(), nullable=True),
        sa.Column("authority_letter_on", sa.Text(), nullable=True),
        sa.Column("insured_on", sa.Text(), nullable=True),
        sa.Column("filed_on", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("granted", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_visit_invitation_mission_id_mission")),
        sa.ForeignKeyConstraint(["passport_id"], ["passport.id"], name=op.f("fk_visit_invitation_passport_id_passport")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_invitation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_invitation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("visit_invitation", schema=None) as batch_op:
        batch_op.create_index("ix_visit_invitation_mission_id", ["mission_id", "person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_invitation_passport_id"), ["passport_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_invitation_person_id"), ["person_id"], unique=False)

    # Who looked at a passport stays written.
    for name, moment in (("keep", "DELETE"), ("stay", "UPDATE")):
        op.execute(
            f"CREATE TRIGGER passport_look_{name} BEFORE {moment} ON passport_look "
            "BEGIN SELECT RAISE(ABORT, 'who looked at a passport stays written'); END"
        )
