"""Writing consent down for somebody, changing its wording, and the people close to somebody."""

from django import forms
from django.core.validators import validate_email

from members.forms.base import TableForm
from members.models import Person, RoleGrant, SupporterCopy
from members.models.consent import How
from members.permissions import Role

HEARD = [
    (How.SPOKEN.value, "They said it"),
    (How.WRITTEN.value, "They wrote it"),
    (How.PAPER.value, "They signed a paper"),
]


class HowForm(TableForm):
    """How they told us, and who else heard it."""

    how = forms.ChoiceField(label="How did they tell you?", choices=HEARD, widget=forms.RadioSelect)
    witness = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who else heard it?",
        required=False,
        empty_label="Nobody",
        help_text="A colleague who was there, if there was one.",
    )

    def __init__(self, *args, day, besides, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = RoleGrant.objects.on(day).filter(role__in=[Role.COORDINATOR, Role.STAFF]).values("person")
        self.fields["witness"].queryset = Person.objects.filter(pk__in=colleagues).exclude(pk__in=besides).by_name()


class RewordForm(TableForm):
    """What we ask and why, in plain words."""

    words = forms.CharField(label="What we ask", max_length=1000, widget=forms.Textarea)
    why = forms.CharField(label="Why we ask", max_length=1000, widget=forms.Textarea)
    rows = {"words": 3, "why": 3}


class TrustedContactForm(TableForm):
    """Whom we may ring, and when (CON-08)."""

    name = forms.CharField(label="Their name", max_length=200, help_text="Please ask them first.")
    number = forms.CharField(label="Their telephone number", max_length=60)
    when_to_ring = forms.CharField(
        label="When may we ring them?",
        max_length=500,
        widget=forms.Textarea,
        help_text="Such as: when I do not answer for two weeks. We ring them then and not otherwise.",
    )
    rows = {"when_to_ring": 3}
    not_watched = ("when_to_ring",)


class SupporterForm(TableForm):
    """Who gets the same letters (COM-12)."""

    name = forms.CharField(label="Their name", max_length=200, help_text="Please ask them first.")
    way = forms.ChoiceField(
        label="How do the letters reach them?", choices=SupporterCopy.WAYS, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label="Their email or postal address",
        max_length=500,
        widget=forms.Textarea,
        help_text="A postal address line by line.",
    )
    rows = {"address": 3}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way") == "email" and cleaned.get("address"):
            try:
                validate_email(cleaned["address"].strip())
            except forms.ValidationError:
                self.add_error("address", "That does not look like an email address. It needs an @ and a dot.")
        return cleaned
