"""The few words that may go with the outcome of a call."""

from datetime import datetime

from django import forms
from django.utils import timezone

from members.forms.base import ClockInput, DayInput, TableForm


class RingAgainForm(TableForm):
    """A note for the next caller, and for *ring again* a day and a time."""

    note = forms.CharField(label="A note for whoever rings next", max_length=300, required=False)
    again_on = forms.DateField(label="Day", required=False, widget=DayInput())
    again_at_time = forms.TimeField(label="Time", required=False, widget=ClockInput())
    free_text = ("note",)

    def __init__(self, *args, again=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.again = again

    def clean(self):
        """Only *ring again* needs the day; its time is ten in the morning when none is said."""
        if self.again and not self.cleaned_data.get("again_on") and "again_on" not in self.errors:
            self.add_error("again_on", "Please say on which day to ring again.")
        return self.cleaned_data

    @property
    def again_at(self):
        day, at = self.cleaned_data.get("again_on"), self.cleaned_data.get("again_at_time")
        if not (self.again and day):
            return None
        return timezone.make_aware(datetime.combine(day, at or datetime.min.time().replace(hour=10)))
