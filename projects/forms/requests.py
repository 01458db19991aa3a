"""Asking for involvement: the request, spotting in a minute, the answer, and how much notice people need."""

from django import forms

from members.web import DayInput, TableForm
from members.words import thousands
from projects.asking_rules import notice_for
from projects.forms.money import Hours
from projects.forms.project import StageField
from projects.forms.quick import teams_to_log_for
from projects.models import Project, Rate, WorkSort


class ForSomething(TableForm):
    """For a project that runs, or for something new of a team."""

    project = forms.ModelChoiceField(None, label="For which project?", required=False, empty_label="Something new")
    team = forms.ModelChoiceField(None, label="Which team asks?", required=False, empty_label="Please choose")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        teams = teams_to_log_for(actor)
        self.fields["team"].queryset = teams
        running = Project.objects.visible_to(actor).running().filter(team__in=teams).order_by("title", "pk")
        self.fields["project"].queryset = running
        if len(teams) == 1:
            self.fields["team"].initial = teams[0].pk
            self.fields["team"].widget = forms.HiddenInput()
            self.fields["team"].empty_label = None
            self.only_team = teams[0]
        else:
            self.only_team = None

    def clean(self):
        said = super().clean()
        if (
            not said.get("project")
            and not said.get("team")
            and "team" not in self.errors
            and "project" not in self.errors
        ):
            if self.only_team is None:
                self.add_error("team", "Please choose the team that asks.")
            else:
                said["team"] = self.only_team
        return said


def pounds(label, **more):
    return forms.DecimalField(
        label=label, min_value=0, max_digits=8, decimal_places=2, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}), **more,
    )  # fmt: skip


class RequestForm(ForSomething):
    """What is asked, in the words of whoever asks."""

    title = forms.CharField(
        label="What is it about?", max_length=120, help_text="Such as: Interviews for a support worker."
    )
    sort = forms.ChoiceField(label="What sort of work is it?", choices=WorkSort.choices)
    purpose = forms.CharField(
        label="What are people involved for?", max_length=1000, widget=forms.Textarea,
        help_text="In a sentence or two. Everybody who is asked reads it.",
    )  # fmt: skip
    difference = forms.CharField(
        label="What should be different when it is done?", max_length=1000, required=False, widget=forms.Textarea,
        help_text="Only needed for something new.",
    )  # fmt: skip
    stage = StageField(label="How far along is it?")
    wanted_on = forms.DateField(label="When are people needed first?", widget=DayInput)
    when_words = forms.CharField(
        label="Which times, and how long?", max_length=200, required=False, help_text="Such as: one day, 10am to 3pm, with lunch."
    )  # fmt: skip
    people = forms.IntegerField(
        label="How many people?", min_value=1, max_value=500, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    hours = Hours(
        label="How many hours for each?", min_value=0, decimal_places=2, required=False,
        widget=forms.TextInput(attrs={"inputmode": "text", "size": 6}), help_text="With preparation. Such as: 5.5",
    )  # fmt: skip
    rate = pounds("How much do you offer an hour, in pounds?", help_text="Nothing is 0. Empty if you do not know yet.")
    budget = pounds("How much money is there for it, in pounds?")
    decision_on = forms.DateField(label="When is it decided?", widget=DayInput, required=False)
    fixed = forms.CharField(label="What is fixed?", max_length=1000, required=False, widget=forms.Textarea)
    open_to_change = forms.CharField(
        label="What can still change?", max_length=1000, required=False, widget=forms.Textarea
    )
    free_text = ("purpose",)
    needed_sometimes = ("difference",)
    draft = "request"
    rows = dict.fromkeys(("purpose", "difference", "fixed", "open_to_change"), 3)
    field_order = ["title", "project", "team", "sort", "purpose", "difference", "stage", "wanted_on"]

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        rates = "; ".join(
            f"{rate.scheme}, £{thousands(rate.amount)} for “{rate.band}”"
            for rate in Rate.objects.on(day).in_order()[:6]
        )
        if rates:
            self.fields["rate"].help_text += f" What we pay: {rates}."


class SpotForm(ForSomething):
    """One minute."""

    title = forms.CharField(
        label="Where could people be involved?",
        max_length=120,
        help_text="Such as: the new leaflet about waiting times.",
    )
    purpose = forms.CharField(
        label="What could be better with them?", max_length=1000, required=False,
        widget=forms.Textarea,
    )  # fmt: skip
    rows = {"purpose": 3}
    field_order = ["title", "purpose", "project", "team"]


class DecideForm(TableForm):
    reason = forms.CharField(
        label="Because", max_length=500, widget=forms.Textarea, help_text="Whoever asked reads it as you write it here."
    )
    rows = {"reason": 3}


class NoticeForm(TableForm):
    """One box for each sort of work."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for sort in WorkSort:
            self.fields[sort.value] = forms.IntegerField(
                label=f"{sort.label}: days of notice", min_value=0, max_value=120, initial=notice_for(sort),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
