"""The forms about one person: details, how they are reached, how they sign in."""

from django import forms

from members.forms.base import DayInput, TableForm, TableModelForm
from members.models import Channel, Consent, Person
from members.queries import consent as consents

ADDRESS_HINT = "An email address, a telephone number, or a postal address line by line."


class PersonForm(TableModelForm):
    """Who they are, in their own words."""

    class Meta:
        model = Person
        fields = ["name", "pronouns", "letter_format", "wants_calendar_file", "has_lived_experience"]
        labels = {
            "pronouns": "Pronouns",
            "letter_format": "How letters should look",
            "wants_calendar_file": "Attach a calendar file to meeting letters",
            "has_lived_experience": "They told us that they have lived experience",
        }
        help_texts = {
            "pronouns": "Such as she/her, he/him or they/them.",
            "has_lived_experience": "Tick this only when the person has said so. It never follows from a role.",
            "wants_calendar_file": "Only for people who asked for it.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk or not consents.holds(self.instance, Consent.LIVED_EXPERIENCE):
            del self.fields["has_lived_experience"]  # opens only behind its consent


class NewPersonForm(PersonForm):
    """A new person and, if known, one way to reach them."""

    way = forms.ChoiceField(
        label="How they would like to be reached", choices=[("", "Not known yet"), *Channel.Way.choices], required=False
    )
    address = forms.CharField(
        label="Address or number",
        help_text=ADDRESS_HINT,
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way") and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", "Please fill in the address or number, or choose “Not known yet”.")
        if cleaned.get("address") and not cleaned.get("way"):
            self.add_error("way", "Please say whether this is for email, text, telephone or post.")
        return cleaned


SAFE = ["may_leave_message", "may_say_who", "best_times", "who_may_answer"]


class ChannelForm(TableModelForm):
    """A corrected address, and what is safe to say (COM-02)."""

    class Meta:
        model = Channel
        fields = ["address", *SAFE]
        widgets = {"address": forms.Textarea({"rows": 3}), "who_may_answer": forms.Textarea({"rows": 2})}
        labels = {
            "may_leave_message": "We may leave a message",
            "may_say_who": "We may say where we are ringing from",
            "best_times": "Best times",
            "who_may_answer": "Who else may answer",
        }
        help_texts = {
            "address": ADDRESS_HINT,
            "may_leave_message": "Leave empty if you are not sure. Then nobody leaves a message.",
            "may_say_who": "Leave empty if you are not sure. Then we give a first name only.",
            "best_times": "Such as: after 11am, not on Fridays.",
            "who_may_answer": "Somebody who shares the telephone or the door.",
        }


class NewChannelForm(ChannelForm):
    """One more way, for one purpose, as first choice or as backup."""

    rank = forms.TypedChoiceField(
        label="Is this what they like best?",
        choices=[(1, "Yes, use this first"), (2, "No, it is a backup")],
        coerce=int,
    )

    class Meta(ChannelForm.Meta):
        fields = ["way", "purpose", "address", *SAFE]
        labels = {**ChannelForm.Meta.labels, "way": "Way", "purpose": "What for"}

    field_order = ["way", "purpose", "rank", "address", *SAFE]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [("", "Choose one"), *Channel.Way.choices]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"rank"}  # the action finds the place in the row


class SignInForm(TableForm):
    """How they sign in, if they want to. Nobody has to."""

    is_active = forms.BooleanField(
        label="They may sign in",
        required=False,
        help_text="Without this every session ends at once, and no new one begins. Letters and calls reach them as before.",
    )
    email = forms.EmailField(
        label="Sign-in email",
        required=False,
        help_text="An address that only they use. They get a code by email whenever they sign in.",
    )
    username = forms.CharField(
        label="Username",
        required=False,
        max_length=60,
        help_text="For somebody who shares an address, or has none. Letters, numbers, dots and hyphens.",
    )
    password = forms.CharField(
        label="New password",
        required=False,
        max_length=128,
        help_text="At least ten characters; three plain words are good. Leave empty to keep the one they have.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class DeathForm(TableForm):
    """MEM-10."""

    died_on = forms.DateField(
        label="The day they died", widget=DayInput, help_text="If you do not know it, the day you heard."
    )
