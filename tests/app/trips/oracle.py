"""The invariants I1 to I14 of an approval workflow, read from the rows alone: nothing of the program is asked.

Everything here is written from the text of the invariants: hashes are computed from the stored columns, who may decide from the rows
of roles and stand-ins, the moves from the list of the nineteen. A look at the office is compared with the look before it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

Row = dict[str, Any]

TABLES = (
    "trip",
    "trip_edition",
    "trip_move",
    "trip_decision",
    "trip_derogation",
    "trip_traveller",
    "account",
    "person",
    "role_grant",
    "stand_in",
)
PLAIN = ("title", "language", "budget_line", "urgent_reason")
JSON = (
    "requester",
    "travellers",
    "destination",
    "departs_at",
    "returns_at",
    "purpose",
    "legs",
    "stays",
    "costs",
    "third_party_payer",
    "security",
    "justifications",
    "alternatives",
    "booking",
    "advance",
)
FROZEN = (*PLAIN, *JSON, "about", "submitted_on", "number", "digest", "trip_id", "frozen_at", "reason", "steps")
OPEN_TO_DECISION = ("in approval", "regularisation")
APPROVED = ("approved", "booked", "on trip", "to settle", "in check", "closed")
ENDED = ("refused", "cancelled")
SENT = (*OPEN_TO_DECISION, *APPROVED, "submitted", "refused")

# The nineteen, with the arms of 4, 8, 9 and 11 for an amendment, which leads back to the approval that stands.
BEFORE_CHECK = ("draft", "submitted", "in approval", "returned", "approved", "booked", "on trip", "to settle", "amending", "regularisation")
LISTED = {
    ("begin", None, "draft"),
    ("submit", "draft", "submitted"),
    ("admit", "submitted", "in approval"),
    ("return", "submitted", "returned"),
    ("return", "in approval", "returned"),
    ("return", "in approval", "amending"),
    ("return", "regularisation", "returned"),
    ("submit again", "returned", "submitted"),
    ("pass", "in approval", "in approval"),
    ("approve", "in approval", "approved"),
    ("approve", "regularisation", "approved"),
    ("refuse", "in approval", "refused"),
    ("refuse", "in approval", "approved"),
    ("refuse", "in approval", "booked"),
    ("refuse", "regularisation", "refused"),
    ("withdraw", "submitted", "draft"),
    ("withdraw", "in approval", "draft"),
    ("withdraw", "in approval", "amending"),
    ("withdraw", "regularisation", "draft"),
    ("book", "approved", "booked"),
    ("amend", "approved", "amending"),
    ("amend", "booked", "amending"),
    ("submit amendment", "amending", "in approval"),
    ("give up amendment", "amending", "approved"),
    ("give up amendment", "amending", "booked"),
    ("depart", "approved", "on trip"),
    ("depart", "booked", "on trip"),
    ("come back", "on trip", "to settle"),
    ("hand in", "to settle", "in check"),
    ("send back", "in check", "to settle"),
    ("close", "in check", "closed"),
    ("reopen", "closed", "in check"),
    ("regularise", "draft", "regularisation"),
    ("regularise", "returned", "regularisation"),
    *(("cancel", state, "cancelled") for state in BEFORE_CHECK),
}


@dataclass(frozen=True)
class Look:
    """Every row that matters, by table and id."""

    rows: dict[str, dict[str, Row]]
    today: date

    def of(self, table: str, trip: str) -> list[Row]:
        """The rows of a file, in order."""
        found = [row for row in self.rows[table].values() if row["trip_id"] == trip]
        return sorted(found, key=lambda row: row["number"] if table == "trip_edition" else row["position"])

    def edition(self, trip: str, number: int) -> Row:
        """One edition."""
        return next(row for row in self.of("trip_edition", trip) if row["number"] == number)


def look(connection: Connection, today: date) -> Look:
    """Read the rows."""
    found = {name: {row["id"]: dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()} for name in TABLES}
    return Look(found, today)


def sha(plain: Any) -> str:
    """The hash of plain values in canonical JSON."""
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")).hexdigest()


def content(edition: Row) -> dict[str, Any]:
    """What an edition asks, as plain values out of its columns."""
    return {name: edition[name] for name in PLAIN} | {name: None if edition[name] is None else json.loads(edition[name]) for name in JSON}


def part(edition: Row, concern: list[str]) -> str:
    """The hash of the part that a step looks at."""
    extra = {"about": edition["about"], "submitted_on": edition["submitted_on"]}
    plain = content(edition) | extra
    return sha({name: plain[name] for name in concern})


def spelt(name: str) -> tuple[str, ...]:
    """A name without accents, capitals, and order."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name or "") if not unicodedata.combining(c)).casefold()
    return tuple(sorted("".join(c if c.isalnum() else " " for c in plain).split()))


