"""Forms for series: how often and when, what its meetings start with, one date left out, and steps of its clock."""

from django import forms

from meetings import dates
from meetings.forms.plan import WhatForm
from meetings.models import Series
from members.web import ClockInput, DayInput, TableForm
from members.words import day

OFTEN = [(f"{unit}:{every}", words) for (unit, every), words in dates.OFTEN.items()]


class SeriesForm(WhatForm):
    """The rule and everything its meetings start with, on one page."""

    draft = "series"

    free_text = ("about", "access", "reminder_note", "content_note")
    field_order = [
        "title", "kind", "body", "often", "on_the", "weekday", "month_day", "first_on", "starts", "ends",
    ]  # fmt: skip
    often = forms.ChoiceField(label="How often?", choices=OFTEN, initial="month:1")

    class Meta:
        model = Series
        fields = [
            "title", "kind", "body", "on_the", "weekday", "month_day", "first_on", "starts", "ends", "team", "lead",
            "about", "venue", "place", "access", "room_offered", "room_places", "online_offered", "online_places",
            "join_link", "phone_offered", "phone_places", "dial_in", "remote_host", "content_note", "wellbeing_person",
            "answer_by_days", "reminder_time", "reminder_note", "dates_ahead", "publishes_itself",
        ]  # fmt: skip
        widgets = {"first_on": DayInput, "starts": ClockInput, "ends": ClockInput, "reminder_time": ClockInput}
        labels = {
            **WhatForm.Meta.labels,
            "title": "What are the meetings called?", "on_the": "Which one of the month?", "weekday": "Which day of the week?",
            "month_day": "Which day of the month?", "first_on": "From which day on?", "starts": "Starts", "ends": "Ends",
            "answer_by_days": "Please answer so many days before", "dates_ahead": "How many dates are kept ahead?",
            "publishes_itself": "Invitations leave by themselves, on the day the month's clock says",
        }  # fmt: skip
        help_texts = {
            **{name: words for name, words in WhatForm.Meta.help_texts.items() if name != "answer_by"},
            "on_the": "Only for months. With “a day of the month” say the number below.",
            "month_day": "Only for a day of the month, such as 15. The 31st is the last day of each month.",
            "weekday": "Not for a day of the month.",
            "first_on": "The rule counts from here. Every fourth week means: from the week of this day.",
            "dates_ahead": "They are drafts: nobody hears of one until it is published.",
            "publishes_itself": "Without this, each date waits as a draft on Monday's page, and you publish it.",
        }  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, actor=actor, **kwargs)
        for name in ("month_day", "dates_ahead", "answer_by_days"):
            self.fields[name].min_value = 1 if name != "answer_by_days" else 0
        self.fields["month_day"].required = False
        if self.instance.pk:
            mine = f"{self.instance.unit}:{self.instance.every}"
            self.fields["often"].initial = mine
            if mine not in dict(OFTEN):
                self.fields["often"].choices = [(mine, dates.often(self.instance)), *OFTEN]
            del self.fields["first_on"]

    def clean_month_day(self):
        return self.cleaned_data["month_day"] or self.instance.month_day or 1

    def clean_dates_ahead(self):
        return self._between("dates_ahead", 1, 24, "Between 1 and 24 dates can be kept ahead.")

    def clean_answer_by_days(self):
        return self._between("answer_by_days", 0, 60, "Please choose between 0 and 60 days.")

    def _between(self, name, least, most, sentence):
        number = self.cleaned_data[name]
        if not least <= number <= most:
            raise forms.ValidationError(sentence)
        return number

    @property
    def facts(self) -> dict:
        cleaned = super().facts
        unit, _, every = cleaned.pop("often").partition(":")
        numbers = {name: int(cleaned[name]) for name in ("on_the", "weekday")}
        return {**cleaned, **numbers, "unit": unit, "every": int(every)}

    @property
    def changes(self) -> dict:
        """Only what is different from the series there is."""
        return {name: said for name, said in self.facts.items() if said != getattr(self.instance, name)}


class FromHereForm(SeriesForm):
    """The same for a series there is, and from which of its dates on."""

    from_on = forms.ChoiceField(label="From which meeting on?")
    field_order = ["from_on", *SeriesForm.field_order]

    class Meta(SeriesForm.Meta):
        pass

    def __init__(self, *args, dates_to_come, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_on"].choices = [(on.isoformat(), day(on)) for on in dates_to_come]

    @property
    def facts(self) -> dict:
        return {name: said for name, said in super().facts.items() if name != "from_on"}


class SkipForm(TableForm):
    """Why one date is left out."""

    because = forms.CharField(
        label="Why does the group not meet that day?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Whoever was asked reads this sentence. Please name nobody.",
    )  # fmt: skip


class EndForm(SkipForm):
    """The last day of a series."""

    last_on = forms.DateField(
        label="Which day is the last one?", widget=DayInput, help_text="A meeting on that day still happens."
    )
    field_order = ["last_on", "because"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["because"].label = "Why does it end?"


class AheadForm(TableForm):
    """More dates by a press."""

    count = forms.IntegerField(label="How many of the next dates?", min_value=1, max_value=24, initial=6)
