"""Writing a milestone, saying how far one may be shown, and telling a story."""

from datetime import timedelta

from django import forms

from members.models.consent import How
from members.pictures import TYPES
from members.rules import Refused
from members.web import DayInput, TableForm
from projects.models import Scope, ShownAs
from projects.telling_rules import USUAL, when_from

TOO_LARGE = "This picture is larger than 20 MB. Please make it smaller first. Everything else you wrote is still here."
NO_NAMES = "No names in the words, please. You add people afterwards, and each is asked."


class MilestoneForm(TableForm):
    """Something that happened, with or without a picture."""

    when = forms.CharField(
        label="When was it?",
        max_length=40,
        help_text="As well as you know it: 1994, or October 2023, or 31 January 2024.",
    )
    title = forms.CharField(label="What happened, in a line?", max_length=120, help_text=NO_NAMES)
    words = forms.CharField(
        label="The story of it", max_length=1200, required=False, widget=forms.Textarea,
        help_text="In plain words, as you would tell it. A few sentences are enough.",
    )  # fmt: skip
    picture = forms.FileField(
        label="A picture", required=False, help_text="PNG, JPEG or WebP. Where and when it was taken is not kept with it.",
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip
    picture_words = forms.CharField(
        label="What does the picture show?", max_length=300, required=False,
        help_text="For people who cannot see it. Needed with every picture. For example: six people around a table, laughing.",
    )  # fmt: skip
    shows_nobody = forms.BooleanField(
        label="Nobody can be recognised in it", required=False,
        help_text="A drawing, a room, hands. Are people to be seen? Leave this empty and ask each of them first.",
    )  # fmt: skip
    free_text = ("words",)
    needed_sometimes = ("picture_words",)
    rows = {"words": 5}

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean_when(self):
        try:
            self.day, self.known_to = when_from(self.cleaned_data["when"])
        except Refused as no:
            raise forms.ValidationError(str(no)) from None
        return self.cleaned_data["when"]

    def clean_picture(self):
        picture = self.cleaned_data.get("picture")
        if picture and picture.name.rpartition(".")[2].lower() not in TYPES:
            raise forms.ValidationError("Please bring a PNG, JPEG or WebP file.")
        return picture

    def clean(self):
        if self.too_large:
            self._errors.clear()
            self.add_error("picture", TOO_LARGE)
        return super().clean()

    @property
    def said(self):
        """What the action takes."""
        given = self.cleaned_data
        return {
            "happened_on": self.day, "known_to": self.known_to, "title": given["title"], "words": given["words"],
            "picture": given.get("picture") or None, "picture_words": given["picture_words"],
            "shows_nobody": given["shows_nobody"],
        }  # fmt: skip


class AskPeopleForm(TableForm):
    """Who is named or shown in it."""

    people = forms.Field(label="Who is in it?", required=False)
    in_picture = forms.BooleanField(label="They are in the picture", required=False)

    def __init__(self, *args, picker, **kwargs):
        super().__init__(*args, **kwargs)
        self.picker = picker

    def clean_people(self):
        if self.picker.unknown:
            raise forms.ValidationError("We do not know one of these people any more. Please look for them by name.")
        if not self.picker.people:
            raise forms.ValidationError("Please choose at least one person.")
        return self.picker.people


class YesForm(TableForm):
    """How far somebody says yes. `at_the_desk`: somebody else writes down what they said, and how they said it."""

    scope = forms.ChoiceField(label="Where may it be shown?", choices=Scope.choices, widget=forms.RadioSelect)
    shown_as = forms.ChoiceField(
        label="With which name?", choices=ShownAs.choices, initial=ShownAs.NO_NAME, widget=forms.RadioSelect
    )
    until = forms.DateField(
        label="Until when?",
        widget=DayInput,
        required=False,
        help_text="Then we ask again. At most five years from now.",
    )
    how = forms.ChoiceField(
        label="How did they say it?", choices=[(h.value, h.label) for h in How if h != How.ONLINE], initial=How.SPOKEN
    )

    def __init__(self, *args, today, at_the_desk, nobody=True, **kwargs):
        initial = {"until": today + USUAL, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        if not at_the_desk:
            del self.fields["how"]
        if not nobody:
            self.fields["scope"].choices = [choice for choice in Scope.choices if choice[0] != Scope.NOBODY]
        self.fields["until"].widget.attrs["max"] = (today + timedelta(days=5 * 365)).isoformat()

    @property
    def said(self):
        return {"how": How.ONLINE, **self.cleaned_data}


class StoryForm(TableForm):
    """A story in somebody's own words."""

    title = forms.CharField(label="A line above it", max_length=120)
    words = forms.CharField(label="The story", max_length=6000, widget=forms.Textarea)
    asks_the_person = True
    not_watched = ("words",)
    rows = {"words": 12}
    draft = "own-story"