@dataclass(frozen=True)
class Human:
    """Somebody: an account, a person of the register, names and addresses."""

    account: str = ""
    person: str | None = None
    names: frozenset[tuple[str, ...]] = frozenset()

    def is_same(self, other: Human) -> bool:
        """Tell whether two are one."""
        if self.account and self.account == other.account:
            return True
        if self.person and other.person:
            return self.person == other.person
        return bool(self.names & other.names)


def human(now: Look, account: str) -> Human:
    """Who is behind an account."""
    row = now.rows["account"].get(account)
    if row is None:
        return Human(account)
    person = now.rows["person"].get(row["person_id"] or "")
    known = [row["name"], row["email"]]
    if person:
        known += [f"{person['given_names']} {person['family_name']}", person["card_name"]]
    return Human(account, row["person_id"], frozenset(filter(None, map(spelt, known))))


def named(*names: str, person: str | None = None) -> Human:
    """Somebody who is only named."""
    return Human("", person, frozenset(filter(None, map(spelt, names))))


def in_file(now: Look, trip: Row, edition: Row) -> list[Human]:
    """Who is in a file: made it, sent it, wrote last in it, asks for it, travels."""
    asked = json.loads(edition["requester"])
    travelling = json.loads(edition["travellers"])
    return [
        *(human(now, trip[name]) for name in ("creator", "sender", "editor") if trip[name]),
        named(asked["name"], asked["email"]),
        *(named(one["name"], one["email"], person=one["person"]) for one in travelling),
        *(
            named(one["name"], person=one["person_id"])
            for one in now.of("trip_traveller", trip["id"])
            if edition["number"] == trip["edition"]
        ),
    ]


def holds(now: Look, account: str, role: str, entity: str) -> bool:
    """Tell whether an account that is enabled holds a role for an entity today; who holds it for the entity alone goes before."""
    grants = [
        grant
        for grant in now.rows["role_grant"].values()
        if grant["role"] == role
        and now.rows["account"][grant["account_id"]]["enabled"]
        and (grant["since"] or "0000") <= now.today.isoformat() <= (grant["until"] or "9999")
    ]
    own = [grant for grant in grants if grant["scope"] and grant["scope"].casefold() == entity.casefold()]
    return account in {grant["account_id"] for grant in own or [grant for grant in grants if not grant["scope"]]}


def entity_of(edition: Row) -> str:
    """The entity of the highest in rank of the travellers."""
    order = ["minister", "leading_official", "director_general", "cabinet_member", "agent", "external"]
    return min(json.loads(edition["travellers"]), key=lambda one: order.index(one["category"]))["entity"]


