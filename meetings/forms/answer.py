"""What a press on an answer sends. No crispy: these pages have a budget."""

from django import forms

from meetings.models import Answer, Mode


class AnswerForm(forms.Form):
    """`answer`, and if wanted `mode`, `either` (another way would do) and `seen` (the start the page showed)."""

    answer = forms.ChoiceField(
        choices=[(a.value, a.label) for a in (Answer.YES, Answer.MAYBE, Answer.NO)],
        error_messages={
            "required": "Please press one of the answers.",
            "invalid_choice": "Please press one of the answers.",
        },
    )
    mode = forms.ChoiceField(
        choices=Mode.choices,
        required=False,
        error_messages={"invalid_choice": "Please choose one of the ways to take part."},
    )
    either = forms.TypedChoiceField(
        choices=[("1", "yes"), ("0", "no")], coerce=lambda value: value == "1", empty_value=None, required=False
    )
    seen = forms.IntegerField(required=False)

    @property
    def sentence(self) -> str:
        """The first thing that is wrong, in words."""
        return next((message for errors in self.errors.values() for message in errors), "")
