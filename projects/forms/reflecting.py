"""How much say people had, and four questions afterwards."""

from django import forms

from members.web import TableForm
from projects.models import FrameworkItem, ReadBy
from projects.queries.ladder import ladders

FOUR = {
    "went_well": "What went well?",
    "did_not": "What did not?",
    "would_change": "What would you change?",
    "difference": "What difference did it make?",
}


class StepField(forms.ModelChoiceField):
    """The steps of one ladder, the highest first, each with its plain words."""

    widget = forms.RadioSelect

    def label_from_instance(self, step):
        return f"{step.name}: {step.words}"


class StepForm(TableForm):
    """A step of the ladder that is the first choice, or of another one."""

    def __init__(self, *args, ladder=None, optional=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.ladders = list(ladders())
        self.ladder = next((each for each in self.ladders if str(each.pk) == str(ladder)), None) or self.ladders[0]
        steps = FrameworkItem.objects.filter(framework=self.ladder).order_by("-place", "pk")
        self.fields["step"] = StepField(
            steps, label="How much say did people have?", required=not optional, empty_label="I would rather not say" if optional else None,
            help_text="None of the steps is bad in itself. Some work only needs to be told well.",
        )  # fmt: skip

    @property
    def others(self):
        return [each for each in self.ladders if each != self.ladder]


class ReflectionForm(StepForm):
    """The four questions; for a member also the step as it felt, and who may read it."""

    went_well = forms.CharField(label=FOUR["went_well"], max_length=1500, required=False, widget=forms.Textarea)
    did_not = forms.CharField(label=FOUR["did_not"], max_length=1500, required=False, widget=forms.Textarea)
    would_change = forms.CharField(label=FOUR["would_change"], max_length=1500, required=False, widget=forms.Textarea)
    difference = forms.CharField(
        label="What difference did it make to you?", max_length=1500, required=False, widget=forms.Textarea
    )
    read_by = forms.ChoiceField(
        label="Who may read it?", choices=ReadBy.choices, initial=ReadBy.ME, widget=forms.RadioSelect
    )
    not_watched = tuple(FOUR)
    asks_the_person = True
    rows = dict.fromkeys(FOUR, 3)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, optional=True, **kwargs)
        if not member:
            del self.fields["read_by"]
            del self.fields["step"]
            self.fields["difference"].label = "What difference did it make to the work?"
            for name in FOUR:
                self.fields[name].widget.not_watched = False
        else:
            self.order_fields(["step", *FOUR, "read_by"])
