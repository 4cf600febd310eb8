"""What the papers of a trip share: their frame, and how facts, days and decisions are written on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from app.domains.dossiers.compilation import stamp
from app.domains.dossiers.vocabulary import CLASSIFICATIONS
from app.domains.trips.decision import Decided
from app.domains.trips.request import Request
from app.domains.trips.showing import city, joined, title
from app.kernel.document import Audience, DocumentMeta, Facts
from app.kernel.periods import PartialDate
from app.kernel.showing import write
from app.kernel.translated import LANGUAGES, Lazy, Wording, lazy

OFFICE = "Brussels International"
TO_WRITE = "…" * 14  # room for a pen


def meta(wording: Wording, title: str, subject: str, edition: int, since: datetime | None, audience: Audience) -> DocumentMeta:
    """Make what stands around the pages: the stamp is that of the edition, from the moment it was submitted or approved."""
    return DocumentMeta(
        title=title,
        language=wording.language,
        classification=wording.text(CLASSIFICATIONS[audience]),
        stamp=stamp(wording, edition, since) if since else wording.say("v{number} · not submitted", number=str(edition)),
        author=OFFICE,
        subject=subject,
    )


def language_of(request: Request, traveller: int) -> str:
    """Give the language in which a traveller gets papers: the own one, else that of the request."""
    own = request.travellers[traveller].language if traveller < len(request.travellers) else ""
    return next((code for code in (own, request.language) if code in LANGUAGES), LANGUAGES[0])


def facts(wording: Wording, *pairs: tuple[Lazy, str]) -> Facts:
    """Set labels beside what they say, without those that say nothing."""
    return Facts(tuple((wording.text(label), said) for label, said in pairs if said))


def destination(request: Request, wording: Wording) -> str:
    """Write where a trip goes."""
    return city(request.destination.city, request.destination.country, wording)


def period(first: date | None, last: date | None, wording: Wording) -> str:
    """Write from which day to which, as briefly as the language allows."""
    begin, end = (PartialDate.of(day) if day else None for day in (first, last))
    return wording.formats.period(begin, end)


def day(value: date | None, wording: Wording) -> str:
    """Write a day; empty when there is none."""
    return write(value, wording)


def signed(decided: Decided, wording: Wording) -> str:
    """Write who decided: a stand-in with the name of whom it was signed for."""
    return by_for(decided.name, decided.behalf_of, wording)


def by_for(name: str, behalf_of: str, wording: Wording) -> str:
    """Write a name, and for whom somebody signs."""
    return wording.say("{name} for {absent}", name=name, absent=behalf_of) if behalf_of else name


def said(decided: Decided, wording: Wording) -> str:
    """Write what was decided and when, and who recorded it when it was not given in the program."""
    outcome = wording.text(title(decided.outcome))
    told = wording.say("{outcome} on {day}", outcome=outcome, day=decided.given_on)
    return joined((told, wording.say("recorded by {name}", name=decided.recorder) if decided.recorder else ""), ", ")


def listed(texts: Iterable[str]) -> str:
    """Write several sentences one below the other."""
    return "\n".join(text for text in texts if text)


SIGNATURE = lazy("Date and signature")
