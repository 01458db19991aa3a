"""Who leads a project together with us, and what they did."""

from django import forms

from members.web import DayInput, TableForm
from projects.forms.fields import HoursField
from projects.models import CoLead


class CoLeadForm(TableForm):
    """One person, and as what; nothing is chosen beforehand, for a role or a seat does not say it."""

    people = forms.Field(label="Who leads it with us?", required=False)
    hat = forms.ChoiceField(
        label="As what do they lead it?", choices=CoLead.HATS, widget=forms.RadioSelect,
        help_text="As they say it themselves.",
    )  # fmt: skip

    def __init__(self, *args, picker, **kwargs):
        super().__init__(*args, **kwargs)
        self.picker = picker

    def clean_people(self):
        if self.picker.unknown:
            raise forms.ValidationError("We do not know this person any more. Please look for them by name.")
        if len(self.picker.people) != 1:
            raise forms.ValidationError("Please choose one person. You can add another one afterwards.")
        return self.picker.people[0]


class DidForm(TableForm):
    """What somebody who leads it together did, and how long it took."""

    title = forms.CharField(
        label="What did you do?", max_length=160, help_text="A few words, such as “Second evening”."
    )
    on = forms.DateField(label="On which day?", widget=DayInput)
    minutes = HoursField(label="How many hours?", help_text="Leave it empty if you do not know.")
    prep_minutes = HoursField(label="How many hours of preparing?", help_text="Preparing counts as well.")
    free_text = ("title",)
