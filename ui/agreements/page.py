"""The register of agreements: what the kit makes of its declaration, and renewing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from app.domains.agreements.commands import RemoveRenewal, RenewAgreement
from app.domains.agreements.fields import RENEWAL_FORM
from app.domains.agreements.queries import renewals
from app.domains.agreements.rules import RenewalDraft
from app.domains.agreements.vocabulary import AGREEMENT
from app.kernel.commands import Command
from app.kernel.translated import lazy
from ui.kit.dialogs import FormDialog
from ui.kit.registers import RegisterPage

RENEW = lazy("Renew agreement")


class AgreementsPage(RegisterPage):
    """The agreements with their partners; those that end first stand at the top."""

    def build_actions(self) -> None:
        """Offer to renew, and to take the last renewal away."""
        self.offer(RENEW, self.renew, "redo", "Ctrl+R", in_bar=True)
        self.offer(lazy("Remove the last renewal"), self.remove_renewal, "undo")

    @Slot()
    def renew(self) -> None:
        """Ask from when and for how long."""
        if (id := self.chosen_id()) is not None:
            FormDialog.show_for(
                self, self.desk, RENEWAL_FORM, RenewalDraft(), RENEW, _Renewal(id).command, key=f"{AGREEMENT}/{id}/renewal", verb=RENEW
            )

    @Slot()
    def remove_renewal(self) -> None:
        """Take the latest renewal away; Undo brings it back."""
        if (id := self.chosen_id()) is None:
            return
        if there := self.ask_now(renewals(id)):
            self.perform(RemoveRenewal(there[0].id))
        else:
            self.desk.operations.tell(lazy("This agreement has not been renewed."))


class _Renewal:
    """The renewal of one agreement, waiting for its draft."""

    def __init__(self, agreement: str) -> None:
        self._agreement = agreement

    def command(self, _before: Any, after: RenewalDraft) -> Command[str]:
        """Make the command."""
        return RenewAgreement(self._agreement, after)


PAGES = {AGREEMENT: AgreementsPage}
