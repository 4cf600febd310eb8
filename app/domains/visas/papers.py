"""The papers of visas: the invitation letter of a guest, the data sheet for a note verbale, and the matrix of a mission as a list.

Letters and sheets show numbers of passports: they are produced through `write_letters` and `write_note_sheet`, which look at the numbers for
a purpose first and so leave a trace of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domains.dossiers.vocabulary import CLASSIFICATIONS
from app.domains.visas.country_cards import country_name
from app.domains.visas.invitation_queries import letter_of, letter_plans, note_plan, note_sheet
from app.domains.visas.invitations import Letter, NoteDraft, NoteSheet, PersonOnPaper, payer_to_guest, payer_words
from app.domains.visas.looking import LookAtNumbers
from app.domains.visas.matrix import Matrix, MatrixColumn, MatrixRow, matrix
from app.domains.visas.passport_rules import kind_title
from app.domains.visas.terms import SEE_VISAS
from app.domains.visas.visa_terms import CELL_BADGES, CellState, Payer
from app.kernel.document import Audience, Block, Document, DocumentMeta, Facts, Heading, Notice, Paragraph, Table, TableColumn
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader

if TYPE_CHECKING:
    from app.application import Application

OFFICE = "Brussels International"
TO_SIGN = "…" * 24
_PRESSING = (CellState.LATE, CellState.TO_DO, CellState.IN_PROGRESS, CellState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter as PDF, and the name that its file may have."""

    person_id: str
    name: str
    language: str
    file_name: str
    content: bytes


# ------------------------------------------------------------------------------------------------ producing


def write_letters(
    application: Application,
    mission: str,
    persons: Sequence[str],
    purpose: str,
    progress: Callable[[int, int], None] | None = None,
) -> list[WrittenLetter]:
    """Write the letters of several guests, each in its language; raise `Refused` with all that is missing before any number is looked at.

    *purpose* is written down with each look; it is why the letters are made: “invitation letters for the visit of May”.
    """
    plans = application.ask(letter_plans(mission, tuple(persons)))
    refuse(finding for plan in plans for finding in plan.findings)
    if not plans:
        raise Refused(Finding("persons", lazy("Choose at least one guest."), rule="nobody-chosen"))
    application.execute(LookAtNumbers(tuple(plan.passport for plan in plans if plan.passport), purpose, mission))
    written: list[WrittenLetter] = []
    for number, plan in enumerate(plans):
        wording = application.outside.wording(plan.language)
        document = letter_paper(application.ask(letter_of(mission, plan.person_id)), wording)
        content = application.outside.renderer().render(document, wording)
        written.append(WrittenLetter(plan.person_id, plan.name, plan.language, f"{document.meta.title}.pdf", content))
        if progress is not None:
            progress(number + 1, len(plans))
    return written


def write_note_sheet(
    application: Application, mission: str, country: str, persons: Sequence[str], told: NoteDraft, language: str, purpose: str
) -> bytes:
    """Write the data sheet for a note verbale; raise `Refused` with all that is missing before any number is looked at."""
    passports, findings = application.ask(note_plan(mission, country, tuple(persons), told, language))
    refuse(findings)
    application.execute(LookAtNumbers(passports, purpose, mission))
    sheet = application.ask(note_sheet(mission, country, tuple(persons), told, language))
    wording = application.outside.wording(language)
    return application.outside.renderer().render(note_paper(sheet, wording), wording)


# ------------------------------------------------------------------------------------------------ invitation letters


def letter_paper(letter: Letter, wording: Wording) -> Document:
    """Write the invitation letter of a guest."""
    say, person, visit = wording.say, letter.person, letter.visit
    title = say("Invitation letter {name}", name=person.name)
    blocks: list[Block] = [
        Paragraph(say("Brussels, {day}", day=wording.formats.day(letter.dated))),
        Paragraph(letter.address or person.name),
        Heading(say("Invitation to an official visit to Brussels"), 1),
        Paragraph(f"{letter.salutation or say('Dear {name}', name=person.name)},"),
        Paragraph(
            say(
                "On behalf of {host} we have the honour of inviting you to Brussels as a member of the delegation of the visit “{title}”, {period}.",
                host=wording.formats.join(wording.text(host) for host in visit.hosts),
                title=wording.text(visit.title),
                period=_period(letter.arrives, letter.leaves, wording),
            )
        ),
        Paragraph(say("Purpose of the visit: {purpose}", purpose=wording.text(visit.purpose))),
        Heading(say("The traveller"), 3),
        Facts(_person_facts(person, wording)),
        Heading(say("The visit"), 3),
        Facts(_visit_facts(letter, wording)),
        Paragraph(
            say(
                "We ask the competent authorities to give the traveller all the help that the visa application needs. Whoever wishes to check "
                "this invitation may call: {contact}",
                contact=letter.told.contact,
            )
        ),
        Paragraph(letter.closing or say("Yours faithfully,")),
        *_signature(letter.told.signatory, wording.text(letter.told.signatory_function), wording),
    ]
    return Document(_meta(title, wording, Audience.PUBLIC, ""), tuple(blocks))


