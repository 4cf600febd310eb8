"""Requests that come in a file: JSON as the command line takes it, or our form as somebody filled it in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.application import Application
from app.domains.trips.papers.request_form import request_from
from app.domains.trips.queries.proposing import linked
from app.domains.trips.request import Request
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.shapes import from_plain
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.forms import FindingLine, scrolled
from ui.kit.language import _
from ui.kit.pages import Page
from ui.kit.theme import theme
from ui.trips.parts_of_request import PARTS

LARGEST = 20_000_000  # bytes


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A request as it was read from a file, what is missing in it, and what there is to say about the reading."""

    name: str
    request: Request
    missing: tuple[Lazy | str, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_request_file(application: Application, path: Path) -> ReadRequest:
    """Read a request from a JSON file or a filled-in form; raise `Refused` for any other file. It may take seconds: do it as a job."""
    try:
        content = b"" if path.stat().st_size > LARGEST else path.read_bytes()
    except OSError:
        raise Refused(Finding("file", lazy("This file cannot be read."), rule="import")) from None
    if not content:
        raise Refused(Finding("file", lazy("This file is empty, or too large to be a request."), rule="import"))
    if path.suffix.lower() == ".json" or content.lstrip()[:1] == b"{":
        return _from_json(application, path.name, content)
    read = request_from(application.outside.read_paper_form(content))
    return ReadRequest(path.name, application.ask(linked(read.request)), tuple(read.missing), tuple(read.findings))


def _from_json(application: Application, name: str, content: bytes) -> ReadRequest:
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(Finding("file", lazy("This is not a file that can be read as a request."), rule="import")) from None
    request, faults = from_plain(Request, plain)
    if any(finding.blocks for finding in faults):
        raise Refused(faults)
    return ReadRequest(name, application.ask(linked(request)), (), tuple(faults))


class ImportDialog(Dialog):
    """What was read, what is missing, and what is odd about it, before a draft is made of it."""

    def __init__(self, read: ReadRequest, parent: Page | None = None) -> None:
        super().__init__(lazy("Import request"), lazy("Make draft"), parent)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.scaled(8), 0)
        column.setSpacing(theme.scaled(6))
        heading = Label("", "heading", wrap=True)
        heading.setText(read.request.title or read.name)
        column.addWidget(heading)
        travellers = ", ".join(one.name for one in read.request.travellers)
        for caption, text in ((_("File"), read.name), (_("Travellers"), travellers), (_("Destination"), read.request.destination.city)):
            if text:
                line = Label("", "quiet", wrap=True)
                line.setText(f"{caption}: {text}")
                column.addWidget(line)
        if read.missing:
            missing = Label("", wrap=True)
            missing.setText(_("Not filled in: {fields}", fields=tuple(_(PARTS.get(str(one), one)) for one in read.missing)))
            column.addWidget(missing)
        for finding in sorted(read.findings, key=lambda one: list(Severity).index(one.severity)):
            column.addWidget(FindingLine(finding))
        column.addStretch(1)
        area = scrolled(holder)
        area.setMinimumSize(theme.scaled(520), theme.scaled(220))
        self.body.addWidget(area, 1)

    @classmethod
    def ask(cls, parent: Page, read: ReadRequest) -> bool:
        """Ask whether to make a draft of it."""
        return cls(read, parent).run()
