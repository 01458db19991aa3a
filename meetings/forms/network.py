"""The rounds of a Network meeting, whose turn it is, and the good practice."""

from django import forms

from meetings.models.round import Round
from members.models import Organisation, Person
from members.web import TableForm


class RoundsForm(TableForm):
    """What one organisation brings; every box may stay empty."""

    success = forms.CharField(label="A success", max_length=800, required=False, widget=forms.Textarea)
    challenge = forms.CharField(label="A challenge", max_length=800, required=False, widget=forms.Textarea)
    ask = forms.CharField(label="We ask the others for", max_length=800, required=False, widget=forms.Textarea)
    offer = forms.CharField(label="We can offer", max_length=800, required=False, widget=forms.Textarea)
    free_text = ("success", "challenge", "ask", "offer")
    rows = dict.fromkeys(("success", "challenge", "ask", "offer"), 3)

    @property
    def entries(self):
        return {kind: self.cleaned_data[kind.value] for kind in Round}


class TurnsForm(TableForm):
    """Who hosts and who chairs."""

    host = forms.ModelChoiceField(Organisation.objects.none(), label="Hosts", required=False, empty_label="Nobody yet")
    chair = forms.ModelChoiceField(
        Organisation.objects.none(), label="Chairs", required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("host", "chair"):
            self.fields[name].queryset = organisations


class CameForm(TableForm):
    """Somebody came for an organisation who does not represent it."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Came for", empty_label="Choose one")
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Who", required=False, empty_label="Somebody we do not know",
        help_text="Whoever is marked on the register of this meeting.",
    )  # fmt: skip

    def __init__(self, *args, organisations, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["person"].queryset = people


class PracticeForm(TableForm):
    """One thing worth copying."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Whose is it?", empty_label="Choose one")
    title = forms.CharField(label="What is it called?", max_length=120)
    what = forms.CharField(
        label="What is it, and how did it go?", max_length=3000, widget=forms.Textarea,
        help_text="What you would tell a colleague who wants to try it. Please name nobody.",
    )  # fmt: skip
    tags = forms.CharField(
        label="Tags", required=False, help_text="Small words, with commas between. Such as: recruitment, young people."
    )
    link = forms.URLField(label="A link", required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label="A file", required=False, help_text="PDF, Word, a spreadsheet or a picture, at most 10 MB."
    )
    drop_file = forms.BooleanField(label="Take the present file away", required=False)

    def __init__(self, *args, organisations, has_file=False, is_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["organisation"].queryset = organisations
            if len(organisations) == 1:
                self.fields["organisation"].initial = organisations[0]
                self.fields["organisation"].empty_label = None
        else:
            del self.fields["organisation"]
        if not has_file:
            del self.fields["drop_file"]
