"""Invitation letters and sheets for notes verbales: whole, in the language of their reader, and only after a look that is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.domains.visas.invitation_queries import letter_of, letter_plans, note_plan, note_sheet, note_travellers
from app.domains.visas.invitations import NoteDraft
from app.domains.visas.looking import LookAtNumbers
from app.domains.visas.matrix import matrix
from app.domains.visas.papers import letter_paper, matrix_paper, note_paper, write_letters, write_note_sheet
from app.domains.visas.passport_queries import looks
from app.domains.visas.terms import PassportKind
from app.domains.visas.visa_terms import Answer, Need, Payer
from app.kernel.clock import FixedClock
from app.kernel.document import Notice
from app.kernel.errors import NotAllowed, Refused
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from tests.makers import Make, access, missions
from tests.makers import visas as made

WHY = "letters for the visit of December"
PURPOSE = Multilingual("Mobiliteit bestuderen", "Étudier la mobilité", "To study mobility")
DIRECTOR = Multilingual("directeur-generaal", "directeur général", "director-general")
TOLD = NoteDraft(Payer.REGION, contact="A. Example, +32 2 000 00 00", signatory="B. Example", signatory_function=DIRECTOR, number="BI/17")


@pytest.fixture
def visit(application: Application, make: Make) -> str:
    return _visit(application, make)


def _visit(application: Application, records: Make, **fields: object) -> str:
    mission = made.visit(application, **({"purpose": PURPOSE, "venue": "Parliament"} | fields))
    missions.party(application, mission, role=PartyRole.HOST, organisation_id=records.organisation("Brussels International"))
    return mission


def person(application: Application, records: Make, mission: str, name: str = "Guest", **fields: object) -> str:
    """Take somebody into a delegation, of whom everything is known."""
    known = {"nationality": "JP", "born": PartialDate(1970, 5, 6)} | fields
    id = application.execute(AddPerson(PersonDraft("Hana", name, **known))).result  # type: ignore[arg-type]
    missions.participant(application, mission, id)
    records.post(id, "deputy governor", organisation_id=records.organisation(f"Prefecture of {name}"))
    return id


def invited(application: Application, mission: str, guest: str, **fields: object) -> None:
    """Say all that a letter needs."""
    usual = {
        "language": "en",
        "needs_visa": Answer.YES,
        "pays_travel": Payer.AUTHORITY,
        "pays_stay": Payer.REGION,
        "contact": "A. Example, +32 2 000 00 00",
        "signatory": "B. Example",
        "signatory_function": DIRECTOR,
    }
    made.invitation(application, mission, guest, **(usual | fields))


def missing(application: Application, mission: str) -> list[str]:
    """Name the rules by which the letters of a visit cannot be written."""
    return [found.rule for plan in application.ask(letter_plans(mission)) for found in plan.findings if found.blocks]


def texts(application: Application, mission: str, guest: str, language: str) -> list[str]:
    wording = application.outside.wording(language)
    return list(letter_paper(application.ask(letter_of(mission, guest)), wording).texts())


# ------------------------------------------------------------------------------------------------ letters


def test_a_letter_says_who_comes_when_where_why_and_who_pays(application: Application, make: Make, visit: str) -> None:
    guest = person(application, make, visit)
    passport = made.passport(application, guest, number="EX000001", country="JP")
    invited(application, visit, guest)
    application.execute(LookAtNumbers((passport,), WHY, visit))
    said = texts(application, visit, guest, "en")
    for text in (
        "Brussels, 1 September 2021",
        "Hana GUEST",
        "6 May 1970",
        "Japan",
        "deputy governor",
        "Prefecture of Guest",
        "ordinary passport no. EX000001, issued by Japan",
        "14 January 2025",
        "Purpose of the visit: To study mobility",
        "Parliament, Brussels",
        "your own authority",
        "the Brussels-Capital Region",
        "B. Example\ndirector-general",
    ):
        assert text in said, text


def test_a_letter_is_refused_with_all_that_is_missing(application: Application) -> None:
    mission = made.visit(application, starts="2021-12", ends=None, city="")
    bare = application.execute(AddPerson(PersonDraft("", "Guest"))).result
    missions.participant(application, mission, bare)
    assert missing(application, mission) == [
        "letter-language",
        "letter-days",
        "letter-place",
        "letter-host",
        "letter-purpose",
        "letter-name",
        "letter-nationality",
        "letter-function",
        "letter-passport",
        "letter-payer",
        "letter-contact",
        "letter-signatory",
    ]
    with pytest.raises(Refused) as refusal:
        write_letters(application, mission, [bare], WHY)
    assert len(refusal.value.findings) == 12


def test_a_text_in_another_language_is_missing_too(application: Application, make: Make) -> None:
    mission = _visit(application, make, purpose=replace(PURPOSE, fr=""))
    guest = person(application, make, mission)
    made.passport(application, guest, country="JP")
    invited(application, mission, guest, language="fr", signatory_function=replace(DIRECTOR, fr=""))
    assert missing(application, mission) == ["letter-purpose", "letter-number", "letter-signatory"]


def test_the_birth_date_stands_on_the_letter_only_when_it_is_known(application: Application, make: Make, visit: str) -> None:
    guest = person(application, make, visit, born=None)
    passport = made.passport(application, guest, number="EX000001", country="JP")
    invited(application, visit, guest)
    application.execute(LookAtNumbers((passport,), WHY, visit))
    assert "Born on" not in texts(application, visit, guest, "en")


def test_no_number_stands_on_a_paper_that_nobody_looked_at(application: Application, make: Make, visit: str, clock: FixedClock) -> None:
    guest = person(application, make, visit)
    passport = made.passport(application, guest, number="EX000001", country="JP")
    invited(application, visit, guest)
    with pytest.raises(Refused, match="Look at the number of the passport first"):
        application.ask(letter_of(visit, guest))
    application.execute(LookAtNumbers((passport,), WHY, visit))
    assert application.ask(letter_of(visit, guest)).person.number == "EX000001"
    clock.moment += timedelta(hours=2)
    with pytest.raises(Refused, match="Look at the number of the passport first"):
        application.ask(letter_of(visit, guest))


def test_letters_are_written_each_in_its_language_and_each_look_stays_written(application: Application, make: Make, visit: str) -> None:
    guests = [person(application, make, visit, name) for name in ("Eerste", "Deuxième")]
    passports = [made.passport(application, guest, number=f"EX00000{n}", country="JP") for n, guest in enumerate(guests)]
    invited(application, visit, guests[0], language="nl")
    invited(application, visit, guests[1], language="fr")
    done: list[tuple[int, int]] = []
    written = write_letters(application, visit, guests, WHY, lambda now, of: done.append((now, of)))
    assert [(one.name, one.language, one.content[:5]) for one in written] == [
        ("Hana Eerste", "nl", b"%PDF-"),
        ("Hana Deuxième", "fr", b"%PDF-"),
    ]
    assert done == [(1, 2), (2, 2)]
    assert [[(look.purpose, look.name) for look in application.ask(looks(passport))] for passport in passports] == [[(WHY, "officer")]] * 2


def test_nothing_is_looked_at_for_a_letter_that_cannot_be_written(application: Application, make: Make, visit: str) -> None:
    guest = person(application, make, visit)
    passport = made.passport(application, guest, number="EX000001", country="JP")
    with pytest.raises(Refused):
        write_letters(application, visit, [guest], WHY)
    assert application.ask(looks(passport)) == []


def test_a_purpose_in_a_word_is_none(application: Application, make: Make, visit: str) -> None:
    guest = person(application, make, visit)
    made.passport(application, guest, number="EX000001", country="JP")
    invited(application, visit, guest)
    with pytest.raises(Refused, match="what it is needed for"):
        write_letters(application, visit, [guest], "letter")
    with pytest.raises(Refused, match="Choose at least one guest"):
        write_letters(application, visit, ["nobody"], WHY)


def test_only_guests_get_a_letter(application: Application, make: Make) -> None:
    journey = made.journey(application)
    person(application, make, journey)
    assert missing(application, journey) == ["mission-not-incoming"]


# ------------------------------------------------------------------------------------------------ notes verbales


@pytest.fixture
def travellers(application: Application, make: Make) -> tuple[str, list[str]]:
    journey = made.journey(application, purpose=PURPOSE)
    made.card(application, service=Need.NOT_NEEDED, file_at="the embassy")
    persons = [person(application, make, journey, name, nationality="BE") for name in ("One", "Two", "Three")]
    for number, (one, kind) in enumerate(zip(persons, (PassportKind.ORDINARY, PassportKind.ORDINARY, PassportKind.SERVICE), strict=True)):
        made.passport(application, one, kind, number=f"EX00001{number}")
    return journey, persons


def test_a_note_is_asked_for_those_who_need_a_visa(application: Application, travellers: tuple[str, list[str]]) -> None:
    journey, persons = travellers
    assert list(application.ask(note_travellers(journey, "US"))) == persons[:2]


def test_a_sheet_names_the_travellers_with_their_passports(application: Application, travellers: tuple[str, list[str]]) -> None:
    journey, persons = travellers
    passports, findings = application.ask(note_plan(journey, "US", tuple(persons[:2]), TOLD, "en"))
    assert [found for found in findings if found.blocks] == []
    application.execute(LookAtNumbers(passports, WHY, journey))
    sheet = application.ask(note_sheet(journey, "US", tuple(persons[:2]), TOLD, "en"))
    document = note_paper(sheet, application.outside.wording("en"))
    said = list(document.texts())
    for text in ("Hana ONE", "ordinary passport no. EX000010, issued by Belgium", "Hana TWO", "6–10 December 2021", "BI/17", "the embassy"):
        assert text in said, text
    assert "Hana THREE" not in said
    assert document.meta.classification == "Internal"
    content = write_note_sheet(application, journey, "US", persons[:2], TOLD, "nl", WHY)
    assert content.startswith(b"%PDF-")


def test_a_sheet_is_refused_with_all_that_is_missing(application: Application, make: Make, travellers: tuple[str, list[str]]) -> None:
    journey, _ = travellers
    unborn = person(application, make, journey, "Four", nationality="BE", born=PartialDate(1970))
    _, findings = application.ask(note_plan(journey, "US", (unborn,), NoteDraft(), "en"))
    assert [found.rule for found in findings] == ["letter-born", "letter-passport", "letter-payer", "letter-contact", "letter-signatory"]
    _, findings = application.ask(note_plan(journey, "JP", (), TOLD, "en"))
    assert [found.rule for found in findings] == ["country-not-of-mission", "nobody-chosen"]


# ------------------------------------------------------------------------------------------------ the list


def test_the_list_says_what_is_not_ready_and_why(application: Application, travellers: tuple[str, list[str]]) -> None:
    journey, _ = travellers
    document = application.ask(matrix_paper(journey, "Mission to New York", application.outside.wording("en")))
    said = list(document.texts())
    assert said.count("A visa is needed; nothing has been done yet.") == 2
    assert said.count("Visa: United States") == 3  # above its column, and for each of the two who need it
    assert "EX000010" not in " ".join(said)
    assert [block.text[:13] for block in document.blocks if isinstance(block, Notice)] == ["United States"]
    assert (document.meta.classification, document.meta.stamp) == ("Internal", "As on 1 September 2021")


def test_days_of_a_letter_are_those_of_the_guest(application: Application, make: Make, visit: str) -> None:
    guest = application.execute(AddPerson(PersonDraft("Hana", "Late", nationality="JP"))).result
    missions.participant(application, visit, guest, joins=date(2021, 12, 8))
    make.post(guest, "deputy governor")
    passport = made.passport(application, guest, number="EX000009", country="JP")
    invited(application, visit, guest, sent_on=date(2021, 9, 1))
    application.execute(LookAtNumbers((passport,), WHY, visit))
    assert "8–10 December 2021" in texts(application, visit, guest, "en")


def test_who_may_not_see_numbers_writes_no_letters(application: Application, make: Make, visit: str) -> None:
    guest = person(application, make, visit)
    passport = made.passport(application, guest, number="EX000001", country="JP")
    invited(application, visit, guest)
    access.act_as(application, "reader", RoleCode.READER)
    assert application.ask(letter_plans(visit))[0].possible
    with pytest.raises(NotAllowed):
        write_letters(application, visit, [guest], WHY)
    with pytest.raises(NotAllowed):
        application.ask(letter_of(visit, guest))
    assert "EX000001" not in repr(application.ask(matrix(visit)))
    application.sign_in(access.HEAD)
    assert application.ask(looks(passport)) == []
