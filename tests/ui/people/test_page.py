"""The registers of persons and organisations: the card beside the list, its parts, and what follows a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.people import queries
from app.domains.people.commands import AddContactPoint, EditPerson, RemovePerson
from app.domains.people.fields import ORGANISATIONS, PERSONS
from app.domains.people.rules import ContactPointDraft, Gender
from app.domains.people.vocabulary import ORGANISATION, PERSON, PRECEDENCE_LIST, ContactKind
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import Make
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.people.card import HELD, PREFERRED, Entries
from ui.people.page import PAGES, OrganisationsPage, PeoplePage
from ui.people.precedence.page import PrecedencePage

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def people(desk: Desk, show: Show) -> Callable[[], PeoplePage]:
    """Opens the register of persons."""

    def opened() -> PeoplePage:
        made = PeoplePage(desk, PERSONS)
        made.resize(1080, 740)
        show(made)
        return made

    return opened


@pytest.fixture
def organisations(desk: Desk, show: Show) -> Callable[[], OrganisationsPage]:
    """Opens the register of organisations."""

    def opened() -> OrganisationsPage:
        made = OrganisationsPage(desk, ORGANISATIONS)
        made.resize(1080, 740)
        show(made)
        return made

    return opened


def pairs(page: PeoplePage | OrganisationsPage) -> list[str]:
    return [label.text() for label in page.card.details._labels]


def press(entries: Entries, entry: str, name: str) -> None:
    buttons = entries.findChildren(QToolButton)
    next(button for button in buttons if button.property("entry") == entry and button.accessibleName().startswith(name)).click()


def test_each_kind_has_its_page():
    assert {PERSON: PeoplePage, ORGANISATION: OrganisationsPage, PRECEDENCE_LIST: PrecedencePage} == PAGES


def test_a_card_tells_everything_about_a_person(application: Application, make: Make, people):
    office = make.organisation("Institute")
    mail = make.person("Zoë", "Mail")
    person = make.person(
        "Ada",
        "Example",
        prefix="H.E.",
        gender=Gender.FEMALE,
        nationality="BE",
        preferred_language="fr",
        languages=("nl", "en"),
        diet="No nuts",
        secretariat_id=mail,
    )
    now = make.post(person, "director", organisation_id=office, since=PartialDate(2019, 5))
    past = make.post(person, "adviser", since=PartialDate(2010), until=PartialDate(2018))
    point = application.execute(
        AddContactPoint(person, ContactPointDraft(ContactKind.EMAIL, "ada@example.org", "in the morning", preferred=True))
    ).result
    page = people()
    page.reveal(person)
    assert page.card.heading.text() == "Ada Example"
    assert [(e.id, e.text, e.below, e.mark) for e in page.card.posts.shown] == [
        (now, "director", "Institute  ·  since May 2019", HELD),
        (past, "adviser", "2010–2018", None),
    ]
    assert [(e.id, e.text, e.below, e.mark) for e in page.card.contacts.shown] == [
        (point, "ada@example.org", "e-mail  ·  in the morning", PREFERRED)
    ]
    assert pairs(page) == [
        "Gender", "female", "Stands for", "Belgium", "Preferred language", "French", "Other languages", "Dutch and English", "Diet", "No nuts",
    ]  # fmt: skip


def test_a_post_without_dates_is_not_said_to_be_held(make: Make, people):
    person = make.person()
    make.post(person, "adviser")
    assert [entry.mark for entry in people().card.posts.shown] == [None]


def test_a_post_is_added_changed_and_removed_on_the_card(make: Make, people, application: Application, settled):
    person = make.person()
    page = people()
    page.add_post()
    dialog = page.findChild(FormDialog)
    dialog.form.editors["title"].show_value(Multilingual("adviseur", "conseillère", "adviser"))
    dialog.accept()
    settled()
    assert [entry.text for entry in page.card.posts.shown] == ["adviser"]
    press(page.card.posts, page.card.posts.shown[0].id, "Change")
    dialog = page.findChild(FormDialog)
    dialog.form.editors["title"].show_value(Multilingual("minister", "ministre", "minister"))
    dialog.accept()
    settled()
    assert [entry.text for entry in page.card.posts.shown] == ["minister"]
    press(page.card.posts, page.card.posts.shown[0].id, "Remove")
    assert page.card.posts.shown == ()
    application.undo()
    settled()
    assert [entry.text for entry in page.card.posts.shown] == ["minister"]
    assert page.chosen_id() == person


def test_a_refused_contact_point_keeps_what_was_typed(make: Make, people):
    make.person()
    page = people()
    page.add_contact()
    dialog = page.findChild(FormDialog)
    dialog.form.editors["contact_kind"].show_value(ContactKind.EMAIL)
    dialog.form.editors["value"].show_value("nowhere")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.draft().value == "nowhere"
    dialog.form.editors["value"].show_value("ada@example.org")
    dialog.accept()
    assert [entry.text for entry in page.card.contacts.shown] == ["ada@example.org"]


def test_a_post_leads_to_its_organisation(make: Make, people, desk: Desk, qtbot: QtBot):
    office = make.organisation("Institute")
    person = make.person()
    post = make.post(person, "director", organisation_id=office)
    page = people()
    with qtbot.waitSignal(desk.open_requested) as asked:
        press(page.card.posts, post, "Open")
    assert asked.args == [Ref(ORGANISATION, office)]


def test_the_card_follows_a_change_made_elsewhere_and_the_choice_stays(application: Application, make: Make, people, settled):
    make.person("Ada", "Aardvark")
    person = make.person("Grace", "Middle")
    page = people()
    page.reveal(person)
    draft = application.ask(queries.person_draft(person))
    application.execute(EditPerson(person, draft, replace(draft, family_name="Zebra", diet="No fish")))
    settled()
    assert page.chosen_id() == person
    assert page.card.heading.text() == "Grace Zebra"
    assert pairs(page) == ["Diet", "No fish"]


def test_the_card_of_a_person_who_is_removed_elsewhere_goes(application: Application, make: Make, people, settled):
    person = make.person()
    page = people()
    application.execute(RemovePerson(person))
    settled()
    assert page.chosen_id() is None


def test_an_organisation_shows_its_persons_and_opens_them(make: Make, organisations, desk: Desk, qtbot: QtBot, settled):
    office = make.organisation("Institute", city="Ghent")
    page = organisations()
    assert pairs(page) == ["Name", "Institute", "Kind", "other", "City", "Ghent"]
    person = make.person("Ada", "Example")
    make.post(person, "director", organisation_id=office)
    settled()
    assert [(row.name, str(row.function)) for row in page.card.members.rows()] == [("Ada Example", "director")]
    with qtbot.waitSignal(desk.open_requested) as asked:
        page.card.view.opened.emit(person)
    assert asked.args == [Ref(PERSON, person)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [LIGHT_ALWAYS, DARK_ALWAYS])
def test_the_pages_open_in_every_language_and_look(make: Make, people, organisations, language, look):
    office = make.organisation("Institute")
    person = make.person("Ada", "Example", secretariat_id=make.person("Grace", "Mail"))
    make.post(person, "director", organisation_id=office)
    spoken.speak(language)
    theme.dress(look)
    page, other = people(), organisations()
    page.reveal(person)
    assert nameless(page) == []
    assert nameless(other) == []
    assert page.grab().width() == 1080
    theme.dress(LIGHT_ALWAYS)


def test_the_card_is_said_again_when_the_language_is_switched(make: Make, people, settled):
    person = make.person(preferred_language="fr")
    page = people()
    page.reveal(person)
    spoken.speak("fr")
    settled()
    assert pairs(page)[1] == "français"
