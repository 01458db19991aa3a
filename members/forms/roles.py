"""The forms about what a person is here: seats, membership, roles, speaking for an organisation."""

from django import forms

from members import rules
from members.forms.base import DayInput, TableForm
from members.models import Body, Membership, Organisation, Person, Representative, Seat, Team
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


class RepresentativeForm(TableForm):
    """Who speaks for an organisation; naming somebody ends the time of the one before."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Person", empty_label="Choose somebody")
    part = forms.ChoiceField(label="As", choices=Representative.Part.choices)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
