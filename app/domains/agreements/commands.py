"""What the office does with agreements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.domains.agreements import rules
from app.domains.agreements.records import Agreement, Renewal
from app.domains.agreements.rules import AgreementDraft, RenewalDraft
from app.domains.agreements.vocabulary import EDIT_AGREEMENTS
from app.domains.missions.records import Mission
from app.domains.people.records import Organisation
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill
from app.kernel.errors import Finding, Refused
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddAgreement(Command[str]):
    """Enter an agreement."""

    permission = EDIT_AGREEMENTS
    label = lazy("Add agreement")

    draft: AgreementDraft


@handles(AddAgreement)
def add_agreement(command: AddAgreement, work: Work) -> str:
    """Store a new agreement and work out its end."""
    draft = _accepted(command.draft, work)
    agreement = Agreement()
    fill(agreement, draft)
    agreement.expires = rules.expiry(agreement.agreement_kind, agreement.signed, agreement.months, ())
    work.add(agreement)
    return agreement.id


@dataclass(frozen=True, slots=True)
class EditAgreement(Command[str]):
    """Change an agreement."""

    permission = EDIT_AGREEMENTS
    label = lazy("Change agreement")

    agreement: str
    before: AgreementDraft
    after: AgreementDraft


@handles(EditAgreement)
def edit_agreement(command: EditAgreement, work: Work) -> str:
    """Write the fields that differ, and work out the end again."""
    after = _accepted(command.after, work)
    agreement = work.get(Agreement, command.agreement)
    apply(agreement.ref, agreement, command.before, after)
    _work_out_end(work, agreement)
    return agreement.id


def _accepted(draft: AgreementDraft, work: Work) -> AgreementDraft:
    tidy = accepted(draft, rules.check_agreement)
    work.get(Organisation, tidy.partner_id or "")
    if tidy.mission_id:
        work.get(Mission, tidy.mission_id)
    return tidy


def _work_out_end(work: Work, agreement: Agreement) -> None:
    work.flush()
    renewals = [(r.renewed, r.months) for r in work.scalars(select(Renewal).where(Renewal.agreement_id == agreement.id))]
    agreement.expires = rules.expiry(agreement.agreement_kind, agreement.signed, agreement.months, renewals)


@dataclass(frozen=True, slots=True)
class RemoveAgreement(Command[None]):
    """Remove an agreement with its renewals."""

    permission = EDIT_AGREEMENTS
    label = lazy("Remove agreement")

    agreement: str


@handles(RemoveAgreement)
def remove_agreement(command: RemoveAgreement, work: Work) -> None:
    """Remove the agreement."""
    work.remove(work.get(Agreement, command.agreement))


@dataclass(frozen=True, slots=True)
class RenewAgreement(Command[str]):
    """Renew an agreement for some months from a day on."""

    permission = EDIT_AGREEMENTS
    label = lazy("Renew agreement")

    agreement: str
    draft: RenewalDraft


@handles(RenewAgreement)
def renew_agreement(command: RenewAgreement, work: Work) -> str:
    """Store the renewal; refused before the signature."""
    agreement, draft = work.get(Agreement, command.agreement), accepted(command.draft, rules.check_renewal)
    if agreement.signed and draft.renewed and draft.renewed.last < agreement.signed.first:
        raise Refused(Finding("renewed", lazy("The renewal is before the signature."), rule="renewal-before-signature"))
    renewal = Renewal(agreement_id=agreement.id)
    fill(renewal, draft)
    work.add(renewal)
    _work_out_end(work, agreement)
    return renewal.id


@dataclass(frozen=True, slots=True)
class RemoveRenewal(Command[None]):
    """Remove a renewal that was entered by mistake."""

    permission = EDIT_AGREEMENTS
    label = lazy("Remove renewal")

    renewal: str


@handles(RemoveRenewal)
def remove_renewal(command: RemoveRenewal, work: Work) -> None:
    """Remove the renewal, and work out the end again."""
    renewal = work.get(Renewal, command.renewal)
    agreement = work.get(Agreement, renewal.agreement_id)
    work.remove(renewal)
    _work_out_end(work, agreement)
