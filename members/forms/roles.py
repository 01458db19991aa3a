"""The forms about what a person is here: seats, membership, roles, speaking for an organisation."""

from django import forms

from members import rules
from members.forms.base import DayInput, TableForm
from members.models import Body, Channel, Membership, Organisation, Person, Representative, Seat, Team
from members.permissions import Role

JOINED_VIA = Membership._meta.get_field("joined_via").choices


class SeatForm(TableForm):
    """A seat gives no rights; roles do."""

    body = forms.ModelChoiceField(Body.objects.in_use(), label="Body", empty_label="Choose one")
    hat = forms.ChoiceField(label="As", choices=[("", "Choose one"), *Seat.Hat.choices])


class MembershipForm(TableForm):
    """The next step; only the steps that may follow are offered."""

    state = forms.ChoiceField(label="Next step")
    joined_via = forms.ChoiceField(
        label="How they came to us", choices=[("", "Not known"), *JOINED_VIA], required=False
    )

    def __init__(self, *args, membership=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(s.value, s.label) for s in rules.next_states(membership)]


class RoleForm(TableForm):
    """What the person may do, where, and until when."""

    role = forms.ChoiceField(label="Role", choices=[("", "Choose one"), *Role.choices])
    team = forms.ModelChoiceField(
        Team.objects.filter(is_active=True).order_by("name", "pk"),
        label="Team",
        required=False,
        empty_label="No team",
        help_text="For staff only.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(left_on=None).order_by("name", "pk"),
        label="Organisation",
        required=False,
        empty_label="No organisation",
        help_text="For partners only.",
    )
    ends = forms.DateField(
        label="Last day", required=False, widget=DayInput, help_text="Leave empty if there is none yet."
    )


class OrganisationForm(TableForm):
    """An organisation joins the Network."""

    name = forms.CharField(label="Name", max_length=160)
    short_name = forms.CharField(label="Short name", max_length=20, required=False, help_text="Such as IMHN.")
    sector = forms.ChoiceField(label="Sector", choices=Organisation._meta.get_field("sector").choices)
    joined_on = forms.DateField(label="In the Network since", widget=DayInput, required=False)


class OrganisationEditForm(OrganisationForm):
    """The same, and the day it left."""

    left_on = forms.DateField(
        label="Left on", widget=DayInput, required=False,
        help_text="Leave empty while it is in the Network. Those who speak for it end on that day.",
    )  # fmt: skip


class RepresentativeForm(TableForm):
    """Who speaks for an organisation; naming somebody ends the time of the one before."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label="Person", empty_label="Somebody new: fill in below", required=False
    )
    name = forms.CharField(label="Name of somebody new", max_length=200, required=False)
    way = forms.ChoiceField(label="How to reach them", choices=Channel.Way.choices, required=False)
    address = forms.CharField(label="Their email, number or postal address", max_length=500, required=False)
    part = forms.ChoiceField(label="As", choices=Representative.Part.choices)
    starts = forms.DateField(label="From", widget=DayInput, required=False, help_text="Leave empty for today.")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

    def clean(self):
        said = super().clean()
        if not said.get("person") and not said.get("name"):
            self.add_error("person", "Please choose somebody, or write the name of somebody new.")
        if not said.get("person") and said.get("name") and not said.get("address"):
            self.add_error("address", "Please write how to reach them. They need no account.")
        return said
