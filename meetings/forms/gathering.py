"""Planning a conference or away day: London wall time in, instants out."""

from datetime import time

from django import forms

from meetings.forms.plan import HeadsForm, TimesForm, times_of
from meetings.forms.venue import ChoosesVenue
from meetings.gathering_rules import check_window
from meetings.models import Gathering
from meetings.rules import LONDON, wall_time
from members.models import Organisation, Person, RoleGrant, Team
from members.permissions import Role
from members.web import DayInput, Refused, TableForm, TableModelForm

MORNING, EVENING = time(9), time(17)


class GatheringForm(ChoosesVenue, TableModelForm):
    """Everything about it but the day itself, its programme and its people."""

    free_text = ("about", "access", "wellbeing", "arriving")
    organisations = forms.ModelMultipleChoiceField(
        None, label="Who coordinates it this year?", required=False, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.DateField(
        label="Registration opens on", required=False, widget=DayInput, help_text="Empty: as soon as you open it."
    )
    closes = forms.DateField(
        label="Registration ends on", required=False, widget=DayInput, help_text="Empty: when the day begins."
    )
    held_to = forms.DateField(
        label="Held until", required=False, widget=DayInput,
        help_text="From that morning on, everybody in line can have the places that are left. Empty: until the day.",
    )  # fmt: skip

    class Meta:
        model = Gathering
        fields = [
            "title", "sort", "team", "lead", "about", "venue", "place", "access", "content_note", "wellbeing", "arriving", "rooms",
            "host", "places", "held_places", "offer_hours", "offer_hours_by_hand",
        ]  # fmt: skip
        labels = {
            "title": "What is it called?", "sort": "What is it?", "team": "Which team runs it?", "lead": "Who leads it?",
            "places": "How many places?", "held_places": "Of them held for people with lived experience",
        }  # fmt: skip
        help_texts = {
            "about": "Everybody can read this on the public page.", "places": "Empty: no limit.",
            "wellbeing": "Said before people come: where the quiet room is, and who is there.",
            "arriving": "It stands in the joining pack: bus, train, parking, the entrance to use.",
            "offer_hours": "When a place comes free, the next person by email has so many hours to say yes.",
            "offer_hours_by_hand": "For people we ring or write to, it takes longer.",
        }  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_venues()
        teams = Team.objects.filter(is_active=True).order_by("name", "pk")
        self.fields["team"].queryset = teams if actor.knows_everybody else teams.filter(pk__in=actor.team_ids)
        self.fields["team"].required = not actor.knows_everybody
        staff = RoleGrant.objects.filter(role__in=[Role.STAFF, Role.COORDINATOR], ends=None).values("person")
        self.fields["lead"].queryset = Person.objects.filter(pk__in=staff).by_name()
        self.fields["organisations"].queryset = Organisation.objects.filter(left_on=None)
        if self.instance.pk:
            led = self.instance.led_by.order_by("position", "pk").values_list("organisation_id", flat=True)
            self.initial.setdefault("organisations", list(led))
            for name, at in (
                ("opens", self.instance.registration_opens_at), ("closes", self.instance.registration_closes_at),
                ("held_to", self.instance.held_until),
            ):  # fmt: skip
                self.initial.setdefault(name, at.astimezone(LONDON).date() if at else None)

    def _post_clean(self):
        """The action writes and checks; the form's own instance stays as it was."""

    @property
    def facts(self) -> dict:
        """What the action takes."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        at = {
            "registration_opens_at": _at(self.cleaned_data["opens"], MORNING),
            "registration_closes_at": _at(self.cleaned_data["closes"], EVENING),
            "held_until": _at(self.cleaned_data["held_to"], MORNING),
        }
        return {**given, **at, "organisations": list(self.cleaned_data["organisations"])}


def _at(day, clock):
    return wall_time(on=day, at=clock) if day else None


class NewGatheringForm(TimesForm, GatheringForm):
    """The same with the day."""

    field_order = ["title", "sort", "day", "starts", "ends", "which"]

    class Meta(GatheringForm.Meta):
        pass

    def clean(self):
        cleaned = super().clean()
        if "starts_at" in cleaned and not self.errors:
            try:
                check_window(
                    opens=_at(cleaned["opens"], MORNING), closes=_at(cleaned["closes"], EVENING), starts_at=cleaned["starts_at"]
                )  # fmt: skip
            except Refused as no:
                self.add_error(no.field, str(no))
        return cleaned

    @property
    def facts(self) -> dict:
        return {**super().facts, **self.times}


class CopyForm(TimesForm):
    """Next year's: a day, and perhaps another name."""

    title = forms.CharField(label="What is it called?", max_length=120)


class BecauseForm(TableForm):
    because = forms.CharField(label="Why, in a sentence everybody reads", max_length=300, widget=forms.Textarea)
    rows = {"because": 3}


class WhatHappenedForm(TableForm):
    happened_since = forms.CharField(
        label="What happened since?", max_length=6000, widget=forms.Textarea,
        help_text="One paragraph a thought. Say also what you could not do, and why.",
    )  # fmt: skip
    readers = forms.ChoiceField(
        label="Who gets the letter?", widget=forms.RadioSelect, initial="all", required=False,
        choices=[("all", "Those who came, and those who could not come"), ("came", "Only those who came")],
        help_text="Of those who said that they would like to hear. Each letter says whether its reader was there.",
    )  # fmt: skip
    rows = {"happened_since": 10}


__all__ = ["BecauseForm", "CopyForm", "GatheringForm", "HeadsForm", "NewGatheringForm", "WhatHappenedForm", "times_of"]
