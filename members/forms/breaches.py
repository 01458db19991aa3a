"""What happened, when somebody noticed, and what was decided."""

from django import forms

from members.forms.base import ClockInput, DayInput, TableForm
from members.models import Breach
from members.post import kinds
from members.words import when


class BreachForm(TableForm):
    """For one person: a device of theirs, or a letter that was theirs."""

    sort = forms.ChoiceField(label="What happened?", choices=Breach.Sort.choices, widget=forms.RadioSelect)
    letter = forms.ModelChoiceField(
        label="If a letter went wrong: which?",
        queryset=None,
        required=False,
        empty_label="No letter: it is about a device",
    )
    noticed_on = forms.DateField(label="On which day did somebody here notice?", widget=DayInput)
    noticed_at = forms.TimeField(label="At what time?", widget=ClockInput, help_text="From then on 72 hours run.")
    words = forms.CharField(
        label="What do you know?", required=False, max_length=2000, widget=forms.Textarea,
        help_text="Such as: a phone, locked with a code, left on a train.",
    )  # fmt: skip
    free_text = ("words",)
    needed_sometimes = ("letter",)

    def __init__(self, *args, letters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letter"].queryset = letters
        self.fields["letter"].label_from_instance = lambda each: (
            f"{each.subject or kinds.words(each.kind)}, {when(each.sent_at or each.due_at)}"
        )


class DecideForm(TableForm):
    decision = forms.ChoiceField(label="What was decided?", choices=Breach.Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why, or the number the Commissioner’s office gave you",
        required=False,
        max_length=500,
        widget=forms.Textarea,
    )
    needed_sometimes = ("reason",)
    rows = {"reason": 3}
