"""The order of precedence of guests by a list, on a day: every place with its reason, how sure it is, and what is missing.

Two whom nothing separates share the number of their place and are undecided: they are shown by name, never put in order by accident.
Moves by hand come last, in the order of time, and each gives its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby
from typing import cast

from app.domains.people.precedence.guests import Capacity, Guest, HeldPost, Move
from app.domains.people.precedence.profiles import Alphabet, Office, Profile, Rank, Tie
from app.domains.people.precedence.reasons import Reasons, of_one_rank
from app.domains.people.precedence.standing import NO_HEAD, Assessment, Datum, Ground, Standing, known_day, turn_of
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, Multilingual, lazy

_NAMED = 6  # names in a sentence about many
_OLD_AFTER = 2  # years
_DAYS = (Ground.SENIORITY, Ground.AGE, Ground.FOUNDING)  # may be known to the month or the year only
_ASKED = (Ground.SENIORITY, Ground.AGE)  # asked for even where nobody's is known; credentials are presented by few


class Certainty(StrEnum):
    """How sure a place is."""

    SURE = "sure"
    PROVISIONAL = "provisional"  # a datum that a rule needs is missing, of the guest or of somebody of the same rank
    UNDECIDED = "undecided"  # nothing separates it from a neighbour
    UNRANKED = "unranked"  # no office that the list knows


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a guest: `number` is shared by those who are undecided. `post`, `office` and `rank` are what gives it, somebody else's for a representative or a partner.

    `move` is the last one by hand. `alike` are the ids of all who share an undecided place, in the order shown, and `together` those of them whose place hangs
    on that of this guest: the guest, and who stands there as partner.
    """

    number: int
    guest: Guest
    post: HeldPost | None
    office: Office | None
    rank: Rank | None
    certainty: Certainty
    move: Move | None = None
    alike: tuple[str, ...] = field(default=(), repr=False)
    together: tuple[str, ...] = field(default=(), repr=False)

    @property
    def undecided_with(self) -> tuple[str, ...]:
        """The ids of the guests that nothing separates from this one."""
        return tuple([one for one in self.alike if one not in self.together])


