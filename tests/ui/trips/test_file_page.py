"""A file on its page: written, sent, decided, booked, settled, by whoever it lies with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domains.missions.commands import CancelMission, MoveMission
from app.domains.trips.commands.drafting import EditTrip
from app.domains.trips.commands.running import BookTrip, LetTimePass
from app.domains.trips.commands.sending import AdmitTrip
from app.domains.trips.commands.settings import AddStandIn
from app.domains.trips.commands.settling import PayAdvance
from app.domains.trips.request import Cost, Place
from app.domains.trips.settings_rules import StandInDraft
from app.domains.trips.vocabulary import CostKind, Means, Outcome, Reached, State
from app.kernel.clock import FixedClock
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES
from tests.makers import missions
from tests.makers.access import account
from tests.makers.trips import flight, flight_back, leg, leg_back, moment, request, stay
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.trips.steps import Standing

PARIS = Place("Paris", "FR", "CDG")


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


def flight_to_paris(**changes):
    legs = (flight(to=PARIS, arrives_at=moment("2026-03-03T09:40:00+01:00")), flight_back(origin=PARIS))
    return request(**({"destination": PARIS, "legs": legs, "stays": (stay(city="Paris", country="FR"),)} | changes))


@pytest.fixture
def asked(office):
    """A flight to Paris that asks for a derogation and waits for the minister alone."""
    trip = office.sent(flight_to_paris(justifications={"R20": "strike on the railways"}))
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    for login in ("lena", "dirk", "bea"):
        office.decide(trip, login)
    return trip


def click(qtbot, button):
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def offer(page, key) -> QPushButton:
    return next(button for button in page._buttons if button.property("offer") == key)


def offered(page) -> set[str]:
    return set(page._offers)


def state(office, trip):
    return office.card(trip).row.state


def standings(page):
    return [(str(stop.title), stop.standing) for stop in page.way.stops]


def test_a_requester_writes_and_sends(office, opened, qtbot, settled):
    trip = office.begin(request(title=""))
    page = opened(trip, "mila")
    assert page.tabs.currentWidget() is page._tabs["request"]
    assert page.status.badge.text() == "draft"
    title = page.request.form.editor("title")
    title.focus()
    qtbot.keyClicks(title.inputs()[0], "Clean air in Leipzig")
    qtbot.waitUntil(page.request.form.summary.send.isEnabled)
    click(qtbot, page.request.form.summary.send)
    settled()
    card = office.card(trip)
    assert (card.row.title, card.row.state) == ("Clean air in Leipzig", State.IN_APPROVAL)
    assert page.status.line.text() == "With Lena Lijn since 26 January 2026; next: a decision"
    assert not page.request.form.summary.send.isVisible()
    assert standings(page)[:3] == [("Draft", Standing.DONE), ("Submitted", Standing.DONE), ("line manager", Standing.NOW)]


def test_what_is_half_typed_comes_back(office, opened, desk, qtbot, settled):
    trip = office.begin(request(title=""))
    form = opened(trip, "mila").request.form
    qtbot.keyClicks(form.editor("title").inputs()[0], "Half")
    form._keep()
    assert desk.drafts.kept(f"trip/{trip}") is not None
    form.save_requested.emit()
    settled()
    assert desk.drafts.kept(f"trip/{trip}") is None
    assert office.card(trip).row.title == "Half"


def test_a_journey_that_has_begun_asks_why_before_it_is_sent(office, opened, qtbot, clock, settled):
    trip = office.begin(request())
    clock.moment = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    page = opened(trip, "mila")
    page.submit()
    assert page.panel.isVisible()
    page.panel.carry_out()
    assert [str(finding.message) for finding in page.panel.form._findings["reason"].shown] == ["Fill this in."]
    page.panel.form.editors["reason"].area.setPlainText("the minister fell ill")
    click(qtbot, page.panel.verb_button)
    settled()
    assert state(office, trip) in (State.REGULARISATION, State.DRAFT)


def test_an_approver_grants_and_approves(office, opened, asked, qtbot, settled):
    page = opened(asked, "max")
    tab = page.decision
    assert page.tabs.currentWidget() is page._tabs["decision"]
    assert tab.banner.text() == "You decide as minister."
    assert not tab.approve_button.isEnabled()
    assert tab.hint.text() == "1 derogation is not decided yet."
    (card,) = [one for one in tab.view.cards if one.asked is not None]
    assert card.reason.text() == "Reason given: strike on the railways"
    card.grant.click()
    assert tab.approve_button.isEnabled()
    click(qtbot, tab.approve_button)
    assert tab.question.text() == "Approve T2026/001 as minister?"
    click(qtbot, tab.confirm_button)
    settled()
    found = office.card(asked)
    assert found.row.state is State.APPROVED
    assert [(one.granted, one.decided_name) for one in found.derogations] == [(True, "Max Minister")]


def test_ctrl_enter_asks_and_ctrl_enter_again_approves(office, alone, asked, qtbot, settled):
    tab = alone(asked, "max").decision
    tab.view.cards[0].grant.click()
    tab.view.cards[0].grant.setFocus()
    qtbot.keyClick(tab.view.cards[0].grant, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tab._confirm.isVisible()
    assert state(office, asked) is State.IN_APPROVAL
    qtbot.keyClick(tab.confirm_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert state(office, asked) is State.APPROVED


def test_ctrl_enter_in_a_form_carries_out_what_the_form_is_for(office, alone, asked, qtbot, settled):
    tab = alone(asked, "max").decision
    click(qtbot, tab.return_button)
    assert not tab.approve_button.isVisible()
    area = tab.panel.form.editors["reason"].area
    area.setPlainText("take the train")
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert state(office, asked) is State.RETURNED


def test_escape_gives_a_form_up(alone, asked, qtbot):
    tab = alone(asked, "max").decision
    click(qtbot, tab.return_button)
    qtbot.keyClick(tab.panel.form.editors["reason"].area, Qt.Key.Key_Escape)
    assert not tab.panel.isVisible()
    assert tab.approve_button.isVisible()


def test_a_derogation_that_is_denied_leaves_return_and_refuse(opened, asked):
    tab = opened(asked, "max").decision
    tab.view.cards[0].deny.click()
    assert not tab.approve_button.isEnabled()
    assert not tab.grant_button.isVisible()
    assert tab.hint.text() == "A derogation is denied: return or refuse the request."


def test_it_is_returned_with_a_reason_and_the_parts_to_change(office, opened, asked, qtbot, settled):
    tab = opened(asked, "max").decision
    click(qtbot, tab.return_button)
    tab.panel.carry_out()
    assert [str(finding.message) for finding in tab.panel.form._findings["reason"].shown] == ["Fill this in."]
    tab.panel.form.editors["reason"].area.setPlainText("take the train")
    tab.panel.form.editors["marked"].boxes["legs"].setChecked(True)
    click(qtbot, tab.panel.verb_button)
    settled()
    card = office.card(asked)
    assert (card.row.state, card.marked, card.returned_because) == (State.RETURNED, ("legs",), "take the train")
    page = opened(asked, "mila")
    assert page.request.form.band.text() == "Returned: take the train"
    assert page.status.badge.text() == "returned"


def test_it_is_refused_with_a_reason(office, opened, asked, qtbot, settled):
    page = opened(asked, "max")
    click(qtbot, page.decision.refuse_button)
    page.decision.panel.form.editors["reason"].area.setPlainText("a call will do")
    click(qtbot, page.decision.panel.verb_button)
    settled()
    assert state(office, asked) is State.REFUSED
    assert standings(page)[-1] == ("Refused", Standing.STOPPED)


def test_the_next_file_is_one_click_away(office, opened, window, qtbot, settled):
    first = office.sent(request())
    later = {"departs_at": moment("2026-04-07T08:25:00+02:00"), "returns_at": moment("2026-04-09T19:40:00+02:00"), "legs": later_legs()}
    second = office.sent(request(title="Second", **later))
    tab = opened(first, "lena").decision
    click(qtbot, tab.approve_button)
    click(qtbot, tab.confirm_button)
    settled()
    click(qtbot, tab.next_button)
    settled()
    assert window.page().ref.id == second


def later_legs():
    return (
        leg(departs_at=moment("2026-04-07T08:25:00+02:00"), arrives_at=moment("2026-04-07T16:05:00+02:00")),
        leg_back(departs_at=moment("2026-04-09T11:50:00+02:00"), arrives_at=moment("2026-04-09T19:40:00+02:00")),
    )


def test_whoever_asks_sees_no_button_to_decide(opened, asked):
    page = opened(asked, "mila")
    page.go_to("decision")
    tab = page.decision
    assert [b.isVisible() for b in (tab.approve_button, tab.return_button, tab.refuse_button, tab.record_button)] == [False] * 4
    assert tab.hint.text() == "with Max Minister since 26 January 2026; next: a decision."


def test_the_cell_records_a_decision_given_on_paper(office, opened, asked, qtbot, settled, tmp_path):
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    page = opened(asked, "cell")
    page.go_to("decision")
    settled()
    tab = page.decision
    tab.view.cards[0].grant.click()
    click(qtbot, tab.record_button)
    form = tab.panel.form
    assert [str(choice.title) for choice in form.form.fields[0].choices] == ["Max Minister, minister"]
    click(qtbot, tab.panel.verb_button)
    assert [str(finding.message) for finding in form._findings["scan"].shown] == [
        "Attach the scan or the message: it is the proof of the decision."
    ]
    form.editors["scan"].attach(scan)
    click(qtbot, tab.panel.verb_button)
    settled()
    card = office.card(asked)
    last = card.decisions[-1]
    assert card.row.state is State.APPROVED
    assert (last.name, last.means, last.recorder, last.outcome) == ("Max Minister", Means.PAPER, "Cas Protocol", Outcome.APPROVE)
    assert office.application.file(last.scan) == b"%PDF-1.7 signed"
    proofs = [button.text() for button in tab.proofs.findChildren(QPushButton) if button.isVisible()]
    assert proofs == ["Open the proof: Max Minister, 26 January 2026"]


def test_a_stand_in_is_told_for_whom(office, opened, asked, qtbot, settled):
    with office.as_("head") as application:
        dora = office.accounts["dora"] = account(application, "dora", "head_of_cabinet")
        draft = StandInDraft(office.accounts["max"], dora, date(2026, 1, 26), date(2026, 2, 6), "leave")
        application.execute(AddStandIn(draft))
    tab = opened(asked, "dora").decision
    assert tab.banner.text() == "You sign for Max Minister, as minister."
    tab.grant_all()
    click(qtbot, tab.confirm_button)
    settled()
    last = office.card(asked).decisions[-1]
    assert (last.name, last.behalf_of) == ("Dora", "Max Minister")


def test_a_consent_by_telephone_is_confirmed_by_whoever_gave_it(office, opened, asked, qtbot, settled):
    page = opened(asked, "cell")
    page.go_to("decision")
    settled()
    page.decision.view.grant_all()
    page.decision.record()
    page.decision.panel.form.editors["means"].take_plain("telephone")
    page.decision.panel.carry_out()
    settled()
    assert office.card(asked).decisions[-1].confirm_by == date(2026, 1, 28)
    page = opened(asked, "max")
    page.go_to("decision")
    settled()
    click(qtbot, page.decision.consent_button)
    settled()
    assert office.card(asked).decisions[-1].confirm_by is None
    assert not page.decision.consent_button.isVisible()


def test_a_program_is_no_proof(opened, asked, qtbot, tmp_path):
    harmful = tmp_path / "signed.pdf.exe"
    harmful.write_bytes(b"MZ\x90\x00")
    page = opened(asked, "cell")
    page.go_to("decision")
    page.decision.record()
    editor = page.decision.panel.form.editors["scan"]
    editor.attach(harmful)
    assert editor.value() == ""
    assert str(editor.fault()) == "Attach a PDF, a picture (PNG, JPEG, TIFF), a text (DOCX, ODT, TXT) or a message (EML, MSG)."


@pytest.fixture
def approved(office):
    trip = office.sent(request(costs=(Cost(CostKind.DAILY_ALLOWANCE, Decimal(90)),)))
    office.approve(trip, "lena", "bea", "dirk")
    return trip


def test_the_cell_books(office, opened, approved, qtbot, settled):
    page = opened(approved, "cell")
    click(qtbot, offer(page, "book"))
    form = page.panel.form
    form.editors["total"].take_plain("9000,00")
    click(qtbot, page.panel.verb_button)
    assert len(form._findings["total"].shown) == 1
    form.editors["total"].take_plain("480,00")
    click(qtbot, page.panel.verb_button)
    settled()
    card = office.card(approved)
    assert (card.row.state, card.booked_total) == (State.BOOKED, Decimal("480.00"))
    assert not page.panel.isVisible()


def test_an_amount_that_may_be_two_is_asked_about(opened, approved, qtbot):
    page = opened(approved, "cell")
    click(qtbot, offer(page, "book"))
    editor = page.panel.form.editors["total"]
    editor.take_plain("43,939")
    assert editor.value() == Decimal("43939.00")
    spoken.speak("nl")
    editor.take_plain("43,939")
    assert editor.value() is None
    assert "43939" in str(editor.fault())


def test_an_amendment_shows_what_differs(office, opened, approved, qtbot, settled):
    page = opened(approved, "mila")
    page.go_to("request")
    click(qtbot, page.request.change_button)
    settled()
    assert state(office, approved) is State.AMENDING
    page.request.form.editor("title").take_plain("Another title")
    page.request.save()
    settled()
    page.go_to("editions")
    settled()
    grid = page.editions._grid
    texts = [grid.itemAt(n).widget().text() for n in range(grid.count()) if hasattr(grid.itemAt(n).widget(), "text")]
    assert texts[-3:] == ["Title", "Working group on clean air", "Another title"]
    click(qtbot, offer(page, "give_up"))
    settled()
    assert state(office, approved) is State.APPROVED


def test_it_is_cancelled_with_its_reason_and_lost_costs(office, opened, approved, settled):
    page = opened(approved, "mila")
    page.begin("cancel")
    form = page.panel.form
    form.editors["reason"].area.setPlainText("the congress was moved")
    form.editors["lost"].take_plain("119")
    page.panel.carry_out()
    settled()
    card = office.card(approved)
    assert (card.row.state, card.lost) == (State.CANCELLED, Decimal(119))
    assert standings(page)[-1] == ("Cancelled", Standing.STOPPED)


def test_a_copy_opens_as_a_draft(office, opened, approved, window, settled):
    opened(approved, "mila").begin("copy")
    settled()
    page = window.page()
    assert page.ref.id != approved
    assert page.card.row.state is State.DRAFT
    assert page.card.request.departs_at is None


@pytest.fixture
def back(office, approved, clock):
    """A trip that is over, with an advance."""
    with office.as_("fien") as application:
        application.execute(PayAdvance(approved, "Mila Voorbeeld", Decimal(60), date(2026, 1, 26)))
    with office.as_("cell") as application:
        application.execute(BookTrip(approved, Decimal(480)))
    for day in (3, 6):
        clock.moment = datetime(2026, 3, day, 10, 0, tzinfo=UTC)
        office.application.execute(LetTimePass())
    return approved


def test_after_the_trip_everything_is_handed_in_checked_and_closed(office, opened, back, qtbot, settled):
    page = opened(back, "mila")
    assert page.tabs.currentWidget() is page._tabs["after"]
    click(qtbot, offer(page, "hand_in"))
    settled()
    assert [str(finding.message) for finding in page.after.report.findings.shown] == ["The mission report is missing."]
    report = page.after.report
    for row in report.rows:
        row.reached.take_plain("yes")
    report.text.area.setPlainText("All is agreed.")
    click(qtbot, report.save_button)
    settled()
    page.after.add_expense.trigger()
    form = page.after.expense_panel.form
    form.editors["money"].take_plain(["24.60", "EUR", "", ""])
    page.after.expense_panel.carry_out()
    settled()
    page.after.add_follow_up.trigger()
    page.after.follow_up_panel.form.editors["text"].area.setPlainText("Send the text to the cabinet")
    page.after.follow_up_panel.carry_out()
    settled()
    card = office.card(back)
    assert [result.reached for result in card.report.results] == [Reached.YES, Reached.YES]
    assert [row.draft.money.amount for row in card.expenses] == [Decimal("24.60")]
    assert [row.draft.text for row in card.follow_ups] == ["Send the text to the cabinet"]
    click(qtbot, offer(page, "hand_in"))
    settled()
    assert state(office, back) is State.IN_CHECK


def test_finance_sends_back_what_is_not_whole(office, opened, back, qtbot, settled):
    page = opened(back, "mila")
    report = page.after.report
    for row in report.rows:
        row.reached.take_plain("yes")
    report.text.area.setPlainText("All is agreed.")
    report.no_costs.setChecked(True)
    report.save()
    settled()
    page.begin("hand_in")
    settled()
    page = opened(back, "fien")
    click(qtbot, offer(page, "send_back"))
    page.panel.form.editors["reason"].area.setPlainText("the ticket is missing")
    click(qtbot, page.panel.verb_button)
    settled()
    assert state(office, back) is State.TO_SETTLE


def test_a_draft_is_removed_and_the_page_says_so(office, opened, settled):
    trip = office.begin(request())
    page = opened(trip, "mila")
    page.begin("remove")
    settled()
    assert page.title_line.heading.text() == "This record no longer exists: it was removed."


def test_a_reader_is_offered_nothing(opened, approved):
    assert offered(opened(approved, "lex")) == set()


@pytest.mark.parametrize(("language", "choice"), [*((code, LIGHT_ALWAYS) for code in LANGUAGES), ("nl", DARK_ALWAYS)])
def test_every_tab_opens_in_every_language_light_and_dark(opened, back, language, choice, settled):
    page = opened(back, "head")
    spoken.speak(language)
    theme.dress(choice)
    for number in range(page.tabs.count()):
        page.show_tab(number)
        settled()
        assert nameless(page) == []
    theme.dress(LIGHT_ALWAYS)


def test_somebody_else_moves_the_file_while_it_is_read(office, opened, asked, settled):
    tab = opened(asked, "max").decision
    office.approve(asked, "max")
    settled()
    assert not tab.approve_button.isVisible()
    assert tab.hint.text() == "with the cell, to be booked since 26 January 2026; next: tickets and nights."


def test_what_somebody_else_writes_meanwhile_is_not_written_over(office, opened, settled):
    trip = office.begin(request())
    page = opened(trip, "mila")
    page.request.form.editor("purpose.policy_link").take_plain("Good Food")
    with office.as_("cell") as application:
        before = office.card(trip, "cell").request
        application.execute(EditTrip(trip, before, replace(before, title="Corrected by the cell")))
    settled()
    assert page.request.form.editor("purpose.policy_link").value() == "Good Food"
    page.request.save()
    settled()
    kept = office.card(trip).request
    assert (kept.title, kept.purpose.policy_link) == ("Corrected by the cell", "Good Food")


# ------------------------------------------------------------------------------------------------ the mission moves


@pytest.fixture
def mission(office):
    """A mission on the days of the usual request."""
    with office.as_("head") as application:
        return missions.mission(application, "Clean air", "2026-03-03", "2026-03-05", country="DE", city="Leipzig", zone="Europe/Berlin")


def test_whoever_decides_reads_that_the_mission_has_moved_and_somebody_says_that_the_dates_stand(office, mission, opened, settled):
    trip = office.submit(office.begin(request(), mission=mission))
    page = opened(trip, "lena")
    assert not page.overtaken.isVisible()
    with office.as_("head") as application:
        application.execute(MoveMission(mission, PartialDate(2026, 4, 7), PartialDate(2026, 4, 9), "strike"))
    settled()
    assert page.overtaken.isVisible()
    assert page.overtaken.text() == (
        "The mission has moved by 35 days since this was written. The dates here must be changed, or confirmed as they stand."
    )
    assert "dates" not in page._offers
    page = opened(trip, "mila")
    page.begin("dates")
    settled()
    assert not page.overtaken.isVisible()
    assert "dates" not in page._offers


def test_a_cancelled_mission_is_told_on_the_page_of_its_trip(office, mission, opened, settled):
    page = opened(office.begin(request(), mission=mission), "mila")
    with office.as_("head") as application:
        application.execute(CancelMission(mission, "war"))
    settled()
    assert page.overtaken.text() == "The mission of this trip is cancelled. Cancel the trip, or say that it belongs to no mission."
