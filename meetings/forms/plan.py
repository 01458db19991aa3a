"""Forms to plan a meeting: London wall time in, instants out."""

from datetime import date, time

from django import forms
from django.core.validators import RegexValidator

from meetings.forms.venue import ChoosesVenue
from meetings.models import Kind, Meeting
from meetings.rules import FIRST, LONDON, SECOND, check_times, wall_time
from members.models import Body, Person, RoleGrant, Team
from members.permissions import Role
from members.web import ClockInput, DayInput, Refused, TableForm, TableModelForm

MANY = 10_000  # more places than that is a slip of the finger
WAYS = ("room", "online", "phone")


class TimesForm(TableForm):
    """Day, start and end. A time that the clocks skip is refused, one that comes twice is asked about."""

    day = forms.DateField(
        label="Day", widget=DayInput, error_messages={"invalid": "Please write the day like 2026-12-08."}
    )
    starts = forms.TimeField(
        label="Starts", widget=ClockInput, error_messages={"invalid": "Please write the time like 14:00."}
    )
    ends = forms.TimeField(
        label="Ends", widget=ClockInput, error_messages={"invalid": "Please write the time like 16:00."}
    )
    which = forms.ChoiceField(
        label="That night the clocks go back, so this time comes twice. Which one?",
        choices=[(FIRST, "The first one, still summer time"), (SECOND, "The second one, already winter time")],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        if not self._comes_twice():
            self.fields["which"].widget = forms.HiddenInput()

    def _comes_twice(self) -> bool:
        try:
            day = date.fromisoformat(self.data.get("day", ""))
            for name in ("starts", "ends"):
                wall_time(on=day, at=time.fromisoformat(self.data.get(name, "")))
        except Refused as no:
            return no.field == "which"
        except ValueError:
            return False
        return False

    def clean(self):
        cleaned = super().clean()
        if all(cleaned.get(name) is not None for name in ("day", "starts", "ends")):
            try:
                cleaned["starts_at"] = wall_time(
                    on=cleaned["day"], at=cleaned["starts"], which=cleaned.get("which", "")
                )
                cleaned["ends_at"] = wall_time(on=cleaned["day"], at=cleaned["ends"], which=cleaned.get("which", ""))
                check_times(starts_at=cleaned["starts_at"], ends_at=cleaned["ends_at"], now=self.now)
            except Refused as no:
                self.add_error(no.field, str(no))
        return cleaned

    @property
    def times(self) -> dict:
        return {"starts_at": self.cleaned_data["starts_at"], "ends_at": self.cleaned_data["ends_at"]}


def times_of(meeting) -> dict:
    """A meeting's times as this form shows them."""
    starts, ends = meeting.starts_at.astimezone(LONDON), meeting.ends_at.astimezone(LONDON)
    return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}


