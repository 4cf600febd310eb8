"""The world outside, as commands reach it: lists and forms written and read by way of the application."""

from __future__ import annotations

from app.adapters.files.sheets import write_csv, write_xlsx
from app.application import Application
from app.kernel.paperforms import FormField, FormSection, PaperForm
from app.kernel.sheets import Sheet, SheetColumn, SheetKind

SHEET = Sheet("Trips", (SheetColumn("City"),), (("Leipzig",), ("=1+1",)))


def test_a_list_is_written_in_both_kinds(application: Application) -> None:
    written = [application.outside.sheet(SHEET, kind) for kind in (SheetKind.CSV, SheetKind.XLSX)]
    assert written == [write_csv(SHEET), write_xlsx(SHEET)]


def test_a_form_goes_out_and_comes_back(application: Application) -> None:
    outside = application.outside
    form = PaperForm("sample-form", "1", "Demande", "fr", (FormSection("Voyage", (FormField("city", "Ville", value="Łódź"),)),))
    read = outside.read_paper_form(outside.paper_form(form, outside.wording("fr")))
    assert (read.code, read.version, read.values, read.remarks) == ("sample-form", "1", {"city": "Łódź"}, ())
