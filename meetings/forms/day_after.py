"""Forms for after the day: the list typed in, questions asked, what will happen."""

from django import forms

from meetings.actions import check_in
from meetings.forms.day import STAFF, with_role
from meetings.models import EvaluationQuestion, NextStep
from members.web import DayInput, Refused, TableForm, TableModelForm


class PaperListForm(TableForm):
    """A page of the door list, typed in: numbers with initials beside them, and names from the empty lines."""

    numbers = forms.CharField(
        label="Numbers with initials beside them", required=False, max_length=2000, widget=forms.Textarea,
        help_text="Such as 3, 17, 20-24. Whoever is in already is not counted again.",
    )  # fmt: skip
    walk_ins = forms.CharField(
        label="Names from the empty lines", required=False, max_length=4000, widget=forms.Textarea,
        help_text="One on each line. Put a star at the end if they have lived experience: Sam *",
    )  # fmt: skip
    others = forms.IntegerField(label="People nobody wrote down", min_value=0, max_value=10_000, required=False)
    others_le = forms.IntegerField(label="Of them with lived experience", min_value=0, max_value=10_000, required=False)
    rows = {"numbers": 3, "walk_ins": 4}

    def clean_numbers(self):
        try:
            return check_in.numbers_in(self.cleaned_data["numbers"])
        except Refused as no:
            raise forms.ValidationError(str(no)) from no

    def clean_walk_ins(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["walk_ins"].splitlines()]
        return [(line.rstrip("* ").strip(), line.endswith("*")) for line in lines if line.strip("* ")]


class QuestionForm(TableForm):
    words = forms.CharField(label="The question", max_length=200)
    sort = forms.ChoiceField(label="How is it answered?", choices=EvaluationQuestion.Sort.choices)


class StepForm(TableModelForm):
    class Meta:
        model = NextStep
        fields = ["words", "theme", "owner", "due_on"]
        widgets = {"due_on": DayInput}
        labels = {
            "words": "What will happen?", "theme": "What is it about?", "owner": "Who sees to it?", "due_on": "By when?"
        }  # fmt: skip
        help_texts = {
            "words": "Everybody can read it. Please name nobody.", "owner": "Only the organisers see who."
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = with_role(*STAFF)
        self.fields["owner"].empty_label = "Nobody yet"


class CouldNotForm(TableForm):
    because = forms.CharField(
        label="Why could it not be?", max_length=300, widget=forms.Textarea,
        help_text="Everybody who came can read it. Please name nobody.",
    )  # fmt: skip
    rows = {"because": 3}
