"""The forms of the settings on this floor: venues and kinds of activity."""

from django import forms

from meetings.models import Kind, Venue
from members.web import TableForm, TableModelForm


class VenueForm(TableModelForm):
    """A place, and what people need to know before they say yes."""

    rows = {"access": 5, "note": 3}

    class Meta:
        model = Venue
        fields = ["name", "address", "access", "contact_name", "contact_phone", "contact_email", "note"]
        labels = {
            "name": "Name of the place", "address": "Address", "access": "What is there, and what is not",
            "contact_name": "Who has the keys", "contact_phone": "Their telephone", "contact_email": "Their email",
            "note": "Good to know",
        }  # fmt: skip
        help_texts = {
            "address": "On one line, with the postcode.",
            "access": "People read this before they answer: steps and lifts, hearing loop, quiet room, parking, toilets, light, noise.",
            "contact_name": "Somebody at the venue. Only staff see this.",
            "note": "Only staff see this: where the key hangs, how to book, what it costs.",
        }  # fmt: skip

    def _post_clean(self):
        """The action writes and checks."""


class KindForm(TableModelForm):
    """What was done. Another usual level holds for what is logged from now on."""

    class Meta:
        model = Kind
        fields = ["name", "default_level", "is_meeting", "is_heavy", "position"]
        labels = {
            "name": "What it is called", "default_level": "Its usual level", "is_meeting": "Meetings can be of this kind",
            "is_heavy": "Heavy work: afterwards somebody asks each person how they are",
            "position": "Place in the list",
        }  # fmt: skip
        help_texts = {
            "default_level": "Proposed when something is logged. What is logged already keeps its level.",
            "is_heavy": "Such as interview panels, telling a story, speaking at a conference.",
            "position": "Small numbers stand first.",
        }  # fmt: skip

    def _post_clean(self):
        """The action writes and checks."""


SAY = "Please say in a few words what the picture shows, for people who cannot see it."


class PictureWordsForm(TableForm):
    words = forms.CharField(
        label="What does it show?", max_length=200, widget=forms.Textarea, error_messages={"required": SAY},
        help_text="For people who cannot see it. Such as: the side door, with a ramp, left of the car park.",
    )  # fmt: skip
    rows = {"words": 2}


class VenuePictureForm(PictureWordsForm):
    """One picture and its description; the action says what is wrong with a file."""

    file = forms.FileField(
        label="The picture", error_messages={"required": "Please choose a picture."},
        help_text="PNG, JPEG or WebP, up to 8 MB. Please take it when nobody is in it.",
    )  # fmt: skip
    field_order = ["file", "words"]
