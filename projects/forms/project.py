"""A project's words, its stage, and from when people were involved."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from meetings.models import Meeting
from members.models import Body, Person, RoleGrant
from members.permissions import Role
from members.web import DayInput, TableForm, TableModelForm
from projects.forms.quick import NO_HEALTH, teams_to_log_for
from projects.models import Project, Stage

KNOWN_OR_NOT = [("", "Not known"), *Stage.choices]


def people_who_lead(day):
    """Staff and coordinators of today."""
    roles = [Role.STAFF, Role.COORDINATOR]
    return Person.objects.filter(pk__in=RoleGrant.objects.filter(role__in=roles).on(day).values("person")).by_name()


def people_who_keep(project, day):
    """Those of them whom the pages of this project let through: its own team, its lead, and coordinators."""
    of_it = Q(role=Role.COORDINATOR) | Q(role=Role.STAFF, team=project.team)
    found = Q(pk__in=RoleGrant.objects.filter(of_it).on(day).values("person")) | Q(pk=project.lead_id)
    return people_who_lead(day).filter(found)


class StageField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"invalid_choice": "Please choose one of the six stages, or “Not known”."})
        super().__init__(choices=KNOWN_OR_NOT, coerce=int, empty_value=None, required=False, **kwargs)


class ProjectForm(TableModelForm):
    """New and changed projects; the stage of a running one moves on its own page."""

    free_text = ("summary", "purpose", "intended_difference", "fixed", "open_to_change")
    draft = "project"

    class Meta:
        model = Project
        fields = [
            "title", "team", "lead", "body", "summary", "purpose", "intended_difference", "fixed", "open_to_change",
            "decision_maker", "decision_on", "stage", "started_on", "ended_on",
        ]  # fmt: skip
        labels = {
            "title": "What is it called?",
            "lead": "Who leads it?",
            "body": "Which group is it for?",
            "ended_on": "Finished on",
            "started_on": "Started on",
            "stage": "How far along is it?",
        }
        help_texts = {
            "purpose": "Why are people involved? This is shown to everybody you invite, and needed before the first invitation.",
            "intended_difference": "What will be different for clients if it goes well? Needed before the first invitation.",
            "fixed": "Being honest here saves disappointment later.",
            "decision_maker": "A group or a post, such as the Board of Trustees.",
        }
        widgets = {"started_on": DayInput(), "ended_on": DayInput(), "decision_on": DayInput()}

    def __init__(self, *args, actor, now, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate(now)
        team = self.fields["team"]
        team.queryset = teams_to_log_for(actor)
        team.empty_label = "Please choose"
        team.error_messages["invalid_choice"] = "Please choose one of your own teams."
        self.fields["lead"].queryset = people_who_lead(today)
        self.fields["body"].queryset = Body.objects.order_by("name", "pk")
        for name in ("lead", "body"):
            self.fields[name].empty_label = "Nobody yet" if name == "lead" else "None"
        for name in ("summary", "purpose", "intended_difference", "fixed", "open_to_change"):
            self.fields[name].widget.attrs["rows"] = 3
        if self.instance.pk:
            del self.fields["stage"]
        else:
            del self.fields["ended_on"]
            self.fields["stage"] = StageField(label="How far along is it?", initial=Stage.IDEA)
            self.initial.setdefault("started_on", today)
            teams = list(team.queryset[:2])
            if len(teams) == 1:
                self.initial.setdefault("team", teams[0].pk)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        said = super().clean()
        if said.get("ended_on") and said.get("started_on") and said["ended_on"] < said["started_on"]:
            self.add_error("ended_on", "The last day is before the first day. Please look at both dates.")
        return said

    def _post_clean(self):
        """The action writes and checks; this form only reads what was typed."""

    def changed(self):
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}


class StageForm(TableForm):
    """Where a project stands from which day."""

    stage = StageField(label="How far along is it now?")
    on = forms.DateField(
        label="Since when?",
        widget=DayInput(),
        required=False,
        error_messages={"invalid": "Please give the day as a date."},
    )


class FirstStageForm(TableForm):
    """LOG-06: from which stage people were really involved."""

    stage = StageField(
        label="People were involved from", help_text="“Not known” takes the correction back, and the log speaks again."
    )
    reason = forms.CharField(label="Why?", max_length=300, required=False, help_text=NO_HEALTH)


class MeetingForm(TableForm):
    """A meeting at which a project is worked on."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Which meeting?",
        empty_label="Please choose",
        error_messages={"invalid_choice": "Please choose a meeting from the list."},
    )

    def __init__(self, *args, actor, project, **kwargs):
        super().__init__(*args, **kwargs)
        linked = project.project_meetings.values("meeting")
        recent = Meeting.objects.visible_to(actor).exclude(pk__in=linked).order_by("-starts_at", "-pk")
        self.fields["meeting"].queryset = recent
        self.fields["meeting"].label_from_instance = lambda m: f"{m.title}, {timezone.localtime(m.starts_at):%-d %B %Y}"
