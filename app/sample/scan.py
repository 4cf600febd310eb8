"""The proof of a decision that was given on paper: a page that the program draws itself, and that says what it is."""

from __future__ import annotations

from app.domains.trips.queries.files import TripCard
from app.kernel.document import Document, DocumentMeta, Facts, Notice, Paragraph, Section
from app.kernel.ports import Outside

_TEXTS = {
    "nl": ("Beslissing op papier", "Aanvraag", "Titel", "Reiziger", "Goedgekeurd.", "Verzonnen: dit blad hoort bij het voorbeeldkantoor."),
    "fr": ("Décision sur papier", "Demande", "Titre", "Voyageur", "Approuvé.", "Inventé : cette feuille appartient au bureau d’exemple."),
}


def signed_paper(outside: Outside, card: TripCard) -> bytes:
    """Draw the page that somebody would have signed, in the language of the request."""
    language = card.request.language if card.request.language in _TEXTS else "nl"
    title, number, about, who, verdict, invented = _TEXTS[language]
    facts = Facts(((number, card.row.number), (about, card.row.title), (who, card.row.travellers)))
    section = Section(title, (facts, Paragraph(verdict), Notice(invented)), new_page=False)
    return outside.renderer().render(Document(DocumentMeta(title, language), (section,)), outside.wording(language))
