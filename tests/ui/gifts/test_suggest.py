"""The choice of a gift for somebody: best first, with reasons; warnings are answered in their lines; what is missing is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from app.application import Application
from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.reserving_commands import ReserveGift
from app.domains.gifts.reserving_queries import reservations_of
from app.domains.gifts.vocabulary import Level, Tag, Trait
from app.domains.missions.vocabulary import PartyRole
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import Make
from tests.makers import gifts as make_of
from tests.makers import missions as make_missions
from ui.gifts.suggest import SuggestDialog
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme

Settled = Callable[[], None]
Show = Callable[[QWidget], QWidget]
Open = Callable[..., SuggestDialog]


@pytest.fixture
def parent(show: Show) -> QWidget:
    """A window to stand in front of."""
    return show(QWidget())


@pytest.fixture
def choose(desk: Desk, parent: QWidget, settled: Settled) -> Open:
    """Opens the choice, which carries the reservation out itself."""

    def opened(**known: str) -> SuggestDialog:
        dialog = SuggestDialog.show_for(parent, desk, **known)
        settled()
        return dialog

    return opened


@pytest.fixture
def envoy(make: Make) -> str:
    """Somebody from China."""
    return make.person("Wei", "Muster", nationality="CN")


@pytest.fixture
def mission(application: Application, envoy: str) -> str:
    """A mission that meets them."""
    made = make_missions.mission(application)
    make_missions.party(application, made, person_id=envoy, role=PartyRole.HOST)
    return made


def listed(dialog: SuggestDialog) -> list[tuple[str, str]]:
    return [(line.name.splitlines()[0], line.mark) for line in dialog.list.rows.rows()]


def why(dialog: SuggestDialog) -> list[str]:
    row = dialog.row()
    return [spoken.wording.say(one) for one in row.why] if row is not None else []


def test_an_empty_bank_says_so_and_bars_nothing(choose: Open, envoy: str):
    dialog = choose(person_id=envoy)

    assert (listed(dialog), dialog._stack.currentIndex(), dialog.row()) == ([], 1, None)
    assert dialog._still.text() == "Say on which occasion it is given. And 1 thing more is missing."


def test_the_best_stands_first_with_its_reasons(application: Application, choose: Open, mission: str, envoy: str):
    make_of.item(application, "Clock", traits=(Trait.CLOCK,))
    make_of.item(application, "Bowl", tags=(Tag.BRUSSELS_MADE,))
    dialog = choose(person_id=envoy, mission_id=mission)

    assert listed(dialog) == [("Bowl", "clear"), ("Clock", "1")]
    assert why(dialog)[:2] == ["Never given before to Wei Muster.", "Made in Brussels."]
    assert dialog.about.text() == "Wei Muster. Customs to mind: China."


def test_what_is_not_free_stands_last_and_bars_the_button(
    application: Application, choose: Open, mission: str, envoy: str, settled: Settled
):
    gone = make_of.item(application, "Gone", 0)
    make_of.item(application, "There")
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.list.select(gone)
    settled()

    assert listed(dialog) == [("There", "clear"), ("Gone", "barred")]
    assert (dialog.accept_button.isEnabled(), dialog._still.text()) == (False, "No piece of it is free.")


def test_a_gift_without_warnings_is_reserved_for_the_mission(
    application: Application, choose: Open, mission: str, envoy: str, settled: Settled
):
    item = make_of.item(application)
    dialog = choose(person_id=envoy, mission_id=mission)
    made: list[object] = []
    dialog.reserved.connect(made.append)
    assert dialog._still.text() == ""
    dialog.accept()
    settled()

    (row,) = application.ask(reservations_of(mission=mission))
    assert (row.item_id, row.person_id, row.answers, made) == (item, envoy, (), [row.id])


def test_a_warning_is_answered_in_its_line(application: Application, choose: Open, mission: str, envoy: str, settled: Settled):
    make_of.item(application, "Clock", traits=(Trait.CLOCK,))
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.accept()
    settled()
    assert dialog._still.text() == "Say for each warning why it is given all the same."
    assert application.ask(reservations_of(mission=mission)) == []

    (line,) = dialog.chosen.answers.lines
    line.line.setText("He collects clocks")
    line.line.textEdited.emit("He collects clocks")
    assert dialog._still.text() == ""
    dialog.accept()
    settled()

    (row,) = application.ask(reservations_of(mission=mission))
    assert [reason for _code, reason in row.answers] == ["He collects clocks"]


def test_an_answer_stays_while_other_gifts_are_looked_at(
    application: Application, choose: Open, mission: str, envoy: str, settled: Settled
):
    clock = make_of.item(application, "Clock", traits=(Trait.CLOCK,))
    bowl = make_of.item(application, "Bowl")
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.list.select(clock)
    dialog.chosen.answers.lines[0].line.setText("He collects clocks")
    dialog.list.select(bowl)
    dialog.list.select(clock)
    settled()

    assert [line.answer for line in dialog.chosen.answers.lines] == ["He collects clocks"]


def test_what_is_looked_for_narrows_and_orders(application: Application, choose: Open, mission: str, envoy: str):
    make_of.item(application, "Bowl", level=Level.A)
    make_of.item(application, "Book", level=Level.C)
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.level.show_value(Level.A)
    dialog.read()
    assert [name for name, _mark in listed(dialog)] == ["Bowl", "Book"]

    dialog.level.show_value(Level.C)
    dialog.read()
    assert [name for name, _mark in listed(dialog)] == ["Book", "Bowl"]

    dialog.words.setText("bow")
    dialog.read()
    assert [name for name, _mark in listed(dialog)] == ["Bowl"]


def test_a_budget_of_the_moment_warns_without_asking_for_a_reason(application: Application, choose: Open, mission: str, envoy: str):
    make_of.item(application, "Bowl", unit_cost=make_of.euro("90.00"))
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.budget.show_value(50)
    dialog.read()

    assert listed(dialog) == [("Bowl", "1")]
    assert [line.open for line in dialog.chosen.answers.lines] == [False]
    assert dialog._still.text() == ""


def test_a_level_by_hand_does_not_hide_what_is_to_be_answered(application: Application, make: Make, choose: Open, settled: Settled):
    director = make.person("Dora", "Director")
    make.post(director, "director")
    make_of.item(application, "Coffer", level=Level.A)
    dialog = choose(person_id=director, occasion="reception")
    dialog.level.show_value(Level.A)
    dialog.read()

    assert listed(dialog) == [("Coffer", "clear")]
    assert [line.warning.code for line in dialog.chosen.answers.lines] == ["level"]


def test_what_was_given_before_is_told(application: Application, choose: Open, mission: str, envoy: str):
    item = make_of.item(application, "Bowl")
    make_of.given(application, "Bowl", item_id=item, recipient_person_id=envoy, entered=True)
    dialog = choose(person_id=envoy, mission_id=mission)

    assert [spoken.wording.say(line.warning.message) for line in dialog.chosen.answers.lines] == [
        "Wei Muster got the same on 20 August 2021 (G2021/001)."
    ]


def test_the_day_of_the_line_of_the_programme_counts(application: Application, choose: Open, mission: str, envoy: str):
    item = make_missions.item(application, mission, "Dinner", day=date(2021, 9, 23), begins=time(20))
    make_of.item(application)
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.form.editors["moment_id"].show_value(item)

    assert dialog.form.day() == date(2021, 9, 23)


def test_a_piece_that_somebody_else_took_meanwhile_is_refused_with_everything_kept(
    application: Application, choose: Open, mission: str, envoy: str, settled: Settled
):
    item = make_of.item(application, number=1)
    dialog = choose(person_id=envoy, mission_id=mission)
    dialog.form.editors["remark"].show_value("wrapped in red")
    application.execute(ReserveGift(ReservationDraft(item, 1, recipient_said="Somebody", occasion="reception")))
    dialog.accept()
    settled()

    assert application.ask(reservations_of(mission=mission)) == []
    assert (dialog.isVisible(), dialog.form.draft().remark) == (True, "wrapped in red")
    assert dialog._still.text() == "No piece of it is free."


def test_without_a_recipient_it_asks_for_one(application: Application, choose: Open):
    make_of.item(application)
    dialog = choose(occasion="reception")

    assert dialog.about.text() == "Say for whom it is: then what fits stands first, and what speaks against it is known."
    assert dialog._still.text() == "Say who gets it."


def test_asked_it_gives_the_draft_and_reserves_nothing(
    application: Application, desk: Desk, parent: QWidget, mission: str, envoy: str, monkeypatch: pytest.MonkeyPatch
):
    item = make_of.item(application)
    monkeypatch.setattr(SuggestDialog, "exec", lambda dialog: dialog.accept() or QDialog.DialogCode.Accepted)
    draft = SuggestDialog.ask(parent, desk, person_id=envoy, mission_id=mission)

    assert draft == ReservationDraft(item_id=item, person_id=envoy, mission_id=mission)
    assert application.ask(reservations_of(mission=mission)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(application: Application, choose: Open, mission: str, envoy: str, language: str):
    make_of.item(application, "Clock", traits=(Trait.CLOCK,), story=Multilingual("Verhaal", "Histoire", "Story"))
    spoken.speak(language)
    dialog = choose(person_id=envoy, mission_id=mission)

    assert nameless(dialog) == []


def test_large_text_fits_a_screen(application: Application, choose: Open, mission: str, envoy: str):
    make_of.item(application)
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    dialog = choose(person_id=envoy, mission_id=mission)

    assert dialog.minimumSizeHint().width() < 1280


def test_the_keyboard_begins_where_something_is_to_be_chosen(application: Application, choose: Open, mission: str, envoy: str):
    make_of.item(application, "Bowl")
    assert choose(person_id=envoy, mission_id=mission).focusWidget().accessibleName() == "Gifts that are suggested, best first"


def test_a_warning_stands_before_the_reasons_so_that_large_text_keeps_it(choose: Open, envoy: str):
    assert [column.key for column in choose(person_id=envoy).list.rows.columns] == ["photo", "name", "mark", "why", "cost", "free"]
