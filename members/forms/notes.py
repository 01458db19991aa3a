"""A note about a contact."""

from django import forms

from members.forms.base import TableForm
from members.forms.safeguarding import AsksAboutRisk
from members.models import PersonNote


class NoteForm(AsksAboutRisk, TableForm):
    """What it was, a few words, and whether anybody is at risk, which belongs elsewhere (SUP-11)."""

    sort = forms.ChoiceField(
        label="What was it?", choices=PersonNote.Sort.choices, initial=PersonNote.Sort.RANG_US, widget=forms.Select
    )
    words = forms.CharField(
        label="What was said, in a few words",
        max_length=2000,
        widget=forms.Textarea,
        help_text="They may read it: write what you would say to them.",
    )
    free_text = ("words",)
    rows = {"words": 3}
    field_order = ["sort", "words", "at_risk"]
