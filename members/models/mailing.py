"""Writing to a chosen set of people, and the one paragraph of each standard letter that a charity words itself."""

from django.db import models

from members.models.channel import Purpose
from members.models.history import tracked


class MailingState(models.TextChoices):
    DRAFT = "draft", "Being written"
    SENT = "sent", "On its way or sent"
    HELD = "held", "On hold"
    STOPPED = "stopped", "Stopped"


@tracked()
class Mailing(models.Model):
    """`audience` is a list of [word, value] from members.queries.audiences, joined; `picked` ids of single people."""

    State = MailingState
    PURPOSES = [Purpose.NEWS, Purpose.MEETINGS, Purpose.INVITATIONS, Purpose.SURVEYS]
    subject = models.CharField(max_length=120)
    words = models.TextField(max_length=4000)
    purpose = models.CharField(max_length=12, choices=[(p.value, p.label) for p in PURPOSES], default=Purpose.NEWS)
    audience = models.JSONField(default=list)
    picked = models.JSONField(default=list)
    about = models.CharField(max_length=60, blank=True, help_text='what {meeting} and {when} speak of: "meeting:42"')
    state = models.CharField(max_length=8, choices=MailingState, default=MailingState.DRAFT)
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.PositiveIntegerField("how many people", default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return self.subject

    @property
    def about_word(self):
        """How its letters name it."""
        return f"mailing:{self.pk}"


@tracked()
class LetterWords(models.Model):
    """The charity's own paragraph in one kind of standard letter; without a row the original stands."""

    kind = models.CharField(max_length=40, unique=True)
    words = models.TextField(max_length=1000)
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["kind"]
        verbose_name_plural = "words of letters"

    def __str__(self):
        return self.kind
