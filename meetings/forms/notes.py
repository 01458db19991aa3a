"""The notes of a meeting, and what is not right with them."""

from django import forms

from meetings.keeping_notes import CHANGED_MEANWHILE
from meetings.models import Correction
from members.web import TableForm

HOW_IT_LOOKS = "A line that begins with a hyphen becomes a point. An empty line begins a new part."


class BegunFrom(forms.Form):
    """Carries which version the words were begun from; once somebody was told that it changed, the one there is now."""

    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def look_again(self, stamp):
        if CHANGED_MEANWHILE in self.errors.get("words", ()):
            self.data = self.data.copy()
            self.data["seen"] = stamp


class NotesForm(BegunFrom, TableForm):
    words = forms.CharField(
        label="The notes", max_length=20_000, required=False, widget=forms.Textarea, help_text=HOW_IT_LOOKS
    )
    rows = {"words": 16}
    free_text = ("words",)

    def __init__(self, *args, draft="", **kwargs):
        self.draft = draft
        super().__init__(*args, **kwargs)


class CorrectionForm(TableForm):
    """By whoever was asked or came."""

    words = forms.CharField(label="What is not right, and how should it read?", max_length=2000, widget=forms.Textarea)
    rows = {"words": 4}
    not_watched = ("words",)
    asks_the_person = True


class CorrectionForForm(TableForm):
    """Somebody rang, or a slip of paper came."""

    person = forms.TypedChoiceField(label="Who told us?", coerce=int)
    how = forms.ChoiceField(
        label="How?",
        choices=[c for c in Correction.How.choices if c[0] in (Correction.How.PHONE, Correction.How.PAPER)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="What is not right, in their words", max_length=2000, widget=forms.Textarea)
    rows = {"words": 4}
    free_text = ("words",)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Please choose"), *people]


class CorrectionAnswerForm(BegunFrom, TableForm):
    """Put right, or left as it was, because."""

    words = forms.CharField(
        label="The notes, put right", max_length=20_000, required=False, widget=forms.Textarea,
        help_text="Change them here if you put it right.",
    )  # fmt: skip
    reply = forms.CharField(
        label="A word to them about it", max_length=300, required=False,
        help_text="They read it. If it stays as it was, say why.",
    )  # fmt: skip
    rows = {"words": 12}


class TakerForm(TableForm):
    taker = forms.TypedChoiceField(
        label="Who writes the notes?", required=False, coerce=int, empty_value=None,
        help_text="Staff may always write. You can name one of those asked as well, a member too.",
    )  # fmt: skip

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = [("", "Only staff"), *people]