@dataclass(frozen=True, slots=True)
class Ranking:
    """An order of precedence; its sentences are made when they are asked for."""

    profile: Profile
    day: date
    places: tuple[Place, ...]
    findings: tuple[Finding, ...]
    _standings: Mapping[str, Standing] = field(repr=False, compare=False)
    _index: Mapping[str, int] = field(repr=False, compare=False)
    _moved: Mapping[str, tuple[int, Move]] = field(repr=False, compare=False)
    _reasons: Reasons = field(repr=False, compare=False)

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the guests, the first one first."""
        return tuple(place.guest.id for place in self.places)

    def place_of(self, guest_id: str) -> Place:
        """Give the place of a guest; raise KeyError for who is not among them."""
        return self.places[self._index[guest_id]]

    def basis_of(self, guest_id: str) -> Capacity:
        """Tell what a place rests on: the own post, even of a representative or a partner, when that gives it; raise KeyError as `place_of` does."""
        return self._standings[guest_id].capacity

    def sentence(self, guest_id: str) -> Lazy:
        """Tell in one sentence why a guest has this place; raise KeyError for who is not among them."""
        place, standing = self.place_of(guest_id), self._standings[guest_id]
        if place.move is not None:
            return self._reasons.moved(standing, place.number, place.move)
        return self._reasons.place(standing, place.number, self._relation(place, standing))

    def explain(self, first_id: str, second_id: str) -> Lazy:
        """Tell in one sentence which of two goes first, and why; the same sentence whichever is named first. Raise KeyError as `place_of` does."""
        one, other = sorted((self._index[first_id], self._index[second_id]))
        first, second = (self._standings[self.places[n].guest.id] for n in (one, other))
        if one == other:
            return lazy("{name} is one guest, and has one place.", name=first.guest.name)
        if second.guest.id in self.places[one].undecided_with:
            return self._reasons.pair_undecided(first, second)
        by_list = _by_list(first) < _by_list(second) and not _equal(first, second)
        if by_list:
            return self._reasons.pair(first, second)
        moves = [self._moved[one.guest.id] for one in (first, second) if one.guest.id in self._moved]
        if moves:
            return self._reasons.pair_moved(first.guest.name, second.guest.name, max(moves, key=lambda numbered: numbered[0])[1])
        between = next(place for place in self.places[one:other] if place.guest.id in self._moved)
        return self._reasons.pair_between(first.guest.name, second.guest.name, between.guest.name)

    def changes(self, guest_id: str, before: str) -> bool:
        """Tell whether a move of a guest directly before another (last when empty) says anything: another order, or the end of what is undecided."""
        if guest_id == before or guest_id not in self._index or (before and before not in self._index):
            return False
        if self.place_of(guest_id).undecided_with:
            return True
        order = list(self.order)
        return _after_move(order, guest_id, before, self._company(guest_id)) != order

    def _company(self, guest_id: str) -> tuple[str, ...]:
        return _company(guest_id, self.order, self._standings, self._moved)

    def _relation(self, place: Place, standing: Standing) -> Lazy | None:
        if place.undecided_with:
            others = [self._standings[other].guest.name for other in place.undecided_with[:_NAMED]]
            return self._reasons.undecided(tuple(others) if len(place.undecided_with) <= _NAMED else (*others, "…"))
        if standing.beside or not standing.ranked:
            return None
        at = self._index[standing.guest.id]
        following = self._neighbour(standing, self.places[at + 1 :])
        if following is not None:
            return self._reasons.before(standing, following)
        leading = self._neighbour(standing, self.places[:at][::-1])
        return self._reasons.after(standing, leading) if leading is not None else None

    def _neighbour(self, standing: Standing, places: Iterable[Place]) -> Standing | None:
        for place in places:
            other = self._standings[place.guest.id]
            if place.guest.id in self._moved or other.beside:
                continue
            return other if of_one_rank(standing.key, other.key) and other.key != standing.key else None
        return None


def rank(
    guests: Iterable[Guest],
    profile: Profile,
    offices: Mapping[str, Office],
    day: date,
    *,
    moves: Sequence[Move] = (),
    alphabet: Alphabet | None = None,
    host_cedes: bool = False,
) -> Ranking:
    """Put *guests* in order by *profile* as it is on *day*, then as they were moved by hand.

    *alphabet* is that of the States, the list's own when none is given. With *host_cedes* the guest of honour goes before the host.
    A guest who is told twice has one place, and whatever is wrong is a finding: every guest gets a place.
    """
    present, findings = _each_once(guests)
    alphabet = alphabet or profile.alphabet
    assessment = Assessment(present, profile, offices, day, alphabet, host_cedes=host_cedes)
    standings = {guest.id: assessment.standing(guest) for guest in present}
    ordered = sorted(standings.values(), key=_by_list)
    findings += [*_about_list(profile, day), *_about_heads([one.guest for one in ordered], profile, host_cedes=host_cedes)]
    for standing in ordered:
        findings += _about_guest(standing, assessment)
    provisional, asked = _judged(ordered)
    findings += [*asked, *_about_turns(ordered, day, provisional)]
    order = [standing.guest.id for standing in ordered]
    moved = _move(order, moves, standings, findings)
    places, undecided = _numbered([standings[one] for one in order], moved, provisional, offices)
    findings += undecided
    titles = {code: office.title for code, office in offices.items()}
    index = {place.guest.id: n for n, place in enumerate(places)}
    return Ranking(profile, day, tuple(places), tuple(findings), standings, index, moved, Reasons(profile, alphabet, titles))


def _each_once(guests: Iterable[Guest]) -> tuple[list[Guest], list[Finding]]:
    present: dict[str, Guest] = {}
    findings: list[Finding] = []
    for guest in guests:
        if guest.id in present:
            message = lazy("{name} is told twice among the guests; the first counts.", name=guest.name)
            findings.append(_about(guest, "guests", message, "guest-twice", Severity.NOTES))
        else:
            present[guest.id] = guest
    return list(present.values()), findings


def _about(guest: Guest, path: str, message: Lazy, rule: str, severity: Severity = Severity.WARNS) -> Finding:
    return Finding(path, message, severity, rule, Ref("person", guest.id))


def _by_list(standing: Standing) -> tuple[object, ...]:
    """By the list alone; the last steps keep partners with whom they accompany, and the shown order of those who are equal stable."""
    subject, guest = standing.subject, standing.guest
    if standing.beside:
        return standing.key, subject.sort_name, subject.id, 1, guest.sort_name, guest.id
    return standing.key, guest.sort_name, guest.id, 0, "", ""


def _equal(first: Standing, second: Standing) -> bool:
    """Tell whether nothing separates two by the list; a partner comes after whom they accompany."""
    return first.key == second.key and (first.anchor != second.anchor or first.beside == second.beside)


def _about_list(profile: Profile, day: date) -> list[Finding]:
    """Say when the list itself asks for a look."""
    looked_at = max((one for one in (profile.dated, profile.checked) if one is not None), default=None)
    if looked_at is None:
        message = lazy("The list {list} has no date: it is not known how old it is.", list=profile.code)
        return [Finding("dated", message, Severity.NOTES, "list-undated")]
    if (day.year - looked_at.year, (day.month, day.day) > (looked_at.month, looked_at.day)) > (_OLD_AFTER, False):
        message = lazy("Nobody has checked the list {list} against its source since {day}.", list=profile.code, day=looked_at)
        return [Finding("checked", message, Severity.WARNS, "list-old", value=looked_at)]
    return []


def _about_heads(guests: Sequence[Guest], profile: Profile, *, host_cedes: bool) -> list[Finding]:
    hosts = [guest for guest in guests if guest.host]
    honoured = [guest for guest in guests if guest.guest_of_honour]
    findings: list[Finding] = []
    if len(hosts) > 1:
        message = lazy("There is more than one host: {names}.", names=_names(hosts))
        findings.append(_about(hosts[1], "host", message, "several-hosts"))
    if not hosts and guests and profile.host_first:
        findings.append(Finding("host", lazy("No host is known: nobody has the first place of the host."), Severity.NOTES, "no-host"))
    if len(honoured) > 1:
        message = lazy("There is more than one guest of honour: {names}.", names=_names(honoured))
        findings.append(_about(honoured[1], "guest_of_honour", message, "several-guests-of-honour"))
    if host_cedes and hosts and not honoured:
        message = lazy("The host cedes the first place, but there is no guest of honour.")
        findings.append(_about(hosts[0], "host_cedes", message, "nobody-to-cede-to"))
    return findings


def _names(guests: Sequence[Guest]) -> tuple[str, ...]:
    named = tuple(guest.name for guest in guests[:_NAMED])
    return named if len(guests) <= _NAMED else (*named, "…")


def _about_guest(standing: Standing, assessment: Assessment) -> list[Finding]:
    guest = standing.guest
    findings = _about_chosen(guest, assessment) if guest.chosen_post else []
    if guest.capacity is not Capacity.OWN:
        findings += _about_other(guest, assessment)
    if not standing.beside:
        findings += _about_posts(guest, standing, assessment)
    return findings


def _about_chosen(guest: Guest, assessment: Assessment) -> list[Finding]:
    if any(post.id == guest.chosen_post for post in assessment.counting(guest)):
        return []
    if not any(post.id == guest.chosen_post for post in guest.posts):
        message = lazy("The post that was chosen for {name} is no longer there; the highest one counts.", name=guest.name)
        return [_about(guest, "chosen_post", message, "chosen-post-gone")]
    message = lazy("{name} does not hold the chosen post on {day}; the highest one counts.", name=guest.name, day=assessment.day)
    return [Finding("chosen_post", message, Severity.WARNS, "chosen-post-not-held", Ref("post", guest.chosen_post))]


def _about_other(guest: Guest, assessment: Assessment) -> list[Finding]:
    other = guest.other
    partner = guest.capacity is Capacity.PARTNER
    if other is None or other.id == guest.id:
        message = (
            lazy("It is not said whom {name} accompanies.", name=guest.name)
            if partner
            else lazy("It is not said whom {name} represents.", name=guest.name)
        )
        return [_about(guest, "other", message, "nobody-named")]
    present = assessment.guest(other.id)
    values = {"name": guest.name, "other": other.name}
    if partner and present is not None and assessment.leans(present) and assessment.leans(guest):
        message = lazy("{name} is told as partner of {other}, who is told as a partner too.", **values)
        return [_about(guest, "other", message, "partner-of-a-partner")]
    if not partner and present is not None:
        message = lazy("{name} represents {other}, who is among the guests.", **values)
        return [_about(guest, "other", message, "represented-present")]
    return []


def _about_posts(guest: Guest, standing: Standing, assessment: Assessment) -> list[Finding]:
    if not guest.posts:
        message = lazy("No post of {name} is known.", name=guest.name)
        return [_about(guest, "posts", message, "no-post")]
    counting = assessment.counting_of(guest)
    if not counting and not standing.counted.former:
        message = lazy("{name} holds no post on {day}.", name=guest.name, day=assessment.day)
        return [_about(guest, "posts", message, "no-post-held")]
    severity = Severity.NOTES if standing.ranked else Severity.WARNS
    return [_about_post(guest, post, assessment, severity) for post in counting if assessment.placing(post.office) is None]


def _about_post(guest: Guest, post: HeldPost, assessment: Assessment, severity: Severity) -> Finding:
    values: dict[str, object] = {"name": guest.name, "post": post.title}
    if not post.office:
        message, rule = lazy("It is not said which office this post of {name} is: {post}.", **values), "post-without-office"
    elif post.office not in assessment.offices:
        message, rule = lazy("The office of {name} is not in the catalogue: {office}.", **values, office=post.office), "office-unknown"
    else:
        office = assessment.offices[post.office].title
        message = lazy(
            "The list {list} does not name the office of {name}: {office}.", **values, office=office, list=assessment.profile.code
        )
        rule = "office-not-listed"
    return Finding("office", message, severity, rule, Ref("post", post.id))


# -- what is missing


def _judged(ordered: Sequence[Standing]) -> tuple[set[str], list[Finding]]:
    """Find the places that a missing or imprecise datum makes provisional, by the ids of whose post gives them, and what is asked for."""
    provisional: set[str] = set()
    findings: list[Finding] = []
    on_their_feet = [standing for standing in ordered if standing.ranked and not standing.beside]
    for _, members in groupby(on_their_feet, key=lambda standing: standing.key[:6]):
        group = list(members)
        if len(group) > 1:
            _judge(group, -1, provisional, findings)
    return provisional, findings


def _judge(group: list[Standing], step: int, provisional: set[str], findings: list[Finding]) -> None:
    """Look at one step of the chain (-1 is the place that their body has decided) among those whom nothing has separated yet."""
    placing = group[0].counted.placing
    if placing is None or step >= len(placing.grounds) or _of_one_person(group):
        return
    ground = Ground.ORDER if step < 0 else placing.grounds[step]
    values = [standing.key.order if step < 0 else standing.key.chain[step] for standing in group]
    if ground is not Ground.NAME:
        missing = _missing(group, values, needed=step == 0 or ground in _ASKED)
        if missing:
            provisional.update(standing.guest.id for standing in group)
        if ground in _DAYS:
            for cluster, vague in _overlapping(group, values):
                provisional.update(cluster)
                missing += vague
        findings += [_ask(standing, ground, main=step <= 0) for standing in missing]
    at = 0
    while at < len(group):
        end = at + 1
        while end < len(group) and values[end] == values[at]:
            end += 1
        if end - at > 1:
            _judge(group[at:end], step + 1, provisional, findings)
        at = end


def _of_one_person(group: Sequence[Standing]) -> bool:
    """Tell whether all stand for the same person, about whom nothing more can be asked."""
    first = group[0].subject.id
    return all(standing.subject.id == first for standing in group)


def _missing(group: Sequence[Standing], values: Sequence[Datum], *, needed: bool) -> list[Standing]:
    """Give those whose datum is missing: where somebody else's is known, or where the rule cannot do without."""
    without = [standing for standing, value in zip(group, values, strict=True) if value[0]]
    return without if needed or len(without) < len(group) else []


