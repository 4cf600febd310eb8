"""When the fault is ours."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from ui.kit.a11y import nameless
from ui.shell.crash import CrashDialog, CrashReports, report


def caught(error: Exception) -> tuple[type[BaseException], BaseException, object]:
    try:
        raise error
    except type(error):
        return sys.exc_info()  # type: ignore[return-value]


def test_a_report_names_the_place_and_hides_what_was_typed():
    text = report(*caught(ValueError("Jan Peeters, passport 123")))
    assert "Peeters" not in text
    assert "test_crash.py" in text
    assert "builtins.ValueError" in text


@pytest.fixture
def reports(qapp):
    made = CrashReports()
    yield made
    made.deleteLater()


def test_a_failure_is_logged_and_shown_once(reports: CrashReports, qapp, settled, caplog):
    for _turn in range(3):
        reports.catch(*caught(KeyError("x")))
    settled()
    dialogs = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, CrashDialog) and widget.isVisible()]
    assert len(dialogs) == 1
    assert [record.message for record in caplog.records] == ["A failure of ours"] * 3
    assert nameless(dialogs[0]) == []
    dialogs[0].accept()
    assert QGuiApplication.clipboard().text() == dialogs[0].findChild(QPlainTextEdit).toPlainText()
    dialogs[0].reject()


def test_leaving_on_purpose_is_no_failure(reports: CrashReports, monkeypatch):
    passed: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, _error, _trace: passed.append(kind))
    reports.catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
