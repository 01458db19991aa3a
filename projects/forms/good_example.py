"""Why a past project is a good example."""

from django import forms

from members.web import TableForm


class GoodExampleForm(TableForm):
    why = forms.CharField(
        label="What was good about it, in a sentence?", max_length=300, widget=forms.Textarea,
        help_text="Staff read it when they ask for people. Please name nobody.",
    )  # fmt: skip
    no_name = forms.BooleanField(label="That word is no name here", required=False, widget=forms.HiddenInput)
    free_text = ("why",)
    rows = {"why": 3}

    def add_error(self, field, error):
        """Only where it is asked is there something to tick."""
        super().add_error(field, error)
        if field == "no_name":
            self.fields[field].widget = forms.CheckboxInput()
