"""Why a past project is a good example."""

from django import forms

from members.web import TableForm


class GoodExampleForm(TableForm):
    why = forms.CharField(
        label="What was good about it, in a sentence?", max_length=300, widget=forms.Textarea,
        help_text="Staff read it when they ask for people. Please name nobody.",
    )  # fmt: skip
    free_text = ("why",)
    rows = {"why": 3}
