"""What the office does with flag days: its own versions of the table, instructions for given dates, the yearly comparison, the habits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.domains.flags import days, house
from app.domains.flags.days import FlagDay, Instruction
from app.domains.flags.entities import RecognitionList
from app.domains.flags.house import THE_ROW, HouseDraft
from app.domains.flags.queries.days import flag_day, flag_days_in_office, instruction_of, shipped_day
from app.domains.flags.records import FlagDayCheck, FlagDayRow, FlagHouse, FlagInstruction
from app.domains.flags.terms import EDIT_FLAGS, FLAG_DAY, HOUSE, INSTRUCTION, DayOrigin
from app.kernel.commands import Command, handles
from app.kernel.drafts import tidied
from app.kernel.errors import Changed, Finding, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.names import clean
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Work


def tidy_flags(flags: tuple[str, ...], work: Work) -> tuple[str, ...]:
    """Write flags by their codes ("bru" is BE-BRU), without empty ones."""
    rules = house.flag_rules.of(work)
    return tuple(code for flag in flags if (code := rules.code_of(flag)))


def known_flags(flags: tuple[str, ...], work: Work, path: str) -> tuple[str, ...]:
    """Write flags by their codes; refuse at *path* a code that nothing knows."""
    rules, codes = house.flag_rules.of(work), tidy_flags(flags, work)
    for code in codes:
        if not rules.entity(code).known:
            message = lazy(
                "“{code}” is no code of a flag. Write an ISO 3166 code, EU, UN, NATO, BE-BRU …, or a kind and a name: commune:Ixelles.",
                code=code,
            )
            raise Refused(Finding(path, message, rule="unknown-code", value=code))
    return codes


# ------------------------------------------------------------------------------------------------ the table


@dataclass(frozen=True, slots=True)
class AddFlagDay(Command[str]):
    """Enter a flag day of the office's own; its code is new."""

    permission = EDIT_FLAGS
    label = lazy("Add flag day")

    day: FlagDay


@handles(AddFlagDay)
def add_flag_day(command: AddFlagDay, work: Work) -> str:
    """Store the day; return its code."""
    day = _accepted(command.day, work)
    if any(one.code == day.code for one in flag_days_in_office(work)):
        message = lazy("There is a flag day with the code “{code}” already.", code=day.code)
        raise Refused(Finding("code", message, rule="code-twice", value=day.code))
    work.describe(lazy("Add flag day {occasion}", occasion=day.occasion))
    _keep(work, day)
    return day.code


@dataclass(frozen=True, slots=True)
class EditFlagDay(Command[str]):
    """Change a flag day: the office keeps its own version of one that ships."""

    permission = EDIT_FLAGS
    label = lazy("Change flag day")

    code: str
    before: FlagDay
    after: FlagDay


@handles(EditFlagDay)
def edit_flag_day(command: EditFlagDay, work: Work) -> str:
    """Store the day as it is wanted; refused when somebody else has changed it since it was read."""
    there, after = flag_day.of(work, command.code).day, _accepted(command.after, work)
    if after.code != command.code:
        raise Refused(Finding("code", lazy("The code of a flag day stays: calendars know it."), rule="code-stays"))
    if there not in (command.before, after):
        changed = tuple(f for f in FlagDay.__dataclass_fields__ if getattr(there, f) != getattr(command.before, f))
        raise Changed(Ref(FLAG_DAY, command.code), changed)
    work.describe(lazy("Change flag day {occasion}", occasion=after.occasion))
    _keep(work, after)
    return after.code


def _accepted(day: FlagDay, work: Work) -> FlagDay:
    tidy = tidied(day)
    tidy = replace(tidy, day=tidy.day.lower(), flags=known_flags(day.flags, work, "flags"), also=known_flags(day.also, work, "also"))
    refuse(days.check_day(tidy))
    return tidy


def _keep(work: Work, day: FlagDay) -> None:
    # As it ships, nothing is kept of it but the count that calendars go by.
    content = None if days.as_shipped(day) else day
    row = work.find(FlagDayRow, day.code)
    if row is None:
        if content is not None:
            work.add(FlagDayRow(id=day.code, content=content, sequence=1, changed_at=work.now))
        return
    if row.content != content:
        row.content, row.sequence, row.changed_at = content, row.sequence + 1, work.now


@dataclass(frozen=True, slots=True)
class PutBackFlagDay(Command[None]):
    """Take the flag day as the program brings it."""

    permission = EDIT_FLAGS
    label = lazy("Put flag day back")

    code: str


