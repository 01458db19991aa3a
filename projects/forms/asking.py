"""An invitation to a piece of work: time, place, support and offer are said before anybody answers (PAY-07)."""

from django import forms
from django.utils import timezone

from members.models import Course
from members.web import DayInput, Refused, TableForm
from projects.rules import check_closing_day


class AskForm(TableForm):
    """What is asked of people, in their words."""

    free_text = ("what", "content_note")
    draft = "ask"

    title = forms.CharField(label="What is it called?", max_length=120)
    what = forms.CharField(
        label="What would people do?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In a few plain sentences. Say what can still change, and what is fixed.",
    )  # fmt: skip
    starts_on = forms.DateField(
        label="On which day?", widget=DayInput(), required=False, error_messages={"invalid": "Please give the day as a date."},
        help_text="The first, if there are several. Empty, the invitation says that the date is not fixed yet.",
    )  # fmt: skip
    when_words = forms.CharField(
        label="At what time, and how long?", max_length=200, help_text="Such as: 2pm to 4pm, with a break."
    )
    place = forms.CharField(
        label="Where, or how?", max_length=200, help_text="Such as: Leatherhead office, or by phone."
    )
    support = forms.CharField(
        label="What support can people have?",
        max_length=300,
        help_text="Such as: Ash meets you before, and somebody sits with you.",
    )
    offer = forms.CharField(
        label="What do we offer?",
        max_length=300,
        help_text="Such as: your travel paid, lunch, and a £20 voucher. If nothing, say so.",
    )
    content_note = forms.CharField(
        label="What may be hard about it?", max_length=300, required=False,
        help_text="Such as: the candidates speak about loss. Said before anybody answers.",
    )  # fmt: skip
    wellbeing_person = forms.CharField(
        label="Who is there for anybody who needs a moment?", max_length=120, required=False
    )
    needs_course = forms.ModelChoiceField(
        Course.objects.none(), label="Which training do people need for it?", required=False, empty_label="None"
    )
    or_train = forms.BooleanField(
        label="Or we’ll train you: people may say yes without it", required=False, initial=True
    )
    answer_by = forms.DateField(
        label="Please answer by", widget=DayInput(), error_messages={"invalid": "Please give the day as a date."}
    )
    people = forms.Field(label="Who is asked?", required=False)

    def __init__(self, *args, picker, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.picker, self.now = picker, now
        self.fields["needs_course"].queryset = Course.objects.in_use()
        for name in ("starts_on", "answer_by"):
            self.fields[name].widget.attrs["min"] = timezone.localdate(now).isoformat()

    def clean_answer_by(self):
        try:
            check_closing_day(self.cleaned_data["answer_by"], now=self.now)
        except Refused as no:
            raise forms.ValidationError(str(no)) from no
        return self.cleaned_data["answer_by"]

    def clean_people(self):
        if self.picker.unknown:
            raise forms.ValidationError("We do not know one of these people any more. Please look for them by name.")
        if not self.picker.people:
            raise forms.ValidationError("Please choose at least one person to invite.")
        return self.picker.people
