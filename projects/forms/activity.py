"""One activity in full: what, when, how, and each person's part with hats and minutes (LOG-07 to 14)."""

from django import forms
from django.utils import timezone

from meetings.models import Kind, Level
from members.models import Body, Team
from members.models.body import Hat
from members.web import ClockInput, DayInput, TableForm
from projects.actions.logging import Part
from projects.forms.fields import HeadsField, HoursField
from projects.forms.project import StageField, people_who_lead
from projects.forms.quick import NO_HEALTH, teams_to_log_for
from projects.models import Activity
from projects.queries import running_projects

MOST_MINUTES = 24 * 60


def _of(name, **kwargs):
    """A choice of the model's own, which may be left empty."""
    choices = [("", "Not said"), *Activity._meta.get_field(name).choices]
    return forms.ChoiceField(choices=choices, required=False, **kwargs)


class ActivityForm(TableForm):
    """Everything but the people; `PartForm` is one person's part."""

    free_text = ("summary",)

    title = forms.CharField(label="What was it, in a few words?", max_length=160, help_text=NO_HEALTH)
    kind = forms.ModelChoiceField(Kind.objects.none(), label="What kind?", empty_label=None)
    level = forms.ChoiceField(
        label="Level", help_text="Strategic: steering the charity. Operational: its everyday work."
    )
    project = forms.ModelChoiceField(None, label="Which project?", required=False, empty_label="None, or not sure")
    stage = StageField(label="How far along was it at the time?")
    team = forms.ModelChoiceField(Team.objects.none(), label="For which team?", empty_label="None")
    lead = forms.ModelChoiceField(None, label="Who led it?", required=False, empty_label="Not said")
    body = forms.ModelChoiceField(Body.objects.none(), label="Which group?", required=False, empty_label="None")
    started_on = forms.DateField(label="Day, or first day", widget=DayInput())
    ended_on = forms.DateField(
        label="Last day",
        widget=DayInput(),
        required=False,
        help_text="Only for work at their own pace, or over several days.",
    )
    starts_at = forms.TimeField(label="From", widget=ClockInput(), required=False)
    ends_at = forms.TimeField(label="Until", widget=ClockInput(), required=False)
    mode = _of("mode", label="How did people take part?")
    method = _of("method", label="In what form?")
    place = forms.CharField(label="Where?", max_length=200, required=False)
    minutes = HoursField(label="Hours each person gave")
    people = forms.Field(label="Add somebody", required=False)
    others = HeadsField(label="Others, not named")
    others_le = HeadsField(label="Of them, with lived experience")
    summary = forms.CharField(
        label="What happened", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    complete = forms.BooleanField(
        label="That is all we know. Take it off the list of things to complete.", required=False
    )
    why = forms.CharField(label="Why this change?", max_length=200, required=False, help_text=NO_HEALTH)

    KEPT = (
        "title", "kind", "level", "project", "stage", "team", "lead", "body", "started_on", "ended_on", "starts_at",
        "ends_at", "mode", "method", "place", "minutes", "others", "others_le", "summary",
    )  # fmt: skip

    def __init__(self, *args, activity, actor, now, picker, **kwargs):
        self.activity, self.picker = activity, picker
        initial = {name: getattr(activity, name) for name in self.KEPT}
        super().__init__(*args, initial=initial | kwargs.pop("typed", {}), **kwargs)
        show = self.fields
        show["kind"].queryset = Kind.objects.in_use() | Kind.objects.filter(pk=activity.kind_id)
        levels = [level for level in Level if level != Level.INDIVIDUAL or activity.level == Level.INDIVIDUAL]
        show["level"].choices = [(level.value, level.label) for level in levels]
        show["project"].queryset = running_projects(actor)
        if activity.project_id:
            show["project"].queryset = (
                type(activity.project).objects.filter(pk=activity.project_id) | show["project"].queryset
            )
        show["team"].queryset = teams_to_log_for(actor) | Team.objects.filter(pk=activity.team_id)
        show["team"].required = activity.team_id is not None
        show["lead"].queryset = people_who_lead(timezone.localdate(now))
        show["body"].queryset = Body.objects.order_by("name", "pk")
        show["started_on"].widget.attrs["max"] = show["ended_on"].widget.attrs["max"] = timezone.localdate(
            now
        ).isoformat()
        if not activity.needs_detail:
            del show["complete"]

    def clean_people(self):
        if self.picker.unknown:
            raise forms.ValidationError("We do not know one of these people any more. Please look for them by name.")
        return self.picker.people

    def clean(self):
        said = super().clean()
        if not said.get("ended_on") and said.get("started_on"):
            said["ended_on"] = said["started_on"]
        return said

    def changed(self):
        """The fields that differ from what is logged."""
        said = self.cleaned_data
        changes = {name: said[name] for name in self.KEPT if said[name] != getattr(self.activity, name)}
        if said.get("complete"):
            changes["needs_detail"] = False
        return changes


class PartForm(forms.Form):
    """One person's part; minutes left empty are not known, 0 is nought."""

    hats = forms.MultipleChoiceField(
        choices=Hat.choices,
        widget=forms.CheckboxSelectMultiple,
        label="Took part as",
        error_messages={
            "required": "Please say as what they took part.",
            "invalid_choice": "Please choose from the list.",
        },
    )

    def __init__(self, data=None, *, person, part=None, hats=(), minutes=None):
        self.person = person
        sent = data is not None and f"p{person.pk}-seen" in data  # somebody just added has no fields on the page yet
        super().__init__(data if sent else None, prefix=f"p{person.pk}")
        words = {"contact": "Minutes there", "prep": "Minutes to prepare", "travel": "Minutes to travel"}
        for name, label in words.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=MOST_MINUTES,
                widget=forms.NumberInput(
                    attrs={"inputmode": "numeric", "class": "form-control", "min": 0, "max": MOST_MINUTES}
                ),
                error_messages={
                    "invalid": "Please write whole minutes, such as 45.",
                    "min_value": "The minutes cannot be below nought.",
                    "max_value": "That is more than a day.",
                },
            )
            self.initial[name] = getattr(part, f"{name}_minutes") if part else (minutes if name == "contact" else None)
        self.initial["hats"] = list(part.hats if part else hats)

    @property
    def hat_words(self):
        """What is ticked, for the fold that holds the choices; empty keeps it open."""
        worn = self["hats"].value() or []
        return ", ".join(label for value, label in Hat.choices if value in worn)

    @property
    def times(self):
        return [self["contact"], self["prep"], self["travel"]]

    def as_part(self):
        """What the action wants; somebody just added has their usual hat and the activity's minutes."""
        if not self.is_bound:
            return Part(self.person, hats=self.initial["hats"], contact_minutes=self.initial["contact"])
        said = self.cleaned_data
        return Part(
            self.person,
            hats=[hat for hat in Hat.values if hat in said["hats"]],
            contact_minutes=said["contact"],
            prep_minutes=said["prep"],
            travel_minutes=said["travel"],
        )
