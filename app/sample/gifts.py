"""The gifts of the sample office: a bank of invented objects, and entries of the register tied to the missions of the year report.

Every object is invented, and no real person gives or gets one: on the other side stand institutions, unnamed offices and the invented guests. What
lies after the day of the sample has not happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.domains.checklists.commands import AddChecklist, SetTaskState
from app.domains.checklists.queries import tasks
from app.domains.checklists.vocabulary import TaskState
from app.domains.gifts.bank_commands import AddGiftItem, NoteGiftMovement
from app.domains.gifts.counting_commands import CloseCount, CountFound, StartCount
from app.domains.gifts.deciding_commands import DecideGift, DeclareGift, SetFate, SetValue, ThankFor
from app.domains.gifts.drafts import (
    CountDraft,
    DecisionDraft,
    FateDraft,
    GiftDraft,
    LoanDraft,
    MovementDraft,
    Photo,
    ReservationDraft,
)
from app.domains.gifts.handing_commands import IssueReservation
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.register_commands import EnterInRegister, MarkPublished, NoteGift, StrikeGift
from app.domains.gifts.reserving_commands import ReserveGift
from app.domains.gifts.vocabulary import (
    Acceptance,
    Category,
    Decision,
    Direction,
    Fate,
    MovementKind,
    Trait,
    ValueMethod,
)
from app.domains.missions.queries import mission_ids, missions, programme
from app.kernel.commands import Command
from app.kernel.ids import Ref
from app.kernel.money import Money
from app.kernel.translated import Multilingual, lazy
from app.sample.cast import enter
from app.sample.gift_objects import OBJECTS, SHELF, VITRINE, drawing

if TYPE_CHECKING:
    from app.application import Application

Do = Callable[[Command[Any]], Any]

BOUGHT, PARIS = date(2020, 11, 2), date(2021, 9, 22)
CAPTION = "Getekend, geen foto / dessin, pas une photo"
PHOTOGRAPH = 1600  # pixels
DECIDER = "hanne"
LIST = "CL6"
_ANSWERS = (
    ("level", "Voorbeeld / exemple"),
    ("over-budget", "Voorbeeld / exemple"),
    ("reciprocity", "Voorbeeld / exemple"),
    ("threshold/unknown", "Voorbeeld / exemple"),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the register as it came about: on a day of a mission, or so many days before the sample is opened (`ago`)."""

    what: Multilingual
    picture: str
    mission: str = ""
    day: date | None = None
    ago: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])
    euro: str = ""
    decision: Decision = Decision.OPEN
    reason: str = ""
    fate: FateDraft | None = None
    thanked: bool = False
    entered: bool = True
    struck: str = ""
    published: bool = False

    def on(self, today: date) -> date:
        """Give its day."""
        return self.day or today - timedelta(self.ago)


def _from(name: str, country: str, **more: Any) -> dict[str, Any]:
    return {"giver_said": name, "giver_country": country, "recipient_said": "kabinet / cabinet", "recipient_country": "BE", **more}


def _to(name: str, country: str, **more: Any) -> dict[str, Any]:
    sides = {"giver_said": "Brussels International", "giver_country": "BE", "recipient_said": name, "recipient_country": country}
    return {"direction": Direction.GIVEN, **sides, **more}


