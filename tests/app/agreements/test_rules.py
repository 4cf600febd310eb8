"""How long agreements last, and where they stand on a day."""

from __future__ import annotations

from datetime import date

import pytest

from app.domains.agreements import rules
from app.domains.agreements.rules import AgreementDraft, RenewalDraft
from app.domains.agreements.vocabulary import AgreementKind, Standing
from app.kernel.periods import PartialDate

SIGNED = PartialDate(2021, 1, 13)


def test_a_mou_lasts_two_years_when_nothing_else_is_said() -> None:
    assert rules.expiry(AgreementKind.MOU, SIGNED, None, ()) == PartialDate(2023, 1, 13)


def test_another_agreement_without_a_duration_has_no_known_end() -> None:
    assert rules.expiry(AgreementKind.COOPERATION, SIGNED, None, ()) is None


def test_the_latest_renewal_counts() -> None:
    renewals = ((PartialDate(2023, 1, 13), 24), (PartialDate(2022, 6, 1), 12))

    assert rules.expiry(AgreementKind.MOU, SIGNED, None, renewals) == PartialDate(2025, 1, 13)


def test_an_unsigned_agreement_has_no_end() -> None:
    assert rules.expiry(AgreementKind.MOU, None, None, ()) is None


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2021-08-31", 6, "2022-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2021-12-15", 1, "2022-01-15"),
        ("2021-10", 24, "2023-10"),
        ("2021", 24, "2023"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert str(rules.after(PartialDate.parse(start), months)) == end


@pytest.mark.parametrize(
    ("expires", "today", "standing"),
    [
        ("2023-01-13", date(2022, 10, 14), Standing.IN_FORCE),
        ("2023-01-13", date(2022, 10, 15), Standing.EXPIRING),
        ("2023-01-13", date(2023, 1, 13), Standing.EXPIRING),
        ("2023-01-13", date(2023, 1, 14), Standing.EXPIRED),
        ("2023", date(2023, 12, 31), Standing.EXPIRING),
    ],
)
def test_standing_on_a_day(expires: str, today: date, standing: Standing) -> None:
    assert rules.standing(SIGNED, PartialDate.parse(expires), today) is standing


def test_standing_without_signature_or_end() -> None:
    assert rules.standing(None, None, date(2022, 1, 1)) is Standing.NOT_SIGNED
    assert rules.standing(SIGNED, None, date(2022, 1, 1)) is Standing.OPEN_ENDED


def test_an_agreement_needs_a_partner_and_a_sensible_duration() -> None:
    found = rules.check_agreement(AgreementDraft(months=0))

    assert [(f.path, f.rule) for f in found if f.blocks] == [("partner_id", "agreement-without-partner"), ("months", "agreement-duration")]


def test_a_renewal_needs_a_day_and_a_duration() -> None:
    found = rules.check_renewal(RenewalDraft(None, None))

    assert [f.rule for f in found] == ["renewal-without-day", "renewal-without-duration"]
