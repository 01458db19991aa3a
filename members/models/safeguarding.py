"""The sealed room (SUP-09): concerns, what was added to them, and who is kept out of one.

Nothing here is tracked, searched, exported or registered with Django's admin. Words are sealed; rows are append-only.
"""

import uuid

import pgtrigger
from django.db import models

from members.models.sealed import SealedTextField
from members.permissions import Role


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Safeguarding leads only, but for a lead whom the concern is about; no other role, no administrator."""
        if actor.role != Role.SAFEGUARDING or actor.person_id is None:
            return self.none()
        kept_out = ConcernKeptFrom.objects.filter(person_id=actor.person_id).values("concern")
        return self.exclude(pk__in=kept_out)

    def sent_by(self, person_id):
        """A reporter's own, as *received on …*: the day and nothing else."""
        if person_id is None:
            return self.none()
        return (
            self.filter(reporter_id=person_id).only("id", "reported_at", "reporter_id").order_by("-reported_at", "pk")
        )

    def newest(self):
        return self.order_by("-reported_at", "pk")


class Concern(models.Model):
    """What somebody saw or heard, as they wrote it down. A random key, so that nobody can count the concerns."""

    class Sort(models.TextChoices):
        HARM = "harm", "Somebody may be harmed or is being harmed"
        CHARITY = "charity", "How somebody at the charity behaved"
        HANDLING = "handling", "How an earlier concern was dealt with"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reported_at = models.DateTimeField()
    reporter = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.HARM)
    in_danger = models.BooleanField("somebody is in danger now", default=False)
    what = SealedTextField("what happened")
    when_and_where = SealedTextField("when and where", null=True, blank=True)
    who = SealedTextField("who is involved", null=True, blank=True)
    reach = SealedTextField("how to reach whoever reported it", null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            # whose report it was may follow a merged or erased person; its words and its time never change
            pgtrigger.Protect(
                name="never_changed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["reporter"])
            ),
        ]

    def __str__(self):
        return "a concern"


class ConcernEntry(models.Model):
    """What came after: more from the reporter, what a lead did, closed, opened again; and every time a lead looked."""

    class Sort(models.TextChoices):
        MORE = "more", "More was reported"
        ACTION = "action", "What was done"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"
        LOOKED = "looked", "Was read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="entries")
    sort = models.CharField(max_length=8, choices=Sort)
    words = SealedTextField(null=True, blank=True)
    written_by = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name_plural = "concern entries"
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="never_changed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["written_by"])
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()}"


class ConcernKeptFrom(models.Model):
    """A lead who may not see this concern, because it is about them; the other leads deal with it."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="kept_from")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["concern", "person", "pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "person"], name="kept_from_somebody_once")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="never_changed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["person"])
            ),
        ]

    def __str__(self):
        return "kept from somebody"
