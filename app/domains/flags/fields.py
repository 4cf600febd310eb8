"""How flag days and the stock of flags are entered and listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.domains.flags import days, stock
from app.domains.flags.commands import days as day_commands
from app.domains.flags.commands import stock as stock_commands
from app.domains.flags.commands.days import InstructionDraft, check_instruction_draft
from app.domains.flags.days import FlagDay, split_flags
from app.domains.flags.house import HouseDraft, check_house
from app.domains.flags.mission_flags import MissionFlagsDraft, check_mission_flags
from app.domains.flags.queries import days as day_queries
from app.domains.flags.queries import stock as stock_queries
from app.domains.flags.stock import ItemDraft, MovementDraft, ReservationDraft, ReturnDraft
from app.domains.flags.terms import (
    CONDITIONS,
    DAY_MARKS,
    DAY_ORIGINS,
    EDIT_FLAGS,
    FLAG_DAY,
    FLAG_DAY_CHECK,
    FLAG_ITEM,
    FLAG_MOVEMENT,
    HOUSE,
    INSTRUCTION,
    LEVELS,
    MAKES,
    MARK_BADGES,
    MISSION_FLAGS,
    RESERVATION,
    RESERVATION_STATES,
    SEE_FLAGS,
    DayLevel,
    DayMark,
)
from app.domains.flags.vocabulary import ALPHABETS, ORDERS, SUPPORTS, Order, Support
from app.domains.missions.vocabulary import MISSION
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.queries import query
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader


def _plain(value: object, fields: type[Any], **written: object) -> dict[str, Any]:
    return {name: getattr(value, name) for name in fields.__dataclass_fields__} | written


_ONE_LINE = lazy("Codes separated by commas: BE, EU, BE-BRU.")


# ------------------------------------------------------------------------------------------------ flag days


@dataclass(frozen=True, slots=True)
class FlagDayForm:
    """A flag day as its form holds it: flags are written on one line."""

    code: str = ""
    occasion: Multilingual = Multilingual()
    day: str = ""
    days: int | None = 1
    level: DayLevel = DayLevel.OFFICE
    flags: str = "BE, EU, BE-BRU"
    also: str = ""
    half_mast: bool = False
    here: bool = True
    in_use: bool = True
    since: int | None = None
    until: int | None = None
    mark: DayMark = DayMark.PROPOSAL
    source: str = ""
    verify: bool = False
    note: Multilingual = Multilingual()

    @classmethod
    def of(cls, day: FlagDay) -> FlagDayForm:
        """Take over a flag day."""
        return cls(**_plain(day, FlagDay, flags=", ".join(day.flags), also=", ".join(day.also)))

    def read(self) -> FlagDay:
        """Give the flag day that was written."""
        return FlagDay(**_plain(self, FlagDay, days=self.days or 0, flags=split_flags(self.flags), also=split_flags(self.also)))


def check_day_form(form: FlagDayForm) -> list[Finding]:
    """The same as for the flag day itself."""
    return days.check_day(form.read())


DAY_FORM = Form(
    FlagDayForm,
    (
        Field("occasion", lazy("Occasion"), FieldKind.MULTILINGUAL, required=True, limit=200),
        Field(
            "code", lazy("Code"), required=True, limit=60, help=lazy("Small letters, figures and hyphens; it cannot be changed afterwards.")
        ),
        Field(
            "day",
            lazy("Day"),
            limit=20,
            help=lazy(
                "07-21 for 21 July, 09-sun-3 for the third Sunday of September, easter+39; empty when an instruction gives the date."
            ),
        ),
        Field("days", lazy("How many days"), FieldKind.NUMBER),
        Field("level", lazy("Who asks for it"), FieldKind.CHOICE, choices=LEVELS),
        Field("flags", lazy("Flags"), limit=500, help=_ONE_LINE),
        Field("also", lazy("May fly too"), limit=500, help=_ONE_LINE),
        Field("half_mast", lazy("Half-mast"), FieldKind.YES_NO),
        Field("here", lazy("On our own buildings"), FieldKind.YES_NO, help=lazy("Without it the day is told, and no flag flies.")),
        Field("in_use", lazy("In use"), FieldKind.YES_NO),
        Field("since", lazy("First year"), FieldKind.NUMBER),
        Field("until", lazy("Last year"), FieldKind.NUMBER),
        Field("verify", lazy("Compare with its source each year"), FieldKind.YES_NO),
        Field("mark", lazy("How sure"), FieldKind.CHOICE, choices=DAY_MARKS),
        Field("source", lazy("Source"), limit=500),
        Field("note", lazy("Remark"), FieldKind.MULTILINGUAL_LONG),
    ),
    check_day_form,
)


@query(SEE_FLAGS)
def flag_day_form(reader: Reader, code: str) -> FlagDayForm:
    """Read a flag day for editing."""
    return FlagDayForm.of(day_queries.flag_day.of(reader, code).day)


def add_day(form: FlagDayForm) -> day_commands.AddFlagDay:
    """Enter a flag day of the office's own."""
    return day_commands.AddFlagDay(form.read())


