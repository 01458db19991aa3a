"""Attaching a file that shows what came of a piece of work, and saying yes to being pictured in one."""

from django import forms

from members.models.consent import How
from members.web import DayInput, TableForm
from projects.models import Readers
from projects.telling_rules import USUAL

TOO_LARGE = "This file is larger than 20 MB. Please make it smaller first. Everything else you wrote is still here."
ACCEPT = ".pdf,.docx,.xlsx,.pptx,.odt,.png,.jpg,.jpeg,.webp"


class EvidenceForm(TableForm):
    """A file or picture; without `with_file` only its words."""

    title = forms.CharField(
        label="What is it, in a line?", max_length=120, help_text="For example: the new welcome letter. No names."
    )
    file = forms.FileField(
        label="The file or picture", widget=forms.FileInput({"accept": ACCEPT}), help_text=(
            "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or WebP, up to 20 MB. "
            "Where and when a picture was taken is not kept with it."
        ),
        error_messages={"required": "Please choose a file.", "empty": "This file is empty."},
    )  # fmt: skip
    picture_words = forms.CharField(
        label="If it is a picture: what does it show?", max_length=300, required=False,
        help_text="For people who cannot see it. Needed with every picture. For example: a wall with three sheets of ideas.",
    )  # fmt: skip
    shows_nobody = forms.BooleanField(
        label="Nobody can be recognised in it", required=False,
        help_text="No face and no name. Are people to be seen? Leave this empty and ask each of them afterwards.",
    )  # fmt: skip
    readers = forms.ChoiceField(
        label="Who may see it?", choices=[c for c in Readers.choices if c[0] != Readers.NOBODY], initial=Readers.TEAM,
        widget=forms.RadioSelect, help_text="Trustees and members see what everybody sees: nothing in it may be private.",
    )  # fmt: skip

    needed_sometimes = ("picture_words",)

    def __init__(self, *args, with_file=True, is_picture=True, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        if not with_file:
            del self.fields["file"]
            if is_picture:
                self.fields["picture_words"].label = "What does the picture show?"
                self.fields["picture_words"].required = True
            else:
                del self.fields["picture_words"]

    def clean(self):
        if self.too_large:
            self._errors.pop("file", None)
            self.add_error("file", TOO_LARGE)
        return super().clean()

    @property
    def said(self):
        """What the action takes."""
        given = {"picture_words": "", **self.cleaned_data}
        if "file" in given:
            given["upload"] = given.pop("file")
        return given


class PictureYesForm(TableForm):
    """How far somebody says yes. `at_the_desk`: somebody else writes down what they said, and how they said it."""

    scope = forms.ChoiceField(label="To whom may it be shown?", choices=Readers.choices, widget=forms.RadioSelect)
    until = forms.DateField(
        label="Until when?",
        widget=DayInput,
        required=False,
        help_text="Then we ask again. At most five years from now.",
    )
    how = forms.ChoiceField(
        label="How did they say it?", choices=[(h.value, h.label) for h in How if h != How.ONLINE], initial=How.SPOKEN
    )

    def __init__(self, *args, today, at_the_desk, **kwargs):
        initial = {"until": today + USUAL, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        if not at_the_desk:
            del self.fields["how"]

    @property
    def said(self):
        return {"how": How.ONLINE, **self.cleaned_data}
