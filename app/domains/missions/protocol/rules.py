"""What a decision about the order of a mission must hold."""

from __future__ import annotations

from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.errors import Finding
from app.kernel.translated import lazy

_ALPHABETS = frozenset(alphabet.value for alphabet in Alphabet)


def check_order(draft: OrderDraft) -> list[Finding]:
    """The alphabet is one that there is; whether the list exists is for the handler to see."""
    if not draft.alphabet or draft.alphabet in _ALPHABETS:
        return []
    return [Finding("alphabet", lazy("There is no alphabet “{code}”.", code=draft.alphabet), rule="unknown-alphabet")]


def check_standing(draft: StandingDraft, person: str = "") -> list[Finding]:
    """Whoever stands for somebody, or comes with somebody, says for whom: another person."""
    if draft.capacity is Capacity.OWN:
        if draft.other_person_id:
            message = lazy("Choose as what this person takes part: as representative or as partner of the other.")
            return [Finding("capacity", message, rule="standing-capacity")]
        return []
    if not draft.other_person_id:
        message = (
            lazy("Choose whose partner this person is.")
            if draft.capacity is Capacity.PARTNER
            else lazy("Choose whom this person represents.")
        )
        return [Finding("other_person_id", message, rule="standing-without-other")]
    if draft.other_person_id == person:
        return [Finding("other_person_id", lazy("Choose another person."), rule="standing-for-oneself")]
    return []


def check_reason(reason: str) -> list[Finding]:
    """A place is given by hand with a reason that others can read."""
    return [] if reason.strip() else [Finding("reason", lazy("Say why: the reason is shown beside the place."), rule="move-without-reason")]
