"""The last answer that somebody's calendar program sent back, so that an older or repeated one changes nothing."""

from django.db import models


class CalendarReply(models.Model):
    """`stamped_at` is the reply's own DTSTAMP, `sequence` the one of the invitation it answers (RFC 5546)."""

    rsvp = models.OneToOneField("meetings.Rsvp", on_delete=models.CASCADE, related_name="calendar_reply")
    stamped_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()

    def __str__(self):
        return f"calendar reply to {self.rsvp_id}"