def _overlapping(group: Sequence[Standing], values: Sequence[Datum]) -> list[tuple[list[str], list[Standing]]]:
    """Give the stretches of those whose days may be the other way round, and of these whose day is known to the month or the year only."""
    clusters: list[list[int]] = []
    until = -1
    for n, (known, *days) in enumerate(values):
        if known != 0:
            break  # what is missing stands last
        first, last = cast("list[int]", days)
        if first > until:
            clusters.append([])
        clusters[-1].append(n)
        until = max(until, last)
    found: list[tuple[list[str], list[Standing]]] = []
    for cluster in clusters:
        vague = [group[n] for n in cluster if values[n][1] != values[n][2]]
        if vague and len(cluster) > 1:
            found.append(([group[n].guest.id for n in cluster], vague))
    return found


def _ask(standing: Standing, ground: Ground, *, main: bool) -> Finding:
    """Ask for a datum, at the post or the person that should have it."""
    subject, post = standing.subject, standing.counted.post
    known = known_day(ground, subject, post) is not None
    path, message = _question(ground, subject.name, post.title if post else Multilingual(), known=known)
    ref = Ref("person", subject.id) if post is None or ground is Ground.AGE else Ref("post", post.id)
    return Finding(path, message, Severity.WARNS if main else Severity.NOTES, f"imprecise-{path}" if known else f"missing-{path}", ref)


