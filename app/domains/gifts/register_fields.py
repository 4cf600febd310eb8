"""How entries of the register are written and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domains.gifts import gift_detail_queries, register_commands, register_queries
from app.domains.gifts import register_rules as rules
from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.house_rules import OWN_REGIME, GiftRules
from app.domains.gifts.vocabulary import (
    ACCEPTANCES,
    CATEGORIES,
    DECISION_BADGES,
    DECISIONS,
    DIRECTION_BADGES,
    DIRECTIONS,
    EDIT_GIFTS,
    FATE_BADGES,
    FATES,
    GIFT,
    GIFT_DECISION,
    GIFT_FATE,
    GIFT_ITEM,
    GIFT_LOAN,
    GIFT_PHOTO,
    MATERIALS,
    OWNERSHIPS,
    SEE_GIFTS,
    STANDING_BADGES,
    STEPS,
    THRESHOLD_BADGES,
    URGENCY_BADGES,
    VALUE_METHODS,
)
from app.domains.missions.vocabulary import ITEM, MISSION
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen, Tone
from app.kernel.translated import Lazy, lazy, told

WHAT, WHO, VALUE, WHERE = lazy("What it is"), lazy("From whom and for whom"), lazy("What it is worth"), lazy("Where it is")

_MOMENT = Field("moment_id", lazy("Moment"), FieldKind.RECORD, record=ITEM, group=WHO)
_ITEM = Field("item_id", lazy("Object of the bank"), FieldKind.RECORD, record=GIFT_ITEM, group=WHAT)

GIFT_FORM = Form(
    GiftDraft,
    (
        Field("direction", lazy("Direction"), FieldKind.CHOICE, choices=DIRECTIONS, group=WHAT),
        Field("acceptance", lazy("Accepted"), FieldKind.CHOICE, choices=ACCEPTANCES, group=WHAT),
        Field(
            "day",
            lazy("Day"),
            FieldKind.DATE,
            required=True,
            group=WHAT,
            help=lazy("On which it was received, given, or offered and declined."),
        ),
        Field("description", lazy("Gift"), FieldKind.MULTILINGUAL_LONG, required=True, group=WHAT, limit=rules.LONGEST_TEXT),
        Field("photos", lazy("Photographs"), FieldKind.PICTURES, group=WHAT),
        Field("category", lazy("Category"), FieldKind.CHOICE, choices=CATEGORIES, group=WHAT),
        Field("pieces", lazy("Pieces"), FieldKind.NUMBER, group=WHAT),
        Field("size", lazy("Size"), limit=100, group=WHAT, help=lazy("As it is measured: 30 × 20 × 5 cm.")),
        Field("weight", lazy("Weight in grams"), FieldKind.NUMBER, group=WHAT),
        Field("materials", lazy("Made of"), FieldKind.CHOICES, choices=MATERIALS, group=WHAT),
        Field(
            "cites_note",
            lazy("Papers (CITES)"),
            limit=rules.LONGEST_LINE,
            group=WHAT,
            help=lazy("For ivory, coral, some leathers and woods: which papers there are."),
        ),
        Field("ceremonial", lazy("Ceremonial gift"), FieldKind.YES_NO, group=WHAT),
        Field("giver_person_id", lazy("Given by"), FieldKind.RECORD, record=PERSON, group=WHO),
        Field("giver_organisation_id", lazy("Giver's organisation"), FieldKind.RECORD, record=ORGANISATION, group=WHO),
        Field("giver_said", lazy("Giver in words"), limit=rules.LONGEST_LINE, group=WHO, help=lazy("When they are not in the files.")),
        Field(
            "giver_country",
            lazy("Giver's country"),
            FieldKind.COUNTRY,
            group=WHO,
            help=lazy("Empty: that of the organisation or the person."),
        ),
        Field("recipient_person_id", lazy("Given to"), FieldKind.RECORD, record=PERSON, group=WHO),
        Field("recipient_organisation_id", lazy("Recipient's organisation"), FieldKind.RECORD, record=ORGANISATION, group=WHO),
        Field(
            "recipient_said", lazy("Recipient in words"), limit=rules.LONGEST_LINE, group=WHO, help=lazy("When they are not in the files.")
        ),
        Field("recipient_country", lazy("Recipient's country"), FieldKind.COUNTRY, group=WHO),
        Field("relation", lazy("Relation to the Region"), limit=rules.LONGEST_LINE, group=WHO),
        Field("mission_id", lazy("Mission"), FieldKind.RECORD, record=MISSION, group=WHO),
        Field("occasion", lazy("Occasion"), limit=rules.LONGEST_LINE, group=WHO),
        Field(
            "circumstances",
            lazy("Circumstances"),
            FieldKind.LONG_TEXT,
            group=WHO,
            limit=rules.LONGEST_TEXT,
            help=lazy("Why it was accepted, or declined: they stand in extracts of the register."),
        ),
        Field(
            "value",
            lazy("Value as a whole"),
            FieldKind.MONEY,
            group=VALUE,
            help=lazy("In another currency: with the rate of the day on which it was received."),
        ),
        Field("value_method", lazy("Found by"), FieldKind.CHOICE, choices=VALUE_METHODS, group=VALUE),
        Field("appraiser", lazy("Valued by"), limit=rules.LONGEST_LINE, group=VALUE),
        Field("valued_on", lazy("Valued on"), FieldKind.DATE, group=VALUE),
        Field("regime", lazy("Regime"), limit=60, group=VALUE, help=lazy("Whose thresholds count; empty: those of the house.")),
        Field("declared_on", lazy("Declared on"), FieldKind.DATE, group=VALUE, help=lazy("By the recipient, to the cell.")),
        Field("place", lazy("Place"), limit=rules.LONGEST_LINE, group=WHERE),
        Field("custodian_id", lazy("Kept by"), FieldKind.RECORD, record=PERSON, group=WHERE),
        Field("custodian_said", lazy("Keeper in words"), limit=rules.LONGEST_LINE, group=WHERE),
        Field("thanks_needed", lazy("A thank-you letter is sent"), FieldKind.YES_NO, group=WHERE),
        Field("thanked_on", lazy("Thank-you letter sent on"), FieldKind.DATE, group=WHERE),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT, group=WHERE, limit=rules.LONGEST_TEXT),
    ),
    rules.check_gift,
)


def gift_form(house: GiftRules, today: date) -> Form[GiftDraft]:
    """Give the form of an entry with the regimes that the office knows, in which nothing lies ahead of *today*."""
    titles = (Choice("", lazy("that of the house")), *(Choice(one.code, told(one.name)) for one in house.regimes if one.code != OWN_REGIME))
    fields = tuple(
        replace(field, kind=FieldKind.CHOICE, choices=titles, help=lazy("Whose thresholds count.")) if field.key == "regime" else field
        for field in GIFT_FORM.fields
    )

    def check(draft: GiftDraft) -> Sequence[Finding]:
        return rules.check_gift(draft, today)

    return Form(GiftDraft, fields, check)


# ------------------------------------------------------------------------------------------------ the list

_YEARS = tuple(Choice(str(year), Lazy(str(year))) for year in range(2020, 2036))
_PUBLISHED = (Choice("yes", lazy("published")), Choice("no", lazy("not published")))
_STEPS = (Choice(register_queries.WAITING, lazy("anything to be done")), *STEPS)
STEP_BADGES = {choice.code: Badge(choice.title, Tone.NEUTRAL) for choice in STEPS}

COLUMNS = (
    Column("photo", lazy("Photograph"), ColumnKind.PICTURE, width=6),
    Column("number", lazy("Number"), sort_key="number", width=11),
    Column("day", lazy("Day"), ColumnKind.DATE, sort_key="day", width=16),
    Column("direction", lazy("Direction"), ColumnKind.BADGE, badges=DIRECTION_BADGES, sort_key="direction", width=10),
    Column("description", lazy("Gift"), ColumnKind.MULTILINGUAL, sort_key="description", stretch=True, width=30),
    Column("other", lazy("From or to"), ColumnKind.MULTILINGUAL, width=24),
    Column("country", lazy("Country"), ColumnKind.COUNTRY, sort_key="country", width=14),
    Column("euro", lazy("Value (EUR)"), ColumnKind.NUMBER, sort_key="value", width=12),
    Column("threshold", lazy("Thresholds"), ColumnKind.BADGE, badges=THRESHOLD_BADGES, width=18),
    Column("outcome", lazy("Decision"), ColumnKind.BADGE, badges=DECISION_BADGES, sort_key="decision", width=18),
    Column("whereabouts", lazy("What became of it"), ColumnKind.BADGE, badges=FATE_BADGES, sort_key="fate", width=16),
    Column("next_step", lazy("To be done"), ColumnKind.BADGE, badges=STEP_BADGES, width=18),
    Column("due", lazy("By"), ColumnKind.DATE, sort_key="due", width=16),
    Column("nearness", lazy("Urgency"), ColumnKind.BADGE, badges=URGENCY_BADGES, width=8),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDING_BADGES, width=18),
)

GIFTS = Screen(
    kind=GIFT,
    command_name="gifts",
    title=lazy("Gifts"),
    icon="gift",
    permission=SEE_GIFTS,
    empty=lazy(
        "No gift matches. Note what was received, given, or offered and declined; it gets its number when it is entered in the register."
    ),
    touched_by=(GIFT_DECISION, GIFT_FATE, GIFT_PHOTO, GIFT_LOAN, PERSON, ORGANISATION, MISSION),
    register=Register(
        ids=register_queries.gift_ids,
        rows=register_queries.gift_rows,
        columns=COLUMNS,
        filters=(
            Filter("year", lazy("Year"), _YEARS),
            Filter("direction", lazy("Direction"), DIRECTIONS),
            Filter("standing", lazy("Status"), tuple(Choice(code, badge.title) for code, badge in STANDING_BADGES.items())),
            Filter("step", lazy("To be done"), _STEPS),
            Filter("fate", lazy("What became of it"), FATES),
            Filter("published", lazy("Published"), _PUBLISHED),
        ),
        form=GIFT_FORM,
        blank=GiftDraft,
        draft=register_queries.gift_draft,
        add=register_commands.NoteGift,
        edit=register_commands.EditGift,
        remove=register_commands.RemoveGift,
        detail=gift_detail_queries.gift_detail,
        add_title=lazy("Note gift"),
        edit_title=lazy("Change gift"),
        remove_title=lazy("Remove gift"),
        edit_permission=EDIT_GIFTS,
    ),
)

SCREENS = (GIFTS,)

# ------------------------------------------------------------------------------------------------ words for the history

_OUTCOME = Field("decision", lazy("Decision"), FieldKind.CHOICE, choices=DECISIONS)
_OWNERSHIP = Field("ownership", lazy("Whose it is"), FieldKind.CHOICE, choices=OWNERSHIPS)
_FATE = Field("fate", lazy("What became of it"), FieldKind.CHOICE, choices=FATES)

FIELDS = {
    **{name: field for name, field in GIFT_FORM.named(GIFT).items() if field.key != "photos"},
    f"{GIFT}.moment_id": _MOMENT,
    f"{GIFT}.item_id": _ITEM,
    f"{GIFT}.decision": _OUTCOME,
    f"{GIFT}.ownership": _OWNERSHIP,
    f"{GIFT}.fate": _FATE,
    f"{GIFT_DECISION}.decision": _OUTCOME,
    f"{GIFT_DECISION}.ownership": _OWNERSHIP,
    f"{GIFT_FATE}.fate": _FATE,
    f"{GIFT_FATE}.proceeds": Field("proceeds", lazy("Proceeds of the sale"), FieldKind.MONEY),
    f"{GIFT_FATE}.custodian_id": Field("custodian_id", lazy("Kept by"), FieldKind.RECORD, record=PERSON),
}

TITLES = {
    GIFT: lazy("Gift"),
    f"{GIFT}.number": lazy("Number"),
    f"{GIFT}.cents": lazy("Value in cents of euro"),
    f"{GIFT}.decided_on": lazy("Decided on"),
    f"{GIFT}.decided_by": lazy("Decided by"),
    f"{GIFT}.decided_person_id": lazy("Decided by"),
    f"{GIFT}.decided_account": lazy("Account"),
    f"{GIFT}.decision_reason": lazy("Reason"),
    f"{GIFT}.fate_on": lazy("Since"),
    f"{GIFT}.published_on": lazy("Published on"),
    f"{GIFT}.entered_at": lazy("Entered on"),
    f"{GIFT}.entered_by": lazy("Entered by"),
    f"{GIFT}.struck_on": lazy("Struck out on"),
    f"{GIFT}.struck_why": lazy("Struck out because"),
    GIFT_DECISION: lazy("Decision on a gift"),
    f"{GIFT_DECISION}.gift_id": lazy("Gift"),
    f"{GIFT_DECISION}.day": lazy("Day"),
    f"{GIFT_DECISION}.decided_by": lazy("Decided by"),
    f"{GIFT_DECISION}.person_id": lazy("Decided by"),
    f"{GIFT_DECISION}.account": lazy("Account"),
    f"{GIFT_DECISION}.reason": lazy("Reason"),
    f"{GIFT_DECISION}.noted_by": lazy("Noted by"),
    GIFT_FATE: lazy("What became of a gift"),
    f"{GIFT_FATE}.gift_id": lazy("Gift"),
    f"{GIFT_FATE}.day": lazy("Day"),
    f"{GIFT_FATE}.to_whom": lazy("Went to"),
    f"{GIFT_FATE}.place": lazy("Place"),
    f"{GIFT_FATE}.custodian_said": lazy("Keeper in words"),
    f"{GIFT_FATE}.remark": lazy("Remark"),
    f"{GIFT_FATE}.noted_by": lazy("Noted by"),
    GIFT_PHOTO: lazy("Photograph"),
    f"{GIFT_PHOTO}.gift_id": lazy("Gift"),
    f"{GIFT_PHOTO}.item_id": lazy("Object of the bank"),
    f"{GIFT_PHOTO}.loan_id": lazy("Loan"),
    f"{GIFT_PHOTO}.digest": lazy("File"),
    f"{GIFT_PHOTO}.caption": lazy("What it shows"),
    f"{GIFT_PHOTO}.taken_on": lazy("Taken on"),
    **{name: field.title for name, field in FIELDS.items()},
}
