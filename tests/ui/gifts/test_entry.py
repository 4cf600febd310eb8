"""The form of an entry: what it asks for, what it knows already, and what it does not accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.register_fields import GIFTS
from app.domains.gifts.register_queries import gift_draft, gift_ids
from app.domains.gifts.vocabulary import Direction
from app.kernel.money import Money
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import Make, missions
from tests.makers import gifts as make_of
from ui.gifts.entry import GiftDialog, change_gift, note_gift
from ui.gifts.moments import MomentEditor
from ui.gifts.register import GiftRegister
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.photographs import PhotosEditor

Settled = Callable[[], None]
NAME = Multilingual("Vaas", "Vase", "Vase")


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> GiftRegister:
    return cast("GiftRegister", show(GiftRegister(desk, GIFTS)))


@pytest.fixture
def form(page: GiftRegister) -> FormDialog:
    return note_gift(page)


def type_in(form: FormDialog, **values: object) -> None:
    """Fill in fields as a reader does: what follows from them follows."""
    for key, value in values.items():
        form.form.editors[key].show_value(value)
        form.form.editors[key].edited.emit()


def said(form: FormDialog, key: str) -> list[str]:
    return [spoken.wording.say(finding.message) for finding in form.form._findings[key].shown]


def is_shown(form: FormDialog, key: str) -> bool:
    return form.form.editors[key].isVisibleTo(form)


def test_a_gift_is_noted_with_little(form: FormDialog, page: GiftRegister, settled: Settled):
    type_in(form, day=date(2021, 8, 20), description=NAME, giver_said="Embassy of Examplia")
    form.accept()
    settled()

    (id,) = page.desk.application.ask(gift_ids())
    assert page.desk.application.ask(gift_draft(id)) == GiftDraft(day=date(2021, 8, 20), description=NAME, giver_said="Embassy of Examplia")


def test_what_is_missing_stands_beside_its_field(form: FormDialog):
    form.accept()

    assert {key: said(form, key) for key in ("day", "description", "giver_person_id")} == {
        "day": ["Enter the day on which it was received, given or offered."],
        "description": ["Say what the gift is, in one language at least."],
        "giver_person_id": ["Say who gave it, or offered it: a person, an organisation, or in words."],
    }
    assert form.isVisible()


def test_a_gift_to_oneself_is_refused(form: FormDialog, make: Make, page: GiftRegister):
    ada = make.person()
    type_in(form, day=date(2021, 8, 20), description=NAME, giver_person_id=ada, recipient_person_id=ada)
    form.accept()

    assert said(form, "giver_person_id") == ["Giver and recipient are the same: nobody gives a gift to themselves."]
    assert page.desk.application.ask(gift_ids()) == []


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (Money(Decimal(10), "USD"), "Enter the rate: how many USD one euro was on the day of the gift."),
        (Money(Decimal(10), "USD", Decimal("1.1")), "Enter the day of the rate."),
        (
            Money(Decimal(10), "USD", Decimal("1.1"), date(2021, 8, 1)),
            "The rate is that of the day of the gift, or of at most 5 days before when none was published.",
        ),
    ],
)
def test_a_value_is_one_of_its_day(form: FormDialog, page: GiftRegister, value: Money, sentence: str):
    type_in(form, day=date(2021, 8, 20), description=NAME, giver_said="Embassy", value=value)
    form.accept()

    assert (said(form, "value"), page.desk.application.ask(gift_ids())) == ([sentence], [])


def test_a_day_to_come_is_refused_while_it_is_typed(form: FormDialog):
    type_in(form, day=date(2021, 9, 2))
    form.form.editors["day"].left.emit()

    assert said(form, "day") == ["This day lies ahead: what has not been received or given yet is reserved, not entered."]


def test_a_new_entry_asks_for_little_and_all_the_rest_is_a_button_away(form: FormDialog):
    assert isinstance(form, GiftDialog)
    keys = ("day", "description", "giver_person_id", "value", "weight", "remark")
    brief = [is_shown(form, key) for key in keys]
    form.all_button.click()

    assert (brief, [is_shown(form, key) for key in keys]) == ([True, True, True, True, False, False], [True] * 6)


def test_what_is_wrong_in_a_field_that_is_not_asked_for_shows_it(form: FormDialog):
    type_in(form, materials=("cites",))

    assert (is_shown(form, "materials"), is_shown(form, "cites_note")) == (True, True)
    assert said(form, "cites_note") == ["A protected species needs papers (CITES): note which there are, or that there are none."]


def test_the_form_shows_what_belongs_to_the_direction(form: FormDialog):
    assert isinstance(form, GiftDialog)
    form.all_button.click()
    keys = ("acceptance", "thanked_on", "place", "recipient_country")
    received = [is_shown(form, key) for key in keys]
    type_in(form, direction=Direction.GIVEN)

    assert (received, [is_shown(form, key) for key in keys]) == ([True, True, True, False], [False, False, False, True])


def test_what_stands_in_a_field_stays_visible_whatever_the_direction(form: FormDialog):
    type_in(form, place="Hall", direction=Direction.GIVEN)

    assert is_shown(form, "place")


def test_the_programme_is_that_of_the_mission(form: FormDialog, application: Application):
    mission = missions.mission(application)
    item = missions.item(application, mission, "Closing dinner")
    moment = form.form.editors["moment_id"]
    assert isinstance(moment, MomentEditor)
    before = moment.box.count()
    type_in(form, mission_id=mission)

    assert (before, moment.box.findData(item)) == (1, 1)


def test_what_the_giver_offered_before_is_told(form: FormDialog, application: Application, make: Make):
    ada = make.person("Ada", "Giver")
    make_of.gift(application, "Book", giver_person_id=ada, day=date(2021, 3, 1), entered=True)
    type_in(form, giver_person_id=ada)

    assert said(form, "giver_person_id") == ["The same giver offered on 1 March 2021: G2021/001: Book."]


def test_a_gift_of_the_same_day_and_giver_may_be_the_same(form: FormDialog, application: Application, make: Make):
    body = make.organisation("Embassy")
    make_of.gift(application, "Book", giver_organisation_id=body, day=date(2021, 8, 20))
    type_in(form, giver_organisation_id=body, day=date(2021, 8, 20))

    assert said(form, "giver_organisation_id") == ["Of the same giver and the same day there is already: Book. Is it the same gift?"]


def test_an_entry_is_no_earlier_offer_of_its_own(page: GiftRegister, application: Application, make: Make, settled: Settled):
    ada = make.person("Ada", "Giver")
    book = make_of.gift(application, "Book", giver_person_id=ada)
    settled()
    form = change_gift(page, book)
    assert form is not None

    assert said(form, "giver_person_id") == []
    form.reject()


def test_photographs_are_dropped_on_the_form(form: FormDialog, page: GiftRegister, tmp_path: Path, settled: Settled):
    paths = [tmp_path / name for name in ("front.jpg", "scan.pdf")]
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    paths[0].write_bytes(file.getvalue())
    paths[1].write_bytes(b"%PDF-1.4")
    photos = form.form.editors["photos"]
    assert isinstance(photos, PhotosEditor)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = form.rect().center().toPointF()
    form.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    settled()
    told = photos._told.text()
    type_in(form, day=date(2021, 8, 20), description=NAME, giver_said="Embassy")
    form.accept()
    settled()

    (id,) = page.desk.application.ask(gift_ids())
    assert [len(photo.digest) for photo in page.desk.application.ask(gift_draft(id)).photos] == [64]
    assert told.startswith("scan.pdf: This is not a picture")


def test_a_form_is_not_saved_while_photographs_are_taken_in(form: FormDialog, page: GiftRegister):
    photos = form.form.editors["photos"]
    assert isinstance(photos, PhotosEditor)
    type_in(form, day=date(2021, 8, 20), description=NAME, giver_said="Embassy")
    photos.take_files([Path("never-read.jpg")])
    form.accept()

    assert (said(form, "photos"), page.desk.application.ask(gift_ids())) == (["The photographs are still being taken in."], [])


def test_the_regimes_of_the_office_are_chosen_by_name(form: FormDialog):
    field = form.form.editors["regime"].field

    assert spoken.wording.say(field.choices[0].title) == "that of the house"
    assert len(field.choices) > 1


def test_half_a_form_is_there_again(page: GiftRegister, form: FormDialog):
    type_in(form, description=NAME, value=Money(Decimal("12.50")))
    form.form._keep()  # the pause after the last letter
    again = note_gift(page)

    assert again.form.draft() == GiftDraft(description=NAME, value=Money(Decimal("12.50")))
    again.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name(form: FormDialog, language: str):
    spoken.speak(language)

    assert nameless(form) == []
