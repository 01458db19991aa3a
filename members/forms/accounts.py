"""Inviting somebody with a role."""

from django import forms

from members.forms.base import DayInput, TableForm
from members.models import Organisation, Team
from members.permissions import Role

SOMEBODY_NEW = "new"
MEMBER_WAY = "Somebody becomes a member by joining: start at People, not here."


class InviteForm(TableForm):
    """One address, one role. Who it is, is asked only when somebody we write to has that address."""

    email = forms.EmailField(
        label="Their email address", max_length=200,
        help_text="An address that only they use, best at work. Codes to sign in go there.",
    )  # fmt: skip
    name = forms.CharField(
        label="The name they like to be called", max_length=200, required=False,
        help_text="You may leave this empty when they sign in here already.",
    )  # fmt: skip
    who = forms.ChoiceField(label="Who is it?", required=False, widget=forms.RadioSelect, choices=[])
    role = forms.ChoiceField(label="Role", help_text=MEMBER_WAY)
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team", required=False, empty_label="No team", help_text="For staff only."
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", required=False, empty_label="No organisation",
        help_text="For partners only. Is it not in the list? Add it under Settings, Partner organisations, first.",
    )  # fmt: skip
    ends = forms.DateField(
        label="Last day", required=False, widget=DayInput, help_text="Leave empty if there is none yet."
    )

    def __init__(self, *args, known=(), **kwargs):
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in Role if role != Role.MEMBER]
        self.fields["role"].choices = [("", "Choose one"), *roles]
        self.fields["team"].queryset = Team.objects.filter(is_active=True).order_by("name", "pk")
        self.fields["organisation"].queryset = Organisation.objects.filter(left_on=None).order_by("name", "pk")
        self.known = {str(person.pk): person for person in known}
        if self.known:
            somebody = [(pk, f"{person.name}, whom we write to at this address") for pk, person in self.known.items()]
            self.fields["who"].choices = [*somebody, (SOMEBODY_NEW, "Somebody new, who shares the address")]
        else:
            del self.fields["who"]

    @property
    def facts(self) -> dict:
        """What the action takes."""
        facts = dict(self.cleaned_data)
        who = facts.pop("who", "")
        return {**facts, "person": self.known.get(who), "is_new": who == SOMEBODY_NEW}