_REGION = "Région Île-de-France"
_HOST = "gastheren / hôtes"
_ENTRIES = (
    _Entry(
        Multilingual("Wandbord van aardewerk (verzonnen)", "Plat mural en faïence (inventé)", "Earthenware wall plate (invented)"),
        "bowl", "berlin-2021", date(2021, 7, 7),
        fields=_from(_HOST, "DE", category=Category.TABLEWARE, weight=1200, size="Ø 32 cm", materials=(Trait.GLASS,), ceremonial=True),
        euro="65", decision=Decision.HAND_OVER, reason="Boven de drempel van aangifte / au-dessus du seuil de déclaration",
        fate=FateDraft(Fate.DISPLAYED, place=VITRINE), thanked=True, published=True,
    ),
    _Entry(
        Multilingual("Fotoboek over daken (verzonnen)", "Livre de photos sur les toits (inventé)", "Book of photographs of roofs (invented)"),
        "book", "metropolis-2021", date(2021, 7, 14),
        fields=_from(_HOST, "ES", category=Category.BOOK),
        euro="30", decision=Decision.KEEP, reason="Onder de drempels / sous les seuils", fate=FateDraft(Fate.KEPT), thanked=True, published=True,
    ),
    _Entry(
        Multilingual("Doos zoetigheden (verzonnen)", "Boîte de douceurs (inventée)", "Box of sweets (invented)"),
        "box", "ile-de-france-at-eat-brussels", date(2021, 9, 6),
        fields=_from(_REGION, "FR", category=Category.FOOD, materials=(Trait.FOOD,)),
        euro="25", decision=Decision.KEEP, reason="Gedeeld op kantoor / partagée au bureau", fate=FateDraft(Fate.USED), thanked=True, published=True,
    ),
    _Entry(
        Multilingual("Theeservies (verzonnen)", "Service à thé (inventé)", "Tea set (invented)"),
        "bowl", "turkey-2021", date(2021, 10, 25),
        fields=_from(_HOST, "TR", category=Category.TABLEWARE, weight=2300, materials=(Trait.GLASS,), ceremonial=True),
        euro="180", decision=Decision.HAND_OVER, reason="Boven de drempel van overdracht / au-dessus du seuil de remise",
        fate=FateDraft(Fate.DISPLAYED, place=VITRINE), thanked=True, published=True,
    ),
    _Entry(
        Multilingual("Polshorloge (verzonnen)", "Montre-bracelet (inventée)", "Wristwatch (invented)"),
        "bell", "turkey-2021", date(2021, 10, 26),
        fields=_from(
            "handelspartner / partenaire commercial", "TR", category=Category.JEWELLERY, acceptance=Acceptance.DECLINED,
            circumstances="Te persoonlijk en te duur; beleefd geweigerd / trop personnel et trop cher ; décliné poliment",
        ),
    ),
    _Entry(
        Multilingual("Poster van een tentoonstelling (verzonnen)", "Affiche d’exposition (inventée)", "Exhibition poster (invented)"),
        "print", "seoul-2021", date(2021, 10, 12),
        fields=_to("gastinstelling / institution hôte", "KR", category=Category.ART), published=True,
    ),
    _Entry(
        Multilingual("Fotoboek “Verzonnen gevels”", "Livre de photos « Façades inventées »", "Book of photographs “Invented façades”"),
        "book", "eurocities-leipzig", date(2021, 11, 4),
        fields=_to("gaststad / ville hôte", "DE", category=Category.BOOK), published=True,
    ),
    _Entry(
        Multilingual("Tegel met zeilschip (verzonnen)", "Carreau au voilier (inventé)", "Tile with a sailing ship (invented)"),
        "print", "ema-porto", date(2021, 11, 12),
        fields=_from(_HOST, "PT", category=Category.CRAFT),
        euro="40", decision=Decision.RETURN, reason="Stond twee keer in de zending; terug / reçu deux fois ; rendu",
        fate=FateDraft(Fate.RETURNED, to_whom="gastheren / hôtes"), thanked=True, published=True,
    ),
    _Entry(
        Multilingual("Tegel met zeilschip (verzonnen)", "Carreau au voilier (inventé)", "Tile with a sailing ship (invented)"),
        "print", "ema-porto", date(2021, 11, 12), fields=_from(_HOST, "PT", category=Category.CRAFT), struck="Dubbel ingeschreven / inscrit deux fois",
    ),
    _Entry(
        Multilingual("Aquarel van een haven (verzonnen)", "Aquarelle d’un port (inventée)", "Watercolour of a harbour (invented)"),
        "frame", ago=60,
        fields=_from("ambassade van Voorbeeldland / ambassade d’Exemplie", "", occasion="nieuwjaarsreceptie (verzonnen) / réception (inventée)",
                     category=Category.ART, size="40 × 30 cm", weight=1500),
        euro="220", decision=Decision.HAND_OVER, reason="Boven de drempel van overdracht / au-dessus du seuil de remise", thanked=True,
    ),
    _Entry(
        Multilingual("Zilveren briefopener (verzonnen)", "Coupe-papier en argent (inventé)", "Silver paper knife (invented)"),
        "bell", ago=12,
        fields=_from("delegatie van de Voorbeeldregio / délégation de la Région Exemple", "", occasion="voorbereidend bezoek / visite préparatoire",
                     category=Category.CRAFT, materials=(Trait.BLADE,)),
        euro="175",
    ),
    _Entry(
        Multilingual("Geweven sjaal (verzonnen)", "Écharpe tissée (inventée)", "Woven scarf (invented)"),
        "frame", ago=8,
        fields=_from("consulaat / consulat", "", occasion="afscheid / départ", category=Category.TEXTILE),
    ),
    _Entry(
        Multilingual("Mand met fruit (verzonnen)", "Corbeille de fruits (inventée)", "Basket of fruit (invented)"),
        "bowl", ago=2,
        fields=_from("hotel / hôtel", "", occasion="dankbetuiging / remerciement", category=Category.FOOD,
                     materials=(Trait.FOOD,)),
        entered=False,
    ),
)  # fmt: skip