@handles(PutBackFlagDay)
def put_back_flag_day(command: PutBackFlagDay, work: Work) -> None:
    """Forget the office's own version."""
    sheet = flag_day.of(work, command.code)
    if sheet.shipped is None:
        raise Refused(Finding("code", lazy("The program brings no such flag day: remove it instead."), rule="flag-day-own"))
    if sheet.origin is DayOrigin.SHIPPED:
        raise Refused(Finding("code", lazy("This flag day is as the program brings it."), rule="flag-day-shipped"))
    work.describe(lazy("Put flag day {occasion} back", occasion=sheet.day.occasion))
    _keep(work, sheet.shipped)


@dataclass(frozen=True, slots=True)
class RemoveFlagDay(Command[None]):
    """Remove a flag day of the office's own."""

    permission = EDIT_FLAGS
    label = lazy("Remove flag day")

    code: str


@handles(RemoveFlagDay)
def remove_flag_day(command: RemoveFlagDay, work: Work) -> None:
    """Remove the day with its comparisons; one that ships can be put out of use."""
    sheet = flag_day.of(work, command.code)
    if shipped_day(command.code):
        message = lazy("This flag day comes with the program: put it out of use instead.")
        raise Refused(Finding("code", message, rule="flag-day-shipped"))
    work.describe(lazy("Remove flag day {occasion}", occasion=sheet.day.occasion))
    for check in work.scalars(select(FlagDayCheck).where(FlagDayCheck.day_code == command.code)):
        work.remove(check)
    work.remove(work.get(FlagDayRow, command.code))


@dataclass(frozen=True, slots=True)
class CheckFlagDay(Command[str]):
    """Note that a flag day has been compared with its source for a year: it still stands as it is written here."""

    permission = EDIT_FLAGS
    label = lazy("Note a flag day as compared")

    code: str
    year: int
    remark: str = ""


@handles(CheckFlagDay)
def check_flag_day(command: CheckFlagDay, work: Work) -> str:
    """Store who compared it and when; once a year is enough."""
    sheet = flag_day.of(work, command.code)
    if any(one.year == command.year for one in sheet.checks):
        message = lazy("This flag day has been compared for {year} already.", year=str(command.year))
        raise Refused(Finding("year", message, rule="checked-twice", value=command.year))
    if not date.min.year <= command.year <= work.today.year + 1:
        raise Refused(Finding("year", lazy("A year to come cannot be compared yet."), rule="wrong-year", value=command.year))
    work.describe(lazy("Note {occasion} as compared for {year}", occasion=sheet.day.occasion, year=str(command.year)))
    check = FlagDayCheck(
        day_code=command.code, year=command.year, checked_on=work.today, checked_by=work.user.name, remark=clean(command.remark)
    )
    work.add(check)
    return check.id


# ------------------------------------------------------------------------------------------------ instructions


@dataclass(frozen=True, slots=True)
class InstructionDraft:
    """The fields of an instruction; `of_day` is the code of the flag day whose date it gives, empty otherwise."""

    starts: date | None = None
    ends: date | None = None
    occasion: Multilingual = Multilingual()
    flags: tuple[str, ...] = ("BE", "EU", "BE-BRU")
    half_mast: bool = False
    reason: str = ""
    source: str = ""
    of_day: str = ""


def check_instruction_draft(draft: InstructionDraft) -> list[Finding]:
    """An instruction has its first day; one without a last day is of one day. The rest is as `days.check_instruction` says."""
    if draft.starts is None:
        return [Finding("starts", lazy("Enter the day."), rule="instruction-without-day")]
    return days.check_instruction(_instruction(draft))


def _instruction(draft: InstructionDraft) -> Instruction:
    assert draft.starts is not None
    ends = draft.ends or draft.starts
    return Instruction("", draft.starts, ends, draft.occasion, draft.flags, draft.half_mast, draft.reason, draft.source, draft.of_day)


@dataclass(frozen=True, slots=True)
class GiveInstruction(Command[str]):
    """Enter an order for given dates: half-mast after a death, the day of an election, a feast that comes once."""

    permission = EDIT_FLAGS
    label = lazy("Give flag instruction")

    draft: InstructionDraft


@handles(GiveInstruction)
def give_instruction(command: GiveInstruction, work: Work) -> str:
    """Store the instruction."""
    one = _accepted_instruction(command.draft, work)
    row = FlagInstruction(sequence=0, changed_at=work.now, withdrawn=False)
    _fill(row, one)
    work.describe(lazy("Give flag instruction {occasion}", occasion=one.occasion))
    work.add(row)
    return row.id


@dataclass(frozen=True, slots=True)
class EditInstruction(Command[str]):
    """Change an instruction."""

    permission = EDIT_FLAGS
    label = lazy("Change flag instruction")

    instruction: str
    before: InstructionDraft
    after: InstructionDraft


