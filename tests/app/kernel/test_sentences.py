"""Sentences that are kept come back as they were, with all that fills them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from app.kernel.money import Money
from app.kernel.periods import PartialDate
from app.kernel.sentences import sentence_from_plain, sentence_to_plain
from app.kernel.translated import Multilingual, lazy, lazy_count, told


@pytest.mark.parametrize(
    "sentence",
    [
        lazy("Change the booking."),
        lazy("“{train}” leaves on {day}.", train=Multilingual("trein", "train", "train"), day=date(2021, 3, 28)),
        lazy("{number} of {all}: {part}", number=3, all=True, part=None),
        lazy(
            "{known} at {time}, noted {moment}", known=PartialDate(2021, 3), time=time(9, 30), moment=datetime(2021, 3, 28, 1, tzinfo=UTC)
        ),
        lazy("It costs {sum}.", sum=Money(Decimal("12.50"), "EUR")),
        lazy("{state}: {names}", state=lazy("late"), names=("Ada", lazy("and {number} more", number=2))),
        lazy_count("{number} task", "{number} tasks", 2),
        told(Multilingual("Naar {place}", "Vers {place}", "To {place}"), place="Rome"),
    ],
    ids=lambda sentence: sentence.message,
)
def test_a_sentence_is_the_same_after_it_was_kept(sentence):
    assert sentence_from_plain(json.loads(json.dumps(sentence_to_plain(sentence)))) == sentence


def test_what_has_no_plain_form_is_kept_as_it_shows():
    assert sentence_from_plain(sentence_to_plain(lazy("{number}", number=Decimal("1.5")))) == lazy("{number}", number="1.5")
