"""Forms for the day of a gathering: London wall time in, instants out; one question a box."""

from datetime import datetime

from django import forms
from django.db.models import Q

from meetings.models import (
    Goal,
    GroupTable,
    MayUse,
    Session,
    Speaker,
)
from meetings.rules import LONDON
from members.models import Person, RoleGrant
from members.permissions import Role
from members.web import ClockInput, DayInput, TableForm, TableModelForm

STAFF = (Role.COORDINATOR, Role.STAFF)


def with_role(*roles):
    """People who hold one of these roles, by name."""
    grants = RoleGrant.objects.not_ended().filter(role__in=roles).values("person")
    return Person.objects.filter(pk__in=grants, died_on=None).by_name()


class SessionForm(TableModelForm):
    """One part of the programme; the day is the gathering's own unless it goes on for several."""

    free_text = ("about", "content_note")
    rows = {"about": 3}
    day = forms.DateField(label="Day", widget=DayInput)
    starts = forms.TimeField(label="Starts", widget=ClockInput)
    ends = forms.TimeField(label="Ends", widget=ClockInput)
    speakers = forms.ModelMultipleChoiceField(
        None, label="Who speaks", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Session
        fields = ["title", "sort", "room", "about", "content_note", "places"]
        labels = {
            "title": "What is it called?", "sort": "What is it?", "room": "In which room?",
            "about": "What happens there?", "content_note": "What may be hard to hear?",
            "places": "Places, if people choose it",
        }  # fmt: skip
        help_texts = {
            "content_note": "Said before, so that nobody is taken by surprise.",
            "places": "Only for workshops. Empty: no limit.",
        }  # fmt: skip

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speakers"].queryset = gathering.speakers.by_name()
        self.order_fields(["title", "sort", "day", "starts", "ends", "room", "speakers"])
        if self.instance.pk:
            starts, ends = self.instance.starts_at.astimezone(LONDON), self.instance.ends_at.astimezone(LONDON)
            self.initial |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
            self.initial["speakers"] = self.instance.speakers.all()
        else:
            self.initial.setdefault("day", gathering.starts_at.astimezone(LONDON).date())

    @property
    def words(self):
        """As the action wants it."""
        told = self.cleaned_data
        at = {
            f"{end}_at": datetime.combine(told["day"], told[end], tzinfo=LONDON) for end in ("starts", "ends")
        }  # fmt: skip
        return {name: told[name] for name in self.Meta.fields} | at | {"speakers": told["speakers"]}


class SpeakerForm(TableModelForm):
    """A name is enough; the rest is theirs to say."""

    class Meta:
        model = Speaker
        fields = ["name", "role_line", "person", "from_group"]
        labels = {
            "name": "Name, as it may be printed", "role_line": "What they are called", "person": "Somebody we know?",
            "from_group": "Speaks as a member of the group",
        }  # fmt: skip
        help_texts = {
            "role_line": "Such as: member of the Advisory Group.",
            "person": "Then their talk can be put into the log later.",
        }  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Q(pk__in=Person.objects.visible_to(actor).values("pk")) | Q(pk=self.instance.person_id)
        self.fields["person"].queryset = Person.objects.filter(seen, died_on=None, erased_at=None).by_name()
        self.fields["person"].empty_label = "Nobody in our list"


class TalkForm(TableForm):
    """Who talks with a speaker, and by when."""

    owner = forms.ModelChoiceField(None, label="Who talks with them", required=False, empty_label="Nobody yet")
    due_on = forms.DateField(label="By", widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = with_role(*STAFF)


class ClaimForm(TableForm):
    """What speakers say about themselves, through their own link."""

    asks_the_person = True
    free_text = ("bio",)
    not_watched = ("needs",)
    rows = {"bio": 5, "needs": 3}
    bio = forms.CharField(
        label="What may people read about you?", widget=forms.Textarea, max_length=1500, required=False,
        help_text="It stands in the programme. A few sentences are plenty.",
    )  # fmt: skip
    needs = forms.CharField(
        label="What do you need, so that it goes well for you?", widget=forms.Textarea, max_length=1000, required=False,
        help_text="Only the organisers read it. It is deleted thirty days after the day.",
    )  # fmt: skip
    photo = forms.FileField(label="A photo of you", required=False, help_text="PNG, JPEG or WebP, up to 8 MB.")
    photo_agreed = forms.BooleanField(label="My photo may be shown in the programme", required=False)
    photo_words = forms.CharField(
        label="What does the photo show?", max_length=200, required=False,
        help_text="For people who cannot see it. Such as: a woman with short grey hair, smiling.",
    )  # fmt: skip


class TableForGroupForm(TableModelForm):
    class Meta:
        model = GroupTable
        fields = ["question", "session", "facilitator_name", "facilitator"]
        labels = {
            "question": "What do people talk about at this table?", "session": "In which part of the day?",
            "facilitator_name": "Who keeps the talk going?", "facilitator": "Is it somebody we know?",
        }  # fmt: skip

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = gathering.sessions.in_order()
        self.fields["facilitator"].queryset = with_role(*STAFF, Role.MEMBER)
        self.fields["session"].empty_label, self.fields["facilitator"].empty_label = "No part in particular", "Nobody"


class NoteForm(TableForm):
    """One thing that was said; no name, please."""

    free_text = ("words",)
    rows = {"words": 3}
    words = forms.CharField(
        label="What was said", widget=forms.Textarea, max_length=1000, help_text="One thing at a time, without names."
    )
    theme = forms.CharField(label="What is it about?", max_length=80, required=False, help_text="One or two words.")
    may_use = forms.BooleanField(
        label="We agreed: the words may be repeated, without a name", required=False,
        help_text="Not ticked: only for our own work.",
    )  # fmt: skip

    @property
    def note(self):
        told = self.cleaned_data
        return {
            "words": told["words"], "theme": told["theme"], "may_use": MayUse.QUOTE if told["may_use"] else MayUse.INSIDE
        }  # fmt: skip


class CardForm(TableForm):
    words = forms.CharField(
        label="Your idea", max_length=300, help_text="One idea on one card. You need no name.",
        widget=forms.Textarea,
    )  # fmt: skip
    rows = {"words": 3}


class ThemeForm(TableForm):
    title = forms.CharField(label="Name of the theme", max_length=80)


class GoalForm(TableModelForm):
    """Aim, action, who together, by when, how we'll know."""

    class Meta:
        model = Goal
        fields = ["aim", "theme", "action", "staff_owner", "member_owner", "due_on", "how_we_know"]
        widgets = {"due_on": DayInput}
        labels = {
            "aim": "What do we want?", "theme": "From which theme?", "action": "What will we do?",
            "staff_owner": "Who of the staff sees to it?", "member_owner": "Which member, together with them?",
            "due_on": "By when?", "how_we_know": "How will we know that it worked?",
        }  # fmt: skip

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = gathering.idea_themes.all()
        self.fields["theme"].empty_label = "None in particular"
        self.fields["staff_owner"].queryset = with_role(*STAFF)
        self.fields["member_owner"].queryset = with_role(Role.MEMBER)
        for name in ("staff_owner", "member_owner"):
            self.fields[name].empty_label = "Nobody yet"