def _person_facts(person: PersonOnPaper, wording: Wording) -> tuple[tuple[str, str], ...]:
    passport = person.passport
    pairs = (
        (lazy("Name as in the passport"), person.name),
        (lazy("Born on"), wording.formats.partial(person.born) if person.born else ""),
        (lazy("Nationality"), wording.text(country_name(person.nationality))),
        (lazy("Function"), wording.text(person.function)),
        (lazy("Organisation"), wording.text(person.organisation)),
        (lazy("Passport"), _passport(person, wording)),
        (lazy("Issued on"), wording.formats.day(passport.issued_on) if passport and passport.issued_on else ""),
        (lazy("Valid until"), wording.formats.day(passport.expires_on) if passport and passport.expires_on else ""),
    )
    return tuple((wording.text(label), said) for label, said in pairs if said)


def _passport(person: PersonOnPaper, wording: Wording) -> str:
    if person.passport is None:
        return ""
    return wording.say(
        "{kind} no. {number}, issued by {country}",
        kind=wording.text(kind_title(person.passport.kind)),
        number=person.number,
        country=wording.text(country_name(person.passport.country)),
    )


def _visit_facts(letter: Letter, wording: Wording) -> tuple[tuple[str, str], ...]:
    told, visit = letter.told, letter.visit
    pairs = (
        (lazy("Days"), _period(letter.arrives, letter.leaves, wording)),
        (lazy("Place"), ", ".join(visit.places)),
        (lazy("Host"), wording.formats.join(wording.text(host) for host in visit.hosts)),
        (lazy("Travel is paid by"), wording.text(payer_to_guest(told.pays_travel, told.other_payer))),
        (lazy("The stay is paid by"), wording.text(payer_to_guest(told.pays_stay, told.other_payer))),
        (
            lazy("The insurance is paid by"),
            wording.text(payer_to_guest(told.pays_insurance, told.other_payer)) if told.pays_insurance is not Payer.UNKNOWN else "",
        ),
    )
    return tuple((wording.text(label), said) for label, said in pairs if said)


def _signature(name: str, function: str, wording: Wording) -> list[Block]:
    signed = wording.say("Signature and seal")
    return [Paragraph(f"{name}\n{function}"), Paragraph(f"{signed}: {TO_SIGN}", quiet=True)]


# ------------------------------------------------------------------------------------------------ notes verbales


def note_paper(sheet: NoteSheet, wording: Wording) -> Document:
    """Write the data sheet by which Foreign Affairs is asked for a note verbale."""
    say, visit = wording.say, sheet.visit
    country = wording.text(country_name(sheet.country.country))
    title = say("Request for a note verbale: {country}", country=country)
    blocks: list[Block] = [
        Heading(title, 1),
        Paragraph(
            say(
                "For the attention of the Federal Public Service Foreign Affairs. We ask for a note verbale to the embassy or consulate of "
                "{country}, for the persons and the journey below.",
                country=country,
            )
        ),
        Heading(say("The journey"), 3),
        Facts(_journey_facts(sheet, wording)),
        Heading(say("The travellers"), 3),
        _travellers(sheet.persons, wording),
        Paragraph(say("Brussels, {day}", day=wording.formats.day(sheet.dated))),
        *_signature(sheet.told.signatory, wording.text(sheet.told.signatory_function), wording),
    ]
    return Document(_meta(title, wording, Audience.INTERNAL, wording.text(visit.title)), tuple(blocks))


