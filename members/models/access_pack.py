"""Everything held about one person, gathered for them; and each text in it that somebody must read first."""

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField


class AccessPackQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinators see all but the copies people made for themselves; everybody else those made for them."""
        if actor.role == "coordinator":
            others = ~models.Q(person_id=actor.person_id)
            return self.exclude(others & models.Q(is_own=True, state=AccessPack.State.READY))
        own = self.filter(person_id=actor.person_id) if actor.person_id else self.none()
        return own.filter(models.Q(is_own=True) | models.Q(state=AccessPack.State.READY))


@tracked()
class AccessPack(models.Model):
    """`is_own`: made by the person for themselves; what others must read first is then left out and said so."""

    class State(models.TextChoices):
        GATHERING = "gathering", "Being gathered"
        TO_READ = "to_read", "To be read before it is given"
        MAKING = "making", "Being put together"
        READY = "ready", "Ready to take home"
        GONE = "gone", "No longer kept"

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="access_packs")
    request = models.ForeignKey(
        "members.RightsRequest", null=True, blank=True, on_delete=models.SET_NULL, related_name="packs"
    )
    is_own = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.GATHERING)
    file = models.OneToOneField(
        "members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="access_pack"
    )
    asked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    released_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField("last taken home", null=True, blank=True)
    opened_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = AccessPackQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"pack {self.pk}: {self.get_state_display()}"


class PackText(models.Model):
    """One text that names others or that somebody else wrote, and what a coordinator decided about it."""

    class Decision(models.TextChoices):
        UNREAD = "", "Not read yet"
        GIVE = "give", "Give it as it is"
        COVER = "cover", "Give it with the names of others covered"
        HOLD = "hold", "Hold it back"

    pack = models.ForeignKey(AccessPack, on_delete=models.CASCADE, related_name="texts")
    place = models.CharField("where it stands", max_length=160)
    title = models.CharField(max_length=160)
    why = models.CharField("why somebody must read it", max_length=200)
    text = SealedTextField()
    covered = SealedTextField("with the names covered", null=True, blank=True)
    decision = models.CharField(max_length=6, choices=Decision, blank=True, default=Decision.UNREAD)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pack", "pk"]
        constraints = [models.UniqueConstraint(fields=["pack", "place"], name="one_reading_per_place_of_a_pack")]

    def __str__(self):
        return f"text {self.pk} of pack {self.pack_id}"
