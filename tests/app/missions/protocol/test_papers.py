"""What stands on the papers of an order, and what does not."""

from __future__ import annotations

import pytest

from app.application import Application
from app.domains.dossiers.queries import dossier
from app.domains.missions.protocol import papers
from app.domains.missions.protocol.commands import MovePlace, SetStanding
from app.domains.missions.protocol.drafts import StandingDraft
from app.domains.missions.protocol.queries import order_sheet, salutation_of, salutation_sheet
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.orders import OrderKind
from app.domains.people.vocabulary import Gender
from app.kernel.document import Audience, Document, Drawing, Notice, PaperRequest, People, Section, Table
from app.kernel.ids import Ref
from tests.makers import Make, missions
from tests.makers.missions import days
from tests.makers.orders import START, delegation, holder, order


@pytest.fixture
def people(application: Application) -> tuple[str, str]:
    """A state secretary and a minister."""
    return holder(application, "Secretary", "brussels-state-secretary"), holder(application, "Minister", "brussels-minister")


@pytest.fixture
def mission(application: Application, people: tuple[str, str]) -> str:
    """A mission of these two, in the wrong order of entry, with the minister as head."""
    return delegation(application, *people, head=people[1])


def paper(application: Application, mission: str, kind: OrderKind, audience: Audience = Audience.INTERNAL) -> Document:
    """Write an order of the delegation in English."""
    sheet = application.ask(order_sheet(mission, kind, Who.DELEGATION))
    return papers.order_paper(sheet, application.outside.wording("en"), audience)


def table(document: Document) -> Table:
    """Give the first table of a paper."""
    return next(block for block in document.blocks if isinstance(block, Table))


def test_the_delegation_list_stands_in_order_of_precedence_with_its_reasons(application: Application, mission: str) -> None:
    assert table(paper(application, mission, OrderKind.LIST)).rows == (
        (
            "1",
            "Ada Minister",
            "brussels minister\nHead of delegation",
            "Place 1: Minister of the Government of the Brussels-Capital Region (BRU-START 220)",
        ),
        ("2", "Ada Secretary", "brussels state secretary", "Place 2: State secretary of the Brussels-Capital Region (BRU-START 240)"),
    )


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.DELEGATION])
def test_the_delegation_list_for_others_gives_no_reasons(
    application: Application, mission: str, people: tuple[str, str], audience: Audience
) -> None:
    application.execute(MovePlace(mission, people[0], people[1], "A secret between cabinets."))

    document = paper(application, mission, OrderKind.LIST, audience)

    assert [column.title for column in table(document).columns] == ["No.", "Name", "Function"]
    assert [row[:2] for row in table(document).rows] == [("1", "Ada Secretary"), ("2", "Ada Minister")]
    assert [text for text in document.texts() if "secret between" in text] == []


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [(kind, kind in (OrderKind.PHOTOGRAPH, OrderKind.CARS, OrderKind.SIGNING)) for kind in OrderKind],
)
def test_an_order_is_drawn_where_a_drawing_says_more(application: Application, mission: str, kind: OrderKind, drawn: bool) -> None:
    host = holder(application, "Host", "foreign-mayor")
    missions.party(application, mission, role=PartyRole.HOST, person_id=host)
    sheet = application.ask(order_sheet(mission, kind, Who.EVERYBODY))

    document = papers.order_paper(sheet, application.outside.wording("en"))

    assert any(isinstance(block, Drawing) for block in document.blocks) is drawn
    title = "List of all who take part" if kind is OrderKind.LIST else application.outside.wording("en").text(papers.title_of(kind))
    assert document.meta.title == title
    assert {"Ada Host", "Ada Minister"} <= set(document.texts())


def test_a_paper_says_by_which_list_and_when_it_was_made(application: Application, mission: str) -> None:
    document = paper(application, mission, OrderKind.ENTRY)

    assert (document.meta.stamp, document.meta.classification, document.meta.subject) == (
        "2021/001 · 1 September 2021, 12:00",
        "Internal",
        "Visit to Paris",
    )
    assert {"Visit to Paris (2021/001)", "Brussels, start list (BRU-START), of 23 November 2026", "22 September 2021"} <= set(
        document.texts()
    )


