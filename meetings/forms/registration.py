"""Registering for a conference or away day: three short steps on the public page, one page at the desk."""

import functools

from django import forms

from meetings.gathering_rules import reach
from meetings.models import Badge, Category, Photo
from meetings.models.this_time import Allergy, Food, Travel
from members.models.channel import Way
from members.web import Refused, TableForm
from members.words import clock

WAYS = [
    (Way.EMAIL, "By email"), (Way.PHONE, "By telephone"), (Way.TEXT, "By text message"), (Way.POST, "By letter"),
]  # fmt: skip


def words_of(session) -> str:
    """A workshop as a choice: when, what, and whether it is full."""
    left = "" if session.places is None else f" ({session.left} left)" if session.left > 0 else " (full: waiting list)"
    return f"{clock(session.starts_at)} to {clock(session.ends_at)}: {session.title}{left}"


class Step(TableForm):
    """One part of a registration. `offered` is what can be chosen: the categories and the workshops."""

    asks_the_person = True

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered


class Lent(dict):
    """The fields of a form that is only asked whether what was posted is right, and never drawn."""

    def __deepcopy__(self, memo):
        return dict(self)


@functools.cache
def to_check(form):
    """The same form on fields that are made and dressed once. To copy some twenty fields for each post is most of the
    work of a form; here nothing is changed in them. What is wrong is drawn by the form itself."""

    def init(self, data, *, offered):
        forms.Form.__init__(self, data)
        self.offered = offered

    lent = type(form.__name__, (form,), {"__init__": init})
    lent.base_fields = Lent(form(offered=None).fields)
    return lent


class WhoForm(Step):
    """Who, and how to reach them."""

    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput({"autocomplete": "name"}),
        help_text="The name you like to be called.",
    )  # fmt: skip
    way = forms.ChoiceField(label="How shall we tell you about your place?", choices=WAYS, widget=forms.RadioSelect)
    address = forms.CharField(
        label="Your email address, number or postal address", max_length=500,
        widget=forms.Textarea({"autocomplete": "on"}),
    )  # fmt: skip
    organisation = forms.CharField(
        label="Your organisation, if you come for one", max_length=160, required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip
    rows = {"address": 2}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way") and cleaned.get("address"):
            try:
                cleaned["way"], cleaned["address"] = reach(cleaned["way"], cleaned["address"])
            except Refused as no:
                self.add_error("address", str(no))
        return cleaned


class ComesAsForm(Step):
    """What they come as, and the workshops. Nothing of it has to be said; what is offered is only read when somebody
    chose of it, or when the form is drawn."""

    parts = forms.MultipleChoiceField(
        label="I come as", required=False, widget=forms.CheckboxSelectMultiple, help_text="Tick all that fit."
    )
    age = forms.ChoiceField(label="My age", required=False, widget=forms.RadioSelect)
    workshops = forms.TypedMultipleChoiceField(
        label="Workshops you would like", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = lambda: self.offered.of_sort(Category.Sort.PART)
        self.fields["age"].choices = lambda: [
            ("", "I would rather not say"), *self.offered.of_sort(Category.Sort.AGE)
        ]  # fmt: skip
        if not self.offered.has_workshops:
            del self.fields["workshops"]
        else:
            self.fields["workshops"].choices = lambda: [(each.pk, words_of(each)) for each in self.offered.workshops]

    def clean_workshops(self):
        wanted = self.cleaned_data["workshops"]
        if not wanted:
            return []
        chosen = [each for each in self.offered.workshops if each.pk in wanted]
        try:
            self.offered.check_workshops(chosen)
        except Refused as no:
            raise forms.ValidationError(str(no)) from no
        return chosen


class NeedsForm(Step):
    """What they need on the day, photos, the badge, and what they agree to."""

    access = forms.CharField(
        label="What would help you to take part?", required=False, max_length=1000, widget=forms.Textarea,
        help_text="Such as: step-free, a seat near the door, large print, an interpreter.",
    )  # fmt: skip
    quiet_room = forms.BooleanField(label="I would like to use the quiet room", required=False)
    helper = forms.BooleanField(label="I would like somebody to meet me at the door", required=False)
    food = forms.MultipleChoiceField(
        label="What do you eat?", choices=Food.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    food_other = forms.CharField(label="Something you cannot have", max_length=200, required=False)
    allergy = forms.ChoiceField(label="Is it an allergy?", choices=Allergy.choices, required=False)
    travel = forms.ChoiceField(
        label="How do you get there?", choices=[("", "You do not have to say"), *Travel.choices], required=False
    )
    supporter = forms.BooleanField(label="A supporter comes with me", required=False)
    interpreter = forms.BooleanField(label="My own interpreter comes with me", required=False)
    dog = forms.BooleanField(label="My assistance dog comes with me", required=False)
    photo = forms.ChoiceField(
        label="Photos", required=False, widget=forms.RadioSelect,
        choices=[(Photo.NO, "No photos of me"), (Photo.YES, "Photos of me are fine")],
        help_text="Your badge shows it. If you say nothing, nobody takes one of you.",
    )  # fmt: skip
    badge = forms.ChoiceField(label="Your badge", choices=Badge.choices, initial=Badge.FIRST, required=False)
    badge_name = forms.CharField(
        label="Another name on your badge", max_length=60, required=False,
        error_messages={"max_length": "This is longer than a badge holds. At most 60 letters, please."},
    )  # fmt: skip
    news = forms.BooleanField(label="Tell me afterwards what came of it", required=False)
    keep_longer = forms.BooleanField(label="You may ask me to the next one", required=False)
    agreed = forms.BooleanField(
        label="The organisers may keep what I told you here for this event",
        error_messages={"required": "Please tick this, so that we may write you down. Or ring us."},
    )
    not_watched = ("access",)
    rows = {"access": 3}

    def clean_badge(self):
        return self.cleaned_data["badge"] or Badge.FIRST
