"""Writing to a set of people, and a paragraph of a standard letter."""

from django import forms

from members.forms.base import TableForm
from members.models import Mailing, Person
from members.queries import audiences, mailings

NOBODY_YET = "Please choose at least one set of people, or pick somebody by name."


class MailingForm(TableForm):
    free_text = ("words",)
    rows = {"words": 10}
    draft = "mailing"

    audience = forms.MultipleChoiceField(
        label="Who is it for?", required=False, help_text="Hold Ctrl (or tap several). Everybody gets it once, by their own way.",
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    picked = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="And these people", required=False, help_text="People you know by name.",
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label="What sort of letter is it?", choices=[(p.value, p.label) for p in Mailing.PURPOSES],
        help_text="People may have asked not to get this sort. Their wish holds.",
    )  # fmt: skip
    about = forms.ChoiceField(label="Which meeting is it about?", required=False, help_text="Only if it is about one.")
    subject = forms.CharField(
        label="Subject", max_length=120, help_text="It shows on a locked phone. Please name no group and no topic."
    )
    words = forms.CharField(
        label="Your letter", max_length=4000, widget=forms.Textarea,
        help_text="We fill in {first name}, {meeting}, {when}, {charity}, {phone}. Links are taken out; our number stands below.",
    )  # fmt: skip

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = audiences.choices(now=now)
        self.fields["about"].choices = [("", "None"), *mailings.about_choices(now=now)]
        self.fields["picked"].queryset = Person.objects.filter(died_on=None, erased_at=None).by_name()

    def clean(self):
        given = super().clean()
        if not given.get("audience") and not given.get("picked") and "audience" not in self.errors:
            self.add_error("audience", NOBODY_YET)
        given["picked"] = [person.pk for person in given.get("picked") or ()]
        return given


class LetterWordsForm(TableForm):
    words = forms.CharField(
        label="Your words", required=False, max_length=1000, widget=forms.Textarea,
        help_text="One paragraph. Empty puts our words back.",
    )  # fmt: skip
