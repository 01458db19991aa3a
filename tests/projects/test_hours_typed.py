"""Hours as people write them, wherever hours are asked."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from projects import workbook_cells
from projects.forms.fields import HoursField
from projects.forms.money import Hours, PersonLimitsForm, Pounds, RulesForm, Tenths
from projects.forms.requests import RequestForm
from projects.forms.work import WorkForm


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1h30", 90), ("1 h 30 min", 90), ("1:30", 90), ("90 min", 90), ("1.5", 90), ("1,5", 90), ("1H30", 90), ("1½", 90),
        (" 1 hour and 30 minutes ", 90), ("2 hrs", 120), ("2h", 120), (".5", 30), ("45 minutes", 45), ("½ hour", 30), ("", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed, minutes):
    assert HoursField().clean(typed) == minutes
    assert Hours(required=False).clean(typed) == (None if minutes is None else Decimal(-(-minutes // 6)) / 10)


@pytest.mark.parametrize(
    "typed",
    ["1h75", "1:75", "a while", "-1h", "NaN", "2 days", "3d", "morning", "1.505", "9" * 400, "1h30" * 20, "1e3", "½½"],
)
@pytest.mark.parametrize("field", [HoursField, Hours])
def test_what_cannot_be_read_is_told_how_to_write_it(field, typed):
    with pytest.raises(ValidationError) as refused:
        field().clean(typed)
    if field is HoursField or typed not in ("1.505", "9" * 400):  # of these it says that they have too many digits
        assert "as a number, such as 1.5, or as 1h30, 1:30 or 90 min" in refused.value.messages[0]


@pytest.mark.parametrize("typed", ["none", "Nil", "no", "nought", "None.", "0"])
def test_none_is_nought_and_not_unknown(typed):
    assert HoursField().clean(typed) == 0
    assert Hours(required=False).clean(typed) == 0


@pytest.mark.django_db
def test_where_nought_is_no_answer_none_is_told_so():
    form = RulesForm({"pay_within": 10, "late_hours": 48, "monthly_hours": "none"})
    assert "above nought" in str(form.errors["monthly_hours"])


@pytest.mark.parametrize("typed", ["?", "not known", "Unknown", "tbc", "n/a", "-"])
@pytest.mark.parametrize("field", [HoursField, Hours])
def test_whoever_does_not_know_leaves_it_empty_and_what_they_wrote_is_kept(field, typed):
    class Asks(forms.Form):
        hours = field(required=False) if field is Hours else field()

    form = Asks({"hours": typed})
    assert "as a number, such as 1.5" in form.errors["hours"][0]
    assert form["hours"].value() == typed


def test_an_unknown_time_in_a_spreadsheet_stays_empty():
    assert [workbook_cells.minutes(cell) for cell in ("?", "not known", "none", "tbc", "")] == [None] * 5


def test_letters_can_be_typed_where_a_time_may_hold_them():
    for field in (HoursField(), Hours(), RequestForm.base_fields["hours"], WorkForm.base_fields["hours"]):
        assert field.widget.attrs["inputmode"] == "text"
    for field in (Tenths(), Pounds(), RequestForm.base_fields["budget"]):
        assert field.widget.attrs["inputmode"] == "decimal"


def test_a_claim_of_an_hour_and_twenty_minutes_is_never_made_shorter():
    assert Hours(required=False).clean("1h20") == Decimal("1.4")
    assert Hours(decimal_places=2).clean("1h20") == Decimal("1.34")


def test_every_form_that_asks_for_hours_reads_them_so():
    for form, name in (
        (RequestForm, "hours"),
        (WorkForm, "hours"),
        (RulesForm, "monthly_hours"),
        (PersonLimitsForm, "monthly_hours"),
    ):
        assert isinstance(form.base_fields[name], Hours), form
