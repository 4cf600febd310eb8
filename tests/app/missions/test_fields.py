import pytest

from app.domains.missions import fields
from app.domains.missions.queries import MissionRow

FORMS = (
    fields.MISSION_FORM,
    fields.PARTICIPANT_FORM,
    fields.PARTY_FORM,
    fields.ITEM_FORM,
    fields.TRANSPORT_FORM,
    fields.STAY_FORM,
    fields.ROOM_FORM,
)
BESIDE = {"attended_by", "with_persons", "with_organisations", "passengers", "occupants"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.draft.__name__)
def test_a_form_asks_for_every_field_of_its_draft(form):
    assert {field.key for field in form.fields} == form.draft.__dataclass_fields__.keys() - BESIDE


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.draft.__name__)
def test_a_form_checks_an_empty_draft(form):
    keys = {field.key for field in form.fields} | BESIDE
    assert {finding.path for finding in form.check(form.draft())} <= keys


def test_every_column_stands_in_the_row():
    assert {column.key for column in fields.MISSIONS.register.columns} <= MissionRow.__dataclass_fields__.keys()
