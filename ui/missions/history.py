"""The history of one mission: who changed what of it, when, from what to what."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domains.missions.vocabulary import MISSION
from app.kernel.ids import Ref
from ui.kit.desk import Desk
from ui.kit.history import HistoryPane


class HistoryTab(HistoryPane):
    """Every step that touched the mission, its delegation, programme or logistics, newest first."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, Ref(MISSION, mission_id), parent)
