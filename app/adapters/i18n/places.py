"""Names of countries and bodies where protocol does not follow the everyday list.

Each entry says why. Everything else comes from the Unicode locale data, as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.translated import Multilingual


@dataclass(frozen=True, slots=True)
class ProtocolName:
    """The name that papers use for *code* (ISO 3166), and the reason why it is not the everyday one."""

    code: str
    name: Multilingual
    reason: str


PROTOCOL_NAMES = (
    ProtocolName(
        "TR",
        Multilingual(nl="Türkiye", fr="Türkiye", en="Türkiye"),
        "The state asked for this name in every language; the United Nations have used it since 1 June 2022.",
    ),
    ProtocolName(
        "VA",
        Multilingual(nl="Heilige Stoel", fr="Saint-Siège", en="Holy See"),
        "It is the Holy See, not the city, that receives and sends missions.",
    ),
    ProtocolName(
        "PS",
        Multilingual(nl="Palestina", fr="Palestine", en="Palestine"),
        "Name of the observer at the United Nations; a delegation is not received from a territory.",
    ),
    ProtocolName(
        "CD",
        Multilingual(nl="Democratische Republiek Congo", fr="République démocratique du Congo", en="Democratic Republic of the Congo"),
        "The everyday list tells the two states apart by their capitals; a paper names the state.",
    ),
    ProtocolName(
        "CG",
        Multilingual(nl="Republiek Congo", fr="République du Congo", en="Republic of the Congo"),
        "The everyday list tells the two states apart by their capitals; a paper names the state.",
    ),
    ProtocolName(
        "MM",
        Multilingual(nl="Myanmar", fr="Myanmar", en="Myanmar"),
        "The everyday list adds the former name in brackets.",
    ),
    ProtocolName(
        "CV",
        Multilingual(nl="Cabo Verde", fr="Cabo Verde", en="Cabo Verde"),
        "The state asked in 2013 that its name is not translated.",
    ),
    ProtocolName(
        "TL",
        Multilingual(nl="Timor-Leste", fr="Timor-Leste", en="Timor-Leste"),
        "The state asked that its name is not translated.",
    ),
    ProtocolName(
        "HK",
        Multilingual(nl="Hongkong", fr="Hong Kong", en="Hong Kong"),
        "The everyday list adds the status of the region, too long for a card.",
    ),
    ProtocolName(
        "MO",
        Multilingual(nl="Macau", fr="Macao", en="Macao"),
        "The everyday list adds the status of the region, too long for a card.",
    ),
    ProtocolName(
        "EU",
        Multilingual(nl="Europese Unie", fr="Union européenne", en="European Union"),
        "Not a country; it sends delegations and has a flag.",
    ),
    ProtocolName(
        "UN",
        Multilingual(nl="Verenigde Naties", fr="Nations unies", en="United Nations"),
        "Not a country; it sends delegations and has a flag.",
    ),
    ProtocolName(
        "BE-BRU",
        Multilingual(nl="Brussels Hoofdstedelijk Gewest", fr="Région de Bruxelles-Capitale", en="Brussels-Capital Region"),
        "A region of Belgium, with its own flag.",
    ),
    ProtocolName(
        "BE-VLG",
        Multilingual(nl="Vlaams Gewest", fr="Région flamande", en="Flemish Region"),
        "A region of Belgium, with its own flag.",
    ),
    ProtocolName(
        "BE-WAL",
        Multilingual(nl="Waals Gewest", fr="Région wallonne", en="Walloon Region"),
        "A region of Belgium, with its own flag.",
    ),
)
