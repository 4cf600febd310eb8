"""Flag days: the table as it ships, what the office makes of it, and the order of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.application import Application
from app.domains.flags import days
from app.domains.flags.commands.days import (
    AddFlagDay,
    CheckFlagDay,
    EditFlagDay,
    EditInstruction,
    GiveInstruction,
    InstructionDraft,
    PutBackFlagDay,
    RemoveFlagDay,
    RemoveInstruction,
    SetFlagHouse,
    SetRecognition,
    WithdrawInstruction,
)
from app.domains.flags.days import FlagDay, Instruction, Occasion, check_day, occasions, shipped, split_flags
from app.domains.flags.entities import NotRecognised, RecognitionList
from app.domains.flags.fields import FlagDayForm, InstructionForm
from app.domains.flags.house import HouseDraft, house, recognition
from app.domains.flags.queries.days import (
    flag_day,
    flag_day_ids,
    flag_days,
    flag_month,
    flag_year,
    instruction_ids,
    instructions,
    order_of_day,
)
from app.domains.flags.terms import DayMark, DayOrigin
from app.domains.flags.vocabulary import Order
from app.domains.missions.commands import CancelMission, ConfirmMission
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.fields import Criteria
from app.kernel.translated import Multilingual
from tests.makers import flags as make
from tests.makers.missions import everywhere


def refusal(application: Application, command: object) -> list[str]:
    """The rules that refuse a command."""
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [finding.rule for finding in refused.value.findings]


def flags_on(application: Application, day: date) -> tuple[str, ...]:
    return application.ask(order_of_day(day)).flags


# ------------------------------------------------------------------------------------------------ the table as it ships


def told(day: FlagDay) -> tuple[str, str, str]:
    """A line of the table as the facts have it: its day, its flags, half-mast."""
    also = [f"({flag})" for flag in day.also]
    return day.day, " ".join([*day.flags, *also]), "half-mast" if day.half_mast else ""


def test_the_table_is_that_of_the_royal_decree_and_of_the_region():
    assert {day.code: told(day) for day in shipped() if day.in_use} == {
        "queen-mathilde": ("01-20", "BE EU (BE-BRU)", ""),
        "royal-dead": ("02-17", "BE EU", "half-mast"),
        "peace-operations": ("04-07", "BE EU", ""),
        "king-philippe": ("04-15", "BE EU", ""),
        "labour-day": ("05-01", "BE EU", ""),
        "council-of-europe": ("05-05", "BE EU", ""),
        "victory-day": ("05-08", "BE", ""),
        "iris-day": ("05-08", "BE-BRU BE (EU)", ""),
        "europe-day": ("05-09", "EU BE", ""),
        "king-albert": ("06-06", "BE EU", ""),
        "albert-paola": ("07-02", "BE EU", ""),
        "flemish-community": ("07-11", "BE-VLG", ""),
        "national-day": ("07-21", "BE EU BE-BRU", ""),
        "queen-paola": ("09-11", "BE EU", ""),
        "walloon-region": ("09-sun-3", "", ""),
        "french-community": ("09-27", "", ""),
        "united-nations": ("10-24", "BE EU UN", ""),
        "armistice": ("11-11", "BE (EU)", ""),
        "kings-feast": ("11-15", "BE EU", ""),
        "philippe-mathilde": ("12-04", "BE EU", ""),
        "european-elections": ("", "EU (BE)", ""),
    }


def test_what_the_facts_leave_open_is_left_open():
    assert [day.code for day in shipped() if day.verify] == ["king-albert", "albert-paola", "queen-paola"]
    assert [day.code for day in shipped() if not day.in_use] == ["may-17", "november-25"]
    assert [day.code for day in shipped() if day.mark is DayMark.PROPOSAL] == ["may-17", "november-25"]
    assert [day.code for day in shipped() if not day.here and day.in_use] == ["flemish-community", "walloon-region", "french-community"]


def test_every_line_that_ships_is_a_line_that_may_be_entered_and_is_written_in_three_languages():
    assert [(day.code, [f.rule for f in check_day(day) if f.blocks]) for day in shipped() if any(f.blocks for f in check_day(day))] == []
    assert [day.code for day in shipped() if day.occasion.missing() or (day.note and day.note.missing())] == []
    assert len({day.code for day in shipped()}) == len(shipped())


def test_the_federal_list_has_sixteen_fixed_days_and_the_day_of_the_elections():
    federal = {day.day for day in shipped() if day.level in ("federal", "european") and day.day}
    assert len(federal) == 16


# ------------------------------------------------------------------------------------------------ pure


def occasion(code: str = "a", flags: tuple[str, ...] = ("BE",), **more: object) -> Occasion:
    day = FlagDay(code, everywhere(code), "03-03", flags=flags, **more)  # type: ignore[arg-type]
    return occasions(date(2026, 1, 1), date(2026, 12, 31), [day], (), ())[0]


def test_the_flags_of_several_occasions_fly_once_each_in_the_order_of_the_house():
    there = [occasion("a", ("EU", "BE")), occasion("b", ("BE-BRU", "BE"), also=("UN", "EU"))]
    order = days.order_of_day(date(2026, 3, 3), there, ("BE", "BE-BRU", "EU", "UN"))
    assert (order.flags, order.also, order.half_mast, order.findings) == (("BE", "BE-BRU", "EU"), ("UN",), False, ())


def test_one_mourning_puts_the_whole_row_at_half_mast_and_the_clash_is_told():
    there = [occasion("feast", ("BE", "EU")), occasion("mourning", ("BE",), half_mast=True)]
    order = days.order_of_day(date(2026, 3, 3), there, ("BE", "EU"))
    assert (order.flags, order.half_mast, [f.rule for f in order.findings]) == (("BE", "EU"), True, ["half-mast-on-feast"])


def test_what_is_only_told_neither_flies_nor_clashes():
    there = [occasion("elsewhere", ("BE-VLG",), here=False), occasion("mourning", ("BE",), half_mast=True)]
    order = days.order_of_day(date(2026, 3, 3), there, ("BE",))
    assert (order.flags, [one.id for one in order.told], order.findings) == (("BE",), ["elsewhere"], ())


def test_a_day_without_occasion_asks_for_no_flag():
    order = days.order_of_day(date(2026, 3, 4), [occasion()], ("BE",))
    assert (order.flags, order.occasions, str(days.sentence(order, {}))) == ((), (), "No flag has to fly.")


def test_a_mourning_that_runs_over_the_end_of_the_year_flies_on_both_sides_of_it():
    week = FlagDay("week", everywhere("week"), "12-29", 7, flags=("BE",), half_mast=True)
    found = occasions(date(2027, 1, 1), date(2027, 1, 31), [week], (), ())
    assert [(one.starts, one.ends) for one in found] == [(date(2026, 12, 29), date(2027, 1, 4))]


def test_a_row_counts_from_its_first_year_to_its_last():
    day = FlagDay("d", everywhere("d"), "06-11", flags=("BE",), since=1990, until=2015)
    assert [year for year in (1989, 1990, 2015, 2016) if day.period(year)] == [1990, 2015]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"code": "Iris Day"}, "flag-day-code"),
        ({"occasion": Multilingual()}, "flag-day-without-occasion"),
        ({"day": "31 July"}, "wrong-day"),
        ({"day": "02-30"}, "wrong-day"),
        ({"days": 0}, "flag-day-length"),
        ({"since": 2020, "until": 2019}, "ends-before-start"),
        ({"since": 20}, "wrong-year"),
        ({"flags": ()}, "no-flags"),
        ({"flags": ("BE", "BE")}, "flag-twice"),
        ({"also": (" ",)}, "wrong-flag"),
    ],
)
def test_what_cannot_be_a_flag_day_is_refused_at_its_field(change, rule):
    good = FlagDay("iris", everywhere("Iris"), "05-08", flags=("BE",))
    assert check_day(good) == []
    assert [f.rule for f in check_day(replace(good, **change)) if f.blocks] == [rule]


@given(
    st.builds(
        FlagDay,
        code=st.text(max_size=5),
        occasion=st.builds(Multilingual, nl=st.text(max_size=5)),
        day=st.text(max_size=12) | st.sampled_from(["02-29", "easter+400", "12-mon-4", "easter-120"]),
        days=st.integers(-5, 10**12),
        flags=st.tuples(st.text(max_size=6)),
        since=st.none() | st.integers(-1, 10**9),
        until=st.none() | st.integers(-1, 10**9),
    ),
    st.integers(1, 9999),
)
def test_whatever_a_line_holds_the_year_is_told_without_a_fault(day, year):
    check_day(day)
    found = occasions(date(year, 1, 1), date(year, 12, 31), [day], (), ())
    assert all(one.starts <= one.ends for one in found if check_day(day) == [])


def test_flags_are_read_from_one_line():
    assert split_flags("BE, EU ;BE-BRU\ncommune:Ixelles,,") == ("BE", "EU", "BE-BRU", "commune:Ixelles")


def test_forms_give_back_what_they_took_over():
    for day in shipped():
        assert FlagDayForm.of(day).read() == day
    draft = InstructionDraft(date(2026, 3, 3), None, everywhere("x"), ("BE", "EU"), half_mast=True, reason="y")
    assert InstructionForm.of(draft).read() == draft


# ------------------------------------------------------------------------------------------------ the office's own version


def test_the_office_changes_a_day_that_ships_and_puts_it_back(application: Application):
    before = application.ask(flag_day("iris-day")).day
    application.execute(EditFlagDay("iris-day", before, replace(before, flags=("bru", "be", "eu"), also=())))

    sheet = application.ask(flag_day("iris-day"))
    assert (sheet.origin, sheet.day.flags, sheet.shipped) == (DayOrigin.CHANGED, ("BE-BRU", "BE", "EU"), before)
    assert flags_on(application, date(2022, 5, 8)) == ("BE", "BE-BRU", "EU")

    application.execute(PutBackFlagDay("iris-day"))
    assert application.ask(flag_day("iris-day")).origin is DayOrigin.SHIPPED
    assert refusal(application, PutBackFlagDay("iris-day")) == ["flag-day-shipped"]


def test_undo_brings_back_the_day_as_it_was(application: Application):
    before = application.ask(flag_day("labour-day")).day
    application.execute(EditFlagDay("labour-day", before, replace(before, in_use=False)))
    assert flags_on(application, date(2022, 5, 1)) == ()

    application.undo()
    assert (flags_on(application, date(2022, 5, 1)), application.ask(flag_day("labour-day")).day) == (("BE", "EU"), before)


def test_two_officers_who_change_one_day_do_not_overwrite_each_other(application: Application):
    before = application.ask(flag_day("armistice")).day
    application.execute(EditFlagDay("armistice", before, replace(before, also=())))
    with pytest.raises(Changed) as changed:
        application.execute(EditFlagDay("armistice", before, replace(before, flags=("BE", "EU"))))
    assert changed.value.fields == ("also",)


def test_the_office_has_days_of_its_own(application: Application):
    own = FlagDay("rainbow", everywhere("Rainbow"), "05-17", flags=("BE-BRU",))
    assert application.execute(AddFlagDay(own)).result == "rainbow"
    assert flags_on(application, date(2022, 5, 17)) == ("BE-BRU",)
    assert application.ask(flag_day("rainbow")).origin is DayOrigin.OWN

    assert refusal(application, AddFlagDay(own)) == ["code-twice"]
    assert refusal(application, AddFlagDay(replace(own, code="iris-day"))) == ["code-twice"]
    assert refusal(application, EditFlagDay("rainbow", own, replace(own, code="other"))) == ["code-stays"]
    assert refusal(application, PutBackFlagDay("rainbow")) == ["flag-day-own"]
    application.execute(RemoveFlagDay("rainbow"))
    with pytest.raises(Gone):
        application.ask(flag_day("rainbow"))


@pytest.mark.parametrize("flag", ["XX", "BELGIQUE", "BE-"])
def test_a_code_that_nothing_knows_is_refused(application: Application, flag: str):
    own = FlagDay("rainbow", everywhere("Rainbow"), "05-17", flags=("BE", flag))
    assert refusal(application, AddFlagDay(own)) == ["unknown-code"]
    assert refusal(application, GiveInstruction(InstructionDraft(date(2021, 1, 1), occasion=everywhere("x"), flags=(flag,)))) == [
        "unknown-code"
    ]
    assert refusal(application, SetFlagHouse(HouseDraft(), HouseDraft(home=(flag,)))) == ["unknown-code"]


def test_a_flag_without_a_code_flies_by_its_name(application: Application):
    application.execute(AddFlagDay(FlagDay("rainbow", everywhere("Rainbow"), "05-17", flags=("other:Rainbow",))))
    assert flags_on(application, date(2022, 5, 17)) == ("other:Rainbow",)


def test_a_day_that_ships_cannot_be_removed(application: Application):
    assert refusal(application, RemoveFlagDay("iris-day")) == ["flag-day-shipped"]


def test_the_list_goes_through_the_year_and_is_searched(application: Application):
    ids = application.ask(flag_day_ids())
    assert (ids[0], ids[-1], len(ids)) == ("queen-mathilde", "european-elections", 23)
    assert application.ask(flag_day_ids(Criteria("iris"))) == ["iris-day"]
    assert application.ask(flag_day_ids(Criteria(filters=(("in_use", "no"),)))) == ["may-17", "november-25"]
    (line,) = application.ask(flag_days(["iris-day"]))
    assert (line.next, line.shown_flags, line.origin) == (date(2022, 5, 8), "BE-BRU BE (EU)", DayOrigin.SHIPPED)


# ------------------------------------------------------------------------------------------------ orders of days


@pytest.mark.parametrize(
    ("day", "flags", "half_mast"),
    [
        (date(2021, 2, 17), ("BE", "EU"), True),
        (date(2021, 5, 8), ("BE", "BE-BRU"), False),
        (date(2021, 5, 9), ("BE", "EU"), False),
        (date(2021, 7, 11), (), False),
        (date(2021, 7, 21), ("BE", "BE-BRU", "EU"), False),
        (date(2021, 9, 19), (), False),
        (date(2021, 10, 24), ("BE", "EU", "UN"), False),
        (date(2013, 1, 20), (), False),
        (date(2014, 1, 20), ("BE", "EU"), False),
    ],
)
def test_the_order_of_a_day(application: Application, day, flags, half_mast):
    order = application.ask(order_of_day(day))
    assert (order.flags, order.half_mast) == (flags, half_mast)


def test_the_house_says_in_which_order_its_flags_fly(application: Application):
    application.execute(SetFlagHouse(HouseDraft(), HouseDraft(Order.BRUSSELS_B, ("BE", "bru"))))
    assert application.ask(house()) == HouseDraft(Order.BRUSSELS_B, ("BE", "BE-BRU"))
    assert flags_on(application, date(2021, 7, 21)) == ("BE", "EU", "BE-BRU")


def test_the_movable_feast_moves(application: Application):
    found = {one.starts for year in (2021, 2022, 2026) for one in application.ask(flag_year(year)) if one.id == "walloon-region"}
    assert found == {date(2021, 9, 19), date(2022, 9, 18), date(2026, 9, 20)}


def test_a_year_lists_every_day_of_the_table_that_comes_in_it(application: Application):
    year = application.ask(flag_year(2021))
    assert [one.starts for one in year] == sorted(one.starts for one in year)
    assert len(year) == 20
    with pytest.raises(Refused):
        application.ask(flag_year(0))


def test_a_month_shows_the_days_on_which_something_is_on(application: Application):
    assert [order.day.day for order in application.ask(flag_month(2021, 5))] == [1, 5, 8, 9]


# ------------------------------------------------------------------------------------------------ instructions


def test_a_half_mast_order_counts_on_its_days_and_clashes_with_a_feast(application: Application):
    make.mourning(application, date(2021, 7, 20), date(2021, 7, 21))

    first, feast = application.ask(order_of_day(date(2021, 7, 20))), application.ask(order_of_day(date(2021, 7, 21)))
    assert (first.flags, first.half_mast, first.findings) == (("BE",), True, ())
    assert (feast.flags, feast.half_mast) == (("BE", "BE-BRU", "EU"), True)
    assert [(f.rule, f.ref and f.ref.kind) for f in feast.findings] == [("half-mast-on-feast", "flag instruction")]
    assert flags_on(application, date(2021, 7, 22)) == ()


def test_the_date_of_an_election_comes_from_an_instruction(application: Application):
    draft = InstructionDraft(date(2024, 6, 9), None, everywhere("European elections"), ("EU",), of_day="european-elections")
    application.execute(GiveInstruction(draft))

    order = application.ask(order_of_day(date(2024, 6, 9)))
    assert (order.flags, order.also) == (("EU",), ("BE",))
    (line,) = application.ask(flag_days(["european-elections"]))
    assert line.next == date(2024, 6, 9)
    assert [one.starts for one in application.ask(flag_day("european-elections")).instructions] == [date(2024, 6, 9)]


def test_a_withdrawn_instruction_stays_in_the_list_and_flies_no_more(application: Application):
    mourning = make.mourning(application, date(2021, 9, 1))
    application.execute(WithdrawInstruction(mourning))
    assert flags_on(application, date(2021, 9, 1)) == ()
    assert [line.withdrawn for line in application.ask(instructions(application.ask(instruction_ids())))] == [True]
    assert refusal(application, WithdrawInstruction(mourning)) == ["withdrawn-twice"]


def test_an_instruction_that_has_begun_is_withdrawn_not_removed(application: Application):
    begun, later = make.mourning(application, date(2021, 9, 1)), make.mourning(application, date(2021, 9, 10))
    assert refusal(application, RemoveInstruction(begun)) == ["instruction-begun"]
    application.execute(RemoveInstruction(later))
    assert application.ask(instruction_ids()) == [begun]


def test_an_instruction_is_changed_as_it_was_read(application: Application):
    mourning = make.mourning(application, date(2021, 9, 10))
    (line,) = application.ask(instructions([mourning]))
    before = InstructionForm.of(line).read()
    application.execute(EditInstruction(mourning, before, replace(before, ends=date(2021, 9, 12))))
    assert application.ask(order_of_day(date(2021, 9, 12))).half_mast
    with pytest.raises(Changed):
        application.execute(EditInstruction(mourning, before, replace(before, reason="another one")))


@pytest.mark.parametrize(
    ("draft", "rule"),
    [
        (InstructionDraft(), "instruction-without-day"),
        (InstructionDraft(date(2021, 1, 2), date(2021, 1, 1), everywhere("x")), "ends-before-start"),
        (InstructionDraft(date(2021, 1, 1), date(2022, 1, 1), everywhere("x")), "instruction-length"),
        (InstructionDraft(date(2021, 1, 1), occasion=everywhere("x"), half_mast=True), "half-mast-without-reason"),
        (InstructionDraft(date(2021, 1, 1), occasion=everywhere("x"), flags=()), "no-flags"),
        (InstructionDraft(date(2021, 1, 1)), "flag-day-without-occasion"),
    ],
)
def test_what_cannot_be_an_instruction_is_refused(application: Application, draft, rule):
    assert refusal(application, GiveInstruction(draft)) == [rule]


def test_an_instruction_for_a_flag_day_that_is_not_there_is_refused(application: Application):
    with pytest.raises(Gone):
        application.execute(GiveInstruction(InstructionDraft(date(2021, 1, 1), occasion=everywhere("x"), of_day="no-such-day")))


# ------------------------------------------------------------------------------------------------ visits


def test_the_flag_of_a_foreign_guest_flies_beside_the_national_one_on_the_days_of_the_visit(application: Application):
    visit = make.visit(application)
    assert flags_on(application, date(2021, 9, 22)) == ()
    make.guest(application, visit, "FR")

    order = application.ask(order_of_day(date(2021, 9, 23)))
    assert (order.flags, [(one.id, one.planned) for one in order.occasions]) == (("BE", "FR"), [(visit, True)])
    application.execute(ConfirmMission(visit))
    assert [one.planned for one in application.ask(order_of_day(date(2021, 9, 24))).occasions] == [False]
    application.execute(CancelMission(visit, "strike"))
    assert flags_on(application, date(2021, 9, 23)) == ()


def test_a_visit_in_a_mourning_is_told_to_the_guests(application: Application):
    visit = make.visit(application)
    make.guest(application, visit, "FR")
    make.mourning(application, date(2021, 9, 23))
    order = application.ask(order_of_day(date(2021, 9, 23)))
    assert (order.flags, order.half_mast) == (("BE", "FR"), True)
    assert [(f.rule, f.ref and f.ref.id) for f in order.findings] == [("half-mast-on-visit", visit)]


def test_a_visit_of_one_day_flies_on_that_day_and_one_without_a_day_on_none(application: Application):
    for visit in (make.visit(application, ends=None), make.visit(application, starts="2021-10", ends=None)):
        make.guest(application, visit, "FR")
    assert [flags_on(application, date(2021, month, day)) for month, day in ((9, 21), (9, 22), (9, 23), (10, 1))] == [
        (),
        ("BE", "FR"),
        (),
        (),
    ]


def test_a_visit_of_belgians_flies_no_guest_flag(application: Application):
    visit = make.visit(application)
    make.guest(application, visit, "BE")
    assert flags_on(application, date(2021, 9, 22)) == ()


# ------------------------------------------------------------------------------------------------ the yearly comparison


def test_a_day_is_compared_once_a_year(application: Application):
    application.execute(CheckFlagDay("queen-paola", 2021, "asked by telephone"))
    (check,) = application.ask(flag_day("queen-paola")).checks
    assert (check.year, check.checked_on, check.checked_by, check.remark) == (2021, date(2021, 9, 1), "officer", "asked by telephone")
    assert refusal(application, CheckFlagDay("queen-paola", 2021)) == ["checked-twice"]
    assert refusal(application, CheckFlagDay("queen-paola", 2023)) == ["wrong-year"]
    assert [one.unchecked for year in (2021, 2022) for one in application.ask(flag_year(year)) if one.id == "queen-paola"] == [False, True]


# ------------------------------------------------------------------------------------------------ what is not recognised


def test_the_list_of_what_is_not_recognised_is_the_office_s_own_once_it_is_changed(application: Application):
    shipped_list = application.ask(recognition())
    assert (shipped_list.own, shipped_list.entries.mark.value) == (False, "proposal")
    assert refusal(application, SetRecognition(None)) == ["list-shipped"]

    own = RecognitionList(date(2021, 8, 1), entries=(NotRecognised("XX"),))
    application.execute(SetRecognition(own))
    assert application.ask(recognition()).entries == own
    application.execute(SetRecognition(None))
    assert application.ask(recognition()) == shipped_list


def test_habits_that_cannot_be_are_refused(application: Application):
    assert refusal(application, SetFlagHouse(HouseDraft(), HouseDraft(home=()))) == ["no-flags"]


def test_an_instruction_is_an_order_even_without_a_reason_unless_it_is_half_mast():
    plain = Instruction("i", date(2021, 1, 1), date(2021, 1, 1), everywhere("Feast"), ("BE",))
    assert days.check_instruction(plain) == []
