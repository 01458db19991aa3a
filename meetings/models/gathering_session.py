"""What happens at a conference or away day, and who has a place in a workshop."""

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked


class SessionSort(models.TextChoices):
    TALK = "talk", "Talk"
    WORKSHOP = "workshop", "Workshop"
    TABLES = "tables", "Group work at tables"
    BREAK = "break", "Break"
    FOOD = "food", "Food"
    FREE = "free", "Free time"
    FUN = "fun", "Something for fun"
    OTHER = "other", "Part of the day"


class SessionQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("starts_at", "position", "pk")

    def chosen(self):
        """Those that people choose when they register."""
        return self.filter(sort=SessionSort.WORKSHOP).in_order()


@tracked()
class Session(models.Model):
    """One line of the programme. Workshops are chosen, and have places of their own (`places` empty: no limit)."""

    Sort = SessionSort
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="sessions")
    sort = models.CharField(max_length=10, choices=SessionSort, default=SessionSort.TALK)
    title = models.CharField(max_length=120)
    about = models.TextField("what it is about", max_length=1500, blank=True)
    content_note = models.CharField("what may be hard to hear", max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=80, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "starts_at", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="a_session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self):
        return self.title

    @property
    def is_chosen(self):
        return self.sort == SessionSort.WORKSHOP

    def overlaps(self, other) -> bool:
        """Whether nobody could be at both from beginning to end."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@tracked()
class SessionPlace(models.Model):
    """One registration in one workshop. Under the gathering's lock: `queue_no` one more than the last of that workshop,
    `place_no` the lowest free number. Whoever waits for a place at the gathering itself has a wish here, and no turn."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="taken")
    registration = models.ForeignKey("meetings.Registration", on_delete=models.CASCADE, related_name="workshops")
    queue_no = models.PositiveIntegerField(null=True, blank=True)
    place_no = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["session", "queue_no", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "registration"], name="a_workshop_is_chosen_once"),
            models.UniqueConstraint(
                fields=["session", "place_no"], condition=Q(place_no__isnull=False), name="one_place_per_workshop_seat"
            ),
            models.UniqueConstraint(
                fields=["session", "queue_no"], condition=Q(queue_no__isnull=False), name="one_turn_per_workshop_wait"
            ),
            models.CheckConstraint(
                name="a_place_in_a_workshop_has_a_turn", condition=Q(place_no=None) | Q(queue_no__isnull=False)
            ),
        ]

    def __str__(self):
        return f"workshop {self.session_id}: place {self.place_no or 'not yet'}"

    @property
    def is_waiting(self):
        return self.queue_no is not None and self.place_no is None
