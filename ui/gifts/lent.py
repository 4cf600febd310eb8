"""What gifts lend to the pages of missions and of people: the choice of a gift, the form of one that was chosen, and the papers."""

from __future__ import annotations

from ui.gifts.papers import mission_papers
from ui.gifts.reserving import change_reservation
from ui.gifts.suggest import SuggestDialog

LENT = {
    "gifts.suggest": SuggestDialog.show_for,
    "gifts.reservation": change_reservation,
    "gifts.papers": mission_papers,
}