def keep_gifts(application: Application, visit: Ref, journey: Ref, officer: str) -> str:
    """Enter the bank, the register, what is chosen for the invented visit and mission, a loan and a stock-taking; return who decides on gifts."""
    photos = _photographs(application)
    rows = application.ask(missions(application.ask(mission_ids())))
    by_import_id = {row.import_id: row.id for row in rows if row.import_id}
    programmes = {ref.id: application.ask(programme(ref.id)) for ref in (visit, journey)}
    guests = _guests(application)
    bodies = {name: hit.ref.id for name in (_REGION,) for hit in application.find(name, kinds=("organisation",))[:1]}
    today = application.clock.today()

    def enter_all(do: Do) -> str:
        office = _Office(do, today, photos, officer, enter(do, DECIDER), bodies)
        items = office.buy()
        early = office.note(by_import_id, date.min, PARIS)
        office.give_in_paris(items, by_import_id)
        gifts = {**early, **office.note(by_import_id, PARIS, date.max)}
        office.lend(gifts)
        office.count()
        office.plan(items, visit.id, [line.id for line in programmes[visit.id]], guests)
        office.pack(items, journey.id)
        do(AddChecklist(journey, LIST))
        return office.decider

    label = lazy("Enter the gifts of the sample office")
    decider = application.together(label, enter_all).result
    past = [
        row.id for row in application.ask(tasks(journey)) if row.use and row.key.startswith("given-") and row.due_on and row.due_on < today
    ]
    if past:
        application.together(label, lambda do: do(SetTaskState(tuple(past), TaskState.DONE)))
    return decider


def _photographs(application: Application) -> Mapping[str, Photo]:
    """Keep a drawing of each object where its photograph would be."""
    named = {one.picture: one.draft.name for one in OBJECTS.values()} | {entry.picture: entry.what for entry in _ENTRIES}
    drawn = {picture: application.outside.drawing(drawing(picture, name), "png") for picture, name in named.items()}
    return {picture: Photo(application.keep_picture(content, largest=PHOTOGRAPH), CAPTION) for picture, content in drawn.items()}


def _guests(application: Application) -> Sequence[str]:
    found = (application.find(name, kinds=("person",)) for name in ("Noa Exemple", "Robin Voorbeeld"))
    return [hits[0].ref.id for hits in found if hits]


