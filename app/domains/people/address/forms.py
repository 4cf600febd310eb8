"""How one person is written to, announced and seated: worked out from office, gender and language, and never guessed.

What the office has written itself stands in the place of what is worked out, and what depends on it follows: a French letter ends
with the salutation it began with. Whatever is missing is said; a form that would need it is neutral or empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from app.domains.people.address.table import AddressTable, Gendered, Honour, Style, Tone, Words, address_table, plain_letters
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.precedence.profiles import Office
from app.domains.people.rules import too_long
from app.domains.people.vocabulary import PERSON, POST, Gender
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy

FORMS = ("prefix", "envelope", "salutation", "closing", "spoken", "place_card", "badge")
LONGEST_LINE, LONGEST_ENVELOPE = 300, 1000  # characters
_GAP = re.compile(r"\{(\w+)(\??)\}")
_HOME = "BE"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as forms of address see them.

    `prefix` is what the office has written before the name in whatever language. `title` and `organisation` are those of the post that
    counts, `office` the one of the catalogue that the post is; `country` is where it is held. `style` decides instead of the office.
    `id` and `post` are those of the records, when there are any.
    """

    name: str
    family_name: str = ""
    given_names: str = ""
    gender: Gender = Gender.UNKNOWN
    prefix: str = ""
    title: Multilingual = Multilingual()
    office: Office | None = None
    organisation: Multilingual = Multilingual()
    country: str = ""
    style: str = ""
    id: str = ""
    post: str = ""

    @property
    def ref(self) -> Ref | None:
        """The pointer at the person, when they are kept."""
        return Ref(PERSON, self.id) if self.id else None

    @property
    def abroad(self) -> bool:
        """Whether the office is held for another State or elsewhere."""
        return bool(self.office and self.office.abroad) or self.country not in ("", _HOME)


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """The forms that the office itself has written for a person in one language; what is empty is worked out."""

    envelope: str = ""
    salutation: str = ""
    closing: str = ""
    place_card: str = ""
    badge: str = ""
    spoken: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class AddressForms:
    """The forms in one language; `envelope` and `badge` have several lines. What could not be made is empty.

    `overridden` names the forms that the office has written itself. `missing` says what is not known; each finding names in `value`
    the forms it weakens.
    """

    language: str
    prefix: str
    envelope: str
    salutation: str
    closing: str
    spoken: str
    place_card: str
    badge: str
    overridden: frozenset[str] = frozenset()
    missing: tuple[Finding, ...] = ()

    def form(self, key: str) -> str:
        """Give one of `FORMS` by its name."""
        return getattr(self, key)


def address_forms(subject: Subject, language: str, own: AddressDraft | None = None) -> AddressForms:
    """Give the forms of address of *subject* in Dutch, French, English or German.

    Raises ValueError for another language.
    """
    if language not in ADDRESS_LANGUAGES:
        raise ValueError(language)
    kept = own or AddressDraft()
    made = _made(subject, language, kept)
    overridden = frozenset(key for key in FORMS if getattr(kept, key))
    found = tuple(_missing(subject, language, kept, made))
    return AddressForms(language, **made.texts, overridden=overridden, missing=found)


def check_address(draft: AddressDraft) -> list[Finding]:
    """Texts have their bounds; any of them may be left empty."""
    return too_long(draft, {f.name: LONGEST_ENVELOPE if f.name == "envelope" else LONGEST_LINE for f in fields(draft)})


def style_of(subject: Subject) -> Style | None:
    """Give the row of the table that *subject* has; None for anybody, or for a style that the table does not know."""
    table = address_table()
    code = subject.style or _style_code(subject, table)
    honour, _, _ = _before_name(subject.prefix, table)
    if honour is not None and code in honour.instead_of:
        code = honour.style.of(subject.gender) or code
    return table.style(code, abroad=subject.abroad) if code else None


