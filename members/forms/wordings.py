"""What somebody says about the words of a page, and what is answered."""

from django import forms

from members.forms.base import TableForm


class WordingForm(TableForm):
    """One box; the page it is about comes with the link."""

    page = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    words = forms.CharField(
        label="What is not right, and what would you say instead?",
        max_length=1000,
        widget=forms.Textarea,
        help_text="A few words are enough. Copy the word or sentence you mean.",
    )
    free_text = ("words",)
    rows = {"words": 4}