def edit_day(code: str, before: FlagDayForm, after: FlagDayForm) -> day_commands.EditFlagDay:
    """Change a flag day."""
    return day_commands.EditFlagDay(code, before.read(), after.read())


IN_USE = (Choice("yes", lazy("in use")), Choice("no", lazy("not in use")))

FLAG_DAYS = Screen(
    kind=FLAG_DAY,
    command_name="flag-days",
    title=lazy("Flags"),
    icon="flag",
    permission=SEE_FLAGS,
    empty=lazy("No flag day matches."),
    touched_by=(INSTRUCTION, FLAG_DAY_CHECK),
    register=Register(
        ids=day_queries.flag_day_ids,
        rows=day_queries.flag_days,
        columns=(
            Column("next", lazy("Comes next on"), ColumnKind.DATE, width=20),
            Column("occasion", lazy("Occasion"), ColumnKind.MULTILINGUAL, sort_key="occasion", stretch=True, width=32),
            Column("shown_flags", lazy("Flags"), width=18),
            Column("mark", lazy("How sure"), ColumnKind.BADGE, badges=MARK_BADGES, width=13),
            Column(
                "level",
                lazy("Who asks for it"),
                ColumnKind.BADGE,
                badges={c.code: Badge(c.title) for c in LEVELS},
                sort_key="level",
                width=24,
            ),
            Column("origin", lazy("Origin"), ColumnKind.BADGE, badges=DAY_ORIGINS, width=22),
        ),
        filters=(Filter("level", lazy("Who asks for it"), LEVELS), Filter("in_use", lazy("In use"), IN_USE)),
        form=DAY_FORM,
        blank=FlagDayForm,
        draft=flag_day_form,
        add=add_day,
        edit=edit_day,
        remove=day_commands.RemoveFlagDay,
        detail=day_queries.flag_day_detail,
        add_title=lazy("Add flag day"),
        edit_title=lazy("Change flag day"),
        remove_title=lazy("Remove flag day"),
        edit_permission=EDIT_FLAGS,
    ),
)

# ------------------------------------------------------------------------------------------------ instructions and habits


@dataclass(frozen=True, slots=True)
class InstructionForm:
    """An instruction as its form holds it: flags are written on one line."""

    starts: date | None = None
    ends: date | None = None
    occasion: Multilingual = Multilingual()
    flags: str = "BE, EU, BE-BRU"
    half_mast: bool = False
    reason: str = ""
    source: str = ""
    of_day: str = ""

    @classmethod
    def of(cls, line: InstructionDraft | day_queries.InstructionLine) -> InstructionForm:
        """Take over an instruction."""
        return cls(**_plain(line, InstructionDraft, flags=", ".join(line.flags)))

    def read(self) -> InstructionDraft:
        """Give the instruction that was written."""
        return InstructionDraft(**_plain(self, InstructionDraft, flags=split_flags(self.flags)))


def check_instruction_form(form: InstructionForm) -> list[Finding]:
    """The same as for the instruction itself."""
    return check_instruction_draft(form.read())


INSTRUCTION_FORM = Form(
    InstructionForm,
    (
        Field("occasion", lazy("Occasion"), FieldKind.MULTILINGUAL, required=True, limit=200),
        Field("starts", lazy("First day"), FieldKind.DATE, required=True),
        Field("ends", lazy("Last day"), FieldKind.DATE, help=lazy("Empty for one day.")),
        Field("half_mast", lazy("Half-mast"), FieldKind.YES_NO),
        Field("flags", lazy("Flags"), limit=500, help=_ONE_LINE),
        Field("reason", lazy("Reason"), limit=500),
        Field("source", lazy("Who gave the order"), limit=500),
        Field(
            "of_day", lazy("Date of the flag day"), limit=60, help=lazy("The code of a flag day without a fixed date: european-elections.")
        ),
    ),
    check_instruction_form,
)


