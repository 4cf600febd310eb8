"""What the domain of gifts brings."""

from __future__ import annotations

from app.domains.gifts import (
    bank_commands,
    bank_fields,
    bank_guarding,
    bank_queries,
    counting_commands,
    deciding_commands,
    dossier,
    handing_commands,
    lending_commands,
    reactions,
    readiness,
    register_commands,
    register_fields,
    register_guarding,
    register_search_queries,
    reserving_commands,
    rules_commands,
    rules_fields,
    today,
    verbs,
)
from app.domains.gifts.records import (
    Gift,
    GiftCount,
    GiftCountLine,
    GiftDecision,
    GiftFate,
    GiftItem,
    GiftLoan,
    GiftMovement,
    GiftPhoto,
    GiftReservation,
    GiftRulesRow,
    RegimeOf,
    TabooRow,
)
from app.domains.gifts.vocabulary import DECIDE_GIFTS, EDIT_GIFTS, GIFT, GIFT_ITEM, GIFT_RULES, SEE_GIFTS
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="gifts",
    title=lazy("Gifts"),
    icon="gift",
    order=35,
    requires=("people", "checklists", "missions"),
    records=(
        Gift,
        GiftDecision,
        GiftFate,
        GiftPhoto,
        GiftItem,
        GiftReservation,
        GiftMovement,
        GiftLoan,
        GiftCount,
        GiftCountLine,
        GiftRulesRow,
        TabooRow,
        RegimeOf,
    ),
    commands=(
        *handlers_in(register_commands),
        *handlers_in(deciding_commands),
        *handlers_in(rules_commands),
        *handlers_in(bank_commands),
        *handlers_in(reserving_commands),
        *handlers_in(handing_commands),
        *handlers_in(lending_commands),
        *handlers_in(counting_commands),
    ),
    reactions=reactions.REACTIONS,
    titles={**register_fields.TITLES, **bank_fields.TITLES, **rules_fields.TITLES},
    fields={**register_fields.FIELDS, **bank_fields.FIELDS, **rules_fields.FIELDS},
    screens=(*register_fields.SCREENS, bank_fields.BANK),
    guards=(register_guarding.GUARD, bank_guarding.GUARD),
    permissions=(SEE_GIFTS, EDIT_GIFTS, DECIDE_GIFTS, GIFT_RULES),
    search=(
        Searchable(
            GIFT,
            {"gift": "id"},
            register_search_queries.gift_texts,
            held_by={
                "person": register_search_queries.gifts_of_persons,
                "organisation": register_search_queries.gifts_of_organisations,
                "mission": register_search_queries.gifts_of_missions,
            },
        ),
        Searchable(GIFT_ITEM, {"gift_item": "id"}, bank_queries.item_texts),
    ),
    today=today.GROUPS,
    dossier=(dossier.SECTION,),
    verbs=verbs.VERBS,
    anchors=(readiness.ANCHORS,),
    parts=(readiness.PARTS,),
    checks=(readiness.CHECKS,),
)