def greeting(subject: Subject, language: str) -> tuple[str, Gendered]:
    """Give how *subject* is spoken to by their style, empty without one, and how several of the style are."""
    style = style_of(subject)
    words = style.words(language) if style else Words()
    return _filled(words.spoken.of(subject.gender), _made(subject, language, AddressDraft()).values)[0], words.plural


def _style_code(subject: Subject, table: AddressTable) -> str:
    if subject.office is None:
        return ""
    return table.offices.get(subject.office.code) or subject.office.style


@dataclass(slots=True)
class _Made:
    texts: dict[str, str] = field(default_factory=dict[str, str])
    values: dict[str, str] = field(default_factory=dict[str, str])
    used: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def take(self, key: str, own: str, text: str) -> str:
        """Keep what the office wrote, else *text* filled in."""
        self.texts[key], self.used[key] = (own, frozenset[str]()) if own else _filled(text, self.values)
        return self.texts[key]


def _made(subject: Subject, language: str, own: AddressDraft) -> _Made:
    table, gender = address_table(), subject.gender
    frame, style = table.frames[language], style_of(subject)
    words, tone = (style.words(language), style.tone) if style else (Words(), Tone.PLAIN)
    honour, written, academic = _before_name(subject.prefix, table)
    made, title = _Made(), words.title.of(gender)
    made.values = {
        "name": subject.name,
        "surname": subject.family_name or subject.name,
        "academic": academic,
        "title": title,
        "Title": _capital(title),
        "function": _function(subject, language, title),
        "organisation": _in_language(subject.organisation, language),
    }
    honoured = (honour.prefix(language).of(gender) or _as_written(written, honour, language)) if honour else ""
    prefix = made.values["prefix"] = made.take("prefix", own.prefix, words.prefix.of(gender) or honoured)
    courtesy = (academic if frame.academic_alone else "") or frame.courtesy.of(gender)
    made.values["courtesy"] = courtesy if prefix else _capital(courtesy)
    made.values["call"] = _filled(words.spoken.of(gender), made.values)[0]
    made.take("envelope", own.envelope, words.envelope.of(gender) or frame.envelope.of(gender))
    salutation = made.take("salutation", own.salutation, words.salutation.of(gender) or frame.salutation.of(gender))
    made.values["salutation"] = salutation.rstrip(" ,.!")
    made.take("closing", own.closing, words.closing.of(gender) or frame.closing(tone).of(gender))
    made.take("spoken", own.spoken, words.spoken.of(gender) or frame.spoken.of(gender))
    made.take("place_card", own.place_card, words.place_card.of(gender) or frame.place_card.of(gender))
    made.take("badge", own.badge, words.badge.of(gender) or frame.badge.of(gender))
    return made


def _before_name(prefix: str, table: AddressTable) -> tuple[Honour | None, str, str]:
    """Take apart what stands before a name: an honour known in some language, as it was written, and the rest (academic titles)."""
    found, written, parts = None, "", prefix.split()
    while parts:
        long = next((n for n in range(len(parts), 0, -1) if plain_letters("".join(parts[:n])) in table.honours), 0)
        if not long:
            break
        honour = table.honours[plain_letters("".join(parts[:long]))]
        if found is None and honour.nl:  # Mr and Ms are no honour, and say nothing of the gender here
            found, written = honour, " ".join(parts[:long])
        parts = parts[long:]
    return found, written, " ".join(parts)


def _as_written(written: str, honour: Honour, language: str) -> str:
    """Give an honour as the office wrote it when it can only be of this language: Z.E. is Dutch, H.E. may be English too."""
    letters = plain_letters(written)
    here = [text for text in honour.prefix(language).all() if plain_letters(text) == letters]
    elsewhere = {plain_letters(text) for other in ADDRESS_LANGUAGES if other != language for text in honour.prefix(other).all()}
    return here[0] if here and letters not in elsewhere else ""


def _function(subject: Subject, language: str, title: str) -> str:
    own = subject.title.in_language(language)
    return own or title or _in_language(subject.title, language)