@dataclass(frozen=True, slots=True)
class HouseForm:
    """The habits of the house as their form holds them."""

    flag_order: Order = Order.BRUSSELS_A
    home: str = "BE, BE-BRU, EU"
    hoisted_at: time | None = None
    lowered_at: time | None = None

    @classmethod
    def of(cls, draft: HouseDraft) -> HouseForm:
        """Take over the habits."""
        return cls(draft.flag_order, ", ".join(draft.home), draft.hoisted_at, draft.lowered_at)

    def read(self) -> HouseDraft:
        """Give the habits that were written."""
        return HouseDraft(self.flag_order, split_flags(self.home), self.hoisted_at, self.lowered_at)


def check_house_form(form: HouseForm) -> list[Finding]:
    """The same as for the habits themselves."""
    return check_house(form.read())


HOUSE_FORM = Form(
    HouseForm,
    (
        Field("flag_order", lazy("Order of the flags"), FieldKind.CHOICE, choices=ORDERS),
        Field("home", lazy("Flags of the house"), limit=500, help=lazy("They stand with every visit: BE, BE-BRU, EU.")),
        Field("hoisted_at", lazy("Hoisted at"), FieldKind.TIME),
        Field("lowered_at", lazy("Lowered at"), FieldKind.TIME),
    ),
    check_house_form,
)

# ------------------------------------------------------------------------------------------------ stock

_LOAN = lazy("Borrowed")

ITEM_FORM = Form(
    ItemDraft,
    (
        Field(
            "code",
            lazy("Flag"),
            required=True,
            limit=80,
            help=lazy("A code: FR, EU, BE-BRU; without one a kind and a name: commune:Ixelles."),
        ),
        Field("make", lazy("Made as"), FieldKind.CHOICE, choices=MAKES),
        Field("size", lazy("Size"), limit=40, help=lazy("In centimetres: 100x150, 150x225, 10x15, 15x22.")),
        Field("number", lazy("Number in good condition"), FieldKind.NUMBER, required=True),
        Field("owner", lazy("Owner"), limit=200, help=lazy("Empty for the office itself.")),
        Field("location", lazy("Kept at"), limit=200),
        Field("design_checked", lazy("Design compared on"), FieldKind.DATE, help=lazy("With the official flag of today: designs change.")),
        Field("borrowed_from", lazy("Borrowed from"), group=_LOAN, limit=200),
        Field("since", lazy("Here from"), FieldKind.DATE, group=_LOAN),
        Field("until", lazy("Back on"), FieldKind.DATE, group=_LOAN),
        Field("notes", lazy("Notes"), FieldKind.LONG_TEXT),
    ),
    stock.check_item,
)

MOVEMENT_FORM = Form(
    MovementDraft,
    (
        Field("day", lazy("Day"), FieldKind.DATE, required=True),
        Field("number", lazy("Number"), FieldKind.NUMBER, required=True),
        Field(
            "condition_before", lazy("They were"), FieldKind.CHOICE, choices=CONDITIONS, help=lazy("Not here: they come into the stock.")
        ),
        Field("condition_after", lazy("They are now"), FieldKind.CHOICE, choices=CONDITIONS, help=lazy("Not here: they leave the stock.")),
        Field("remark", lazy("Remark"), limit=500),
    ),
    stock.check_movement,
)

RESERVATION_FORM = Form(
    ReservationDraft,
    (
        Field("item_id", lazy("Flags"), FieldKind.RECORD, record=FLAG_ITEM, required=True),
        Field("number", lazy("Number"), FieldKind.NUMBER, required=True),
        Field("starts", lazy("First day"), FieldKind.DATE, required=True),
        Field("ends", lazy("Last day"), FieldKind.DATE, required=True),
        Field("mission_id", lazy("Mission"), FieldKind.RECORD, record=MISSION),
        Field("purpose", lazy("Purpose"), limit=300, help=lazy("When it is for no mission.")),
        Field("lent_to", lazy("Lent to"), limit=200, help=lazy("A body outside the office that borrows them.")),
    ),
    stock.check_reservation,
)


