"""What somebody said at a meeting: words that deserve an answer, and how they may be used (CON-05)."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from meetings.models.lines import InOrder, Line
from members.models.history import tracked

ANSWER_WITHIN = timedelta(days=28)


class Quote(models.TextChoices):
    """How somebody's words may be used (CON-05); asked each time."""

    NONE = "none", "Not outside the group"
    ANONYMOUS = "anonymous", "Without a name"
    FIRST_NAME = "first_name", "With the first name"
    FULL_NAME = "full_name", "With the full name"


class Passed(models.TextChoices):
    """How far it is on its way to an answer."""

    NOTED = "noted", "Written down"
    READY = "ready", "Ready to be passed on"
    PASSED_ON = "passed_on", "Passed on"


class SaidQuerySet(InOrder):
    def sent_by(self, person_id):
        """Views that somebody sent instead of coming."""
        return self.filter(speaker=person_id, sent_instead=True).select_related("meeting").in_order()

    def on_the_way(self):
        """Nobody has taken them up yet: what became of them stands nowhere else."""
        return self.exclude(state=Passed.PASSED_ON)

    def ready(self):
        """What a floor above may take up and answer."""
        return self.filter(state=Passed.READY).in_order()


@tracked()
class Said(Line):
    """Something somebody said that deserves an answer. Who said it is private and may stay unsaid.

    `became` names what a floor above made of it ("contribution:7"); until then the words wait here.
    """

    Quote, State = Quote, Passed
    theme = models.CharField("what it is about, in a word or two", max_length=80, blank=True)
    on_behalf_of = models.CharField("on behalf of whom", max_length=120, blank=True)
    speaker = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="said_at_meetings",
        verbose_name="who said it",
    )
    quote = models.CharField("may it be quoted?", max_length=10, choices=Quote, default=Quote.NONE)
    sent_instead = models.BooleanField("sent instead of coming", default=False, db_default=False)
    state = models.CharField(max_length=10, choices=Passed, default=Passed.NOTED)
    became = models.CharField(max_length=60, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)

    objects = SaidQuerySet.as_manager()

    class Meta(Line.Meta):
        verbose_name = "something said at a meeting"
        verbose_name_plural = "things said at meetings"

    @property
    def answer_by(self):
        """By when somebody answers what was sent instead of coming; whoever takes it up keeps this day."""
        return timezone.localdate(max(self.noted_at, self.meeting.starts_at) + ANSWER_WITHIN)

    @property
    def about_word(self):
        """How the ledger of consents names it."""
        return f"said:{self.pk}"
