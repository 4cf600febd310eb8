"""What the history tells of a template of checklists: the line that is not as it was, not the template as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.checklists import template_commands as commands
from app.domains.checklists import template_queries as queries
from app.domains.checklists.templates import Template
from app.domains.checklists.vocabulary import Scope
from ui.kit.desk import Desk
from ui.kit.history import HistoryPane


@pytest.fixture
def told(desk: Desk, show: Callable[[QWidget], QWidget], settled) -> Callable[[], list[tuple[str, str, str]]]:
    """What the newest step changed, as it is shown: the field, before and after."""

    def read() -> list[tuple[str, str, str]]:
        pane = HistoryPane(desk)
        show(pane)
        settled()
        return [(str(row.field), row.before, row.after) for row in pane.fields._rows]

    return read


@pytest.fixture
def template(application: Application) -> Template:
    """A template that ships and that the office has changed before."""
    application.execute(commands.RemoveTemplateLines("CL8", ("stock-borrow",)))
    return application.ask(queries.template("CL8"))


def test_a_line_is_told_as_it_was_and_as_it_is(application: Application, template: Template, told):
    line = template.lines[0]
    application.execute(commands.EditTemplateLine("CL8", line, replace(line, offset="-30 days")))
    assert told() == [
        ("Version", "2", "3"),
        ("Lines", "Flags needed per place (-21 days, start; PROT)", "Flags needed per place (-30 days, start; PROT)"),
    ]


def test_the_head_is_told_in_words(application: Application, template: Template, told):
    seen = application.ask(queries.template_draft("CL8"))
    application.execute(commands.EditChecklistTemplate("CL8", seen, replace(seen, scope=Scope.CEREMONY, types=("signing",))))
    assert told() == [("Version", "2", "3"), ("Kept for", "", "each ceremony"), ("Usual for", "", "signing")]


def test_a_first_change_names_the_template(application: Application, template: Template, told):
    assert told() == [("Code", "", "CL8"), ("Lines and settings", "", "Flag placement (CL8)")]