def return_form(number: int) -> Form[ReturnDraft]:
    """Make the form for bringing back so many flags."""
    return Form(
        ReturnDraft,
        (
            Field("day", lazy("Day"), FieldKind.DATE, required=True),
            Field("worn", lazy("Worn"), FieldKind.NUMBER),
            Field("damaged", lazy("Damaged"), FieldKind.NUMBER),
            Field("lost", lazy("Lost"), FieldKind.NUMBER),
            Field("damage", lazy("What happened to them"), FieldKind.LONG_TEXT),
        ),
        lambda draft: stock.check_return(draft, number),
    )


HELD = (Choice("own", lazy("our own")), Choice("borrowed", lazy("borrowed")))

STOCK = Screen(
    kind=FLAG_ITEM,
    command_name="flag-stock",
    title=lazy("Flag stock"),
    icon="flag",
    permission=SEE_FLAGS,
    empty=lazy("No flag has been entered yet. Add the first one."),
    touched_by=(RESERVATION, FLAG_MOVEMENT, HOUSE),
    within=FLAG_DAY,
    register=Register(
        ids=stock_queries.stock_ids,
        rows=stock_queries.stock,
        columns=(
            Column("name", lazy("Flag"), ColumnKind.MULTILINGUAL, stretch=True, width=30),
            Column("make", lazy("Made as"), ColumnKind.BADGE, badges={c.code: Badge(c.title) for c in MAKES}, sort_key="make", width=20),
            Column("size", lazy("Size"), sort_key="size", width=10),
            Column("good", lazy("Good"), ColumnKind.NUMBER, width=7),
            Column("free", lazy("Free today"), ColumnKind.NUMBER, width=10),
            Column("damaged", lazy("Damaged"), ColumnKind.NUMBER, width=9),
            Column("location", lazy("Kept at"), sort_key="location", width=20),
            Column("borrowed_from", lazy("Borrowed from"), width=20),
        ),
        filters=(Filter("make", lazy("Made as"), MAKES), Filter("held", lazy("Owner"), HELD)),
        form=ITEM_FORM,
        blank=ItemDraft,
        draft=stock_queries.item_draft,
        add=stock_commands.AddFlagItem,
        edit=stock_commands.EditFlagItem,
        remove=stock_commands.RemoveFlagItem,
        detail=stock_queries.item_detail,
        add_title=lazy("Add flags to the stock"),
        edit_title=lazy("Change flags of the stock"),
        remove_title=lazy("Remove flags from the stock"),
        edit_permission=EDIT_FLAGS,
    ),
)

# ------------------------------------------------------------------------------------------------ flags of a mission


@dataclass(frozen=True, slots=True)
class MissionFlagsForm:
    """A row of flags of a mission as its form holds it: flags are written on one line."""

    place: str = ""
    support: Support = Support.STANDS
    places: int | None = None
    flag_order: Order = Order.BRUSSELS_A
    alphabet: str = ""
    guest_left: bool = True
    half_mast: bool = False
    straight: bool = False
    size: str = ""
    added: str = ""
    left_out: str = ""
    hoisted_at: time | None = None
    lowered_at: time | None = None
    responsible: str = ""
    remark: str = ""

    @classmethod
    def of(cls, draft: MissionFlagsDraft) -> MissionFlagsForm:
        """Take over a row."""
        return cls(**_plain(draft, MissionFlagsDraft, added=", ".join(draft.added), left_out=", ".join(draft.left_out)))

    def read(self) -> MissionFlagsDraft:
        """Give the row that was written."""
        return MissionFlagsDraft(**_plain(self, MissionFlagsDraft, added=split_flags(self.added), left_out=split_flags(self.left_out)))


def check_mission_flags_form(form: MissionFlagsForm) -> list[Finding]:
    """The same as for the row itself."""
    return check_mission_flags(form.read())


_WHEN = lazy("Setting up")
_ORDER = lazy("Order")