def _in_language(text: Multilingual, language: str) -> str:
    return text.best(language if language in LANGUAGES else "en")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(template: str, values: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Fill in the first of the texts for which all is known; give it with the names of what was filled in.

    What is filled in is never looked at again: a name may hold braces.
    """
    for text in template.split("|"):
        gaps = _GAP.findall(text)
        if all(values.get(name) for name, optional in gaps if not optional):
            lines = (_line(line, values) for line in text.split("\n"))
            return "\n".join(line for line in lines if line), frozenset(name for name, _ in gaps)
    return "", frozenset()


def _line(text: str, values: Mapping[str, str]) -> str:
    words = (_GAP.sub(lambda gap: values.get(gap[1], ""), word) for word in text.split(" "))
    return " ".join(word for word in words if word)


def _missing(subject: Subject, language: str, own: AddressDraft, made: _Made) -> Iterator[Finding]:
    open_forms = tuple(key for key in FORMS if not getattr(own, key))
    if not open_forms:
        return
    if not subject.name:
        yield _finding(subject, "name", lazy("The name is missing."), "address-name", Severity.WARNS, open_forms)
    yield from _missing_gender(subject, language, own, made)
    yield from _missing_office(subject, open_forms)
    used = {name: tuple(key for key in open_forms if name in made.used[key]) for name in ("function", "organisation")}
    if used["function"] and subject.title and not subject.title.in_language(language):
        message = lazy("The title of the post has not been written in this language: “{text}” stands there.", text=made.values["function"])
        yield _finding(subject, "title", message, "address-title-language", Severity.NOTES, used["function"])
    if used["organisation"] and subject.organisation and not subject.organisation.in_language(language):
        text = made.values["organisation"]
        message = lazy("The name of the organisation has not been written in this language: “{text}” stands there.", text=text)
        yield _finding(subject, "organisation", message, "address-organisation-language", Severity.NOTES, used["organisation"])


def _missing_gender(subject: Subject, language: str, own: AddressDraft, made: _Made) -> Iterator[Finding]:
    if subject.gender in (Gender.MALE, Gender.FEMALE):
        return
    of_man, of_woman = (_made(replace(subject, gender=gender), language, own).texts for gender in (Gender.MALE, Gender.FEMALE))
    if subject.gender is Gender.OTHER:
        if empty := tuple(key for key in FORMS if of_man[key] and not made.texts[key]):
            message = lazy("This language has no settled form for {name} here: write it yourself.", name=subject.name)
            yield _finding(subject, "gender", message, "address-no-form", Severity.WARNS, empty)
        return
    if weak := tuple(key for key in FORMS if made.texts[key] != of_man[key] or made.texts[key] != of_woman[key]):
        message = lazy("The gender is not known: what depends on it is neutral or left out.")
        yield _finding(subject, "gender", message, "address-gender", Severity.WARNS, weak)


def _missing_office(subject: Subject, open_forms: tuple[str, ...]) -> Iterator[Finding]:
    if subject.style or subject.office:
        code = subject.style or _style_code(subject, address_table())
        if code and style_of(subject) is None:
            message = lazy("There are no forms of address of this style: {style}.", style=code)
            yield _finding(subject, "office", message, "address-style", Severity.WARNS, open_forms)
    elif subject.title:
        message = lazy("It has not been said which office this post is: the forms are those of anybody.")
        yield _finding(subject, "office", message, "address-office", Severity.NOTES, open_forms)
    else:
        message = lazy("No post is known that is held on this day: the forms are those of anybody.")
        yield _finding(subject, "post", message, "address-post", Severity.NOTES, open_forms)


def _finding(subject: Subject, path: str, message: Lazy, rule: str, severity: Severity, forms: tuple[str, ...]) -> Finding:
    of_post = subject.post and path in ("office", "title", "organisation")
    return Finding(path, message, severity, rule=rule, ref=Ref(POST, subject.post) if of_post else subject.ref, value=forms)
