"""What meetings of one sort have in common, written down once: of a series, and of the template of a kind."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from meetings.models.meeting import Mode, usual_reminders

# Named as on Meeting, so that they are handed on one by one.
HANDED_ON = [
    "body", "team", "lead", "title", "about", "venue", "place", "access", "room_offered", "room_places",
    "online_offered", "online_places", "join_link", "phone_offered", "phone_places", "dial_in", "remote_host",
    "content_note", "wellbeing_person", "reminder_days", "reminder_time", "reminder_note",
]  # fmt: skip


class Pattern(models.Model):
    """Everything a meeting starts with but its kind and its day. `answer_by_days`: so many days before it."""

    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120)
    about = models.TextField("what it is about", max_length=2000, blank=True)
    venue = models.ForeignKey("meetings.Venue", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField("where", max_length=200, blank=True)
    access = models.TextField("access provided", max_length=1000, blank=True)
    room_offered = models.BooleanField("in the room", default=True)
    room_places = models.PositiveIntegerField(null=True, blank=True)
    online_offered = models.BooleanField("online", default=False)
    online_places = models.PositiveIntegerField(null=True, blank=True)
    join_link = models.URLField("link to join online", max_length=500, blank=True)
    phone_offered = models.BooleanField("by phone", default=False)
    phone_places = models.PositiveIntegerField(null=True, blank=True)
    dial_in = models.CharField("number to ring to take part", max_length=120, blank=True)
    remote_host = models.CharField("who looks after people not in the room", max_length=120, blank=True)
    content_note = models.CharField("what may be hard to hear", max_length=300, blank=True)
    wellbeing_person = models.CharField("who is there for anybody who needs a moment", max_length=120, blank=True)
    reminder_days = ArrayField(models.PositiveSmallIntegerField(), default=usual_reminders, blank=True)
    reminder_time = models.TimeField("reminders leave at", default="10:00")
    reminder_note = models.TextField("a paragraph of your own in the reminders", max_length=1000, blank=True)
    answer_by_days = models.PositiveSmallIntegerField("answers wanted, days before", default=4)

    class Meta:
        abstract = True

    @property
    def modes(self):
        """The ways to take part that are offered, room first."""
        return [m for m in Mode if getattr(self, f"{m.value}_offered")]

    def places(self, mode):
        """How many places that way has; None for no limit."""
        return getattr(self, f"{mode}_places")

    @property
    def handed_on(self) -> dict:
        """What each meeting gets, by the names it has there; lists are copied."""
        return {name: list(said) if isinstance(said := getattr(self, name), list) else said for name in HANDED_ON}
