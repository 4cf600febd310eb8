"""Programs that are measured from their first breath, each in a process of its own: `python fresh.py WHAT T0 [DB]`.

T0 is the moment at which the process was asked for, on the clock that all processes share. Prints marks as JSON: seconds since T0, and
the peak of memory in megabytes at each.
"""

from __future__ import annotations

import json
import os
import sys
import time

BEGAN = time.monotonic()
MARKS: dict[str, float] = {}
MEMORY: dict[str, float] = {}


def mark(name: str, moment: float | None = None) -> None:
    MARKS[name] = (moment or time.monotonic()) - float(sys.argv[2])
    with open("/proc/self/status") as status:  # noqa: PTH123 - pathlib is one of the things that are measured
        MEMORY[name] = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def interpreter() -> None:
    """Nothing but Python."""


def empty_window() -> None:
    """Qt and a window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    for _ in range(3):
        app.processEvents()
    mark("usable")


def imports() -> None:
    """What a program of this kind cannot do without: a window, the mapper, the languages."""
    empty_window()
    import babel.dates
    import sqlalchemy.orm

    assert babel.dates
    assert sqlalchemy.orm
    mark("usable")


def attache() -> None:
    """The program as it is started, until Today is on the screen and the window waits for its user."""
    database = sys.argv[3]
    os.environ.pop("QT_QPA_PLATFORM", None)
    os.environ["WAYLAND_DISPLAY"] = "drawn into memory"  # a screen, as far as the command line asks
    from PySide6.QtWidgets import QApplication

    class Measured(QApplication):
        def exec(self) -> int:
            mark("shown")
            for _ in range(5):
                self.processEvents()
            mark("usable")
            return 0

    _app = Measured(["attache", "-platform", "offscreen"])
    mark("Qt")
    from app.commandline import main
    from ui.__main__ import DeskWindow

    mark("command line")
    assert main(["--db", database, "--lang", "nl"], DeskWindow()) == 0


if __name__ == "__main__":
    mark("began", BEGAN)
    {"interpreter": interpreter, "empty window": empty_window, "imports": imports, "attache": attache}[sys.argv[1]]()
    mark("end")
    print(json.dumps({"marks": MARKS, "memory": MEMORY}))
    sys.stdout.flush()
    os._exit(0)  # what is measured is the start