def test_what_is_undecided_cannot_be_overlooked(application: Application, mission: str) -> None:
    twin = holder(application, "Minister", "brussels-minister")
    missions.participant(application, mission, twin)

    notices = [block.text for block in paper(application, mission, OrderKind.SPEAKING).blocks if isinstance(block, Notice)]

    assert notices == [
        "Nothing separates these guests: Ada Minister and Ada Minister. Decide their order by hand, with a reason.",
    ]


def test_a_salutation_greets_in_order_in_four_languages_and_not_the_speaker(application: Application, make: Make) -> None:
    minister = make.person("Ada", "Minister", gender=Gender.FEMALE)
    make.post(minister, "minister", office="brussels-minister", since=days(START))
    mayor = make.person("Kim", "Mayor", gender=Gender.MALE)
    make.post(mayor, "mayor", office="brussels-city-mayor", since=days(START))
    mission = delegation(application, mayor, minister, holder(application, "Adviser", "adviser"))

    whole = {language: application.ask(salutation_of(mission, language)).text for language in ("nl", "fr", "en", "de")}

    assert whole == {
        "nl": "Mevrouw de minister, Mijnheer de burgemeester, dames en heren",
        "fr": "Madame la Ministre, Monsieur le Bourgmestre, Mesdames, Messieurs",
        "en": "Minister, Mayor, ladies and gentlemen",
        "de": "Frau Ministerin, Herr Bürgermeister, meine Damen und Herren",
    }
    assert application.ask(salutation_of(mission, "fr", speaker=minister)).text == "Monsieur le Bourgmestre, Mesdames, Messieurs"
    document = papers.salutation_paper(application.ask(salutation_sheet(mission, speaker=minister)), application.outside.wording("en"))
    assert "Herr Bürgermeister, meine Damen und Herren" in set(document.texts())
    assert "Ada Minister speaks, and is not greeted." in set(document.texts())


def test_a_representative_is_greeted_by_the_own_office(application: Application, mission: str, people: tuple[str, str]) -> None:
    absent = holder(application, "Prime", "prime-minister")
    standing = StandingDraft(capacity=Capacity.MANDATE, other_person_id=absent)
    application.execute(SetStanding(mission, people[0], StandingDraft(), standing))

    assert order(application, mission) == ["Secretary", "Minister"]
    assert application.ask(salutation_of(mission, "en")).text == "State Secretary, Minister, ladies and gentlemen"


@pytest.mark.parametrize("kind", OrderKind)
def test_every_order_is_laid_out(application: Application, mission: str, kind: OrderKind) -> None:
    content = papers.produce_order(application, mission, kind, application.outside.wording("nl"))

    assert content.startswith(b"%PDF-")


def test_a_salutation_is_laid_out(application: Application, mission: str) -> None:
    assert papers.produce_salutation(application, mission, application.outside.wording("fr")).startswith(b"%PDF-")


def test_an_empty_delegation_has_papers_too(application: Application) -> None:
    mission = missions.mission(application)

    for kind in OrderKind:
        assert table_or_none(paper(application, mission, kind)) in (None, ())


def table_or_none(document: Document) -> tuple[tuple[str, ...], ...] | None:
    """Give the rows of the first table of a paper, if it has one."""
    return next((block.rows for block in document.blocks if isinstance(block, Table)), None)


@pytest.mark.parametrize(
    ("audience", "told"), [(Audience.PUBLIC, False), (Audience.DELEGATION, False), (Audience.INTERNAL, True), (Audience.SECURITY, True)]
)
def test_the_dossier_has_the_delegation_in_order_of_precedence_and_keeps_reasons_inside(
    application: Application, mission: str, people: tuple[str, str], audience: Audience, told: bool
) -> None:
    application.execute(MovePlace(mission, people[0], people[1], "Chairs the network."))
    request = PaperRequest(Ref("mission", mission), audience, application.outside.wording("en"))

    whole = application.ask(dossier(request, "Visit")).document

    section = next(block for block in whole.blocks if isinstance(block, Section) and block.title == "Delegation")
    cards = next(block for block in section.blocks if isinstance(block, People)).cards
    assert [(card.rank, card.name, card.highlighted) for card in cards] == [("1", "Ada Secretary", False), ("2", "Ada Minister", True)]
    assert any("Chairs the network" in text for text in whole.texts()) is told