def _journey_facts(sheet: NoteSheet, wording: Wording) -> tuple[tuple[str, str], ...]:
    visit, told = sheet.visit, sheet.told
    pairs = (
        (lazy("Our reference"), told.number),
        (lazy("Mission"), wording.text(visit.title)),
        (lazy("Purpose"), wording.text(visit.purpose)),
        (lazy("Kind of visa"), wording.say("transit visa") if sheet.country.transit else wording.say("visa for an official journey")),
        (lazy("In the country"), _period(sheet.enters, sheet.leaves, wording)),
        (lazy("Number of entries"), str(sheet.country.times) if sheet.country.times > 1 else ""),
        (lazy("Place"), ", ".join(visit.places) if sheet.country.country == visit.country else ""),
        (lazy("Filed at"), sheet.file_at),
        (lazy("Travel and stay are paid by"), wording.text(payer_words(told.payer, told.other_payer))),
        (lazy("Contact"), told.contact),
    )
    return tuple((wording.text(label), said) for label, said in pairs if said)


def _travellers(persons: Sequence[PersonOnPaper], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("Name as in the passport"), 2.2),
        TableColumn(wording.say("Born on"), 1.3),
        TableColumn(wording.say("Nationality"), 1.2),
        TableColumn(wording.say("Function"), 2.2),
        TableColumn(wording.say("Passport"), 2.1),
        TableColumn(wording.say("Valid until"), 1.5),
    )
    rows = tuple(
        (
            person.name,
            wording.formats.partial(person.born) if person.born else "",
            wording.text(country_name(person.nationality)),
            wording.text(person.function),
            _passport(person, wording),
            wording.formats.day(person.passport.expires_on) if person.passport and person.passport.expires_on else "",
        )
        for person in persons
    )
    return Table(columns, rows)


# ------------------------------------------------------------------------------------------------ the matrix


@query(SEE_VISAS)
def matrix_paper(reader: Reader, mission: str, title: str, wording: Wording) -> Document:
    """Write the documents of a mission's travellers as a list: what is not ready comes with its reason. *title* is that of the mission."""
    found = matrix.of(reader, mission)
    name = wording.say("Passports and visas: {title}", title=title)
    blocks: list[Block] = [Heading(name, 1), Paragraph(wording.formats.period(*found.period), quiet=True)]
    blocks += [Notice(wording.text(finding.message)) for finding in found.findings]
    blocks.append(_states(found, wording))
    pressing = tuple(row for row in found.rows if any(cell.state in _PRESSING for cell in row.cells))
    if pressing:
        blocks += [Heading(wording.say("What is still to be done"), 2), _reasons(found, pressing, wording)]
    stamp = wording.say("As on {day}", day=wording.formats.day(reader.today))
    return Document(_meta(name, wording, Audience.INTERNAL, title, stamp), tuple(blocks))


def _states(found: Matrix, wording: Wording) -> Table:
    columns = [TableColumn(wording.say("Traveller"), 2.2)]
    columns += [TableColumn(_titled(column, wording), 1.4) for column in found.columns]
    rows = tuple((row.name, *(wording.text(CELL_BADGES[cell.state].title) for cell in row.cells)) for row in found.rows)
    return Table(tuple(columns), rows)


def _titled(column: MatrixColumn, wording: Wording) -> str:
    """Name a document; a visa with its country."""
    if not column.country:
        return wording.text(column.title)
    return wording.say("{document}: {country}", document=column.title, country=wording.text(country_name(column.country)))


def _reasons(found: Matrix, rows: Sequence[MatrixRow], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("Traveller"), 1.6),
        TableColumn(wording.say("Document"), 1.4),
        TableColumn(wording.say("By when"), 1.6),
        TableColumn(wording.say("Why"), 3.5),
    )
    lines = tuple(
        (row.name, _titled(column, wording), wording.formats.day(cell.due) if cell.due else "", wording.text(cell.reason))
        for row in rows
        for column, cell in zip(found.columns, row.cells, strict=True)
        if cell.state in _PRESSING
    )
    return Table(columns, lines)


def _period(first: date | None, last: date | None, wording: Wording) -> str:
    return wording.formats.period(PartialDate.of(first) if first else None, PartialDate.of(last) if last else None)


def _meta(title: str, wording: Wording, audience: Audience, subject: str, stamp: str = "") -> DocumentMeta:
    classification = "" if audience is Audience.PUBLIC else wording.text(CLASSIFICATIONS[audience])
    return DocumentMeta(title, wording.language, classification=classification, stamp=stamp, author=OFFICE, subject=subject or title)
