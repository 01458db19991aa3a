"""Who is away, from when to when, and who looks after their things."""

from django import forms

from members.forms.base import DayInput, TableForm
from members.models import Person, RoleGrant
from members.permissions import Role

WORKING = [Role.COORDINATOR, Role.STAFF]


class AwayForm(TableForm):
    """A member of staff writes down their own absence; the coordinator anybody's."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who is away?", empty_label="Choose somebody")
    starts = forms.DateField(label="First day away", widget=DayInput)
    ends = forms.DateField(label="Last day away", widget=DayInput)
    cover = forms.ModelChoiceField(
        Person.objects.none(), label="Who looks after the meetings and projects?", empty_label="Choose somebody",
        help_text="For these days they may do there whatever the person who is away may do.",
    )  # fmt: skip
    lend_roles = forms.BooleanField(
        label="Lend them the roles that nobody else holds", required=False,
        help_text="Only for these days. It matters for the coordinator, the safeguarding lead and finance.",
    )  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        held = RoleGrant.objects.filter(role__in=[*WORKING, Role.SAFEGUARDING, Role.FINANCE, Role.BOARD]).not_ended()
        colleagues = (
            Person.objects.visible_to(actor)
            .filter(pk__in=held.values("person"), died_on=None, is_active=True)
            .by_name()
        )
        self.fields["cover"].queryset = colleagues
        if actor.knows_everybody:
            self.fields["person"].queryset = colleagues
        else:
            del self.fields["person"], self.fields["lend_roles"]
