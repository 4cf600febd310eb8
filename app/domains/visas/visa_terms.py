"""The words of visas: needs, entries, documents, who pays, and how far a document of a traveller is.

What is not known is a value of its own, never a guess: a country card that nobody has filled says “not known”.
"""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Badge, Choice, Tone
from app.kernel.translated import Lazy, lazy

VISA_RULES = "visa rules"


class Need(StrEnum):
    """What a country asks of the holder of a Belgian passport of one kind."""

    UNKNOWN = ""
    NOT_NEEDED = "not needed"
    VISA = "visa"
    ELECTRONIC = "electronic"  # an authorisation asked for on the web
    ON_ARRIVAL = "on arrival"


class Answer(StrEnum):
    """Yes, no, or nobody has said."""

    UNKNOWN = ""
    YES = "yes"
    NO = "no"


class Entries(StrEnum):
    """How often a visa lets its holder in."""

    UNKNOWN = ""
    SINGLE = "single"
    DOUBLE = "double"
    MULTIPLE = "multiple"


class VisaDocument(StrEnum):
    """What an application is made of (general practice of embassies)."""

    FORM = "form"
    PHOTOS = "photos"
    INVITATION = "invitation"
    ITINERARY = "itinerary"
    INSURANCE = "insurance"
    VACCINATION = "vaccination"
    CONSENT = "consent"


class VisaCheck(StrEnum):
    """What is looked at on a visa when the passport comes back."""

    NAME = "name"
    DATES = "dates"
    ENTRIES = "entries"


class Payer(StrEnum):
    """Who pays a part of a visit."""

    UNKNOWN = ""
    GUEST = "guest"
    REGION = "region"
    AUTHORITY = "authority"  # the guest's own
    OTHER = "other"


class CellState(StrEnum):
    """How far one document of one traveller is."""

    READY = "ready"
    IN_PROGRESS = "in progress"
    LATE = "late"
    TO_DO = "to do"
    NOT_NEEDED = "not needed"
    UNKNOWN = "unknown"


NEEDS = (
    Choice(Need.UNKNOWN, lazy("not known")),
    Choice(Need.NOT_NEEDED, lazy("no visa needed")),
    Choice(Need.VISA, lazy("visa needed")),
    Choice(Need.ELECTRONIC, lazy("electronic authorisation")),
    Choice(Need.ON_ARRIVAL, lazy("visa on arrival")),
)
NEED_BADGES = {
    Need.UNKNOWN: Badge(lazy("not known"), Tone.FAINT),
    Need.NOT_NEEDED: Badge(lazy("no visa needed"), Tone.GOOD),
    Need.VISA: Badge(lazy("visa needed"), Tone.BUSY),
    Need.ELECTRONIC: Badge(lazy("electronic authorisation"), Tone.BUSY),
    Need.ON_ARRIVAL: Badge(lazy("visa on arrival"), Tone.NEUTRAL),
}
ANSWERS = (
    Choice(Answer.UNKNOWN, lazy("not known")),
    Choice(Answer.YES, lazy("yes")),
    Choice(Answer.NO, lazy("no")),
)
ENTRIES = (
    Choice(Entries.UNKNOWN, lazy("not known")),
    Choice(Entries.SINGLE, lazy("single entry")),
    Choice(Entries.DOUBLE, lazy("two entries")),
    Choice(Entries.MULTIPLE, lazy("multiple entries")),
)
DOCUMENTS = (
    Choice(VisaDocument.FORM, lazy("application form")),
    Choice(VisaDocument.PHOTOS, lazy("two recent photographs")),
    Choice(VisaDocument.INVITATION, lazy("invitation letter of the host")),
    Choice(VisaDocument.ITINERARY, lazy("itinerary and hotel")),
    Choice(VisaDocument.INSURANCE, lazy("insurance")),
    Choice(VisaDocument.VACCINATION, lazy("proof of vaccination")),
    Choice(VisaDocument.CONSENT, lazy("consent to the use of personal data")),
)
CHECKS = (
    Choice(VisaCheck.NAME, lazy("name")),
    Choice(VisaCheck.DATES, lazy("dates")),
    Choice(VisaCheck.ENTRIES, lazy("entries")),
)
PAYERS = (
    Choice(Payer.UNKNOWN, lazy("not known")),
    Choice(Payer.GUEST, lazy("the guest")),
    Choice(Payer.REGION, lazy("the Brussels-Capital Region")),
    Choice(Payer.AUTHORITY, lazy("the guest's own authority")),
    Choice(Payer.OTHER, lazy("somebody else")),
)
CELL_BADGES = {
    CellState.READY: Badge(lazy("ready"), Tone.GOOD),
    CellState.IN_PROGRESS: Badge(lazy("in progress"), Tone.BUSY),
    CellState.LATE: Badge(lazy("late"), Tone.BAD),
    CellState.TO_DO: Badge(lazy("to do"), Tone.WARNING),
    CellState.NOT_NEEDED: Badge(lazy("not needed"), Tone.FAINT),
    CellState.UNKNOWN: Badge(lazy("not known"), Tone.NEUTRAL),
}


def title_of(code: str, choices: tuple[Choice, ...]) -> Lazy:
    """Give the words for a code."""
    return next(choice.title for choice in choices if choice.code == code)


class CardAge(StrEnum):
    """Whether what a country card says can be relied upon."""

    EMPTY = "empty"
    CURRENT = "current"
    OLD = "old"


CARD_AGES = {
    CardAge.EMPTY: Badge(lazy("not filled"), Tone.FAINT),
    CardAge.CURRENT: Badge(lazy("checked"), Tone.GOOD),
    CardAge.OLD: Badge(lazy("to be checked"), Tone.WARNING),
}


class VisaStep(StrEnum):
    """The steps of a visa that are written down with their day, for several travellers at once; the field of each is its value."""

    NOTE_ASKED = "note_verbale_asked_on"
    NOTE_RECEIVED = "note_verbale_received_on"
    FILED = "filed_on"
    BACK = "back_on"
    COPIED = "copied_on"
    HANDED = "handed_on"
    REFUSED = "refused_on"
    WITHDRAWN = "withdrawn_on"


class LetterStep(StrEnum):
    """The steps of an invitation that are written down with their day; the field of each is its value."""

    ASKED = "asked_on"
    SENT = "sent_on"
    AUTHORITY = "authority_letter_on"
    INSURED = "insured_on"
    FILED = "filed_on"


VISA_STEPS = (
    Choice(VisaStep.NOTE_ASKED, lazy("Note verbale asked for")),
    Choice(VisaStep.NOTE_RECEIVED, lazy("Note verbale received")),
    Choice(VisaStep.FILED, lazy("Application filed")),
    Choice(VisaStep.BACK, lazy("Passport back")),
    Choice(VisaStep.COPIED, lazy("Copy in the dossier")),
    Choice(VisaStep.HANDED, lazy("Handed to the traveller")),
    Choice(VisaStep.REFUSED, lazy("Visa refused")),
    Choice(VisaStep.WITHDRAWN, lazy("Application withdrawn")),
)
LETTER_STEPS = (
    Choice(LetterStep.ASKED, lazy("Data asked for")),
    Choice(LetterStep.SENT, lazy("Invitation letter sent")),
    Choice(LetterStep.AUTHORITY, lazy("Letter of the authority dated")),
    Choice(LetterStep.INSURED, lazy("Proof of insurance seen")),
    Choice(LetterStep.FILED, lazy("Schengen visa filed")),
)
