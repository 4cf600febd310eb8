"""Who works in the sample office: one user at least for each role, all of them invented, none with a password.

Their family names mean "example" in some language. The officer of the cell works without signing in, so that the sample opens on a
desk with something to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domains.access.commands import AddAccount
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.people.commands import AddContactPoint, AddPerson, AddPost
from app.domains.people.rules import ContactPointDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ContactKind
from app.domains.trips.vocabulary import Category
from app.kernel.commands import Command
from app.kernel.translated import Multilingual

Do = Callable[[Command[Any]], Any]

OFFICE = "Brussels International"
MOBILITY = "Voorbeeld Mobiliteit – Exemple Mobilité"
CABINET = "Voorbeeldkabinet – Cabinet Exemple"
INVENTED = "Invented for the sample office."


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody invented: the name, the role held for an entity (all when empty), the function, and what a trip says of them."""

    given_names: str
    family_name: str
    role: RoleCode
    function: Multilingual
    language: str
    scope: str = ""
    entity: str = OFFICE
    category: Category = Category.AGENT

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return f"{self.given_names} {self.family_name}"


# The head of the cell comes first: somebody keeps the keys from the first account on.
CAST = {
    "hanne": Player(
        "Hanne",
        "Voorbeeld",
        RoleCode.HEAD_OF_CELL,
        Multilingual(
            "hoofd van de cel Protocol en Reizen", "cheffe de la cellule Protocole et Voyages", "head of the protocol and travel cell"
        ),
        "nl",
    ),
    "sascha": Player(
        "Sascha",
        "Muster",
        RoleCode.CELL_OFFICER,
        Multilingual("protocolverantwoordelijke (verzonnen)", "responsable du protocole (inventée)", "protocol officer (invented)"),
        "nl",
    ),
    "cleo": Player(
        "Cléo",
        "Exemple",
        RoleCode.CELL_OFFICER,
        Multilingual("medewerker Reizen", "collaboratrice Voyages", "travel officer"),
        "fr",
    ),
    "mila": Player("Mila", "Voorbeeld", RoleCode.REQUESTER, Multilingual("adviseur", "conseillère", "adviser"), "nl"),
    "remy": Player("Rémy", "Exemple", RoleCode.REQUESTER, Multilingual("attaché", "attaché", "attaché"), "fr"),
    "ines": Player("Inês", "Exemplo", RoleCode.REQUESTER, Multilingual("projectleider", "cheffe de projet", "project leader"), "fr"),
    "jonas": Player("Jonas", "Muster", RoleCode.REQUESTER, Multilingual("expert", "expert", "expert"), "nl"),
    "elif": Player("Elif", "Örnek", RoleCode.REQUESTER, Multilingual("attaché", "attachée", "attaché"), "nl"),
    "tarek": Player(
        "Tarek",
        "Voorbeeld",
        RoleCode.REQUESTER,
        Multilingual("ingenieur mobiliteit", "ingénieur mobilité", "mobility engineer"),
        "nl",
        entity=MOBILITY,
    ),
    "camille": Player(
        "Camille",
        "Exemple",
        RoleCode.REQUESTER,
        Multilingual("kabinetsadviseur", "conseillère de cabinet", "cabinet adviser"),
        "fr",
        entity=CABINET,
        category=Category.CABINET_MEMBER,
    ),
    "lena": Player(
        "Lena",
        "Voorbeeld",
        RoleCode.LINE_MANAGER,
        Multilingual(
            "diensthoofd Brussels International", "cheffe de service Brussels International", "head of unit, Brussels International"
        ),
        "nl",
        scope=OFFICE,
    ),
    "louis": Player(
        "Louis",
        "Exemple",
        RoleCode.LINE_MANAGER,
        Multilingual("diensthoofd mobiliteit", "chef de service mobilité", "head of unit, mobility"),
        "fr",
        scope=MOBILITY,
        entity=MOBILITY,
    ),
    "dirk": Player(
        "Dirk",
        "Voorbeeld",
        RoleCode.DIRECTOR_GENERAL,
        Multilingual("directeur-generaal (verzonnen)", "directeur général (inventé)", "director-general (invented)"),
        "nl",
        category=Category.DIRECTOR_GENERAL,
    ),
    "simone": Player(
        "Simone",
        "Esempio",
        RoleCode.SECRETARY_GENERAL,
        Multilingual("secretaris-generaal (verzonnen)", "secrétaire générale (inventée)", "secretary-general (invented)"),
        "fr",
        category=Category.LEADING_OFFICIAL,
    ),
    "karim": Player(
        "Karim",
        "Exemple",
        RoleCode.HEAD_OF_CABINET,
        Multilingual("kabinetschef (verzonnen)", "chef de cabinet (inventé)", "head of cabinet (invented)"),
        "fr",
        entity=CABINET,
        category=Category.CABINET_MEMBER,
    ),
    "max": Player(
        "Max",
        "Voorbeeld",
        RoleCode.MINISTER,
        Multilingual("functioneel bevoegde minister (verzonnen)", "ministre fonctionnel (inventé)", "functional minister (invented)"),
        "nl",
        entity=CABINET,
        category=Category.MINISTER,
    ),
    "bea": Player(
        "Bea",
        "Voorbeeld",
        RoleCode.BUDGET_OFFICER,
        Multilingual("begrotingsverantwoordelijke", "responsable du budget", "budget officer"),
        "nl",
    ),
    "fien": Player("Fien", "Voorbeeld", RoleCode.FINANCE, Multilingual("boekhouder", "comptable", "accountant"), "nl"),
    "lex": Player("Lex", "Sample", RoleCode.READER, Multilingual("auditeur", "auditeur", "auditor"), "en"),
}
WITHOUT_SIGN_IN = "sascha"

