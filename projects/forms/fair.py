"""What somebody would like to do; how people are asked in waves; who may be too close; what happened."""

from django import forms

from meetings.models import Kind
from members.web import DayInput, TableForm
from projects.forms.fields import HoursField
from projects.forms.work import TopicsField
from projects.models import Closeness, DayPart


class InterestsForm(TableForm):
    """Nothing here is needed, and nothing here excludes anybody."""

    kinds = forms.MultipleChoiceField(
        label="What would you like to do?", required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = TopicsField(
        label="What interests you? A few words with commas", help_text="Such as: young people, gardens, housing."
    )
    skills = TopicsField(
        label="What can you do? A few words with commas", help_text="Such as: writing, listening, pictures."
    )
    learn = TopicsField(label="What would you like to learn? A few words with commas")
    avoid_kinds = forms.MultipleChoiceField(
        label="What would you rather not be asked to?", required=False, widget=forms.CheckboxSelectMultiple
    )
    rather_not = forms.CharField(
        label="Topics you would rather avoid", max_length=500, required=False, widget=forms.Textarea,
        help_text="Only the involvement team reads this, before they ask you.",
    )  # fmt: skip
    day_parts = forms.MultipleChoiceField(
        label="When do you have time?", choices=DayPart.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    most_miles = forms.IntegerField(
        label="How many miles would you travel at most?", min_value=0, max_value=500, required=False
    )
    only_from_home = forms.BooleanField(label="Only from home, by phone or online", required=False)
    most_a_month = forms.IntegerField(
        label="How often a month may we ask you at most?", min_value=1, max_value=31, required=False,
        help_text="Empty: there is no limit. We keep to it, whoever asks.",
    )  # fmt: skip
    not_watched = ("rather_not",)
    rows = {"rather_not": 3}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.slug, kind.name) for kind in Kind.objects.in_use()]
        self.fields["kinds"].choices = self.fields["avoid_kinds"].choices = kinds


class WavesForm(TableForm):
    size = forms.IntegerField(label="How many at a time?", min_value=1, max_value=100, initial=10)
    days = forms.IntegerField(label="How many days between?", min_value=1, max_value=60, initial=5)


class CloseForm(TableForm):
    """Asked about panels and commissioning only."""

    closeness = forms.ChoiceField(label="What is it?", choices=Closeness.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Would you like to say more?", max_length=500, required=False, widget=forms.Textarea,
        help_text="Only the coordinator reads it. No names of others, please.",
    )  # fmt: skip
    rows = {"words": 3}


class DoneForm(TableForm):
    """Close-out: logged, and told to everybody who did it."""

    done_on = forms.DateField(label="On which day was it?", widget=DayInput)
    kind = forms.ModelChoiceField(Kind.objects.none(), label="As what is it logged?", empty_label=None)
    hours = HoursField(label="How many hours did each person give?")
    what_happened = forms.CharField(
        label="What came of it?", max_length=1000, widget=forms.Textarea,
        help_text="In a sentence or two. Everybody who did it gets these words. No names, please.",
    )  # fmt: skip
    free_text = ("what_happened",)
    rows = {"what_happened": 4}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = Kind.objects.in_use()
