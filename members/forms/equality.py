"""The equality questions as data, each with *prefer not to say* and *leave out*; and why the charity asks them."""

from django import forms

from members.forms.base import TableForm

LEAVE_OUT, PREFER_NOT = "", "prefer_not"
TOGETHER = (
    "Where few gave an answer, it and others have to be hidden. Write the same words beside two or more answers, such as “40 or "
    "older”, and the totals count them as one; everybody still chooses between all of them. Decide it before the first totals: "
    "later, other words are used only where they do not give away what was hidden."
)


class EqualityForm(TableForm):
    """One field for each question that is asked now; what stands there already is chosen."""

    agreed = forms.BooleanField(label="Yes, you may use my answers for totals. I can take this back.", required=False)

    def __init__(self, *args, questions, given, consent_holds, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = forms.ChoiceField(
                label=question.words,
                required=False,
                widget=forms.RadioSelect,
                initial=self._now(given.get(question.pk)),
                choices=[
                    *((str(choice.pk), choice.words) for choice in question.choices.all()),
                    (PREFER_NOT, "I prefer not to say"),
                    (LEAVE_OUT, "Leave this question out"),
                ],
            )
        agreed = self.fields.pop("agreed")
        if not consent_holds:
            self.fields["agreed"] = agreed

    @staticmethod
    def _now(answer):
        if answer is None:
            return LEAVE_OUT
        return str(answer.choice_id) if answer.choice_id else PREFER_NOT

    @property
    def answers(self):
        """{question: choice, PREFER_NOT or None}, as the action takes it."""
        said = {}
        for name, question in self.questions.items():
            value = self.cleaned_data[name]
            choices = {str(choice.pk): choice for choice in question.choices.all()}
            said[question] = choices.get(value, PREFER_NOT if value == PREFER_NOT else None)
        return said


class WhyWeAskForm(TableForm):
    """Why the charity asks, and which questions."""

    why = forms.CharField(
        label="Why do you ask, and what do you do with the answers?", widget=forms.Textarea, max_length=1000,
        help_text="Members read this above the questions. Until it is written, nobody is asked.",
    )  # fmt: skip
    asked = forms.MultipleChoiceField(
        label="Which questions?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Ask only what you will act on.",
    )  # fmt: skip

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [(str(q.pk), q.words) for q in questions]


class CompareForm(TableForm):
    """The share of each answer among clients or in the county, and which answers are counted together."""

    source = forms.CharField(
        label="Where do these figures come from?", max_length=160, required=False,
        help_text="Such as: clients in 2025, or Census 2021, Surrey.",
    )  # fmt: skip

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].initial = question.compared_with
        self.choices = {f"c{choice.pk}": choice for choice in question.choices.all()}
        for name, choice in self.choices.items():
            self.fields[name] = forms.DecimalField(
                label=f"{choice.words}, percent", required=False, min_value=0, max_value=100, max_digits=4,
                decimal_places=1, initial=choice.compare_percent,
            )  # fmt: skip
        for name, choice in self.choices.items():
            self.fields[f"{name}_band"] = forms.CharField(
                label=f"{choice.words}: counted as", max_length=120, required=False, initial=choice.band
            )
        if self.choices:
            self.fields[f"{next(iter(self.choices))}_band"].help_text = TOGETHER

    @property
    def percents(self):
        return {choice.pk: self.cleaned_data.get(name) for name, choice in self.choices.items()}

    @property
    def bands(self):
        return {choice.pk: self.cleaned_data.get(f"{name}_band", "") for name, choice in self.choices.items()}
