"""How agreements are entered and listed."""

from __future__ import annotations

from app.domains.agreements import commands, queries, rules
from app.domains.agreements.rules import AgreementDraft, RenewalDraft
from app.domains.agreements.vocabulary import (
    AGREEMENT,
    EDIT_AGREEMENTS,
    KINDS,
    RENEWAL,
    SEE_AGREEMENTS,
    SIGNATURES,
    STANDINGS,
)
from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import ORGANISATION
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import lazy

AGREEMENT_FORM = Form(
    AgreementDraft,
    (
        Field("agreement_kind", lazy("Kind"), FieldKind.CHOICE, choices=KINDS),
        Field("partner_id", lazy("Partner"), FieldKind.RECORD, record=ORGANISATION, required=True),
        Field("subject", lazy("Subject"), FieldKind.MULTILINGUAL),
        Field("signed", lazy("Signed on"), FieldKind.PARTIAL_DATE, help=lazy("Empty until it is signed.")),
        Field("signature", lazy("How it was signed"), FieldKind.CHOICE, choices=SIGNATURES),
        Field("place", lazy("Place"), limit=200),
        Field(
            "months",
            lazy("Duration in months"),
            FieldKind.NUMBER,
            help=lazy("Empty: a MoU lasts two years, another agreement has no known end."),
        ),
        Field("mission_id", lazy("Signed during"), FieldKind.RECORD, record=MISSION),
        Field("notes", lazy("Notes"), FieldKind.LONG_TEXT),
    ),
    rules.check_agreement,
)

RENEWAL_FORM = Form(
    RenewalDraft,
    (
        Field("renewed", lazy("Renewed on"), FieldKind.PARTIAL_DATE, required=True),
        Field("months", lazy("For how many months"), FieldKind.NUMBER, required=True),
        Field("remark", lazy("Remark"), limit=500),
    ),
    rules.check_renewal,
)

AGREEMENTS = Screen(
    kind=AGREEMENT,
    command_name="agreements",
    title=lazy("Agreements"),
    icon="agreement",
    permission=SEE_AGREEMENTS,
    empty=lazy("No agreement has been entered yet. Add the first one, or import a file."),
    touched_by=(RENEWAL, ORGANISATION),
    register=Register(
        ids=queries.agreement_ids,
        rows=queries.agreements,
        columns=(
            Column("partner", lazy("Partner"), ColumnKind.MULTILINGUAL, sort_key="partner", stretch=True, width=32),
            Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, width=22),
            Column("expires", lazy("In force until"), ColumnKind.DATE, sort_key="expires", width=18),
            Column("signed", lazy("Signed on"), ColumnKind.DATE, sort_key="signed", width=18),
            Column(
                "agreement_kind",
                lazy("Kind"),
                ColumnKind.BADGE,
                badges={choice.code: Badge(choice.title) for choice in KINDS},
                sort_key="agreement_kind",
                width=30,
            ),
        ),
        filters=(Filter("agreement_kind", lazy("Kind"), KINDS),),
        form=AGREEMENT_FORM,
        blank=AgreementDraft,
        draft=queries.agreement_draft,
        add=commands.AddAgreement,
        edit=commands.EditAgreement,
        remove=commands.RemoveAgreement,
        detail=queries.agreement_detail,
        add_title=lazy("Add agreement"),
        edit_title=lazy("Change agreement"),
        remove_title=lazy("Remove agreement"),
        edit_permission=EDIT_AGREEMENTS,
    ),
)

FIELDS = {
    **AGREEMENT_FORM.named(AGREEMENT),
    **RENEWAL_FORM.named(RENEWAL),
}

TITLES = {
    AGREEMENT: lazy("Agreement"),
    RENEWAL: lazy("Renewal"),
    f"{AGREEMENT}.expires": lazy("In force until"),
    f"{RENEWAL}.agreement_id": lazy("Agreement"),
    **{name: field.title for name, field in FIELDS.items()},
}
