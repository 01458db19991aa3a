"""A partner's list: typed or pasted into a box, or a small CSV file."""

from django import forms

from members.web import TableForm

MOST_BYTES = 200_000
TOO_LARGE = "This file is too large for a list of people. Is it the right one?"


class BringForm(TableForm):
    people = forms.CharField(
        label="Who comes?", required=False, max_length=MOST_BYTES, widget=forms.Textarea,
        help_text="One person a line: name, email or phone, yes for lived experience, what would help. Only the name is needed.",
    )  # fmt: skip
    file = forms.FileField(label="Or a CSV file with the same columns", required=False)
    agreed = forms.BooleanField(
        label="Each of them knows that I register them, and agrees",
        error_messages={"required": "Please ask them first, then tick this."},
    )
    free_text = ("people",)
    rows = {"people": 8}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    @property
    def words(self) -> str:
        """The list as text, wherever it came from."""
        if not hasattr(self, "_words"):
            file = self.cleaned_data.get("file")
            raw = file.read() if file else b""
            try:
                read = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                read = raw.decode("cp1252", errors="replace")
            self._words = read or self.cleaned_data.get("people", "")
        return self._words
