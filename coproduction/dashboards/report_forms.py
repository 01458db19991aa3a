"""Forms of reports to the Board: the coordinator's words, a correction, the group's part."""

from django import forms

from coproduction.dashboards.models import Purpose
from members.models import Person, RoleGrant
from members.permissions import Role
from members.web import TableForm

NAME_NOBODY = "Please name nobody: what is approved here stays."


class ReportForm(TableForm):
    """The cover sheet of a Board paper, the summary, risks and what is asked."""

    title = forms.CharField(label="Title", max_length=120)
    summary = forms.CharField(
        label="The report in a few sentences", max_length=1200, widget=forms.Textarea, help_text=NAME_NOBODY
    )
    recommendation = forms.CharField(
        label="What is the Board asked to do?", max_length=1000, required=False, widget=forms.Textarea
    )
    purpose = forms.ChoiceField(label="What is it for?", choices=Purpose.choices)
    lead = forms.CharField(
        label="Who answers for it?", max_length=120, required=False, help_text="A role, such as the chief executive."
    )
    objective = forms.CharField(label="Which objective of our strategy does it serve?", max_length=300, required=False)
    risk = forms.CharField(label="Which risk does it belong to?", max_length=300, required=False)
    equality = forms.CharField(
        label="What does it mean for equality?", max_length=1000, required=False, widget=forms.Textarea
    )
    considered_by = forms.CharField(label="Who looked at it before?", max_length=300, required=False)
    risks = forms.CharField(label="Risks", max_length=1500, required=False, widget=forms.Textarea)
    asks = forms.CharField(label="What do we ask of the Board?", max_length=1500, required=False, widget=forms.Textarea)
    silent_because = forms.CharField(
        label="If the group’s own part is missing: why?", max_length=300, required=False,
        help_text="Stands in its place. Leave it empty when the group writes one.",
    )  # fmt: skip
    rows = dict.fromkeys(("recommendation", "equality", "risks", "asks"), 3)


class CorrectionForm(TableForm):
    note = forms.CharField(
        label="What is put right, and why?", max_length=600, widget=forms.Textarea, help_text=NAME_NOBODY
    )
    rows = {"note": 3}


class PartForm(TableForm):
    """The group's words; at the desk also whose they are."""

    words = forms.CharField(
        label="What does the group want the Board to know?", max_length=4000, widget=forms.Textarea,
        help_text="What is going well, what is not, what you would like. Name nobody but by agreement: it stands for good.",
    )  # fmt: skip
    rows = {"words": 10}

    def __init__(self, *args, at_the_desk=False, **kwargs):
        super().__init__(*args, **kwargs)
        if at_the_desk:
            self.fields["person"] = desk_field()
            self.order_fields(["person", "words"])


def members_of_the_group():
    grants = RoleGrant.objects.not_ended().filter(role=Role.MEMBER).values("person")
    return Person.objects.filter(pk__in=grants, died_on=None).by_name()


def desk_field():
    return forms.ModelChoiceField(
        members_of_the_group(), label="Who of the group told you this?", empty_label="Please choose"
    )
