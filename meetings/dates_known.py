"""What finding a date and calendars make known to the floors below, once, when the app is ready."""

from meetings import calendar_replies, date_letters, date_reminders, date_table
from members.post import abouts, clock, returned


def register_dates() -> None:
    """Letters, the reminder, what a poll is called, and who reads calendar replies."""
    date_letters.register_all()
    clock.register(date_reminders.plan_due, lives_on=("meetings.DatePoll",))
    abouts.register("dates", names=date_table.names_of, page="meetings:date_poll", own="meetings:dates_mine")
    returned.register(calendar_replies.take)
