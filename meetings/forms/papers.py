"""A paper's words, its files in each form, and the day on which copies were posted."""

from django import forms

from meetings.models import AgendaItem, Paper
from meetings.paper_forms import BIG, BIGGER, FORMS, words_for
from members.models.needs import NEEDS
from members.web import DayInput, TableForm, TableModelForm

TOO_LARGE = (
    f"This file is too large: at most {BIG // 1_000_000} MB, and {BIGGER // 1_000_000} MB for sound and pictures that move. "
    "Nothing was kept, and nothing else was lost."
)
SEPARATES = ":"


class PaperWordsForm(TableModelForm):
    rows = {"summary": 3}

    class Meta:
        model = Paper
        fields = ["title", "summary", "item"]
        labels = {"item": "Which topic it belongs to"}
        help_texts = {"summary": "Two or three short sentences, so that people know whether they want to read it."}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = AgendaItem.objects.filter(meeting=meeting, is_break=False).on()
        self.fields["item"].empty_label = "No topic in particular"


def choices_of_forms(wanted=()):
    """Every form once, large print in each size; what somebody needs stands first with a word."""
    keys = []
    for slug in FORMS:
        keys.append((slug, ""))
        keys += [(slug, size) for size in (NEEDS[slug].options if slug == "large_print" else ())]
    keys.sort(key=lambda key: key not in wanted)
    return [
        (f"{form}{SEPARATES}{choice}", words_for(form, choice) + (" (somebody needs it)" if (form, choice) in wanted else ""))
        for form, choice in keys
    ]  # fmt: skip


class UploadForm(TableForm):
    """One file in one form. Braille has none: it is made outside, and here it is only noted."""

    form = forms.ChoiceField(label="Which form is this?")
    file = forms.FileField(
        label="The file", required=False,
        help_text="PDF, Word or ODT for reading; mp3, m4a or ogg for listening. For Braille no file: just press the button.",
        error_messages={"empty": "This file is empty."},
    )  # fmt: skip

    def __init__(self, *args, wanted=(), too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = choices_of_forms(wanted)
        self.too_large = too_large

    def clean(self):
        if self.too_large:
            self._errors.clear()
            self.add_error("file", TOO_LARGE)
        return super().clean()

    @property
    def key(self):
        form, _, choice = self.cleaned_data["form"].partition(SEPARATES)
        return {"form": form, "choice": choice}


class PostedForm(TableForm):
    on = forms.DateField(label="Posted on", widget=DayInput)
