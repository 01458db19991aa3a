"""Bringing a spreadsheet: the file, and what its columns are."""

from django import forms

from members.forms.base import TableForm
from members.rules.columns import LEAVE_OUT, TARGETS

TOO_LARGE = "This file is larger than 20 MB. A list of people is smaller: is it the right file? Nothing was kept."


class UploadForm(TableForm):
    file = forms.FileField(
        label="Your spreadsheet",
        help_text="Excel (.xlsx) or .csv. Title lines above the headings and total lines below do no harm.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Please choose a file first.", "empty": "This file is empty."},
    )

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self):
        if self.too_large:
            self._errors.pop("file", None)
            self.add_error("file", TOO_LARGE)
        return super().clean()


class ColumnsForm(forms.Form):
    """One box for each heading; not a crispy form, because it is drawn as a table beside what the column holds."""

    are_members = forms.ChoiceField(
        label="Are these people members of the group, or on their way into it?",
        choices=[
            ("no", "No. They come in as people we know, and nothing more"),
            ("yes", "Yes. Give them the place in the group that the spreadsheet says"),
        ],
        initial="no",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    overwrite = forms.BooleanField(
        label="Where the spreadsheet says something else than we have, the spreadsheet is right",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args, headings=(), mapping=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = list(headings)
        choices = [(LEAVE_OUT, "Leave it out"), *TARGETS.items()]
        for place, heading in enumerate(self.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or f"Column {place + 1}, without a heading", choices=choices, required=False,
                initial=mapping[place] if place < len(mapping) else LEAVE_OUT,
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip

    def are_members_said(self):
        """Only a clear yes is one."""
        return self.cleaned_data["are_members"] == "yes"

    def mapping(self):
        return [self.cleaned_data.get(f"column_{place}", LEAVE_OUT) for place in range(len(self.headings))]

    def columns(self):
        """The boxes in the order of the headings."""
        return [self[f"column_{place}"] for place in range(len(self.headings))]
