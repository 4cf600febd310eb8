"""The sheet on which a decision is taken, as it is drawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domains.trips.alternatives import Way
from app.domains.trips.decision import AskedDerogation, DecisionSheet, SameWeek, SheetStep
from app.domains.trips.differences import label_of
from app.domains.trips.vocabulary import Mode, State
from app.kernel.errors import Finding, Severity
from app.kernel.translated import Multilingual, lazy
from tests.makers.trips import request
from ui.kit.controls import Label
from ui.kit.language import _
from ui.trips.sheet import SheetView


def sheet(state=State.IN_APPROVAL, **more) -> DecisionSheet:
    return DecisionSheet("1", "T2026/001", state, 1, "", request(), "", **more)


def texts(view) -> list[str]:
    return [label.text() for label in view.findChildren(Label) if label.isVisibleTo(view) and label.text()]


@pytest.fixture
def drawn(show):
    def draw(given: DecisionSheet) -> list[str]:
        view = SheetView()
        view.resize(1040, 700)
        view.show_sheet(given, deciding=False)
        show(view)
        return texts(view)

    return draw


STEP = SheetStep("minister", lazy("minister"), 1, opinion=False, open=False)
PAST = Finding("departs_at", lazy("The departure is past."), Severity.WARNS, "departure-past")
URGENT = Finding("submitted_on", lazy("This is urgent."), Severity.DEROGATION, "R71")
NONE = "None: the request follows every rule."


def test_a_request_that_breaks_nothing_is_said_to(drawn):
    assert NONE in drawn(sheet())


def test_what_only_warns_is_not_said_to_follow_every_rule(drawn):
    told = drawn(sheet(findings=(PAST,)))
    assert NONE not in told
    assert "Attention · The departure is past." in told


def test_steps_to_come_are_those_of_a_file_that_waits(drawn):
    assert "minister: still to come" in drawn(sheet(steps=(STEP,)))
    assert "minister: still to come" not in drawn(sheet(State.CLOSED, steps=(STEP,)))


def test_nothing_is_left_to_be_decided_in_a_file_that_has_ended(drawn):
    asked = AskedDerogation("1", "R71", Multilingual(), "submitted_on", "0", "3", "he fell ill")
    assert "Not decided yet." in drawn(sheet(findings=(URGENT,), derogations=(asked,)))
    assert "Not decided yet." not in drawn(sheet(State.REFUSED, findings=(URGENT,), derogations=(asked,)))


def test_the_place_of_an_exception_is_named(drawn):
    asked = AskedDerogation("1", "R71", Multilingual(), "submitted_on", "0", "3", "")
    assert "Needs a derogation · R71 · Day of submission" in drawn(sheet(findings=(URGENT,), derogations=(asked,)))


def test_why_it_is_regularised_is_no_amendment(drawn):
    told = drawn(sheet(State.REGULARISATION, regularised=True, reason="A colleague fell ill."))
    assert told[:2] == ["Regularised", "A colleague fell ill."]
    assert "What the amendment changes" not in told


def test_the_days_of_others_are_a_period(drawn):
    other = SameWeek("2", "T2026/002", "", "Rik", date(2026, 3, 2), date(2026, 3, 4), State.APPROVED)
    assert "T2026/002 · Rik · 2–4 March 2026" in drawn(sheet(same_week=(other,)))


def test_a_remark_on_a_way_has_the_whole_width():
    remark = lazy("Not kept: nobody can follow the panel from afar")
    ways = (
        Way(Mode.TRAIN, Decimal(9), None, Decimal(4), chosen=True),
        Way(Mode.VIDEOCONFERENCE, Decimal(0), None, Decimal(0), remark=remark),
    )
    view = SheetView()
    view.resize(1040, 700)
    view.show_sheet(sheet(ways=ways), deciding=False)
    (label,) = [one for one in view.findChildren(Label) if one.text() == str(remark)]
    grid = view.ways.layout()
    assert grid.getItemPosition(grid.indexOf(label)) == (4, 0, 1, 5)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("submitted_on", "Day of submission"),
        ("destination.country", "Destination"),
        ("legs[0].from.iata", "Leg 1: From"),
        ("legs[1]", "Leg 2"),
        ("costs", "Costs"),
        ("advance.rate", "Advance"),
        ("elsewhere", "elsewhere"),
    ],
)
def test_every_place_has_a_name(path, name):
    assert _(label_of(path)) == name
