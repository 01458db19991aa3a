"""What somebody thinks, sent instead of coming."""

from django import forms

from meetings.models import Quote
from members.web import TableForm


class SentForm(TableForm):
    text = forms.CharField(
        label="What do you think?", max_length=1000, widget=forms.Textarea,
        help_text="As you would say it in the room. No names of others, please.",
    )  # fmt: skip
    quote = forms.ChoiceField(
        label="May it be quoted outside the group?", choices=Quote.choices, initial=Quote.NONE, widget=forms.RadioSelect
    )
    free_text = ("text",)
    asks_the_person = True
