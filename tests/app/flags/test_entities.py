"""What flags are the flags of: codes, names written for flags without one, and the data that ships."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.domains.flags.entities import Entity, FlagRules, shipped_rules
from app.domains.flags.vocabulary import ALPHABETS, ORDERS, EntityKind, Order
from app.domains.people.precedence.profiles import Alphabet, Mark
from app.domains.people.precedence.states import known_states

RULES = shipped_rules()


def test_short_names_stand_for_the_codes_of_the_regions():
    assert [RULES.code_of(text) for text in ("bru", "BXL", " vlg ", "Wal", "fwb")] == ["BE-BRU", "BE-BRU", "BE-VLG", "BE-WAL", "BE-FWB"]


def test_no_short_name_is_the_code_of_a_state():
    # "BR" is Brazil and "VN" Vietnam: an alias must never hide one.
    aliases = {alias for one in RULES.entities for alias in one.aliases}
    assert aliases & (set(known_states()) | set(RULES.by_code)) == set()


def test_every_alias_stands_for_one_entity():
    aliases = [alias for one in RULES.entities for alias in one.aliases]
    assert len(aliases) == len(set(aliases))


def test_a_state_is_known_by_its_iso_code():
    entity = RULES.entity(RULES.code_of("fr"))
    assert (entity.kind, entity.home, entity.known) == (EntityKind.STATE, "FR", True)


def test_a_region_belongs_to_its_state():
    assert (RULES.entity("ES-CT").kind, RULES.entity("ES-CT").home) == (EntityKind.REGION, "ES")
    assert (RULES.entity("GL").kind, RULES.entity("GL").home) == (EntityKind.REGION, "DK")


def test_an_organisation_belongs_to_no_state():
    assert (RULES.entity("NATO").kind, RULES.entity("NATO").home) == (EntityKind.ORGANISATION, "")


def test_a_commune_is_written_with_its_kind_and_name():
    entity = RULES.entity(RULES.code_of("Commune:  Ixelles "))
    assert (entity.code, entity.kind, entity.state, str(entity.name)) == ("commune:Ixelles", EntityKind.COMMUNE, "BE", "Ixelles")


def test_a_commune_abroad_is_written_with_its_state():
    entity = RULES.entity(RULES.code_of("commune:fr:Lyon"))
    assert (entity.code, entity.state, str(entity.name)) == ("commune:FR:Lyon", "FR", "Lyon")


def test_a_commune_without_a_state_lies_in_that_of_the_host():
    assert RULES.entity("commune:Cascais", host="PT").state == "PT"


def test_what_nobody_knows_is_said_to_be_unknown():
    assert [RULES.entity(RULES.code_of(text)).known for text in ("QQ", "ZZZZ", "commune:", ":", "12", "QQ-ABC")] == [False] * 6


def test_states_are_named_as_everywhere_and_bodies_by_the_data():
    french = wording_for("fr")
    told = [RULES.name_of(code, french) for code in ("DE", "EU", "BE-VLG", "commune:Ixelles")]
    assert told == ["Allemagne", "Union européenne", "Flandre", "Ixelles"]


def test_a_name_is_there_in_every_language_before_the_reader_is_known():
    title = RULES.title_of("DE")
    assert (title.nl, title.fr, title.en) == ("Duitsland", "Allemagne", "Germany")


def test_every_shipped_name_is_there_in_three_languages():
    named = [one for one in RULES.entities if one.name]
    titles = [group.title for order in RULES.orders for group in order.groups] + [order.name for order in RULES.orders]
    assert [one.code for one in named if one.name.missing()] == []
    assert [str(title) for title in titles if title.missing()] == []


def test_every_order_of_the_vocabulary_ships_and_every_shipped_one_is_offered():
    assert {order.code for order in RULES.orders} == {choice.code for choice in ORDERS} == set(Order)


def test_every_order_names_known_flags_and_ends_with_the_others():
    for order in RULES.orders:
        assert [code for group in order.groups for code in group.codes if not RULES.entity(code).known] == []
        assert order.groups[-1].who == "others"


def test_an_order_without_a_source_of_its_own_is_a_proposal():
    confirmed = {order.code for order in RULES.orders if order.mark is Mark.CONFIRMED}
    assert confirmed == {Order.FLANDERS, Order.INTERNATIONAL, Order.EU}
    assert [order.code for order in RULES.orders if not order.source] == []


def test_every_alphabet_has_a_title():
    assert {choice.code for choice in ALPHABETS} == set(Alphabet)


def test_the_list_of_what_is_not_recognised_is_dated_and_a_proposal():
    known = RULES.unrecognised
    assert (known.dated is not None, known.mark, bool(known.source)) == (True, Mark.PROPOSAL, True)
    assert [one.code for one in known.entries if one.note.missing() or not RULES.entity(one.code).known] == []


@given(st.text(max_size=200))
def test_any_text_is_read_as_a_code_that_is_read_the_same_again(text: str):
    code = RULES.code_of(text)
    assert RULES.code_of(code) == code
    assert isinstance(RULES.entity(code), Entity)


@given(st.text(max_size=40))
def test_anything_has_a_name_even_without_data(text: str):
    rules = FlagRules()
    code = rules.code_of(f"other:x{text}")
    assert rules.name_of(code, wording_for("nl")).startswith("x")
