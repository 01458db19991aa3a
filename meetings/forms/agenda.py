"""Putting something on an agenda, proposing it, and answering whoever proposed it."""

from django import forms

from meetings.models import AgendaItem
from members.models import Person, RoleGrant
from members.permissions import Role
from members.web import TableForm, TableModelForm

OUR_PEOPLE = [Role.STAFF, Role.COORDINATOR, Role.BOARD]
LONGEST_ITEM = 480


def may_lead(meeting):
    """Whom the list offers: colleagues, and whoever is asked to the meeting."""
    grants = RoleGrant.objects.filter(role__in=OUR_PEOPLE).not_ended()
    working = Person.objects.filter(pk__in=grants.values("person"), died_on=None)
    asked = Person.objects.filter(rsvps__meeting=meeting, rsvps__removed_at=None, died_on=None)
    return Person.objects.filter(pk__in=working.values("pk").union(asked.values("pk"))).by_name()


class ItemForm(TableModelForm):
    """One topic; everything but its name has a usual value."""

    free_text = ("summary",)
    rows = {"summary": 3}
    minutes = forms.IntegerField(
        label="How many minutes", min_value=1, max_value=LONGEST_ITEM, initial=10,
        error_messages={"min_value": "Please write at least one minute.", "max_value": "That is longer than a day of meetings."},
    )  # fmt: skip

    class Meta:
        model = AgendaItem
        fields = ["title", "summary", "minutes", "purpose", "lead", "lead_name", "content_note", "may_be_skipped"]
        labels = {"lead": "Who leads it", "purpose": "What for", "summary": "In plain words"}
        help_texts = {
            "summary": "Two or three short sentences. This is what people read beforehand.",
            "content_note": "For example: we talk about hospital stays. Leave it empty if there is nothing.",
            "lead_name": "Only if they are not in the list above.",
            "may_be_skipped": "They leave before it, and nobody learns who asked.",
        }
        widgets = {"purpose": forms.RadioSelect}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = may_lead(meeting)
        self.fields["lead"].empty_label = "Nobody in particular"
        self.fields["purpose"].choices = AgendaItem.Purpose.choices
        if self.instance.pk and self.instance.is_break:
            for name in ("summary", "purpose", "lead", "lead_name", "content_note", "may_be_skipped"):
                del self.fields[name]


class ProposalForm(TableForm):
    """Anybody who is asked may propose a topic, in a few words."""

    free_text = ("summary",)
    asks_the_person = True
    rows = {"summary": 3}
    title = forms.CharField(
        label="What would you like us to talk about?", max_length=120, help_text="A few words are enough.",
        error_messages={"required": "Please write in a few words what you would like to talk about."},
    )  # fmt: skip
    summary = forms.CharField(
        label="Would you like to say more?", max_length=1000, required=False, widget=forms.Textarea,
        help_text="You do not have to.",
    )  # fmt: skip


class TopicAnswerForm(TableForm):
    """What somebody who proposed a topic hears."""

    free_text = ("because",)
    rows = {"because": 3}
    minutes = forms.IntegerField(
        label="How many minutes, if it comes on the agenda", min_value=1, max_value=LONGEST_ITEM, initial=10
    )
    because = forms.CharField(
        label="Why not this time?", max_length=300, required=False, widget=forms.Textarea,
        help_text="They will read it. You may also say a word about next time.",
    )  # fmt: skip


class AgreementForm(TableForm):
    rows = {"words": 8}
    words = forms.CharField(
        label="How we treat each other", max_length=2000, widget=forms.Textarea, help_text="One thing on each line."
    )