@handles(EditInstruction)
def edit_instruction(command: EditInstruction, work: Work) -> str:
    """Write it as it is wanted; refused when somebody else has changed it since it was read."""
    row, after = work.get(FlagInstruction, command.instruction), _accepted_instruction(command.after, work)
    there = replace(instruction_of(row), id="", withdrawn=False)
    if there not in (_instruction(command.before), after):
        raise Changed(row.ref, ("occasion",))
    if there != after:
        _fill(row, after)
        row.sequence, row.changed_at = row.sequence + 1, work.now
    work.describe(lazy("Change flag instruction {occasion}", occasion=after.occasion))
    return row.id


def _accepted_instruction(draft: InstructionDraft, work: Work) -> Instruction:
    tidy = replace(tidied(draft), flags=known_flags(draft.flags, work, "flags"))
    refuse(check_instruction_draft(tidy))
    one = _instruction(tidy)
    if one.of_day:
        flag_day.of(work, one.of_day)
    return one


def _fill(row: FlagInstruction, one: Instruction) -> None:
    row.starts, row.ends, row.occasion, row.flags = one.starts, one.ends, one.occasion, one.flags
    row.half_mast, row.reason, row.source, row.of_day = one.half_mast, one.reason, one.source, one.of_day


@dataclass(frozen=True, slots=True)
class WithdrawInstruction(Command[None]):
    """Withdraw an instruction: it stays in the list, and calendars that hold it are told."""

    permission = EDIT_FLAGS
    label = lazy("Withdraw flag instruction")

    instruction: str


@handles(WithdrawInstruction)
def withdraw_instruction(command: WithdrawInstruction, work: Work) -> None:
    """Mark it as withdrawn."""
    row = work.get(FlagInstruction, command.instruction)
    if row.withdrawn:
        raise Refused(Finding("withdrawn", lazy("This instruction has been withdrawn already."), rule="withdrawn-twice", ref=row.ref))
    work.describe(lazy("Withdraw flag instruction {occasion}", occasion=row.occasion))
    row.withdrawn, row.sequence, row.changed_at = True, row.sequence + 1, work.now


@dataclass(frozen=True, slots=True)
class RemoveInstruction(Command[None]):
    """Remove an instruction that was entered by mistake."""

    permission = EDIT_FLAGS
    label = lazy("Remove flag instruction")

    instruction: str


@handles(RemoveInstruction)
def remove_instruction(command: RemoveInstruction, work: Work) -> None:
    """Remove it; one that has begun stays in the list."""
    row = work.get(FlagInstruction, command.instruction)
    if row.starts <= work.today and not row.withdrawn:
        message = lazy("This instruction has begun and stays in the list: withdraw it instead.")
        raise Refused(Finding("starts", message, rule="instruction-begun", ref=Ref(INSTRUCTION, row.id)))
    work.describe(lazy("Remove flag instruction {occasion}", occasion=row.occasion))
    work.remove(row)


# ------------------------------------------------------------------------------------------------ the house


@dataclass(frozen=True, slots=True)
class SetFlagHouse(Command[None]):
    """Say how the house flies its flags: their order, its own ones, the hours."""

    permission = EDIT_FLAGS
    label = lazy("Set the habits of the house for flags")

    before: HouseDraft
    after: HouseDraft


@handles(SetFlagHouse)
def set_flag_house(command: SetFlagHouse, work: Work) -> None:
    """Store what differs."""
    after = replace(command.after, home=known_flags(command.after.home, work, "home"))
    refuse(house.check_house(after))
    there = house.house.of(work)
    if there not in (command.before, after):
        raise Changed(
            Ref(HOUSE, THE_ROW), tuple(f for f in HouseDraft.__dataclass_fields__ if getattr(there, f) != getattr(command.before, f))
        )
    row = _house_row(work)
    row.flag_order, row.home, row.hoisted_at, row.lowered_at = after.flag_order, after.home, after.hoisted_at, after.lowered_at


def _house_row(work: Work) -> FlagHouse:
    row = work.find(FlagHouse, THE_ROW)
    if row is None:
        usual = HouseDraft()
        row = FlagHouse(id=THE_ROW, flag_order=usual.flag_order, home=usual.home)
        work.add(row)
    return row


@dataclass(frozen=True, slots=True)
class SetRecognition(Command[None]):
    """Keep the office's own list of the entities that Belgium does not recognise; None takes the list that ships."""

    permission = EDIT_FLAGS
    label = lazy("Change the list of what Belgium does not recognise")

    entries: RecognitionList | None


@handles(SetRecognition)
def set_recognition(command: SetRecognition, work: Work) -> None:
    """Store the list."""
    if command.entries is None:
        if not house.recognition.of(work).own:
            raise Refused(Finding("entries", lazy("This list is as the program brings it."), rule="list-shipped"))
    else:
        refuse(house.check_recognition(command.entries, work.today))
    _house_row(work).unrecognised = command.entries
