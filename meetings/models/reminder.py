"""Which reminders have been planned, so that nobody is reminded twice or long after the moment has passed."""

from django.db import models


class ReminderRun(models.Model):
    """All reminders of one meeting, one offset and one start time were noted at once; unique, whoever ticks.

    `early` is the run for people who get letters by post, five working days sooner (COM-03).
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="reminder_runs")
    days = models.PositiveSmallIntegerField("days before")
    starts_at = models.DateTimeField("for this start")
    early = models.BooleanField("for post", default=False)
    planned_at = models.DateTimeField()
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "-days", "early", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "days", "starts_at", "early"], name="one_run_per_meeting_offset_and_start"
            )
        ]

    def __str__(self):
        return f"reminders {self.days} days before meeting {self.meeting_id}"
