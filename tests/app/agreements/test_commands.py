"""Agreements are entered, renewed and removed; the Today page tells which end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.application import Application
from app.domains.agreements import commands, queries
from app.domains.agreements.rules import AgreementDraft, RenewalDraft
from app.domains.agreements.today import lines
from app.domains.agreements.vocabulary import AgreementKind, Standing
from app.domains.people.commands import RemoveOrganisation
from app.kernel.clock import FixedClock
from app.kernel.errors import Gone, Refused
from app.kernel.fields import Tone
from app.kernel.periods import PartialDate
from tests.makers import Make


@pytest.fixture
def mou(application: Application, make: Make) -> str:
    """A MoU with a city, signed on 13 January 2021."""
    draft = AgreementDraft(AgreementKind.MOU, make.organisation("City of Example"), signed=PartialDate(2021, 1, 13))
    return application.execute(commands.AddAgreement(draft)).result


def row(application: Application, id: str) -> queries.AgreementRow:
    """Read one agreement as lists show it."""
    return application.ask(queries.agreements([id]))[0]


def test_a_new_mou_ends_after_two_years(application: Application, mou: str) -> None:
    assert (row(application, mou).expires, row(application, mou).standing) == (PartialDate(2023, 1, 13), Standing.IN_FORCE)


def test_a_renewal_moves_the_end_and_undo_moves_it_back(application: Application, mou: str) -> None:
    application.execute(commands.RenewAgreement(mou, RenewalDraft(PartialDate(2023, 1, 13), 24)))
    assert row(application, mou).expires == PartialDate(2025, 1, 13)

    application.undo()
    assert row(application, mou).expires == PartialDate(2023, 1, 13)


def test_removing_a_renewal_moves_the_end_back(application: Application, mou: str) -> None:
    renewal = application.execute(commands.RenewAgreement(mou, RenewalDraft(PartialDate(2023, 1, 13), 24))).result

    application.execute(commands.RemoveRenewal(renewal))

    assert row(application, mou).expires == PartialDate(2023, 1, 13)


def test_a_changed_duration_moves_the_end(application: Application, mou: str) -> None:
    before = application.ask(queries.agreement_draft(mou))

    application.execute(commands.EditAgreement(mou, before, replace(before, months=36)))

    assert row(application, mou).expires == PartialDate(2024, 1, 13)


def test_a_renewal_before_the_signature_is_refused(application: Application, mou: str) -> None:
    with pytest.raises(Refused) as refused:
        application.execute(commands.RenewAgreement(mou, RenewalDraft(PartialDate(2020, 1, 1), 24)))

    assert [f.rule for f in refused.value.findings] == ["renewal-before-signature"]


def test_a_partner_with_an_agreement_cannot_be_removed(application: Application, mou: str) -> None:
    partner = application.ask(queries.agreement_draft(mou)).partner_id
    assert partner is not None

    with pytest.raises(Refused) as refused:
        application.execute(RemoveOrganisation(partner))

    assert [f.rule for f in refused.value.findings] == ["referred-to"]


def test_an_unknown_partner_is_refused(application: Application) -> None:
    with pytest.raises(Gone):
        application.execute(commands.AddAgreement(AgreementDraft(partner_id="nobody")))


def test_today_tells_ninety_days_ahead_and_after_the_end(application: Application, mou: str, clock: FixedClock) -> None:
    assert application.ask(lines()) == []

    clock.moment = datetime(2022, 11, 1, tzinfo=UTC)
    assert [(line.ref.id, line.tone) for line in application.ask(lines())] == [(mou, Tone.WARNING)]

    clock.moment = datetime(2023, 2, 1, tzinfo=UTC)
    assert [(line.ref.id, line.tone) for line in application.ask(lines())] == [(mou, Tone.BAD)]


def test_an_agreement_is_found_by_its_partner(application: Application, mou: str) -> None:
    assert [hit.ref.id for hit in application.find("example city", kinds=("agreement",))] == [mou]


def test_a_list_asks_as_often_for_three_as_for_one(application: Application, make: Make, mou: str, statements: object) -> None:
    more = [
        application.execute(commands.AddAgreement(AgreementDraft(partner_id=make.organisation(name), signed=PartialDate(2021)))).result
        for name in ("Second", "Third")
    ]
    with statements() as one:  # type: ignore[operator]
        application.ask(queries.agreements([mou]))
    with statements() as three:  # type: ignore[operator]
        application.ask(queries.agreements([mou, *more]))

    assert len(three) == len(one)


def test_search_tells_the_day_of_signing_in_figures(application: Application, mou: str) -> None:
    assert [hit.subtitle.best("nl") for hit in application.find("example", kinds=("agreement",)) if hit.ref.id == mou] == ["13/1/2021"]
