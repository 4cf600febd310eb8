"""The line above a table: what is chosen takes no more room than it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QToolButton, QWidget

from app.kernel.fields import Choice, Filter
from app.kernel.translated import lazy
from ui.kit.controls import tool_button
from ui.kit.views import ChoiceBox, FilterBar

LONG = "a kind of mission with a very long name indeed"
FILTERS = tuple(Filter(key, lazy("Kind"), (Choice("long", lazy(LONG)), Choice("b", lazy("short")))) for key in ("a", "b", "c", "d"))


@pytest.fixture
def bar(show: Callable[[QWidget], QWidget]) -> FilterBar:
    """Four choices above a narrow list, with a button at the end."""
    made = FilterBar(FILTERS)
    made.add(tool_button(lazy("Columns"), "columns"))
    made.resize(640, 60)
    show(made)
    return made


def tops(bar: FilterBar) -> set[int]:
    return {box.geometry().center().y() for box in bar.findChildren(ChoiceBox)}


def test_four_choices_with_long_lines_stand_in_one_line(bar):
    assert len(tops(bar)) == 1


def test_they_stay_in_one_line_when_long_ones_are_chosen(bar, settled):
    before = bar.heightForWidth(640)
    bar.put(chosen=(("a", "long"),))
    settled()
    assert bar.heightForWidth(640) == before
    assert bar.findChildren(ChoiceBox)[0].toolTip() == f"<span>{LONG}</span>"


def test_the_last_button_keeps_its_place_in_the_first_line(bar, settled):
    bar.resize(300, 200)
    settled()
    button = bar.findChildren(QWidget)[-1]
    assert (button.geometry().right(), button.geometry().top() < 10) == (bar.width() - 1, True)


def test_the_list_of_a_choice_shows_every_line_whole(bar, settled):
    box = bar.findChildren(ChoiceBox)[0]
    box.showPopup()
    settled()
    last = box.view().visualRect(box.model().index(box.count() - 1, 0))
    assert last.bottom() < box.view().viewport().height()
    assert last.width() >= box.fontMetrics().horizontalAdvance(LONG)
    box.hidePopup()


def test_other_choices_leave_what_is_chosen_alone(bar, settled):
    bar.put(chosen=(("b", "long"),))
    settled()
    asked = []
    bar.criteria_changed.connect(lambda: asked.append(bar.criteria().filters))
    bar.offer_choices("b", (Choice("new", lazy("New")), Choice("long", lazy(LONG))))
    box = bar.findChildren(ChoiceBox)[1]

    assert ([box.itemText(n) for n in range(box.count())], bar.criteria().filters) == (["Kind: all", "New", LONG], (("b", "long"),))
    settled()
    assert asked == []


def test_a_choice_that_is_no_longer_offered_is_given_up(bar, qtbot):
    bar.put(chosen=(("b", "long"),))
    with qtbot.waitSignal(bar.criteria_changed):
        bar.offer_choices("b", (Choice("new", lazy("New")),))

    assert bar.criteria().filters == ()


def test_rarer_choices_are_shown_when_they_are_asked_for_or_narrow_the_list(show, settled):
    bar = FilterBar((FILTERS[0], replace(FILTERS[1], rare=True)))
    show(bar)
    usual, rare = bar.findChildren(ChoiceBox)
    more = next(button for button in bar.findChildren(QToolButton) if button.accessibleName() == "More filters")
    seen = [(usual.isVisible(), rare.isVisible())]
    more.click()
    seen.append((usual.isVisible(), rare.isVisible()))
    bar.put(chosen=(("b", "long"),))
    more.click()
    seen.append((usual.isVisible(), rare.isVisible()))
    bar.put()
    seen.append((usual.isVisible(), rare.isVisible()))

    assert seen == [(True, False), (True, True), (True, True), (True, False)]


def test_without_rarer_choices_nobody_is_offered_more(bar):
    assert [button.isVisible() for button in bar.findChildren(QToolButton) if button.accessibleName() == "More filters"] == [False]
