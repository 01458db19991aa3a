"""One line written down during a meeting: a decision, something to do, or what somebody said."""

from django import forms

from meetings.models import Quote
from members.models import Body, Organisation, Team
from members.web import DayInput, TableForm


class LineForm(TableForm):
    """What all three have. `people`: those who may be chosen, as far as whoever writes may know them; `items`: the agenda."""

    text = forms.CharField(label="In plain words", max_length=1000, widget=forms.Textarea)
    rows = {"text": 3}
    free_text = ("text",)

    def __init__(self, *args, people=(), items=(), draft="", **kwargs):
        self.draft = draft
        super().__init__(*args, **kwargs)
        for name in ("owner", "speaker"):
            if name in self.fields:
                if people is None:
                    del self.fields[name]
                else:
                    self.fields[name].choices = [("", "Nobody named"), *people]
        if items:
            self.fields["item"] = forms.TypedChoiceField(
                label="Which point of the agenda?", required=False, coerce=int, empty_value=None,
                choices=[("", "Other business"), *items],
            )  # fmt: skip


class DecisionForm(LineForm):
    decided_by = forms.ModelChoiceField(
        Body.objects.in_use(), label="Who decided", required=False, empty_label="The group that met"
    )


class ActionForm(LineForm):
    owner = forms.TypedChoiceField(label="Who does it: a person", required=False, coerce=int, empty_value=None)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name", "pk"), label="or a team", required=False, empty_label="No team"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name", "pk"), label="or an organisation", required=False,
        empty_label="No organisation",
    )  # fmt: skip
    due_on = forms.DateField(label="By when", required=False, widget=DayInput)


class SaidForm(LineForm):
    theme = forms.CharField(label="What it is about, in a word or two", max_length=80, required=False)
    on_behalf_of = forms.CharField(
        label="On behalf of whom",
        max_length=120,
        required=False,
        help_text="For example: carers, young people. No names.",
    )
    speaker = forms.TypedChoiceField(
        label="Who said it", required=False, coerce=int, empty_value=None,
        help_text="You may leave it out. Only staff see it, so that they can be told what came of it.",
    )  # fmt: skip
    quote = forms.ChoiceField(
        label="May it be quoted outside the group?", choices=Quote.choices, initial=Quote.NONE,
        help_text="Ask them. If you did not, leave it at no.",
    )  # fmt: skip


FORMS = {"decision": DecisionForm, "action": ActionForm, "said": SaidForm}
TITLES = {"decision": "What was decided", "action": "Something to do", "said": "What somebody said"}
