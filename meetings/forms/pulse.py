"""Six questions without a name; every one may be left out. Nothing typed here is kept as a draft: a draft has a name."""

from django import forms

from meetings.models.pulse import QUESTIONS, Agrees, Say
from members.web import TableForm

LEFT_OUT = ("", "I would rather not say")


class PulseForm(TableForm):
    words = forms.CharField(
        label="Anything you would like to add?", max_length=1000, required=False, widget=forms.Textarea,
        help_text="Please write no names. Somebody might know you by how you write.",
    )  # fmt: skip
    rows = {"words": 3}
    not_watched = ("words",)
    asks_the_person = True

    def __init__(self, *args, people=None, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {
            name: _scale(f"{at}. {words}", Agrees.choices)
            for at, (name, words) in enumerate(QUESTIONS.items(), start=1)
        }
        asked["say"] = _scale("6. How much say did people have?", Say.choices)
        for name, field in asked.items():
            self._say_in_words(name, field)
            field.widget.health_hint = field.widget.not_watched = field.widget.asks_the_person = False
        self.fields = asked | self.fields
        if people is not None:
            whose = forms.TypedChoiceField(
                label="Whose answers are they?", required=False, coerce=int, empty_value=None,
                choices=[("", "A slip of paper without a name"), *people],
                help_text="Only so that nobody counts twice. It is not kept with the answers.",
            )  # fmt: skip
            whose.widget.health_hint = whose.widget.not_watched = whose.widget.asks_the_person = False
            self.fields = {"whose": whose} | self.fields

    @property
    def answers(self):
        return {name: self.cleaned_data.get(name) for name in (*QUESTIONS, "say")}

    @property
    def said(self):
        """What was pressed and written, as (question, words), for a page that can only show it again."""
        answers = {name: self.cleaned_data.get(name) for name in (*QUESTIONS, "say")}
        pressed = [
            (self.fields[name].label, dict(self.fields[name].choices)[int(value)])
            for name, value in answers.items()
            if value
        ]
        words = self.data.get("words", "").replace("\x00", "").strip()
        return pressed + ([(self.fields["words"].label, words)] if words else [])


def _scale(label, choices):
    return forms.ChoiceField(
        label=label, required=False, initial="", choices=[*choices, LEFT_OUT], widget=forms.RadioSelect
    )


class ChangesForm(TableForm):
    """What we will change because of it, and what people wrote about, in themes."""

    will_change = forms.CharField(
        label="What we will change", max_length=2000, required=False, widget=forms.Textarea,
        help_text="Everybody who was asked reads it before the next meeting.",
    )  # fmt: skip
    themes = forms.CharField(
        label="What people wrote about, in themes", max_length=2000, required=False, widget=forms.Textarea,
        help_text="For the trustees, who do not read people's own words.",
    )  # fmt: skip
