"""The order in words: why somebody has a place, and why of any two the one goes before the other.

A ground is a few words that follow "by" ("by seniority, in office since 18 July 2019"); a sentence takes it as a value. The day of somebody's birth
decides, but is never told: these sentences stand on papers that others read.
"""

from __future__ import annotations

from app.domains.people.precedence.guests import Capacity, Move
from app.domains.people.precedence.profiles import Alphabet, Beside, Profile, Tie
from app.domains.people.precedence.standing import NO_HEAD, Ground, Key, Standing, known_day, seniority_of
from app.domains.people.precedence.states import name_of
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, Multilingual, lazy


def difference(first: Key, second: Key) -> tuple[str, int]:
    """Find where two keys part: the field, and the step of the chain when it is that; an empty field when they are equal."""
    for name, one, other in zip(Key._fields, first, second, strict=True):
        if one != other:
            step = next((n for n, pair in enumerate(zip(first.chain, second.chain, strict=False)) if pair[0] != pair[1]), 0)
            return name, step if name == "chain" else 0
    return "", 0


def of_one_rank(first: Key, second: Key) -> bool:
    """Tell whether two stand in the same rank, so that a ground separates them."""
    return (first.head, first.place) == (second.head, second.place)


class Reasons:
    """The sentences of one order; they are made when they are asked for."""

    def __init__(self, profile: Profile, alphabet: Alphabet, titles: dict[str, Multilingual]) -> None:
        self._list = profile.code
        self._profile = profile
        self._alphabet = alphabet
        self._titles = titles

    def title(self, standing: Standing) -> Multilingual:
        """Name the office that gives the place, as the catalogue has it; without one, the title of the post."""
        post = standing.counted.post
        if post is None:
            return Multilingual()
        return self._titles.get(post.office) or post.title

    def place(self, standing: Standing, number: int, relation: Lazy | None) -> Lazy:
        """Tell the place that the list gives, and what it has to do with a neighbour's."""
        if standing.key.head < NO_HEAD:
            return self._at_the_head(standing, number, relation)
        if standing.beside:
            return self._beside(standing, number)
        if not standing.ranked:
            return self._not_listed(standing, number)
        values: dict[str, object] = {"number": number, "office": self.title(standing), **self._rank(standing)}
        if standing.capacity is not Capacity.OWN:
            values["represented"] = standing.subject.name
        elif equal := self._equal(standing):
            values["equal"] = equal
        return _alone(standing, values) if relation is None else _related(standing, {**values, "relation": relation})

    def moved(self, standing: Standing, number: int, move: Move) -> Lazy:
        """Tell a place that was given by hand: by whom, when and why; and what the list says of the office."""
        values = {"number": number, "who": move.by, "moment": move.at, "reason": move.reason.strip().rstrip(".")}
        if not standing.ranked:
            return lazy("Place {number}, given by {who} on {moment}: “{reason}”.", **values)
        return lazy(
            "Place {number}, given by {who} on {moment}: “{reason}”. The list has {office} at {list} {rank}.",
            **values,
            office=self.title(standing),
            **self._rank(standing),
        )

    def before(self, standing: Standing, other: Standing) -> Lazy:
        """Tell why *standing* goes before the next of the rank, as a clause."""
        if difference(standing.key, other.key)[0] == "former":
            return lazy("before {other}, who no longer holds the office", other=other.guest.name)
        if difference(standing.key, other.key)[0] == "represents":
            return lazy("before {other}, who represents a holder of this rank", other=other.guest.name)
        return lazy("before {other} by {ground}", other=other.guest.name, ground=self.ground(standing, other, standing))

    def after(self, standing: Standing, other: Standing) -> Lazy | None:
        """Tell why *standing* goes after the one before of the rank, as a clause; nothing where the place has said it already."""
        if difference(other.key, standing.key)[0] in ("former", "represents"):
            return None
        return lazy("after {other} by {ground}", other=other.guest.name, ground=self.ground(other, standing, standing))

    def undecided(self, names: tuple[str, ...]) -> Lazy:
        """Tell that nothing separates a place from others, as a clause."""
        return lazy("nothing separates it from the place of {others}", others=names)

    def pair(self, first: Standing, second: Standing) -> Lazy:
        """Tell in a whole sentence why by the list *first* goes before *second*."""
        values: dict[str, object] = {"first": first.guest.name, "second": second.guest.name}
        if first.anchor == second.anchor:
            return lazy("{first} goes before {second}, who stands beside {first} as partner.", **values)
        why = self._why(first, second)
        if first.beside and second.beside:
            return lazy(
                "{first} goes before {second} as {partner} goes before {other_partner}, beside whom they stand as partners: {why}.",
                **values, partner=first.subject.name, other_partner=second.subject.name, why=why,
            )  # fmt: skip
        if first.beside:
            return lazy("{first}, as partner of {partner}, goes before {second}: {why}.", **values, partner=first.subject.name, why=why)
        if second.beside:
            return lazy("{first} goes before {second}, the partner of {partner}: {why}.", **values, partner=second.subject.name, why=why)
        return lazy("{first} goes before {second}: {why}.", **values, why=why)

    def pair_moved(self, first: str, second: str, move: Move) -> Lazy:
        """Tell in a whole sentence that the order of two was decided by hand."""
        return lazy(
            "{first} goes before {second}: so decided by {who} on {moment}, “{reason}”.",
            first=first, second=second, who=move.by, moment=move.at, reason=move.reason.strip().rstrip("."),
        )  # fmt: skip

    def pair_between(self, first: str, second: str, between: str) -> Lazy:
        """Tell in a whole sentence that two who were equal stand on either side of somebody who was placed by hand."""
        return lazy(
            "{first} goes before {second}: the place given by hand to {between} is between them.",
            first=first,
            second=second,
            between=between,
        )

    def pair_undecided(self, first: Standing, second: Standing) -> Lazy:
        """Tell in a whole sentence that nothing separates two."""
        values: dict[str, object] = {"first": first.guest.name, "second": second.guest.name}
        if first.anchor == second.anchor:
            return lazy(
                "Nothing separates {first} and {second}, both partners of {partner}: decide by hand.", **values, partner=first.subject.name
            )
        if not first.ranked:
            return lazy(
                "Nothing separates {first} and {second}, whose places the list {list} does not know: decide by hand.",
                **values,
                list=self._list,
            )
        return lazy("Nothing separates {first} and {second}, both at {list} {rank}: decide by hand.", **values, **self._rank(first))

    def ground(self, first: Standing, second: Standing, told: Standing | None = None) -> Lazy:
        """Tell by what *first* goes before *second* of the same rank: with the day of *told*, or with those of both."""
        name, step = difference(first.key, second.key)
        match name:
            case "represents":
                return lazy("presence in person")
            case "office":
                return self._by_office(first)
            case "beside":
                return self._by_side()
            case "former":
                return lazy("holding the office today")
            case "order":
                return self._by_order(first, second, told)
            case "chain":
                return self._by_chain(first, second, told, step)
            case _:
                return lazy("presence in person") if not first.key.stand_in else lazy("the place that each has by the list")

    def _rank(self, standing: Standing) -> dict[str, object]:
        placing = standing.counted.placing
        return {"list": self._list, "rank": str(placing.rank.number) if placing else ""}

    def _at_the_head(self, standing: Standing, number: int, relation: Lazy | None) -> Lazy:
        if standing.beside:
            return lazy("Place {number}: beside {partner}, as partner", number=number, partner=standing.subject.name)
        values: dict[str, object] = {"number": number, "office": self.title(standing), **self._rank(standing)}
        if not standing.guest.host:
            return lazy("Place {number}: guest of honour, to whom the host cedes the first place", number=number)
        if standing.key.head:
            return lazy("Place {number}: host, who cedes the first place to the guest of honour", number=number)
        if not standing.ranked:
            return lazy("Place {number}: host, who goes first whatever their own rank", number=number)
        if relation is None:
            return lazy("Place {number}: host, who goes first whatever their own rank; {office} ({list} {rank})", **values)
        return lazy("Place {number}: host, {office} ({list} {rank}); {relation}", **values, relation=relation)

    def _equal(self, standing: Standing) -> Multilingual | None:
        """Give the office whose rank a holder takes, when the list does not name the own one."""
        counted = standing.counted
        if counted.placing is None or counted.post is None or counted.post.office == counted.placing.listed:
            return None
        return self._titles.get(counted.placing.listed)

    def _beside(self, standing: Standing, number: int) -> Lazy:
        values = {"number": number, "partner": standing.subject.name, "office": self.title(standing), **self._rank(standing)}
        if not standing.ranked:
            return lazy("Place {number}: beside {partner}, as partner", **values)
        return lazy("Place {number}: as partner of {partner}, {office} ({list} {rank})", **values)

    def _not_listed(self, standing: Standing, number: int) -> Lazy:
        values = {"number": number, "list": self._list}
        if not standing.guest.posts:
            return lazy("Place {number}, after all whom the list {list} knows: no post is known", **values)
        among = standing.counted.among
        if not among:
            return lazy("Place {number}, after all whom the list {list} knows: no post is held on the day", **values)
        if not any(post.office for post in among):
            return lazy("Place {number}, after all whom the list {list} knows: nobody has said which office the post is", **values)
        return lazy("Place {number}, after all whom the list {list} knows: it names no office of theirs", **values)

    def _why(self, first: Standing, second: Standing) -> Lazy:
        name, _ = difference(first.key, second.key)
        if name == "head":
            return self._why_head(first)
        if name == "place":
            return self._why_rank(first, second)
        if not first.ranked and difference(first.key, second.key) == ("chain", 0):
            return lazy("the list {list} knows neither, and this is the order in which they were entered", list=self._list)
        if not first.ranked:
            return lazy("the list {list} knows neither, and this is by the alphabet of names", list=self._list)
        return lazy("both stand at {list} {rank}, and the order is by {ground}", **self._rank(first), ground=self.ground(first, second))

    def _why_head(self, first: Standing) -> Lazy:
        name = first.subject.name
        if first.subject.host:
            return lazy("{name} is the host", name=name)
        return lazy("{name} is the guest of honour, to whom the host cedes the first place", name=name)

    def _why_rank(self, first: Standing, second: Standing) -> Lazy:
        values = {"office": self.title(first), **self._rank(first)}
        if not second.ranked:
            return lazy("{office} is at {list} {rank}, and the list names no office of {other}", **values, other=second.subject.name)
        theirs = self._rank(second)["rank"]
        return lazy(
            "{office} is at {list} {rank}, {other_office} at {other_rank}", **values, other_office=self.title(second), other_rank=theirs
        )

    def _by_office(self, first: Standing) -> Lazy:
        placing = first.counted.placing
        if placing is not None and placing.rank.tie is Tie.TURNS:
            return lazy("the yearly turn of the offices")
        return lazy("the order of the offices within the rank")

    def _by_side(self) -> Lazy:
        if self._profile.beside is Beside.AFTER:
            return lazy("the rule that holders from abroad stand after their Belgian equals")
        return lazy("the rule that holders from abroad stand before their Belgian equals")

    def _by_order(self, first: Standing, second: Standing, told: Standing | None) -> Lazy:
        if second.key.order[0]:
            return lazy("the order that their body has decided, in which {name} has no place", name=second.subject.name)
        if told is not None:
            return lazy("the order that their body has decided, place {place}", place=told.key.order[1])
        return lazy(
            "the order that their body has decided (place {place} and place {other_place})",
            place=first.key.order[1],
            other_place=second.key.order[1],
        )

    def _by_chain(self, first: Standing, second: Standing, told: Standing | None, step: int) -> Lazy:
        placing = first.counted.placing
        ground = placing.grounds[step] if placing else Ground.NAME
        missing = second.subject.name if second.key.chain[step][0] else ""
        match ground:
            case Ground.SENIORITY:
                return _by_seniority(first, second, told, missing)
            case Ground.CREDENTIALS:
                return _by_credentials(first, second, told, missing)
            case Ground.AGE:
                return lazy("age, because the birth of {name} is not known", name=missing) if missing else lazy("age")
            case Ground.STATE:
                return self._by_state(first, second, missing)
            case Ground.FOUNDING:
                return _by_founding(first, second, missing)
            case _:
                return lazy("the alphabet of names")

    def _by_state(self, first: Standing, second: Standing, missing: str) -> Lazy:
        if missing:
            return lazy("the alphabet of the States, because that of {name} is not known", name=missing)
        names = [name_of(one.counted.post.country, self._alphabet) if one.counted.post else "" for one in (first, second)]
        return lazy("the alphabet of the States, {state} before {other_state}", state=names[0], other_state=names[1])


