"""`attache`: the command line, with a window to open. Qt is loaded only when a window is wanted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import commandline

if TYPE_CHECKING:
    from app.application import Application


class DeskWindow:
    """Fulfils `commandline.Window`."""

    def show(self, application: Application, language: str | None) -> int:
        """Open the window on the office and return when it is closed."""
        from ui.main import run  # slow import

        return run(application, language)

    def picture(self, application: Application, language: str | None, folder: Path) -> Sequence[Path]:
        """Draw the window without a screen."""
        from ui.main import picture  # slow import

        return picture(application, language, folder)


def main() -> int:
    """Run the command line with a window at hand."""
    return commandline.main(window=DeskWindow())


if __name__ == "__main__":
    sys.exit(main())
