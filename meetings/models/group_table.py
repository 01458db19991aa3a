"""Group work at tables: a question, somebody who keeps the talk going, and what people said."""

import uuid

from django.db import models

from members.models.history import tracked


class Written(models.TextChoices):
    PHONE = "phone", "on a phone at the table"
    PAPER = "paper", "on paper, typed in later"


class MayUse(models.TextChoices):
    """CON-05, asked for each note; there is no name on any of them."""

    INSIDE = "inside", "Only for our own work"
    QUOTE = "quote", "Words may be repeated, without a name"


@tracked()
class GroupTable(models.Model):
    """One table: its number, its question, who facilitates (somebody we know, or a name)."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="tables")
    session = models.ForeignKey(
        "meetings.Session", null=True, blank=True, on_delete=models.SET_NULL, related_name="tables"
    )
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    facilitator = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    facilitator_name = models.CharField("who keeps the talk going", max_length=120, blank=True)

    class Meta:
        ordering = ["gathering", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="one_table_of_each_number_at_a_gathering")
        ]

    def __str__(self):
        return f"Table {self.number}"


class TableNoteQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def ready(self):
        """What part 4 takes over as contributions."""
        return self.standing().filter(is_ready=True).order_by("table__number", "pk")


@tracked()
class TableNote(models.Model):
    """One thing people said at a table. No author; `uid` is made by whoever types it, so that nothing comes twice."""

    Written, MayUse = Written, MayUse
    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    table = models.ForeignKey(GroupTable, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField("what was said", max_length=1000)
    theme = models.CharField(max_length=80, blank=True)
    may_use = models.CharField("may it be repeated?", max_length=6, choices=MayUse, default=MayUse.INSIDE)
    written = models.CharField(max_length=5, choices=Written, default=Written.PHONE)
    is_ready = models.BooleanField("ready to become a contribution", default=False)
    kept_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TableNoteQuerySet.as_manager()

    class Meta:
        ordering = ["table", "pk"]

    def __str__(self):
        return f"a note of table {self.table_id}"


@tracked()
class TableSeat(models.Model):
    """Who sits where, if anybody wants to plan it; each registration at one table only."""

    table = models.ForeignKey(GroupTable, on_delete=models.CASCADE, related_name="seats")
    registration = models.OneToOneField("meetings.Registration", on_delete=models.CASCADE, related_name="table_seat")

    class Meta:
        ordering = ["table", "pk"]

    def __str__(self):
        return f"a seat at table {self.table_id}"
