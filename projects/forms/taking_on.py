"""That an organisation took a text on, and that it is published."""

from django import forms

from members.models import Organisation
from members.web import DayInput, TableForm
from projects.models import Ratification

NOT_AS_IS = "Only needed where it is not adopted as it is."


class RatifyForm(TableForm):
    """An organisation took it on."""

    organisation = forms.ModelChoiceField(None, label="Which organisation?", empty_label="Please choose")
    version = forms.ModelChoiceField(None, label="Which version?", empty_label=None)
    how = forms.ChoiceField(label="How?", choices=Ratification.How.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Note", max_length=1000, required=False, widget=forms.Textarea, help_text=NOT_AS_IS)
    ratified_on = forms.DateField(label="On which day?", widget=DayInput)
    by_whom = forms.CharField(
        label="By whom?", max_length=160, help_text="A group or a post, such as “the trustees”. No names, please."
    )
    free_text = needed_sometimes = ("note",)
    rows = {"note": 3}

    def __init__(self, *args, agreement, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        _only_what_was_agreed(self, agreement)
        self.fields["organisation"].queryset = organisations


class PublishForm(TableForm):
    """Which version, with which note."""

    version = forms.ModelChoiceField(None, label="Which version?", empty_label=None)
    note = forms.CharField(
        label="A note beside it", max_length=1000, required=False, widget=forms.Textarea,
        help_text="For example: one organisation is still to answer. Anybody can read it, so no names of people, please.",
    )  # fmt: skip
    review_on = forms.DateField(label="When do we look at it again?", widget=DayInput, required=False)
    free_text = ("note",)
    rows = {"note": 3}

    def __init__(self, *args, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        _only_what_was_agreed(self, agreement)


def _only_what_was_agreed(form, agreement):
    version = form.fields["version"]
    version.queryset = agreement.versions.filter(pk=agreement.agreed_version_id)
    version.error_messages["invalid_choice"] = "That is not the version that was agreed. Please look once more."


def at_the_table(actor, *, keeps):
    """The organisations somebody may write for: their own, or all of them."""
    found = Organisation.objects.filter(left_on=None).order_by("name", "pk")
    return found if keeps else found.filter(pk__in=actor.organisation_ids)
