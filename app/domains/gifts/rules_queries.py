"""What is read of the rules of gifts beside the thresholds themselves: customs of other cultures, and whom a regime binds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from app.domains.gifts import taboos as customs
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import Taboo
from app.domains.gifts.records import Gift, RegimeOf, TabooRow
from app.domains.gifts.thresholds import regime_called
from app.domains.gifts.vocabulary import SEE_GIFTS
from app.domains.people.records import Organisation
from app.kernel.errors import Gone
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader


class Origin(StrEnum):
    """Where what stands there comes from."""

    SHIPPED = "shipped"
    CHANGED = "changed"  # it comes with the program and the office has changed it
    OWN = "own"
    GONE = "gone"  # it comes with the program and the office has left it out


@dataclass(frozen=True, slots=True)
class TabooLine:
    """What is avoided in a culture, and where that comes from; its id is its code."""

    taboo: Taboo
    origin: Origin

    @property
    def id(self) -> str:
        """The code."""
        return self.taboo.code


@dataclass(frozen=True, slots=True)
class RegimeLine:
    """An organisation that is bound by a regime; `name` is empty when the regime is no more. Its id is that of the organisation."""

    id: str
    organisation: Multilingual
    country: str
    regime: str
    name: Multilingual


@query(SEE_GIFTS)
def taboos(reader: Reader) -> tuple[Taboo, ...]:
    """Give what is avoided, as it counts in this office."""
    return customs.in_force(_own_taboos(reader))


@query(SEE_GIFTS)
def taboo_lines(reader: Reader) -> Sequence[TabooLine]:
    """Give what is avoided with its origin, that which was left out too, so that it can be put back."""
    own, ours = _own_taboos(reader), customs.shipped()
    lines = [TabooLine(own.get(code) or one, _origin(code, own)) for code, one in ours.items()]
    return [*lines, *(TabooLine(one, Origin.OWN) for code, one in own.items() if one is not None and code not in ours)]


@query(SEE_GIFTS)
def taboo(reader: Reader, code: str) -> Taboo:
    """Give one culture; raise `Gone` when there is none with this code."""
    found = next((one for one in taboos.of(reader) if one.code == code), None)
    if found is None:
        raise Gone(Ref(TabooRow.kind, code))
    return found


@query(SEE_GIFTS)
def regimes_of(reader: Reader) -> Sequence[RegimeLine]:
    """Give the organisations of which the office has said whose rules bind them, by their names."""
    statement = (
        select(RegimeOf.organisation_id, RegimeOf.regime, Organisation.name, Organisation.country)
        .join(Organisation, Organisation.id == RegimeOf.organisation_id)
        .order_by(Organisation.sort_name, Organisation.id)
    )
    rules = gift_rules.of(reader)
    lines: list[RegimeLine] = []
    for row in reader.rows(statement):
        regime = regime_called(rules, row.regime)
        lines.append(RegimeLine(row.organisation_id, row.name, row.country, row.regime, regime.name if regime else Multilingual()))
    return lines


@query(SEE_GIFTS)
def regime_of(reader: Reader, organisation_id: str) -> str:
    """Give the code of the regime that the office has said for an organisation; empty when it has not."""
    return said_regimes(reader, (organisation_id,)).get(organisation_id, "")


def said_regimes(reader: Reader, organisations: Collection[str]) -> Mapping[str, str]:
    """Give the regimes that the office has said, by organisation."""
    if not organisations:
        return {}
    rows = reader.rows(select(RegimeOf.organisation_id, RegimeOf.regime).where(RegimeOf.organisation_id.in_(organisations)))
    return {row.organisation_id: row.regime for row in rows}


def uses_of_regimes(reader: Reader) -> Mapping[str, int]:
    """Count by code the organisations and the gifts for which a regime has been said."""
    found: dict[str, int] = {}
    for column in (RegimeOf.regime, Gift.regime):
        for code, number in reader.rows(select(column, func.count()).where(column != "").group_by(column)):
            found[code] = found.get(code, 0) + number
    return found


def _own_taboos(reader: Reader) -> Mapping[str, Taboo | None]:
    rows = reader.scalars(select(TabooRow).order_by(TabooRow.id))
    return {row.id: None if row.gone else row.content for row in rows}


def _origin(code: str, own: Mapping[str, Taboo | None]) -> Origin:
    if code not in own:
        return Origin.SHIPPED
    return Origin.GONE if own[code] is None else Origin.CHANGED
