"""Bringing a workbook of earlier years: the file, and what its columns are."""

from django import forms

from meetings.models import Kind
from members.web import TableForm
from projects.workbook_columns import LEAVE_OUT, TARGETS, key_of

TOO_LARGE = (
    "This file is larger than 20 MB. A workbook of this kind is smaller: is it the right file? Nothing was kept."
)


class WorkbookForm(TableForm):
    file = forms.FileField(
        label="Your workbook",
        help_text="Excel (.xlsx) or .csv. Every sheet is read. Title lines, merged headings and totals do no harm.",
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


class WorkbookColumnsForm(forms.Form):
    """One box for each heading; not a crispy form, because it is drawn as a list beside what the column holds."""

    kind = forms.ModelChoiceField(
        label="What is an entry whose kind we do not know?", queryset=Kind.objects.none(), required=False,
        empty_label="Leave its kind open", widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    hat_of_today = forms.BooleanField(
        label="Where we do not know as what somebody took part then, take what they are today. "
        "Otherwise they are counted without their name.",
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip

    def __init__(self, *args, log_import, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = Kind.objects.in_use()
        self.headings = {}
        for sheet in log_import.sheets:
            for heading in sheet["headings"]:
                if key_of(heading):
                    self.headings.setdefault(key_of(heading), heading)
        choices = [(LEAVE_OUT, "Leave it out"), *TARGETS.items()]
        for place, (key, heading) in enumerate(self.headings.items()):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading[:80], choices=choices, required=False, initial=log_import.mapping.get(key, LEAVE_OUT),
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip

    def mapping(self):
        return {key: self.cleaned_data.get(f"column_{place}", LEAVE_OUT) for place, key in enumerate(self.headings)}

    def columns(self):
        """(box, heading's key) in the order of the headings."""
        return [(self[f"column_{place}"], key) for place, key in enumerate(self.headings)]
