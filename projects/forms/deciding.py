"""Asking a question, taking a position, weighing themes, answering an objection, writing down what was decided."""

from django import forms

from members.models import Body, Person
from members.web import DayInput, TableForm
from projects.forms.project import StageField
from projects.models import (
    ASKED,
    FOR_THEM,
    METHODS,
    TAKE_BACK,
    TAKE_BACK_WORDS,
    WEIGHTS,
    Came,
    LivedExperience,
    Objection,
    Result,
    Way,
)
from projects.queries import kept_projects

EACH_ORGANISATION, EACH_PERSON = "organisations", "people"


class DecisionForm(TableForm):
    """The question, how it is decided, and what is enough: all of it before anybody answers."""

    question = forms.CharField(label="What is the question?", max_length=300)
    why = forms.CharField(label="Why is it asked?", max_length=1000, required=False, widget=forms.Textarea)
    way = forms.ChoiceField(label="How is it decided?", choices=ASKED, widget=forms.RadioSelect)
    who = forms.ChoiceField(
        label="Who has a voice?", widget=forms.RadioSelect,
        choices=[
            (EACH_ORGANISATION, "Each organisation of the Network has one; people with lived experience stand beside it"),
            (EACH_PERSON, "Each person of the groups ticked below has one"),
        ],
    )  # fmt: skip
    bodies = forms.ModelMultipleChoiceField(
        None, label="Which groups?", required=False, widget=forms.CheckboxSelectMultiple
    )
    staff = forms.BooleanField(label="The staff, too", required=False)
    quorum = forms.IntegerField(
        label="How many must have answered?", min_value=1, help_text="Silence is never counted as a yes."
    )
    enough_percent = forms.IntegerField(
        label="What is enough, in percent?", min_value=1, max_value=100, required=False,
        help_text="Of those who took a side. Empty: what is usual for this way of deciding.",
    )  # fmt: skip
    closes_on = forms.DateField(label="Open until the end of which day?", widget=DayInput)
    private_first = forms.BooleanField(
        label="Each answers alone first; then all answers are laid open together", required=False
    )
    names_shown = forms.BooleanField(label="Everybody who may see it reads who said what", required=False)
    free_text = ("why",)
    rows = {"why": 3}

    def __init__(self, *args, changing=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = Body.objects.in_use().exclude(sort=Body.Sort.NETWORK)
        if changing:
            del self.fields["who"], self.fields["bodies"], self.fields["staff"]

    def clean(self):
        said = super().clean()
        if said.get("who") == EACH_PERSON and not said.get("bodies") and not said.get("staff"):
            self.add_error("bodies", "Please tick at least one group.")
        if said.get("way") in METHODS and not said.get("enough_percent"):
            said["enough_percent"] = METHODS[Way(said["way"])].enough
        return said


class EnteredForm(TableForm):
    """The boxes that whoever enters it for somebody gets besides."""

    came_by = forms.ChoiceField(label="How did they tell you?", choices=FOR_THEM, widget=forms.RadioSelect)
    late = forms.BooleanField(label="It came after the end. Save it, marked as late", required=False)

    def __init__(self, *args, entering, can_be_late=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not entering:
            del self.fields["came_by"]
        if not (entering and can_be_late):
            del self.fields["late"]

    def by_way(self):
        return {"came_by": self.cleaned_data.get("came_by", Came.HERE)}


class PositionForm(EnteredForm):
    """Where one voice stands, in the method's own words."""

    option = forms.ChoiceField(label="Where do you stand?", widget=forms.RadioSelect)
    words = forms.CharField(
        label="In your own words", max_length=1000, required=False, widget=forms.Textarea,
        help_text="An objection needs its reason, so that it can be answered.",
    )  # fmt: skip
    back_by = forms.DateField(label="If you take it back: by when can you tell us?", required=False, widget=DayInput)
    moved_because = forms.CharField(
        label="You stood elsewhere before. What made you move?", max_length=500, required=False, widget=forms.Textarea
    )
    may_be_named = forms.BooleanField(
        label="You may say that it was us who moved or who brought this in", required=False
    )
    free_text = ("words", "moved_because")
    rows = {"words": 3, "moved_because": 2}
    field_order = ["option", "words", "back_by", "moved_because", "may_be_named", "came_by", "late"]

    def __init__(self, *args, decision, has_moved=False, **kwargs):
        super().__init__(*args, **kwargs)
        said = [(option.key, option.words) for option in decision.method.options]
        self.fields["option"].choices = [*said, (TAKE_BACK, TAKE_BACK_WORDS)]
        if not has_moved:
            del self.fields["moved_because"]


class WeighForm(EnteredForm):
    """Each theme by itself."""

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = list(version.clauses.all())
        for number, clause in enumerate(self.themes, start=1):
            field = forms.TypedChoiceField(
                label=clause.plain or clause.words, choices=WEIGHTS, coerce=int, widget=forms.RadioSelect, required=True,
                error_messages={"required": "Please say of this theme how much it matters."},
            )  # fmt: skip
            field.widget.health_hint = field.widget.not_watched = field.widget.asks_the_person = False
            self.fields[f"theme_{number}"] = field

    def weights(self):
        return {clause.pk: self.cleaned_data[f"theme_{number}"] for number, clause in enumerate(self.themes, start=1)}


class ObjectionForm(TableForm):
    """An answer to an objection."""

    state = forms.ChoiceField(
        label="What became of it?", widget=forms.RadioSelect,
        choices=[
            (Objection.State.INTEGRATED, "It is worked into the version that holds now"),
            (Objection.State.NOT, "It is not worked in, because"),
        ],
    )  # fmt: skip
    answer = forms.CharField(
        label="What do you say to it?", max_length=1000, widget=forms.Textarea,
        help_text="Whoever raised it reads it as you write it here.",
    )  # fmt: skip
    free_text = ("answer",)
    rows = {"answer": 3}


class OutcomeForm(TableForm):
    """What came of it."""

    outcome = forms.ChoiceField(label="What came of it?", choices=Result.choices, widget=forms.RadioSelect)
    outcome_words = forms.CharField(
        label="What was decided, in plain words?", max_length=2000, widget=forms.Textarea, help_text="No names, please."
    )
    lived_experience = forms.ChoiceField(
        label="What part had people with lived experience?", choices=LivedExperience.choices, widget=forms.RadioSelect
    )
    stage = StageField(label="From which stage?")
    review_on = forms.DateField(
        label="When do we look at it again?", required=False, widget=DayInput, help_text="The day comes back by itself."
    )
    free_text = ("outcome_words",)
    rows = {"outcome_words": 4}


class NoteForm(OutcomeForm):
    """Something decided at a meeting or elsewhere, for the register."""

    question = forms.CharField(label="What was it about?", max_length=300)
    body = forms.ModelChoiceField(None, label="Who decided?", empty_label="Please choose")
    project = forms.ModelChoiceField(None, label="For which project?", required=False, empty_label="None")
    decided_on = forms.DateField(label="When?", widget=DayInput)
    field_order = ["question", "body", "decided_on", "outcome", "outcome_words", "lived_experience", "stage", "project"]

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.in_use()
        self.fields["project"].queryset = kept_projects(actor, and_also=self.initial.get("project"))


class VoiceForm(TableForm):
    """One more voice: somebody with lived experience beside the organisations, for example."""

    person = forms.ModelChoiceField(None, label="Who?", empty_label="Please choose")
    lived_experience = forms.BooleanField(
        label="They speak from lived experience, as a line of its own", required=False, initial=True
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.visible_to(actor).filter(died_on=None, erased_at=None).by_name()


class ReviewForm(TableForm):
    """It was looked at again."""

    review_on = forms.DateField(
        label="When do we look at it again next?", required=False, widget=DayInput, help_text="Empty: not any more."
    )
