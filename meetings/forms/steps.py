"""The form of one step of the month's clock."""

from django import forms

from meetings import months
from meetings.models import SeriesStep
from members.models import Person, RoleGrant
from members.permissions import Role
from members.web import ClockInput, TableModelForm


class StepForm(TableModelForm):
    """One step of the month's clock. Days before the meeting are positive numbers with a choice, not minus signs."""

    number = forms.IntegerField(label="How many days?", min_value=0, max_value=180)
    side = forms.ChoiceField(
        label="Counted from", initial="before",
        choices=[("before", "days before the meeting"), ("after", "days after the meeting"), ("next", "days before the next meeting")],
    )  # fmt: skip

    class Meta:
        model = SeriesStep
        fields = ["words", "at", "owner"]
        widgets = {"at": ClockInput}
        labels = {"words": "What is to be done?", "at": "By what time?", "owner": "Who does it?"}
        help_texts = {"owner": "Nobody chosen: whoever leads the meetings."}

    field_order = ["words", "number", "side", "at", "owner"]

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        working = RoleGrant.objects.filter(role__in=[Role.STAFF, Role.COORDINATOR]).not_ended()
        people = Person.objects.visible_to(actor).filter(pk__in=working.values("person")).reachable()
        mine = Person.objects.filter(pk=self.instance.owner_id)
        self.fields["owner"].queryset = (people | mine).by_name() if self.instance.owner_id else people.by_name()
        if self.instance.pk and months.when(self.instance):
            for name in ("number", "side", "at"):
                del self.fields[name]
            return
        self.fields["number"].initial = abs(self.instance.days or 0)
        if self.instance.pk:
            before = "next" if self.instance.of_next else "before"
            self.fields["side"].initial = before if self.instance.days < 0 else "after"

    @property
    def facts(self) -> dict:
        """What the action takes."""
        cleaned = self.cleaned_data
        if "number" not in self.fields:
            return {"words": cleaned["words"], "owner": cleaned["owner"]}
        number = cleaned["number"] if cleaned["side"] == "after" else -cleaned["number"]
        return {
            "words": cleaned["words"], "at": cleaned["at"], "owner": cleaned["owner"], "days": number,
            "of_next": cleaned["side"] == "next",
        }  # fmt: skip

    def _post_clean(self):
        """The action writes and checks; the form's own instance stays as it was."""
