"""The quick log: five answers on one page (LOG-24). The field names are the contract's."""

from datetime import timedelta
from functools import partial

from django import forms
from django.utils import timezone

from meetings.models import Kind
from members.models import Team
from members.permissions import Role
from members.web import DayInput, Refused, TableForm
from projects import rules
from projects.forms.fields import ByNumberOrSlug, HeadsField, HoursField
from projects.models import Stage
from projects.queries import running_projects

NO_HEALTH = "Please leave out health details."
STAGES = [*Stage.choices, ("", "Not sure")]


class QuickLogForm(TableForm):
    """`picker` knows the people; `data` is what was sent, or nothing while the page is only being looked at."""

    free_text = ("notes",)
    draft = "quick-log"

    what = forms.ModelChoiceField(
        Kind.objects.none(),
        to_field_name="slug",
        label="What was it?",
        empty_label="Please choose",
        error_messages={
            "invalid_choice": "Please choose what it was, from the list.",
        },
    )
    title = forms.CharField(label="In a few words", max_length=160, required=False, help_text=NO_HEALTH)
    date = forms.DateField(
        label="When?",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "Please give the day as a date, such as 9 June 2026."},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
    )
    team = ByNumberOrSlug(
        Team.objects.none(),
        label="For which team?",
        empty_label="Please choose",
        error_messages={"invalid_choice": "Please choose one of your own teams."},
    )
    people = forms.Field(label="Who took part?", required=False)
    others = HeadsField(label="Others, not named")
    others_le = HeadsField(label="Of them, with lived experience")
    stage = forms.TypedChoiceField(
        label="How far along was it?",
        choices=STAGES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Please choose one of the six stages, or “Not sure”."},
    )
    project = ByNumberOrSlug(
        None,
        label="Which project?",
        required=False,
        empty_label="None, or not sure",
        error_messages={"invalid_choice": "Please choose a project from the list, or none."},
    )
    hours = HoursField(label="Hours each person gave")
    notes = forms.CharField(
        label="Anything to remember", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, actor, picker, now, **kwargs):
        super().__init__(data, **kwargs)
        self.actor, self.picker, self.now, self.today = actor, picker, now, timezone.localdate(now)
        self.fields["what"].queryset = Kind.objects.in_use()
        self.fields["team"].queryset = teams_to_log_for(actor)
        self.fields["project"].queryset = running_projects(actor)
        self.fields["date"].widget.attrs["max"] = self.today.isoformat()
        self.initial.setdefault("date", self.today)
        self.own_team = None
        if actor.role != Role.COORDINATOR:
            teams = list(self.fields["team"].queryset[:2])
            self.own_team = teams[0] if len(teams) == 1 else None
            self.fields["team"].required = self.own_team is None

    @property
    def yesterday(self):
        return self.today - timedelta(days=1)

    def clean_date(self):
        return self.cleaned_data["date"] or self.today

    def clean_team(self):
        return self.cleaned_data["team"] or self.own_team

    def clean(self):
        """What the log itself would refuse, all of it at once: nobody presses Save three times for three slips."""
        said = super().clean()
        on, others, of_them, minutes = (said.get(name) for name in ("date", "others", "others_le", "hours"))
        checks = [
            partial(rules.check_it_has_happened, on or self.today, now=self.now),
            partial(rules.check_minutes, minutes),
        ]
        if others is not None and of_them is not None:
            checks.append(partial(rules.check_heads, others, of_them))
        for check in checks:
            try:
                check()
            except Refused as no:
                self.add_error(no.field, str(no))
        return said

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_people(self):
        if self.picker.unknown:
            raise forms.ValidationError("We do not know one of these people any more. Please look for them by name.")
        return self.picker.people

    def logged_as(self):
        """What the action wants to be told."""
        said = self.cleaned_data
        names = ("title", "date", "team", "people", "others", "others_le", "stage", "project", "notes")
        return {name: said[name] for name in names} | {
            "kind": said["what"],
            "minutes": said["hours"],
            "hats": self.picker.hats,
        }


def teams_to_log_for(actor):
    """Staff log for their own teams, a coordinator for any."""
    teams = Team.objects.filter(is_active=True).order_by("name", "pk")
    return teams if actor.role == Role.COORDINATOR else teams.filter(pk__in=actor.team_ids)