def _alone(standing: Standing, values: dict[str, object]) -> Lazy:
    if standing.capacity is Capacity.REPRESENTATIVE:
        return lazy("Place {number}: for {represented}, {office}, after those of that rank ({list} {rank})", **values)
    if standing.capacity is Capacity.MANDATE:
        return lazy("Place {number}: in the name of {represented}, with the full rank of {office} ({list} {rank})", **values)
    if standing.counted.former:
        return lazy("Place {number}: formerly {office}, after those who hold the office ({list} {rank})", **values)
    if "equal" in values:
        return lazy("Place {number}: {office}, with the rank of {equal} ({list} {rank})", **values)
    return lazy("Place {number}: {office} ({list} {rank})", **values)


def _related(standing: Standing, values: dict[str, object]) -> Lazy:
    if standing.capacity is Capacity.REPRESENTATIVE:
        return lazy("Place {number}: for {represented}, {office}, after those of that rank ({list} {rank}); {relation}", **values)
    if standing.capacity is Capacity.MANDATE:
        return lazy("Place {number}: in the name of {represented}, with the full rank of {office} ({list} {rank}); {relation}", **values)
    if standing.counted.former:
        return lazy("Place {number}: formerly {office}, after those who hold the office ({list} {rank}); {relation}", **values)
    if "equal" in values:
        return lazy("Place {number}: {office}, with the rank of {equal} ({list} {rank}); {relation}", **values)
    return lazy("Place {number}: {office} ({list} {rank}); {relation}", **values)