def _question(ground: Ground, name: str, post: Multilingual, *, known: bool) -> tuple[str, Lazy]:
    match ground:
        case Ground.ORDER:
            return "order_within", lazy(
                "Others of this rank have a place that their body has decided, {name} has none: {post}.", name=name, post=post
            )
        case Ground.CREDENTIALS:
            return "credentials", lazy("It is not known when {name} presented credentials: {post}.", name=name, post=post)
        case Ground.AGE if known:
            return "born", lazy("The day of birth of {name} is not known exactly, and age decides within the rank.", name=name)
        case Ground.AGE:
            return "born", lazy("The year of birth of {name} is not known, and age decides within the rank.", name=name)
        case Ground.STATE:
            return "country", lazy("It is not known for which State {name} stands: {post}.", name=name, post=post)
        case Ground.FOUNDING if known:
            return "founded", lazy(
                "The day on which the organisation of {name} was founded is not known exactly: {post}.", name=name, post=post
            )
        case Ground.FOUNDING:
            return "founded", lazy("It is not known when the organisation of {name} was founded: {post}.", name=name, post=post)
        case _ if known:
            return "since", lazy("The first day of {name} in office is not known exactly: {post}.", name=name, post=post)
        case _:
            return "since", lazy("It is not known since when {name} holds the office: {post}.", name=name, post=post)


