"""Approval chains on the screen: told in a sentence, changed step by step, put back."""

from __future__ import annotations

import pytest

from app.domains.trips.chains import MONEY, WHAT, Condition, shipped
from app.domains.trips.queries import settings as queries
from app.domains.trips.settings_rules import PARTS
from app.domains.trips.vocabulary import CHAIN, Category
from app.kernel.translated import LANGUAGES
from ui.kit.a11y import nameless
from ui.kit.language import spoken


@pytest.fixture
def page(opened):
    """The page, with the chain of staff members chosen."""
    made = opened(CHAIN)
    assert made.chosen_id() == "agent"
    return made


def kept(office, category="agent"):
    (line,) = office.application.ask(queries.chains_of_office([category]))
    return line.steps


def badges(page):
    return [str(badge.title) for badge in page.chain.badges.shown]


def choose(box, number):
    box.setCurrentIndex(number)
    box.activated.emit(number)


def test_a_chain_is_shown_as_it_is_kept(page, office):
    assert page.chain.value() == kept(office) == shipped()[Category.AGENT].steps
    assert badges(page) == ["default, not the text of the circular"]
    assert page.chain.told.text() == (
        "Line manager, then director-general and budget officer (opinion) together, "
        "then minister if outside the European Union, over €5,000.00 or with a derogation."
    )
    assert not page.reset_action.isEnabled()


def test_a_chain_is_changed_saved_and_undone(page, office, settled):
    first = page.chain.rows[0]
    first.conditions[Condition.OUTSIDE_EU].click()
    choose(first.concern, 2)
    page.chain.rows[3].conditions[Condition.OUTSIDE_EU].click()
    assert badges(page) == ["default, not the text of the circular", "not saved"]
    page.save()
    settled()
    steps = kept(office)
    assert (steps[0].when, steps[0].concern, steps[3].when) == (
        (Condition.OUTSIDE_EU,),
        MONEY,
        (Condition.OVER_AMOUNT, Condition.DEROGATION),
    )
    assert (badges(page), page.reset_action.isEnabled()) == (["set by the office"], True)

    office.application.undo()
    settled()
    assert page.chain.value() == shipped()[Category.AGENT].steps
    assert badges(page) == ["default, not the text of the circular"]


def test_steps_are_added_moved_and_taken_out(page, office, settled):
    page.chain.add_button.click()
    assert [(row.step().role, row.step().rank) for row in page.chain.rows][3:] == [("minister", 3), ("secretary_general", 4)]
    page.chain.rows[4].up.click()
    assert [(row.step().role, row.step().rank) for row in page.chain.rows][3:] == [("secretary_general", 3), ("minister", 4)]
    choose(page.chain.rows[3].rank, 1)
    page.chain.rows[2].remove.click()
    assert page.chain.told.text().startswith("Line manager, then director-general and secretary-general together, then minister if ")
    page.save()
    settled()
    assert [(step.role, step.rank) for step in kept(office)] == [
        ("line_manager", 1),
        ("director_general", 2),
        ("secretary_general", 2),
        ("minister", 4),
    ]


def test_a_chain_that_does_not_decide_is_not_saved(page, office):
    page.reveal("minister")
    page.chain.rows[0].opinion.click()
    assert [finding.path for finding in page.chain.findings.shown] == ["steps"]
    page.save()
    assert kept(office, "minister") == shipped()[Category.MINISTER].steps
    assert page.unsaved == ("minister",)


def test_a_role_that_stands_twice_is_said_beside_it(page):
    second = page.chain.rows[1]
    choose(second.role, 0)
    assert [str(finding.message) for finding in second.findings.shown] == ["This role stands twice in the chain."]
    page.discard()
    assert (second.step().role, second.findings.shown) == ("director_general", ())


def test_parts_are_chosen_one_by_one(page, office, settled):
    first = page.chain.rows[0]
    assert (first.step().concern, first.parts_box.isVisible()) == (WHAT, False)
    choose(first.concern, 3)
    assert first.parts_box.isVisible()
    lodging = next(number for number, part in enumerate(PARTS) if part.fields == ("stays",))
    first.parts[lodging].click()
    page.save()
    settled()
    assert set(kept(office)[0].concern) == {*WHAT, "stays"}


def test_the_default_is_put_back(page, office, settled):
    page.chain.rows[0].opinion.click()
    page.save()
    settled()
    page.reset_action.trigger()
    settled()
    assert page.chain.value() == kept(office) == shipped()[Category.AGENT].steps
    assert not page.chain.rows[0].opinion.isChecked()


def test_what_was_not_saved_comes_back_after_a_crash(page, opened, settled):
    page.chain.rows[0].opinion.click()
    page._keep()  # what the clock does after a moment of silence
    again = opened(CHAIN)
    assert (again.unsaved, again.chain.rows[0].opinion.isChecked()) == (("agent",), True)
    again.discard()
    assert (opened(CHAIN).unsaved, again.chain.rows[0].opinion.isChecked()) == ((), False)
    settled()


def test_who_may_not_set_chains_only_reads(office, opened, settled):
    with office.as_("lena"):
        made = opened(CHAIN)
        assert (made.chain.add_button.isVisible(), made.chain.rows[0].role.isEnabled(), made.chain.rows[0].remove.isVisible()) == (
            False,
            False,
            False,
        )
        settled()


def test_every_language_and_every_control_has_a_name(page, settled):
    for language in LANGUAGES:
        spoken.speak(language)
        settled()
    assert nameless(page) == []
