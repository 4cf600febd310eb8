"""What stands in the mission dossier, and what must not stand in it."""

from __future__ import annotations

from datetime import date, time

from app.application import Application
from app.domains.dossiers.queries import dossier
from app.domains.missions import commands
from app.domains.missions.queries import delegation
from app.domains.missions.vocabulary import Ceremony, ParticipantRole
from app.domains.people.commands import AddContactPoint, AddPerson, EditPerson
from app.domains.people.queries import person_draft
from app.domains.people.rules import ContactPointDraft, PersonDraft
from app.domains.people.vocabulary import ContactKind
from app.kernel.document import Audience, Cover, Document, Notice, PaperRequest, People, ProgrammeDay, Section
from app.kernel.ids import Ref
from tests.makers import Make, missions


def document(application: Application, mission: str, audience: Audience = Audience.DELEGATION, language: str = "en") -> Document:
    """Put the dossier of a mission together."""
    return application.ask(
        dossier(PaperRequest(Ref("mission", mission), audience, application.outside.wording(language)), "Visit")
    ).document


def section(paper: Document, title: str) -> Section:
    """Give a section by its title."""
    return next(block for block in paper.blocks if isinstance(block, Section) and block.title == title)


def test_the_cover_bears_the_flag_of_the_host_before_ours(application: Application) -> None:
    paper = document(application, missions.mission(application))

    cover = paper.blocks[0]
    assert isinstance(cover, Cover)
    assert (cover.flags, cover.subtitle) == (("FR", "BE-BRU"), "22–24 September 2021 · Paris, France")


def test_the_delegation_stands_in_its_order_with_the_head_first(application: Application) -> None:
    mission = missions.mission(application)
    missions.participant(application, mission, name="First")
    head = missions.participant(application, mission, name="Second")
    application.execute(commands.MakeHead(head))

    people = section(document(application, mission), "Delegation").blocks[0]

    assert isinstance(people, People)
    assert [(card.rank, card.name, card.highlighted) for card in people.cards] == [("1", "Ada Second", True), ("2", "Ada First", False)]


def test_a_line_is_on_papers_of_its_level_and_above(application: Application) -> None:
    mission = missions.mission(application)
    for level in Audience:
        missions.item(application, mission, f"line for {level.value}", level=level)

    seen = {audience: [t for t in document(application, mission, audience).texts() if t.startswith("line for")] for audience in Audience}

    assert {audience: sorted(set(lines)) for audience, lines in seen.items()} == {
        Audience.PUBLIC: ["line for public"],
        Audience.DELEGATION: ["line for delegation", "line for public"],
        Audience.INTERNAL: ["line for delegation", "line for internal", "line for public"],
        Audience.SECURITY: ["line for delegation", "line for internal", "line for public", "line for security"],
    }


def test_no_telephone_room_or_plan_b_on_a_public_paper(application: Application) -> None:
    mission = missions.mission(application)
    member = missions.participant(application, mission, name="Reachable", role=ParticipantRole.PROTOCOL)
    person = application.ask(delegation(mission))[0].person_id
    application.execute(AddContactPoint(person, ContactPointDraft(ContactKind.MOBILE, "+00 000 00 00 01")))
    stay = missions.stay(application, mission, "Hotel Example", phone="+00 000 00 00 02")
    missions.room(application, stay, number="417", occupants=(member,))
    missions.item(application, mission, "Public line", level=Audience.PUBLIC, plan_b="the other door", notes="a secret remark")

    secrets = {"+00 000 00 00 01", "+00 000 00 00 02", "417", "the other door", "a secret remark"}

    assert secrets & set(document(application, mission, Audience.PUBLIC).texts()) == set()
    assert secrets - set(document(application, mission, Audience.SECURITY).texts()) == set()