# The offices that the functions name; who is not here holds none that a list of precedence knows.
OFFICES = {
    "hanne": "head-of-service",
    "cleo": "staff-member",
    "mila": "adviser",
    "remy": "attache",
    "ines": "staff-member",
    "jonas": "expert",
    "elif": "attache",
    "tarek": "expert",
    "camille": "adviser",
    "lena": "head-of-service",
    "louis": "head-of-service",
    "dirk": "brussels-director-general",
    "simone": "brussels-secretary-general",
    "karim": "chief-of-cabinet",
    "max": "brussels-minister",
    "bea": "staff-member",
    "fien": "staff-member",
}


@dataclass(frozen=True, slots=True)
class Company:
    """The users as the office knows them: their accounts and persons, by short name."""

    accounts: dict[str, str]
    persons: dict[str, str]


def engage(do: Do, known: dict[str, str]) -> dict[str, dict[str, str]]:
    """Enter all of them, and give what a `Company` is made of; those in *known* (persons by short name) are in the office's file already."""
    accounts: dict[str, str] = {}
    persons: dict[str, str] = {}
    for login, player in CAST.items():
        persons[login] = known.get(login) or enter(do, login)
        draft = AccountDraft(
            player.name,
            login,
            persons[login],
            address(login),
            player.language if login != WITHOUT_SIGN_IN else "",
            is_default=login == WITHOUT_SIGN_IN,
        )
        accounts[login] = do(AddAccount(draft, (GrantDraft(player.role, player.scope),)))
    return {"accounts": accounts, "persons": persons}


def address(login: str) -> str:
    """Give the mail address of somebody invented; the domain belongs to nobody."""
    return f"{login}@example.org"


def enter(do: Do, login: str) -> str:
    """Enter one of them as a person, without an account yet."""
    player = CAST[login]
    draft = PersonDraft(player.given_names, player.family_name, preferred_language=player.language, notes=INVENTED)
    person = do(AddPerson(draft))
    do(AddPost(person, PostDraft(player.function, office=OFFICES.get(login, ""))))
    do(AddContactPoint(person, ContactPointDraft(ContactKind.EMAIL, address(login))))
    return person