def _about_turns(ordered: Sequence[Standing], day: date, provisional: set[str]) -> list[Finding]:
    """Say where the offices of a rank take turns and the day of the turn cannot be read."""
    findings: dict[int, Finding] = {}
    for standing in ordered:
        placing = standing.counted.placing
        if placing is None or placing.rank.tie is not Tie.TURNS or turn_of(placing.rank, day) is not None:
            continue
        provisional.add(standing.guest.id)
        message = lazy(
            "The day on which the turn of rank {rank} passes cannot be read: {turn}.", rank=str(placing.rank.number), turn=placing.rank.turn
        )
        findings[placing.line] = Finding("turn", message, Severity.WARNS, "turn-unreadable")
    return list(findings.values())


# -- moves by hand


def _move(
    order: list[str], moves: Sequence[Move], standings: Mapping[str, Standing], findings: list[Finding]
) -> dict[str, tuple[int, Move]]:
    """Change *order* by *moves*, in the order of time; give the last move of each who was moved or went along."""
    moved: dict[str, tuple[int, Move]] = {}
    for number, move in enumerate(sorted(moves, key=lambda one: (_instant(one.at), one.id))):
        if fault := _not_possible(move, standings):
            findings.append(fault)
            continue
        company = _company(move.guest, order, standings, moved)
        order[:] = _after_move(order, move.guest, move.before, company)
        moved |= dict.fromkeys((move.guest, *company), (number, move))
    return moved


def _not_possible(move: Move, standings: Mapping[str, Standing]) -> Finding | None:
    if move.guest not in standings:
        message = lazy("Somebody who was moved by hand is no longer among the guests: {reason}", reason=move.reason)
        return Finding("moves", message, Severity.NOTES, "moved-guest-gone", Ref("person", move.guest))
    guest = standings[move.guest].guest
    if move.before == move.guest:
        return _about(guest, "moves", lazy("{name} cannot be placed before themselves.", name=guest.name), "moved-before-oneself")
    if move.before and move.before not in standings:
        message = lazy("The place that {name} was given by hand is before somebody who is no longer among the guests.", name=guest.name)
        return _about(guest, "moves", message, "moved-before-gone")
    return None


