"""Writing to a set of people, and a paragraph of a standard letter."""

from django import forms
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from members.forms.base import TableForm
from members.models import Mailing, Person
from members.queries import audiences, mailings
from members.queries.people_list import by_name
from members.words import plural

MOST_FOUND = 30
NOBODY_YET = "Please choose at least one set of people, or pick somebody by name."


class GroupedBoxes(forms.SelectMultiple):
    """Choices in groups, each a fieldset with its legend and its boxes: what a long list box hides from a screen reader."""

    use_fieldset = True

    def render(self, name, value, attrs=None, renderer=None):
        groups = []
        for label, options, _ in self.optgroups(name, [str(each) for each in value or ()], attrs):
            groups.append({"label": label, "options": options, "chosen": sum(each["selected"] for each in options)})
        return render_to_string("components/grouped_boxes.html", {"name": name, "groups": groups})


class MailingForm(TableForm):
    free_text = ("words",)
    rows = {"words": 10}
    draft = "mailing"

    audience = forms.MultipleChoiceField(
        label="Who is it for?", required=False, help_text="Tick as many as you like. Everybody gets it once, by their own way.",
        widget=GroupedBoxes(),
    )  # fmt: skip
    picked = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="And these people", required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    find = forms.CharField(
        label="Add somebody by name", max_length=80, required=False,
        help_text="Write a part of the name and press “Find them”. Whom you tick stays ticked.",
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
        groups = audiences.counted(now=now, day=timezone.localdate(now))
        self.fields["audience"].choices = [
            (label, [(key, f"{words} ({plural(count, 'person,people')})") for key, words, count in options])
            for label, options in groups
        ]
        self.fields["about"].choices = [("", "None"), *mailings.about_choices(now=now)]
        self._offer_people()

    def _offer_people(self):
        """Those picked already, and those the words in *find* lead to: never everybody there is."""
        known = Person.objects.filter(audiences.ALIVE)
        given = self.data.getlist("picked") if self.is_bound else self.initial.get("picked") or ()
        wanted = Q(pk__in=[pk for pk in given if str(pk).isdecimal() and len(str(pk)) < 19])
        if words := str(self.data.get("find", "")).replace("\x00", "").strip():
            wanted |= Q(pk__in=list(by_name(known, words).by_name().values_list("pk", flat=True)[:MOST_FOUND]))
        self.fields["picked"].queryset = known.filter(wanted).by_name()
        if not self.fields["picked"].queryset.exists():
            del self.fields["picked"]

    def clean(self):
        given = super().clean()
        if not given.get("audience") and not given.get("picked") and "audience" not in self.errors:
            self.add_error("audience", NOBODY_YET)
        given["picked"] = [person.pk for person in given.get("picked") or ()]
        given.pop("find", None)
        return given


class LetterWordsForm(TableForm):
    words = forms.CharField(
        label="Your words", required=False, max_length=1000, widget=forms.Textarea,
        help_text="One paragraph. Empty puts our words back.",
    )  # fmt: skip
