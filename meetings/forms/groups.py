"""Other groups: the group, a visit, an invitation."""

from django import forms

from meetings.models import GroupInvitation, GroupVisit, OtherGroup
from members.models import Person
from members.web import DayInput, TableForm


class GroupForm(TableForm):
    """Who they are, and whom we talk to, with the reason why we may keep that."""

    name = forms.CharField(label="What the group is called", max_length=160)
    where = forms.ChoiceField(label="Where", choices=OtherGroup.Where.choices)
    about = forms.CharField(label="What they do", max_length=1000, required=False, widget=forms.Textarea)
    contact_name = forms.CharField(label="Whom we talk to there", max_length=120, required=False)
    contact_reach = forms.CharField(
        label="How to reach them",
        max_length=200,
        required=False,
        help_text="An email address, a number, or where they meet.",
    )
    may_hold = forms.ChoiceField(
        label="Why may we keep that?", choices=[("", "Choose one"), *OtherGroup.MayHold.choices], required=False,
        help_text="Saving says that this was checked today. After two years without a check the contact is deleted.",
    )  # fmt: skip
    known_by = forms.ModelChoiceField(
        Person.objects.none(), label="Who of us knows them", required=False, empty_label="Nobody yet"
    )
    free_text = ("about",)
    rows = {"about": 3}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["known_by"].queryset = people


class VisitForm(TableForm):
    """One visit that has been."""

    way = forms.ChoiceField(
        label="Who went where", choices=GroupVisit.Way.choices, widget=forms.RadioSelect, initial="ours"
    )
    on_day = forms.DateField(label="Which day", widget=DayInput)
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="Who of us was there", required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    visitors = forms.IntegerField(label="How many came, in all", min_value=1, max_value=500, required=False)
    learned = forms.CharField(label="What we learned", max_length=2000, required=False, widget=forms.Textarea)
    shared = forms.CharField(label="What we shared", max_length=2000, required=False, widget=forms.Textarea)
    free_text = ("learned", "shared")
    rows = {"learned": 3, "shared": 3}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class InvitationForm(TableForm):
    """We asked them, or they asked us."""

    is_ours = forms.TypedChoiceField(
        label="Who asked whom", coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
        choices=[("yes", "We asked them to something of ours"), ("no", "They asked us to something of theirs")],
    )  # fmt: skip
    what = forms.CharField(label="To what", max_length=160, help_text="Such as: the conference, their open day.")
    on_day = forms.DateField(label="Which day is it", widget=DayInput, help_text="The day it takes place.")
    said = forms.ChoiceField(label="What was the answer", choices=GroupInvitation.Said.choices, required=False)
