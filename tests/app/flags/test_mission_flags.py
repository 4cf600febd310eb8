"""The flags of a mission follow its people, and the stock follows the mission."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.adapters.i18n.wording import wording_for
from app.application import Application
from app.domains.dossiers.queries import dossier
from app.domains.flags.commands.missions import (
    AddFlag,
    AddMissionFlags,
    EditMissionFlags,
    LeaveOutFlag,
    ReleaseMissionFlags,
    RemoveMissionFlags,
    ReserveMissionFlags,
)
from app.domains.flags.commands.stock import TakeOutFlags
from app.domains.flags.entities import shipped_rules
from app.domains.flags.fields import MissionFlagsForm
from app.domains.flags.mission_flags import Kept, MissionFlagsDraft, Need, balance, check_mission_flags
from app.domains.flags.papers import mission_slip
from app.domains.flags.queries.missions import (
    blank_mission_flags,
    flag_sources,
    mission_flag_findings,
    mission_flags,
    mission_flags_card,
    mission_flags_draft,
    previewed,
)
from app.domains.flags.queries.sources import Body, codes_of
from app.domains.flags.queries.stock import reservations, reservations_of_mission
from app.domains.flags.terms import Make, ReservationState
from app.domains.flags.vocabulary import Order, Support
from app.domains.missions.commands import CancelMission, CloneMission, EditMission, PostponeMission, RemoveMission, RemoveParticipant
from app.domains.missions.queries import mission_draft
from app.domains.missions.vocabulary import Direction, ParticipantRole, PartyRole
from app.domains.people.vocabulary import OrganisationKind
from app.kernel.clock import FixedClock
from app.kernel.document import Audience, Drawing, PaperRequest, Section, Table
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from tests.makers import Make as People
from tests.makers import flags as make
from tests.makers import missions as missions_made

HOME = ("BE", "BE-BRU", "EU")
OURS = {"left_out": HOME}


@pytest.fixture
def visit(application: Application) -> str:
    return make.visit(application)


def standing(application: Application, row: str) -> tuple[str, ...]:
    """The flags of a row in their order."""
    return application.ask(mission_flags_card(row)).plan.ranked


def rules(application: Application, mission: str) -> list[str]:
    return [finding.rule for finding in application.ask(mission_flag_findings(mission)) if finding.rule != "no-drawing"]


def refusal(application: Application, command: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        application.execute(command)  # type: ignore[arg-type]
    return [finding.rule for finding in refused.value.findings]


# ------------------------------------------------------------------------------------------------ following the people


def test_the_flags_follow_the_delegation_when_it_changes(application: Application, visit: str):
    row = make.row(application, visit)
    assert standing(application, row) == HOME

    french = make.guest(application, visit, "FR")
    assert standing(application, row) == (*HOME, "FR")
    also_french, italian = make.guest(application, visit, "FR", "Second"), make.guest(application, visit, "IT", "Third")
    assert standing(application, row) == (*HOME, "FR", "IT")

    application.execute(RemoveParticipant(french))
    assert standing(application, row) == (*HOME, "FR", "IT")
    application.execute(RemoveParticipant(also_french))
    assert standing(application, row) == (*HOME, "IT")
    application.undo()
    assert standing(application, row) == (*HOME, "FR", "IT")
    application.execute(RemoveParticipant(italian))
    assert standing(application, row) == (*HOME, "FR")


def test_every_row_of_the_mission_follows(application: Application, visit: str):
    masts, table = make.row(application, visit, support=Support.MASTS), make.row(application, visit, support=Support.TABLE, **OURS)
    make.guest(application, visit, "IT")
    assert [standing(application, row) for row in (masts, table)] == [(*HOME, "IT"), ("IT",)]


def test_a_guest_stands_for_the_organisation_of_the_post_not_for_the_passport(application: Application, visit: str):
    people = People(application)
    office = people.organisation("City services of Lyon", organisation_kind=OrganisationKind.ADMINISTRATION, country="FR")
    person = people.person(nationality="IT")
    people.post(person, "director", organisation_id=office)
    missions_made.participant(application, visit, person)
    (source,) = [one for one in application.ask(flag_sources(visit)) if one.guest]
    assert (source.code, str(source.why)) == ("FR", "Ada Example, for City services of Lyon")


@pytest.mark.parametrize("role", [ParticipantRole.INTERPRETER, ParticipantRole.PRESS, ParticipantRole.SECURITY, ParticipantRole.STAFF])
def test_who_interprets_guards_or_reports_brings_no_flag(application: Application, visit: str, role: ParticipantRole):
    row = make.row(application, visit)
    make.guest(application, visit, "US", role=role)
    assert standing(application, row) == HOME


def test_parties_bring_their_flags_too(application: Application, visit: str):
    people = People(application)
    united_nations = people.organisation("United Nations", organisation_kind=OrganisationKind.INTERNATIONAL, short_name="UN", country="US")
    missions_made.party(application, visit, role=PartyRole.COUNTERPART, organisation_id=united_nations)
    row = make.row(application, visit, **OURS)
    assert standing(application, row) == ("UN",)


def test_abroad_the_host_country_flies_and_comes_first(application: Application):
    mission = missions_made.mission(application)
    row = make.row(application, mission)
    card = application.ask(mission_flags_card(row))
    assert (card.plan.request.host, card.plan.ranked[0]) == ("FR", "FR")
    assert set(card.plan.ranked) == {"FR", *HOME}


@pytest.mark.parametrize(
    ("body", "nationality", "codes"),
    [
        (Body(), "fr", ("FR",)),
        (Body(), "", ()),
        (Body(OrganisationKind.GOVERNMENT, Multilingual("x"), "", "PL"), "FR", ("PL",)),
        (Body(OrganisationKind.COMPANY, Multilingual("Europe"), "EU", "DE"), "FR", ("DE",)),
        (Body(OrganisationKind.INTERNATIONAL, Multilingual("Noord-Atlantische Verdragsorganisatie"), "NAVO"), "FR", ("NATO",)),
        (Body(OrganisationKind.INTERNATIONAL, Multilingual(fr="Nations unies")), "FR", ("UN",)),
        (Body(OrganisationKind.INTERNATIONAL, Multilingual("Europese Commissie"), "EC", "BE"), "IE", ("EU",)),
        (Body(OrganisationKind.PARLIAMENT, Multilingual(en="European Parliament"), "", "BE"), "IE", ("EU",)),
        (Body(OrganisationKind.INTERNATIONAL, Multilingual("Unknown Union"), "UU", "BE"), "FR", ()),
        (Body(OrganisationKind.REGION, Multilingual(fr="Région wallonne"), "", "BE"), "", ("BE-WAL", "BE")),
        (Body(OrganisationKind.REGION, Multilingual(en="Scotland"), "", "GB"), "", ("GB-SCT", "GB")),
        (Body(OrganisationKind.REGION, Multilingual(en="Bavaria"), "", "DE"), "", ("region:DE:Bavaria", "DE")),
        (Body(OrganisationKind.CITY, Multilingual(en="Lyon"), "", "FR"), "", ("commune:FR:Lyon", "FR")),
        (Body(OrganisationKind.CITY, Multilingual(en="Berlin"), "", "DE"), "", ("commune:DE:Berlin", "DE")),
        (Body(OrganisationKind.REGION, Multilingual(en="Example Region")), "", ("other:Example Region",)),
        (Body(OrganisationKind.EMBASSY, Multilingual(en="Embassy"), "", "BE"), "JP", ("JP",)),
    ],
)
def test_what_somebody_stands_for_brings_its_flag(body, nationality, codes):
    assert codes_of(body, nationality, shipped_rules()) == codes


def test_the_sources_of_many_missions_are_read_in_one_go(application: Application, visit: str, statements):
    from app.domains.flags.queries.days import flag_year

    make.guest(application, visit, "FR")
    with statements() as few:
        application.ask(flag_year(2021))
    for number in range(5):
        other = make.visit(application, f"Visit {number}", starts="2021-10-01", ends="2021-10-01")
        make.guest(application, other, "IT")
    with statements() as many:
        application.ask(flag_year(2021))
    assert len(many) == len(few)


# ------------------------------------------------------------------------------------------------ by hand


def test_a_flag_is_added_left_out_and_follows_again(application: Application, visit: str):
    row = make.row(application, visit)
    make.guest(application, visit, "FR")
    application.execute(AddFlag(row, "it"))
    application.execute(LeaveOutFlag(row, "EU"))
    assert standing(application, row) == ("BE", "BE-BRU", "FR", "IT")
    marks = {one.code: (one.added, one.left_out) for one in application.ask(mission_flags_card(row)).flags}
    assert marks == {"BE": (False, False), "BE-BRU": (False, False), "EU": (False, True), "FR": (False, False), "IT": (True, False)}

    application.execute(AddFlag(row, "EU"))
    application.execute(LeaveOutFlag(row, "IT"))
    assert application.ask(mission_flags_draft(row)) == MissionFlagsDraft()
    assert refusal(application, AddFlag(row, "FR")) == ["flag-twice"]
    assert refusal(application, LeaveOutFlag(row, "IT")) == ["flag-not-there"]
    assert refusal(application, AddFlag(row, " ")) == ["no-flags"]
    assert refusal(application, AddFlag(row, "XX")) == ["unknown-code"]


def test_what_was_left_out_stays_out_when_somebody_else_brings_it(application: Application, visit: str):
    row = make.row(application, visit, **OURS)
    french = make.guest(application, visit, "FR")
    application.execute(LeaveOutFlag(row, "FR"))
    application.execute(RemoveParticipant(french))
    make.guest(application, visit, "FR", "Second")
    assert standing(application, row) == ()


def test_a_row_is_changed_as_it_was_read(application: Application, visit: str):
    row = make.row(application, visit)
    before = application.ask(mission_flags_draft(row))
    application.execute(EditMissionFlags(row, before, replace(before, place="Hall", size="100 x 150", added=("un",))))
    assert application.ask(mission_flags_draft(row)) == replace(before, place="Hall", size="100x150", added=("UN",))
    with pytest.raises(Changed):
        application.execute(EditMissionFlags(row, before, replace(before, place="Garden")))
    application.execute(RemoveMissionFlags(row))
    with pytest.raises(Gone):
        application.ask(mission_flags_draft(row))


@pytest.mark.parametrize(
    ("draft", "rule"),
    [
        (MissionFlagsDraft(places=-1), "number-of-places"),
        (MissionFlagsDraft(places=1000), "number-of-places"),
        (MissionFlagsDraft(alphabet="xx"), "alphabet"),
        (MissionFlagsDraft(added=("FR",), left_out=("FR",)), "added-and-left-out"),
        (MissionFlagsDraft(hoisted_at=time(18), lowered_at=time(9)), "lowered-before-hoisted"),
    ],
)
def test_what_cannot_be_a_row_is_refused(application: Application, visit: str, draft, rule):
    assert [finding.rule for finding in check_mission_flags(draft)] == [rule]
    assert refusal(application, AddMissionFlags(visit, draft)) == [rule]


def test_a_new_row_has_the_habits_of_the_house(application: Application, visit: str):
    assert application.ask(blank_mission_flags(visit)) == MissionFlagsDraft()
    form = MissionFlagsForm(added="FR, IT", left_out="EU")
    assert MissionFlagsForm.of(form.read()) == form


def test_a_row_is_looked_at_before_it_is_kept(application: Application, visit: str):
    make.guest(application, visit, "FR")
    flags, plan = application.ask(previewed(visit, MissionFlagsDraft(support=Support.TABLE, left_out=("BE-BRU", "EU"))))
    assert ([one.code for one in flags if not one.left_out], [p.code for p in plan.positions]) == (["BE", "FR"], ["FR", "BE"])
    assert application.ask(mission_flags(visit)).cards == ()


def test_two_flags_indoors_give_the_guest_the_place_of_honour_unless_the_row_says_otherwise(application: Application, visit: str):
    make.guest(application, visit, "FR")
    polite = make.row(application, visit, left_out=("BE-BRU", "EU"))
    stern = make.row(application, visit, left_out=("BE-BRU", "EU"), guest_left=False)
    assert [[p.code for p in application.ask(mission_flags_card(row)).plan.positions] for row in (polite, stern)] == [
        ["FR", "BE"],
        ["BE", "FR"],
    ]


# ------------------------------------------------------------------------------------------------ stock


def test_what_is_missing_is_told_and_what_is_there_is_reserved(application: Application, visit: str):
    make.guest(application, visit, "FR")
    row = make.row(application, visit, left_out=("BE-BRU", "EU"))
    assert rules(application, visit) == ["flag-missing", "flag-missing"]
    belgium = make.item(application, "BE", 1)
    assert rules(application, visit) == ["flag-missing", "flag-not-reserved"]

    assert application.execute(ReserveMissionFlags(visit)).result == ("FR",)
    assert [(one.item_id, one.number) for one in application.ask(reservations_of_mission(visit))] == [(belgium, 1)]
    card = application.ask(mission_flags_card(row))
    assert ([need.code for need in card.needed], [kept.code for kept in card.kept]) == (["FR"], ["BE"])
    assert rules(application, visit) == ["flag-missing"]

    make.item(application, "FR", 1)
    assert application.execute(ReserveMissionFlags(visit)).result == ()
    assert rules(application, visit) == []
    assert refusal(application, ReserveMissionFlags(visit)) == ["nothing-to-reserve"]


def test_mast_flags_do_not_serve_on_a_table(application: Application, visit: str):
    make.row(application, visit, support=Support.TABLE, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", make=Make.MAST)
    assert rules(application, visit) == ["flag-missing"]
    assert refusal(application, ReserveMissionFlags(visit)) == ["flags-not-free"]


def test_flags_of_one_size_are_chosen_where_they_can_be(application: Application, visit: str):
    make.guest(application, visit, "FR")
    make.row(application, visit, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", size="30x45")
    large = {make.item(application, "BE", size="100x150"), make.item(application, "FR", size="100x150")}
    make.item(application, "FR", size="15x22")
    application.execute(ReserveMissionFlags(visit))
    assert {one.item_id for one in application.ask(reservations_of_mission(visit))} == large


def test_our_own_flags_are_taken_before_borrowed_ones(application: Application, visit: str):
    make.row(application, visit, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", borrowed_from="City", until=date(2021, 12, 1))
    own = make.item(application, "BE")
    application.execute(ReserveMissionFlags(visit))
    assert [one.item_id for one in application.ask(reservations_of_mission(visit))] == [own]


def test_flags_of_two_sizes_in_one_row_are_told(application: Application, visit: str):
    make.guest(application, visit, "FR")
    make.row(application, visit, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", size="30x45")
    make.item(application, "FR", size="100x150")
    application.execute(ReserveMissionFlags(visit))
    assert len(rules(application, visit)) == 1
    assert "size" in rules(application, visit)[0]


def test_a_wanted_size_is_the_only_one_that_serves(application: Application, visit: str):
    make.row(application, visit, left_out=("BE-BRU", "EU"), size="150x225")
    make.item(application, "BE", size="100x150")
    assert rules(application, visit) == ["flag-missing"]
    make.item(application, "BE", size="150x225")
    assert rules(application, visit) == ["flag-not-reserved"]


def test_a_flag_that_leaves_with_its_guest_is_given_back(application: Application, visit: str):
    french = make.guest(application, visit, "FR")
    make.row(application, visit, left_out=HOME)
    make.item(application, "FR")
    application.execute(ReserveMissionFlags(visit))
    application.execute(RemoveParticipant(french))
    (finding,) = [one for one in application.ask(mission_flag_findings(visit)) if one.rule == "flag-no-longer-needed"]
    (kept,) = application.ask(reservations_of_mission(visit))
    assert (finding.value, finding.ref) == ("FR", Ref("flag reservation", kept.id))

    assert application.execute(ReleaseMissionFlags(visit)).result == 1
    assert application.ask(reservations_of_mission(visit)) == []
    assert refusal(application, ReleaseMissionFlags(visit)) == ["nothing-to-release"]


def test_two_rows_need_two_flags(application: Application, visit: str):
    first, second = (make.row(application, visit, left_out=("BE-BRU", "EU")) for _ in range(2))
    item = make.item(application, "BE", 2)
    application.execute(ReserveMissionFlags(visit))
    assert [(one.item_id, one.number) for one in application.ask(reservations_of_mission(visit))] == [(item, 2)]
    application.execute(RemoveMissionFlags(second))
    assert application.execute(ReleaseMissionFlags(visit)).result == 1
    assert [one.number for one in application.ask(reservations_of_mission(visit))] == [1]
    assert application.ask(mission_flags_card(first)).needed == ()


def test_two_missions_do_not_get_one_flag(application: Application, visit: str):
    other = make.visit(application, "Another visit")
    for mission in (visit, other):
        make.row(application, mission, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", 1)
    application.execute(ReserveMissionFlags(visit))
    assert rules(application, other) == ["flag-missing"]
    assert refusal(application, ReserveMissionFlags(other)) == ["flags-not-free"]


def test_without_days_nothing_is_reserved(application: Application):
    visit = make.visit(application, starts="2021-09", ends=None)
    make.row(application, visit)
    make.item(application, "BE")
    assert refusal(application, ReserveMissionFlags(visit)) == ["mission-without-days"]


# ------------------------------------------------------------------------------------------------ following the mission


@pytest.fixture
def reserved(application: Application, visit: str) -> str:
    make.row(application, visit, left_out=("BE-BRU", "EU"))
    make.item(application, "BE", 1)
    application.execute(ReserveMissionFlags(visit))
    return visit


def days_reserved(application: Application, mission: str) -> list[tuple[date, date]]:
    return [(one.starts, one.ends) for one in application.ask(reservations_of_mission(mission))]


def test_a_cancelled_mission_gives_its_flags_back(application: Application, reserved: str):
    application.execute(CancelMission(reserved, "strike"))
    assert days_reserved(application, reserved) == []
    application.undo()
    assert days_reserved(application, reserved) == [(date(2021, 9, 22), date(2021, 9, 24))]


def test_flags_that_are_out_stay_out_when_the_mission_is_cancelled(application: Application, reserved: str, clock: FixedClock):
    clock.moment = datetime(2021, 9, 22, 8, tzinfo=UTC)
    (kept,) = application.ask(reservations_of_mission(reserved))
    application.execute(TakeOutFlags(kept.id))
    application.execute(CancelMission(reserved, "strike"))
    assert [one.state for one in application.ask(reservations_of_mission(reserved))] == [ReservationState.OUT]


def test_reservations_move_with_the_mission(application: Application, reserved: str):
    application.execute(PostponeMission(reserved, PartialDate(2021, 10, 5), PartialDate(2021, 10, 6), "strike"))
    assert days_reserved(application, reserved) == [(date(2021, 10, 5), date(2021, 10, 6))]
    before = application.ask(mission_draft(reserved))
    application.execute(EditMission(reserved, before, replace(before, ends=PartialDate(2021, 10, 7))))
    assert days_reserved(application, reserved) == [(date(2021, 10, 5), date(2021, 10, 7))]
    assert rules(application, reserved) == []


def test_a_reservation_that_cannot_move_stays_and_is_told(application: Application, reserved: str):
    (kept,) = application.ask(reservations_of_mission(reserved))
    make.reservation(application, kept.item_id, date(2021, 10, 5), date(2021, 10, 5))
    application.execute(PostponeMission(reserved, PartialDate(2021, 10, 5), PartialDate(2021, 10, 6), "strike"))
    assert days_reserved(application, reserved) == [(date(2021, 9, 22), date(2021, 9, 24))]
    assert rules(application, reserved) == ["reservation-days"]


def test_a_clone_plans_the_same_rows_and_reserves_nothing(application: Application, reserved: str):
    make.guest(application, reserved, "FR")
    clone = application.execute(CloneMission(reserved, date(2022, 3, 1))).result
    (own,), (copied,) = application.ask(mission_flags(reserved)).cards, application.ask(mission_flags(clone)).cards
    assert (copied.draft, copied.plan.ranked) == (own.draft, own.plan.ranked)
    assert application.ask(reservations_of_mission(clone)) == []


def test_a_removed_mission_takes_its_flags_with_it_and_leaves_what_is_out(application: Application, reserved: str, clock: FixedClock):
    item = make.item(application, "FR")
    lent = make.reservation(application, item, date(2021, 9, 1), date(2021, 9, 2), mission_id=reserved, purpose="")
    application.execute(TakeOutFlags(lent))
    application.execute(RemoveMission(reserved))
    assert [(one.id, one.mission_id, one.purpose) for one in application.ask(reservations())] == [(lent, None, "Visit of guests")]

    application.undo()
    assert len(application.ask(mission_flags(reserved)).cards) == 1
    assert len(application.ask(reservations_of_mission(reserved))) == 2


def test_a_mission_with_flags_is_told_when_its_day_is_one_of_mourning(application: Application, visit: str):
    row = make.row(application, visit, support=Support.MASTS)
    make.mourning(application, date(2021, 9, 23))
    (finding,) = [one for one in application.ask(mission_flag_findings(visit)) if one.rule == "half-mast-of-the-day"]
    assert finding.ref == Ref("mission flags", row)
    before = application.ask(mission_flags_draft(row))
    application.execute(EditMissionFlags(row, before, replace(before, half_mast=True)))
    assert "half-mast-of-the-day" not in rules(application, visit)
    assert {p.half_mast for p in application.ask(mission_flags_card(row)).plan.positions} == {True}


# ------------------------------------------------------------------------------------------------ papers


def test_the_dossier_shows_each_row_with_its_drawing(application: Application, visit: str):
    make.guest(application, visit, "FR")
    make.row(application, visit, place="Hall")
    make.row(application, visit, place="Table", support=Support.TABLE)

    def section(audience: Audience) -> Section | None:
        request = PaperRequest(Ref("mission", visit), audience, wording_for("en"))
        blocks = application.ask(dossier(request, "Visit")).document.blocks
        return next((block for block in blocks if isinstance(block, Section) and block.title == "Flags"), None)

    flags = section(Audience.DELEGATION)
    assert flags is not None
    assert [type(block) for block in flags.blocks if isinstance(block, Drawing | Table)].count(Drawing) == 2
    assert section(Audience.PUBLIC) is None


def test_a_mission_without_rows_has_no_section(application: Application, visit: str):
    request = PaperRequest(Ref("mission", visit), Audience.INTERNAL, wording_for("nl"))
    titles = [block.title for block in application.ask(dossier(request, "Visit")).document.blocks if isinstance(block, Section)]
    assert "Vlaggen" not in titles
    assert "Flags" not in titles


def test_the_slip_says_where_the_flags_come_from(application: Application, visit: str):
    row = make.row(application, visit, left_out=("BE-BRU", "EU"), place="Hall", hoisted_at=time(8, 30), responsible="Sascha")
    make.item(application, "BE", location="cellar")
    application.execute(ReserveMissionFlags(visit))
    texts = list(application.ask(mission_slip(row, wording_for("en"))).texts())
    assert [text for text in ("Hall", "08:30", "Sascha", "stock: cellar") if text in texts] == ["Hall", "08:30", "Sascha", "stock: cellar"]


# ------------------------------------------------------------------------------------------------ pure


def need(code: str, size: str = "") -> Need:
    return Need("row", code, Make.INDOOR, size)


def kept(id: str, code: str, size: str, number: int = 1) -> Kept:
    return Kept(id, code, Make.INDOOR, size, number)


def test_those_that_ask_for_a_size_choose_first():
    weighed = balance([need("BE"), need("BE", "100x150")], [kept("large", "BE", "100x150"), kept("small", "BE", "30x45")])
    assert (weighed.open, weighed.superfluous) == ((), ())
    assert {(n.size, k.reservation) for n, k in weighed.filled} == {("100x150", "large"), ("", "small")}


def test_what_is_left_of_a_reservation_is_superfluous():
    three = kept("r", "BE", "", 3)
    assert balance([need("BE"), need("FR")], [three]).superfluous == ((three, 2),)


def test_a_virtual_mission_stands_in_brussels(application: Application):
    call = missions_made.mission(application, direction=Direction.VIRTUAL, country="FR")
    row = make.row(application, call, support=Support.DESK, flag_order=Order.INTERNATIONAL)
    assert application.ask(mission_flags_card(row)).plan.request.host == "BE"
