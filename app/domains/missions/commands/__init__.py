"""What the office does with missions, their people, programme and logistics."""

from __future__ import annotations

from app.domains.missions.commands import delegation, logistics, mission, moving, programme
from app.domains.missions.commands.delegation import (
    AddParticipant,
    AddParty,
    EditParticipant,
    EditParty,
    MakeHead,
    MoveParticipant,
    RemoveParticipant,
    RemoveParty,
)
from app.domains.missions.commands.logistics import (
    AddRoom,
    AddStay,
    AddTransport,
    EditRoom,
    EditStay,
    EditTransport,
    RemoveRoom,
    RemoveStay,
    RemoveTransport,
)
from app.domains.missions.commands.mission import (
    AddMission,
    CloneMission,
    ConfirmMission,
    EditMission,
    HoldMission,
    RemoveMission,
)
from app.domains.missions.commands.moving import CancelMission, MoveMission, PostponeMission
from app.domains.missions.commands.programme import (
    AddItem,
    CancelItem,
    EditItem,
    MoveItem,
    RemoveItem,
    RestoreItem,
)
from app.kernel.commands import handlers_in

HANDLERS = tuple(handler for part in (mission, moving, delegation, programme, logistics) for handler in handlers_in(part))

__all__ = [
    "HANDLERS",
    "AddItem",
    "AddMission",
    "AddParticipant",
    "AddParty",
    "AddRoom",
    "AddStay",
    "AddTransport",
    "CancelItem",
    "CancelMission",
    "CloneMission",
    "ConfirmMission",
    "EditItem",
    "EditMission",
    "EditParticipant",
    "EditParty",
    "EditRoom",
    "EditStay",
    "EditTransport",
    "HoldMission",
    "MakeHead",
    "MoveItem",
    "MoveMission",
    "MoveParticipant",
    "PostponeMission",
    "RemoveItem",
    "RemoveMission",
    "RemoveParticipant",
    "RemoveParty",
    "RemoveRoom",
    "RemoveStay",
    "RemoveTransport",
    "RestoreItem",
]
