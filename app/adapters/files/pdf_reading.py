"""Reads back a form that somebody has filled in, safely: in a process of its own, with an end.

The process is this very program started anew: with Python, by the module's name; when the program is packaged, by a hidden argument
that `app.commandline` knows. Reading takes half a second, and never more than `SECONDS`: a window does it as a job.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.adapters.files.pdf_worker import CALLED, LONGEST_VALUE
from app.kernel.errors import Finding, Refused, Severity, Unavailable
from app.kernel.paperforms import FormContent
from app.kernel.translated import Lazy, lazy

LARGEST_FILE = 20_000_000
SECONDS = 10.0  # on the clock
BEGINNING = 1024  # bytes in which a PDF file says that it is one

_ROOT = Path(__file__).resolve().parents[3]

FAULTS = {
    "too-large": lazy("This file is larger than {limit} MB. A form that was filled in is much smaller: check that it is the right file.", limit=LARGEST_FILE // 1_000_000),
    "not-a-pdf": lazy("This is not a PDF file. Choose the form as it was filled in and saved."),
    "damaged": lazy("This PDF file is damaged and cannot be read. Open it in a PDF reader, save it under another name and choose that file."),
    "encrypted": lazy("This PDF file is protected by a password or a certificate. Save it without protection and choose it again."),
    "no-fields": lazy("This PDF file has no fields: the form was printed, scanned or flattened. Ask for the file that was filled in, or enter the request here."),
    "not-ours": lazy("This PDF form is not one of ours. Have the form filled in that this program makes."),
    "xfa": lazy("This PDF form is of a kind that only one maker's programs read (XFA), and not one of ours. Have the form filled in that this program makes."),
    "too-many-fields": lazy("This PDF file has more fields than any form of ours. Nothing of it was read."),
    "too-heavy": lazy("This PDF file needs more memory than a form may. Nothing of it was read."),
    "too-slow": lazy("This PDF file takes longer to read than a form may. Nothing of it was read."),
}  # fmt: skip
"""Why a file is refused, by the last part of the rule's code ("pdf-damaged")."""

REMARKS = {
    "scripts": lazy("There are scripts or actions in this PDF file that are not ours. None of them was run; check where the file comes from before you open it."),
    "duplicate-field": lazy("The field {name} stands in this PDF file more than once, with different values. The first one was read; check it."),
    "value-too-long": lazy("The field {name} holds more than {limit} characters and was left out.", limit=LONGEST_VALUE),
}  # fmt: skip
"""What is said of a file that was read all the same; `name` is filled in."""


def read_form(content: bytes) -> FormContent:
    """Read the fields of one of our forms; raise `Refused` with a sentence for every other file, `Unavailable` when no process starts.

    The values are as they were typed, without blanks at their ends; what is missing or wrong is for the rules to say.
    """
    if len(content) > LARGEST_FILE:
        raise _refused("too-large")
    if b"%PDF-" not in content[:BEGINNING]:
        raise _refused("not-a-pdf")
    found = _answer(content)
    if "fault" in found:
        raise _refused(found["fault"])
    remarks = tuple(_remark(rule, name) for rule, name in found["remarks"])
    return FormContent(found["code"], found["version"], found["values"], remarks)


def command(*, packaged: bool) -> list[str]:
    """Give the command that starts the process: this interpreter on the module, or the packaged program with its hidden argument."""
    if packaged:
        return [sys.executable, CALLED]
    # Only from our own folder: the folder one works in may hold a file named as a library.
    return [sys.executable, "-P", "-W", "ignore", "-m", "app.adapters.files.pdf_worker"]


def _answer(content: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command(packaged=bool(getattr(sys, "frozen", False))),
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return {"fault": "too-slow"}
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(
            lazy("No process can be started to read the PDF file ({reason}). Close other programs and try again.", reason=reason)
        ) from error
    if done.returncode == 0:
        return json.loads(done.stdout)
    if done.returncode > 0:  # the process is not as it should be: a fault of ours, for the crash report
        raise RuntimeError(f"reading a PDF file ended with {done.returncode}: {done.stderr[-2000:].decode(errors='replace')}")
    return {"fault": "too-slow" if -done.returncode == getattr(signal, "SIGXCPU", None) else "damaged"}


def _refused(code: str) -> Refused:
    return Refused(Finding("", FAULTS[code], rule=f"pdf-{code}"))


def _remark(rule: str, name: str) -> Finding:
    message = REMARKS[rule]
    return Finding(name, Lazy(message.message, {**message.values, "name": name}), Severity.WARNS, rule=f"pdf-{rule}")
