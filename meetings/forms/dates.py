"""Forms about finding a date: London wall time in, instants out."""

from django import forms

from meetings.date_rules import MOST_DATES
from meetings.forms.plan import WhatForm
from meetings.models import DatePoll, Kind
from meetings.models.date_poll import Suits
from meetings.rules import FIRST, SECOND, wall_time
from members.models import Body
from members.web import ClockInput, DayInput, Refused, TableModelForm

SHOWN = 6  # rows for dates; those that stay empty do not count


class DatePollForm(TableModelForm):
    """What it is about and up to six dates."""

    free_text = ("about",)
    rows = {"about": 3}
    which = forms.ChoiceField(
        label="That night the clocks go back, so this time comes twice. Which one?",
        choices=[(FIRST, "The first one, still summer time"), (SECOND, "The second one, already winter time")],
        widget=forms.HiddenInput, required=False,
    )  # fmt: skip

    class Meta:
        model = DatePoll
        fields = ["title", "kind", "body", "team", "lead", "about", "minutes", "answer_by"]
        widgets = {"answer_by": DayInput}
        labels = {
            "title": "What is it to be?", "kind": "What kind of meeting?", "body": "For which group?",
            "team": "Which team runs it?", "lead": "Who leads it?", "about": "What is it about?",
            "minutes": "How many minutes?", "answer_by": "Please answer by",
        }  # fmt: skip
        help_texts = {
            "body": "Whoever has a seat there is proposed to be asked. You can change the list before anybody hears of it.",
            "answer_by": "Who has not answered is reminded the day before, once.",
        }

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = Kind.objects.meetings()
        self.fields["body"].queryset = Body.objects.in_use()
        self.fields["team"].queryset = WhatForm._teams(actor)
        self.fields["lead"].queryset = WhatForm._leads(actor)
        self.fields["minutes"].min_value, self.fields["minutes"].max_value = 10, 1440
        if actor.person:
            self.fields["lead"].initial = actor.person.pk
        if actor.team_ids:
            self.fields["team"].initial = min(actor.team_ids)
        for number in range(1, SHOWN + 1):
            self.fields[f"day_{number}"] = forms.DateField(
                label=f"Date {number}", widget=DayInput, required=False,
                error_messages={"invalid": "Please write the day like 2026-12-08."},
            )  # fmt: skip
            self.fields[f"time_{number}"] = forms.TimeField(
                label=f"Time of date {number}", widget=ClockInput, required=False, initial="14:00",
                error_messages={"invalid": "Please write the time like 14:00."},
            )  # fmt: skip

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if not 10 <= minutes <= 1440:
            raise forms.ValidationError("Between 10 minutes and a day, please.")
        return minutes

    def clean(self):
        cleaned = super().clean()
        cleaned["dates"] = []
        for number in range(1, SHOWN + 1):
            on, at = cleaned.pop(f"day_{number}", None), cleaned.pop(f"time_{number}", None)
            if on is None:
                continue
            try:
                if at is None:
                    raise Refused("Please say at what time.", field="")
                cleaned["dates"].append(wall_time(on=on, at=at, which=cleaned.get("which") or FIRST))
            except Refused as no:
                self.add_error(f"time_{number}", str(no))
        return cleaned

    @property
    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "which"}

    def _post_clean(self):
        """The action writes and checks; the form's own instance stays as it was."""


def suits_of(posted) -> dict[int, str]:
    """What was ticked on the page: option id -> answer. Whatever is neither is left out; the rule says so in words."""
    found = {}
    for name, value in list(posted.items())[: 4 * MOST_DATES]:
        number = name.removeprefix("date_")
        if name.startswith("date_") and number.isdecimal() and len(number) < 19 and value in Suits.values:
            found[int(number)] = value
    return found
