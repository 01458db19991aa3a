"""Forms of the planning group: who plans, what is to do, what it costs."""

from django import forms
from django.db.models import Q

from meetings.forms.day import STAFF, with_role
from meetings.models import BudgetLine
from members.models import Organisation, Person, RoleGrant
from members.permissions import Role
from members.web import DayInput, TableForm, TableModelForm


class PlanningMemberForm(TableForm):
    person = forms.ModelChoiceField(None, label="Who plans along?", empty_label="Please choose")
    organisation = forms.ModelChoiceField(
        None, label="For which organisation?", required=False, empty_label="Our own charity"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = with_role(*STAFF, Role.PARTNER, Role.MEMBER)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name", "pk")


class OrganisationsForm(TableForm):
    organisations = forms.ModelMultipleChoiceField(
        None, label="Which organisations plan along?", required=False, widget=forms.CheckboxSelectMultiple
    )
    coordinating = forms.ModelMultipleChoiceField(
        None, label="Which of them coordinate this year?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("organisations", "coordinating"):
            self.fields[name].queryset = Organisation.objects.filter(left_on=None).order_by("name", "pk")


class PlanningTaskForm(TableForm):
    title = forms.CharField(label="What is to do?", max_length=200)
    owner = forms.ModelChoiceField(None, label="Who does it?", required=False, empty_label="Nobody yet")
    owner_organisation = forms.ModelChoiceField(
        None, label="Or which organisation?", required=False, empty_label="None"
    )
    due_on = forms.DateField(label="By when?", widget=DayInput, required=False)

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        planning = gathering.planning_members.filter(until=None).values("person")
        staff = RoleGrant.objects.not_ended().filter(role__in=STAFF).values("person")
        self.fields["owner"].queryset = Person.objects.filter(
            Q(pk__in=planning) | Q(pk__in=staff), died_on=None
        ).by_name()
        mine = gathering.planning_organisations.values("organisation")
        self.fields["owner_organisation"].queryset = Organisation.objects.filter(pk__in=mine).order_by("name", "pk")


class BudgetLineForm(TableModelForm):
    class Meta:
        model = BudgetLine
        fields = ["title", "money", "planned", "real", "paid_by"]
        labels = {
            "title": "What for?", "money": "Which way does the money go?", "planned": "Planned, in pounds",
            "real": "Really, once it is known", "paid_by": "Who pays, or gives?",
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paid_by"].queryset = Organisation.objects.order_by("name", "pk")
        self.fields["paid_by"].empty_label = "Our own charity, or nobody in particular"
        for name in ("planned", "real"):
            self.fields[name].min_value = 0
            self.fields[name].widget.attrs |= {"min": 0, "step": "0.01"}
            self.fields[name].error_messages["min_value"] = "Money is not less than nothing."

    def clean(self):
        told = super().clean()
        for name in ("planned", "real"):
            if (sum_ := told.get(name)) is not None and sum_ < 0:
                self.add_error(name, "Money is not less than nothing.")
        return told


class CopyFromForm(TableForm):
    before = forms.ModelChoiceField(None, label="Copy tasks and budget from", empty_label="Please choose")

    def __init__(self, *args, gathering, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = earlier
        self.initial.setdefault("before", gathering.copied_from_id or earlier.values_list("pk", flat=True).first())
