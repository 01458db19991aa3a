"""Putting up a standing offer, saying what they get for it, booking a day."""

from django import forms

from members.web import DayInput, TableForm
from projects.forms.money import Pounds
from projects.models import Nature, Project

NOT_CHOSEN = [("", "Choose one"), *Nature.choices]


class PutUpForm(TableForm):
    """What somebody would do again and again."""

    title = forms.CharField(
        label="What would you do?", max_length=120, help_text="For example: I talk with new staff for half an hour."
    )
    what = forms.CharField(
        label="A little more about it", max_length=500, required=False, widget=forms.Textarea,
        help_text="What you like to talk about, and what not. Staff read it.",
    )  # fmt: skip
    when_words = forms.CharField(
        label="When does it usually suit you?", max_length=200, help_text="For example: first Tuesdays, in the morning."
    )
    place = forms.CharField(label="Where, or how?", max_length=200, help_text="For example: online, or at the office.")
    free_text = ("what",)
    rows = {"what": 3}


class SayForm(TableForm):
    """What they get for each time."""

    offer = forms.CharField(
        label="What do they get for it?", max_length=300,
        help_text="It stands there before anybody books. For example: £12.50 for each time, and travel.",
    )  # fmt: skip
    nature = forms.ChoiceField(
        label="Of which kind is it?", choices=NOT_CHOSEN, help_text="They may always choose less, or nothing."
    )
    amount = Pounds(label="How much each time, in pounds?", required=False, help_text="For a fee or a voucher.")

    def __init__(self, *args, pays, **kwargs):
        super().__init__(*args, **kwargs)
        if not pays:
            del self.fields["nature"], self.fields["amount"]


class BookForm(TableForm):
    """One day, for one project."""

    project = forms.ModelChoiceField(Project.objects.none(), label="For which project?")
    on_day = forms.DateField(label="On which day?", widget=DayInput, help_text="Look at when it usually suits them.")
    time_words = forms.CharField(
        label="At what time, and how long?", max_length=120, help_text="For example: 10am, half an hour."
    )
    support = forms.CharField(
        label="Who is with them?", max_length=300, help_text="The name of somebody who is there from beginning to end."
    )
    answer_by = forms.DateField(
        label="Until when may they answer?", widget=DayInput, help_text="Before the day itself."
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