def test_both_clocks_stand_on_a_programme_far_away(application: Application) -> None:
    mission = missions.mission(application, country="KR", city="Seoul", zone="Asia/Seoul")
    missions.item(application, mission, begins=time(9, 30), minutes=60)

    day = section(document(application, mission), "Programme").blocks[0]

    assert isinstance(day, ProgrammeDay)
    assert [(line.time, line.home_time) for line in day.lines] == [("09:30–10:30", "02:30–03:30")]


def test_one_clock_is_enough_where_it_shows_brussels_time(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)

    day = section(document(application, mission), "Programme").blocks[0]

    assert isinstance(day, ProgrammeDay)
    assert [line.home_time for line in day.lines] == [""]


def test_a_line_without_a_day_stands_at_the_end_under_its_own_title(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission, "Some time", day=None, begins=None)
    missions.item(application, mission, "First")

    days = section(document(application, mission), "Programme").blocks

    assert [day.title for day in days if isinstance(day, ProgrammeDay)] == ["Wednesday 22 September 2021", "Day not known yet"]


def test_each_person_has_their_own_programme(application: Application) -> None:
    mission = missions.mission(application)
    only = missions.participant(application, mission, name="Alone")
    missions.participant(application, mission, name="Later", joins=date(2021, 9, 24))
    missions.item(application, mission, "For everybody")
    missions.item(application, mission, "For one", day=date(2021, 9, 24), attended_by=(only,))
    missions.item(application, mission, "Closing", day=date(2021, 9, 24), begins=time(17))

    texts = list(section_texts(document(application, mission), "Each person's own programme"))

    mine, theirs = texts[texts.index("Ada Alone") : texts.index("Ada Later")], texts[texts.index("Ada Later") :]
    assert [t for t in mine if t in ("For everybody", "For one", "Closing")] == ["For everybody", "For one", "Closing"]
    assert [t for t in theirs if t in ("For everybody", "For one", "Closing")] == ["Closing"]


def section_texts(paper: Document, title: str) -> list[str]:
    """Give every text of a section."""
    return list(Document(paper.meta, section(paper, title).blocks).texts())


def test_mail_goes_to_the_secretariat(application: Application, make: Make) -> None:
    mission = missions.mission(application)
    boss, secretary = make.person("Ada", "Boss"), application.execute(AddPerson(PersonDraft("Kim", "Desk"))).result
    application.execute(AddContactPoint(secretary, ContactPointDraft(ContactKind.EMAIL, "desk@example.org")))
    before = application.ask(person_draft(boss))
    application.execute(EditPerson(boss, before, PersonDraft("Ada", "Boss", secretariat_id=secretary)))
    missions.participant(application, mission, boss)

    assert "Kim Desk (secretariat)\ndesk@example.org" in section_texts(document(application, mission), "Contacts")


def test_a_cancelled_mission_says_so_on_its_first_page_of_text(application: Application) -> None:
    mission = missions.mission(application)
    application.execute(commands.CancelMission(mission, "the host fell ill", None))

    notices = [block.text for block in section(document(application, mission), "Summary").blocks if isinstance(block, Notice)]

    assert notices == ["This mission is cancelled. the host fell ill"]


def test_a_cancelled_line_stays_and_is_struck(application: Application) -> None:
    mission = missions.mission(application)
    item = missions.item(application, mission, "Walk", ceremony=Ceremony.PHOTOGRAPH)
    application.execute(commands.CancelItem(item, "rain"))

    day = section(document(application, mission), "Programme").blocks[0]

    assert isinstance(day, ProgrammeDay)
    assert [(line.struck, line.marks) for line in day.lines] == [(True, ("cancelled", "group photograph"))]


def test_the_number_of_statements_does_not_grow_with_the_delegation(application: Application, statements: object) -> None:
    one, many = missions.mission(application), missions.mission(application, "Many")
    missions.participant(application, one)
    missions.item(application, one)
    for n in range(3):
        missions.participant(application, many, name=f"P{n}")
        missions.item(application, many, begins=time(9 + n))

    with statements() as small:  # type: ignore[operator]
        document(application, one)
    with statements() as large:  # type: ignore[operator]
        document(application, many)

    assert len(large) == len(small)