MISSION_FLAGS_FORM = Form(
    MissionFlagsForm,
    (
        Field("place", lazy("Place"), limit=200),
        Field("support", lazy("Flags on"), FieldKind.CHOICE, choices=SUPPORTS),
        Field("places", lazy("Number of places"), FieldKind.NUMBER, help=lazy("Empty: as many as there are flags.")),
        Field("size", lazy("Size"), limit=40, help=lazy("Empty when any will do.")),
        Field("flag_order", lazy("Order of the flags"), FieldKind.CHOICE, choices=ORDERS, group=_ORDER),
        Field(
            "alphabet",
            lazy("Alphabet of the States"),
            FieldKind.CHOICE,
            choices=(Choice("", lazy("that of the order")), *ALPHABETS),
            group=_ORDER,
        ),
        Field("guest_left", lazy("Of two flags, the guest's has the place of honour"), FieldKind.YES_NO, group=_ORDER),
        Field("straight", lazy("In one line from the spectator's left"), FieldKind.YES_NO, group=_ORDER),
        Field("half_mast", lazy("Half-mast"), FieldKind.YES_NO, group=_ORDER),
        Field("added", lazy("Added by hand"), limit=500, help=_ONE_LINE),
        Field("left_out", lazy("Left out by hand"), limit=500, help=_ONE_LINE),
        Field("hoisted_at", lazy("Hoisted at"), FieldKind.TIME, group=_WHEN),
        Field("lowered_at", lazy("Lowered at"), FieldKind.TIME, group=_WHEN),
        Field("responsible", lazy("Set up by"), limit=200, group=_WHEN),
        Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
    ),
    check_mission_flags_form,
)

# ------------------------------------------------------------------------------------------------ words for the history

FIELDS = {
    **{name: field for name, field in INSTRUCTION_FORM.named(INSTRUCTION).items() if field.key != "flags"},
    **{name: field for name, field in HOUSE_FORM.named(HOUSE).items() if field.key != "home"},
    **{name: field for name, field in ITEM_FORM.named(FLAG_ITEM).items() if field.key != "number"},
    **MOVEMENT_FORM.named(FLAG_MOVEMENT),
    **RESERVATION_FORM.named(RESERVATION),
    f"{RESERVATION}.state": Field("state", lazy("Status"), FieldKind.CHOICE, choices=RESERVATION_STATES),
    **{name: field for name, field in MISSION_FLAGS_FORM.named(MISSION_FLAGS).items() if field.key not in ("added", "left_out")},
}

TITLES = {
    FLAG_DAY: lazy("Flag day"),
    f"{FLAG_DAY}.content": lazy("Flag day"),
    FLAG_DAY_CHECK: lazy("Comparison of a flag day"),
    f"{FLAG_DAY_CHECK}.day_code": lazy("Flag day"),
    f"{FLAG_DAY_CHECK}.year": lazy("Year"),
    f"{FLAG_DAY_CHECK}.checked_on": lazy("Compared on"),
    f"{FLAG_DAY_CHECK}.checked_by": lazy("Compared by"),
    f"{FLAG_DAY_CHECK}.remark": lazy("Remark"),
    INSTRUCTION: lazy("Flag instruction"),
    f"{INSTRUCTION}.flags": lazy("Flags"),
    f"{INSTRUCTION}.withdrawn": lazy("Withdrawn"),
    HOUSE: lazy("Habits of the house for flags"),
    f"{HOUSE}.home": lazy("Flags of the house"),
    f"{HOUSE}.unrecognised": lazy("What Belgium does not recognise"),
    FLAG_ITEM: lazy("Flags of the stock"),
    FLAG_MOVEMENT: lazy("Movement of flags"),
    f"{FLAG_MOVEMENT}.item_id": lazy("Flags"),
    f"{FLAG_MOVEMENT}.noted_by": lazy("Noted by"),
    f"{FLAG_MOVEMENT}.noted_at": lazy("Noted on"),
    RESERVATION: lazy("Reservation of flags"),
    f"{RESERVATION}.out_on": lazy("Taken out on"),
    f"{RESERVATION}.returned_on": lazy("Brought back on"),
    f"{RESERVATION}.worn": lazy("Worn"),
    f"{RESERVATION}.damaged": lazy("Damaged"),
    f"{RESERVATION}.lost": lazy("Lost"),
    f"{RESERVATION}.damage": lazy("What happened to them"),
    f"{RESERVATION}.reserved_by": lazy("Reserved by"),
    MISSION_FLAGS: lazy("Flags of a mission"),
    f"{MISSION_FLAGS}.mission_id": lazy("Mission"),
    f"{MISSION_FLAGS}.added": lazy("Added by hand"),
    f"{MISSION_FLAGS}.left_out": lazy("Left out by hand"),
    **{name: field.title for name, field in FIELDS.items()},
}