@dataclass
class Oracle:
    """Compares each look with the one before."""

    before: Look
    faults: list[str] = field(default_factory=list)

    def check(self, now: Look, actor: str, *, undone: bool = False) -> list[str]:
        """Give what breaks an invariant in a step of *actor* (an account), or in one that takes a step back (*undone*)."""
        self.faults = []
        self._append_only(now, undone=undone)
        for trip in now.rows["trip"].values():
            self._moves(now, trip, actor)
            self._decisions(now, trip, actor)
            self._content(now, trip)
            self._approval(now, trip)
        self.before = now
        return self.faults

    def _say(self, invariant: str, told: str, *rows: Any) -> None:
        self.faults.append(f"{invariant}: {told} {rows}")

    def _new(self, now: Look, table: str, trip: str) -> list[Row]:
        return [row for row in now.of(table, trip) if row["id"] not in self.before.rows[table]]

    def _append_only(self, now: Look, *, undone: bool) -> None:
        for id, trip in self.before.rows["trip"].items():
            after = now.rows["trip"].get(id)
            if after is None:
                if trip["submitted_at"]:
                    self._say("I9", "a file that had been submitted is gone", trip["number"])
                continue
            if trip["creator"] != after["creator"]:
                self._say("I9", "another made the file", trip["number"])
            if trip["state"] in ENDED and after["state"] != trip["state"]:
                self._say("I4", "an end state changed", trip["number"])
        for table, free in (("trip_move", set[str]()), ("trip_decision", {"confirm_by", "version"})):
            self._unchanged(now, table, free, undone=undone)
        for id, row in self.before.rows["trip_derogation"].items():
            after = now.rows["trip_derogation"].get(id)
            if after is None or (row["granted"] is not None and {**row, "version": 0} != {**after, "version": 0}):
                self._say("I9", "a derogation that was decided changed", row, after)

    def _unchanged(self, now: Look, table: str, free: set[str], *, undone: bool) -> None:
        for id, row in self.before.rows[table].items():
            after = now.rows[table].get(id)
            if after is None:
                begun = undone and table == "trip_move" and self._was_only_begun(now, row)
                if row["trip_id"] in now.rows["trip"] and not begun:
                    self._say("I9", f"a row of {table} is gone", row)
            elif any(row[name] != after[name] for name in row if name not in free):
                self._say("I9", f"a row of {table} changed", row, after)

    def _was_only_begun(self, now: Look, move: Row) -> bool:
        """Tell whether a move that is gone began an amendment of which nobody had done anything: no move, no decision, nothing sent."""
        trip, then = now.rows["trip"][move["trip_id"]], self.before.rows["trip"][move["trip_id"]]
        return (
            move["step"] == "amend"
            and self.before.of("trip_move", trip["id"])[-1]["id"] == move["id"]
            and (trip["state"], trip["edition"], trip["approved_edition"]) == (move["origin"], move["edition"], move["edition"])
            and not self.before.edition(trip["id"], then["edition"])["digest"]
            and all(one["edition"] != then["edition"] for one in self.before.of("trip_decision", trip["id"]))
        )

    def _moves(self, now: Look, trip: Row, actor: str) -> None:
        moves, state = now.of("trip_move", trip["id"]), None
        for number, move in enumerate(moves, start=1):
            if move["position"] != number:
                self._say("I14", "moves are not numbered in order", trip["number"], number)
            if move["origin"] != state or (move["step"], move["origin"], move["to"]) not in LISTED:
                self._say("I4", "a move that is not in the list", trip["number"], move["step"], state, move["origin"], move["to"])
            state = move["to"]
        if state != trip["state"]:
            self._say("I4", "the state is not where the moves lead", trip["number"], trip["state"], state)
        told = [one for one in self._new(now, "trip_decision", trip["id"]) if one["recorder"] == actor]
        for move in self._new(now, "trip_move", trip["id"]) if trip["id"] in self.before.rows["trip"] else ():
            known = now.rows["account"].get(move["account"])
            recorded = any(one["account"] == move["account"] for one in told)
            if move["account"] != actor and not recorded:
                self._say("I9", "a move under the name of somebody else", trip["number"], move["step"])
            if known is None or known["name"] != move["name"]:
                self._say("I9", "a move under another name", trip["number"], move["name"])

    def _decisions(self, now: Look, trip: Row, actor: str) -> None:
        for one in self._new(now, "trip_decision", trip["id"]):
            edition = now.edition(trip["id"], one["edition"])
            step = next((step for step in json.loads(edition["steps"]) if step["role"] == one["role"]), None)
            if step is None:
                self._say("I4", "a decision at a step that the chain does not have", trip["number"], one["role"])
                continue
            signing = one["behalf_account"] or one["account"]
            speakers = [human(now, account) for account in (one["account"], one["behalf_account"]) if account]
            for other in in_file(now, trip, edition):
                if any(speaker.is_same(other) for speaker in speakers):
                    self._say("I1", "decided by somebody in the file", trip["number"], one["name"], other)
            if one["digest"] != sha(content(edition)) or one["part"] != part(edition, step["concern"]):
                self._say("I3", "a decision of another content", trip["number"])
            if not now.rows["account"][one["account"]]["enabled"] or not holds(now, signing, one["role"], entity_of(edition)):
                self._say("I5", "decided without the role", trip["number"], one["name"], one["role"])
            if one["behalf_account"] and not self._stands_in(now, one["account"], one["behalf_account"]):
                self._say("I10", "signed for somebody without being their stand-in", trip["number"], one["name"])
            self._hands(now, trip, one, actor)

    def _hands(self, now: Look, trip: Row, one: Row, actor: str) -> None:
        if one["means"] == "program" and (one["account"] != actor or one["recorder"]):
            self._say("I9", "decided under the name of somebody else", trip["number"], one["name"])
        if one["means"] != "program" and one["recorder"] != actor:
            self._say("I9", "recorded under the name of somebody else", trip["number"])
        if one["means"] != "program" and any(human(now, actor).is_same(t) for t in self._travelling(now, trip)):
            self._say("I1", "recorded by a traveller", trip["number"])
        if one["name"] != now.rows["account"][one["account"]]["name"]:
            self._say("I9", "decided under another name", trip["number"], one["name"])

    @staticmethod
    def _travelling(now: Look, trip: Row) -> list[Human]:
        return [named(one["name"], person=one["person_id"]) for one in now.of("trip_traveller", trip["id"])]

    @staticmethod
    def _stands_in(now: Look, account: str, absent: str) -> bool:
        return any(
            (row["absent"], row["stand_in"]) == (absent, account) and row["since"] <= now.today.isoformat() <= row["until"]
            for row in now.rows["stand_in"].values()
        )

    def _content(self, now: Look, trip: Row) -> None:
        for edition in now.of("trip_edition", trip["id"]):
            before = self.before.rows["trip_edition"].get(edition["id"])
            if edition["digest"] and edition["digest"] != sha(content(edition)):
                self._say("I3", "the hash is not of the content", trip["number"], edition["number"])
            if before and before["digest"] and any(before[name] != edition[name] for name in FROZEN):
                self._say("I3", "what was submitted changed", trip["number"], edition["number"])
        for id, edition in self.before.rows["trip_edition"].items():
            if edition["trip_id"] == trip["id"] and edition["digest"] and id not in now.rows["trip_edition"]:
                self._say("I3", "what was submitted is gone", trip["number"])
        if trip["state"] in SENT and not now.edition(trip["id"], trip["edition"])["digest"]:
            self._say("I3", "on its way without a hash", trip["number"])

    def _approval(self, now: Look, trip: Row) -> None:
        number = trip["approved_edition"]
        if number is None:
            if trip["state"] in APPROVED:
                self._say("I3", "approved without an approval", trip["number"])
            return
        if trip["state"] in APPROVED and trip["edition"] != number:
            self._say("I3", "stands on another edition than was approved", trip["number"])
        edition = now.edition(trip["id"], number)
        granted = [m for m in now.of("trip_move", trip["id"]) if m["step"] == "approve" and m["edition"] == number]
        if not granted:
            self._say("I3", "approved by nobody", trip["number"])
            return
        steps = json.loads(edition["steps"])
        if granted[-1]["origin"] == "regularisation":
            steps = [step for step in steps if step["role"] in self._highest(steps)]
        voices = [self._voice(now, trip, edition, step) for step in steps]
        if not any(not step["opinion"] for step in steps):
            self._say("I13", "approved with nobody to approve", trip["number"])
        if None in voices:
            self._say("I3", "approved without the decision of each step on this content", trip["number"])
        if any(one["edition"] == number and not one["granted"] for one in now.of("trip_derogation", trip["id"])):
            self._say("I3", "approved with a derogation that was not granted", trip["number"])
        if any(move["id"] not in self.before.rows["trip_move"] for move in granted):
            self._voices(now, trip, edition, [voice for voice in voices if voice])

    @staticmethod
    def _highest(steps: list[Row]) -> set[str]:
        deciding = [step for step in steps if not step["opinion"]]
        top = max(step["rank"] for step in deciding)
        return {[step["role"] for step in deciding if step["rank"] == top][-1]}

    @staticmethod
    def _voice(now: Look, trip: Row, edition: Row, step: Row) -> Row | None:
        told = [one for one in now.of("trip_decision", trip["id"]) if one["role"] == step["role"] and one["edition"] <= edition["number"]]
        good = ("approve", "favourable", "unfavourable") if step["opinion"] else ("approve",)
        last = next((one for one in reversed(told) if one["part"] == part(edition, step["concern"])), None)
        return last if last and last["outcome"] in good else None

    def _voices(self, now: Look, trip: Row, edition: Row, voices: list[Row]) -> None:
        heard: defaultdict[str, list[Human]] = defaultdict(list)
        for voice in voices:
            speakers = [human(now, account) for account in (voice["account"], voice["behalf_account"]) if account]
            for speaker in speakers:
                if any(speaker.is_same(other) for role, others in heard.items() if role != voice["role"] for other in others):
                    self._say("I2", "one person counts twice", trip["number"], voice["name"])
                if any(speaker.is_same(other) for other in in_file(now, trip, edition)):
                    self._say("I1", "the approval of somebody in the file counts", trip["number"], voice["name"])
            heard[voice["role"]] += speakers
