"""Which kind of work a project is, and who looks after one point of what it needs."""

from django import forms

from members.models import Person
from members.web import DayInput, TableForm
from projects.forms.project import people_who_keep
from projects.queries.kinds import kinds


class KindForm(TableForm):
    """One of the kinds, or none of them."""

    kind = forms.ChoiceField(
        label="What kind of work is it?", required=False,
        help_text="You get a short list of what people need for it. You can change this later.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "None of these"), *((k.slug, k.name) for k in kinds()[1].values())]


class NeedForm(TableForm):
    """Who looks after it, by when, what was agreed, and whether it is done."""

    looked_after_by = forms.ModelChoiceField(
        None, label="Who looks after it?", required=False, empty_label="Nobody yet",
        help_text="On the day it stands on their first page.",
    )  # fmt: skip
    due_on = forms.DateField(
        label="By when?", required=False, widget=DayInput, help_text="Needed when somebody looks after it."
    )
    note = forms.CharField(
        label="What was agreed, or done?", required=False, max_length=300, widget=forms.Textarea,
        help_text="A sentence is enough. Please name no client.",
    )  # fmt: skip
    done = forms.BooleanField(label="This is done", required=False, help_text="Untick it if it is not, after all.")
    free_text = ("note",)
    rows = {"note": 3}

    def __init__(self, *args, project, day, **kwargs):
        super().__init__(*args, **kwargs)
        so_far = Person.objects.filter(pk=self.initial.get("looked_after_by"))  # also when they have left the team
        self.fields["looked_after_by"].queryset = people_who_keep(project, day) | so_far
