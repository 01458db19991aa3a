"""The form of a key for a program."""

from django import forms

from coproduction.dashboards.models import Scope
from members.web import DayInput, TableForm


class KeyForm(TableForm):
    name = forms.CharField(
        label="What is it for?", max_length=80, help_text="So that you know it again: the treasurer’s spreadsheet."
    )
    scopes = forms.MultipleChoiceField(
        label="What does it open?", choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text="Only what the program needs. No key opens anything about a person.",
    )  # fmt: skip
    until = forms.DateField(
        label="Its last day", widget=DayInput, help_text="A year from today at most. Then make a new one."
    )
