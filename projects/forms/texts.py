"""Beginning a text, writing its next version, saying something about it, ratifying and publishing it."""

from django import forms
from django.db.models import Q

from members.models import Body
from members.web import DayInput, TableForm
from projects.forms.loop import OwnerField
from projects.forms.project import people_who_lead
from projects.models import FOR_THEM, STEPS, Comment
from projects.queries import kept_projects

SPARE = 3
NOT_AS_IS = "Only needed where it is not adopted as it is."


class AgreementForm(TableForm):
    """What it is called, for whom, and who looks after it."""

    title = forms.CharField(label="What is it called?", max_length=120)
    about = forms.CharField(
        label="What is it for?", max_length=1000, required=False, widget=forms.Textarea,
        help_text="Why is it written, and who will use it? Two or three sentences.",
    )  # fmt: skip
    body = forms.ModelChoiceField(None, label="Which group agrees on it?", empty_label="Please choose")
    project = forms.ModelChoiceField(
        None, label="For which project?", required=False, empty_label="None",
        help_text="Then the project's team looks after it, too.",
    )  # fmt: skip
    owner = OwnerField(required=False, empty_label="I do")
    review_on = forms.DateField(
        label="When do we look at it again?", required=False, widget=DayInput, help_text="The day comes back by itself."
    )
    free_text = ("about",)
    rows = {"about": 3}

    def __init__(self, *args, actor, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].label = "Who looks after it?"
        self.fields["owner"].queryset = people_who_lead(day)
        self.fields["body"].queryset = Body.objects.in_use()
        now = self.initial.get("project")
        self.fields["project"].queryset = kept_projects(actor, and_also=now).filter(Q(ended_on=None) | Q(pk=now))


class StepForm(TableForm):
    """It has moved on, or back."""

    step = forms.ChoiceField(label="Where does it stand now?", choices=[(step.value, step.label) for step in STEPS])


class VersionForm(TableForm):
    """Every clause of the version before, and some empty ones; a clause that is emptied goes."""

    def __init__(self, *args, before, remarks=(), objections=(), **kwargs):
        super().__init__(*args, **kwargs)
        old = list(before.clauses.all()) if before else []
        number = str(self.data.get("clauses") or "")
        asked = int(number) if number.isdecimal() and len(number) < 5 else 0
        self.count = min(max(len(old) + SPARE, asked), 60)
        self.threads = [clause.thread for clause in old] + [None] * (self.count - len(old))
        for number in range(1, self.count + 1):
            clause = old[number - 1] if number <= len(old) else None
            self._box(f"words_{number}", f"Clause {number}", clause.words if clause else "")
            self._box(f"plain_{number}", f"Clause {number} in plain English", clause.plain if clause else "")
        self.fields["on_version"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=before.number if before else None
        )
        self._box("what_changed", "What is different, and why?", "", longest=1000)
        self.fields["takes_up"] = forms.ModelMultipleChoiceField(
            remarks, label="Which remarks does it take up?", required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["works_in"] = forms.ModelMultipleChoiceField(
            objections, label="Which objections does it work in?", required=False, widget=forms.CheckboxSelectMultiple
        )
        self.has_remarks, self.has_objections = bool(len(remarks)), bool(len(objections))

    def _box(self, name, label, initial, longest=4000):
        box = forms.CharField(
            label=label, required=False, initial=initial, max_length=longest, widget=forms.Textarea(attrs={"rows": 4})
        )
        box.widget.health_hint = box.widget.not_watched = box.widget.asks_the_person = False
        self.fields[name] = box

    @property
    def pairs(self):
        return [(self[f"words_{number}"], self[f"plain_{number}"]) for number in range(1, self.count + 1)]

    def facts(self):
        """What `texts.write` takes."""
        said = self.cleaned_data
        clauses = [
            {"thread": thread, "words": said[f"words_{number}"], "plain": said[f"plain_{number}"]}
            for number, thread in enumerate(self.threads, start=1)
        ]
        rest = {name: said[name] for name in ("what_changed", "takes_up", "works_in", "on_version")}
        return {"clauses": [each for each in clauses if each["words"].strip()], **rest}


class CommentForm(TableForm):
    """Something about one clause, or a phrase for a text that is not written yet."""

    clause = forms.ModelChoiceField(None, label="About which clause?", required=False, empty_label="The whole text")
    phrase = forms.CharField(
        label="About which words?", max_length=300, required=False,
        help_text="Copy the words here as they stand, or leave it empty.",
    )  # fmt: skip
    words = forms.CharField(label="What would you like to say?", max_length=1000, widget=forms.Textarea)
    organisation = forms.ModelChoiceField(
        None, label="Is it said for an organisation?", required=False, empty_label="No, for myself"
    )
    may_be_named = forms.BooleanField(
        label="You may say who said it, where the text says what it came from", required=False
    )
    came_by = forms.ChoiceField(
        label="Did somebody tell you this?", required=False, choices=[("here", "No, I say it myself"), *FOR_THEM]
    )
    free_text = ("words",)
    rows = {"words": 3}

    def __init__(self, *args, version, organisations, keeps, **kwargs):
        super().__init__(*args, **kwargs)
        if version is None:
            del self.fields["clause"], self.fields["phrase"]
            self.fields["words"].label = "Which words belong into it?"
        else:
            self.fields["clause"].queryset = version.clauses.all()
        self.fields["organisation"].queryset = organisations
        if not organisations:
            del self.fields["organisation"]
        if not keeps:
            del self.fields["came_by"]


class SettleForm(TableForm):
    """What became of a remark."""

    state = forms.ChoiceField(label="What became of it?", choices=Comment.State.choices)
    reply = forms.CharField(label="Because", max_length=1000, required=False, widget=forms.Textarea)
    theme = forms.CharField(label="Under which theme?", max_length=80, required=False)
    rows = {"reply": 2}
