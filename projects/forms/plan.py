"""Forms of the plan: its name and days, a goal, this quarter's word, and how a goal ended."""

from django import forms

from members.models import Person, RoleGrant
from members.models.consent import How
from members.permissions import Role
from members.web import DayInput, TableForm, TableModelForm
from projects.models import GoalState, Plan, PlanGoal

STAFF = (Role.COORDINATOR, Role.STAFF)


def with_role(*roles):
    """People who hold one of these roles, by name."""
    grants = RoleGrant.objects.not_ended().filter(role__in=roles).values("person")
    return Person.objects.filter(pk__in=grants, died_on=None).by_name()


class PlanForm(TableModelForm):
    class Meta:
        model = Plan
        fields = ("title", "starts_on", "ends_on")
        labels = {"title": "What is the plan called?", "starts_on": "From which day?", "ends_on": "To which day?"}
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def _post_clean(self):
        """The action writes; a model that is checked here would hold words nobody has saved."""

    def validate_unique(self):
        pass


class GoalForm(TableForm):
    """What will be different, who sees to it together, by when, how we'll know."""

    aim = forms.CharField(
        label="What will be different?",
        max_length=200,
        help_text="Everybody in the charity reads it. Please name nobody.",
    )
    action = forms.CharField(label="What do we do for it?", max_length=300, required=False, widget=forms.Textarea)
    theme = forms.CharField(label="What does it belong to?", max_length=80, required=False, help_text="A word or two.")
    staff_owner = forms.ModelChoiceField(None, label="Who of the staff sees to it?", empty_label="Please choose")
    member_owner = forms.ModelChoiceField(None, label="Which member, together with them?", empty_label="Please choose")
    due_on = forms.DateField(label="By when?", widget=DayInput)
    how_we_know = forms.CharField(label="How will we know?", max_length=300, widget=forms.Textarea)
    rows = {"action": 2, "how_we_know": 2}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staff_owner"].queryset = with_role(*STAFF)
        self.fields["member_owner"].queryset = with_role(Role.MEMBER)


class WordForm(TableForm):
    """This quarter's word. `owners`: whose name the desk may write in; empty for the owners themselves."""

    progress = forms.TypedChoiceField(
        label="What holds for this quarter?", choices=[("1", "There is something to show"), ("0", "No progress, because …")],
        coerce=lambda value: value == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    text = forms.CharField(
        label="What is there to show, or why is there nothing?", max_length=600, widget=forms.Textarea,
        help_text="One or two sentences. “No progress” is a good answer if it is true. Please name nobody.",
    )  # fmt: skip
    by = forms.ModelChoiceField(None, label="Who said it?", empty_label=None, required=False)
    how = forms.ChoiceField(
        label="How did they say it?", choices=[(h.value, h.label) for h in (How.SPOKEN, How.WRITTEN, How.PAPER)],
        initial=How.SPOKEN, required=False,
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    free_text = ("text",)
    rows = {"text": 4}

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        if owners is None:
            del self.fields["by"], self.fields["how"]
        else:
            self.fields["by"].queryset = owners

    @property
    def said(self):
        given = {"by": None, "how": How.ONLINE, **self.cleaned_data}
        return given | {"how": given["how"] or How.SPOKEN}


class EndForm(TableForm):
    """Done, or let go."""

    state = forms.ChoiceField(
        label="How did it end?", choices=[(s.value, s.label) for s in GoalState if s != GoalState.OPEN],
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = forms.CharField(
        label="What is different now? Or why do we let it go?", max_length=300, widget=forms.Textarea,
        help_text="Everybody in the charity reads it. Please name nobody.",
    )  # fmt: skip
    rows = {"why": 3}


def initial_of(goal: PlanGoal) -> dict:
    names = ("aim", "action", "theme", "staff_owner", "member_owner", "due_on", "how_we_know")
    return {name: getattr(goal, name) for name in names}
