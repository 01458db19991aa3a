"""The forms of the settings: the charity, its words, its parts, its teams and bodies."""

from django import forms

from members import charity
from members.forms.base import TableForm, TableModelForm
from members.models import Body, Charity, Team
from members.models.charity import Module

CHARITY_FIELDS = ["name", "phone", "text_number", "email", "hours", "address", "emergency_words"]
WHAT_A_MODULE_BRINGS = {
    Module.NETWORK: "Partner organisations, who speaks for them, and the Network’s meetings.",
    Module.SAFEGUARDING: "The button to report a concern, and the room only safeguarding leads open.",
    Module.EQUALITY: "Questions people may answer about themselves. Off until you have written down why you ask.",
    Module.PAYMENTS: "What you offer for taking part, what people would like instead, claims, and the days until they are paid.",
    Module.CONFERENCE: "Days that people register for: programme, speakers, the door, and what was said at the tables.",
}


class CharityForm(TableModelForm):
    """Who the charity is, on every page and letter."""

    class Meta:
        model = Charity
        fields = CHARITY_FIELDS
        widgets = {"emergency_words": forms.Textarea, "address": forms.Textarea}
        labels = {
            "name": "Name of the charity", "phone": "Telephone", "text_number": "Number for text messages",
            "email": "Email address", "hours": "When somebody answers", "address": "Postal address",
            "emergency_words": "Emergency words",
        }  # fmt: skip
        help_texts = {
            "phone": "It stands on every page and in every letter: the number of the involvement team.",
            "text_number": "Leave empty if nobody reads text messages.",
            "hours": "Such as: Monday to Friday, 9am to 5pm.",
            "address": "Where letters and reply slips go.",
            "emergency_words": "After “In a crisis, now:” at the foot of every page and letter. "
            "Telephone numbers in it can be tapped. Please ring each number once before you save.",
        }  # fmt: skip

    rows = {"emergency_words": 3, "address": 3}

    def _post_clean(self):
        """The action writes and checks."""


class LogoForm(TableForm):
    """A picture file; its first bytes are checked when it is kept."""

    upload = forms.FileField(
        label="A picture of your logo", required=False, help_text="PNG or JPEG, at most 500 KB.",
        widget=forms.FileInput({"accept": "image/png,image/jpeg"}),
    )  # fmt: skip
    words = forms.CharField(
        label="What the logo shows", max_length=120, required=False,
        help_text="For people who cannot see it. Such as: two hands around a cup. Empty: the charity’s name is read out.",
    )  # fmt: skip


class WordsForm(TableForm):
    """One box for each word that another charity may use differently."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place, (usual, what_for) in enumerate(charity.TERMS.items()):
            self.fields[f"word-{place}"] = forms.CharField(
                label=f"Instead of “{usual}”", help_text=f"{what_for.capitalize()}.", max_length=40, required=False
            )

    @staticmethod
    def shown(terms) -> dict:
        return {f"word-{place}": terms.get(usual, "") for place, usual in enumerate(charity.TERMS)}

    @property
    def terms(self) -> dict:
        return {usual: self.cleaned_data[f"word-{place}"] for place, usual in enumerate(charity.TERMS)}


class ModulesForm(TableForm):
    """Parts of the site, on or off."""

    modules = forms.MultipleChoiceField(
        label="Parts of the site that are on", choices=[(m.value, m.label) for m in Module], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class TeamForm(TableModelForm):
    class Meta:
        model = Team
        fields = ["name"]
        labels = {"name": "Name of the team"}

    def _post_clean(self):
        """The action writes and checks."""


class BodyForm(TableModelForm):
    """A group that meets; its sort decides who is meant by *the Advisory Group* or *the Network*."""

    rows = {"about": 3}

    class Meta:
        model = Body
        fields = ["name", "sort", "about"]
        labels = {"name": "Name of the body", "sort": "What it is", "about": "What it does"}
        help_texts = {"about": "A sentence or two that anybody may read."}

    def _post_clean(self):
        """The action writes and checks."""
