"""Anything different this time: asked after the answer, never before it, and nothing of it has to be filled in (MTG-05)."""

from django import forms

from meetings.models import Progress, Told
from meetings.models.provision import ENDED
from meetings.models.this_time import Allergy, Food, Travel
from members.models import Consent
from members.web import DayInput, TableForm

ONE_PARAGRAPH, ONE_LINE = 1000, 200
SHARED = {
    "share_host": Consent.ACCESS_HOST,
    "share_venue": Consent.ACCESS_VENUE,
    "share_partner": Consent.ACCESS_PARTNER,
}
OF_TOLD = [
    "food", "food_other", "allergy", "travel", "supporter", "interpreter", "dog", "late", "early", "skip", "question",
]  # fmt: skip


class DetailsForm(TableForm):
    """One box for words, and folded away what only some want to say."""

    free_text = ("words",)
    asks_the_person = True
    words = forms.CharField(
        label="What do you need this time?",
        help_text="Only what is different from usual. For example: another seat, a quieter corner.",
        widget=forms.Textarea,
        max_length=ONE_PARAGRAPH,
        required=False,
    )
    food = forms.MultipleChoiceField(
        label="What do you eat?", choices=Food.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    food_other = forms.CharField(label="Something you cannot have", max_length=ONE_LINE, required=False)
    allergy = forms.ChoiceField(label="Is it an allergy?", choices=Allergy.choices, required=False)
    travel = forms.ChoiceField(
        label="How do you get there?", choices=[("", "You do not have to say"), *Travel.choices], required=False
    )
    supporter = forms.BooleanField(label="A supporter comes with me", required=False)
    interpreter = forms.BooleanField(label="My own interpreter comes with me", required=False)
    dog = forms.BooleanField(label="My assistance dog comes with me", required=False)
    late = forms.CharField(label="I come later, at about", max_length=60, required=False)
    early = forms.CharField(label="I have to leave at about", max_length=60, required=False)
    skip = forms.CharField(
        label="A topic I would like to miss", max_length=ONE_LINE, required=False,
        help_text="Whoever runs the meeting moves it to the end, so that you can leave before. They are not told who asked.",
    )  # fmt: skip
    question = forms.CharField(
        label="A question for the meeting", max_length=ONE_LINE, required=False,
        help_text="It is read out without your name.",
    )  # fmt: skip
    share_host = forms.BooleanField(label="Whoever runs this meeting may know that it is me", required=False)
    share_venue = forms.BooleanField(label="The place where we meet may know that it is me", required=False)
    share_partner = forms.BooleanField(
        label="A partner organisation that holds it may know that it is me", required=False
    )
    keep = forms.BooleanField(
        label="Keep food, travel and who comes with me for next time", required=False,
        help_text="Otherwise all of this page is deleted thirty days after the meeting.",
    )  # fmt: skip
    rows = {"words": 3}

    @property
    def told(self) -> Told:
        return Told(**{name: self.cleaned_data[name] for name in OF_TOLD})

    @property
    def shares(self) -> dict:
        return {consent: self.cleaned_data[name] for name, consent in SHARED.items()}


class LinkDetailsForm(DetailsForm):
    """The same behind a link, which may be passed on: it opens empty, and what is left empty stays as it was."""

    forget = forms.BooleanField(label="Forget what I told you before", required=False)


class ProvisionForm(TableForm):
    """Who sees to it, by when; and why it was partly or not met."""

    owner = forms.ModelChoiceField(None, label="Who sees to it", required=False, empty_label="Nobody yet")
    due_on = forms.DateField(label="To be arranged by", widget=DayInput)

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners


class RightForm(TableForm):
    """Did we get it right? One press, and words if somebody wants to say more."""

    free_text = ("words",)
    asks_the_person = True
    VERDICTS = [(Progress.MET, "Yes, it was right"), (Progress.PARTLY, "Partly"), (Progress.NOT_MET, "No")]
    verdict = forms.ChoiceField(
        choices=[(state.value, state.label) for state in ENDED], widget=forms.HiddenInput,
        error_messages={"required": "Please press one of the answers.", "invalid_choice": "Please press one of the answers."},
    )  # fmt: skip
    words = forms.CharField(
        label="What was missing?", help_text="And what would make it right next time?", max_length=300,
        required=False, widget=forms.Textarea,
    )  # fmt: skip
    rows = {"words": 2}
