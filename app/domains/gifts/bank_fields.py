"""How the objects of the gift bank, what moves them and its stock-takings are entered and listed."""

from __future__ import annotations

from app.domains.gifts import bank_commands, bank_queries, counting_rules, stock_rules
from app.domains.gifts import vocabulary as words
from app.domains.gifts.drafts import CountDraft, ItemDraft, LoanDraft, MovementDraft, ReservationDraft
from app.domains.gifts.vocabulary import (
    CABIN_BAGS,
    CATEGORIES,
    EDIT_GIFTS,
    GIFT,
    GIFT_COUNT,
    GIFT_COUNT_LINE,
    GIFT_ITEM,
    GIFT_LOAN,
    GIFT_MOVEMENT,
    GIFT_PHOTO,
    GIFT_RESERVATION,
    LEVELS,
    MOVEMENT_KINDS,
    RESERVATION_STATES,
    SEE_GIFTS,
    TAGS,
    TRAITS,
    CountState,
)
from app.domains.missions.vocabulary import ITEM, MISSION
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import lazy

_WHAT = lazy("The object")
_STORY = lazy("Its story")
_BANK = lazy("In the bank")
_TRAVEL = lazy("On the way")
_SPEAKS = lazy("What to look at")

ITEM_FORM = Form(
    ItemDraft,
    (
        Field("name", lazy("Name"), FieldKind.MULTILINGUAL, required=True, limit=200, group=_WHAT),
        Field("code", lazy("Inventory number"), limit=20, group=_WHAT, help=lazy("Empty for the next one: B-001, B-002.")),
        Field("maker", lazy("Maker"), limit=200, group=_WHAT),
        Field("supplier", lazy("Supplier"), limit=200, group=_WHAT),
        Field("category", lazy("Category"), FieldKind.CHOICE, choices=CATEGORIES, group=_WHAT),
        Field("level", lazy("For whom"), FieldKind.CHOICE, choices=LEVELS, group=_WHAT, help=lazy("It never stands on a card.")),
        Field("photos", lazy("Photographs"), FieldKind.PICTURES, group=_WHAT),
        Field(
            "story",
            lazy("Story"),
            FieldKind.MULTILINGUAL_LONG,
            limit=4000,
            group=_STORY,
            help=lazy("For the card: who made it, of what, and why it is of Brussels."),
        ),
        Field("unit_cost", lazy("Cost of a piece, VAT included"), FieldKind.MONEY, group=_BANK),
        Field("minimum", lazy("Minimum"), FieldKind.NUMBER, group=_BANK, help=lazy("Below it the office is told to buy.")),
        Field(
            "shelf_days",
            lazy("Keeps for so many days"),
            FieldKind.NUMBER,
            group=_BANK,
            help=lazy("From its purchase; empty when it keeps for ever."),
        ),
        Field("place", lazy("Place"), limit=200, group=_BANK),
        Field("retired_on", lazy("No longer offered since"), FieldKind.DATE, group=_BANK),
        Field("weight", lazy("Weight in grams"), FieldKind.NUMBER, group=_TRAVEL),
        Field("size", lazy("Size"), limit=100, group=_TRAVEL),
        Field("cabin", lazy("Cabin bag"), FieldKind.CHOICE, choices=CABIN_BAGS, group=_TRAVEL),
        Field("cabin_note", lazy("Remark for the cabin"), limit=500, group=_TRAVEL),
        Field("customs_note", lazy("Remark for customs"), limit=500, group=_TRAVEL),
        Field("customs_code", lazy("Customs code"), limit=14, group=_TRAVEL, help=lazy("Of the combined nomenclature: 4 to 10 figures.")),
        Field("origin", lazy("Country of origin"), FieldKind.COUNTRY, group=_TRAVEL),
        Field("traits", lazy("Made of, or showing"), FieldKind.CHOICES, choices=TRAITS, group=_SPEAKS),
        Field("tags", lazy("Speaks for it"), FieldKind.CHOICES, choices=TAGS, group=_SPEAKS),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT, group=_SPEAKS),
    ),
    stock_rules.check_item,
)

MOVEMENT_FORM = Form(
    MovementDraft,
    (
        Field("movement", lazy("Movement"), FieldKind.CHOICE, choices=MOVEMENT_KINDS[:1] + MOVEMENT_KINDS[3:4]),
        Field("number", lazy("Pieces"), FieldKind.NUMBER, required=True),
        Field("day", lazy("Day"), FieldKind.DATE, required=True),
        Field("unit_cost", lazy("Cost of a piece, VAT included"), FieldKind.MONEY),
        Field("supplier", lazy("Supplier"), limit=200),
        Field("best_before", lazy("Best before"), FieldKind.DATE),
        Field("remark", lazy("Remark"), limit=500),
    ),
    stock_rules.check_movement,
)

_WHO, _WHEN, _CARD = lazy("Who gets it"), lazy("When, and carried by whom"), lazy("The card")

