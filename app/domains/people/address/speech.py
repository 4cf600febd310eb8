"""The salutation of a speech: those present, the highest first, then everybody.

"Mijnheer de minister-president, Excellenties, dames en heren": who is alone of their style is named by it, several of one style are
greeted together at the place of the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domains.people.address.forms import AddressDraft, Subject, greeting, style_of
from app.domains.people.address.table import Gendered, address_table
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.vocabulary import Gender
from app.kernel.errors import Finding, Severity
from app.kernel.translated import lazy

NAMED = 6


@dataclass(frozen=True, slots=True)
class Speech:
    """A salutation as it is spoken, and what kept somebody from being named in it."""

    text: str
    missing: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Greeting:
    """One part of the salutation: those whom it greets, and how several of them are greeted."""

    alone: str
    plural: Gendered
    genders: list[Gender] = field(default_factory=list[Gender])

    @property
    def text(self) -> str:
        if len(self.genders) == 1:
            return self.alone
        same = self.genders[0] if len(set(self.genders)) == 1 else Gender.UNKNOWN
        return self.plural.of(same) or self.plural.n or self.alone


def speech(subjects: Sequence[Subject], language: str, named: int = NAMED, own: Mapping[str, AddressDraft] | None = None) -> Speech:
    """Greet *subjects*, given in order of precedence, in one language; at most *named* parts stand before everybody.

    *own* gives what the office has written itself, by the id of the person; a spoken form of its own is never made a plural. Those without
    an office that has a form are part of everybody. Raises ValueError for another language than nl, fr, en and de.
    """
    if language not in ADDRESS_LANGUAGES:
        raise ValueError(language)
    parts: dict[str, _Greeting] = {}
    missing: list[Finding] = []
    for subject in subjects:
        kept = (own or {}).get(subject.id)
        if kept is not None and kept.spoken:
            parts.setdefault(f"own {kept.spoken}", _Greeting(kept.spoken, Gendered(), [subject.gender]))
            continue
        if style_of(subject) is None:
            continue
        alone, plural = greeting(subject, language)
        if not (alone or plural):
            continue
        part = parts.setdefault(plural.n or alone, _Greeting(alone, plural))
        part.genders.append(subject.gender)
        if not alone:
            missing.append(_unnamed(subject))
    texts = list(dict.fromkeys(part.text for part in parts.values() if part.text))[: max(named, 0)]
    spoken = ", ".join([*texts, address_table().frames[language].everybody])
    return Speech(spoken[:1].upper() + spoken[1:], tuple(missing))


def _unnamed(subject: Subject) -> Finding:
    message = lazy("The gender of {name} is not known: alone, this person cannot be greeted by title.", name=subject.name)
    return Finding("gender", message, Severity.WARNS, rule="address-gender", ref=subject.ref, value=("spoken",))