def _company(
    guest_id: str, order: Sequence[str], standings: Mapping[str, Standing], moved: Mapping[str, tuple[int, Move]]
) -> tuple[str, ...]:
    """Give the partners who go along with a guest: those right behind, unless they were placed by hand themselves."""
    if standings[guest_id].beside:
        return ()
    behind: list[str] = []
    for other in order[order.index(guest_id) + 1 :]:
        standing = standings[other]
        if not standing.beside or standing.anchor != guest_id or (other in moved and moved[other][1].guest == other):
            break
        behind.append(other)
    return tuple(behind)


def _after_move(order: Sequence[str], guest_id: str, before: str, company: Sequence[str]) -> list[str]:
    block = [guest_id] if before in company else [guest_id, *company]
    rest = [one for one in order if one not in block]
    at = rest.index(before) if before else len(rest)
    return [*rest[:at], *block, *rest[at:]]


# -- places


def _numbered(
    standings: Sequence[Standing], moved: Mapping[str, tuple[int, Move]], provisional: set[str], offices: Mapping[str, Office]
) -> tuple[list[Place], list[Finding]]:
    places: list[Place] = []
    findings: list[Finding] = []
    for run in _runs(standings, moved):
        start = len(places) + 1
        together = _together(run)
        alike = tuple([one.guest.id for one in run if one.guest.id in together])
        if alike:
            findings.append(_say_undecided([one.guest for one in run if one.guest.id in together]))
        for n, standing in enumerate(run):
            guest_id = standing.guest.id
            open_with = together.get(guest_id)
            certainty = _certainty(standing, provisional, moved=guest_id in moved, undecided=open_with is not None)
            move = moved[guest_id][1] if guest_id in moved else None
            counted = standing.counted
            places.append(
                Place(
                    start + n if open_with is None else start,
                    standing.guest,
                    counted.post,
                    offices.get(counted.post.office) if counted.post else None,
                    counted.placing.rank if counted.placing else None,
                    certainty,
                    move if move is not None and move.guest == guest_id else None,
                    () if open_with is None else alike,
                    open_with or (),
                )
            )
    return places, findings


def _runs(standings: Sequence[Standing], moved: Mapping[str, tuple[int, Move]]) -> list[list[Standing]]:
    """Give the stretches of those who are equal by the list; who was moved by hand is a stretch alone."""
    runs: list[list[Standing]] = []
    last: Standing | None = None
    for standing in standings:
        by_hand = standing.guest.id in moved
        if last is not None and not by_hand and last.key == standing.key:
            runs[-1].append(standing)
        else:
            runs.append([standing])
        last = None if by_hand else standing
    return runs


def _together(run: Sequence[Standing]) -> dict[str, tuple[str, ...]]:
    """Give of each whom nothing separates from others of the stretch who is not among these others: a guest and who stands there as partner."""
    if len(run) == 1:
        return {}
    blocks = [list(block) for _, block in groupby(run, key=lambda standing: standing.anchor)]
    found: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        ids = tuple([standing.guest.id for standing in block])
        leading = tuple([standing.guest.id for standing in block if not standing.beside])
        for standing in block:
            # Two partners of one guest are not told apart from each other either.
            own = (*leading, standing.guest.id) if standing.beside else ids
            if len(blocks) > 1 or len(own) < len(ids):
                found[standing.guest.id] = own
    return found


def _say_undecided(guests: Sequence[Guest]) -> Finding:
    message = lazy("Nothing separates these guests: {names}. Decide their order by hand, with a reason.", names=_names(guests))
    return _about(guests[0], "moves", message, "undecided")


def _certainty(standing: Standing, provisional: set[str], *, moved: bool, undecided: bool) -> Certainty:
    if moved:
        return Certainty.SURE
    at_the_head = standing.key.head < NO_HEAD
    if not standing.ranked and not at_the_head:
        return Certainty.UNRANKED
    if undecided:
        return Certainty.UNDECIDED
    return Certainty.PROVISIONAL if standing.anchor in provisional or standing.guest.id in provisional else Certainty.SURE


def _instant(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
