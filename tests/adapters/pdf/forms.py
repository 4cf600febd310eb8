"""A form as a domain would declare it, and readers of other people that fill it in."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader, PdfWriter

from app.adapters.i18n.wording import wording_for
from app.adapters.pdf.fillable import write_form
from app.kernel.paperforms import FormField, FormFieldKind, FormSection, PaperForm

MODES = (("train", "trein"), ("plane", "vliegtuig"), ("car", "auto Ž"))
DAY, CHECK, CHOICE, AMOUNT, LONG = (
    FormFieldKind.DATE,
    FormFieldKind.CHECK,
    FormFieldKind.CHOICE,
    FormFieldKind.AMOUNT,
    FormFieldKind.LONG_TEXT,
)


def sample(**values: str) -> PaperForm:
    """Give a form with every kind of field; *values* by the name of the field, `__` for its dot."""
    told = {name.replace("__", "."): value for name, value in values.items()}

    def field(name: str, label: str, kind: FormFieldKind = FormFieldKind.TEXT, **more) -> FormField:
        return FormField(name, label, kind, told.get(name, ""), **more)

    travellers = [
        FormSection(
            f"Reiziger {number}",
            (
                field(f"traveller{number}.name", "Naam", required=number == 1, share=0.5),
                field(f"traveller{number}.advance", "Vraagt een voorschot", CHECK, share=0.5),
            ),
        )
        for number in (1, 2, 3)
    ]
    return PaperForm(
        "sample-form",
        "3",
        "Aanvraag van een dienstreis",
        "nl",
        (
            FormSection(
                "De reis",
                (
                    field("purpose", "Doel", LONG, required=True, help="Waarom deze reis nodig is."),
                    field("starts", "Vertrek", DAY, help="dd/mm/jjjj", share=1 / 3),
                    field("mode", "Vervoermiddel", CHOICE, choices=MODES, share=1 / 3),
                    field("cost", "Kosten", AMOUNT, longest=12, share=1 / 3),
                ),
                remark="Alles in verband met de reis.",
            ),
            *travellers,
        ),
        intro="Vul dit formulier in.",
        footer="Aanvraag dienstreis · versie 3",
    )


def written(form: PaperForm | None = None) -> bytes:
    return write_form(form or sample(), wording_for("nl"))


def filled_by_pypdf(content: bytes, values: dict[str, str]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.update_page_form_field_values(None, values, auto_regenerate=False)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def places(content: bytes) -> dict[str, tuple[int, float, float]]:
    """Give, by the name of each field, its page and its middle."""
    found = {}
    for number, page in enumerate(PdfReader(BytesIO(content)).pages):
        for reference in page.get("/Annots", []):
            widget = reference.get_object()
            group = widget.get("/Parent")
            name = f"{group['/T']}.{widget['/T']}" if group else widget["/T"]
            left, bottom, right, top = (float(side) for side in widget["/Rect"])
            found[name] = (number, (left + right) / 2, (bottom + top) / 2)
    return found


class Browser:
    """A reader as it is built into browsers: clicks into fields and types."""

    def __init__(self, content: bytes) -> None:
        self.file = pypdfium2.PdfDocument(content)
        self.file.init_forms()
        self.places = places(content)
        self.pages = list(self.file)

    def click(self, name: str) -> None:
        number, x, y = self.places[name]
        for act in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            act(self.file.formenv.raw, self.pages[number].raw, 0, x, y)

    def type(self, name: str, text: str) -> None:
        self.click(name)
        for letter in text:
            pdfium.FORM_OnChar(self.file.formenv.raw, self.pages[self.places[name][0]].raw, ord(letter), 0)

    def choose(self, name: str, position: int) -> None:
        self.click(name)
        pdfium.FORM_SetIndexSelected(self.file.formenv.raw, self.pages[self.places[name][0]].raw, position, True)

    def saved(self) -> bytes:
        pdfium.FORM_ForceToKillFocus(self.file.formenv.raw)
        file = BytesIO()
        self.file.save(file)
        return self._closed(file.getvalue())

    def _closed(self, content: bytes) -> bytes:
        for page in self.pages:
            page.close()
        self.file.close()
        return content


def flattened(content: bytes) -> bytes:
    """Make the fields part of the pages, as printing to a file does."""
    paper = pypdfium2.PdfDocument(content)
    paper.init_forms()
    for number in range(len(paper)):
        page = paper[number]
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT)
        page.close()
    file = BytesIO()
    paper.save(file)
    paper.close()
    return file.getvalue()