def _by_seniority(first: Standing, second: Standing, told: Standing | None, missing: str) -> Lazy:
    if missing:
        return lazy("seniority, because the first day in office of {name} is not known", name=missing)
    if told is None:
        return lazy("seniority ({name}: {day}; {other}: {other_day})", **_both(first, second, _since(first), _since(second)))
    since = _since(told)
    if since is not None and since.exact:
        return lazy("seniority, in office since {day}", day=since)
    return lazy("seniority, in office since {period}", period=since)


def _by_credentials(first: Standing, second: Standing, told: Standing | None, missing: str) -> Lazy:
    if missing:
        return lazy("the date of credentials, because that of {name} is not known", name=missing)
    if told is None:
        values = _both(first, second, *(one.counted.post.credentials if one.counted.post else None for one in (first, second)))
        return lazy("the date of credentials ({name}: {day}; {other}: {other_day})", **values)
    return lazy("the date of credentials, presented on {moment}", moment=told.counted.post.credentials if told.counted.post else None)


def _since(standing: Standing) -> PartialDate | None:
    return seniority_of(standing.counted.post) if standing.counted.post else None


def _both(first: Standing, second: Standing, day: object, other_day: object) -> dict[str, object]:
    return {"name": first.subject.name, "day": day, "other": second.subject.name, "other_day": other_day}


def _by_founding(first: Standing, second: Standing, missing: str) -> Lazy:
    if missing:
        return lazy("the founding of the organisations, because the year of that of {name} is not known", name=missing)
    days: list[PartialDate | None] = [known_day(Ground.FOUNDING, one.subject, one.counted.post) for one in (first, second)]
    return lazy("the founding of the organisations, {day} and {other_day}", day=days[0], other_day=days[1])
