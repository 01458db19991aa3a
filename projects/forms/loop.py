"""Writing down what people said, answering it, and saying what is different now."""

from django import forms

from meetings.models import Quote
from members.models import Person
from members.web import DayInput, TableForm
from projects.forms.project import people_who_lead
from projects.models import Answer, Source

NO_NAMES = "No names in the words, please. Who said it is asked apart."


class OwnerField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"invalid_choice": "Please choose somebody who works here."})
        super().__init__(Person.objects.none(), label="Who answers?", **kwargs)


class SaidForm(TableForm):
    """Something people said, outside a meeting's notes."""

    text = forms.CharField(label="What was said?", max_length=1000, widget=forms.Textarea, help_text=NO_NAMES)
    theme = forms.CharField(label="What it is about, in a word or two", max_length=80, required=False)
    source = forms.ChoiceField(label="Where did it come from?", choices=Source.choices, initial=Source.OTHER)
    activity = forms.ModelChoiceField(
        None, label="At which piece of work?", required=False, empty_label="None of these"
    )
    said_on = forms.DateField(label="On which day?", widget=DayInput)
    on_behalf_of = forms.CharField(
        label="On behalf of whom?",
        max_length=120,
        required=False,
        help_text="For example: carers, young people. No names.",
    )
    quote = forms.ChoiceField(
        label="May it be quoted outside the group?", choices=Quote.choices, initial=Quote.NONE,
        help_text="Ask them. If you did not, leave it at no.",
    )  # fmt: skip
    owner = OwnerField(required=False, empty_label="Whoever leads the project")
    reply_by = forms.DateField(label="By when do they get an answer?", widget=DayInput)
    people = forms.Field(label="Who said it?", required=False)
    free_text = ("text",)
    rows = {"text": 3}

    def __init__(self, *args, project, picker, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.picker = picker
        self.fields["owner"].queryset = people_who_lead(day)
        self.fields["activity"].queryset = project.activities.held().newest()

    def clean_people(self):
        if self.picker.unknown:
            raise forms.ValidationError("We do not know one of these people any more. Please look for them by name.")
        return self.picker.people


class PromiseForm(TableForm):
    """Its words, who answers, and by when."""

    text = forms.CharField(label="What was said", max_length=1000, widget=forms.Textarea, help_text=NO_NAMES)
    theme = forms.CharField(label="What it is about, in a word or two", max_length=80, required=False)
    owner = OwnerField(required=False, empty_label="Nobody yet")
    reply_by = forms.DateField(label="By when do they hear from us?", widget=DayInput)
    free_text = ("text",)
    rows = {"text": 3}

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_who_lead(day)


class AnswerForm(TableForm):
    """The answer, with its reason and who decided."""

    answer = forms.ChoiceField(label="What do we say?", choices=Answer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Because", max_length=1000, required=False, widget=forms.Textarea,
        help_text="Needed unless it is a plain “Yes”. They read it as you write it here.",
    )  # fmt: skip
    decided_by = forms.CharField(
        label="Who decided?", max_length=120, help_text="For example: the Management Board, or the team."
    )
    decided_on = forms.DateField(label="When?", widget=DayInput)
    more_by = forms.DateField(
        label="If it is yes: by when do they hear how far it is?", widget=DayInput, required=False,
        help_text="Empty: eight weeks.",
    )  # fmt: skip
    free_text = needed_sometimes = ("reason",)
    rows = {"reason": 3}


class ChangeForm(TableForm):
    """What is different now."""

    what = forms.CharField(label="What is different now?", max_length=1000, widget=forms.Textarea)
    evidence = forms.CharField(
        label="How do we know?", max_length=300, required=False,
        help_text="For example: the new leaflet, a figure, what people say now.",
    )  # fmt: skip
    changed_on = forms.DateField(label="Since when?", widget=DayInput)
    free_text = ("what",)
    rows = {"what": 3}


class HowFarForm(TableForm):
    """A word in between."""

    words = forms.CharField(
        label="What do they hear?",
        max_length=600,
        widget=forms.Textarea,
        help_text="A sentence or two, as you would say it.",
    )
    reply_by = forms.DateField(label="By when do they hear from us again?", widget=DayInput)
    free_text = ("words",)
    rows = {"words": 3}