RESERVATION_FORM = Form(
    ReservationDraft,
    (
        Field("item_id", lazy("Gift"), FieldKind.RECORD, record=GIFT_ITEM, required=True, group=_WHO),
        Field("number", lazy("Pieces"), FieldKind.NUMBER, required=True, group=_WHO),
        Field("person_id", lazy("Person"), FieldKind.RECORD, record=PERSON, group=_WHO),
        Field("organisation_id", lazy("Organisation"), FieldKind.RECORD, record=ORGANISATION, group=_WHO),
        Field("recipient_said", lazy("Or in words"), limit=200, group=_WHO, help=lazy("When neither stands in the files.")),
        Field("mission_id", lazy("Mission"), FieldKind.RECORD, record=MISSION, group=_WHEN),
        Field("occasion", lazy("Occasion"), limit=300, group=_WHEN, help=lazy("When it is for no mission.")),
        Field("moment_id", lazy("Line of the programme"), FieldKind.RECORD, record=ITEM, group=_WHEN),
        Field("day", lazy("Day"), FieldKind.DATE, group=_WHEN, help=lazy("When it is handed over outside the programme.")),
        Field("carrier_id", lazy("Carried by"), FieldKind.RECORD, record=PERSON, group=_WHEN),
        Field("giver_id", lazy("Handed over by"), FieldKind.RECORD, record=PERSON, group=_WHEN),
        Field("card_language", lazy("Language of the card"), FieldKind.LANGUAGE, group=_CARD),
        Field("card_text", lazy("Text of the card"), FieldKind.LONG_TEXT, limit=1000, group=_CARD),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT, group=_CARD),
    ),
    stock_rules.check_reservation,
)