class _Office:
    """Does one thing after the other, each on its day."""

    def __init__(self, do: Do, today: date, photos: Mapping[str, Photo], officer: str, decider: str, bodies: Mapping[str, str]) -> None:
        self._do = do
        self._today = today
        self._bodies = bodies
        self._photos = photos
        self._officer = officer
        self.decider = decider

    def buy(self) -> Mapping[str, str]:
        """Enter the objects of the bank, and buy them."""
        do, found = self._do, dict[str, str]()
        for name, one in OBJECTS.items():
            found[name] = do(AddGiftItem(replace(one.draft, photos=(self._photos[one.picture],))))
            day = self._today - timedelta(20) if one.perishes else BOUGHT
            do(NoteGiftMovement(found[name], MovementDraft(MovementKind.PURCHASE, day, one.number, unit_cost=one.draft.unit_cost)))
        broken = MovementDraft(MovementKind.LOSS, self._today - timedelta(40), 1, remark="gebarsten bij het uitpakken / fêlé au déballage")
        do(NoteGiftMovement(found["vase"], broken))
        return found

    def give_in_paris(self, items: Mapping[str, str], missions: Mapping[str, str]) -> None:
        """Give two objects of the bank on a mission of the report: issued, handed over, entered."""
        day = PARIS
        if day > self._today or "brussels-days-paris" not in missions:
            return
        draft = ReservationDraft(
            items["drawing"],
            mission_id=missions["brussels-days-paris"],
            recipient_said="gastinstelling / institution hôte",
            day=day,
            answers=_ANSWERS,
        )
        for item in ("drawing", "bell"):
            reserved = self._do(ReserveGift(replace(draft, item_id=items[item])))
            self._do(EnterInRegister(self._do(IssueReservation((reserved,), day, hand_over=True))))

    def note(self, missions: Mapping[str, str], since: date, before: date) -> Mapping[str, str]:
        """Note and enter what was given and received between two days, in their order; give the entries by their English words."""
        return {
            entry.what.en: self._note(entry, missions)
            for entry in sorted(_ENTRIES, key=lambda entry: entry.on(self._today))
            if since <= entry.on(self._today) < before and entry.on(self._today) <= self._today
            if not entry.mission or entry.mission in missions
        }

    def _note(self, entry: _Entry, missions: Mapping[str, str]) -> str:
        do, day = self._do, entry.on(self._today)
        draft = GiftDraft(
            day=day,
            description=entry.what,
            mission_id=missions.get(entry.mission),
            photos=(self._photos[entry.picture],),
            remark="Invented for the sample office.",
            **self._known(entry.fields),
        )
        gift = do(NoteGift(draft))
        if entry.entered:
            do(EnterInRegister((gift,)))
        if entry.struck:
            do(StrikeGift(gift, entry.struck))
            return gift
        if entry.euro:
            do(DeclareGift(gift, day + timedelta(1)))
            do(SetValue(gift, Money(Decimal(entry.euro)), ValueMethod.MARKET, "", day + timedelta(5)))
        if entry.decision is not Decision.OPEN:
            do(DecideGift(gift, DecisionDraft(entry.decision, day + timedelta(9), self.decider, entry.reason)))
        if entry.fate is not None:
            do(SetFate(gift, replace(entry.fate, day=day + timedelta(20), custodian_id=self._officer)))
        if entry.thanked:
            do(ThankFor((gift,), day + timedelta(6)))
        if entry.published:
            do(MarkPublished((gift,), min(day + timedelta(60), self._today)))
        return gift

    def _known(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put an institution of the file in the place of its name."""
        if (body := self._bodies.get(fields.get("giver_said", ""))) is None:
            return fields
        return {**fields, "giver_said": "", "giver_organisation_id": body}

    def lend(self, gifts: Mapping[str, str]) -> None:
        """Lend a picture to an exhibition that is nearly over."""
        draft = LoanDraft(
            gift_id=gifts["Watercolour of a harbour (invented)"],
            borrower_said="Voorbeeldmuseum / Musée Exemple",
            purpose="tentoonstelling (verzonnen) / exposition (inventée)",
            place="zaal 2 / salle 2",
            since=self._today - timedelta(30),
            due_back_on=self._today + timedelta(5),
            insured=Money(Decimal(220)),
            condition_before="goed / bon",
        )
        self._do(LendGift(draft))

    def count(self) -> None:
        """Take stock of the shelf: a book is not found, and the rest is."""
        do = self._do
        count = do(StartCount(CountDraft(self._today, SHELF, "voorbeeld / exemple")))
        for code, number in self._there():
            do(CountFound(count, code, SHELF, number, add=False))
        do(CloseCount(count))

    def _there(self) -> Sequence[tuple[str, int]]:
        """Give what is counted: of the first objects of the bank, and one book fewer than should be there."""
        codes = {name: f"B-{number:03}" for number, name in enumerate(OBJECTS, 1)}
        return [(codes["lace"], OBJECTS["lace"].number), (codes["book"], OBJECTS["book"].number - 1)]

    def plan(self, items: Mapping[str, str], visit: str, lines: Sequence[str], guests: Sequence[str]) -> None:
        """Choose gifts for the guests of the visit: one has left the shelf, one is kept for the dinner."""
        dinner = next((line for number, line in enumerate(lines) if number == _DINNER), None)
        for item, guest in zip(("lace", "drawing"), guests, strict=False):
            draft = ReservationDraft(
                items[item],
                mission_id=visit,
                person_id=guest,
                moment_id=dinner,
                card_language="fr",
                card_text="Avec les compliments de Bruxelles (exemple).",
                answers=_ANSWERS,
            )
            reserved = self._do(ReserveGift(draft))
            if item == "lace":
                self._do(IssueReservation((reserved,), self._today))

    def pack(self, items: Mapping[str, str], journey: str) -> None:
        """Keep small things for those who are met on the mission; nobody has said who carries them."""
        for item, number, whom in (
            ("bell", 2, "gastheren (verzonnen) / hôtes (inventés)"),
            ("biscuits", 3, "medewerkers ter plaatse / équipe sur place"),
        ):
            draft = ReservationDraft(items[item], number, mission_id=journey, recipient_said=whom, answers=_ANSWERS)
            self._do(ReserveGift(draft))


_DINNER = 5  # the place of the dinner in the programme of the visit
