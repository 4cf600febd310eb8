"""What the domain of passports and visas brings."""

from __future__ import annotations

from app.domains.visas import (
    card_commands,
    card_queries,
    following_commands,
    guarding,
    looking,
    passport_commands,
    passport_fields,
    passport_queries,
    passport_today,
    readiness,
    scans,
    verbs,
    visa_commands,
    visa_fields,
    visa_today,
)
from app.domains.visas.passport_records import Custody, Passport, PassportLook, PassportRequest, PassportScan
from app.domains.visas.terms import CARD, EDIT_VISAS, PASSPORT, REQUEST, SEE_NUMBERS, SEE_VISAS
from app.domains.visas.visa_records import CountryCard, Invitation, MissionCountry, VisaCase, VisaRulesRow
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="visas",
    title=lazy("Passports and visas"),
    icon="visa",
    order=25,
    requires=("people", "checklists", "missions"),
    records=(
        Passport,
        Custody,
        PassportRequest,
        PassportLook,
        PassportScan,
        CountryCard,
        MissionCountry,
        VisaCase,
        Invitation,
        VisaRulesRow,
    ),
    titles={**passport_fields.TITLES, **visa_fields.TITLES},
    fields={**passport_fields.FIELDS, **visa_fields.FIELDS},
    commands=(
        *handlers_in(passport_commands),
        *handlers_in(looking),
        *handlers_in(scans),
        *handlers_in(card_commands),
        *handlers_in(visa_commands),
    ),
    reactions=(*following_commands.REACTIONS, *passport_commands.REACTIONS),
    guards=guarding.GUARDS,
    permissions=(SEE_VISAS, EDIT_VISAS, SEE_NUMBERS),
    screens=(*passport_fields.SCREENS, *visa_fields.SCREENS),
    today=(*passport_today.GROUPS, *visa_today.GROUPS),
    anchors=(readiness.ANCHORS,),
    checks=(readiness.CHECKS,),
    verbs=verbs.VERBS,
    chores=(scans.CHORE,),
    search=(
        Searchable(PASSPORT, {"passport": "id"}, passport_queries.passport_texts, held_by={"person": passport_queries.passports_held_by}),
        Searchable(REQUEST, {"passport_request": "id"}, passport_queries.request_texts, held_by={"person": passport_queries.requests_by}),
        Searchable(CARD, {"country_card": "id"}, card_queries.card_texts),
    ),
)
