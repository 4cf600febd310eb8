"""The request on one page: filled and read back, judged while it is typed, sent only when nothing stands in its way."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.people import commands as people
from app.domains.people.rules import ContactPointDraft
from app.domains.people.vocabulary import ContactKind
from app.domains.trips.alternatives import alternatives
from app.domains.trips.circular.checking import check
from app.domains.trips.circular.facts import Facts
from app.domains.trips.circular.ruleset import in_force, shipped
from app.domains.trips.emissions import DEFAULT_FACTORS, emissions, factor_set
from app.domains.trips.request import (
    Alternative,
    Booking,
    Cost,
    Leg,
    Meals,
    Passport,
    Place,
    Purpose,
    Request,
    Requester,
    Security,
    Stay,
    ThirdParty,
    Traveller,
    Videoconference,
    Visa,
    digest,
)
from app.domains.trips.vocabulary import Advice, Category, CostKind, Mode, PassportKind, Payer, PurposeKind, TravelClass
from app.kernel.errors import Finding, Severity
from app.kernel.money import Money, euro
from app.kernel.translated import lazy
from tests.makers import Make
from tests.makers import trips as trip
from ui.kit.a11y import nameless
from ui.kit.amounts import NOT_AN_AMOUNT, MoneyEditor
from ui.kit.language import spoken
from ui.kit.state import KeptDrafts
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.trips.findings import FindingNote, Judgement
from ui.trips.legs import LegBlock, way_back
from ui.trips.moments import MomentEditor
from ui.trips.request_form import Judge, RequestForm

TODAY = date(2026, 2, 2)
BLANK = Request()
FULL = Request(
    title="Fair of Havana",
    language="fr",
    submitted_on=date(2026, 1, 15),
    requester=Requester("Noor Voorbeeld", "noor@example.org"),
    travellers=(
        trip.traveller(payer_stay=Payer.HOST, visa=Visa(needed=True, ready_on=date(2026, 2, 1)), email="mila@example.org", person="p1"),
        Traveller("Ann Pers", Category.EXTERNAL, payer=Payer.OWN, press=True, newsroom="De Krant"),
        Traveller("Jo Partner", Category.EXTERNAL, partner=True, passport=Passport(PassportKind.DIPLOMATIC), language="de"),
    ),
    destination=Place("Havana", "CU", "HAV"),
    departs_at=trip.moment("2026-03-03T08:25:00+01:00"),
    returns_at=trip.moment("2026-03-09T19:40:00+01:00"),
    purpose=Purpose(
        PurposeKind.FAIR,
        "the fair",
        True,
        tuple(f"result {n}\twith a tab" for n in range(7)),
        "trade",
        Videoconference(False, "stands\nare built"),
        "nobody sees Brussels",
        "two stands",
        "no",
        4,
        2,
        True,
        "first line\nsecond line",
    ),
    legs=(
        Leg(Place("Brussels", "BE", "BRU"), Place("Madrid", "ES", "MAD"), Mode.PLANE, TravelClass.ECONOMY, rail_hours=Decimal("21.50")),
        Leg(
            Place("Madrid", "ES", "MAD"),
            Place("Havana", "CU", "HAV"),
            Mode.PLANE,
            TravelClass.BUSINESS,
            trip.moment("2026-03-03T15:00:00+01:00"),
            trip.moment("2026-03-03T19:30:00-05:00"),
            Decimal(7450),
            None,
            Money(Decimal("1234.5"), "USD", Decimal("1.0843"), date(2026, 1, 14)),
            "Iberia",
            "IB 6621",
            False,
        ),
        Leg(Place("Nowhere", ""), Place("", "", "ZZZ"), None, None, trip.moment("2026-03-09T08:25:00+07:00")),
    ),
    stays=(Stay("Havana", "CU", 5, euro("90"), True, Meals(1, 2, 3, 4), "Nacional", "suite", 2), Stay("Matanzas", "CU", 0)),
    costs=(Cost(CostKind.VISA, Decimal(25), "USD", Decimal("1.0843"), date(2026, 1, 14), "each"), Cost(), Cost(amount=Decimal("0.00"))),
    budget_line="29.002",
    third_party_payer=ThirdParty("the fair", False, euro("100.00"), "the stand"),
    security=Security(Advice.NON_ESSENTIAL, date(2026, 1, 10), True),
    justifications={"R20": "no train crosses the ocean", "R99": ""},
    alternatives=(Alternative(Mode.BOAT, Decimal(400), euro("900.00"), Decimal("12.3"), False, "a freighter"), Alternative()),
    booking=Booking(True, date(2026, 2, 20)),
    advance=euro("250.00"),
    urgent_reason="the stand was offered late",
    about="from the office's mail",
)


def by_plane(request: Request) -> Judgement:
    """Judge as a small circular does: the train is asked for, a title is needed, a call goes unmentioned."""
    findings: list[Finding] = []
    if not request.title:
        findings.append(Finding("title", lazy("Give the trip a title."), rule="R10"))
    for number, leg in enumerate(request.legs):
        if leg.mode is Mode.PLANE:
            message = lazy("Take the train.")
            findings.append(Finding(f"legs[{number}].mode", message, Severity.DEROGATION, "R20", value=Decimal(544), limit=Decimal(800)))
    if not request.security.travellers_online:
        findings.append(Finding("security.travellers_online", lazy("Register the travellers."), Severity.WARNS, "R83"))
    factors = factor_set(DEFAULT_FACTORS)
    ways = alternatives(request, factors) if request.legs else ()
    return Judgement(tuple(findings), emissions(request, factors), ways, total=Decimal(500))


@pytest.fixture
def make_form(show: Callable[[QWidget], QWidget]) -> Callable[..., RequestForm]:
    def make_one(request: Request = BLANK, judge: Judge | None = by_plane, application: Application | None = None) -> RequestForm:
        form = RequestForm(application, judge, today=TODAY)
        form.resize(1100, 760)
        form.show_request(request)
        show(form)
        return form

    return make_one


def notes(form: RequestForm) -> dict[str, str]:
    """Give what is said beside the fields, by the path of the finding."""
    return {note.finding.path: note.text.text() for note in form.findChildren(FindingNote) if note.isVisible()}


@pytest.mark.parametrize("request_", [Request(), trip.request(), trip.request_by_plane(), FULL])
def test_what_was_only_looked_at_is_given_back_as_it_was(make_form: Callable[..., RequestForm], request_: Request):
    form = make_form(request_)

    assert form.request() == request_
    assert digest(form.request()) == digest(request_)
    assert not form.findings() or request_ is FULL or request_ == Request() or request_.legs[0].mode is Mode.PLANE


def test_one_request_after_the_other_leaves_nothing_of_the_first(make_form: Callable[..., RequestForm]):
    form = make_form(FULL)
    form.show_request(Request())

    assert form.request() == Request()


def test_a_request_that_was_saved_leaves_the_user_where_he_was(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request())
    remarks = form.editor("about")
    assert remarks is not None
    remarks.focus()
    QTest.keyClicks(remarks.inputs()[0], "Seen")
    dirty = form.dirty
    saved = form.request()
    form.let_go()
    form.show_request(saved)

    assert (dirty, form.dirty) == (True, False)
    assert QApplication.focusWidget() is remarks.inputs()[0]


TEXTS = some.text(some.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
DAYS = some.none() | some.dates(date(2020, 1, 1), date(2035, 1, 1))
AMOUNTS = some.decimals(-1000, 100_000, places=2)
MONEY = some.none() | some.builds(Money, AMOUNTS, some.sampled_from(("EUR", "GBP")), some.none() | some.decimals("0.1", 9, places=4), DAYS)
MOMENTS = some.none() | some.builds(
    lambda day, at, hours: datetime.combine(day, at.replace(microsecond=0), timezone(timedelta(hours=hours))),
    some.dates(date(2020, 1, 1), date(2035, 1, 1)),
    some.times(),
    some.integers(-11, 13),
)
PLACES = some.sampled_from((Place(), Place("Leipzig", "DE", "LEJ"), Place("Ghent", "BE"), Place("Nowhere"), Place("", "FR", "CDG")))
COUNTS = some.integers(0, 40)
HOURS = some.none() | some.decimals(0, 60, places=1)
REQUESTS = some.builds(
    Request,
    title=TEXTS,
    language=some.sampled_from(("nl", "fr", "en")),
    submitted_on=DAYS,
    requester=some.builds(Requester, TEXTS, TEXTS),
    travellers=some.lists(
        some.builds(
            Traveller,
            TEXTS,
            some.sampled_from(Category),
            TEXTS,
            TEXTS,
            some.sampled_from(("", "nl", "de")),
            some.none() | some.sampled_from(Payer),
            some.none() | some.sampled_from(Payer),
            some.none() | some.builds(Passport, some.sampled_from(PassportKind), DAYS),
            some.none() | some.builds(Visa, some.booleans(), DAYS),
            some.none() | some.just("p1"),
            TEXTS,
            some.booleans(),
            TEXTS,
            some.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    destination=PLACES,
    departs_at=MOMENTS,
    returns_at=MOMENTS,
    purpose=some.builds(
        Purpose,
        expected_results=some.lists(TEXTS, max_size=6).map(tuple),
        videoconference=some.builds(Videoconference, some.none() | some.booleans(), TEXTS),
        work_days=some.none() | COUNTS,
        private_days=COUNTS,
    ),
    legs=some.lists(
        some.builds(
            Leg,
            PLACES,
            PLACES,
            some.none() | some.sampled_from([mode for mode in Mode if mode is not Mode.VIDEOCONFERENCE]),
            some.none() | some.sampled_from(TravelClass),
            MOMENTS,
            MOMENTS,
            HOURS,
            HOURS,
            MONEY,
            TEXTS,
            TEXTS,
            some.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    stays=some.lists(some.builds(Stay, TEXTS, some.sampled_from(("", "DE")), COUNTS, MONEY, some.booleans()), max_size=1).map(tuple),
    costs=some.lists(some.builds(Cost, some.sampled_from(CostKind), AMOUNTS, some.just("EUR"), remark=TEXTS), max_size=2).map(tuple),
    third_party_payer=some.none() | some.builds(ThirdParty, TEXTS, some.booleans(), MONEY, TEXTS),
    justifications=some.dictionaries(some.sampled_from(("R20", "R25")), TEXTS, max_size=2),
    advance=MONEY,
    about=TEXTS,
)


@pytest.fixture(scope="module")
def one_form(qapp: QApplication) -> Iterator[RequestForm]:
    theme.dress(LIGHT_ALWAYS)
    form = RequestForm()
    yield form
    form.deleteLater()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(request_=REQUESTS)
def test_any_request_is_given_back_as_it_was(one_form: RequestForm, request_: Request):
    one_form.show_request(request_)

    assert one_form.request() == request_
    assert digest(one_form.request()) == digest(request_)


def test_a_request_that_differs_in_the_day_of_a_rate_alone_is_shown(one_form: RequestForm):
    amount = Money(Decimal("10.00"), "GBP")
    one_form.show_request(replace(Request(), advance=amount))
    one_form.show_request(replace(Request(), advance=replace(amount, rate_on=date(2026, 6, 28))))

    assert one_form.request().advance == Money(Decimal("10.00"), "GBP", None, date(2026, 6, 28))


def test_a_finding_appears_beside_its_field_when_typing_pauses(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form(trip.request())
    leg = form.legs.blocks[0]
    assert isinstance(leg, LegBlock)
    before = notes(form)
    choose(leg.mode.box, "plane")
    qtbot.waitUntil(lambda: "legs[0].mode" in notes(form))

    assert before == {}
    assert notes(form)["legs[0].mode"] == "Needs a derogation  ·  R20  ·  Take the train."
    note = leg.findings.notes()[0]
    assert note.details.text() == "found: 544  ·  limit: 800  ·  default, not the text of the circular"
    assert (form.summary.badges[Severity.DEROGATION].text(), form.index.lines["way"].open_points) == ("1 derogation", 1)
    assert leg.travel_class.value() is TravelClass.ECONOMY


def choose(box: QWidget, text: str) -> None:
    """Choose by typing the beginning of a word, as from the keyboard."""
    box.setFocus()
    QTest.keyClicks(box, text[:3])


def test_a_limit_of_the_circular_itself_is_no_default(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request_by_plane(), lambda request: replace(by_plane(request), confirmed=True))

    assert form.legs.blocks[0].findings.notes()[0].details.text() == "found: 544  ·  limit: 800"


def test_a_derogation_needs_a_reason_before_the_request_can_be_sent(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form(trip.request_by_plane())
    before = (form.summary.send.isEnabled(), form.summary.reason.text())
    first, second = (block.findings.notes()[0] for block in form.legs.blocks)
    assert first.reason is not None
    first.reason.setFocus()
    QTest.keyClicks(first.reason, "the last train is full")
    qtbot.waitUntil(form.summary.send.isEnabled)

    assert before == (False, "A derogation needs a reason: R20.")
    assert second.reason is None  # one rule, one reason
    assert form.request().justifications == {"R20": "the last train is full"}
    assert form.legs.blocks[0].findings.notes()[0] is first
    assert QApplication.focusWidget() is first.reason


def test_a_request_is_sent_with_the_keyboard_once_nothing_blocks(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form(replace(trip.request(), title=""))
    sent: list[bool] = []
    form.submit_requested.connect(lambda: sent.append(True))
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refused = (list(sent), QApplication.focusWidget(), form.summary.reason.text())
    title = form.editor("title")
    assert title is not None
    QTest.keyClicks(title.inputs()[0], "Clean air")
    QTest.keyClick(title.inputs()[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert refused == ([], title.inputs()[0], "1 point blocks. First: Title of the trip: Give the trip a title.")
    assert sent == [True]


def test_an_empty_form_is_quiet_until_somebody_has_been_in_a_field(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form()
    before = notes(form)
    form.focus_first()
    title = form.editor("title")
    assert title is not None
    QTest.keyClick(title.inputs()[0], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(notes(form)))

    assert before == {}
    assert notes(form) == {"title": "Blocks  ·  R10  ·  Give the trip a title."}


def test_a_wrong_amount_stays_and_says_what_to_write(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form(trip.request())
    price = form.editor("legs[0].price")
    assert isinstance(price, MoneyEditor)
    price.amount.clear()
    QTest.keyClicks(price.amount, "12 euro")
    qtbot.waitUntil(lambda: "legs[0].price" in notes(form))

    assert (price.amount.text(), form.request().legs[0].price) == ("12 euro", None)
    assert notes(form) == {"legs[0].price": f"Blocks  ·  {NOT_AN_AMOUNT}"}
    assert not form.summary.send.isEnabled()


def test_a_time_that_does_not_exist_blocks(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request())
    departs = form.editor("departs_at")
    assert isinstance(departs, MomentEditor)
    departs.take_plain(["29/3/2026", "2:30"])

    assert form.request().departs_at is None
    assert [finding.path for finding in form.findings()] == ["departs_at"]


def test_the_way_back_mirrors_the_way_out(make_form: Callable[..., RequestForm]):
    form = make_form(replace(trip.request(), legs=(trip.leg(number="ICE 15"),)))
    form.way.back.click()

    back = form.request().legs[1]
    assert (back.origin, back.to, back.mode, back.price, back.number) == (trip.LEIPZIG, trip.BRUSSELS, Mode.TRAIN, euro("119.00"), "")
    assert (str(back.departs_at), str(back.arrives_at)) == ("2026-03-05 12:00:00+01:00", "2026-03-05 19:40:00+01:00")
    assert not form.way.back.isEnabled()


def test_a_way_back_in_several_legs_keeps_their_intervals_on_the_clocks_of_the_places():
    legs = (
        trip.leg(to=Place("London", "GB", "LHR"), arrives_at=trip.moment("2026-03-03T10:25:00+00:00")),
        trip.leg(
            Place("London", "GB", "LHR"),
            Place("Edinburgh", "GB", "EDI"),
            departs_at=trip.moment("2026-03-03T12:00:00+00:00"),
            arrives_at=trip.moment("2026-03-03T16:00:00+00:00"),
        ),
    )
    back = way_back(legs, trip.moment("2026-03-05T19:40:00+01:00"))

    assert [(leg.departs_at, leg.arrives_at) for leg in back] == [
        (datetime(2026, 3, 5, 10, 5, tzinfo=UTC), datetime(2026, 3, 5, 14, 5, tzinfo=UTC)),
        (datetime(2026, 3, 5, 15, 40, tzinfo=UTC), datetime(2026, 3, 5, 18, 40, tzinfo=UTC)),
    ]
    assert back[1].arrives_at is not None
    assert back[1].arrives_at.isoformat() == "2026-03-05T19:40:00+01:00"


def test_a_line_that_was_taken_out_is_put_back_where_it_was(make_form: Callable[..., RequestForm]):
    form = make_form(FULL)
    form.travellers.blocks[0].remove.click()
    without = [traveller.name for traveller in form.request().travellers]
    form.travellers.put_back.click()

    assert without == ["Ann Pers", "Jo Partner"]
    assert form.request() == FULL


def test_travellers_change_places(make_form: Callable[..., RequestForm]):
    form = make_form(FULL)
    form.travellers.blocks[0].down.click()

    assert [traveller.name for traveller in form.request().travellers] == ["Ann Pers", "Mila Voorbeeld", "Jo Partner"]


def test_choosing_a_person_of_the_office_fills_in_the_traveller(
    make_form: Callable[..., RequestForm], application: Application, make: Make, qtbot: QtBot
):
    office = make.organisation("Brussels International")
    person = make.person("Mila", "Voorbeeld", preferred_language="fr")
    make.post(person, "adviser", organisation_id=office)
    application.execute(people.AddContactPoint(person, ContactPointDraft(ContactKind.EMAIL, "mila@example.org")))
    form = make_form(application=application)
    form.travellers.add_button.click()
    name = form.editor("travellers[0].name")
    assert name is not None
    QTest.keyClicks(name.inputs()[0], "voorb")
    qtbot.waitUntil(lambda: bool(name._hits))  # type: ignore[attr-defined]
    name._on_activated(next(iter(name._hits)))  # type: ignore[attr-defined]

    assert form.request().travellers == (
        Traveller(
            "Mila Voorbeeld", function="adviser", entity="Brussels International", language="fr", person=person, email="mila@example.org"
        ),
    )
    QTest.keyClicks(name.inputs()[0], "x")
    assert form.request().travellers[0].person is None


def test_a_requester_who_travels_is_taken_over_in_one_click(make_form: Callable[..., RequestForm]):
    form = make_form(Request(requester=Requester("Mila Voorbeeld", "mila@example.org"), language="fr"))
    form.who.travels_too.click()

    assert form.request().travellers == (Traveller("Mila Voorbeeld", language="fr", email="mila@example.org"),)
    assert not form.who.travels_too.isEnabled()


def test_a_half_typed_request_comes_back_with_what_was_not_understood(make_form: Callable[..., RequestForm], tmp_path: Path, qtbot: QtBot):
    form = make_form(trip.request())
    form.keep_in(KeptDrafts(tmp_path), "trip/1")
    price = form.editor("legs[0].price")
    title = form.editor("title")
    assert price is not None
    assert title is not None
    QTest.keyClick(title.inputs()[0], Qt.Key.Key_End)
    QTest.keyClicks(title.inputs()[0], "!")
    price.take_plain(["43.93.9", "EUR", "", ""])
    qtbot.waitUntil(lambda: KeptDrafts(tmp_path).kept("trip/1") is not None)
    again = make_form(trip.request())
    found = again.keep_in(KeptDrafts(tmp_path), "trip/1")
    kept_price = again.editor("legs[0].price")

    assert found
    assert isinstance(kept_price, MoneyEditor)
    assert (again.request().title, kept_price.amount.text()) == ("Working group on clean air!", "43.93.9")
    again.let_go()
    assert KeptDrafts(tmp_path).kept("trip/1") is None


def test_a_kept_request_that_is_of_another_version_is_no_fault(make_form: Callable[..., RequestForm], tmp_path: Path):
    kept = KeptDrafts(tmp_path)
    kept.keep("trip/1", {"request": {"title": "Old", "gone": 1}, "typed": {"departs_at": 7, "nowhere": "x"}})
    form = make_form()

    assert form.keep_in(kept, "trip/1")
    assert form.request().title == "Old"


def test_a_returned_file_shows_why_and_where(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request())
    form.mark_fields(["legs[0].price", "budget_line"], "The price is that of last year.")

    assert notes(form) == dict.fromkeys(("legs[0].price", "budget_line"), "Attention  ·  The file was returned for this.")
    assert form.band.text() == "Returned: The price is that of last year."
    assert form.summary.send.isEnabled()  # a mark does not block


def test_a_form_to_read_offers_nothing_to_change(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request_by_plane())
    form.set_read_only(True)
    title = form.editor("title")
    assert title is not None
    QTest.keyClicks(title.inputs()[0], "!")
    QTest.keyClick(title.inputs()[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert form.request() == trip.request_by_plane()
    assert not any(button.isVisible() for button in (form.summary.send, form.legs.add_button, form.legs.blocks[0].remove, form.way.back))


def test_a_click_in_the_index_leads_to_the_section(make_form: Callable[..., RequestForm]):
    form = make_form(FULL)
    form.index.lines["safety"].click()

    advice = form.editor("security.advice")
    assert advice is not None
    assert QApplication.focusWidget() is advice.inputs()[0]
    assert not advice.visibleRegion().isEmpty()


def test_a_refusal_is_shown_at_its_fields(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request(), None)
    form.show_refusal([Finding("stays[0].nights", lazy("Too many nights.")), Finding("", lazy("The desk is closed."))])

    assert notes(form) == {"stays[0].nights": "Blocks  ·  Too many nights.", "": "Blocks  ·  The desk is closed."}


def test_a_reason_that_is_not_needed_can_be_taken_out(make_form: Callable[..., RequestForm]):
    form = make_form(replace(trip.request(), justifications={"R20": "old"}), None)
    form.show_findings([Finding("justifications.R20", lazy("Not needed."), Severity.NOTES, "reason-not-needed", value="R20")])
    note = next(note for note in form.findChildren(FindingNote) if note.reason is not None)
    assert note.reason is not None
    note.reason.clear()

    assert form.request().justifications == {"R20": ""}


def test_what_is_missing_is_said_once_for_each_field(make_form: Callable[..., RequestForm]):
    missing = [
        Finding(path, lazy("This value is missing."), rule="missing-value") for path in ("destination.city", "destination.country", "title")
    ]
    form = make_form(Request(), lambda _request: Judgement(tuple(missing)))
    form.ready()

    assert notes(form) == {"destination.city": "Blocks  ·  Fill this in.", "title": "Blocks  ·  Fill this in."}
    assert form.summary.reason.text() == "2 points block. First: Destination: Fill this in."


def test_the_page_keys_lead_from_section_to_section(make_form: Callable[..., RequestForm]):
    form = make_form(FULL)
    form.show_section("why")
    for keys in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(form, keys, Qt.KeyboardModifier.ControlModifier)

    considered = form.editor("purpose.videoconference.considered")
    assert considered is not None
    assert QApplication.focusWidget() is considered.inputs()[0]


def test_a_fault_in_a_field_that_is_folded_away_unfolds_it(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request(), None)
    kilometres = form.editor("legs[1].distance_km")
    assert kilometres is not None
    before = kilometres.isVisible()
    form.show_refusal([Finding("legs[1].distance_km", lazy("How many kilometres?"))])

    assert (before, kilometres.isVisible()) == (False, True)
    assert QApplication.focusWidget() is kilometres.inputs()[0]


CASES = {
    "nothing": Request(),
    "by plane": trip.request_by_plane(stays=(trip.stay(price_per_night=euro("43939")),), advance=euro("900")),
    "everything": FULL,
    "back before": replace(trip.request(), departs_at=trip.moment(trip.BACK), returns_at=trip.moment(trip.OUT)),
    "twice": replace(
        trip.request(), travellers=(trip.traveller(payer=None), trip.traveller(passport=Passport(expires_on=date(2026, 1, 1))))
    ),
    "nowhere": replace(trip.request(), destination=Place("Foo", "XX"), legs=(trip.leg(to=Place("Foo", "XX"), mode=None),)),
}


@pytest.mark.parametrize("case", CASES)
def test_whatever_the_circular_says_stands_at_its_field_or_in_its_section(make_form: Callable[..., RequestForm], case: str):
    request = CASES[case]
    rules = in_force(shipped(), request.departure_day or TODAY)
    found = check(request, rules, Facts(today=TODAY))
    form = make_form(request, lambda _request: Judgement(found))
    form.ready()
    expected = {finding.path for finding in form.findings() if not finding.path.startswith("justifications.")}

    assert {finding.path for section in form.sections for place in section.finding_lists() for finding in place.shown} == expected
    assert sum(line.open_points for line in form.index.lines.values()) == sum(f.severity is not Severity.NOTES for f in form.findings())


def test_a_form_that_is_closed_is_forgotten(settled: Callable[[], None]):
    form = RequestForm(None, by_plane)
    form.show_request(FULL)
    watched = weakref.ref(form)
    form.deleteLater()
    del form
    settled()

    assert watched() is None


def test_every_field_has_a_name_to_be_spoken(make_form: Callable[..., RequestForm]):
    assert nameless(make_form(FULL)) == []


def test_tab_goes_through_lines_that_were_added_in_the_order_in_which_they_are_read(make_form: Callable[..., RequestForm]):
    form = make_form(trip.request())
    form.travellers.add(Traveller("Second"))
    first, second = (block.fields.editor("name") for block in form.travellers.blocks)
    destination = form.editor("destination")
    assert first is not None
    assert second is not None
    assert destination is not None
    stops = [first.inputs()[0], second.inputs()[0], destination.inputs()[0]]
    met: list[QWidget] = []
    at = stops[0]
    for _step in range(80):
        met += [at] if at in stops else []
        at = at.nextInFocusChain()

    assert met == stops


def test_a_simple_trip_is_entered_with_the_keyboard_alone(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form()
    form.focus_first()

    def typed(text: str, *, tabs: int = 1) -> None:
        for key in (*text, *[Qt.Key.Key_Tab] * tabs):
            # A list of proposals has the keyboard while it is open, as on a screen.
            with_keyboard = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert with_keyboard is not None
            QTest.keyClick(with_keyboard, key)

    typed("Clean air")
    typed("Mila Voorbeeld")
    typed("mila@example.org", tabs=2)  # past the language, to the button
    typed("")  # past "Add a traveller", to "The requester travels"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    at(form, "travellers[0].name", QApplication.focusWidget())
    form.editor("destination").focus()  # type: ignore[union-attr]
    typed("leipzig")
    typed("3/3")
    typed("825")
    typed("5/3")
    typed("1940")
    form.legs.add_button.setFocus()
    QTest.keyClick(form.legs.add_button, Qt.Key.Key_Space)
    arrival = form.editor("legs[0].arrives_at")
    assert arrival is not None
    arrival.focus()
    typed("3/3")
    typed("1605")
    form.way.back.setFocus()
    QTest.keyClick(form.way.back, Qt.Key.Key_Space)

    entered = form.request()
    assert (entered.title, entered.destination) == ("Clean air", Place("Leipzig", "DE", "LEJ"))
    assert [str(moment) for moment in (entered.departs_at, entered.returns_at)] == [
        "2026-03-03 08:25:00+01:00",
        "2026-03-05 19:40:00+01:00",
    ]
    assert [(leg.origin.iata, leg.to.iata, leg.mode, str(leg.departs_at), str(leg.arrives_at)) for leg in entered.legs] == [
        ("BRU", "LEJ", Mode.TRAIN, "2026-03-03 08:25:00+01:00", "2026-03-03 16:05:00+01:00"),
        ("LEJ", "BRU", Mode.TRAIN, "2026-03-05 12:00:00+01:00", "2026-03-05 19:40:00+01:00"),
    ]
    qtbot.waitUntil(lambda: len(form.ways.ways) == 3)


def test_of_a_leg_only_the_times_are_written(make_form: Callable[..., RequestForm], qtbot: QtBot):
    without = {"departs_at": None, "arrives_at": None}
    form = make_form(trip.request(legs=(trip.leg(**without), trip.leg_back(**without))))
    for path, time in (
        ("legs[0].departs_at", "825"),
        ("legs[0].arrives_at", "1605"),
        ("legs[1].departs_at", "1150"),
        ("legs[1].arrives_at", "1940"),
    ):
        editor = form.editor(path)
        assert isinstance(editor, MomentEditor)
        editor.time.line.setFocus()
        qtbot.keyClicks(editor.time.line, time)
        qtbot.keyClick(editor.time.line, Qt.Key.Key_Tab)
    assert [[str(moment) for moment in (leg.departs_at, leg.arrives_at)] for leg in form.request().legs] == [
        ["2026-03-03 08:25:00+01:00", "2026-03-03 16:05:00+01:00"],
        ["2026-03-05 11:50:00+01:00", "2026-03-05 19:40:00+01:00"],
    ]


def test_a_night_train_arrives_on_the_next_day(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form(trip.request(legs=(trip.leg(mode=Mode.NIGHT_TRAIN, arrives_at=None),)))
    arrives = form.editor("legs[0].arrives_at")
    assert isinstance(arrives, MomentEditor)
    arrives.time.line.setFocus()
    qtbot.keyClicks(arrives.time.line, "705")
    qtbot.keyClick(arrives.time.line, Qt.Key.Key_Tab)
    assert str(arrives.value()) == "2026-03-04 07:05:00+01:00"


def test_a_day_that_nobody_can_tell_is_asked_for(make_form: Callable[..., RequestForm], qtbot: QtBot):
    form = make_form(trip.request(departs_at=None, returns_at=None, legs=(trip.leg(departs_at=None, arrives_at=None),)))
    departs = form.editor("legs[0].departs_at")
    assert isinstance(departs, MomentEditor)
    departs.time.line.setFocus()
    qtbot.keyClicks(departs.time.line, "825")
    qtbot.keyClick(departs.time.line, Qt.Key.Key_Tab)
    assert (departs.value(), str(departs.fault())) == (None, "Write the day as well: 22/9/2026.")


def at(form: RequestForm, path: str, widget: QWidget | None) -> None:
    """State that *widget* is an input of the editor at *path*."""
    editor = form.editor(path)
    assert editor is not None
    assert widget in editor.inputs()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_form_speaks_every_language(make_form: Callable[..., RequestForm], language: str):
    form = make_form(FULL)
    spoken.speak(language)

    assert form.request() == FULL


def test_the_largest_text_fits_the_width_of_a_small_window(make_form: Callable[..., RequestForm]):
    theme.dress(LIGHT_ALWAYS, 150)
    form = make_form(FULL)
    form.resize(980, 700)
    QApplication.processEvents()

    assert form.page.minimumSizeHint().width() <= form.area.viewport().width()
