"""What is done with service trips: written, sent, decided, carried out, settled; and the settings they go by."""

from __future__ import annotations

from app.domains.trips.commands import deciding, drafting, following, running, sending, settings, settling
from app.kernel.commands import handlers_in

HANDLERS = tuple(
    handler for module in (drafting, sending, deciding, running, following, settling, settings) for handler in handlers_in(module)
)