LOAN_FORM = Form(
    LoanDraft,
    (
        Field("gift_id", lazy("Object of the register"), FieldKind.RECORD, record=GIFT),
        Field("item_id", lazy("Object of the bank"), FieldKind.RECORD, record=GIFT_ITEM),
        Field("number", lazy("Pieces"), FieldKind.NUMBER, required=True),
        Field("person_id", lazy("Person"), FieldKind.RECORD, record=PERSON),
        Field("organisation_id", lazy("Organisation"), FieldKind.RECORD, record=ORGANISATION),
        Field("borrower_said", lazy("Or in words"), limit=200, help=lazy("When neither stands in the files.")),
        Field("purpose", lazy("What for"), limit=300),
        Field("place", lazy("Where it will be"), limit=200),
        Field("since", lazy("Lent on"), FieldKind.DATE, required=True),
        Field("due_back_on", lazy("Due back on"), FieldKind.DATE),
        Field("insured", lazy("Insured for"), FieldKind.MONEY),
        Field("condition_before", lazy("Condition when it leaves"), FieldKind.LONG_TEXT),
        Field("photos", lazy("Photographs"), FieldKind.PICTURES),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    stock_rules.check_loan,
)

COUNT_FORM = Form(
    CountDraft,
    (
        Field("day", lazy("Day"), FieldKind.DATE, required=True),
        Field("place", lazy("Place"), limit=200, help=lazy("Empty when everything is counted, wherever it is kept.")),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    counting_rules.check_count,
)

ITEM_STATES = (
    Choice("offered", lazy("offered")),
    Choice("free", lazy("some are free")),
    Choice("short", lazy("fewer than the minimum")),
    Choice("expired", lazy("past their best-before day")),
    Choice("retired", lazy("no longer offered")),
)

BANK = Screen(
    kind=GIFT_ITEM,
    command_name="gift-bank",
    title=lazy("Gift bank"),
    icon="gift",
    permission=SEE_GIFTS,
    empty=lazy("The bank holds what can be given: no object has been entered yet. Add the first one, then buy pieces of it."),
    touched_by=(GIFT_MOVEMENT, GIFT_RESERVATION, GIFT_PHOTO),
    within=GIFT,
    register=Register(
        ids=bank_queries.item_ids,
        rows=bank_queries.item_rows,
        columns=(
            Column("code", lazy("Number"), sort_key="code", width=9),
            Column("name", lazy("Object"), ColumnKind.MULTILINGUAL, sort_key="name", stretch=True, width=30),
            Column("maker", lazy("Maker"), sort_key="maker", width=18),
            Column(
                "level", lazy("Level"), ColumnKind.BADGE, badges={choice.code: Badge(choice.title) for choice in LEVELS}, sort_key="level"
            ),
            Column("stock", lazy("Here"), ColumnKind.NUMBER, sort_key="stock", width=7),
            Column("reserved", lazy("Reserved"), ColumnKind.NUMBER, width=9),
            Column("free", lazy("Free"), ColumnKind.NUMBER, sort_key="free", width=7),
            Column("minimum", lazy("Minimum"), ColumnKind.NUMBER, width=8),
            Column("next_expiry", lazy("Best before"), ColumnKind.DATE, width=14),
            Column("place", lazy("Place"), sort_key="place", width=16),
        ),
        filters=(
            Filter("state", lazy("Stock"), ITEM_STATES),
            Filter("level", lazy("Level"), LEVELS),
            Filter("category", lazy("Category"), CATEGORIES),
            Filter("tag", lazy("Speaks for it"), TAGS),
        ),
        form=ITEM_FORM,
        blank=ItemDraft,
        draft=bank_queries.item_draft,
        add=bank_commands.AddGiftItem,
        edit=bank_commands.EditGiftItem,
        remove=bank_commands.RemoveGiftItem,
        detail=bank_queries.item_detail,
        add_title=lazy("Add an object"),
        edit_title=lazy("Change the object"),
        remove_title=lazy("Remove the object"),
        edit_permission=EDIT_GIFTS,
    ),
)

# ------------------------------------------------------------------------------------------------ words for the history

COUNT_STATES = tuple(Choice(state, words.COUNT_BADGES[state].title) for state in CountState)

FIELDS = {
    **{name: field for name, field in ITEM_FORM.named(GIFT_ITEM).items() if field.key != "photos"},
    **{name: field for name, field in MOVEMENT_FORM.named(GIFT_MOVEMENT).items() if field.key != "movement"},
    f"{GIFT_MOVEMENT}.movement": Field("movement", lazy("Movement"), FieldKind.CHOICE, choices=MOVEMENT_KINDS),
    **RESERVATION_FORM.named(GIFT_RESERVATION),
    f"{GIFT_RESERVATION}.state": Field("state", lazy("Status"), FieldKind.CHOICE, choices=RESERVATION_STATES),
    **{name: field for name, field in LOAN_FORM.named(GIFT_LOAN).items() if field.key != "photos"},
    **COUNT_FORM.named(GIFT_COUNT),
    f"{GIFT_COUNT}.state": Field("state", lazy("Status"), FieldKind.CHOICE, choices=COUNT_STATES),
}

TITLES = {
    GIFT_ITEM: lazy("Object of the gift bank"),
    GIFT_MOVEMENT: lazy("Movement of the gift bank"),
    f"{GIFT_MOVEMENT}.item_id": lazy("Object"),
    f"{GIFT_MOVEMENT}.mission_id": lazy("Mission"),
    f"{GIFT_MOVEMENT}.reservation_id": lazy("Reservation of a gift"),
    f"{GIFT_MOVEMENT}.loan_id": lazy("Loan"),
    f"{GIFT_MOVEMENT}.count_id": lazy("Stock-taking"),
    f"{GIFT_MOVEMENT}.noted_by": lazy("Noted by"),
    f"{GIFT_MOVEMENT}.noted_at": lazy("Noted on"),
    GIFT_RESERVATION: lazy("Reservation of a gift"),
    f"{GIFT_RESERVATION}.answers": lazy("Answers to warnings"),
    f"{GIFT_RESERVATION}.reserved_by": lazy("Reserved by"),
    f"{GIFT_RESERVATION}.reserved_on": lazy("Reserved on"),
    f"{GIFT_RESERVATION}.issued_on": lazy("Issued on"),
    f"{GIFT_RESERVATION}.returned_on": lazy("Brought back on"),
    f"{GIFT_RESERVATION}.released_why": lazy("Why it was released"),
    f"{GIFT_RESERVATION}.gift_id": lazy("Entry of the register"),
    GIFT_LOAN: lazy("Loan"),
    f"{GIFT_LOAN}.back_on": lazy("Back on"),
    f"{GIFT_LOAN}.condition_after": lazy("Condition when it comes back"),
    GIFT_COUNT: lazy("Stock-taking"),
    f"{GIFT_COUNT}.number": lazy("Number"),
    f"{GIFT_COUNT}.begun_by": lazy("Begun by"),
    f"{GIFT_COUNT}.closed_on": lazy("Closed on"),
    f"{GIFT_COUNT}.closed_by": lazy("Closed by"),
    GIFT_COUNT_LINE: lazy("Line of a stock-taking"),
    f"{GIFT_COUNT_LINE}.count_id": lazy("Stock-taking"),
    f"{GIFT_COUNT_LINE}.item_id": lazy("Object of the bank"),
    f"{GIFT_COUNT_LINE}.gift_id": lazy("Object of the register"),
    f"{GIFT_COUNT_LINE}.place": lazy("Found in"),
    f"{GIFT_COUNT_LINE}.place_before": lazy("Where it belonged"),
    f"{GIFT_COUNT_LINE}.found": lazy("Found"),
    f"{GIFT_COUNT_LINE}.expected": lazy("Expected"),
    f"{GIFT_COUNT_LINE}.remark": lazy("Remark"),
    f"{GIFT_COUNT_LINE}.noted_by": lazy("Noted by"),
    f"{GIFT_COUNT_LINE}.noted_at": lazy("Noted on"),
    **{name: field.title for name, field in FIELDS.items()},
}
