"""What a mail server said about a letter that it could not deliver, or not yet (COM-11)."""

from django.db import models


class Sort(models.TextChoices):
    HARD = "hard", "The address takes no letters"
    SOFT = "soft", "It could not be delivered this time"
    LATE = "late", "It has not been delivered yet"


class WayIn(models.TextChoices):
    REFUSED = "refused", "The mail server refused it"
    MAILBOX = "mailbox", "A report came back by email"
    WEBHOOK = "webhook", "The mail provider told us"


class DeliveryReport(models.Model):
    """One report about one letter; never the words of the report, nor an address. `status` is RFC 3463's number."""

    Sort, WayIn = Sort, WayIn
    letter = models.ForeignKey("members.Letter", on_delete=models.CASCADE, related_name="reports")
    sort = models.CharField(max_length=4, choices=Sort)
    status = models.CharField(max_length=12, blank=True)
    way_in = models.CharField(max_length=8, choices=WayIn)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["letter", "reported_at", "pk"]

    def __str__(self):
        return f"{self.get_sort_display()} ({self.status or 'no number'})"