class WhatForm(ChoosesVenue, TableModelForm):
    """Everything about a meeting but its time and its people."""

    free_text = ("about", "access", "reminder_note", "content_note")
    reminders = forms.CharField(
        label="Reminders, days before", initial="7, 3", required=False,
        help_text="Numbers with commas between. Empty: no reminders.",
    )  # fmt: skip

    join_link = forms.URLField(
        label="Link to join online", required=False, max_length=500, assume_scheme="https",
        validators=[RegexValidator("^https://", "The link must begin with https://, so that nobody listens in.", code="open")],
        help_text="Sent and shown only from a day before, only to people who join online or are not sure.",
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = [
            "title", "kind", "body", "team", "lead", "about", "venue", "place", "access", "room_offered", "room_places", "online_offered",
            "online_places", "join_link", "phone_offered", "phone_places", "dial_in", "remote_host",
            "content_note", "wellbeing_person", "answer_by", "reminder_time",
            "reminder_note",
        ]  # fmt: skip
        widgets = {"answer_by": DayInput, "reminder_time": ClockInput}
        labels = {
            "title": "What is it called?", "kind": "What kind of meeting?", "body": "For which group?", "team": "Which team runs it?",
            "lead": "Who leads it?", "room_offered": "People can come to the room", "online_offered": "People can join online",
            "phone_offered": "People can join by phone", "room_places": "Places in the room", "online_places": "Places online",
            "phone_places": "Places by phone", "answer_by": "Please answer by",
            "content_note": "What may be hard to hear?", "wellbeing_person": "Who is there for anybody who needs a moment?",
        }  # fmt: skip
        help_texts = {
            "title": "Members read this in the letter, never in its subject.",
            "body": "Whoever has a seat there is proposed to be asked. You can change the list before anybody hears of it.",
            "access": "Say it before people answer: step-free, hearing loop, quiet room, breaks, what is not there.",
            "room_places": "Empty: no limit.", "online_places": "Empty: no limit.", "phone_places": "Empty: no limit.",
            "remote_host": "The person who looks after people who are not in the room.",
            "content_note": "Such as: we talk about a suicide. Said before people answer, so that nobody is taken by surprise.",
            "wellbeing_person": "Somebody who can leave the room with a person. Everybody reads the name.",
            "answer_by": "Empty: four days before.", "reminder_time": "The time of day on which reminders leave.",
            "reminder_note": "One paragraph of your own, if you like. It stands in each reminder.",
        }  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = Kind.objects.meetings() | Kind.objects.filter(pk=self.instance.kind_id)
        self.fields["body"].queryset = Body.objects.in_use() | Body.objects.filter(pk=self.instance.body_id)
        self.offer_venues()
        self.fields["team"].queryset = self._teams(actor)
        self.fields["lead"].queryset = self._leads(actor)
        self.fields["about"].widget.attrs["rows"] = self.fields["access"].widget.attrs["rows"] = 3
        for way in WAYS:
            self.fields[f"{way}_places"].max_value = MANY
            self.fields[f"{way}_places"].validators.append(self._not_too_many)
        if self.instance.pk:
            self.fields["reminders"].initial = ", ".join(str(days) for days in self.instance.reminder_days)
        elif actor.team_ids:
            self.fields["team"].initial = min(actor.team_ids)
        if not self.instance.pk and actor.person:
            self.fields["lead"].initial = actor.person.pk

    @staticmethod
    def _not_too_many(value):
        if value > MANY:
            raise forms.ValidationError(f"More than {MANY:,} places? Please look at the number.")

    @staticmethod
    def _teams(actor):
        teams = Team.objects.filter(is_active=True).order_by("name", "pk")
        return teams if actor.knows_everybody else teams.filter(pk__in=actor.team_ids)

    @staticmethod
    def _leads(actor):
        working = RoleGrant.objects.filter(role__in=[Role.STAFF, Role.COORDINATOR]).not_ended()
        return Person.objects.visible_to(actor).filter(pk__in=working.values("person")).reachable().by_name()

    def clean_reminders(self):
        words = self.cleaned_data["reminders"].replace(";", ",").replace(" ", ",")
        numbers = [part for part in words.split(",") if part]
        if not all(part.isdecimal() and len(part) < 3 and int(part) <= 90 for part in numbers):
            raise forms.ValidationError("Please write the days as numbers up to 90 with commas between, such as 7, 3.")
        return sorted({int(part) for part in numbers}, reverse=True)

    @property
    def facts(self) -> dict:
        """What the action takes."""
        cleaned = dict(self.cleaned_data)
        cleaned["reminder_days"] = cleaned.pop("reminders")
        return cleaned

    def _post_clean(self):
        """The action writes and checks; the form's own instance stays as it was."""


class NewForm(TimesForm, WhatForm):
    """All of it on one page."""

    draft = "meeting"

    field_order = ["title", "kind", "body", "day", "starts", "ends", "which"]

    class Meta(WhatForm.Meta):
        pass

    @property
    def facts(self) -> dict:
        return {name: value for name, value in super().facts.items() if name not in ("day", "starts", "ends", "which")}


class CancelForm(TableForm):
    """Why, in a sentence people will read."""

    because = forms.CharField(
        label="Why? One sentence that everybody who was asked will read", required=False, max_length=300,
        help_text="Please name nobody.", widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class HeadsForm(TableForm):
    """Others who came and whom nobody names."""

    others = forms.IntegerField(label="Others who came, not named", min_value=0, max_value=MANY, initial=0)
    others_le = forms.IntegerField(
        label="How many of them have lived experience?", min_value=0, max_value=MANY, initial=0
    )

    def clean(self):
        cleaned = super().clean()
        if None not in (cleaned.get("others"), cleaned.get("others_le")) and cleaned["others_le"] > cleaned["others"]:
            self.add_error(
                "others_le", "There cannot be more of them than people who came. Please look at both numbers."
            )
        return cleaned
