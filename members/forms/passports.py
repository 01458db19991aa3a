"""The passport's questions: each may be skipped, none asks what somebody has."""

from dataclasses import dataclass

from django import forms

from members.forms.base import TableForm
from members.models.needs import CATALOGUE, NEEDS, in_groups

OWN_WORDS = 300


@dataclass(frozen=True)
class Question:
    """One need as the page draws it: a tick, and if there is one, a choice or a line for their own words."""

    need: object
    tick: object
    choice: object = None
    words: object = None

    @property
    def extras(self):
        return [each for each in (self.choice, self.words) if each is not None]


class PassportForm(TableForm):
    """`needs` is what passports.save takes. Somebody who chose or wrote something meant it, ticked or not."""

    asks_the_person = True

    def __init__(self, *args, known=(), **kwargs):
        rows = {row.need: row for row in known}
        super().__init__(*args, **kwargs)
        for need in CATALOGUE:
            row = rows.get(need.slug)
            self.fields[need.slug] = forms.BooleanField(label=need.words, required=False, initial=bool(row))
            if need.options:
                self.fields[f"{need.slug}_which"] = forms.ChoiceField(
                    label=f"{need.words}: which?", required=False, initial=row.choice if row else "",
                    choices=[("", "Please choose"), *((option, option) for option in need.options)],
                    widget=forms.Select(attrs={"class": "form-select"}),
                )  # fmt: skip
            if need.asks:
                self.fields[f"{need.slug}_words"] = forms.CharField(
                    label=need.asks, required=False, max_length=OWN_WORDS, initial=(row.detail or "") if row else "",
                    widget=forms.TextInput(attrs={"class": "form-control"}),
                )  # fmt: skip

    @property
    def groups(self):
        """Each group with its questions and how many of them are ticked."""
        drawn = []
        for group, needs in in_groups():
            asked = [
                Question(
                    need, self[need.slug],
                    self[f"{need.slug}_which"] if need.options else None,
                    self[f"{need.slug}_words"] if need.asks else None,
                )
                for need in needs
            ]  # fmt: skip
            drawn.append((group.label, asked, sum(bool(question.tick.value()) for question in asked)))
        return drawn

    def clean(self):
        cleaned = super().clean()
        for need in CATALOGUE:
            if need.options and cleaned.get(need.slug) and not cleaned.get(f"{need.slug}_which"):
                self.add_error(f"{need.slug}_which", f"Please choose which: {NEEDS[need.slug].words.lower()}.")
        return cleaned

    @property
    def needs(self):
        found = {}
        for need in CATALOGUE:
            choice = self.cleaned_data.get(f"{need.slug}_which", "")
            words = self.cleaned_data.get(f"{need.slug}_words", "")
            if self.cleaned_data.get(need.slug) or choice or words:
                found[need.slug] = (choice, words)
        return found
